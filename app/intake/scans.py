# SPDX-License-Identifier: MulanPSL-2.0
"""Parent side: taking in one scan. Foreign bytes are handed to the child and never looked into here."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from attrs import frozen

from app.intake.frames import ChannelFault, Frame, Kind
from app.intake.kinds import media_of
from app.intake.launch import PAGE_SECONDS, Child, ChildGone, ChildLate
from app.intake.levels import Confinement
from app.intake.limits import MAX_FILE_BYTES, MAX_PAGES
from app.kernel.errors import UserError
from app.kernel.messages import Message, catalogue
from app.kernel.progress import Progress, silent

LOW_DPI = 200
LEANING_DEGREES = 1.5
ODD_LONG_MM, ODD_SHORT_MM = 425.0, 80.0

_BASE_MEMORY = 1 << 30
_MEMORY_PER_BYTE = 6
_NAME_SHOWN = 60
_EXTENSIONS = {"pdf": (".pdf",), "jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"), "png": (".png",)}
_MEDIA_WORDS = {"pdf": "PDF", "jpeg": "JPEG 图片", "png": "PNG 图片"}


@frozen
class PageFacts:
    """What one page of the working copy looks like.

    Attributes:
        width_mm, height_mm: size as it stands upright.
        dpi: resolution of the picture that fills the page; None for a page of text and lines.
        blank: hardly any ink (its margins left out).
        rotation: degrees clockwise the page was turned to stand upright as its file asked.
        skew: degrees the print leans clockwise, in quarter degrees; 0.0 when it cannot be told.
        text_unseen: the page draws text, yet nothing shows (a font the file does not carry).
    """

    width_mm: float
    height_mm: float
    dpi: int | None
    blank: bool
    rotation: int
    skew: float = 0.0
    text_unseen: bool = False


@frozen
class Accepted:
    """A scan that was taken in.

    Attributes:
        media: ``pdf``, ``jpeg`` or ``png``, by content.
        working: clean PDF; every page starts at 0,0, upright, without /Rotate, annotations or actions.
        pages: one entry a page.
        notes: advice for the person (blank page, low resolution …); never a refusal.
        name: the file's name, fit to be shown.
    """

    media: str
    working: bytes
    pages: tuple[PageFacts, ...]
    notes: tuple[Message, ...]
    name: str


def shown_name(name: str) -> str:
    """Return a file name fit to be shown: no control or direction marks, no folders, at most 60 characters."""
    plain = "".join(
        c
        for c in name
        if unicodedata.category(c)[0] != "C" and unicodedata.category(c) not in ("Zl", "Zp")
    )
    last = plain.replace("\\", "/").rsplit("/", 1)[-1].strip()
    short = last if len(last) <= _NAME_SHOWN else last[: _NAME_SHOWN - 12] + "…" + last[-11:]
    return short or "未命名文件"


def inspect_scan(
    data: bytes,
    name: str,
    progress: Progress | None = None,
    *,
    exception_on_record: bool = False,
    strongest: Confinement = Confinement.FULL,
    page_seconds: float = PAGE_SECONDS,
) -> Accepted:
    """Take in one PDF, JPEG or PNG; all parsing happens in a fresh confined child.

    Args:
        data: the whole file.
        name: its name, only shown, never opened or trusted.
        progress: told each page; may stop the work.
        exception_on_record: the security officer allowed reading without confinement (§6.1).
        strongest: level not to be exceeded, for tests.
        page_seconds: wall-clock limit for a page.

    Raises:
        UserError: an INTAKE-… code; nothing is kept.
        Cancelled: the person stopped the work.
    """
    shown = shown_name(name)
    if len(data) > MAX_FILE_BYTES:
        raise UserError(
            "INTAKE-FILE-SIZE", name=shown, size=len(data) >> 20, limit=MAX_FILE_BYTES >> 20
        )
    task = _Task((data,), media_of(data, shown), name, page_seconds, strongest)
    return _read(task, progress or silent(), exception_on_record)


def join_sides(
    documents: Sequence[bytes],
    halves: Sequence[tuple[int, int, int]],
    name: str,
    progress: Progress | None = None,
    *,
    exception_on_record: bool = False,
) -> Accepted:
    """Return two sides of working copies on one A4 page (正反面同页); raises as inspect_scan.

    Args:
        documents: working copies as inspect_scan made them.
        halves: (number of the document, page index, quarter turns clockwise), the upper side first.
        name: what the new page is called.
    """
    task = _Task(tuple(documents), "pdf", name, PAGE_SECONDS, Confinement.FULL, tuple(halves))
    return _read(task, progress or silent(), exception_on_record)


@frozen
class _Task:
    """What one child is asked to do."""

    files: tuple[bytes, ...]
    media: str
    name: str
    page_seconds: float
    strongest: Confinement
    halves: tuple[tuple[int, int, int], ...] = ()

    @property
    def size(self) -> int:
        return sum(len(each) for each in self.files)


def _read(task: _Task, progress: Progress, exception_on_record: bool) -> Accepted:
    shown = shown_name(task.name)
    pages: list[PageFacts] = []
    try:
        child = Child.start("inspect", _BASE_MEMORY + _MEMORY_PER_BYTE * task.size, task.strongest)
    except (ChildGone, ChildLate):
        raise UserError("INTAKE-NO-CHILD", name=shown) from None
    try:
        if not (child.level.accepts_foreign or exception_on_record):
            raise UserError("INTAKE-NO-SANDBOX", name=shown)
        request = {"media": task.media, "files": len(task.files), "halves": task.halves}
        child.send_json(Kind.OPEN, request)
        for each in task.files:
            child.send(Kind.DOCUMENT, each, task.page_seconds, progress.stop_requested)
        return _answer(child, task, pages, progress)
    except ChildLate:
        raise UserError(
            "INTAKE-TIME", name=shown, page=len(pages) + 1, seconds=round(task.page_seconds)
        ) from None
    except (ChildGone, ChannelFault):
        raise UserError("INTAKE-STOPPED", name=shown, page=len(pages) + 1) from None
    finally:
        child.end()


def _answer(child: Child, task: _Task, pages: list[PageFacts], progress: Progress) -> Accepted:
    shown = shown_name(task.name)
    limit = 8 * task.size + (64 << 20)
    working = b""
    while True:
        frame = child.receive(limit, task.page_seconds, progress.stop_requested)
        if frame.kind == Kind.FACTS and len(pages) < MAX_PAGES:
            pages.append(_facts(frame))
            progress.step(len(pages), 0, shown)
        elif frame.kind == Kind.WORKING:
            working = frame.payload
        elif frame.kind == Kind.REFUSED:
            raise _refusal(frame, shown)
        elif frame.kind == Kind.DONE and working.startswith(b"%PDF-") and pages:
            remarks = frame.json()
            notes = () if task.halves else _notes(task.media, shown, task.name, pages, remarks)
            return Accepted(task.media, working, tuple(pages), notes, shown)
        else:
            raise ChannelFault("out of turn")


def _facts(frame: Frame) -> PageFacts:
    told = frame.json()
    try:
        return PageFacts(
            width_mm=float(told["width_mm"]),
            height_mm=float(told["height_mm"]),
            dpi=None if told["dpi"] is None else int(told["dpi"]),
            blank=bool(told["blank"]),
            rotation=int(told["rotation"]),
            skew=float(told["skew"]),
            text_unseen=bool(told["text_unseen"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as fault:
        raise ChannelFault("facts") from fault


def _refusal(frame: Frame, name: str) -> UserError:
    """Return the child's refusal; only known codes and plain short values are let through."""
    told = frame.json()
    code, values = told.get("code"), told.get("values")
    if not isinstance(code, str) or not code.startswith("INTAKE-") or not isinstance(values, dict):
        raise ChannelFault("refusal")
    plain = {
        key: value if isinstance(value, int) else shown_name(str(value))
        for key, value in values.items()
    }
    templates = catalogue().templates
    if code not in templates or templates[code].names() - set(plain) - {"name"}:
        raise ChannelFault("refusal")
    return UserError(code, **(plain | {"name": name}))


def _notes(
    media: str, shown: str, name: str, pages: Sequence[PageFacts], remarks: dict[str, Any]
) -> tuple[Message, ...]:
    notes = [
        *_page_notes(shown, pages),
        *_remark_notes(shown, pages, remarks),
    ]
    ending = "." + name.lower().rsplit(".", 1)[-1] if "." in name else ""
    if ending and ending not in _EXTENSIONS[media]:
        notes.append(_note("INTAKE-NOTE-NAME", name=shown, kind=_MEDIA_WORDS[media]))
    return tuple(notes)


def _page_notes(name: str, pages: Sequence[PageFacts]) -> list[Message]:
    blank = [n for n, page in enumerate(pages, 1) if page.blank and not page.text_unseen]
    unseen = [n for n, page in enumerate(pages, 1) if page.text_unseen]
    coarse = [n for n, page in enumerate(pages, 1) if page.dpi is not None and page.dpi < LOW_DPI]
    leaning = [n for n, page in enumerate(pages, 1) if abs(page.skew) >= LEANING_DEGREES]
    odd = [n for n, page in enumerate(pages, 1) if _odd(page)]
    lowest = min((page.dpi for page in pages if page.dpi is not None), default=0)
    found: tuple[tuple[list[int], str, dict[str, object]], ...] = (
        (unseen, "INTAKE-NOTE-UNSEEN", {}),
        (blank, "INTAKE-NOTE-BLANK", {}),
        (coarse, "INTAKE-NOTE-DPI", {"dpi": lowest, "wanted": LOW_DPI}),
        (leaning, "INTAKE-NOTE-LEANING", {}),
        (odd, "INTAKE-NOTE-SIZE", {}),
    )
    return [
        _note(code, name=name, pages=_listed(which), **values)
        for which, code, values in found
        if which
    ]


def _odd(page: PageFacts) -> bool:
    short, long = sorted((page.width_mm, page.height_mm))
    return long > ODD_LONG_MM or short < ODD_SHORT_MM


def _remark_notes(name: str, pages: Sequence[PageFacts], remarks: dict[str, Any]) -> list[Message]:
    notes = []
    if remarks.get("assumed"):
        notes.append(_note("INTAKE-NOTE-ASSUMED", name=name))
    if remarks.get("mended"):
        notes.append(_note("INTAKE-NOTE-MENDED", name=name, count=len(pages)))
    if remarks.get("signed"):
        notes.append(_note("INTAKE-NOTE-SIGNED", name=name))
    if remarks.get("active"):
        notes.append(_note("INTAKE-NOTE-ACTIVE", name=name))
    flattened = remarks.get("flattened")
    if isinstance(flattened, int) and flattened > 0:
        notes.append(_note("INTAKE-NOTE-FLATTENED", name=name, count=flattened))
    if remarks.get("layers"):
        notes.append(_note("INTAKE-NOTE-LAYERS", name=name))
    fonts = remarks.get("fonts")
    if isinstance(fonts, list) and fonts:
        listed = "、".join(shown_name(str(font)) for font in fonts[:3])
        notes.append(_note("INTAKE-NOTE-FONTS", name=name, fonts=listed))
    return notes


def _note(code: str, **values: object) -> Message:
    return catalogue().message(code, **values)


def _listed(numbers: Sequence[int]) -> str:
    """Return 第 2、3、7 页, shortened after eight."""
    first = "、".join(str(number) for number in numbers[:8])
    return f"第 {first} 页" if len(numbers) <= 8 else f"第 {first} 页等 {len(numbers)} 页"
