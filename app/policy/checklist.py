# SPDX-License-Identifier: MulanPSL-2.0
"""The materials of one declaration: which, in which order, and what a change of route does to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs
from attrs import field, frozen

from app.model.codes import MaterialState, Openness
from app.model.declaration import Declaration, RouteAnswers
from app.model.materials import MaterialEntry
from app.model.work import Achievement, Work
from app.policy.facts import Facts
from app.policy.pack import PolicyPack
from app.policy.records import CatalogueItem

EXTRA = "extra"
_EXTRA_TAB, _EXTRA_GROUP = "G", "results"
_ORDINALS = "一二三四五六七八九十"
_NO_DAY = dt.date(2000, 1, 1)
_AT_THE_END = 99


@frozen
class ChecklistRow:
    """One line of the list, in binding order.

    Attributes:
        item: catalogue row, None for one added by hand.
        tab: letter and running number on the divider, A1.
        number: 序号 on the 目录单; 0 for one added by hand.
        need: M, C, O; extra = added by hand; kept = not on this route, kept for what was entered.
        group: heading on the 目录单.
        volume: 0 loose, 1, 2.
        expected_pages: least number of sides.
        form: original, copy or both.
        piece: paper the program makes, or empty.
        proves: must be cited by an achievement or work (M20).
        row_path: achievement or work this one belongs to, or empty.
    """

    entry: MaterialEntry
    item: CatalogueItem | None
    tab: str
    number: int
    name: str
    need: str
    group: str
    volume: int
    bound: bool
    clauses: tuple[str, ...]
    expected_pages: int
    form: str
    piece: str = ""
    proves: bool = False
    row_path: str = ""


@frozen
class Checklist:
    """All rows in binding order, and what unanswered questions may still add."""

    rows: tuple[ChecklistRow, ...]
    pending: tuple[CatalogueItem, ...] = ()
    _by_id: dict[str, ChecklistRow] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {row.entry.id: row for row in self.rows})

    def find(self, entry_id: str) -> ChecklistRow | None:
        """Return the row of an entry, or None."""
        return self._by_id.get(entry_id)

    def row(self, entry_id: str) -> ChecklistRow:
        """Return the row of an entry; KeyError when it is not on the list."""
        return self._by_id[entry_id]


@frozen
class ListChange:
    """What another set of answers would do to the list: names, in order."""

    appears: tuple[str, ...]
    goes: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Tell whether the list stays as it is."""
        return not (self.appears or self.goes or self.kept)


@frozen
class Wanted:
    """One entry the route asks for."""

    id: str
    item: CatalogueItem
    title: str = ""
    row_path: str = ""


def sync_checklist(pack: PolicyPack, declaration: Declaration) -> tuple[MaterialEntry, ...]:
    """Return the entries this declaration should have now.

    What a person entered is kept even when the route no longer asks for it; an untouched entry goes.
    Ids are stable: the item's own, or the item's and the row's for one of several.
    """
    wanted = wanted_entries(pack, declaration)
    entries: dict[str, MaterialEntry] = {entry.id: entry for entry in declaration.materials}
    taken = {each.id for each in wanted}
    result = [_entry(entries.get(each.id), each, declaration) for each in wanted]
    result += [entry for entry in declaration.materials if entry.id not in taken and _stays(entry)]
    return tuple(result) if tuple(result) != declaration.materials else declaration.materials


def _entry(old: MaterialEntry | None, wanted: Wanted, declaration: Declaration) -> MaterialEntry:
    if old is not None:
        return old if old.title == wanted.title else attrs.evolve(old, title=wanted.title)
    item = wanted.item
    form = "copy" if item.form == "copy" else "original"
    copies = item.copies_by_level.get(str(declaration.route.level), item.copies)
    return MaterialEntry(id=wanted.id, item=item.id, title=wanted.title, copies=copies, form=form)


def touched(entry: MaterialEntry) -> bool:
    """Tell whether a person has entered anything about a material."""
    blank = MaterialEntry(
        id=entry.id, item=entry.item, title=entry.title, copies=entry.copies, form=entry.form
    )
    return attrs.evolve(entry, seen=False) != blank


def _stays(entry: MaterialEntry) -> bool:
    by_hand = entry.item == EXTRA or not (
        entry.id == entry.item or entry.id.startswith(f"{entry.item}-")
    )
    return by_hand or touched(entry)


def wanted_entries(pack: PolicyPack, declaration: Declaration) -> list[Wanted]:
    """Return what the route asks for, in catalogue order."""
    return _wanted(_asked(pack, declaration), declaration)


def _asked(pack: PolicyPack, declaration: Declaration) -> list[tuple[CatalogueItem, bool | None]]:
    """Return every item of the list and whether it is due, None while that is open."""
    facts = Facts(pack, declaration, _NO_DAY)
    return [(item, when.holds(facts.lookup)) for item, when in pack.materials.items if item.listed]


def _wanted(
    asked: list[tuple[CatalogueItem, bool | None]], declaration: Declaration
) -> list[Wanted]:
    return [each for item, due in asked if due for each in _instances(item, declaration)]


def _instances(item: CatalogueItem, declaration: Declaration) -> list[Wanted]:
    if item.repeat == "achievements":
        rows = [
            row
            for row in declaration.achievements
            if str(row.kind) in item.kinds and _on_paper(row)
        ]
        return [
            Wanted(
                f"{item.id}-{row.id}", item, row_title(declaration, row), f"achievements.{row.id}"
            )
            for row in rows
        ]
    if item.repeat == "works":
        works = [row for row in declaration.works if _on_paper(row)]
        return [
            Wanted(f"{item.id}-{row.id}", item, row_title(declaration, row), f"works.{row.id}")
            for row in works
        ]
    return [Wanted(item.id, item)]


def _on_paper(row: Achievement | Work) -> bool:
    """A row that may not be written at all has no paper, unless the unit's certificate stands for it."""
    return row.openness != Openness.WITHHELD or row.kept_by_unit


def ordinal(number: int) -> str:
    """Return 一, 二 … 十, 十一 … 二十一; figures from a hundred on."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    text = _ORDINALS[ones - 1] if ones else ""
    if tens == 0:
        return text
    return ("" if tens == 1 else _ORDINALS[tens - 1]) + "十" + text


def row_title(declaration: Declaration, row: Achievement | Work) -> str:
    """Return what an achievement or work is called on paper: 业绩一　…, the open wording where there is one."""
    rows: tuple[Achievement | Work, ...] = (
        declaration.achievements if isinstance(row, Achievement) else declaration.works
    )
    number = ordinal(next(n for n, each in enumerate(rows, 1) if each.id == row.id))
    word = "业绩" if isinstance(row, Achievement) else "论著"
    name = (
        row.open_title if row.openness in (Openness.DESENSITISED, Openness.WITHHELD) else row.title
    )
    if row.kept_by_unit:
        name = f"{name}（单位留存备查证明）" if name else "单位留存备查证明"
    return f"{word}{number}　{name.strip()}".strip()


def checklist(pack: PolicyPack, declaration: Declaration) -> Checklist:
    """Return the list in binding order: catalogue order, moved entries by their place, late ones at the end."""
    asked = _asked(pack, declaration)
    wanted = {each.id: each for each in _wanted(asked, declaration)}
    drafts = [_draft(pack, entry, wanted.get(entry.id)) for entry in declaration.materials]
    rows = [
        row
        for tab in pack.materials.tabs
        for row in _in_order([d for d in drafts if d.tab == tab.letter])
    ]
    late = [row for row in rows if row.entry.late]
    ordered = [row for row in rows if not row.entry.late] + late
    return Checklist(tuple(_numbered(ordered)), tuple(item for item, due in asked if due is None))


def _in_order(rows: list[ChecklistRow]) -> list[ChecklistRow]:
    """Return the rows of one letter: moved ones by their place, others after those their number follows."""
    placed = [(row.entry.place, row.number) for row in rows if row.entry.place is not None]

    def key(indexed: tuple[int, ChecklistRow]) -> tuple[float, int, int]:
        index, row = indexed
        number = row.number or _AT_THE_END
        if row.entry.place is not None:
            return (row.entry.place, number, index)
        before = [place for place, other in placed if (other or _AT_THE_END) <= number]
        return (max(before, default=0) + 0.5, number, index)

    return [row for _, row in sorted(enumerate(rows), key=key)]


def _draft(pack: PolicyPack, entry: MaterialEntry, wanted: Wanted | None) -> ChecklistRow:
    item = pack.item(entry.item)
    if item is None:
        group = pack.group(_EXTRA_GROUP)
        return ChecklistRow(
            entry, None, _EXTRA_TAB, 0, entry.title or "其他材料", EXTRA, group.title, group.volume, True, (),
            1, entry.form,
        )  # fmt: skip
    group = pack.group(item.group)
    need = item.need if wanted else ("kept" if entry.id == item.id or "-" in entry.id else EXTRA)
    return ChecklistRow(
        entry=entry,
        item=item,
        tab=item.tab,
        number=item.number,
        name=_name(item, entry),
        need=need,
        group=group.title,
        volume=group.volume,
        bound=group.volume > 0,
        clauses=item.clauses,
        expected_pages=item.min_pages,
        form=item.form,
        piece=item.piece,
        proves=item.evidence,
        row_path=wanted.row_path if wanted else "",
    )


def _name(item: CatalogueItem, entry: MaterialEntry) -> str:
    return entry.title or item.name


def _numbered(rows: Iterable[ChecklistRow]) -> Iterable[ChecklistRow]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.tab] = counts.get(row.tab, 0) + 1
        yield attrs.evolve(row, tab=f"{row.tab}{counts[row.tab]}")


def compare_lists(pack: PolicyPack, declaration: Declaration, answers: RouteAnswers) -> ListChange:
    """Return what would appear, go, or stay only because something was entered, under other answers."""
    changed = attrs.evolve(declaration, route=answers)
    now = {each.id: each.title or each.item.name for each in wanted_entries(pack, declaration)}
    then = {each.id: each.title or each.item.name for each in wanted_entries(pack, changed)}
    entered = {entry.id for entry in declaration.materials if touched(entry)}
    gone = [identifier for identifier in now if identifier not in then]
    return ListChange(
        appears=tuple(name for identifier, name in then.items() if identifier not in now),
        goes=tuple(now[each] for each in gone if each not in entered),
        kept=tuple(now[each] for each in gone if each in entered),
    )


def add_by_hand(entry_id: str, title: str, form: str = "copy") -> MaterialEntry:
    """Return an entry a person adds; it stays whatever the route says."""
    return MaterialEntry(id=entry_id, item=EXTRA, title=title, form=form)


def is_done(entry: MaterialEntry) -> bool:
    """Tell whether nothing is left to do about a material for the applicant."""
    return entry.state in (MaterialState.READY, MaterialState.NOT_APPLICABLE)
