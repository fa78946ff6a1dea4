# SPDX-License-Identifier: MulanPSL-2.0
"""The committee office's screens in a real window: sound at every size, and driven by hand."""

from __future__ import annotations

import attrs
import pytest

from app.model.codes import ReviewLevel, ReviewOutcome, Verdict
from app.model.materials import LevelReview, ReviewMark
from app.model.operations import MarkMaterial, RecordReview
from app.model.people import Basics
from app.present.office.meeting import MeetingPresenter
from app.present.office.notification import NotificationPresenter
from app.present.session import Role
from tests.helpers.desk import at_desk
from tests.helpers.geometry import settle
from tests.ui_paper.conftest import LONG, person
from tests.ui_paper.test_looks import SIZES, sound
from ui.widgets.messages import MessageBar

BORN = Basics(
    name=LONG, id_number="150402198203070014", born="1982-03", unit="赤峰市虚构水利技术研究所"
)
FIGURES = {"issued": 13, "returned": 13, "agree": 9, "against": 3, "abstained": 1, "spoiled": 0}


@pytest.fixture
def office(tmp_path):
    """The office's desk: one person from two units, defects marked, a meeting under way."""
    with at_desk(tmp_path, person(submitted_on="2026-06-14"), role=Role.OFFICE) as session:
        session.start(attrs.evolve(person(), id="other", basics=BORN))
        session.start(
            attrs.evolve(person(), id="held", basics=attrs.evolve(BORN, unit="赤峰市虚构中心"))
        )
        for number, row in enumerate(session.checklist.rows):
            wants = number < 3
            mark = ReviewMark(
                ReviewLevel.COMMITTEE,
                Verdict.NEEDS_CORRECTION if wants else Verdict.PASS,
                reason="聘书复印件缺背面，任职起止时间看不清" if wants else "",
                clause="S-4.2.1(2)-a" if wants else "",
            )
            session.apply(MarkMaterial(row.entry.id, mark))
        review = LevelReview(ReviewLevel.COMMITTEE, ReviewOutcome.PASSED, on="2026-06-15")
        session.apply(RecordReview(review))
        desk = MeetingPresenter(session)
        desk.write(
            title="工程系列高级评审会（虚构）", on="2026-09-15", teller="赵某", scrutineer="钱某"
        )
        desk.add_experts("\n".join(f"评委{n}（虚构）　某大学（虚构）　外单位" for n in range(17)))
        for expert in desk.state.meeting.experts[:13]:
            desk.sign_in(expert.id, came=True)
        desk.close()
        yield session


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_offices_screens_are_sound(office, window, size):
    """Each screen with long names, defects, a group and a count, at every size and text size."""
    shell = window(office, *size)
    for name in ("workbench", "review", "notification", "duplicates", "meeting"):
        assert shell.go(name)
        sound(shell, name)
    shell.current.begin()
    sound(shell, "counting")


def test_a_notification_is_given_out_by_hand_and_asked_for_again(office, window):
    """Typed days show the last day at once; a second one is refused with a way on."""
    shell = window(office, name="notification")
    page = shell.current
    page.number.set_text("虚构-2026-018")
    page.deliver.set_text("由单位派专人送评委会办公室")
    page.days.line.setText("5")
    page.days.line.textEdited.emit("5")
    settle()
    assert "6月23日（周二）" in page.due.whole_text()
    page.act.click()
    settle()
    assert shell.current.title == "打印中心"
    assert office.declaration.notifications[0].number == "虚构-2026-018"
    shell.go("notification")
    shell.current.act.click()
    settle()
    said = shell.chrome.messages.findChildren(MessageBar)
    assert [bar.message.code for bar in said] == ["M35"]
    assert "虚构-2026-018" in NotificationPresenter(office).state.standing


def test_figures_are_typed_blind_and_a_difference_lights_up(office, window):
    """The first counter's column empties when handed in; where the two differ the cells say so."""
    shell = window(office, name="meeting")
    shell.current.before.start.click()
    settle()
    page = shell.current.count
    for sheet, change in ((page.teller, {}), (page.scrutineer, {"agree": 10, "against": 2})):
        for name, value in {**FIGURES, **change}.items():
            sheet.figures[name].line.setText(str(value))
        sheet.verb.click()
        settle()
        if sheet is page.teller:
            assert all(field.text() == "" for field in page.teller.figures.values())
    assert page.teller.figures["agree"].text() == "9"
    assert page.scrutineer.figures["agree"].text() == "10"
    assert page.teller.figures["agree"].note.text() == "两人不一致"
    assert page.teller.figures["issued"].note.text() == ""
    assert not page.lock.isEnabled()
    page.again.click()
    settle()
    for sheet in (page.teller, page.scrutineer):
        for name, value in FIGURES.items():
            sheet.figures[name].line.setText(str(value))
        sheet.verb.click()
        settle()
    page.lock.click()
    settle()
    assert MeetingPresenter(office).state.candidates[0].word == "已锁定"


def test_a_group_is_decided_by_number_key_and_a_line(office, window):
    """M36 stands over the records; after a finding with its reason the group is among the decided."""
    shell = window(office, name="duplicates")
    page = shell.current
    bars = page.side.findChildren(MessageBar)
    assert [bar.message.code for bar in bars] == ["M36"]
    page.answers.button("checked").click()
    page.note.set_text("7月16日电话问过两个单位（虚构）")
    page.keep.click()
    settle()
    assert page.presenter.state.open == ()
    assert page.groups.row_ids() == [page.presenter.state.decided[0].key]
