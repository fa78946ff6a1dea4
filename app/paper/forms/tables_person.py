# SPDX-License-Identifier: MulanPSL-2.0
"""Rows of the 评审表: study, credits, career, achievements, papers, examinations, appraisals."""

from __future__ import annotations

from attrs import frozen

from app.kernel.dates import dotted
from app.model.codes import Openness
from app.model.work import Achievement, Work
from app.paper.forms.context import FormContext, period, sort_key
from app.paper.forms.registry import REGISTRY, RowValue
from app.paper.forms.words import word

KEPT = "材料由单位留存备查"
_SAYS_NOTHING = ("", "无", "其他")  # chosen from a list for want of a better word


@frozen
class Wording:
    """What of an achievement may stand on paper."""

    title: str
    content: str
    result: str


def wording(row: Achievement) -> Wording | None:
    """Return what goes on paper (D-7): the open wording where there is one, None where nothing may.

    A withheld row kept by the unit prints its open wording, or its kind and a count; never its text
    or its dates (secrecy.md 7.4-5).
    """
    if row.openness == Openness.WITHHELD:
        open_words = row.open_title or f"{word('achievement', row.kind)}1项"
        return Wording(open_words, "", "") if row.kept_by_unit else None
    if row.openness == Openness.DESENSITISED:
        return Wording(
            row.open_title or row.title,
            row.open_content or row.content,
            row.open_result or row.result,
        )
    return Wording(row.title, row.content, row.result)


def work_title(row: Work) -> str | None:
    """Return the title of a paper that may be printed, None where nothing may."""
    if row.openness == Openness.WITHHELD:
        return (row.open_title or f"{word('work', row.kind)}1篇") if row.kept_by_unit else None
    if row.openness == Openness.DESENSITISED and row.open_title:
        return row.open_title
    return row.title


def evidence(context: FormContext, row: Achievement | Work) -> str:
    """Return （见第37—41页）, （材料由单位留存备查，见第50页）, or nothing while pages are not known."""
    pages = context.references.get(row.id, "")
    inner = "，".join(part for part in (KEPT if row.kept_by_unit else "", pages) if part)
    return f"（{inner}）" if inner else ""


@REGISTRY.table("education", "period", "place", "content", "length", "outcome", "witness")
def study(context: FormContext) -> tuple[RowValue, ...]:
    """学习培训经历: every 学历, the second one with them (D-13), and every training, by time."""
    rows = [
        (
            sort_key(row.started or row.graduated),
            RowValue(
                {
                    "period": period(row.started, row.graduated, broken=True)
                    if row.started
                    else dotted(row.graduated),
                    "place": row.school,
                    "content": row.major,
                    "length": row.years_of_study,
                    "outcome": "\n".join(
                        part for part in (row.level, row.mode, row.degree) if part and part != "无"
                    ),
                    "witness": "—",
                },
                f"education.{row.id}",
            ),
        )
        for row in context.declaration.education
    ]
    rows += [
        (
            sort_key(row.started),
            RowValue(
                {
                    "period": period(row.started, row.ended, broken=True)
                    if row.started
                    else dotted(row.ended),
                    "place": row.place,
                    "content": row.content,
                    "length": row.length,
                    "outcome": row.outcome,
                    "witness": row.witness,
                },
                f"training.{row.id}",
            ),
        )
        for row in context.declaration.training
    ]
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _hours(count: int | None) -> str:
    return "" if count is None else str(count)


@REGISTRY.table("credits", "year", "specialty", "general", "total", "card", "exemption")
def credit_years(context: FormContext) -> tuple[RowValue, ...]:
    """继续教育 by year; the sum only when at least one of the two is known."""
    rows = []
    for row in sorted(context.declaration.credits, key=lambda row: row.year):
        known = [hours for hours in (row.specialty_hours, row.general_hours) if hours is not None]
        values = {
            "year": row.year,
            "specialty": _hours(row.specialty_hours),
            "general": _hours(row.general_hours),
            "total": str(sum(known)) if known else "",
            "card": row.card,
            "exemption": row.exemption,
        }
        rows.append(RowValue(values, f"credits.{row.id}"))
    return tuple(rows)


@REGISTRY.table("career", "period", "unit", "work", "position", "place", "witness")
def career(context: FormContext) -> tuple[RowValue, ...]:
    """工作经历 with 工作地类型 (needed by PC-06, PC-07)."""
    return tuple(
        RowValue(
            {
                "period": period(row.started, row.ended, broken=True),
                "unit": row.unit,
                "work": row.work,
                "position": row.position,
                "place": word("place", row.place),
                "witness": row.witness,
            },
            f"career.{row.id}",
        )
        for row in context.declaration.career
    )


@REGISTRY.table("achievements", "period", "title", "role", "effect", "evidence")
def achievements_before(context: FormContext) -> tuple[RowValue, ...]:
    """任现职前主要专业技术工作业绩登记."""
    return _achievements(context, "before")


@REGISTRY.table("achievements", "period", "title", "role", "effect", "evidence")
def achievements_after(context: FormContext) -> tuple[RowValue, ...]:
    """任现职后主要专业技术工作业绩登记."""
    return _achievements(context, "after")


def _achievements(context: FormContext, phase: str) -> tuple[RowValue, ...]:
    rows = []
    for row in context.declaration.achievements:
        said = wording(row)
        if row.phase != phase or said is None:
            continue
        hidden = row.openness == Openness.WITHHELD
        values = {
            "period": "" if hidden else period(row.started, row.ended, broken=True),
            "title": said.title,
            "role": "" if hidden else _role(row, said.content),
            "effect": "" if hidden else _effect(row, said.result),
            "evidence": evidence(context, row),
        }
        rows.append(RowValue(values, f"achievements.{row.id}"))
    return tuple(rows)


def _role(row: Achievement, content: str) -> str:
    rank = f"（{row.rank if not row.rank.isdigit() else f'排名第{row.rank}'}）" if row.rank else ""
    own = f"{row.role}{rank}"
    if not own or content.startswith(own):
        return content
    return f"{own}。{content}" if content else own


def _effect(row: Achievement, result: str) -> str:
    if row.grade in _SAYS_NOTHING or row.grade in result:
        return result
    return f"{result.removesuffix('。')}（{row.grade}）。" if result else row.grade


@REGISTRY.table("works", "date", "title", "venue", "authorship", "evidence")
def works(context: FormContext) -> tuple[RowValue, ...]:
    """著作、论文及重要技术报告登记."""
    rows = []
    for row in context.declaration.works:
        title = work_title(row)
        if title is None:
            continue
        hidden = row.openness == Openness.WITHHELD
        values = {
            "date": "" if hidden else dotted(row.published),
            "title": title if hidden else _named(row, title),
            "venue": "" if hidden else _venue(row),
            "authorship": "" if hidden else authorship(row),
            "evidence": evidence(context, row),
        }
        rows.append(RowValue(values, f"works.{row.id}"))
    return tuple(rows)


def _named(row: Work, title: str) -> str:
    marked = f"{title}（代表作）" if row.representative else title
    plain = row.openness != Openness.DESENSITISED
    return f"{marked}\n{row.abstract}" if row.abstract and plain else marked


def _venue(row: Work) -> str:
    return "，".join(
        part for part in (row.venue, row.issue, row.indexing) if part not in _SAYS_NOTHING
    )


def authorship(row: Work) -> str:
    """Return 第1作者, 独著, with 通讯作者 where it is so."""
    rank = f"第{row.author_rank}作者" if row.author_rank.isdigit() else row.author_rank
    return "\n".join(part for part in (rank, "通讯作者" if row.corresponding else "") if part)


@REGISTRY.table("examinations", "taken", "name", "subject", "score", "organiser")
def examinations(context: FormContext) -> tuple[RowValue, ...]:
    """考试成绩; the line and its term beside the score (S-2.3-1)."""
    rows = []
    for row in context.declaration.examinations:
        line = f"（{row.line_kind or '合格线'}{row.line}）" if row.line else ""
        term = f"有效期至{dotted(row.valid_until)}" if row.valid_until else ""
        values = {
            "taken": dotted(row.taken),
            "name": row.name,
            "subject": row.subject,
            "score": "\n".join(part for part in (f"{row.score}{line}", term) if part),
            "organiser": row.organiser,
        }
        rows.append(RowValue(values, f"examinations.{row.id}"))
    return tuple(rows)


@REGISTRY.table("appraisals", "year", "grade", "unit", "note")
def appraisals(context: FormContext) -> tuple[RowValue, ...]:
    """年度考核结果 by year."""
    return tuple(
        RowValue(
            {"year": row.year, "grade": row.grade, "unit": row.unit, "note": row.note},
            f"appraisals.{row.id}",
        )
        for row in sorted(context.declaration.appraisals, key=lambda row: row.year)
    )
