# SPDX-License-Identifier: MulanPSL-2.0
"""Shared widgets. Each takes a Theme first and knows nothing about screens or rules."""
