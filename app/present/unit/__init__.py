# SPDX-License-Identifier: MulanPSL-2.0
"""The unit's desk: workbench, review results, rosters and statistics."""
