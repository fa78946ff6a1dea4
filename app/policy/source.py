# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the files of a pack strictly: every fault is one sentence with file and line."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, TypeVar

import cattrs
from attrs import frozen

from app.kernel.errors import UserError
from app.policy.packfiles import PackFiles

Record = TypeVar("Record")
_LINE = re.compile(r"at line (\d+)")


def _plain(kind: type) -> Any:
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(kind.__name__)
        return value

    return structure


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (str, int, bool, dt.date):
        converter.register_structure_hook(kind, _plain(kind))
    return converter


CONVERTER = _converter()


@frozen
class Source:
    """One file of a pack, read and parsed, able to say on which line something stands.

    Attributes:
        name: path inside the pack, as named to people.
    """

    name: str
    text: str
    data: dict[str, Any]

    def refuse(self, reason: str, line: int = 1) -> NoReturn:
        """Raise the one sentence that says what is wrong where; UserError PACK-FILE."""
        raise UserError("PACK-FILE", file=self.name, line=line, reason=reason)

    def line_of(self, table: str, index: int | None = None, key: str = "") -> int:
        """Return the line of a table (the index-th of an array), or of a key inside it; 1 when not found."""
        lines = self.text.split("\n")
        heads = [
            n for n, line in enumerate(lines) if line.strip() in (f"[[{table}]]", f"[{table}]")
        ]
        if not heads:
            return self._key_line(lines, 0, len(lines), key or table)
        start = heads[index or 0] if (index or 0) < len(heads) else heads[0]
        if not key:
            return start + 1
        after = (n for n in range(start + 1, len(lines)) if lines[n].startswith("["))
        return self._key_line(lines, start, next(after, len(lines)), key)

    @staticmethod
    def _key_line(lines: list[str], start: int, end: int, key: str) -> int:
        spots = (
            n
            for n in range(start, end)
            if re.search(rf'(^|[\s{{,"]){re.escape(key)}"?\s*=', lines[n])
        )
        return next(spots, start) + 1

    def only(self, *tables: str) -> None:
        """Refuse any other top-level key."""
        for key in self.data:
            if key not in tables:
                self.refuse(
                    f"认不出“{key}”这一项，可以写的是：{'、'.join(tables)}", self.line_of(key)
                )

    def rows(self, table: str, kind: type[Record]) -> list[Record]:
        """Return the records of an array of tables."""
        found = self.data.get(table, [])
        if not isinstance(found, list):
            self.refuse(f"“{table}”要写成 [[{table}]]", self.line_of(table))
        return [self._structured(row, kind, table, index) for index, row in enumerate(found)]

    def one(self, table: str, kind: type[Record]) -> Record:
        """Return the record of one table."""
        if table not in self.data:
            self.refuse(f"缺少 [{table}]")
        return self._structured(self.data[table], kind, table, None)

    def whole(self, kind: type[Record]) -> Record:
        """Return the record a whole file is."""
        return self._structured(self.data, kind, "", None)

    def head(self, kind: type[Record], keys: Iterable[str]) -> Record:
        """Return the record of the keys that stand before any table."""
        return self._structured({k: self.data[k] for k in keys if k in self.data}, kind, "", None)

    def _structured(self, row: Any, kind: type[Record], table: str, index: int | None) -> Record:
        try:
            return CONVERTER.structure(row, kind)
        except (
            cattrs.BaseValidationError,
            cattrs.ForbiddenExtraKeysError,
            TypeError,
            ValueError,
            KeyError,
        ) as fault:
            reason, key = _reason(fault)
        return self.refuse(reason, self.line_of(table, index, key))

    def unique(
        self, table: str, ids: Iterable[str | int], known: set[str | int] | None = None
    ) -> None:
        """Refuse an id that stands twice."""
        seen = known if known is not None else set()
        for index, identifier in enumerate(ids):
            if identifier in seen:
                self.refuse(f"编号“{identifier}”出现了两次", self.line_of(table, index))
            seen.add(identifier)


def _reason(fault: Exception) -> tuple[str, str]:
    lines = cattrs.transform_error(fault, format_exception=_plain_reason)
    text, _, place = (lines[0] if lines else "写法不对 @ $").partition(" @ ")
    unknown = re.match(r"认不出“([^”]+)”", text)
    missing = re.match(r"缺少“([^”]+)”", text)
    found = unknown or missing
    key = (
        found.group(1) if found else place.removeprefix("$").strip(".").split(".")[0].split("[")[0]
    )
    return (text if found else f"“{place.removeprefix('$.')}”{text}"), ("" if missing else key)


def _plain_reason(fault: BaseException, _: type | None) -> str:
    if isinstance(fault, cattrs.ForbiddenExtraKeysError):
        return f"认不出“{min(fault.extra_fields)}”这一项"
    if isinstance(fault, KeyError):
        return f"缺少“{fault.args[0]}”这一项"
    return "的值写法不对"


def read_source(files: PackFiles, name: str) -> Source:
    """Return one file of a pack.

    Raises:
        UserError: PACK-FILE when it is missing, not UTF-8, not TOML, or a key stands twice.
    """
    text = files.text(name)
    try:
        data: Mapping[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise UserError(
            "PACK-FILE", file=name, line=_line(fault), reason=_toml_reason(fault)
        ) from None
    return Source(name, text, dict(data))


def _line(fault: tomllib.TOMLDecodeError) -> int:
    found = _LINE.search(str(fault))
    return int(found.group(1)) if found else 1


def _toml_reason(fault: tomllib.TOMLDecodeError) -> str:
    twice = ("Cannot overwrite", "Cannot declare", "Duplicate")
    return "同一项写了两次" if str(fault).startswith(twice) else "不是 TOML 的写法"
