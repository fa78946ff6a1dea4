# SPDX-License-Identifier: MulanPSL-2.0
"""Lines: nothing is lost, nothing is torn that belongs together, marks stand where they may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.paper.core.fonts import FontLibrary, missing_glyphs
from app.paper.core.geometry import PT
from app.paper.core.kinsoku import NO_END, NO_START, UNIT, spaced, tidy
from app.paper.core.typeset import Para, Style, Typesetter

SETTER = Typesetter()
_PIECES = st.sampled_from(
    [
        *"水利工程设计完成主持灌区，。、；：？！（）《》“”·",
        "2019年",
        "（见第37—41页）",
        "46组",
        "1:2000",
        "GB/T",
        "——",
        "……",
        "买买提·吐尔逊",
        "㛃",
        " ",
        "第3次",
    ]
)
_TEXTS = st.lists(_PIECES, min_size=1, max_size=60).map("".join)
_WIDTHS = st.floats(min_value=38, max_value=170)
_ROLES = st.sampled_from(["song", "fang", "hei", "kai"])


def squashed(text: str) -> str:
    """Return a text without blanks: blanks at line ends go, nothing else may."""
    return "".join(text.split(" "))


@given(_TEXTS, _WIDTHS, _ROLES)
def test_breaking_loses_no_character(text, width, role):
    """All characters of a text are in its lines, in order."""
    lines = SETTER.break_lines(text, role, 12, width)
    assert squashed("".join(lines)) == squashed(tidy(text))


@given(_TEXTS, _WIDTHS)
def test_no_line_is_wider_than_its_column(text, width):
    """The ink of a line stays in its column; only the blank half of a closing mark hangs."""
    for line in SETTER.break_lines(text, "song", 12, width):
        strip = SETTER.strip(line, "song")
        hang = strip.hang(len(line)) if line else 0.0
        flush = 0.5 if line and line[0] in NO_END else 0.0
        assert (strip.end(len(line)) - hang - flush) * 12 * PT <= width + 1e-3


@given(
    st.lists(
        st.sampled_from(
            [
                *"水利工程设计完成主持灌区甲乙丙",
                "甲，乙",
                "（见第37—41页）",
                "“乙丙”",
                "2019年",
                "丁。戊",
            ]
        ),
        min_size=1,
        max_size=60,
    ).map("".join),
    st.floats(min_value=45, max_value=170),
)
def test_marks_stand_where_they_may(text, width):
    """No line starts with a closing mark and none ends with an opening one."""
    lines = SETTER.break_lines(text, "song", 12, width)
    assert all(line[0] not in NO_START for line in lines[1:])
    assert all(line[-1] not in NO_END for line in lines[:-1])


@given(_TEXTS)
def test_units_stay_whole_in_a_column_wide_enough(text):
    """A page reference, a figure with its measure word and a Latin word are never torn."""
    width = 90.0
    lines = SETTER.break_lines(text, "fang", 12, width)
    whole = tidy(text)
    places, at = set(), 0
    for line in lines:
        at = whole.index(line, at) if line else at
        places.add(at)
        at += len(line)
    for match in UNIT.finditer(whole):
        if SETTER.width(match.group(), "fang", 12) <= width:
            assert not places & set(range(match.start() + 1, match.end()))


def test_a_page_reference_goes_to_the_next_line_as_a_whole():
    """（见第37—41页） is not divided even where one more character would fit."""
    lines = SETTER.break_lines("解决冻胀变形难题（见第37—41页）", "song", 12, 12 * 12 * PT)
    assert lines == ["解决冻胀变形难题", "（见第37—41页）"]


def test_a_unit_wider_than_its_column_is_torn_at_the_dash():
    """A range in a narrow remark column breaks after its dash."""
    assert SETTER.break_lines("2021—2025", "song", 8.5, 12.2) == ["2021—", "2025"]


def test_typed_blanks_between_chinese_and_figures_are_dropped_but_no_break_spaces_stay():
    """The setter opens its own gap; a no-break space is meant."""
    assert tidy("共 46 组 A 类\u00a0甲 乙") == "共46组A类\u00a0甲 乙"


def test_neighbouring_marks_are_squeezed():
    """Two marks that meet take half an em less."""
    apart = SETTER.strip("甲）乙，", "song").width
    together = SETTER.strip("甲乙），", "song").width
    assert together == pytest.approx(apart - 0.5)


def test_figures_stand_in_columns():
    """The figure 1 takes the width of the other figures, the dot half an em, in every role."""
    for role in ("song", "song_bold", "fang", "hei"):
        assert SETTER.strip("1", role).width == pytest.approx(SETTER.strip("0", role).width)
        assert SETTER.strip("·", role).width == pytest.approx(0.5)


def test_fang_borrows_latin_and_brackets_from_song():
    """Figures and brackets in Fang are Song at 94 %."""
    library = FontLibrary.standard()
    for char in "0A（%":
        glyph = library.glyph("fang", char)
        assert glyph.face.name == "song" and glyph.scale == pytest.approx(0.94)
    assert library.glyph("fang", "水").face.name == "fang"


def test_rare_characters_are_found_and_unknown_ones_named():
    """Names of GB 18030 print; a character no face has is named before printing."""
    assert missing_glyphs("欧阳㛃王𬭎白𠅤包𤥲买买提·吐尔逊䶮") == []
    assert missing_glyphs("甲\U0003fff0乙\U0003fff0") == ["\U0003fff0"]
    with pytest.raises(UserError) as caught:
        SETTER.width("甲\U0003fff0", "fang", 12)
    assert caught.value.code == "PAPER-GLYPH" and "U+3FFF0" in str(caught.value)


def test_a_text_is_set_at_the_largest_size_that_fits():
    """Sizes are tried in order; the smallest is taken when none fits."""
    style = Style("song", 9.5, smaller=(9, 8.5, 8))
    assert SETTER.fit("工程师", style, 12).size == 9.5
    assert SETTER.fit("买买提·吐尔逊", style, 19).size < 9.5
    assert SETTER.fit("额尔敦其木格·孟和巴雅尔", style, 19).size == 8


def test_a_centred_cell_does_not_end_in_a_lone_character():
    """The last line of a centred text takes a companion along."""
    block = SETTER.composed("代表作原件", Style("fang", 8.5, align="centre"), 12.2)
    assert [line.text for line in block.lines] == ["代表作", "原件"]


def test_a_justified_line_is_not_pulled_apart_beyond_reading():
    """A line that would need gaps of more than 0.55 em is set at its natural width."""
    style = Style("song", 12, align="justify")
    block = SETTER.composed("甲乙丙丁（见第37—41页）戊", style, 40)
    assert "Tc" not in block.lines[0].code
    block = SETTER.composed("任项目负责人主持全过程设计组织完成地形复测与土壤入渗试验", style, 41)
    assert "Tc" in block.lines[0].code and "Tc" not in block.lines[-1].code


@given(st.integers(2, 30), st.floats(min_value=0, max_value=200))
def test_a_block_is_cut_between_lines_with_two_on_each_side(count, room):
    """Neither side of a cut ever has a single line, and no line is lost."""
    block = SETTER.compose(Para("\n".join("甲乙丙" for _ in range(count)), Style("song", 12)), 50)
    head, tail = block.split(room)
    assert len(head.lines) + len(tail.lines) == count
    assert len(head.lines) != 1
    assert not head.lines or len(tail.lines) != 1
    assert head.height <= room + 1e-6


def test_labels_are_spread_over_their_places():
    """姓名 over four places stands at the first and the last."""
    assert spaced("姓名", 4) == [("姓", 0.0), ("名", 3.0)]
    assert spaced("工作单位", 4)[2] == ("单", 2.0)
