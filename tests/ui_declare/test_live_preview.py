# SPDX-License-Identifier: MulanPSL-2.0
"""The page beside the field: drawn once for many keys, boxed, clicked back, never in the way."""

from __future__ import annotations

import time
from threading import Event

import pytest

from app.present.prints.live import NOT_PRINTED, LivePreviewPresenter
from app.present.prints.report import numbered
from tests.helpers.geometry import assert_sound, settle
from ui.preview.live import ALL, PAIR, _box
from ui.qt import QApplication, QLabel, QPoint, Qt

LONGEST_WAIT = 30.0


def drawn(shell) -> None:
    """Let the worker of the preview finish what it has in hand, however long this machine takes."""
    until = time.monotonic() + LONGEST_WAIT
    live = shell.current.live
    while live.waiting() or shell.live.busy():
        assert time.monotonic() < until
        settle(1)
        QApplication.instance().thread().msleep(2)
    settle()


@pytest.fixture
def page(window, session):
    """The page of basics with the caret in 曾用名 and its page drawn."""
    shell = window(session, "basics")
    shell.go_path("basics.former_name")
    # The window is shared by the tests of this module: nothing another one typed stands in the editor.
    field = shell.current.field_in_hand()
    field.line.clear()
    field.commit()
    drawn(shell)
    return shell


def at(paper, box):
    """Return the middle of a box as a point of the sheet on screen."""
    place = paper._sheet.place(box).center()
    return QPoint(round(place.x()), round(place.y()))


def test_the_cell_of_the_field_in_hand_is_boxed(page) -> None:
    """The page says which it is, and one frame stands round 曾用名."""
    live = page.current.live
    assert live.words.whole_text() == "评审表第3页 · 正面"
    (box,) = [box for box in live.papers[0]._sheet.boxes if box.tone == "focus"]
    assert (box.left, box.top, box.width, box.height) == (66, 60, 32, 13)
    assert live.papers[0].accessibleName() == (
        "页面预览，专业技术职称评审表，评审表第3页 · 正面，曾用名"
    )


def test_typing_twice_quickly_draws_once_and_the_last(page, field_of, qtbot, monkeypatch) -> None:
    """While one page is being drawn further keys replace the wish that waits; only the last is shown."""
    live, asked, shown, hold = page.current.live, [], [], Event()
    presenter = page.context.presenter(LivePreviewPresenter)
    draw, show = presenter.draw, live._show

    def held_up(request, preview):
        hold.wait(LONGEST_WAIT)  # the worker is busy until all keys are typed
        asked.append(request.wish.typed)
        return draw(request, preview)

    monkeypatch.setattr(presenter, "draw", held_up)
    monkeypatch.setattr(live, "_show", lambda made: shown.append(made) or show(made))
    field = field_of(page, "basics.former_name")
    try:
        for key in "abcde":
            qtbot.keyClicks(field.editor, key)
            live._pause.timeout.emit()  # as after a pause behind each key
    finally:
        hold.set()
    drawn(page)
    assert asked == ["a", "abcde"]
    assert [made.boxed[0].path for made in shown] == ["basics.former_name"]
    assert QApplication.focusWidget() is field.editor


def test_many_keys_in_a_row_are_one_wish(page, field_of, qtbot, monkeypatch) -> None:
    """Nothing is asked for before typing stops: every key starts the pause anew."""
    live, asked = page.current.live, []
    presenter = page.context.presenter(LivePreviewPresenter)
    request = presenter.request
    monkeypatch.setattr(presenter, "request", lambda wish: asked.append(wish) or request(wish))
    qtbot.keyClicks(field_of(page, "basics.former_name").editor, "abc")
    assert asked == [] and live._pause.isActive()
    live._pause.timeout.emit()
    assert [wish.typed for wish in asked] == ["abc"]


def test_what_is_typed_is_on_the_page_before_it_is_kept(page, field_of, qtbot) -> None:
    """The picture changes while the document does not."""
    live = page.current.live
    before = live.page.side.raster.pixels
    qtbot.keyClicks(field_of(page, "basics.former_name").editor, "qiqige")
    drawn(page)
    assert page.context.session.declaration.basics.former_name == ""
    assert live.page.side.raster.pixels != before
    assert live.page.boxed


def test_a_click_on_the_page_leads_to_its_field(page, qtbot) -> None:
    """Hovering says where a click would lead; the click puts the caret there."""
    live = page.current.live
    paper = live.papers[0]
    cell = next(cell for cell in live.page.side.cells if cell.path == "basics.born")
    point = at(paper, _box(cell, "aim"))
    qtbot.mouseMove(paper._sheet, point)
    live._hovered(0, cell.rect.left + 2, cell.rect.top + 2)
    assert paper._sheet.toolTip() == "点一下，去改：出生日期"
    assert paper._sheet.aim is not None
    qtbot.mouseClick(paper._sheet, Qt.MouseButton.LeftButton, pos=point)
    settle()
    assert page.current.field_in_hand().path == "basics.born"


def test_the_keyboard_does_the_same(page, qtbot) -> None:
    """↓ walks through the places of the page in reading order, Enter goes to the one in hand."""
    live = page.current.live
    paper = live.papers[0]
    paper.setFocus()
    for _ in range(2):
        qtbot.keyClick(paper, Qt.Key.Key_Down)
    assert "性别" in paper.accessibleDescription()
    qtbot.keyClick(paper, Qt.Key.Key_Up)
    qtbot.keyClick(paper, Qt.Key.Key_Return)
    settle()
    assert page.current.field_in_hand().path == "basics.name"


def test_a_cell_of_another_page_of_the_program_opens_that_page(page, qtbot) -> None:
    """现任专业技术职务 is filled in elsewhere: the click goes there."""
    live = page.current.live
    cell = next(cell for cell in live.page.side.cells if cell.path.startswith("titles."))
    live._clicked(0, cell.rect.left + 2, cell.rect.top + 2)
    settle()
    assert page.name == "qualifications"
    assert page.current.field_in_hand().path == cell.path


def test_a_finding_lights_its_cell_with_shape_and_number(page) -> None:
    """The day of birth that the ID number contradicts stands in a frame with the number of the report."""
    wanted = {number: f.paths[0] for number, f in numbered(page.context.session) if f.paths}
    boxes = page.current.live.papers[0]._sheet.boxes
    lit = {box.words: box for box in boxes if box.tone in ("must", "warn")}
    number = next(str(n) for n, path in wanted.items() if path == "basics.born")
    assert lit[number].tone == "warn" and (lit[number].left, lit[number].top) == (118, 60)
    assert "" not in lit


def test_a_field_that_is_not_printed_says_so(page) -> None:
    """The phone of a classified person stands on no paper of theirs."""
    page.go_path("basics.person_status")
    drawn(page)
    assert page.current.live.words.whole_text() == NOT_PRINTED


def test_both_sides_of_the_sheet_and_turning(page) -> None:
    """正背 shows front and back; 下一页 turns the sheet; 回到这一栏 comes back."""
    live = page.current.live
    live.set_mode(PAIR)
    drawn(page)
    assert [side.index for side in live.page.sides] == [2, 3]
    live.after.click()
    drawn(page)
    assert [side.index for side in live.page.sides] == [4, 5]
    live.back.click()
    drawn(page)
    assert [side.index for side in live.page.sides] == [2, 3] and live.page.boxed
    live.set_mode("page")
    drawn(page)


def test_an_empty_packet_says_why_there_is_no_volume(page) -> None:
    """全册 of a list without pages is not an empty box."""
    live = page.current.live
    live.set_mode(ALL)
    drawn(page)
    said = [one.text() for one in live.findChildren(QLabel) if one.isVisible()]
    assert any("册" in text for text in said)
    live.set_mode("page")


def test_nothing_is_drawn_while_the_pane_is_hidden(page, field_of, qtbot, monkeypatch) -> None:
    """F8 takes the pane away and with it all work for it; it is up to date when it comes back."""
    presenter = page.context.presenter(LivePreviewPresenter)
    asked = []
    request = presenter.request
    monkeypatch.setattr(presenter, "request", lambda wish: asked.append(wish) or request(wish))
    page.acts.toggle_pane()
    qtbot.keyClicks(field_of(page, "basics.former_name").editor, "abc")
    page.current.live.refresh()
    assert asked == []
    page.acts.toggle_pane()
    drawn(page)
    assert asked[-1].typed == "abc"


def test_the_pane_asks_for_little_height(page) -> None:
    """Ux §2.5: a preview must never push the window past the screen."""
    assert page.current.live.minimumSizeHint().height() < 300
    assert_sound(page, 1366, 688, "basics with preview")
