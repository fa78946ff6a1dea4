# SPDX-License-Identifier: MulanPSL-2.0
"""登记装订 (ux S17): the day the volumes were bound, and the numbers that are fixed from then on."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from app.kernel.errors import UserError
from app.model.operations import SetValue
from app.present.presenter import Presenter
from app.present.prints.printing_binding import bind, unbind

SHORTEST_REASON = 4
_NAMED = 3


@frozen
class BindingState:
    """Everything the dialog draws.

    Attributes:
        volumes: 共 2 册 126 页 68 张; empty when there is nothing to bind.
        volume_lines: one line a volume.
        by_hand: what is to be numbered by hand before binding; empty for nothing.
        bound_words: when and by whom it was bound; empty while it is not.
    """

    volumes: str
    volume_lines: tuple[str, ...]
    by_hand: str
    bound_words: str
    today: str


class BindingPresenter(Presenter):
    """Registers a binding and takes it back."""

    @property
    def state(self) -> BindingState:
        """Return what the dialog draws."""
        plan = self.session.plan
        volumes = (
            f"共 {len(plan.volumes)} 册 {plan.numbered} 页 {plan.sheets} 张" if plan.volumes else ""
        )
        hand = sum(1 for _ in plan.paper_sides())
        binding = self.session.binding
        return BindingState(
            volumes=volumes,
            volume_lines=tuple(
                f"第 {v.number} 册　{v.title}　第 {v.first}—{v.last} 页，{v.sheets} 张，约 {v.thickness:g} 毫米"
                for v in plan.volumes
            ),
            by_hand=f"有 {hand} 页只有纸质件，先照手工编号单写好页码再装订。" if hand else "",
            bound_words=f"{binding.bound_on} 由 {binding.actor} 登记：{binding.volumes} 册 {binding.pages} 页。"
            if binding
            else "",
            today=self.session.clock.today().isoformat(),
        )

    def bind(self, typed_day: str, *, anyway: bool = False) -> None:
        """Register that the volumes were bound as planned now.

        Args:
            typed_day: ISO day, today or before.
            anyway: although some materials have no pages.

        Raises:
            UserError: PRINT-BIND-EMPTY, PRINT-BIND-DATE, PRINT-BIND-MISSING; PAPER-FROZEN when what is
                bound already does not fit; as Vault.record.
        """
        session, plan = self.session, self.session.plan
        if not plan.volumes:
            raise UserError("PRINT-BIND-EMPTY")
        if session.plan_fault is not None:
            raise session.plan_fault
        day = _day(typed_day)
        if day is None or day > session.clock.today():
            raise UserError("PRINT-BIND-DATE", typed=typed_day)
        missing = [entry.row.name for entry in plan.entries if entry.missing]
        if missing and not anyway:
            more = "等" if len(missing) > _NAMED else ""
            names = "、".join(missing[:_NAMED]) + more
            raise UserError("PRINT-BIND-MISSING", count=len(missing), names=names)
        now = session.clock.now().isoformat()
        session.enter(SetValue("bound_on", day.isoformat(), "登记装订"))
        numbered = session.numbered_plan
        bind(session.vault, session.declaration.id, numbered, day.isoformat(), session.actor, now)
        session.forget_derived()

    def take_apart(self, reason: str) -> None:
        """Register that the volumes were taken apart; raises UserError PRINT-UNBIND-REASON."""
        if len(reason.strip()) < SHORTEST_REASON:
            raise UserError("PRINT-UNBIND-REASON")
        session = self.session
        now = session.clock.now().isoformat()
        session.enter(SetValue("bound_on", "", "登记拆册"))
        unbind(session.vault, session.declaration.id, session.actor, reason.strip(), now)
        session.forget_derived()


def _day(typed: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(typed.strip())
    except ValueError:
        return None
