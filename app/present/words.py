# SPDX-License-Identifier: MulanPSL-2.0
"""Words for states, one way to say each (ux 2.4.1, 2.4.4)."""

from __future__ import annotations

from collections.abc import Sequence

from app.model.codes import ItemState, OriginalCheck, ReviewLevel, Verdict
from app.paper.volume.plan import Span

STATE_WORDS: dict[ItemState, str] = {
    ItemState.NOT_READY: "未准备",
    ItemState.READY: "已准备",
    ItemState.NOT_APPLICABLE: "不适用",
    ItemState.NEEDS_CORRECTION: "需补正",
    ItemState.VERIFIED: "已核验",
    ItemState.ANSWERED: "已回应",
}
ORIGINAL_WORDS: dict[OriginalCheck, str] = {
    OriginalCheck.UNCHECKED: "未核",
    OriginalCheck.MATCHES: "一致",
    OriginalCheck.DIFFERS: "不一致",
    OriginalCheck.ORIGINAL_BOUND: "原件入册",
    OriginalCheck.TO_BE_SEEN: "待补看",
}
VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.PASS: "通过",
    Verdict.NEEDS_CORRECTION: "需补正",
    Verdict.NOT_APPLICABLE: "不适用，同意",
    Verdict.ORIGINAL_PENDING: "原件待补看",
}
LEVEL_WORDS: dict[ReviewLevel, str] = {
    ReviewLevel.SELF: "本人自查",
    ReviewLevel.UNIT: "单位初审",
    ReviewLevel.DEPARTMENT: "主管复审",
    ReviewLevel.HR: "人社审核",
    ReviewLevel.COMMITTEE: "评委会复核",
}


def pages_range(first: int | None, last: int | None) -> str:
    """Return 29–31, 17, or an em dash where there is no page."""
    if not first or not last:
        return "—"
    return str(first) if first == last else f"{first}–{last}"


def spans_words(spans: Sequence[Span]) -> str:
    """Return the pages of a material as they stand on paper: 29–31, 30-1, or an em dash."""
    return "、".join(span.words.replace("—", "–") for span in spans) or "—"


def short_day(iso: str) -> str:
    """Return 6月12日 for an ISO day; other text as it is."""
    parts = iso.split("-")
    return f"{int(parts[1])}月{int(parts[2])}日" if len(parts) == 3 else iso
