# SPDX-License-Identifier: MulanPSL-2.0
"""定密登记 (D-7, secrecy.md 7.1): what a 定密责任人 decided about which papers; kept, changed, released, voided.

Decisions about a person's papers belong to the declaration and can be undone; those about the unit's
letters and lists stand in a book of the vault and are reversed by 作废登记.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from app.kernel.errors import UserError
from app.kernel.text import clean_line
from app.model.marking import (
    RELEASED,
    WHOLE,
    Marking,
    MarkingRecord,
    Release,
    entry_for,
    in_force,
    mark_of,
)
from app.model.operations import AddRow, SetValue
from app.present.presenter import Presenter
from app.present.secrecy.book import keep_unit_markings, unit_markings
from app.present.secrecy.marking_draft import Draft, draft_of
from app.present.secrecy.marking_lines import (
    PERSON,
    PERSON_BOOK,
    UNIT,
    UNIT_BOOK,
    EntryLine,
    ListChip,
    MarkingState,
    PaperLine,
    entry_line,
    officer_of,
    same_decision,
    words_of,
)
from app.present.secrecy.papers import (
    NamedPaper,
    paper_words,
    papers_of_person,
    papers_of_unit,
)
from app.present.secrecy.typed import (
    TypedDecision,
    record_of,
    release_of,
    typed_from,
)
from app.present.session import Session
from app.present.words import short_day

SHORTEST_REASON = 4
TICKED, ALL_PAPERS = "ticked", "whole"


class MarkingPresenter(Presenter):
    """Enters decisions; proposes none, ticks nothing, fills in nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen = ""
        self._ticked: set[str] = set()

    # -- what the screen draws

    @property
    def state(self) -> MarkingState:
        """Return what the screen draws."""
        chosen = self.chosen
        papers = self._papers(chosen)
        entries = self._entries(chosen)
        shown = papers if chosen in (PERSON, UNIT) else ()
        ticked = tuple(paper.id for paper in papers if paper.id in self._ticked)
        session = self.session
        return MarkingState(
            chips=self._chips(),
            chosen=chosen,
            papers=tuple(self._paper_line(paper, entries) for paper in shown),
            entries=self._lines(entries, papers) if not shown else (),
            ticked=ticked,
            whole=chosen in (PERSON, PERSON_BOOK),
            name=session.declaration.basics.name if session.has_declaration else "",
            writable=not session.vault.read_only,
            fault=self._damaged() if session.role.reviews else "",
        )

    @property
    def chosen(self) -> str:
        """Return the list shown; where nobody is in hand, the unit's."""
        person = self.session.has_declaration
        usual = PERSON if person else UNIT
        if not person and self._chosen in (PERSON, PERSON_BOOK):
            return usual
        if not self.session.role.reviews and self._chosen in (UNIT, UNIT_BOOK):
            return usual
        return self._chosen or usual

    def _chips(self) -> tuple[ListChip, ...]:
        chips: list[ListChip] = []
        if self.session.has_declaration:
            entries = self._entries(PERSON)
            chips += [
                ListChip(PERSON, "本人材料", len(self._papers(PERSON))),
                ListChip(PERSON_BOOK, "定密记录", len(entries)),
            ]
        if self.session.role.reviews:
            chips += [
                ListChip(UNIT, "函件和花名册", len(self._papers(UNIT))),
                ListChip(UNIT_BOOK, "函件定密记录", len(self._entries(UNIT))),
            ]
        return tuple(chips)

    def _papers(self, chosen: str) -> tuple[NamedPaper, ...]:
        if chosen in (UNIT, UNIT_BOOK):
            return papers_of_unit(self.session)
        return papers_of_person(self.session)

    def _entries(self, chosen: str) -> tuple[Marking, ...]:
        if chosen in (UNIT, UNIT_BOOK):
            return () if self._damaged() else unit_markings(self.session.vault)
        return self.session.declaration.markings if self.session.has_declaration else ()

    def _damaged(self) -> str:
        """Return what is wrong with the unit's book, empty when it can be read; entering is refused then."""
        try:
            unit_markings(self.session.vault)
        except UserError as fault:
            return fault.message.title
        return ""

    def _paper_line(self, paper: NamedPaper, entries: Sequence[Marking]) -> PaperLine:
        mark, entry = mark_of(entries, paper.id), entry_for(entries, (paper.id,))
        earlier = "".join(f"（原 {words}）" for words in mark.cancelled)
        rests = f"{officer_of(entry)} {short_day(entry.on)}" if entry is not None else ""
        whole = entry is not None and WHOLE in entry.covers
        return PaperLine(
            paper.id,
            paper.name,
            paper.group,
            f"{mark.words}{earlier}",
            f"{rests}　整份" if whole else rests,
            paper.id in self._ticked,
        )

    def _lines(
        self, entries: Sequence[Marking], papers: Sequence[NamedPaper]
    ) -> tuple[EntryLine, ...]:
        return tuple(entry_line(entry, entries, papers) for entry in reversed(entries))

    # -- intents

    def choose(self, key: str) -> None:
        """Show another list; ticks are of one list only."""
        if key != self.chosen:
            if {key, self.chosen} - {PERSON, PERSON_BOOK} and {key, self.chosen} - {
                UNIT,
                UNIT_BOOK,
            }:
                self._ticked.clear()
            self._chosen = key
            self.changed()

    def tick(self, paper: str, on: bool) -> None:
        """Say that the decision in hand names a paper, or not."""
        (self._ticked.add if on else self._ticked.discard)(paper)
        self.changed()

    def decide(self, typed: TypedDecision) -> MarkingRecord:
        """Enter a first decision about the papers it names.

        Raises:
            UserError: MARK-REACH, MARK-PAPERS, MARK-TWICE, as ``record_of``; nothing is kept then.
        """
        covers = self._covers(typed.reach)
        record = record_of(typed, self.session.clock.today())
        self._check_free(covers)
        self._add(self._entry(covers, record=record), "登记定密")
        self._ticked.clear()
        self.changed()
        return record

    def _covers(self, reach: str) -> tuple[str, ...]:
        state = self.state
        if not state.whole:
            reach = TICKED  # letters and lists are named one by one
        if reach == ALL_PAPERS:
            return (WHOLE,)
        if reach != TICKED:
            raise UserError("MARK-REACH")
        if not state.ticked:
            raise UserError("MARK-PAPERS")
        return state.ticked

    def _check_free(self, covers: Sequence[str]) -> None:
        entries = self._entries(self.chosen)
        for entry in in_force(entries):
            twice = [paper for paper in covers if paper in entry.covers]
            if twice:
                name = paper_words(twice[:1], self._papers(self.chosen))
                raise UserError("MARK-TWICE", name=name, mark=words_of(entry))

    def change(self, entry_id: str, typed: TypedDecision) -> tuple[str, str]:
        """Enter a changed decision beside the old one, about the same papers; returns (old mark, new mark).

        Raises:
            UserError: MARK-CHOOSE, MARK-STANDING, MARK-SAME, as ``record_of``.
        """
        old = self._standing(entry_id)
        record = record_of(typed, self.session.clock.today())
        if old.record is not None and same_decision(old.record, record):
            raise UserError("MARK-SAME")
        self._add(self._entry(old.covers, record=record, replaces=old.id), "变更定密")
        return words_of(old), record.words

    def release(
        self, entry_id: str, basis: str, handler: str, officer: str, on: str
    ) -> tuple[str, str]:
        """Enter that the papers of a decision are released; returns (old mark, 解密).

        Raises:
            UserError: MARK-CHOOSE, MARK-STANDING, MARK-FACTS, MARK-DAY.
        """
        old = self._standing(entry_id)
        if old.record is None:
            raise UserError("MARK-STANDING")
        release = release_of(basis, handler, officer, on, self.session.clock.today())
        self._add(self._entry(old.covers, release=release, replaces=old.id), "登记解密")
        return words_of(old), RELEASED

    def declare_void(self, entry_id: str, reason: str) -> None:
        """Declare an entry void (作废登记): it stays on record and marks nothing; what it replaced holds again.

        Raises:
            UserError: MARK-CHOOSE, MARK-VOID-REASON; MARK-LATER while a later entry rests on it.
        """
        entries = self._entries(self.chosen)
        entry = next((each for each in entries if each.id == entry_id), None)
        if entry is None:
            raise UserError("MARK-CHOOSE")
        if entry.cancelled:
            raise UserError("MARK-STANDING")
        if any(each.replaces == entry_id and not each.cancelled for each in entries):
            raise UserError("MARK-LATER")
        if len(clean_line(reason)) < SHORTEST_REASON:
            raise UserError("MARK-VOID-REASON", shortest=SHORTEST_REASON)
        why = clean_line(reason)
        if self._of_unit:
            kept = tuple(attrs.evolve(e, cancelled=why) if e.id == entry_id else e for e in entries)
            self._keep(kept, entry_id, "void")
        else:
            self.session.apply(SetValue(f"markings.{entry_id}.cancelled", why, "作废定密登记"))

    def typed(self, entry_id: str) -> TypedDecision:
        """Return a decision as its form shows it, to begin a change from; raises as ``change``."""
        record = self._standing(entry_id).record
        if record is None:
            raise UserError("MARK-STANDING")
        return typed_from(record)

    def papers_words(self, entry_id: str) -> str:
        """Return what a decision speaks of."""
        return paper_words(self._standing(entry_id).covers, self._papers(self.chosen))

    def ticked_words(self) -> str:
        """Return the names of the papers ticked, empty for none."""
        return paper_words(self.state.ticked, self._papers(self.chosen))

    # -- the form half filled: kept in the vault until it is entered or put away

    def begin(self, entry_id: str = "") -> Draft:
        """Return the empty form, or that of a change; raises UserError MARK-CHOOSE, MARK-STANDING."""
        return Draft(self.typed(entry_id) if entry_id else TypedDecision(), self.chosen, entry_id)

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is typed so far, with what is ticked; raises as Vault.put_draft."""
        if not self.session.vault.read_only:
            self.session.vault.put_draft(self.owner, draft.text(sorted(self._ticked)))

    def draft(self) -> Draft | None:
        """Return the form left half filled, its ticks set again; None when there is none."""
        found = draft_of(self.session.vault.draft(self.owner) or "")
        if found is None:
            return None
        draft, ticked = found
        self._chosen, self._ticked = draft.chosen, set(ticked)
        try:
            if draft.entry:
                self._standing(draft.entry)
        except UserError:
            return None  # it was changed or voided meanwhile
        return draft if self.chosen == draft.chosen else None

    def drop_draft(self) -> None:
        """Put the form away."""
        if not self.session.vault.read_only:
            self.session.vault.drop_draft(self.owner)

    @property
    def owner(self) -> str:
        """Return whose form it is: that of the person in hand, or of nobody."""
        held = self.session.declaration.id if self.session.has_declaration else ""
        return f"marking-form/{held}"

    # -- keeping

    @property
    def _of_unit(self) -> bool:
        return self.chosen in (UNIT, UNIT_BOOK)

    def _standing(self, entry_id: str) -> Marking:
        entries = self._entries(self.chosen)
        entry = next((each for each in entries if each.id == entry_id), None)
        if entry is None:
            raise UserError("MARK-CHOOSE")
        if entry not in in_force(entries):
            raise UserError("MARK-STANDING")
        return entry

    def _entry(
        self,
        covers: tuple[str, ...],
        *,
        record: MarkingRecord | None = None,
        release: Release | None = None,
        replaces: str = "",
    ) -> Marking:
        now = self.session.clock.now().isoformat(timespec="seconds")
        return Marking(covers, record, release, replaces, self.session.actor, now)

    def _add(self, entry: Marking, name: str) -> None:
        if self._of_unit:
            entries = (*self._entries(UNIT), entry)
            self._keep(entries, entry.id, "release" if entry.release else "decision")
        else:
            self.session.apply(AddRow("markings", entry, name=name))

    def _keep(self, entries: tuple[Marking, ...], entry_id: str, act: str) -> None:
        keep_unit_markings(self.session.vault, entries)
        self.session.note("unit-marking", self.session.vault.header.id, entry=entry_id, act=act)
        self.session.forget_derived()
