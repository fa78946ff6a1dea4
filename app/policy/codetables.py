# SPDX-License-Identifier: MulanPSL-2.0
"""Tables of words a person picks from: shown word, stored value, code of the standard, other names."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from app.kernel.pinyin import rank
from app.policy.packfiles import PackFiles
from app.policy.source import Source, read_source

CODES = "fields/codes.toml"
_TABLE_KEYS = {"title", "standard", "state", "entries"}
_ENTRY_KEYS = {"word", "value", "code", "alias"}


@frozen
class CodeEntry:
    """One word of a table.

    Attributes:
        word: what is shown.
        value: what the document keeps; the word itself unless the model has its own.
        code: code in the table's standard, empty where there is none.
    """

    word: str
    value: str
    code: str = ""
    aliases: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return every text that stands for this entry."""
        return (self.word, self.value, *self.aliases, *((self.code,) if self.code else ()))


@frozen
class CodeTable:
    """One table; ``state`` 待核 when it was written without the standard at hand."""

    name: str
    title: str
    entries: tuple[CodeEntry, ...]
    standard: str = ""
    state: str = ""

    def find(self, typed: str) -> CodeEntry | None:
        """Return the entry this text stands for exactly (word, value, alias or code), or None."""
        sought = "".join(typed.split())
        return next((entry for entry in self.entries if sought in entry.names()), None)

    def word(self, value: str) -> str:
        """Return the word shown for a stored value; text that is no value is shown as it is."""
        return next((entry.word for entry in self.entries if entry.value == value), value)

    def search(self, typed: str, most: int = 12) -> list[CodeEntry]:
        """Return the entries that answer characters, pinyin or initials, best first."""
        scored: list[tuple[int, int, CodeEntry]] = []
        for place, entry in enumerate(self.entries):
            ranks = [rank(typed, name) for name in (entry.word, *entry.aliases)]
            found = [value for value in ranks if value is not None]
            if found:
                scored.append((min(found), place, entry))
        scored.sort(key=lambda item: item[:2])
        return [entry for _, _, entry in scored[:most]]


def load_tables(files: PackFiles) -> dict[str, CodeTable]:
    """Read ``fields/codes.toml``.

    Raises:
        UserError: PACK-FILE for an unknown key, an empty table, a word or value that stands twice.
    """
    source = read_source(files, CODES)
    return {name: _table(source, name, table) for name, table in source.data.items()}


def _table(source: Source, name: str, raw: Any) -> CodeTable:
    line = source.line_of(name)
    if not isinstance(raw, dict):
        source.refuse(f"“{name}”要写成 [{name}]", line)
    for key in sorted(set(raw) - _TABLE_KEYS):
        source.refuse(f"认不出“{key}”这一项", source.line_of(name, key=key))
    if not raw.get("title") or not raw.get("entries"):
        source.refuse(f"词表“{name}”缺少 title 或 entries", line)
    entries = tuple(_entry(source, name, item) for item in raw["entries"])
    seen: set[str] = set()
    for text in (text for entry in entries for text in dict.fromkeys(entry.names())):
        if text in seen:
            source.refuse(f"词表“{name}”里“{text}”出现了两次", line)
        seen.add(text)
    return CodeTable(name, raw["title"], entries, raw.get("standard", ""), raw.get("state", ""))


def _entry(source: Source, name: str, raw: Any) -> CodeEntry:
    line = source.line_of(name)
    if not isinstance(raw, dict) or set(raw) - _ENTRY_KEYS or not raw.get("word"):
        known = "、".join(sorted(_ENTRY_KEYS))
        source.refuse(f"词表“{name}”里有一条缺 word 或有认不出的项（可以写 {known}）：{raw}", line)
    word = str(raw["word"])
    value, code = str(raw.get("value", word)), str(raw.get("code", ""))
    return CodeEntry(word, value, code, tuple(raw.get("alias", ())))
