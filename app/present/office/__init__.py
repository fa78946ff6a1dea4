# SPDX-License-Identifier: MulanPSL-2.0
"""The committee office's desk: one-time notification, duplicates, meeting and counting."""
