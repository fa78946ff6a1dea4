# SPDX-License-Identifier: MulanPSL-2.0
"""The statistics table as a workbook: the printed columns, counts as numbers, the PDF's print set-up."""

from __future__ import annotations

from collections.abc import Mapping

from app.paper.context import PaperContext
from app.paper.rolls.book import workbook
from app.paper.rolls.roster_data import Roster
from app.paper.rolls.statistics_data import Statistics, listed, sheet_of


def xlsx(
    statistics: Statistics, context: PaperContext, rosters: Mapping[str, Roster], sheet: str = ""
) -> bytes:
    """Return the table as a workbook; arguments as ``statistics_pdf.pdf``."""
    chosen = sheet or sheet_of(statistics)
    roll = listed(statistics, rosters)
    return workbook(statistics.spec, context, roll, statistics.title, sheet=chosen)
