# SPDX-License-Identifier: MulanPSL-2.0
"""逐项走查 (ux 2.4.6, S10, S22): one item a page, answers by number pad, resume where one stopped.

Digits never clash: the first question takes 1–3, the count takes figures and Enter, the verdict 4–6.
"""

from __future__ import annotations

from attrs import frozen

from app.model.codes import ItemState, MaterialState, ReviewLevel, Verdict
from app.model.operations import SetValue
from app.paper.volume.plan import PlannedEntry
from app.policy.checklist import ChecklistRow
from app.present.papers.fetch_list import Wanted, wanted_papers
from app.present.papers.late_pages import pages_after, shift_words
from app.present.papers.material_lines import MarkLine, cited_by, marks_of
from app.present.papers.pace import Pace
from app.present.papers.walk_desks import ApplicantDesk, Desk, Draft, Question, ReviewerDesk
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.words import spans_words


@frozen
class RailItem:
    """One cell of the item rail; tone is todo, ready, ok, must or warn."""

    entry_id: str
    name: str
    tone: str
    current: bool
    flagged: bool


@frozen
class WalkState:
    """Everything the page draws."""

    title: str
    person: str
    subject: str
    position: int
    total: int
    unseen: int
    tab: str
    name: str
    entry_id: str
    pages_line: str
    questions: tuple[Question, ...]
    count: str
    registered: str
    count_note: str
    reason: str
    reason_wanted: bool
    phrases: tuple[str, ...]
    note: str
    marks: tuple[MarkLine, ...]
    clauses: tuple[tuple[str, str], ...]
    sample: str
    cited_by: tuple[str, ...]
    rail: tuple[RailItem, ...]
    finished: bool
    summary: str
    count_question: str
    pace: str
    bring: str
    end: WalkEnd | None


@frozen
class WalkEnd:
    """The page after the last item.

    Attributes:
        title: how many were seen, and what is still missing.
        papers: what to fetch (applicant's desk).
        unseen: items nobody at this desk has answered.
        flagged: how many items are under ⚑ 回头再办.
    """

    title: str
    papers: tuple[Wanted, ...]
    unseen: tuple[Wanted, ...]
    flagged: int


class WalkPresenter(Presenter):
    """Goes through the items one by one for either desk."""

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(session)
        self.desk = desk
        self._current = desk.start(session)
        self._draft: Draft | None = None
        self._ended = False
        self._pace = Pace(session.clock)

    def _rows(self) -> list[ChecklistRow]:
        return list(self.session.checklist.rows)

    def _index(self) -> int:
        rows = self._rows()
        found = next((i for i, row in enumerate(rows) if row.entry.id == self._current), None)
        if found is not None:
            return found
        return next((i for i, row in enumerate(rows) if not self.desk.seen(row)), 0)

    def _row(self) -> ChecklistRow:
        return self._rows()[self._index()]

    @property
    def draft(self) -> Draft:
        """Return the answers on the page."""
        if self._draft is None:
            self._draft = self.desk.draft(self._row())
        return self._draft

    @property
    def state(self) -> WalkState:
        """Return what the page draws."""
        rows, index = self._rows(), self._index()
        row, draft = rows[index], self.draft
        unseen = sum(not self.desk.seen(r) for r in rows)
        place = self.session.plan.entry(row.entry.id)
        pages = _where(place)
        return WalkState(
            title=self.desk.title,
            person=self.session.declaration.basics.name,
            subject=self._subject(),
            position=index + 1,
            total=len(rows),
            unseen=unseen,
            tab=row.tab,
            name=row.name,
            entry_id=row.entry.id,
            pages_line=pages,
            questions=self.desk.questions(draft),
            count=draft.count,
            registered=_registered(row),
            count_note=_count_note(self.session, row, draft.count),
            reason=draft.reason,
            reason_wanted=self.desk.reason_wanted(draft),
            phrases=self.desk.phrases(row),
            note=draft.note,
            marks=marks_of(row.entry),
            clauses=tuple((c, self.session.pack.clause(c).text) for c in row.clauses),
            sample=row.item.sample if row.item else "",
            cited_by=cited_by(self.session, row.entry.id),
            rail=tuple(self._rail(r, i == index) for i, r in enumerate(rows)),
            finished=unseen == 0,
            summary=self._summary(rows),
            count_question=self.desk.count_question,
            pace=self._pace.words(unseen),
            bring=draft.bring,
            end=self._end(rows) if self._ended else None,
        )

    def _end(self, rows: list[ChecklistRow]) -> WalkEnd:
        applicant = isinstance(self.desk, ApplicantDesk)
        return WalkEnd(
            title=self._summary(rows),
            papers=wanted_papers(self.session) if applicant else (),
            unseen=tuple(
                Wanted(row.entry.id, row.tab, row.name, "还没看")
                for row in rows
                if not self.desk.seen(row)
            ),
            flagged=sum(row.entry.flagged for row in rows),
        )

    def _subject(self) -> str:
        answers = self.session.declaration.route
        return "　".join(filter(None, (answers.title, answers.series, answers.specialty)))

    def _rail(self, row: ChecklistRow, current: bool) -> RailItem:
        tone = self.desk.tone(row) if self.desk.seen(row) else "todo"
        return RailItem(row.entry.id, row.name, tone, current, row.entry.flagged)

    def _summary(self, rows: list[ChecklistRow]) -> str:
        unseen = sum(not self.desk.seen(row) for row in rows)
        if unseen:
            return f"还有 {unseen} 项没看"
        missing = sum(row.entry.state == MaterialState.NOT_READY for row in rows)
        if isinstance(self.desk, ApplicantDesk):
            return f"{len(rows)} 项都看过了。" + (
                f"还有 {missing} 项没准备好。" if missing else "都准备好了。"
            )
        wants = sum(
            (mark := row.entry.mark(self.desk.level)) is not None
            and mark.verdict == Verdict.NEEDS_CORRECTION
            for row in rows
            if isinstance(self.desk, ReviewerDesk)
        )
        return f"{len(rows)} 项都看过了，" + (f"其中 {wants} 项需补正。" if wants else "都通过了。")

    # -- intents

    def press(self, key: str) -> bool:
        """Answer the question that owns a digit; False when no question does."""
        for question in self.desk.questions(self.draft):
            for choice in question.choices:
                if choice.key == key:
                    self.answer(question.name, choice.value)
                    return True
        return False

    def answer(self, question: str, value: str) -> None:
        """Answer 'first' or 'last'."""
        setattr(self.draft, question, value)
        if question == "first" and value == "to_be_seen" and self.draft.last == "pass":
            self.draft.last = ""
        self.changed()

    def type_count(self, text: str) -> None:
        """Keep the typed count; it is judged when saved."""
        self.draft.count = text
        self.changed()

    def type_reason(self, text: str) -> None:
        """Keep the typed reason."""
        self.draft.reason = text

    def type_bring(self, text: str) -> None:
        """Keep what the applicant is to bring."""
        self.draft.bring = text

    def type_note(self, text: str) -> None:
        """Keep the typed note."""
        self.draft.note = text

    def save_and_next(self) -> bool:
        """Save the answers and go to the next item; returns False at the last one.

        Raises:
            UserError: what is missing; the answers stay on the page.
        """
        row = self._row()
        draft = self.draft
        self.desk.save(self.session, row, draft)
        self._pace.saved()
        return self._go(self._position(row.entry.id) + 1)

    def skip(self) -> bool:
        """Leave the item as it is and go on."""
        return self._go(self._index() + 1)

    def back(self) -> bool:
        """Go to the item before; from the page after the last item, to the last item."""
        if self._ended:
            return self._go(self._index())
        return self._go(self._index() - 1)

    def go_to_unseen(self) -> None:
        """Go to the first item nobody at this desk has answered."""
        rows = self._rows()
        self._go(next((n for n, row in enumerate(rows) if not self.desk.seen(row)), 0))

    def go_to_flagged(self) -> None:
        """Go to the first item under ⚑ 回头再办; stay when there is none."""
        rows = self._rows()
        self._go(next((n for n, r in enumerate(rows) if r.entry.flagged), self._index()))

    def undoes_a_pass(self) -> bool:
        """Tell whether saving now would undo what a reviewer verified; the screen asks first."""
        row = self._row()
        if not isinstance(self.desk, ApplicantDesk):
            return False
        verified = row.entry.shown_state() == ItemState.VERIFIED
        return verified and self.desk.changes_paper(row, self.draft)

    def go_to(self, entry_id: str) -> None:
        """Go to one item."""
        self._go(self._position(entry_id))

    def _position(self, entry_id: str) -> int:
        return next(i for i, row in enumerate(self._rows()) if row.entry.id == entry_id)

    def _go(self, index: int) -> bool:
        rows = self._rows()
        inside = 0 <= index < len(rows)
        self._current = rows[min(max(index, 0), len(rows) - 1)].entry.id
        self._draft = None
        self._ended = index >= len(rows)
        self.desk.leave(self.session, self._current)
        self.changed()
        return inside

    def flag(self) -> None:
        """Set or take off ⚑ 回头再办."""
        entry = self._row().entry
        self.session.apply(SetValue(f"materials.{entry.id}.flagged", not entry.flagged, "回头再办"))


def _where(place: PlannedEntry | None) -> str:
    if place is not None and place.spans:
        return f"翻到第 {spans_words(place.spans)} 页"
    return "还没有页码" if place is not None and place.bound else "单独报送，不装订"


def _registered(row: ChecklistRow) -> str:
    entry = row.entry
    form = "原件" if entry.form == "original" else "复印件"
    pages = entry.page_count()
    count = f"{pages} 页" if pages else "页数未登记"
    sides = "，双面" if entry.double_sided else ""
    return f"登记：{form} {entry.copies} 份，{count}{sides}"


def _count_note(session: Session, row: ChecklistRow, typed: str) -> str:
    pages = row.entry.page_count()
    if not typed.strip().isdigit() or not pages:
        return ""
    if int(typed) == pages:
        return "相符"
    later = "已经装订，多出的编到册尾作补正材料"
    if not session.declaration.bound_on:
        moved = shift_words(pages_after(session, row.entry.id))
        later = f"照实点改，{moved or '没有别的页码要动'}"
    return f"登记 {pages} 页，不相符；{later}"


WALK_WORDS = {
    ReviewLevel.UNIT: "初审走查",
    ReviewLevel.DEPARTMENT: "复审走查",
    ReviewLevel.HR: "审核走查",
    ReviewLevel.COMMITTEE: "复核走查",
}


def applicant_walk(session: Session) -> WalkPresenter:
    """Return the applicant's walk."""
    return WalkPresenter(session, ApplicantDesk())


def reviewer_walk(session: Session) -> WalkPresenter:
    """Return the walk of the reviewer whose desk this is."""
    level = session.role.level if session.role.reviews else ReviewLevel.UNIT
    return WalkPresenter(session, ReviewerDesk(level, WALK_WORDS[level]))


class WalkHolder(Presenter):
    """Keeps the walk of the declaration in hand; another declaration starts another walk."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._walk: WalkPresenter | None = None
        self._of = ""

    def walk(self) -> WalkPresenter:
        """Return the walk of the declaration in hand, for the desk this is."""
        if self._walk is None or self._of != self.session.declaration.id:
            if self._walk is not None:
                self._walk.close()
            make = reviewer_walk if self.session.role.reviews else applicant_walk
            self._walk, self._of = make(self.session), self.session.declaration.id
            self._walk.subscribe(self.changed)
        return self._walk
