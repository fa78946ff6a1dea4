# SPDX-License-Identifier: MulanPSL-2.0
"""A strict reader of the clauses of ISO 19005-2 that papers of our own rest on.

It is no validator: it looks at the structure of files of our own writer, clause by clause, and says
what breaks one. Clauses about things the writer never makes are held by refusing those things.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name, Stream
from PIL import ImageCms

_OPERATORS = {"q", "Q", "cm", "w", "J", "j", "d", "g", "G", "m", "l", "c", "h", "re", "W", "n", "S", "s", "f",
              "BT", "ET", "Tf", "Tm", "Td", "Tj", "TJ", "Tc", "Tw", "Tz", "TL", "T*", "Tr", "Do"}  # fmt: skip
_ROOT = {"/Type", "/Pages", "/Metadata", "/Lang", "/ViewerPreferences", "/OutputIntents", "/Outlines",
         "/PageMode", "/PageLabels"}  # fmt: skip
_PAGE = {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
_NESTING = 28  # most q within q (6.1.13)


def breaches(pdf: bytes) -> list[str]:
    """Return what in a file breaks a clause; empty for none."""
    found = list(_bytes(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found += _catalogue(document)
        found += _metadata(document)
        found += _intent(document)
        for page in document.pages:
            found += _page(page.obj)
        for thing in document.objects:
            found += _object(thing)
    return found


def _bytes(pdf: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4,}\n", pdf):
        yield "6.1.2 file header"
    if not pdf.endswith(b"%%EOF\n") or pdf.count(b"%%EOF") != 1:
        yield "6.1.3 nothing after the end of file, one trailer"
    trailer = pdf[pdf.rindex(b"\ntrailer\n") :]
    if b"/ID[<" not in trailer or b"/Encrypt" in trailer:
        yield "6.1.3 ID, no Encrypt"
    start = int(trailer.split(b"startxref\n")[1].split(b"\n")[0])
    if not re.match(rb"xref\n0 \d+\n(\d{10} \d{5} [fn] \n)+trailer", pdf[start:]):
        yield "6.1.4 cross-reference table"
    rows = re.findall(rb"(\d{10}) \d{5} n \n", pdf[start:])
    for at in map(int, rows):
        if not re.match(rb"\d+ 0 obj\n", pdf[at : at + 20]) or pdf[at - 1 : at] != b"\n":
            yield f"6.1.9 object at {at}"
    for body in re.findall(rb"<([0-9A-Fa-f]+)>(?!>)", _outside_streams(pdf)):
        if len(body) % 2:
            yield "6.1.6 odd hexadecimal string"


def _outside_streams(pdf: bytes) -> bytes:
    return re.sub(rb"stream\n.*?\nendstream\n", b"", pdf, flags=re.DOTALL)


def _catalogue(document: pikepdf.Pdf) -> Iterator[str]:
    if unknown := set(document.Root.keys()) - _ROOT:
        yield f"6.1, 6.4-6.6 catalogue holds {unknown}"
    if "/Outlines" in document.Root:
        with document.open_outline() as outline:
            if any(item.action is not None for item in outline.root):
                yield "6.5.1 action in an outline"


def _metadata(document: pikepdf.Pdf) -> Iterator[str]:
    packet = document.Root.Metadata.read_bytes()
    text = packet.decode("utf-8")
    if re.search(r"<\?xpacket begin=[^?]*(bytes|encoding)=", text):
        yield "6.6.2.1 packet header"
    with document.open_metadata() as meta:
        if meta.pdfa_status != "2B":
            yield f"6.6.4 claims {meta.pdfa_status or 'nothing'}"
        if meta.get("dc:title") != str(document.docinfo.Title):
            yield "6.6.3 titles differ"
    if set(document.docinfo.keys()) != {"/Title", "/Producer"}:
        yield "the information dictionary says more than title and producer"


def _intent(document: pikepdf.Pdf) -> Iterator[str]:
    intents = document.Root.get("/OutputIntents", ())
    if len(intents) != 1 or intents[0].S != Name.GTS_PDFA1:
        yield "6.2.3 one output intent"
        return
    profile = intents[0].DestOutputProfile
    read = ImageCms.ImageCmsProfile(io.BytesIO(profile.read_bytes())).profile
    if (profile.N, read.xcolor_space.strip(), read.device_class) != (1, "GRAY", "mntr"):
        yield "6.2.3 profile"


def _page(page: Dictionary) -> Iterator[str]:
    if unknown := set(page.keys()) - _PAGE:
        yield f"6.2.10, 6.3 page holds {unknown}"
    sides = [float(side) for side in page.MediaBox]
    if not all(3 <= side <= 14400 for side in sides[2:]):
        yield "6.1.13 page size"
    yield from _drawing(page, page.Resources)


def _drawing(owner: Dictionary | Stream, resources: Dictionary) -> Iterator[str]:
    if unknown := set(resources.keys()) - {"/Font", "/XObject"}:
        yield f"6.2 resources hold {unknown}"
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(owner):
        word = str(operator)
        depth += (word == "q") - (word == "Q")
        if word not in _OPERATORS:
            yield f"6.2.2 operator {word}"
        if not 0 <= depth <= _NESTING:
            yield "6.1.13 nesting of q"
        table = {"Tf": "/Font", "Do": "/XObject"}.get(word)
        if table and str(operands[0]) not in resources.get(table, {}):
            yield f"6.2.2 {operands[0]} is not among the resources"


def _object(thing: object) -> Iterator[str]:
    if isinstance(thing, Stream):
        if forbidden := {
            "/F",
            "/FFilter",
            "/FDecodeParms",
            "/Ref",
            "/OPI",
            "/PS",
            "/Group",
            "/SMask",
        } & set(thing.keys()):
            yield f"6.1.7, 6.2.9, 6.2.10 stream holds {forbidden}"
        if thing.get("/Subtype") == Name.Form:
            yield from _drawing(thing, thing.Resources)
        if thing.get("/Subtype") == Name.Image:
            yield "6.2.8 picture of unknown colours"
    elif isinstance(thing, Dictionary) and thing.get("/Subtype") == Name.Type0:
        yield from _font(thing)
    elif (
        isinstance(thing, Dictionary)
        and thing.get("/Type") == Name.Font
        and thing.Subtype != Name.CIDFontType2
    ):
        yield f"6.2.11.2 font {thing.Subtype}"


def _font(font: Dictionary) -> Iterator[str]:
    inner = font.DescendantFonts[0]
    if font.Encoding != Name("/Identity-H") or inner.get("/CIDToGIDMap") != Name.Identity:
        yield "6.2.11.3 character maps"
    if "/FontFile2" not in inner.FontDescriptor:
        yield f"6.2.11.4.1 {font.BaseFont} is not embedded"
        return
    program = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()), lazy=False)
    names, metrics = program.getGlyphOrder(), program["hmtx"].metrics
    em = program["head"].unitsPerEm
    widths = dict(_widths(inner.get("/W", ())))
    for glyph in _used(font.ToUnicode.read_bytes()):
        if glyph == 0 or glyph >= len(names):
            yield f"6.2.11.8 {font.BaseFont} shows glyph {glyph}"
            continue
        own = metrics[names[glyph]][0] * 1000 / em
        if abs(widths.get(glyph, float(inner.get("/DW", 1000))) - own) > 1:
            yield f"6.2.11.5 width of glyph {glyph} of {font.BaseFont}"


def _widths(rows: object) -> Iterator[tuple[int, float]]:
    items = list(rows)
    for start, values in zip(items[::2], items[1::2], strict=True):
        for offset, value in enumerate(values):
            yield int(start) + offset, float(value)


def _used(unicode_map: bytes) -> list[int]:
    return [int(code, 16) for code in re.findall(rb"(?m)^<([0-9A-F]{4})> <", unicode_map)]
