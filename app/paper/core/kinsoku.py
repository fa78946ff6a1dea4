# SPDX-License-Identifier: MulanPSL-2.0
"""Where a Chinese line may break and how its characters stand to one another.

The tables follow Chinese practice (GB/T 15834 for marks that must stay together), not the Japanese
lists found in general tools; widths are in ems.
"""

from __future__ import annotations

import re

OPENING = "（《〈「『【〔［“‘"
CLOSING = "，。、；：？！）》〉」』】〕］”’"
NO_START = frozenset(CLOSING + "…—·%％‰,.;:?!)]}～°℃㎡")
NO_END = frozenset(OPENING + "([{￥№")
OPENS = frozenset(OPENING)
CLOSES = frozenset(CLOSING)

SQUEEZE = -0.5  # between neighbouring marks
LATIN_GAP = 0.15  # between Chinese and Latin or digits
HANG = 0.4  # of a closing mark past the end of a line
FLUSH = 0.5  # an opening mark at the start of a line stands flush
WIDEST_GAP = 0.55  # a line is not justified beyond this

_HAN = "㐀-鿿\U00020000-\U0003ffff"
_MEASURE = (
    "页|册|号|条|届|款|项|卷|期|第|人|个|年度|年|月|日|天|时|分|处|张|篇|份|次|座|亩|名|位|家|户|例|岁|周|级|类|套|台|件|部"
    "|万元|亿元|元|万人|万字|万亩|万|亿|余人|余|公里|千米|米|吨|公顷|学时|课时|小时|工作日|％|%|℃"
)
# Several characters that are never torn apart; every other character stands alone.
UNIT = re.compile(
    r"（见(?:第\d+册)?第\d+(?:—\d+)?页(?:、第\d+(?:—\d+)?页)*）"
    r"|第\s?\d+(?:—\d+)?\s?(?:页|册|号|条|届|款|项|卷|期|次|版)"
    rf"|\d[\d.,]*(?:—\d[\d.,]*)?\s?(?:{_MEASURE})"
    r"|\d[\d.,]*—\d[\d.,]*"
    r"|[-−±+]?[A-Za-z0-9][A-Za-z0-9.,:/+\-%％′″]*"
    r"|——|……"
)
# Pairs that do not simply stand side by side.
PAIR = re.compile(
    rf"(?P<squeeze>[{CLOSING}](?=[{CLOSING}{OPENING}])|[{OPENING}](?=[{OPENING}]))"
    rf"|(?P<gap>[{_HAN}](?=[A-Za-z0-9±−])|[A-Za-z0-9%](?=[{_HAN}]))"
    r"|(?P<dash>—(?=—))"
)
_BLANK = re.compile(rf"(?<=[{_HAN}]) +(?=[A-Za-z0-9±−])|(?<=[A-Za-z0-9%％]) +(?=[{_HAN}])")


def tidy(text: str) -> str:
    """Drop typed blanks between Chinese and Latin: the setter opens its own, narrower gap.

    A no-break space stays. Tabs become one blank.
    """
    if "\t" in text:
        text = text.replace("\t", " ")
    return _BLANK.sub("", text) if " " in text else text


def spaced(text: str, places: int) -> list[tuple[str, float]]:
    """Spread a label over some places: (character, left edge in ems); 姓名 on 4 stands at 0 and 3."""
    count = len(text)
    if count <= 1 or count >= places:
        return [(char, float(index)) for index, char in enumerate(text)]
    step = (places - 1) / (count - 1)
    return [(char, index * step) for index, char in enumerate(text)]


def column_cells(text: str) -> list[str]:
    """Return what stands in each place of a column: one character, or a number of up to three digits."""
    cells: list[str] = []
    for char in text:
        if (
            char.isascii()
            and char.isdigit()
            and cells
            and cells[-1].isdigit()
            and len(cells[-1]) < 3
        ):
            cells[-1] += char
        else:
            cells.append(char)
    return cells
