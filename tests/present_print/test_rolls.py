# SPDX-License-Identifier: MulanPSL-2.0
"""Rosters and posts without a screen: built from the vault, registered, and never in disagreement."""

from __future__ import annotations

import datetime as dt
import io

import attrs
import openpyxl
import pytest

from app.kernel.clock import FixedClock
from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.model.codes import TitleLevel
from app.model.declaration import Declaration
from app.model.operations import SetValue
from app.present.prints.batch import everybody
from app.present.prints.going_on import Came, Half, ready_rest
from app.present.prints.open_jobs import keep_open, open_job, open_jobs
from app.present.prints.printers import Printer
from app.present.prints.printing_jobs import PrinterChoice
from app.present.session import Role
from app.present.unit.posts import StatisticsPresenter
from app.present.unit.roll import STATISTICS, build_rolls, print_rolls, roll_book
from app.present.unit.roll_view import RosterPresenter
from tests.helpers.desk import at_desk, restarted, unit_desk


@pytest.fixture
def desk(tmp_path):
    """The unit's desk with the twelve fictional people, without their scans."""
    with unit_desk(tmp_path) as session:
        yield session


def test_every_roll_is_written_registered_and_agrees(desk, tmp_path):
    """Three levels and the table, each as PDF and workbook; the register holds the bytes' digests."""
    result = print_rolls(desk, tmp_path)
    names = [printed.path.name for printed in result.files]
    assert names == [
        f"{stem}.{kind}"
        for stem in ("roster-junior", "roster-intermediate", "roster-senior", "statistics")
        for kind in ("pdf", "xlsx")
    ]
    assert result.differences == ()
    entries = desk.vault.prints()
    assert [entry.number for entry in entries] == list(range(1, 9))
    for printed, entry in zip(result.files, entries, strict=True):
        assert entry.digest == sha256_hex(printed.path.read_bytes())
        assert (entry.destination, entry.document) == (printed.path.name, "")


def test_nobody_to_list_is_said(tmp_path):
    """An empty vault writes no file and registers nothing."""
    with (
        at_desk(tmp_path, empty=True, role=Role.UNIT) as session,
        pytest.raises(UserError, match="ROLL-NOBODY"),
    ):
        print_rolls(session, tmp_path)
    assert not list(tmp_path.glob("*.pdf"))


def test_the_grid_is_the_paper(desk):
    """The grid names everybody of one level once, with a sum that is their number."""
    presenter = RosterPresenter(desk)
    for chip in presenter.state.levels:
        presenter.choose_level(chip.level)
        state = presenter.state
        people = [row for row in state.rows if row.kind == "person"]
        assert len(people) == chip.count
        assert state.rows[-1].cells == (f"总计　{chip.count} 人",)
        assert all(len(row.cells) == len(state.columns) for row in people)


def test_previewed_and_printed_rosters_are_the_same_bytes(desk):
    """The job a printer gets is the previewed file, named by its number only."""
    presenter = RosterPresenter(desk)
    level = presenter.state.level
    seen = presenter.preview(level).pdf
    (ready,) = presenter.ready(level, PrinterChoice(Printer("机一")))
    assert ready.job.pdf == seen
    assert ready.job.title == "0001"
    presenter.registered(ready)
    entry = desk.vault.prints()[0]
    assert (entry.what, entry.document) == (presenter.state.title, "")


def test_a_level_without_people_has_no_roster(desk):
    """高级没有人，不生成高级花名册."""
    for entry in desk.vault.declarations():
        declaration = desk.vault.load(entry.id)
        if declaration.route.level and declaration.route.level.filing == "junior":
            _set_level(desk, declaration, None)
    presenter = RosterPresenter(desk)
    presenter.choose_level("junior")
    assert presenter.state.empty == "初级没有人，不生成初级花名册。"
    assert presenter.state.unplaced


def _set_level(desk, declaration: Declaration, level: TitleLevel | None) -> None:
    from app.model.operations import SetValue

    change = SetValue("route.level", level).apply(declaration, "李测试", desk.clock)
    desk.vault.record(change)


def test_posts_are_typed_once_and_printed_everywhere(desk):
    """A figure of the grid is in the unit, in the vacancy, in the table's workbook; saved with an event."""
    presenter = StatisticsPresenter(desk)
    presenter.set_post("associate_senior", "approved", "37")
    presenter.set_figure("establishment", "208")
    row = next(row for row in presenter.state.rows if row.id == "associate_senior")
    assert (row.approved, row.vacant) == (37, 37 - row.filled)
    quota = next(q for q in desk.vault.unit().posts if q.level == "associate_senior")
    assert quota.approved == 37
    assert desk.vault.events()[-1].kind == "unit"
    book = openpyxl.load_workbook(io.BytesIO(roll_book(desk, presenter.rolls, "statistics")))
    values = {cell.value for row in book.active.iter_rows() for cell in row}
    assert {37, 208} <= values


def test_more_applying_than_vacant_is_marked(desk):
    """PC-14: 超岗 stands on the line and in the grid, and blocks nothing."""
    presenter = StatisticsPresenter(desk)
    for row in presenter.state.rows:
        if row.applying:
            presenter.set_post(row.id, "approved", str(row.filled))
    over = [row.id for row in presenter.state.rows if row.over]
    assert over
    assert presenter.state.remark == "超岗"


@pytest.mark.parametrize("typed", ["-1", "10000", "三", "1.5"])
def test_a_figure_that_is_none_changes_nothing(desk, typed):
    """The message quotes what was typed; the unit stays as it was."""
    presenter, before = StatisticsPresenter(desk), desk.vault.unit()
    with pytest.raises(UserError, match="ROLL-NUMBER"):
        presenter.set_post("junior", "filled", typed)
    assert desk.vault.unit() == before


def test_posts_without_a_unit_say_where_to_begin(tmp_path):
    """A vault without a unit shows an empty grid and refuses figures with the way out."""
    with at_desk(tmp_path, role=Role.UNIT) as session:
        presenter = StatisticsPresenter(session)
        assert not presenter.state.has_unit
        with pytest.raises(UserError, match="ROLL-NO-UNIT"):
            presenter.set_post("junior", "filled", "1")


def test_a_lost_person_shows_as_a_difference(desk, monkeypatch):
    """When table and roster do not count the same people, both figures are said and printed."""
    from app.paper.rolls import roster

    real = roster.build
    monkeypatch.setattr(roster, "build", lambda people, *rest: real(people[:-1], *rest))
    rolls = build_rolls(desk)
    assert rolls.differences and "差1人" in rolls.differences[0]
    state = StatisticsPresenter(desk).state
    assert not state.agrees
    assert state.check.startswith("与花名册人数不一致")


def test_only_changed_pages_of_a_roster_go_out_also_after_a_restart(desk):
    """A name corrected in the roster of one level: its page alone is offered, printed and remembered."""
    presenter = RosterPresenter(desk)
    choice = PrinterChoice(Printer("机一", duplex=True))
    level = presenter.state.level
    assert presenter.changed_pages(level) is None
    presenter.registered(*presenter.ready(level, choice))
    assert presenter.changed_pages(level).indices == ()
    with restarted(desk) as session:
        later = RosterPresenter(session)
        session.clock = FixedClock.on(dt.date(2026, 6, 18))
        assert later.changed_pages(level).indices == ()
        (first, *_others) = [d for d in everybody(session) if d.route.level.filing == level]
        session.open(first.id)
        session.apply(SetValue("basics.name", "乌云毕力格"))
        later.refresh()
        changed = later.changed_pages(level)
        assert changed.indices and changed.number == 1
        (ready,) = later.ready(level, choice, changed)
        assert ready.indices == changed.indices
        assert ready.purpose == f"改过的页：{changed.words}"
        later.registered(ready)
        assert later.changed_pages(level).indices == ()


def test_a_roster_saved_formally_is_compared_with_and_a_proof_is_not(desk, tmp_path):
    """Files count as copies; 校对稿 offers nothing."""
    presenter = StatisticsPresenter(desk)
    presenter.choose_proof(True)
    presenter.save_pdf(STATISTICS, tmp_path / "a.pdf")
    presenter.choose_proof(False)
    assert presenter.changed_pages(STATISTICS) is None
    presenter.save_pdf(STATISTICS, tmp_path / "b.pdf")
    assert presenter.changed_pages(STATISTICS).indices == ()
    presenter.choose_proof(True)
    assert presenter.changed_pages(STATISTICS) is None


def test_a_roster_that_stopped_is_gone_on_with_after_a_restart(desk):
    """The roll is made anew from the vault, proved to be the same by its digest; changed since, it is refused."""
    presenter = RosterPresenter(desk)
    level = presenter.state.level
    (ready,) = presenter.ready(level, PrinterChoice(Printer("机一", duplex=True)))
    presenter.registered(ready)
    keep_open(desk.vault, open_job(ready, "Q-1", "", desk.clock.today().isoformat()))
    with restarted(desk) as session:
        session.clock = FixedClock.on(dt.date(2026, 6, 16))
        (job,) = open_jobs(session.vault)
        (rest,) = ready_rest(session, job, Came(0, half=Half.NONE), Printer("机一", duplex=True))
        assert rest.pages == ready.pages and rest.document == ""
        (first, *_others) = [d for d in everybody(session) if d.route.level.filing == level]
        session.open(first.id)
        session.apply(SetValue("basics.name", "乌云毕力格"))
        with pytest.raises(UserError, match="M44-CHANGED"):
            ready_rest(session, job, Came(0, half=Half.NONE), Printer("机一", duplex=True))
        gone = attrs.evolve(job, piece_id="roll/nobody")
        with pytest.raises(UserError, match="M44-GONE"):
            ready_rest(session, gone, Came(0, half=Half.NONE), Printer("机一", duplex=True))
