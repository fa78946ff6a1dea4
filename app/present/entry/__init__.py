# SPDX-License-Identifier: MulanPSL-2.0
"""Before a vault is open: first run, cards, unlocking, a new vault."""
