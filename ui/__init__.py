# SPDX-License-Identifier: MulanPSL-2.0
"""Qt widgets that draw a presenter's state and hand its intents back; no rule of the trade lives here."""
