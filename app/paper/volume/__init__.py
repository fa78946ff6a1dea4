# SPDX-License-Identifier: MulanPSL-2.0
"""Bound volumes: planned side by side first, then written."""
