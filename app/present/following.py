# SPDX-License-Identifier: MulanPSL-2.0
"""A change carries along the materials its declaration asks for after it."""

from __future__ import annotations

import attrs

from app.model.operations import Change
from app.policy.checklist import sync_checklist
from app.policy.pack import PolicyPack

_MOVES_NO_MATERIALS = frozenset(
    {
        "materials",
        "statement",
        "passed",
        "reviews",
        "notice",
        "recommendation",
        "handovers",
        "notifications",
        "numbering",
        "exchanges",
        "markings",
    }
)


def with_materials(pack: PolicyPack, change: Change) -> Change:
    """Return a change with the materials its declaration should have after it.

    Args:
        pack: the one the declaration stands on after the change.
    """
    roots = {path.split(".")[0] for path in change.paths}
    if roots <= _MOVES_NO_MATERIALS:
        return change
    materials = sync_checklist(pack, change.after)
    if materials == change.after.materials:
        return change
    after = attrs.evolve(change.after, materials=materials)
    return attrs.evolve(change, after=after, paths=(*change.paths, "materials"))
