# SPDX-License-Identifier: MulanPSL-2.0
"""What the print centre draws: frozen parts, and the words of states and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import frozen

from app.present.prints.calibration import Calibration
from app.present.prints.piece_kinds import PieceKind
from app.present.prints.printers import Printer, Sides
from app.present.prints.printing import shown_number
from app.vault.register import PrintEntry

GROUP_WORDS = {
    "volume": "装订成册",
    "form": "单独报送的表",
    "slip": "自己留用",
    "review": "审核用",
    "letter": "函件",
    "blank": "空白表",
}
PERSON, LETTERS, BLANKS = "person", "letter", "blank"  # the lists of the unit's desk
LIST_WORDS = {PERSON: "本人材料", LETTERS: "函件", BLANKS: "空白表"}
NOT_PRINTED, PROOF, FORMAL, AGAIN = "未打", "校对稿", "正式稿", "要重打"


@frozen
class PersonChoice:
    """One person the unit's desk can print for."""

    declaration_id: str
    name: str


@frozen
class ListChoice:
    """One of the lists of the unit's desk: its key, its word, how many lines it has."""

    key: str
    word: str
    count: int


@frozen
class PieceLine:
    """One line of the list.

    Attributes:
        state: 未打, 校对稿, 正式稿 or 要重打.
        numbers: the last register numbers it was printed under.
        count: page sides of one copy, 0 while nobody has counted.
        available: there is something to print now; else ``why_not`` says what it waits for.
        refused: why a formal copy is refused, empty when it is not.
        act: which of the four acts (D-4) a formal copy is.
        asks: some of its facts are typed beside the preview (编号、主送…).
        mark: what it bears, empty for a paper nobody decided about.
    """

    id: str
    title: str
    group: str
    state: str
    numbers: str
    count: int
    available: bool
    why_not: str
    refused: str
    ticked: bool
    act: str = ""
    asks: bool = False
    mark: str = ""


@frozen
class PrintState:
    """Everything the screen draws.

    Attributes:
        people: at the unit's desk, everybody in the vault; ``person`` is the id in hand.
        volumes: how thick the packet is, and whether it is bound.
        fault: what no longer fits the bound volumes; empty when all fits.
        selected: the piece previewed.
        ticked: ids to print, in order; none means the selected one.
        printers: None while nobody asked the system yet.
        refused_by: the act (D-4) whose findings refuse a formal copy; empty when it is something else.
        numbers: which register numbers this printing gets.
        changed: pages of the piece in hand that differ from its last formal copy; empty for none;
            ``changed_since`` is its 印号.
        mark: the marks of what prints now, empty for none.
        lists, shown: the lists of the unit's desk and which of them ``lines`` is; none at other desks.
    """

    people: tuple[PersonChoice, ...] = ()
    person: str = ""
    volumes: str = ""
    fault: str = ""
    lines: tuple[PieceLine, ...] = ()
    selected: PieceLine | None = None
    ticked: tuple[str, ...] = ()
    pages: int = 0
    formal: bool = False
    refused: str = ""
    refused_by: str = ""
    copies: int = 1
    sides: Sides = Sides.LONG_EDGE
    range_text: str = ""
    printers: tuple[Printer, ...] | None = None
    printer: Printer | None = None
    tray: str = ""
    calibration: Calibration | None = None
    numbers: str = ""
    lists: tuple[ListChoice, ...] = ()
    shown: str = PERSON
    changed: str = ""
    changed_since: str = ""
    mark: str = ""

    def ways(self) -> tuple[tuple[str, str], ...]:
        """Return (printer, tray) in the order of the list; an empty tray is the printer's own choice."""
        return tuple(
            (printer.name, tray)
            for printer in self.printers or ()
            for tray in ("", *(printer.trays if len(printer.trays) > 1 else ()))
        )

    @property
    def refused_short(self) -> str:
        """Return the first words of why a formal copy is refused: 还差 2 处."""
        return self.refused.split("：")[0].split("，")[0]

    @property
    def summary(self) -> str:
        """Return 选中 7 件，24 页; without ticks, how thick the packet is."""
        if not self.ticked:
            return self.volumes
        pages = f"，{self.pages} 页" if self.pages else ""
        return f"选中 {len(self.ticked)} 件{pages}"


def list_of(kind: PieceKind) -> str:
    """Return in which list a piece stands."""
    return PERSON if kind.of_person else kind.group


def state_word(
    known: Sequence[PrintEntry],
    facts: Mapping[str, str],
    now: str,
    old: AbstractSet[int] = frozenset(),
) -> str:
    """Return the state of a piece from its printings.

    Args:
        facts: what was printed, by register number; now: what would be printed.
        old: numbers of printings laid with another edition of the layout than the one in force.
    """
    if not known:
        return NOT_PRINTED
    last = known[-1]
    if facts.get(str(last.number), now) != now or last.number in old:
        return AGAIN
    return FORMAL if last.state == "formal" else PROOF


def numbers_words(first: int, count: int, copies: str = "") -> str:
    """Return 这次打印会登记为印号 0153 到 0159。, with the 份号 of marked papers."""
    shown = shown_number(first)
    if count > 1:
        shown = f"{shown} 到 {shown_number(first + count - 1)}"
    more = f"，{copies}" if copies else ""
    return f"这次打印会登记为印号 {shown}{more}。"
