# SPDX-License-Identifier: MulanPSL-2.0
"""The roster as a workbook: its printed columns, or every column of forms.md 4.7 (S-4.3.3-b)."""

from __future__ import annotations

from app.paper.context import PaperContext
from app.paper.forms.roll_columns import full_columns
from app.paper.rolls.book import workbook
from app.paper.rolls.layout import roll_of
from app.paper.rolls.roster_data import Roster


def xlsx(roster: Roster, context: PaperContext, columns: str = "printed") -> bytes:
    """Return a roster as a workbook; every level has a file of its own (S-4.3.4-a).

    Args:
        context: whose day is 填报日期 and the day inside the file: the same roster gives the same bytes.
        columns: ``printed`` mirrors the PDF; ``full`` has every column of forms.md 4.7.
    """
    chosen = full_columns(roll_of(roster.spec)) if columns == "full" else ()
    return workbook(roster.spec, context, roster, roster.title, columns=chosen)
