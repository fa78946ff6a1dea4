# SPDX-License-Identifier: MulanPSL-2.0
"""What goes in and out of the form editor: scans behind pages, pictures, the proof against the light, files."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from app.intake import PageRenderer, Raster, inspect_scan
from app.kernel.dates import PartialDate
from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.paper.core.press import Piece
from app.paper.forms.drafting import draft_page
from app.paper.forms.lint import sheet_of
from app.paper.forms.writing import form_text
from app.paper.overlay import TITLE, Underlay, overlay
from app.present.formedit import building, edits
from app.present.formedit.behind import Behind, Point, registered
from app.present.formedit.edits import Draft
from app.present.formedit.presenter import FormEditorPresenter
from app.present.presenter import Presenter
from app.present.prints.printing import Destination, register, save_file, shown_number
from app.present.prints.printing_jobs import PrinterChoice, ReadyJob, check_choice, ready_job
from app.present.prints.printing_sides import plain_sides
from app.present.prints.unit_forms import note, read_file, shown_file
from app.present.session import Session

OFF = 8.0  # mm a scan's width may differ from the sheet's and still be taken at its own size
MOST_HELD = 4


class FormPapers(Presenter):
    """Works for the editor in ``editor``; its pictures come from a confined child of its own."""

    editor: FormEditorPresenter

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._renderer: PageRenderer | None = None
        self._held: list[str] = []
        self._lock = threading.Lock()

    def close(self) -> None:
        """End the child and stop listening."""
        super().close()
        self.rest()

    def rest(self) -> None:
        """End the child while nobody looks; the next picture starts another."""
        with self._lock:
            if self._renderer is not None:
                self._renderer.close()
            self._renderer = None
            self._held.clear()

    # -- pictures, in a worker

    def form_picture(self, pdf: bytes, width: int) -> Raster:
        """Return the first side of a drawn page, ``width`` pixels wide; raises UserError INTAKE-…."""
        return self._page("form", sha256_hex(pdf)[:24], pdf, 0, width)

    def scan_picture(self, behind: Behind, width: int) -> Raster:
        """Return the scan behind a page; raises UserError EDIT-SCAN-GONE, INTAKE-…."""
        try:
            pdf = self.session.vault.evidence(behind.digest)
        except UserError:
            raise UserError("EDIT-SCAN-GONE", name=behind.name) from None
        return self._page("scan", behind.digest, pdf, behind.page, width)

    def _page(self, kind: str, digest: str, pdf: bytes, index: int, width: int) -> Raster:
        key = f"{kind}-{digest}"
        with self._lock:
            renderer = self._renderer = self._renderer or PageRenderer()
            if key in self._held:
                self._held.remove(key)
            else:
                renderer.open(key, pdf)
            self._held.append(key)
            alike = [held for held in self._held if held.startswith(kind)]
            for old in alike[:-MOST_HELD]:
                renderer.drop(old)
                self._held.remove(old)
            return renderer.page(key, index, width)

    # -- the scan behind

    def take_scan(self, data: bytes, name: str, progress: Progress) -> tuple[Behind, ...]:
        """Take in a scan through the confined child and keep it in the vault; one entry a page of it.

        Raises:
            UserError: INTAKE-…, VAULT-…; nothing is laid then.
            Cancelled: the person stopped it.
        """
        accepted = inspect_scan(data, name, progress)
        digest = self.session.vault.put_evidence(accepted.working, "pdf")
        sheet = sheet_of(self.editor.draft.spec, self.editor.page)
        count = len(accepted.pages)
        return tuple(
            Behind(
                digest,
                accepted.name,
                number,
                count,
                page.width_mm,
                page.height_mm,
                scale=1.0 if abs(page.width_mm - sheet[0]) <= OFF else sheet[0] / page.width_mm,
            )
            for number, page in enumerate(accepted.pages)
        )

    def lay_scan(self, pages: Sequence[Behind]) -> int:
        """Lay the pages of a scan behind this page and those after it; returns how many were laid."""
        editor = self.editor
        spec = editor.draft.spec
        names = [page.id for page in spec.pages[editor.index :]]
        laid = dict(zip(names, pages, strict=False))
        draft = Draft(spec, dict(editor.draft.behind) | laid)
        editor.perform(edits.Step(draft, "放底图"))
        return len(laid)

    def place(self, name: str, merge: str = "", **changes: Any) -> None:
        """Lay the scan behind the page in hand otherwise: dx, dy, scale, degrees, strength."""
        held = self.editor.state.behind
        if held is not None:
            new = attrs.evolve(held, **changes)
            editor = self.editor
            editor.perform(edits.lay_behind(editor.draft, editor.index, new, name, merge))

    def turn_page(self, page: int) -> None:
        """Show another page of the scan behind this page, laid as the one before."""
        held = self.editor.state.behind
        if held is not None and 0 <= page < held.pages:
            new = attrs.evolve(held, page=page)
            editor = self.editor
            editor.perform(edits.lay_behind(editor.draft, editor.index, new, "换底图页"))

    def remove_scan(self) -> None:
        """Take the scan away from behind the page in hand; it stays in the vault."""
        editor = self.editor
        editor.perform(edits.lay_behind(editor.draft, editor.index, None, "去掉底图"))

    def register(self, first: tuple[Point, Point], second: tuple[Point, Point]) -> None:
        """Lay the scan by two points: (where it is on the sheet, where it belongs) each.

        Raises:
            UserError: EDIT-REGISTER when they tell no size or direction.
        """
        editor = self.editor
        held = editor.state.behind
        new = registered(held, first, second) if held is not None else None
        if new is None:
            raise UserError("EDIT-REGISTER")
        editor.perform(edits.lay_behind(editor.draft, editor.index, new, "对位"))

    # -- the proof against the light

    def proof(self, number: int) -> Piece:
        """Return the page in hand printed over its scan, with its register number; raises UserError PAPER-…."""
        editor = self.editor
        spec, index, behind = editor.draft.spec, editor.index, editor.state.behind
        context = editor.context()
        drawn = draft_page(spec, index, context, roll=editor.roll())
        under = None
        if behind is not None:
            pdf = self.session.vault.evidence(behind.digest)
            matrix = behind.matrix(sheet_of(spec, spec.pages[index])[1])
            under = Underlay(pdf, behind.page, matrix, behind.name)
        numbered = attrs.evolve(context, proof=False, print_number=shown_number(number))
        return overlay(
            spec, drawn, under, numbered.imprint(), sheet=sheet_of(spec, spec.pages[index])
        )

    def proof_job(self, choice: PrinterChoice | None) -> ReadyJob:
        """Return the proof for a printer; raises UserError PRINT-NO-PRINTER, PAPER-…."""
        held = check_choice(self.session, choice, formal=False)
        number = self.session.vault.next_print_number()
        piece = self.proof(number)
        return ready_job(
            self.session,
            f"{TITLE}：{self.editor.draft.spec.title}",
            piece,
            plain_sides(piece.pages),
            attrs.evolve(held, copies=1),
            number=number,
            formal=False,
            document="",
        )

    def save_proof(self, target: Path) -> int:
        """Register the proof and save it as PDF; returns its number; raises UserError PRINT-SAVE, PAPER-…."""
        number = self.session.vault.next_print_number()
        piece = self.proof(number)
        title = f"{TITLE}：{self.editor.draft.spec.title}"
        where = Destination(target.name)
        register(self.session, piece, title, where, formal=False, number=number, document="")
        save_file(target, piece.pdf)
        return number

    # -- held against the official paper

    def verify(self, who: str, attachment: str, on: str) -> None:
        """Mark the layout as held against an official paper by a person on a day.

        Raises:
            UserError: EDIT-VERIFY-WHO, EDIT-VERIFY-DAY.
        """
        who, attachment = who.strip(), attachment.strip()
        if not who or not attachment:
            raise UserError("EDIT-VERIFY-WHO")
        parsed = PartialDate.parse(on.strip())
        day = parsed.exact() if parsed else None
        if day is None or day > self.session.clock.today():
            raise UserError("EDIT-VERIFY-DAY", typed=on)
        values = {"verified_by": who, "verified_on": day.isoformat(), "attachment": attachment}
        self.editor.perform(building.set_form(self.editor.draft, "标为已核对", values))

    def today(self) -> dt.date:
        """Return the day at the desk."""
        return self.session.clock.today()

    # -- files

    def export(self, target: Path) -> None:
        """Write the draft as a form file and put that on record; raises UserError PRINT-SAVE."""
        spec = self.editor.draft.spec
        if self.editor.state.differs:  # not what any edition says
            spec = attrs.evolve(spec, edition=0)
        data = form_text(spec).encode("utf-8")
        note(self.session, "form_exported", spec.id, edition=spec.edition, digest=sha256_hex(data))
        save_file(target, data)

    def file_name(self) -> str:
        """Return the name the form in hand goes out under."""
        return shown_file(self.editor.draft.spec.id)

    def bring(self, data: bytes, name: str) -> str:
        """Take a form file in hand as a draft; returns the form's title; raises UserError FORM-…."""
        spec = read_file(data, name)
        held = attrs.evolve(spec, edition=0)
        note(self.session, "form_imported", spec.id, digest=sha256_hex(data))
        behind = self.editor.draft.behind if self.editor.is_open else {}
        self.editor.open_draft(Draft(held, behind))
        return held.title
