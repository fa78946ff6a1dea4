# SPDX-License-Identifier: MulanPSL-2.0
"""Closed sets of words come back from a document as themselves."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.model.codes import AchievementKind, Affiliation, Openness, TitleLevel
from app.model.declaration import Declaration, RouteAnswers
from app.model.document import from_document, from_json, to_document, to_json
from app.model.work import Achievement


def test_word_sets_keep_their_type() -> None:
    """A level read from JSON is a TitleLevel again, not a bare text."""
    row = Achievement(kind=AchievementKind.AWARD, openness=Openness.OPEN)
    route = RouteAnswers(level=TitleLevel.FULL_SENIOR, affiliation=Affiliation.CITY)
    again = from_json(to_json(Declaration(route=route, achievements=(row,))), Declaration)
    assert again.route.level is TitleLevel.FULL_SENIOR
    assert again.achievements[0].openness is Openness.OPEN


def test_a_word_outside_the_set_is_refused_by_place() -> None:
    """A level the model does not know is refused, naming where it stands."""
    document = to_document(Declaration())
    document["route"]["level"] = "grand"
    with pytest.raises(UserError) as refusal:
        from_document(document, Declaration)
    assert "route.level" in str(refusal.value)
