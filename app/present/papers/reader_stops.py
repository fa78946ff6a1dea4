# SPDX-License-Identifier: MulanPSL-2.0
"""What a reviewer takes in hand, in order: the forms, the volumes from cover to cover, what is handed in loose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from app.paper.volume import plan as p
from app.paper.volume.plan import PlannedEntry
from app.present.papers.reader_state import Stop
from app.present.prints.volume_pages import VolumeBook
from app.present.words import pages_range

FORMS = (("evaluation", "专业技术职称评审表"), ("submission", "专业技术职称送审表"))
ALREADY = (
    "evaluation_form",
    "submission_form",
    "contents",
)  # of the list, shown as stops of their own
LOOSE, BY_HAND, NO_PAGES = "单独报送，不装订", "只有纸质件，册里由人插入", "还没有页"
_FRONT = (p.COVER, p.CONTENTS)


class StopMaker:
    """Lays the stops of one book out.

    Args:
        counts: pages of each form as far as it was made.
        tone, noted: of a thing by its key, as ``Stop`` describes them.
    """

    def __init__(
        self,
        book: VolumeBook,
        counts: Mapping[str, int],
        tone: Callable[[str], str],
        noted: Callable[[str], int],
    ) -> None:
        self._book, self._counts, self._tone, self._noted = book, counts, tone, noted

    def stops(self) -> tuple[Stop, ...]:
        """Return everything in the reader's order."""
        forms = (self._form(form, title) for form, title in FORMS)
        return (*forms, *self._bound(), *self._loose())

    def _form(self, form: str, title: str) -> Stop:
        key = f"form:{form}"
        sides = tuple(range(self._counts.get(form, 0)))
        return Stop(key, "", title, LOOSE, form, sides, noted=self._noted(key))

    def _bound(self) -> Iterable[Stop]:
        plan = self._book.plan
        for volume in plan.volumes:
            yield from self._front(volume.number, volume.title)
            for entry in plan.entries:
                if entry.bound and entry.volume == volume.number:
                    yield self._material(entry)
        for entry in plan.entries:
            if entry.missing:
                yield self._material(entry)

    def _front(self, number: int, title: str) -> Iterable[Stop]:
        """Yield what stands before the materials of a volume: its cover, and in the first the 目录单."""
        placed = self._book.placed
        here = [n for n, (volume, _) in enumerate(placed) if volume.number == number]
        kinds = {kind: [n for n in here if placed[n][1].kind == kind] for kind in _FRONT}
        for kind, sides in kinds.items():
            if sides:
                key = f"{kind}:{number}"
                name = f"第{number}册封面" if kind == p.COVER else "材料目录单"
                yield Stop(key, "", name, title, "", tuple(sides), noted=self._noted(key))

    def _material(self, entry: PlannedEntry) -> Stop:
        sides = self._book.sides_of(entry.entry_id)
        where = NO_PAGES
        if entry.spans:
            where = f"第{pages_range(entry.first, entry.last)}页（第{entry.volume}册）"
            if not sides:
                where = f"{where}　{BY_HAND}"
        tone = self._tone(entry.entry_id) or ("" if entry.spans else "todo")
        pages = pages_range(entry.first, entry.last) if entry.spans else ""
        return Stop(
            entry.entry_id, entry.row.tab, entry.row.name, where, "", sides, tone,
            self._noted(entry.entry_id), pages,
        )  # fmt: skip

    def _loose(self) -> Iterable[Stop]:
        for entry in self._book.plan.entries:
            if not entry.bound and entry.row.piece not in ALREADY:
                key, row = entry.entry_id, entry.row
                tone, noted = self._tone(key), self._noted(key)
                yield Stop(key, row.tab, row.name, LOOSE, tone=tone, noted=noted)
