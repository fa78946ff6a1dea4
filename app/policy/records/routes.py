# SPDX-License-Identifier: MulanPSL-2.0
"""How a declaration is evaluated and which bodies it passes."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen


@frozen
class Mode:
    """How an evaluation is held; ``paper`` tells whether a paper packet is handed in."""

    id: str
    name: str
    paper: bool


@frozen
class ModeRow:
    """One row of the mode table (routing.md 2.2); ``place`` is where the committee sits."""

    number: int
    mode: str
    condition: str
    when: dict[str, Any]
    body: str
    place: str
    clauses: tuple[str, ...]
    note: str = ""


@frozen
class Step:
    """One body a declaration passes, and what it does there."""

    body: str
    duty: str
    when: dict[str, Any] = field(factory=dict)


@frozen
class ChainRow:
    """One route R1…R11; ``optional`` bodies are not walked unless a person adds them."""

    id: str
    name: str
    when: dict[str, Any]
    clauses: tuple[str, ...]
    steps: tuple[Step, ...]
    optional: tuple[str, ...] = ()


@frozen
class Overlay:
    """The secrecy review put before a body on every route of a classified person."""

    body: str
    before: str
    duty: str
    when: dict[str, Any]
    clauses: tuple[str, ...]


@frozen
class Collected:
    """Which specialties the city's HR committee evaluates for everybody (S-5.2.3-1)."""

    when: dict[str, Any]
    clauses: tuple[str, ...]


@frozen
class Confirmation:
    """Who confirms the result."""

    when: dict[str, Any]
    body: str
    text: str
    clauses: tuple[str, ...]


@frozen
class Ground:
    """One ground of a declaration kind."""

    id: str
    name: str
    clauses: tuple[str, ...]


@frozen
class KindRow:
    """One 申报类型 with its grounds and the levels it is offered for (all when empty)."""

    id: str
    name: str
    clauses: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    levels: tuple[str, ...] = ()


@frozen
class Committee:
    """A committee the notice names."""

    id: str
    name: str
    place: str
    clauses: tuple[str, ...]


@frozen
class Ambiguity:
    """Something the notice leaves open: the question, and what is done until someone answers."""

    id: str
    question: str
    default: str
    when: dict[str, Any]
    clauses: tuple[str, ...]
