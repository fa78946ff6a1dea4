# SPDX-License-Identifier: MulanPSL-2.0
"""For whoever makes next year's pack: check one, compare two, ask what an id means."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.kernel.errors import UserError
from app.policy import records as rec
from app.policy.lints import lint
from app.policy.loading import read_pack
from app.policy.pack import PolicyPack, load_pack
from app.policy.packfiles import NOTICE, PackFiles, strangers
from app.policy.source import read_source
from app.policy.usage import users_of

_KEYS = ("id", "number", "level", "year", "letter", "name")
_LONG = 60


def check_pack(folder: Path) -> list[str]:
    """Return every fault of a pack as one sentence with file and line; empty when it is sound.

    A fault that keeps the pack from being read stands alone; otherwise all cases are run and all
    lints are made, so that one round of mending is enough.
    """
    idle = [f"{name}：政策包里没有这样的文件，程序不读。" for name in strangers(folder)]
    try:
        pack = read_pack(PackFiles.of_folder(folder))
    except UserError as fault:
        return [*idle, fault.message.one_line()]
    return [*idle, *lint(pack)]


# -- comparing two packs


def diff_packs(old: Path, new: Path) -> list[str]:
    """Return what differs between two packs (folders or files), row by row, in Chinese lines."""
    one, two = PackFiles.of_path(old), PackFiles.of_path(new)
    names = {name for name in one.contents if name != NOTICE}
    others = {name for name in two.contents if name != NOTICE}
    lines = [f"{name}　去掉了整个文件" for name in sorted(names - others)]
    lines += [f"{name}　新加的文件" for name in sorted(others - names)]
    for name in sorted(names & others):
        before, after = read_source(one, name).data, read_source(two, name).data
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
