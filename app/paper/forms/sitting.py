# SPDX-License-Identifier: MulanPSL-2.0
"""A committee meeting whose ballots are all counted and locked, as its papers speak of it (forms.md 4.11)."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from app.model.declaration import Declaration


@frozen
class Outcome:
    """What was counted for one candidate under the rule fixed before the meeting (D-6).

    Attributes:
        below: people present who count; needed: agreeing ballots that pass.
        other: what the other way of treating recused members would give, in words, where it differs.
    """

    declaration: Declaration
    agree: int
    against: int
    abstained: int
    spoiled: int
    below: int
    needed: int
    passed: bool
    other: str = ""


@frozen
class Sitting:
    """One meeting and everybody it voted on, in the order of the rosters.

    Attributes:
        size: members of the committee; present: who signed in.
        issued, returned: ballots of a candidate, -1 where candidates differ.
        recused_count: a recused member stays below the two thirds; fixed before the meeting.
        accepted: declarations the office holds; the candidates are those it passed to the meeting.
    """

    year: int
    title: str
    on: str
    place: str
    size: int
    present: int
    issued: int
    returned: int
    accepted: int
    outcomes: tuple[Outcome, ...]
    recused_count: bool = True

    @property
    def passed(self) -> tuple[Outcome, ...]:
        """Return who passed."""
        return tuple(each for each in self.outcomes if each.passed)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Return who did not."""
        return tuple(each for each in self.outcomes if not each.passed)

    @property
    def count(self) -> int:
        """Return how many were voted on."""
        return len(self.outcomes)

    def numbered(self, *, passed: bool) -> Sequence[tuple[int, Outcome]]:
        """Return who passed, or who did not, each with a number from 1."""
        return [*enumerate(self.passed if passed else self.failed, 1)]
