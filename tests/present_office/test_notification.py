# SPDX-License-Identifier: MulanPSL-2.0
"""一次性告知 without a screen: all items first, all defects at once, once."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.model.codes import ReviewLevel, Verdict
from app.model.materials import ReviewMark
from app.model.operations import MarkMaterial
from app.present.office.notification import NotificationPresenter
from app.present.prints.pieces import make_piece
from app.present.session import Role
from tests.helpers.desk import at_desk, reopened
from tests.helpers.pages import words

HOW = {"number": "虚构-2026-018", "deliver": "由单位派专人送评委会办公室"}


@pytest.fixture
def office(tmp_path):
    """The committee office's desk with one declaration."""
    with at_desk(tmp_path, role=Role.OFFICE) as session:
        yield session


def mark_all(session, wanted: int = 2, left: int = 0) -> None:
    """Look at everything but some, and want something of the first ones."""
    rows = session.checklist.rows
    for number, row in enumerate(rows[: len(rows) - left]):
        wants = number < wanted
        mark = ReviewMark(
            ReviewLevel.COMMITTEE,
            Verdict.NEEDS_CORRECTION if wants else Verdict.PASS,
            reason="复印件缺背面" if wants else "",
            clause="S-4.2.1(2)-a" if wants else "",
            by="王某（虚构）",
            on="2026-06-15",
        )
        session.apply(MarkMaterial(row.entry.id, mark))


def give(session, days: str = "5", **more):
    """Give one out."""
    desk = NotificationPresenter(session)
    desk.type_days(days)
    return desk.give_out(**{**HOW, **more})


def refused(session, **more) -> UserError:
    """Return why it was refused; nothing is registered then."""
    before = len(session.declaration.notifications)
    with pytest.raises(UserError) as fault:
        give(session, **more)
    assert len(reopened(session).notifications) == before
    return fault.value


def test_nothing_goes_out_before_everything_was_looked_at(office):
    """M34 says how many were not looked at, and the list leads to the first of them."""
    mark_all(office, left=6)
    fault = refused(office)
    assert fault.code == "M34"
    assert "6 项" in fault.message.title
    state = NotificationPresenter(office).state
    assert state.first_unseen == office.checklist.rows[-6].entry.id


def test_a_second_one_needs_a_reason_and_an_approver(office):
    """M35 names the first one; with both typed the second is registered beside it."""
    mark_all(office)
    give(office)
    fault = refused(office, number="虚构-2026-019")
    assert fault.code == "M35"
    assert "虚构-2026-018" in fault.message.detail
    assert "2 项" in fault.message.detail
    give(office, number="虚构-2026-019", again="抽查发现新的问题", approver="赵某（虚构）")
    kept = reopened(office).notifications
    assert [each.number for each in kept] == ["虚构-2026-018", "虚构-2026-019"]
    assert kept[1].approver == "赵某（虚构）"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"number": " "}, "NOTIFY-NUMBER"),
        ({"deliver": ""}, "NOTIFY-HOW"),
        ({"days": ""}, "NOTIFY-DAYS"),
        ({"days": "0"}, "NOTIFY-DAYS"),
        ({"days": "两"}, "NOTIFY-DAYS"),
    ],
)
def test_what_the_office_decides_is_asked_for(office, more, code):
    """Number, days and the way back are the office's own; the program invents none of them."""
    mark_all(office)
    assert refused(office, **more).code == code


def test_nothing_to_mend_makes_no_notification(office):
    """Where every item passed there is nothing to tell."""
    mark_all(office, wanted=0)
    assert refused(office).code == "NOTIFY-NOTHING"


def test_the_last_day_is_counted_in_working_days(office):
    """Told on Mon 15 June with five working days: 16, 17, 18, 22 and 23 (19 June is a holiday)."""
    mark_all(office)
    given = give(office)
    assert (given.on, given.due) == ("2026-06-15", "2026-06-23")


def test_the_paper_says_what_was_told_that_day(office):
    """Marks that change afterwards do not change the paper that is out."""
    mark_all(office)
    give(office)
    told = office.declaration.notifications[0].items
    office.apply(
        MarkMaterial(
            office.checklist.rows[0].entry.id,
            ReviewMark(ReviewLevel.COMMITTEE, Verdict.PASS, by="王某（虚构）", on="2026-06-16"),
        )
    )
    piece = make_piece(office, "notification", office.paper_context())
    said = "".join(words(piece.pdf).split())
    assert "虚构-2026-018" in said
    assert said.count("复印件缺背面") == len(told) == 2
    assert "2026年6月23日" in said
    assert "送达回证" in said


def test_the_receipt_and_a_void_one_stay_on_record(office):
    """A signed receipt is entered with its day; a void one keeps its items and lets another follow."""
    mark_all(office)
    first = give(office)
    desk = NotificationPresenter(office)
    for by, on in (
        ("", "2026-06-15"),
        ("张测试", "2026-06-14"),
        ("张测试", "2026-06-16"),
        ("张测试", "x"),
    ):
        with pytest.raises(UserError) as fault:
            desk.received(first.id, by, on)
        assert fault.value.code == "NOTIFY-RECEIPT"
    desk.received(first.id, "张测试", "2026-06-15")
    with pytest.raises(UserError) as fault:
        desk.declare_void(first.id, "错")
    assert fault.value.code == "NOTIFY-REASON"
    desk.declare_void(first.id, "编号写错了，重新出具")
    give(office, number="虚构-2026-020")
    kept = reopened(office).notifications
    assert kept[0].received_by == "张测试"
    assert kept[0].cancelled
    assert not kept[1].again
    assert office.undo_names() == []
