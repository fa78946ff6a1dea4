# SPDX-License-Identifier: MulanPSL-2.0
"""The form editor's widgets: the page at scale with rulers, and the panels beside it."""
