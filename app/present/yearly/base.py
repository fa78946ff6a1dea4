# SPDX-License-Identifier: MulanPSL-2.0
"""What the pages of 模板与日历 share: lines to draw, signing by name, one step back."""

from __future__ import annotations

from attrs import frozen

from app.kernel.errors import UserError
from app.model.unit_rules import Signed, UnitRules
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.words import short_day

SHORTEST_NAME = 2


@frozen
class SheetLine:
    """One line of a page.

    Attributes:
        cells: words by column; the tick and the state are not among them.
        ticked: None where nothing is ticked.
        state: a word in a tag; empty for none.
        detail: what stands under the table while the line is in hand (a clause, a remedy).
        verb: what Enter does, empty for nothing.
    """

    id: str
    cells: tuple[str, ...]
    ticked: bool | None = None
    state: str = ""
    detail: str = ""
    verb: str = ""
    heading: bool = False
    dim: bool = False


@frozen
class SheetState:
    """What every page that is a list draws; ``summary`` stands beside its title."""

    lines: tuple[SheetLine, ...]
    summary: str


class SheetPresenter(Presenter):
    """Base of the presenters of pages that are lists."""

    @property
    def state(self) -> SheetState:
        """Return the page as it stands."""
        raise NotImplementedError


def signed_words(signed: Signed) -> str:
    """Return 王某 5月12日, empty for nobody."""
    return f"{signed.by} {short_day(signed.on)}" if signed.by else ""


class RulesPresenter(SheetPresenter):
    """Base: changes the vault's rules, each change can be taken back until the next."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._former: tuple[UnitRules, str] | None = None

    def change(self, rules: UnitRules, what: str) -> None:
        """Keep other rules; raises UserError as Session.change_rules."""
        former = self.session.rules
        self.session.change_rules(rules, what)
        self._former = (former, what)
        self.changed()

    @property
    def can_take_back(self) -> bool:
        """Tell whether the last change can be taken back here."""
        return self._former is not None

    def take_back(self) -> None:
        """Put back what stood before the last change made here."""
        if self._former is not None:
            former, what = self._former
            self._former = None
            self.session.change_rules(former, f"{what}/back")
            self.changed()

    def sign(self, name: str) -> Signed:
        """Return a signature of today; raises UserError YEARLY-NAME without a name."""
        if len(name.strip()) < SHORTEST_NAME:
            raise UserError("YEARLY-NAME")
        return Signed(name.strip(), self.session.clock.today().isoformat())
