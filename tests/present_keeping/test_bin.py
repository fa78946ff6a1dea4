# SPDX-License-Identifier: MulanPSL-2.0
"""The recycle bin: what was deleted comes back, what was handed over cannot be deleted."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.errors import UserError
from app.model.codes import ClosingKind
from app.model.materials import HandOver, MaterialEntry, Scan
from app.model.operations import AddRow, RemoveRow, SetValue, SetValues
from app.model.people import Education
from app.present.keeping.bin import DECLARATIONS, SCANS, BinPresenter
from app.present.keeping.closing import close, reopen
from app.present.session import Role
from app.present.unit.roll import everybody

REASON = "本人决定今年不报"


def in_bin(bin_, kind=None):
    """Return the keys of one kind of thing."""
    if kind:
        bin_.choose(kind)
    return [line.key for line in bin_.state.lines]


def test_a_deleted_row_comes_back_where_it_stood(desk):
    """The first of two rows is deleted and restored: it is the first again, as an undoable step."""
    desk.apply(RemoveRow("education", "e1", "删去一个学历"))
    bin_ = BinPresenter(desk)
    assert in_bin(bin_) == ["education.e1"]
    assert "某某大学" in bin_.state.lines[0].what
    bin_.restore("education.e1")
    assert [row.id for row in desk.declaration.education] == ["e1", "e2"]
    assert in_bin(bin_) == []
    desk.undo()
    assert in_bin(bin_) == ["education.e1"]


def test_an_empty_row_that_was_added_and_deleted_is_no_loss(desk):
    """A row nobody typed into does not fill the bin."""
    desk.apply(AddRow("education", Education(id="e9")))
    desk.apply(RemoveRow("education", "e9"))
    assert in_bin(BinPresenter(desk)) == []


def test_a_material_added_by_hand_comes_back(desk):
    """With its title and its pages."""
    desk.apply(AddRow("materials", MaterialEntry("m9", "extra", "获奖证书复印件", pages=3)))
    desk.apply(RemoveRow("materials", "m9", "删去“获奖证书复印件”"))
    bin_ = BinPresenter(desk)
    bin_.restore("materials.m9")
    entry = desk.declaration.material("m9")
    assert entry is not None
    assert (entry.title, entry.pages) == ("获奖证书复印件", 3)


def test_a_deleted_scan_goes_back_to_its_material(desk):
    """The bytes never left the vault; the scan hangs where it hung."""
    entry = desk.declaration.materials[0].id
    scan = Scan("a" * 64, "b" * 64, "证书.pdf", "pdf", 2)
    desk.apply(SetValue(f"materials.{entry}.scans", (scan,)))
    desk.apply(SetValue(f"materials.{entry}.scans", (), "删去一页扫描件"))
    bin_ = BinPresenter(desk)
    (key,) = in_bin(bin_, SCANS)
    bin_.restore(key)
    assert desk.declaration.material(entry).scans == (scan,)


def test_a_scan_moved_to_another_material_is_not_lost(desk):
    """What hangs somewhere is not in the bin."""
    first, second = (each.id for each in desk.declaration.materials[:2])
    scan = Scan("a" * 64, "b" * 64, "证书.pdf", "pdf", 2)
    desk.apply(SetValue(f"materials.{first}.scans", (scan,)))
    desk.apply(
        SetValues(((f"materials.{first}.scans", ()), (f"materials.{second}.scans", (scan,))))
    )
    assert in_bin(BinPresenter(desk), SCANS) == []


def test_what_was_deleted_last_year_is_out_of_the_bin(desk, clock):
    """The bin holds until the end of the year; the record holds for ever."""
    desk.apply(RemoveRow("education", "e1"))
    clock.go_on(days=220)
    assert in_bin(BinPresenter(desk)) == []


# -- whole declarations


def test_a_declaration_in_the_bin_is_in_no_list_and_comes_back_whole(desk, another):
    """Lists, rosters and comparisons do without it; restored it is as it was."""
    desk.role = Role.UNIT
    other = another("王某某（虚构）")
    close(desk, other.id, ClosingKind.BINNED, "")
    assert [each.id for each in everybody(desk)] == [desk.declaration.id]
    bin_ = BinPresenter(desk)
    (key,) = in_bin(bin_, DECLARATIONS)
    bin_.restore(key)
    assert desk.vault.load(other.id) == other
    assert other.id in {each.id for each in everybody(desk)}


def test_a_person_handed_over_is_not_deleted_only_ended(desk):
    """KEEP-HANDED-OVER names the person; 终止申报 with its reason is accepted."""
    given = HandOver("2026-06-15T10:00", "张某某（虚构）", "王某（虚构）")
    desk.enter(SetValue("handovers", (given,)))
    held = desk.declaration.id
    with pytest.raises(UserError, match="KEEP-HANDED-OVER"):
        close(desk, held, ClosingKind.BINNED, REASON)
    assert desk.declaration.id == held
    close(desk, held, ClosingKind.ENDED, REASON)
    closing = desk.vault.load(held).closing
    assert (closing.kind, closing.reason, closing.by, closing.on) == (
        ClosingKind.ENDED, REASON, "李某（虚构）", "2026-06-15",
    )  # fmt: skip


def test_a_hand_over_declared_void_does_not_hold_it(desk):
    """Only paper that is really out counts."""
    given = HandOver("2026-06-15T10:00", "张某某（虚构）", "王某（虚构）", cancelled="登记错了人")
    desk.enter(SetValue("handovers", (given,)))
    close(desk, desk.declaration.id, ClosingKind.BINNED, "")
    assert desk.vault.closed_declarations()


@pytest.mark.parametrize("kind", [ClosingKind.VOID, ClosingKind.ENDED])
def test_void_and_ended_ask_for_a_reason_both_ways(desk, another, kind):
    """Too short a reason changes nothing; taking up again is a counter-entry with its own."""
    other = another("王某某（虚构）")
    with pytest.raises(UserError, match="KEEP-REASON"):
        close(desk, other.id, kind, "不报")
    close(desk, other.id, kind, REASON)
    with pytest.raises(UserError, match="KEEP-REASON"):
        reopen(desk, other.id)
    reopen(desk, other.id, "问清楚了，还是要报")
    assert desk.vault.load(other.id) == other
    names = [each.name for each in desk.vault.revisions(other.id)]
    assert names[-1] == "恢复申报：问清楚了，还是要报"


def test_the_declaration_in_hand_gives_way_to_the_next(desk, another):
    """An applicant always has one in hand: the other one, else a new empty one."""
    first, other = desk.declaration.id, another("王某某（虚构）")
    close(desk, first, ClosingKind.BINNED, "")
    assert desk.declaration.id == other.id
    close(desk, other.id, ClosingKind.BINNED, "")
    assert desk.declaration.id not in {first, other.id}
    assert desk.declaration.basics.name == ""


def test_the_bin_of_a_past_year_gives_nothing_back(desk, another, clock):
    """After the end of the year a binned declaration stays where it is, and says why."""
    other = another("王某某（虚构）")
    close(desk, other.id, ClosingKind.BINNED, "")
    clock.go_on(days=220)
    with pytest.raises(UserError, match="KEEP-BIN-OVER"):
        reopen(desk, other.id)


def test_a_closed_declaration_keeps_its_check_code(desk):
    """Closing is no fact of the person: the code on the paper that is out does not change."""
    from app.model.declaration import Closing
    from app.paper.checkcode import check_code

    closed = attrs.evolve(desk.declaration, closing=Closing(ClosingKind.ENDED, REASON))
    assert check_code(closed, desk.plan) == check_code(desk.declaration, desk.plan)
