# SPDX-License-Identifier: MulanPSL-2.0
"""Conditions as data: a closed set of questions, three-valued, nothing evaluated as code.

A condition is a table. Each key names a fact and lists the values that satisfy it; ``any`` and
``none`` hold further conditions. Facts are known as the set of values still possible, so an
unanswered question leaves a condition undecided and never false.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from attrs import frozen

FACTS = (
    "classified",
    "level",
    "series",
    "specialty",
    "affiliation",
    "kind",
    "ground",
    "self_evaluating_unit",
    "exam",
    "suspended",
    "collected",
    "mode",
    "route",
    "row",
    "place",
    "other_level",
    "has",
    "person_status",
    "unit_nature",
    "applies",
)
LEVELS = {"senior": ("associate_senior", "full_senior")}

# A fact is the set of values still possible; None says that nothing is known.
Possible = Collection[Any] | None
Lookup = Callable[[str], Possible]


class BadCondition(Exception):
    """A condition asks something outside the closed set; its text says what."""


@frozen
class Atom:
    """One question: is the fact among the wanted values?"""

    fact: str
    wanted: frozenset[Any]

    def holds(self, lookup: Lookup) -> bool | None:
        """Return True, False, or None when the facts do not decide."""
        possible = lookup(self.fact)
        if possible is None:
            return None
        hits = sum(value in self.wanted for value in possible)
        if hits == 0:
            return False
        return True if hits == len(possible) or self.fact in _SETS else None


# ``has`` and ``applies`` are sets of things that are all there, not alternatives.
_SETS = frozenset({"has", "applies"})


@frozen
class Condition:
    """All atoms, any of the alternatives, none of the exclusions."""

    atoms: tuple[Atom, ...] = ()
    alternatives: tuple[Condition, ...] = ()
    exclusions: tuple[Condition, ...] = ()

    def holds(self, lookup: Lookup) -> bool | None:
        """Return True, False, or None when the facts do not decide."""
        answers = [atom.holds(lookup) for atom in self.atoms]
        if False in answers:
            return False
        if self.alternatives:
            answers.append(any_of([each.holds(lookup) for each in self.alternatives]))
        if self.exclusions:
            answers.append(negated(any_of([each.holds(lookup) for each in self.exclusions])))
        return all_of(answers)

    def facts(self) -> frozenset[str]:
        """Return the facts the condition asks about."""
        inner = (each.facts() for each in (*self.alternatives, *self.exclusions))
        return frozenset(atom.fact for atom in self.atoms).union(*inner)


ALWAYS = Condition()


def all_of(answers: Sequence[bool | None]) -> bool | None:
    """Return the three-valued conjunction."""
    if False in answers:
        return False
    return None if None in answers else True


def any_of(answers: Sequence[bool | None]) -> bool | None:
    """Return the three-valued disjunction."""
    if True in answers:
        return True
    return None if None in answers else False


def negated(answer: bool | None) -> bool | None:
    """Return the three-valued negation."""
    return None if answer is None else not answer


def compiled(table: Mapping[str, Any]) -> Condition:
    """Return the condition a table states.

    Raises:
        BadCondition: an unknown key or a value that is no list.
    """
    atoms: list[Atom] = []
    parts: dict[str, tuple[Condition, ...]] = {"any": (), "none": ()}
    for key, value in table.items():
        if not isinstance(value, list):
            raise BadCondition(f'条件“{key}”要写成一列值，例如 ["…"]')
        if key in parts:
            parts[key] = tuple(compiled(each) for each in value)
        elif key in FACTS:
            atoms.append(Atom(key, frozenset(_spread(key, value))))
        else:
            raise BadCondition(
                f"认不出条件“{key}”，可以用的是：{'、'.join((*FACTS, 'any', 'none'))}"
            )
    return Condition(tuple(atoms), parts["any"], parts["none"])


def _spread(key: str, values: Sequence[Any]) -> list[Any]:
    if key != "level":
        return list(values)
    return [each for value in values for each in LEVELS.get(value, (value,))]
