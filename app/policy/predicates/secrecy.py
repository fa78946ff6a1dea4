# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates on secrecy review. The program records; it never finds or suggests a classification (D-7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.kernel.dates import chinese_date
from app.model.codes import Openness
from app.model.work import Achievement, Work
from app.policy.checklist import row_title
from app.policy.facts import Facts, parsed
from app.policy.findings import Verdict
from app.policy.predicates.kind import Kind, kind, met, unknown, unmet


def reviewed_before_notice(facts: Facts) -> list[Verdict]:
    """The secrecy review is there, and dated before the public notice and the hand-in (PC-29, D-7)."""
    review, path = facts.declaration.secrecy, "secrecy.reviewed_on"
    reviewed = parsed(review.reviewed_on)
    posted = parsed(facts.declaration.notice.posted_on)
    missing = [
        place
        for place, lacks in (
            (path, reviewed is None),
            ("secrecy.conclusion", not review.conclusion.strip()),
            ("notice.posted_on", posted is None),
        )
        if lacks
    ]
    verdicts = [unknown(*missing)] if missing else []
    handed = parsed(facts.declaration.submitted_on)
    for other, day in (("notice.posted_on", posted), ("submitted_on", handed)):
        if reviewed is None or day is None:
            continue
        if day.latest() < reviewed.earliest():
            said: dict[str, Any] = {
                "reviewed": chinese_date(reviewed.earliest()),
                "other": chinese_date(day.latest()),
            }
            reason = "notice" if other.startswith("notice") else ""
            verdicts.append(unmet(other, path, reason=reason, **said))
        elif not missing:
            verdicts.append(met(other, path))
    return verdicts


def _rows(facts: Facts) -> Iterator[tuple[str, Achievement | Work]]:
    for row in facts.declaration.achievements:
        yield f"achievements.{row.id}", row
    for work in facts.declaration.works:
        yield f"works.{work.id}", work


def openness_decided(facts: Facts) -> list[Verdict]:
    """For every achievement and work of a classified person it is decided whether it may be written."""
    verdicts = []
    for path, row in _rows(facts):
        if row.openness == Openness.UNDECIDED:
            verdicts.append(unmet(f"{path}.openness", name=row_title(facts.declaration, row)))
        else:
            verdicts.append(met(f"{path}.openness"))
    return verdicts


def open_wording(facts: Facts) -> list[Verdict]:
    """What may only be written desensitised has its open wording and its review on record."""
    verdicts = []
    for path, row in _rows(facts):
        if row.openness != Openness.DESENSITISED:
            continue
        columns = ("open_title", "secrecy_case", "secrecy_reviewer", "secrecy_date")
        empty = [f"{path}.{column}" for column in columns if not getattr(row, column).strip()]
        if f"{path}.open_title" in empty:
            verdicts.append(unmet(*empty, reason="wording", name=row_title(facts.declaration, row)))
        elif empty:
            words = "、".join(facts.pack.label("column", each.rsplit(".", 1)[1]) for each in empty)
            verdicts.append(unmet(*empty, missing=words))
        else:
            verdicts.append(met(path))
    return verdicts


def withheld_shown(facts: Facts) -> list[Verdict]:
    """Point out what will not be printed at all."""
    return [
        unmet(f"{path}.openness") for path, row in _rows(facts)
        if row.openness == Openness.WITHHELD and not row.kept_by_unit
    ]  # fmt: skip


KINDS: dict[str, Kind] = {
    "reviewed_before_notice": kind(reviewed_before_notice),
    "openness_decided": kind(openness_decided),
    "open_wording": kind(open_wording),
    "withheld_shown": kind(withheld_shown),
}
