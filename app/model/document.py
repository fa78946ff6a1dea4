# SPDX-License-Identifier: MulanPSL-2.0
"""Between documents and JSON: strict both ways, every fault named by its path, no value echoed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import cattrs

from app.kernel.digest import canonical_json, sha256_hex
from app.kernel.errors import UserError
from app.model.declaration import SCHEMA, Declaration
from app.model.marking import MarkBook
from app.model.meeting import Meeting
from app.model.unit import Unit
from app.model.unit_rules import UnitRules

Document = TypeVar("Document", Declaration, Unit, UnitRules, Meeting, MarkBook)


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_unstructure_hook(tuple, list)
    for plain in (str, int, bool):
        converter.register_structure_hook(plain, _exactly(plain))
    return converter


def _exactly(plain: type) -> Any:
    def structure(value: Any, target: Any) -> Any:
        if type(value) is not plain:
            raise TypeError(f"expected {plain.__name__}")
        # The hook of str also answers for the word sets of codes.py, which must come back as themselves.
        return value if target is plain else target(value)

    return structure


_CONVERTER = _converter()


def to_document(value: Declaration | Unit | UnitRules | Meeting | MarkBook) -> dict[str, Any]:
    """Return the JSON-able document of a declaration, unit, rules, meeting or book of marks."""
    document: dict[str, Any] = _CONVERTER.unstructure(value)
    return document


def from_document(document: Mapping[str, Any], kind: type[Document]) -> Document:
    """Return the declaration, unit, rules, meeting or book of marks a document holds.

    Raises:
        UserError: DOC-NEWER for a newer schema, DOC-FIELD naming the first wrong place.
    """
    schema = document.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise UserError("DOC-NEWER", schema=schema, known=SCHEMA)
    try:
        return _CONVERTER.structure(document, kind)
    except (
        cattrs.BaseValidationError,
        cattrs.ForbiddenExtraKeysError,
        TypeError,
        ValueError,
        KeyError,
    ) as fault:
        raise UserError("DOC-FIELD", place=_place(fault)) from None


def _place(fault: Exception) -> str:
    lines = cattrs.transform_error(fault, format_exception=_plain)
    return lines[0] if lines else "$"


def _plain(fault: BaseException, _: type | None) -> str:
    if isinstance(fault, cattrs.ForbiddenExtraKeysError):
        return "unknown key " + ", ".join(sorted(fault.extra_fields))
    if isinstance(fault, KeyError):
        return "missing key"
    return "wrong kind of value"


def to_json(value: Declaration | Unit | UnitRules | Meeting | MarkBook) -> str:
    """Return readable, stable UTF-8 JSON for export and tests."""
    return json.dumps(to_document(value), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def from_json(text: str, kind: type[Document]) -> Document:
    """Return the document in some JSON text; raises UserError DOC-JSON when it is not JSON."""
    try:
        parsed = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise UserError("DOC-JSON") from None
    if not isinstance(parsed, dict):
        raise UserError("DOC-JSON")
    return from_document(parsed, kind)


def digest(value: Declaration | Unit | Meeting) -> str:
    """Return the SHA-256 over the canonical JSON."""
    return sha256_hex(canonical_json(to_document(value)))
