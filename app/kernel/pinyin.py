# SPDX-License-Identifier: MulanPSL-2.0
"""Finding Chinese words by what a keyboard gives: characters, full pinyin, or initials (zgq)."""

from __future__ import annotations

import functools


@functools.cache
def readings(character: str) -> frozenset[str]:
    """Return every toneless reading of one character, lower case; itself when it has none."""
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    plain = {
        reading.lower().replace("ü", "v") for reading in (found[0] if found else ()) if reading
    }
    return frozenset(plain) or frozenset({character.lower()})


def spelled(query: str, word: str) -> bool:
    """Tell whether the query spells the word's beginning.

    Each character may be given by itself, by its initial, or by any beginning of a reading;
    ``mgz``, ``menggu`` and ``蒙gz`` all spell 蒙古族. Blanks and apostrophes do not count.
    """
    letters = "".join(query.lower().replace("'", "").split())
    return bool(letters) and _spells(letters, word)


def _spells(letters: str, word: str) -> bool:
    if not letters:
        return True
    if not word:
        return False
    return any(_spells(letters[size:], word[1:]) for size in _consumable(letters, word[0]))


def _consumable(letters: str, character: str) -> list[int]:
    """Return how many letters this character may take, longest first."""
    sizes = {1} if letters[0] == character.lower() else set()
    for reading in readings(character):
        taken = 0
        while taken < min(len(letters), len(reading)) and letters[taken] == reading[taken]:
            taken += 1
            if taken in (1, 2, len(reading)) or taken == len(letters):
                sizes.add(taken)
    return sorted(sizes, reverse=True)


def rank(query: str, word: str) -> int | None:
    """Return how well a word answers a query: 0 equal, 1 begins, 2 spelled, 3 contains, None not at all."""
    typed = "".join(query.split())
    if not typed:
        return 1
    if typed == word:
        return 0
    if word.startswith(typed):
        return 1
    if spelled(typed, word):
        return 2
    if typed in word or any(spelled(typed, word[start:]) for start in range(1, len(word))):
        return 3
    return None
