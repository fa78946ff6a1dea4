# SPDX-License-Identifier: MulanPSL-2.0
"""The ledger: whole rows, one row in hand, keys that a Chinese input method leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.geometry import settle
from ui.qt import Qt
from ui.theme import TextSize, Theme
from ui.theme.tokens import scale
from ui.widgets.basics import RIGHT
from ui.widgets.table import Badge, Column, FormTable, Row, Tag, Tick

COLUMNS = [
    Column("序号", 3.6),
    Column("材料名称"),
    Column("状态", 6.2),
    Column("页", 4, RIGHT),
    Column("提醒", 4),
]


def rows(count, **more):
    """Rows of a checklist."""
    return [
        Row(f"r{n}", (f"A{n}", f"材料{n}", Tag("已准备"), str(n), Badge("st-must", "1")), **more)
        for n in range(count)
    ]


@pytest.fixture
def table(application, qtbot):
    """A table of 30 rows, 400 pixels high."""
    made = FormTable(Theme(), COLUMNS, "材料清单表")
    qtbot.addWidget(made)
    made.set_rows(rows(30))
    made.resize(700, 400)
    made.show()
    settle()
    return made


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(90, 1200), st.integers(0, 40))
def test_no_height_ever_shows_half_a_row(table, height, count):
    """Whatever the height, the view ends where a row ends, and a short list where its rows end."""
    table.set_rows(rows(count))
    table.resize(700, height)
    settle(1)
    row = Theme().m.row
    assert table.view.viewport().height() % row == 0
    assert table.whole_rows() <= max(1, count)
    assert table.view.geometry().bottom() <= table.height()


def test_the_row_in_hand_survives_new_rows(table):
    """A state drawn again keeps the row; a row that went leaves the one in its place."""
    told = []
    table.current_changed.connect(told.append)
    assert table.select("r7")
    table.set_rows(rows(30))
    assert table.current_id() == "r7"
    assert told == ["r7"]
    table.set_rows([row for row in rows(30) if row.id != "r7"])
    assert table.current_id() == "r8"
    assert told[-1] == "r8"
    assert not table.select("nowhere")


def test_space_enter_and_letters(table, qtbot):
    """Space and Enter act on the row in hand; a letter is left to whoever wants it."""
    told = []
    table.space_pressed.connect(lambda row: told.append(("space", row)))
    table.activated.connect(lambda row: told.append(("enter", row)))
    table.select("r2")
    qtbot.keyClick(table.view, Qt.Key.Key_Space)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    qtbot.keyClick(table.view, "r")
    assert told == [("space", "r2"), ("enter", "r2")]
    assert table.current_id() == "r2"
    assert not table.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_ticks_answer_to_the_mouse_and_to_space(table, qtbot):
    """A tick box reports what it should become; the presenter decides."""
    told = []
    table.ticked.connect(lambda row, on: told.append((row, on)))
    table.set_rows([Row("a", (Tick(on=False), "甲")), Row("b", (Tick(on=True), "乙"))])
    table.select("a")
    qtbot.keyClick(table.view, Qt.Key.Key_Space)
    spot = table.view.visualRect(table.model.index(1, 0)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told == [("a", True), ("b", False)]


def test_headings_are_never_in_hand(table):
    """A line between groups cannot be taken; the first row under it is."""
    table.set_rows([Row("h", ("高级",), heading=True), *rows(2)])
    assert table.current_id() == "r0"
    assert table.row_ids() == ["r0", "r1"]
    assert not table.model.flags(table.model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_click_below_the_rows_hits_nothing(table, qtbot):
    """Where no row is drawn none is hit: the view itself ends there."""
    table.resize(700, 400)
    settle(1)
    below = table.view.geometry().bottom()
    assert table.height() - below < Theme().m.row
    assert table.childAt(10, table.height() - 1) is None or below == table.height()


def test_a_screen_reader_hears_the_row_then_the_columns(table):
    """The first column speaks the whole row, the others their header and value (ux 4.5)."""
    spoken = table.model.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "A3，材料3，已准备，3，1"
    assert table.model.index(3, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "状态已准备"
    table.set_rows([Row("x", ("A1", "甲"), spoken="第1项，甲")])
    assert table.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "第1项，甲"
    assert table.view.accessibleName() == "材料清单表"


def test_a_shortened_name_shows_whole_in_its_tip(table):
    """A name that does not fit is told whole on hovering; one that fits is not repeated."""
    long = "很长的材料名称" * 20
    table.set_rows([Row("a", ("A1", long)), Row("b", ("A2", "短"))])
    delegate = table.view.itemDelegate()
    for number, wanted in ((0, long), (1, "")):
        index = table.model.index(number, 1)
        assert delegate.tip(table.view.visualRect(index), index) == wanted


def test_many_rows_and_selection(application, qtbot):
    """Three thousand rows are shown; several can be selected when the table allows it."""
    made = FormTable(Theme(metrics=scale(TextSize.LARGE)), COLUMNS, "申报人", multi=True)
    qtbot.addWidget(made)
    made.set_rows(rows(3_000))
    made.view.selectAll()
    assert len(made.selected_ids()) == 3_000
    assert made.minimumSizeHint().height() < 200


def test_every_kind_of_cell_can_be_drawn(table):
    """Words, ticks, tags, badges, headings and dim rows draw without a complaint of Qt."""
    cells = ("A1", Tick(on=True), Tag("需补正"), Tag("不适用"), Badge("st-warn", "2"))
    table.set_rows(
        [Row("h", ("组",), heading=True), Row("a", cells), Row("b", cells[:2], dim=True)]
    )
    table.view.setFocus()
    assert not table.grab().isNull()
