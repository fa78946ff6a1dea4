# SPDX-License-Identifier: MulanPSL-2.0
"""What an explanation read: places by their Chinese names, values as people see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.kernel.dates import chinese_date, dotted, weekday_word
from app.model.declaration import Declaration
from app.model.paths import NoSuchPlace, read
from app.policy.explain.node import Node, Part
from app.policy.fields import shown
from app.policy.pack import PolicyPack
from app.policy.words import place_words, row_words

MOST_READ = 12
NOT_FILLED = "没有填"
_TABLES = {"original": "original_check", "state": "material_state"}


def day_words(day: dt.date) -> str:
    """Return 2026年7月10日（周五）."""
    return f"{chinese_date(day)}（{weekday_word(day)}）"


def readings(pack: PolicyPack, declaration: Declaration, paths: Iterable[str]) -> tuple[Node, ...]:
    """Return the lines 读到的 for some places: each with its value and the way to it; rows one by one."""
    nodes: list[Node] = []
    for path in dict.fromkeys(paths):
        nodes += _reading(pack, declaration, path)
    rest = len(nodes) - MOST_READ
    more = (Node(Part.PLAIN, f"还有 {rest} 处，这里不一一列出"),) if rest > 0 else ()
    return (*nodes[:MOST_READ], *more)


def _reading(pack: PolicyPack, declaration: Declaration, path: str) -> Iterator[Node]:
    try:
        value: Any = read(declaration, path)
    except NoSuchPlace:
        return
    if isinstance(value, tuple):
        yield from _rows(pack, declaration, path, value)
        return
    words = value_words(pack, path, value)
    yield Node(Part.READ, place_words(pack, declaration, path), words, path=path)


def _rows(
    pack: PolicyPack, declaration: Declaration, path: str, rows: tuple[Any, ...]
) -> Iterator[Node]:
    if "." in path or path not in pack.labels.get("rows", {}):
        said = f"{len(rows)} 条" if rows else NOT_FILLED
        yield Node(Part.READ, place_words(pack, declaration, path), said, path=path)
        return
    if not rows:
        yield Node(Part.READ, pack.label("rows", path), "一行也没有", path=path)
    for row in rows:
        where = f"{path}.{row.id}"
        yield Node(
            Part.READ, row_words(pack, declaration, path, row.id), _row(pack, row), path=where
        )


def _row(pack: PolicyPack, row: Any) -> str:
    """Return a row in a few words: from when to when, what, where."""
    parts = []
    if hasattr(row, "started"):
        parts.append(f"{dotted(row.started) or '起始没有填'}—{dotted(row.ended) or '至今'}")
    for name in ("year", "title", "name", "unit", "school", "obtained", "graduated"):
        text = str(getattr(row, name, "") or "")
        if text:
            parts.append(dotted(text))
    place = getattr(row, "place", None)
    if place:
        parts.append(pack.label("place", str(place)))
    return "，".join(parts) or NOT_FILLED


def value_words(pack: PolicyPack, path: str, value: Any) -> str:
    """Return a kept value as a person sees it on the page; 没有填 when there is none."""
    if value is None or value == "":
        return NOT_FILLED
    if pack.fields.knows(path):
        item = pack.fields.field(path)
        return shown(item, pack.fields.table_of(item), value)
    if isinstance(value, bool):
        return "是" if value else "不是"
    if isinstance(value, (str, int)):
        return _word(pack, path.rpartition(".")[2], str(value))
    row = _row(pack, value) if hasattr(value, "id") else ""
    return row or "已填"


def _word(pack: PolicyPack, name: str, text: str) -> str:
    if name == "kind_ground":
        return ground_words(pack, text)
    return dotted(pack.label(_TABLES.get(name, name), text))


def ground_words(pack: PolicyPack, ground: str) -> str:
    """Return the name of a ground of any 申报类型; what was typed where it is none of them."""
    names = {row.id: row.name for kind in pack.routes.kinds.values() for row in kind.grounds}
    return names.get(ground, ground)


def parameter_nodes(
    pack: PolicyPack, declaration: Declaration, parameters: Mapping[str, Any]
) -> tuple[Node, ...]:
    """Return the pack's numbers and lists a rule was asked with, each as a phrase of its own."""
    return tuple(
        Node(Part.PARAMETER, parameter_words(pack, declaration, name, value))
        for name, value in parameters.items()
    )


def parameter_words(pack: PolicyPack, declaration: Declaration, name: str, value: object) -> str:
    """Return one parameter as a phrase: 在旗县区要满 30 年."""
    phrase = pack.label("parameter", name)
    words = _parameter_value(pack, declaration, name, value)
    return phrase.replace("{}", words) if "{}" in phrase else f"{phrase}：{words}"


def _parameter_value(pack: PolicyPack, declaration: Declaration, name: str, value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "、".join(_parameter_value(pack, declaration, name, each) for each in value)
    if isinstance(value, dt.date):
        return day_words(value)
    text = str(value)
    if name == "paths":
        return place_words(pack, declaration, text)
    if name == "columns":
        table, _, column = text.partition(".")
        return f"{pack.label('rows', table)}的{pack.label('column', column)}"
    if name == "item":
        item = pack.item(text)
        return item.name if item else text
    if name == "kinds":
        return pack.labels.get("service", {}).get(text) or pack.label("sanction", text)
    return pack.label(name, text)
