# SPDX-License-Identifier: MulanPSL-2.0
"""试印校准: what a ruler says, what follows, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.present.prints.calibration import (
    CalibrationPresenter,
    Figures,
    calibration_of,
    read_figures,
)
from tests.helpers.desk import at_desk

RIGHT = {"a": "10", "b": "10", "c": "100", "d": "100"}


@pytest.fixture
def session(tmp_path):
    """A desk."""
    with at_desk(tmp_path) as made:
        yield made


def test_the_words_say_which_way_and_how_far():
    """10.5 from the left means half a millimetre too far right."""
    assert Figures(a=10.5, b=9.0).words() == "要挪：左移 0.5，下移 1.0"
    assert Figures(a=9.5, b=11.0).words() == "要挪：右移 0.5，上移 1.0"
    assert Figures().words() == "位置正好，不用挪"


@given(a=st.integers(-50, 250), b=st.integers(-50, 250))
def test_the_shift_brings_the_lines_to_ten(a, b):
    """Measured plus shift is 10.0 on both axes, whatever was measured."""
    figures = Figures(a=a / 10, b=b / 10)
    right, down = figures.shift()
    assert round(figures.a + right, 1) == 10.0
    assert round(figures.b + down, 1) == 10.0


@pytest.mark.parametrize(
    ("measured", "scaled"), [("99.4", True), ("99.5", False), ("100.5", False), ("100.6", True)]
)
def test_the_bar_may_be_half_a_millimetre_off(measured, scaled):
    """99.5 to 100.5 is a ruler's slip, beyond it the printer scales (M43)."""
    for name in "cd":
        assert read_figures(RIGHT | {name: measured}, "正面").scaled() is scaled


@pytest.mark.parametrize("name", ["a", "b", "c", "d"])
@pytest.mark.parametrize("typed", ["", "十", "nan", "inf", "-99", "500"])
def test_a_figure_that_cannot_be_is_quoted_and_nothing_is_kept(session, name, typed):
    """The message names side and letter; the figures kept before stay."""
    presenter = CalibrationPresenter(session)
    with pytest.raises(UserError) as caught:
        presenter.keep("机一", "", RIGHT, RIGHT | {name: typed})
    assert caught.value.code == "CALIBRATION-FIGURE"
    assert caught.value.message.title.startswith(f"背面 {name.upper()}")
    assert presenter.of("机一") is None


def test_every_printer_and_tray_has_its_own_figures(session):
    """Figures of one tray say nothing of another."""
    presenter = CalibrationPresenter(session)
    presenter.keep("机一", "手送", RIGHT | {"a": "12"}, RIGHT)
    assert presenter.of("机一", "手送").front.shift() == (-2.0, 0.0)
    assert presenter.of("机一") is None
    assert presenter.of("机二", "手送") is None
    assert presenter.of("机一", "手送").on == "2026-06-15"


def test_figures_that_cannot_be_read_back_count_as_none(session):
    """A damaged record leaves the page where it is."""
    session.vault.set_setting("calibration/机一/", '{"front": 3}')
    assert calibration_of(session.vault, "机一") is None


def test_the_self_check_report_names_printer_and_day(session):
    """The environment block says which printer was used here and whether it was calibrated."""
    from app.present.prints.report import report_of

    def said() -> str:
        return dict(report_of(session).environment)["打印机"]

    assert said() == "还没有选过"
    session.vault.set_setting("printer", "机一")
    assert said() == "机一，没有校准"
    CalibrationPresenter(session).keep("机一", "", RIGHT, RIGHT)
    assert said() == "机一，2026-06-15 校准"
