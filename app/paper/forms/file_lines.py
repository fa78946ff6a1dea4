# SPDX-License-Identifier: MulanPSL-2.0
"""On which line of a form file a page, a part or one of its cells stands, for messages that name it."""

from __future__ import annotations

import re

PAGE, PART = "[[pages]]", "[[pages.parts]]"
# What cattrs calls a place: $.pages[0].parts[2].cells[5].at
_PLACE = re.compile(r"\$\.pages\[(\d+)\](?:\.parts\[(\d+)\](?:\.\w+\[(\d+)\])?)?")


def line_of(text: str, page: int = -1, part: int = -1, item: int = -1) -> int:
    """Return the line, from 1, of the numbered place (from 0); of the nearest thing around it that is found.

    A cell is found where the file gives each a line of its own, as the shipped files do.
    """
    lines = text.splitlines()
    at = _nth(lines, PAGE, page, 0, len(lines))
    if at < 0:
        return 1
    end = _next(lines, (PAGE,), at)
    inner = _nth(lines, PART, part, at, end)
    if inner < 0:
        return at + 1
    end = _next(lines, (PAGE, PART), inner)
    rows = [number for number in range(inner, end) if lines[number].lstrip().startswith("{")]
    return (rows[item] if 0 <= item < len(rows) else inner) + 1


def line_of_place(text: str, place: str) -> int:
    """Return the line of a place as a reader's message words it; 0 where it names none."""
    found = _PLACE.search(place)
    if found is None:
        return 0
    page, part, item = (int(number) if number else -1 for number in found.groups())
    return line_of(text, page, part, item)


def _nth(lines: list[str], mark: str, number: int, start: int, end: int) -> int:
    if number < 0:
        return -1
    spots = [each for each in range(start, end) if lines[each].strip() == mark]
    return spots[number] if number < len(spots) else -1


def _next(lines: list[str], marks: tuple[str, ...], after: int) -> int:
    spots = (each for each in range(after + 1, len(lines)) if lines[each].strip() in marks)
    return next(spots, len(lines))
