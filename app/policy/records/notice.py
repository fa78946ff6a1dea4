# SPDX-License-Identifier: MulanPSL-2.0
"""The notice itself: what the pack is, its clauses, what stands beside them from elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

CHECKED, UNCHECKED = "已核", "待核"
_CHAPTERS = "〇一二三四五六七八九十"
_PLACE = re.compile(r"^S-(\d)(?:\.(\d+))?(?:\.(\d+))?(\(\d+\))?")


@frozen
class PackHeader:
    """pack.toml; ``state`` says in words how far the pack has been checked."""

    format: int
    id: str
    year: int
    version: int
    number: str
    title: str
    issuer: str
    issued: dt.date
    state: str


@frozen
class Clause:
    """One clause of the notice, quoted as it stands, slips included."""

    id: str
    title: str
    text: str

    @property
    def place(self) -> str:
        """Return where it stands, as people cite it: 通知四（二）1（2）."""
        found = _PLACE.match(self.id)
        if found is None or found.group(1) == "0":
            return "通知标题和附件"
        chapter, section, item, sub = found.groups()
        text = f"通知{_CHAPTERS[int(chapter)]}"
        if section and section != "0":
            text += f"（{_CHAPTERS[int(section)]}）"
        if item and item != "0":
            text += item
        return text + (sub.replace("(", "（").replace(")", "）") if sub else "")

    @property
    def reference(self) -> str:
        """Return the place, as printed beside a demand."""
        return self.place


@frozen
class Preset:
    """Numbers from outside the notice: never active until a named person has confirmed them (D-5)."""

    id: str
    title: str
    rule: str
    source: str
    state: str
    active: bool = False
    parameters: dict[str, Any] = field(factory=dict)


@frozen
class TemplateState:
    """What a unit has recorded about one template (D-5).

    Attributes:
        by, on: who held it against the official one and when; empty while it is 参考模板.
        version: goes up with each change of the template.
        words: its own words, by place: ``title``, or the name of a column.
    """

    by: str = ""
    on: str = ""
    version: int = 1
    words: Mapping[str, str] = field(factory=dict)


@frozen
class Phrase:
    """A standard sentence a person may pick."""

    id: str
    use: str
    text: str
    clauses: tuple[str, ...] = ()
