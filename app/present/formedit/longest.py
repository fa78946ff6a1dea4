# SPDX-License-Identifier: MulanPSL-2.0
"""A fictional declaration whose every field is as long as the field catalogue allows, to try a layout with."""

from __future__ import annotations

import functools
import typing
from enum import StrEnum
from typing import Any

import attrs

from app.model.codes import Affiliation, DeclarationKind, TitleLevel
from app.model.declaration import Declaration, RouteAnswers
from app.model.paths import write
from app.policy.fields import Field, FieldCatalogue, Kind, place_type
from app.policy.pack import PolicyPack

ROWS = 6
LONG_LIMIT, LINE_LIMIT = 400, 30  # characters where the catalogue sets no limit
_NAME = "额尔敦其木格·孟和巴雅尔·阿拉坦其其格·乌兰图雅·巴特尔"
_LINE = "内蒙古自治区赤峰市阿鲁科尔沁旗练习水利水电勘测规划设计研究院有限责任公司巴林左旗分院"
_LONG = "主持编制初步设计，负责现场踏勘、方案比选和专家咨询意见的答复，组织完成验收（练习内容，用来试填）。"
_STATEMENT = 3000


@functools.lru_cache(maxsize=2)
def longest(pack: PolicyPack) -> Declaration:
    """Return the declaration; the same pack gives the same one."""
    made = Declaration(
        id="longest",
        practice=True,
        route=RouteAnswers(
            classified=True,
            level=TitleLevel.ASSOCIATE_SENIOR,
            affiliation=Affiliation.CITY,
            kind=DeclarationKind.NORMAL,
            series="工程系列",
            specialty="水利水电工程规划设计与灌区管理",
            title="正高级工程师",
        ),
    )
    catalogue = pack.fields
    for path, item in catalogue.by_path.items():
        if "*" not in path and path != "statement":
            made = write(made, path, _value(catalogue, item))
    for table in dict.fromkeys(path.split(".")[0] for path in catalogue.by_path if "*" in path):
        rows = tuple(_row(catalogue, table, number) for number in range(ROWS))
        made = write(made, table, rows)
    text = "\n".join(_fill(_LONG, 250) for _ in range(_STATEMENT // 250))
    return attrs.evolve(made, statement=text)


def _row(catalogue: FieldCatalogue, table: str, number: int) -> Any:
    shape = typing.get_args(typing.get_type_hints(Declaration)[table])[0]
    values = {
        path.rsplit(".", 1)[-1]: _value(catalogue, item)
        for path, item in catalogue.by_path.items()
        if path.startswith(f"{table}.*.")
    }
    row = shape(**values, id=f"longest-{table}-{number}")
    if table == "achievements":
        row = attrs.evolve(row, phase="before" if number < ROWS // 2 else "after")
    return row


def _value(catalogue: FieldCatalogue, item: Field) -> Any:
    kind = place_type(item.path)
    if item.kind is Kind.YES_NO:
        return item.name == "highest"
    if item.kind is Kind.WHOLE_NUMBER:
        return 365
    if item.kind is Kind.CODE:
        table = catalogue.table_of(item)
        entries = table.entries if table else ()
        value = max((entry.value for entry in entries), key=len, default="")
        return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value
    return _text(item)


def _text(item: Field) -> str:
    if item.kind is Kind.ID_NUMBER:
        return "150402198203070011"
    if item.kind is Kind.PHONE:
        return "0476-8888888转6666"
    if item.kind is Kind.DATE:
        return {"day": "2016-12-31", "month": "2016-12", "year": "2016"}[item.precision]
    if item.kind is Kind.NAME:
        return _fill(_NAME, item.limit or LINE_LIMIT)
    if item.kind is Kind.LONG_TEXT:
        return _fill(_LONG, item.limit or LONG_LIMIT)
    return _fill(_LINE, item.limit or LINE_LIMIT)


def _fill(text: str, count: int) -> str:
    return (text * (count // len(text) + 1))[:count]
