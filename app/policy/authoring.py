# SPDX-License-Identifier: MulanPSL-2.0
"""For whoever makes next year's pack: check one, compare two, ask what an id means."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.kernel.errors import UserError
from app.policy import records as rec
from app.policy.cases import run_cases
from app.policy.codetables import FieldsError
from app.policy.loading import read_pack
from app.policy.pack import PolicyPack, load_pack
from app.policy.source import read_source

NOTICE = "notice.txt"
_KEYS = ("id", "number", "level", "year", "letter", "name")
_LONG = 60


def check_pack(folder: Path) -> list[str]:
    """Return every fault of a pack as one sentence with file and line; empty when it is sound.

    A fault that keeps the pack from being read stands alone; otherwise all cases are run and all
    lints are made, so that one round of mending is enough.
    """
    try:
        pack = read_pack(folder)
    except UserError as fault:
        return [fault.message.one_line()]
    return [
        *_case_faults(pack),
        *_quote_faults(pack),
        *_label_faults(pack),
        *_field_faults(pack),
        *_coverage_faults(pack),
    ]


def _coverage_faults(pack: PolicyPack) -> Iterator[str]:
    from app.policy.coverage import gaps

    try:
        yield from (f"coverage.toml：{gap}。" for gap in gaps(pack))
    except UserError as fault:
        yield fault.message.one_line()


def _case_faults(pack: PolicyPack) -> Iterator[str]:
    for path in sorted((pack.folder / "cases").glob("*.toml")):
        try:
            source = read_source(pack.folder, f"cases/{path.name}")
            faults, _ = run_cases(pack, source)
        except UserError as fault:
            yield fault.message.one_line()
            continue
        for each in faults:
            yield f"{each.file} 第 {each.line} 行“{each.name}”：{each.reason}。"


def flattened(text: str) -> str:
    """Return a text without blanks and line ends, as quotations are compared."""
    return "".join(text.split())


def _quote_faults(pack: PolicyPack) -> Iterator[str]:
    """Every clause is quoted from the notice as it stands, where the pack brings the notice along."""
    path = pack.folder / NOTICE
    if not path.is_file():
        return
    notice = flattened(path.read_text(encoding="utf-8"))
    source = read_source(pack.folder, "clauses.toml")
    for index, clause in enumerate(pack.clauses.values()):
        if flattened(clause.text) not in notice:
            line = source.line_of("clause", index, "text")
            yield f"clauses.toml 第 {line} 行：条款“{clause.id}”的文字和 {NOTICE} 对不上。"


_WORDS = {
    "level": ("junior", "intermediate", "associate_senior", "full_senior", "senior"),
    "severity": ("must", "check", "note"),
    "outcome": ("MET", "NOT_MET", "UNKNOWN", "EXCUSED", "MANUAL"),
    "form": ("original", "copy", "both"),
    "act": ("formal_print", "recommendation", "notification", "parcel"),
}


def _label_faults(pack: PolicyPack) -> Iterator[str]:
    bodies = {step.body for chain, _, _ in pack.routes.chains for step in chain.steps}
    wanted: dict[str, tuple[str, ...]] = {
        **_WORDS,
        "body": tuple(sorted(bodies | {pack.routes.overlay[0].body})),
        "kind": tuple(pack.routes.kinds),
    }
    for table, words in wanted.items():
        for word in words:
            if word not in pack.labels.get(table, {}):
                yield f"labels.toml：[{table}] 里缺“{word}”的中文。"


def _field_faults(pack: PolicyPack) -> Iterator[str]:
    try:
        catalogue = pack.fields
    except FieldsError as fault:
        yield f"fields：{fault}"
        return
    for item in (each for section in catalogue.sections for each in section.fields):
        if item.clause and item.clause not in pack.clauses:
            yield f"fields：“{item.path}”写的条款“{item.clause}”在 clauses.toml 里没有。"


# -- comparing two packs


def diff_packs(old: Path, new: Path) -> list[str]:
    """Return what differs between two pack folders, file by file and row by row, in Chinese lines."""
    names = {path.relative_to(old).as_posix() for path in old.rglob("*.toml")}
    others = {path.relative_to(new).as_posix() for path in new.rglob("*.toml")}
    lines = [f"{name}　去掉了整个文件" for name in sorted(names - others)]
    lines += [f"{name}　新加的文件" for name in sorted(others - names)]
    for name in sorted(names & others):
        before, after = read_source(old, name).data, read_source(new, name).data
        lines += [f"{name}　{line}" for line in _differences(before, after, "")]
    return lines


def _differences(before: Any, after: Any, place: str) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            inner = f"{place}·{key}" if place else str(key)
            if key not in after:
                yield f"{inner}　去掉：{_short(before[key])}"
            elif key not in before:
                yield f"{inner}　新加：{_short(after[key])}"
            else:
                yield from _differences(before[key], after[key], inner)
    elif _keyed(before) and _keyed(after):
        yield from _differences(_by_key(before), _by_key(after), place)
    elif before != after:
        yield f"{place}　{_short(before)} → {_short(after)}"


def _keyed(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _by_key(rows: list[dict[str, Any]]) -> dict[str, Any]:
    keyed: dict[str, Any] = {}
    for number, row in enumerate(rows, 1):
        name = next((str(row[key]) for key in _KEYS if key in row), f"第 {number} 条")
        while name in keyed:
            name += "′"
        keyed[name] = row
    return keyed


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= _LONG else text[:_LONG] + "…"


# -- explaining an id


def explain_id(identifier: str, pack: PolicyPack | None = None) -> list[str]:
    """Return what an id of the pack in force means, with its clauses' own words.

    Raises:
        UserError: PACK-UNKNOWN-ID with the nearest ids.
    """
    pack = pack or load_pack()
    known = dict(_explanations(pack))
    if identifier not in known:
        nearest = difflib.get_close_matches(identifier, known, n=5, cutoff=0.3) or list(known)[:5]
        raise UserError("PACK-UNKNOWN-ID", id=identifier, nearest="、".join(nearest))
    lines, clauses = known[identifier]
    quoted = [
        f"{pack.clauses[each].place}（{each}）：{pack.clauses[each].text}" for each in clauses
    ]
    return [*lines, *quoted, f"来源：{pack.version_text}"]


Explained = tuple[str, tuple[list[str], tuple[str, ...]]]


def _explanations(pack: PolicyPack) -> Iterator[Explained]:
    for clause in pack.clauses.values():
        uses = [f"用在：{'、'.join(users)}"] if (users := users_of(pack).get(clause.id)) else []
        yield clause.id, ([f"条款 {clause.id}　{clause.title}", *uses], (clause.id,))
    for rule, _ in pack.rules.rules:
        yield rule.id, (_rule_lines(pack, rule), rule.clauses)
    for exception, _ in pack.rules.exceptions:
        lines = [f"例外 {exception.id}　{exception.title}", f"免除：{'、'.join(exception.excuses)}"]
        yield exception.id, ([*lines, *_parameters(exception.parameters)], exception.clauses)
    for row, _ in pack.routes.rows:
        name = pack.routes.modes[row.mode].name
        lines = [
            f"方式表第 {row.number} 行　{row.condition}",
            f"方式：{name}（{row.mode}）",
            f"评审：{row.body}",
        ]
        yield str(row.number), (lines, row.clauses)
    for chain, _, _ in pack.routes.chains:
        steps = [f"{pack.label('body', step.body)}：{step.duty}" for step in chain.steps]
        yield chain.id, ([f"路线 {chain.id}　{chain.name}", *steps], chain.clauses)
    for doubt, _ in pack.ambiguities:
        lines = [f"疑点 {doubt.id}　{doubt.question}", f"本程序的处理：{doubt.default}"]
        yield doubt.id, (lines, doubt.clauses)
    for item, _ in pack.materials.items:
        yield item.id, (_item_lines(pack, item), item.clauses)


def _rule_lines(pack: PolicyPack, rule: rec.RuleRow) -> list[str]:
    lines = [
        f"规则 {rule.id}　{rule.title}",
        f"分量：{pack.label('severity', rule.severity)}；消息 {rule.message}；{rule.state}",
        *_parameters(rule.parameters),
    ]
    if rule.check:
        lines.append(f"待核：{rule.check}")
    excused = [each for each, _ in pack.rules.exceptions if rule.id in each.excuses]
    lines += [f"例外：{each.title}（{each.id}）" for each in excused]
    if rule.acts:
        lines.append(f"不满足时拦住：{'、'.join(pack.label('act', act) for act in rule.acts)}")
    return lines


def _parameters(parameters: Mapping[str, Any]) -> list[str]:
    return [f"参数 {name} = {value}" for name, value in parameters.items()]


def _item_lines(pack: PolicyPack, item: rec.CatalogueItem) -> list[str]:
    copies = f"{item.copies} 份" + (f"（{item.copies_state}）" if item.copies_state else "")
    return [
        f"材料 {item.id}　{item.number} {item.name}",
        f"{pack.label('need', item.need)}；{pack.label('form', item.form)}；{copies}；{pack.group(item.group).title}",
        f"怎么取：{item.fetch}",
        f"样子：{item.sample}",
    ]


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
