# SPDX-License-Identifier: MulanPSL-2.0
"""The post statistics: each declaration counted once, agreeing with the rosters or saying where not."""

from __future__ import annotations

import io

import attrs
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.model.codes import Affiliation, DeclarationKind, TitleLevel
from app.model.declaration import Declaration
from app.model.people import BenefitUse
from app.model.unit import PostQuota, Unit
from app.paper.forms import FormSpec
from app.paper.rolls import roster, statistics
from app.paper.rolls.layout import roll_of
from app.paper.rolls.posts import Pool, pool_of
from app.paper.rolls.statistics_columns import MATRIX, over_columns
from app.paper.rolls.statistics_data import sheet_of
from app.paper.rolls.statistics_lines import Line
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages
from tests.paper_forms.test_roster import UNITS, person

PACK = sample.FakePack()
CONTEXT = sample.context_of(sample.ordinary())
SECOND = Unit(
    id="unit-2",
    name=UNITS[1],
    nature="事业单位",
    department="赤峰市练习水务部门",
    establishment=41,
    professional_posts=30,
    posts=(
        PostQuota("full_senior", 1, 0, 0),
        PostQuota("associate_senior", 3, 5, 2),
        PostQuota("intermediate", 14, 12, 3),
        PostQuota("junior", 12, 9, 0),
        PostQuota("associate_senior", 2, 1, 0, targeted=True),
        PostQuota("intermediate", 4, 3, 0, targeted=True),
    ),
)


def applicant(
    number: int,
    level: TitleLevel | None,
    kind: DeclarationKind = DeclarationKind.NORMAL,
    affiliation: Affiliation | None = Affiliation.CITY,
    nature: str = "事业单位",
) -> Declaration:
    """Return one invented declaration of a kind."""
    base = person(number, level, unit_nature=nature)
    return attrs.evolve(base, route=attrs.evolve(base.route, kind=kind, affiliation=affiliation))


applicants = st.lists(
    st.builds(
        applicant,
        st.integers(0, 99),
        st.sampled_from([*TitleLevel, None]),
        st.sampled_from(list(DeclarationKind)),
        st.sampled_from([*Affiliation, None]),
        st.sampled_from(["事业单位", "苏木乡镇事业单位", "民营企业", "机关", ""]),
    ),
    max_size=40,
)


@settings(max_examples=40)
@given(declared=applicants, units=st.sampled_from([None, sample.UNIT, (sample.UNIT, SECOND)]))
def test_figures_and_rosters_always_agree(declared: list[Declaration], units: object) -> None:
    """Built from the same declarations, table and rosters agree, and 合计 counts everybody once."""
    table = statistics.build(units, declared, PACK)
    rosters = roster.build(declared, PACK, sample.UNIT)
    assert statistics.reconcile(table, rosters) == ()
    statistics.must_agree(table, rosters)
    decided = sum(each.route.level is not None for each in declared)
    assert table.total.total == decided == sum(line.total for line in table.lines)
    assert table.undecided == len(declared) - decided
    assert sum(group.subtotal.total for group in table.groups) == table.total.total


@settings(max_examples=25)
@given(declared=applicants.filter(lambda them: any(each.route.level for each in them)))
def test_one_person_more_or_less_is_found(declared: list[Declaration]) -> None:
    """When the roster was made from other people, the difference is named and never called agreement."""
    table = statistics.build(sample.UNIT, declared, PACK)
    decided = [each for each in declared if each.route.level is not None]
    rosters = roster.build([each for each in declared if each is not decided[0]], PACK, sample.UNIT)
    (found,) = statistics.reconcile(table, rosters)
    assert found.level == decided[0].route.level.filing
    assert found.table == found.roster + 1
    with pytest.raises(UserError, match="STATISTICS-DIFFERS") as refused:
        statistics.must_agree(table, rosters)
    assert "差1人" in str(refused.value)


def test_the_printed_check_names_the_difference() -> None:
    """The line under the table says both counts of the level that differs, and 一致 only of the others."""
    declared = [applicant(n, TitleLevel.JUNIOR) for n in range(3)]
    table = statistics.build(sample.UNIT, declared, PACK)
    rosters = roster.build(declared[1:], PACK, sample.UNIT)
    with Pages(statistics.pdf(table, CONTEXT, rosters).pdf) as pages:
        text = pages.whole()
    assert "初级：统计表3人，花名册2人，差1人；中级一致；高级一致" in text


def test_two_differences_that_cancel_out_are_both_named() -> None:
    """A person too many in one roster and too few in another is no agreement."""
    table = statistics.build(sample.UNIT, [applicant(1, TitleLevel.JUNIOR)], PACK)
    rosters = roster.build([applicant(2, TitleLevel.INTERMEDIATE)], PACK, sample.UNIT)
    assert [each.level for each in statistics.reconcile(table, rosters)] == [
        "junior",
        "intermediate",
    ]


@pytest.mark.parametrize(
    ("kind", "affiliation", "nature", "pool"),
    [
        (DeclarationKind.NORMAL, Affiliation.CITY, "事业单位", Pool.POST),
        (DeclarationKind.GREEN_CHANNEL, Affiliation.CITY, "事业单位", Pool.GREEN),
        (DeclarationKind.TARGETED_GRASSROOTS, Affiliation.BANNER_COUNTY, "事业单位", Pool.TARGETED),
        (DeclarationKind.NORMAL, Affiliation.NON_PUBLIC, "民营企业", Pool.OUTSIDE),
        (DeclarationKind.NON_PUBLIC_DIRECT, Affiliation.CITY, "", Pool.OUTSIDE),
        (DeclarationKind.NORMAL, Affiliation.FREELANCE, "", Pool.OUTSIDE),
        (DeclarationKind.TOWNSHIP_DIRECT, Affiliation.BANNER_COUNTY, "苏木乡镇事业单位", Pool.POST),
    ],
)
def test_who_takes_a_post(
    kind: DeclarationKind, affiliation: Affiliation, nature: str, pool: Pool
) -> None:
    """绿色通道 and 破格 take no post (PC-12, PC-06), 定向 has its own pool, 非公 keeps none (PC-14)."""
    assert pool_of(applicant(1, TitleLevel.INTERMEDIATE, kind, affiliation, nature)) == pool


@pytest.mark.parametrize(
    ("ground", "pool"),
    [
        ("years_30_20", Pool.GRASSROOTS),
        ("three_year_service", Pool.POST),
        ("series_criteria", Pool.POST),
        ("", Pool.OTHER),
        ("单位写的依据", Pool.OTHER),
    ],
)
def test_only_thirty_and_twenty_years_free_from_posts(ground: str, pool: Pool) -> None:
    """Of the grounds of 破格 the notice frees only 30/20 年 from the posts (PC-06); the unknown is 待核."""
    base = applicant(1, TitleLevel.ASSOCIATE_SENIOR, DeclarationKind.EXCEPTIONAL)
    route = attrs.evolve(base.route, kind_ground=ground)
    assert pool_of(attrs.evolve(base, route=route)) == pool


def test_the_epidemic_preference_is_for_a_person_to_decide() -> None:
    """A recorded use of this year stands under 其他倾斜, since the notice does not free it of posts."""
    base = applicant(1, TitleLevel.ASSOCIATE_SENIOR)
    used = attrs.evolve(base, benefits=(BenefitUse(kind="epidemic", year="2026"),))
    earlier = attrs.evolve(base, benefits=(BenefitUse(kind="epidemic", year="2024"),))
    assert (pool_of(used), pool_of(earlier)) == (Pool.OTHER, Pool.POST)


def test_over_the_posts_is_said() -> None:
    """A vacancy below zero, or more applying than vacant, is 超岗; one unit's room is not another's."""
    declared = [applicant(n, TitleLevel.ASSOCIATE_SENIOR) for n in (1, 4, 7)]  # all of UNITS[1]
    table = statistics.build((sample.UNIT, SECOND), declared, PACK)
    first, second = table.lines
    assert (first.remark, second.remark) == ("", "超岗")
    assert second.levels[1].vacant == -2
    assert over_columns(second) == {"associate_senior_vacant"}
    assert MATRIX["associate_senior_vacant"](second) == -2
    assert table.total.remark == "1个单位超岗"
    with Pages(statistics.pdf(table, CONTEXT, {}).pdf) as pages:
        assert "−2" in pages.whole()


def test_an_unknown_figure_is_blank_and_an_enterprise_has_a_dash() -> None:
    """A unit whose posts are not registered is left blank and says so; no posts kept is —; neither is 0."""
    declared = [
        applicant(0, TitleLevel.JUNIOR),
        applicant(1, TitleLevel.JUNIOR, nature="民营企业", affiliation=Affiliation.NON_PUBLIC),
    ]
    table = statistics.build(None, declared, PACK)
    unknown, firm = table.lines
    assert unknown.remark == "岗位数待填"
    assert unknown.levels[3].approved is None
    assert unknown.levels[3].applying == 1
    assert not firm.keeps_posts
    assert firm.outside == (0, 0, 1)
    with Pages(statistics.pdf(table, CONTEXT, {}).pdf) as pages:
        assert pages.whole().count("—") >= 33


def test_a_unit_has_a4_and_totals_have_a3() -> None:
    """One unit's table is A4; several departments, or four-digit figures, need A3 (D-13)."""
    assert sheet_of(statistics.build(sample.UNIT, [], PACK)) == "A4"
    other = attrs.evolve(SECOND, department="赤峰市练习农牧部门")
    assert sheet_of(statistics.build((sample.UNIT, other), [], PACK)) == "A3"
    large = attrs.evolve(sample.UNIT, establishment=1200)
    assert sheet_of(statistics.build(large, [], PACK)) == "A3"
    piece = statistics.pdf(statistics.build((sample.UNIT, other), [], PACK), CONTEXT, {})
    with Pages(piece.pdf) as pages:
        assert (round(pages.width(0)), round(pages.height(0))) == (420, 297)


def test_many_units_flow_and_keep_their_sums() -> None:
    """Units flow over pages with the head repeated; every page is numbered; the total stands once."""
    units = tuple(attrs.evolve(SECOND, id=f"u{n}", name=f"练习单位{n}") for n in range(25))
    piece = statistics.pdf(statistics.build(units, [], PACK), CONTEXT, {}, "A4")
    with Pages(piece.pdf) as pages:
        texts = [pages.all(index) for index in range(len(pages))]
    assert len(texts) > 1
    assert all("岗位数及占岗申报" in text and f"共{len(texts)}页" in text for text in texts)
    assert sum("合计" in text.replace("合计申报数", "") for text in texts) == 1


def figures(line: Line) -> list[int | None]:
    """Return the figures of a line in printed order."""
    columns = roll_of(FormSpec.load("statistics")).columns
    return [MATRIX[column.bind](line) for column in columns if column.bind in MATRIX]


def test_the_workbook_holds_numbers_and_the_same_figures() -> None:
    """Figures are numbers that can be summed, in the printed order; heads repeat; the bytes are stable."""
    declared = [applicant(n, list(TitleLevel)[n % 4]) for n in range(12)]
    table = statistics.build((sample.UNIT, SECOND), declared, PACK)
    rosters = roster.build(declared, PACK, sample.UNIT)
    data = statistics.xlsx(table, CONTEXT, rosters)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet.print_title_rows == "$1:$5"
    row = [cell.value for cell in sheet[6]][3:40]
    assert row == figures(table.lines[0])
    last = next(each for each in sheet.iter_rows() if each[1].value == "合　　计")
    assert [cell.value for cell in last][3:40] == figures(table.total)
    assert any(
        "高级 一致" in str(cell.value) for each in sheet.iter_rows() for cell in each if cell.value
    )
    assert data == statistics.xlsx(table, CONTEXT, rosters)
