# SPDX-License-Identifier: MulanPSL-2.0
"""时限图: all days of the year on an axis of working days, each with its clause and its reason."""
