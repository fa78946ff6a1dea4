# SPDX-License-Identifier: MulanPSL-2.0
"""One catalogue of every sentence the program says, by message code.

A file ``resources/messages/<room>.toml`` holds tables such as::

    [M01]
    level = "must"            # must (必须改) | check (请核实) | note (提示)
    title = "身份证号少 {missing} 位"
    detail = "您填了 {count} 位，居民身份证号是 18 位。"
    remedy = "对照身份证原件补齐。"
    clauses = ["S-4.2.1(2)-a"]   # optional

Texts use ``str.format`` names. A code stands once in all files together.
"""

from __future__ import annotations

import functools
import string
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from app.kernel.locations import resource

LEVELS = ("must", "check", "note")
LEVEL_WORDS = {"must": "必须改", "check": "请核实", "note": "提示"}
_KEYS = {"level", "title", "detail", "remedy", "clauses"}


class CatalogueError(Exception):
    """A catalogue file is wrong; a bug in the program's own data, never shown to a user."""


@frozen
class Message:
    """One message with its values filled in."""

    code: str
    level: str
    title: str
    detail: str
    remedy: str
    clauses: tuple[str, ...] = ()

    def one_line(self) -> str:
        """Return title, detail and remedy as one line for a terminal."""
        parts = [part.strip() for part in (self.title, self.detail, self.remedy) if part.strip()]
        joined = "".join(
            part if part.endswith(("。", "？", "；")) else part + "。" for part in parts
        )
        return f"{joined}（{self.code}）"


@frozen
class Template:
    """A message before its values are filled in."""

    code: str
    level: str
    title: str
    detail: str = ""
    remedy: str = ""
    clauses: tuple[str, ...] = ()

    def fill(self, values: Mapping[str, object]) -> Message:
        """Return the message; a missing value raises CatalogueError naming it."""
        try:
            title, detail, remedy = (
                text.format_map(dict(values)) for text in (self.title, self.detail, self.remedy)
            )
        except KeyError as missing:
            raise CatalogueError(f"{self.code}: no value for {missing}") from missing
        return Message(self.code, self.level, title, detail, remedy, self.clauses)

    def names(self) -> frozenset[str]:
        """Return the value names the texts ask for."""
        found: set[str] = set()
        for text in (self.title, self.detail, self.remedy):
            found.update(name for _, name, _, _ in string.Formatter().parse(text) if name)
        return frozenset(found)


@frozen
class Catalogue:
    """All templates by code."""

    templates: Mapping[str, Template]

    def message(self, code: str, **values: object) -> Message:
        """Return one filled message; an unknown code raises CatalogueError."""
        return self.template(code).fill(values)

    def template(self, code: str) -> Template:
        """Return one template; an unknown code raises CatalogueError."""
        try:
            return self.templates[code]
        except KeyError as missing:
            raise CatalogueError(f"no message {code}") from missing


def _template(path: Path, code: str, table: Any) -> Template:
    if not isinstance(table, dict):
        raise CatalogueError(f"{path.name}: {code} is not a table")
    unknown = set(table) - _KEYS
    if unknown:
        raise CatalogueError(f"{path.name}: {code} has unknown keys {sorted(unknown)}")
    level = table.get("level", "note")
    if level not in LEVELS or not table.get("title"):
        raise CatalogueError(f"{path.name}: {code} needs a title and a level of {LEVELS}")
    return Template(
        code=code,
        level=level,
        title=table["title"],
        detail=table.get("detail", ""),
        remedy=table.get("remedy", ""),
        clauses=tuple(table.get("clauses", ())),
    )


def load_catalogue(folder: Path) -> Catalogue:
    """Read every ``*.toml`` in a folder; raises CatalogueError on a duplicate or unknown key."""
    templates: dict[str, Template] = {}
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as stream:
            tables = tomllib.load(stream)
        for code, table in tables.items():
            if code in templates:
                raise CatalogueError(f"{path.name}: {code} stands twice")
            templates[code] = _template(path, code, table)
    return Catalogue(templates)


@functools.cache
def catalogue() -> Catalogue:
    """Return the program's catalogue, read once."""
    return load_catalogue(resource("messages"))
