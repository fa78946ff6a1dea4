# SPDX-License-Identifier: MulanPSL-2.0
"""Example cases: inputs and what must come out, in files an HR officer can read (habit 18).

A case file holds tables. Each has ``columns``, ``rows`` and a ``base`` that every row starts from:

- ``kind = "route"``: columns are answers by their Chinese names (层级, 系列, 专业, 隶属, 类型, 依据,
  评委会, 自主评审, 涉密) and expectations (方式, 行, 路线, 经过, 上报, 疑点, 条款);
- ``kind = "check"``: columns are places of the declaration (``career.0.started``) or of the unit
  (``unit.posts.0.filled``), 今天, and 结果; the table names the ``rule``; ``unit`` is the unit every row
  starts from, ``confirmed`` names the presets a person has confirmed;
- ``kind = "notice"``: 张贴, 满, 可以, 计入 (D-1).
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from attrs import define, field, frozen

from app.kernel.errors import UserError
from app.kernel.progress import Progress, silent
from app.model.declaration import Declaration
from app.model.document import from_document
from app.model.unit import Unit
from app.policy.evaluate import evaluate
from app.policy.pack import PolicyPack
from app.policy.packfiles import PackFiles
from app.policy.routing import Route, route
from app.policy.source import Source, read_source
from app.policy.unit_layer import UnitLayer, with_unit

Held = TypeVar("Held", Declaration, Unit)

KINDS = ("route", "check", "notice")
ANSWERS = {
    "层级": "level",
    "系列": "series",
    "专业": "specialty",
    "隶属": "affiliation",
    "类型": "kind",
    "依据": "kind_ground",
    "评委会": "committee",
    "自主评审": "self_evaluating_unit",
    "涉密": "classified",
}
EXPECTED = ("方式", "行", "路线", "经过", "上报", "疑点", "条款", "名称")
_TODAY, _OUTCOME, _UNIT = "今天", "结果", "unit."
_YES_NO = {"是": True, "否": False, "": None}


@frozen
class CaseTable:
    """One table of a case file."""

    name: str
    kind: str
    columns: tuple[str, ...]
    rows: tuple[Any, ...]
    rule: str = ""
    clause: str = ""
    today: dt.date | None = None
    base: dict[str, Any] = field(factory=dict)
    unit: dict[str, Any] = field(factory=dict)
    confirmed: tuple[str, ...] = ()


@frozen
class CaseFault:
    """One case that does not come out; ``line`` is that of its row."""

    file: str
    line: int
    name: str
    reason: str


def run_own_cases(pack: PolicyPack, progress: Progress | None = None) -> int:
    """Run the pack's cases; returns how many there are.

    Args:
        progress: told before each table of cases; the person may stop it.

    Raises:
        UserError: PACK-CASE for the first that does not come out, PACK-FILE for a table ill written.
    """
    sources = [read_source(pack.files, name) for name in pack.files.names("cases")]
    told = Told(progress or silent(), sum(map(_rows_of, sources)))
    count = 0
    for source in sources:
        faults, ran = run_cases(pack, source, told)
        for fault in faults:
            raise UserError(
                "PACK-CASE", file=fault.file, line=fault.line, name=fault.name, reason=fault.reason
            )
        count += ran
    return count


def read_cases(path: Path) -> Source:
    """Return a case file lying anywhere."""
    return read_source(PackFiles({path.name: path.read_bytes()}), path.name)


@define
class Told:
    """How many cases have been run of how many; says so and lets the person stop."""

    progress: Progress
    total: int
    done: int = 0

    def step(self, name: str) -> None:
        """Tell of the next case."""
        self.progress.step(self.done, self.total, f"样例：{name}")
        self.done += 1


def _rows_of(source: Source) -> int:
    tables = source.data.get("table", [])
    return sum(len(each.get("rows", [])) for each in tables if isinstance(each, dict))


def run_cases(
    pack: PolicyPack, source: Source, told: Told | None = None
) -> tuple[list[CaseFault], int]:
    """Return what does not come out, and how many cases there were."""
    source.only("table")
    faults: list[CaseFault] = []
    count = 0
    for index, table in enumerate(source.rows("table", CaseTable)):
        if table.kind not in KINDS:
            source.refuse(f"表的 kind 可以是：{'、'.join(KINDS)}", source.line_of("table", index))
        if table.clause and table.clause not in pack.clauses:
            source.refuse(
                f"条款“{table.clause}”在 clauses.toml 里没有", source.line_of("table", index)
            )
        if table.kind == "check" and table.rule not in {rule.id for rule, _ in pack.rules.rules}:
            source.refuse(f"没有规则“{table.rule}”", source.line_of("table", index, "rule"))
        for number, values in enumerate(table.rows):
            at = Spot(source, index, number)
            if told is not None:
                told.step(table.name)
            if not isinstance(values, list) or len(values) != len(table.columns):
                at.refuse(f"“{table.name}”这一行的格数和表头不一样")
            row = dict(zip(table.columns, values, strict=True))
            faults += [
                CaseFault(source.name, at.line, table.name, reason)
                for reason in _differences(pack, table, row, at)
            ]
            count += 1
    return faults, count


@frozen
class Spot:
    """One row of one table: rows stand one a line after ``rows = [``."""

    source: Source
    table: int
    row: int

    @property
    def line(self) -> int:
        """Return the line of the row, looked up only when something is wrong with it."""
        start = self.source.line_of("table", self.table, "rows")
        lines = self.source.text.split("\n")
        spots = [n for n in range(start, len(lines)) if lines[n].strip().startswith("[")]
        return (spots[self.row] if self.row < len(spots) else start - 1) + 1

    def refuse(self, reason: str) -> NoReturn:
        """Raise PACK-FILE for this row."""
        self.source.refuse(reason, self.line)


def _differences(
    pack: PolicyPack, table: CaseTable, row: dict[str, Any], at: Spot
) -> Iterator[str]:
    if table.kind == "route":
        yield from _route_differences(pack, table, row, at)
    elif table.kind == "notice":
        yield from _notice_differences(pack, row)
    else:
        yield from _check_differences(pack, table, row, at)


def _route_differences(
    pack: PolicyPack, table: CaseTable, row: dict[str, Any], at: Spot
) -> Iterator[str]:
    answers = dict(table.base)
    for column, value in row.items():
        if column in ANSWERS:
            answers[ANSWERS[column]] = _answer(pack, column, value)
        elif column not in EXPECTED:
            at.refuse(f"认不出这一列“{column}”")
    declaration = _document({"route": answers}, at, Declaration)
    found = route(pack, declaration.route)
    got = _got(found)
    for column in EXPECTED:
        if column not in row or column == "名称":
            continue
        wanted, given = row[column], got[column]
        if column in ("疑点", "条款"):
            lacking = [each for each in str(wanted).split() if each not in str(given).split()]
            if lacking:
                yield f"{column}里应有 {' '.join(lacking)}，算出来是 {given or '没有'}"
        elif wanted != given:
            yield f"{column}应是 {wanted or '没有'}，算出来是 {given or '没有'}"


def _got(found: Route) -> dict[str, Any]:
    return {
        "方式": found.mode or "",
        "行": found.rule or 0,
        "路线": found.route or "",
        "经过": " ".join(found.chain),
        "上报": found.window.report_up.isoformat() if found.window else "",
        "疑点": " ".join(found.ambiguities),
        "条款": " ".join(found.clauses),
    }


def _answer(pack: PolicyPack, column: str, value: Any) -> Any:
    if column in ("涉密", "自主评审"):
        return _YES_NO.get(value, value)
    if column in ("层级", "隶属", "类型"):
        words = pack.labels[ANSWERS[column]]
        stored = next((key for key, word in words.items() if word == value), value)
        return stored or None
    return value


def _document(document: dict[str, Any], at: Spot, kind: type[Held]) -> Held:
    try:
        return from_document(document, kind)
    except UserError as fault:
        at.refuse(f"填的不是申报文档里的内容：{fault.values.get('place', '')}")


def _check_differences(
    pack: PolicyPack, table: CaseTable, row: dict[str, Any], at: Spot
) -> Iterator[str]:
    document, house = copy.deepcopy(table.base), copy.deepcopy(table.unit)
    today = row.get(_TODAY, table.today)
    if not isinstance(today, dt.date):
        at.refuse("要有“今天”是哪一天")
    for column, value in row.items():
        if column in (_TODAY, _OUTCOME, "名称"):
            continue
        if column.startswith(_UNIT):
            _put(house, column.removeprefix(_UNIT), value, at)
        else:
            _put(document, column, value, at)
    declaration = _document(document, at, Declaration)
    unit = _document(house, at, Unit) if house else None
    if table.confirmed:
        pack = with_unit(pack, UnitLayer(confirmed=dict.fromkeys(table.confirmed, "样例")))
    found = evaluate(pack, declaration, today, unit, only=table.rule)
    given = " ".join(sorted({str(each.outcome) for each in found}))
    wanted = " ".join(sorted(str(row.get(_OUTCOME, "")).split()))
    if wanted != given:
        yield f"{table.rule} 应是 {wanted or '不适用'}，算出来是 {given or '不适用'}"


def _put(document: dict[str, Any], path: str, value: Any, at: Spot) -> None:
    place: Any = document
    steps = path.split(".")
    try:
        for step in steps[:-1]:
            place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
        last = steps[-1]
        place[int(last) if isinstance(place, list) else last] = value
    except (IndexError, ValueError, TypeError, AttributeError):
        at.refuse(f"“{path}”在样例的底稿里没有")


def _notice_differences(pack: PolicyPack, row: dict[str, Any]) -> Iterator[str]:
    count = pack.calendar.notice(row["张贴"], pack.windows.notice_days)
    counted = " ".join(f"{day:%m-%d}" for day in count.counted)
    for column, given in (("满", count.complete), ("可以", count.possible_from), ("计入", counted)):
        if column in row and row[column] != given:
            yield f"{column}应是 {row[column]}，算出来是 {given}"
