# SPDX-License-Identifier: MulanPSL-2.0
"""The two desks of the walk: the applicant's own word, and a reviewer's mark in their own column."""

from __future__ import annotations

from typing import Protocol

import attrs
from attrs import define, frozen

from app.kernel.clock import Clock
from app.kernel.errors import UserError
from app.model.codes import MaterialState, OriginalCheck, ReviewLevel, Verdict
from app.model.declaration import Declaration
from app.model.materials import ReviewMark
from app.model.operations import Change, MarkMaterial, SetValues, review_of
from app.policy.checklist import ChecklistRow
from app.present.papers.late_pages import refuse_growth
from app.present.session import Session

LONGEST_COUNT = 2000


@frozen
class Choice:
    """One answer; ``key`` is the digit on the number pad."""

    key: str
    word: str
    value: str


@frozen
class Question:
    """One question; ``answer`` is the value chosen so far, empty when none."""

    name: str
    numeral: str
    text: str
    choices: tuple[Choice, ...]
    answer: str
    note: str = ""


@define
class Draft:
    """Answers to the item on the page, not yet saved."""

    first: str = ""
    count: str = ""
    last: str = ""
    reason: str = ""
    note: str = ""
    bring: str = ""


class Desk(Protocol):
    """What differs between the applicant's walk and a reviewer's."""

    title: str
    count_question: str

    def seen(self, row: ChecklistRow) -> bool:
        """Tell whether this desk has answered the item."""
        ...

    def tone(self, row: ChecklistRow) -> str:
        """Return how an answered item looks on the rail."""
        ...

    def draft(self, row: ChecklistRow) -> Draft:
        """Return the answers that stand already."""
        ...

    def questions(self, draft: Draft) -> tuple[Question, ...]:
        """Return the questions with the answers so far."""
        ...

    def phrases(self, row: ChecklistRow) -> tuple[str, ...]:
        """Return the usual reasons for this item."""
        ...

    def reason_wanted(self, draft: Draft) -> bool:
        """Tell whether the answers so far want a reason."""
        ...

    def save(self, session: Session, row: ChecklistRow, draft: Draft) -> None:
        """Write the answers; raises UserError naming what is missing."""
        ...

    def start(self, session: Session) -> str:
        """Return the item to resume at, or empty."""
        ...

    def leave(self, session: Session, entry_id: str) -> None:
        """Remember where one stopped."""
        ...


def parse_count(text: str) -> int | None:
    """Return a typed page count; None when empty; raises UserError M16-RANGE out of 0–2000."""
    plain = text.strip().translate({0xFF10 + n: str(n) for n in range(10)})
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or int(plain) > LONGEST_COUNT:
        raise UserError("M16-RANGE", name="这一项", pages=text)
    return int(plain)


class ApplicantDesk:
    """已准备 / 还没有 / 不适用, pages, original or copy."""

    title = "逐项走查"
    count_question = "一共几页"
    _FIRST = (
        ("1", "已准备", "ready"),
        ("2", "还没有", "not_ready"),
        ("3", "不适用", "not_applicable"),
    )
    _LAST = (("4", "复印件", "copy"), ("5", "原件", "original"), ("6", "只有纸质件", "paper_only"))

    def seen(self, row: ChecklistRow) -> bool:
        """Seen once saved in a walk."""
        return row.entry.seen

    def tone(self, row: ChecklistRow) -> str:
        """Show what is at hand as done, what is missing as to be done."""
        return "warn" if row.entry.state == MaterialState.NOT_READY else "ok"

    def draft(self, row: ChecklistRow) -> Draft:
        """Return what the entry holds."""
        entry = row.entry
        first = entry.state.value if entry.seen else ""
        form = "paper_only" if entry.paper_only else entry.form
        count = str(entry.page_count() or "")
        return Draft(first, count, form if entry.seen else "", entry.reason, entry.note)

    def questions(self, draft: Draft) -> tuple[Question, ...]:
        """Two questions around the count."""
        first = Question("first", "一", "这份材料在手里吗", _choices(self._FIRST), draft.first)
        last = Question("last", "三", "放进册里的是", _choices(self._LAST), draft.last)
        return (first, last)

    def phrases(self, row: ChecklistRow) -> tuple[str, ...]:
        """Return the reasons for 不适用 from the catalogue item."""
        return row.item.reasons if row.item else ()

    def reason_wanted(self, draft: Draft) -> bool:
        """不适用 wants a reason (M15)."""
        return draft.first == "not_applicable"

    def save(self, session: Session, row: ChecklistRow, draft: Draft) -> None:
        """Write the applicant's word on the material."""
        if not draft.first:
            raise UserError("WALK-ANSWER", question="一")
        count = parse_count(draft.count)
        made_here = bool(row.piece)
        if draft.first == "ready" and not count and not row.entry.scans and not made_here:
            raise UserError("M16", name=row.name)
        if draft.first == "not_applicable" and len(draft.reason.strip()) < 2:
            raise UserError("M15", name=row.name)
        if not row.entry.scans and not made_here and count != row.entry.pages:
            refuse_growth(session, row.entry.id, count)
        path = f"materials.{row.entry.id}"
        values = {"note": draft.note, "seen": True} | self._paper(row, draft, count)
        changed = tuple(
            (f"{path}.{name}", value)
            for name, value in values.items()
            if _differs(row, name, value)
        )
        if changed:
            session.apply(SetValues(changed, f"走查“{row.name}”"))

    @staticmethod
    def _paper(row: ChecklistRow, draft: Draft, count: int | None) -> dict[str, object]:
        """Return what is said of the paper itself; a change of it undoes a reviewer's pass."""
        values: dict[str, object] = {
            "state": MaterialState(draft.first),
            "reason": draft.reason.strip(),
        }
        if not row.entry.scans and not row.piece:
            values["pages"] = count
        if draft.last:
            values["paper_only"] = draft.last == "paper_only" and not row.entry.scans
            values["form"] = "original" if draft.last == "original" else "copy"
        return values

    def changes_paper(self, row: ChecklistRow, draft: Draft) -> bool:
        """Tell whether saving would change what is said of the paper; raises UserError as save."""
        if not draft.first:
            return False
        paper = self._paper(row, draft, parse_count(draft.count))
        return any(_differs(row, name, value) for name, value in paper.items())

    def start(self, session: Session) -> str:
        """Return the item the applicant stopped at."""
        return session.vault.setting(f"walk.self.{session.declaration.id}") or ""

    def leave(self, session: Session, entry_id: str) -> None:
        """Keep the item in the vault's settings."""
        session.vault.set_setting(f"walk.self.{session.declaration.id}", entry_id)


class ReviewerDesk:
    """看到原件了吗 / 实点几页 / 通过、需补正、不适用; writes only its own level's column."""

    count_question = "实点几页"
    _FIRST = (
        ("1", "看到，一致", "matches"),
        ("2", "看到，不一致", "differs"),
        ("3", "今天没带", "to_be_seen"),
    )
    _LAST = (
        ("4", "通过", "pass"),
        ("5", "需补正", "needs_correction"),
        ("6", "不适用，同意", "not_applicable"),
    )

    def __init__(self, level: ReviewLevel, title: str) -> None:
        self.level = level
        self.title = title

    def seen(self, row: ChecklistRow) -> bool:
        """Seen once this level's mark stands and the item was not edited since."""
        mark = row.entry.mark(self.level)
        return mark is not None and not mark.stale

    def tone(self, row: ChecklistRow) -> str:
        """Show a wanted correction in red, an original to be seen in amber."""
        mark = row.entry.mark(self.level)
        verdict = mark.verdict if mark else Verdict.PASS
        tones = {Verdict.NEEDS_CORRECTION: "must", Verdict.ORIGINAL_PENDING: "warn"}
        return tones.get(verdict, "ok")

    def draft(self, row: ChecklistRow) -> Draft:
        """Return this level's own mark."""
        mark = row.entry.mark(self.level)
        if mark is None:
            return Draft()
        count = "" if mark.counted is None else str(mark.counted)
        verdict = "" if mark.verdict == Verdict.ORIGINAL_PENDING else mark.verdict.value
        first = "" if mark.original == OriginalCheck.UNCHECKED else mark.original.value
        return Draft(first, count, verdict, mark.reason, mark.note, mark.bring)

    def questions(self, draft: Draft) -> tuple[Question, ...]:
        """Two questions around the count."""
        first = Question("first", "一", "看到原件了吗", _choices(self._FIRST), draft.first)
        last = Question("last", "三", "这一项", _choices(self._LAST), draft.last)
        return (first, last)

    def phrases(self, row: ChecklistRow) -> tuple[str, ...]:
        """Return the usual defects of this material."""
        return row.item.defects if row.item else ()

    def reason_wanted(self, draft: Draft) -> bool:
        """需补正 wants a reason, and so does an original that differs (M22)."""
        return draft.last == "needs_correction" or draft.first == "differs"

    def save(self, session: Session, row: ChecklistRow, draft: Draft) -> None:
        """Write the mark with the reviewer's name and today."""
        verdict = self._verdict(row, draft)
        original = OriginalCheck(draft.first) if draft.first else OriginalCheck.UNCHECKED
        if verdict == Verdict.NEEDS_CORRECTION and len(draft.reason.strip()) < 2:
            raise UserError("WALK-REASON", name=row.name)
        mark = ReviewMark(
            level=self.level,
            verdict=verdict,
            original=original,
            counted=parse_count(draft.count),
            reason=draft.reason.strip(),
            clause=row.clauses[0] if row.clauses else "",
            note=draft.note,
            bring=draft.bring.strip() if verdict == Verdict.NEEDS_CORRECTION else "",
        )
        session.apply(MarkAndStay(row.entry.id, mark, f"审核“{row.name}”"))

    @staticmethod
    def _verdict(row: ChecklistRow, draft: Draft) -> Verdict:
        if draft.last:
            if draft.last == "pass" and draft.first == "differs":
                raise UserError("M22-PASS", name=row.name)
            return Verdict(draft.last)
        if draft.first == "to_be_seen":
            return Verdict.ORIGINAL_PENDING
        if draft.first == "differs":
            return Verdict.NEEDS_CORRECTION
        raise UserError("WALK-ANSWER", question="三")

    def start(self, session: Session) -> str:
        """Return the item this level stopped at: on this machine, else as the document says."""
        here = session.vault.setting(f"walk.{self.level.value}.{session.declaration.id}")
        return here or review_of(session.declaration, self.level).position

    def leave(self, session: Session, entry_id: str) -> None:
        """Keep the item in the vault's settings; the document gets it with the next mark."""
        session.vault.set_setting(f"walk.{self.level.value}.{session.declaration.id}", entry_id)


@frozen
class MarkAndStay:
    """A mark, and that level's place in the list with it: one undo step."""

    entry_id: str
    mark: ReviewMark
    name: str

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change of both."""
        marked = MarkMaterial(self.entry_id, self.mark, self.name).apply(declaration, actor, clock)
        review = attrs.evolve(review_of(marked.after, self.mark.level), position=self.entry_id)
        others = tuple(r for r in marked.after.reviews if r.level != self.mark.level)
        after = attrs.evolve(marked.after, reviews=(*others, review))
        return attrs.evolve(marked, after=after, paths=(*marked.paths, "reviews"))


def _choices(rows: tuple[tuple[str, str, str], ...]) -> tuple[Choice, ...]:
    return tuple(Choice(*row) for row in rows)


def _differs(row: ChecklistRow, name: str, value: object) -> bool:
    return bool(getattr(row.entry, name) != value)
