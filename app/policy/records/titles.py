# SPDX-License-Identifier: MulanPSL-2.0
"""Series, specialties and the names of titles."""

from __future__ import annotations

from attrs import frozen


@frozen
class Series:
    """One of the 27 series with its title names by level."""

    number: int
    id: str
    name: str
    full_senior: tuple[str, ...]
    associate_senior: tuple[str, ...]
    intermediate: tuple[str, ...]
    junior_assistant: tuple[str, ...]
    state: str
    junior_clerk: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    suspended: bool = False
    suspended_clauses: tuple[str, ...] = ()

    def titles(self, level: str, sub_level: str = "") -> tuple[str, ...]:
        """Return the title names of a level; ``sub_level`` 员级 or 助理级 narrows a junior one."""
        if level == "junior":
            clerks = () if sub_level == "助理级" else self.junior_clerk
            return (() if sub_level == "员级" else self.junior_assistant) + clerks
        return {
            "full_senior": self.full_senior,
            "associate_senior": self.associate_senior,
            "intermediate": self.intermediate,
        }.get(level, ())


@frozen
class Specialty:
    """A specialty the notice names; any other text is a specialty as typed."""

    id: str
    series: str
    name: str
    aliases: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    suspended: bool = False
    suspended_clauses: tuple[str, ...] = ()


@frozen
class ExamRow:
    """One line of 以考代评 (exam_in_lieu) or 考评结合 (exam_and_evaluation)."""

    kind: str
    series: tuple[str, ...]
    levels: tuple[str, ...]
    basis: str
    state: str
    specialties: tuple[str, ...] = ()
    except_specialties: tuple[str, ...] = ()
    validity_years: int | None = None


@frozen
class OldTitle:
    """A name found on old certificates and what it is called now."""

    name: str
    series: str
    level: str
    now: str
