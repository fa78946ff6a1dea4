# SPDX-License-Identifier: MulanPSL-2.0
"""From the files of a pack to a checked PolicyPack; every fault is one sentence with file and line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

import attrs
from attrs import define, field

from app.kernel.messages import catalogue
from app.kernel.workdays import WorkCalendar
from app.policy import records as rec
from app.policy.conditions import BadCondition, Condition, compiled
from app.policy.pack import (
    Materials,
    PolicyPack,
    Routes,
    Rules,
    Windows,
    merged_calendar,
    refuse_foreign,
)
from app.policy.packfiles import PackFiles
from app.policy.predicates import EXCEPTION_KINDS, KINDS, Kind
from app.policy.source import Source, read_source
from app.policy.titles import TitleTables

Row = TypeVar("Row")
LEVEL_NAMES = ("junior", "intermediate", "associate_senior", "full_senior")
FILING_LEVELS = ("junior", "intermediate", "senior")
PLACES = ("banner_county", "city", "autonomous_region", "unit", "none", "as_otherwise")
SEVERITIES, ACTS = (
    ("must", "check", "note"),
    ("formal_print", "recommendation", "notification", "parcel"),
)
SCOPES, NEEDS, FORMS = (
    ("declaration", "unit", "committee"),
    ("M", "C", "O"),
    ("original", "copy", "both"),
)


@define
class Reader:
    """Reads one pack's files in order; what was read before is there to be checked against."""

    files: PackFiles
    clauses: dict[str, rec.Clause] = field(factory=dict)

    def source(self, name: str, *tables: str) -> Source:
        """Return one file with only these top-level keys."""
        source = read_source(self.files, name)
        source.only(*tables)
        return source

    def cited(self, source: Source, table: str, rows: list[Any]) -> None:
        """Refuse a clause id that no clause has."""
        for index, row in enumerate(rows):
            for clause in row.clauses:
                if clause not in self.clauses:
                    line = source.line_of(table, index, "clauses")
                    source.refuse(f"条款“{clause}”在 clauses.toml 里没有", line)

    def condition(
        self, source: Source, table: str, index: int | None, when: Mapping[str, Any]
    ) -> Condition:
        """Return a compiled condition, refusing what is outside the closed set."""
        try:
            return compiled(when)
        except BadCondition as fault:
            source.refuse(str(fault), source.line_of(table, index, "when"))

    def conditioned(
        self, source: Source, table: str, kind: type[Row]
    ) -> list[tuple[Row, Condition]]:
        """Return the rows of a table with their ``when`` compiled and their clauses checked."""
        rows: list[Any] = source.rows(table, kind)
        self.cited(source, table, rows)
        return [(row, self.condition(source, table, n, row.when)) for n, row in enumerate(rows)]


def one_of(source: Source, table: str, index: int, key: str, value: str, allowed: Any) -> None:
    """Refuse a word outside a closed set."""
    if value not in allowed:
        reason = f"“{key}”不能是“{value}”，可以是：{'、'.join(sorted(allowed))}"
        source.refuse(reason, source.line_of(table, index, key))


def read_pack(files: PackFiles) -> PolicyPack:
    """Read and check a pack without running its cases.

    Raises:
        UserError: PACK-FILE, PACK-MISSING, PACK-FORMAT, PACK-ISSUER.
    """
    header = read_source(files, "pack.toml").whole(rec.PackHeader)
    refuse_foreign(header)
    reader = Reader(files)
    _read_clauses(reader)
    calendar = _read_calendar(reader, header)
    windows = _read_windows(reader, header)
    titles = _read_titles(reader)
    routes = _read_routes(reader)
    source = reader.source("ambiguities.toml", "ambiguity")
    ambiguities = tuple(reader.conditioned(source, "ambiguity", rec.Ambiguity))
    source.unique("ambiguity", [row.id for row, _ in ambiguities])
    source = reader.source("phrases.toml", "phrase")
    phrases = source.rows("phrase", rec.Phrase)
    reader.cited(source, "phrase", phrases)
    source.unique("phrase", [row.id for row in phrases])
    return PolicyPack(
        header=header,
        files=files,
        digest=files.digest,
        clauses=reader.clauses,
        calendar=calendar,
        windows=windows,
        titles=titles,
        routes=routes,
        ambiguities=ambiguities,
        rules=_read_rules(reader),
        materials=_read_materials(reader),
        standard_phrases=tuple(phrases),
        labels=_read_labels(reader),
    )


def _read_clauses(reader: Reader) -> None:
    source = reader.source("clauses.toml", "clause")
    clauses = source.rows("clause", rec.Clause)
    source.unique("clause", [clause.id for clause in clauses])
    reader.clauses.update({clause.id: clause for clause in clauses})


def _read_calendar(reader: Reader, header: rec.PackHeader) -> WorkCalendar:
    source = reader.source("calendar.toml", "year")
    years = source.rows("year", rec.CalendarYear)
    source.unique("year", [year.year for year in years])
    for index, year in enumerate(years):
        days = [*year.worked, *(day for off in year.off for day in (off.first, off.last))]
        if any(day.year != year.year for day in days) or any(
            off.first > off.last for off in year.off
        ):
            source.refuse(
                f"{year.year} 年里有一天不在这一年，或者首尾颠倒", source.line_of("year", index)
            )
    if header.year not in {year.year for year in years}:
        source.refuse(f"没有 {header.year} 年的放假安排，政策包的年度认不出")
    return merged_calendar(WorkCalendar(), tuple(years))


def _read_windows(reader: Reader, header: rec.PackHeader) -> Windows:
    plain = tuple(each.name for each in attrs.fields(rec.WindowsHead))
    source = reader.source("windows.toml", *plain, "window", "paper", "separate")
    head = source.head(rec.WindowsHead, plain)
    rows = source.rows("window", rec.WindowRow)
    reader.cited(source, "window", rows)
    source.unique("window", [row.level for row in rows])
    for index, row in enumerate(rows):
        one_of(source, "window", index, "level", row.level, FILING_LEVELS)
        days = [row.opens, row.closes, row.report_up]
        for key in ("opens", "closes", "cutoff", "report_up", "internal", "slot"):
            _this_year(source, "window", index, key, getattr(row, key), header)
        if days != sorted(days):
            source.refuse(f"{row.level} 的日期先后颠倒", source.line_of("window", index))
    for key in ("review_by", "ceiling"):
        _this_year(source, "", None, key, getattr(head, key), header)
    missing = [level for level in FILING_LEVELS if level not in {row.level for row in rows}]
    if missing:
        source.refuse(f"缺少层级 {'、'.join(missing)} 的日期")
    for clause in (*head.notice_clauses, *head.review_clauses, *head.ceiling_clauses):
        if clause not in reader.clauses:
            source.refuse(f"条款“{clause}”在 clauses.toml 里没有")
    paper = reader.conditioned(source, "paper", rec.PaperDate)
    for index, (each, _) in enumerate(paper):
        _this_year(source, "paper", index, "report_up", each.report_up, header)
    return Windows(
        rows=tuple(rows),
        paper=tuple(paper),
        separate=tuple(reader.conditioned(source, "separate", rec.SeparateDates)),
        **attrs.asdict(head),
    )


def _this_year(
    source: Source,
    table: str,
    index: int | None,
    key: str,
    day: dt.date | None,
    header: rec.PackHeader,
) -> None:
    """Refuse a day left from another year: the likeliest slip in a pack made from last year's."""
    if day is not None and day.year != header.year:
        line = source.line_of(table, index, key) if table else source.line_of(key)
        source.refuse(f"“{key}”是 {day.isoformat()}，不在 {header.year} 年", line)


def _read_titles(reader: Reader) -> TitleTables:
    source = reader.source("series.toml", "series", "specialty", "exam", "old_title")
    series = source.rows("series", rec.Series)
    source.unique("series", [each.id for each in series])
    source.unique("series", [each.number for each in series])
    specialties = source.rows("specialty", rec.Specialty)
    source.unique("specialty", [each.id for each in specialties])
    exams = source.rows("exam", rec.ExamRow)
    old = source.rows("old_title", rec.OldTitle)
    ids, named = {each.id for each in series}, {each.id for each in specialties}
    for index, each in enumerate(specialties):
        one_of(source, "specialty", index, "series", each.series, ids)
    for index, exam in enumerate(exams):
        one_of(source, "exam", index, "kind", exam.kind, ("exam_in_lieu", "exam_and_evaluation"))
        one_of(source, "exam", index, "state", exam.state, (rec.CHECKED, rec.UNCHECKED))
        for value in exam.series:
            one_of(source, "exam", index, "series", value, ids)
        for value in exam.levels:
            one_of(source, "exam", index, "levels", value, LEVEL_NAMES)
        for value in (*exam.specialties, *exam.except_specialties):
            one_of(source, "exam", index, "specialties", value, named)
    for index, title in enumerate(old):
        one_of(source, "old_title", index, "series", title.series, ids)
    ordered = tuple(sorted(series, key=lambda each: each.number))
    return TitleTables(ordered, tuple(specialties), tuple(exams), tuple(old))


def _read_routes(reader: Reader) -> Routes:
    tables = ("mode", "row", "collected", "chain", "overlay", "confirmation", "kind", "committee")
    source = reader.source("routes.toml", "evaluation_order", *tables)
    modes = {mode.id: mode for mode in source.rows("mode", rec.Mode)}
    rows = reader.conditioned(source, "row", rec.ModeRow)
    source.unique("row", [row.number for row, _ in rows])
    for index, (row, _) in enumerate(rows):
        one_of(source, "row", index, "mode", row.mode, modes)
        one_of(source, "row", index, "place", row.place, PLACES)
    order = source.data.get("evaluation_order", [])
    if sorted(order) != sorted(row.number for row, _ in rows):
        source.refuse("次序要把每一行的序号写一次，不多不少", source.line_of("evaluation_order"))
    chains = reader.conditioned(source, "chain", rec.ChainRow)
    source.unique("chain", [chain.id for chain, _ in chains])
    kinds = source.rows("kind", rec.KindRow)
    reader.cited(source, "kind", kinds)
    committees = source.rows("committee", rec.Committee)
    reader.cited(source, "committee", committees)
    for index, committee in enumerate(committees):
        one_of(source, "committee", index, "place", committee.place, PLACES)
    collected = source.one("collected", rec.Collected)
    overlay = source.one("overlay", rec.Overlay)
    return Routes(
        modes=modes,
        rows=tuple(sorted(rows, key=lambda each: order.index(each[0].number))),
        chains=tuple(
            (
                chain,
                when,
                tuple(reader.condition(source, "chain", n, step.when) for step in chain.steps),
            )
            for n, (chain, when) in enumerate(chains)
        ),
        overlay=(overlay, reader.condition(source, "overlay", None, overlay.when)),
        collected=(collected, reader.condition(source, "collected", None, collected.when)),
        confirmations=tuple(reader.conditioned(source, "confirmation", rec.Confirmation)),
        kinds={kind.id: kind for kind in kinds},
        committees=tuple(committees),
    )


def _read_rules(reader: Reader) -> Rules:
    rules: list[tuple[rec.RuleRow, Condition]] = []
    exceptions: list[tuple[rec.ExceptionRow, Condition]] = []
    presets: list[rec.Preset] = []
    known: set[str | int] = set()
    sources: list[tuple[Source, int]] = []
    for name in reader.files.names("rules"):
        source = reader.source(name, "rule", "exception", "preset")
        found = reader.conditioned(source, "rule", rec.RuleRow)
        source.unique("rule", [row.id for row, _ in found], known)
        for index, (row, _) in enumerate(found):
            _check_rule(source, index, row)
        excepted = reader.conditioned(source, "exception", rec.ExceptionRow)
        source.unique("exception", [row.id for row, _ in excepted], known)
        for index, (exception, _) in enumerate(excepted):
            _known_predicate(source, "exception", index, exception, EXCEPTION_KINDS)
        sources += [(source, index) for index in range(len(excepted))]
        rules += found
        exceptions += excepted
        presets += source.rows("preset", rec.Preset)
    _check_exceptions(rules, exceptions, sources)
    return Rules(tuple(rules), tuple(exceptions), tuple(presets))


def _known_predicate(
    source: Source, table: str, index: int, row: Any, kinds: Mapping[str, Kind]
) -> None:
    one_of(source, table, index, "predicate", row.predicate, kinds)
    kind = kinds[row.predicate]
    for name in row.parameters:
        if name not in kind.parameters:
            source.refuse(f"“{row.predicate}”没有参数“{name}”", source.line_of(table, index, name))
    for name in kind.parameters - kind.optional - row.parameters.keys():
        source.refuse(f"“{row.predicate}”缺少参数“{name}”", source.line_of(table, index))


def _check_rule(source: Source, index: int, row: rec.RuleRow) -> None:
    one_of(source, "rule", index, "severity", row.severity, SEVERITIES)
    one_of(source, "rule", index, "scope", row.scope, SCOPES)
    one_of(source, "rule", index, "state", row.state, (rec.CHECKED, rec.UNCHECKED))
    _known_predicate(source, "rule", index, row, KINDS)
    for act in row.acts:
        one_of(source, "rule", index, "acts", act, ACTS)
    for code in (row.message, *row.messages.values()):
        if code not in catalogue().templates:
            source.refuse(f"没有消息“{code}”", source.line_of("rule", index, "message"))
    if row.severity == "must" and not (row.clauses or row.impossible):
        source.refuse(
            "没有条款、也不是不可能的事，不能设为必须改", source.line_of("rule", index, "severity")
        )
    if row.severity == "must" and row.state == rec.UNCHECKED:
        source.refuse("待核的规则不能设为必须改", source.line_of("rule", index, "severity"))
    if (row.severity == "must") != bool(row.acts):
        source.refuse("必须改的要写拦住哪件事（acts），其他的不写", source.line_of("rule", index))


def _check_exceptions(
    rules: list[tuple[rec.RuleRow, Condition]],
    exceptions: list[tuple[rec.ExceptionRow, Condition]],
    sources: list[tuple[Source, int]],
) -> None:
    rule_ids = {row.id for row, _ in rules}
    by_id = {row.id: row for row, _ in exceptions}
    for (row, _), (source, index) in zip(exceptions, sources, strict=True):
        for target in row.excuses:
            if target not in rule_ids and target not in by_id:
                source.refuse(
                    f"“{target}”不是规则也不是例外", source.line_of("exception", index, "excuses")
                )
        if _comes_back(row.id, by_id):
            source.refuse(f"例外“{row.id}”绕回到自己", source.line_of("exception", index))


def _comes_back(start: str, by_id: Mapping[str, rec.ExceptionRow]) -> bool:
    seen: set[str] = set()
    ahead = [target for target in by_id[start].excuses if target in by_id]
    while ahead:
        current = ahead.pop()
        if current == start:
            return True
        if current not in seen:
            seen.add(current)
            ahead += [target for target in by_id[current].excuses if target in by_id]
    return False


def _read_materials(reader: Reader) -> Materials:
    source = reader.source("materials.toml", "tab", "group", "item")
    tabs, groups = source.rows("tab", rec.Tab), source.rows("group", rec.Group)
    items = reader.conditioned(source, "item", rec.CatalogueItem)
    source.unique("item", [item.id for item, _ in items])
    source.unique("item", [item.number for item, _ in items])
    for index, (item, _) in enumerate(items):
        one_of(source, "item", index, "tab", item.tab, {tab.letter for tab in tabs})
        one_of(source, "item", index, "group", item.group, {group.id for group in groups})
        one_of(source, "item", index, "need", item.need, NEEDS)
        one_of(source, "item", index, "form", item.form, FORMS)
        one_of(source, "item", index, "repeat", item.repeat, ("", "achievements", "works"))
        if "." in item.id or "-" in item.id:
            source.refuse("材料编号里不能有“.”和“-”", source.line_of("item", index, "id"))
    ordered = sorted(items, key=lambda each: each[0].number)
    return Materials(tuple(tabs), tuple(groups), tuple(ordered))


def _read_labels(reader: Reader) -> dict[str, dict[str, str]]:
    source = read_source(reader.files, "labels.toml")
    for name, table in source.data.items():
        if not isinstance(table, dict) or not all(isinstance(word, str) for word in table.values()):
            source.refuse(f"“{name}”要写成 [表] 和“词 = 中文”", source.line_of(name))
    return source.data
