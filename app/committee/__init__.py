# SPDX-License-Identifier: MulanPSL-2.0
"""The committee: quorum, recusal and the counting of paper ballots."""
