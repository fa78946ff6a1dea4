# SPDX-License-Identifier: MulanPSL-2.0
"""Naming places of a declaration in Chinese: 业绩三·起始时间."""

from __future__ import annotations

from app.model.declaration import Declaration
from app.policy.checklist import ordinal
from app.policy.pack import PolicyPack

_PARTS = {"route": "route", "basics": "basics"}


def place_words(pack: PolicyPack, declaration: Declaration, path: str) -> str:
    """Return what a place is called; the path's last step where the pack has no word for it."""
    table, _, rest = path.partition(".")
    if table in _PARTS:
        return pack.labels.get(_PARTS[table], {}).get(rest) or column_words(pack, path)
    if table not in pack.labels.get("rows", {}):
        return column_words(pack, path)
    identifier, _, column = rest.partition(".")
    word = (
        row_words(pack, declaration, table, identifier) if identifier else pack.label("rows", table)
    )
    return f"{word}·{column_words(pack, path)}" if column else word


def column_words(pack: PolicyPack, path: str) -> str:
    """Return what a column is called: the pack's word, else the label of its field."""
    column = path.rpartition(".")[2]
    word = pack.labels.get("column", {}).get(column)
    if word is None and pack.fields.knows(path):
        word = pack.fields.field(path).label
    return word or column


def row_words(pack: PolicyPack, declaration: Declaration, table: str, identifier: str) -> str:
    """Return what a row is called: 业绩三, or a material by its name."""
    word = pack.label("rows", table)
    rows = getattr(declaration, table)
    number = next((n for n, row in enumerate(rows, 1) if row.id == identifier), 0)
    if table == "materials":
        entry = declaration.material(identifier)
        item = pack.item(entry.item) if entry else None
        return entry.title if entry and entry.title else item.name if item else word
    return f"{word}{ordinal(number)}" if number else word
