# SPDX-License-Identifier: MulanPSL-2.0
"""One person twice in one year at one level (M11): side by side, and one of the two declared void."""

from __future__ import annotations

from attrs import frozen

from app.kernel.errors import UserError
from app.model.codes import ClosingKind
from app.model.declaration import Declaration
from app.policy.facts import same_person
from app.present.keeping.closing import close
from app.present.keeping.differences import Difference, differences
from app.present.presenter import Presenter


@frozen
class TwinsState:
    """What the page draws.

    Attributes:
        here, there: what the declaration in hand and the other one are called.
        count: how many others there are; they are looked at one after another.
    """

    name: str = ""
    here: str = ""
    there: str = ""
    count: int = 0
    lines: tuple[Difference, ...] = ()


class TwinsPresenter(Presenter):
    """Compares the declaration in hand with the next other one of the same person, year and level."""

    @property
    def state(self) -> TwinsState:
        """Return the pair, empty when there is none any more."""
        twins = self._twins()
        if not twins:
            return TwinsState()
        here, there = self.session.declaration, twins[0]
        return TwinsState(
            here.basics.name or "（未填姓名）",
            self._called("手里这份", here),
            self._called("另一份", there),
            len(twins),
            differences(self.session.pack, here, there),
        )

    def _twins(self) -> list[Declaration]:
        if not self.session.has_declaration:
            return []
        here = self.session.declaration
        return [
            other
            for other in self.session.vault.namesakes(here)
            if same_person(here, other)
            and (other.year, other.route.level) == (here.year, here.route.level)
        ]

    def _called(self, word: str, declaration: Declaration) -> str:
        series = declaration.route.series or "没有选系列"
        return f"{word}（{series}，第{declaration.version}版）"

    def take_up_other(self) -> None:
        """Take the other one in hand; raises UserError KEEP-NO-TWIN when there is none."""
        self.session.open(self._other().id)

    def declare_void(self, *, here: bool, reason: str) -> None:
        """Declare one of the two void; the one in hand gives way to the other.

        Raises:
            UserError: KEEP-NO-TWIN, KEEP-REASON; or as Vault.record.
        """
        other = self._other()
        if here:
            held = self.session.declaration.id
            close(self.session, held, ClosingKind.VOID, reason)
            self.session.open(other.id)
        else:
            close(self.session, other.id, ClosingKind.VOID, reason)
        self.changed()

    def _other(self) -> Declaration:
        twins = self._twins()
        if not twins:
            raise UserError("KEEP-NO-TWIN")
        return twins[0]
