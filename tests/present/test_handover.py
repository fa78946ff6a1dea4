# SPDX-License-Identifier: MulanPSL-2.0
"""交接登记 without a screen, and what a binding changes elsewhere."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.model.people import Basics
from app.present.papers.handover import HandOverPresenter
from app.present.papers.materials import MaterialsPresenter
from app.present.prints.binding import BindingPresenter
from app.present.prints.pieces import make_piece
from app.present.tasks import TasksPresenter
from tests.helpers.desk import ANSWERS, at_desk, reopened

GIVEN = {
    "at": "2026-06-15 08:30",
    "giver": "张测试",
    "receiver": "王某（虚构）",
    "office": "虚构研究所人事处",
    "note": "",
}


@pytest.fixture
def desk(tmp_path):
    """A declaration with one counted material, so that there is a volume."""
    declaration = Declaration(route=ANSWERS, basics=Basics(name="张测试"))
    with at_desk(tmp_path, declaration) as session:
        rows = [row for row in session.checklist.rows if row.bound and not row.piece]
        fields = {"pages": 3, "paper_only": True}
        MaterialsPresenter(session).set_fields(rows[0].entry.id, fields)
        yield session


def _counted(presenter) -> dict[str, str]:
    state = presenter.state
    return {"volumes": str(state.volumes), "pages": str(state.pages)}


def test_what_both_signed_is_on_record_and_the_paper_has_a_place(desk):
    """The entry is in the vault, the declaration counts as handed in, and the page says who has it."""
    presenter = HandOverPresenter(desk)
    presenter.enter(**GIVEN, **_counted(presenter))
    kept = reopened(desk)
    assert kept.submitted_on == "2026-06-15"
    assert kept.handovers[0].receiver == "王某（虚构）"
    assert "王某（虚构）" in presenter.state.closing


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"receiver": " "}, "HANDOVER-NAMES"),
        ({"at": "昨天下午"}, "HANDOVER-TIME"),
        ({"at": "2026-06-16 08:00"}, "HANDOVER-TIME"),
        ({"pages": "三"}, "HANDOVER-COUNT"),
        ({"pages": "1"}, "HANDOVER-DIFFERS"),
    ],
)
def test_what_cannot_be_is_a_message_and_no_entry(desk, changed, code):
    """Names, a time that has come, whole numbers, and a reason for a count that differs."""
    presenter = HandOverPresenter(desk)
    with pytest.raises(UserError, match=code):
        presenter.enter(**(GIVEN | _counted(presenter) | changed))
    assert reopened(desk).handovers == ()


def test_a_count_that_differs_is_entered_with_its_reason(desk):
    """The difference is kept beside the count."""
    presenter = HandOverPresenter(desk)
    given = GIVEN | _counted(presenter) | {"pages": "1", "note": "少两页，次日补交（虚构）"}
    presenter.enter(**given)
    assert reopened(desk).handovers[0].note == "少两页，次日补交（虚构）"


def test_a_void_entry_stays_on_record(desk):
    """作废 needs a reason; the paper then counts as not handed in, the entry is still there."""
    presenter = HandOverPresenter(desk)
    presenter.enter(**GIVEN, **_counted(presenter))
    entry = desk.declaration.handovers[0]
    with pytest.raises(UserError, match="HANDOVER-REASON"):
        presenter.declare_void(entry.id, "错")
    presenter.declare_void(entry.id, "登记到别人名下了")
    kept = reopened(desk)
    assert kept.submitted_on == ""
    assert kept.handovers[0].cancelled == "登记到别人名下了"
    assert presenter.state.closing == ""


def test_undo_stops_at_a_registration(desk):
    """What was signed cannot be undone, nor anything before it (ux 2.9)."""
    presenter = HandOverPresenter(desk)
    assert desk.undo_names()
    presenter.enter(**GIVEN, **_counted(presenter))
    assert desk.undo() is None
    assert reopened(desk).submitted_on == "2026-06-15"


def test_binding_is_seen_by_the_list_the_tasks_and_what_comes_late(desk):
    """After 登记装订 nothing is reordered, the task is done, and a new material goes to the end."""
    BindingPresenter(desk).bind("2026-06-15", anyway=True)
    assert reopened(desk).bound_on == "2026-06-15"
    materials = MaterialsPresenter(desk)
    bound = [row.entry.id for row in desk.checklist.rows if row.bound]
    with pytest.raises(UserError, match="M24"):
        materials.move(bound[0], 1)
    late = materials.add_extra("补充证明（虚构）", 1)
    assert desk.declaration.material(late).late
    rows = {row.id: row for group in TasksPresenter(desk).state.groups for row in group.rows}
    assert rows["formal"].kind == "done"
    assert rows["handover"].screen == "handover"


def test_taking_the_volumes_apart_frees_the_numbers(desk):
    """登记拆册 with a reason lets materials move again."""
    binding = BindingPresenter(desk)
    binding.bind("2026-06-15", anyway=True)
    binding.take_apart("装订反了（虚构）")
    assert reopened(desk).bound_on == ""


def test_the_slip_lists_the_volumes(desk):
    """移交清单 is printed before it is signed, with one line a volume."""
    piece = make_piece(desk, "handover", desk.paper_context(proof=False))
    assert piece is not None
    assert piece.pages == 1
