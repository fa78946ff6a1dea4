# SPDX-License-Identifier: MulanPSL-2.0
"""Why a finding of the self-check says what it says; and why a remark beside a field stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from app.model.declaration import Declaration
from app.policy import records as rec
from app.policy.explain.node import Node, Part, basis, group
from app.policy.explain.values import day_words, parameter_nodes, readings
from app.policy.findings import Finding, Outcome
from app.policy.pack import PolicyPack
from app.policy.words import place_words

_ANSWERS = {
    Outcome.MET: "满足",
    Outcome.NOT_MET: "没有满足",
    Outcome.UNKNOWN: "还不能判断",
    Outcome.EXCUSED: "本来没有满足，按例外免除",
    Outcome.MANUAL: "由人判断，程序不下结论",
}


def explain_finding(
    pack: PolicyPack, declaration: Declaration, finding: Finding, today: dt.date
) -> Node:
    """Return the tree of one finding: answer, what was read, the arithmetic, the rule, its clauses."""
    rule = next(row for row, _ in pack.rules.rules if row.id == finding.rule)
    missing = set(finding.missing)
    stands = finding.outcome in (Outcome.NOT_MET, Outcome.MANUAL)
    said = "" if finding.outcome == Outcome.UNKNOWN else f"{finding.message}{finding.fix}"
    read = readings(pack, declaration, (path for path in finding.paths if path not in missing))
    return Node(
        Part.ANSWER,
        finding.title if stands else rule.title,
        _ANSWERS[finding.outcome],
        finding.clauses,
        (
            *([Node(Part.PLAIN, said)] if said else []),
            *group("填上这些就能判断", _missing(pack, declaration, finding)),
            *_excused(pack, declaration, finding),
            *group("读到的", read),
            *group("怎么算的", (Node(Part.COUNT, line) for line in finding.working)),
            _rule(pack, declaration, rule, finding, today),
            basis(pack, finding.clauses, impossible=rule.impossible),
        ),
        code=finding.code,
        tone=_tone(finding),
    )


def _tone(finding: Finding) -> str:
    if finding.outcome == Outcome.NOT_MET:
        return "must" if finding.severity == "must" else "warn"
    return {Outcome.UNKNOWN: "todo", Outcome.MANUAL: "note"}.get(finding.outcome, "ok")


def _missing(pack: PolicyPack, declaration: Declaration, finding: Finding) -> Iterator[Node]:
    for path in dict.fromkeys(finding.missing):
        yield Node(Part.MISSING, place_words(pack, declaration, path), path=path)


def _excused(pack: PolicyPack, declaration: Declaration, finding: Finding) -> Iterator[Node]:
    """Yield the exception that excuses, or the one that may once its blanks are filled."""
    row = next((row for row, _ in pack.rules.exceptions if row.id == finding.excused_by), None)
    if row is None:
        return
    words = parameter_nodes(pack, declaration, row.parameters)
    title = "按这条例外免除" if finding.outcome == Outcome.EXCUSED else "可能按这条例外免除"
    place = pack.cite(list(row.clauses))
    yield Node(Part.EXCUSED, title, f"{row.title}（{place}）", row.clauses, words, code=row.id)


def _rule(
    pack: PolicyPack,
    declaration: Declaration,
    rule: rec.RuleRow,
    finding: Finding,
    today: dt.date,
) -> Node:
    weight = pack.label("severity", rule.severity)
    acts = "、".join(pack.label("act", act) for act in finding.blocks)
    lines = [
        *parameter_nodes(pack, declaration, finding.parameters),
        Node(Part.PLAIN, f"分量：{weight}" + (f"；现在拦住：{acts}" if acts else "；不拦任何事")),
        Node(Part.PLAIN, f"按 {day_words(today)}的情况判断"),
    ]
    if not finding.blocks:
        lines += _would_block(pack, rule)
    return rule_node(pack, rule, lines)


def _would_block(pack: PolicyPack, rule: rec.RuleRow) -> tuple[Node, ...]:
    """Return which acts the rule blocks when it is not met; nothing for one that only reminds."""
    acts = "、".join(pack.label("act", act) for act in rule.acts)
    return (Node(Part.PLAIN, f"不满足时会拦住：{acts}"),) if acts else ()


def rule_node(pack: PolicyPack, rule: rec.RuleRow, lines: Iterable[Node]) -> Node:
    """Return the line of a rule: how it judged, what else is written down about it, what may excuse it."""
    about = list(lines)
    if rule.check:
        about.insert(0, Node(Part.UNCHECKED, "这一条待核", rule.check))
    about += [
        Node(Part.PLAIN, "可以免除它的例外", row.title, row.clauses, code=row.id)
        for row, _ in pack.rules.exceptions
        if rule.id in row.excuses
    ]
    return Node(Part.RULE, "查的是", rule.title, rule.clauses, tuple(about), code=rule.id)


def explain_rule(pack: PolicyPack, rule: rec.RuleRow) -> Node:
    """Return the tree of a rule that has come to no finding: what it checks and what it rests on."""
    lines = (
        *parameter_nodes(pack, Declaration(), rule.parameters),
        Node(Part.PLAIN, f"分量：{pack.label('severity', rule.severity)}"),
        *_would_block(pack, rule),
    )
    return Node(
        Part.ANSWER,
        rule.title,
        "没有要判断的",
        rule.clauses,
        (rule_node(pack, rule, lines), basis(pack, rule.clauses, impossible=rule.impossible)),
        code=rule.message,
    )


def explain_exception(pack: PolicyPack, row: rec.ExceptionRow) -> Node:
    """Return the tree of an exception: what it asks for and which rules it excuses."""
    excused = (
        Node(Part.RULE, "免除", rule.title, rule.clauses, code=rule.id)
        for rule, _ in pack.rules.rules
        if rule.id in row.excuses
    )
    asked = parameter_nodes(pack, Declaration(), row.parameters)
    return Node(
        Part.ANSWER,
        row.title,
        "例外",
        row.clauses,
        (*asked, *excused, basis(pack, row.clauses)),
        code=row.id,
    )


def explain_remark(
    pack: PolicyPack,
    declaration: Declaration,
    *,
    code: str,
    path: str,
    title: str,
    words: str,
    clauses: tuple[str, ...],
    answer: str = "",
    impossible: bool = False,
) -> Node:
    """Return the tree of a remark beside a field that no rule of the pack makes.

    Args:
        words: what the remark says in full.
        clauses: what the message or the field rests on; may be empty.
        answer: what is said of the title in a word or two.
        impossible: it meets something that cannot be as it was typed; else it is a hint.
    """
    return Node(
        Part.ANSWER,
        title,
        answer or ("这样填对不上" if impossible else "提示"),
        clauses,
        (
            *([Node(Part.PLAIN, words)] if words else []),
            *group("读到的", readings(pack, declaration, (path,) if path else ())),
            basis(pack, clauses, impossible=impossible),
        ),
        code=code,
    )
