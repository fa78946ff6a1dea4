# SPDX-License-Identifier: MulanPSL-2.0
"""All that is true without a screen. Never imports Qt, never opens a socket."""
