# SPDX-License-Identifier: MulanPSL-2.0
"""交接登记 (ux S18): who has the paper now. The program hands nothing in; people do, and sign for it."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.text import clean_line
from app.model.materials import HandOver
from app.model.operations import SetValues
from app.present.presenter import Presenter

MOST = 100_000
SHORTEST_REASON = 4


@frozen
class HandOverLine:
    """One entry as listed."""

    id: str
    at: str
    giver: str
    receiver: str
    counted: str
    note: str
    void: bool


@frozen
class HandOverState:
    """Everything the screen draws.

    Attributes:
        expected: what the program counts, in words.
        closing: where the paper is now; empty before the first entry.
        now: the time offered, as typed by hand.
    """

    lines: tuple[HandOverLine, ...]
    expected: str
    volumes: int
    pages: int
    giver: str
    now: str
    bound: bool
    closing: str


class HandOverPresenter(Presenter):
    """Enters what both sides signed; a wrong entry is declared void and stays on record."""

    @property
    def state(self) -> HandOverState:
        """Return what the screen draws."""
        declaration, plan = self.session.declaration, self.session.plan
        standing = [each for each in declaration.handovers if not each.cancelled]
        closing = ""
        if standing:
            last = standing[-1]
            closing = (
                f"您的材料在{last.office}{last.receiver}手里（{_words(last.at)}签收），签收单在您手里。"
                "程序里没有“提交”按钮，也不替您送。"
            )
        return HandOverState(
            lines=tuple(_line(each) for each in reversed(declaration.handovers)),
            expected=f"程序算的是 {len(plan.volumes)} 册 {plan.numbered} 页",
            volumes=len(plan.volumes),
            pages=plan.numbered,
            giver=declaration.basics.name or self.session.actor,
            now=_words(self.session.clock.now().isoformat()),
            bound=bool(declaration.bound_on),
            closing=closing,
        )

    def enter(
        self,
        *,
        at: str,
        giver: str,
        receiver: str,
        office: str,
        volumes: str,
        pages: str,
        note: str,
    ) -> None:
        """Enter one hand-over.

        Raises:
            UserError: HANDOVER-NAMES, HANDOVER-TIME, HANDOVER-COUNT, HANDOVER-DIFFERS when the count
                differs from the program's and nobody said why. Nothing is entered then.
        """
        names = clean_line(giver), clean_line(receiver)
        if not all(names):
            raise UserError("HANDOVER-NAMES")
        moment = parse_moment(at)
        if moment is None or moment > self.session.clock.now():
            raise UserError("HANDOVER-TIME", typed=at)
        counted = HandOver(
            at=moment.isoformat(timespec="minutes"),
            giver=names[0],
            receiver=names[1],
            office=clean_line(office),
            volumes=_count(volumes),
            pages=_count(pages),
            note=clean_line(note),
        )
        state = self.state
        if (counted.volumes, counted.pages) != (state.volumes, state.pages) and not counted.note:
            raise UserError(
                "HANDOVER-DIFFERS", expected=state.expected, volumes=volumes, pages=pages
            )
        handovers = (*self.session.declaration.handovers, counted)
        self._keep(handovers, "登记交接")

    def declare_void(self, handover_id: str, reason: str) -> None:
        """Declare an entry void with its reason; raises UserError HANDOVER-REASON."""
        if len(reason.strip()) < SHORTEST_REASON:
            raise UserError("HANDOVER-REASON", shortest=SHORTEST_REASON)
        changed = tuple(
            attrs.evolve(each, cancelled=clean_line(reason)) if each.id == handover_id else each
            for each in self.session.declaration.handovers
        )
        self._keep(changed, "作废交接登记")

    def _keep(self, handovers: tuple[HandOver, ...], name: str) -> None:
        standing = [each.at[:10] for each in handovers if not each.cancelled]
        values = (("handovers", handovers), ("submitted_on", standing[-1] if standing else ""))
        self.session.enter(SetValues(values, name))


def parse_moment(typed: str) -> dt.datetime | None:
    """Return a moment typed as 2026-07-02 15:10, None when it is none."""
    try:
        return dt.datetime.strptime(" ".join(typed.split()), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - local wall clock, as everywhere
    except ValueError:
        return None


def _count(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or int(typed) > MOST:
        raise UserError("HANDOVER-COUNT", typed=typed)
    return int(typed)


def _words(at: str) -> str:
    return at.replace("T", " ")[:16]


def _line(each: HandOver) -> HandOverLine:
    note = f"作废：{each.cancelled}" if each.cancelled else each.note
    receiver = "　".join(filter(None, (each.office, each.receiver)))
    counted = f"{each.volumes} 册 {each.pages} 页"
    return HandOverLine(
        each.id, _words(each.at), each.giver, receiver, counted, note, bool(each.cancelled)
    )
