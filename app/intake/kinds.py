# SPDX-License-Identifier: MulanPSL-2.0
"""What a file is by its first bytes. The name is never asked; nothing is parsed here."""

from __future__ import annotations

from app.kernel.errors import UserError

PDF, JPEG, PNG = "pdf", "jpeg", "png"

_HEAD_BYTES = 1024
_ZIP_SEARCH = 1 << 16

# What the file seems to be, by prefix: message code and the word quoted in it.
_REFUSED_PREFIXES: tuple[tuple[bytes, str, str], ...] = (
    (b"MZ", "INTAKE-KIND-PROGRAM", "Windows 程序（EXE）"),
    (b"\x7fELF", "INTAKE-KIND-PROGRAM", "Linux 程序"),
    (b"#!", "INTAKE-KIND-PROGRAM", "脚本程序"),
    (b"II*\x00", "INTAKE-KIND-TIFF", "TIFF 图片"),
    (b"MM\x00*", "INTAKE-KIND-TIFF", "TIFF 图片"),
    (b"GIF8", "INTAKE-KIND-IMAGE", "GIF 图片"),
    (b"BM", "INTAKE-KIND-IMAGE", "BMP 图片"),
    (b"\x00\x00\x00\x0cjP  ", "INTAKE-KIND-IMAGE", "JPEG 2000 图片"),
    (b"8BPS", "INTAKE-KIND-IMAGE", "Photoshop 图片"),
    (b"{\\rtf", "INTAKE-KIND-OFFICE", "RTF 文档"),
    (b"%!PS", "INTAKE-KIND", "PostScript 打印文件"),
    (b"Rar!", "INTAKE-KIND-ARCHIVE", "RAR 压缩包"),
    (b"7z\xbc\xaf", "INTAKE-KIND-ARCHIVE", "7z 压缩包"),
    (b"\x1f\x8b", "INTAKE-KIND-ARCHIVE", "GZ 压缩包"),
)
_ZIP_CONTENTS: tuple[tuple[bytes, str, str], ...] = (
    (b"OFD.xml", "INTAKE-KIND-OFD", "OFD 版式文件"),
    (b"word/", "INTAKE-KIND-OFFICE", "Word 文档"),
    (b"xl/", "INTAKE-KIND-OFFICE", "Excel 表格"),
    (b"ppt/", "INTAKE-KIND-OFFICE", "PPT 演示文稿"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def media_of(data: bytes, name: str) -> str:
    """Return ``pdf``, ``jpeg`` or ``png``.

    Args:
        data: the whole file.
        name: how to call the file in a message.

    Raises:
        UserError: INTAKE-EMPTY, or an INTAKE-KIND… that says what the file seems to be.
    """
    if not data.strip(b"\x00\r\n\t "):
        raise UserError("INTAKE-EMPTY", name=name)
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    code, seems = _refused(data)
    if code:
        raise UserError(code, name=name, seems=seems)
    if b"%PDF-" in data[:_HEAD_BYTES]:
        return PDF
    raise UserError("INTAKE-KIND", name=name, seems="认不出的文件")


def _refused(data: bytes) -> tuple[str, str]:
    for prefix, code, seems in _REFUSED_PREFIXES:
        if data.startswith(prefix):
            return code, seems
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        return "INTAKE-KIND-OFFICE", "Word 或 WPS 旧格式文档"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "INTAKE-KIND-IMAGE", "WebP 图片"
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif"):
        return "INTAKE-KIND-IMAGE", "手机 HEIC 图片"
    start = data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<script")):
        return "INTAKE-KIND-HTML", "网页（HTML）"
    return "", ""


def _zipped(data: bytes) -> tuple[str, str]:
    searched = data[:_ZIP_SEARCH] + data[-_ZIP_SEARCH:]
    for part, code, seems in _ZIP_CONTENTS:
        if part in searched:
            return code, seems
    return "INTAKE-KIND-ARCHIVE", "ZIP 压缩包"
