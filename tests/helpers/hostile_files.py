# SPDX-License-Identifier: MulanPSL-2.0
"""Small files made on the spot: good scans, damaged ones, and ones built to do harm."""

from __future__ import annotations

import functools
import io
import random
import struct
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw


def page_picture(width=620, height=877, mode="RGB"):
    """Return a page of dark lines on white, upright marks in two corners."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for row in range(height // 10, height - height // 10, height // 30):
        draw.rectangle(
            (width // 10, row, width - width // 8, row + height // 90), fill=(40, 40, 40)
        )
    draw.rectangle((0, 0, width // 8, height // 12), fill=(200, 30, 30))
    return image.convert(mode)


def jpeg(image=None, **options):
    """Return a JPEG, 75 dpi unless told, so that the standard picture is an A4 page."""
    out = io.BytesIO()
    (image or page_picture()).save(out, "JPEG", **({"dpi": (75, 75), "quality": 80} | options))
    return out.getvalue()


def png(image=None, **options):
    """Return a PNG, 75 dpi unless told."""
    out = io.BytesIO()
    (image or page_picture()).save(out, "PNG", **({"dpi": (75, 75)} | options))
    return out.getvalue()


def pdf(pages=1, edit=None, size=(595, 842), content=b"", **options):
    """Return a PDF of drawn pages after ``edit(pdf)``."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
        made.pages[-1].obj.MediaBox = Array([0, 0, *size])
        made.pages[-1].obj.Contents = made.make_stream(content or b"0.2 g 100 300 300 40 re f")
    if edit:
        edit(made)
    out = io.BytesIO()
    made.save(out, **options)
    return out.getvalue()


RAW = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}


def scanned_pdf(stream, pages=1):
    """Return a PDF whose pages show one JPEG each."""

    def edit(made):
        image = Stream(made, b"")
        image.write(stream, filter=Name.DCTDecode)
        for key, value in {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": 620,
            "/Height": 877,
            "/ColorSpace": Name.DeviceRGB,
            "/BitsPerComponent": 8,
        }.items():
            image[key] = value
        held = made.make_indirect(image)
        for page in made.pages:
            page.obj.Resources = Dictionary(XObject=Dictionary(I=held))
            page.obj.Contents = made.make_stream(b"595 0 0 842 0 0 cm /I Do")

    return pdf(pages, edit, **RAW)


def deflated(mebibytes, fill=b" "):
    """Return that many MiB of one byte, deflated."""
    machine, block = zlib.compressobj(9), fill * (1 << 20)
    return b"".join(machine.compress(block) for _ in range(mebibytes)) + machine.flush()


def active(made):
    """Put scripts, launches, attachments, links and forms into a PDF."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    made.attachments["evil.exe"] = b"MZ" + b"x" * 1000
    page = made.pages[0].obj
    page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("cmd.exe")))
    boxes = Array([0, 0, 50, 50])
    page.Annots = Array(
        made.make_indirect(Dictionary(Type=Name.Annot, Rect=boxes, **keys))
        for keys in (
            {
                "Subtype": Name.Link,
                "A": Dictionary(S=Name.URI, URI=String("http://host.invalid/x")),
            },
            {"Subtype": Name.Link, "A": Dictionary(S=Name.GoToR, F=String("other.pdf"))},
            {"Subtype": Name.FileAttachment, "FS": Dictionary(Type=Name.Filespec, F=String("a"))},
            {"Subtype": Name.RichMedia},
        )
    )
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(made, b"<xdp/>"))


def _content(made, stream):
    made.pages[0].obj.Contents = made.make_indirect(stream)


def _bomb(made, filters, data):
    stream = Stream(made, b"")
    stream.write(data, filter=filters)
    _content(made, stream)


def _huge_picture(made):
    image = Stream(made, b"")
    image.write(deflated(8), filter=Name.FlateDecode)
    for key, value in {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": 60000,
        "/Height": 60000,
        "/ColorSpace": Name.DeviceGray,
        "/BitsPerComponent": 8,
    }.items():
        image[key] = value
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=made.make_indirect(image)))
    _content(made, Stream(made, b"595 0 0 842 0 0 cm /I Do"))


def _nested_forms(made):
    inner = made.make_indirect(Stream(made, b"0 0 5 5 re f"))
    for _ in range(12):
        form = Stream(made, b"/X Do " * 10)
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        form.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = made.make_indirect(form)
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=inner))
    _content(made, Stream(made, b"/X Do"))


def _many_pages(count):
    objects = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Count %d/Kids[%s]>>endobj\n" % (count, b"3 0 R " * count),
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for thing in objects:
        offsets.append(len(out))
        out += thing
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 4\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(out))
    )


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bare_png(width, height, data=b"", extra=b""):
    """Return a PNG that declares a size, whatever its data hold."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + extra
        + _chunk(b"IDAT", data or zlib.compress(b"\0" * 64))
        + _chunk(b"IEND", b"")
    )


@functools.cache
def hostile_files():
    """Return (name, bytes, codes it may be refused with; empty for one that is taken in clean)."""
    noise = random.Random(1).randbytes(50_000)
    return [
        ("active.pdf", pdf(edit=active), ()),
        (
            "flate.pdf",
            pdf(edit=lambda made: _bomb(made, Name.FlateDecode, deflated(80)), **RAW),
            ("INTAKE-BOMB",),
        ),
        (
            "flate-twice.pdf",
            pdf(
                edit=lambda made: _bomb(
                    made,
                    Array([Name.FlateDecode, Name.FlateDecode]),
                    zlib.compress(deflated(80), 9),
                ),
                **RAW,
            ),
            ("INTAKE-BOMB",),
        ),
        ("huge-picture.pdf", pdf(edit=_huge_picture, **RAW), ("INTAKE-PIXELS",)),
        ("huge-page.pdf", pdf(size=(1_440_000, 1_440_000)), ("INTAKE-PAGE-SIZE",)),
        ("nested-forms.pdf", pdf(edit=_nested_forms), ("INTAKE-TIME", "INTAKE-STOPPED")),
        ("many-pages.pdf", _many_pages(100_000), ("INTAKE-PAGES",)),
        ("garbage.pdf", b"%PDF-1.7\n" + noise, ("INTAKE-BROKEN-PDF", "INTAKE-NO-PAGES")),
        (
            "deep.pdf",
            b"%PDF-1.7\n1 0 obj "
            + b"[" * 300_000
            + b"]" * 300_000
            + b" endobj\ntrailer<</Root 1 0 R>>",
            ("INTAKE-BROKEN-PDF", "INTAKE-STOPPED"),
        ),
        (
            "paths.pdf",
            pdf(content=b"0 0 m " + b"595 842 l 0 400 l 300 0 l " * 300_000 + b"S"),
            ("INTAKE-TIME", ""),
        ),
        ("900-megapixels.png", bare_png(30_000, 30_000), ("INTAKE-PIXELS",)),
        ("2500-megapixels.png", bare_png(50_000, 50_000), ("INTAKE-PIXELS",)),
        (
            "text-bomb.png",
            bare_png(8, 8, extra=_chunk(b"zTXt", b"k\0\0" + deflated(16))),
            ("INTAKE-BROKEN-IMAGE",),
        ),
        ("program.jpg", b"MZ" + noise, ("INTAKE-KIND-PROGRAM",)),
        ("postscript.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run\n", ("INTAKE-KIND",)),
        ("program-and-pdf.pdf", b"MZ" + b"\0" * 60 + pdf(), ("INTAKE-KIND-PROGRAM",)),
        ("tiff.jpg", b"II*\x00" + noise, ("INTAKE-KIND-TIFF",)),
        ("elsewhere.pdf", pdf(edit=_external_stream), ()),
    ]


def _external_stream(made):
    """A picture whose data lie in a file of this machine (ISO 32000-1 7.3.8.2)."""
    image = Stream(made, b"x")
    for key, value in {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": 1,
        "/Height": 1,
        "/BitsPerComponent": 8,
        "/ColorSpace": Name.DeviceGray,
        "/F": Dictionary(Type=Name.Filespec, F=String("/etc/passwd")),
    }.items():
        image[key] = value
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=made.make_indirect(image)))
    _content(made, Stream(made, b"0 g 10 10 300 300 re f 100 0 0 100 0 0 cm /I Do"))


def mutated(data, seed):
    """Return a damaged copy: bytes flipped, runs cut, repeated or overwritten."""
    rng, out = random.Random(seed), bytearray(data)
    for _ in range(rng.randint(1, 12)):
        at, length = rng.randrange(len(out)), rng.randint(1, 200)
        action = rng.randrange(4)
        if action == 0:
            out[at] ^= 1 << rng.randrange(8)
        elif action == 1 and len(out) > 2 * length + 64:
            del out[at : at + length]
        elif action == 2:
            out[at:at] = out[at : at + length]
        else:
            out[at : at + length] = rng.randbytes(min(length, len(out) - at))
    return bytes(out)
