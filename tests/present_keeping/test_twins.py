# SPDX-License-Identifier: MulanPSL-2.0
"""M11: the same person twice in one year at one level, side by side, one of them void."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.errors import UserError
from app.model.codes import ClosingKind, TitleLevel
from app.model.operations import SetValue
from app.present.keeping.twins import TwinsPresenter
from app.present.papers.selfcheck import SelfCheckPresenter
from tests.helpers import vaults

NUMBER = "150402198203070011"
REASON = "选错了系列，留工程这一份"


@pytest.fixture
def twin(desk):
    """A second declaration of the person in hand, in another series."""
    desk.apply(SetValue("basics.id_number", NUMBER))
    route = attrs.evolve(desk.declaration.route, series="农业技术人员")
    other = attrs.evolve(desk.declaration, id="twin", route=route)
    desk.vault.add(other, vaults.event("create", other.id))
    desk.forget_derived()
    return other


def codes(session):
    """Return the codes of what blocks."""
    return {finding.code for finding in session.findings.blocking}


def test_two_at_one_level_block_and_stand_side_by_side(desk, twin):
    """M11 leads to the page that shows what differs."""
    assert "M11" in codes(desk)
    lines = [x for g in SelfCheckPresenter(desk).state.groups for x in g.lines if x.code == "M11"]
    assert [line.screen for line in lines] == ["twins"]
    state = TwinsPresenter(desk).state
    assert state.count == 1
    assert [(x.place, x.old, x.new) for x in state.lines] == [
        ("路线·申报系列", "工程技术人员", "农业技术人员")
    ]


def test_voiding_the_other_one_lifts_the_block_and_keeps_it_on_record(desk, twin):
    """The one in hand prints again; the void one has its reason and all its history."""
    TwinsPresenter(desk).declare_void(here=False, reason=REASON)
    assert "M11" not in codes(desk)
    kept = desk.vault.load(twin.id)
    assert (kept.closing.kind, kept.closing.reason) == (ClosingKind.VOID, REASON)
    assert attrs.evolve(kept, closing=twin.closing) == twin


def test_voiding_the_one_in_hand_takes_up_the_other(desk, twin):
    """What is left is in hand at once."""
    held = desk.declaration.id
    TwinsPresenter(desk).declare_void(here=True, reason=REASON)
    assert desk.declaration.id == twin.id
    assert desk.vault.load(held).closing.kind is ClosingKind.VOID


def test_without_a_reason_both_stand(desk, twin):
    """KEEP-REASON; nothing is void."""
    with pytest.raises(UserError, match="KEEP-REASON"):
        TwinsPresenter(desk).declare_void(here=False, reason=" ")
    assert "M11" in codes(desk)


def test_another_level_or_year_is_no_twin(desk):
    """The clause bars one level of one year only."""
    desk.apply(SetValue("basics.id_number", NUMBER))
    route = attrs.evolve(desk.declaration.route, level=TitleLevel.INTERMEDIATE)
    for other in (
        attrs.evolve(desk.declaration, id="level", route=route),
        attrs.evolve(desk.declaration, id="year", year=2025),
    ):
        desk.vault.add(other, vaults.event("create", other.id))
    assert TwinsPresenter(desk).state.count == 0
    with pytest.raises(UserError, match="KEEP-NO-TWIN"):
        TwinsPresenter(desk).take_up_other()
