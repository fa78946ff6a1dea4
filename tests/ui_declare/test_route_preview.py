# SPDX-License-Identifier: MulanPSL-2.0
"""The page beside the interview: the answer's own cell on the cover, before anything is kept."""

from __future__ import annotations

from app.present.prints.live import NOT_PRINTED_ANSWER
from tests.helpers.geometry import assert_sound, settle
from tests.ui_declare.test_live_preview import at, drawn
from ui.preview.live import _box
from ui.qt import Qt

LEVEL_CELL = (88, 194, 90, 12)


def boxed(shell):
    """Return the place of the one frame round what is in hand, in mm of the sheet."""
    (box,) = [one for one in shell.current.live.papers[0]._sheet.boxes if one.tone == "focus"]
    return box.left, box.top, box.width, box.height


def at_question(window, session, name: str):
    """Return the window at one question with its page drawn."""
    shell = window(session, "route")
    assert shell.go_path(f"route.{name}")
    drawn(shell)
    return shell


def test_the_answer_in_hand_is_boxed_on_the_cover(window, session) -> None:
    """申报层级 stands at its own line of the cover of the 评审表."""
    shell = at_question(window, session, "level")
    assert shell.current.live.words.whole_text() == "评审表第1页 · 正面"
    assert boxed(shell) == LEVEL_CELL
    assert shell.current.live.papers[0].accessibleName().endswith("申报层级")


def test_another_answer_is_on_the_page_before_the_list_is_changed(window, session, qtbot) -> None:
    """The digit 1 answers 正高级: the picture changes, the declaration does not."""
    shell = at_question(window, session, "level")
    before, kept = shell.current.live.page.side.raster.pixels, session.declaration
    qtbot.keyClick(shell.current, Qt.Key.Key_1)
    settle()
    drawn(shell)
    assert session.declaration is kept
    assert shell.current.live.page.side.raster.pixels != before
    shell.current.presenter.discard()


def test_a_line_shows_while_it_is_typed(window, session, qtbot) -> None:
    """What is typed at 申报职称 stands on the cover before it is committed."""
    shell = at_question(window, session, "title")
    line = shell.current.field_in_hand()
    assert line.path == "route.title"
    before = shell.current.live.page.side.raster.pixels
    qtbot.keyClicks(line.editor, "abc")
    drawn(shell)
    assert shell.current.live.page.side.raster.pixels != before
    shell.current.presenter.discard()


def test_an_answer_that_is_not_printed_says_so(window, session) -> None:
    """单位隶属 decides the way and stands on no paper of the person."""
    shell = at_question(window, session, "affiliation")
    assert shell.current.live.words.whole_text() == NOT_PRINTED_ANSWER


def test_a_click_on_the_cover_leads_to_the_question(window, session, qtbot) -> None:
    """From the first question a click on 申报职称 opens the third with the caret in that line."""
    shell = at_question(window, session, "level")
    live = shell.current.live
    cell = next(cell for cell in live.page.side.cells if cell.path == "route.title")
    paper = live.papers[0]
    qtbot.mouseClick(paper._sheet, Qt.MouseButton.LeftButton, pos=at(paper, _box(cell, "aim")))
    settle()
    assert shell.current.field_in_hand().path == "route.title"


def test_the_first_interview_has_its_cover_too(window, fresh, qtbot) -> None:
    """In an empty vault the cover fills as the questions are answered."""
    shell = window(fresh, "route", own=True)
    drawn(shell)
    presenter = shell.current.presenter
    presenter.choose("true")
    presenter.next()
    settle()
    drawn(shell)
    assert boxed(shell) == LEVEL_CELL
    before = shell.current.live.page.side.raster.pixels
    qtbot.keyClick(shell.current, Qt.Key.Key_2)
    settle()
    drawn(shell)
    assert not fresh.has_declaration
    assert shell.current.live.page.side.raster.pixels != before
    assert_sound(shell, 1366, 688, "route with preview")
