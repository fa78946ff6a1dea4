# SPDX-License-Identifier: MulanPSL-2.0
"""What came back to the applicant (ux 1.2): which items, who wants what of them, and by when."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from app.model.codes import ReviewLevel, Verdict
from app.model.materials import LevelReview, MaterialEntry
from app.model.operations import review_of
from app.present.returned.rounds import ItemFate, open_round, sent_items
from app.present.session import Session
from app.present.words import LEVEL_WORDS, short_day


@frozen
class ReturnLine:
    """One level's wish for one material, as the applicant reads it.

    Attributes:
        who: level, name and day: 单位初审　王某某　6月12日.
        why: what is wrong with it.
        bring: what to bring, empty when the reviewer wrote nothing of the kind.
        due: until when, in words: 6月18日前补齐.
        answered: the applicant's reply when nothing was changed.
    """

    level: ReviewLevel
    who: str
    why: str
    clause_text: str
    bring: str
    due: str
    answered: str


@frozen
class ReturnCard:
    """The full-width card on the task list and over the materials list.

    Attributes:
        words: 单位初审 7月6日退回：3 处，7月8日前补齐.
        left: 还剩 2 个工作日, or how long it is past.
        tone: must when the day is past or today, warn before.
        count: items that still want something.
        due: ISO day, empty when none was written.
    """

    words: str
    left: str
    tone: str
    count: int
    due: str


def due_of(session: Session, entry: MaterialEntry, level: ReviewLevel) -> str:
    """Return the ISO day by which a level wants a material: the mark's own, else the review's."""
    mark = entry.mark(level)
    own = mark.due if mark else ""
    return own or review_of(session.declaration, level).due


def return_lines(session: Session, entry: MaterialEntry) -> tuple[ReturnLine, ...]:
    """Return what stands against a material, in the order of the levels."""
    lines = []
    for level in tuple(ReviewLevel)[1:]:
        mark = entry.mark(level)
        if mark is None or mark.stale or mark.verdict != Verdict.NEEDS_CORRECTION:
            continue
        due = due_of(session, entry, level)
        lines.append(
            ReturnLine(
                level=level,
                who="　".join(filter(None, (LEVEL_WORDS[level], mark.by, short_day(mark.on)))),
                why=mark.reason,
                clause_text=session.pack.clause(mark.clause).reference if mark.clause else "",
                bring=mark.bring,
                due=f"{short_day(due)}前补齐" if due else "",
                answered=mark.answered,
            )
        )
    return tuple(lines)


def return_card(session: Session) -> ReturnCard | None:
    """Return the card of the last sending back, None when it was handed in again or nothing came back.

    It stays when every item is done: the paper still has to be handed in again by the day.
    """
    review = open_round(session)
    if review is None:
        return None
    items = sent_items(session, review)
    count = sum(item.fate == ItemFate.OPEN for item in items)
    if not items:
        return None
    on = f" {short_day(review.on)}" if review.on else ""
    left, tone = _left(session, review.due)
    who = f"{LEVEL_WORDS[review.level]}{on}退回"
    if count:
        return ReturnCard(f"{who}：{count} 处{due_words(review)}", left, tone, count, review.due)
    words = f"{who}的 {len(items)} 处都办好了{due_words(review, '再交')}"
    return ReturnCard(words, left, tone, 0, review.due)


def due_words(review: LevelReview, act: str = "补齐") -> str:
    """Return ，7月8日前补齐; empty when no day was written."""
    return f"，{short_day(review.due)}前{act}" if review.due else ""


def _left(session: Session, due: str) -> tuple[str, str]:
    try:
        day = dt.date.fromisoformat(due)
    except ValueError:
        return "", "warn"
    today, calendar = session.clock.today(), session.pack.calendar
    if day < today:
        return f"已经过了 {calendar.workdays_between(day, today)} 个工作日", "must"
    if day == today:
        return "就是今天", "must"
    return f"还剩 {calendar.workdays_between(today, day)} 个工作日", "warn"
