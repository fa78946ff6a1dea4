# SPDX-License-Identifier: MulanPSL-2.0
"""Sent back: the slip keyed in or imported, what was done about it, changed sheets, the second hand-over (ux 1.2)."""
