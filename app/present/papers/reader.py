# SPDX-License-Identifier: MulanPSL-2.0
"""看成审核人: everything in the order a reviewer takes it in hand, each item beside its page.

Nothing is judged and nothing of the declaration is changed here. What a person notes for themselves (⚑)
stays in the vault and is never printed.
"""

from __future__ import annotations

from functools import partial

from app.kernel.errors import UserError
from app.present.papers import reader_beside as beside
from app.present.papers.reader_memory import ReaderMemory, page_key, page_of
from app.present.papers.reader_state import ReaderState, Stop
from app.present.papers.reader_stops import StopMaker
from app.present.presenter import Presenter
from app.present.prints.volume_pages import VolumePages
from app.present.session import Session

_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class ReaderPresenter(Presenter):
    """Walks through forms and volumes; the volumes' pages are those of ``VolumePages``."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._volume = VolumePages(session)
        self._counts: dict[str, int] = {}
        self._stops: tuple[Stop, ...] | None = None
        self._memory = ReaderMemory(session)

    def _session_changed(self, paths: frozenset[str]) -> None:
        self._stops = None
        self._counts.clear()
        super()._session_changed(paths)

    def close(self) -> None:
        """Stop listening, the pages too."""
        self._volume.close()
        super().close()

    @property
    def volume(self) -> VolumePages:
        """Return what draws the volumes' pages."""
        return self._volume

    # -- what there is to read

    @property
    def state(self) -> ReaderState:
        """Return what the screen draws."""
        if not self.session.has_declaration:
            return ReaderState("", "", (), 0, 0, "")
        stops, kept = self.stops(), self._memory.sitting()
        position = next((n for n, stop in enumerate(stops) if stop.key == kept.at), 0)
        stop = stops[position]
        offset = min(kept.offset, max(0, stop.count - 1))
        answers = self.session.declaration.route
        row = self.session.checklist.find(stop.key)
        return ReaderState(
            person=self.session.declaration.basics.name,
            subject="　".join(filter(None, (answers.title, answers.series, answers.specialty))),
            stops=stops,
            position=position,
            offset=offset,
            page=self._page_words(stop, offset),
            facts=beside.facts(row) if row is not None else (),
            proofs=beside.proofs(self.session, stop),
            unproven=beside.unproven(self.session) if stop.form == "evaluation" else (),
            remarks=beside.remarks(self.session, stop.key),
            clauses=beside.clauses(self.session, row),
            sample=row.item.sample if row is not None and row.item is not None else "",
            note=kept.notes.get(page_key(stop.key, offset), ""),
            notes=len(kept.notes),
        )

    def stops(self) -> tuple[Stop, ...]:
        """Return everything in the reader's order: the forms, the volumes, what is handed in loose."""
        if self._stops is None:
            tone = partial(beside.tone, self.session)
            maker = StopMaker(self._volume.book(), self._counts, tone, self._memory.noted)
            self._stops = maker.stops()
        return self._stops

    def form_counted(self, form: str, pages: int) -> None:
        """Take over how many pages a form has, once it is made."""
        if self._counts.get(form) != pages:
            self._counts[form] = pages
            self._stops = None
            self.changed()

    def _page_words(self, stop: Stop, offset: int) -> str:
        if stop.form:
            return f"第{offset + 1}页，共{stop.count}页" if stop.count else ""
        sides = self._volume.book().sides
        return sides[stop.sides[offset]].words if stop.sides else ""

    # -- going about

    def go(self, position: int, offset: int = 0) -> None:
        """Take a thing in hand, at a page of it."""
        stops = self.stops() if self.session.has_declaration else ()
        if 0 <= position < len(stops):
            stop = stops[position]
            last = max(0, stop.count - 1)
            self._memory.move(stop.key, min(max(offset, 0), last))
            self.changed()

    def go_to(self, key: str) -> bool:
        """Take the thing of a key in hand; False when there is none."""
        stops = self.stops()
        position = next((n for n, stop in enumerate(stops) if stop.key == key), None)
        if position is not None:
            self.go(position)
        return position is not None

    def step(self, by: int) -> None:
        """Take the next or former thing in hand."""
        self.go(self.state.position + by)

    def turn(self, by: int) -> None:
        """Turn one page; past the last one comes the next thing."""
        state = self.state
        stop = state.stop
        if stop is None:
            return
        target = state.offset + by
        if 0 <= target < max(1, stop.count):
            self.go(state.position, target)
        elif target < 0 and state.position > 0:
            before = state.stops[state.position - 1]
            self.go(state.position - 1, before.count - 1)
        elif target > 0:
            self.go(state.position + 1)

    def go_to_side(self, index: int) -> None:
        """Take a side of the volumes' file in hand, from 0."""
        best: tuple[int, int, int] | None = None  # a divider or a blank back: what stands before it
        for position, stop in enumerate(self.stops()):
            for offset, side in enumerate(() if stop.form else stop.sides):
                if side <= index and (best is None or side > best[0]):
                    best = (side, position, offset)
        if best is not None:
            self.go(*best[1:])

    def go_to_page(self, typed: str) -> None:
        """Take the page of a number in hand; raises UserError READER-PAGE."""
        plain = typed.strip().translate(_HALF_WIDTH)
        sides = self._volume.book().sides
        shown = {str(side.shown): n for n, side in enumerate(sides) if side.shown}
        if plain not in shown:
            last = max((side.shown for side in sides), default=0)
            raise UserError("READER-PAGE", typed=typed.strip(), last=last)
        self.go_to_side(shown[plain])

    def flag(self, text: str) -> None:
        """Note something on the page in hand for oneself; an empty text takes the note away.

        Raises:
            UserError: the vault could not keep it.
        """
        state = self.state
        if state.stop is None:
            return
        if self._memory.note(page_key(state.stop.key, state.offset), text):
            self._stops = None
            self.changed()

    def next_flag(self) -> None:
        """Take the next page with a note in hand, beginning anew after the last."""
        stops, state = self.stops(), self.state
        order = {stop.key: n for n, stop in enumerate(stops)}
        places = sorted(
            (order[stop], offset)
            for stop, offset in map(page_of, self._memory.sitting().notes)
            if stop in order
        )
        if places:
            here = (state.position, state.offset)
            self.go(*next((place for place in places if place > here), places[0]))
