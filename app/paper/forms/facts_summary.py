# SPDX-License-Identifier: MulanPSL-2.0
"""Long answers of the 送审表: one line a fact, each with the pages that prove it (forms.md 4.3)."""

from __future__ import annotations

import re

from app.kernel.dates import dotted
from app.model.codes import AchievementKind, DeclarationKind, Openness
from app.model.work import Achievement
from app.paper.forms.context import FormContext, in_words, period, sort_key
from app.paper.forms.facts_person import first_appointment
from app.paper.forms.registry import REGISTRY
from app.paper.forms.tables_person import evidence, wording, work_title
from app.paper.forms.words import word
from app.paper.names import ground_name

APPRAISALS_SHOWN = 5


def _spaced(*parts: str) -> str:
    return "　".join(part for part in parts if part)


@REGISTRY.answer("education", "training")
def study_lines(context: FormContext) -> str:
    """2001.09—2005.07　练习农业大学农业水利工程专业，大学本科 …; 学历 and training by time, credits last."""
    lines = []
    for row in context.declaration.education:
        major = f"{row.major}专业" if row.major and not row.major.endswith("专业") else row.major
        what = "，".join(
            part
            for part in (f"{row.school}{major}", row.level, row.degree, row.mode)
            if part and part != "无"
        )
        when = period(row.started, row.graduated) if row.started else dotted(row.graduated)
        lines.append((sort_key(row.started or row.graduated), _spaced(when, what)))
    for course in context.declaration.training:
        what = "，".join(
            part for part in (course.content, course.place, course.length, course.outcome) if part
        )
        when = period(course.started, course.ended) if course.started else dotted(course.ended)
        lines.append((sort_key(course.started), _spaced(when, what)))
    return "\n".join(text for _, text in sorted(lines, key=lambda pair: pair[0]))


@REGISTRY.answer("credits")
def credit_line(context: FormContext) -> str:
    """2021年90学时；2022年免除（服务基层）: facts only, no word on whether they suffice (S-5.10 待核)."""
    parts = []
    for row in sorted(context.declaration.credits, key=lambda row: row.year):
        hours = sum(
            count for count in (row.specialty_hours, row.general_hours) if count is not None
        )
        known = row.specialty_hours is not None or row.general_hours is not None
        said = (
            f"{hours}学时"
            if known
            else (f"免除（{row.exemption}）" if row.exemption else "见审验卡")
        )
        parts.append(f"{row.year}年{said}")
    return "；".join(parts)


@REGISTRY.answer("career")
def career_lines(context: FormContext) -> str:
    """2005.07—2012.08　某单位（苏木乡镇），从事…，技术员."""
    lines = []
    for row in context.declaration.career:
        place = f"（{word('place', row.place)}）" if row.place else ""
        what = "，".join(part for part in (f"{row.unit}{place}", row.work, row.position) if part)
        lines.append(_spaced(period(row.started, row.ended), what))
    return "\n".join(lines)


def _numbered(lines: list[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _after(context: FormContext, *kinds: AchievementKind) -> list[Achievement]:
    return [
        row
        for row in context.declaration.achievements
        if row.phase == "after" and (not kinds or row.kind in kinds) and wording(row) is not None
    ]


def _first_sentence(text: str) -> str:
    """Return a result's first sentence: the 送审表 is one sheet, the 评审表 has the whole (forms.md 4.3)."""
    return re.split("[。；\n]", text, maxsplit=1)[0]


def _titled(context: FormContext, row: Achievement, *, with_result: bool = False) -> str:
    """Return name, grade, part, rank and first sentence of the result of an achievement, with its pages."""
    said = wording(row)
    if said is None:
        return ""
    if row.openness == Openness.WITHHELD:
        return f"{said.title}{evidence(context, row)}"
    rank = f"排名第{row.rank}" if row.rank.isdigit() else row.rank
    grade = "" if row.grade in ("无", "其他") else row.grade
    own = "，".join(part for part in (said.title, grade, row.role, rank) if part)
    result = f"：{_first_sentence(said.result)}" if with_result and said.result else ""
    return f"{own}{result}{evidence(context, row)}"


@REGISTRY.answer("achievements")
def project_lines(context: FormContext) -> str:
    """任现职以来承担的项目, numbered, each with what came of it."""
    rows = _after(context, AchievementKind.PROJECT)
    return _numbered([_titled(context, row, with_result=True) for row in rows])


@REGISTRY.answer("achievements")
def innovation_lines(context: FormContext) -> str:
    """重要创新性成果: technology transfer, standards and other results; projects stand above with theirs."""
    kinds = (AchievementKind.TECHNOLOGY_TRANSFER, AchievementKind.STANDARD, AchievementKind.OTHER)
    return "；".join(_titled(context, row, with_result=True) for row in _after(context, *kinds))


def _listed(context: FormContext, *kinds: AchievementKind) -> str:
    return "；".join(_titled(context, row) for row in _after(context, *kinds))


@REGISTRY.answer("achievements")
def award_lines(context: FormContext) -> str:
    """获奖情况."""
    return _listed(context, AchievementKind.AWARD, AchievementKind.HONOUR)


@REGISTRY.answer("achievements")
def patent_lines(context: FormContext) -> str:
    """专利."""
    return _listed(context, AchievementKind.PATENT)


@REGISTRY.answer("works")
def publication_lines(context: FormContext) -> str:
    """论文专著, each with its place and author's rank."""
    said = []
    for row in context.declaration.works:
        title = work_title(row)
        if title is None:
            continue
        hidden = row.openness == Openness.WITHHELD
        named = title if hidden or title.startswith("《") else f"《{title}》"
        rank = f"第{row.author_rank}作者" if row.author_rank.isdigit() else row.author_rank
        details = "，".join(part for part in (row.venue, row.issue, rank) if part)
        tail = "" if hidden or not details else f"，{details}"
        said.append(f"{named}{tail}{evidence(context, row)}")
    return "；".join(said)


@REGISTRY.answer("achievements", "works")
def result_lines(context: FormContext) -> str:
    """主要成果 in its four kinds, one paragraph each (forms.md 4.3)."""
    kinds = (
        ("重要创新性成果", innovation_lines(context)),
        ("获奖", award_lines(context)),
        ("论文专著", publication_lines(context)),
        ("专利", patent_lines(context)),
    )
    return "\n".join(
        f"{name}：{text or '无'}{'' if (text or '无').endswith('。') else '。'}"
        for name, text in kinds
    )


@REGISTRY.answer("route.kind_ground", "service", "benefits")
def preference_lines(context: FormContext) -> str:
    """破格或倾斜依据: the ground, and the service that supports it: kind, place and time."""
    route = context.declaration.route
    ground = ground_name(context.paper.pack, str(route.kind), route.kind_ground)
    said = [ground] if ground else []
    for row in context.declaration.service:
        where = (
            f"{word('service', row.kind)}（{row.place}）"
            if row.place
            else word("service", row.kind)
        )
        said.append(f"{where}{period(row.started, row.ended)}")
    return "；".join(said)


@REGISTRY.answer("route.kind")
def preference_empty(context: FormContext) -> str:
    """Return the ground, or the kind's name when a kind that needs one has none yet."""
    text = preference_lines(context)
    if text or context.declaration.route.kind == DeclarationKind.NORMAL:
        return text
    return word("kind", context.declaration.route.kind)


@REGISTRY.answer("examinations")
def examination_line(context: FormContext) -> str:
    """考试成绩 of 考评结合."""
    parts = []
    for row in context.declaration.examinations:
        named = "".join((row.name, f"（{row.subject}）" if row.subject else ""))
        line = f"（{row.line_kind or '合格线'}{row.line}分）" if row.line else ""
        parts.append(
            "，".join(part for part in (named, f"{row.score}分{line}" if row.score else "") if part)
        )
    return "；".join(parts)


def _appraisal(context: FormContext, place: int) -> str:
    rows = sorted(context.declaration.appraisals, key=lambda row: row.year)[-APPRAISALS_SHOWN:]
    if place >= len(rows):
        return ""
    return f"{rows[place].year} {rows[place].grade}"


@REGISTRY.answer("appraisals")
def appraisal_1(context: FormContext) -> str:
    """Return the first of the last five 年度考核: 2021 合格."""
    return _appraisal(context, 0)


@REGISTRY.answer("appraisals")
def appraisal_2(context: FormContext) -> str:
    """Return the second of the last five."""
    return _appraisal(context, 1)


@REGISTRY.answer("appraisals")
def appraisal_3(context: FormContext) -> str:
    """Return the third of the last five."""
    return _appraisal(context, 2)


@REGISTRY.answer("appraisals")
def appraisal_4(context: FormContext) -> str:
    """Return the fourth of the last five."""
    return _appraisal(context, 3)


@REGISTRY.answer("appraisals")
def appraisal_5(context: FormContext) -> str:
    """Return the last."""
    return _appraisal(context, 4)


def _span(years: list[str]) -> str:
    return f"{years[0]}—{years[-1]}" if len(years) > 1 else years[0]


@REGISTRY.answer("appraisals", "credits")
def condition_basic(context: FormContext) -> str:
    """基本条件 as facts: grades of the last five 年度考核 by count, years with credits entered."""
    rows = sorted(context.declaration.appraisals, key=lambda row: row.year)[-APPRAISALS_SHOWN:]
    grades = [row.grade for row in rows]
    counted = "、".join(f"{grade}{grades.count(grade)}年" for grade in dict.fromkeys(grades))
    parts = [f"{_span([row.year for row in rows])}年度考核：{counted}"] if rows else []
    years = sorted(row.year for row in context.declaration.credits)
    if years:
        parts.append(f"继续教育：{_span(years)}年已登记学时")
    return "；".join(parts)


@REGISTRY.answer("education", "titles", "appointments")
def condition_seniority(context: FormContext) -> str:
    """学历与资历 as facts; whether they suffice is for the reviewers."""
    parts = []
    row = context.declaration.highest_education()
    if row is not None:
        graduated = f"{in_words(row.graduated)}毕业" if row.graduated else ""
        known = (row.level, row.degree, graduated)
        parts.append("，".join(part for part in known if part and part != "无"))
    title, appointment = context.declaration.current_title(), first_appointment(context)
    if title is not None:
        obtained = f"{in_words(title.obtained)}取得" if title.obtained else "已取得"
        parts.append(f"{obtained}{title.title}职称")
    if appointment is not None and appointment.started:
        parts.append(f"{in_words(appointment.started)}聘任")
    return "；".join(parts)


@REGISTRY.answer("achievements")
def condition_ability(context: FormContext) -> str:
    """专业能力 as counts: projects by the part taken."""
    rows = _after(context, AchievementKind.PROJECT)
    counts: dict[str, int] = {}
    for row in rows:
        role = row.role or "参加"
        counts[role] = counts.get(role, 0) + 1
    return (
        f"任现职以来项目{len(rows)}项：" + "，".join(f"{role}{n}项" for role, n in counts.items())
        if rows
        else ""
    )


@REGISTRY.answer("achievements", "works")
def condition_results(context: FormContext) -> str:
    """业绩成果 as counts."""
    counted = []
    for kind in (k for k in AchievementKind if k != AchievementKind.PROJECT):
        rows = _after(context, kind)
        if rows:
            counted.append(f"{word('achievement', kind)}{len(rows)}项")
    printed = [row for row in context.declaration.works if work_title(row) is not None]
    codes = [row.kind for row in printed]
    counted.extend(f"{word('work', code)}{codes.count(code)}篇" for code in dict.fromkeys(codes))
    return "，".join(counted)
