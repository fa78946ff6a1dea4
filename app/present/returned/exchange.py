# SPDX-License-Identifier: MulanPSL-2.0
"""换页清单 (ux 1.2, 5.3): which sheet is taken out, which put in, who signs again, where the old one goes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import attrs
from attrs import field, frozen

from app.kernel.errors import UserError
from app.kernel.ids import new_id
from app.kernel.text import clean_line
from app.model.declaration import Declaration
from app.model.materials import ExchangedSheet, LevelReview, SheetExchange
from app.model.operations import SetValue
from app.paper.volume.plan import COVER
from app.paper.volume.remarks import supplement_remark
from app.present.returned.baseline import Baseline
from app.present.returned.compare import (
    CATALOGUE,
    LOOSE_FORMS,
    OUTSIDE,
    PAPER_WORDS,
    SPINE,
    ChangedPages,
    PaperCompare,
    PrintedState,
    changed_copies,
)
from app.present.returned.corrections import numbers_words, runs
from app.present.returned.rounds import exchange_of
from app.present.session import Session

FATES = {"filed": "入卷备查", "destroyed": "销毁", "kept": "本人保存"}
SHORTEST_REASON = 4
# Who signs a page anew: the 评审表, 送审表 and 承诺书 bear the applicant's signature, the 目录单 that of
# the applicant and the first checker (forms.md 4.1), a copy 与原件一致 with name and seal (S-4.2.1).
SIGNED_BY_SELF, SIGNED_CATALOGUE, SIGNED_COPY = "本人", "本人、核对人", "核对人（与原件一致）"
SEALED_COVER = "单位盖章"  # the cover bears the unit's seal (ux 5.3)


@frozen
class ExchangeLine:
    """One line of the list.

    Attributes:
        key: stable name; typed fates hang on it.
        kind: form, outside, catalogue, copy, late or typed.
        piece: its kind in the print centre, empty for what the program does not print.
        pages: page indexes of the piece to print, empty for all of it.
        remark: what the catalogue says about it.
    """

    key: str
    paper: str
    out: str
    into: str
    resign: str
    kind: str
    piece: str = ""
    pages: tuple[int, ...] = ()
    fate: str = ""
    remark: str = ""

    @property
    def sheet(self) -> ExchangedSheet:
        """Return the line as it is registered."""
        return ExchangedSheet(self.paper, self.out, self.into, self.resign, self.fate)


@frozen
class ExchangeNotes:
    """What a person added: fates by line, and lines of their own."""

    fates: dict[str, str] = field(factory=dict)
    typed: tuple[tuple[str, str, str, str, str], ...] = ()


def exchange_lines(
    session: Session, compare: PaperCompare, base: Baseline, notes: ExchangeNotes
) -> tuple[ExchangeLine, ...]:
    """Return the lines: forms first, then pages of the volumes, the catalogue, and what was typed."""
    before, after = base.declaration, session.declaration
    old, new = compare.printed(before), compare.printed(after)
    found = [
        *_made_lines(compare.changes(before, after), old, new, session.version),
        *_copy_lines(session, before, after),
        *_late_lines(session, before),
        *(
            ExchangeLine(key, paper, out, into, resign, "typed")
            for key, paper, out, into, resign in notes.typed
        ),
    ]
    return tuple(
        attrs.evolve(line, fate=notes.fates.get(line.key, "") if line.out else "") for line in found
    )


def _made_lines(
    changes: Sequence[ChangedPages], old: PrintedState, new: PrintedState, version: int
) -> Iterator[ExchangeLine]:
    for change in changes:
        paper = PAPER_WORDS.get(change.piece, change.piece)
        if change.piece == CATALOGUE:
            yield _catalogue_line(change, old.declaration.version, version)
            continue
        if change.piece in OUTSIDE:
            yield from _outside_lines(change, old, new)
            continue
        loose = change.piece in LOOSE_FORMS
        was = _numbers(old, change.piece, change.before, loose=loose)
        now = _numbers(new, change.piece, change.after, loose=loose)
        for first, last in runs(change.changed):
            out, into = _words(was, first, last), _words(now, first, last)
            yield ExchangeLine(
                f"{change.piece}/{first}-{last}",
                paper,
                out,
                f"{into}（新）" if out and into else into,
                SIGNED_BY_SELF,
                "form",
                change.piece if loose else "volume",
                tuple(range(first, last + 1)) if loose else (),
            )


def _outside_lines(
    change: ChangedPages, old: PrintedState, new: PrintedState
) -> Iterator[ExchangeLine]:
    """Yield covers, dividers and spine labels: the paper of a volume that bears no page number."""
    was, now = old.outside[change.piece], new.outside[change.piece]
    for name in (change.names[index] for index in change.changed):
        fresh = f"{name}（新）" if name in was else name
        yield ExchangeLine(
            f"{change.piece}/{name}",
            PAPER_WORDS[change.piece],
            name if name in was else "",
            fresh if name in now else "",
            SEALED_COVER if change.piece == COVER else "",
            "outside",
            SPINE if change.piece == SPINE else "volume",
        )


def _catalogue_line(change: ChangedPages, was: int, now: int) -> ExchangeLine:
    whole = numbers_words(tuple(range(change.before)))
    fresh = numbers_words(tuple(range(change.after)))
    fresh_words = f"（第{now}版）" if now > was else "（新）"
    return ExchangeLine(
        "catalogue",
        PAPER_WORDS[CATALOGUE],
        f"第{whole}页（第{was}版）",
        f"第{fresh}页{fresh_words}",
        SIGNED_CATALOGUE,
        "catalogue",
        CATALOGUE,
    )


def _numbers(state: PrintedState, piece: str, count: int, *, loose: bool) -> tuple[str, ...]:
    """Return what stands at the foot of every page of a paper the program makes."""
    if loose:
        return tuple(str(number) for number in range(1, count + 1))
    entry = next((each for each in state.plan.entries if each.row.piece == piece), None)
    return state.plan.labels(entry.entry_id) if entry is not None else ()


def _words(numbers: Sequence[str], first: int, last: int) -> str:
    there = numbers[first : last + 1]
    if not there:
        return ""
    return f"第{there[0]}页" if len(there) == 1 else f"第{there[0]}—{there[-1]}页"


def _copy_lines(
    session: Session, before: Declaration, after: Declaration
) -> Iterator[ExchangeLine]:
    labels = session.plan.all_labels()
    for entry, pages in changed_copies(before, after):
        row = session.checklist.find(entry.id)
        shown = labels.get(entry.id, ())
        if row is None or not row.bound or not shown:
            continue
        for first, last in runs(pages):
            words = _words(shown, first, last)
            if words:
                yield ExchangeLine(
                    f"{entry.id}/{first}-{last}",
                    row.name,
                    words,
                    f"{words}（新）",
                    SIGNED_COPY if entry.form == "copy" else "",
                    "copy",
                    "volume",
                )


def _late_lines(session: Session, before: Declaration) -> Iterator[ExchangeLine]:
    known = {entry.id for entry in before.materials}
    plan = session.plan
    for planned in plan.entries:
        if not planned.late or planned.entry_id in known or not planned.spans:
            continue
        entry = planned.row.entry
        words = "、".join(f"第{span.words}页" for span in planned.spans)
        yield ExchangeLine(
            f"late/{planned.entry_id}",
            planned.row.name,
            "",
            words,
            SIGNED_COPY if entry.form == "copy" else "",
            "late",
            "" if planned.paper_only else "volume",
            remark=supplement_remark(plan, planned),
        )


# --- what a person adds -----------------------------------------------------------
def _key(session: Session, review: LevelReview) -> str:
    return f"exchange/{session.declaration.id}/{review.key}"


def notes_of(session: Session, review: LevelReview) -> ExchangeNotes:
    """Return what was typed for one sending back."""
    text = session.vault.draft(_key(session, review))
    if not text:
        return ExchangeNotes()
    values = json.loads(text)
    return ExchangeNotes(values["fates"], tuple(tuple(row) for row in values["typed"]))


def keep_notes(session: Session, review: LevelReview, notes: ExchangeNotes) -> None:
    """Keep what was typed, encrypted in the vault, until the exchange is registered."""
    text = json.dumps(attrs.asdict(notes), ensure_ascii=False)
    session.vault.put_draft(_key(session, review), text)


def with_line(notes: ExchangeNotes, paper: str, out: str, into: str, resign: str) -> ExchangeNotes:
    """Return the notes with one more line; raises UserError EXCHANGE-LINE when it says nothing."""
    words = tuple(clean_line(text) for text in (paper, out, into, resign))
    if not words[0] or not (words[1] or words[2]):
        raise UserError("EXCHANGE-LINE")
    row = (f"typed/{new_id()}", words[0], words[1], words[2], words[3])
    return attrs.evolve(notes, typed=(*notes.typed, row))


def register_exchange(
    session: Session, review: LevelReview, lines: Sequence[ExchangeLine]
) -> SheetExchange:
    """Enter which sheets were changed and where the old ones went.

    Raises:
        UserError: EXCHANGE-NONE without lines; EXCHANGE-FATE naming the first sheet taken out that
            nobody said the way of.
    """
    if not lines:
        raise UserError("EXCHANGE-NONE")
    for line in lines:
        if line.out and line.fate not in FATES:
            raise UserError("EXCHANGE-FATE", paper=line.paper, out=line.out)
    entry = SheetExchange(
        answers=review.key,
        at=session.clock.now().isoformat(timespec="minutes"),
        by=session.actor,
        sheets=tuple(line.sheet for line in lines),
    )
    _enter(session, (*session.declaration.exchanges, entry), "登记换页")
    return entry


def void_exchange(session: Session, review: LevelReview, reason: str) -> None:
    """Declare the registered exchange void; raises UserError EXCHANGE-REASON."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise UserError("EXCHANGE-REASON", shortest=SHORTEST_REASON)
    entry = exchange_of(session, review)
    changed = tuple(
        attrs.evolve(each, cancelled=clean_line(reason))
        if entry is not None and each.id == entry.id
        else each
        for each in session.declaration.exchanges
    )
    _enter(session, changed, "作废换页登记")


def _enter(session: Session, exchanges: tuple[SheetExchange, ...], name: str) -> None:
    session.enter(SetValue("exchanges", exchanges, name))
