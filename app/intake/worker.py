# SPDX-License-Identifier: MulanPSL-2.0
"""Child side: the process that reads foreign files, confined before the first byte arrives.

Everything the parsers may load later is loaded and used once beforehand (:func:`_warm_up`), for
once confined no module can be opened any more.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
from typing import Any, BinaryIO

import attrs
from attrs import define, field

from app.intake.frames import ChannelFault, Kind, read_frame, write_frame, write_json
from app.intake.levels import Confinement, SandboxLevel
from app.intake.limits import MAX_FILE_BYTES, MAX_PIXELS, Refused

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts")
_RENDER_DOCUMENT_BYTES = 1 << 30
_CODECS = ("utf_16_le", "utf_16_be", "utf_16", "latin_1", "ascii", "cp1252", "utf_8_sig")
_TEXT_LIMIT = 100_000
_CPU_SECONDS = {"inspect": 1800, "render": 36_000, "slip": 60}


def worker_main(arguments: list[str]) -> int:
    """Serve one parent until it closes the channel.

    Args:
        arguments: mode (``inspect``, ``render`` or ``slip``), address space in bytes, strongest level.

    Whatever a parser raises beyond refusals ends the process; the parent sees it end and says so.
    """
    mode, memory, strongest = arguments
    source = os.fdopen(0, "rb", buffering=1 << 16)
    target = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    try:
        _warm_up(mode)
        level = _confine(mode, int(memory), Confinement(strongest))
        greeting = {
            "confinement": level.confinement,
            "landlock_abi": level.landlock_abi,
            "seccomp": level.seccomp,
        }
        write_json(target, Kind.HELLO, greeting)
        if mode == "inspect":
            _inspect(source, target, level)
        elif mode == "slip":
            _read_slip(source, target)
        else:
            _Renderer(source, target).serve()
    except ChannelFault:
        return 0  # the parent closed its end: the ordinary way to stop
    return 0


def _confine(mode: str, memory: int, strongest: Confinement) -> SandboxLevel:
    if not sys.platform.startswith("linux"):
        return SandboxLevel(Confinement.NONE)
    from app.intake import sandbox

    return sandbox.confine(sandbox.Limits(memory, _CPU_SECONDS[mode]), FONT_FOLDERS, strongest)


def _warm_up(mode: str) -> None:
    """Run each parser once over a tiny file made here, so that nothing is imported later."""
    if mode == "slip":
        _warm_slip()
        return
    from PIL import Image

    for name in _CODECS:
        codecs.lookup(name)
    exif = Image.Exif()
    exif[0x0112] = 6
    page = io.BytesIO()
    Image.new("RGB", (40, 56), "white").save(page, "JPEG", exif=exif)
    if mode == "render":
        from app.intake.image_pdf import picture_page

        document = _document(picture_page(page.getvalue(), "jpeg").pdf)
        _rendered(_page(document, 0), 20)
        _text(document, 0)
        _codes(document, 0)
        return
    from app.intake.inspection import inspect, join

    picture = io.BytesIO()
    Image.new("RGBA", (40, 56), "white").save(picture, "PNG", dpi=(72, 72))
    for data, media in ((page.getvalue(), "jpeg"), (picture.getvalue(), "png")):
        made = inspect(data, media, strict=False, on_page=lambda facts: None)
    inspect(made.working, "pdf", strict=True, on_page=lambda facts: None)
    join([made.working], [[0, 0, 0], [0, 0, 1]], on_page=lambda facts: None)
    for data, media in (
        (b"%PDF-1.4\n", "pdf"),
        (page.getvalue()[:200], "jpeg"),
        (picture.getvalue()[:60], "png"),
    ):
        try:
            inspect(data, media, strict=False, on_page=lambda facts: None)
        except Refused:
            continue


def _warm_slip() -> None:
    from app.model.return_slip import SlipFault, read_slip

    for data in (b"{}", b"\xff", b"[1"):
        with contextlib.suppress(SlipFault):
            read_slip(data)


def _read_slip(source: BinaryIO, target: BinaryIO) -> None:
    from app.model.return_slip import MOST_BYTES, SlipFault, read_slip

    data = read_frame(source, MOST_BYTES).payload
    try:
        slip = read_slip(data)
    except SlipFault as fault:
        write_json(target, Kind.REFUSED, {"code": fault.code, "values": {}})
        return
    write_json(target, Kind.DONE, attrs.asdict(slip))


def _inspect(source: BinaryIO, target: BinaryIO, level: SandboxLevel) -> None:
    from app.intake.inspection import inspect, join

    request = read_frame(source, 0).json()
    files = [read_frame(source, MAX_FILE_BYTES).payload for _file in range(request["files"])]
    strict = level.confinement == Confinement.STRICT

    def on_page(facts: dict[str, Any]) -> None:
        write_json(target, Kind.FACTS, facts)

    try:
        if request["halves"]:
            result = join(files, request["halves"], on_page)
        else:
            result = inspect(files[0], request["media"], strict, on_page)
    except Refused as refusal:
        write_json(target, Kind.REFUSED, {"code": refusal.code, "values": refusal.values})
        return
    write_frame(target, Kind.WORKING, result.working)
    write_json(target, Kind.DONE, result.remarks)


@define
class _Renderer:
    """Answers requests for pages of the documents it was given."""

    source: BinaryIO
    target: BinaryIO
    documents: dict[str, Any] = field(factory=dict)
    # The page drawn last of each stays open: the faces of a document are read once, not for every page.
    pages: dict[str, Any] = field(factory=dict)

    def serve(self) -> None:
        """Answer until the parent closes the channel (ChannelFault)."""
        while True:
            frame = read_frame(self.source, 0)
            request = frame.json()
            try:
                self._answer(frame.kind, request)
            except Refused as refusal:
                write_json(
                    self.target, Kind.REFUSED, {"code": refusal.code, "values": refusal.values}
                )

    def _answer(self, kind: Kind, request: dict[str, Any]) -> None:
        key = str(request["key"])
        if kind == Kind.OPEN:
            self._drop(key)
            data = read_frame(self.source, _RENDER_DOCUMENT_BYTES).payload
            self.documents[key] = _document(data)
            write_json(self.target, Kind.DONE, {"pages": len(self.documents[key])})
        elif kind == Kind.PAGE:
            page = _page(self.documents[key], int(request["index"]))
            head, pixels = _rendered(page, int(request["width"]))
            last, self.pages[key] = self.pages.get(key), page
            if last is not None:
                last.close()
            write_json(self.target, Kind.DONE, head)
            write_frame(self.target, Kind.RASTER, pixels)
        elif kind == Kind.TEXT:
            told = _text(self.documents[key], int(request["index"]))
            write_json(self.target, Kind.DONE, {"text": told})
        elif kind == Kind.CODES:
            codes = _codes(self.documents[key], int(request["index"]))
            write_json(self.target, Kind.DONE, {"codes": codes})
        else:
            self._drop(key)
            write_json(self.target, Kind.DONE, {})

    def _drop(self, key: str) -> None:
        page = self.pages.pop(key, None)
        if page is not None:
            page.close()
        document = self.documents.pop(key, None)
        if document is not None:
            document.close()


def _document(data: bytes) -> Any:
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        raise Refused("INTAKE-BROKEN-PDF") from None


def _page(document: Any, index: int) -> Any:
    import pypdfium2 as pdfium

    try:
        return document[index]
    except pdfium.PdfiumError:
        raise Refused("INTAKE-BROKEN-PDF") from None


def _rendered(page: Any, width: int) -> tuple[dict[str, int], memoryview]:
    """Return width, height and stride in pixels and bytes, and RGB888 rows of an open page."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as pdfium_c

    page_width, page_height = (max(side, 0.1) for side in page.get_size())
    if width * width * page_height / page_width > MAX_PIXELS:
        width = max(1, int((MAX_PIXELS * page_width / page_height) ** 0.5))
    height = max(1, round(width * page_height / page_width))
    bitmap = pdfium.PdfBitmap.new_native(width, height, pdfium_c.FPDFBitmap_BGR, True)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    flags = pdfium_c.FPDF_REVERSE_BYTE_ORDER | pdfium_c.FPDF_ANNOT
    pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
    head = {"width": width, "height": height, "stride": bitmap.stride}
    return head, memoryview(bitmap.buffer).cast("B")


def _codes(document: Any, index: int) -> list[dict[str, Any]]:
    from PIL import Image

    from app.intake.codes import WIDTH_200_DPI, find_codes

    page = _page(document, index)
    head, pixels = _rendered(page, WIDTH_200_DPI)
    page.close()
    size = (head["width"], head["height"])
    picture = Image.frombuffer("RGB", size, bytes(pixels), "raw", "RGB", head["stride"], 1)
    return find_codes(picture.convert("L"))


def _text(document: Any, index: int) -> str:
    page = document[index]
    text = str(page.get_textpage().get_text_bounded())
    page.close()
    return text[:_TEXT_LIMIT]
