# SPDX-License-Identifier: MulanPSL-2.0
"""What is readable in a pack and still wrong: ids nobody defined, places no form has, quotations that drifted.

Each lint yields whole sentences with file and line, for whoever makes the pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.kernel.dates import chinese_date
from app.kernel.errors import UserError
from app.model.codes import Affiliation, TitleLevel
from app.policy.cases import run_cases
from app.policy.conditions import LEVELS
from app.policy.coverage import gaps
from app.policy.fields import FieldCatalogue, place_type
from app.policy.pack import PolicyPack
from app.policy.packfiles import NOTICE
from app.policy.source import Source, read_source

# Papers the program makes; a material or field names one of these or none.
PIECES = (
    "contents", "evaluation_form", "submission_form", "recommendation", "notice_proof",
    "secrecy_review", "entrustment_letter", "pledge", "work_summary",
)  # fmt: skip
FORMS = (*PIECES, "roster", "statistics")
APPLIES = ("first_title", "title_by_qualification", "added_by_hand", "separate_opinion")
_PLACE = re.compile(r"[a-z_]+(?:\.(?:\*|[a-z_]+))+")
_WHEN_TABLES = {
    "routes.toml": ("row", "chain", "overlay", "collected", "confirmation"),
    "ambiguities.toml": ("ambiguity",),
    "materials.toml": ("item",),
    "windows.toml": ("paper", "separate"),
}


def lint(pack: PolicyPack) -> Iterator[str]:
    """Yield every fault that lets a pack be read and yet be wrong."""
    yield from _case_faults(pack)
    yield from _quote_faults(pack)
    yield from _cover_faults(pack)
    yield from _day_faults(pack)
    yield from _label_faults(pack)
    yield from _condition_faults(pack)
    yield from _parameter_faults(pack)
    yield from _field_faults(pack)
    yield from _piece_faults(pack)
    yield from _coverage_faults(pack)


def _said(source: Source, line: int, reason: str) -> str:
    return f"{source.name} 第 {line} 行：{reason}。"


def _coverage_faults(pack: PolicyPack) -> Iterator[str]:
    try:
        yield from (f"coverage.toml：{gap}。" for gap in gaps(pack))
    except UserError as fault:
        yield fault.message.one_line()


def _case_faults(pack: PolicyPack) -> Iterator[str]:
    for name in pack.files.names("cases"):
        try:
            faults, _ = run_cases(pack, read_source(pack.files, name))
        except UserError as fault:
            yield fault.message.one_line()
            continue
        for each in faults:
            yield f"{each.file} 第 {each.line} 行“{each.name}”：{each.reason}。"


def flattened(text: str) -> str:
    """Return a text without blanks and line ends, as quotations are compared."""
    return "".join(text.split())


def _quote_faults(pack: PolicyPack) -> Iterator[str]:
    """Every clause is quoted from the notice as it stands, where the pack brings the notice along."""
    if NOTICE not in pack.files.contents:
        yield f"缺少 {NOTICE}：把通知全文贴进去，才能核对每一条引文。"
        return
    notice = flattened(pack.files.text(NOTICE))
    source = read_source(pack.files, "clauses.toml")
    for index, clause in enumerate(pack.clauses.values()):
        if flattened(clause.text) not in notice:
            line = source.line_of("clause", index, "text")
            yield _said(source, line, f"条款“{clause.id}”的文字和 {NOTICE} 对不上")


def _cover_faults(pack: PolicyPack) -> Iterator[str]:
    """The number and the day on the cover stand in the notice the pack brings along."""
    if NOTICE not in pack.files.contents:
        return
    notice, header = flattened(pack.files.text(NOTICE)), pack.header
    source = read_source(pack.files, "pack.toml")
    for key, words in (("number", header.number), ("issued", chinese_date(header.issued))):
        if flattened(words) not in notice:
            yield _said(source, source.line_of(key), f"“{words}”在 {NOTICE} 里找不到")


def _day_faults(pack: PolicyPack) -> Iterator[str]:
    """Every day of windows.toml is written in one of the clauses it rests on: 5月25日."""
    source, windows = read_source(pack.files, "windows.toml"), pack.windows
    wanted = [
        (source.line_of("window", index, key), key, getattr(row, key), row.clauses)
        for index, row in enumerate(windows.rows)
        for key in ("opens", "closes", "cutoff", "report_up")
    ]
    wanted += [
        (source.line_of("paper", index, "report_up"), "report_up", row.report_up, row.clauses)
        for index, (row, _) in enumerate(windows.paper)
    ]
    wanted += [
        (source.line_of("review_by"), "review_by", windows.review_by, windows.review_clauses),
        (source.line_of("ceiling"), "ceiling", windows.ceiling, windows.ceiling_clauses),
    ]
    for line, key, day, clauses in wanted:
        words = f"{day.month}月{day.day}日"
        if not any(words in flattened(pack.clauses[each].text) for each in clauses):
            reason = f"“{key}”是 {words}，所引的条款（{'、'.join(clauses)}）里没有写这一天"
            yield _said(source, line, reason)


_WORDS = {
    "level": ("junior", "intermediate", "associate_senior", "full_senior", "senior"),
    "severity": ("must", "check", "note"),
    "outcome": ("MET", "NOT_MET", "UNKNOWN", "EXCUSED", "MANUAL"),
    "form": ("original", "copy", "both"),
    "act": ("formal_print", "recommendation", "notification", "parcel"),
}


def _label_faults(pack: PolicyPack) -> Iterator[str]:
    source = read_source(pack.files, "labels.toml")
    bodies = {step.body for chain, _, _ in pack.routes.chains for step in chain.steps}
    wanted: dict[str, tuple[str, ...]] = {
        **_WORDS,
        "body": tuple(sorted(bodies | {pack.routes.overlay[0].body})),
        "kind": tuple(pack.routes.kinds),
        "parameter": tuple(sorted(_parameter_names(pack))),
    }
    for table, words in wanted.items():
        for word in words:
            if word not in pack.labels.get(table, {}):
                yield _said(source, source.line_of(table), f"[{table}] 里缺“{word}”的中文")


def _parameter_names(pack: PolicyPack) -> set[str]:
    """Return every parameter a rule, exception or preset names; an explanation says each as a phrase."""
    owners = [row.parameters for row, _ in pack.rules.rules]
    owners += [row.parameters for row, _ in pack.rules.exceptions]
    owners += [row.parameters for row in pack.rules.presets]
    return {name for parameters in owners for name in parameters}


# -- conditions


def known_values(pack: PolicyPack) -> dict[str, frozenset[Any]]:
    """Return, for the facts whose values are a closed set, what a condition may name."""
    both: frozenset[Any] = frozenset({True, False})
    kinds = pack.routes.kinds.values()
    return {
        "classified": both,
        "self_evaluating_unit": both,
        "suspended": both,
        "collected": both,
        "other_level": both,
        "level": frozenset({*map(str, TitleLevel), *LEVELS}),
        "series": frozenset(each.id for each in pack.titles.series),
        "specialty": frozenset(each.id for each in pack.titles.specialties),
        "affiliation": frozenset(map(str, Affiliation)),
        "kind": frozenset(pack.routes.kinds),
        "ground": frozenset({"", *(ground.id for kind in kinds for ground in kind.grounds)}),
        "exam": frozenset({"exam_in_lieu", "exam_and_evaluation"}),
        "mode": frozenset(pack.routes.modes),
        "route": frozenset(chain.id for chain, _, _ in pack.routes.chains),
        "row": frozenset(row.number for row, _ in pack.routes.rows),
        "place": frozenset({"banner_county", "city", "autonomous_region", "unit", "none"}),
        "applies": frozenset(APPLIES),
    }


def _condition_faults(pack: PolicyPack) -> Iterator[str]:
    known = known_values(pack)
    names = {**_WHEN_TABLES, **dict.fromkeys(pack.files.names("rules"), ("rule", "exception"))}
    for name, tables in names.items():
        source = read_source(pack.files, name)
        for table in tables:
            held = source.data.get(table, [])
            rows = held if isinstance(held, list) else [held]
            for index, row in enumerate(rows):
                line = source.line_of(table, index if isinstance(held, list) else None, "when")
                whens = [row.get("when", {}), *(s.get("when", {}) for s in row.get("steps", ()))]
                for when in whens:
                    for reason in _unknown_values(when, known):
                        yield _said(source, line, reason)


def _unknown_values(when: Mapping[str, Any], known: Mapping[str, frozenset[Any]]) -> Iterator[str]:
    for key, values in when.items():
        if key in ("any", "none"):
            for inner in values:
                yield from _unknown_values(inner, known)
        elif key in known:
            for value in values:
                if value not in known[key]:
                    some = "、".join(
                        str(each) or "（空）" for each in sorted(known[key], key=str)[:40]
                    )
                    yield f"条件“{key}”里没有“{value}”，可以写的是：{some}"


# -- places of the declaration, printed pieces


def _places_in(value: Any) -> Iterator[str]:
    if isinstance(value, str) and _PLACE.fullmatch(value):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _places_in(each)


def _parameter_faults(pack: PolicyPack) -> Iterator[str]:
    for name in pack.files.names("rules"):
        source = read_source(pack.files, name)
        for index, rule in enumerate(source.data.get("rule", ())):
            for key, value in rule.get("parameters", {}).items():
                for place in _places_in(value):
                    if not _exists(place):
                        line = source.line_of("rule.parameters", 0, key)
                        line = _line_after(source, index, key, line)
                        yield _said(source, line, f"申报文档里没有“{place}”这一栏")


def _exists(place: str) -> bool:
    """Tell whether the declaration has a place; ``education.graduated`` means that column of every row."""
    table, _, column = place.partition(".")
    return place_type(place) is not None or place_type(f"{table}.*.{column}") is not None


def _line_after(source: Source, index: int, key: str, otherwise: int) -> int:
    """Return the line of a parameter of the index-th rule; its table stands under the rule's own."""
    start = source.line_of("rule", index)
    lines = source.text.split("\n")
    for number in range(start, len(lines)):
        if lines[number].startswith("[[rule]]"):
            break
        if re.match(rf"\s*{re.escape(key)}\s*=", lines[number]):
            return number + 1
    return otherwise


def _field_faults(pack: PolicyPack) -> Iterator[str]:
    try:
        catalogue = pack.fields
    except UserError as fault:
        yield fault.message.one_line()
        return
    yield from _described(pack, catalogue)


def _described(pack: PolicyPack, catalogue: FieldCatalogue) -> Iterator[str]:
    for section in catalogue.sections:
        source = read_source(pack.files, f"fields/{section.id}.toml")
        for index, item in enumerate(section.fields):
            if item.clause and item.clause not in pack.clauses:
                line = source.line_of("field", index, "clause")
                reason = f"“{item.path}”写的条款“{item.clause}”在 clauses.toml 里没有"
                yield _said(source, line, reason)
            for form in item.forms:
                if form not in FORMS:
                    line = source.line_of("field", index, "forms")
                    reason = f"“{item.path}”写的表“{form}”没有，可以写的是：{'、'.join(FORMS)}"
                    yield _said(source, line, reason)


def _piece_faults(pack: PolicyPack) -> Iterator[str]:
    source = read_source(pack.files, "materials.toml")
    for index, row in enumerate(source.data.get("item", ())):
        piece = row.get("piece", "")
        if piece and piece not in PIECES:
            line = source.line_of("item", index, "piece")
            yield _said(source, line, f"程序不会印“{piece}”，可以写的是：{'、'.join(PIECES)}")
