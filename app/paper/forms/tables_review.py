# SPDX-License-Identifier: MulanPSL-2.0
"""Rows about materials: what was reviewed, what must be put right, what the secrecy review covers."""

from __future__ import annotations

from app.kernel.dates import dotted
from app.model.codes import Openness, Verdict
from app.model.notification import NotifiedItem
from app.model.work import Achievement, Work
from app.paper.forms import facts_person as person
from app.paper.forms.context import FormContext
from app.paper.forms.registry import REGISTRY, RowValue
from app.paper.forms.tables_person import KEPT, wording, work_title
from app.paper.forms.words import word
from app.paper.return_slip import return_slip, wanted
from app.policy.checklist import ChecklistRow, checklist

TREATMENTS = {
    Openness.OPEN: "不涉密",
    Openness.DESENSITISED: "脱密后提交",
    Openness.WITHHELD: "不提交",
    Openness.UNDECIDED: "",
}


def _rows(context: FormContext) -> tuple[ChecklistRow, ...]:
    return tuple(checklist(context.paper.pack, context.declaration).rows)


def _cited(context: FormContext, clause: str) -> str:
    """Return clause ids as people cite them (通知三（四）); words that are no id are kept."""
    ids = clause.replace("，", " ").replace("、", " ").replace(",", " ").split()
    clauses = context.paper.pack.clauses
    places = [clauses[name].place if name in clauses else name for name in ids]
    return "、".join(dict.fromkeys(places))


@REGISTRY.table("materials", "tab", "name", "copies", "pages", "original", "verdict", "note")
def materials_reviewed(context: FormContext) -> tuple[RowValue, ...]:
    """Every material in binding order with this level's own column (S-6.1.1-4)."""
    rows = []
    for row in _rows(context):
        mark = row.entry.mark(context.level)
        pages = (
            mark.counted
            if mark is not None and mark.counted is not None
            else row.entry.page_count() or None
        )
        values = {
            "tab": str(row.number) if row.number else row.tab,
            "name": row.name,
            "copies": str(row.entry.copies),
            "pages": "" if pages is None else str(pages),
            "original": word("original", mark.original) if mark else "",
            "verdict": word("verdict", mark.verdict) if mark else "",
            "note": mark.note if mark else "",
        }
        rows.append(RowValue(values, f"materials.{row.entry.id}"))
    return tuple(rows)


@REGISTRY.answer("reviews")
def return_slip_code(context: FormContext) -> str:
    """Return the digits of this slip as a file (app.model.return_slip), for a person to compare."""
    slip = return_slip(context.declaration, _rows(context), context.level)
    return slip.code if slip.items else ""


@REGISTRY.condition
def has_corrections(context: FormContext) -> bool:
    """Something stands to be put right at this level."""
    return bool(return_slip_code(context))


@REGISTRY.table("materials", "box", "number", "name", "problem", "clause", "bring")
def corrections(context: FormContext) -> tuple[RowValue, ...]:
    """What must be put right, numbered, with a box for the applicant to tick.

    A notification says what was told that day; else it is what this level's marks want now.
    """
    if context.matter.told:
        return tuple(
            _told(number, item, context) for number, item in enumerate(context.matter.told, 1)
        )
    rows: list[RowValue] = []
    for row in _rows(context):
        mark = row.entry.mark(context.level)
        if mark is None or not wanted(mark):
            continue
        values = {
            "box": "□",
            "number": str(mark.number or len(rows) + 1),
            "name": f"{row.name}（{row.number}）" if row.number else row.name,
            "problem": mark.reason,
            "clause": _cited(context, mark.clause),
            "bring": "\n".join(
                part for part in (mark.bring, f"{dotted(mark.due)}前" if mark.due else "") if part
            ),
        }
        rows.append(RowValue(values, f"materials.{row.entry.id}"))
    return tuple(sorted(rows, key=lambda row: int(row.values["number"])))


def _told(number: int, item: NotifiedItem, context: FormContext) -> RowValue:
    values = {
        "box": "□",
        "number": str(number),
        "name": item.name,
        "problem": item.problem,
        "clause": _cited(context, item.clause),
        "bring": item.bring,
    }
    return RowValue(values, f"materials.{item.entry}")


@REGISTRY.table("materials", "number", "name", "problem", "answer")
def answered_items(context: FormContext) -> tuple[RowValue, ...]:
    """What the applicant does not change, with the reason, numbered as on the slip that came back."""
    rows: list[RowValue] = []
    for row in _rows(context):
        mark = row.entry.mark(context.level)
        if mark is None or mark.stale or mark.verdict != Verdict.NEEDS_CORRECTION:
            continue
        if mark.answered:
            values = {
                "number": str(mark.number or len(rows) + 1),
                "name": f"{row.name}（{row.number}）" if row.number else row.name,
                "problem": mark.reason,
                "answer": mark.answered,
            }
            rows.append(RowValue(values, f"materials.{row.entry.id}"))
    return tuple(rows)


@REGISTRY.table("achievements", "number", "name", "treatment", "case", "reviewer", "date")
def secrecy_items(context: FormContext) -> tuple[RowValue, ...]:
    """Achievements and papers with the recorded treatment; withheld ones by kind only (D-7)."""
    rows: list[RowValue] = []
    for row in context.declaration.achievements:
        said = wording(row)
        named = said.title if said is not None else f"{word('achievement', row.kind)}1项（{KEPT}）"
        rows.append(_treated(len(rows) + 1, named, row, f"achievements.{row.id}"))
    for work in context.declaration.works:
        title = work_title(work)
        named = title if title is not None else f"{word('work', work.kind)}1篇（{KEPT}）"
        rows.append(_treated(len(rows) + 1, named, work, f"works.{work.id}"))
    return tuple(rows)


def _treated(number: int, name: str, row: Achievement | Work, path: str) -> RowValue:
    values = {
        "number": str(number),
        "name": name,
        "treatment": TREATMENTS[row.openness],
        "case": row.secrecy_case,
        "reviewer": row.secrecy_reviewer,
        "date": dotted(row.secrecy_date),
    }
    return RowValue(values, path)


@REGISTRY.table(
    "", "number", "name", "sex", "born", "education", "title", "declared", "specialty", "kind"
)
def notice_people(context: FormContext) -> tuple[RowValue, ...]:
    """The one person of a unit's notice; no number, place or project stands on it (forms.md 4.6)."""
    basics = context.declaration.basics
    values = {
        "number": "1",
        "name": basics.name,
        "sex": basics.sex,
        "born": person.born_month(context),
        "education": person.education_level(context),
        "title": person.present_title_and_date(context),
        "declared": context.declaration.route.title,
        "specialty": person.series_and_specialty(context),
        "kind": person.kind_words(context),
    }
    return (RowValue(values, "basics.name"),)
