# SPDX-License-Identifier: MulanPSL-2.0
"""What a check comes to. "Cannot tell yet" is not "fails"; what a person must judge is not decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from attrs import field, frozen


class Outcome(StrEnum):
    """The five outcomes."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    UNKNOWN = "UNKNOWN"
    EXCUSED = "EXCUSED"
    MANUAL = "MANUAL"


class Severity(StrEnum):
    """What an unmet check weighs (D-4)."""

    MUST = "must"
    CHECK = "check"
    NOTE = "note"


_WEIGHT = {Severity.MUST: 0, Severity.CHECK: 1, Severity.NOTE: 2}
_RANK = {
    Outcome.NOT_MET: 0,
    Outcome.UNKNOWN: 1,
    Outcome.MANUAL: 2,
    Outcome.EXCUSED: 3,
    Outcome.MET: 4,
}


@frozen
class Verdict:
    """What a predicate says about one place.

    Attributes:
        values: what the message quotes.
        paths: where to jump; also what was read.
        missing: paths whose filling would decide.
        working: arithmetic in words.
        reason: which of the rule's messages applies; empty for the rule's own.
    """

    outcome: Outcome
    values: Mapping[str, object] = field(factory=dict)
    paths: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    working: tuple[str, ...] = ()
    reason: str = ""


@frozen
class Finding:
    """One answer of the self-check.

    Attributes:
        code: message code, printed small beside the text (M18).
        rule: id of the rule in the pack (PC-23).
        message: what is wrong, with the values as typed.
        fix: what to do.
        paths: places to jump to, the first one first.
        missing: places that would decide an UNKNOWN.
        excused_by: id of the exception that excuses, or of the one that may while it is UNKNOWN.
        blocks: which of the four acts it blocks (D-4).
        working: arithmetic in words.
    """

    code: str
    rule: str
    outcome: Outcome
    severity: Severity
    clauses: tuple[str, ...]
    title: str
    message: str
    fix: str
    paths: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    excused_by: str = ""
    blocks: tuple[str, ...] = ()
    working: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(factory=dict, eq=False)

    @property
    def sort_key(self) -> tuple[int, int]:
        """Return the order of listing: unmet and heavy first."""
        return (_RANK[self.outcome], _WEIGHT[self.severity])


@frozen
class Findings:
    """All findings of one declaration, unmet and heavy ones first."""

    all: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Return what is wrong and blocks any of the four acts; what is only not written yet is no fault."""
        return tuple(f for f in self.all if f.blocks and f.outcome == Outcome.NOT_MET)

    def blocking_act(self, act: str) -> tuple[Finding, ...]:
        """Return what blocks one act, a mandatory part not written included.

        Args:
            act: formal_print, recommendation, notification or parcel.
        """
        return tuple(finding for finding in self.all if act in finding.blocks)

    def standing(self) -> tuple[Finding, ...]:
        """Return what a person should look at: unmet, and facts only a person can judge."""
        return tuple(f for f in self.all if f.outcome in (Outcome.NOT_MET, Outcome.MANUAL))

    def undecided(self) -> tuple[Finding, ...]:
        """Return what cannot be told yet; ``missing`` says what would decide."""
        return tuple(finding for finding in self.all if finding.outcome == Outcome.UNKNOWN)

    def of_rule(self, rule_id: str) -> tuple[Finding, ...]:
        """Return the findings of one rule."""
        return tuple(finding for finding in self.all if finding.rule == rule_id)

    def at(self, path: str) -> tuple[Finding, ...]:
        """Return the findings that point to a place or to something inside it."""
        return tuple(
            f for f in self.all if any(p == path or p.startswith(f"{path}.") for p in f.paths)
        )
