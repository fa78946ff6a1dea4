# SPDX-License-Identifier: MulanPSL-2.0
"""What a predicate kind is: one function and the parameters a pack may give it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import frozen

from app.policy.facts import Facts
from app.policy.findings import Outcome, Verdict

Parameters = Mapping[str, Any]


@frozen
class Kind:
    """One predicate of the closed set.

    Attributes:
        check: the function; its return type depends on the set it stands in.
        parameters: names a pack may give; ``optional`` ones may be left out.
    """

    check: Callable[..., Any]
    parameters: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    def of(self, subject: Any, parameters: Parameters) -> Any:
        """Return what the predicate says; one without parameters is asked about the subject alone."""
        return self.check(subject, parameters) if self.parameters else self.check(subject)


def kind(check: Callable[..., Any], *required: str, optional: Iterable[str] = ()) -> Kind:
    """Return a predicate kind with its parameter names."""
    names = frozenset(optional)
    return Kind(check, frozenset(required) | names, names)


def met(*paths: str, working: tuple[str, ...] = ()) -> Verdict:
    """Return a met verdict."""
    return Verdict(Outcome.MET, paths=paths, working=working)


def unmet(
    *paths: str, reason: str = "", working: tuple[str, ...] = (), **values: object
) -> Verdict:
    """Return an unmet verdict with what its message quotes."""
    return Verdict(Outcome.NOT_MET, values, paths, working=working, reason=reason)


def unknown(*missing: str, working: tuple[str, ...] = ()) -> Verdict:
    """Return an undecided verdict naming what would decide."""
    return Verdict(Outcome.UNKNOWN, paths=missing, missing=missing, working=working)


def manual(
    *paths: str, reason: str = "", working: tuple[str, ...] = (), **values: object
) -> Verdict:
    """Return a verdict that a person gives."""
    return Verdict(Outcome.MANUAL, values, paths, working=working, reason=reason)


def always(_facts: Facts) -> list[Verdict]:
    """Unmet wherever the rule's condition holds: the condition itself is the finding."""
    return [unmet("route.level")]


def by_hand(_facts: Facts) -> list[Verdict]:
    """A person's judgement wherever the rule's condition holds."""
    return [manual("route.kind")]
