# SPDX-License-Identifier: MulanPSL-2.0
"""All that becomes paper: the layout core, forms, volumes, rosters, statistics, slips."""
