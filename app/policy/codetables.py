# SPDX-License-Identifier: MulanPSL-2.0
"""Tables of words a person picks from: shown word, stored value, code of the standard, other names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from attrs import frozen

from app.kernel.pinyin import rank

_TABLE_KEYS = {"title", "standard", "state", "entries"}
_ENTRY_KEYS = {"word", "value", "code", "alias"}


class FieldsError(Exception):
    """A file of the field catalogue is wrong; a bug in the program's own data, never shown to a user."""


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


def load_tables(path: Path) -> dict[str, CodeTable]:
    """Read ``codes.toml``.

    Raises:
        FieldsError: an unknown key, an empty table, a word or value that stands twice; names file and place.
    """
    with path.open("rb") as stream:
        raw = tomllib.load(stream)
    return {name: _table(path, name, table) for name, table in raw.items()}


def _table(path: Path, name: str, raw: Any) -> CodeTable:
    place = f"{path.name}: {name}"
    if not isinstance(raw, dict) or set(raw) - _TABLE_KEYS:
        raise FieldsError(f"{place}: unknown keys {sorted(set(raw) - _TABLE_KEYS)}")
    if not raw.get("title") or not raw.get("entries"):
        raise FieldsError(f"{place}: needs a title and entries")
    entries = tuple(_entry(place, item) for item in raw["entries"])
    seen: set[str] = set()
    for text in (text for entry in entries for text in dict.fromkeys(entry.names())):
        if text in seen:
            raise FieldsError(f"{place}: {text} stands twice")
        seen.add(text)
    return CodeTable(name, raw["title"], entries, raw.get("standard", ""), raw.get("state", ""))


def _entry(place: str, raw: Any) -> CodeEntry:
    if not isinstance(raw, dict) or set(raw) - _ENTRY_KEYS or not raw.get("word"):
        raise FieldsError(
            f"{place}: an entry needs a word and knows only {sorted(_ENTRY_KEYS)}: {raw}"
        )
    word = str(raw["word"])
    value, code = str(raw.get("value", word)), str(raw.get("code", ""))
    return CodeEntry(word, value, code, tuple(raw.get("alias", ())))
