# SPDX-License-Identifier: MulanPSL-2.0
"""使用手册 in the window: one chapter at a time, the next one a key away."""

from __future__ import annotations

from attrs import frozen

from app.paper.booklet import Chapter
from app.present.help.manual import manual
from app.present.presenter import Presenter
from app.present.session import Session


@frozen
class ManualState:
    """The chapters and the one in hand."""

    titles: tuple[tuple[str, str], ...]
    chapter: Chapter
    place: int


class ManualPresenter(Presenter):
    """Holds which chapter is read."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._id = ""

    @property
    def state(self) -> ManualState:
        """Return what the screen draws."""
        chapters = manual(self.session.pack.fields)
        place = next((n for n, each in enumerate(chapters) if each.id == self._id), 0)
        titles = tuple((each.id, each.title) for each in chapters)
        return ManualState(titles, chapters[place], place)

    def choose(self, chapter_id: str) -> bool:
        """Take a chapter in hand; False when there is none of that id."""
        if all(chapter_id != known for known, _title in self.state.titles):
            return False
        self._id = chapter_id
        self.changed()
        return True

    def turn(self, step: int) -> None:
        """Go to the chapter before or after; past the ends nothing happens."""
        state = self.state
        place = state.place + step
        if 0 <= place < len(state.titles):
            self.choose(state.titles[place][0])
