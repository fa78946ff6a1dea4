# SPDX-License-Identifier: MulanPSL-2.0
"""使用手册 (ux §6: F1, printable manual): one text for the window and for paper.

The appendices are made from the field catalogue, the message catalogue and the keyboard card, so
that the book never says anything the program does not.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from app.kernel.locations import resource
from app.kernel.messages import LEVEL_WORDS, Template, catalogue
from app.paper.booklet import Chapter, Part
from app.policy.fields import FieldCatalogue
from app.present.help.keys import KEYS

PARTS = {"text": "text", "note": "text", "steps": "items"}
TITLE = "职卷使用手册"
LEAD = (
    "给第一次办、几年才办一次的人看的。按次序看一遍大约半小时；用的时候按 F1，看当前这一栏的说明。"
)
_CHAPTER_KEYS, _CODE = {"id", "title", "part"}, re.compile(r"M\d{2}")
_NAME = re.compile(r"\{[^{}]*\}")


class ManualError(Exception):
    """The manual's file is wrong; a bug in the program's own data."""


@functools.cache
def written_chapters() -> tuple[Chapter, ...]:
    """Return the chapters written by hand; raises ManualError naming the place."""
    with resource("help", "manual.toml").open("rb") as stream:
        return read_chapters(tomllib.load(stream))


def read_chapters(table: Mapping[str, Any]) -> tuple[Chapter, ...]:
    """Return the chapters of a parsed file; raises ManualError for anything it does not know."""
    if set(table) != {"chapter"}:
        raise ManualError(f"unknown keys {sorted(set(table) - {'chapter'})}")
    chapters = tuple(_chapter(raw) for raw in table["chapter"])
    ids = [chapter.id for chapter in chapters]
    if len(set(ids)) != len(ids):
        raise ManualError("a chapter id stands twice")
    return chapters


def _chapter(raw: Mapping[str, Any]) -> Chapter:
    if set(raw) != _CHAPTER_KEYS or not raw["part"]:
        raise ManualError(f"chapter {raw.get('id')}: id, title and parts are wanted")
    return Chapter(raw["id"], raw["title"], tuple(_part(raw["id"], part) for part in raw["part"]))


def _part(chapter: str, raw: Mapping[str, Any]) -> Part:
    kind = raw.get("kind", "")
    wanted = PARTS.get(kind)
    if wanted is None or set(raw) != {"kind", wanted} or not raw[wanted]:
        raise ManualError(f"chapter {chapter}: part of kind {kind!r}")
    if kind == "steps":
        return Part(kind, "", tuple(raw["items"]))
    return Part(kind, raw["text"])


def manual(fields: FieldCatalogue) -> tuple[Chapter, ...]:
    """Return the whole manual: the written chapters, then the appendices."""
    return (*written_chapters(), _fields(fields), _messages(), _keys())


def _fields(fields: FieldCatalogue) -> Chapter:
    parts: list[Part] = []
    for section in fields.sections:
        parts.append(Part("head", section.title))
        for item in section.fields:
            lines = [item.help] if item.help else []
            if item.sample:
                lines.append(f"样例：{item.sample}")
            if item.mistakes:
                lines.append("常见的错：" + "；".join(item.mistakes))
            if lines:
                parts.append(Part("term", item.label, tuple(lines)))
    return Chapter("fields", "附一　每一栏怎么填", tuple(parts))


def _messages() -> Chapter:
    known = sorted(
        (t for code, t in catalogue().templates.items() if _CODE.fullmatch(code)),
        key=lambda template: template.code,
    )
    return Chapter("messages", "附二　常见的提示", tuple(_message(each) for each in known))


def _message(template: Template) -> Part:
    title = f"{template.code}　{_plain(template.title)}（{LEVEL_WORDS[template.level]}）"
    return Part("term", title, tuple(_plain(t) for t in (template.detail, template.remedy) if t))


def _plain(text: str) -> str:
    """Return a template's words with … where the program puts the person's own values."""
    return _NAME.sub("…", text)


def _keys() -> Chapter:
    return Chapter(
        "keys", "附三　键盘一览", tuple(Part("term", key, (what,)) for key, what in KEYS)
    )
