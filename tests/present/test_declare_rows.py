# SPDX-License-Identifier: MulanPSL-2.0
"""Tables of rows: add, delete, move, paste from a spreadsheet, each step undone by its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.model.people import CareerEntry, Education
from app.present.declare.rows import RowsPresenter
from app.present.declare.rows_paste import MOST_ROWS, read_pasted
from tests.helpers.desk import ANSWERS, at_desk, pack, reopened

FIELDS = pack().fields


@pytest.fixture
def desk(tmp_path: Path):
    with at_desk(tmp_path) as session:
        yield session


@pytest.fixture
def rows(desk) -> RowsPresenter:
    return RowsPresenter(desk, "education")


def test_an_empty_table_says_the_exact_words(rows) -> None:
    """The empty state is the text of ux 2.3."""
    state = rows.state
    assert state.empty == "从最高学历开始填，一行一个。"
    assert (state.rows, state.selected, state.add_word) == ((), "", "增加一个学历")


def test_a_row_is_added_filled_moved_and_deleted(desk, rows) -> None:
    """Each step is in the vault at once and has a name for undo."""
    first = rows.add()
    rows.commit(f"education.{first}.school", "某某大学")
    second = rows.add(after=first)
    rows.move(second, -1)
    assert [row.id for row in reopened(desk).education] == [second, first]
    rows.delete(second)
    assert [row.school for row in reopened(desk).education] == ["某某大学"]
    assert desk.undo_names()[:3] == ["删去一个学历", "移动一个学历", "增加一个学历"]
    desk.undo()
    assert [row.id for row in reopened(desk).education] == [second, first]


def test_moving_at_the_edge_is_no_step(desk, rows) -> None:
    """The first row does not move up."""
    only = rows.add()
    steps = len(desk.undo_names())
    rows.move(only, -1)
    assert len(desk.undo_names()) == steps


def test_a_cell_of_a_deleted_row_is_not_written(desk, rows) -> None:
    """A text that arrives for a row just deleted harms nothing."""
    row = rows.add()
    rows.delete(row)
    rows.commit(f"education.{row}.school", "某某大学")
    rows.draft(f"education.{row}.school", "某某大学")
    assert reopened(desk).education == ()


def test_open_ends_read_until_now(tmp_path: Path) -> None:
    """An empty end beside a start reads 至今, and typing 至今 keeps it so."""
    row = CareerEntry(started="2004-07", unit="某单位")
    with at_desk(tmp_path, Declaration(route=ANSWERS, career=(row,))) as session:
        career = RowsPresenter(session, "career")
        career.commit(f"career.{row.id}.ended", "至今")
        assert reopened(session).career[0].ended == ""
        assert "至今" in [cell.text for cell in career.state.rows[0].cells]


def test_the_same_row_twice_is_pointed_out(tmp_path: Path) -> None:
    """A second row with the same content says which row it repeats."""
    twins = tuple(Education(level="大学本科", school="某某大学") for _ in range(2))
    with at_desk(tmp_path, Declaration(route=ANSWERS, education=twins)) as session:
        state = RowsPresenter(session, "education").state
        found = [note for note in state.rows[1].notes if note.code == "FIELD-TWICE"]
        assert "第 1 行" in found[0].detail and not [
            n for n in state.rows[0].notes if n.code == "FIELD-TWICE"
        ]


def test_focus_takes_the_row_of_a_path(rows) -> None:
    """A path into a table selects its row and names the field to put the caret in."""
    first, second = rows.add(), rows.add()
    assert rows.focus(f"education.{first}.school") == f"education.{first}.school"
    assert rows.selected == first
    assert rows.focus("education") == f"education.{first}.level"
    assert second in rows.ids()


HEADED = "毕业学校\t所学专业\t学历\t毕业时间\t学号\n某某大学\t水利工程\t本科\t2004.7\t001\n某某学校\t会计\t大专\t春天\t002\n"


def test_a_copied_table_maps_its_columns_by_heading(rows) -> None:
    """Headings and their other names find the fields; an unknown column is left out."""
    draft = rows.paste(HEADED)
    assert draft.mapping == (
        "education.*.school", "education.*.major", "education.*.level", "education.*.graduated", "",
    )  # fmt: skip
    assert [(cell.row, cell.column, cell.note.code) for cell in draft.bad] == [(2, 4, "FIELD-DATE")]


def test_pasted_rows_come_in_as_one_step(desk, rows) -> None:
    """All rows go in together; an unreadable date is kept as typed; undo takes all of them out."""
    rows.paste(HEADED)
    assert rows.accept_paste(skip_bad=False) == 2
    kept = reopened(desk).education
    assert [(row.level, row.graduated) for row in kept] == [
        ("大学本科", "2004-07"),
        ("大学专科", "春天"),
    ]
    assert desk.undo_names()[0] == "粘贴 2 个学历"
    desk.undo()
    assert reopened(desk).education == ()


def test_bad_rows_can_be_left_out(desk, rows) -> None:
    """Rows on the red list stay out when the person says so."""
    rows.paste(HEADED)
    assert rows.accept_paste(skip_bad=True) == 1
    assert [row.school for row in reopened(desk).education] == ["某某大学"]


def test_digits_lost_by_a_spreadsheet_are_named(desk) -> None:
    """1.50404E+17 is told as what it is, with the cell it stands in."""
    titles = RowsPresenter(desk, "titles")
    draft = titles.paste("职称名称\t证书编号\n工程师\t1.50404E+17\n")
    assert [(cell.row, cell.column, cell.note.code) for cell in draft.bad] == [(1, 2, "FIELD-SCI")]
    assert "1.50404E+17" in draft.bad[0].note.detail


def test_a_lost_identity_number_is_named_m03() -> None:
    """In a column of identity numbers the message is M03."""
    basics = FIELDS.section("basics")
    draft = read_pasted("姓名\t身份证号\n李某\t1.50404E+17\n", basics, FIELDS)
    assert [cell.note.code for cell in draft.bad] == ["M03"]


def test_a_table_without_headings_is_mapped_by_content(desk) -> None:
    """Years, grades and other text find their fields by what they look like."""
    appraisals = RowsPresenter(desk, "appraisals")
    draft = appraisals.paste("2024\t合格\t某研究所\n2025\t优秀\t某研究所\n")
    assert draft.mapping == ("appraisals.*.year", "appraisals.*.grade", "appraisals.*.unit")
    appraisals.accept_paste(skip_bad=False)
    assert [row.grade for row in reopened(desk).appraisals] == ["合格", "优秀"]


def test_numbers_without_room_wait_as_drafts(desk) -> None:
    """Words in a column of hours are not lost: they stand in the editor of their row."""
    hours = RowsPresenter(desk, "credits")
    hours.paste("年度\t专业科目学时\n2025\t六十\n")
    hours.accept_paste(skip_bad=False)
    row = reopened(desk).credits[0]
    assert row.specialty_hours is None
    assert hours.editor.state(f"credits.{row.id}.specialty_hours").text == "六十"


def test_mapping_is_refused_with_a_way_out(rows) -> None:
    """No column mapped, or two on one field, is refused; nothing goes in."""
    rows.paste("甲\t乙\n1\t2\n")
    for column in (0, 1):
        rows.map_column(column, "")
    with pytest.raises(UserError, match="PASTE-COLUMNS"):
        rows.accept_paste(skip_bad=False)
    rows.map_column(0, "education.*.school")
    rows.map_column(1, "education.*.school")
    with pytest.raises(UserError, match="PASTE-TWICE"):
        rows.accept_paste(skip_bad=False)
    assert rows.ids() == []


def test_nothing_and_too_much_are_refused(rows) -> None:
    """An empty clipboard and a table beyond the limit are refused by name."""
    with pytest.raises(UserError, match="PASTE-EMPTY"):
        rows.paste(" \n\t\n")
    with pytest.raises(UserError, match="PASTE-MANY"):
        rows.paste("a\n" * (MOST_ROWS + 1))


def test_a_cell_with_line_ends_stays_one_cell(rows) -> None:
    """WPS quotes a cell that holds line ends; it is one cell here too."""
    draft = rows.paste('毕业学校\t备注\n某某大学\t"第一行\n第二行"\n')
    assert draft.body == (("某某大学", "第一行\n第二行"),)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_clipboard_is_read_or_refused(text: str) -> None:
    """Whatever lies on the clipboard, reading it ends in a table or in a UserError."""
    try:
        draft = read_pasted(text, FIELDS.section("career"), FIELDS)
    except UserError:
        return
    assert draft.bad is not None
    words = "".join("".join(row) for row in (draft.header, *draft.body))
    assert set("".join(words.split())) <= set(text)
