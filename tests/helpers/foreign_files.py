# SPDX-License-Identifier: MulanPSL-2.0
"""Two hundred files a desk may be handed: good in odd ways, damaged, locked, huge, and built to do harm.

Every one is made here, the same each time; a few more come from packages that are installed anyway.
"""

from __future__ import annotations

import functools
import io
import random
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from PIL import Image

from tests.helpers import hostile_files as make

COUNT = 200
_SMALL = (310, 438)
# Where packages keep documents and pictures of their own.
_INSTALLED = (
    ("/usr/share/cups/data", "*.pdf"),
    ("/usr/share/doc", "**/*.pdf"),
    (sysconfig.get_paths()["purelib"], "PySide6/Qt/qml/**/*.png"),
)
_MOST_INSTALLED = 8
_LARGEST = 3 << 20


@functools.cache
def foreign_files() -> tuple[tuple[str, bytes], ...]:
    """Return 200 names and bytes, no name twice."""
    made: dict[str, bytes] = {}
    for name, data in _made():
        made.setdefault(name, data)
    number = 0
    seeds = _seeds()
    while len(made) < COUNT:
        name, good = seeds[number % len(seeds)]
        made[f"damaged-{number:03d}-{name}"] = make.mutated(good, 1000 + number)
        number += 1
    return tuple(made.items())[:COUNT]


def installed_files() -> tuple[tuple[str, bytes], ...]:
    """Return some documents and pictures of installed packages; none where there are none."""
    found = []
    for folder, pattern in _INSTALLED:
        paths = sorted(path for path in Path(folder).glob(pattern) if path.is_file())
        small = [path for path in paths if path.stat().st_size <= _LARGEST]
        step = max(1, len(small) // _MOST_INSTALLED)
        found += [(path.name, path.read_bytes()) for path in small[::step][:_MOST_INSTALLED]]
    return tuple(found)


def _seeds() -> list[tuple[str, bytes]]:
    page = make.page_picture(*_SMALL)
    return [
        ("scan.jpg", make.jpeg(page)),
        ("scan.png", make.png(page)),
        ("paper.pdf", make.pdf(2)),
        ("scan.pdf", make.scanned_pdf(make.jpeg(page), 2)),
    ]


def _made() -> Iterator[tuple[str, bytes]]:
    yield from _empty()
    yield from ((name, data) for name, data, _codes in make.hostile_files())
    yield from _turned()
    yield from _sized()
    yield from _locked()
    yield from _pictures()
    yield from _other_kinds()
    yield from _cut()
    yield from _crooked_pdfs()


def _empty() -> Iterator[tuple[str, bytes]]:
    for name in ("nothing.pdf", "nothing.jpg", "nothing.png", "没有内容.pdf"):
        yield name, b""
    yield "noughts.pdf", bytes(4096)
    yield "one-byte.png", b"\x89"
    yield "head-only.pdf", b"%PDF-1.7\n"
    yield "head-only.png", b"\x89PNG\r\n\x1a\n"
    yield "head-only.jpg", b"\xff\xd8\xff"


def _turned() -> Iterator[tuple[str, bytes]]:
    """Pages and pictures that ask to be turned: every quarter, with and without a cut-out page."""
    for angle in (0, 90, 180, 270, 360, -90, 45):
        for boxed in (False, True):

            def edit(made: pikepdf.Pdf, angle: int = angle, boxed: bool = boxed) -> None:
                page = made.pages[0].obj
                page.Rotate = angle
                if boxed:
                    page.CropBox = pikepdf.Array([40, 60, 400, 700])
                    page.MediaBox = pikepdf.Array([-20, -30, 595, 842])

            yield f"turned-{angle}{'-cropped' if boxed else ''}.pdf", make.pdf(1, edit)
    for value in range(10):
        exif = Image.Exif()
        exif[0x0112] = value
        yield f"exif-{value}.jpg", make.jpeg(make.page_picture(*_SMALL), exif=exif)


def _sized() -> Iterator[tuple[str, bytes]]:
    """From a postage stamp to a wall."""
    for width, height in (
        (20, 30), (72, 72), (100, 2000), (2000, 100), (595, 842), (842, 595), (842, 1191), (1191, 842),
        (2384, 3370), (14_400, 14_400), (14_401, 100), (3, 3), (1, 842), (0, 0), (-595, -842),
    ):  # fmt: skip
        yield f"page-{width}x{height}.pdf", make.pdf(1, size=(width, height))
    for width, height in ((1, 1), (1, 3000), (3000, 1), (40, 56), (2480, 3508)):
        yield f"picture-{width}x{height}.png", make.png(Image.new("L", (width, height), 200))
    for dpi in (1, 72, 600, 9600):
        yield f"dpi-{dpi}.jpg", make.jpeg(make.page_picture(*_SMALL), dpi=(dpi, dpi))


def _locked() -> Iterator[tuple[str, bytes]]:
    """Passwords to open, passwords only to print: RC4 and AES of every age."""
    for revision in (2, 3, 4, 6):
        for user in ("", "secret"):
            lock = pikepdf.Encryption(owner="owner", user=user, R=revision, aes=revision >= 4, metadata=revision >= 4)  # fmt: skip
            kind = "to-open" if user else "to-print"
            yield f"locked-{revision}-{kind}.pdf", make.pdf(1, encryption=lock)


def _pictures() -> Iterator[tuple[str, bytes]]:
    """Every way a picture can hold its colours."""
    page = make.page_picture(*_SMALL)
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        image = page.convert("L").point(lambda v: v * 256, "I").convert("I;16") if mode == "I;16" else page.convert(mode)  # fmt: skip
        yield f"mode-{mode.replace(';', '')}.png", make.png(image)
    for mode in ("L", "RGB", "CMYK", "YCbCr"):
        for progressive in (False, True):
            name = f"mode-{mode}{'-progressive' if progressive else ''}.jpg"
            yield name, make.jpeg(page.convert(mode), progressive=progressive)
    yield "transparent.png", make.png(Image.new("RGBA", _SMALL, (0, 0, 0, 0)))
    yield "blank.jpg", make.jpeg(Image.new("RGB", _SMALL, "white"))
    yield "black.jpg", make.jpeg(Image.new("RGB", _SMALL, "black"))
    yield "named-jpg.png", make.jpeg(page)
    yield "named-pdf.jpg", make.pdf(1)
    yield "named-png.pdf", make.png(page)
    yield "tail.jpg", make.jpeg(page) + b"MZ" + bytes(3000)
    yield "tail.pdf", make.pdf(1) + make.png(page)


def _other_kinds() -> Iterator[tuple[str, bytes]]:
    """What people send instead of a scan."""
    page = make.page_picture(*_SMALL)
    for kind in ("GIF", "BMP", "TIFF", "WEBP", "JPEG2000"):
        out = io.BytesIO()
        page.save(out, kind)
        yield f"other-{kind.lower()}.pdf", out.getvalue()
    for part in ("word/document.xml", "xl/workbook.xml", "ppt/slides.xml", "OFD.xml", "notes.txt"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(part, "<x/>")
        yield f"zipped-{part.split('/')[0]}.pdf", out.getvalue()
    yield "page.pdf", b"<!DOCTYPE html><html><script>alert(1)</script></html>"
    yield "letter.pdf", b"{\\rtf1 hello}"
    yield "old-word.pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield "plain.pdf", "这是一段文字，不是扫描件。".encode() * 40
    yield "script.png", b"#!/bin/sh\nrm -rf /\n"
    yield "linux.jpg", b"\x7fELF" + bytes(200)


def _cut() -> Iterator[tuple[str, bytes]]:
    """Files that end too early, as a stick pulled out leaves them."""
    for name, good in _seeds():
        for share in (0.1, 0.5, 0.9, 0.99):
            yield f"cut-{int(share * 100)}-{name}", good[: int(len(good) * share)]


def _crooked_pdfs() -> Iterator[tuple[str, bytes]]:
    """Files that open, yet not as their tables say."""
    good = make.pdf(2)
    yield "no-xref.pdf", good[: good.rindex(b"startxref")]
    yield "wrong-xref.pdf", good.replace(b"startxref\n", b"startxref\n9")
    yield "junk-before.pdf", b"\r\n\r\n junk \r\n" + good
    yield "junk-far-before.pdf", b"x" * 2000 + good
    yield "two-in-one.pdf", good + make.pdf(1)
    yield "no-pages.pdf", make.pdf(1, lambda made: made.pages.__delitem__(0))
    yield "loop.pdf", make.pdf(1, lambda made: made.Root.Pages.__setitem__("/Kids", pikepdf.Array([made.Root.Pages])))  # fmt: skip
    yield "no-box.pdf", make.pdf(1, lambda made: made.pages[0].obj.__delitem__("/MediaBox"))
    yield "no-content.pdf", make.pdf(1, lambda made: made.pages[0].obj.__delitem__("/Contents"))
    for seed in range(4):
        noise = random.Random(seed).randbytes(400)
        yield f"noise-content-{seed}.pdf", make.pdf(1, content=noise)
