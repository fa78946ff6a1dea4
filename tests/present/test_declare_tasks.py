# SPDX-License-Identifier: MulanPSL-2.0
"""The task list: what is done follows from the declaration, one task is next, papers and days are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.model.codes import Openness, ReviewLevel, ReviewOutcome, Verdict
from app.model.declaration import Declaration, RouteAnswers
from app.model.materials import LevelReview, ReviewMark
from app.model.operations import MarkMaterial, RecordReview
from app.model.people import Appraisal, Basics, CareerEntry, Education
from app.model.unit import Unit
from app.model.work import Achievement, EvidenceLink
from app.present.declare.rows import RowsPresenter
from app.present.tasks import EMPTY, TasksPresenter, waiting_achievements
from app.vault.register import PrintEntry
from tests.helpers.desk import ANSWERS, at_desk
from tests.helpers.vaults import event


def rows_of(presenter: TasksPresenter) -> dict[str, tuple[str, str]]:
    return {row.id: (row.kind, row.state) for group in presenter.state.groups for row in group.rows}


@pytest.fixture
def desk(tmp_path: Path):
    with at_desk(tmp_path) as session:
        yield session


def test_before_the_questions_the_page_says_only_one_thing(tmp_path: Path) -> None:
    """The exact words of ux 2.3 stand alone while there is no declaration."""
    with at_desk(tmp_path, empty=True) as session:
        state = TasksPresenter(session).state
        assert (state.empty, state.groups) == (EMPTY, ())
        assert EMPTY == "先回答 6 个问题，程序才知道要列哪些材料。大约 5 分钟。"
        assert waiting_achievements(session) == 0


def test_a_new_declaration_starts_at_the_dates(desk) -> None:
    """Route done, dates next; later tasks wait and say what for."""
    presenter = TasksPresenter(desk)
    rows = rows_of(presenter)
    assert rows["route"][0] == "done"
    assert presenter.state.next_id == "dates"
    assert rows["evidence"] == ("wait", "先填业绩成果")
    assert rows["handover"] == ("wait", "先装订")
    assert [group.title for group in presenter.state.groups] == [
        "先核对", "填写", "材料", "检查、打印、装订", "交接",
    ]  # fmt: skip


def test_undecided_answers_are_a_task(tmp_path: Path) -> None:
    """Each question left open is counted on the first task."""
    answers = RouteAnswers(undecided=("level", "series"))
    with at_desk(tmp_path, Declaration(route=answers)) as session:
        kind, state = rows_of(TasksPresenter(session))["route"]
        assert kind == "todo" and state.startswith("还有 4 问")


def test_looking_at_the_dates_is_kept_until_they_change(desk) -> None:
    """The confirmation holds for this pack and this unit day; another unit day asks again."""
    presenter = TasksPresenter(desk)
    presenter.confirm_dates()
    assert rows_of(presenter)["dates"][0] == "done"
    desk.vault.save_unit(Unit(internal_dates={"senior": "2026-07-03"}), event("unit"))
    assert rows_of(presenter)["dates"] == ("todo", "日期或清单有变，再核对一次")
    days = {day.what: (day.words, day.left) for day in presenter.state.days}
    assert days["单位要求交齐"] == ("7月3日", "13 个工作日")
    assert days["个人申报截止"] == ("7月10日", "18 个工作日")


def test_a_page_is_done_when_its_required_fields_are(tmp_path: Path) -> None:
    """Empty required fields are counted, the first of them is where the task leads."""
    with at_desk(tmp_path, Declaration(route=ANSWERS, basics=Basics(name="李某"))) as session:
        presenter = TasksPresenter(session)
        row = presenter.row("basics")
        assert row.kind == "todo" and "必填的还差" in row.state and row.path == "basics.id_number"
        assert row.verb == "接着做，约 8 分钟"


def test_tables_nobody_leaves_empty_count_as_holes(tmp_path: Path) -> None:
    """Education, appraisals and career want a row; every required cell of a row is counted."""
    education = Education(
        level="大学本科", mode="全日制", school="某校", major="水利", graduated="2004-07"
    )
    rows = {"education": (education,), "appraisals": (Appraisal(year="2025"),)}
    with at_desk(tmp_path, Declaration(route=ANSWERS, **rows)) as session:
        row = TasksPresenter(session).row("qualifications")
        assert row.state == "差 2 处"
        assert row.path in {"career", f"appraisals.{rows['appraisals'][0].id}.grade"}


def test_cards_wait_for_the_secrecy_answer(tmp_path: Path) -> None:
    """A card counts as open until its secrecy question, review and required fields are there."""
    whole = {
        "title": "某工程", "started": "2022-03", "ended": "2023-10", "content": "做了", "role": "主持",
        "result": "通过验收",
    }  # fmt: skip
    cards = (
        Achievement(**whole),
        Achievement(**whole, openness=Openness.OPEN),
        Achievement(**whole, openness=Openness.DESENSITISED),
        Achievement(
            openness=Openness.WITHHELD,
            secrecy_case="1",
            secrecy_reviewer="王",
            secrecy_date="2026-06-01",
        ),
    )
    with at_desk(tmp_path, Declaration(route=ANSWERS, achievements=cards)) as session:
        assert TasksPresenter(session).row("achievements").state == "差 2 项"
        assert waiting_achievements(session) == 2


def test_evidence_counts_what_has_no_page(tmp_path: Path) -> None:
    """Linked, kept by the unit and withheld rows need no more; the rest is counted."""
    cards = (
        Achievement(title="甲"),
        Achievement(title="乙", links=(EvidenceLink("id_card"),)),
        Achievement(title="丙", kept_by_unit=True),
        Achievement(title="丁", openness=Openness.WITHHELD),
    )
    with at_desk(tmp_path, Declaration(route=ANSWERS, achievements=cards)) as session:
        assert rows_of(TasksPresenter(session))["evidence"] == ("todo", "还差 1 项")


def test_paper_follows_paper(tmp_path: Path) -> None:
    """A registered proof opens the formal copy, binding opens the hand-over, receipt ends the list."""
    with at_desk(tmp_path, Declaration(route=ANSWERS)) as session:
        presenter = TasksPresenter(session)
        assert rows_of(presenter)["formal"][0] == "wait"
        proof = PrintEntry(
            what="全册",
            state="draft",
            pages=1,
            sheets=1,
            actor="李某",
            document=session.declaration.id,
        )
        session.vault.register_print(proof)
        assert rows_of(presenter)["proof"][0] == "done"
        assert rows_of(presenter)["formal"] == ("todo", "可以开始")
    bound = Declaration(route=ANSWERS, bound_on="2026-06-28", submitted_on="2026-07-02")
    with at_desk(tmp_path / "bound", bound) as session:
        assert rows_of(TasksPresenter(session))["handover"] == ("done", "已完成")


def test_papers_the_program_prints_are_not_fetched(desk) -> None:
    """The list of papers to fetch leaves out what the program makes itself."""
    names = [paper.name for paper in TasksPresenter(desk).papers()]
    assert any("身份证" in name for name in names)
    assert not any("承诺书" in name or name == "评审表" for name in names)
    assert all(paper.where for paper in TasksPresenter(desk).papers())


def test_the_page_remembers_where_work_stopped(tmp_path: Path) -> None:
    """The last field that was changed is named by its page and label."""
    row = CareerEntry()
    with at_desk(tmp_path, Declaration(route=ANSWERS, career=(row,))) as session:
        RowsPresenter(session, "career").commit(f"career.{row.id}.unit", "某单位")
        assert TasksPresenter(session).state.resume == "上次改到：工作经历 → 工作单位"


def test_what_came_back_stands_over_the_list(tmp_path: Path) -> None:
    """A sending back is a card with its day, and a task of its own that leads to the returned items."""
    with at_desk(tmp_path) as session:
        entry = session.checklist.rows[0].entry.id
        mark = ReviewMark(
            ReviewLevel.UNIT, Verdict.NEEDS_CORRECTION, reason="缺背面", due="2026-06-18"
        )
        session.apply(MarkMaterial(entry, mark))
        outcome = LevelReview(
            ReviewLevel.UNIT, ReviewOutcome.SENT_BACK, on="2026-06-12", due="2026-06-18"
        )
        session.apply(RecordReview(outcome))
        presenter = TasksPresenter(session)
        card = presenter.state.returned
        assert card is not None and "6月18日前补齐" in card.words
        row = presenter.row("returned")
        assert (row.kind, row.state, row.path) == ("must", "1 项需补正", "items")
