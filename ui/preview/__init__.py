# SPDX-License-Identifier: MulanPSL-2.0
"""Looking at the very bytes that print, page by page."""
