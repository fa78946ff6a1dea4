# SPDX-License-Identifier: MulanPSL-2.0
"""What follows from one declaration on one day: each part is worked out when it is first asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.paper.checkcode import check_code
from app.paper.core.press import Piece
from app.paper.volume.amended import amended
from app.paper.volume.plan import PacketPlan
from app.policy.checklist import Checklist, checklist
from app.policy.evaluate import Findings, evaluate
from app.policy.routing import Route, route
from app.present.planning import bound_forms, planned

if TYPE_CHECKING:
    from app.present.session import Session

Kept = TypeVar("Kept")


class Derived:
    """Belongs to a session, and to its declaration as it stands now.

    Attributes:
        declaration, day: what everything here follows from.
    """

    def __init__(self, session: Session, declaration: Declaration, day: dt.date) -> None:
        self._session = session
        self.declaration, self.day = declaration, day
        self._kept: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what a presenter works out from the same, made once; the key is its own."""
        if key not in self._kept:
            self._kept[key] = make()
        found: Kept = self._kept[key]
        return found

    def check_code(self, version: int) -> str:
        """Return the 核对码 the declaration has as some version of it."""
        return self.once(
            ("check code", version),
            lambda: check_code(attrs.evolve(self.declaration, version=version), self.plan),
        )

    @cached_property
    def route(self) -> Route:
        """Return where this person's paper goes."""
        return route(self._session.pack, self.declaration.route)

    @cached_property
    def checklist(self) -> Checklist:
        """Return the materials list in binding order."""
        return checklist(self._session.pack, self.declaration)

    @cached_property
    def findings(self) -> Findings:
        """Return what the self-check says on this day."""
        session, declaration = self._session, self.declaration
        others = session.vault.namesakes(declaration) if declaration.basics.name else ()
        return evaluate(session.pack, declaration, self.day, session.unit, others)

    @cached_property
    def plan(self) -> PacketPlan:
        """Return the numbered volumes with what went wrong by hand."""
        return amended(self.numbered, self.declaration.numbering)

    @property
    def known_plan(self) -> PacketPlan | None:
        """Return the plan when it was worked out already: a glance must not cost seconds."""
        found: PacketPlan | None = vars(self).get("plan")
        return found

    @property
    def numbered(self) -> PacketPlan:
        """Return the volumes as they were numbered: as they were bound, else as they would be bound now."""
        return self._planned[0]

    @property
    def plan_fault(self) -> UserError | None:
        """Return why the materials do not fit the bound volumes any more, None when they do."""
        return self._planned[1] if self.plan.entries else None

    @cached_property
    def _planned(self) -> tuple[PacketPlan, UserError | None]:
        session = self._session
        return planned(
            session.bare_context(),
            self.checklist.rows,
            self.made,
            session.binding,
            self.declaration.numbering,
        )

    @cached_property
    def made(self) -> Mapping[str, Piece]:
        """Return the papers the program itself puts into the volumes."""
        from app.present.prints.unit_forms import form_in_force

        form_of = partial(form_in_force, self._session.vault)
        return bound_forms(form_of, self.checklist.rows, self._session.bare_context())
