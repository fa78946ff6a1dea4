# SPDX-License-Identifier: MulanPSL-2.0
"""What is printed of one sending back: 换页清单, 补正情况说明, and the lines of the second hand-over."""

from __future__ import annotations

from app.kernel.progress import Progress, silent
from app.model.materials import ExchangedSheet, LevelReview
from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.forms import Matter, render
from app.present.prints.unit_forms import form_to_print
from app.present.returned.baseline import baseline_of
from app.present.returned.compare import Pace, PaperCompare
from app.present.returned.exchange import FATES, exchange_lines, notes_of
from app.present.returned.rounds import (
    ItemFate,
    exchange_of,
    last_sent_back,
    open_round,
    sent_items,
)
from app.present.session import Session


def sheets_to_list(
    session: Session, review: LevelReview, progress: Progress | None = None
) -> tuple[ExchangedSheet, ...]:
    """Return the sheets of a 换页清单: as registered, else as they stand now, found by printing."""
    registered = exchange_of(session, review)
    if registered is not None:
        return registered.sheets
    base = baseline_of(session, review)
    if base is None:
        return ()
    notes = notes_of(session, review)
    compare = PaperCompare(session, Pace(progress or silent()))
    lines = exchange_lines(session, compare, base, notes)
    return tuple(line.sheet for line in lines)


def exchange_piece(session: Session, context: PaperContext, progress: Progress) -> Piece | None:
    """Return 换页清单, None when nothing was sent back."""
    review = last_sent_back(session)
    if review is None:
        return None
    rows = tuple(
        (sheet.paper, sheet.out, sheet.into, sheet.resign, FATES.get(sheet.fate, ""))
        for sheet in sheets_to_list(session, review, progress)
    )
    return render(
        form_to_print(session.vault, "exchange"),
        context,
        matter=Matter(number=review.slip, sheets=rows),
    )


def explanation_piece(session: Session, context: PaperContext, _progress: Progress) -> Piece | None:
    """Return 补正情况说明 of the last sending back, None when nothing was sent back."""
    review = last_sent_back(session)
    if review is None:
        return None
    return render(form_to_print(session.vault, "explanation"), context, level=review.level)


def has_exchange(session: Session) -> bool:
    """Tell whether there is paper out to change sheets in."""
    review = last_sent_back(session)
    return review is not None and baseline_of(session, review) is not None


def has_answers(session: Session) -> bool:
    """Tell whether an item was answered without a change."""
    review = last_sent_back(session)
    return review is not None and any(
        item.fate == ItemFate.ANSWERED for item in sent_items(session, review)
    )


def second_handover_rows(session: Session) -> tuple[tuple[str, str, str, str, str], ...]:
    """Return the lines a second hand-over lists beside the volumes; empty for a first one."""
    review = open_round(session)
    if review is None or baseline_of(session, review) is None:
        return ()
    sheets = sheets_to_list(session, review)
    rows = [
        (f"{sheet.paper}　{sheet.into}", "", "", "", "换上" if sheet.out else "补入")
        for sheet in sheets
        if sheet.into
    ]
    out = [sheet for sheet in sheets if sheet.out and sheet.fate == "filed"]
    if out:
        rows.append((f"撤下的旧页（{len(out)} 处，见换页清单）", "", "", "", "入卷备查"))
    rows.append(("换页清单", "2", "", "", "双方各存一份"))
    if has_answers(session):
        rows.append(("补正情况说明", "1", "", "", ""))
    return tuple(rows)
