# SPDX-License-Identifier: MulanPSL-2.0
"""The manual: chapters written by hand, appendices made from what the program itself says."""
