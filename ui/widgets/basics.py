# SPDX-License-Identifier: MulanPSL-2.0
"""Small parts every screen is put together from: words, verbs, rules, rows, cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from ui.qt import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QKeyEvent,
    QLabel,
    QLayout,
    QPainter,
    QPaintEvent,
    QPushButton,
    QRectF,
    QScrollArea,
    QSize,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWheelEvent,
    QWidget,
)
from ui.theme import Theme, icon, paint_icon, pixmap

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
MEDIUM, BOLD = 500, 700


def label(text: str = "", role: str = "body", wrap: bool = False, select: bool = False) -> QLabel:
    """Return words in a role of the style sheet; plain text only, whatever the text holds.

    Args:
        wrap: break into lines; the widget then grows downwards.
        select: the text can be selected and copied with the mouse.
    """
    widget = QLabel(text)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    widget.setProperty("role", role)
    widget.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        widget.setSizePolicy(policy)
    if select:
        widget.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return widget


class Elided(QLabel):
    """One line that ends in … when there is no room, with the whole text as its tip."""

    def __init__(self, text: str = "", role: str = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text.replace("\n", "　").strip()
        self.setText(self._whole)
        self.setAccessibleName(self._whole)
        self.updateGeometry()

    def whole_text(self) -> str:
        """Return the text without shortening."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Ask for the whole line; the layout may give less."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text, shortened at its end when it must be."""
        painter = QPainter(self)
        fitted = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.width()
        )
        self.setToolTip(self._whole if fitted != self._whole else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), LEFT, fitted)


class Push(QPushButton):
    """A button that Enter presses too while it has the focus, in windows as in dialogs.

    Qt leaves Enter to the default button of a dialog: with the focus on 取消 it would carry out what
    the person is about to call off, and in a window it would do nothing.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter of the row or the pad; a key held down presses once."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(
    theme: Theme, text: str, role: str = "secondary", icon_name: str = "", key: str = ""
) -> QPushButton:
    """Return a verb with an optional icon before it and the key that answers to it after it.

    The key is only shown here; whoever owns the screen binds it.
    Roles: primary (one a page), secondary, quiet, link, danger, chip, tab.
    """
    widget = Push(f"{text}  {key}" if key else text)
    widget.setAccessibleName(text)
    widget.setProperty("role", role)
    widget.setAutoDefault(False)
    if icon_name:
        colours = {
            "primary": theme.c.on_primary,
            "danger": theme.c.must_ink,
            "link": theme.c.primary,
        }
        side, gap = theme.m.icon, theme.m.s4
        widget.setIcon(
            icon(icon_name, colours.get(role, theme.c.ink2), side, theme.c.disabled, gap)
        )
        widget.setIconSize(QSize(side + gap, side))
    return widget


def set_button_text(widget: QPushButton, text: str, key: str = "") -> None:
    """Change a button's verb and its accessible name together."""
    widget.setText(f"{text}  {key}" if key else text)
    widget.setAccessibleName(text)


def rule(horizontal: bool = True) -> QFrame:
    """Return a hairline."""
    widget = QFrame()
    widget.setProperty("role", "rule")
    if horizontal:
        widget.setFixedHeight(1)
    else:
        widget.setFixedWidth(1)
    return widget


def panel(
    role: str, direction: str = "column", margins: Sequence[int] = (0, 0, 0, 0), gap: int = 0
) -> tuple[QFrame, QBoxLayout]:
    """Return a frame in a role (sheet, well, nav, pane, toolbar, status, clear) and its layout."""
    frame = QFrame()
    frame.setProperty("role", role)
    layout: QBoxLayout = QVBoxLayout() if direction == "column" else QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    frame.setLayout(layout)
    return frame, layout


def line(
    theme: Theme, *parts: QWidget | QLayout | int | None, gap: int | None = None
) -> QHBoxLayout:
    """Return a row; None is the elastic space, a number is so many pixels from the metrics."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.m.s8 if gap is None else gap)
    for part in parts:
        if part is None:
            row.addStretch(1)
        elif isinstance(part, int):
            row.addSpacing(part)
        elif isinstance(part, QLayout):
            row.addLayout(part)
        else:
            row.addWidget(part)
    return row


def icon_label(theme: Theme, name: str, colour: str, size: int | None = None) -> QLabel:
    """Return an icon as a still picture; never the only bearer of a meaning."""
    side = size or theme.m.icon
    widget = QLabel()
    widget.setPixmap(pixmap(name, colour, side, 2.0))
    widget.setFixedSize(side, side)
    return widget


def scrolled(content: QWidget) -> QScrollArea:
    """Return a vertical scroll area around a page; it never sets a minimum height of its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # A viewport of ours: to hand Qt's own one to Python, the binding first makes every class it has,
    # which the first window would wait for (measured, 15 ms).
    area.setViewport(QWidget())
    content.setProperty("role", "clear")
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout at once; nothing stays painted until the next turn."""
    while layout.count():
        item = layout.takeAt(0)
        inner = cast("QLayout | None", item.layout())
        widget = cast("QWidget | None", item.widget())
        if inner is not None:
            clear_layout(inner)
        elif widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


class DropDown(QComboBox):
    """A closed list of words; the wheel does not change it unless it has the focus.

    With ``shortens`` it takes the room there is: long names end in … and stand whole in its tip.
    """

    def __init__(
        self, theme: Theme, words: Sequence[str] = (), name: str = "", *, shortens: bool = False
    ) -> None:
        super().__init__()
        self._theme, self.shortens = theme, shortens
        if shortens:
            self.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.addItems(list(words))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)

    def set_words(self, words: Sequence[str], current: str = "") -> None:
        """Replace the list, keeping ``current`` chosen; no signal is sent."""
        blocked = self.blockSignals(True)
        self.clear()
        self.addItems(list(words))
        self.setCurrentIndex(self.findText(current))
        self.blockSignals(blocked)

    def _paint_shortened(self) -> None:
        from ui.qt import QStyle, QStyleOptionComboBox, QStylePainter  # few lists need them

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        whole = self.currentText()
        shown = self.fontMetrics().elidedText(
            whole, Qt.TextElideMode.ElideRight, room.width() - self._theme.m.s4
        )
        option.currentText = shown  # type: ignore[attr-defined] # left out of the binding's stubs
        self.setToolTip(whole if shown != whole else "")
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll; a drop-down must not change under a passing wheel."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow with the same line icon as everywhere else."""
        if self.shortens:
            self._paint_shortened()
        else:
            super().paintEvent(event)
        m, side = self._theme.m, self._theme.m.icon_small
        colour = self._theme.c.ink2 if self.isEnabled() else self._theme.c.disabled
        box = QRectF(self.width() - side - m.s8, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, "chevron", colour, box)
        painter.end()
