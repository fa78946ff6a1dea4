# SPDX-License-Identifier: MulanPSL-2.0
"""Which pages of a piece differ from its last formal copy (ux 3.6: 只打改过的页).

A page is known by what is drawn on it, without the foot: number, day, version and 核对码 differ on every
copy. So the piece is made once more with an empty foot, and its pages are compared by digest. The
digests of what went on paper are kept in the vault when a formal copy is registered, printed or saved.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Sequence

import attrs
import pikepdf
from attrs import frozen

from app.kernel.progress import Progress, silent
from app.paper.context import PaperContext
from app.paper.volume.volume_writer import write_sides
from app.present.prints.pieces import bound_papers, is_kind, kind_named, make_piece
from app.present.prints.printing_sides import PrintedSide
from app.present.prints.volume_pages import runs_of
from app.present.session import Session
from app.vault.vault import Vault

FORMAT = 1
ONLY_CHANGED = "改过的页："  # begins what stands under 只打 when just these are printed
ANY_DAY = dt.date(2026, 1, 1)
NOT_ON_PAPER = ""
VOLUME = "volume"
_RUN = 100  # sides of a volume drawn together
_SHOWS = re.compile(rb"/([^\s/]+) Do\b")
_Known = dict[tuple[int, int], bytes]  # digests by object of the file


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


def _key(owner: str, piece_id: str) -> str:
    return f"page-digests/{owner}/{piece_id}"


def _owner(session: Session, piece_id: str) -> str:
    """Return whose paper it is: the declaration in hand, or nobody's (letters, rolls)."""
    ours = is_kind(piece_id) and kind_named(piece_id).of_person
    return session.declaration.id if ours else ""


def page_digests(session: Session, piece_id: str, progress: Progress) -> tuple[str, ...]:
    """Return a digest of every page as it would print formally now, its foot left out."""
    kind = kind_named(piece_id)
    if kind.of_person:
        context = session.paper_context(proof=False)
    else:
        context = session.unit_context(int(session.pack.header.year), proof=False)
    bare = attrs.evolve(
        context,
        check_code="",
        version=0,
        printed_on=ANY_DAY,
        check_sheets=False,
        check_bars=False,
    )
    if piece_id == VOLUME:
        return _volume_digests(session, bare, progress)
    piece = make_piece(session, piece_id, bare, progress)
    return () if piece is None else digests_of(piece.pdf)


def _volume_digests(session: Session, context: PaperContext, progress: Progress) -> tuple[str, ...]:
    """Return the digests of the volumes' file, written run by run: memory does not grow with it."""
    plan = session.plan
    found: list[str] = []
    placed, made = tuple(plan.file_sides()), bound_papers(session, context)
    starts = runs_of(placed, _RUN)
    for first, end in zip(starts, (*starts[1:], len(placed)), strict=True):
        progress.step(first, len(placed), "和上次的正式稿比")
        target = io.BytesIO()
        write_sides(plan, context, session.vault.evidence, target, placed[first:end], made)
        found += digests_of(target.getvalue())
    return tuple(found)


def digests_of(pdf: bytes) -> tuple[str, ...]:
    """Return a digest of what every page draws: its size, its content and the pictures it shows."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        known: _Known = {}
        return tuple(_digest(page, known) for page in document.pages)


def _digest(page: pikepdf.Page, known: _Known) -> str:
    digest = hashlib.sha256(repr([float(value) for value in page.mediabox]).encode())
    page.contents_coalesce()
    shown = _shown(page.obj.get("/Resources"), known)
    # Names of what is shown are object numbers of this file: what they stand for is taken instead.
    digest.update(
        _SHOWS.sub(lambda found: shown.get(found.group(1), b""), page.Contents.read_bytes())
    )
    return digest.hexdigest()[:32]


def _shown(resources: pikepdf.Object | None, known: _Known) -> dict[bytes, bytes]:
    """Return a digest of every picture and every form that is drawn, by its name; each is read once."""
    drawn = resources.get("/XObject") if resources is not None else None
    if drawn is None:
        return {}
    found = {}
    for name, stream in drawn.items():
        key = stream.objgen
        if key not in known:
            known[key] = b""  # a form that shows itself draws nothing twice
            digest = hashlib.sha256(stream.read_raw_bytes())
            for _name, inner in sorted(_shown(stream.get("/Resources"), known).items()):
                digest.update(inner)
            known[key] = digest.digest()
        found[str(name).removeprefix("/").encode()] = known[key]
    return found


def keep_digests(
    session: Session, piece_id: str, number: int, digests: Sequence[str], printed: Sequence[int]
) -> None:
    """Keep what a formal printing put on paper; pages it left out stay as far as they are on paper.

    A page is looked for by what it says, not by its place: a page put in or taken out before it
    leaves it the page it was.
    """
    owner = _owner(session, piece_id)
    before, out = set(_kept(session.vault, owner, piece_id)[1]), set(printed)
    now = [
        digest if place in out or digest in before else NOT_ON_PAPER
        for place, digest in enumerate(digests)
    ]
    _write(session.vault, owner, piece_id, number, now)


def forget_pages(
    vault: Vault, owner: str, piece_id: str, number: int, places: Sequence[int]
) -> None:
    """Take back pages of a formal printing that never came out; nothing when a later one was kept."""
    kept, pages = _kept(vault, owner, piece_id)
    if kept == number:
        gone = {pages[place] for place in places if place < len(pages)}
        left = [NOT_ON_PAPER if digest in gone else digest for digest in pages]
        _write(vault, owner, piece_id, number, left)


def _write(vault: Vault, owner: str, piece_id: str, number: int, pages: Sequence[str]) -> None:
    values = {"format": FORMAT, "number": number, "pages": pages}
    vault.set_setting(_key(owner, piece_id), json.dumps(values))


def _kept(vault: Vault, owner: str, piece_id: str) -> tuple[int, list[str]]:
    try:
        values = json.loads(vault.setting(_key(owner, piece_id)) or "null")
        if values is None or values["format"] != FORMAT:
            return 0, []
        return int(values["number"]), [str(each) for each in values["pages"]]
    except (ValueError, TypeError, KeyError):
        return 0, []


def has_formal(session: Session, piece_id: str) -> bool:
    """Tell whether a formal copy is known page by page."""
    return bool(_kept(session.vault, _owner(session, piece_id), piece_id)[1])


def changed_pages(
    session: Session, piece_id: str, digests: Sequence[str], sides: Sequence[PrintedSide]
) -> ChangedPages | None:
    """Return which pages differ from the last formal copy; None while there is none."""
    number, before = _kept(session.vault, _owner(session, piece_id), piece_id)
    if not before or len(sides) != len(digests):
        return None
    known = set(before)
    changed = tuple(place for place, digest in enumerate(digests) if digest not in known)
    return ChangedPages(changed, _words(changed, sides), number)


class ChangedChoice:
    """What was found changed, piece by piece, and whether just that is to be printed."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._found: dict[str, ChangedPages | None] = {}
        self._digests: dict[str, tuple[str, ...]] = {}

    def compare(
        self, piece_id: str, sides: Sequence[PrintedSide], progress: Progress | None = None
    ) -> None:
        """Compare a piece as it would print now with its last formal copy; runs in a worker."""
        found = None
        if has_formal(self.session, piece_id):
            digests = self.digests(piece_id, progress)
            found = changed_pages(self.session, piece_id, digests, sides)
        self._found[piece_id] = found

    def digests(self, piece_id: str, progress: Progress | None = None) -> tuple[str, ...]:
        """Return what every page says now; drawn once until something is changed."""
        known = self._digests.get(piece_id)
        if known is None:
            known = page_digests(self.session, piece_id, progress or silent())
            self._digests[piece_id] = known
        return known

    def forget(self, piece_id: str = "") -> None:
        """Forget what was found of one piece, or of all."""
        if piece_id:
            self._found.pop(piece_id, None)
            self._digests.pop(piece_id, None)
        else:
            self._found.clear()
            self._digests.clear()

    def of(self, piece_id: str) -> ChangedPages | None:
        """Return what was found of a piece; None while nothing is known."""
        return self._found.get(piece_id)

    def words(self, piece_id: str) -> str:
        """Return 2、14、37; empty when nothing is changed."""
        found = self.of(piece_id)
        return found.words if found is not None else ""

    def since(self, piece_id: str) -> int:
        """Return the number of the copy it was compared with, 0 while nothing is known."""
        found = self.of(piece_id)
        return found.number if found is not None else 0

    def only(
        self, piece_id: str, asked: str, sides: tuple[PrintedSide, ...], *, duplex: bool
    ) -> tuple[int, ...]:
        """Return the very pages to print when ``asked`` names the changed ones; else none."""
        found = self.of(piece_id)
        if found is None or asked != ONLY_CHANGED + found.words:
            return ()
        return whole_sheets(found.indices, sides, duplex=duplex)


def since_words(found: ChangedPages | None) -> str:
    """Return what a dialog says of a comparison, empty while there is nothing to compare with."""
    if found is None:
        return ""
    copy = f"和上次的正式稿（印号 {found.number:04d}）比，"
    return f"{copy}改过的是第 {found.words} 页。" if found.indices else f"{copy}没有改过的页。"


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
