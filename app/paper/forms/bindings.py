# SPDX-License-Identifier: MulanPSL-2.0
"""The closed table of what a form may print: named answers, rows, conditions, and raw document paths.

A raw path (``basics.name``, ``unit.name``) is a dotted walk over the plain texts of the Declaration
or the Unit; it prints exactly what is stored. Everything else has a name and a function.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, get_type_hints

import attrs

from app.model.declaration import Declaration
from app.model.unit import Unit
from app.paper.forms import (  # noqa: F401 - importing registers their bindings
    facts_batch,
    facts_blank,
    facts_letters,
    facts_meeting,
    facts_person,
    facts_review,
    facts_roll,
    facts_summary,
    tables_person,
    tables_review,
)
from app.paper.forms.context import FormContext
from app.paper.forms.parts import quoted_names, requoted
from app.paper.forms.registry import REGISTRY, RowsBinding, RowValue
from app.paper.rolls import roster_columns, statistics_columns  # noqa: F401 - likewise
from app.paper.volume import contents_columns  # noqa: F401 - likewise

GAP = "□□□"
HAND = "＿＿＿＿"


def known_field(name: str) -> bool:
    """Tell whether a name may stand in ``bind`` of a cell or in braces."""
    return name in REGISTRY.fields or name in raw_paths()


def known_rows(name: str) -> RowsBinding | None:
    """Return the rows binding of a name, or None."""
    return REGISTRY.rows.get(name)


def known_condition(name: str) -> bool:
    """Tell whether a name may stand in ``when``."""
    return not name or name.removeprefix("not ") in REGISTRY.conditions


@functools.cache
def raw_paths() -> frozenset[str]:
    """Return every raw path: plain text or a count, reachable without passing a table."""
    return frozenset(_walk(Declaration, "")) | frozenset(f"unit.{path}" for path in _walk(Unit, ""))


def _walk(shape: type, prefix: str) -> list[str]:
    found: list[str] = []
    for name, kind in get_type_hints(shape).items():
        if attrs.has(kind):
            found.extend(_walk(kind, f"{prefix}{name}."))
        elif kind in (str, int):
            found.append(prefix + name)
    return found


def value(context: FormContext, name: str) -> str:
    """Return the printed answer of a binding; empty text when there is none.

    Raises:
        LookupError: no such binding; forms are checked when loaded, so this is a bug.
    """
    binding = REGISTRY.fields.get(name)
    if binding is not None:
        return binding.function(context)
    if name not in raw_paths():
        raise LookupError(name)
    return _raw(context, name)


def _raw(context: FormContext, path: str) -> str:
    start: Any = context.declaration
    steps = path.split(".")
    if steps[0] == "unit":
        start, steps = context.paper.unit, steps[1:]
    for step in steps:
        if start is None:
            return ""
        start = getattr(start, step)
    return str(start)


def paths_of(name: str) -> tuple[str, ...]:
    """Return the document paths a binding prints, the one a click leads to first."""
    binding = REGISTRY.fields.get(name)
    return binding.paths if binding is not None else (name,)


def places(context: FormContext, name: str) -> tuple[str, ...]:
    """Return the document paths a binding prints of this person: ``titles.*.title`` names the present title.

    Where there is no such row yet, the table itself is named.
    """
    return tuple(_concrete(context, path) for path in paths_of(name))


def _concrete(context: FormContext, path: str) -> str:
    if "*" not in path:
        return path
    root = path.partition(".")[0]
    row = _PRINTED_ROW[root](context)
    return path.replace("*", row.id) if row is not None else root


# Answers outside tables print one row of these: which one, forms.md 4.2 says.
_PRINTED_ROW: dict[str, Callable[[FormContext], Any]] = {
    "titles": lambda context: context.declaration.current_title(),
    "education": lambda context: context.declaration.highest_education(),
    "appointments": facts_person.first_appointment,
}


def rows(context: FormContext, name: str) -> tuple[RowValue, ...]:
    """Return the rows of a table; raises LookupError for a name that is none."""
    return REGISTRY.rows[name].function(context)


def holds(context: FormContext, name: str) -> bool:
    """Tell whether a condition holds; ``not x`` turns it round, no name always holds."""
    if not name:
        return True
    plain = name.removeprefix("not ")
    return REGISTRY.conditions[plain](context) is (plain == name)


def fill(context: FormContext, text: str) -> str:
    """Return printed words with their braces filled; a missing value is room to write, squares on a proof."""
    if not quoted_names(text):
        return text
    missing = GAP if context.paper.proof else HAND

    def said(name: str, otherwise: str | None) -> str:
        return value(context, name) or (missing if otherwise is None else otherwise)

    return requoted(text, said)
