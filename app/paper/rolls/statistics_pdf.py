# SPDX-License-Identifier: MulanPSL-2.0
"""The statistics table on A4 or A3 landscape (D-13): its layout filled with the counted lines."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.forms.printing import render_roll
from app.paper.rolls.roster_data import Roster
from app.paper.rolls.statistics_data import Statistics, listed, sheet_of


def pdf(
    statistics: Statistics, context: PaperContext, rosters: Mapping[str, Roster], sheet: str = ""
) -> Piece:
    """Return the table as PDF, saying for each level whether it agrees with the roster.

    Args:
        statistics: what is printed.
        context: which copy.
        rosters: by filing level; a difference is printed with both figures.
        sheet: A4, A3, or empty to choose (D-13); a layout that has only one prints on that.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    wanted, spec = sheet or sheet_of(statistics), statistics.spec
    pages = tuple(page for page in spec.pages if page.sheet == wanted) or spec.pages
    return render_roll(
        attrs.evolve(spec, pages=pages),
        context,
        listed(statistics, rosters),
        title=statistics.title,
        name="statistics",
    )
