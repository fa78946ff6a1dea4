# SPDX-License-Identifier: MulanPSL-2.0
"""时限图 on the screen: every date with clause and why, marks to click, printed through the register."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from app.model.codes import TitleLevel
from app.model.declaration import PublicNotice
from app.policy.pack import load_pack
from app.policy.timetable import Due, Timetable
from app.present.dates.board import ALL, DatesPresenter
from app.present.dates.countdown import countdown_words
from app.present.frame import FramePresenter
from app.present.prints.pieces import kinds_for
from app.present.session import Role
from tests.helpers.desk import at_desk
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    settle,
)
from tests.ui_declare.conftest import person
from ui.shell import Shell
from ui.theme import TextSize

SIZES = [(1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 20), (1366, 688, 24)]
COUNTDOWN = [
    ("2026-06-12", "公示 6月15日张贴，6月23日下班满"),
    ("2026-06-15", "公示已张贴，6月16日起数，共5个工作日，6月23日下班满"),
    ("2026-06-18", "公示第3天/共5个工作日，6月23日下班满"),
    ("2026-06-20", "公示第3天/共5个工作日，6月23日下班满"),
    ("2026-06-23", "公示第5天/共5个工作日，今天下班满，6月24日起可以出推荐意见"),
    ("2026-06-24", "公示满了（6月23日），可以出推荐意见"),
]


@pytest.fixture(scope="module")
def posted(tmp_path_factory):
    """A desk where the notice was posted on Monday 15 June, which is today."""
    made = attrs.evolve(person(), notice=PublicNotice(posted_on="2026-06-15"))
    with at_desk(tmp_path_factory.mktemp("posted"), made) as session:
        yield session


@pytest.mark.parametrize(("day", "words"), COUNTDOWN)
def test_the_countdown_says_which_day_of_the_notice_it_is(day, words):
    """Posted Monday 15 June 2026: Dragon Boat does not count, complete on the 23rd (D-1)."""
    table = Timetable(load_pack())
    posting = dt.date(2026, 6, 15)
    assert countdown_words(table, posting, dt.date.fromisoformat(day)) == words


def test_the_strip_counts_a_posted_notice(posted):
    """The applicant sees it beside the deadline, the unit sees it as the deadline itself."""
    strip = FramePresenter(posted).state.deadline
    assert strip.others[0].startswith("公示已张贴，6月16日起数，共5个工作日")
    posted.role = Role.UNIT
    unit = FramePresenter(posted).state.deadline
    posted.role = Role.APPLICANT
    assert "公示已张贴，6月16日起数，共5个工作日" in unit.target
    assert unit.left == 5
    assert any("报人社" in other for other in unit.others)


def test_the_list_holds_the_days_of_d2(posted):
    """Latest posting of each level as decided; a Sunday shows the working day before it."""
    table = Timetable(posted.pack)
    days = {
        level: next(d for d in table.days(level) if d.due is Due.POSTING)
        for level in (TitleLevel.JUNIOR, TitleLevel.INTERMEDIATE, TitleLevel.ASSOCIATE_SENIOR)
    }
    assert [str(due.day) for due in days.values()] == ["2026-06-02", "2026-06-16", "2026-07-12"]
    assert str(days[TitleLevel.ASSOCIATE_SENIOR].work_day) == "2026-07-10"
    assert str(table.latest_result_posting()) == "2026-10-23"


def test_every_date_of_the_list_can_be_asked_why(posted):
    """No line of any level is without an explanation."""
    presenter = DatesPresenter(posted)
    for key, _word in presenter.state.chips:
        presenter.choose(key)
        assert all(presenter.why(line.key) for line in presenter.state.lines)
    presenter.close()


def test_the_print_is_registered_like_every_piece(posted, tmp_path):
    """Saving takes the next number, belongs to nobody's declaration, and is in the register."""
    presenter = DatesPresenter(posted)
    before = posted.vault.next_print_number()
    printed = presenter.save_pdf(tmp_path / "chart.pdf")
    assert (printed.number, printed.pages) == (before, 1)
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")
    assert posted.vault.next_print_number() == before + 1
    assert "deadlines" in [kind.id for kind in kinds_for(posted)]
    presenter.close()


def test_a_click_on_a_mark_takes_its_date_in_hand(posted, window):
    """The diamond of the last posting day selects that line; the strip leads to this screen."""
    shell = window(posted, "tasks")
    shell.acts.show_dates()
    settle()
    page = shell.current
    assert page.title == "时限图"
    page.chart.grab()
    box = next(box for box, key in page.chart._hits if key == "senior/posting")
    assert box.width() > 0
    page._pick("senior/posting")
    assert page.table.current_id() == "senior/posting"
    assert page.why().title == "为什么是这一天：单位最迟张贴公示"


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_chart_holds_at_every_size(posted, window, size):
    """Nothing clipped, nothing over anything else, the chart whole, in normal and high contrast."""
    for contrast in (False, True):
        shell = Shell(posted, TextSize(size[2]), contrast)
        shell.resize(size[0], size[1])
        shell.show()
        shell.go("dates")
        for key in ("senior", ALL):
            shell.current.presenter.choose(key)
            settle(6)
            for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
                check(shell.current)
            chart = shell.current.chart
            if chart.isVisible():
                assert chart.height() >= chart.sizeHint().height()
        shell.current.presenter.choose("senior")
        shell.close()
        shell.deleteLater()
        settle()
