# SPDX-License-Identifier: MulanPSL-2.0
"""Any answer can be asked why: value → rule → parameter → clause text → pack version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from app.kernel.dates import chinese_date, weekday_word
from app.model.codes import TitleLevel
from app.model.declaration import Declaration, RouteAnswers
from app.model.paths import NoSuchPlace, read
from app.policy import records as rec
from app.policy.checklist import wanted_entries
from app.policy.facts import Facts
from app.policy.findings import Finding, Outcome
from app.policy.pack import PolicyPack
from app.policy.routing import Route, route
from app.policy.words import place_words


@frozen
class Node:
    """One line of an explanation; children are what it rests on."""

    label: str
    value: str = ""
    clauses: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()

    def lines(self, depth: int = 0) -> list[str]:
        """Return the tree as indented lines."""
        text = "　" * depth + self.label + (f"：{self.value}" if self.value else "")
        return [text, *(line for child in self.children for line in child.lines(depth + 1))]


def clause_nodes(pack: PolicyPack, clauses: Iterable[str]) -> tuple[Node, ...]:
    """Return the clauses' own words, then the pack's version."""
    ids = tuple(dict.fromkeys(clauses))
    quoted = tuple(Node(pack.clauses[each].place, pack.clauses[each].text, (each,)) for each in ids)
    return (*quoted, Node("来源", pack.version_text))


def explain(pack: PolicyPack, declaration: Declaration, finding: Finding, today: dt.date) -> Node:
    """Return why a finding says what it says: values read, arithmetic, rule, parameters, clauses."""
    rule = next(row for row, _ in pack.rules.rules if row.id == finding.rule)
    reads = tuple(
        Node(place_words(pack, declaration, path), _shown(declaration, path))
        for path in finding.paths[:12]
    )
    counted = tuple(Node("算法", line) for line in finding.working)
    stands = finding.outcome in (Outcome.NOT_MET, Outcome.MANUAL)
    return Node(
        finding.title if stands else rule.title,
        pack.label("outcome", str(finding.outcome)),
        finding.clauses,
        (
            *((Node("读到的", children=reads),) if reads else ()),
            *counted,
            *_decided_by(pack, declaration, finding),
            Node(
                "规则",
                f"{rule.title}（{rule.id}，{pack.label('severity', rule.severity)}，{rule.state}）",
            ),
            *_parameter_nodes(finding),
            *((Node("待核", rule.check),) if rule.check else ()),
            Node("按哪一天", f"{chinese_date(today)}（{weekday_word(today)}）"),
            Node("依据", children=clause_nodes(pack, finding.clauses)),
        ),
    )


def _shown(declaration: Declaration, path: str) -> str:
    try:
        value: Any = read(declaration, path)
    except NoSuchPlace:
        return ""
    if isinstance(value, tuple):
        return f"{len(value)} 行"
    if isinstance(value, (str, int, bool)) or value is None:
        return str(value) if value not in ("", None) else "没有填"
    return ""


def _decided_by(pack: PolicyPack, declaration: Declaration, finding: Finding) -> tuple[Node, ...]:
    if finding.outcome == Outcome.UNKNOWN:
        places = dict.fromkeys(place_words(pack, declaration, path) for path in finding.missing)
        return tuple(Node("填上就能判断", place) for place in places)
    if finding.outcome == Outcome.EXCUSED:
        exception = next(row for row, _ in pack.rules.exceptions if row.id == finding.excused_by)
        return (Node("免除", f"{exception.title}（{exception.id}）", exception.clauses),)
    return ()


def _parameter_nodes(finding: Finding) -> tuple[Node, ...]:
    plain = {
        name: value for name, value in finding.parameters.items() if not isinstance(value, list)
    }
    return tuple(Node("参数", f"{name} = {value}") for name, value in plain.items())


def explain_route(pack: PolicyPack, answers: RouteAnswers) -> Node:
    """Return why the paper goes this way: the row that held, the chain, what is left open.

    Raises:
        UserError: ROUTE-SERIES when the series as written is not known.
    """
    found = route(pack, answers)
    children = [
        Node(
            "第一个对上的",
            f"方式表第 {found.rule} 行　{_row(pack, found).condition}",
            _row(pack, found).clauses,
        )
        if found.rule
        else Node("还可能是", "、".join(found.possible)),
        *(Node("还要回答", pack.label("route", name)) for name in found.missing),
        *(Node(f"第 {n} 步　{step.name}", step.duty) for n, step in enumerate(found.steps, 1)),
        *(_doubt(pack, identifier) for identifier in found.ambiguities),
        *(Node("说明", note) for note in found.notes),
        Node("依据", children=clause_nodes(pack, found.clauses)),
    ]
    name = f"{found.mode_name}（{found.mode}）" if found.mode else "还不能确定"
    return Node("走哪条路", name, found.clauses, tuple(children))


def _row(pack: PolicyPack, found: Route) -> rec.ModeRow:
    return next(row for row, _ in pack.routes.rows if row.number == found.rule)


def _doubt(pack: PolicyPack, identifier: str) -> Node:
    doubt = next(row for row, _ in pack.ambiguities if row.id == identifier)
    return Node(
        f"疑点 {doubt.id}", doubt.question, doubt.clauses, (Node("按默认处理", doubt.default),)
    )


def explain_deadlines(
    pack: PolicyPack, level: TitleLevel, *, counts_posting_day: bool = False
) -> Node:
    """Return the days of a level, each with its clause, and how the latest posting day is counted."""
    window = pack.window(level)
    days = pack.windows.notice_days
    latest = pack.calendar.latest_posting(
        window.report_up, days, counts_posting_day=counts_posting_day
    )
    count = pack.calendar.notice(latest, days, counts_posting_day=counts_posting_day)
    counted = "、".join(_said(day) for day in count.counted)
    posting = Node(
        "公示最迟张贴",
        _said(latest),
        pack.windows.notice_clauses,
        (
            Node("计入", counted),
            Node("满", _said(count.complete)),
            Node("放假安排", pack.calendar.source),
        ),
    )
    return Node(
        pack.label("level", level.filing),
        "",
        window.clauses,
        (
            Node("个人申报", f"{_said(window.opens)}—{_said(window.closes)}"),
            Node("截止日（此后取得的不计）", _said(window.cutoff)),
            posting,
            Node("上报（含当日）", _said(window.report_up)),
            Node("评审和公示（含当日）", _said(window.review_by), pack.windows.review_clauses),
            Node(
                "依据", children=clause_nodes(pack, (*window.clauses, *pack.windows.review_clauses))
            ),
        ),
    )


def _said(day: dt.date) -> str:
    return f"{chinese_date(day)}（{weekday_word(day)}）"


def explain_material(pack: PolicyPack, declaration: Declaration, entry_id: str) -> Node:
    """Return why a material is on the list: its condition, the answers it looked at, its clauses."""
    wanted = next((each for each in wanted_entries(pack, declaration) if each.id == entry_id), None)
    entry = declaration.material(entry_id)
    item = pack.item(entry.item) if entry else (wanted.item if wanted else None)
    if item is None:
        return Node("自己加的材料", entry.title if entry else "")
    when = next(when for each, when in pack.materials.items if each is item)
    facts = Facts(pack, declaration, dt.date(declaration.year, 1, 1))
    reasons = tuple(
        Node(_fact_word(fact), _fact_value(pack, facts, fact)) for fact in sorted(when.facts())
    )
    state = "列入" if wanted else "本路线不需要，因为填过内容留着"
    row = (
        (Node("对应", place_words(pack, declaration, wanted.row_path)),)
        if wanted and wanted.row_path
        else ()
    )
    return Node(
        wanted.title if wanted and wanted.title else item.name,
        f"{state}（{pack.label('need', item.need)}）",
        item.clauses,
        (
            *((Node("因为", children=reasons),) if reasons else (Node("因为", "这项人人都要"),)),
            *row,
            Node("依据", children=clause_nodes(pack, item.clauses)),
        ),
    )


_FACT_WORDS = {
    "classified": "是不是涉密人员",
    "level": "申报层级",
    "series": "申报系列",
    "affiliation": "单位隶属",
    "kind": "申报类型",
    "ground": "申报类型的依据",
    "mode": "评审方式",
    "exam": "考试",
    "has": "已填的内容",
    "person_status": "人员状态",
    "applies": "情形",
}
_LABELLED = {"level", "affiliation", "kind", "exam"}


def _fact_word(fact: str) -> str:
    return _FACT_WORDS.get(fact, fact)


def _fact_value(pack: PolicyPack, facts: Facts, fact: str) -> str:
    possible = facts.lookup(fact)
    if not possible:
        return "还没有回答" if possible is None else "没有"
    if fact == "classified":
        return "、".join("是" if value else "不是" for value in possible)
    if fact == "series" and facts.route.series:
        return facts.route.series.name
    if fact == "has":
        return "、".join(sorted(pack.label("rows", str(value)) for value in possible))
    words = (
        pack.label(fact, str(value)) if fact in _LABELLED else str(value) for value in possible
    )
    return "、".join(words) or "没有"
