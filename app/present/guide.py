# SPDX-License-Identifier: MulanPSL-2.0
"""A written guide as blocks to be drawn: headings, paragraphs, lists, tables, commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from app.kernel.locations import resource

PACK_GUIDE = "pack-guide.md"
_NUMBERED = re.compile(r"(\d+)\. (.*)")
_INLINE = re.compile(r"\*\*|`")


class Block(StrEnum):
    """What a block is."""

    TITLE = "title"
    SECTION = "section"
    WORDS = "words"
    ITEM = "item"
    TABLE = "table"
    COMMAND = "command"


@frozen
class GuideBlock:
    """One block; ``mark`` is an item's number or dot, ``rows`` are those of a table, heads first."""

    kind: Block
    text: str = ""
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def read_guide(name: str = PACK_GUIDE) -> tuple[GuideBlock, ...]:
    """Return a guide of ``resources/help``, block by block."""
    return tuple(blocks_of(resource("help", name).read_text(encoding="utf-8")))


def blocks_of(text: str) -> Iterator[GuideBlock]:
    """Yield the blocks of a text in the few marks our guides use."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            end = next(n for n in range(at + 1, len(lines)) if lines[n].startswith("```"))
            yield GuideBlock(Block.COMMAND, "\n".join(lines[at + 1 : end]))
            at = end + 1
            continue
        end = at + 1
        while end < len(lines) and _goes_on(line, lines[end]):
            end += 1
        if line.strip():
            yield from _block(lines[at:end])
        at = end


def _goes_on(first: str, line: str) -> bool:
    """Tell whether a line belongs to the block the first one began."""
    if not line.strip() or first.startswith("#") or not first.strip():
        return False
    if first.startswith("|"):
        return line.startswith("|")
    return not line.startswith(("#", "|", "- ", "```")) and not _NUMBERED.match(line)


def _block(lines: list[str]) -> Iterator[GuideBlock]:
    head = lines[0]
    if head.startswith("|"):
        rows = (tuple(_plain(cell) for cell in line.strip("| ").split("|")) for line in lines)
        kept = tuple(row for row in rows if not set("".join(row)) <= {"-"})
        yield GuideBlock(Block.TABLE, rows=kept)
        return
    text = _joined(lines)
    numbered = _NUMBERED.match(text)
    if head.startswith("## "):
        yield GuideBlock(Block.SECTION, _plain(text[3:]))
    elif head.startswith("# "):
        yield GuideBlock(Block.TITLE, _plain(text[2:]))
    elif numbered:
        yield GuideBlock(Block.ITEM, _plain(numbered[2]), f"{numbered[1]}.")
    elif head.startswith("- "):
        yield GuideBlock(Block.ITEM, _plain(text[2:]), "·")
    else:
        yield GuideBlock(Block.WORDS, _plain(text))


def _joined(lines: list[str]) -> str:
    """Return lines as one: Chinese words meet without a blank, Latin ones keep theirs."""
    text = ""
    for part in (line.strip() for line in lines):
        both_latin = bool(text) and text[-1].isascii() and part[:1].isascii()
        text += (" " if both_latin else "") + part
    return text


def _plain(text: str) -> str:
    return _INLINE.sub("", text.strip())


def headings(blocks: tuple[GuideBlock, ...]) -> tuple[str, ...]:
    """Return the section titles in order."""
    return tuple(block.text for block in blocks if block.kind is Block.SECTION)
