# SPDX-License-Identifier: MulanPSL-2.0
"""《2026年岗位数及申报人数统计表》 (附件3): what other rooms ask for; it never says it agrees when it does not."""

from __future__ import annotations

from app.paper.rolls.statistics_book import xlsx
from app.paper.rolls.statistics_data import Difference, Statistics, build, must_agree, reconcile
from app.paper.rolls.statistics_pdf import pdf

__all__ = ["Difference", "Statistics", "build", "must_agree", "pdf", "reconcile", "xlsx"]
