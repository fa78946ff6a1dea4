# SPDX-License-Identifier: MulanPSL-2.0
"""录入退回单 (ux 1.2): the paper slip keyed in item by item, or looked over after it came as a file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import attrs
from attrs import frozen

from app.kernel.dates import PartialDate
from app.kernel.errors import UserError
from app.kernel.text import clean_line
from app.model.codes import ReviewLevel, ReviewOutcome, Verdict
from app.model.declaration import Declaration
from app.model.materials import LevelReview, MaterialEntry, ReviewMark
from app.model.operations import Edit, review_of
from app.model.return_slip import ReturnSlip, ReturnSlipItem
from app.policy.checklist import ChecklistRow
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.words import LEVEL_WORDS, short_day

REVIEWING = tuple(ReviewLevel)[1:]
_HEADS = {"reviewer": "审核人", "on": "退回日期", "due": "补齐期限"}


@frozen
class EntryItem:
    """One item as typed."""

    number: int
    entry_id: str
    reason: str
    bring: str = ""
    clause: str = ""


@frozen
class EntryDraft:
    """The slip as typed so far; days as typed.

    Attributes:
        code: the digits of the file it came from; empty for one keyed in.
    """

    level: str = ReviewLevel.UNIT.value
    reviewer: str = ""
    on: str = ""
    due: str = ""
    slip: str = ""
    items: tuple[EntryItem, ...] = ()
    code: str = ""


@frozen
class EntryLine:
    """One item as listed."""

    number: int
    entry_id: str
    name: str
    reason: str
    clause_text: str
    bring: str


@frozen
class EntryState:
    """Everything the page draws.

    Attributes:
        choices: (material id, its words) of every material, for the list to choose from.
        loose: names of items of a file that no material answers to.
    """

    draft: EntryDraft
    lines: tuple[EntryLine, ...]
    choices: tuple[tuple[str, str], ...]
    next_number: int
    loose: tuple[str, ...] = ()


class ReturnEntryPresenter(Presenter):
    """Keeps what is typed as an encrypted draft, and puts the finished slip into the declaration."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._loose: tuple[str, ...] = ()
        self._draft = self._kept()

    def _session_changed(self, paths: frozenset[str]) -> None:
        if "*" in paths:
            self._draft, self._loose = self._kept(), ()
        super()._session_changed(paths)

    @property
    def state(self) -> EntryState:
        """Return the slip as it stands."""
        rows = {row.entry.id: row for row in self.session.checklist.rows}
        lines = tuple(
            EntryLine(
                item.number,
                item.entry_id,
                listed_words(rows[item.entry_id]),
                item.reason,
                self._clause_words(item.clause),
                item.bring,
            )
            for item in self._draft.items
            if item.entry_id in rows
        )
        choices = tuple((row.entry.id, listed_words(row)) for row in rows.values())
        used = max((item.number for item in self._draft.items), default=0)
        return EntryState(self._draft, lines, choices, used + 1, self._loose)

    def _clause_words(self, clause: str) -> str:
        known = self.session.pack.clauses
        return str(known[clause].place) if clause in known else clause

    # -- what is typed

    def set_head(self, **values: Any) -> None:
        """Keep what stands in the head: level, reviewer, on, due, slip."""
        self._keep(attrs.evolve(self._draft, **values))

    def find_listed(self, typed: str) -> str:
        """Return the material a 目录单序号 names.

        Raises:
            UserError: RETURN-LISTED when the catalogue has no such number.
        """
        digits = typed.strip()
        for row in self.session.checklist.rows:
            if digits and (str(row.number) == digits or row.tab.upper() == digits.upper()):
                return row.entry.id
        raise UserError("RETURN-LISTED", typed=digits or "？")

    def put(self, number: int, entry_id: str, reason: str, bring: str = "") -> None:
        """Add an item, or put it in the place of the one with its number.

        Raises:
            UserError: RETURN-ITEM without a material, RETURN-REASON without a reason, RETURN-TWICE.
        """
        row = self.session.checklist.find(entry_id)
        if row is None:
            raise UserError("RETURN-ITEM")
        if not clean_line(reason):
            raise UserError("RETURN-REASON", name=row.name)
        others = [item for item in self._draft.items if item.number != number]
        again = next((item for item in others if item.entry_id == entry_id), None)
        if again is not None:
            raise UserError("RETURN-TWICE", name=row.name, number=again.number)
        old = next((item for item in self._draft.items if item.number == number), None)
        clause = old.clause if old and old.entry_id == entry_id else _first_clause(row)
        item = EntryItem(number, entry_id, clean_line(reason), clean_line(bring), clause)
        items = tuple(sorted((*others, item), key=lambda each: each.number))
        self._keep(attrs.evolve(self._draft, items=items))

    def remove(self, number: int) -> None:
        """Take an item off the slip; the others keep the numbers they have on paper."""
        items = tuple(item for item in self._draft.items if item.number != number)
        self._keep(attrs.evolve(self._draft, items=items))

    def take_in(self, slip: ReturnSlip) -> None:
        """Lay a slip that came as a file open for looking over; nothing is in the declaration yet.

        Raises:
            UserError: RETURN-OTHER when it is about somebody else or another year.
        """
        declaration = self.session.declaration
        here = declaration.basics.name
        if (slip.person, slip.year) != (clean_line(here), declaration.year):
            raise UserError("RETURN-OTHER", name=slip.person, year=slip.year, here=here)
        items, loose = [], []
        for each in slip.items:
            entry_id = _matching(self.session, each)
            if entry_id:
                items.append(EntryItem(each.number, entry_id, each.reason, each.bring, each.clause))
            else:
                loose.append(each.name)
        self._loose = tuple(loose)
        draft = EntryDraft(
            slip.level, slip.reviewer, slip.on, slip.due, slip.slip, tuple(items), slip.code
        )
        self._keep(draft)

    def edit_standing(self) -> None:
        """Open the slip that stands in the declaration for mending, when nothing else is being typed."""
        from app.present.returned.rounds import open_round, sent_items

        review = open_round(self.session)
        if review is None or self._draft.items:
            return
        items = tuple(
            EntryItem(
                item.number, item.entry.id, item.mark.reason, item.mark.bring, item.mark.clause
            )
            for item in sent_items(self.session, review)
        )
        self._keep(
            EntryDraft(
                review.level.value, review.reviewer, review.on, review.due, review.slip, items
            )
        )

    def drop(self) -> None:
        """Throw away what was typed."""
        self._loose = ()
        self._keep(EntryDraft())

    # -- into the declaration

    def enter(self) -> int:
        """Put the slip into the declaration; returns the number of items.

        Raises:
            UserError: RETURN-HEAD naming what is missing, RETURN-DATE, RETURN-DATE-ORDER,
                RETURN-DATE-AHEAD, RETURN-EMPTY.
        """
        draft = self._draft
        missing = [word for name, word in _HEADS.items() if not getattr(draft, name).strip()]
        if missing:
            raise UserError("RETURN-HEAD", missing="、".join(missing))
        on, due = (_day(_HEADS[name], getattr(draft, name)) for name in ("on", "due"))
        today = self.session.clock.today()
        if on > today:
            raise UserError("RETURN-DATE-AHEAD", on=on.isoformat(), today=today.isoformat())
        if due < on:
            raise UserError("RETURN-DATE-ORDER", on=on.isoformat(), due=due.isoformat())
        if not draft.items:
            raise UserError("RETURN-EMPTY")
        self._put_in(draft, on.isoformat(), due.isoformat())
        count = len(draft.items)
        self.drop()
        return count

    def _put_in(self, draft: EntryDraft, on: str, due: str) -> None:
        level = ReviewLevel(draft.level)
        wanted = {item.entry_id: item for item in draft.items}
        head = clean_line(draft.reviewer), clean_line(draft.slip)

        def edit(declaration: Declaration) -> Declaration:
            review = attrs.evolve(
                review_of(declaration, level),
                outcome=ReviewOutcome.SENT_BACK,
                reviewer=head[0],
                on=on,
                due=due,
                slip=head[1],
            )
            line = f"{on} {review.reviewer} {review.outcome.value}"
            if line not in review.history:
                review = attrs.evolve(review, history=(*review.history, line))
            entries = tuple(
                _marked(entry, review, wanted.get(entry.id)) for entry in declaration.materials
            )
            others = tuple(each for each in declaration.reviews if each.level != level)
            return attrs.evolve(declaration, materials=entries, reviews=(*others, review))

        word = f"录入{LEVEL_WORDS[level]}{short_day(on)}的退回单"
        paths = ("reviews", *(f"materials.{entry_id}.marks" for entry_id in wanted))
        self.session.apply(Edit(edit, paths, word, "return_slip"))

    # -- the draft

    @property
    def _key(self) -> str:
        return f"return-entry/{self.session.declaration.id}"

    def _keep(self, draft: EntryDraft) -> None:
        self._draft = draft
        if draft == EntryDraft():
            self.session.vault.drop_draft(self._key)
        else:
            text = json.dumps(attrs.asdict(draft), ensure_ascii=False)
            self.session.vault.put_draft(self._key, text)
        self.changed()

    def _kept(self) -> EntryDraft:
        text = self.session.vault.draft(self._key) if self.session.has_declaration else None
        return _draft_of(json.loads(text)) if text else EntryDraft()


def _draft_of(values: Mapping[str, Any]) -> EntryDraft:
    items = tuple(EntryItem(**item) for item in values["items"])
    return EntryDraft(**(dict(values) | {"items": items}))


def listed_words(row: ChecklistRow) -> str:
    """Return 12　现职称聘任文件…, or its tab for a material that has no number on the catalogue."""
    return f"{row.number or row.tab}　{row.name}"


def _first_clause(row: ChecklistRow) -> str:
    return row.clauses[0] if row.clauses else ""


def _matching(session: Session, item: ReturnSlipItem) -> str:
    """Return the material an item of a file means: by id, else by number and name, else by name."""
    rows = session.checklist.rows
    named = [row for row in rows if clean_line(row.name) == item.name]
    if any(row.entry.id == item.entry for row in rows):
        return item.entry
    same = [row for row in named if row.number == item.listed] or named
    if len(same) == 1:
        return same[0].entry.id
    listed = [row for row in rows if item.listed and row.number == item.listed]
    return listed[0].entry.id if len(listed) == 1 else ""


def _marked(entry: MaterialEntry, review: LevelReview, item: EntryItem | None) -> MaterialEntry:
    """Return a material with the level's wish; a wish the slip does not hold any more goes."""
    old = entry.mark(review.level)
    others = tuple(mark for mark in entry.marks if mark.level != review.level)
    if item is None:
        wished = old is not None and old.verdict == Verdict.NEEDS_CORRECTION
        return attrs.evolve(entry, marks=others) if wished else entry
    same = old is not None and (old.reason, old.bring) == (item.reason, item.bring)
    mark = ReviewMark(
        level=review.level,
        verdict=Verdict.NEEDS_CORRECTION,
        reason=item.reason,
        bring=item.bring,
        clause=item.clause,
        by=review.reviewer,
        on=review.on,
        number=item.number,
        answered=old.answered if old and same else "",
        stale=old.stale if old and same else False,
    )
    return attrs.evolve(entry, marks=(*others, mark))


def _day(field: str, typed: str) -> dt.date:
    parsed = PartialDate.parse(typed)
    day = parsed.exact() if parsed else None
    if day is None:
        raise UserError("RETURN-DATE", field=field, typed=typed)
    return day
