# SPDX-License-Identifier: MulanPSL-2.0
"""What 退回补正 draws: the items, the sheets, what was corrected, the four steps."""

from __future__ import annotations

from attrs import frozen

from app.present.papers.returned import ReturnCard
from app.present.returned.corrections import Correction
from app.present.returned.exchange import ExchangeLine
from app.present.returned.rounds import ItemFate

ITEMS, SHEETS, FACTS = "items", "sheets", "facts"


@frozen
class ReturnedItem:
    """One item as listed.

    Attributes:
        what: what was done, in words: the reply, or where the late page is.
    """

    number: int
    entry_id: str
    name: str
    why: str
    clause_text: str
    bring: str
    fate: ItemFate
    fate_word: str
    what: str


@frozen
class Step:
    """One of the four steps; ``word`` is its name, ``note`` how it stands."""

    name: str
    word: str
    note: str
    done: bool


@frozen
class ReturnedState:
    """Everything the page draws.

    Attributes:
        head: who sent back and when; empty when nothing was sent back.
        card: how many days are left, None once it was handed in again.
        handed: when it was handed in again; empty before.
        compared: the comparison with the paper that was handed in is ready.
        since: what it is compared with; empty when nothing was bound or handed over yet.
        registered: the exchange as registered, in words; empty before.
        stale: something was changed after the exchange was registered.
    """

    head: str = ""
    card: ReturnCard | None = None
    handed: str = ""
    items: tuple[ReturnedItem, ...] = ()
    sheets: tuple[ExchangeLine, ...] = ()
    facts: tuple[Correction, ...] = ()
    steps: tuple[Step, ...] = ()
    next_step: str = ""
    view: str = ITEMS
    compared: bool = True
    since: str = ""
    registered: str = ""
    stale: bool = False
