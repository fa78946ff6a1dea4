# SPDX-License-Identifier: MulanPSL-2.0
"""Pages as pictures: one confined child that stays, asked for one page at a time."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from attrs import define, field, frozen

from app.intake.frames import ChannelFault, Frame, Kind
from app.intake.launch import PAGE_SECONDS, Child, ChildGone, ChildLate
from app.intake.levels import Confinement, SandboxLevel
from app.intake.limits import MAX_PIXELS
from app.kernel.errors import UserError

Answer = TypeVar("Answer")

CACHE_BYTES = 96 << 20
MAX_WIDTH = 8000
_MEMORY = 3 << 30
_PREVIEW = "要预览的文件"


@frozen
class Raster:
    """One page as pixels.

    Attributes:
        width, height: in pixels.
        stride: bytes from one row to the next, at least 3 × width.
        pixels: rows of RGB888 from the top.
    """

    width: int
    height: int
    stride: int
    pixels: bytes = field(repr=False)


@frozen
class FoundCode:
    """A QR code on a page.

    Attributes:
        text: as the child read it, to be held against what it should be.
        x, y: its middle, as shares of the page's width and height.
        turns: clockwise quarter turns that set the page upright.
    """

    text: str
    x: float
    y: float
    turns: int


def to_png(raster: Raster) -> bytes:
    """Return a raster as a PNG file."""
    from PIL import Image  # only pixels of our own are touched here

    image = Image.frombuffer(
        "RGB", (raster.width, raster.height), raster.pixels, "raw", "RGB", raster.stride, 1
    )
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@define
class PageRenderer:
    """Draws pages of PDF documents in a confined child; may be called from any thread, one at a time.

    A child that dies is replaced at the next request and the documents are handed over again.

    Attributes:
        cache_bytes: most bytes of drawn pages kept.
        page_seconds: wall-clock limit for a page.
    """

    cache_bytes: int = CACHE_BYTES
    page_seconds: float = PAGE_SECONDS
    strongest: Confinement = Confinement.FULL
    _child: Child | None = field(init=False, default=None)
    _documents: dict[str, bytes] = field(init=False, factory=dict)
    _counts: dict[str, int] = field(init=False, factory=dict)
    _loaded: set[str] = field(init=False, factory=set)
    _drawn: OrderedDict[tuple[str, int, int], Raster] = field(init=False, factory=OrderedDict)
    _drawn_bytes: int = field(init=False, default=0)
    _lock: threading.RLock = field(init=False, factory=threading.RLock)

    def open(self, key: str, pdf: bytes) -> int:
        """Take a document under a key (replacing an earlier one) and return its page count.

        Raises:
            UserError: INTAKE-BROKEN-PDF, INTAKE-PAGE-TIME, INTAKE-PAGE-STOPPED, INTAKE-NO-CHILD.
        """
        with self._lock:
            if self._documents.get(key) == pdf:
                return self._counts[key]
            self.drop(key)
            self._documents[key] = pdf
            try:
                self._asked(key, 0, lambda child: None)
            except UserError:
                self._documents.pop(key, None)
                raise
            return self._counts[key]

    def page(self, key: str, index: int, width_px: int) -> Raster:
        """Return page ``index`` (from 0) of an opened document, ``width_px`` wide.

        Raises:
            UserError: as :meth:`open`.
            KeyError: no document is open under the key.
            IndexError: the document has no such page.
        """
        width = max(1, min(width_px, MAX_WIDTH))
        wanted = (key, index, width)
        with self._lock:
            if not 0 <= index < self._counts[key]:
                raise IndexError(index)
            if wanted in self._drawn:
                self._drawn.move_to_end(wanted)
                return self._drawn[wanted]
            raster = self._asked(key, index, lambda child: self._draw(child, wanted))
            self._keep(wanted, raster)
            return raster

    def text(self, key: str, index: int) -> str:
        """Return the text of one page as a reader would copy it; raises as :meth:`page`."""
        with self._lock:
            if not 0 <= index < self._counts[key]:
                raise IndexError(index)
            return self._asked(key, index, lambda child: self._read(child, key, index))

    def codes(self, key: str, index: int) -> tuple[FoundCode, ...]:
        """Return the QR codes on one page; raises as :meth:`page`."""
        with self._lock:
            if not 0 <= index < self._counts[key]:
                raise IndexError(index)
            return self._asked(key, index, lambda child: self._look(child, key, index))

    def drop(self, key: str) -> None:
        """Forget a document and its drawn pages."""
        with self._lock:
            self._documents.pop(key, None)
            self._counts.pop(key, None)
            for wanted in [wanted for wanted in self._drawn if wanted[0] == key]:
                self._drawn_bytes -= len(self._drawn.pop(wanted).pixels)
            if key in self._loaded and self._child is not None:
                self._loaded.discard(key)
                try:
                    self._child.send_json(Kind.DROP, {"key": key})
                    self._child.receive(0, self.page_seconds)
                except (ChildGone, ChildLate):
                    self._lose()

    def close(self) -> None:
        """End the child and forget everything; the renderer may be used again afterwards."""
        with self._lock:
            self._lose()
            self._documents.clear()
            self._counts.clear()
            self._drawn.clear()
            self._drawn_bytes = 0

    @property
    def level(self) -> SandboxLevel | None:
        """Return what holds the running child, None when none runs."""
        return self._child.level if self._child else None

    def _asked(self, key: str, index: int, work: Callable[[Child], Answer]) -> Answer:
        """Do some work with a child that holds the document; a child that had died is replaced once."""
        while True:
            fresh = self._child is None
            try:
                return work(self._ready(key))
            except ChildLate:
                self._lose()
                raise UserError(
                    "INTAKE-PAGE-TIME", page=index + 1, seconds=round(self.page_seconds)
                ) from None
            except (ChildGone, ChannelFault):
                self._lose()
                if fresh:
                    raise UserError("INTAKE-PAGE-STOPPED", page=index + 1) from None

    def _ready(self, key: str) -> Child:
        document = self._documents[key]
        if self._child is None:
            try:
                self._child = Child.start("render", _MEMORY, self.strongest)
            except (ChildGone, ChildLate):
                raise UserError("INTAKE-NO-CHILD", name=_PREVIEW) from None
        child = self._child
        if key not in self._loaded:
            child.send_json(Kind.OPEN, {"key": key})
            child.send(Kind.DOCUMENT, document, self.page_seconds)
            self._counts[key] = _count(self._told(child))
            self._loaded.add(key)
        return child

    def _told(self, child: Child) -> Frame:
        """Return the child's closing frame; raises UserError when it refused."""
        frame = child.receive(0, self.page_seconds)
        if frame.kind == Kind.REFUSED:
            raise UserError("INTAKE-BROKEN-PDF", name=_PREVIEW)
        if frame.kind != Kind.DONE:
            raise ChannelFault("out of turn")
        return frame

    def _draw(self, child: Child, wanted: tuple[str, int, int]) -> Raster:
        key, index, width = wanted
        child.send_json(Kind.PAGE, {"key": key, "index": index, "width": width})
        head = self._told(child).json()
        frame = child.receive(4 * MAX_PIXELS, self.page_seconds)
        try:
            raster = Raster(
                int(head["width"]), int(head["height"]), int(head["stride"]), frame.payload
            )
        except (KeyError, TypeError, ValueError) as fault:
            raise ChannelFault("raster") from fault
        sizes = (
            0 < raster.width <= MAX_WIDTH
            and raster.height > 0
            and 3 * raster.width <= raster.stride
        )
        if (
            frame.kind != Kind.RASTER
            or not sizes
            or raster.stride * raster.height != len(frame.payload)
        ):
            raise ChannelFault("raster")
        return raster

    def _read(self, child: Child, key: str, index: int) -> str:
        child.send_json(Kind.TEXT, {"key": key, "index": index})
        return str(self._told(child).json().get("text", ""))

    def _look(self, child: Child, key: str, index: int) -> tuple[FoundCode, ...]:
        child.send_json(Kind.CODES, {"key": key, "index": index})
        told = self._told(child).json().get("codes")
        try:
            return tuple(
                FoundCode(
                    str(code["text"]), float(code["x"]), float(code["y"]), int(code["turns"]) % 4
                )
                for code in told or ()
            )
        except (KeyError, TypeError, ValueError) as fault:
            raise ChannelFault("codes") from fault

    def _keep(self, wanted: tuple[str, int, int], raster: Raster) -> None:
        self._drawn[wanted] = raster
        self._drawn_bytes += len(raster.pixels)
        while self._drawn_bytes > self.cache_bytes and len(self._drawn) > 1:
            _, oldest = self._drawn.popitem(last=False)
            self._drawn_bytes -= len(oldest.pixels)

    def _lose(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child = None
        self._loaded.clear()


def _count(frame: Frame) -> int:
    pages = frame.json().get("pages")
    if not isinstance(pages, int) or pages < 0:
        raise ChannelFault("pages")
    return pages
