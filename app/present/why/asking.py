# SPDX-License-Identifier: MulanPSL-2.0
"""Every question a person can ask of an answer, and the explanation of it."""

from __future__ import annotations

from app.model.declaration import Declaration
from app.policy import records as rec
from app.policy.explain.dates import explain_day, explain_notice
from app.policy.explain.finding import explain_finding, explain_remark
from app.policy.explain.material import explain_material
from app.policy.explain.node import Node, Part
from app.policy.explain.route import explain_route
from app.policy.explain.stays import explain_stays
from app.policy.findings import Finding
from app.policy.timetable import DueDay, Timetable
from app.present.dates.countdown import posted_day
from app.present.declare.editor_notes import Note
from app.present.declare.rows_spans import counted_until
from app.present.session import Session
from app.present.why.explanation import Explanation

WHY = "为什么"
NO_CLAUSE = "没有条款管一册多厚；从多厚起提醒，由单位在设置里定。"


def of_finding(session: Session, finding: Finding) -> Explanation:
    """Explain one finding of the self-check; one of no rule rests on the paper, not on the notice."""
    if not finding.rule:
        return Explanation(f"{WHY}：{finding.title}", (_of_paper(finding),))
    return Explanation(f"{WHY}：{finding.title}", (_finding(session, finding),))


def _of_paper(finding: Finding) -> Node:
    counted = tuple(Node(Part.COUNT, line) for line in finding.working)
    children = (Node(Part.PLAIN, finding.fix), *counted, Node(Part.NO_CLAUSE, NO_CLAUSE))
    return Node(Part.ANSWER, finding.title, "请核实", (), children, code=finding.code, tone="warn")


def of_act(session: Session, act: str) -> Explanation:
    """Explain why one of the four acts (D-4) is blocked: every finding that blocks it."""
    blocking = session.findings.blocking_act(act)
    word = session.pack.label("act", act)
    about = f"{len(blocking)} 处没有过；改好一处，少一处。" if blocking else "现在没有什么拦着。"
    return Explanation(
        f"{WHY}还不能{word}", tuple(_finding(session, each) for each in blocking), about
    )


def _finding(session: Session, finding: Finding) -> Node:
    return explain_finding(session.pack, session.declaration, finding, session.clock.today())


def of_note(session: Session, note: Note) -> Explanation:
    """Explain a remark beside a field: the self-check's own tree where a rule of the pack makes it."""
    found = next(
        (
            each
            for each in session.findings
            if each.code == note.code and (not note.path or note.path in each.paths)
        ),
        None,
    )
    if found is not None:
        return of_finding(session, found)
    rule = _rule_saying(session, note.code)
    clauses = note.clauses or (rule.clauses if rule else ()) or _field_clause(session, note.path)
    tree = explain_remark(
        session.pack,
        session.declaration,
        code=note.code,
        path=note.path,
        title=note.title,
        words=f"{note.detail}{note.remedy}",
        clauses=clauses,
        impossible=note.level == "must",
    )
    return Explanation(f"{WHY}：{note.title}", (tree,))


def of_field(session: Session, path: str) -> Explanation:
    """Explain why a field is asked for at all."""
    item = session.pack.fields.field(path)
    clauses = _field_clause(session, path)
    tree = explain_remark(
        session.pack,
        session.declaration,
        code="",
        path=path,
        title=item.label,
        words=item.help,
        clauses=clauses,
        answer="这一栏的用处",
    )
    return Explanation(f"{WHY}要填：{item.label}", (tree,))


def _rule_saying(session: Session, code: str) -> rec.RuleRow | None:
    """Return the rule of the pack that speaks with a message code."""
    return next(
        (
            row
            for row, _ in session.pack.rules.rules
            if code == row.message or code in row.messages.values()
        ),
        None,
    )


def _field_clause(session: Session, path: str) -> tuple[str, ...]:
    """Return the clause by which the field itself is asked for."""
    fields = session.pack.fields
    clause = fields.field(path).clause if path and fields.knows(path) else ""
    return (clause,) if clause else ()


def of_route(session: Session, step: int = 0, draft: Declaration | None = None) -> Explanation:
    """Explain the way of the paper, or one body on it.

    Args:
        step: counted from 1; 0 is the whole way.
        draft: a declaration with answers not kept yet; None takes the one in hand.
    """
    tree = explain_route(session.pack, draft or session.declaration, step)
    return Explanation(
        f"{WHY}要经过{tree.label.partition('　')[2]}" if step else f"{WHY}这样走", (tree,)
    )


def of_material(session: Session, wanted_id: str) -> Explanation:
    """Explain why a material is on the list or is not; an entry's id or a catalogue row's."""
    tree = explain_material(session.pack, session.declaration, wanted_id)
    listed = any(row.entry.id == wanted_id for row in session.checklist.rows)
    return Explanation(f"{WHY}{'要' if listed else '不要'}：{tree.label}", (tree,))


def of_absent(session: Session) -> Explanation:
    """Explain every material of the catalogue that is not on the list, one after another."""
    listed = {row.entry.item for row in session.checklist.rows}
    absent = [
        item.id for item, _ in session.pack.materials.items if item.listed and item.id not in listed
    ]
    roots = tuple(explain_material(session.pack, session.declaration, each) for each in absent)
    about = f"目录里还有 {len(roots)} 种材料，按现在的回答不用交。"
    return Explanation("为什么没有要别的材料", roots, about)


def of_stays(session: Session, table: str) -> Explanation:
    """Explain how the stays of a table add up, to the cut-off of the level or to today while it is open."""
    until, cutoff = counted_until(session)
    tree = explain_stays(session.pack, session.declaration, table, until, cutoff=cutoff)
    return Explanation(f"{tree.label}怎么算的", (tree,))


def of_day(session: Session, due: DueDay) -> Explanation:
    """Explain one day of the timetable."""
    table = Timetable(session.pack, session.date_keeper)
    tree = explain_day(table, due)
    return Explanation(f"{WHY}是这一天：{due.words}", (tree,))


def of_notice(session: Session) -> Explanation | None:
    """Explain the counting of the notice that is posted; None while none is."""
    posted = posted_day(session)
    if posted is None:
        return None
    table = Timetable(session.pack, session.date_keeper)
    return Explanation(f"{WHY}这样数公示", (explain_notice(table, posted, session.clock.today()),))
