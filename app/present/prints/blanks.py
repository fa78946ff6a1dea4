# SPDX-License-Identifier: MulanPSL-2.0
"""空白表: forms to be filled by hand at the unit and at the committee's office (forms.md 4.11)."""

from __future__ import annotations

from app.present.prints.piece_kinds import PieceKind, blank_piece
from app.present.session import Role

_TITLES = {
    "committee-plan": "评审实施方案（附备案意见）",
    "committee-members": "评委名单（抽取记录表）",
    "committee-attendance": "评委签到表",
    "committee-recusal": "评委回避声明（一人一张）",
    "committee-member-pledge": "评委承诺书（一人一张）",
    "ballot": "表决票（一人一票，一张两票）",
    "ballot-list": "表决票（名单式）",
    "ballot-stub": "表决票发放登记（票根）",
    "tally": "计票表",
    "minutes": "评审会议记录",
    "passed-roster": "职称评审通过人员花名册",
    "failed-list": "未通过人员名单",
    "failed-notice": "评审结果告知书（未通过，附回证）",
    "committee-pledge": "评委会书面承诺书",
    "committee-approval": "核准报告",
    "committee-publicity": "公示情况报告",
    "report-register": "举报事项登记表",
    "review-request": "复查申请表",
    "return-notice": "退回通知（附回证）",
    "withdrawal": "放弃申报确认书",
    "amendment-request": "更正申请",
    "spot-check": "抽查记录",
    "quota-allocation": "名额分配表",
    "joint-consent": "委托（联合）评审同意记录",
}
BLANKS: tuple[PieceKind, ...] = tuple(
    PieceKind(
        name,
        title,
        "blank",
        blank_piece(name),
        (Role.UNIT, Role.OFFICE),
        act="",
        of_person=False,
        bare=True,
    )
    for name, title in _TITLES.items()
)
