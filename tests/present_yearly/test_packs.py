# SPDX-License-Identifier: MulanPSL-2.0
"""A pack is taken in by its digits, each declaration stays on its own until a person moves it."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.clock import FixedClock
from app.kernel.errors import Cancelled, UserError
from app.kernel.progress import Progress, silent
from app.model.declaration import Declaration
from app.policy.other_packs import digest_groups
from app.policy.packfiles import PackFiles
from app.present.session import Role, Session
from app.present.yearly.packs import PacksPresenter
from tests.helpers.desk import ANSWERS, TODAY, at_desk, pack, reopened
from tests.helpers.other_packs import other_pack

SHIPPED, NEW = "chifeng-2026", "chifeng-2026@2"


@pytest.fixture
def desk(tmp_path):
    """Return a session with one declaration on the shipped pack."""
    with at_desk(tmp_path) as session:
        yield session


@pytest.fixture
def brought(tmp_path):
    """Return the folder of a corrected pack."""
    return other_pack(tmp_path / "chifeng-2026-2")


def groups_of(folder) -> list[str]:
    return digest_groups(PackFiles.of_path(folder).digest)


def taken_in(presenter: PacksPresenter, folder) -> str:
    presenter.bring(folder)
    for number, group in enumerate(groups_of(folder), 1):
        presenter.type_group(number, group)
    assert presenter.state.ready
    presenter.proved(presenter.proving()(silent()))
    return presenter.accept("王某（虚构）")


def test_taking_a_pack_in_moves_nobody(desk, brought):
    """Afterwards the pack is at hand, the declaration and new ones stand where they stood."""
    presenter = PacksPresenter(desk)
    assert taken_in(presenter, brought) == NEW
    assert desk.shelf.names() == (SHIPPED, NEW)
    assert reopened(desk).pack == SHIPPED
    assert desk.shelf.in_force == SHIPPED
    assert desk.pack.header.version == 1
    lines = {line.id: line for line in presenter.state.lines}
    assert "王某" in lines[NEW].cells[1]
    assert lines[SHIPPED].state == "新建申报用"


def test_one_file_is_taken_in_like_the_folder(desk, brought, tmp_path):
    """The sealed file gives the same digits and the same pack."""
    sealed = tmp_path / "第二版.pack"
    sealed.write_bytes(PackFiles.of_folder(brought).to_bundle())
    assert groups_of(sealed) == groups_of(brought)
    assert taken_in(PacksPresenter(desk), sealed) == NEW


def test_a_wrong_group_is_named_and_the_rest_stays_typed(desk, brought):
    """One mistyped group: refused, that group is marked, nothing else has to be typed again."""
    presenter = PacksPresenter(desk)
    presenter.bring(brought)
    groups = groups_of(brought)
    for number, group in enumerate(groups, 1):
        presenter.type_group(number, group if number != 4 else "00000")
    assert not presenter.group_holds(4)
    assert presenter.state.wrong_group == 4
    with pytest.raises(UserError) as caught:
        presenter.proving()(silent())
    presenter.refused(caught.value)
    state = presenter.state
    assert (state.wrong_group, state.proved) == (4, False)
    assert state.candidate_groups[4] == groups[4]
    presenter.type_group(4, groups[3])
    assert presenter.state.wrong_group == 0
    assert desk.shelf.names() == (SHIPPED,)


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ((("pack.toml", "format = 1", "format = 2"),), "PACK-FORMAT"),
        ((("pack.toml", "赤峰市人力资源和社会保障局", "别处市人社局"),), "PACK-ISSUER"),
        ((("pack.toml", "year = 2026", "year = 2031"),), "PACK-FILE"),
        ((("clauses.toml", 'id = "S-1-1"', 'colour = "red"\nid = "S-1-1"'),), "PACK-FILE"),
        ((("cases/checks.toml", '"1996-07-11", "NOT_MET"', '"1996-07-11", "MET"'),), "PACK-CASE"),
        ((("rules/persons.toml", 'excuses = ["EX-GREEN-POSTS"]', 'excuses = ["EX-GREEN-USED"]'),), "PACK-FILE"),
        ((("fields/basics.toml", 'label = "姓名"', 'lable = "姓名"'),), "PACK-FILE"),
    ],
)  # fmt: skip
def test_what_is_refused_leaves_the_pack_in_force_untouched(desk, tmp_path, edits, code):
    """Newer format, other issuer, unknown year, unknown key, failing case, cycle, bad field: one sentence each."""
    folder = other_pack(tmp_path / "bad", edits)
    presenter = PacksPresenter(desk)
    presenter.bring(folder)
    for number, group in enumerate(groups_of(folder), 1):
        presenter.type_group(number, group)
    with pytest.raises(UserError) as caught:
        presenter.proving()(silent())
    assert caught.value.code == code
    assert "正在用的政策包没有动" in str(caught.value)
    presenter.refused(caught.value)
    assert desk.shelf.names() == (SHIPPED,)
    assert desk.pack.digest == pack().digest


def test_a_stopped_self_test_takes_nothing_in(desk, brought):
    """Stopping in the middle leaves the candidate to be tried again and the vault as it was."""
    presenter = PacksPresenter(desk)
    presenter.bring(brought)
    for number, group in enumerate(groups_of(brought), 1):
        presenter.type_group(number, group)
    with pytest.raises(Cancelled):
        presenter.proving()(Progress(stop_requested=lambda: True))
    assert presenter.state.ready
    assert not presenter.state.proved
    assert desk.shelf.names() == (SHIPPED,)


def test_the_comparison_tells_the_pack_apart_from_this_person(desk, brought):
    """What changes in the pack by kind, and what of it touches this declaration."""
    presenter = PacksPresenter(desk)
    taken_in(presenter, brought)
    found = presenter.compare(NEW)
    by_title = {group.title: group.lines for group in found.groups}
    assert any("2026-07-20 → 2026-07-17" in line for line in by_title["日子"])
    assert any("第 1 版" in line and "第 2 版" in line for line in by_title["通知"])
    assert by_title["材料"] == ("新加：8 个人承诺书", "去掉：8 个人承诺书")
    mine = {group.title: group.lines for group in found.mine}
    assert any("2026-07-17" in line for line in mine["走的路和日子"])
    assert presenter.compare(SHIPPED).mine[0].title == "不受影响"


def test_a_person_moves_a_declaration_and_moves_it_back(desk, brought):
    """Moving changes list and dates of this one; moving back, or undo, gives the former state to the byte."""
    presenter = PacksPresenter(desk)
    taken_in(presenter, brought)
    before = desk.declaration
    presenter.move(NEW)
    assert reopened(desk).pack == NEW
    assert desk.route.window.report_up.isoformat() == "2026-07-17"
    assert desk.checklist.find("pledge_new") is not None
    assert desk.undo() == "换到2026年政策包第 2 版"
    assert desk.declaration == before
    presenter.move(NEW)
    presenter.move(SHIPPED)
    assert desk.declaration == before


def test_new_declarations_take_the_pack_put_in_force(desk, brought):
    """Only what is begun afterwards stands on it."""
    presenter = PacksPresenter(desk)
    key = taken_in(presenter, brought)
    presenter.put_in_force(key)
    first = desk.declaration.id
    desk.start(Declaration(route=ANSWERS))
    assert desk.declaration.pack == NEW
    desk.open(first)
    assert desk.pack.header.version == 1


def test_the_vault_opens_its_packs_again_without_the_folder(desk, brought):
    """Another session of the same vault finds the pack inside it, unit's layer and all."""
    presenter = PacksPresenter(desk)
    taken_in(presenter, brought)
    presenter.move(NEW)
    again = Session(desk.vault, pack(), FixedClock.on(TODAY), "乙（虚构）")
    again.open(desk.declaration.id)
    assert again.pack.header.version == 2
    assert again.shelf.fault(again.declaration) is None


def test_a_program_that_ships_another_pack_still_opens_old_declarations(desk, brought):
    """The vault kept the bytes of the pack the declaration stands on when it was begun."""
    newer = attrs.evolve(pack(), header=attrs.evolve(pack().header, version=3), digest="x")
    again = Session(desk.vault, newer, FixedClock.on(TODAY), "乙（虚构）")
    again.open(desk.declaration.id)
    assert again.pack.header.version == 1
    assert again.shelf.names() == ("chifeng-2026@3", SHIPPED)


def test_a_declaration_whose_pack_is_elsewhere_opens_and_says_so(desk):
    """Nothing is refused: it is shown by the pack in force, its own named as missing."""
    desk.vault.record(_on_pack(desk, "chifeng-2027"))
    desk.open(desk.declaration.id)
    assert desk.pack.header.year == 2026
    state = PacksPresenter(desk).state
    assert "chifeng-2027" in state.fault
    assert "没有动" in state.fault
    assert desk.declaration.pack == "chifeng-2027"


def _on_pack(session, key: str):
    from app.model.operations import SetValue

    return SetValue("pack", key).apply(session.declaration, session.actor, session.clock)


def test_two_packs_of_one_name_and_version_are_not_mixed_up(desk, brought, tmp_path):
    """A different content under an id and version already here is refused, the first stays."""
    presenter = PacksPresenter(desk)
    taken_in(presenter, brought)
    edits = (("pack.toml", "version = 1", "version = 2"),)
    with pytest.raises(UserError) as caught:
        taken_in(presenter, other_pack(tmp_path / "again", edits))
    assert caught.value.code == "PACK-SAME-KEY"
    assert desk.shelf.entry(NEW).digest == PackFiles.of_folder(brought).digest


def test_the_units_desk_moves_one_of_many(desk, brought):
    """The officer moves a chosen person; the others and the one in hand stay."""
    first = desk.declaration.id
    desk.start(Declaration(route=ANSWERS))
    desk.role = Role.UNIT
    presenter = PacksPresenter(desk)
    taken_in(presenter, brought)
    presenter.move(NEW, first)
    assert desk.vault.load(first).pack == NEW
    assert desk.vault.load(first).material("pledge_new") is not None
    assert reopened(desk).pack == SHIPPED
    people = [line for line in presenter.state.lines if line.id.startswith("person.")]
    assert sorted("第 2 版" in line.cells[2] for line in people) == [False, True]
