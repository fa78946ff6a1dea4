# SPDX-License-Identifier: MulanPSL-2.0
"""改动与版本 (ux 2.9): the undo list of this session, every change on record, two versions side by side."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.paper.versions import TITLE, VersionLine, VersionPair, version_paper
from app.present.declare.history import NOBODY, moment
from app.present.keeping.compare import (
    LAST_TIME,
    NOW,
    ChangedPages,
    Point,
    changed_pages,
    compared,
    points,
    state_at,
)
from app.present.keeping.differences import Difference, place_of
from app.present.keeping.recovery import found_drafts
from app.present.presenter import Presenter
from app.present.prints.loose import LoosePaper
from app.present.session import Session
from app.vault.documents import Revision

UNDO, ALL, COMPARE, FOUND = "undo", "all", "compare", "found"
VIEWS = ((UNDO, "撤销清单"), (ALL, "全部改动"), (COMPARE, "比较两版"), (FOUND, "找回的内容"))
MOST = 500
_NAMED = 2


@frozen
class StepLine:
    """One step of this session.

    Attributes:
        undone: it stands above the present state and can be done again.
        steps: how many steps undo (or redo) takes to include this one.
    """

    key: str
    name: str
    undone: bool
    steps: int


@frozen
class ChangeLine:
    """One change on record."""

    number: int
    at: str
    actor: str
    name: str
    places: str


@frozen
class ChangesState:
    """Everything the page draws; only what belongs to ``view`` is filled."""

    view: str
    steps: tuple[StepLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    chosen: int = 0
    points: tuple[Point, ...] = ()
    left: str = ""
    right: str = ""
    lines: tuple[Difference, ...] = ()
    pages: tuple[ChangedPages, ...] | None = None


class ChangesPresenter(Presenter):
    """Reads revisions; the only thing it changes is by undo and redo."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view = UNDO
        self._chosen = 0
        self._left = self._right = ""
        self._pages: tuple[tuple[int, int], tuple[ChangedPages, ...]] | None = None

    @property
    def state(self) -> ChangesState:
        """Return the view in front."""
        if not self.session.has_declaration:
            return ChangesState(self._view)
        if self._view == UNDO:
            return ChangesState(UNDO, steps=self._steps())
        if self._view == ALL:
            return self._all()
        if self._view == FOUND:
            return ChangesState(FOUND, lines=self._found())
        return self._compare()

    def look_at(self, view: str) -> None:
        """Bring another view to the front."""
        self._view = view
        self.changed()

    # -- the undo list

    def _steps(self) -> tuple[StepLine, ...]:
        redo = self.session.redo_names()
        undone = [
            StepLine(f"redo-{number}", name, True, number) for number, name in enumerate(redo, 1)
        ]
        done = [
            StepLine(f"undo-{number}", name, False, number)
            for number, name in enumerate(self.session.undo_names(), 1)
        ]
        return (*reversed(undone), *done)

    def go_to(self, key: str) -> int:
        """Undo up to and with a step, or do undone ones again up to and with it; returns how many.

        Raises:
            UserError: the vault could not keep one; those before it are done.
        """
        line = next((each for each in self._steps() if each.key == key), None)
        if line is None:
            return 0
        act = self.session.redo_up_to if line.undone else self.session.undo_back_to
        return act(line.steps)

    # -- every change on record

    def _all(self) -> ChangesState:
        known = self.session.vault.revisions(self.session.declaration.id)[-MOST:]
        lines = tuple(self._line(revision) for revision in reversed(known))
        if lines and not any(line.number == self._chosen for line in lines):
            self._chosen = lines[0].number
        return ChangesState(ALL, changes=lines, chosen=self._chosen, lines=self._detail())

    def _line(self, revision: Revision) -> ChangeLine:
        named = [
            place_of(self.session.pack, self.session.declaration, path)
            for path in revision.paths[:_NAMED]
        ]
        more = f" 等 {len(revision.paths)} 处" if len(revision.paths) > _NAMED else ""
        return ChangeLine(
            revision.number,
            moment(revision.at),
            revision.actor or NOBODY,
            revision.name or "新建",
            "、".join(named) + more,
        )

    def choose(self, number: int) -> None:
        """Take a change in hand: what it changed is shown."""
        if number != self._chosen:
            self._chosen = number
            self.changed()

    def _detail(self) -> tuple[Difference, ...]:
        if self._chosen < 2:
            return ()
        return compared(self.session, self._chosen - 1, self._chosen)

    # -- after a crash

    def _found(self) -> tuple[Difference, ...]:
        """Return what is still half typed, then what the time before this opening had changed."""
        there = {point.key: point for point in points(self.session)}
        before, now = there.get(LAST_TIME), there.get(NOW)
        kept = compared(self.session, before.number, now.number) if before and now else ()
        return (*found_drafts(self.session), *kept)

    # -- two versions

    def _compare(self) -> ChangesState:
        there = points(self.session)
        left, right = self._pair(there)
        lines = () if left is None or right is None else self._between(left, right)
        pair = (left.number, right.number) if left and right else None
        pages = self._pages[1] if self._pages is not None and self._pages[0] == pair else None
        return ChangesState(
            COMPARE, points=there, left=left.key if left else "", right=right.key if right else "",
            lines=lines, pages=pages,
        )  # fmt: skip

    def _pair(self, there: tuple[Point, ...]) -> tuple[Point | None, Point | None]:
        """Return the points chosen; at first the last version that went out (else the day before) and now."""
        if not there:
            return None, None
        by_key = {point.key: point for point in there}
        right = by_key.get(self._right, there[0])
        others = [point for point in there[1:] if point.number != right.number]
        first = others[0] if others else there[-1]
        return by_key.get(self._left, first), right

    def _between(self, left: Point, right: Point) -> tuple[Difference, ...]:
        if left.number == right.number:
            return ()
        return compared(self.session, left.number, right.number)

    def compare(self, left: str, right: str) -> None:
        """Hold two points side by side, and show them."""
        self._view, self._left, self._right = COMPARE, left, right
        self.changed()

    def paper(self) -> LoosePaper:
        """Return the comparison as a paper; raises UserError KEEP-NOTHING when there is nothing to compare."""
        left, right = self._pair(points(self.session))
        if left is None or right is None:
            raise UserError("KEEP-NOTHING")
        state = self._compare()
        pair = VersionPair(
            name=self.session.declaration.basics.name or "（未填姓名）",
            left=left.words,
            right=right.words,
            lines=[VersionLine(each.place, each.old, each.new) for each in state.lines],
            pages=[each.words for each in state.pages or ()],
        )
        return LoosePaper(
            self.session, TITLE, lambda copy: version_paper(pair, copy), "version-comparison.pdf"
        )

    def finding_pages(self) -> Callable[[Progress], tuple[ChangedPages, ...]]:
        """Return the work of finding changed pages; give its outcome to ``found_pages``."""
        left, right = self._pair(points(self.session))
        if left is None or right is None:
            raise UserError("KEEP-NOTHING")
        before, after = state_at(self.session, left.number), state_at(self.session, right.number)
        pair = (left.number, right.number)

        def work(progress: Progress) -> tuple[ChangedPages, ...]:
            made = changed_pages(self.session, before, after, progress)
            self._pages = (pair, made)
            return made

        return work
