# SPDX-License-Identifier: MulanPSL-2.0
"""The form editor: the unit lays the real attachment over a form, adjusts it, and prints with it the same day."""
