# SPDX-License-Identifier: MulanPSL-2.0
"""Which parts of a pack rest on which clause."""

from __future__ import annotations

from typing import Any

from app.policy.pack import PolicyPack


def users_of(pack: PolicyPack) -> dict[str, list[str]]:
    """Return, for each clause, the ids of what in the pack rests on it."""
    users: dict[str, list[str]] = {}

    def note(name: str, clauses: tuple[str, ...]) -> None:
        for clause in clauses:
            users.setdefault(clause, []).append(name)

    for rule, _ in pack.rules.rules:
        note(f"规则 {rule.id}", rule.clauses)
    for exception, _ in pack.rules.exceptions:
        note(f"例外 {exception.id}", exception.clauses)
    for row, _ in pack.routes.rows:
        note(f"方式表第 {row.number} 行", row.clauses)
    for chain, _, _ in pack.routes.chains:
        note(f"路线 {chain.id}", chain.clauses)
    note("保密审查一步", pack.routes.overlay[0].clauses)
    note("市人社局统一评审的专业", pack.routes.collected[0].clauses)
    for confirmation, _ in pack.routes.confirmations:
        note(f"结果确认：{confirmation.text}", confirmation.clauses)
    for kind in pack.routes.kinds.values():
        note(f"申报类型 {kind.name}", kind.clauses)
        for ground in kind.grounds:
            note(f"申报依据 {ground.name}", ground.clauses)
    for committee in pack.routes.committees:
        note(f"评委会 {committee.name}", committee.clauses)
    for doubt, _ in pack.ambiguities:
        note(f"疑点 {doubt.id}", doubt.clauses)
    for item, _ in pack.materials.items:
        note(f"材料 {item.id}", item.clauses)
    _note_dates(pack, note)
    for phrase in pack.standard_phrases:
        note(f"用语 {phrase.id}", phrase.clauses)
    return {clause: list(dict.fromkeys(names)) for clause, names in users.items()}


def _note_dates(pack: PolicyPack, note: Any) -> None:
    for window in pack.windows.rows:
        note(f"{pack.label('level', window.level)}的日子", window.clauses)
    for paper, _ in pack.windows.paper:
        note("纸质材料的日子", paper.clauses)
    for separate, _ in pack.windows.separate:
        note("另行通知的时间", separate.clauses)
    note("评审和公示的期限", pack.windows.review_clauses)
    note("报送的总期限", pack.windows.ceiling_clauses)
    note("公示的工作日", pack.windows.notice_clauses)
    for series in pack.titles.series:
        note(f"暂不申报：{series.name}", series.suspended_clauses)
    for specialty in pack.titles.specialties:
        note(f"暂不申报：{specialty.name}", specialty.suspended_clauses)
