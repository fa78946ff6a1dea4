# SPDX-License-Identifier: MulanPSL-2.0
"""The measure the other tests hold screens against: it sees what a person sees, whenever it is asked."""

from __future__ import annotations

import pytest

from tests.helpers.geometry import assert_no_overlap, assert_nothing_clipped, settle
from ui.qt import QHBoxLayout, QLabel, QVBoxLayout, QWidget

LONG = "评审表第2页　从第9页到第16页　正面"


@pytest.fixture
def page(qtbot):
    """A window with a short word in a panel in a panel."""
    window, inner = QWidget(), QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.addWidget(inner)
    row.addStretch(1)
    QVBoxLayout(inner).addWidget(QLabel("短", inner))
    window.resize(800, 200)
    window.show()
    settle()
    return window


def test_words_that_came_a_moment_ago_are_measured_where_they_will_stand(page):
    """A worker's answer changes words in the last turn: the layout they ask for counts, not the one before."""
    word = page.findChild(QLabel)
    word.setText(LONG)
    assert word.width() < word.sizeHint().width()
    assert_nothing_clipped(page)
    extra = QLabel(LONG)
    word.parentWidget().layout().addWidget(extra)
    extra.show()
    assert_no_overlap(page)


def test_words_that_have_no_room_are_found(page):
    """What stays cut after the layout is a fault."""
    word = page.findChild(QLabel)
    word.setFixedWidth(20)
    word.setText(LONG)
    with pytest.raises(AssertionError, match="needs"):
        assert_nothing_clipped(page)
