# SPDX-License-Identifier: MulanPSL-2.0
"""Two versions of one declaration: frozen by formal copies, or as they stood on any day (ux 2.9)."""

from __future__ import annotations

import bisect
import io
from itertools import zip_longest

import pikepdf
from attrs import frozen

from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.model.declaration import Declaration
from app.paper.core.press import Piece
from app.present.declare.history import moment
from app.present.keeping.differences import Difference, differences
from app.present.prints.pieces import kind_named, kinds_for, make_piece
from app.present.session import Session
from app.present.words import short_day
from app.vault.documents import Revision

NOW, THIS_TIME, LAST_TIME = "now", "this-time", "last-time"
_MOST_DAYS = 120
# Papers that are set from the declaration alone; a volume's attachments are compared by the materials.
_SET_FROM_FACTS = ("evaluation", "submission", "pledge", "contents")


@frozen
class Point:
    """A state of the declaration that can be compared; ``number`` is its revision."""

    key: str
    words: str
    number: int


@frozen
class ChangedPages:
    """Pages of one paper that look different; ``pages`` from 1."""

    title: str
    pages: tuple[int, ...]

    @property
    def words(self) -> str:
        """Return 评审表：第2、14页."""
        return f"{self.title}：第{'、'.join(map(str, self.pages))}页"


def points(session: Session) -> tuple[Point, ...]:
    """Return what can be compared: now, the versions that went out, the last openings, the ends of days."""
    known = session.vault.revisions(session.declaration.id)
    if not known:
        return ()
    last = known[-1].number
    return (
        Point(NOW, "现在", last),
        *_versions(session, known),
        *_openings(session, known),
        *_days(known),
        Point("made", "刚建好时", known[0].number),
    )


def _openings(session: Session, known: list[Revision]) -> list[Point]:
    """Return what stood there when the vault was opened this time and the time before."""
    times = [revision.at for revision in known]
    found = []
    for key, word, at in zip(
        (THIS_TIME, LAST_TIME), ("这次", "上次"), session.vault.openings(), strict=False
    ):
        number = bisect.bisect_left(times, at)
        if number:
            found.append(Point(key, f"{word}打开时（{moment(at)}）", known[number - 1].number))
    return found


def _versions(session: Session, known: list[Revision]) -> list[Point]:
    """Return a point a version: what stood there when its last formal copy was registered."""
    times = [revision.at for revision in known]
    found: dict[int, Point] = {}
    for entry in session.vault.prints():
        if entry.document == session.declaration.id and entry.state == "formal":
            at = bisect.bisect_right(times, entry.at) - 1
            words = f"第{entry.version}版（{moment(entry.at)} 打印正式稿）"
            number = known[max(at, 0)].number
            found[entry.version] = Point(f"v{entry.version}", words, number)
    return [found[version] for version in sorted(found, reverse=True)]


def _days(known: list[Revision]) -> list[Point]:
    ends = {revision.at[:10]: revision.number for revision in known}
    newest = sorted(ends, reverse=True)[:_MOST_DAYS]
    return [Point(f"d{day}", f"{short_day(day)}结束时", ends[day]) for day in newest]


def state_at(session: Session, number: int) -> Declaration:
    """Return the declaration as of a revision; raises UserError VAULT-NO-REVISION."""
    return session.vault.revision(session.declaration.id, number)


def compared(session: Session, first: int, second: int) -> tuple[Difference, ...]:
    """Return what differs between two revisions."""
    return differences(session.pack, state_at(session, first), state_at(session, second))


def changed_pages(
    session: Session, before: Declaration, after: Declaration, progress: Progress
) -> tuple[ChangedPages, ...]:
    """Return the pages that look different, paper by paper; feet are left out of the comparison.

    Raises:
        Cancelled: the person stopped it.
    """
    wanted = [kind.id for kind in kinds_for(session) if kind.id in _SET_FROM_FACTS]
    found = []
    for number, name in enumerate(wanted):
        title = kind_named(name).title
        progress.step(number, len(wanted), title)
        pairs = zip_longest(_looks(session, before, name), _looks(session, after, name))
        pages = tuple(page for page, (old, new) in enumerate(pairs, 1) if old != new)
        if pages:
            found.append(ChangedPages(title, pages))
    return tuple(found)


def _looks(session: Session, declaration: Declaration, name: str) -> list[str]:
    """Return a digest a page; empty when this state cannot be set (a character no face has)."""
    shadow = Session(
        session.vault, session.shipped, session.clock, session.actor, session.role,
        declaration=declaration,
    )  # fmt: skip
    try:
        piece = make_piece(shadow, name, shadow.bare_context())
    except UserError:
        return []
    return _digests(piece) if piece is not None else []


def _digests(piece: Piece) -> list[str]:
    with pikepdf.open(io.BytesIO(piece.pdf)) as document:
        return [sha256_hex(_content(page)) for page in document.pages]


def _content(page: pikepdf.Page) -> bytes:
    parts = page.obj.get("/Contents")
    streams = list(parts) if isinstance(parts, pikepdf.Array) else [parts]
    return b"\n".join(stream.read_bytes() for stream in streams if stream is not None)
