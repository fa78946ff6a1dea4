# SPDX-License-Identifier: MulanPSL-2.0
"""State tags: shape + word + tint. Finished and inapplicable states are plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from ui.qt import QColor, QFontMetrics, QPainter, QPaintEvent, QRect, QRectF, QWidget
from ui.theme import Theme, paint_icon
from ui.widgets.basics import LEFT, MEDIUM


@frozen
class TagLook:
    """How a state looks: an icon name and the tone of its two colours; no tone is plain text."""

    shape: str = ""
    tone: str = ""


PLAIN = TagLook()
TODO = TagLook("st-todo", "todo")
READY = TagLook("st-ready", "ready")
DONE = TagLook("st-ok", "ok")
MUST = TagLook("st-must", "must")
WARN = TagLook("st-warn", "warn")
NOTE = TagLook("st-note", "note")

TAGS: Mapping[str, TagLook] = {
    "未准备": TODO, "已准备": READY, "已核验": DONE, "需补正": MUST, "不适用": PLAIN, "已回应": WARN,
    "未打": TODO, "校对稿": READY, "正式稿": DONE, "要重打": WARN,
    "未交": TODO, "待初审": READY, "退回": MUST, "可公示": DONE, "公示中": READY, "可推荐": DONE, "已移交": PLAIN,
    "必须改": MUST, "请核实": WARN, "提示": NOTE,
    "已完成": PLAIN, "还不能开始": PLAIN,
}  # fmt: skip


def look_of(word: str) -> TagLook:
    """Return the look of a state word; an unknown word is plain."""
    return TAGS.get(word, PLAIN)


def tag_width(theme: Theme, word: str) -> int:
    """Return the width of a tag in logical pixels."""
    words = QFontMetrics(theme.font("small", MEDIUM)).horizontalAdvance(word)
    return words + theme.m.icon_small + theme.m.s4 + 2 * theme.m.s8 - theme.m.s2


def paint_tag(painter: QPainter, theme: Theme, rect: QRect, word: str, look: TagLook) -> None:
    """Draw a tag left aligned and vertically centred in a rectangle."""
    c, m = theme.c, theme.m
    if not look.tone:
        painter.setFont(theme.font("small"))
        painter.setPen(c.colour("ink2"))
        painter.drawText(rect, LEFT, word)
        return
    ink, tint = c.pair(look.tone)
    box = QRectF(
        rect.left() + 0.5, rect.center().y() - m.tag / 2 + 1.5, tag_width(theme, word), m.tag
    )
    edge = QColor(ink)
    edge.setAlphaF(1.0 if c.high_contrast else 0.22)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(edge)
    painter.setBrush(QColor(tint))
    painter.drawRoundedRect(box, m.radius_tag, m.radius_tag)
    side = m.icon_small - m.s2
    mark = QRectF(box.left() + m.s8 - m.s2, box.center().y() - side / 2, side, side)
    paint_icon(painter, look.shape, ink, mark)
    painter.setFont(theme.font("small", MEDIUM))
    painter.setPen(QColor(ink))
    painter.drawText(box.adjusted(m.s8 + side + m.s4 - m.s2, -1, 0, -1), LEFT, word)
    painter.restore()


class StateTag(QWidget):
    """The tag as a widget, for use outside tables."""

    def __init__(self, theme: Theme, word: str, look: TagLook | None = None) -> None:
        super().__init__()
        self._theme = theme
        self.set_state(word, look)

    def set_state(self, word: str, look: TagLook | None = None) -> None:
        """Show another state."""
        self._word, self._look = word, look if look is not None else look_of(word)
        self.setFixedSize(
            tag_width(self._theme, word) + self._theme.m.s2, self._theme.m.tag + self._theme.m.s2
        )
        self.setAccessibleName(word)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tag."""
        painter = QPainter(self)
        paint_tag(painter, self._theme, self.rect(), self._word, self._look)
        painter.end()


class ItemRail(QWidget):
    """One cell an item of the list: tint and mark by state, the current one underlined."""

    def __init__(self, theme: Theme, tones: Sequence[str] = (), current: int = 0) -> None:
        super().__init__()
        self._theme = theme
        self.set_items(tones, current)

    def set_items(self, tones: Sequence[str], current: int) -> None:
        """Show other tones (todo, ready, ok, must, warn), one an item."""
        self._tones, self._current = tuple(tones), current
        m = self._theme.m
        self._step = m.s12 + m.s2 if len(self._tones) <= 30 else m.s8
        self.setFixedSize(max(1, len(self._tones)) * self._step + m.s4, m.tag)
        self.setAccessibleName(f"第 {current + 1} 项，共 {len(self._tones)} 项")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cells."""
        c, m = self._theme.c, self._theme.m
        painter = QPainter(self)
        side = self._step - m.s2
        top = (self.height() - side) // 2
        for number, tone in enumerate(self._tones):
            cell = QRect(m.s2 + number * self._step, top, side - 1, side - 1)
            ink = QColor(c.pair(tone)[0])
            painter.setPen(c.colour("control") if tone == "todo" else ink)
            painter.setBrush(c.colour("paper") if tone == "todo" else ink)
            painter.drawRect(cell)
            if tone == "must":
                middle = cell.center().y()
                painter.fillRect(
                    QRect(cell.left() + m.s2, middle, cell.width() - m.s2, m.s2), c.colour("paper")
                )
            if number == self._current:
                painter.fillRect(
                    QRect(cell.left(), cell.bottom() + m.s4, side, m.s2), c.colour("primary")
                )
        painter.end()
