# SPDX-License-Identifier: MulanPSL-2.0
"""退回补正单 as a small document: what a desk sent back, carried on a disc beside the paper (ux 1.2).

The document carries its own digest, so that a damaged or altered file is told from a whole one; four
groups of digits made of the digest stand on the paper slip too, for a person to compare (D-8). It is
no signature: what binds is the paper with name and seal.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs
from attrs import frozen

from app.kernel.digest import canonical_json, sha256_hex
from app.kernel.digits import with_check_digit
from app.kernel.text import clean_line
from app.model.codes import ReviewLevel

FORMAT, VERSION = "zhijuan-return-slip", 1
SUFFIX = ".zjth"
MOST_BYTES = 512 * 1024
MOST_ITEMS, LONGEST = 200, 400
_GROUPS, _FIGURES = 4, 3
_KEYS = frozenset({"format", "version", "slip", "digest"})


class SlipFault(Exception):
    """The bytes hold no such slip.

    Attributes:
        code: message code: INTAKE-SLIP, INTAKE-SLIP-NEWER or INTAKE-SLIP-DIGEST.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@frozen
class ReturnSlipItem:
    """One numbered item.

    Attributes:
        number: 序号 on the slip.
        entry: id of the material in the list of whoever made the slip.
        listed: 目录单序号, 0 for a material added by hand.
        clause: id of the clause, or words.
    """

    number: int
    entry: str
    listed: int
    name: str
    reason: str
    clause: str = ""
    bring: str = ""


@frozen
class ReturnSlip:
    """One slip; days are ISO."""

    person: str
    year: int
    title: str
    level: str
    reviewer: str
    on: str
    due: str
    slip: str = ""
    items: tuple[ReturnSlipItem, ...] = ()

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what the slip says."""
        return sha256_hex(canonical_json(attrs.asdict(self)))

    @property
    def code(self) -> str:
        """Return the digits that stand on paper and screen: 3817-0459-9162-2205."""
        figures = f"{int(self.digest[:24], 16) % 10 ** (_GROUPS * _FIGURES):012d}"
        parts = [figures[at : at + _FIGURES] for at in range(0, len(figures), _FIGURES)]
        return "-".join(map(with_check_digit, parts))


def slip_bytes(slip: ReturnSlip) -> bytes:
    """Return the file of a slip."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "slip": attrs.asdict(slip),
        "digest": slip.digest,
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def read_slip(untrusted_data: bytes) -> ReturnSlip:
    """Return the slip some bytes hold; called where foreign bytes may be read.

    Raises:
        SlipFault: not such a file, one of a newer program, or one whose digest does not fit.
    """
    if len(untrusted_data) > MOST_BYTES:
        raise SlipFault("INTAKE-SLIP")
    try:
        text = untrusted_data.decode("utf-8")
        document = json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise SlipFault("INTAKE-SLIP") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise SlipFault("INTAKE-SLIP")
    version = document.get("version")
    if type(version) is int and version > VERSION:
        raise SlipFault("INTAKE-SLIP-NEWER")
    if set(document) != _KEYS or version != VERSION:
        raise SlipFault("INTAKE-SLIP")
    slip = slip_of(document["slip"])
    if document["digest"] != slip.digest:
        raise SlipFault("INTAKE-SLIP-DIGEST")
    return slip


def slip_of(untrusted: Any) -> ReturnSlip:
    """Return the slip plain values hold; raises SlipFault INTAKE-SLIP for anything else."""
    values = _exactly(untrusted, ReturnSlip)
    items = values["items"]
    if not isinstance(items, (list, tuple)) or not 0 < len(items) <= MOST_ITEMS:
        raise SlipFault("INTAKE-SLIP")
    rows = tuple(ReturnSlipItem(**_exactly(item, ReturnSlipItem)) for item in items)
    slip = ReturnSlip(**(values | {"items": rows}))
    reviewing = {level.value for level in ReviewLevel} - {ReviewLevel.SELF.value}
    if slip.level not in reviewing or not _is_day(slip.on) or not _is_day(slip.due):
        raise SlipFault("INTAKE-SLIP")
    return slip


def _exactly(untrusted: Any, shape: type[attrs.AttrsInstance]) -> dict[str, Any]:
    """Return the values of one shape: every field, nothing else, short plain text and small figures."""
    fields = {field.name: field.type for field in attrs.fields(shape)}
    if not isinstance(untrusted, dict) or set(untrusted) != set(fields):
        raise SlipFault("INTAKE-SLIP")
    for name, value in untrusted.items():
        kind = fields[name]
        if kind == "str" and not _is_plain(value):
            raise SlipFault("INTAKE-SLIP")
        if kind == "int" and not (type(value) is int and 0 <= value <= 9999):
            raise SlipFault("INTAKE-SLIP")
    return untrusted


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and clean_line(value) == value


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(_constant: str) -> Any:
    raise ValueError("no such number")
