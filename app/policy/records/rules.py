# SPDX-License-Identifier: MulanPSL-2.0
"""Checks and exceptions."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from app.policy.records.notice import CHECKED


@frozen
class RuleRow:
    """One check: a predicate of the closed set, its parameters, its weight and its words.

    Attributes:
        scope: declaration, unit or committee: whose facts it reads.
        messages: reason given by the predicate -> message code; ``message`` serves the rest.
        acts: which of the four acts (D-4) an unmet must-rule blocks.
        required: an unanswered must-rule blocks too (a mandatory part left empty).
        impossible: meets an impossibility, so it may block without a clause.
        state: 待核 for a rule whose source is not in hand; such a rule never blocks.
    """

    id: str
    title: str
    predicate: str
    severity: str
    message: str
    clauses: tuple[str, ...] = ()
    scope: str = "declaration"
    when: dict[str, Any] = field(factory=dict)
    messages: dict[str, str] = field(factory=dict)
    parameters: dict[str, Any] = field(factory=dict)
    acts: tuple[str, ...] = ()
    required: bool = False
    impossible: bool = False
    state: str = CHECKED
    check: str = ""


@frozen
class ExceptionRow:
    """An exception: where its predicate is met, the rules it names are excused.

    It may also set aside another exception (a benefit used once already).
    """

    id: str
    title: str
    predicate: str
    excuses: tuple[str, ...]
    clauses: tuple[str, ...]
    when: dict[str, Any] = field(factory=dict)
    parameters: dict[str, Any] = field(factory=dict)
    state: str = CHECKED
