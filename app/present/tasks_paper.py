# SPDX-License-Identifier: MulanPSL-2.0
"""The later lines of the task list: materials, checking, printing, binding, hand-over."""

from __future__ import annotations

import math

from app.model.codes import ItemState, Openness
from app.model.materials import LevelReview
from app.model.work import Achievement, Work
from app.policy.findings import Severity
from app.present.returned.rounds import ItemFate, exchange_of, open_round, sent_items
from app.present.session import Session
from app.present.tasks_rows import DONE, FINISHED, MUST, NOT_BEGUN, TODO, WAIT, Desk, TaskRow, line

PER_MATERIAL = 2.8
"""Minutes one material takes in the walk, with the paper in hand."""

# -- 材料


def returned_rows(desk: Desk) -> tuple[TaskRow, ...]:
    """Return the tasks of what was sent back until it is handed in again; empty when nothing waits."""
    session = desk.session
    review = open_round(session)
    items = sent_items(session, review) if review is not None else ()
    if review is None or not items:
        return ()
    left = sum(item.fate == ItemFate.OPEN for item in items)
    state = f"{left} 项需补正" if left else FINISHED
    title = "补正退回的材料"
    kind = MUST if left else DONE
    rows = [TaskRow("returned", title, kind, state, "returned", "items", 5 * left, begun=True)]
    if session.declaration.bound_on or session.declaration.handovers:
        rows.append(_exchange_row(session, review, open_items=left))
    again = TaskRow("again", "再交一次，双方签收", WAIT, "先办完上面的")
    if all(row.kind == DONE for row in rows):
        again = TaskRow("again", again.title, TODO, "可以开始", "handover", minutes=10)
    return (*rows, again)


def _exchange_row(session: Session, review: LevelReview, *, open_items: int) -> TaskRow:
    title = "打印要换的页，登记换页"
    if open_items:
        return TaskRow("exchange", title, WAIT, "先逐项补正")
    if exchange_of(session, review) is not None:
        return TaskRow("exchange", title, DONE, FINISHED, "returned", "sheets")
    return TaskRow("exchange", title, TODO, "可以开始", "returned", "sheets", 15)


def walk_row(desk: Desk) -> TaskRow:
    """Return the task of going through the list."""
    entries = [row.entry for row in desk.session.checklist.rows]
    left = sum(entry.shown_state() == ItemState.NOT_READY for entry in entries)
    minutes = max(5, 5 * round(left * PER_MATERIAL / 5))
    return line(
        "walk",
        "逐项走查材料清单",
        left,
        f"还有 {left} 项",
        "walk",
        minutes=minutes,
        begun=left < len(entries),
    )


def evidence_row(desk: Desk) -> TaskRow:
    """Return the task of tying rows to pages."""
    declaration = desk.session.declaration
    rows: list[Achievement | Work] = [*declaration.achievements, *declaration.works]
    claims = [row for row in rows if row.openness != Openness.WITHHELD]
    title = "把业绩和材料对应起来"
    if not rows:
        return TaskRow("evidence", title, WAIT, "先填业绩成果")
    left = sum(not (row.links or row.kept_by_unit) for row in claims)
    minutes = max(5, 5 * math.ceil(left / 3))
    return line(
        "evidence",
        title,
        left,
        f"还差 {left} 项",
        "evidence",
        minutes=minutes,
        begun=left < len(claims),
    )


# -- 检查、打印、装订、交接


def selfcheck_row(desk: Desk) -> TaskRow:
    """Return the task of the self-check."""
    musts = desk.count(Severity.MUST)
    checks = desk.count(Severity.CHECK)
    if musts:
        return TaskRow(
            "selfcheck", "自检", MUST, f"{musts} 处必须改", "selfcheck", minutes=12, begun=True
        )
    return line("selfcheck", "自检", checks, f"{checks} 处请核实", "selfcheck", minutes=12)


def printing_rows(desk: Desk, *, ready: bool) -> tuple[TaskRow, TaskRow, TaskRow]:
    """Return proof, formal copy and hand-over; each waits for the one before it.

    Args:
        ready: the materials are done, so that a proof is worth its paper.
    """
    declaration = desk.session.declaration
    prints = desk.session.vault.prints()
    proofed = any(p.document == declaration.id and p.state == "draft" for p in prints)
    bound, handed = bool(declaration.bound_on), bool(declaration.submitted_on)
    proof_title, formal_title = "打印校对稿，在纸上改一遍", "打印正式稿、手工编号、装订"
    proof = TaskRow("proof", proof_title, WAIT, "先做完材料")
    if proofed or bound or handed:
        proof = TaskRow("proof", proof_title, DONE, FINISHED, "print")
    elif ready:
        proof = TaskRow("proof", proof_title, TODO, NOT_BEGUN, "print", minutes=20)
    formal = TaskRow("formal", formal_title, WAIT, "先改完校对稿")
    if bound or handed:
        formal = TaskRow("formal", formal_title, DONE, FINISHED, "print")
    elif proof.kind == DONE:
        formal = TaskRow(
            "formal", formal_title, TODO, "可以开始", "print", minutes=30, begun=proofed
        )
    hand = TaskRow("handover", "双方签收", WAIT, "先装订")
    if handed:
        hand = TaskRow("handover", "双方签收", DONE, FINISHED, "handover")
    elif formal.kind == DONE:
        hand = TaskRow("handover", "双方签收", TODO, "可以开始", "handover", minutes=10)
    return proof, formal, hand
