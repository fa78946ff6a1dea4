# SPDX-License-Identifier: MulanPSL-2.0
"""The bound volumes page by page, without making them: only the sides that are looked at are written.

A volume may have a thousand pages of scans. What is shown is written by the very writer of the volume, a
few sides at a time, so memory does not grow with the volume and the first page is there at once.
"""

from __future__ import annotations

import io
import itertools
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Mapping

from attrs import frozen

from app.intake import Raster
from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.volume.plan import CONTENTS, PAGE, PacketPlan, PlannedSide, PlannedVolume
from app.paper.volume.volume_writer import write_sides
from app.present.presenter import Presenter
from app.present.prints.pieces import bound_papers
from app.present.prints.preview import PreviewPresenter
from app.present.prints.printing_sides import PrintedSide, volume_sides
from app.present.session import Session

RUN = 12  # sides written together: few enough to be quick, many enough to share a file's faces
MOST_RUNS = 8  # runs the renderer holds at a time

_NAMES = itertools.count()

Sides = tuple[tuple[PlannedVolume, PlannedSide], ...]


@frozen(eq=False)
class VolumeBook:
    """The volumes as they would print now; made in the window's thread, read by a worker.

    Attributes:
        key: changes with anything that changes a page.
        runs: first side of each run, from 0.
    """

    key: str
    plan: PacketPlan
    context: PaperContext
    pieces: Mapping[str, Piece]
    sides: tuple[PrintedSide, ...]
    placed: Sides
    runs: tuple[int, ...]

    def run_of(self, index: int) -> tuple[int, int]:
        """Return first side and end of the run a side belongs to."""
        position = bisect_right(self.runs, index) - 1
        end = self.runs[position + 1] if position + 1 < len(self.runs) else len(self.placed)
        return self.runs[position], end

    def sides_of(self, entry_id: str) -> tuple[int, ...]:
        """Return the sides a material's pages stand on, from 0; blank backs are none of them."""
        return tuple(
            n
            for n, (_, side) in enumerate(self.placed)
            if side.entry_id == entry_id and side.kind == PAGE
        )


class VolumePages(Presenter):
    """Hands out pictures of single sides of the volumes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._name = f"volume-{next(_NAMES)}"  # several may be handed to one renderer
        self._changes = 0
        self._book: VolumeBook | None = None
        self._held: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def _session_changed(self, paths: frozenset[str]) -> None:
        self._changes += 1
        self._book = None
        super()._session_changed(paths)

    def book(self) -> VolumeBook:
        """Return the volumes as they would print now; without any there are no sides."""
        if self._book is None:
            session, plan = self.session, self.session.plan
            placed, context = tuple(plan.file_sides()), session.paper_context()
            self._book = VolumeBook(
                key=f"{self._name}-{self._changes}",
                plan=plan,
                context=context,
                pieces=bound_papers(session, context),
                sides=volume_sides(plan),
                placed=placed,
                runs=runs_of(placed, RUN),
            )
        return self._book

    def page(self, book: VolumeBook, preview: PreviewPresenter, index: int, width: int) -> Raster:
        """Return one side as a picture, ``width`` pixels wide; called by a worker.

        Raises:
            UserError: PAPER-… for a copy that cannot be read, INTAKE-… when it cannot be drawn.
        """
        first, end = book.run_of(index)
        key = f"{book.key}-{first}"
        with self._lock:
            if key not in self._held:
                preview.put(key, self._written(book, first, end))
            self._held[key] = None
            self._held.move_to_end(key)
            while len(self._held) > MOST_RUNS:
                preview.drop(self._held.popitem(last=False)[0])
        return preview.page(key, index - first, width)

    def _written(self, book: VolumeBook, first: int, end: int) -> bytes:
        target = io.BytesIO()
        evidence = self.session.vault.evidence
        write_sides(book.plan, book.context, evidence, target, book.placed[first:end], book.pieces)
        return target.getvalue()


def runs_of(placed: Sides, length: int) -> tuple[int, ...]:
    """Return where runs of some sides begin: never inside the catalogue, whose sides are laid together."""
    starts: list[int] = []
    for index, (_, side) in enumerate(placed):
        inside = side.kind == CONTENTS and side.index > 0
        if not starts or (index - starts[-1] >= length and not inside):
            starts.append(index)
    return tuple(starts)
