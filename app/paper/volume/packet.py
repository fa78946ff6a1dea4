# SPDX-License-Identifier: MulanPSL-2.0
"""Pass one of a packet: which side of which sheet carries what, and its page number.

Rules (ux 5.2, 5.6, D-13, binding.md 8): one running number through all volumes; covers, dividers
and blank backs carry none; every material starts on a front; volumes are split by thickness; what
comes after binding goes to the end, so that no number already printed changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, field

from app.kernel.errors import UserError
from app.model.codes import MaterialState
from app.model.materials import NumberSlip
from app.paper.context import PaperContext
from app.paper.core.geometry import Side
from app.paper.core.press import Piece
from app.paper.volume import plan as p
from app.paper.volume.amended import amended
from app.paper.volume.plan import (
    FrozenNumbers,
    ListedMaterial,
    PacketPlan,
    PacketRules,
    PlannedEntry,
    PlannedSide,
)
from app.paper.volume.references import page_references
from app.paper.volume.volume_writer import PacketReport, write_packet

__all__ = ["PacketReport", "page_references", "plan_packet", "write_packet"]

STANDARD = PacketRules()
LATE_TITLE = "补正材料（装订后补入）"
_TRIES = 4


def plan_packet(
    context: PaperContext,
    rows: Sequence[ListedMaterial] | None = None,
    pieces: Mapping[str, Piece] | None = None,
    rules: PacketRules = STANDARD,
    frozen: FrozenNumbers | None = None,
    slips: Sequence[NumberSlip] = (),
) -> PacketPlan:
    """Plan all volumes of one declaration.

    Args:
        rows: the checklist in binding order; None asks the policy pack.
        pieces: papers the program makes itself, by material id or by piece name; they count as scans.
        rules: how volumes are made up.
        frozen: the numbers the volumes were bound with; none of them may change.
        slips: what went wrong by hand: the catalogue gets room for its remarks. ``amended`` makes the
            plan read as the paper does; the one returned is as it was numbered.

    Raises:
        UserError: PAPER-FROZEN naming the first material whose bound pages would move.
    """
    listed = tuple(_listed(context) if rows is None else rows)
    wanted = [row for row in listed if row.entry.state != MaterialState.NOT_APPLICABLE]
    late = _listed_as_late(wanted, frozen)
    contents, extra = (frozen.contents if frozen else 1), 0
    for _ in range(_TRIES):
        plan = _Planner(rules, pieces or {}, contents, late, extra).plan()
        counted = _contents_sides(context, amended(plan, slips))
        if counted == contents + extra:
            break
        contents, extra = (contents, max(0, counted - contents)) if frozen else (counted, 0)
    if frozen is not None:
        _hold(frozen, plan)
    return plan


def _listed(context: PaperContext) -> Sequence[ListedMaterial]:
    from app.policy.checklist import checklist

    return checklist(context.pack, context.declaration).rows


def _contents_sides(context: PaperContext, plan: PacketPlan) -> int:
    from app.paper.volume.contents import count_contents

    return count_contents(context, plan)


def _listed_as_late(
    rows: Sequence[ListedMaterial], frozen: FrozenNumbers | None
) -> list[tuple[ListedMaterial, bool]]:
    """Return each row and whether it comes after binding."""
    bound = set(frozen.spans) if frozen is not None else None

    def late(row: ListedMaterial) -> bool:
        return row.entry.late or (bound is not None and row.bound and row.entry.id not in bound)

    return [(row, late(row)) for row in rows]


def _hold(frozen: FrozenNumbers, plan: PacketPlan) -> None:
    for entry_id, spans in frozen.spans.items():
        now = plan.entry(entry_id)
        if now is None or now.spans != spans:
            was = p.range_words(spans[0].first, spans[-1].last)
            shown = p.range_words(now.first, now.last) if now is not None and now.spans else "无"
            raise UserError("PAPER-FROZEN", name=frozen.names[entry_id], was=was, now=shown)


@define(eq=False)
class _Volume:
    """A volume being filled."""

    number: int
    titles: list[str] = field(factory=list)
    sides: list[PlannedSide] = field(factory=list)
    tab: str = ""
    materials: int = 0

    @property
    def sheets(self) -> int:
        return sum(side.side is Side.FRONT for side in self.sides)


@define(eq=False)
class _Planner:
    rules: PacketRules
    pieces: Mapping[str, Piece]
    contents: int
    rows: list[tuple[ListedMaterial, bool]]
    extra: int = 0
    _volumes: list[_Volume] = field(factory=list)
    _spans: dict[str, list[p.Span]] = field(factory=dict)
    _next: int = 1

    def plan(self) -> PacketPlan:
        bound = [(row, late) for row, late in self.rows if row.bound]
        in_time = [row for row, late in bound if not late]
        for group in dict.fromkeys(row.group for row in in_time):
            self._open()
            self._name(_kind_of(group))
            for row in in_time:
                if row.group == group:
                    self._place(row, row.tab[:1], group)
        for row, late in bound:
            if late and not row.entry.inserted:  # sheets put in between come with ``amended``
                self._place(row, p.LATE_TAB, LATE_TITLE)
        volumes = tuple(self._finished(volume) for volume in self._volumes)
        return PacketPlan(self.rules, volumes, self._entries(), self.contents)

    def _entries(self) -> tuple[PlannedEntry, ...]:
        done = []
        for row, late in self.rows:
            spans = tuple(self._spans.get(row.entry.id, ()))
            by_hand = row.bound and not self._made(row) and _by_hand(row)
            done.append(PlannedEntry(row.entry.id, row, spans, row.bound, by_hand, late))
        return tuple(sorted(done, key=lambda entry: entry.late))

    def _finished(self, volume: _Volume) -> p.PlannedVolume:
        sheets = volume.sheets - 1  # without its cover
        thickness = round(sheets * self.rules.sheet + self.rules.covers, 1)
        title = "、".join(dict.fromkeys(volume.titles))
        return p.PlannedVolume(volume.number, title, tuple(volume.sides), sheets, thickness)

    # --- sides -----------------------------------------------------------------
    @property
    def _volume(self) -> _Volume:
        return self._volumes[-1]

    def _open(self) -> None:
        volume = _Volume(len(self._volumes) + 1)
        self._volumes.append(volume)
        self._put(p.COVER)
        self._close_sheet()
        if volume.number == 1:
            for index in range(self.contents):
                self._put(p.CONTENTS, numbered=self.rules.contents_numbered, index=index)
            for extra in range(self.extra):
                label = f"{self.contents}-{extra + 1}" if self.rules.contents_numbered else ""
                self._put(p.CONTENTS, index=self.contents + extra, label=label)
            self._close_sheet()

    def _name(self, title: str) -> None:
        if title:
            self._volume.titles.append(title)

    def _put(
        self, kind: str, *, numbered: bool = False, single: bool = False, entry_id: str = "", index: int = 0,
        tab: str = "", label: str = "",
    ) -> None:  # fmt: skip
        sides = self._volume.sides
        on_back = self.rules.duplex and not single and sides and sides[-1].side is Side.FRONT
        if not on_back:
            self._close_sheet()
        number = self._next if numbered else None
        self._next += numbered
        side = Side.BACK if on_back else Side.FRONT
        sides.append(PlannedSide(kind, side, number, entry_id, index, tab, label))

    def _close_sheet(self) -> None:
        """Leave the back of the last sheet blank: what comes next starts on a front."""
        sides = self._volume.sides
        if self.rules.duplex and sides and sides[-1].side is Side.FRONT:
            last = sides[-1]
            sides.append(PlannedSide(p.BLANK, Side.BACK, None, last.entry_id, last.index, last.tab))

    # --- materials ---------------------------------------------------------------
    def _made(self, row: ListedMaterial) -> Piece | None:
        return self.pieces.get(row.entry.id) or (self.pieces.get(row.piece) if row.piece else None)

    def _count(self, row: ListedMaterial) -> int:
        piece = self._made(row)
        return piece.pages if piece is not None else row.entry.page_count()

    def _place(self, row: ListedMaterial, tab: str, group: str) -> None:
        count = self._count(row)
        if not count:
            return
        if not self._volumes:
            self._open()
        by_hand = self._made(row) is None and _by_hand(row)
        single = not self.rules.duplex or (by_hand and not row.entry.double_sided)
        index = 0
        while index < count:
            room = self._room(tab)
            need = count - index if single else (count - index + 1) // 2
            if need > room and self._volume.materials:
                self._open()
                self._name(_kind_of(group))
                continue
            self._divide(tab)
            take = count - index if need <= room else max(1, room) * (1 if single else 2)
            self._run(row, range(index, min(count, index + take)), single=single, by_hand=by_hand)
            self._volume.materials += 1
            index += take

    def _room(self, tab: str) -> int:
        """Return the sheets still free, after the divider this tab needs here."""
        divider = self.rules.dividers and self._volume.tab != tab
        return self.rules.most_sheets - (self._volume.sheets - 1) - divider

    def _divide(self, tab: str) -> None:
        if self.rules.dividers and self._volume.tab != tab:
            self._close_sheet()
            self._put(p.DIVIDER, tab=tab)
        self._volume.tab = tab
        self._close_sheet()

    def _run(self, row: ListedMaterial, indices: range, *, single: bool, by_hand: bool) -> None:
        kind, first = (p.PAPER if by_hand else p.PAGE), self._next
        for index in indices:
            self._put(
                kind, numbered=True, single=single, entry_id=row.entry.id, index=index, tab=row.tab
            )
        self._close_sheet()
        span = p.Span(self._volume.number, first, self._next - 1)
        self._spans.setdefault(row.entry.id, []).append(span)


def _by_hand(row: ListedMaterial) -> bool:
    return row.entry.paper_only or not row.entry.scans


def _kind_of(group: str) -> str:
    """Return what a heading of the 目录单 calls its volume: 资格证明材料."""
    return group.rpartition("　")[2] if "　" in group else group
