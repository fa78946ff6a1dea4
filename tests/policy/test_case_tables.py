# SPDX-License-Identifier: MulanPSL-2.0
"""The decision tables an HR officer can read, run against the pack that ships."""

from __future__ import annotations

import tomllib
from pathlib import Path

import attrs
import pytest

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.model.codes import Affiliation, TitleLevel
from app.model.declaration import RouteAnswers
from app.policy.cases import read_cases, run_cases
from app.policy.pack import load_pack
from app.policy.predicates import DECLARATION_KINDS
from app.policy.routing import route

CASES = Path(__file__).resolve().parents[1] / "cases"
OTHER_SHAPES = {"modes.toml", "marks.toml"}  # read by tests of their own
TABLES = sorted(path.name for path in CASES.glob("*.toml") if path.name not in OTHER_SHAPES)
GLANCE = tomllib.loads((CASES / "modes.toml").read_text(encoding="utf-8"))
LEVELS = tuple(TitleLevel)
OWN_ROUTES = resource("policy", "chifeng-2026", "cases", "routes.toml")


@pytest.mark.parametrize("name", TABLES)
def test_every_case_comes_out(name):
    """Each line of each case file gives what the file says."""
    faults, count = run_cases(load_pack(), read_cases(CASES / name))
    assert count > 12
    assert faults == []


@pytest.mark.parametrize("classified", [False, True])
@pytest.mark.parametrize("affiliation", list(Affiliation))
@pytest.mark.parametrize("row", GLANCE["rows"], ids=lambda row: "".join(row[:2]))
def test_mode_of_every_series_level_affiliation(row, affiliation, classified):
    """All modes of the overview, for every affiliation, classified or not."""
    for level, cell in zip(LEVELS, row[2:], strict=True):
        city, _, county = cell.partition("/")
        mode, rule = (city if affiliation == Affiliation.CITY else county or city).split(":")
        if classified and mode not in ("M6", "M7"):
            mode, rule = "M5", "1"
        answers = RouteAnswers(classified, level, "", row[0], row[1], affiliation=affiliation)
        found = route(load_pack(), answers)
        assert (found.mode, str(found.rule)) == (mode, rule), (level, cell)


def rows_reached() -> set[int]:
    """Return the rows of the mode table some case of the project arrives at."""
    reached = {
        int(part.split(":")[1])
        for row in GLANCE["rows"]
        for cell in row[2:]
        for part in cell.split("/")
    }
    table = tomllib.loads(OWN_ROUTES.read_text(encoding="utf-8"))["table"][0]
    place = table["columns"].index("行")
    return reached | {row[place] for row in table["rows"]}


def test_every_row_of_the_mode_table_is_tried():
    """All 21 rows have a case; row 19 lies behind row 2 as long as the exam table names 卫生."""
    assert rows_reached() == set(range(1, 22)) - {19}


def test_row_19_holds_when_the_exam_table_is_silent():
    """Without the exam row 卫生 中级 still is not evaluated, by row 19."""
    pack = load_pack()
    exams = tuple(row for row in pack.titles.exams if "health" not in row.series)
    silent = attrs.evolve(pack, titles=attrs.evolve(pack.titles, exams=exams))
    answers = RouteAnswers(
        False, TitleLevel.INTERMEDIATE, "", "卫生", "护理", affiliation=Affiliation.CITY
    )
    found = route(silent, answers)
    assert (found.mode, found.rule) == ("M6", 19)


def test_every_chain_has_a_case():
    """Each of the thirteen routes stands in a case file."""
    text = (CASES / "chains.toml").read_text(encoding="utf-8")
    wanted = {chain.id for chain, _, _ in load_pack().routes.chains}
    assert len(wanted) == 13
    assert {each for each in wanted if f'"{each}"' in text} == wanted


def test_every_chain_is_walked_classified_and_not():
    """Each route has a row of a classified and of an unclassified person; K stands in the one only."""
    tables = tomllib.loads((CASES / "chains.toml").read_text(encoding="utf-8"))["table"]
    walked: dict[str, set[bool]] = {}
    for table in tables:
        columns = table["columns"]
        if "路线" not in columns or "经过" not in columns:
            continue
        for row in table["rows"]:
            said = dict(zip(columns, row, strict=True))
            bodies = said["经过"].split()
            if bodies:
                walked.setdefault(said["路线"], set()).add("K" in bodies)
    own = tomllib.loads(OWN_ROUTES.read_text(encoding="utf-8"))["table"]
    for table in own[1:]:
        place = table["columns"].index("路线")
        for row in table["rows"]:
            bodies = dict(zip(table["columns"], row, strict=True))["经过"].split()
            walked.setdefault(row[place], set()).add("K" in bodies)
    assert walked == {chain.id: {True, False} for chain, _, _ in load_pack().routes.chains}


def test_every_counting_predicate_has_a_case():
    """Each predicate that weighs a date or a number is tried in a case file."""
    pack = load_pack()
    text = "".join((CASES / name).read_text(encoding="utf-8") for name in TABLES)
    tried = {rule.predicate for rule, _ in pack.rules.rules if f'rule = "{rule.id}"' in text}
    plain = {
        "always", "by_hand", "sex_as_in_id", "name_dots", "unit_name", "filled", "columns_filled",
        "series_chosen", "title_fits", "ends_open", "title_source",
        "foreigner", "ground_given", "only_declaration", "other_level",
        "evidence_used", "originals_seen", "originals_match", "proof_on_list", "nothing_open",
        "withheld_shown",
    }  # fmt: skip
    assert set(DECLARATION_KINDS) - tried <= plain


def test_a_wrong_expectation_is_found(tmp_path):
    """A case that does not come out is named with its line."""
    path = tmp_path / "wrong.toml"
    path.write_text(
        '[[table]]\nname = "试"\nkind = "notice"\ncolumns = ["张贴", "满"]\nrows = [\n'
        "    [2026-06-15, 2026-06-23],\n    [2026-06-15, 2026-06-22],\n]\n",
        encoding="utf-8",
    )
    faults, count = run_cases(load_pack(), read_cases(path))
    assert count == 2
    assert [(fault.line, fault.name) for fault in faults] == [(7, "试")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[table]]\nname = "试"\nkind = "guess"\ncolumns = []\nrows = []\n', 1),
        (
            '[[table]]\nname = "试"\nkind = "notice"\ncolumns = ["张贴"]\nrows = [\n    [1, 2],\n]\n',
            6,
        ),
        (
            '[[table]]\nname = "试"\nkind = "route"\ncolumns = ["颜色"]\nrows = [\n    ["红"],\n]\n',
            6,
        ),
        ('[[table]]\nname = "试"\nkind = "check"\nrule = "PC-99"\ncolumns = []\nrows = []\n', 4),
        (
            '[[table]]\nname = "试"\nkind = "check"\nrule = "PC-01"\ncolumns = ["结果"]\nrows = [\n    [""],\n]\n',
            7,
        ),
        (
            (
                '[[table]]\nname = "试"\nkind = "check"\nrule = "PC-01"\ntoday = 2026-06-15\n'
                'columns = ["basics.nme"]\nrows = [\n    ["x"],\n]\n'
            ),
            8,
        ),
    ],
)
def test_ill_written_tables_are_refused_with_their_line(tmp_path, text, line):
    """A case file that makes no sense is refused by file and line, not passed over."""
    path = tmp_path / "ill.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        run_cases(load_pack(), read_cases(path))
    assert (caught.value.code, caught.value.values["line"]) == ("PACK-FILE", line)
