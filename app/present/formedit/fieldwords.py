# SPDX-License-Identifier: MulanPSL-2.0
"""What can be bound to a cell, in the words people use: found by characters, pinyin or initials."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from attrs import frozen

from app.kernel.locations import resource
from app.kernel.pinyin import rank
from app.paper.forms import FormSpec, bindings
from app.paper.forms.parts import Grid, Opinions, Stack, requoted
from app.paper.forms.reading import read_toml, strict_converter, structure
from app.paper.forms.registry import REGISTRY
from app.paper.forms.roll_columns import columns_of, known_columns
from app.paper.forms.spec import shipped_forms
from app.paper.forms.tabular import Table
from app.policy.pack import PolicyPack

# Facts of the document itself that no form asks a person for.
_INNER = {
    "id",
    "pack",
    "schema",
    "version",
    "bound_on",
    "frozen_on",
    "split_at",
    "submitted_on",
    "statement",
}


@frozen
class FieldChoice:
    """One field to bind: its name in the file, its words, and where it comes from."""

    bind: str
    words: str
    group: str


@functools.cache
def _named() -> Mapping[str, Mapping[str, str]]:
    path = resource("forms", "names", "bindings.toml")
    return structure(read_toml(path), dict[str, dict[str, str]], path.name, strict_converter())


def field_words(pack: PolicyPack) -> Mapping[str, str]:
    """Return binding → what people call it: the file of names, the field catalogue, the forms' own names."""
    words = dict(_of_forms())
    for path, item in pack.fields.by_path.items():
        if "*" not in path:
            words[path] = item.label
    words |= _named().get("fields", {})
    words |= {name: _row_words(name) for name in REGISTRY.rows}
    for rows, columns in known_columns().items():
        words |= {roll_column(rows, name): column.words for name, column in columns.items()}
    return words


def roll_column(rows: str, name: str) -> str:
    """Return the one name of a column of a roll among all that a form can print."""
    return f"{rows}/{name}"


def _row_words(name: str) -> str:
    return _named().get("rows", {}).get(name, name)


@functools.cache
def _of_forms() -> dict[str, str]:
    """Return the names the shipped forms give to the answers of their cells."""
    words: dict[str, str] = {}
    for form in shipped_forms():
        for page in FormSpec.load(form).pages:
            for part in page.parts:
                cells: Iterable[object] = ()
                if isinstance(part, Grid):
                    cells = part.cells
                elif isinstance(part, Stack):
                    cells = [cell for row in part.rows for cell in row.cells]
                elif isinstance(part, Opinions):
                    words |= {
                        b.bind: b.strip for b in part.blocks if b.bind and b.bind not in words
                    }
                for cell in cells:
                    bind, name = getattr(cell, "bind", ""), getattr(cell, "name", "")
                    if bind and name:
                        words.setdefault(bind, name)
    return words


def choices(pack: PolicyPack) -> tuple[FieldChoice, ...]:
    """Return every answer that can be bound to a cell, grouped, in a steady order."""
    words = field_words(pack)
    found = [
        FieldChoice(name, words.get(name, name), _group(name)) for name in sorted(REGISTRY.fields)
    ]
    found += [
        FieldChoice(path, words.get(path, path), _group(path))
        for path in sorted(bindings.raw_paths())
        if path not in _INNER and path.removeprefix("unit.") not in _INNER and path in words
    ]
    return tuple(sorted(found, key=lambda choice: (_GROUPS.index(choice.group), choice.words)))


_GROUPS = ("基本信息", "申报", "推荐与公示", "保密审查", "单位", "整理好的内容", "审核与告知")
_PREFIXES = {
    "basics": "基本信息",
    "route": "申报",
    "recommendation": "推荐与公示",
    "notice": "推荐与公示",
    "secrecy": "保密审查",
    "unit": "单位",
}
_LATER = ("letter", "review", "printed", "listed", "counted", "corrections", "originals")


def _group(name: str) -> str:
    first = name.replace(".", "_").split("_")[0]
    if first in _LATER:
        return "审核与告知"
    return _PREFIXES.get(first, "整理好的内容")


def search(all_choices: Iterable[FieldChoice], typed: str) -> tuple[FieldChoice, ...]:
    """Return the choices that answer what was typed, best first; all of them for nothing typed."""
    held = tuple(all_choices)
    if not typed.strip():
        return held
    found: list[tuple[int, int, FieldChoice]] = []
    for place, choice in enumerate(held):
        ranks = [rank(typed, choice.words), 3 if typed.strip() in choice.bind else None]
        known = [each for each in ranks if each is not None]
        if known:
            found.append((min(known), place, choice))
    return tuple(choice for _, _, choice in sorted(found, key=lambda entry: entry[:2]))


def row_choices() -> tuple[FieldChoice, ...]:
    """Return the tables of rows a form can print."""
    return tuple(FieldChoice(name, _row_words(name), "表格") for name in sorted(REGISTRY.rows))


def column_choices(rows: str) -> tuple[FieldChoice, ...]:
    """Return the columns of a table of rows, by the heads the shipped forms give them."""
    offered = columns_of(rows)
    if offered:
        return tuple(FieldChoice(name, each.words, "列") for name, each in offered.items())
    binding = bindings.known_rows(rows)
    if binding is None:
        return ()
    heads = _heads().get(rows, {})
    named = _named().get(f"columns-{rows}", {})
    return tuple(
        FieldChoice(name, named.get(name) or heads.get(name, name), "列")
        for name in sorted(binding.columns)
    )


@functools.cache
def _heads() -> dict[str, dict[str, str]]:
    heads: dict[str, dict[str, str]] = {}
    for form in shipped_forms():
        for page in FormSpec.load(form).pages:
            for part in page.parts:
                if isinstance(part, Table):
                    held = heads.setdefault(part.rows, {})
                    for column in part.columns:
                        if column.bind and column.head:
                            held.setdefault(column.bind, column.head.replace("\n", ""))
                        if column.note:
                            held.setdefault(column.note, "佐证页码")
    return heads


def with_words(text: str, pack: PolicyPack) -> str:
    """Return a text whose quoted names read as people call them: {名单称呼} for {batch_named}."""
    words, known = field_words(pack), _by_words(pack)

    def said(name: str, otherwise: str | None) -> str:
        shown = words.get(name, "")
        return _quoted(shown if known.get(shown) == name else name, otherwise)

    return requoted(text, said)


def _quoted(name: str, otherwise: str | None) -> str:
    return f"{{{name}}}" if otherwise is None else f"{{{name}|{otherwise}}}"


def with_names(text: str, pack: PolicyPack) -> str:
    """Return the text again as a form file has it; a name nobody knows stays as it was typed."""
    known = _by_words(pack)
    return requoted(text, lambda name, otherwise: _quoted(known.get(name, name), otherwise))


def _by_words(pack: PolicyPack) -> Mapping[str, str]:
    """Return words → binding for those words that mean one binding only."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for name, said in field_words(pack).items():
        if said in found and bindings.known_field(name):
            twice.add(said)
        elif bindings.known_field(name):
            found[said] = name
    return {said: name for said, name in found.items() if said not in twice}
