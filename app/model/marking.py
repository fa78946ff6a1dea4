# SPDX-License-Identifier: MulanPSL-2.0
"""A recorded 定密 decision, the only thing a secrecy mark is ever printed from (D-7; secrecy.md 7.1)."""

from __future__ import annotations

import re

from attrs import Attribute, field, frozen

LEVELS = ("绝密", "机密", "秘密")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _named(_: object, attribute: Attribute[str], text: str) -> None:
    if not text.strip():
        raise ValueError(f"{attribute.name} is empty: no mark without a whole record")


def _level(_: object, _attribute: Attribute[str], text: str) -> None:
    if text not in LEVELS:
        raise ValueError("a level is one of " + ", ".join(LEVELS))


def _day(_: object, _attribute: Attribute[str], text: str) -> None:
    if not _DAY.fullmatch(text):
        raise ValueError("the day of the decision is an ISO day")


@frozen
class MarkingRecord:
    """Who decided what, on which ground, for how long and for whose eyes; the program never proposes one.

    Attributes:
        period: 保密期限, 解密时间 or 解密条件 in words (10年, 长期, 会议开始前).
        basis: entry of the 保密事项范围, or the source a derived decision rests on.
        officer: 定密责任人; ``on``: ISO day of the decision.
        scope: 知悉范围.
    """

    level: str = field(validator=_level)
    period: str = field(validator=_named)
    basis: str = field(validator=_named)
    officer: str = field(validator=_named)
    on: str = field(validator=_day)
    scope: str = field(validator=_named)

    @property
    def words(self) -> str:
        """Return 秘密★10年."""
        return f"{self.level}★{self.period}"
