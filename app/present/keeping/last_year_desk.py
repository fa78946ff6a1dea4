# SPDX-License-Identifier: MulanPSL-2.0
"""从去年取用 (year to year): which declaration, what of it, and what this year asks for the first time."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.model.operations import Edit, Event
from app.model.people import Basics
from app.present.document_files import read_document
from app.present.keeping.last_year import (
    CHOICE_WORDS,
    Choice,
    NewMaterial,
    Offer,
    first_seen,
    offers,
    taken,
)
from app.present.presenter import Presenter
from app.present.session import Session

OFFERS, NEW = "offers", "new"
FROM_FILE = "file"
_NEXT = {Choice.TAKE: Choice.LEAVE, Choice.LEAVE: Choice.LOOK, Choice.LOOK: Choice.TAKE}


@frozen
class Source:
    """A declaration that can be the start; ``id`` is its own, or FROM_FILE."""

    id: str
    words: str


@frozen
class OfferLine:
    """One place as listed."""

    path: str
    place: str
    old: str
    now: str
    choice: Choice

    @property
    def word(self) -> str:
        """Return 取用, 不取 or 先看看."""
        return CHOICE_WORDS[self.choice]


@frozen
class LastYearState:
    """Everything the page draws.

    Attributes:
        past: the declaration in hand is of an earlier year than the pack: this year's has to be begun.
        wanted: how many places would be taken now.
    """

    view: str
    sources: tuple[Source, ...]
    chosen: str
    lines: tuple[OfferLine, ...]
    wanted: int
    new: tuple[NewMaterial, ...]
    past: bool
    year: int


class LastYearPresenter(Presenter):
    """Offers places one by one; taking them is one step that can be undone."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view = OFFERS
        self._chosen = ""
        self._file: Declaration | None = None
        self._choices: dict[str, Choice] = {}

    @property
    def state(self) -> LastYearState:
        """Return the page as it stands."""
        session = self.session
        year = session.shelf.of(None).header.year  # of the pack in force, whatever is in hand
        if not session.has_declaration:
            return LastYearState(self._view, (), "", (), 0, (), False, year)
        sources = self._sources()
        last = self._last(sources)
        lines = tuple(self._line(offer) for offer in self._offers(last)) if last else ()
        return LastYearState(
            view=self._view,
            sources=sources,
            chosen=self._chosen,
            lines=lines,
            wanted=sum(line.choice is Choice.TAKE for line in lines),
            new=first_seen(session.pack, last, session.declaration) if last else (),
            past=session.declaration.year < year,
            year=year,
        )

    def _sources(self) -> tuple[Source, ...]:
        vault, held = self.session.vault, self.session.declaration
        entries = [*vault.declarations(), *vault.closed_declarations()]
        name = held.basics.name
        # In a unit's vault only the person's own papers; in one's own vault all of them.
        mine = [e for e in entries if e.id != held.id and (not name or e.name in ("", name))]
        found = [vault.load(entry.id) for entry in mine]
        # Former years first, the newest of them on top; another one of this year last.
        found.sort(key=lambda other: (other.year >= held.year, -other.year))
        sources = [Source(other.id, self._called(other)) for other in found if other.basics.name]
        if self._file is not None:
            sources.insert(0, Source(FROM_FILE, f"文件：{self._called(self._file)}"))
        return tuple(sources)

    def _called(self, declaration: Declaration) -> str:
        answers = declaration.route
        level = self.session.pack.label("level", answers.level) if answers.level else "层级没选"
        name = declaration.basics.name or "（未填姓名）"
        return f"{declaration.year}年　{level}　{answers.series or '系列没选'}　{name}"

    def _last(self, sources: tuple[Source, ...]) -> Declaration | None:
        if sources and all(source.id != self._chosen for source in sources):
            self._chosen = sources[0].id
        if not sources:
            return None
        if self._chosen == FROM_FILE:
            return self._file
        return self.session.vault.load(self._chosen)

    def _offers(self, last: Declaration) -> tuple[Offer, ...]:
        found = offers(self.session.pack, last, self.session.declaration)
        return tuple(offer for offer in found if self._is_here(offer))

    def _is_here(self, offer: Offer) -> bool:
        """Leave out scans whose bytes are not in this vault: a document file carries none."""
        scans = getattr(offer.value, "scans", ())
        return all(self.session.vault.has_evidence(scan.working) for scan in scans)

    def _line(self, offer: Offer) -> OfferLine:
        choice = self._choices.get(offer.path, offer.usual)
        return OfferLine(offer.path, offer.place, offer.old, offer.now, choice)

    # -- what a person does

    def look_at(self, view: str) -> None:
        """Show the offers, or what is asked for the first time."""
        self._view = view
        self.changed()

    def take_from(self, source: str) -> None:
        """Take another declaration as the start; choices begin anew."""
        if source != self._chosen:
            self._chosen = source
            self._choices.clear()
            self.changed()

    def read_file(self, path: Path) -> None:
        """Take an exported document as the start; it is not put into the vault.

        Raises:
            UserError: CMD-FILE, CMD-LARGE, DOC-….
        """
        self._file = read_document(path)
        self._chosen = FROM_FILE
        self._choices.clear()
        self.changed()

    def choose(self, path: str, choice: Choice) -> None:
        """Say what becomes of one place."""
        self._choices[path] = choice
        self.changed()

    def turn(self, path: str) -> None:
        """Go from one choice to the next: 取用, 不取, 先看看."""
        line = next((each for each in self.state.lines if each.path == path), None)
        if line is not None:
            self.choose(path, _NEXT[line.choice])

    def take(self) -> int:
        """Take over what was chosen, as one step; returns how many places.

        Raises:
            UserError: KEEP-NOTHING-TAKEN when nothing is marked; or as Session.apply.
        """
        last = self._last(self._sources())
        wanted = {
            offer.path: offer.value
            for offer in (self._offers(last) if last else ())
            if self._choices.get(offer.path, offer.usual) is Choice.TAKE
        }
        if last is None or not wanted:
            raise UserError("KEEP-NOTHING-TAKEN")
        self.session.apply(
            Edit(
                lambda declaration: taken(declaration, wanted),
                tuple(wanted),
                f"从{last.year}年的申报取用 {len(wanted)} 处",
            )
        )
        return len(wanted)

    def begin_this_year(self) -> None:
        """Begin a declaration of the year of the pack in force and take it in hand; the former one is the source."""
        session = self.session
        former = session.declaration
        basics = Basics(name=former.basics.name)
        session.start(Declaration(practice=session.vault.header.practice, basics=basics))
        now = session.clock.now().isoformat()
        session.vault.note(
            Event("begin-year", session.declaration.id, session.actor, now, {"from": former.id})
        )
        self.take_from(former.id)
