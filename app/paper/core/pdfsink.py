# SPDX-License-Identifier: MulanPSL-2.0
"""A PDF written front to back: every object goes out when it is known, nothing is held in memory.

One writer serves single pieces and volumes of any size. Output depends on the input alone: no
clock, no random numbers; the file id is a digest of the object table.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from attrs import define, field, frozen

from app.paper.core.archival import CONDITION, PRODUCER, grey_profile, metadata
from app.paper.core.geometry import MM

_NAME_UNSAFE = re.compile(rb"[^A-Za-z0-9_.+\-]")
_LEVEL = 6
_SMALL, _SMALL_WINDOW, _SMALL_MEMORY = 4096, 12, 5  # bytes; powers of two


def pdf_text(text: str) -> bytes:
    """Return a text string object (UTF-16BE, hexadecimal)."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def deflated(data: bytes, level: int) -> bytes:
    """Return data as a stream holds it; for a page's few words a small window, made ready in half the time."""
    if len(data) > _SMALL:
        return zlib.compress(data, level)
    packer = zlib.compressobj(level, zlib.DEFLATED, _SMALL_WINDOW, _SMALL_MEMORY)
    return packer.compress(data) + packer.flush()


def pdf_name(name: str) -> bytes:
    """Return a name object with everything unsafe escaped."""
    return b"/" + _NAME_UNSAFE.sub(lambda match: b"#%02X" % match.group()[0], name.encode())


@frozen
class Bookmark:
    """One entry of the outline: a title and the index of its page; deeper entries hang under it."""

    title: str
    page: int
    children: tuple[Bookmark, ...] = ()


@frozen
class PageLabel:
    """From page index ``page`` on: a fixed prefix, and a running number when ``start`` is given."""

    page: int
    prefix: str = ""
    start: int | None = None


@define(eq=False)
class PdfSink:
    """Writes numbered objects to a stream and the cross-reference table at the end.

    Attributes:
        archival: the file is PDF/A-2b; false once a page that is not ours was copied into it.
        level: of compression; 1 for what is only looked at and made anew with the next key.
    """

    target: BinaryIO
    archival: bool = True
    level: int = _LEVEL
    _offsets: list[int] = field(factory=lambda: [0])
    _at: int = 0
    _pages: list[int] = field(factory=list)
    _root_pages: int = field(init=False)
    _outline: int | None = None
    _labels: int | None = None
    _digest: hashlib._Hash = field(factory=hashlib.sha256)

    def __attrs_post_init__(self) -> None:
        self.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._root_pages = self.reserve()

    @property
    def page_count(self) -> int:
        """Return the number of pages written so far."""
        return len(self._pages)

    def write(self, data: bytes) -> None:
        """Write bytes as they are."""
        self.target.write(data)
        self._at += len(data)

    def reserve(self) -> int:
        """Return the number of an object that will be written later."""
        self._offsets.append(-1)
        return len(self._offsets) - 1

    def begin(self, number: int) -> None:
        """Start an object; the caller writes its body and ends it."""
        self._offsets[number] = self._at
        self.write(b"%d 0 obj\n" % number)

    def put(self, body: bytes, number: int | None = None) -> int:
        """Write a whole object; returns its number."""
        number = self.reserve() if number is None else number
        self.begin(number)
        self._digest.update(body)
        self.write(body + b"\nendobj\n")
        return number

    def put_stream(
        self, entries: bytes, data: bytes | memoryview, number: int | None = None
    ) -> int:
        """Write a stream object whose data is already as it shall stand; returns its number."""
        number = self.reserve() if number is None else number
        self.begin(number)
        head = b"<<%s/Length %d>>" % (entries, len(data))
        self._digest.update(head)
        self.write(head + b"stream\n")
        self.target.write(data)
        self._at += len(data)
        self.write(b"\nendstream\nendobj\n")
        return number

    def put_deflated(
        self,
        entries: bytes,
        data: bytes,
        number: int | None = None,
        packed: bytes | None = None,
    ) -> int:
        """Write a stream object, compressed; returns its number.

        Args:
            packed: what ``deflated`` gave for the same data and level, where it is at hand.
        """
        self._digest.update(data)
        packed = deflated(data, self.level) if packed is None else packed
        return self.put_stream(entries + b"/Filter/FlateDecode", packed, number)

    def put_page(
        self,
        sheet: tuple[float, float],
        resources: bytes,
        contents: Sequence[int],
        extra: bytes = b"",
    ) -> int:
        """Write a page of a size in mm; returns its index."""
        width, height = sheet[0] * MM, sheet[1] * MM
        refs = b" ".join(b"%d 0 R" % number for number in contents)
        body = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.3f %.3f]/Resources %s/Contents[%s]%s>>" % (
            self._root_pages, width, height, resources, refs, extra,
        )  # fmt: skip
        self._pages.append(self.put(body))
        return len(self._pages) - 1

    def put_outline(self, marks: Iterable[Bookmark]) -> None:
        """Write the bookmarks; pages must have been written."""
        marks = tuple(marks)
        if not marks:
            return
        root = self.reserve()
        first, last = self._siblings(marks, root)
        self.put(
            b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, len(marks)),
            root,
        )
        self._outline = root

    def _siblings(self, marks: Sequence[Bookmark], parent: int) -> tuple[int, int]:
        numbers = [self.reserve() for _ in marks]
        for index, (mark, number) in enumerate(zip(marks, numbers, strict=True)):
            parts = [b"<</Title", pdf_text(mark.title), b"/Parent %d 0 R" % parent]
            parts.append(b"/Dest[%d 0 R/Fit]" % self._pages[mark.page])
            if index:
                parts.append(b"/Prev %d 0 R" % numbers[index - 1])
            if index + 1 < len(numbers):
                parts.append(b"/Next %d 0 R" % numbers[index + 1])
            if mark.children:
                first, last = self._siblings(mark.children, number)
                parts.append(
                    b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, -len(mark.children))
                )
            self.put(b"".join(parts) + b">>", number)
        return numbers[0], numbers[-1]

    def put_labels(self, labels: Iterable[PageLabel]) -> None:
        """Write the page labels a viewer shows beside the pages."""
        parts = []
        for label in labels:
            prefix = b"/P" + pdf_text(label.prefix) if label.prefix else b""
            number = b"/S/D/St %d" % label.start if label.start is not None else b""
            parts.append(b"%d<<%s%s>>" % (label.page, prefix, number))
        if parts:
            self._labels = self.put(b"<</Nums[%s]>>" % b" ".join(parts))

    def close(self, title: str, *, landscape: bool = False) -> None:
        """Write catalogue, metadata and cross-reference table; the metadata names no person."""
        kids = b" ".join(b"%d 0 R" % number for number in self._pages)
        self.put(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self._pages), kids), self._root_pages)
        flip = b"DuplexFlipShortEdge" if landscape else b"DuplexFlipLongEdge"
        meta = self.put_stream(
            b"/Type/Metadata/Subtype/XML", metadata(title, archival=self.archival)
        )
        parts = [
            b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/Lang(zh-CN)" % (self._root_pages, meta)
        ]
        parts.append(
            b"/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None/Duplex/%s>>" % flip
        )
        if self.archival:
            parts.append(b"/OutputIntents[%d 0 R]" % self._output_intent())
        if self._outline is not None:
            parts.append(b"/Outlines %d 0 R/PageMode/UseOutlines" % self._outline)
        if self._labels is not None:
            parts.append(b"/PageLabels %d 0 R" % self._labels)
        catalogue = self.put(b"".join(parts) + b">>")
        info = self.put(b"<</Title%s/Producer%s>>" % (pdf_text(title), pdf_text(PRODUCER)))
        self._trailer(catalogue, info)

    def _output_intent(self) -> int:
        profile = self.put_deflated(b"/N 1", grey_profile())
        words = pdf_text(CONDITION)
        return self.put(
            b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s/DestOutputProfile %d 0 R>>"
            % (words, words, profile)
        )

    def _trailer(self, catalogue: int, info: int) -> None:
        start, count = self._at, len(self._offsets)
        used, free = b"%010d 00000 n \n", b"0000000000 00000 f \n"
        rows = [b"0000000000 65535 f \n"]
        rows.extend(used % offset if offset >= 0 else free for offset in self._offsets[1:])
        table = b"".join(rows)
        self._digest.update(table)
        mark = self._digest.hexdigest()[:32].upper().encode()
        self.write(b"xref\n0 %d\n" % count + table)
        self.write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\n"
            % (count, catalogue, info, mark, mark)
        )
        self.write(b"startxref\n%d\n%%%%EOF\n" % start)
