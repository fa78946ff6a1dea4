# SPDX-License-Identifier: MulanPSL-2.0
"""The closed set of predicate kinds a pack may name; nothing in a pack is evaluated as code."""

from __future__ import annotations

from app.policy.predicates import (
    committee,
    counting,
    data,
    deadlines,
    exceptions,
    materials,
    posts,
    secrecy,
    service,
    standing,
)
from app.policy.predicates.kind import Kind, always, by_hand, kind

DECLARATION_KINDS: dict[str, Kind] = {
    "always": kind(always),
    "by_hand": kind(by_hand),
    **data.KINDS,
    **counting.KINDS,
    **standing.KINDS,
    **service.KINDS,
    **materials.KINDS,
    **deadlines.KINDS,
    **secrecy.KINDS,
    **posts.KINDS,
}
FIGURE_KINDS: dict[str, Kind] = committee.KINDS
KINDS: dict[str, Kind] = DECLARATION_KINDS | FIGURE_KINDS
EXCEPTION_KINDS: dict[str, Kind] = exceptions.KINDS

__all__ = ["DECLARATION_KINDS", "EXCEPTION_KINDS", "FIGURE_KINDS", "KINDS", "Kind"]
