# SPDX-License-Identifier: MulanPSL-2.0
"""From a piece to paper or to a file: numbered in the register first, then written (D-9)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
from attrs import frozen

from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.paper.press import Piece
from app.present.pieces import kind_named, kinds_for, make_piece
from app.present.session import Session
from app.vault.register import PrintEntry

LAST_NUMBER_WIDTH = 4


@frozen
class Printed:
    """One file written: where, how many sides, how long it took in seconds."""

    title: str
    path: Path
    pages: int
    seconds: float


def formal_refused(session: Session, piece_id: str) -> str:
    """Return why a formal copy cannot be printed now, empty when it can (D-4)."""
    act = kind_named(piece_id).act
    if not act:
        return ""
    blocking = session.findings.blocking_act(act)
    if not blocking:
        return ""
    names = "、".join(dict.fromkeys(finding.title for finding in blocking[:3]))
    return f"还差 {len(blocking)} 处：{names}"


def produce(
    session: Session, piece_id: str, *, formal: bool, number: int, progress: Progress
) -> Piece | None:
    """Return the very bytes that print, with their register number in every foot.

    Raises:
        UserError: PRINT-BLOCKED for a formal copy while a check blocks; PAPER-….
    """
    if formal and (reason := formal_refused(session, piece_id)):
        raise UserError("PRINT-BLOCKED", title=kind_named(piece_id).title, reason=reason)
    shown = str(number).zfill(LAST_NUMBER_WIDTH) if number else ""
    context = session.paper_context(proof=not formal, print_number=shown)
    return make_piece(session, piece_id, context, progress)


def register(
    session: Session,
    piece: Piece,
    title: str,
    *,
    formal: bool,
    number: int,
    copies: int,
    printer: str,
    destination: str,
) -> int:
    """Enter a printing into the register and return its number."""
    sheets = (piece.pages + 1) // 2 * copies
    entry = PrintEntry(
        what=title,
        state="formal" if formal else "draft",
        pages=piece.pages,
        sheets=0 if destination.endswith(".pdf") else sheets,
        actor=session.actor,
        number=number,
        document=session.declaration.id,
        copies=copies,
        version=session.declaration.version,
        printer=printer,
        destination=destination,
        digest=sha256_hex(piece.pdf),
    )
    return session.vault.register_print(entry)


def save_file(target: Path, data: bytes) -> None:
    """Write a file beside its place and move it there when it is whole; raises UserError PRINT-SAVE."""
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise UserError("PRINT-SAVE", name=target.name, reason=fault.strerror or "") from None


def save_pdf(
    session: Session, piece_id: str, target: Path, *, formal: bool, progress: Progress
) -> Printed | None:
    """Make one piece, register it and save it as PDF; the file is plain from then on."""
    start = time.perf_counter()
    number = session.vault.next_print_number()
    piece = produce(session, piece_id, formal=formal, number=number, progress=progress)
    if piece is None:
        return None
    title = kind_named(piece_id).title
    register(
        session,
        piece,
        title,
        formal=formal,
        number=number,
        copies=1,
        printer="",
        destination=target.name,
    )
    save_file(target, piece.pdf)
    return Printed(title, target, piece.pages, time.perf_counter() - start)


def print_declaration(
    session: Session, folder: Path, progress: Progress, only: Sequence[str] = ()
) -> Iterator[Printed]:
    """Save every piece that makes sense now as PDF, formal where nothing blocks it, else as proof."""
    kinds = [kind for kind in kinds_for(session) if not only or kind.id in only]
    for done, kind in enumerate(kinds):
        progress.step(done, len(kinds), kind.title)
        formal = not formal_refused(session, kind.id)
        inner = attrs.evolve(progress, listener=lambda _done, _total, _label: None)
        printed = save_pdf(
            session, kind.id, folder / f"{kind.id}.pdf", formal=formal, progress=inner
        )
        if printed is not None:
            yield printed
