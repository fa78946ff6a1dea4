# SPDX-License-Identifier: MulanPSL-2.0
"""Which pages of a piece differ from its last formal copy (ux 3.6: 只打改过的页).

A page is known by what is drawn on it, without the foot: number, day, version and 核对码 differ on every
copy. So the piece is made once more with an empty foot, and its pages are compared by digest.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Sequence

import attrs
import pikepdf
from attrs import frozen

from app.kernel.progress import Progress, silent
from app.present.prints.pieces import kind_named, make_piece
from app.present.prints.printing_sides import PrintedSide
from app.present.session import Session

FORMAT = 1
ONLY_CHANGED = "改过的页："  # begins what stands under 只打 when just these are printed
_ANY_DAY = dt.date(2026, 1, 1)


@frozen
class ChangedPages:
    """What is to be printed again.

    Attributes:
        indices: pages of the file; whole sheets are taken when they are printed on both sides.
        words: 2、14、37, a page without a number by what it is; empty when nothing changed.
        number: the formal copy it was compared with.
    """

    indices: tuple[int, ...]
    words: str
    number: int


def _key(session: Session, piece_id: str) -> str:
    owner = session.declaration.id if kind_named(piece_id).of_person else ""
    return f"page-digests/{owner}/{piece_id}"


def page_digests(session: Session, piece_id: str, progress: Progress) -> tuple[str, ...]:
    """Return a digest of every page as it would print formally now, its foot left out."""
    if kind_named(piece_id).of_person:
        context = session.paper_context(proof=False)
    else:
        context = session.unit_context(int(session.pack.header.year), proof=False)
    bare = attrs.evolve(context, check_code="", version=0, printed_on=_ANY_DAY, check_sheets=False)
    piece = make_piece(session, piece_id, bare, progress)
    return () if piece is None else digests_of(piece.pdf)


def digests_of(pdf: bytes) -> tuple[str, ...]:
    """Return a digest of what every page draws: its size, its content and the pictures it shows."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tuple(_digest(page) for page in document.pages)


def _digest(page: pikepdf.Page) -> str:
    digest = hashlib.sha256(repr([float(value) for value in page.mediabox]).encode())
    page.contents_coalesce()
    digest.update(page.Contents.read_bytes())
    seen: set[tuple[int, int]] = set()
    _add_drawn(digest, page.obj.get("/Resources"), seen)
    return digest.hexdigest()[:32]


def _add_drawn(
    digest: hashlib._Hash, resources: pikepdf.Object | None, seen: set[tuple[int, int]]
) -> None:
    """Add every picture and every form a page draws, forms within forms too."""
    drawn = resources.get("/XObject") if resources is not None else None
    if drawn is None:
        return
    for name in sorted(drawn.keys()):
        stream = drawn[name]
        if stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        digest.update(name.encode() + stream.read_raw_bytes())
        _add_drawn(digest, stream.get("/Resources"), seen)


def keep_digests(
    session: Session, piece_id: str, number: int, digests: Sequence[str], printed: Sequence[int]
) -> None:
    """Keep what a formal printing put on paper; pages it left out stay as they were."""
    _number, before = _kept(session, piece_id)
    out = set(printed)
    now = [
        digest if place in out else (before[place] if place < len(before) else "")
        for place, digest in enumerate(digests)
    ]
    values = {"format": FORMAT, "number": number, "pages": now}
    session.vault.set_setting(_key(session, piece_id), json.dumps(values))


def _kept(session: Session, piece_id: str) -> tuple[int, list[str]]:
    try:
        values = json.loads(session.vault.setting(_key(session, piece_id)) or "null")
        if values is None or values["format"] != FORMAT:
            return 0, []
        return int(values["number"]), [str(each) for each in values["pages"]]
    except (ValueError, TypeError, KeyError):
        return 0, []


def has_formal(session: Session, piece_id: str) -> bool:
    """Tell whether a formal copy is known page by page."""
    return bool(_kept(session, piece_id)[1])


def changed_pages(
    session: Session, piece_id: str, digests: Sequence[str], sides: Sequence[PrintedSide]
) -> ChangedPages | None:
    """Return which pages differ from the last formal copy; None while there is none."""
    number, before = _kept(session, piece_id)
    if not before or len(sides) != len(digests):
        return None
    changed = tuple(
        place
        for place, digest in enumerate(digests)
        if place >= len(before) or before[place] != digest
    )
    return ChangedPages(changed, _words(changed, sides), number)


class ChangedChoice:
    """What was found changed, piece by piece, and whether just that is to be printed."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._found: dict[str, ChangedPages | None] = {}

    def compare(self, piece_id: str, sides: Sequence[PrintedSide]) -> None:
        """Compare a piece as it would print now with its last formal copy; runs in a worker."""
        found = None
        if has_formal(self.session, piece_id):
            digests = page_digests(self.session, piece_id, silent())
            found = changed_pages(self.session, piece_id, digests, sides)
        self._found[piece_id] = found

    def forget(self, piece_id: str = "") -> None:
        """Forget what was found of one piece, or of all."""
        if piece_id:
            self._found.pop(piece_id, None)
        else:
            self._found.clear()

    def of(self, piece_id: str) -> ChangedPages | None:
        """Return what was found of a piece; None while nothing is known."""
        return self._found.get(piece_id)

    def words(self, piece_id: str) -> str:
        """Return 2、14、37; empty when nothing is changed."""
        found = self.of(piece_id)
        return found.words if found is not None else ""

    def only(
        self, piece_id: str, asked: str, sides: tuple[PrintedSide, ...], *, duplex: bool
    ) -> tuple[int, ...]:
        """Return the very pages to print when ``asked`` names the changed ones; else none."""
        found = self.of(piece_id)
        if found is None or asked != ONLY_CHANGED + found.words:
            return ()
        return whole_sheets(found.indices, sides, duplex=duplex)


def _words(changed: Sequence[int], sides: Sequence[PrintedSide]) -> str:
    """Return 2、14、37-41; a page without a number is called by what it is."""
    named: list[str] = []
    run: list[int] = []
    for place in changed:
        shown = sides[place].shown
        if run and shown == run[-1] + 1:
            run.append(shown)
            continue
        _close(named, run)
        run = [shown] if shown else []
        if not shown:
            named.append(sides[place].words.split("（")[0])
    _close(named, run)
    return "、".join(dict.fromkeys(named))


def _close(named: list[str], run: list[int]) -> None:
    if len(run) > 2:
        named.append(f"{run[0]}-{run[-1]}")
    else:
        named.extend(str(number) for number in run)


def whole_sheets(
    indices: Sequence[int], sides: Sequence[PrintedSide], *, duplex: bool
) -> tuple[int, ...]:
    """Return the pages to send so that fronts and backs stay together."""
    if not duplex:
        return tuple(indices)
    sheets = {sides[index].sheet for index in indices}
    return tuple(place for place, side in enumerate(sides) if side.sheet in sheets)
