# SPDX-License-Identifier: MulanPSL-2.0
"""What became of the numbers on paper: one left out, one given twice, a sheet put in after binding.

Nothing printed is numbered anew (ux 2.12 M24, M25; 5.3): a number no page bears is jumped over, the
second of two pages with one number becomes 58-1, and a sheet put in after page 30 becomes 30-1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs
from attrs import define, field

from app.model.codes import MaterialState
from app.model.materials import NumberSlip, NumberSlipKind
from app.paper.core.geometry import Side
from app.paper.volume import plan as p
from app.paper.volume.plan import PacketPlan, PlannedSide, PlannedVolume, Span


def amended(plan: PacketPlan, slips: Sequence[NumberSlip]) -> PacketPlan:
    """Return a plan as its paper really reads.

    Args:
        plan: as it was numbered.
        slips: what was registered about numbers; void entries count for nothing.
    """
    standing = [slip for slip in slips if not slip.cancelled]
    inserts = [
        entry
        for entry in plan.entries
        if entry.row.entry.inserted and entry.row.entry.state != MaterialState.NOT_APPLICABLE
    ]
    if not standing and not inserts:
        return plan
    volumes = list(_renumbered(plan.volumes, standing)) if standing else list(plan.volumes)
    for entry in inserts:
        volumes = _with_sheets(plan, volumes, entry)
    spans = _spans(volumes)
    entries = tuple(
        attrs.evolve(entry, spans=spans.get(entry.entry_id, ())) if entry.bound else entry
        for entry in plan.entries
    )
    remarks = tuple(slip_remark(slip) for slip in sorted(standing, key=lambda each: each.number))
    return attrs.evolve(plan, volumes=tuple(volumes), entries=entries, remarks=remarks)


def slip_remark(slip: NumberSlip) -> str:
    """Return what the catalogue says: 第59页漏编，册内没有这一页 or 第58页编重，后一页编为58-1."""
    if slip.kind == NumberSlipKind.SKIPPED:
        return f"第{slip.number}页漏编，册内没有这一页"
    return f"第{slip.number}页编重，后一页编为{slip.number}-1"


# --- numbers left out and given twice -----------------------------------------------
@define(eq=False)
class _Count:
    """Gives out numbers as the hand did."""

    skipped: set[int]
    doubled: Counter[int]
    given: int = 0
    again: int = field(default=0)  # how many sides with the last number follow it

    def next(self) -> tuple[int | None, str]:
        """Return the number of the next side, or the label it bears instead."""
        if self.again < self.doubled[self.given]:
            self.again += 1
            return None, f"{self.given}-{self.again}"
        self.given, self.again = self.given + 1, 0
        while self.given in self.skipped:
            self.given += 1
        return self.given, ""


def _renumbered(
    volumes: Iterable[PlannedVolume], slips: Sequence[NumberSlip]
) -> Iterable[PlannedVolume]:
    by_kind: Mapping[NumberSlipKind, list[int]] = {
        kind: [slip.number for slip in slips if slip.kind == kind] for kind in NumberSlipKind
    }
    count = _Count(set(by_kind[NumberSlipKind.SKIPPED]), Counter(by_kind[NumberSlipKind.DOUBLED]))
    for volume in volumes:
        sides = []
        for side in volume.sides:
            if side.number is None:
                sides.append(side)
                continue
            number, label = count.next()
            sides.append(attrs.evolve(side, number=number, label=label))
        yield attrs.evolve(volume, sides=tuple(sides))


# --- sheets put in ------------------------------------------------------------------
def _with_sheets(
    plan: PacketPlan, volumes: list[PlannedVolume], entry: p.PlannedEntry
) -> list[PlannedVolume]:
    """Put the sheets of a late paper in after the sheet that bears the page it belongs to."""
    material = entry.row.entry
    for place, volume in enumerate(volumes):
        after = _sheet_end(volume.sides, material.completes, material.at_page)
        if after is None:
            continue
        base = next(
            side.number for side in reversed(volume.sides[:after]) if side.number is not None
        )
        held = sum(side.label.startswith(f"{base}-") for side in volume.sides)
        fresh = _sheets(plan, entry, base, held)
        sides = (*volume.sides[:after], *fresh, *volume.sides[after:])
        sheets = volume.sheets + sum(side.side is Side.FRONT for side in fresh)
        thick = round(sheets * plan.rules.sheet + plan.rules.covers, 1)
        volumes[place] = attrs.evolve(volume, sides=sides, sheets=sheets, thickness=thick)
        break
    return volumes


def _sheet_end(sides: Sequence[PlannedSide], entry_id: str, page: int) -> int | None:
    """Return where the sheet with a page of a material ends; None when it is not in this volume."""
    pages = [
        number
        for number, side in enumerate(sides)
        if side.kind in (p.PAGE, p.PAPER) and side.entry_id == entry_id
    ]
    if not pages:
        return None
    at = next((n for n in pages if sides[n].index == page - 1), pages[-1] if not page else None)
    if at is None:
        return None
    end = at + 1
    while end < len(sides) and sides[end].side is Side.BACK:
        end += 1
    # Sheets put in here earlier stay before this one, so that 30-2 follows 30-1.
    while end < len(sides) and sides[end].label and sides[end].kind in (p.PAGE, p.PAPER):
        end += 1
        while end < len(sides) and sides[end].side is Side.BACK:
            end += 1
    return end


def _sheets(
    plan: PacketPlan, entry: p.PlannedEntry, base: int, held: int
) -> tuple[PlannedSide, ...]:
    material = entry.row.entry
    kind = p.PAPER if entry.paper_only else p.PAGE
    single = not plan.rules.duplex or (entry.paper_only and not material.double_sided)
    sides: list[PlannedSide] = []
    for index in range(material.page_count()):
        front = single or not sides or sides[-1].side is Side.BACK
        label = f"{base}-{held + index + 1}"
        side = Side.FRONT if front else Side.BACK
        sides.append(PlannedSide(kind, side, None, entry.entry_id, index, entry.row.tab, label))
        last = index + 1 == material.page_count()
        if plan.rules.duplex and front and (single or last):
            sides.append(
                PlannedSide(p.BLANK, Side.BACK, None, entry.entry_id, index, entry.row.tab)
            )
    return tuple(sides)


# --- where everything stands now ----------------------------------------------------
def _spans(volumes: Sequence[PlannedVolume]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, dict[int, list[PlannedSide]]] = {}
    for volume in volumes:
        for side in volume.sides:
            if side.kind in (p.PAGE, p.PAPER):
                found.setdefault(side.entry_id, {}).setdefault(volume.number, []).append(side)
    return {
        entry_id: tuple(_span(number, sides) for number, sides in by_volume.items())
        for entry_id, by_volume in found.items()
    }


def _span(volume: int, sides: Sequence[PlannedSide]) -> Span:
    first, last = sides[0].shown or "", sides[-1].shown or ""
    plain = sides[0].number is not None and sides[-1].number is not None
    label = "" if plain else (first if first == last else f"{first}—{last}")
    return Span(volume, figure(first), figure(last), label)


def figure(label: str) -> int:
    """Return the number a label begins with: 30 of 30-1; 0 for an empty one."""
    return int(label.partition("-")[0] or 0)
