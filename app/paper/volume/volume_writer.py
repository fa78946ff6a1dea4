# SPDX-License-Identifier: MulanPSL-2.0
"""Pass two of a packet: every planned side is written as it comes; memory does not grow with pages."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO

import attrs
from attrs import define, field, frozen

from app.kernel.errors import UserError
from app.kernel.progress import Progress, silent
from app.model.materials import Scan
from app.paper.context import VOLUME, PaperContext
from app.paper.core import geometry as g
from app.paper.core.importer import ForeignPage, Importer
from app.paper.core.pdfsink import Bookmark, PageLabel
from app.paper.core.places import SigningPlace
from app.paper.core.press import Piece, Press
from app.paper.volume import plan as p
from app.paper.volume.attachment import dress, dress_made, frame, place
from app.paper.volume.contents import draw_contents
from app.paper.volume.cover import TITLE, draw_cover
from app.paper.volume.divider import draw_divider, tab_title
from app.paper.volume.marks import material_head
from app.paper.volume.plan import PacketPlan, PlannedEntry, PlannedSide, PlannedVolume

Evidence = Callable[[str], bytes]


@frozen
class PacketReport:
    """What was written.

    Attributes:
        pages: sides in the file.
        sheets: sheets of paper they take, covers included.
        by_hand: numbered sides that are not in the file, because only paper exists.
        seconds: by stage: reading evidence, copying, drawing, closing.
        places: where people sign and seal.
    """

    pages: int
    sheets: int
    volumes: int
    numbered: int
    by_hand: int
    seconds: Mapping[str, float]
    places: tuple[SigningPlace, ...] = ()


def write_packet(
    plan: PacketPlan,
    context: PaperContext,
    evidence: Evidence,
    target: BinaryIO,
    progress: Progress | None = None,
    pieces: Mapping[str, Piece] | None = None,
    only: int | None = None,
) -> PacketReport:
    """Write all volumes, or one, to a stream.

    Args:
        evidence: gives the working copy for a digest.
        pieces: the papers the plan was made with.
        only: number of the one volume wanted.

    Raises:
        UserError: PAPER-COPY for a copy that cannot be read, PAPER-PAGES for one whose pages changed.
        Cancelled: the person stopped the work; what is in ``target`` is not a file then.
    """
    context = attrs.evolve(context, piece=VOLUME)
    press = _press(context, target)
    writer = _Writer(plan, context, evidence, pieces or {}, press, progress or silent())
    volumes = [volume for volume in plan.volumes if only in (None, volume.number)]
    writer.write([(volume, side) for volume, side in plan.file_sides() if volume in volumes])
    sides = [side for volume in volumes for side in volume.sides]
    return PacketReport(
        pages=press.sides,
        sheets=sum(side.side is g.Side.FRONT for side in sides),
        volumes=len(volumes),
        numbered=sum(side.number is not None for side in sides),
        by_hand=sum(side.kind == p.PAPER for side in sides),
        seconds={name: round(took, 3) for name, took in writer.seconds.items()},
        places=tuple(press.places),
    )


def write_sides(
    plan: PacketPlan,
    context: PaperContext,
    evidence: Evidence,
    target: BinaryIO,
    sides: Sequence[tuple[PlannedVolume, PlannedSide]],
    pieces: Mapping[str, Piece] | None = None,
) -> None:
    """Write some consecutive sides of the volumes' file, each as it stands there; for looking at a page.

    Args:
        sides: of ``plan.file_sides()``; those of the catalogue all together or not at all.

    Raises:
        UserError: as ``write_packet``.
    """
    context = attrs.evolve(context, piece=VOLUME)
    press = _press(context, target)
    _Writer(plan, context, evidence, pieces or {}, press, silent()).write(sides)


def _press(context: PaperContext, target: BinaryIO) -> Press:
    """Return the press of the volumes: covers bear 份号 and mark themselves, every side its own mark."""
    return Press(imprint=context.imprint(), target=target, title=TITLE, leads=False)


@define(eq=False)
class _Source:
    """The open working copy and the pages of it a material binds, in order."""

    entry_id: str
    pages: list[tuple[Scan | None, int, int]]  # (scan, page of its working copy, quarter turns)


@define(eq=False)
class _Writer:
    plan: PacketPlan
    context: PaperContext
    evidence: Evidence
    pieces: Mapping[str, Piece]
    press: Press
    progress: Progress
    seconds: dict[str, float] = field(
        factory=lambda: {"read": 0.0, "copy": 0.0, "draw": 0.0, "close": 0.0}
    )
    _open: tuple[str, Importer] | None = None
    _known: dict[tuple[str, int], ForeignPage] = field(factory=dict)
    _source: _Source | None = None
    _labels: list[PageLabel] = field(factory=list)
    _entries: dict[str, PlannedEntry] = field(init=False)
    _counts: dict[str, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._counts = {name: len(each) for name, each in self.plan.all_labels().items()}
        self._entries = {entry.entry_id: entry for entry in self.plan.entries}

    def write(self, sides: Sequence[tuple[PlannedVolume, PlannedSide]]) -> None:
        marks: list[Bookmark] = []
        for done, (volume, side) in enumerate(sides):
            if not done or volume is not sides[done - 1][0]:
                start, tabs = self.press.sides, _Tabs()
            self.progress.step(done, len(sides), volume.title)
            self._side(volume, side, tabs)
            if done + 1 == len(sides) or volume is not sides[done + 1][0]:
                marks.append(Bookmark(f"第{volume.number}册　{volume.title}", start, tabs.marks()))
        self.progress.step(len(sides), len(sides), "")
        started = time.perf_counter()
        self._let_go()
        self.press.finish()
        self.press.marks = marks
        self.press.sink.put_labels(self._labels)
        self.press.save()
        self.seconds["close"] += time.perf_counter() - started

    def _side(self, volume: PlannedVolume, side: PlannedSide, tabs: _Tabs) -> None:
        started, index = time.perf_counter(), self.press.sides
        before = self.seconds["read"] + self.seconds["copy"]
        if side.kind == p.COVER:
            draw_cover(self.press, self.context, self.plan, volume)
        elif side.kind == p.CONTENTS:
            if side.index == 0:
                tabs.add_entry("职称评审材料目录单", index)
                draw_contents(self.press, self.context, self.plan)
        elif side.kind == p.DIVIDER:
            tabs.begin(f"{side.tab}　{tab_title(self.context, side.tab)}", index)
            draw_divider(self.press, self.context, self.plan, volume.number, side.tab)
        elif side.kind == p.BLANK:
            self.press.blank(self._margins(side))
        else:
            self._material(side, index, tabs)
        self._label(side, index)
        elsewhere = self.seconds["read"] + self.seconds["copy"] - before
        self.seconds["draw"] += time.perf_counter() - started - elsewhere

    def _label(self, side: PlannedSide, index: int) -> None:
        if side.number is None:
            self._labels.append(PageLabel(index, side.label or _PREFIX.get(side.kind, "空白")))
        elif not self._labels or not self._follows(side.number, index):
            self._labels.append(PageLabel(index, "", side.number))

    def _follows(self, number: int, index: int) -> bool:
        last = self._labels[-1]
        return last.start is not None and number - last.start == index - last.page

    def _margins(self, side: PlannedSide) -> g.Margins:
        return g.bound(side.side, self.plan.rules.binding, self.plan.rules.outer)

    # --- materials -------------------------------------------------------------
    def _material(self, side: PlannedSide, index: int, tabs: _Tabs) -> None:
        entry = self._entries[side.entry_id]
        if side.index == 0:
            tabs.add_entry(f"{side.tab}　{entry.row.name}", index)
        piece = self.pieces.get(side.entry_id) or self.pieces.get(entry.row.piece or "")
        foreign, turns = self._foreign(entry, side.index, piece)
        margins = self._margins(side)
        page = self.press.page(margins, head=material_head(self.context, entry))
        name = f"P{foreign.number}"
        if piece is not None:
            page.show(name, foreign.number, (1, 0, 0, 1, 0, 0))
            page.places += [each.place for each in piece.places if each.side == side.index]
            dress_made(page, side.shown)
            return
        stamp = entry.row.entry.form != "original"
        placement = place(foreign.size, turns, margins, side.side, stamp=stamp)
        page.show(name, foreign.number, placement.matrix)
        frame(page, placement)
        words = (f"{side.tab}　{entry.row.name}", self.context.declaration.basics.name)
        part = (side.index + 1, self._counts[side.entry_id])
        dress(self.press, page, words, side.shown, part=part, stamp=stamp)

    def _foreign(
        self, entry: PlannedEntry, index: int, piece: Piece | None
    ) -> tuple[ForeignPage, int]:
        """Return the page to show and the quarter turns a person chose for it."""
        if piece is not None:
            return self._copied(
                f"piece:{entry.entry_id}", lambda: piece.pdf, index, entry.row.name
            ), 0
        if self._source is None or self._source.entry_id != entry.entry_id:
            pages = [
                (scan, page, turns)
                for scan in entry.row.entry.scans
                for page, turns in scan.bound_pages()
            ]
            self._source = _Source(entry.entry_id, list(pages))
        scan, page, turns = self._source.pages[index]
        assert scan is not None
        return self._copied(
            scan.working, lambda: self.evidence(scan.working), page, entry.row.name
        ), turns

    def _copied(self, key: str, read: Callable[[], bytes], page: int, name: str) -> ForeignPage:
        known = self._known.get((key, page))
        if known is not None:
            return known
        if self._open is None or self._open[0] != key:
            self._let_go()
            started = time.perf_counter()
            data = read()
            self.seconds["read"] += time.perf_counter() - started
            self._open = (key, Importer.open(self.press.sink, data, name))
        started = time.perf_counter()
        importer = self._open[1]
        if page >= importer.page_count():
            raise UserError("PAPER-PAGES", name=name, page=page + 1, count=importer.page_count())
        found = self._known[key, page] = importer.page(page)
        self.seconds["copy"] += time.perf_counter() - started
        return found

    def _let_go(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None


@define(eq=False)
class _Tabs:
    """Bookmarks of one volume: tabs with their materials."""

    _marks: list[Bookmark] = field(factory=list)
    _tab: tuple[str, int] | None = None
    _inside: list[Bookmark] = field(factory=list)

    def begin(self, title: str, index: int) -> None:
        """Begin a tab."""
        self._end()
        self._tab = (title, index)

    def add_entry(self, title: str, index: int) -> None:
        """Add a material to the open tab."""
        self._inside.append(Bookmark(title, index))

    def _end(self) -> None:
        if self._tab is not None:
            self._marks.append(Bookmark(self._tab[0], self._tab[1], tuple(self._inside)))
        else:
            self._marks.extend(self._inside)
        self._tab, self._inside = None, []

    def marks(self) -> tuple[Bookmark, ...]:
        """Return all tabs."""
        self._end()
        return tuple(self._marks)


_PREFIX = {p.COVER: "封面", p.DIVIDER: "分隔页", p.BLANK: "空白", p.CONTENTS: "目录单"}
