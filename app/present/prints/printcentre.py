# SPDX-License-Identifier: MulanPSL-2.0
"""打印中心 (ux S13, S14): what there is to print, in which state, and the very bytes beside it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.progress import Progress, silent
from app.model.copies import CopyMark
from app.model.declaration import Declaration
from app.model.marking import Mark
from app.paper.core.press import Piece
from app.present.presenter import Presenter
from app.present.prints.calibration import calibration_of
from app.present.prints.copies import paper_mark, recorded_mark
from app.present.prints.copy_choice import CopyChoice
from app.present.prints.letterfacts import LetterField, keep_facts, letter_fields
from app.present.prints.page_digests import ONLY_CHANGED, ChangedChoice
from app.present.prints.piece_kinds import PieceKind
from app.present.prints.pieces import kind_named, kinds_for
from app.present.prints.printcentre_heads import (
    fault_words,
    lists_of,
    mark_words,
    people_of,
    printings_of,
    volume_words,
)
from app.present.prints.printcentre_state import (
    AGAIN,
    GROUP_WORDS,
    LETTERS,
    PERSON,
    PieceLine,
    PrintState,
    list_of,
    numbers_words,
    state_word,
)
from app.present.prints.printers import Printer, Sides
from app.present.prints.printing import (
    Printed,
    document_of,
    numbering,
    printed_facts,
    produce,
    save_piece,
    shown_number,
    why_blocked,
)
from app.present.prints.printing_jobs import (
    PrinterChoice,
    ReadyJob,
    check_choice,
    ready_job,
    register_job,
    trial_job,
)
from app.present.prints.printing_sides import PrintedSide, plain_sides, volume_sides
from app.present.prints.stale import old_layouts
from app.present.session import Session
from app.vault.register import PrintEntry

MOST_COPIES = 50


@frozen
class _Key:
    """What decides the bytes of a piece."""

    piece_id: str
    formal: bool
    number: int
    copy: CopyMark | None = None


class PrintCentrePresenter(Presenter):
    """Chooses what to print; making, registering and saving run outside the window's thread."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._selected = ""
        self._ticked: tuple[str, ...] = ()
        self._formal = False
        self._copies = 1
        self._sides = Sides.LONG_EDGE
        self._range = ""
        self._printers: tuple[Printer, ...] | None = None
        self._printer = ""
        self._tray = ""
        self._lock = threading.Lock()
        self._made: dict[str, tuple[_Key, Piece]] = {}
        self._counts: dict[str, int] = {}
        self._changes = ChangedChoice(session)
        self._made_of: Declaration | None = None
        self._list = ""
        self.numbered = CopyChoice(partial(numbering, session), lambda each: kind_named(each).title)
        self.letters = 0  # how often letter facts were kept: what is shown must be made anew then

    # -- what the screen draws

    @property
    def state(self) -> PrintState:
        """Return what the screen draws."""
        people, person = people_of(self.session)
        kinds = self._kinds()
        if not kinds:
            return PrintState(people=people)
        self._forget_if_changed()
        every = self._lines(kinds)
        lists = lists_of(self.session, kinds)
        shown = self._shown_list()
        lines = tuple(line for line in every if not lists or list_of(kind_named(line.id)) == shown)
        there = [line for line in lines if line.available]
        chosen = next((line for line in there if line.id == self._selected), None)
        chosen = chosen or next(iter(there), None)
        ticked = [line for line in every if line.ticked]
        meant = ticked or ([chosen] if chosen else [])
        printer = self._chosen_printer()
        return PrintState(
            people=people,
            person=person,
            volumes=volume_words(self.session) if self._shown_list() == PERSON else "",
            fault=fault_words(self.session),
            lines=lines,
            selected=chosen,
            ticked=tuple(line.id for line in ticked),
            pages=sum(line.count for line in ticked),
            formal=self._formal,
            refused=self._refused(meant, printer),
            refused_by=next((line.act for line in meant if line.refused), ""),
            copies=self._copies,
            sides=self._sides,
            range_text=self._range,
            printers=self._printers,
            printer=printer,
            tray=self._tray,
            calibration=calibration_of(self.session.vault, printer.name, self._tray)
            if printer
            else None,
            numbers=self._number_words([line.id for line in meant]),
            mark=mark_words(meant),
            lists=lists,
            shown=shown,
            changed=self._changes.words(meant[0].id) if len(meant) == 1 else "",
            changed_since=shown_number(self._changes.since(meant[0].id)) if len(meant) == 1 else "",
        )

    def _kinds(self) -> list[PieceKind]:
        """Return what can be printed at all: without a person in hand, only what is of no one person."""
        return kinds_for(self.session, of_person=None if self.session.has_declaration else False)

    def _shown_list(self) -> str:
        usual = PERSON if self.session.has_declaration else LETTERS
        return self._list or usual

    def _lines(self, kinds: Sequence[PieceKind]) -> tuple[PieceLine, ...]:
        entries = printings_of(self.session)
        facts, now = {}, ""
        old = old_layouts(self.session.vault, "")
        if self.session.has_declaration:
            facts, now = printed_facts(self.session), self.session.printed_facts
            old |= old_layouts(self.session.vault, self.session.declaration.id)
        lines = []
        for kind in kinds:
            known = entries.get(kind.title, [])
            state = state_word(known, facts if kind.of_person else {}, now, old)
            lines.append(self._line(kind, entries, state, paper_mark(self.session, kind)))
        return tuple(lines)

    def _line(
        self, kind: PieceKind, entries: dict[str, list[PrintEntry]], state: str, mark: Mark
    ) -> PieceLine:
        known = entries.get(kind.title, [])
        if known and recorded_mark(known[-1].copy_number) != mark.words:
            state = AGAIN  # decided, changed or released since
        available = kind.fits(self.session)
        count = self._counts.get(kind.id, 0) if available else 0
        return PieceLine(
            id=kind.id,
            title=kind.title,
            group=GROUP_WORDS[kind.group],
            state=state,
            numbers="、".join(shown_number(entry.number) for entry in known[-3:]),
            count=count,
            available=available,
            why_not="" if available else kind.why_not,
            refused=why_blocked(self.session, kind) if available else "",
            ticked=available and kind.id in self._ticked,
            act=kind.act,
            asks=bool(kind.asks),
            mark=mark.words,
        )

    def _refused(self, lines: Sequence[PieceLine], printer: Printer | None) -> str:
        if printer is not None:
            found = calibration_of(self.session.vault, printer.name, self._tray)
            if found is not None and found.scaled():
                return "试印校准时页面被缩放了，先把打印机改成“实际大小 100%”再校准"
        return next((line.refused for line in lines if line.refused), "")

    def _number_words(self, papers: Sequence[str]) -> str:
        first = self.session.vault.next_print_number()
        copies = self.numbered.words(papers, self._copies) if self._formal else ""
        return numbers_words(first, max(1, sum(map(self._jobs_of, papers))), copies)

    def _jobs_of(self, piece_id: str) -> int:
        return self.numbered.jobs_of(piece_id, self._copies) if self._formal else 1

    # -- intents: what and how

    def choose_person(self, declaration_id: str) -> None:
        """Take another person's declaration in hand (the unit's desk)."""
        held = self.session.declaration.id if self.session.has_declaration else ""
        if declaration_id and declaration_id != held:
            self._ticked, self._selected = (), ""
            self.session.open(declaration_id)

    def choose_list(self, key: str) -> None:
        """Show another list: the person's papers, letters, empty forms."""
        if key != self._list:
            self._list, self._selected = key, ""
            self.changed()

    def letter_fields(self, piece_id: str) -> tuple[LetterField, ...]:
        """Return the facts a person may type for a piece, with what was typed."""
        return letter_fields(self.session, piece_id, self._letter_of(piece_id), kind_named(piece_id).asks)  # fmt: skip

    def keep_letter(self, piece_id: str, typed: Mapping[str, str]) -> None:
        """Keep what was typed for a piece; raises UserError LETTER-DAY, LETTER-LONG."""
        keep_facts(self.session, piece_id, self._letter_of(piece_id), typed)
        self.letters += 1
        with self._lock:
            self._made.pop(piece_id, None)
            self._counts.pop(piece_id, None)
            self._changes.forget(piece_id)
        self.changed()

    def _letter_of(self, piece_id: str) -> str:
        return self.session.declaration.id if kind_named(piece_id).of_person else ""

    def select(self, piece_id: str) -> None:
        """Take a piece in hand: it is the one previewed."""
        if piece_id != self._selected:
            self._selected = piece_id
            self._drop_changed()
            self.numbered.forget()
            self.changed()

    def tick(self, piece_id: str, on: bool) -> None:
        """Choose a piece for printing, or leave it out; ticks keep the order of the list."""
        wanted = {*self._ticked, piece_id} if on else {*self._ticked} - {piece_id}
        self._ticked = tuple(kind.id for kind in kinds_for(self.session) if kind.id in wanted)
        self.changed()

    def choose_formal(self, formal: bool) -> None:
        """Choose 正式稿 or 校对稿."""
        if formal != self._formal:
            self._formal = formal
            self.changed()

    def set_copies(self, typed: str) -> None:
        """Set the number of copies; raises UserError PRINT-COPIES."""
        if not typed.isdecimal() or not 1 <= int(typed) <= MOST_COPIES:
            raise UserError("PRINT-COPIES", typed=typed, most=MOST_COPIES)
        self._copies = int(typed)
        self.changed()

    def set_sides(self, sides: Sides) -> None:
        """Choose one-sided or two-sided printing."""
        self._sides = sides
        self.changed()

    def set_range(self, typed: str) -> None:
        """Name the pages to print by the numbers on them; checked when the piece is made."""
        self._range = typed.strip()
        self.changed()

    def choose_changed(self) -> None:
        """Print only the pages that differ from the last formal copy."""
        order = self.order()
        words = self._changes.words(order[0]) if len(order) == 1 else ""
        if words:
            self._range = ONLY_CHANGED + words
            self.changed()

    def _drop_changed(self) -> None:
        """Take back 只打改过的页: what was found then does not hold any more."""
        if self._range.startswith(ONLY_CHANGED):
            self._range = ""

    def set_printers(self, printers: Sequence[Printer]) -> None:
        """Take over what the system's spooler says there is."""
        self._printers = tuple(printers)
        names = [printer.name for printer in printers]
        if self._printer not in names:
            usual = next((printer.name for printer in printers if printer.default), "")
            kept = self.session.vault.setting("printer") or ""
            self._printer = kept if kept in names else usual or next(iter(names), "")
            self._tray = ""
        self.changed()

    def choose_printer(self, name: str, tray: str = "") -> None:
        """Choose the queue and the tray; the queue is remembered in the vault."""
        self._printer, self._tray = name, tray
        if not self.session.vault.read_only:
            self.session.vault.set_setting("printer", name)
        self.changed()

    def _chosen_printer(self) -> Printer | None:
        return next((p for p in self._printers or () if p.name == self._printer), None)

    # -- making

    def _forget_if_changed(self) -> None:
        held = self.session.declaration if self.session.has_declaration else None
        if self._made_of is not held or held is None:
            with self._lock:
                self._made.clear()
                self._counts.clear()
                self._changes.forget()
                self._drop_changed()
                self._made_of = held

    def _session_changed(self, paths: frozenset[str]) -> None:
        if "*" in paths:
            self._made_of = None
        super()._session_changed(paths)

    def order(self) -> tuple[str, ...]:
        """Return the pieces that print now, in order: the ticked ones, else the one in hand."""
        state = self.state
        if state.ticked:
            return state.ticked
        return (state.selected.id,) if state.selected else ()

    def number_of(self, piece_id: str) -> int:
        """Return the register number a piece gets when it is printed as chosen now."""
        order = self.order()
        earlier = order[: order.index(piece_id)] if piece_id in order else ()
        return self.session.vault.next_print_number() + sum(map(self._jobs_of, earlier))

    def make(self, piece_id: str, progress: Progress | None = None) -> tuple[Piece, int]:
        """Return the very bytes that print, save and preview now, with the number they bear.

        Raises:
            UserError: PRINT-BLOCKED, PRINT-NOTHING, PAPER-FROZEN, PAPER-….
        """
        number = self.number_of(piece_id)
        copy = self.numbered.first(piece_id, self._copies) if self._formal else None
        return self._bytes(_Key(piece_id, self._formal, number, copy), progress or silent()), number

    def preview(self, piece_id: str, progress: Progress | None = None) -> Piece:
        """Return what ``make`` would give; where a formal copy is refused, the proof copy."""
        formal = self._formal and not why_blocked(self.session, kind_named(piece_id))
        copy = self.numbered.first(piece_id, self._copies) if formal else None
        key = _Key(piece_id, formal, self.number_of(piece_id), copy)
        return self._bytes(key, progress or silent())

    def _bytes(self, key: _Key, progress: Progress) -> Piece:
        self._forget_if_changed()
        held = self._made.get(key.piece_id)
        if held is not None and held[0] == key:
            return held[1]
        piece = produce(
            self.session, key.piece_id, formal=key.formal, number=key.number, progress=progress,
            copy=key.copy,
        )  # fmt: skip
        if piece is None:
            raise UserError("PRINT-NOTHING")
        self._changes.compare(key.piece_id, self.sides_of(key.piece_id, piece), progress)
        with self._lock:
            self._made[key.piece_id] = (key, piece)
            self._counts[key.piece_id] = piece.pages
        return piece

    def count_pages(self, progress: Progress) -> None:
        """Make every piece but the volume once, so that the list can say how many pages each has."""
        self._forget_if_changed()
        if self.session.has_declaration and self.session.plan.volumes:
            self._counts["volume"] = len(volume_sides(self.session.plan))
        for kind in self._kinds():
            if kind.id not in self._counts and kind.group != LETTERS and kind.fits(self.session):
                progress.step(0, 1, kind.title)
                self._bytes(_Key(kind.id, False, self.number_of(kind.id)), progress)

    def sides_of(self, piece_id: str, piece: Piece) -> tuple[PrintedSide, ...]:
        """Return which side of which sheet every page of a piece is."""
        if piece_id == "volume":
            sides = volume_sides(self.session.plan)
            if len(sides) == piece.pages:
                return sides
        return plain_sides(piece.pages)

    # -- printing and saving

    def choice(self) -> PrinterChoice | None:
        """Return the printer and how it is used; None when there is no printer."""
        printer = self._chosen_printer()
        if printer is None:
            return None
        return PrinterChoice(printer, self._tray, self._sides, self._copies)

    def ready(self, progress: Progress) -> list[ReadyJob]:
        """Make and arrange everything that was chosen; nothing is registered or printed yet.

        Raises:
            UserError: PRINT-NO-PRINTER, PRINT-NO-DUPLEX, PRINT-SCALED, PRINT-RANGE…, as ``make``.
        """
        choice = check_choice(self.session, self.choice(), formal=self._formal)
        order, jobs = self.order(), []
        for done, piece_id in enumerate(order):
            progress.step(done, len(order), kind_named(piece_id).title)
            quiet = Progress(stop_requested=progress.stop_requested)
            copies = self.numbered.copies(piece_id, choice.copies) if self._formal else ()
            first, one = self.number_of(piece_id), attrs.evolve(choice, copies=1)
            ready = [
                self._ready(
                    _Key(piece_id, self._formal, first + place, copy),
                    one if copy else choice,
                    quiet,
                    alone=len(order) == 1,
                )
                for place, copy in enumerate(copies or (None,))
            ]
            digests = self._changes.digests(piece_id, quiet) if self._formal else ()
            jobs += [attrs.evolve(each, digests=digests) for each in ready]
        return jobs

    def _ready(
        self, key: _Key, choice: PrinterChoice, progress: Progress, *, alone: bool
    ) -> ReadyJob:
        """Return one piece, of a marked paper one numbered copy, as it goes to a printer."""
        piece_id, piece = key.piece_id, self._bytes(key, progress)
        sides, duplex = self.sides_of(piece_id, piece), self._sides.duplex
        only = self._changes.only(piece_id, self._range, sides, duplex=duplex) if alone else ()
        ordered = self.numbered.order_for(piece_id) if key.copy is not None else None
        said = (self._range if only else "", ordered.words if ordered is not None else "")
        ready = ready_job(
            self.session,
            kind_named(piece_id).title,
            piece,
            sides,
            choice,
            number=key.number,
            formal=self._formal,
            typed=self._range if alone and not only else "",
            document=document_of(kind_named(piece_id)),
            indices=only,
            purpose="；".join(filter(None, said)),
        )
        kept = self.numbered.kept(piece_id, key.copy)
        return attrs.evolve(ready, piece_id=piece_id, copy_number=kept)

    def trial(self) -> ReadyJob:
        """Return the trial page for the printer in hand: never moved, it shows the printer's own offset.

        Raises:
            UserError: PRINT-NO-PRINTER, PRINT-NO-DUPLEX.
        """
        return trial_job(self.session, self.choice())

    def registered(self, ready: ReadyJob) -> int:
        """Enter what a spooler has taken on; returns the register number."""
        given = register_job(self.session, ready)
        self.numbered.forget(ready.piece_id)
        self._drop_changed()
        self._changes.forget(ready.piece_id)
        with self._lock:
            self._made.pop(ready.piece_id, None)
        self.changed()
        return given

    def save(self, piece_id: str, target: Path, progress: Progress) -> Printed:
        """Save a piece as PDF, registered first: the very bytes of the preview.

        Raises:
            UserError: PRINT-SAVE when it cannot be written (it stands in the register all the same).
        """
        number = self.session.vault.next_print_number()
        copy, order = self.numbered.one(piece_id) if self._formal else (None, None)
        piece = self._bytes(_Key(piece_id, self._formal, number, copy), progress)
        digests = self._changes.digests(piece_id, progress) if self._formal else ()
        try:
            return save_piece(
                self.session, piece_id, piece, target,
                formal=self._formal, number=number, digests=digests, copy=copy, order=order,
            )  # fmt: skip
        finally:
            self.numbered.forget(piece_id)
            self._changes.forget(piece_id)
            self.changed()
