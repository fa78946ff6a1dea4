# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates on what was typed: numbers, names, dates that exist, columns left empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from app.kernel.dates import PartialDate
from app.kernel.text import clean_name
from app.policy.facts import UNTIL_NOW, Facts, open_ended, parsed
from app.policy.findings import Outcome, Verdict
from app.policy.predicates.kind import Kind, Parameters, kind, met, unknown, unmet
from app.policy.words import place_words

_ID_PATH = "basics.id_number"
_ID_LENGTH = 18
_SCIENTIFIC = re.compile(r"^\d(\.\d+)?E\+?\d+$")
_DATE_COLUMNS = {
    "started", "ended", "graduated", "obtained", "published", "taken", "valid_from", "valid_until",
    "secrecy_date", "posted_on", "ended_on", "confirmed_on", "reviewed_on", "on", "born", "work_started",
    "specialty_since", "pledged_on", "submitted_on",
}  # fmt: skip
_DATED_PLACES = ("basics", "secrecy", "notice", "recommendation")
_DATED_TABLES = (
    "education", "titles", "appointments", "training", "career", "service", "examinations", "sanctions",
    "achievements", "works",
)  # fmt: skip


def id_digits(facts: Facts) -> str:
    """Return the ID number with blanks dropped and x in upper case."""
    return "".join(facts.declaration.basics.id_number.split()).upper()


def id_number(facts: Facts) -> list[Verdict]:
    """The citizen number has 18 places, a birthday that exists and a right check digit (GB 11643)."""
    number = id_digits(facts)
    if not number:
        return [unknown(_ID_PATH)]
    if _SCIENTIFIC.match(number):
        return [unmet(_ID_PATH, reason="spreadsheet", typed=number)]
    if len(number) != _ID_LENGTH:
        reason = "short" if len(number) < _ID_LENGTH else "long"
        gap = abs(_ID_LENGTH - len(number))
        return [unmet(_ID_PATH, reason=reason, count=len(number), missing=gap, extra=gap)]
    odd = next((n for n, sign in enumerate(number) if not _fits(n, sign)), None)
    if odd is not None:
        return [unmet(_ID_PATH, reason="sign", place=odd + 1, sign=number[odd])]
    if _birthday(number) is None:
        return [unmet(_ID_PATH, reason="day", digits=number[6:14])]
    expected = ric.calc_check_digit(number)
    if expected != number[-1]:
        return [unmet(_ID_PATH, reason="check_digit", expected=expected, typed=number[-1])]
    return [met(_ID_PATH)]


def _fits(place: int, sign: str) -> bool:
    return sign.isascii() and (sign.isdigit() or (place == _ID_LENGTH - 1 and sign == "X"))


def _birthday(number: str) -> PartialDate | None:
    try:
        return PartialDate.of(ric.get_birth_date(number))
    except (ValidationError, ValueError):
        return None


def _sound(number: str) -> bool:
    return len(number) == _ID_LENGTH and all(_fits(n, sign) for n, sign in enumerate(number))


def born_as_in_id(facts: Facts) -> list[Verdict]:
    """The birthday typed is the one in the citizen number, as far as both say."""
    number, path = id_digits(facts), "basics.born"
    typed = parsed(facts.declaration.basics.born)
    if typed is None or not _sound(number):
        return [
            unknown(
                *(
                    p
                    for p, lacks in ((path, typed is None), (_ID_PATH, not _sound(number)))
                    if lacks
                )
            )
        ]
    implied = _birthday(number)
    if implied is None:
        return [unknown(_ID_PATH)]
    same = typed.earliest() <= implied.earliest() <= typed.latest()
    shown = PartialDate(implied.year, implied.month, implied.day if typed.day else None)
    return [
        met(path, _ID_PATH)
        if same
        else unmet(path, _ID_PATH, typed=typed.words(), implied=shown.words())
    ]


def sex_as_in_id(facts: Facts) -> list[Verdict]:
    """The sex typed is the one the 17th place says."""
    number, typed = id_digits(facts), facts.declaration.basics.sex
    if not typed or not _sound(number):
        return [
            unknown(
                *(["basics.sex"] if not typed else []), *([_ID_PATH] if not _sound(number) else [])
            )
        ]
    implied = "男" if int(number[16]) % 2 else "女"
    if typed == implied:
        return [met("basics.sex")]
    return [unmet("basics.sex", _ID_PATH, typed=typed, implied=implied)]


def name_dots(facts: Facts) -> list[Verdict]:
    """Every dot in the name is the interpunct U+00B7 (ux B-9)."""
    name = facts.declaration.basics.name
    if not name:
        return [unknown("basics.name")]
    clean = clean_name(name)
    if clean == name or clean.count("·") == name.count("·"):
        return [met("basics.name")]
    used = (
        "".join(dict.fromkeys(a for a, b in zip(name, clean, strict=False) if b == "·" != a))
        or name
    )
    return [unmet("basics.name", typed=used)]


def unit_name(facts: Facts) -> list[Verdict]:
    """The unit is named as on its seal."""
    typed = facts.declaration.basics.unit.strip()
    if facts.unit is None or not facts.unit.name.strip() or not typed:
        return [] if facts.unit is None else [unknown("basics.unit")]
    if typed == facts.unit.name.strip():
        return [met("basics.unit")]
    return [unmet("basics.unit", typed=typed, full=facts.unit.name.strip())]


def date_texts(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every date place that is filled."""
    declaration = facts.declaration
    for name in ("pledged_on", "submitted_on"):
        yield name, getattr(declaration, name)
    for part in _DATED_PLACES:
        record = getattr(declaration, part)
        yield from ((f"{part}.{n}", getattr(record, n)) for n in _date_names(type(record)))
    for table in _DATED_TABLES:
        for row in getattr(declaration, table):
            yield from ((f"{table}.{row.id}.{n}", getattr(row, n)) for n in _date_names(type(row)))


def _date_names(kind_: type) -> list[str]:
    return [each.name for each in attrs.fields(kind_) if each.name in _DATE_COLUMNS]


def dates_exist(facts: Facts) -> list[Verdict]:
    """Every date that was typed can be read, and its day exists (no 30 February)."""
    verdicts = []
    for path, text in date_texts(facts):
        if (
            not text.strip()
            or parsed(text)
            or (path.endswith("ended") and text.strip() in UNTIL_NOW)
        ):
            continue
        label = place_words(facts.pack, facts.declaration, path)
        reason = "no_such_day" if _looks_like_day(text) else "unreadable"
        verdicts.append(unmet(path, reason=reason, typed=text, label=label))
    return verdicts or [met()]


def _looks_like_day(text: str) -> bool:
    figures = re.findall(r"\d+", text)
    compact = figures[0] if len(figures) == 1 else ""
    return len(figures) in (2, 3) or (compact.isdigit() and len(compact) in (6, 8))


def dates_ordered(facts: Facts) -> list[Verdict]:
    """No stay ends before it starts, on any reading of its dates; told only where both are known."""
    verdicts = []
    for table in _DATED_TABLES:
        for row in getattr(facts.declaration, table):
            start, end = parsed(getattr(row, "started", "")), parsed(getattr(row, "ended", ""))
            if start is None or end is None:
                continue
            path = f"{table}.{row.id}"
            if end.latest() >= start.earliest():
                verdicts.append(met(f"{path}.ended", f"{path}.started"))
                continue
            word = place_words(facts.pack, facts.declaration, path)
            values = {"label": word, "started": start.dotted(), "ended": end.dotted()}
            verdicts.append(Verdict(Outcome.NOT_MET, values, (f"{path}.ended", f"{path}.started")))
    return verdicts


def filled(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Every one of some places is filled; one verdict for each that is not."""
    empty = [path for path in parameters["paths"] if not _text(facts, path)]
    words = [place_words(facts.pack, facts.declaration, path) for path in empty]
    return [unmet(path, label=word) for path, word in zip(empty, words, strict=True)] or [
        met(*parameters["paths"])
    ]


def columns_filled(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """No column of some is left blank; one verdict for all together (M09)."""
    empty = [path for path in parameters["paths"] if not _text(facts, path)]
    if not empty:
        return [met(*parameters["paths"])]
    words = "、".join(place_words(facts.pack, facts.declaration, path) for path in empty)
    return [unmet(*empty, count=len(empty), labels=words)]


def _text(facts: Facts, path: str) -> str:
    value: object = facts.declaration
    for step in path.split("."):
        value = getattr(value, step)
    return "" if value is None else str(value).strip()


def series_chosen(facts: Facts) -> list[Verdict]:
    """Level, series and specialty are chosen, and the series as written is known."""
    answers = facts.declaration.route
    if facts.series_fault is not None:
        values = facts.series_fault.values
        nearest = values.get("nearest") or values.get("names") or ""
        return [unmet("route.series", reason="unknown", series=answers.series, nearest=nearest)]
    pairs = (("route.series", answers.series), ("route.specialty", answers.specialty))
    empty = [path for path, value in pairs if not value.strip()]
    return [unmet(*empty)] if empty else [met("route.series", "route.specialty")]


def title_fits(facts: Facts) -> list[Verdict]:
    """The title declared stands in the title table of its series and level."""
    answers, series = facts.declaration.route, facts.route.series
    if not answers.title.strip() or series is None or answers.level is None:
        return [unknown("route.title")]
    names = series.titles(str(answers.level), answers.sub_level)
    if answers.title in names or not names:
        return [met("route.title")]
    return [
        unmet("route.title", title=answers.title, names="、".join(names[:6]), series=series.name)
    ]


def gaps_in_career(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """No gap in the career longer than some months."""
    from app.kernel.spans import months_text, total

    spans, undated = facts.career(), facts.undated("career")
    if not spans or undated:
        return [unknown(*(undated or ["career"]))]
    gaps = [gap for gap in total(spans, facts.today).gaps if gap.days > 31 * parameters["months"]]
    if not gaps:
        return [met("career")]
    text = "；".join(f"{gap.first:%Y.%m}—{gap.last:%Y.%m}" for gap in gaps)
    return [unmet("career", gaps=text, months=months_text(parameters["months"]))]


def ends_open(facts: Facts) -> list[Verdict]:
    """Only one stay of the career lasts to this day."""
    rows = [row for row in facts.declaration.career if open_ended(row.ended)]
    if len(rows) <= 1:
        return [met("career")]
    return [unmet(*(f"career.{row.id}.ended" for row in rows), count=len(rows))]


KINDS: dict[str, Kind] = {
    "id_number": kind(id_number),
    "born_as_in_id": kind(born_as_in_id),
    "sex_as_in_id": kind(sex_as_in_id),
    "name_dots": kind(name_dots),
    "unit_name": kind(unit_name),
    "dates_exist": kind(dates_exist),
    "dates_ordered": kind(dates_ordered),
    "filled": kind(filled, "paths"),
    "columns_filled": kind(columns_filled, "paths"),
    "series_chosen": kind(series_chosen),
    "title_fits": kind(title_fits),
    "gaps_in_career": kind(gaps_in_career, "months"),
    "ends_open": kind(ends_open),
}
