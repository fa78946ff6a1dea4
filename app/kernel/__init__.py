# SPDX-License-Identifier: MulanPSL-2.0
"""Values every room shares: dates, ids, text, digests, clock, errors, progress."""
