# SPDX-License-Identifier: MulanPSL-2.0
"""Undo to a point, history of a field, two versions side by side."""

from __future__ import annotations

import io

import attrs
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.declaration import Declaration
from app.model.operations import AddRow, MoveRow, RemoveRow, SetValue
from app.model.people import Education
from app.present.declare.history import HistoryPresenter
from app.present.keeping.changes import ALL, COMPARE, ChangesPresenter
from app.present.keeping.differences import ADDED, REMOVED, differences
from app.present.prints.printing import Destination, register
from tests.helpers.desk import pack

PHONES = ("13800000001", "13800000002", "13800000003")


@pytest.fixture
def typed(desk, clock):
    """Three telephone numbers typed one after another, a minute apart."""
    for phone in PHONES:
        clock.go_on(minutes=1)
        desk.apply(SetValue("basics.phone", phone, f"改“联系电话”为 {phone[-1]}"))
    return desk


# -- the undo list


def test_the_list_names_every_step_the_newest_first(typed):
    """What was done last stands on top and costs one step."""
    steps = ChangesPresenter(typed).state.steps
    assert [step.name[-1] for step in steps] == ["3", "2", "1"]
    assert [step.steps for step in steps] == [1, 2, 3]


def test_undo_to_a_point_takes_back_that_step_and_all_after_it(typed):
    """The second of three goes: the first number stands, two steps can be done again."""
    changes = ChangesPresenter(typed)
    assert changes.go_to("undo-2") == 2
    assert typed.declaration.basics.phone == PHONES[0]
    assert [(s.name[-1], s.undone) for s in changes.state.steps] == [
        ("3", True), ("2", True), ("1", False),
    ]  # fmt: skip


def test_redo_to_a_point_brings_back_that_step_and_those_before_it(typed):
    """The topmost undone step brings everything back."""
    changes = ChangesPresenter(typed)
    changes.go_to("undo-3")
    assert changes.go_to("redo-3") == 3
    assert typed.declaration.basics.phone == PHONES[2]


def test_a_step_that_is_not_listed_changes_nothing(typed):
    """A stale row of the list is no order to undo something else."""
    assert ChangesPresenter(typed).go_to("undo-9") == 0
    assert typed.declaration.basics.phone == PHONES[2]


def test_every_change_on_record_says_who_when_and_where(typed):
    """Undo is a change like others: it is on record under its own name."""
    typed.undo()
    changes = ChangesPresenter(typed)
    changes.look_at(ALL)
    top, below = changes.state.changes[:2]
    assert top.name.startswith("撤销：改“联系电话”")
    assert (below.at, below.actor) == ("6月15日 09:03", "李某（虚构）")
    assert below.places == "基本信息·联系电话"
    assert [(line.old, line.new) for line in changes.state.lines] == [(PHONES[2], PHONES[1])]


# -- the history of a field


def test_a_field_tells_who_changed_it_when_and_from_what(typed):
    """The newest change stands on top; what stands there now cannot be restored."""
    lines = HistoryPresenter(typed).of("basics.phone")
    assert [(line.before, line.after) for line in lines[:2]] == [
        (PHONES[1], PHONES[2]), (PHONES[0], PHONES[1]),
    ]  # fmt: skip
    assert (lines[0].at, lines[0].actor) == ("6月15日 09:03", "李某（虚构）")


def test_an_old_value_comes_back_as_a_new_step_that_can_be_undone(typed):
    """Restoring is no undo: the steps after it stay, and it can itself be taken back."""
    history = HistoryPresenter(typed)
    oldest = history.of("basics.phone")[-1]
    history.restore("basics.phone", oldest.number)
    assert typed.declaration.basics.phone == "0476-0000000"
    assert typed.undo_names()[0] == "恢复“联系电话”原来的内容"
    typed.undo()
    assert typed.declaration.basics.phone == PHONES[2]


def test_a_value_that_stands_there_is_not_offered(typed):
    """There and back again: the old value that is the present one needs no button."""
    typed.apply(SetValue("basics.phone", PHONES[0]))
    line = next(x for x in HistoryPresenter(typed).of("basics.phone") if x.before == PHONES[0])
    assert not line.can_restore


# -- two versions


def test_a_formal_copy_freezes_a_version_that_can_be_compared(typed, clock):
    """What was printed is compared with what stands now, whatever happened between."""
    piece = typed.made_pieces().get("pledge") or next(iter(typed.made_pieces().values()))
    register(typed, piece, "承诺书", Destination("x.pdf"), formal=True, number=1)
    clock.go_on(days=1)
    typed.apply(SetValue("basics.phone", "13900000000"))
    typed.apply(AddRow("education", Education(id="e3", school="新的学校（虚构）")))
    changes = ChangesPresenter(typed)
    changes.look_at(COMPARE)
    state = changes.state
    assert state.left == "v1"
    assert {(line.old, line.new) for line in state.lines} == {
        (PHONES[2], "13900000000"), (ADDED, "新的学校（虚构）"),
    }  # fmt: skip


def test_any_two_days_can_be_compared(typed, clock):
    """The end of the first day against the end of the second."""
    clock.go_on(days=2)
    typed.apply(SetValue("basics.phone", "13900000000"))
    changes = ChangesPresenter(typed)
    changes.compare("d2026-06-15", "d2026-06-17")
    assert [(x.place, x.old, x.new) for x in changes.state.lines] == [
        ("基本信息·联系电话", PHONES[2], "13900000000")
    ]


def test_pages_that_look_different_are_named(typed, clock):
    """A changed name moves pages of the form; the same version against itself moves none."""
    clock.go_on(days=1)
    typed.apply(SetValue("basics.name", "王某某（虚构）"))
    changes = ChangesPresenter(typed)
    changes.compare("d2026-06-15", "now")
    found = changes.finding_pages()(silent())
    assert any(each.title == "专业技术职称评审表" and 1 in each.pages for each in found)
    assert changes.state.pages == found
    changes.compare("now", "now")
    assert changes.finding_pages()(silent()) == ()


def test_the_comparison_prints_with_its_number(typed):
    """The paper holds every line and the register number it was given."""
    changes = ChangesPresenter(typed)
    changes.compare("made", "now")
    paper = changes.paper()
    piece = paper.piece()
    assert (piece.pages, paper.number) == (1, 1)
    with pikepdf.open(io.BytesIO(piece.pdf)) as document:
        assert len(document.pages) == 1


def test_a_declaration_nobody_has_changed_has_nothing_to_compare(tmp_path):
    """No declaration in hand: the page is empty and asks for nothing."""
    from tests.helpers.desk import at_desk

    with at_desk(tmp_path, empty=True) as session:
        assert ChangesPresenter(session).state.steps == ()


# -- differences


def test_rows_added_deleted_and_moved_are_each_one_line():
    """A deleted row says what stood there; a moved one says the order."""
    rows = tuple(Education(id=f"e{n}", school=f"学校{n}") for n in (1, 2, 3))
    before = Declaration(id="d", education=rows)
    moved = MoveRow("education", "e3", -2).apply(before, "李", _clock()).after
    gone = RemoveRow("education", "e1").apply(before, "李", _clock()).after
    (order,) = differences(pack(), before, moved)
    assert (order.place, order.old, order.new) == ("学历·先后顺序", "1、2、3", "3、1、2")
    (line,) = differences(pack(), before, gone)
    assert (line.old, line.new) == ("学校1", REMOVED)


@given(st.text(min_size=1, max_size=8), st.text(max_size=8))
def test_the_same_state_never_differs_and_another_always_does(name, phone):
    """Nothing is told of equal states; any changed text is told exactly once."""
    before = Declaration(id="d")
    after = attrs.evolve(before, basics=attrs.evolve(before.basics, name=name, phone=phone))
    assert differences(pack(), after, after) == ()
    assert len(differences(pack(), before, after)) == 1 + bool(phone)


def _clock():
    from tests.helpers.vaults import CLOCK

    return CLOCK


def test_restoring_into_a_row_that_is_gone_is_refused(desk):
    """A history of a deleted row has no place to go back to."""
    history = HistoryPresenter(desk)
    desk.apply(SetValue("education.e1.school", "改过的学校（虚构）"))
    number = history.of("education.e1.school")[0].number
    desk.apply(RemoveRow("education", "e1"))
    from app.model.paths import NoSuchPlace

    with pytest.raises((NoSuchPlace, UserError)):
        history.restore("education.e1.school", number)
