# SPDX-License-Identifier: MulanPSL-2.0
"""材料清单 (ux S09): the one list that page numbers, catalogue and references follow."""

from __future__ import annotations

from collections import Counter

import attrs

from app.kernel.dates import PartialDate
from app.kernel.errors import UserError
from app.kernel.ids import new_id
from app.model.codes import ItemState, MaterialState, OriginalCheck, Verdict
from app.model.materials import MaterialEntry
from app.model.operations import AddRow, RemoveRow, SetValue, SetValues
from app.policy.checklist import ChecklistRow
from app.present.papers.late_pages import bound_count, refuse_growth
from app.present.papers.material_lines import (
    Filter,
    MaterialDetail,
    MaterialLine,
    MaterialsState,
    cited_by,
    levels_to_come,
    marks_of,
    owners,
)
from app.present.papers.returned import return_card, return_lines
from app.present.papers.scans import TakenIn, used_already
from app.present.presenter import Presenter
from app.present.session import Role, Session
from app.present.words import ORIGINAL_WORDS, STATE_WORDS, short_day, spans_words

ALL = "all"
REMINDED = "reminded"
RETURNED = "returned"
LONGEST_COUNT = 2000
SHORTEST_ANSWER = 4
# The catalogue's name of a paper the program makes → its kind in the print centre.
FORM_PIECES = {
    "contents": "contents",
    "evaluation_form": "evaluation",
    "submission_form": "submission",
    "pledge": "pledge",
}


class MaterialsPresenter(Presenter):
    """Intents of the materials list; every one is an operation on the declaration."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen = ALL
        self._selected: str | None = None
        self._show_returned()

    def _session_changed(self, paths: frozenset[str]) -> None:
        if "*" in paths:
            self._chosen, self._selected = ALL, None
            self._show_returned()
        super()._session_changed(paths)

    def _show_returned(self) -> None:
        """Show only what was sent back, when something was and this is the applicant's desk."""
        applicant = self.session.role == Role.APPLICANT and self.session.has_declaration
        card = return_card(self.session) if applicant else None
        if card is not None and card.count:
            self._chosen = ItemState.NEEDS_CORRECTION

    @property
    def state(self) -> MaterialsState:
        """Return what the screen draws now."""
        lines = tuple(self._line(row) for row in self.session.checklist.rows)
        shown = tuple(line for line in lines if self._passes(line))
        chosen = next(
            (line for line in shown if line.entry_id == self._selected), shown[0] if shown else None
        )
        plan = self.session.plan
        return MaterialsState(
            summary=self._summary(lines),
            filters=self._filters(lines),
            chosen=self._chosen,
            lines=shown,
            selected=self._detail(chosen) if chosen else None,
            sheets=plan.sheets,
            card=return_card(self.session) if self.session.role == Role.APPLICANT else None,
        )

    def _passes(self, line: MaterialLine) -> bool:
        if self._chosen == ALL:
            return True
        if self._chosen == REMINDED:
            return line.reminders > 0
        return line.state == self._chosen

    def _line(self, row: ChecklistRow) -> MaterialLine:
        entry = row.entry
        place = self.session.plan.entry(entry.id)
        found = [
            f
            for f in self.session.findings.standing()
            if f"materials.{entry.id}" in owners(f.paths)
        ]
        state = entry.shown_state()
        return MaterialLine(
            entry_id=entry.id,
            tab=row.tab,
            name=row.name,
            group=row.group,
            state=state,
            state_word=STATE_WORDS[state],
            original_word=_original_word(row, state),
            copies=entry.copies,
            pages=entry.page_count(),
            first=place.first if place else None,
            last=place.last if place else None,
            volume=place.volume if place else None,
            bound=row.bound,
            paper_only=entry.paper_only,
            scans=len(entry.scans),
            reminders=len(found),
            blocking=any(f.severity == "must" for f in found),
            flagged=entry.flagged,
            range=spans_words(place.spans) if place else "—",
        )

    @staticmethod
    def _summary(lines: tuple[MaterialLine, ...]) -> str:
        counts = Counter(line.state for line in lines)
        order = (
            ItemState.VERIFIED,
            ItemState.READY,
            ItemState.NOT_READY,
            ItemState.NEEDS_CORRECTION,
            ItemState.ANSWERED,
            ItemState.NOT_APPLICABLE,
        )
        parts = [f"{STATE_WORDS[state]} {counts[state]}" for state in order if counts[state]]
        return f"{len(lines)} 项：" + "，".join(parts)

    def _filters(self, lines: tuple[MaterialLine, ...]) -> tuple[Filter, ...]:
        def count(state: ItemState) -> int:
            return sum(line.state == state for line in lines)

        chips = [
            Filter(ALL, "全部", len(lines)),
            Filter(ItemState.NOT_READY, "未准备", count(ItemState.NOT_READY)),
            Filter(ItemState.NEEDS_CORRECTION, "需补正", count(ItemState.NEEDS_CORRECTION)),
            Filter(REMINDED, "有提醒", sum(line.reminders > 0 for line in lines)),
        ]
        if answered := count(ItemState.ANSWERED):
            chips.insert(3, Filter(ItemState.ANSWERED, "已回应", answered))
        return tuple(chips)

    def _detail(self, line: MaterialLine) -> MaterialDetail:
        row = self.session.checklist.row(line.entry_id)
        entry = row.entry
        item = row.item
        return MaterialDetail(
            line=line,
            entry=entry,
            clauses=row.clauses,
            clause_text="；".join(self.session.pack.clause(c).reference for c in row.clauses),
            sample=item.sample if item else "",
            fetch_from=item.fetch if item else "",
            reminder=self._reminder(entry),
            marks=marks_of(entry),
            cited_by=cited_by(self.session, entry.id),
            returned=return_lines(self.session, entry),
            to_come=levels_to_come(entry),
            piece=FORM_PIECES.get(row.piece, ""),
            extra=entry.item == "extra",
        )

    def _reminder(self, entry: MaterialEntry) -> str:
        for wish in return_lines(self.session, entry):
            return "，".join(filter(None, (wish.why, wish.due)))
        for finding in self.session.findings.standing():
            if f"materials.{entry.id}" in owners(finding.paths):
                return str(finding.title)
        return ""

    # -- intents

    def choose_filter(self, key: str) -> None:
        """Show only one state, the reminded ones, what was sent back, or all."""
        self._chosen = ItemState.NEEDS_CORRECTION if key == RETURNED else key
        self.changed()

    def select(self, entry_id: str) -> None:
        """Put a row in the detail panel."""
        self._selected = entry_id
        self.changed()

    def selected_id(self) -> str:
        """Return the row in hand; raises UserError MATERIAL-NONE when there is none."""
        detail = self.state.selected
        if detail is None:
            raise UserError("MATERIAL-NONE")
        return detail.line.entry_id

    def toggle_ready(self, entry_id: str) -> None:
        """Swap 未准备 and 已准备 (Space); what was sent back becomes 已准备 (补正后)."""
        entry = self._entry(entry_id)
        sent_back = entry.shown_state() in (ItemState.NEEDS_CORRECTION, ItemState.ANSWERED)
        ready = sent_back or entry.state != MaterialState.READY
        state = MaterialState.READY if ready else MaterialState.NOT_READY
        word = STATE_WORDS[ItemState(state.value)]
        self.session.apply(
            SetValue(f"materials.{entry_id}.state", state, f"把“{self._name(entry_id)}”标为{word}")
        )

    def is_verified(self, entry_id: str) -> bool:
        """Tell whether an edit would undo a reviewer's pass; the screen asks first (ux 1.2)."""
        return self._entry(entry_id).shown_state() == ItemState.VERIFIED

    def mark_not_applicable(self, entry_id: str, reason: str) -> None:
        """Mark 不适用; raises UserError M15 without a reason of at least two characters."""
        if len(reason.strip()) < 2:
            raise UserError("M15", name=self._name(entry_id))
        path = f"materials.{entry_id}"
        values = (
            (f"{path}.state", MaterialState.NOT_APPLICABLE),
            (f"{path}.reason", reason.strip()),
        )
        self.session.apply(SetValues(values, f"把“{self._name(entry_id)}”标为不适用"))

    def set_fields(self, entry_id: str, fields: dict[str, object]) -> None:
        """Set copies, pages, form, double_sided, paper_only, note or flagged of one material.

        Raises:
            UserError: M16-RANGE for a page count out of 0–2000; M24-PAGES, M24-FEWER for another count
                of what is bound. What did not change is left alone.
        """
        pages = fields.get("pages")
        if isinstance(pages, int) and not 0 <= pages <= LONGEST_COUNT:
            raise UserError("M16-RANGE", name=self._name(entry_id), pages=pages)
        entry = self._entry(entry_id)
        if "pages" in fields and fields["pages"] != entry.pages:
            refuse_growth(self.session, entry_id, pages if isinstance(pages, int) else None)
        path = f"materials.{entry_id}"
        changed = tuple(
            (f"{path}.{name}", value)
            for name, value in fields.items()
            if getattr(entry, name) != value
        )
        if changed:
            self.session.apply(SetValues(changed, f"改“{self._name(entry_id)}”"))

    def set_original(
        self, entry_id: str, check: OriginalCheck, checker: str, due: str = ""
    ) -> None:
        """Record 原件核对 with the checker's name and today.

        Args:
            due: the day the original is brought along, for 原件待补看; as typed.

        Raises:
            UserError: ORIGINAL-DAY when 待补看 names no day, or one that is past.
        """
        path = f"materials.{entry_id}"
        today = self.session.clock.today()
        brought = ""
        if check == OriginalCheck.TO_BE_SEEN:
            parsed = PartialDate.parse(due)
            day = parsed.exact() if parsed else None
            if day is None or day < today:
                raise UserError("ORIGINAL-DAY", typed=due)
            brought = day.isoformat()
        values = (
            (f"{path}.original", check),
            (f"{path}.original_by", checker),
            (f"{path}.original_on", today.isoformat()),
            (f"{path}.original_due", brought),
        )
        self.session.apply(SetValues(values, f"核对“{self._name(entry_id)}”的原件"))

    def move(self, entry_id: str, by: int) -> None:
        """Move a bound material within its group; M24 once the volume is bound."""
        rows = self._movable()
        index = next(i for i, row in enumerate(rows) if row.entry.id == entry_id)
        other = index + by
        if 0 <= other < len(rows) and rows[other].group == rows[index].group:
            self._reorder(rows, index, other)

    def move_to(self, entry_id: str, target_id: str) -> None:
        """Put a bound material in the place of another of its group (a drag); M24 as ``move``."""
        rows = self._movable()
        places = {row.entry.id: place for place, row in enumerate(rows)}
        index, other = places.get(entry_id), places.get(target_id)
        if index is None or other is None or index == other:
            return
        if rows[other].group == rows[index].group:
            self._reorder(rows, index, other)

    def _movable(self) -> list[ChecklistRow]:
        if self.session.declaration.bound_on:
            raise UserError("M24", day=short_day(self.session.declaration.bound_on))
        return [row for row in self.session.checklist.rows if row.bound]

    def _reorder(self, rows: list[ChecklistRow], index: int, other: int) -> None:
        entry_id = rows[index].entry.id
        rows.insert(other, rows.pop(index))
        values = tuple(
            (f"materials.{row.entry.id}.place", place) for place, row in enumerate(rows, start=1)
        )
        self.session.apply(SetValues(values, f"移动“{self._name(entry_id)}”"))

    def add_extra(self, title: str, pages: int) -> str:
        """Add a material of one's own at the end; returns its id."""
        if len(title.strip()) < 2:
            raise UserError("MATERIAL-TITLE")
        if not 0 <= pages <= LONGEST_COUNT:
            raise UserError("M16-RANGE", name=title, pages=pages)
        late = bool(self.session.declaration.bound_on)
        entry = MaterialEntry(
            id=new_id(), item="extra", title=title.strip(), pages=pages or None, late=late
        )
        self.session.apply(AddRow("materials", entry, name=f"增加材料“{title}”"))
        return entry.id

    def hang(self, entry_id: str, taken: TakenIn) -> tuple[str, ...]:
        """Hang what was read on a material; returns the advice, duplicates first.

        Raises:
            UserError: M24-PAGES when a bound material would get more pages than it was bound with.
        """
        if not taken.scans:
            return taken.notes
        doubles = [(scan.name, used_already(self.session, scan)) for scan in taken.scans]
        scans = (*self._entry(entry_id).scans, *taken.scans)
        bound = bound_count(self.session, entry_id)
        pages = sum(len(scan.bound_pages()) for scan in scans)
        if bound is not None and pages > bound:
            refuse_growth(self.session, entry_id, pages)
        values = (
            (f"materials.{entry_id}.scans", scans),
            (f"materials.{entry_id}.paper_only", False),
        )
        self.session.apply(SetValues(values, f"给“{self._name(entry_id)}”加扫描件"))
        again = tuple(f"{name}：同一个文件已经附在“{used}”上了。" for name, used in doubles if used)
        return (*again, *taken.notes)

    def remove_extra(self, entry_id: str) -> None:
        """Take away a material added by hand."""
        self.session.apply(RemoveRow("materials", entry_id, f"删去“{self._name(entry_id)}”"))

    def answer_correction(self, entry_id: str, answer: str) -> None:
        """Answer 需补正 without changing the material (已回应); the reviewer sees the reason.

        Raises:
            UserError: MATERIAL-ANSWER for an answer too short, MATERIAL-NOT-SENT-BACK when nobody asked.
        """
        entry = self._entry(entry_id)
        wanted = [m for m in entry.marks if m.verdict == Verdict.NEEDS_CORRECTION and not m.stale]
        if not wanted:
            raise UserError("MATERIAL-NOT-SENT-BACK", name=self._name(entry_id))
        if len(answer.strip()) < SHORTEST_ANSWER:
            raise UserError("MATERIAL-ANSWER", shortest=SHORTEST_ANSWER)
        marks = tuple(
            attrs.evolve(m, answered=answer.strip()) if m in wanted else m for m in entry.marks
        )
        name = f"回应“{self._name(entry_id)}”"
        self.session.apply(SetValue(f"materials.{entry_id}.marks", marks, name))

    def _entry(self, entry_id: str) -> MaterialEntry:
        return self.session.checklist.row(entry_id).entry

    def _name(self, entry_id: str) -> str:
        return str(self.session.checklist.row(entry_id).name)


def _original_word(row: ChecklistRow, state: ItemState) -> str:
    if state == ItemState.NOT_APPLICABLE or row.piece:
        return "—"
    return ORIGINAL_WORDS[row.entry.original]


def waiting(session: Session) -> int:
    """Return how many materials still want the applicant."""
    if not session.has_declaration:
        return 0
    wanted = (ItemState.NOT_READY, ItemState.NEEDS_CORRECTION)
    return sum(row.entry.shown_state() in wanted for row in session.checklist.rows)
