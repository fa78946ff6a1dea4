# SPDX-License-Identifier: MulanPSL-2.0
"""TOML into frozen classes, strictly: an unknown key or a wrong kind of value names file and place."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import cattrs

from app.kernel.errors import UserError
from app.paper.forms.file_lines import line_of_place

Shape = TypeVar("Shape")


def _number(value: Any, _: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError("expected a number")
    return float(value)


def _exactly(plain: type) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not plain:
            raise TypeError(f"expected {plain.__name__}")
        return value

    return structure


def strict_converter() -> cattrs.Converter:
    """Return a converter that takes whole numbers for lengths and nothing else for anything else."""
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(float, _number)
    for plain in (str, int, bool):
        converter.register_structure_hook(plain, _exactly(plain))
    return converter


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file's tables; raises UserError FORM-FILE naming the file and the line."""
    return parse_toml(read_text(path), path.name)


def read_text(path: Path) -> str:
    """Return the text of a form file; raises UserError FORM-FILE."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise UserError("FORM-FILE", file=path.name, reason=str(fault)) from None


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Return the tables of a TOML text; raises UserError FORM-FILE naming the file and the line."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise UserError("FORM-FILE", file=file, reason=str(fault)) from None


def structure(
    document: Mapping[str, Any],
    shape: type[Shape],
    file: str,
    converter: cattrs.Converter,
    text: str = "",
) -> Shape:
    """Return the shape a document holds; raises UserError FORM-FIELD with every wrong place.

    ``text`` is that of the file, so that a place in a form names its line.
    """
    try:
        return converter.structure(document, shape)
    except (
        cattrs.BaseValidationError,
        cattrs.ForbiddenExtraKeysError,
        TypeError,
        ValueError,
        KeyError,
    ) as fault:
        places = [
            _lined(text, place) for place in cattrs.transform_error(fault, format_exception=_plain)
        ]
        raise UserError("FORM-FIELD", file=file, place="；".join(places[:5])) from None


def _lined(text: str, place: str) -> str:
    line = line_of_place(text, place) if text else 0
    return f"第{line}行，{place}" if line else place


def _plain(fault: BaseException, _: type | None) -> str:
    if isinstance(fault, cattrs.ForbiddenExtraKeysError):
        return "多出的键 " + "、".join(sorted(fault.extra_fields))
    if isinstance(fault, KeyError):
        return f"缺少键 {fault.args[0]}"
    if isinstance(fault, ValueError) and fault.args:
        return str(fault.args[0])
    return "值的类型不对"
