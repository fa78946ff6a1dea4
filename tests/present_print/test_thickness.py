# SPDX-License-Identifier: MulanPSL-2.0
"""M23: a thick volume is a reminder with its working; splitting is a choice that can be undone."""

from __future__ import annotations

import pytest

from app.present.papers.selfcheck import SelfCheckPresenter
from app.present.prints.binding import BindingPresenter
from app.present.prints.report import report_of
from app.present.prints.thickness import (
    SETTING,
    comfortable_mm,
    leave_volumes,
    split_volumes,
    thick_volume,
)
from tests.helpers.printing_desk import printing_desk, with_scan


@pytest.fixture
def session(tmp_path):
    """A packet whose evidence of education has 238 pages: about 120 sheets; the unit finds 8 mm comfortable."""
    with printing_desk(tmp_path) as held:
        with_scan(held, "education", 238)
        held.vault.set_setting(SETTING, "8")
        yield held


def test_a_thick_volume_is_said_with_its_working(session):
    """Sheets, the paper reckoned with, the thickness, and from which page the next volume would begin."""
    thick = thick_volume(session)
    volume = session.plan.volumes[thick.number - 1]
    assert thick.thickness == round(volume.sheets * 0.1 + 1, 1) > 8
    assert f"约 {volume.sheets} 张" in thick.working and "超过 8 毫米" in thick.working
    assert thick.verb.startswith("分成") and "页起为第" in thick.verb


def test_the_choice_to_split_keeps_numbers_running_and_can_be_undone(session):
    """No volume is thicker then, no page number moves, and undo brings the one volume back."""
    thick, before = thick_volume(session), session.plan
    split_volumes(session)
    after = session.plan
    assert all(volume.thickness <= 8 for volume in after.volumes)
    assert after.numbered == before.numbered
    numbers = [side.number for v in after.volumes for side in v.sides if side.number is not None]
    assert numbers == sorted(numbers) == list(range(1, after.numbered + 1))
    begin = next(v for v in after.volumes if f"从第{v.first}页起为第{v.number}册" in thick.verb)
    assert begin.number > 1
    assert thick_volume(session) is None
    session.undo()
    assert len(session.plan.volumes) == len(before.volumes)
    assert thick_volume(session) == thick


def test_the_choice_not_to_split_is_kept_and_undone(session):
    """Nothing moves, nobody is asked again; undo asks again."""
    before = len(session.plan.volumes)
    leave_volumes(session)
    assert len(session.plan.volumes) == before
    assert thick_volume(session) is None
    session.undo()
    assert thick_volume(session) is not None


def test_what_is_bound_is_not_asked_about(session):
    """Numbers on bound paper do not move, so nothing is offered."""
    BindingPresenter(session).bind("2026-06-15", anyway=True)
    assert thick_volume(session) is None


@pytest.mark.parametrize("kept", ["", "dick", "1", "-5"])
def test_without_a_sensible_setting_twenty_millimetres_are_comfortable(session, kept):
    """The unit's figure counts when it is one; a thin packet is never spoken of."""
    session.vault.set_setting(SETTING, kept)
    assert comfortable_mm(session) == 20
    assert thick_volume(session) is None


def test_the_self_check_lists_it_until_it_is_chosen(session):
    """请核实 with its working, no clause, led to the print centre; chosen, the line is struck through."""
    check = SelfCheckPresenter(session)
    (line,) = [x for g in check.state.groups for x in g.lines if x.code == "M23"]
    assert (line.severity, line.clauses, line.passed) == ("check", (), None)
    assert "超过 8 毫米" in line.message and "不分" in line.fix
    assert (line.screen, line.place, line.verb) == ("print", "volume", "去分册")
    why = check.why(line.key)
    words = [node.label for root in why.roots for node in root.walk()]
    assert any("超过 8 毫米" in each for each in words) and any(
        "没有条款" in each for each in words
    )
    split_volumes(session)
    (line,) = [x for g in check.state.groups for x in g.lines if x.code == "M23"]
    assert line.fixed and check.why(line.key) is None
    session.undo()
    (line,) = [x for g in check.state.groups for x in g.lines if x.code == "M23"]
    assert not line.fixed


def test_passed_with_a_reason_it_stands_on_the_report(session):
    """A thick volume that stays as it is: the reason prints with the other reminders; nothing blocks."""
    check = SelfCheckPresenter(session)
    (line,) = [x for g in check.state.groups for x in g.lines if x.code == "M23"]
    check.pass_with_reason(line.key, "单位要求装成一册")
    (told,) = [each for each in report_of(session).lines if "一册太厚" in each.title]
    assert told.reason == "单位要求装成一册" and told.level == "check" and told.number
    assert all(finding.code != "M23" for finding in session.findings.blocking)


def test_a_packet_of_ordinary_thickness_is_not_listed(session):
    """At the unit's own figure of 40 mm nothing is said."""
    session.vault.set_setting(SETTING, "40")
    check = SelfCheckPresenter(session)
    assert all(x.code != "M23" for g in check.state.groups for x in g.lines)
