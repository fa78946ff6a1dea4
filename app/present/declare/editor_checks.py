# SPDX-License-Identifier: MulanPSL-2.0
"""Checks that need no rule pack: is this an identity number, a day, a word of the table (ux 2.12 录入).

They only speak; nothing typed is changed or held back. Each works on one field's text and what stands
beside it. Identity numbers: GB 11643-1999, last digit by ISO 7064 MOD 11-2.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

from attrs import frozen
from stdnum.cn import ric

from app.kernel.dates import PartialDate
from app.kernel.text import INTERPUNCT, clean_code, clean_name
from app.model.declaration import Declaration
from app.model.paths import NoSuchPlace, read
from app.paper.core.fonts import missing_glyphs
from app.policy.fields import CodeTable, Field, Kind
from app.present.declare.editor_notes import Fix, Note, note
from app.present.declare.editor_values import Reading

SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?E\+?\d{1,2}$", re.IGNORECASE)
ID_LENGTH = 18
PHONE_DIGITS = 7
PRINT_ROLE = "fang"
_NUMBERED_DAY = re.compile(r"^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$")
_CODES = {"certificate", "card", "secrecy_case"}


@frozen
class Place:
    """One field where it stands: what was typed, what it was read as, and what lies around it.

    Attributes:
        unit_name: the unit's registered full name, or empty.
    """

    item: Field
    table: CodeTable | None
    path: str
    text: str
    reading: Reading
    declaration: Declaration
    today: dt.date
    unit_name: str = ""

    def beside(self, name: str) -> str:
        """Return the text of another column of the same record, or empty."""
        try:
            value = read(self.declaration, f"{self.path.rsplit('.', 1)[0]}.{name}")
        except NoSuchPlace:
            return ""
        return str(value or "")


def check(place: Place) -> tuple[Note, ...]:
    """Return everything these checks say about one field."""
    if not place.text.strip():
        return ()
    notes: list[Note] = []
    for kinds, look in _CHECKS:
        if kinds is None or place.item.kind in kinds:
            notes.extend(look(place))
    return tuple(notes)


# -- identity number


def _id_number(place: Place) -> list[Note]:
    number = clean_code(place.text)
    if SCIENTIFIC.match(number):
        return [note("M03", place.path, typed=place.text.strip())]
    stray = next((i for i, sign in enumerate(number) if not _id_sign(number, i, sign)), None)
    if stray is not None:
        return [note("FIELD-ID-SIGN", place.path, place=stray + 1, sign=number[stray])]
    if len(number) < ID_LENGTH:
        return [note("M01", place.path, missing=ID_LENGTH - len(number), count=len(number))]
    if len(number) > ID_LENGTH:
        return [note("FIELD-ID-LONG", place.path, extra=len(number) - ID_LENGTH, count=len(number))]
    if id_birthday(number) is None:
        return [note("FIELD-ID-DAY", place.path, digits=number[6:14])]
    expected = ric.calc_check_digit(number)
    if expected != number[-1]:
        return [note("M02", place.path, expected=expected, typed=number[-1])]
    return _implied(place, number)


def _id_sign(number: str, index: int, sign: str) -> bool:
    return (sign.isascii() and sign.isdigit()) or (sign == "X" and index == len(number) - 1)


def id_birthday(number: str) -> dt.date | None:
    """Return the day in digits 7 to 14 of an identity number, or None where there is no such day."""
    try:
        return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def id_sex(number: str) -> str:
    """Return 男 or 女 by the 17th digit."""
    return "男" if int(number[16]) % 2 else "女"


def sound_id(number: str) -> bool:
    """Tell whether an identity number has 18 signs, a real day and the right last one."""
    whole = len(number) == ID_LENGTH and all(
        _id_sign(number, i, sign) for i, sign in enumerate(number)
    )
    return whole and id_birthday(number) is not None and ric.calc_check_digit(number) == number[-1]


def _implied(place: Place, number: str) -> list[Note]:
    born, sex = id_birthday(number), id_sex(number)
    if born is None or place.path != "basics.id_number":
        return []
    texts = (("basics.born", PartialDate.of(born).dotted()), ("basics.sex", sex))
    empty = tuple(pair for pair in texts if not read(place.declaration, pair[0]))
    if not empty:
        return []
    words = PartialDate.of(born).words()
    return [note("FIELD-ID-FILL", place.path, (Fix("照着填上", empty),), born=words, sex=sex)]


# -- dates


def _date(place: Place) -> list[Note]:
    if not place.reading.value:
        return []
    if not place.reading.readable:
        return [_unreadable(place)]
    value = PartialDate.parse(place.reading.value)
    if value is None:
        return []
    notes = [*_year_only(place, value), *_future(place, value), *_order(place, value)]
    if place.path == "basics.born":
        notes += _against_id(place, value)
    return notes


def _unreadable(place: Place) -> Note:
    typed = place.text.strip()
    match = _NUMBERED_DAY.match("".join(typed.split()))
    if match:
        year, month, day = (int(part) for part in match.groups())
        if 1 <= month <= 12 and 1900 <= year <= 2100 and day > calendar.monthrange(year, month)[1]:
            words, days = f"{year}年{month}月", calendar.monthrange(year, month)[1]
            return note("FIELD-NO-DAY", place.path, typed=typed, month=words, days=days)
    return note("FIELD-DATE", place.path, typed=typed)


def _year_only(place: Place, value: PartialDate) -> list[Note]:
    if place.item.precision != "year" or value.month is None:
        return []
    fix = Fix(f"改为 {value.year}", ((place.path, str(value.year)),))
    return [note("FIELD-YEAR", place.path, (fix,), typed=place.text.strip())]


def _future(place: Place, value: PartialDate) -> list[Note]:
    if place.item.name in {"valid_from", "valid_until", "ended"} or value.earliest() <= place.today:
        return []
    today = PartialDate.of(place.today).words()
    return [note("FIELD-FUTURE", place.path, typed=value.words(), today=today)]


def _order(place: Place, value: PartialDate) -> list[Note]:
    if place.item.name not in {"ended", "ended_on", "graduated", "valid_until"}:
        return []
    other = {"ended_on": "posted_on", "valid_until": "valid_from"}.get(place.item.name, "started")
    started = PartialDate.parse(place.beside(other))
    if started is None or value.latest() >= started.earliest():
        return []
    return [note("FIELD-ORDER", place.path, started=started.words(), ended=value.words())]


def _against_id(place: Place, value: PartialDate) -> list[Note]:
    number = place.declaration.basics.id_number
    born = id_birthday(number) if sound_id(number) else None
    if born is None or value.earliest() <= born <= value.latest():
        return []
    day = PartialDate.of(born)
    implied = day if value.day is not None else PartialDate(day.year, day.month)
    fix = Fix(f"改为 {implied.words()}", ((place.path, day.dotted()),))
    return [note("M04", place.path, (fix,), typed=value.words(), implied=implied.words())]


# -- words, names, numbers


def _sex(place: Place) -> list[Note]:
    number = place.declaration.basics.id_number
    if place.path != "basics.sex" or not sound_id(number):
        return []
    implied = id_sex(number)
    if place.reading.value == implied:
        return []
    fix = Fix(f"改为 {implied}", ((place.path, implied),))
    return [note("FIELD-ID-SEX", place.path, (fix,), typed=place.text.strip(), implied=implied)]


def _code(place: Place) -> list[Note]:
    if place.reading.readable or place.table is None:
        return []
    near = place.table.search(place.text, 3)
    fixes = tuple(Fix(f"改为 {entry.word}", ((place.path, entry.word),)) for entry in near)
    return [note("FIELD-CODE", place.path, fixes, typed=place.text.strip(), label=place.item.label)]


def _name(place: Place) -> list[Note]:
    unified = clean_name(place.text)
    if unified == place.reading.value:
        return []
    used = next((sign for sign in place.reading.value if sign not in unified), "．")
    fix = Fix(f"改为“{INTERPUNCT}”", ((place.path, unified),))
    return [note("M06", place.path, (fix,), typed=used)]


def _unit(place: Place) -> list[Note]:
    if place.path != "basics.unit" or not place.unit_name or place.reading.value == place.unit_name:
        return []
    fix = Fix("改用全称", ((place.path, place.unit_name),))
    return [note("M10", place.path, (fix,), typed=place.reading.value, full=place.unit_name)]


def _phone(place: Place) -> list[Note]:
    digits = sum(sign.isdigit() for sign in place.text)
    if digits >= PHONE_DIGITS or place.reading.value == "无":
        return []
    return [note("FIELD-PHONE", place.path, typed=place.text.strip(), count=digits)]


def _number(place: Place) -> list[Note]:
    if place.reading.readable:
        return []
    code = "FIELD-NUMBER" if place.item.kind is Kind.WHOLE_NUMBER else "FIELD-YES-NO"
    return [note(code, place.path, typed=place.text.strip())]


def _glyphs(place: Place) -> list[Note]:
    absent = missing_glyphs(place.text.replace("\n", ""), PRINT_ROLE)
    if not absent:
        return []
    return [note("M05", place.path, label=place.item.label, glyphs="、".join(absent[:5]))]


def _limit(place: Place) -> list[Note]:
    count = len(str(place.reading.value or ""))
    if place.item.kind is Kind.ID_NUMBER or not place.item.limit or count <= place.item.limit:
        return []
    extra = count - place.item.limit
    limit, label = place.item.limit, place.item.label
    return [note("FIELD-LIMIT", place.path, extra=extra, count=count, limit=limit, label=label)]


def _scientific(place: Place) -> list[Note]:
    if place.item.name not in _CODES or not SCIENTIFIC.match(clean_code(place.text)):
        return []
    return [note("FIELD-SCI", place.path, label=place.item.label, typed=place.text.strip())]


_TEXT = frozenset({Kind.LINE, Kind.NAME, Kind.UNIT, Kind.LONG_TEXT})
_CHECKS: tuple[tuple[frozenset[Kind] | None, Callable[[Place], list[Note]]], ...] = (
    (frozenset({Kind.ID_NUMBER}), _id_number),
    (frozenset({Kind.DATE}), _date),
    (frozenset({Kind.CODE}), _code),
    (frozenset({Kind.CODE}), _sex),
    (frozenset({Kind.NAME}), _name),
    (frozenset({Kind.UNIT}), _unit),
    (frozenset({Kind.PHONE}), _phone),
    (frozenset({Kind.WHOLE_NUMBER, Kind.YES_NO}), _number),
    (frozenset({Kind.LINE, Kind.PHONE}), _scientific),
    (_TEXT, _glyphs),
    (None, _limit),
)
