# SPDX-License-Identifier: MulanPSL-2.0
"""Pages of other files as XObjects of ours: streams are copied as they are, one at a time.

Only clean working copies made by the intake worker and papers the program made itself come here;
nothing is decoded, so a JPEG keeps every byte it had.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
from attrs import define, field, frozen
from pikepdf import Name, Object, ObjectType, Stream

from app.kernel.errors import UserError
from app.paper.core.pdfsink import PdfSink

_BEGINS, _ENDS = b"\nstream\n", b"\nendstream"
_LONGEST_HEAD = 2048  # bytes from the number of a stream object to its data
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_ROW = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_DEEPEST = 60  # nesting of direct objects; a clean copy stays far below


@frozen
class ForeignPage:
    """A page as an object of our file: its number and its size in points."""

    number: int
    size: tuple[float, float]


@define(eq=False)
class RawStreams:
    """Where stream data lie in a file's own bytes: a picture is written from there, not copied twice first.

    Only files whose table says plainly where each object begins, as the working copies do; for all
    others, and wherever anything does not fit exactly, nothing is found and the parser is asked.
    """

    data: bytes
    _offsets: dict[tuple[int, int], int] | None = None

    def of(self, objgen: tuple[int, int], length: Any) -> memoryview | None:
        """Return the raw data of a stream object, None when they are not where they should be."""
        if self._offsets is None:
            self._offsets = _table(self.data)
        at = self._offsets.get(objgen)
        if at is None or not isinstance(length, int):
            return None
        if not self.data.startswith(b"%d %d obj" % objgen, at):
            return None
        start = self.data.find(_BEGINS, at, at + _LONGEST_HEAD) + len(_BEGINS)
        end = start + length
        if start < len(_BEGINS) or not self.data.startswith(_ENDS, end):
            return None
        return memoryview(self.data)[start:end]


def _table(data: bytes) -> dict[tuple[int, int], int]:
    """Return the offsets of a plain cross-reference table (ISO 32000-1 7.5.4); empty for any other."""
    found: dict[tuple[int, int], int] = {}
    tail = _START.search(data, max(0, len(data) - 1024))
    if tail is None or not data.startswith(b"xref\n0 ", int(tail.group(1))):
        return found
    at = data.index(b"\n", int(tail.group(1)) + 5) + 1
    for number, row in enumerate(_ROW.findall(data[at : data.find(b"trailer", at)])):
        offset, generation, kind = row
        if kind == b"n":
            found[number, int(generation)] = int(offset)
    return found


@define(eq=False)
class Importer:
    """Copies pages of one source file into a sink; shared objects are copied once."""

    sink: PdfSink
    source: Any
    raw: RawStreams
    name: str = ""
    ours: bool = False
    _numbers: dict[tuple[int, int], int] = field(factory=dict)
    _waiting: list[tuple[int, Any]] = field(factory=list)
    _pages: dict[int, ForeignPage] = field(factory=dict)
    _count: int = -1

    @classmethod
    def open(cls, sink: PdfSink, data: bytes, name: str, *, ours: bool = False) -> Importer:
        """Open a file; ``ours`` for a paper of our own press, which we vouch for (PDF/A).

        Raises:
            UserError: PAPER-COPY when it cannot be read.
        """
        try:
            return cls(sink, pikepdf.open(BytesIO(data)), RawStreams(data), name, ours)
        except pikepdf.PdfError as cause:
            raise UserError("PAPER-COPY", name=name) from cause

    def page_count(self) -> int:
        """Return the number of pages of the source."""
        if self._count < 0:
            self._count = len(self.source.pages)
        return self._count

    def page(self, index: int) -> ForeignPage:
        """Copy one page as a form XObject; the same page again gives the same object."""
        found = self._pages.get(index)
        if found is None:
            if not self.ours:
                self.sink.archival = False  # its colours and fonts are not ours to vouch for
            found = self._pages[index] = self._copied(self.source.pages[index].obj)
        return found

    def close(self) -> None:
        """Let go of the source."""
        self.source.close()

    def _copied(self, page: Any) -> ForeignPage:
        left, bottom, right, top = (float(edge) for edge in _inherited(page, "/MediaBox"))
        resources = _inherited(page, "/Resources")
        parts = [b"/Type/XObject/Subtype/Form/BBox[%g %g %g %g]" % (left, bottom, right, top)]
        if left or bottom:
            parts.append(b"/Matrix[1 0 0 1 %g %g]" % (-left, -bottom))
        parts.append(
            b"/Resources " + (self._value(resources) if resources is not None else b"<<>>")
        )
        if "/Group" in page:
            parts.append(b"/Group " + self._value(page["/Group"]))
        number = self._content(page, b"".join(parts))
        self._drain()
        return ForeignPage(number, (right - left, top - bottom))

    def _content(self, page: Any, entries: bytes) -> int:
        content = page.get("/Contents")
        if content is not None and content._type_code == ObjectType.stream:
            filters = b"".join(
                name.encode() + b" " + self._value(content[name])
                for name in ("/Filter", "/DecodeParms")
                if name in content
            )
            return self.sink.put_stream(entries + filters, content.read_raw_bytes())
        # Mended files hold anything here: what is no stream draws nothing (ISO 32000-1 7.7.3.3).
        listed = content if content is not None and content._type_code == ObjectType.array else ()
        parts = [part for part in listed if isinstance(part, Stream)]
        try:
            drawn = b"\n".join(part.read_bytes() for part in parts)
        except pikepdf.PdfError as cause:
            raise UserError("PAPER-COPY", name=self.name) from cause
        return self.sink.put_deflated(entries, drawn)

    def _value(self, value: Any, depth: int = 0) -> bytes:
        if depth > _DEEPEST:
            raise UserError("PAPER-COPY", name=self.name)
        if isinstance(value, Object):
            return (
                b"%d 0 R" % self._reference(value)
                if value.is_indirect
                else self._direct(value, depth)
            )
        return _scalar(value)

    def _reference(self, value: Any) -> int:
        key = value.objgen
        if key not in self._numbers:
            self._numbers[key] = self.sink.reserve()
            self._waiting.append((self._numbers[key], value))
        return self._numbers[key]

    def _direct(self, value: Any, depth: int) -> bytes:
        kind = value._type_code
        if kind == ObjectType.dictionary:
            pairs = (
                Name(key).unparse() + b" " + self._value(item, depth + 1)
                for key, item in value.items()
                if key != "/Parent"
            )
            return b"<<" + b"".join(pairs) + b">>"
        if kind == ObjectType.array:
            return b"[" + b" ".join(self._value(item, depth + 1) for item in value) + b"]"
        return bytes(value.unparse())

    def _drain(self) -> None:
        while self._waiting:
            number, value = self._waiting.pop()
            if value._type_code == ObjectType.stream:
                entries = b"".join(
                    Name(key).unparse() + b" " + self._value(item)
                    for key, item in value.stream_dict.items()
                    if key != "/Length"
                )
                raw = self.raw.of(value.objgen, value.stream_dict.get("/Length"))
                if raw is None:
                    raw = memoryview(value.get_raw_stream_buffer())
                self.sink.put_stream(entries, raw, number)
            else:
                self.sink.put(self._direct(value, 0), number)


def _scalar(value: object) -> bytes:
    """Return a number, boolean or null as it is written in a file."""
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return b"%d" % value if isinstance(value, int) else f"{value:f}".encode()


def _inherited(page: Any, name: str) -> Any:
    node = page
    for _ in range(_DEEPEST):
        if name in node:
            return node[name]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return None
