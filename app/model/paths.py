# SPDX-License-Identifier: MulanPSL-2.0
"""Paths into a declaration: ``basics.name``, ``education.<row id>.school``, ``statement``.

A path names a place once and for all: rows are named by their id, never by position.
"""

from __future__ import annotations

from typing import Any

import attrs

from app.model.declaration import Declaration


class NoSuchPlace(Exception):
    """The path names nothing in this declaration; a bug or a stale path, never user input."""


def read(declaration: Declaration, path: str) -> Any:
    """Return the value at a path; raises NoSuchPlace."""
    value: Any = declaration
    for step in path.split("."):
        value = _child(value, step, path)
    return value


def write(declaration: Declaration, path: str, value: Any) -> Declaration:
    """Return the declaration with one value replaced; raises NoSuchPlace."""
    changed: Declaration = _replaced(declaration, path.split("."), value, path)
    return changed


def _child(value: Any, step: str, path: str) -> Any:
    if isinstance(value, tuple):
        for row in value:
            if row.id == step:
                return row
        raise NoSuchPlace(path)
    if attrs.has(type(value)) and hasattr(value, step):
        return getattr(value, step)
    raise NoSuchPlace(path)


def _replaced(value: Any, steps: list[str], new: Any, path: str) -> Any:
    if not steps:
        return new
    step, rest = steps[0], steps[1:]
    child = _child(value, step, path)
    inner = _replaced(child, rest, new, path)
    if isinstance(value, tuple):
        return tuple(inner if row is child else row for row in value)
    return attrs.evolve(value, **{step: inner})
