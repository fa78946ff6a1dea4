# SPDX-License-Identifier: MulanPSL-2.0
"""Two thirds, counted in whole people (D-6). The program never collects votes; it checks counted paper."""

from __future__ import annotations

import attrs
from attrs import frozen

from app.model.meeting import Ballots, CandidateCount, Denominator, Meeting

# 人社部令第40号 (article numbers 待核): at least two thirds of the committee, at least two thirds of those present.
PARTS, WHOLE = 2, 3


def two_thirds(people: int) -> int:
    """Return the smallest number n of people with 3n ≥ 2 × people."""
    return -(-PARTS * people // WHOLE)


@frozen
class Judgement:
    """The result for one candidate under one way of counting.

    Attributes:
        rule: who counts below the two thirds.
        denominator: people present who count.
        needed: smallest number of agreeing ballots that passes.
    """

    rule: Denominator
    denominator: int
    needed: int
    agree: int

    @property
    def passed(self) -> bool:
        """Tell whether 3 × agree ≥ 2 × denominator."""
        return self.agree >= self.needed


def judge(meeting: Meeting, count: CandidateCount, rule: Denominator) -> Judgement | None:
    """Return the result under a rule; None while the two counts do not both stand and agree."""
    if count.first is None or count.first != count.second:
        return None
    below = denominator(meeting, count, rule)
    return Judgement(rule, below, two_thirds(below), count.first.agree)


def denominator(meeting: Meeting, count: CandidateCount, rule: Denominator) -> int:
    """Return how many people present count for a candidate."""
    aside = len(recused_present(meeting, count))
    return present(meeting) - (aside if rule == Denominator.WITHOUT_RECUSED else 0)


def present(meeting: Meeting) -> int:
    """Return how many experts signed in."""
    return sum(expert.came for expert in meeting.experts)


def recused_present(meeting: Meeting, count: CandidateCount) -> tuple[str, ...]:
    """Return the ids of experts who came and stepped aside for a candidate."""
    came = {expert.id for expert in meeting.experts if expert.came}
    return tuple(each for each in count.recused if each in came)


def quorate(meeting: Meeting) -> bool:
    """Tell whether 3 × present ≥ 2 × committee."""
    return present(meeting) >= two_thirds(len(meeting.experts))


def voters(meeting: Meeting, count: CandidateCount) -> int:
    """Return how many ballots may be given out for a candidate: those present who did not step aside."""
    return denominator(meeting, count, Denominator.WITHOUT_RECUSED)


def shortfall(ballots: Ballots) -> int:
    """Return returned minus the ballots accounted for; 0 when they add up."""
    counted = ballots.agree + ballots.against + ballots.abstained + ballots.spoiled
    return ballots.returned - counted


def differing(first: Ballots, second: Ballots) -> tuple[str, ...]:
    """Return the names of the figures in which two counts differ, in the order of the tally sheet."""
    return tuple(
        field.name
        for field in attrs.fields(Ballots)
        if getattr(first, field.name) != getattr(second, field.name)
    )
