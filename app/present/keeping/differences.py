# SPDX-License-Identifier: MulanPSL-2.0
"""Two states of a declaration held side by side: which places differ, what stood there and what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from app.kernel.dates import PartialDate, dotted
from app.model.declaration import Declaration
from app.model.paths import NoSuchPlace, read
from app.policy.fields import shown
from app.policy.pack import PolicyPack
from app.policy.words import row_words

EMPTY = "（空）"
ABSENT = "（没有这一项）"
ADDED, REMOVED = "（原来没有）", "（删去了）"
# Not a person's words: identity, what the program adds, and what is compared by itself.
_APART = frozenset({"id", "schema", "practice", "version", "pack"})
_TABLES = {
    "level": "level", "affiliation": "affiliation", "classified": "classified",
    "state": "material_state", "original": "original_check", "outcome": "review_outcome",
}  # fmt: skip
_ROUTE_KIND = "route.kind"
_WORDS = {
    "state": "状态", "reason": "理由", "copies": "份数", "pages": "页数", "form": "原件还是复印件",
    "double_sided": "双面", "original": "原件核对", "original_by": "核对人", "original_on": "核对日期",
    "paper_only": "只有纸质件", "scans": "扫描件", "note": "备注", "flagged": "回头再办", "seen": "看过",
    "place": "排的位置", "late": "装订后补的", "marks": "审核标记", "links": "对应的佐证", "kept_by_unit": "单位留存备查",
    "reviews": "审核结果", "handovers": "交接", "passed": "写明理由的提醒", "frozen_on": "定稿日期", "split_at": "分册厚度",
    "bound_on": "装订日期", "pledged_on": "承诺日期", "submitted_on": "申报日期", "statement": "个人总结",
    "undecided": "还不确定的问题", "self_evaluating_unit": "自主评审单位", "year": "年度",
    "shelf": "没有选用的业绩", "markings": "定密", "way": "送交方式", "closing": "停办", "title": "名称", "item": "材料种类",
}  # fmt: skip
_SECTIONS = {
    "route": "路线", "secrecy": "保密审查", "notice": "公示", "recommendation": "推荐意见", "closing": "停办",
    "shelf": "没有选用的",
}  # fmt: skip


@frozen
class Difference:
    """One place that differs; ``old`` and ``new`` as a person reads them, never empty."""

    path: str
    place: str
    old: str
    new: str


def differences(
    pack: PolicyPack, before: Declaration, after: Declaration
) -> tuple[Difference, ...]:
    """Return every place that differs, in the order of the document."""
    teller = _Teller(pack, before, after)
    return tuple(teller.walk("", before, after))


def place_of(pack: PolicyPack, declaration: Declaration, path: str) -> str:
    """Return what a place is called: 业绩三·本人作用, 基本信息·姓名."""
    steps = path.split(".")
    if pack.fields.knows(path):
        item = pack.fields.field(path)
        section = pack.fields.section(item.section)
        owner = _row(pack, declaration, steps) if section.table else section.title
        return f"{owner}·{item.label}"
    if len(steps) > 1 and isinstance(getattr(declaration, steps[0], None), tuple):
        owner = _row(pack, declaration, steps)
        return f"{owner}·{_word(steps[2])}" if len(steps) > 2 else owner
    if len(steps) > 1:
        word = pack.label(steps[0], steps[1])
        last = word if word != steps[1] else _word(steps[-1])
        return f"{_SECTIONS.get(steps[0], _word(steps[0]))}·{last}"
    word = pack.label("rows", path)
    return word if word != path else _word(path)


def value_of(pack: PolicyPack, declaration: Declaration, path: str) -> str:
    """Return what stands at a path as a person reads it; ABSENT when the place is not there."""
    try:
        return _text(pack, path, read(declaration, path))
    except NoSuchPlace:
        return ABSENT


def _row(pack: PolicyPack, declaration: Declaration, steps: list[str]) -> str:
    return row_words(pack, declaration, steps[0], steps[1])


def _word(name: str) -> str:
    return _WORDS.get(name, name)


@frozen
class _Teller:
    pack: PolicyPack
    before: Declaration
    after: Declaration

    def walk(self, path: str, old: Any, new: Any) -> Iterator[Difference]:
        """Go down where both sides have parts; say a leaf as soon as it differs."""
        if old == new:
            return
        if _has_rows(old) or _has_rows(new):
            yield from self._rows(path, old, new)
        elif attrs.has(type(old)) and type(old) is type(new):
            for part in attrs.fields(type(old)):
                if part.name not in _APART:
                    inner = f"{path}.{part.name}" if path else part.name
                    yield from self.walk(inner, getattr(old, part.name), getattr(new, part.name))
        else:
            yield self._leaf(path, old, new)

    def _rows(self, path: str, old: Any, new: Any) -> Iterator[Difference]:
        if "." in path:  # rows within a row (scans, links): one line says it
            yield self._leaf(path, old, new)
            return
        olds, news = {row.id: row for row in old}, {row.id: row for row in new}
        for key, row in olds.items():
            if key not in news:
                yield Difference(
                    f"{path}.{key}", self._place(self.before, f"{path}.{key}"), brief(row), REMOVED
                )
        for key, row in news.items():
            inner = f"{path}.{key}"
            if key in olds:
                yield from self.walk(inner, olds[key], row)
            else:
                yield Difference(inner, self._place(self.after, inner), ADDED, brief(row))
        yield from self._order(path, [k for k in olds if k in news], [k for k in news if k in olds])

    def _order(self, path: str, old: list[str], new: list[str]) -> Iterator[Difference]:
        if old == new:
            return
        numbers = {key: str(number) for number, key in enumerate(old, 1)}
        place = f"{self._place(self.after, path)}·先后顺序"
        yield Difference(
            path, place, "、".join(numbers.values()), "、".join(numbers[key] for key in new)
        )

    def _leaf(self, path: str, old: Any, new: Any) -> Difference:
        return Difference(
            path,
            self._place(self.after, path),
            _text(self.pack, path, old),
            _text(self.pack, path, new),
        )

    def _place(self, declaration: Declaration, path: str) -> str:
        return place_of(self.pack, declaration, path)


def _has_rows(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and hasattr(value[0], "id")


def brief(row: Any) -> str:
    """Return a row in a few words: its first texts a person typed, codes left out."""
    parts = [
        dotted(value)
        for name, value in attrs.asdict(row, recurse=False).items()
        if name not in ("id", "item") and isinstance(value, str) and value and not _is_code(value)
    ]
    return "　".join(parts[:3])[:60] or "（空行）"


def _is_code(value: str) -> bool:
    return isinstance(value, StrEnum) or (value.isascii() and value.islower())


def _text(pack: PolicyPack, path: str, value: Any) -> str:
    if pack.fields.knows(path):
        item = pack.fields.field(path)
        return shown(item, pack.fields.table_of(item), value) or EMPTY
    return _plain(pack, path, value) or EMPTY


def _plain(pack: PolicyPack, path: str, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return (
                pack.label("classified", str(value).lower())
                if path.endswith("classified")
                else ("是" if value else "否")
            )
        case tuple():
            return _several(pack, path, value)
        case StrEnum():
            name = path.rpartition(".")[2]
            return pack.label("kind" if path == _ROUTE_KIND else _TABLES.get(name, name), value)
        case str():
            parsed = PartialDate.parse(value) if path.endswith(("_on", ".on")) else None
            return parsed.words() if parsed else value
        case _:
            return str(value) if not attrs.has(type(value)) else brief(value)


_COUNTED: dict[str, Callable[[Any], str]] = {
    "scans": lambda scan: f"{scan.name}（{len(scan.bound_pages())} 页）",
    "passed": lambda each: each.reason,
}


def _several(pack: PolicyPack, path: str, values: tuple[Any, ...]) -> str:
    if not values:
        return ""
    name = path.rpartition(".")[2]
    if name in _COUNTED:
        return "、".join(map(_COUNTED[name], values))
    if all(isinstance(value, str) for value in values):
        return "、".join(pack.label("route", value) for value in values)
    return f"{len(values)} 项"
