# SPDX-License-Identifier: MulanPSL-2.0
"""Geometry of the screens of the way back: nothing clipped, nothing over anything else, every control named."""

from __future__ import annotations

import pytest

from app.kernel.messages import catalogue
from app.present.papers.late_pages import LatePaper, add_late
from app.present.papers.numbering import NumberingPresenter
from app.present.returned.entry import ReturnEntryPresenter
from tests.helpers.desk import at_desk
from tests.helpers.sent_back import BACK, key_in
from tests.helpers.windows import rested
from tests.ui_paper.test_looks import SIZES, sound
from ui.qt import QLabel
from ui.widgets.dialogs import Dialog


def drawn(shell, name: str, path: str = "") -> None:
    """Show a screen with everything it draws in the background, and look at it."""
    assert shell.go(name, path)
    rested(shell.quick)
    sound(shell, f"{name} {path}")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_screens_of_the_way_back_are_sound(session, window, size):
    """Empty and filled: hand-over and its closing page, the slip keyed in, items, sheets, facts, numbers."""
    shell = window(session, *size)
    drawn(shell, "returned")
    drawn(shell, "handover")
    shell.current._ask_form()
    sound(shell, "a second entry")
    entry = shell.context.presenter(ReturnEntryPresenter)
    entry.set_head(reviewer="阿拉坦其其格·敖登其木格（虚构）", on="2026年6月15日", due="20260617")
    entry.put(1, BACK, "聘书复印件缺背面，聘期起止日期看不清，公章只有半个", "聘书原件")
    drawn(shell, "return-entry")
    entry.drop()
    key_in(session)
    add_late(session, BACK, LatePaper(1, at_page=2, as_back=True))
    for view in ("items", "sheets", "facts"):
        drawn(shell, "returned", view)
    drawn(shell, "handover")
    drawn(shell, "tasks")
    NumberingPresenter(session).skipped("11")
    drawn(shell, "numbering")


def test_a_dossier_with_nothing_to_number_says_so(tmp_path, window):
    """S16 without paper-only material has its empty state, and no slip to print."""
    with at_desk(tmp_path) as session:
        shell = window(session, name="numbering")
        assert shell.current.empty.isVisible()
        assert "没有纸质附件需要手工编号" in shell.current.empty.words.text()
        assert not shell.current.header.primary.isEnabled()


def test_the_dialog_of_a_skipped_number_says_how_it_is_noted(session, window, monkeypatch):
    """M25: which number was skipped, that the catalogue notes it, and how a doubled one is written."""
    said = []

    def read(dialog):
        said.extend(each.text() for each in dialog.findChildren(QLabel))
        return 0

    monkeypatch.setattr(Dialog, "exec", read)
    shell = window(session, name="numbering")
    shell.current._ask_skipped()
    words = catalogue().message("M25", before="9", after=11, number="10")
    assert any(words.remedy[-12:-2] in text and "漏编" in text for text in said)
