# SPDX-License-Identifier: MulanPSL-2.0
"""A committee meeting: who came, who stepped aside, and the counted paper ballots (D-6, S-6.2)."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from app.kernel.ids import new_id


class Denominator(StrEnum):
    """Which people count below the two thirds when somebody stepped aside; fixed before the meeting."""

    PRESENT = "present"
    WITHOUT_RECUSED = "without_recused"


@frozen
class Expert:
    """One member of the committee; ``came`` is ticked when they signed in on paper."""

    name: str
    employer: str = ""
    outside: bool = False
    came: bool = False
    id: str = field(factory=new_id)


@frozen
class Ballots:
    """One counter's figures for one candidate, each a number of paper ballots."""

    issued: int
    returned: int
    agree: int
    against: int
    abstained: int
    spoiled: int


@frozen
class CandidateCount:
    """What was counted for one candidate.

    Attributes:
        declaration: id of the candidate's declaration.
        recused: ids of the experts who stepped aside for this candidate.
        first, second: the two counters' figures; neither sees the other's before both are in.
        locked_on: local time to the minute when both agreed and it was locked; "" before.
        corrections: lines of 更正登记, each with who and why.
    """

    declaration: str
    recused: tuple[str, ...] = ()
    first: Ballots | None = None
    second: Ballots | None = None
    locked_on: str = ""
    corrections: tuple[str, ...] = ()


@frozen
class Meeting:
    """One meeting. ``teller`` and ``scrutineer`` are 计票人 and 监票人; the rule is fixed by ``opened_on``."""

    id: str = field(factory=new_id)
    schema: int = 1
    practice: bool = False
    title: str = ""
    on: str = ""
    place: str = ""
    teller: str = ""
    scrutineer: str = ""
    chair: str = ""
    rule: Denominator = Denominator.PRESENT
    experts: tuple[Expert, ...] = ()
    opened_on: str = ""
    counts: tuple[CandidateCount, ...] = ()

    def count_of(self, declaration_id: str) -> CandidateCount:
        """Return what stands for a candidate, empty when nothing was entered."""
        found = (each for each in self.counts if each.declaration == declaration_id)
        return next(found, CandidateCount(declaration_id))

    def expert(self, expert_id: str) -> Expert | None:
        """Return one expert by id."""
        return next((each for each in self.experts if each.id == expert_id), None)
