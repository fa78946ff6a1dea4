# SPDX-License-Identifier: MulanPSL-2.0
"""打印中心 (ux S13, S14): what there is to print, in which state, and the very bytes beside it."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.paper.press import Piece
from app.present.pieces import PieceKind, kind_named, kinds_for
from app.present.presenter import Presenter
from app.present.printing import Printed, formal_refused, produce, register, save_pdf
from app.present.session import Session
from app.vault.register import PrintEntry

GROUP_WORDS = {"volume": "装订成册", "form": "单独报送的表", "slip": "自己留用", "review": "审核用"}


@frozen
class PieceLine:
    """One line of the print centre."""

    id: str
    title: str
    group: str
    state: str
    numbers: str
    pages: str
    available: bool
    refused: str


@frozen
class PrintState:
    """Everything the screen draws."""

    summary: str
    lines: tuple[PieceLine, ...]
    selected: str
    formal: bool
    refused: str
    next_number: str


class PrintCentrePresenter(Presenter):
    """Chooses what to print; making, registering and saving run outside the window's thread."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._selected = ""
        self._formal = False

    @property
    def state(self) -> PrintState:
        """Return what the screen draws."""
        entries = self._register()
        kinds = kinds_for(self.session)
        lines = tuple(self._line(kind, entries) for kind in kinds)
        chosen = next((line for line in lines if line.id == self._selected), None)
        chosen = chosen or next((line for line in lines if line.available), None)
        plan = self.session.plan
        volumes = f"{len(plan.volumes)} 册，共 {plan.numbered} 页，{plan.sheets} 张"
        return PrintState(
            summary=volumes if plan.volumes else "还没有可以装订的材料",
            lines=lines,
            selected=chosen.id if chosen else "",
            formal=self._formal,
            refused=chosen.refused if chosen else "",
            next_number=str(self.session.vault.next_print_number()).zfill(4),
        )

    def _register(self) -> dict[str, list[PrintEntry]]:
        found: dict[str, list[PrintEntry]] = {}
        for entry in self.session.vault.prints():
            if entry.document == self.session.declaration.id:
                found.setdefault(entry.what, []).append(entry)
        return found

    def _line(self, kind: PieceKind, entries: dict[str, list[PrintEntry]]) -> PieceLine:
        known = entries.get(kind.title, [])
        last = known[-1] if known else None
        state = "未打"
        if last is not None:
            state = "正式稿" if last.state == "formal" else "校对稿"
            if last.version != self.session.declaration.version:
                state = "要重打"
        numbers = "、".join(str(entry.number).zfill(4) for entry in known[-3:])
        pages = str(last.pages) if last else ""
        available = kind.fits(self.session)
        refused = formal_refused(self.session, kind.id) if available else ""
        return PieceLine(
            kind.id, kind.title, GROUP_WORDS[kind.group], state, numbers, pages, available, refused
        )

    # -- intents

    def select(self, piece_id: str) -> None:
        """Take a piece in hand."""
        if piece_id != self._selected:
            self._selected = piece_id
            self.changed()

    def choose_formal(self, formal: bool) -> None:
        """Choose 正式稿 or 校对稿."""
        self._formal = formal
        self.changed()

    def preview(self, piece_id: str, progress: Progress) -> Piece | None:
        """Return the bytes that would print now, without a register number."""
        return produce(self.session, piece_id, formal=False, number=0, progress=progress)

    def make(self, piece_id: str, formal: bool, progress: Progress) -> tuple[Piece, int]:
        """Return the very bytes to print with the number they will be registered under.

        Raises:
            UserError: PRINT-BLOCKED, PRINT-NOTHING, PAPER-….
        """
        number = self.session.vault.next_print_number()
        piece = produce(self.session, piece_id, formal=formal, number=number, progress=progress)
        if piece is None:
            raise UserError("PRINT-NOTHING")
        return piece, number

    def registered(
        self, piece_id: str, piece: Piece, number: int, formal: bool, copies: int, printer: str
    ) -> int:
        """Enter what was handed to a printer; returns the register number."""
        given = register(
            self.session,
            piece,
            kind_named(piece_id).title,
            formal=formal,
            number=number,
            copies=copies,
            printer=printer,
            destination="打印机",
        )
        self.changed()
        return given

    def save(self, piece_id: str, target: Path, formal: bool, progress: Progress) -> Printed:
        """Save a piece as PDF, registered; raises UserError PRINT-NOTHING when there is nothing."""
        printed = save_pdf(self.session, piece_id, target, formal=formal, progress=progress)
        if printed is None:
            raise UserError("PRINT-NOTHING")
        return printed
