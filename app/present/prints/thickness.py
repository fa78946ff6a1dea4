# SPDX-License-Identifier: MulanPSL-2.0
"""M23 (ux 2.11): a volume too thick to bind well; splitting it is a choice of this declaration, undoable."""

from __future__ import annotations

from attrs import frozen

from app.kernel.messages import catalogue
from app.model.operations import SetValue
from app.paper.volume.packet import plan_packet
from app.paper.volume.plan import PacketPlan
from app.policy.findings import Finding, Outcome, Severity
from app.present.planning import split_rules
from app.present.session import Session

LEAST_MM, MOST_MM = 5, 40  # 40 mm is what no volume is made thicker than anyway
COMFORTABLE_MM = 20  # [I] what a hand-bound volume opens well at; the unit may set its own
SETTING = "comfortable-mm"
NOT_SPLIT = -1
CODE = "M23"
_COUNTS = {2: "两", 3: "三", 4: "四", 5: "五", 6: "六"}


@frozen
class ThickVolume:
    """A volume over the comfortable thickness, with what splitting would make of it.

    Attributes:
        working: 约 238 张，按 80 克纸每张 0.1 毫米、封面封底 1 毫米估算，厚 24 毫米.
        verb: 分成两册，从第201页起为第2册.
    """

    number: int
    sheets: int
    thickness: float
    comfortable: int
    working: str
    verb: str


def comfortable_mm(session: Session) -> int:
    """Return from which thickness the reminder comes, in mm."""
    text = session.vault.setting(SETTING) or ""
    return int(text) if sensible_mm(text) else COMFORTABLE_MM


def sensible_mm(text: str) -> bool:
    """Tell whether a text is a thickness the reminder can go by."""
    return text.isascii() and text.isdigit() and LEAST_MM <= int(text) <= MOST_MM


def thick_volume(session: Session) -> ThickVolume | None:
    """Return the first volume that is too thick; None when none is, it is bound, or the choice was made."""
    if session.binding is not None or session.declaration.split_at:
        return None
    comfortable, plan = comfortable_mm(session), session.plan
    thick = next((v for v in plan.volumes if v.thickness > comfortable), None)
    if thick is None:
        return None
    rows, made = session.checklist.rows, session.made_pieces()
    rules = split_rules(comfortable)
    slips = session.declaration.numbering
    split = plan_packet(session.bare_context(), rows, made, rules, slips=slips)
    verb = _verb(plan, split)
    if not verb:
        return None
    used = plan.rules
    working = (
        f"第 {thick.number} 册约 {thick.sheets} 张，按 80 克纸每张 {used.sheet:g} 毫米、"
        f"封面封底 {used.covers:g} 毫米估算，厚 {thick.thickness:g} 毫米，超过 {comfortable} 毫米"
    )
    return ThickVolume(thick.number, thick.sheets, thick.thickness, comfortable, working, verb)


def thick_finding(session: Session) -> Finding | None:
    """Return M23 as the self-check lists it, None when no volume is too thick to bind well."""
    thick = thick_volume(session) if session.plan_fault is None else None
    if thick is None:
        return None
    said = catalogue().message(CODE, working=thick.working)
    return Finding(
        CODE, "", Outcome.NOT_MET, Severity.CHECK, (), said.title, said.detail,
        f"到打印中心选“{thick.verb}”或“不分”。", working=(thick.working,),
    )  # fmt: skip


def findings_with_paper(session: Session) -> tuple[Finding, ...]:
    """Return what stands of the self-check, what only the paper shows after it."""
    thick = thick_finding(session)
    return (*session.findings.standing(), *((thick,) if thick is not None else ()))


def _verb(plan: PacketPlan, split: PacketPlan) -> str:
    """Return 分成两册，从第201页起为第2册: the first volume that would begin where none begins now."""
    begins = {volume.first for volume in plan.volumes}
    fresh = next((v for v in split.volumes if v.first and v.first not in begins), None)
    if fresh is None:
        return ""
    count = _COUNTS.get(len(split.volumes), f" {len(split.volumes)} ")
    return f"分成{count}册，从第{fresh.first}页起为第{fresh.number}册"


def split_volumes(session: Session) -> None:
    """Split every volume at the comfortable thickness."""
    session.apply(SetValue("split_at", comfortable_mm(session), "分册"))


def leave_volumes(session: Session) -> None:
    """Leave the volumes as they are; the reminder comes no more for this declaration."""
    session.apply(SetValue("split_at", NOT_SPLIT, "不分册"))
