# SPDX-License-Identifier: MulanPSL-2.0
"""Words of a full wording that turn up again in the open one (ux 1.1, D-7).

The program cannot tell what is secret and says so; it only points at repetitions, so that a person
looks twice before paper leaves the house.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

SHORTEST = 4
"""Shortest run of characters that is worth pointing at; shorter ones are everyday words."""

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-—/.·]*[A-Za-z0-9]")
_EDGE = re.compile(r"^\W+|\W+$")


def repeated_words(full: str, open_text: str, most: int = 6) -> tuple[str, ...]:
    """Return runs of the full wording that stand in the open wording too, longest first.

    A run is at least SHORTEST characters, or a model number, code or figure of two signs and more.
    """
    if not full.strip() or not open_text.strip():
        return ()
    found = {token for token in _TOKEN.findall(full) if token in _TOKEN.findall(open_text)}
    for line in filter(None, re.split(r"[\s，。；：、（）()“”！？,.;:]+", open_text)):
        found |= _common(full, line)
    whole = [word for word in found if not any(word != other and word in other for other in found)]
    return tuple(sorted(whole, key=lambda word: (-len(word), word))[:most])


def _common(full: str, line: str) -> set[str]:
    blocks = SequenceMatcher(None, full, line, autojunk=False).get_matching_blocks()
    runs = (_EDGE.sub("", full[b.a : b.a + b.size]) for b in blocks if b.size >= SHORTEST)
    return {run for run in runs if len(run) >= SHORTEST}
