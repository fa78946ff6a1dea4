# SPDX-License-Identifier: MulanPSL-2.0
"""The six questions: one at a time, undecided allowed, nothing changed before the person agrees."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from app.kernel.errors import UserError
from app.model.codes import Affiliation, TitleLevel
from app.model.declaration import Declaration, RouteAnswers
from app.model.materials import MaterialEntry
from app.present.declare.route import RESULT_STEP, RoutePresenter
from app.present.declare.route_questions import QUESTIONS, UNDECIDED
from tests.helpers.desk import ANSWERS, at_desk, reopened


@pytest.fixture
def fresh(tmp_path: Path):
    with at_desk(tmp_path, empty=True) as session:
        yield session


def answer_all(presenter: RoutePresenter) -> None:
    presenter.choose("true")
    presenter.next()
    presenter.choose("associate_senior/")
    presenter.next()
    presenter.type("series", "工程技术人员")
    presenter.type("specialty", "水利工程")
    presenter.type("title", "高级工程师")
    presenter.next()
    presenter.choose("banner_county")
    presenter.next()
    presenter.choose("normal")
    presenter.next()
    presenter.choose("as_notice")
    presenter.next()


def test_six_questions_make_a_declaration(fresh) -> None:
    """Answering all six and agreeing makes the declaration with its list."""
    presenter = RoutePresenter(fresh)
    assert presenter.state.progress == "第 1 问，共 6 问"
    answer_all(presenter)
    result = presenter.state.result
    assert result is not None and result.headline.startswith(f"您的清单有 {result.materials} 项")
    assert "7月10日（周五）" in result.headline
    presenter.finish()
    kept = reopened(fresh)
    assert kept.route.level is TitleLevel.ASSOCIATE_SENIOR
    assert kept.route.affiliation is Affiliation.BANNER_COUNTY
    assert len(kept.materials) == result.materials


def test_the_classified_route_has_the_secrecy_review(fresh) -> None:
    """The chain in words holds the unit's secrecy body, and what the notice leaves open is told."""
    presenter = RoutePresenter(fresh)
    answer_all(presenter)
    result = presenter.state.result
    assert result.mode == "线下评审（涉密）"
    assert "单位保密工作机构" in [step.name for step in result.steps]
    assert {"A-1", "A-9"} <= {point.id for point in result.open_points}
    assert all(point.default and point.clause for point in result.open_points)
    assert all(line.clause for line in result.dates)


def test_a_question_may_stay_open(fresh) -> None:
    """还不确定 is an answer, and passing a question by counts as it."""
    presenter = RoutePresenter(fresh)
    presenter.choose(UNDECIDED)
    for _ in QUESTIONS:
        presenter.next()
    state = presenter.state
    assert state.step == RESULT_STEP
    # 正常申报 and the notice's committee are offered as chosen; the other four were passed by.
    open_ones = ("classified", "level", "series", "affiliation")
    assert presenter.answers.undecided == open_ones
    assert "申报层级" in state.result.undecided
    presenter.finish()
    assert reopened(fresh).route.undecided == open_ones


def test_an_open_question_can_be_answered_later(fresh) -> None:
    """Answering takes the question off the open ones."""
    presenter = RoutePresenter(fresh)
    presenter.choose(UNDECIDED)
    presenter.choose("false")
    assert presenter.answers.classified is False and "classified" not in presenter.answers.undecided


def test_answers_survive_a_crash(fresh) -> None:
    """Half an interview is there again when the program is opened anew."""
    before = RoutePresenter(fresh)
    before.choose("true")
    before.next()
    again = RoutePresenter(fresh)
    assert again.answers.classified is True
    assert again.state.question.name == "level"


def test_a_damaged_draft_is_left_aside(fresh) -> None:
    """A draft that cannot be read starts the interview anew instead of failing."""
    fresh.vault.put_draft("route:new", '{"colour": 1}')
    assert RoutePresenter(fresh).answers == RouteAnswers()


def test_a_change_says_what_would_come_and_go(tmp_path: Path) -> None:
    """Before another route counts, the result page names the materials that change; undo takes it back."""
    with at_desk(tmp_path) as session:
        presenter = RoutePresenter(session)
        before = reopened(session).materials
        presenter.go("classified")
        presenter.choose("false")
        presenter.go("result")
        result = presenter.state.result
        assert any("保密" in name for name in result.goes)
        assert reopened(session).materials == before
        presenter.finish()
        assert reopened(session).route.classified is False
        assert session.undo_names()[0] == "回答路线问题"
        session.undo()
        assert reopened(session).route.classified is True
        assert presenter.answers.classified is True and not presenter.state.changed


def test_entered_materials_are_kept_and_said(tmp_path: Path) -> None:
    """A material with pages entered is not dropped by a change of route, and the page says so."""
    with at_desk(tmp_path) as session:
        secret = next(row for row in session.checklist.rows if "保密" in row.name)
        kept = tuple(
            attrs.evolve(entry, pages=3) if entry.id == secret.entry.id else entry
            for entry in session.declaration.materials
        )
        assert isinstance(kept[0], MaterialEntry)
        session.start(attrs.evolve(session.declaration, id="f" * 16, materials=kept))
        presenter = RoutePresenter(session)
        presenter.go("classified")
        presenter.choose("false")
        presenter.go("result")
        assert secret.name in presenter.state.result.kept


def test_answers_can_be_taken_back(tmp_path: Path) -> None:
    """Dropping the changed answers leaves the route in force."""
    with at_desk(tmp_path) as session:
        presenter = RoutePresenter(session)
        presenter.go("level")
        presenter.choose("junior/员级")
        assert presenter.state.changed
        presenter.discard()
        assert presenter.answers == ANSWERS and not presenter.state.changed


def test_a_bound_volume_keeps_its_route(tmp_path: Path) -> None:
    """After binding the list cannot change; the message says what to do."""
    with at_desk(tmp_path, Declaration(route=ANSWERS, bound_on="2026-06-28")) as session:
        presenter = RoutePresenter(session)
        presenter.go("classified")
        presenter.choose("false")
        with pytest.raises(UserError, match="ROUTE-BOUND"):
            presenter.finish()
        assert reopened(session).route.classified is True


def test_an_unknown_series_is_refused_in_words(tmp_path: Path) -> None:
    """A series the tables do not know leaves the page standing with the reason on it."""
    with at_desk(tmp_path) as session:
        presenter = RoutePresenter(session)
        presenter.type("series", "星际航行系列")
        presenter.go("result")
        assert "星际航行系列" in presenter.state.result.refused


def test_series_are_found_by_initials(tmp_path: Path) -> None:
    """Gcjs spells 工程技术人员 alone."""
    with at_desk(tmp_path) as session:
        presenter = RoutePresenter(session)
        presenter.type("series", "gcjs")
        assert presenter.answers.series == "工程技术人员"


def test_grounds_belong_to_their_kind(tmp_path: Path) -> None:
    """A kind with grounds asks for one; another kind drops it."""
    with at_desk(tmp_path) as session:
        presenter = RoutePresenter(session)
        presenter.go("kind")
        presenter.choose("exceptional")
        entry = presenter.state.question.entries[0]
        presenter.type("kind_ground", entry.options[0])
        assert presenter.answers.kind_ground == "years_30_20"
        assert presenter.state.question.entries[0].text == entry.options[0]
        presenter.choose("normal")
        assert presenter.answers.kind_ground == ""
