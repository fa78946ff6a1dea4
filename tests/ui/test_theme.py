# SPDX-License-Identifier: MulanPSL-2.0
"""Tokens, layout switches, style sheet and icons."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.locations import resource
from ui.theme import HIGH_CONTRAST, LIGHT, Metrics, TextSize, icon, style_sheet, theme_for
from ui.theme.icons import NoSuchIcon
from ui.theme.tokens import BAND_COLOURS, PLAIN_BAND, band_colours, scale
from ui.widgets.tags import TAGS

# Screen, scale and text size of ux 4.3 as (client width, client height, base), and the layout it asks for.
AREAS = (
    (1366, 688, 16, False, True, False),
    (1093, 534, 16, True, False, False),
    (911, 432, 16, True, False, True),
    (1366, 688, 20, True, False, False),
    (1366, 688, 24, True, False, True),
    (1093, 534, 20, True, False, True),
    (1920, 1000, 16, False, True, False),
    (1536, 784, 16, False, True, False),
    (1280, 640, 16, True, True, False),
    (1920, 1000, 24, True, True, False),
)


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.1."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, HIGH_CONTRAST], ids=["light", "high"])
@pytest.mark.parametrize(
    ("ink", "grounds", "least"),
    [
        ("ink", ("paper", "desk", "select", "hover", "well"), 7.0),
        ("ink2", ("paper", "desk", "well"), 4.5),
        ("hint", ("paper", "desk"), 4.5),
        ("disabled", ("paper", "desk", "well"), 4.5),
        ("primary", ("paper", "desk", "select", "hover"), 4.5),
        ("on_primary", ("primary", "primary_hover"), 4.5),
        ("control", ("paper", "desk"), 3.0),
        ("focus", ("paper", "desk", "select"), 3.0),
        ("gone", ("paper",), 3.0),
    ],
)
def test_everything_readable_has_contrast(palette, ink, grounds, least):
    """Text keeps 4.5 : 1, outlines and the pale days 3 : 1, on every ground they stand on."""
    for ground in grounds:
        assert contrast(getattr(palette, ink), getattr(palette, ground)) >= least, ground


@pytest.mark.parametrize("palette", [LIGHT, HIGH_CONTRAST], ids=["light", "high"])
@pytest.mark.parametrize("tone", ["ready", "todo", "ok", "must", "warn", "note"])
def test_tags_and_messages_have_contrast(palette, tone):
    """Each tone's ink reads on its own tint and on paper."""
    ink, tint = palette.pair(tone)
    assert contrast(ink, tint) >= 4.5
    assert contrast(ink, palette.paper) >= 4.5


@pytest.mark.parametrize("marking", [*BAND_COLOURS, "不标", "工作秘密（内部资料）", ""])
def test_the_band_reads_whatever_the_marking(marking):
    """Every marking has a band that reads; an unknown word gets the plain one."""
    ground, ink = band_colours(marking, LIGHT)
    assert contrast(ground, ink) >= 4.5
    assert band_colours("不标", LIGHT) == PLAIN_BAND
    assert band_colours("工作秘密（内部资料）", LIGHT) == BAND_COLOURS["工作秘密"]
    assert band_colours("秘密★5年", LIGHT) == BAND_COLOURS["秘密"]


@pytest.mark.parametrize(("width", "height", "base", "compact", "pane", "fold"), AREAS)
def test_the_three_layout_switches(width, height, base, compact, pane, fold):
    """The rule of ux 4.3 gives the layout its table asks for."""
    theme = theme_for(width, height, TextSize(base))
    assert (theme.compact, theme.pane, theme.fold) == (compact, pane, fold)


@given(st.integers(300, 4000), st.integers(300, 2400), st.sampled_from(list(TextSize)))
def test_a_larger_text_never_has_the_roomier_layout(width, height, base):
    """Growing the text can only make the layout tighter."""
    here, standard = theme_for(width, height, base), theme_for(width, height)
    assert here.compact >= standard.compact
    assert here.pane <= standard.pane
    assert here.fold >= standard.fold


def test_all_sizes_grow_with_the_text():
    """Rows, icons and paddings grow with the font; nothing shrinks; 14 px is the floor."""
    for compact in (False, True):
        small, large, huge = (attrs.asdict(scale(size, compact)) for size in TextSize)
        assert all(small[name] <= large[name] <= huge[name] for name in small)
        assert large["row"] * 16 >= small["row"] * 20 - 8
        assert min(small["body"], small["table"], small["small"]) >= 14
    assert scale(TextSize.STANDARD) == Metrics()


def test_the_sheet_is_whole():
    """Every brace closes, every colour is a token, no value is missing, in every theme."""
    for base in TextSize:
        for palette in (LIGHT, HIGH_CONTRAST):
            sheet = style_sheet(theme_for(1366, 688, base, palette))
            assert sheet.count("{") == sheet.count("}")
            assert "None" not in sheet
            colours = set(re.findall(r"#[0-9A-Fa-f]{6}", sheet))
            assert colours <= {
                value for value in attrs.asdict(palette).values() if isinstance(value, str)
            }


def test_icons_are_one_weight_on_one_grid():
    """All icons stand on a 20 grid in currentColor and are well-formed."""
    files = sorted(resource("icons").glob("*.svg"))
    assert len(files) >= 40
    for path in files:
        root = ET.fromstring(path.read_text(encoding="utf-8"))
        assert root.get("viewBox") == "0 0 20 20", path.name
        assert root.get("stroke") == "currentColor", path.name


def test_an_icon_that_is_not_there_is_a_bug(application):
    """Naming an unknown icon fails loudly; known ones have pixels."""
    assert not icon("tasks", "#000000", 20).isNull()
    with pytest.raises(NoSuchIcon):
        icon("unicorn", "#000000", 20)


def test_every_state_word_has_a_look_that_exists():
    """Tags never name a missing shape; a tone always comes with a shape."""
    for word, look in TAGS.items():
        assert bool(look.tone) == bool(look.shape), word
        assert not look.shape or resource("icons", f"{look.shape}.svg").is_file()
