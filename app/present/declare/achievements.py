# SPDX-License-Identifier: MulanPSL-2.0
"""业绩成果 (ux S08): cards with the secrecy question first, achievements and papers alike.

The two tables share one presenter: what differs between them stands in the field catalogue.
"""

from __future__ import annotations

import attrs
from attrs import frozen

from app.kernel.dates import dotted
from app.model.codes import Openness
from app.model.paths import read
from app.model.work import Achievement, EvidenceLink, Work
from app.paper.volume.references import page_references
from app.policy.checklist import ordinal
from app.policy.fields import Field
from app.present.declare.achievements_leak import repeated_words
from app.present.declare.editor import FieldState
from app.present.declare.editor_form import FieldGroup
from app.present.declare.editor_notes import Note, note, sorted_notes, worst
from app.present.declare.editor_values import UNTIL_NOW
from app.present.declare.rows import RowsPresenter
from app.present.session import Session

CARD_WORDS = {"achievements": "业绩", "works": "论著"}
NO_EVIDENCE = "还没有佐证"
_REVIEWED = frozenset({"secrecy_case", "secrecy_reviewer", "secrecy_date"})
_OPEN_WORDING = frozenset({"open_title", "open_content", "open_result"})


@frozen
class LinkLine:
    """One proof of a card: the material, its pages in the volume, and where name and role appear."""

    id: str
    material: str
    pages: str
    proof_page: str


@frozen
class Card:
    """One achievement or paper, folded.

    Attributes:
        number: 业绩一, 论著二.
        headline: what will be printed as its title.
        reference: 见第37—41页, 单位留存备查 or 还没有佐证.
        withheld: it does not go on paper at all.
    """

    id: str
    number: str
    headline: str
    facts: str
    openness: Openness
    openness_word: str
    reference: str
    proven: bool
    level: str
    notes: tuple[Note, ...]

    @property
    def withheld(self) -> bool:
        """Tell whether it does not go on paper."""
        return self.openness == Openness.WITHHELD


@frozen
class CardsState:
    """Everything the page of cards draws.

    Attributes:
        opened: id of the card whose fields are shown; groups: those fields, secrecy first.
        leaks: what the page says about words repeated in the open wording.
    """

    title: str
    empty: str
    add_word: str
    cards: tuple[Card, ...]
    opened: str
    groups: tuple[FieldGroup, ...]
    links: tuple[LinkLine, ...]
    leaks: tuple[Note, ...]
    summary: tuple[Note, ...]
    can_up: bool
    can_down: bool

    @property
    def progress(self) -> str:
        """Return what the header says."""
        if not self.cards:
            return "还没有内容"
        undecided = sum(card.openness == Openness.UNDECIDED for card in self.cards)
        unproven = sum(not card.proven and not card.withheld for card in self.cards)
        parts = [f"{len(self.cards)} 项"]
        if undecided:
            parts.append(f"{undecided} 项还没定能不能写")
        if unproven:
            parts.append(f"{unproven} 项还没有佐证")
        return "，".join(parts)


class AchievementsPresenter(RowsPresenter):
    """Cards of one table, ``achievements`` or ``works``."""

    def __init__(self, session: Session, section_id: str = "achievements") -> None:
        super().__init__(session, section_id)

    @property
    def cards(self) -> CardsState:
        """Return the page as it stands."""
        base = self.state
        rows = read(self.session.declaration, self.section.table)
        references = self._references(rows)
        cards = tuple(
            self._card(place, row, references, line.notes)
            for place, (row, line) in enumerate(zip(rows, base.rows, strict=True))
        )
        row = next((row for row in rows if row.id == base.selected), None)
        return CardsState(
            title=base.title,
            empty=base.empty,
            add_word=f"增加一{self.section.measure}",
            cards=cards,
            opened=base.selected,
            groups=self._groups(base.fields, self._own_notes(row)) if row else (),
            links=self._links(row, references) if row else (),
            leaks=self._own_notes(row) if row else (),
            summary=sorted_notes(tuple(entry for card in cards for entry in card.notes)),
            can_up=base.can_up,
            can_down=base.can_down,
        )

    def _references(self, rows: tuple[Achievement | Work, ...]) -> dict[str, str]:
        """Return the printed references; numbering the volume is left out while no row has proof."""
        if not any(row.links or row.kept_by_unit for row in rows):
            return {}
        return page_references(self.session.plan, self.session.declaration)

    def _card(
        self,
        place: int,
        row: Achievement | Work,
        references: dict[str, str],
        notes: tuple[Note, ...],
    ) -> Card:
        table = self.session.pack.fields.tables["openness"]
        passed = {(each.code, each.path) for each in self.session.declaration.passed}
        told = {entry.path for entry in notes}
        own = sorted_notes(
            (
                *notes,
                *(
                    n
                    for n in self._own_notes(row)
                    if n.path not in told and (n.code, n.path) not in passed
                ),
            )
        )
        proven = bool(row.links) or row.kept_by_unit
        reference = references.get(row.id, "")
        return Card(
            id=row.id,
            number=f"{CARD_WORDS[self.section.table]}{ordinal(place + 1)}",
            headline=_headline(row),
            facts=self._facts(row),
            openness=row.openness,
            openness_word=table.word(row.openness),
            reference=reference or ("已对应，页码未定" if proven else NO_EVIDENCE),
            proven=proven,
            level=worst(own),
            notes=own,
        )

    def _facts(self, row: Achievement | Work) -> str:
        fields = self.session.pack.fields
        if isinstance(row, Work):
            parts = [fields.tables["work_kind"].word(row.kind), dotted(row.published)]
            return "　".join(filter(None, [*parts, row.author_rank, row.venue]))
        end = dotted(row.ended) or (UNTIL_NOW if row.started else "")
        period = f"{dotted(row.started)}—{end}" if row.started and row.ended != row.started else end
        kind = fields.tables["achievement_kind"].word(row.kind)
        return "　".join(filter(None, [kind, period, row.role, row.rank]))

    def _groups(
        self, states: tuple[FieldState, ...], own: tuple[Note, ...]
    ) -> tuple[FieldGroup, ...]:
        """Return the fields asked for, what this page says about each beside it."""
        passed = {(each.code, each.path) for each in self.session.declaration.passed}
        shown = [
            attrs.evolve(
                state,
                notes=sorted_notes(
                    (
                        *state.notes,
                        *(
                            n
                            for n in own
                            if n.path == state.path and (n.code, n.path) not in passed
                        ),
                    )
                ),
            )
            for state in states
            if self._applies(state.item)
        ]
        names = dict.fromkeys(state.item.group for state in shown)
        return tuple(
            FieldGroup(name, tuple(s for s in shown if s.item.group == name)) for name in names
        )

    def _applies(self, item: Field) -> bool:
        """Tell whether a field is asked for, by the answer to the secrecy question.

        A field that holds something is always shown, so that nothing typed is out of sight.
        """
        value = read(self.session.declaration, item.at(self.selected))
        openness = read(self.session.declaration, f"{self.section.table}.{self.selected}.openness")
        if value and item.name in _REVIEWED | _OPEN_WORDING | {"kept_by_unit"}:
            return True
        if item.name in _REVIEWED:
            return bool(openness in {Openness.DESENSITISED, Openness.WITHHELD})
        if item.name in _OPEN_WORDING:
            return bool(openness == Openness.DESENSITISED)
        if item.name == "kept_by_unit":
            return bool(openness != Openness.UNDECIDED)
        return True

    def _own_notes(self, row: Achievement | Work) -> tuple[Note, ...]:
        at = f"{self.section.table}.{row.id}"
        if row.openness == Openness.WITHHELD:
            return (*self._review_notes(row, at), note("SECRECY-WITHHELD", f"{at}.openness"))
        if row.openness != Openness.DESENSITISED:
            return ()
        notes = [*self._review_notes(row, at), *self._leaks(row, at)]
        if not row.open_title:
            notes.append(note("SECRECY-OPEN", f"{at}.open_title"))
        return tuple(notes)

    def _review_notes(self, row: Achievement | Work, at: str) -> list[Note]:
        missing = [
            self.editor.item(f"{at}.{name}").label
            for name in ("secrecy_case", "secrecy_reviewer", "secrecy_date")
            if not getattr(row, name)
        ]
        if not missing:
            return []
        return [note("SECRECY-CASE", f"{at}.secrecy_case", missing="、".join(missing))]

    def _leaks(self, row: Achievement | Work, at: str) -> list[Note]:
        full = "\n".join(
            getattr(row, name, "") for name in ("title", "content", "result", "abstract")
        )
        notes = []
        for name in ("open_title", "open_content", "open_result"):
            words = repeated_words(full, getattr(row, name, ""))
            if words:
                notes.append(note("SECRECY-LEAK", f"{at}.{name}", words="”“".join(words)))
        return notes

    def _links(self, row: Achievement | Work, references: dict[str, str]) -> tuple[LinkLine, ...]:
        return tuple(self._link(link, references.get(link.id, "")) for link in row.links)

    def _link(self, link: EvidenceLink, pages: str) -> LinkLine:
        found = self.session.checklist.find(link.material)
        name = f"{found.tab} {found.name}" if found else "已不在清单里的材料"
        place = self.session.plan.entry(link.material)
        proof = ""
        if place is not None and place.first and link.proof_page:
            proof = f"姓名与角色在第 {place.first + link.proof_page - 1} 页"
        return LinkLine(link.id, name, pages.removeprefix("见") or "页码未定", proof)


def _headline(row: Achievement | Work) -> str:
    """Return the title that goes on paper, or a word for what is missing."""
    if row.openness == Openness.DESENSITISED:
        return row.open_title or "（脱密后的名称还没写）"
    return row.title or "（还没写名称）"
