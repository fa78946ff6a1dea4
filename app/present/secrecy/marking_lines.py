# SPDX-License-Identifier: MulanPSL-2.0
"""What the screen of 定密登记 draws: papers with their marks, decisions with all they say."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from attrs import frozen

from app.model.marking import RELEASED, Marking, MarkingRecord
from app.present.secrecy.papers import NamedPaper, paper_words
from app.present.secrecy.typed import PERIOD_WORDS

PERSON, PERSON_BOOK, UNIT, UNIT_BOOK = "person", "person-book", "unit", "unit-book"
VALID, CHANGED, GONE, VOID = "有效", "已变更", "已解密", "已作废"


@frozen
class PaperLine:
    """One paper of the list.

    Attributes:
        mark: what it bears, earlier marks in words beside it; empty for none.
        rests_on: whose decision, of which day; empty for none.
    """

    id: str
    name: str
    group: str
    mark: str
    rests_on: str
    ticked: bool


@frozen
class EntryLine:
    """One decision of the book; ``state`` is 有效, 已变更, 已解密 or 已作废."""

    id: str
    state: str
    mark: str
    papers: str
    officer: str
    on: str
    facts: tuple[tuple[str, str], ...]


@frozen
class ListChip:
    """One of the lists the screen shows."""

    key: str
    word: str
    count: int


@frozen
class MarkingState:
    """Everything the screen draws.

    Attributes:
        papers: of the list shown, when it is one of papers; entries: when it is one of decisions.
        whole: the decision may speak of the whole declaration: not of the unit's letters.
        name: whose papers they are.
        fault: why the unit's book cannot be read; empty when it can.
    """

    chips: tuple[ListChip, ...]
    chosen: str
    papers: tuple[PaperLine, ...]
    entries: tuple[EntryLine, ...]
    ticked: tuple[str, ...]
    whole: bool
    name: str
    writable: bool
    fault: str = ""


def officer_of(entry: Marking) -> str:
    """Return who decided: the 定密责任人."""
    decided = entry.record or entry.release
    return decided.officer if decided is not None else ""


def words_of(entry: Marking) -> str:
    """Return 秘密★10年, or 解密."""
    return entry.record.words if entry.record is not None else RELEASED


def same_decision(one: MarkingRecord, other: MarkingRecord) -> bool:
    """Tell whether two decisions say the same, whoever made them and when."""
    return attrs.evolve(one, handler="x", officer="x", on=other.on, remark="") == attrs.evolve(
        other, handler="x", officer="x", remark=""
    )


def entry_line(
    entry: Marking, entries: Sequence[Marking], papers: Sequence[NamedPaper]
) -> EntryLine:
    """Return one entry as listed."""
    following = next((e for e in entries if e.replaces == entry.id and not e.cancelled), None)
    if entry.cancelled:
        state = VOID
    elif following is None:
        state = GONE if entry.release else VALID
    else:
        state = GONE if following.release else CHANGED
    return EntryLine(
        entry.id,
        state,
        words_of(entry),
        paper_words(entry.covers, papers),
        officer_of(entry),
        entry.on,
        _facts(entry),
    )


def _facts(entry: Marking) -> tuple[tuple[str, str], ...]:
    """Return everything an entry says, as (name, words)."""
    entered = f"{entry.by}　{entry.at.replace('T', ' ')[:16]}"
    tail = (("登记", entered), *((("作废", entry.cancelled),) if entry.cancelled else ()))
    if entry.release is not None:
        said = entry.release
        return (("解密依据", said.basis), ("承办人", said.handler), *tail)
    record = entry.record
    assert record is not None
    remark = (("期限说明", record.remark),) if record.remark else ()
    return (
        (PERIOD_WORDS[record.kind], record.period_words),
        *remark,
        ("依据", record.basis),
        ("承办人", record.handler),
        ("知悉范围", record.scope),
        *tail,
    )
