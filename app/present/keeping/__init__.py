# SPDX-License-Identifier: MulanPSL-2.0
"""What keeps work safe: undo to a point, history, versions side by side, the bin, recovery, year to year."""
