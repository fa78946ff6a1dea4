# SPDX-License-Identifier: MulanPSL-2.0
"""What the columns of the roster say, and what its people are grouped by (``resources/forms/roster.toml``)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from app.kernel.dates import PartialDate, completed_years
from app.model.declaration import Declaration
from app.paper.forms.context import dotted_month
from app.paper.forms.registry import REGISTRY, RollBinding
from app.paper.forms.words import word
from app.paper.names import ground_name, series_name, specialty_name
from app.paper.rolls.posts import POOL_WORDS, pool_of

if TYPE_CHECKING:
    from app.paper.rolls.roster_data import Person, Roster

TAIL = 4  # digits of a number shown where the whole number is not
NOTE_LIMIT = 12  # characters of a ground that stand in the narrow column
ELSEWHERE = "见推荐意见"


def series_of(person: Person, pack: Any) -> str:
    """Return the printed name of a person's series."""
    route = person.declaration.route
    return series_name(pack, route.series, route.specialty) or "系列未定"


# --- what the columns say ----------------------------------------------------------
def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


@functools.lru_cache(maxsize=4096)
def month(text: str) -> str:
    """Return 2016.01: the narrow columns hold a month (ux 5.7); many rows say the same ones."""
    return dotted_month(text)


def _born(_: Roster, person: Person) -> str:
    return month(person.declaration.basics.born)


def _education(_: Roster, person: Person) -> str:
    row = person.declaration.highest_education()
    return _joined(row.level, month(row.graduated)) if row else ""


def _of_education(name: str) -> Callable[[Roster, Person], str]:
    def value(_: Roster, person: Person) -> str:
        row = person.declaration.highest_education()
        return str(getattr(row, name)) if row is not None else ""

    return value


def _title(_: Roster, person: Person) -> str:
    row = person.declaration.current_title()
    return _joined(row.title, month(row.obtained)) if row else ""


def _title_held(_: Roster, person: Person) -> str:
    row = person.declaration.current_title()
    return row.title if row else ""


def _title_obtained(_: Roster, person: Person) -> str:
    row = person.declaration.current_title()
    return month(row.obtained) if row else ""


def _appointed_on(declaration: Declaration) -> str:
    title = declaration.current_title()
    starts = [
        row.started
        for row in declaration.appointments
        if title and row.title == title.title and row.started
    ]
    if starts:
        return min(starts)
    return declaration.appointments[-1].started if declaration.appointments else ""


def _appointed(_: Roster, person: Person) -> str:
    return month(_appointed_on(person.declaration))


def _whole_years(roster: Roster, person: Person, since: str) -> str:
    """Return whole years up to the cut-off of the level; 待核 when the day decides and is not known (D-3)."""
    parsed, level = PartialDate.parse(since), person.declaration.route.level
    if parsed is None or level is None:
        return ""
    cutoff = roster.pack.window(level).cutoff
    fewest, most = (completed_years(day, cutoff) for day in (parsed.latest(), parsed.earliest()))
    return str(fewest) if fewest == most else "待核"


def _years(roster: Roster, person: Person) -> str:
    basics = person.declaration.basics
    return basics.specialty_years or _whole_years(roster, person, basics.specialty_since)


def _tenure(roster: Roster, person: Person) -> str:
    return _whole_years(roster, person, _appointed_on(person.declaration))


def _present_work(roster: Roster, person: Person) -> str:
    years = _years(roster, person)
    return _joined(
        person.declaration.basics.present_work, f"{years}年" if years.isdigit() else years
    )


def _note(roster: Roster, person: Person) -> str:
    route = person.declaration.route
    ground = ground_name(roster.pack, str(route.kind), route.kind_ground)
    return ground if len(ground) <= NOTE_LIMIT else ELSEWHERE


def _tail(text: str) -> str:
    return f"尾号{text[-TAIL:]}" if text else ""


def _id_number(roster: Roster, person: Person) -> str:
    number = person.declaration.basics.id_number
    return _tail(number) if roster.classified else number


def _phone(roster: Roster, person: Person) -> str:
    number = person.declaration.basics.phone
    return _tail(number) if roster.classified else number


def _appraisals(_: Roster, person: Person) -> str:
    rows = sorted(person.declaration.appraisals, key=lambda row: row.year)[-5:]
    return "，".join(f"{row.year}{row.grade}" for row in rows)


def _credits(_: Roster, person: Person) -> str:
    rows = sorted(person.declaration.credits, key=lambda row: row.year)[-5:]
    counted = []
    for row in rows:
        known = [hours for hours in (row.specialty_hours, row.general_hours) if hours is not None]
        counted.append(
            f"{row.year}年{sum(known)}" if known else f"{row.year}年{row.exemption or '见卡'}"
        )
    return "，".join(counted)


def _basics(name: str) -> Callable[[Roster, Person], str]:
    return lambda roster, person: str(getattr(person.declaration.basics, name))


VALUES: Mapping[str, Callable[[Roster, Person], str]] = {
    "number": lambda roster, person: str(person.number),
    "name": _basics("name"),
    "sex": _basics("sex"),
    "ethnicity": _basics("ethnicity"),
    "born": _born,
    "unit": _basics("unit"),
    "education": _education,
    "present_title": _title,
    "appointed": _appointed,
    "years": _years,
    "specialty": lambda roster, person: person.declaration.route.specialty,
    "declared": lambda roster, person: person.declaration.route.title,
    "kind": lambda roster, person: word("kind_short", person.declaration.route.kind),
    "note": _note,
    "id_number": _id_number,
    "unit_nature": _basics("unit_nature"),
    "department": _basics("department"),
    "work_started": lambda roster, person: month(person.declaration.basics.work_started),
    "level_of_education": _of_education("level"),
    "degree": _of_education("degree"),
    "school": _of_education("school"),
    "major": _of_education("major"),
    "graduated": lambda roster, person: month(_of_education("graduated")(roster, person)),
    "title_held": _title_held,
    "title_obtained": _title_obtained,
    "tenure": _tenure,
    "present_work": _present_work,
    "series": lambda roster, person: series_of(person, roster.pack),
    "level": lambda roster, person: word("level_short", person.declaration.route.level),
    "post": lambda roster, person: POOL_WORDS[pool_of(person.declaration)],
    "appraisals": _appraisals,
    "credits": _credits,
    "phone": _phone,
}


# --- what people are grouped by ----------------------------------------------------
def _specialty_group(_: Roster, person: Person) -> str:
    return specialty_name(person.declaration.route.specialty) or "专业未定"


GROUPS: Mapping[str, Callable[[Roster, Person], str]] = {
    "series": lambda roster, person: series_of(person, roster.pack),
    "specialty": _specialty_group,
    "unit": lambda _, person: person.declaration.basics.unit.strip() or "单位未填",
    "department": lambda _, person: person.declaration.basics.department.strip() or "无主管部门",
    "level": lambda _, person: word("level_short", person.declaration.route.level) or "层级未定",
}
REGISTRY.roll(
    RollBinding(
        "roster_people",
        source=lambda context: context.roll,
        items=lambda roster, groups: roster.in_groups(groups),
        columns=VALUES,
        groups=GROUPS,
    )
)
