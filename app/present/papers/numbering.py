# SPDX-License-Identifier: MulanPSL-2.0
"""手工编号 (ux S16): what is numbered by hand, and what to do when a number was left out or given twice (M25)."""

from __future__ import annotations

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.text import clean_line
from app.model.materials import NumberSlip, NumberSlipKind
from app.model.operations import SetValue
from app.paper.core.geometry import Side
from app.paper.volume.amended import slip_remark
from app.present.presenter import Presenter
from app.present.words import short_day

SHORTEST_REASON = 4
_SIDES = {Side.FRONT: "正面", Side.BACK: "背面"}
_CORNERS = {Side.FRONT: "右下角", Side.BACK: "左下角"}


@frozen
class HandLine:
    """One page that is numbered by hand."""

    key: str
    volume: str
    tab: str
    name: str
    page: str
    side: str
    number: str
    corner: str


@frozen
class SlipLine:
    """One number registered as left out or given twice."""

    id: str
    words: str
    when: str
    void: bool


@frozen
class NumberingState:
    """Everything the page draws.

    Attributes:
        summary: how many pages in how many materials.
        last: the last number of all volumes.
    """

    lines: tuple[HandLine, ...]
    slips: tuple[SlipLine, ...]
    summary: str
    last: int


class NumberingPresenter(Presenter):
    """Registers what went wrong while numbering; nothing is numbered anew."""

    @property
    def state(self) -> NumberingState:
        """Return what the page draws."""
        plan = self.session.plan
        rows = {entry.entry_id: entry.row for entry in plan.entries}
        lines = []
        for volume, side in plan.paper_sides():
            row = rows[side.entry_id]
            lines.append(
                HandLine(
                    f"{side.entry_id}/{side.index}",
                    f"第{volume}册",
                    row.tab,
                    row.name,
                    f"第{side.index + 1}页",
                    _SIDES[side.side],
                    side.shown or "",
                    _CORNERS[side.side],
                )
            )
        materials = len({line.key.partition("/")[0] for line in lines})
        summary = f"{materials} 份纸质件，{len(lines)} 页要写页码" if lines else ""
        slips = tuple(_slip_line(slip) for slip in self.session.declaration.numbering)
        return NumberingState(tuple(lines), slips, summary, plan.numbered)

    def expected_after(self, entry_key: str) -> str:
        """Return the number the page in hand should bear, for the dialog to begin with."""
        found = next((line.number for line in self.state.lines if line.key == entry_key), "")
        return found.partition("-")[0]

    def skipped(self, typed: str) -> None:
        """Register a number no page bears; raises UserError NUMBER-RANGE, NUMBER-TWICE."""
        self._enter(NumberSlipKind.SKIPPED, typed)

    def doubled(self, typed: str) -> None:
        """Register a number two pages bear; the second reads 58-1. Raises as ``skipped``."""
        self._enter(NumberSlipKind.DOUBLED, typed)

    def declare_void(self, slip_id: str, reason: str) -> None:
        """Declare an entry void; it stays on record. Raises UserError NUMBER-REASON."""
        if len(reason.strip()) < SHORTEST_REASON:
            raise UserError("NUMBER-REASON", shortest=SHORTEST_REASON)
        slips = tuple(
            attrs.evolve(slip, cancelled=clean_line(reason)) if slip.id == slip_id else slip
            for slip in self.session.declaration.numbering
        )
        self.session.enter(SetValue("numbering", slips, "作废页码登记"))

    def _enter(self, kind: NumberSlipKind, typed: str) -> None:
        last = self.session.plan.numbered
        digits = typed.strip()
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
        most = last + 1 if kind == NumberSlipKind.SKIPPED else last
        if not 1 <= number <= most:
            raise UserError("NUMBER-RANGE", typed=typed or "？", last=last)
        standing = [slip for slip in self.session.declaration.numbering if not slip.cancelled]
        if any(slip.number == number for slip in standing):
            raise UserError("NUMBER-TWICE", number=number)
        session = self.session
        slip = NumberSlip(kind, number, session.actor, session.clock.today().isoformat())
        slips = (*session.declaration.numbering, slip)
        name = "登记漏编" if kind == NumberSlipKind.SKIPPED else "登记编重"
        session.enter(SetValue("numbering", slips, f"{name}第{number}页"))


def _slip_line(slip: NumberSlip) -> SlipLine:
    words = slip_remark(slip)
    if slip.cancelled:
        words = f"{words}（作废：{slip.cancelled}）"
    return SlipLine(slip.id, words, f"{short_day(slip.on)} {slip.by}", bool(slip.cancelled))
