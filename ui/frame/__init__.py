# SPDX-License-Identifier: MulanPSL-2.0
"""The parts of the window that stand round every page."""
