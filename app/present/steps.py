# SPDX-License-Identifier: MulanPSL-2.0
"""What can be undone since the vault was opened (ux 2.9): steps on one declaration, or on many at once."""

from __future__ import annotations

from attrs import define, field, frozen

from app.model.operations import Change

UNDO_STEPS = 200


@frozen
class Step:
    """One undoable step; ``changes`` are of different declarations, in the order they were made."""

    changes: tuple[Change, ...]

    def touches(self, declaration_id: str) -> bool:
        """Tell whether the step changed this declaration."""
        return any(change.after.id == declaration_id for change in self.changes)

    def name(self, in_hand: str) -> str:
        """Return what the undo menu calls it, with whom it is about unless it is the person in hand."""
        first = self.changes[0]
        if len(self.changes) > 1:
            return f"{first.name}（{len(self.changes)} 人）"
        if first.after.id == in_hand:
            return first.name
        return f"{first.name}（{first.after.basics.name or '未填姓名'}）"


@define
class Steps:
    """The steps done and undone, the newest last."""

    done: list[Step] = field(factory=list)
    undone: list[Step] = field(factory=list)

    def add(self, step: Step) -> None:
        """Keep a step just done; what was undone before can no longer be done again."""
        self.done.append(step)
        del self.done[:-UNDO_STEPS]
        self.undone.clear()

    def forget(self, declaration_id: str) -> None:
        """Drop every step on a declaration: a registration stands now that undo must not pass."""
        for steps in (self.done, self.undone):
            steps[:] = [step for step in steps if not step.touches(declaration_id)]
