# SPDX-License-Identifier: MulanPSL-2.0
"""Parts of 签后扫描: a place cut out large with its three answers, and the claiming of a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from app.intake import Raster
from app.present.signed.crops import Crop
from app.present.signed.records import Verdict
from app.present.signed.scanback_state import PlaceLine, SheetLine
from ui.qt import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRectF,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import Elided, button, label, line
from ui.widgets.choices import Answer, Choices
from ui.widgets.fields import DigitsField
from ui.widgets.tags import ItemRail, StateTag, TagLook

ANSWERS = (
    Answer(Verdict.THERE, 1, "有"),
    Answer(Verdict.MISSING, 2, "没有", "must"),
    Answer(Verdict.UNCLEAR, 3, "看不清"),
)
LOOKS_EMPTY, LOOKS_INKED = "看起来是空的", "有墨迹"
_EMPTY_LOOK, _INK_LOOK = TagLook("st-warn", "warn"), TagLook("st-ready", "ready")
_TONES = {Verdict.THERE: "ok", Verdict.MISSING: "must", Verdict.UNCLEAR: "warn"}
_LARGEST = 3.0  # a cut-out is shown at most so many times its pixels


class Picture(QWidget):
    """A cut-out of a scan, as large as its room allows."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._raster: Raster | None = None
        self._image = QImage()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.m.row)

    def show_raster(self, raster: Raster | None) -> None:
        """Show other pixels; None shows an empty frame."""
        self._raster = raster  # the image borrows its bytes
        self._image = QImage()
        if raster is not None:
            layout = QImage.Format.Format_RGB888
            self._image = QImage(raster.pixels, raster.width, raster.height, raster.stride, layout)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture in the middle, in a thin frame."""
        painter, colour = QPainter(self), self._theme.c.colour
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(area, colour("desk"))
        if not self._image.isNull():
            wide, high = self._image.width(), self._image.height()
            factor = min(area.width() / wide, area.height() / high, _LARGEST)
            size = QRectF(0, 0, wide * factor, high * factor)
            size.moveCenter(area.center())
            painter.drawImage(size, self._image)
            painter.setPen(QPen(colour("control"), 1))
            painter.drawRect(size)
        else:
            painter.setPen(QPen(colour("line"), 1))
            painter.drawRect(area)
        painter.end()


class PlacesPanel(QWidget):
    """One place after another: what it is, how it looks, and what the person says.

    Signals:
        judged(place, verdict): the person answered.
    """

    judged = Signal(int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, m = theme, theme.m
        self.place = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.s4 if theme.compact else m.s8)
        self.what = Elided(role="strong")
        self.look = StateTag(theme, LOOKS_EMPTY, _EMPTY_LOOK)
        head = line(theme, self.what, self.look)
        head.setStretchFactor(self.what, 1)
        column.addLayout(head)
        self.picture = Picture(theme, "签字盖章处")
        column.addWidget(self.picture, 1)
        self.choices = Choices(theme, ANSWERS, "这里有没有签字或盖章", tight=theme.compact)
        self.choices.chosen.connect(lambda value: self.judged.emit(self.place, value))
        column.addWidget(self.choices)
        self.said = Elided(role="small")
        self.rail = ItemRail(theme)
        foot = line(theme, self.rail, self.said)
        foot.setStretchFactor(self.said, 1)
        column.addLayout(foot)
        self._places: tuple[PlaceLine, ...] = ()
        self._crops: tuple[Crop, ...] = ()

    def show_places(self, places: Sequence[PlaceLine], place: int) -> None:
        """Draw the places of a sheet, one of them in hand."""
        self._places = tuple(places)
        self.place = max(0, min(place, len(places) - 1))
        self._draw()

    def show_crops(self, crops: Sequence[Crop]) -> None:
        """Take over the pictures of the places."""
        self._crops = tuple(crops)
        self._draw()

    def step(self, by: int) -> bool:
        """Go to the place after or before; False at the end."""
        if not 0 <= self.place + by < len(self._places):
            return False
        self.place += by
        self._draw()
        return True

    def next_open(self) -> int | None:
        """Return the next place nobody looked at, None when there is none."""
        count = len(self._places)
        order = [(self.place + step) % count for step in range(count)] if count else []
        return next((at for at in order if self._places[at].verdict is None), None)

    def press(self, event: QKeyEvent) -> bool:
        """Answer to 1, 2, 3."""
        return bool(self._places) and self.choices.press(event)

    def _draw(self) -> None:
        if not self._places:
            return
        place = self._places[self.place]
        self.what.set_text(f"{place.kind} {self.place + 1}/{len(self._places)}：{place.label}")
        crop = self._crops[self.place] if self.place < len(self._crops) else None
        self.picture.show_raster(crop.raster if crop else None)
        self.look.setVisible(crop is not None)
        if crop is not None:
            words = LOOKS_EMPTY if crop.empty else LOOKS_INKED
            self.look.set_state(words, _EMPTY_LOOK if crop.empty else _INK_LOOK)
            self.picture.setAccessibleDescription(f"{place.label}，{words}")
        self.choices.set_value(place.verdict or "")
        self.said.set_text(place.said)
        tones = [_TONES[each.verdict] if each.verdict else "todo" for each in self._places]
        self.rail.set_items(tones, self.place)


class ClaimPanel(QWidget):
    """A sheet nobody claimed: its foot large, and the digits to type from it.

    Signals:
        claimed(number, page, group)
        turned(): the sheet lies on its side or head.
    """

    claimed = Signal(str, str, str)
    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        m = theme.m
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.s4 if theme.compact else m.s8)
        self.what = Elided(role="strong")
        turn = button(theme, "转 90°", "quiet", "turn")
        turn.clicked.connect(lambda _checked=False: self.turned.emit())
        head = line(theme, self.what, turn)
        head.setStretchFactor(self.what, 1)
        column.addLayout(head)
        self.picture = Picture(theme, "页脚")
        column.addWidget(self.picture, 1)
        self.hint = label(
            "照页脚的数字填：印号、第几页、核对码的末四位。第几页从这份材料的第一页数起。看不到页脚的，先转正。",
            "second",
            wrap=True,
        )
        self.hint.setVisible(not theme.compact)
        column.addWidget(self.hint)
        self.number = DigitsField(theme, "印号", most=6)
        self.page = DigitsField(theme, "第几页", most=4)
        self.group = DigitsField(theme, "末四位", most=4)
        done = button(theme, "归到这里")
        done.clicked.connect(lambda _checked=False: self._claim())
        fields = line(theme, self.number, self.page, self.group, None, done)
        fields.setAlignment(done, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(fields)

    def show_sheet(self, sheet: SheetLine) -> None:
        """Begin with another sheet."""
        self.what.set_text(sheet.title)
        for field in (self.number, self.page, self.group):
            field.set_text("")

    def _claim(self) -> None:
        self.claimed.emit(self.number.text(), self.page.text(), self.group.text())
