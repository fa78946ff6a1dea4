# SPDX-License-Identifier: MulanPSL-2.0
"""What another pack says differently, in the words of whoever holds the notice: days, ways, papers, checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs
from attrs import frozen

from app.policy import records as rec
from app.policy.pack import PolicyPack

_MOST = 40  # characters of a quotation that show where it differs


@frozen
class ChangeGroup:
    """The changes of one kind, each one line."""

    title: str
    lines: tuple[str, ...]


def pack_changes(old: PolicyPack, new: PolicyPack) -> tuple[ChangeGroup, ...]:
    """Return what changes from one pack to another, the weightiest first; nothing where they say the same."""
    groups = (
        ("通知", _cover(old, new)),
        ("日子", _days(old, new)),
        ("放假安排", _calendar(old, new)),
        ("走哪条路", _routes(old, new)),
        ("材料", _materials(old, new)),
        ("检查", _rules(old, new)),
        ("系列、专业、考试名单", _titles(old, new)),
        ("通知没写清楚的地方", _doubts(old, new)),
        ("条款原文", _clauses(old, new)),
        ("常用语", _phrases(old, new)),
        ("各栏的说明", _fields(old, new)),
    )
    found = (ChangeGroup(title, tuple(lines)) for title, lines in groups)
    return tuple(group for group in found if group.lines)


def _turned(name: str, before: object, after: object) -> Iterator[str]:
    if before != after:
        yield f"{name}：{_said(before)} → {_said(after)}"


def _said(value: object) -> str:
    if value is None or value in ("", ()):
        return "没有"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return "、".join(map(_said, value))
    if isinstance(value, Mapping):
        return "，".join(f"{key} {_said(each)}" for key, each in value.items())
    return str(value)


def _came_and_went(
    before: Mapping[Any, Any],
    after: Mapping[Any, Any],
    name: Callable[[Any], str],
    both: Callable[[Any, Any], Iterable[str]],
) -> Iterator[str]:
    """Yield what is new, what is gone, and what is said differently under the same id."""
    for key, row in after.items():
        if key not in before:
            yield f"新加：{name(row)}"
        elif row != before[key]:
            yield from both(before[key], row)
    for key, row in before.items():
        if key not in after:
            yield f"去掉：{name(row)}"


def _cover(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    yield from _turned("文号", old.header.number, new.header.number)
    yield from _turned("年度", old.header.year, new.header.year)
    yield from _turned("成文日期", old.header.issued, new.header.issued)
    yield from _turned("政策包", _edition(old), _edition(new))
    yield from _turned("核对情况", old.header.state, new.header.state)


def _edition(pack: PolicyPack) -> str:
    return f"{pack.id} 第 {pack.header.version} 版"


_WINDOW = (
    ("开始申报", "opens"),
    ("个人申报截止", "closes"),
    ("截止日", "cutoff"),
    ("上报", "report_up"),
)


def _days(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    before = {row.level: row for row in old.windows.rows}
    for row in new.windows.rows:
        level = new.label("level", row.level)
        for name, key in _WINDOW:
            held = before.get(row.level)
            was = getattr(held, key) if held else None
            yield from _turned(f"{level}{name}", was, getattr(row, key))
    yield from _turned("评审和公示完成", old.windows.review_by, new.windows.review_by)
    yield from _turned("报送总期限", old.windows.ceiling, new.windows.ceiling)
    yield from _turned("公示的工作日", old.windows.notice_days, new.windows.notice_days)
    paper = [[row.report_up for row, _ in pack.windows.paper] for pack in (old, new)]
    yield from _turned("定向评价纸质材料", tuple(paper[0]), tuple(paper[1]))


def _calendar(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    for year in sorted(new.calendar.years - old.calendar.years):
        yield f"新加：{year} 年的放假安排"
    for year in sorted(old.calendar.years - new.calendar.years):
        yield f"去掉：{year} 年的放假安排"
    for year in sorted(old.calendar.years & new.calendar.years):
        for name, before, after in (
            ("放假", old.calendar.off, new.calendar.off),
            ("上班", old.calendar.worked, new.calendar.worked),
        ):
            changed = sorted(day for day in before ^ after if day.year == year)
            if changed:
                yield f"{year} 年{name}的日子不同：{_said(tuple(changed))}"


def _routes(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    def row_name(row: rec.ModeRow) -> str:
        return f"方式表第 {row.number} 行　{row.condition}"

    def row_lines(before: rec.ModeRow, after: rec.ModeRow) -> Iterator[str]:
        name = f"方式表第 {after.number} 行"
        yield from _turned(f"{name}　条件", before.condition, after.condition)
        yield from _turned(f"{name}　方式", before.mode, after.mode)
        yield from _turned(f"{name}　评审", before.body, after.body)
        if (before.condition, before.mode, before.body) == (
            after.condition,
            after.mode,
            after.body,
        ):
            yield f"{name}　{after.condition}：条件或依据写法有变"

    rows = [{row.number: row for row, _ in pack.routes.rows} for pack in (old, new)]
    yield from _came_and_went(rows[0], rows[1], row_name, row_lines)

    def chain_lines(before: rec.ChainRow, after: rec.ChainRow) -> Iterator[str]:
        steps = [
            tuple(pack.label("body", step.body) for step in chain.steps)
            for pack, chain in ((old, before), (new, after))
        ]
        if steps[0] == steps[1]:
            yield f"路线 {after.id}　{after.name}：做什么或什么时候走有变"
        yield from _turned(f"路线 {after.id}　经过", steps[0], steps[1])

    chains = [{row.id: row for row, _, _ in pack.routes.chains} for pack in (old, new)]
    yield from _came_and_went(
        chains[0], chains[1], lambda row: f"路线 {row.id}　{row.name}", chain_lines
    )
    kinds = [pack.routes.kinds for pack in (old, new)]
    yield from _came_and_went(
        kinds[0],
        kinds[1],
        lambda row: f"申报类型 {row.name}",
        lambda _before, after: [f"申报类型 {after.name}：层级、条件或依据有变"],
    )


_ITEM = (
    ("名称", "name"),
    ("份数", "copies"),
    ("最少页数", "min_pages"),
)


def _materials(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    def lines(before: rec.CatalogueItem, after: rec.CatalogueItem) -> Iterator[str]:
        name = f"{after.number} {after.name}"
        found = [line for word, key in _ITEM for line in _turned(f"{name}　{word}", getattr(before, key), getattr(after, key))]  # fmt: skip
        for word, table, key in (("要求", "need", "need"), ("原件复印件", "form", "form")):
            was, now = getattr(before, key), getattr(after, key)
            found += _turned(f"{name}　{word}", old.label(table, was), new.label(table, now))
        if before.when != after.when:
            found.append(f"{name}：什么时候要交有变")
        yield from found or [f"{name}：说明或依据有变"]

    items = [{item.id: item for item, _ in pack.materials.items} for pack in (old, new)]
    yield from _came_and_went(items[0], items[1], lambda row: f"{row.number} {row.name}", lines)


def _rules(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    def lines(before: rec.RuleRow, after: rec.RuleRow) -> Iterator[str]:
        name = f"{after.title}（{after.id}）"
        words = [new.label("severity", each.severity) for each in (before, after)]
        found = [*_turned(f"{name}　分量", *words), *_turned(f"{name}　核对", before.state, after.state)]  # fmt: skip
        for key in dict.fromkeys([*before.parameters, *after.parameters]):
            was, now = before.parameters.get(key), after.parameters.get(key)
            found += _turned(f"{name}　{key}", was, now)
        yield from found or [f"{name}：条件、依据或措辞有变"]

    rules = [{row.id: row for row, _ in pack.rules.rules} for pack in (old, new)]
    yield from _came_and_went(rules[0], rules[1], lambda row: f"{row.title}（{row.id}）", lines)
    exceptions = [{row.id: row for row, _ in pack.rules.exceptions} for pack in (old, new)]
    yield from _came_and_went(
        exceptions[0],
        exceptions[1],
        lambda row: f"例外　{row.title}（{row.id}）",
        lambda before, after: [
            f"例外　{after.title}（{after.id}）：{_said(before.parameters)} → {_said(after.parameters)}"
        ],
    )


def _titles(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    series = [{each.id: each for each in pack.titles.series} for pack in (old, new)]
    yield from _came_and_went(series[0], series[1], lambda row: f"系列 {row.name}", _series_lines)
    named = [{each.id: each for each in pack.titles.specialties} for pack in (old, new)]
    yield from _came_and_went(named[0], named[1], lambda row: f"专业 {row.name}", _specialty_lines)
    exams = [[(x.kind, x.series, x.levels, x.state) for x in p.titles.exams] for p in (old, new)]
    if exams[0] != exams[1]:
        yield f"以考代评、考评结合名单：{len(exams[0])} 行 → {len(exams[1])} 行，逐行核对"


def _series_lines(before: rec.Series, after: rec.Series) -> Iterator[str]:
    return _title_lines(f"系列 {after.name}", before, after)


def _specialty_lines(before: rec.Specialty, after: rec.Specialty) -> Iterator[str]:
    return _title_lines(f"专业 {after.name}", before, after)


def _title_lines(name: str, before: Any, after: Any) -> Iterator[str]:
    states = ("暂不申报" if row.suspended else "可以申报" for row in (before, after))
    found = [*_turned(name, *states), *_turned(f"{name}　名称", before.name, after.name)]
    yield from found or [f"{name}：职称名称或别名有变"]


def _doubts(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    rows = [{row.id: row for row, _ in pack.ambiguities} for pack in (old, new)]
    yield from _came_and_went(
        rows[0],
        rows[1],
        lambda row: f"{row.id}　{row.question}",
        lambda before, after: [
            *_turned(f"{after.id}　按", before.default, after.default),
            *([f"{after.id}　{after.question}"] if before.default == after.default else []),
        ],
    )


def _clauses(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    def lines(before: rec.Clause, after: rec.Clause) -> Iterator[str]:
        place = next(
            (n for n, (a, b) in enumerate(zip(before.text, after.text, strict=False)) if a != b),
            min(len(before.text), len(after.text)),
        )
        start = max(0, place - 6)
        was, now = before.text[start : start + _MOST], after.text[start : start + _MOST]
        yield f"{after.place}（{after.id}）：“…{was}…” → “…{now}…”"

    yield from _came_and_went(
        old.clauses, new.clauses, lambda row: f"{row.place}（{row.id}）{row.title}", lines
    )


def _phrases(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    rows = [{row.id: row for row in pack.standard_phrases} for pack in (old, new)]
    yield from _came_and_went(
        rows[0], rows[1], lambda row: row.text[:_MOST], lambda _before, after: [after.text[:_MOST]]
    )


def _fields(old: PolicyPack, new: PolicyPack) -> Iterator[str]:
    def plain(pack: PolicyPack) -> dict[str, Any]:
        return {path: attrs.evolve(item) for path, item in pack.fields.by_path.items()}

    def lines(before: Any, after: Any) -> Iterator[str]:
        if before.required != after.required:
            yield f"{after.label}：{'改为必填' if after.required else '不再必填'}"
        else:
            yield f"{after.label}：说明、样例或长度有变"

    yield from _came_and_went(plain(old), plain(new), lambda row: row.label, lines)
