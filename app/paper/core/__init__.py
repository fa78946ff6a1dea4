# SPDX-License-Identifier: MulanPSL-2.0
"""The layout core: faces, lines, pages, tables, and the file they are streamed to."""
