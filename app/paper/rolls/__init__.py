# SPDX-License-Identifier: MulanPSL-2.0
"""Rosters and statistics, on paper and as workbooks."""
