# SPDX-License-Identifier: MulanPSL-2.0
"""The files of a pack, held in memory: from a folder, or from the one file a pack travels as.

The one file is plain text a person can read in Notepad: a head line, then for each file a line
``文件 NAME BYTES`` and that many bytes. Nothing in it is interpreted before its digest has been
compared with the one on paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError

SUFFIX = ".pack"
NOTICE = "notice.txt"
MOST_FILES, MOST_BYTES = 200, 8 << 20
_HEAD = "职卷政策包 1\n".encode()
_MARK = "文件"
_NAME = re.compile(r"(?:(?:cases|fields|rules)/)?[a-z0-9][a-z0-9-]{0,40}\.toml|notice\.txt")
_LONGEST_LINE = 200


@frozen
class PackFiles:
    """Names inside the pack (``rules/persons.toml``) and the bytes of each, in order of name."""

    contents: Mapping[str, bytes]

    @classmethod
    def of_folder(cls, folder: Path) -> PackFiles:
        """Read the files of a pack from a folder; what is no pack file is passed over.

        Raises:
            UserError: PACK-BUNDLE when it holds more than a pack can; PACK-MISSING without pack.toml.
        """
        found: dict[str, bytes] = {}
        size = 0
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink() or not _NAME.fullmatch(name):
                continue
            size += path.stat().st_size
            if len(found) >= MOST_FILES or size > MOST_BYTES:
                raise UserError("PACK-BUNDLE", name=folder.name, reason="文件太多或者太大")
            found[name] = path.read_bytes()
        if "pack.toml" not in found:
            raise UserError("PACK-MISSING", file="pack.toml")
        return cls(found)

    @classmethod
    def of_bundle(cls, untrusted_data: bytes, name: str = "") -> PackFiles:
        """Take the one file apart; lengths are checked before a byte is taken.

        Raises:
            UserError: PACK-BUNDLE when it is no such file, is cut short or holds more than a pack can.
        """

        def refuse(reason: str) -> UserError:
            return UserError("PACK-BUNDLE", name=name, reason=reason)

        if len(untrusted_data) > MOST_BYTES or not untrusted_data.startswith(_HEAD):
            raise refuse("开头不是“职卷政策包 1”" if untrusted_data[:1] else "是空的")
        found: dict[str, bytes] = {}
        at = len(_HEAD)
        while at < len(untrusted_data):
            end = untrusted_data.find(b"\n", at, at + _LONGEST_LINE)
            mark, inner, length = _parts(untrusted_data[at:end] if end >= 0 else b"")
            start = end + 1
            if mark != _MARK or not _NAME.fullmatch(inner) or inner in found:
                raise refuse(f"第 {at + 1} 个字节处不是一个文件的开头")
            if (
                untrusted_data[start + length : start + length + 1] != b"\n"
                or len(found) >= MOST_FILES
            ):
                raise refuse(f"“{inner}”没有拷全")
            found[inner] = untrusted_data[start : start + length]
            at = start + length + 1
        return cls({each: found[each] for each in sorted(found)})

    @classmethod
    def of_path(cls, path: Path) -> PackFiles:
        """Read a pack from a folder or from its one file; raises as the two, and OSError."""
        if path.is_dir():
            return cls.of_folder(path)
        with path.open("rb") as stream:
            return cls.of_bundle(stream.read(MOST_BYTES + 1), path.name)

    def to_bundle(self) -> bytes:
        """Return the one file; the same files give the same bytes."""
        parts = [_HEAD]
        for name in sorted(self.contents):
            data = self.contents[name]
            parts += [f"{_MARK} {name} {len(data)}\n".encode(), data, b"\n"]
        return b"".join(parts)

    def names(self, folder: str = "") -> list[str]:
        """Return the TOML files of one folder of the pack (``cases``), or of the pack itself, in order."""
        head = f"{folder}/" if folder else ""
        return [
            name
            for name in sorted(self.contents)
            if name.startswith(head) and "/" not in name[len(head) :] and name.endswith(".toml")
        ]

    def text(self, name: str) -> str:
        """Return one file as text; raises UserError PACK-MISSING, PACK-FILE when it is not UTF-8."""
        data = self.contents.get(name)
        if data is None:
            raise UserError("PACK-MISSING", file=name)
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as fault:
            line = data[: fault.start].count(b"\n") + 1
            reason = "不是 UTF-8 编码，用记事本另存为时编码选 UTF-8"
            raise UserError("PACK-FILE", file=name, line=line, reason=reason) from None

    @property
    def size(self) -> int:
        """Return the bytes of all files together."""
        return sum(map(len, self.contents.values()))

    @property
    def digest(self) -> str:
        """Return the SHA-256 over names and bytes, in order of name."""
        lines = [f"{sha256_hex(self.contents[name])}  {name}\n" for name in sorted(self.contents)]
        return sha256_hex("".join(lines).encode())


def _parts(line: bytes) -> tuple[str, str, int]:
    """Return mark, name and length of a file's head line; a length that is none is -1 bytes."""
    words = line.decode("utf-8", "replace").split(" ")
    if len(words) != 3 or not (words[2].isascii() and words[2].isdigit()):
        return "", "", -1
    return words[0], words[1], int(words[2])


def strangers(folder: Path) -> list[str]:
    """Return the files of a folder that no pack has, as named to people."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not _NAME.fullmatch(path.relative_to(folder).as_posix())
    )
