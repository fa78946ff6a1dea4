# SPDX-License-Identifier: MulanPSL-2.0
"""试印校准 (ux §3.6, S15): a picture of what to measure, four figures a side, and what follows."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.errors import UserError
from app.present.prints.calibration import (
    NAMES,
    Calibration,
    CalibrationPresenter,
    Figures,
    read_figures,
)
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printcentre_state import PrintState
from ui.context import Context
from ui.printing.desk import desk_of
from ui.qt import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPainter,
    QPaintEvent,
    QPen,
    QPointF,
    QRectF,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import CENTRE, Elided, button, label, line, panel, scrolled
from ui.widgets.fields import restyle

WORDS = {"a": "左边到竖线", "b": "上边到横线", "c": "横线量得", "d": "竖线量得"}
SIDES = ("正面", "背面")
FAR = 3.0  # mm a back side may be off before it is worth a word


class _Picture(QWidget):
    """The trial page small: where A, B, C and D are measured."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        side = theme.m.chars(6.0)
        self.setFixedSize(side, round(side * 1.4))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("试印页示意：A 左边到竖线，B 上边到横线，C 横线，D 竖线")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page and its four measures."""
        c, painter = self.theme.c, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        w, h = self.width() - 1.0, self.height() - 1.0
        painter.fillRect(QRectF(0, 0, w, h), c.colour("paper"))
        painter.setPen(QPen(c.colour("control"), 1))
        painter.drawRect(QRectF(0.5, 0.5, w - 0.5, h - 0.5))
        x, y = w * 0.17, h * 0.14
        painter.setPen(QPen(c.colour("ink"), 1))
        painter.drawLine(QPointF(x, h * 0.03), QPointF(x, h * 0.97))
        painter.drawLine(QPointF(w * 0.04, y), QPointF(w * 0.96, y))
        painter.setPen(QPen(c.colour("primary"), 2))
        painter.setFont(self.theme.font("small", 500))
        self._measure(
            painter, QPointF(0, h * 0.37), QPointF(x, h * 0.37), "A", (w * 0.09, h * 0.46)
        )
        self._measure(
            painter, QPointF(w * 0.52, 0), QPointF(w * 0.52, y), "B", (w * 0.63, h * 0.08)
        )
        self._measure(
            painter, QPointF(w * 0.3, h * 0.5), QPointF(w * 0.8, h * 0.5), "C", (w * 0.55, h * 0.43)
        )
        self._measure(
            painter,
            QPointF(w * 0.3, h * 0.59),
            QPointF(w * 0.3, h * 0.94),
            "D",
            (w * 0.42, h * 0.76),
        )
        painter.end()

    def _measure(
        self, painter: QPainter, start: QPointF, end: QPointF, word: str, at: tuple[float, float]
    ) -> None:
        tick = self.theme.m.s4
        flat = start.y() == end.y()
        step = QPointF(0, tick) if flat else QPointF(tick, 0)
        painter.drawLine(start, end)
        for point in (start, end):
            painter.drawLine(point - step, point + step)
        size = self.theme.m.s24
        painter.drawText(QRectF(at[0] - size / 2, at[1] - size / 2, size, size), CENTRE, word)


class _Card(QWidget):
    """One side: the picture, four fields, and how far the side will be moved."""

    typed = Signal()

    def __init__(self, theme: Theme, side: str) -> None:
        super().__init__()
        self.theme, self.side = theme, side
        m = theme.m
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, row = panel("sheet", "row", (m.s12, m.s8, m.s12, m.s8), m.s16)
        outer.addWidget(frame)
        row.addWidget(_Picture(theme))
        column = QVBoxLayout()
        column.setSpacing(m.s8)
        row.addLayout(column, 1)
        column.addLayout(
            line(theme, label(f"试印校准：{side}", "strong"), None, label("单位：毫米", "small"))
        )
        column.addLayout(self._fields())
        column.addStretch(1)
        self.result = label("", "strong")
        self.note = Elided("标准：A、B 为 10.0，C、D 为 100.0", "small")
        foot = line(theme, self.result, self.note)
        foot.setStretchFactor(self.note, 1)
        column.addLayout(foot)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.m.s8)
        grid.setVerticalSpacing(self.theme.m.s8)
        self.fields: dict[str, QLineEdit] = {}
        for place, name in enumerate(NAMES):
            edit = self.fields[name] = QLineEdit()
            edit.setFixedWidth(self.theme.m.number_width)
            edit.setAlignment(CENTRE)
            edit.setAccessibleName(f"{self.side} {name.upper()} {WORDS[name]}，毫米")
            edit.textEdited.connect(lambda _text: self.typed.emit())
            row, column = place % 2, place // 2 * 3
            grid.addWidget(label(name.upper(), "strong"), row, column)
            grid.addWidget(label(WORDS[name]), row, column + 1)
            grid.addWidget(edit, row, column + 2)
        grid.setColumnStretch(6, 1)
        return grid

    def values(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {name: edit.text() for name, edit in self.fields.items()}

    def set_figures(self, figures: Figures) -> None:
        """Show figures in the fields."""
        for name, edit in self.fields.items():
            if not edit.hasFocus():
                edit.setText(f"{getattr(figures, name):.1f}")
        self.tell()

    def tell(self) -> None:
        """Say what the figures mean; a figure that is none is said on saving."""
        try:
            figures = read_figures(self.values(), self.side)
        except UserError:
            self.result.setText("")
            return
        scaled = figures.scaled()
        self.result.setText("页面被缩放了" if scaled else figures.words())
        self.result.setProperty("role", "must" if scaled else "strong")
        restyle(self.result)
        far = max(abs(part) for part in figures.shift()) > FAR
        usual = "标准：A、B 为 10.0，C、D 为 100.0"
        self.note.set_text(f"{self.side}偏得多，是驱动的常见问题" if far else usual)


class CalibrationPanel(QWidget):
    """Both sides of the printer in hand; keeps the figures and prints the trial page."""

    def __init__(self, context: Context, centre: PrintCentrePresenter) -> None:
        super().__init__()
        self.context, self.theme, self.centre = context, context.theme, centre
        self.presenter = context.presenter(CalibrationPresenter)
        m = self.theme.m
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(m.s8)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.s8)
        self.cards = tuple(_Card(self.theme, side) for side in SIDES)
        for card in self.cards:
            card.typed.connect(card.tell)
            column.addWidget(card)
        column.addStretch(1)
        outer.addWidget(scrolled(inside), 1)
        self.of = Elided("", "second")
        self.trial = button(self.theme, "打一张试印页", "quiet", "printer")
        self.keep = button(self.theme, "保存偏移")
        self.trial.clicked.connect(self._guarded(self._print_trial))
        self.keep.clicked.connect(self._guarded(self._keep))
        verbs = line(self.theme, self.of, self.trial, self.keep)
        verbs.setStretchFactor(self.of, 1)
        outer.addLayout(verbs)
        self._of: tuple[str, str] = ("", "")

    def _guarded(self, run: Callable[[], object]) -> Callable[..., None]:
        def slot(_checked: bool = False) -> None:
            try:
                run()
            except UserError as fault:
                self.context.say_error(fault)

        return slot

    def draw(self, state: PrintState) -> None:
        """Show the figures of the printer in hand; what is half typed for it stays."""
        name = state.printer.name if state.printer else ""
        for widget in (self.trial, self.keep):
            widget.setEnabled(bool(name))
        self.of.set_text(
            f"{name}：试印页不含个人信息" if name else "装好打印机后才能校准。试印页不含个人信息。"
        )
        if (name, state.tray) != self._of or state.calibration is not None:
            self._of = (name, state.tray)
            self._show(state.calibration or Calibration())

    def _show(self, calibration: Calibration) -> None:
        for card, figures in zip(self.cards, (calibration.front, calibration.back), strict=True):
            card.set_figures(figures)

    def _keep(self) -> None:
        name, tray = self._of
        front, back = (card.values() for card in self.cards)
        try:
            self.presenter.keep(name, tray, front, back)
        finally:
            self.centre.changed()  # figures that speak of a scaled page are kept and said

    def _print_trial(self) -> None:
        ready = self.centre.trial()
        desk_of(self.context).send([ready], self.centre.registered)
