# SPDX-License-Identifier: MulanPSL-2.0
"""Answers about what the unit and the reviewers say: 公示, 推荐意见, 审核结果, 保密审查."""

from __future__ import annotations

from app.kernel.dates import chinese_date
from app.model.codes import ItemState, OriginalCheck, ReviewLevel
from app.model.operations import review_of
from app.paper.forms.context import FormContext, in_words, workdays_posted
from app.paper.forms.registry import REGISTRY
from app.paper.forms.words import word

BOX, TICKED = "□", "☑"
CONCLUSIONS = ("不涉及国家秘密，可提交", "经脱密处理后可提交", "不同意提交")


@REGISTRY.answer("recommendation.opinion")
def recommendation_opinion(context: FormContext) -> str:
    """Return 单位推荐意见 as the unit typed it; nothing is worded for it (D-5)."""
    return context.declaration.recommendation.opinion


@REGISTRY.answer("notice.posted_on", "notice.ended_on")
def notice_span(context: FormContext) -> str:
    """2026年6月15日至2026年6月22日."""
    notice = context.declaration.notice
    if not notice.posted_on:
        return ""
    return (
        f"{in_words(notice.posted_on)}至{in_words(notice.ended_on)}"
        if notice.ended_on
        else in_words(notice.posted_on)
    )


@REGISTRY.answer("notice.posted_on", "notice.ended_on")
def notice_days(context: FormContext) -> str:
    """Return 5: working days of the notice (D-1)."""
    days = workdays_posted(context)
    return "" if days is None else str(days)


@REGISTRY.answer("notice.counts_posting_day")
def notice_counting(context: FormContext) -> str:
    """How the days were counted; printed on the certificate (D-1)."""
    counted = context.declaration.notice.counts_posting_day
    return "张贴当日计入" if counted else "张贴当日不计，自次日起算"


@REGISTRY.answer("notice.objections")
def notice_objections(context: FormContext) -> str:
    """Return what came in and what was concluded, 无 when the unit wrote nothing but the notice has ended."""
    notice = context.declaration.notice
    return notice.objections or ("无" if notice.ended_on else "")


@REGISTRY.answer("notice.posted_on", "notice.ended_on", "notice.objections")
def notice_line(context: FormContext) -> str:
    """公示：2026年6月15日至2026年6月22日，计5个工作日；异议：无."""
    span, days = notice_span(context), notice_days(context)
    if not span:
        return ""
    counted = f"，计{days}个工作日" if days else ""
    objections = notice_objections(context)
    return f"公示时间：{span}{counted}" + (f"；异议：{objections}" if objections else "")


def _opinion(context: FormContext, level: ReviewLevel) -> str:
    return review_of(context.declaration, level).opinion


@REGISTRY.answer("reviews")
def department_opinion(context: FormContext) -> str:
    """主管部门复审意见; a chain without one says so for 人社局 to sign (A-7)."""
    said = _opinion(context, ReviewLevel.DEPARTMENT)
    affiliation = context.declaration.route.affiliation
    alone = affiliation is not None and affiliation.value in ("non_public", "freelance")
    return said or ("无主管部门，由所在地旗县区人力资源和社会保障局复审。" if alone else "")


@REGISTRY.answer("reviews")
def hr_opinion(context: FormContext) -> str:
    """人社部门审核意见."""
    return _opinion(context, ReviewLevel.HR)


@REGISTRY.answer("reviews")
def committee_opinion(context: FormContext) -> str:
    """办事机构复核意见."""
    return _opinion(context, ReviewLevel.COMMITTEE)


@REGISTRY.answer("reviews")
def unit_review_opinion(context: FormContext) -> str:
    """单位审核意见 of the 送审表."""
    return _opinion(context, ReviewLevel.UNIT)


@REGISTRY.answer("reviews")
def review_opinion(context: FormContext) -> str:
    """Return the opinion of the level this paper is about."""
    return context.review.opinion


@REGISTRY.answer("reviews")
def review_reviewer(context: FormContext) -> str:
    """Return who reviewed at this level."""
    return context.review.reviewer


@REGISTRY.answer("reviews")
def review_on(context: FormContext) -> str:
    """2026年6月20日."""
    return in_words(context.review.on)


@REGISTRY.answer("reviews")
def review_outcome(context: FormContext) -> str:
    """审核通过, 退回补正 or 审核中."""
    return word("outcome", context.review.outcome)


@REGISTRY.answer("reviews")
def review_name(context: FormContext) -> str:
    """单位初审."""
    return word("review", context.level)


@REGISTRY.answer("reviews")
def review_due(context: FormContext) -> str:
    """2026年6月25日: by when corrections are wanted."""
    return in_words(context.review.due)


def _marks(context: FormContext, *states: ItemState) -> int:
    return sum(entry.shown_state() in states for entry in context.declaration.materials)


@REGISTRY.answer("materials")
def reviewed_count(context: FormContext) -> str:
    """Return how many materials this level has marked."""
    return str(
        sum(entry.mark(context.level) is not None for entry in context.declaration.materials)
    )


@REGISTRY.answer("materials")
def listed_count(context: FormContext) -> str:
    """Return how many materials the list holds, those not applicable left out."""
    total = len(context.declaration.materials)
    return str(total - _marks(context, ItemState.NOT_APPLICABLE))


@REGISTRY.answer("materials")
def counted_pages(context: FormContext) -> str:
    """Return the sides this level counted."""
    marks = (entry.mark(context.level) for entry in context.declaration.materials)
    return str(sum(mark.counted or 0 for mark in marks if mark is not None))


@REGISTRY.answer("materials")
def originals_seen(context: FormContext) -> str:
    """Return how many originals this level saw and found to agree, or found bound themselves."""
    seen = (OriginalCheck.MATCHES, OriginalCheck.ORIGINAL_BOUND)
    marks = (entry.mark(context.level) for entry in context.declaration.materials)
    return str(sum(mark is not None and mark.original in seen for mark in marks))


@REGISTRY.answer("materials")
def corrections_count(context: FormContext) -> str:
    """Return how many materials stand returned."""
    return str(_marks(context, ItemState.NEEDS_CORRECTION))


def _conclusion(context: FormContext, place: int) -> str:
    said = CONCLUSIONS[place]
    return f"{TICKED if context.declaration.secrecy.conclusion == said else BOX} {said}"


@REGISTRY.answer("secrecy.conclusion")
def secrecy_conclusion_1(context: FormContext) -> str:
    """□ 不涉及国家秘密，可提交; ticked when recorded so. The program records, it never judges (D-7)."""
    return _conclusion(context, 0)


@REGISTRY.answer("secrecy.conclusion")
def secrecy_conclusion_2(context: FormContext) -> str:
    """□ 经脱密处理后可提交."""
    return _conclusion(context, 1)


@REGISTRY.answer("secrecy.conclusion")
def secrecy_conclusion_3(context: FormContext) -> str:
    """□ 不同意提交."""
    return _conclusion(context, 2)


@REGISTRY.answer("secrecy.conclusion")
def secrecy_opinion(context: FormContext) -> str:
    """Return the recorded conclusion with its case and day; empty until it is recorded."""
    secrecy = context.declaration.secrecy
    if not secrecy.conclusion:
        return ""
    case = f"审查编号{secrecy.case_number}" if secrecy.case_number else ""
    return (
        "，".join(
            part for part in (secrecy.conclusion, case, in_words(secrecy.reviewed_on)) if part
        )
        + "。"
    )


@REGISTRY.answer("notice.posted_on", "notice.ended_on", "notice.place", "notice.objections")
def notice_account(context: FormContext) -> str:
    """三、公示情况: time, working days, place and what came in."""
    span = notice_span(context)
    if not span:
        return ""
    notice, days = context.declaration.notice, notice_days(context)
    counted = f"，共{days}个工作日（{notice_counting(context)}）" if days else ""
    place = f"，在{notice.place}张贴" if notice.place else ""
    objections = notice_objections(context)
    received = f"公示期间收到的异议及处理：{objections}。" if objections else ""
    return f"自{span}{counted}{place}。{received}"


@REGISTRY.answer("secrecy.reviewed_on")
def secrecy_reviewed_on(context: FormContext) -> str:
    """Return the day of the secrecy review in words."""
    return in_words(context.declaration.secrecy.reviewed_on)


@REGISTRY.answer("secrecy.confirmed_on")
def secrecy_confirmed_on(context: FormContext) -> str:
    """Return the day the unit's secrecy body confirmed the person's status."""
    return in_words(context.declaration.secrecy.confirmed_on)


@REGISTRY.answer("recommendation.on")
def recommended_on(context: FormContext) -> str:
    """Return the day of the recommendation in words."""
    return in_words(context.declaration.recommendation.on)


@REGISTRY.answer("notice.posted_on")
def notice_posted_on(context: FormContext) -> str:
    """Return the posting day in words."""
    return in_words(context.declaration.notice.posted_on)


@REGISTRY.answer("notice.ended_on")
def notice_ended_on(context: FormContext) -> str:
    """Return the last day of the notice in words."""
    return in_words(context.declaration.notice.ended_on)


@REGISTRY.answer()
def policy_name(context: FormContext) -> str:
    """Return the notice's name."""
    return str(context.paper.pack.header.title)


@REGISTRY.answer()
def policy_number(context: FormContext) -> str:
    """Return the notice's number: 赤人社办发〔2026〕43号."""
    return str(context.paper.pack.header.number)


@REGISTRY.answer()
def printed_words(context: FormContext) -> str:
    """Return the day of printing in words."""
    return chinese_date(context.paper.printed_on)


@REGISTRY.answer("route.level")
def cutoff_words(context: FormContext) -> str:
    """Return the cut-off day for facts of this level in words (S-3.2-0)."""
    level = context.declaration.route.level
    return chinese_date(context.paper.pack.window(level).cutoff) if level is not None else ""


@REGISTRY.condition
def passed(context: FormContext) -> bool:
    """The level let the materials pass."""
    return context.review.outcome.value == "passed"


@REGISTRY.condition
def sent_back(context: FormContext) -> bool:
    """The level sent the materials back."""
    return context.review.outcome.value == "sent_back"
