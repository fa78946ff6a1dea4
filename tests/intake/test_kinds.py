# SPDX-License-Identifier: MulanPSL-2.0
"""What a file is, by its content; what is refused is named in plain words."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.intake.kinds import media_of
from app.intake.scans import inspect_scan, shown_name
from app.kernel.errors import UserError


def _zip(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "INTAKE-EMPTY", "空"),
        (b"\0\0\r\n  ", "INTAKE-EMPTY", "空"),
        (_zip("[Content_Types].xml", "word/document.xml"), "INTAKE-KIND-OFFICE", "Word"),
        (_zip("xl/workbook.xml"), "INTAKE-KIND-OFFICE", "Excel"),
        (_zip("OFD.xml", "Doc_0/Document.xml"), "INTAKE-KIND-OFD", "导出"),
        (_zip("a.pdf"), "INTAKE-KIND-ARCHIVE", "解开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "INTAKE-KIND-OFFICE", "WPS"),
        (b"{\\rtf1 x}", "INTAKE-KIND-OFFICE", "RTF"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><html>", "INTAKE-KIND-HTML", "网页"),
        (b"MZ\x90\x00", "INTAKE-KIND-PROGRAM", "程序"),
        (b"\x7fELF\x02", "INTAKE-KIND-PROGRAM", "程序"),
        (b"II*\x00\x08", "INTAKE-KIND-TIFF", "TIFF"),
        (b"MM\x00*\x00", "INTAKE-KIND-TIFF", "TIFF"),
        (b"GIF89a", "INTAKE-KIND-IMAGE", "GIF"),
        (b"BM\x00\x00", "INTAKE-KIND-IMAGE", "BMP"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "INTAKE-KIND-IMAGE", "WebP"),
        (b"\x00\x00\x00\x18ftypheic", "INTAKE-KIND-IMAGE", "HEIC"),
        (b"some words", "INTAKE-KIND", "认不出"),
    ],
)
def test_a_file_that_is_no_scan_is_refused_saying_what_it_seems_to_be(data, code, word):
    """The refusal names the kind found in the content and what to do, whatever the file is called."""
    with pytest.raises(UserError) as caught:
        inspect_scan(data, "证书.pdf")
    assert caught.value.code == code
    message = caught.value.message
    assert word in message.one_line() and "证书.pdf" in message.detail and message.remedy


def test_a_pdf_with_some_bytes_before_its_header_is_still_a_pdf():
    """Mail gateways put a few bytes in front; the header may stand anywhere in the first KiB."""
    assert media_of(b"\r\nX-Header: 1\r\n\r\n%PDF-1.4\n", "a") == "pdf"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a/b\\c.pdf", "c.pdf"),
        ("证\u202efdp.exe\u0007书.pdf", "证fdp.exe书.pdf"),
        ("  ", "未命名文件"),
        ("长" * 100 + ".pdf", "长" * 48 + "…" + "长" * 7 + ".pdf"),
    ],
)
def test_a_hostile_file_name_is_made_fit_to_be_shown(name, shown):
    """Folders, control and direction marks go; long names keep both ends."""
    assert shown_name(name) == shown


def test_a_file_over_the_size_limit_is_refused_before_it_is_read(monkeypatch):
    """The size is judged first, so that not even the kind is looked at."""
    monkeypatch.setattr("app.intake.scans.MAX_FILE_BYTES", 10)
    with pytest.raises(UserError) as caught:
        inspect_scan(b"%PDF-1.4 more than ten", "大.pdf")
    assert caught.value.code == "INTAKE-FILE-SIZE"
