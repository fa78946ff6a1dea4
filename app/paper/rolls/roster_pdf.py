# SPDX-License-Identifier: MulanPSL-2.0
"""The roster on paper (ux 5.7): its layout filled with the people of one level."""

from __future__ import annotations

from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.forms.printing import render_roll
from app.paper.rolls.roster_data import Roster


def pdf(roster: Roster, context: PaperContext) -> Piece:
    """Return a roster as PDF; 第 x 页 共 y 页, 本页 n 人 on every page.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    return render_roll(
        roster.spec, context, roster, title=roster.title, name=f"roster-{roster.level}"
    )
