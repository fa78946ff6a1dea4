# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates of the committee's and the batch's work, on plain figures handed in by those rooms.

Each reads a mapping of figures and answers None while a figure is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.kernel.dates import add_months
from app.policy.predicates.kind import Kind, Parameters, kind

Figures = Mapping[str, Any]


def served_in_a_row(figures: Figures, parameters: Parameters) -> bool | None:
    """An expert has not served in each of the years before (S-6.2.2-2). Figures: year, served (years)."""
    if "served" not in figures or "year" not in figures:
        return None
    before = range(figures["year"] - parameters["years"], figures["year"])
    return not all(year in figures["served"] for year in before)


def outside_share(figures: Figures, parameters: Parameters) -> bool | None:
    """Outside peers are a third or more of those taking part (S-6.2.2-3). Figures: outside, total."""
    if "outside" not in figures or "total" not in figures:
        return None
    return bool(parameters["whole"] * figures["outside"] >= parameters["part"] * figures["total"])


def plan_filed(figures: Figures, parameters: Parameters) -> bool | None:
    """The plan is filed a week before the meeting (S-6.3.1-2). Figures: filed, meeting (days)."""
    filed, meeting = figures.get("filed"), figures.get("meeting")
    if not isinstance(filed, dt.date) or not isinstance(meeting, dt.date):
        return None
    return filed <= meeting - dt.timedelta(days=parameters["days"])


def uploaded_in_time(figures: Figures, parameters: Parameters) -> bool | None:
    """Results are handed in within some months of the end (S-6.3.3-1). Figures: ended, handed_in (days)."""
    ended, handed_in = figures.get("ended"), figures.get("handed_in")
    if not isinstance(ended, dt.date) or not isinstance(handed_in, dt.date):
        return None
    return handed_in <= add_months(ended, parameters["months"])


def within_quota(figures: Figures, parameters: Parameters) -> bool | None:
    """Allotments stay within the year's quota, recommendations within allotments (S-5.9-2).

    Figures: allotted and recommended, each a mapping of 旗县区 to a number.
    """
    allotted, recommended = figures.get("allotted"), figures.get("recommended", {})
    if allotted is None:
        return None
    inside = all(number <= allotted.get(place, 0) for place, number in recommended.items())
    return sum(allotted.values()) <= parameters["quota"] and inside


def committee_may_act(figures: Figures) -> bool | None:
    """The committee's filing covers day, specialty and level (S-5.2.1).

    Figures: meeting, valid_from, valid_until (days), specialty, specialties, level, levels.
    """
    needed = ("meeting", "valid_from", "valid_until", "specialty", "specialties", "level", "levels")
    if any(name not in figures for name in needed):
        return None
    in_force = figures["valid_from"] <= figures["meeting"] <= figures["valid_until"]
    return bool(
        in_force
        and figures["specialty"] in figures["specialties"]
        and figures["level"] in figures["levels"]
    )


def told_once(figures: Figures, parameters: Parameters) -> bool | None:
    """At most one notification a person at one office (S-3.4-1). Figures: notifications."""
    return (
        None if "notifications" not in figures else figures["notifications"] <= parameters["most"]
    )


def numbers_agree(figures: Figures) -> bool | None:
    """Roster, statistics and packets give the same number a level (S-4.3.3-a, PC-25).

    Figures: roster, statistics, packets, each a mapping of level to a number; report: whether it is there.
    """
    if any(name not in figures for name in ("roster", "statistics", "packets", "report")):
        return None
    same = figures["roster"] == figures["statistics"] == figures["packets"]
    return bool(same and figures["report"])


KINDS: dict[str, Kind] = {
    "served_in_a_row": kind(served_in_a_row, "years"),
    "outside_share": kind(outside_share, "part", "whole"),
    "plan_filed": kind(plan_filed, "days"),
    "uploaded_in_time": kind(uploaded_in_time, "months"),
    "within_quota": kind(within_quota, "quota"),
    "committee_may_act": kind(committee_may_act),
    "told_once": kind(told_once, "most"),
    "numbers_agree": kind(numbers_agree),
}
