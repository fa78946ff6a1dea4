# SPDX-License-Identifier: MulanPSL-2.0
"""Lists as layouts in files: every column reads back, groups and counted cells are the layout's choice, faults have a line."""

from __future__ import annotations

import io

import attrs
import openpyxl
import pytest

from app.kernel.locations import resource
from app.model.codes import TitleLevel
from app.paper.forms import FormSpec
from app.paper.forms.parts import Rect
from app.paper.forms.registry import REGISTRY
from app.paper.forms.roll_columns import columns_of, known_columns
from app.paper.forms.spec import form_faults
from app.paper.forms.tabular import Column
from app.paper.rolls import roster, statistics
from app.paper.rolls.layout import roll_of, roll_page
from app.paper.rolls.statistics_columns import MATRIX
from app.paper.volume.contents import contents, count_contents
from app.paper.volume.packet import plan_packet
from tests.helpers import paper_double
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages, bare
from tests.paper_forms.test_roster import CONTEXT, PACK, many, person
from tests.paper_forms.test_statistics import SECOND, applicant


def with_roll(spec: FormSpec, **changes: object) -> FormSpec:
    """Return a layout whose roll says something else."""
    pages = []
    for page in spec.pages:
        parts = tuple(
            attrs.evolve(part, **changes) if part is roll_of(spec, page.sheet) else part
            for part in page.parts
        )
        pages.append(attrs.evolve(page, parts=parts))
    return attrs.evolve(spec, pages=tuple(pages))


def test_every_column_of_the_roster_reads_back_over_its_pages() -> None:
    """Each person's value stands in its column, in the order of the numbers, on however many sides."""
    one = many(60)
    part = roll_of(one.spec)
    left = part.left
    with Pages(roster.pdf(one, CONTEXT).pdf) as pages:
        for column in part.columns:
            box = Rect(left + 0.2, 46.0, left + column.width - 0.2, 178.0)
            said = "".join(pages.inside(index, box) for index in range(len(pages)))
            left, at = left + column.width, 0
            for each in one.people():
                value = bare(one.value(column.bind, each)) or (
                    "无" if column.empty == "none" else ""
                )
                found = said.find(value, at)
                assert found >= 0, (column.bind, value)
                at = found


def test_the_layout_chooses_how_people_are_grouped_and_the_numbers_follow() -> None:
    """By unit instead of series and specialty: one band a unit, its sum, numbers from 1 in the printed order."""
    spec = FormSpec.load("roster")
    part = roll_of(spec)
    by_unit = with_roll(spec, groups=("unit",), bands=part.bands[:1], sums=part.sums[:1])
    declared = [person(n, TitleLevel.ASSOCIATE_SENIOR, n % 4) for n in range(12)]
    one = roster.build(declared, PACK, sample.UNIT, by_unit)["senior"]
    with Pages(roster.pdf(one, CONTEXT).pdf) as pages:
        text = "".join(pages.all(index) for index in range(len(pages)))
    assert text.count("（4人）") == 3
    assert text.count("小计4人") == 3
    assert "工程系列（" not in text
    sheet = openpyxl.load_workbook(io.BytesIO(roster.xlsx(one, CONTEXT))).active
    numbers = [row[0].value for row in sheet.iter_rows(min_row=4) if str(row[0].value).isdigit()]
    assert numbers == [str(n) for n in range(1, 13)]
    units = [row[5].value for row in sheet.iter_rows(min_row=4) if str(row[0].value).isdigit()]
    assert units == sorted(units, key=lambda unit: unit.encode("gb18030"))


def test_any_cell_of_the_matrix_can_be_a_column() -> None:
    """A layout of three columns of its own prints and exports those figures, sums included."""
    spec = FormSpec.load("statistics")
    style = roll_of(spec).columns[5]
    columns = (
        *roll_of(spec).columns[:2],
        attrs.evolve(style, width=40.0, bind="senior_applying", head="高级申报"),
        attrs.evolve(style, width=40.0, bind="all_approved", head="核定合计"),
        attrs.evolve(style, width=40.0, bind="people_junior", head="初级人数"),
    )
    own = with_roll(spec, columns=columns, heads=())
    declared = [applicant(n, list(TitleLevel)[n % 4]) for n in range(12)]
    table = statistics.build((sample.UNIT, SECOND), declared, PACK, own)
    rosters = roster.build(declared, PACK, sample.UNIT)
    sheet = openpyxl.load_workbook(io.BytesIO(statistics.xlsx(table, CONTEXT, rosters))).active
    last = next(row for row in sheet.iter_rows() if row[1].value == "合　　计")
    wanted = [
        MATRIX[name](table.total) for name in ("senior_applying", "all_approved", "people_junior")
    ]
    assert [cell.value for cell in last][2:5] == wanted
    with Pages(statistics.pdf(table, CONTEXT, rosters).pdf) as pages:
        text = pages.whole()
    assert "高级申报" in text
    assert all(str(figure) in text for figure in wanted)


def test_a_layout_of_one_sheet_prints_on_it() -> None:
    """Where the unit kept only the A3 page of 附件3, a small table prints on A3 too."""
    spec = FormSpec.load("statistics")
    only = attrs.evolve(spec, pages=(roll_page(spec, "A3"),))
    table = statistics.build(sample.UNIT, [], PACK, only)
    assert statistics.pdf(table, CONTEXT, {}).paper == "A3"
    assert statistics.pdf(statistics.build(sample.UNIT, [], PACK), CONTEXT, {}).paper == "A4"


@pytest.mark.parametrize(
    "rows", ["roster_people", "statistics_lines", "catalogue_entries", "passed_people"]
)
def test_every_column_that_can_be_bound_is_offered_by_name(rows: str) -> None:
    """What a roll can say and what the editor offers are the same, each in Chinese and wide enough to print."""
    offered = columns_of(rows)
    assert set(offered) == set(REGISTRY.rolls[rows].columns)
    assert all(any(char >= "\u4e00" for char in each.words) for each in offered.values())
    assert all(each.width >= 4 for each in offered.values())
    assert set(known_columns()) == set(REGISTRY.rolls)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("roster", '"series", "specialty"', '"series", "salary"', "salary"),
        ("roster", 'groups = ["series", "specialty"]', 'groups = ["series"]', "组标题比分组多"),
        ("roster", "across = 5, tail", "across = 0, tail", "across"),
        ("roster", "{name}小计", "{title}小计", "title"),
        ("statistics", 'under = "name", size = 9.5', 'under = "nobody", size = 9.5', "nobody"),
        ("statistics", 'sheet = "A3"', 'sheet = "A4"', "毫米"),
        ("contents", 'bind = "remark"', 'bind = "salary"', "salary"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, name: str, old: str, new: str, says: str) -> None:
    """What a roll cannot be is said with file, line and the word that is wrong."""
    text = resource("forms", f"{name}.toml").read_text(encoding="utf-8")
    path = tmp_path / f"{name}.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = form_faults(path)
    assert found
    assert f"{name}.toml" in found[0]
    assert "行" in found[0]
    assert any(says in each for each in found)


@pytest.mark.parametrize("count", range(3, 31, 3))
def test_signatures_of_the_catalogue_never_stand_alone(count: int) -> None:
    """However many materials there are, the last side carries rows above the names, and counting tells the sides."""
    rows = paper_double.rows(paper_double.Store())
    listed = [
        attrs.evolve(rows[n % len(rows)], number=n + 1, entry=attrs.evolve(rows[n % len(rows)].entry, id=f"m{n}"))
        for n in range(count)
    ]  # fmt: skip
    context = paper_double.context()
    plan = plan_packet(context, listed)
    piece = contents(context, plan)
    assert piece.pages == count_contents(context, plan)
    with Pages(piece.pdf) as pages:
        last = pages.all(len(pages) - 1)
    assert "接收人" in last
    assert "件" in last.split("备注", 1)[1].split("注：", 1)[0]  # 原件 or 复印件 of a row


def test_a_column_left_to_be_written_prints_its_rule_only() -> None:
    """A column without content is an empty one: for ticks and seals of hands."""
    spec = FormSpec.load("roster")
    part = roll_of(spec)
    columns = (*part.columns[:-1], Column(14.0, head="核对"))
    one = roster.build(
        [person(1, TitleLevel.JUNIOR)], PACK, sample.UNIT, with_roll(spec, columns=columns)
    )
    with Pages(roster.pdf(one["junior"], CONTEXT).pdf) as pages:
        assert pages.inside(0, Rect(271.5, 46.0, 284.5, 178.0)).replace("1人", "") == ""
