# SPDX-License-Identifier: MulanPSL-2.0
"""份号: which copy of a marked paper a sheet belongs to (secrecy.md 7.2; GB/T 9704-2012: six digits)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

DUPLICATE, PART = "复制件", "换页"
_KEPT = re.compile(r"(\d{6}) 共(\d+)份第(\d+)份(?: (复制件|换页))?(?: (\S.*))?")


@frozen
class CopyMark:
    """One numbered copy.

    Attributes:
        number: 份号; goes on over reprints, so it also says which copy of all it is.
        total: copies made up to and with this printing.
        note: 复制件 for a copy of what was given out before, 换页 for sheets put into a copy that is out.
        mark: what it bore at its head when it was printed.
    """

    number: int
    total: int
    note: str = ""
    mark: str = ""

    @property
    def duplicate(self) -> bool:
        """Tell whether it is a 复制件."""
        return self.note == DUPLICATE

    @property
    def shown(self) -> str:
        """Return 000001."""
        return f"{self.number:06d}"

    @property
    def count_words(self) -> str:
        """Return 共3份第1份."""
        return f"共{self.total}份第{self.number}份"

    @property
    def text(self) -> str:
        """Return what the print register keeps: 000001 共3份第1份 秘密★10年."""
        parts = (self.shown, self.count_words, self.note, self.mark)
        return " ".join(part for part in parts if part)


def copy_of(text: str) -> CopyMark | None:
    """Return the copy the print register names; None for a paper without a number."""
    found = _KEPT.fullmatch(text)
    if found is None:
        return None
    number, total, _place, note, mark = found.groups()
    return CopyMark(int(number), int(total), note or "", mark or "")


def numbers_of(kept: Iterable[str]) -> tuple[int, ...]:
    """Return the 份号 the register has given to a paper, each once, in order."""
    found = {copy.number for copy in map(copy_of, kept) if copy is not None}
    return tuple(sorted(found))


def next_copies(
    kept: Iterable[str], wanted: int, mark: str, note: str = ""
) -> tuple[CopyMark, ...]:
    """Return the next numbered copies of a paper.

    Args:
        kept: what the register has of its earlier copies.
    """
    last = max(numbers_of(kept), default=0)
    total = last + wanted
    return tuple(CopyMark(number, total, note, mark) for number in range(last + 1, total + 1))


def number_words(numbers: Iterable[int]) -> str:
    """Return 000001—000003、000005."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(
        f"{run[0]:06d}" if len(run) == 1 else f"{run[0]:06d}—{run[-1]:06d}" for run in runs
    )
