# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates on posts of the unit (S-5.7.1): vacancy, the separate pool, reform."""

from __future__ import annotations

from typing import Any

from app.model.codes import DeclarationKind
from app.model.unit import PostQuota, Unit
from app.policy.facts import Facts
from app.policy.findings import Verdict
from app.policy.predicates.kind import Kind, kind, met, unknown, unmet

OUTSIDE_POSTS = ("民营企业", "社会团体", "其他非公有制单位", "自由职业", "国有企业")


def quota_of(unit: Unit, level: str, *, targeted: bool) -> PostQuota | None:
    """Return the unit's posts of one level, the ordinary or the separate pool."""
    return next(
        (post for post in unit.posts if post.level == level and post.targeted == targeted), None
    )


def post_vacant(facts: Facts) -> list[Verdict]:
    """The unit has a vacant post at the level (PC-14); negative vacancy is 超岗.

    ``others`` that take a post at the same level count against it too.
    """
    if facts.unit is None or facts.level is None or facts.unit.nature in OUTSIDE_POSTS:
        return []
    targeted = facts.declaration.route.kind == DeclarationKind.TARGETED_GRASSROOTS
    quota = quota_of(facts.unit, str(facts.level), targeted=targeted)
    word = facts.pack.label("level", str(facts.level))
    if quota is None:
        return [unknown("unit.posts")]
    values: dict[str, Any] = {
        "level": word,
        "approved": quota.approved,
        "filled": quota.filled,
        "vacant": quota.vacant,
    }
    if quota.vacant >= 1:
        return [met("unit.posts")]
    return [unmet("unit.posts", reason="targeted" if targeted else "", **values)]


def not_reorganising(facts: Facts) -> list[Verdict]:
    """A unit under institutional reform needs a second signature (S-5.7.1-2)."""
    if facts.unit is None:
        return []
    return [unmet("unit.reorganising")] if facts.unit.reorganising else [met("unit.reorganising")]


KINDS: dict[str, Kind] = {
    "post_vacant": kind(post_vacant),
    "not_reorganising": kind(not_reorganising),
}
