# SPDX-License-Identifier: MulanPSL-2.0
"""Character sets that the bundled faces are cut to and checked against."""

from __future__ import annotations

from pathlib import Path

# Unihan calls the 2013 list "kTGH"; committed so that tests need no package for it.
STANDARD_LIST = Path(__file__).with_name("tgh8105.txt")

# Han blocks by first and last code point: basic, extensions A, B, C, D, E, F, compatibility.
HAN_BLOCKS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0x2CEB0, 0x2EBEF),
    (0xF900, 0xFAFF),
)

# Latin, punctuation, arrows, boxes, CJK signs, kana, full-width forms.
SYMBOL_BLOCKS = (
    (0x0020, 0x024F),
    (0x0391, 0x03C9),
    (0x0410, 0x0451),
    (0x2000, 0x2BFF),
    (0x3000, 0x33FF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
)


def _of(blocks: tuple[tuple[int, int], ...]) -> frozenset[int]:
    return frozenset(point for first, last in blocks for point in range(first, last + 1))


def gb2312() -> frozenset[int]:
    """Return the 6763 Han characters of GB/T 2312-1980 (rows 16 to 87) as code points."""
    found = set()
    for row in range(16, 88):
        for cell in range(1, 95):
            try:
                found.add(ord(bytes((row + 0xA0, cell + 0xA0)).decode("gb2312")))
            except UnicodeDecodeError:
                continue  # row 55 ends five cells early
    return frozenset(found)


def standard_characters() -> frozenset[int]:
    """Return the 8105 characters of the 通用规范汉字表 (State Council, 2013) as code points."""
    text = STANDARD_LIST.read_text(encoding="utf-8")
    return frozenset(ord(char) for char in text if not char.isspace())


def symbols() -> frozenset[int]:
    """Return letters, punctuation, boxes, kana and full-width forms as code points."""
    return _of(SYMBOL_BLOCKS)


def han() -> frozenset[int]:
    """Return every code point of the Han blocks up to extension F."""
    return _of(HAN_BLOCKS)
