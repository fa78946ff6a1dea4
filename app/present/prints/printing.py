# SPDX-License-Identifier: MulanPSL-2.0
"""From a piece to paper or to a file: numbered in the register first, then written (D-9)."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
from attrs import frozen

from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.kernel.progress import Progress, silent
from app.model.copies import CopyMark
from app.paper.core.press import Piece
from app.present.prints.copies import CopyOrder, Numbering, numbering_of, undecided_periods
from app.present.prints.page_digests import keep_digests, page_digests
from app.present.prints.piece_kinds import PieceKind
from app.present.prints.pieces import KINDS, kind_named, kinds_for, make_piece
from app.present.prints.stale import keep_layout
from app.present.session import Session
from app.present.signed.places import keep_printed
from app.vault.register import PrintEntry

NUMBER_WIDTH = 4
_NAMED = 2


@frozen
class Printed:
    """One file written: where, how many sides, how long it took in seconds."""

    title: str
    path: Path
    pages: int
    seconds: float
    number: int = 0


@frozen
class Destination:
    """Where a printing goes, as the register keeps it.

    Attributes:
        printer: name of the queue; empty for a file.
        where: what the register says under 去向; a file by its name only.
        sheets: sheets of paper of all copies; 0 for a file.
        pages: page sides of one copy; 0 takes those of the piece.
        copy_number: 份号 and mark of a marked paper, as ``copies.Numbering.kept_mark`` has them.
    """

    where: str
    printer: str = ""
    sheets: int = 0
    pages: int = 0
    copies: int = 1
    purpose: str = ""
    copy_number: str = ""


def shown_number(number: int) -> str:
    """Return 0137; empty for a copy that is not registered."""
    return str(number).zfill(NUMBER_WIDTH) if number else ""


def formal_refused(session: Session, piece_id: str) -> str:
    """Return why a formal copy cannot be printed now, empty when it can (D-4)."""
    return why_blocked(session, kind_named(piece_id))


def why_blocked(session: Session, kind: PieceKind) -> str:
    """Return the first titles of what blocks the act a formal copy is; empty when nothing does."""
    if not kind.act or not kind.of_person:
        return ""
    blocking = session.findings.blocking_act(kind.act)
    if not blocking:
        return ""
    titles = list(dict.fromkeys(finding.title for finding in blocking))
    named = "、".join(titles[:_NAMED]) + ("等" if len(titles) > _NAMED else "")
    return f"还差 {len(blocking)} 处：{named}"


def produce(
    session: Session,
    piece_id: str,
    *,
    formal: bool,
    number: int,
    progress: Progress,
    day: dt.date | None = None,
    copy: CopyMark | None = None,
) -> Piece | None:
    """Return the very bytes that print, with their register number in every foot.

    The same declaration, day, choice and number give the same bytes, whoever asks: preview, file and
    printer are one piece.

    Args:
        day: the day in the feet; None for today.
        copy: 份号 of a formal copy of a marked paper.

    Raises:
        UserError: PRINT-BLOCKED for a formal copy while a check blocks, PAPER-FROZEN for a volume that
            was bound otherwise, MARK-COVER for one whose cover nobody decided, PAPER-….
        Cancelled: the person stopped it.
    """
    kind = kind_named(piece_id)
    if formal and (reason := why_blocked(session, kind)):
        raise UserError("PRINT-BLOCKED", title=kind.title, reason=reason)
    if kind.group == "volume" and (fault := session.plan_fault) is not None:
        raise fault
    if formal and (periods := undecided_periods(session, kind)):
        raise UserError("MARK-COVER", periods="、".join(periods))
    shown = shown_number(number)
    if kind.of_person:
        context = session.paper_context(proof=not formal, print_number=shown)
    else:
        context = session.unit_context(_year(session), proof=not formal, print_number=shown)
    if day is not None:
        context = attrs.evolve(context, printed_on=day)
    return make_piece(session, piece_id, attrs.evolve(context, copy=copy), progress)


def _year(session: Session) -> int:
    """Return the year a paper of the whole unit is about: that of the pack in force."""
    return int(session.pack.header.year)


def register(
    session: Session,
    piece: Piece,
    title: str,
    destination: Destination,
    *,
    formal: bool,
    number: int,
    document: str | None = None,
) -> int:
    """Enter a printing into the register and return its number.

    Args:
        document: id of the declaration; None takes the one in hand, empty is a roster and the like.

    Raises:
        UserError: VAULT-PRINT-NUMBER when another printing was registered meanwhile.
    """
    held = session.declaration if document is None else None
    entry = PrintEntry(
        what=title,
        state="formal" if formal else "draft",
        pages=destination.pages or piece.pages,
        sheets=destination.sheets,
        actor=session.actor,
        number=number,
        document=held.id if held else document or "",
        copies=destination.copies,
        copy_number=destination.copy_number,
        version=session.version if held else 0,
        printer=destination.printer,
        destination=destination.where,
        purpose=destination.purpose,
        digest=sha256_hex(piece.pdf),
    )
    given = session.vault.register_print(entry)
    code = session.paper_context().check_code if held else ""
    keep_printed(session.vault, given, piece, code)
    keep_layout(session.vault, entry.document, given, piece.id)
    if held is not None:
        _keep_facts(session, held.id, given)
        if formal:
            session.formal_printed()
    return given


def _facts_key(declaration_id: str) -> str:
    return f"printed-facts/{declaration_id}"


def printed_facts(session: Session) -> dict[str, str]:
    """Return, by register number, what the session's ``printed_facts`` were when a piece of this declaration was printed."""
    try:
        kept = json.loads(session.vault.setting(_facts_key(session.declaration.id)) or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep_facts(session: Session, declaration_id: str, number: int) -> None:
    kept = printed_facts(session) | {str(number): session.printed_facts}
    session.vault.set_setting(_facts_key(declaration_id), json.dumps(kept))


def document_of(kind: PieceKind) -> str | None:
    """Return what ``register`` takes as its document: the declaration in hand, or nobody's."""
    return None if kind.of_person else ""


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
    copy = one_copy(numbering(session, piece_id)) if formal else None
    piece = produce(session, piece_id, formal=formal, number=number, progress=progress, copy=copy)
    if piece is None:
        return None
    digests = page_digests(session, piece_id, silent()) if formal else ()
    return save_piece(
        session, piece_id, piece, target,
        formal=formal, number=number, start=start, digests=digests, copy=copy,
    )  # fmt: skip


def numbering(session: Session, piece_id: str) -> Numbering:
    """Return how formal copies of a piece are numbered now."""
    return numbering_of(session, kind_named(piece_id), KINDS)


def one_copy(numbered: Numbering, order: CopyOrder | None = None) -> CopyMark | None:
    """Return the next formal copy, None for a paper without a mark; raises UserError COPY-ORDER."""
    if numbered.needs_order and order is None:
        raise UserError("COPY-ORDER", mark=numbered.mark.words)
    return next(iter(numbered.copies(1, order)), None)


def save_piece(
    session: Session,
    piece_id: str,
    piece: Piece,
    target: Path,
    *,
    formal: bool,
    number: int,
    start: float | None = None,
    digests: Sequence[str] = (),
    copy: CopyMark | None = None,
    order: CopyOrder | None = None,
) -> Printed:
    """Register a finished piece and save it: in the register first, then on the disk.

    Args:
        digests: of a formal copy, what is on every page (page_digests).
        copy, order: of a marked paper, its 份号 and what was typed for a further one.
    """
    start = time.perf_counter() if start is None else start
    title = kind_named(piece_id).title
    document = document_of(kind_named(piece_id))
    kept = numbering(session, piece_id).kept_mark(copy)
    purpose = order.words if order is not None else ""
    destination = Destination(target.name, purpose=purpose, copy_number=kept)
    register(session, piece, title, destination, formal=formal, number=number, document=document)
    if digests:
        keep_digests(session, piece_id, number, digests, range(len(digests)))
    save_file(target, piece.pdf)
    return Printed(title, target, piece.pages, time.perf_counter() - start, number)


def print_declaration(
    session: Session, folder: Path, progress: Progress, *, folded: bool = False
) -> Iterator[Printed]:
    """Save every piece that makes sense now as PDF, formal where nothing blocks it, else as proof.

    Args:
        folded: the 评审表 as A3 sheets to be folded and stapled instead of single A4 sheets.
    """
    there = kinds_for(session, of_person=True)
    unwanted = {kind.instead_of if folded else kind.id for kind in there if kind.instead_of}
    kinds = [kind for kind in there if kind.id not in unwanted]
    for done, kind in enumerate(kinds):
        progress.step(done, len(kinds), kind.title)
        # Another copy of a marked paper wants a reason and an approval nobody typed here.
        formal = (
            not formal_refused(session, kind.id) and not numbering(session, kind.id).needs_order
        )
        inner = attrs.evolve(progress, listener=lambda _done, _total, _label: None)
        printed = save_pdf(
            session, kind.id, folder / f"{kind.id}.pdf", formal=formal, progress=inner
        )
        if printed is not None:
            yield printed
