# SPDX-License-Identifier: MulanPSL-2.0
"""Every character a name may hold prints, or is named before anything is printed: no box ever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from app.kernel.errors import UserError
from app.paper.core.fonts import FontLibrary, missing_glyphs
from app.paper.core.geometry import bound
from app.paper.core.press import Press
from app.paper.core.typeset import Para, Style
from app.paper.forms import FormSpec, produce
from tests.helpers import pages
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages

RARE = Path(__file__).resolve().parents[1] / "cases" / "gb18030-level2-rare.txt"
# GB 18030-2022 level 1: the basic block, extension A, and the compatibility characters it names.
BLOCKS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF))
COMPATIBLE = "".join(
    map(
        chr,
        (0xF92C, 0xF979, 0xF995, 0xF9E7, 0xF9F1, 0xFA0C, 0xFA0D, 0xFA0E, 0xFA0F, 0xFA11, 0xFA13,
         0xFA14, 0xFA18, 0xFA1F, 0xFA20, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29),
    )
)  # fmt: skip
ANSWERS = ("fang", "song", "hei", "song_bold", "kai")  # roles a name is ever set in
NOBODY_DRAWS = "\U00030000"


def level_two() -> Iterator[str]:
    """Yield every Chinese character of level 2, in order."""
    for first, last in BLOCKS:
        yield from map(chr, range(first, last + 1))
    yield from COMPATIBLE
    for line in RARE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line


def test_the_set_is_whole() -> None:
    """Level 2 adds 196 characters of 通用规范汉字表 beyond the basic plane; all set characters differ."""
    chars = list(level_two())
    assert len(set(chars)) == len(chars)
    assert sum(ord(char) > 0xFFFF for char in chars) == 196
    assert len(chars) == 20_992 + 6_592 + 21 + 196


@pytest.mark.parametrize("role", ANSWERS)
def test_every_character_of_the_set_has_a_glyph_or_is_named(role: str) -> None:
    """Each character is drawn by a face of the role's chain with a glyph that is not the box; else it is named."""
    library = FontLibrary.standard()
    missing = set(missing_glyphs("".join(level_two()), role))
    boxed = [
        char
        for char in level_two()
        if char not in missing and int(library.glyph(role, char).code, 16) == 0
    ]
    assert boxed == []
    assert len(missing) <= 3, sorted(missing)
    for char in missing:
        with pytest.raises(UserError, match="PAPER-GLYPH"):
            library.glyph(role, char)


def test_the_whole_set_prints_and_reads_back() -> None:
    """All of level 2, set as answers are, embeds and extracts to the same characters in order.

    A few pairs are one character coded twice (㘽 and 㦳, 兀 and its compatibility twin) and share a
    glyph: they print alike and are read as the first of the two.
    """
    chars = [char for char in level_two() if not missing_glyphs(char, "fang")]
    press = Press(title="字符集")
    style = Style("fang", 8, 9.5, "left")
    block = press.setter.compose(Para("".join(chars), style), 162)
    while block.lines:
        page = press.page(bound())
        head, block = block.split(250)
        page.block(30, 24, head)
    pdf = press.save()
    assert pages.faults(pdf) == []
    assert all(pages.fonts(pdf).values())
    with Pages(pdf) as read:
        shown = read.whole()
    assert len(shown) == len(chars)
    library = press.setter.library
    differing = [(one, other) for one, other in zip(shown, chars, strict=True) if one != other]
    assert len(differing) <= 9
    for one, other in differing:
        drawn = [library.glyph("fang", char) for char in (one, other)]
        assert (drawn[0].face, drawn[0].code) == (drawn[1].face, drawn[1].code)


def test_a_name_nobody_can_draw_is_refused_before_a_page_is_made() -> None:
    """The message names the character and its number; no page, no box."""
    base = sample.ordinary()
    strange = attrs.evolve(base, basics=attrs.evolve(base.basics, name=f"练{NOBODY_DRAWS}习"))
    assert missing_glyphs(strange.basics.name) == [NOBODY_DRAWS]
    with pytest.raises(UserError) as refused:
        produce(FormSpec.load("public-notice"), sample.context_of(strange))
    assert refused.value.code == "PAPER-GLYPH"
    assert "U+30000" in refused.value.message.one_line()
