# SPDX-License-Identifier: MulanPSL-2.0
"""What a packet will be made of: every side of every volume, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from attrs import field, frozen

from app.model.materials import MaterialEntry
from app.paper.core.geometry import Side

COVER, CONTENTS, DIVIDER, PAGE, PAPER, BLANK = (
    "cover",
    "contents",
    "divider",
    "page",
    "paper",
    "blank",
)
LATE_TAB = "补"


class ListedMaterial(Protocol):
    """What the paper room asks of a checklist row (policy.checklist.ChecklistRow fits)."""

    @property
    def entry(self) -> MaterialEntry:
        """Return the entry of the checklist this line is about."""

    @property
    def tab(self) -> str:
        """Return letter of the divider and running number, A1."""

    @property
    def number(self) -> int:
        """Return 序号 on the 目录单, 0 for a material added by hand."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def group(self) -> str:
        """Return the heading on the 目录单, with the volume it names."""

    @property
    def volume(self) -> int:
        """Return 0 loose, else the volume of the heading."""

    @property
    def bound(self) -> bool:
        """Return whether it is bound at all."""

    @property
    def form(self) -> str:
        """Return original or copy."""

    @property
    def piece(self) -> str:
        """Return the name of the paper the program makes itself, or empty."""


@frozen
class PacketRules:
    """How volumes are made up; each figure is a setting of the unit (D-13, ux 5.2, Q6).

    Attributes:
        duplex: printed on both sides; else every side is a front and no backs are left blank.
        sheet: thickness of a sheet in mm (80 g paper is about 0.1).
        covers: thickness of both covers in mm.
        thickest: a volume is not made thicker than this, in mm.
        contents_numbered: the catalogue takes pages 1 and on.
        dividers: a divider before every tab.
        binding, outer: margins in mm.
    """

    duplex: bool = True
    sheet: float = 0.1
    covers: float = 1.0
    thickest: float = 40.0
    contents_numbered: bool = True
    dividers: bool = True
    binding: float = 30.0
    outer: float = 18.0

    @property
    def most_sheets(self) -> int:
        """Return how many sheets a volume may hold."""
        return max(8, int((self.thickest - self.covers) / self.sheet + 1e-9))

    def sheets(self, sides: int) -> int:
        """Return the sheets some sides take."""
        return (sides + 1) // 2 if self.duplex else sides


@frozen
class Span:
    """Consecutive pages of one material in one volume.

    Attributes:
        label: what is printed instead of the figures where an end bears a label (30-1).
    """

    volume: int
    first: int
    last: int
    label: str = ""

    @property
    def words(self) -> str:
        """Return 37, 37—41 or 30-1."""
        return self.label or range_words(self.first, self.last)


@frozen
class PlannedEntry:
    """Where one material stands.

    Attributes:
        spans: one, or several where a material is thicker than a volume; empty when loose or empty.
        bound: False for what is handed in loose.
        paper_only: numbered, but its sheets are put in by hand.
    """

    entry_id: str
    row: ListedMaterial
    spans: tuple[Span, ...] = ()
    bound: bool = True
    paper_only: bool = False
    late: bool = False

    @property
    def volume(self) -> int:
        """Return the volume it begins in; 0 when it is in none."""
        return self.spans[0].volume if self.spans else 0

    @property
    def first(self) -> int:
        """Return its first page number; 0 when it has none."""
        return self.spans[0].first if self.spans else 0

    @property
    def last(self) -> int:
        """Return its last page number; 0 when it has none."""
        return self.spans[-1].last if self.spans else 0

    @property
    def missing(self) -> bool:
        """Tell whether it belongs into a volume but has no pages yet."""
        return self.bound and not self.spans


@frozen
class PlannedSide:
    """One physical side of a bound sheet.

    Attributes:
        kind: cover, contents, divider, page, paper (put in by hand) or blank.
        number: page number; None for sides that carry none.
        index: page within its material or catalogue, from 0.
        label: what stands where the number would, on sides put in after binding (2-1).
    """

    kind: str
    side: Side
    number: int | None = None
    entry_id: str = ""
    index: int = 0
    tab: str = ""
    label: str = ""

    @property
    def shown(self) -> str | None:
        """Return what is printed as page number; None for nothing."""
        return str(self.number) if self.number is not None else self.label or None


@frozen
class PlannedVolume:
    """One volume; ``first`` and ``last`` are 0 when nothing in it is numbered.

    Attributes:
        title: what the volume holds, for its cover.
        sheets: sheets between the covers.
        thickness: millimetres with covers.
    """

    number: int
    title: str
    sides: tuple[PlannedSide, ...]
    sheets: int
    thickness: float
    first: int = field(init=False)
    last: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        numbers = [side.number for side in self.sides if side.number is not None]
        object.__setattr__(self, "first", min(numbers, default=0))
        object.__setattr__(self, "last", max(numbers, default=0))


@frozen
class PacketPlan:
    """All volumes of one packet.

    Attributes:
        entries: every material on the list, loose ones too, in the order of the 目录单.
        contents: sides the catalogue takes.
        numbered: the last page number given.
        remarks: what is printed under the catalogue about numbers left out or given twice (M25).
    """

    rules: PacketRules
    volumes: tuple[PlannedVolume, ...]
    entries: tuple[PlannedEntry, ...]
    contents: int
    remarks: tuple[str, ...] = ()

    @property
    def sheets(self) -> int:
        """Return the sheets of all volumes, without covers."""
        return sum(volume.sheets for volume in self.volumes)

    @property
    def numbered(self) -> int:
        """Return the last page number."""
        return max((volume.last for volume in self.volumes), default=0)

    def entry(self, entry_id: str) -> PlannedEntry | None:
        """Return where one material stands, None when it is not on the list."""
        return next((entry for entry in self.entries if entry.entry_id == entry_id), None)

    def labels(self, entry_id: str) -> tuple[str, ...]:
        """Return what stands on every page of one material, in its own order: 30, 31, 30-1."""
        return self.all_labels().get(entry_id, ())

    def all_labels(self) -> dict[str, tuple[str, ...]]:
        """Return the labels of all materials at once, by material id."""
        found: dict[str, list[str]] = {}
        for volume in self.volumes:
            for side in volume.sides:
                if side.kind in (PAGE, PAPER):
                    found.setdefault(side.entry_id, []).append(side.shown or "")
        return {entry_id: tuple(labels) for entry_id, labels in found.items()}

    def file_sides(self) -> Iterator[tuple[PlannedVolume, PlannedSide]]:
        """Yield (volume, side) of every side of the volumes' file, in its order.

        What exists on paper only, and the blank back after it, is put in by hand and not in the file.
        """
        for volume in self.volumes:
            by_hand = False
            for side in volume.sides:
                by_hand = side.kind == PAPER or (side.kind == BLANK and by_hand)
                if not by_hand:
                    yield volume, side

    def paper_sides(self) -> Iterator[tuple[int, PlannedSide]]:
        """Return (volume, side) of every side whose number is written by hand."""
        for volume in self.volumes:
            for side in volume.sides:
                if side.kind == PAPER:
                    yield volume.number, side


@frozen
class FrozenNumbers:
    """The numbers a packet was bound with; kept with the declaration's vault from ``bound_on`` on.

    Attributes:
        contents: sides of the catalogue.
        spans: by material id.
        names: of the materials, for messages.
    """

    contents: int
    spans: Mapping[str, tuple[Span, ...]]
    names: Mapping[str, str]

    @classmethod
    def of(cls, plan: PacketPlan) -> FrozenNumbers:
        """Return the numbers of a plan."""
        bound = [entry for entry in plan.entries if entry.spans]
        return cls(
            plan.contents,
            {entry.entry_id: entry.spans for entry in bound},
            {entry.entry_id: entry.row.name for entry in bound},
        )

    def to_document(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        rows = [
            [name, self.names[name], [[span.volume, span.first, span.last] for span in spans]]
            for name, spans in self.spans.items()
        ]
        return {"contents": self.contents, "materials": rows}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> FrozenNumbers:
        """Return the numbers kept as plain values; KeyError or ValueError when they are not such."""
        rows = document["materials"]
        return cls(
            int(document["contents"]),
            {
                name: tuple(Span(int(v), int(a), int(b)) for v, a, b in spans)
                for name, _, spans in rows
            },
            {name: title for name, title, _ in rows},
        )


def range_words(first: int, last: int) -> str:
    """Return 37 or 37—41."""
    return str(first) if first == last else f"{first}—{last}"
