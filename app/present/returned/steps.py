# SPDX-License-Identifier: MulanPSL-2.0
"""How far a sending back is answered: its items, the four steps, and the words over them."""

from __future__ import annotations

import attrs

from app.model.materials import LevelReview, SheetExchange
from app.present.papers.returned import due_words
from app.present.prints.pieces import kind_named
from app.present.prints.printing import printed_facts
from app.present.prints.stale import old_layouts
from app.present.returned.baseline import Baseline
from app.present.returned.exchange import FATES, ExchangeLine
from app.present.returned.returned_state import ITEMS, SHEETS, ReturnedItem, Step
from app.present.returned.rounds import FATE_WORDS, ItemFate, exchange_of, open_round, sent_items
from app.present.session import Session
from app.present.words import LEVEL_WORDS, short_day


def items_of(session: Session, review: LevelReview) -> tuple[ReturnedItem, ...]:
    """Return the items of a sending back, as they stand."""
    plan = session.plan
    late = {
        entry.row.entry.completes: f"补的页编在第{entry.spans[0].words}页"
        for entry in plan.entries
        if entry.row.entry.completes and entry.spans
    }
    lines = []
    for item in sent_items(session, review):
        mark = item.mark
        clause = session.pack.clauses.get(mark.clause)
        what = mark.answered if item.fate == ItemFate.ANSWERED else late.get(item.entry.id, "")
        lines.append(
            ReturnedItem(
                item.number,
                item.entry.id,
                item.row.name,
                mark.reason,
                clause.reference if clause else mark.clause,
                mark.bring,
                item.fate,
                FATE_WORDS[item.fate],
                what,
            )
        )
    return tuple(lines)


def steps_of(
    session: Session,
    review: LevelReview,
    items: tuple[ReturnedItem, ...],
    sheets: tuple[ExchangeLine, ...],
    since: str,
) -> tuple[Step, ...]:
    """Return the four steps with how each stands.

    Args:
        since: when the paper that was handed in was made; earlier copies answer nothing.
    """
    left = sum(item.fate == ItemFate.OPEN for item in items)
    unprinted = _unprinted(session, items, sheets, since)
    exchange = exchange_of(session, review)
    registered = exchange is not None and not is_stale(exchange, sheets)
    answered = open_round(session) is None
    printed = not left and not unprinted
    return (
        Step(ITEMS, "逐项补正", f"还有 {left} 处" if left else "都办好了", not left),
        Step(
            "print",
            "打印要换的页",
            "、".join(unprinted) if unprinted else "不用再打",
            printed or answered,
        ),
        Step(
            SHEETS,
            "登记换页",
            "已登记" if registered else (f"{len(sheets)} 处" if sheets else "没有要换的页"),
            answered or registered or (printed and not sheets),
        ),
        Step("handover", "再交一次", handed_words(session, review) or "双方签收", answered),
    )


def _unprinted(
    session: Session,
    items: tuple[ReturnedItem, ...],
    sheets: tuple[ExchangeLine, ...],
    since: str,
) -> tuple[str, ...]:
    """Return titles of what has no formal copy that says what would be printed now."""
    wanted = list(dict.fromkeys(line.piece for line in sheets if line.piece))
    if any(item.fate == ItemFate.ANSWERED for item in items):
        wanted.append("explanation")
    facts, now = printed_facts(session), session.printed_facts
    old = old_layouts(session.vault, session.declaration.id)
    entries = session.vault.prints()
    document = session.declaration.id
    missing = []
    for piece in wanted:
        title = kind_named(piece).title
        printed = [
            each
            for each in entries
            if (each.document, each.what, each.state) == (document, title, "formal")
            and each.at >= since
        ]
        last = printed[-1].number if printed else 0
        if not printed or facts.get(str(last)) != now or last in old:
            missing.append(title.partition("（")[0])
    return tuple(missing)


def is_stale(exchange: SheetExchange | None, sheets: tuple[ExchangeLine, ...]) -> bool:
    """Tell whether something was changed after the exchange was registered."""
    if exchange is None:
        return False
    return tuple(attrs.evolve(s, fate="") for s in exchange.sheets) != tuple(
        attrs.evolve(line.sheet, fate="") for line in sheets
    )


def handed_words(session: Session, review: LevelReview) -> str:
    """Return when and to whom it was handed in again, empty before."""
    answering = [
        each
        for each in session.declaration.handovers
        if not each.cancelled and each.answers == review.key
    ]
    if not answering:
        return ""
    last = answering[-1]
    return f"{short_day(last.at[:10])} {last.at[11:16]} 交给 {last.receiver}"


def head_words(review: LevelReview, count: int) -> str:
    """Return who sent back, when, and how many items."""
    who = "　".join(filter(None, (LEVEL_WORDS[review.level], review.reviewer)))
    on = f"　{short_day(review.on)}" if review.on else ""
    return f"{who}{on}退回，{count} 处" + due_words(review)


def since_words(base: Baseline) -> str:
    """Return with which paper it is compared."""
    handed = [each for each in base.declaration.handovers if not each.cancelled]
    if handed:
        return f"和 {short_day(handed[-1].at[:10])}交出去的纸比"
    return f"和 {short_day(base.declaration.bound_on)}装订的纸比"


def exchange_words(exchange: SheetExchange | None) -> str:
    """Return the exchange as registered, empty before."""
    if exchange is None:
        return ""
    fates = [FATES[sheet.fate] for sheet in exchange.sheets if sheet.fate in FATES]
    counted = "，".join(f"{word} {fates.count(word)} 处" for word in dict.fromkeys(fates))
    day = f"{short_day(exchange.at[:10])} {exchange.at[11:16]}"
    return f"{day} {exchange.by}登记换页 {len(exchange.sheets)} 处" + (
        f"：{counted}" if counted else ""
    )
