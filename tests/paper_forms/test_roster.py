# SPDX-License-Identifier: MulanPSL-2.0
"""The roster: three files, grouping, sums, tails of numbers, and a workbook that prints as the PDF does."""

from __future__ import annotations

import io
import re

import attrs
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.codes import DeclarationKind, TitleLevel
from app.model.declaration import Declaration
from app.paper.forms.roll_columns import columns_of
from app.paper.rolls import roster
from app.paper.rolls.layout import printed_columns
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages

PACK = sample.FakePack()
CONTEXT = sample.context_of(sample.ordinary())
SERIES = (
    ("工程系列", "水利工程"),
    ("工程", "建筑工程"),
    ("农业系列", "畜牧兽医"),
    ("翻译", "蒙语翻译"),
)
UNITS = (
    "赤峰市练习水利勘测设计院",
    "巴林右旗练习灌区管理处（驻查干沐沦苏木）",
    "练习动物疫病预防控制中心",
)
NAMES = ("阿拉坦其其格", "买买提·吐尔逊", "额尔敦其木格·孟和巴雅尔", "王𬭎", "白𠅤", "李明")


def person(number: int, level: TitleLevel | None, series: int = 0, **basics: str) -> Declaration:
    """Return one invented declaration."""
    base = sample.ordinary()
    name, specialty = SERIES[series]
    named = {"name": NAMES[number % len(NAMES)], "unit": UNITS[number % len(UNITS)], **basics}
    return attrs.evolve(
        base,
        id=f"decl-{number}",
        basics=attrs.evolve(base.basics, **named),
        route=attrs.evolve(base.route, level=level, series=name, specialty=specialty),
    )


people = st.lists(
    st.builds(
        person,
        st.integers(0, 999),
        st.sampled_from([*TitleLevel, None]),
        st.integers(0, len(SERIES) - 1),
    ),
    max_size=30,
)


@settings(max_examples=30)
@given(declared=people)
def test_everybody_stands_once_in_the_roster_of_their_level(declared: list[Declaration]) -> None:
    """Each declaration with a level is in exactly one roster; sums add up from specialty to total."""
    rosters = roster.build(declared, PACK, sample.UNIT)
    listed = [each.declaration for one in rosters.values() for each in one.people()]
    decided = [each for each in declared if each.route.level is not None]
    assert sorted(map(id, listed)) == sorted(map(id, decided))
    assert len(roster.unplaced(declared)) == len(declared) - len(decided)
    for level, one in rosters.items():
        assert all(each.declaration.route.level.filing == level for each in one.people())
        assert one.count == sum(group.count for group in one.groups)
        assert [each.number for each in one.people()] == list(range(1, one.count + 1))


@settings(max_examples=30)
@given(declared=people)
def test_order_is_series_then_specialty_then_full_before_associate(
    declared: list[Declaration],
) -> None:
    """Groups stand together in the order of the official table; 正高级 comes before 副高级 in each."""
    for one in roster.build(declared, PACK, sample.UNIT).values():
        names = [group.name for group in one.groups]
        order = ["工程系列", "农业系列", "翻译系列"]
        assert names == [name for name in order if name in names]
        for group in one.groups:
            specialties = [each.name for each in group.specialties]
            assert len(specialties) == len(set(specialties))
            for specialty in group.specialties:
                levels = [each.declaration.route.level for each in specialty.people]
                if TitleLevel.FULL_SENIOR in levels and TitleLevel.ASSOCIATE_SENIOR in levels:
                    last_full = len(levels) - 1 - levels[::-1].index(TitleLevel.FULL_SENIOR)
                    assert last_full < levels.index(TitleLevel.ASSOCIATE_SENIOR)


def many(count: int) -> roster.Roster:
    """Return a senior roster of some people over all series."""
    levels = (TitleLevel.FULL_SENIOR, TitleLevel.ASSOCIATE_SENIOR)
    declared = [person(n, levels[n % 2], n % len(SERIES)) for n in range(count)]
    return roster.build(declared, PACK, sample.UNIT)["senior"]


def test_each_page_says_its_heads_its_people_and_its_number() -> None:
    """Heads, 本页n人 and 第x页 共y页 stand on every page; the people of all pages are everybody."""
    one = many(43)
    piece = roster.pdf(one, CONTEXT)
    with Pages(piece.pdf) as pages:
        texts = [pages.all(index) for index in range(len(pages))]
    assert len(texts) == piece.pages > 3
    assert all("2026年申报职称评审人员花名册（高级）" in text for text in texts)
    assert all("序号姓名性别民族出生年月工作单位" in text for text in texts)
    counted = [int(re.search(r"本页(\d+)人", text)[1]) for text in texts]
    assert sum(counted) == 43
    assert "总计43人" in texts[-1]
    for number, text in enumerate(texts, 1):
        assert f"第{number}页" in text
        assert f"共{len(texts)}页" in text


@pytest.mark.parametrize("count", range(5, 33))
def test_a_sum_never_stands_alone(count: int) -> None:
    """Whatever the number of people, no page carries a sum without a person, and bands go on with （续）."""
    with Pages(roster.pdf(many(count), CONTEXT).pdf) as pages:
        texts = [pages.all(index) for index in range(len(pages))]
    for index, text in enumerate(texts):
        assert int(re.search(r"本页(\d+)人", text)[1]) > 0
        first = text.index("备注") + 2
        band = text[first : first + 14]
        assert "系列（" in band, band
        if index and "（续）" not in text[first : first + 30]:
            assert "小计" in texts[index - 1]


def test_numbers_of_a_classified_roster_show_their_tails() -> None:
    """With one classified person in it, no roster prints a whole ID number or phone."""
    open_route = attrs.evolve(sample.ordinary().route, classified=False)
    plain = [
        attrs.evolve(
            person(n, TitleLevel.JUNIOR), route=attrs.evolve(open_route, level=TitleLevel.JUNIOR)
        )
        for n in range(3)
    ]
    open_roster = roster.build(plain, PACK, sample.UNIT)["junior"]
    first = next(iter(open_roster.people()))
    assert open_roster.value("id_number", first) == "150400198203140024"
    mixed = roster.build([*plain, person(9, TitleLevel.JUNIOR)], PACK, sample.UNIT)["junior"]
    for each in mixed.people():
        assert mixed.value("id_number", each) == "尾号0024"
        assert mixed.value("phone", each) == "尾号0001"
    book = openpyxl.load_workbook(io.BytesIO(roster.xlsx(mixed, CONTEXT, "full")))
    values = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert "150400198203140024" not in values


def test_no_column_tells_who_is_classified() -> None:
    """The roster has no column about secrecy (secrecy.md 7.4-7)."""
    assert not any("密" in column.head for column in columns_of("roster_people").values())


def test_the_workbook_is_text_and_set_up_for_print() -> None:
    """Cells are text, heads repeat and stay, A4 landscape fits the width, rows have their height."""
    one = many(12)
    data = roster.xlsx(one, CONTEXT)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet["A1"].value == "2026年申报职称评审人员花名册（高级）"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.freeze_panes == "A4"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    cells = [cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
    assert [cell.value for cell in sheet[3]] == [
        column.head for column in printed_columns(one.spec)
    ]
    assert data == roster.xlsx(one, CONTEXT)


@pytest.mark.parametrize("evil", ['=HYPERLINK("x")', "+1+1", "-2", "@SUM(A1)", "\t=1"])
def test_nothing_typed_becomes_a_formula(evil: str) -> None:
    """A name that begins like a formula stays the text it is."""
    declared = [person(1, TitleLevel.JUNIOR, name=evil)]
    one = roster.build(declared, PACK, sample.UNIT)["junior"]
    sheet = openpyxl.load_workbook(io.BytesIO(roster.xlsx(one, CONTEXT))).active
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == evil]
    assert [cell.data_type for cell in found] == ["s"]


def test_years_are_counted_to_the_cutoff_and_doubt_is_said() -> None:
    """Whole years up to the level's cut-off; 待核 where the month alone does not decide (D-3)."""
    base = person(1, TitleLevel.ASSOCIATE_SENIOR)
    known = attrs.evolve(
        base, basics=attrs.evolve(base.basics, specialty_years="", specialty_since="2005-03")
    )
    doubt = attrs.evolve(
        base,
        id="x",
        basics=attrs.evolve(base.basics, specialty_years="", specialty_since="2005-07"),
    )
    one = roster.build([known, doubt], PACK, sample.UNIT)["senior"]
    said = {each.declaration.id: one.value("years", each) for each in one.people()}
    assert said == {"decl-1": "21", "x": "待核"}


def test_columns_beyond_the_paper_and_unknown_ones_are_refused(tmp_path) -> None:
    """A list wider than its sheet and a column nobody knows are named with file and line."""
    from app.kernel.locations import resource
    from app.paper.forms.spec import form_faults

    text = resource("forms", "roster.toml").read_text(encoding="utf-8")
    path = tmp_path / "roster.toml"
    path.write_text(text.replace("{ width = 40, bind", "{ width = 60, bind"), encoding="utf-8")
    (found,) = form_faults(path)
    part = text[: text.index('rows = "roster_people"')].count("\n") - 1
    assert f"第{part}行" in found
    path.write_text(text.replace('bind = "note"', 'bind = "salary"'), encoding="utf-8")
    (found,) = form_faults(path)
    assert "salary" in found
    assert f"第{text[: text.index(chr(34) + 'note')].count(chr(10)) + 1}行" in found
    path.write_text(text.replace('"series", "specialty"', '"series", "salary"'), encoding="utf-8")
    assert "salary" in form_faults(path)[0]


def test_every_kind_has_a_short_word_for_the_narrow_column() -> None:
    """申报类型 fits its column for each kind."""
    one = many(1)
    each = next(iter(one.people()))
    for kind in DeclarationKind:
        route = attrs.evolve(each.declaration.route, kind=kind)
        changed = attrs.evolve(each, declaration=attrs.evolve(each.declaration, route=route))
        assert 2 <= len(one.value("kind", changed)) <= 4
