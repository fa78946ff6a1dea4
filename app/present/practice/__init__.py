# SPDX-License-Identifier: MulanPSL-2.0
"""The practice vault: a fictional unit with twelve fictional people and their paper."""

from __future__ import annotations

import datetime as dt

PRACTICE_DAY = dt.date(2026, 6, 15)
# Public on purpose: it stands on the unlock card. Digits only, as an input method may be on (D-8).
PRACTICE_PASSPHRASE = "202606150000"  # noqa: S105 - no secret
PRACTICE_ALIAS = "练习库（虚构）"
PRACTICE_MARKING = "练习"
