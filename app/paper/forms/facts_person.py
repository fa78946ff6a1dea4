# SPDX-License-Identifier: MulanPSL-2.0
"""Answers about the person and what is declared: cover and 基本情况 (forms.md 4.2, 4.3)."""

from __future__ import annotations

from app.model.codes import DeclarationKind
from app.model.people import Appointment
from app.paper.forms.context import FormContext, dotted_month, in_words, sort_key
from app.paper.forms.registry import REGISTRY
from app.paper.forms.words import word
from app.paper.names import series_name, specialty_name


@REGISTRY.answer("route.level")
def level_words(context: FormContext) -> str:
    """高级（副高级）."""
    return word("level", context.declaration.route.level)


@REGISTRY.answer("route.level")
def level_short(context: FormContext) -> str:
    """副高级."""
    return word("level_short", context.declaration.route.level)


@REGISTRY.answer("route.level")
def filing_level(context: FormContext) -> str:
    """高级: the level of windows and roster files."""
    level = context.declaration.route.level
    return word("filing", level.filing) if level is not None else ""


@REGISTRY.answer("route.series")
def series_words(context: FormContext) -> str:
    """工程系列."""
    route = context.declaration.route
    return series_name(context.paper.pack, route.series, route.specialty)


@REGISTRY.answer("route.specialty")
def specialty_words(context: FormContext) -> str:
    """水利工程专业."""
    return specialty_name(context.declaration.route.specialty)


@REGISTRY.answer("route.series", "route.specialty")
def series_and_specialty(context: FormContext) -> str:
    """工程系列（水利工程）."""
    series, specialty = series_words(context), context.declaration.route.specialty
    return f"{series}（{specialty}）" if series and specialty else series or specialty


@REGISTRY.answer("route.kind", "route.kind_ground")
def kind_words(context: FormContext) -> str:
    """正常申报, or 破格 with its ground."""
    return word("kind", context.declaration.route.kind)


@REGISTRY.answer("route.kind")
def exceptional_words(context: FormContext) -> str:
    """是 or 否: 是否破格 (forms.md 4.3)."""
    return "是" if context.declaration.route.kind == DeclarationKind.EXCEPTIONAL else "否"


@REGISTRY.answer("year")
def year_words(context: FormContext) -> str:
    """2026年度."""
    return f"{context.declaration.year}年度"


@REGISTRY.answer("basics.unit")
def unit_words(context: FormContext) -> str:
    """Return the unit's name as on its seal."""
    return context.unit_name


@REGISTRY.answer("titles.*.title")
def present_title(context: FormContext) -> str:
    """工程师."""
    title = context.declaration.current_title()
    return title.title if title else ""


@REGISTRY.answer("titles.*.obtained")
def present_title_dotted(context: FormContext) -> str:
    """2015.12: when the present title was obtained."""
    title = context.declaration.current_title()
    return dotted_month(title.obtained) if title else ""


@REGISTRY.answer("titles.*.authority")
def present_title_authority(context: FormContext) -> str:
    """Return who approved the present title."""
    title = context.declaration.current_title()
    return title.authority if title else ""


@REGISTRY.answer("titles.*.title", "titles.*.obtained")
def present_title_and_date(context: FormContext) -> str:
    """工程师, 2015.12 on the next line."""
    return "\n".join(
        part for part in (present_title(context), present_title_dotted(context)) if part
    )


def first_appointment(context: FormContext) -> Appointment | None:
    """Return the first appointment to the present title, else the last one entered."""
    title = present_title(context)
    same = [row for row in context.declaration.appointments if title and row.title == title]
    if same:
        return min(same, key=lambda row: sort_key(row.started))
    return context.declaration.appointments[-1] if context.declaration.appointments else None


@REGISTRY.answer("appointments.*.started")
def appointed_dotted(context: FormContext) -> str:
    """2016.03: when first appointed to the present title."""
    row = first_appointment(context)
    return dotted_month(row.started) if row else ""


@REGISTRY.answer("titles.*.title", "titles.*.obtained", "appointments.*.started")
def present_title_times(context: FormContext) -> str:
    """工程师，2015年12月取得, 2016年3月聘任 on the next line."""
    title, row = context.declaration.current_title(), first_appointment(context)
    if title is None:
        return ""
    first = f"{title.title}，{in_words(title.obtained)}取得" if title.obtained else title.title
    return f"{first}\n{in_words(row.started)}聘任" if row is not None and row.started else first


@REGISTRY.answer(
    "titles.*.title",
    "titles.*.obtained",
    "titles.*.source",
    "titles.*.authority",
    "titles.*.certificate",
)
def present_title_source(context: FormContext) -> str:
    """工程师，2015年12月，评审取得，审批机关, 证书编号."""
    title = context.declaration.current_title()
    if title is None:
        return ""
    source = f"{title.source}取得" if title.source else ""
    number = f"证书编号{title.certificate}" if title.certificate else ""
    parts = (title.title, in_words(title.obtained), source, title.authority, number)
    return "，".join(part for part in parts if part)


@REGISTRY.answer("basics.born")
def born_words(context: FormContext) -> str:
    """1982年3月14日."""
    return in_words(context.declaration.basics.born)


@REGISTRY.answer("basics.born")
def born_month(context: FormContext) -> str:
    """1982.03."""
    return dotted_month(context.declaration.basics.born)


@REGISTRY.answer("basics.work_started")
def work_started_words(context: FormContext) -> str:
    """2005年7月."""
    return in_words(context.declaration.basics.work_started)


@REGISTRY.answer("basics.work_started")
def work_started_dotted(context: FormContext) -> str:
    """2005.07."""
    return dotted_month(context.declaration.basics.work_started)


@REGISTRY.answer("education.*.level")
def education_level(context: FormContext) -> str:
    """大学本科."""
    row = context.declaration.highest_education()
    return row.level if row else ""


@REGISTRY.answer("education.*.graduated")
def education_graduated(context: FormContext) -> str:
    """2005年7月."""
    row = context.declaration.highest_education()
    return in_words(row.graduated) if row else ""


@REGISTRY.answer("education.*.graduated")
def education_graduated_dotted(context: FormContext) -> str:
    """2005.07."""
    row = context.declaration.highest_education()
    return dotted_month(row.graduated) if row else ""


@REGISTRY.answer("education.*.school")
def education_school(context: FormContext) -> str:
    """Return the school alone."""
    row = context.declaration.highest_education()
    return row.school if row else ""


@REGISTRY.answer("education.*.school", "education.*.level", "education.*.mode")
def education_school_and_mode(context: FormContext) -> str:
    """练习农业大学, （大学本科，全日制） on the next line."""
    row = context.declaration.highest_education()
    if row is None:
        return ""
    kind = "，".join(part for part in (row.level, row.mode) if part)
    return f"{row.school}\n（{kind}）" if kind else row.school


@REGISTRY.answer("education.*.major")
def education_major(context: FormContext) -> str:
    """农业水利工程."""
    row = context.declaration.highest_education()
    return row.major if row else ""


@REGISTRY.answer("education.*.years_of_study")
def education_length(context: FormContext) -> str:
    """四年."""
    row = context.declaration.highest_education()
    return row.years_of_study if row else ""


@REGISTRY.answer("education.*.degree")
def education_degree(context: FormContext) -> str:
    """工学学士."""
    row = context.declaration.highest_education()
    return row.degree if row else ""


@REGISTRY.answer("basics.present_work")
def present_work(context: FormContext) -> str:
    """Return the present specialty work."""
    return context.declaration.basics.present_work


@REGISTRY.answer("basics.specialty_years", "basics.specialty_since")
def specialty_years(context: FormContext) -> str:
    """21年, or 自2005年7月起 when only the start is known."""
    basics = context.declaration.basics
    if basics.specialty_years:
        return (
            f"{basics.specialty_years}年"
            if basics.specialty_years.isdigit()
            else basics.specialty_years
        )
    return f"自{in_words(basics.specialty_since)}起" if basics.specialty_since else ""


@REGISTRY.answer("basics.phone")
def contact_phone(context: FormContext) -> str:
    """Return the phone: of a classified person the unit's HR office, never their own (secrecy 7.4-8)."""
    unit = context.paper.unit
    if context.declaration.route.classified:
        return f"{unit.phone}（单位人事部门）" if unit is not None and unit.phone else ""
    return context.declaration.basics.phone


@REGISTRY.answer("pledged_on")
def pledged_words(context: FormContext) -> str:
    """2026年6月1日."""
    return in_words(context.declaration.pledged_on)


@REGISTRY.answer("statement")
def statement_text(context: FormContext) -> str:
    """Return 专业技术工作总结 as typed."""
    return context.declaration.statement


@REGISTRY.answer("titles.*.obtained", "titles.*.authority")
def present_title_approval(context: FormContext) -> str:
    """2015.12，赤峰市练习职称工作机构."""
    return "，".join(
        part for part in (present_title_dotted(context), present_title_authority(context)) if part
    )


@REGISTRY.answer()
def pledge_end(context: FormContext) -> str:
    """Return the mark after the fourth promise: it is the last one unless the person is classified."""
    return "；" if classified(context) else "。"


@REGISTRY.condition
def classified(context: FormContext) -> bool:
    """涉密人员线下申报 (S-2.1-2)."""
    return context.declaration.route.classified is True


@REGISTRY.condition
def has_examinations(context: FormContext) -> bool:
    """Tell whether any examination is entered (S-2.3-1)."""
    return bool(context.declaration.examinations)


@REGISTRY.condition
def non_public(context: FormContext) -> bool:
    """非公有制 or 自由职业: no 主管部门 stands in the chain (A-7)."""
    affiliation = context.declaration.route.affiliation
    return affiliation is not None and affiliation.value in ("non_public", "freelance")
