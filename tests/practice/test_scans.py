# SPDX-License-Identifier: MulanPSL-2.0
"""Scans of fictional papers: true to paper, marked as practice, the same every time."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.intake import inspect_scan
from app.present.practice.canvas import Canvas, broken, width_of
from app.present.practice.people import PracticeDataError, ScanPlan
from app.present.practice.scanner import scanned
from app.present.practice.scans import scan_file, sheet_of
from app.present.practice.sheets import Letter

WORDS = {"name": "王㛃·𬎆", "unit": "虚构研究所（练习）"}
LETTER = {
    "kind": "letter",
    "title": "证明",
    "body": ["{name}同志在{unit}工作。"],
    "by": "{unit}",
    "date": "2026年6月1日",
}


def test_a_scan_is_the_same_every_time_and_another_seed_gives_another():
    """Chance is drawn from the seed alone."""
    plan = ScanPlan("证明", sheets=(LETTER,), medium="jpeg")
    first = scan_file(plan, WORDS, "a")
    assert first == scan_file(plan, WORDS, "a")
    assert first != scan_file(plan, WORDS, "b")
    image = Image.open(io.BytesIO(first))
    assert image.size == (2480, 3508) and image.info["dpi"] == (300, 300)
    assert 100_000 < len(first) < 700_000


def test_a_scan_is_taken_in_by_the_real_path_without_complaint():
    """Several sheets as PDF at 300 dpi: no note but what the sheet itself has."""
    plan = ScanPlan("两页", sheets=(LETTER, LETTER | {"title": "情况说明"}))
    accepted = inspect_scan(scan_file(plan, WORDS, "a"), "两页.pdf")
    assert [(page.dpi, page.blank) for page in accepted.pages] == [(300, False), (300, False)]
    assert accepted.notes == ()


def test_a_crooked_sheet_is_found_crooked():
    """Two degrees are advised by intake."""
    lines = LETTER | {"body": ["这是为了看出放歪而写的一段较长的文字，" * 12]}
    data = scan_file(ScanPlan("歪", sheets=(lines,), medium="jpeg", lean=2.0), WORDS, "a")
    assert [note.code for note in inspect_scan(data, "歪.jpg").notes] == ["INTAKE-NOTE-LEANING"]


def test_a_turned_sheet_lies_on_its_side():
    """A quarter turn exchanges width and height; a PNG has sixteen greys."""
    data = scan_file(ScanPlan("横", sheets=(LETTER,), medium="png", turned=1), WORDS, "a")
    image = Image.open(io.BytesIO(data))
    assert image.size == (3508, 2480) and len(image.getcolors(256)) <= 16


def test_every_sheet_carries_the_words_of_practice():
    """The mark lies across an otherwise empty sheet, too."""
    image = scanned(Canvas(), "a")
    counts = image.histogram()
    paper = max(range(256), key=counts.__getitem__)
    marked = sum(counts[: paper - 12])
    assert marked > 0.01 * image.width * image.height


def test_long_letters_flow_over_sides_and_lose_no_word():
    """A paragraph that does not fit goes on where the next side begins."""
    text = "工程验收意见。" * 300
    sides = Letter("意见", (text,), "验收组（练习）", "2026年6月1日").draw("")
    assert len(sides) >= 3
    assert sum(len(line) for line in broken("　　" + text, 154, 14, "fang")) == len(text) + 2


def test_lines_are_broken_within_their_width():
    """No line passes the edge by more than a closing mark, and none starts with one."""
    for line in broken("灌区改造，渠道衬砌；" * 20, 60, 12):
        assert width_of(line, 12) <= 60 + width_of("，", 12)
        assert line[0] not in "，；"


@pytest.mark.parametrize("face", ["song", "title", "hei", "fang", "kai"])
def test_rare_characters_are_drawn_not_boxed(face):
    """In every face 㛃 and 𬎆 leave ink of their own, not the box of a missing character."""

    def drawn(char):
        canvas = Canvas((20.0, 20.0))
        canvas.text(2, 2, char, 30, face=face)
        return canvas.image.tobytes()

    missing = drawn("\ue123")
    assert len({drawn("㛃"), drawn("𬎆"), drawn("王"), missing}) == 4


@pytest.mark.parametrize(
    "table",
    [
        {"kind": "poster", "title": "x"},
        {"title": "x"},
        LETTER | {"colour": "red"},
        LETTER | {"title": "{nobody}"},
        {"kind": "letter", "title": "x"},
    ],
)
def test_a_wrong_sheet_is_refused(table):
    """Unknown kinds, keys and names, and missing parts."""
    with pytest.raises(PracticeDataError):
        sheet_of(table, WORDS)


def test_a_picture_holds_one_side_only():
    """Two sheets do not go into one JPEG."""
    with pytest.raises(PracticeDataError):
        scan_file(ScanPlan("x", sheets=(LETTER, LETTER), medium="jpeg"), WORDS, "a")
