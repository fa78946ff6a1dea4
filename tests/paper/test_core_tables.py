# SPDX-License-Identifier: MulanPSL-2.0
"""Tables: rows flow over pages the way a reader would break them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.paper.core import geometry as g
from app.paper.core.cells import Head, HeadCell, Room, Row
from app.paper.core.press import Press
from app.paper.core.table import Table, cell, long_cell
from app.paper.core.typeset import Para, Style
from tests.helpers import pages

HEAD = Head((10.0,), (HeadCell("序号", 0), HeadCell("内容", 1)))
LONG = Style("fang", 12, 17.5, "justify")


class Desk:
    """Flows a table and remembers which rows stood on which page."""

    def __init__(self, top: float = 30, bottom: float = 100) -> None:
        self.press = Press()
        self.top, self.bottom = top, bottom
        self.placed: list[tuple[Row, ...]] = []
        self.ends: list[float] = []

    def room(self) -> Room:
        return Room(self.press.page(g.loose()), 25.0, self.top, self.bottom)

    def turn(self, rows: tuple[Row, ...]) -> Room:
        self.placed.append(rows)
        return self.room()

    def flow(self, rows, widths=(20.0, 100.0), head=HEAD, **options):
        end = Table(self.press.setter, widths, head).flow(rows, self.room(), self.turn, **options)
        self.placed.append(end.placed)
        return end

    def tags(self) -> list[list[object]]:
        return [[row.tag for row in rows if row.tag is not None] for rows in self.placed]


def person(number: int, **options) -> Row:
    """Return a row of the usual height."""
    return Row((cell(str(number)), cell("甲乙丙")), 10, tag=number, **options)


@settings(max_examples=40)
@given(st.integers(0, 60))
def test_every_row_is_placed_once_in_order(count):
    """No row is lost, doubled or moved, however many pages it takes."""
    desk = Desk()
    desk.flow([person(number) for number in range(count)])
    assert [tag for tags in desk.tags() for tag in tags] == list(range(count))
    assert all(len(tags) <= 6 for tags in desk.tags())


def test_the_head_stands_on_every_page():
    """A reader of page three sees what the columns are."""
    desk = Desk()
    desk.flow([person(number) for number in range(15)])
    pdf = desk.press.save()
    assert len(desk.placed) == 3
    assert all("序号" in pages.words(pdf, index) for index in range(3))


def test_a_sum_never_stands_alone():
    """The last person goes along with the sum to the next page."""
    rows = [person(number, keep=number == 5) for number in range(6)]
    rows.append(Row((cell("小计"), cell("6人")), 10, band=9, tag="sum"))
    desk = Desk()
    desk.flow(rows)
    assert desk.tags() == [[0, 1, 2, 3, 4], [5, "sum"]]


def test_headings_are_said_again_on_the_next_page():
    """Series and specialty are repeated, marked as going on; not after their sum."""
    rows = [
        Row((cell("工程系列", span=2),), 8, band=1, keep=True),
        Row((cell("水利专业", span=2),), 8, band=2, keep=True),
    ]
    rows += [person(number) for number in range(9)]
    desk = Desk()
    desk.flow(rows)
    pdf = desk.press.save()
    second = pages.words(pdf, 1)
    assert "工程系列（续）" in second and "水利专业（续）" in second
    assert "（续）" not in pages.words(pdf, 0)


def test_a_heading_never_ends_a_page():
    """A heading goes to the next page with the first row it is about."""
    rows = [person(number) for number in range(5)]
    rows += [Row((cell("农业系列", span=2),), 8, band=1, keep=True, tag="band"), person(9)]
    desk = Desk()
    desk.flow(rows)
    assert desk.tags()[1] == ["band", 9]


def test_a_long_row_goes_on_over_the_page_and_says_its_date_again():
    """Text is complete over the pages; the date is repeated with （续）."""
    text = "，".join(f"第{number}段设计与验收" for number in range(80)) + "。"
    row = Row((cell("2019.03", again=True), long_cell(Para(text, LONG))), splits=True, tag="long")
    desk = Desk()
    desk.flow([row])
    pdf = desk.press.save()
    count = len(desk.placed)
    assert count > 1
    joined = "".join(pages.words(pdf, index).replace("序号内容", "") for index in range(count))
    assert "（续）" in pages.words(pdf, 1) and "2019.03" in pages.words(pdf, 1)
    assert joined.replace("2019.03", "").replace("（续）", "") == text


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.floats(min_value=80, max_value=200))
def test_nothing_is_set_below_the_room(lengths, bottom):
    """Rows of any length stay above the lower edge on every page."""
    desk = Desk(bottom=bottom)
    rows = [
        Row((cell(str(number)), long_cell(Para("甲乙丙丁戊己庚辛" * length, LONG))), splits=True)
        for number, length in enumerate(lengths)
    ]
    end = desk.flow(rows)
    pdf = desk.press.save()
    assert end.y <= bottom + 0.01
    for index in range(len(desk.placed)):
        found = pages.ink(pdf, (20, 20, 200, 290), index, dpi=72)
        assert found is not None and found[3] <= bottom + 0.8


def test_headings_over_a_row_taller_than_the_page_come_to_an_end():
    """Headings that must stay with a giant row are placed with its first part; nothing loops."""
    text = "甲乙丙丁戊己庚辛" * 60
    rows = [
        Row((cell("工程系列", span=2),), 8, band=1, keep=True),
        Row((cell("水利专业", span=2),), 8, band=2, keep=True),
        Row((cell("1"), long_cell(Para(text, LONG))), 10, tag="giant"),
        Row((cell("2"), cell("乙")), 120, tag="tall"),
    ]
    desk = Desk()
    desk.flow(rows)
    pdf = desk.press.save()
    joined = "".join(pages.words(pdf, index) for index in range(len(desk.placed)))
    assert joined.count("甲乙丙丁戊己庚辛") >= 50 and desk.tags()[-1] == ["tall"]
    assert len(desk.placed) < 12


def test_rows_that_grow_fill_the_page():
    """Spare height is shared and the table ends at the lower edge."""
    rows = [Row((cell("甲"), cell("乙")), 10, grows=number > 0) for number in range(3)]
    desk = Desk()
    assert desk.flow(rows, fill=True).y == pytest.approx(100)


def test_a_row_that_does_not_cover_its_columns_is_refused():
    """A caller's slip is found at once, not on paper."""
    with pytest.raises(ValueError, match="columns"):
        Desk().flow([Row((cell("甲"),))])


def test_grouped_heads_and_the_frame_stand_where_they_should():
    """Edges of a two-row head and the outer frame to 0.3 mm."""
    head = Head(
        (8.0, 7.0),
        (
            HeadCell("序号", 0, 0, 1, 2),
            HeadCell("岗位", 1, 0, 2),
            HeadCell("核定", 1, 1),
            HeadCell("已聘", 2, 1, vertical=True),
        ),
    )
    desk = Desk()
    desk.flow([Row((cell("1"), cell("2"), cell("3")), 10)], (20.0, 30.0, 30.0), head)
    pdf = desk.press.save()
    assert pages.ink(pdf, (20, 25, 120, 95)) == pytest.approx((25, 30, 105, 55), abs=0.3)
    rule = pages.ink(pdf, (46, 36, 54, 40))
    assert rule is not None and rule[1] == pytest.approx(38, abs=0.3)
