# SPDX-License-Identifier: MulanPSL-2.0
"""Every colour, size and distance a screen may use (ux §4.2, §4.3).

A screen never writes a number of pixels or a hex value. It asks its ``Theme``: one ``Palette``
(colours) and one ``Metrics`` (logical pixels for one text size and density).
"""

from __future__ import annotations

from enum import IntEnum

import attrs
from attrs import frozen

from ui.qt import QColor, QFont

COMPACT_BELOW_HEIGHT = 680
OVERLAY_BELOW_WIDTH = 1180
FOLD_BELOW_WIDTH = 1000


class TextSize(IntEnum):
    """Base size of the text in logical pixels."""

    STANDARD = 16
    LARGE = 20
    HUGE = 24

    @property
    def word(self) -> str:
        """Return 标准, 大 or 特大."""
        return {16: "标准", 20: "大", 24: "特大"}[int(self)]


@frozen
class Palette:
    """Colours by use; the pairs of ink and ground are tested against WCAG 2.1 (1.4.3, 1.4.11)."""

    ink: str = "#1F2933"
    ink2: str = "#4A5663"
    hint: str = "#5F6B7A"
    disabled: str = "#5F6B78"
    paper: str = "#FFFFFF"
    desk: str = "#F4F6F8"
    well: str = "#E9EDF1"
    hover: str = "#F1F5FA"
    primary: str = "#1B4F91"
    primary_hover: str = "#163F75"
    on_primary: str = "#FFFFFF"
    select: str = "#E3ECF7"
    line: str = "#D5DBE1"
    rule: str = "#E6EAEE"
    control: str = "#7A8694"
    focus: str = "#0B57D0"
    ready_ink: str = "#1B4F91"
    ready_tint: str = "#E8F0FA"
    todo_ink: str = "#3D4752"
    todo_tint: str = "#E9EDF1"
    ok_ink: str = "#1E6B3A"
    ok_tint: str = "#E8F5EC"
    must_ink: str = "#A61B1B"
    must_tint: str = "#FDECEC"
    warn_ink: str = "#8A4B00"
    warn_tint: str = "#FFF4E0"
    note_ink: str = "#1B4F91"
    note_tint: str = "#E8F0FA"
    gone: str = "#8093AC"
    watermark: str = "#DFE4E9"
    high_contrast: bool = False

    @property
    def edge(self) -> int:
        """Return the width of a control's border in logical pixels."""
        return 2 if self.high_contrast else 1

    def colour(self, name: str) -> QColor:
        """Return one token as a colour object."""
        return QColor(getattr(self, name))

    def pair(self, tone: str) -> tuple[str, str]:
        """Return (ink, tint) of a tone: ready, todo, ok, must, warn or note."""
        return getattr(self, f"{tone}_ink"), getattr(self, f"{tone}_tint")


LIGHT = Palette()
HIGH_CONTRAST = attrs.evolve(
    LIGHT,
    ink="#000000",
    ink2="#000000",
    hint="#1A1A1A",
    disabled="#3A3A3A",
    desk="#FFFFFF",
    well="#FFFFFF",
    hover="#F0F0F0",
    primary="#0033A0",
    primary_hover="#00246F",
    select="#DCE6FF",
    line="#000000",
    rule="#6A6A6A",
    control="#000000",
    focus="#0033A0",
    ready_ink="#0033A0",
    ready_tint="#FFFFFF",
    todo_ink="#000000",
    todo_tint="#FFFFFF",
    ok_ink="#0B4A22",
    ok_tint="#FFFFFF",
    must_ink="#8A0000",
    must_tint="#FFFFFF",
    warn_ink="#5E3300",
    warn_tint="#FFFFFF",
    note_ink="#0033A0",
    note_tint="#FFFFFF",
    gone="#6A6A6A",
    watermark="#C4C4C4",
    high_contrast=True,
)

# The band tells the marking by word first; the colour only helps (ux §4.2). The word is the
# unit's own; a word without a row here gets the ordinary band.
BAND_COLOURS = {
    "绝密": ("#5B1A6B", "#FFFFFF"),
    "机密": ("#A61B1B", "#FFFFFF"),
    "工作秘密": ("#1B4F91", "#FFFFFF"),
    "秘密": ("#8A4B00", "#FFFFFF"),
    "内部": ("#1B4F91", "#FFFFFF"),
}
PLAIN_BAND = ("#E9EDF1", "#1F2933")


def band_colours(marking: str, palette: Palette) -> tuple[str, str]:
    """Return (ground, ink) of the marking band; the longest word found in the marking decides."""
    if palette.high_contrast:
        return "#000000", "#FFFFFF"
    for word in sorted(BAND_COLOURS, key=len, reverse=True):
        if word in marking:
            return BAND_COLOURS[word]
    return PLAIN_BAND


@frozen
class Metrics:
    """Logical pixels at base 16, normal density; ``scale`` derives every other set."""

    body: int = 16
    table: int = 15
    small: int = 14
    section: int = 18
    title: int = 20
    walk: int = 24
    s2: int = 2
    s4: int = 4
    s8: int = 8
    s12: int = 12
    s16: int = 16
    s24: int = 24
    s32: int = 32
    radius: int = 4
    radius_tag: int = 3
    ring: int = 2
    ring_gap: int = 2
    bar: int = 4
    row: int = 38
    table_head: int = 34
    button: int = 36
    choice: int = 44
    nav: int = 40
    tag: int = 24
    chip: int = 30
    band: int = 26
    menu: int = 28
    toolbar: int = 40
    strip: int = 32
    status: int = 26
    header: int = 38
    nav_width: int = 168
    pane_width: int = 360
    icon: int = 20
    icon_small: int = 16
    day: int = 5
    day_height: int = 10
    scroll: int = 10
    form_width: int = 520
    reading_width: int = 1040
    walk_height: int = 600
    card_list_width: int = 340
    group_width: int = 188
    search_width: int = 330
    number_width: int = 76
    dialog_width: int = 880
    dialog_height: int = 400

    def chars(self, count: float) -> int:
        """Return the width of some full-width characters of body text."""
        return round(self.body * count)


_COMPACT = {
    "row": 34, "table_head": 30, "button": 30, "nav": 34, "band": 24, "menu": 30, "toolbar": 0, "strip": 0,
    "status": 24, "header": 38, "tag": 22, "chip": 28, "choice": 38, "s16": 12, "s24": 16,
}  # fmt: skip
_UNSCALED = {"ring", "ring_gap", "s2", "dialog_width", "dialog_height"}


def scale(base: int = TextSize.STANDARD, compact: bool = False) -> Metrics:
    """Return the metrics of a text size: everything grows with the text, never the font alone."""
    factor = base / TextSize.STANDARD
    source = attrs.evolve(Metrics(), **_COMPACT) if compact else Metrics()
    values = attrs.asdict(source)
    return Metrics(
        **{
            name: value if name in _UNSCALED else round(value * factor)
            for name, value in values.items()
        }
    )


@frozen
class Theme:
    """What a widget is built with.

    Attributes:
        compact: band and strip in one line, no toolbar, lower rows (ux §4.3).
        pane: there is room for the right pane; else F8 lays it over the page.
        fold: narrow: minor columns and commands fold away.
    """

    palette: Palette = LIGHT
    metrics: Metrics = Metrics()
    base: TextSize = TextSize.STANDARD
    compact: bool = False
    pane: bool = True
    fold: bool = False
    sans: str = "Noto Sans SC"
    serif: str = "Noto Serif SC"
    rare: tuple[str, ...] = ()

    @property
    def c(self) -> Palette:
        """Return the colours."""
        return self.palette

    @property
    def m(self) -> Metrics:
        """Return the sizes."""
        return self.metrics

    def families(self, serif: bool = False) -> list[str]:
        """Return the chain of families, rare characters last and never left to the desktop."""
        return [self.serif if serif else self.sans, *self.rare]

    def font(self, size: str = "body", weight: int = 400, serif: bool = False) -> QFont:
        """Return a font with tabular figures; ``size`` names a metric, weight is 400, 500 or 700."""
        font = QFont(self.families(serif))
        font.setPixelSize(getattr(self.m, size))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font


def theme_for(
    width: int,
    height: int,
    base: TextSize = TextSize.STANDARD,
    palette: Palette = LIGHT,
    rare: tuple[str, ...] = (),
) -> Theme:
    """Return the theme of a client area in logical pixels: the three layout switches of ux §4.3."""
    factor = base / TextSize.STANDARD
    compact = height / factor < COMPACT_BELOW_HEIGHT
    return Theme(
        palette=palette,
        metrics=scale(base, compact),
        base=base,
        compact=compact,
        pane=width / factor >= OVERLAY_BELOW_WIDTH,
        fold=width / factor < FOLD_BELOW_WIDTH,
        rare=rare,
    )
