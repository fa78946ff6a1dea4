# SPDX-License-Identifier: MulanPSL-2.0
"""The unlock stage: one small window with three pages. Imports neither policy nor paper nor the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from app.kernel.errors import UserError
from app.kernel.messages import Message, catalogue
from ui.desktop import PROGRAM_NAME, rare_families, whole_screen
from ui.frame.band import MarkingBand
from ui.qt import (
    QApplication,
    QBoxLayout,
    QCloseEvent,
    QFrame,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QStackedWidget,
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
)
from ui.tasks import TaskRunner
from ui.theme import HIGH_CONTRAST, LIGHT, TextSize, Theme, style_sheet, theme_for
from ui.widgets.basics import Elided, label, line, panel, scrolled
from ui.widgets.focus import FocusRing
from ui.widgets.messages import MessageArea

FOOT = "本程序不联网。加密用于防丢失、防误看，不替代保密部门核准的密码设备。"
VERSION_WORDS = "版本 0.1"
SMALLEST = (800, 420)


class Stage(Protocol):
    """What a page may ask of the window it stands in."""

    theme: Theme
    tasks: TaskRunner

    def show_page(self, name: str) -> None:
        """Bring another page to the front."""

    def set_text_size(self, base: TextSize) -> None:
        """Show everything in another text size."""

    def set_marking(self, marking: str) -> None:
        """Show the marking of the vault in hand in the band."""

    def widget(self) -> QWidget:
        """Return the window, as parent of dialogs."""


class Page(QWidget):
    """Base of the pages of the unlock stage."""

    title = ""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage, self.theme = stage, stage.theme
        self.setProperty("role", "clear")
        self.setAccessibleName(self.title)
        self._stops: list[Callable[[], None]] = []

    def listen(self, subscribe: Callable[[Callable[[], None]], Callable[[], None]]) -> None:
        """Refresh after each change of a presenter until the page is closed."""
        self._stops.append(subscribe(self.refresh))

    def close_page(self) -> None:
        """Stop listening; called before the widget goes away."""
        for stop in self._stops:
            stop()
        self._stops.clear()

    def sheet_page(self, widest: int, gap: int | None = None) -> QBoxLayout:
        """Put one sheet in the page's middle, scrolled when it must be; return the layout inside it."""
        theme, m = self.theme, self.theme.m
        content = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(content))
        column = QVBoxLayout(content)
        column.setContentsMargins(m.s16, m.s8, m.s16, m.s8)
        edge = m.s12 if theme.compact else m.s24
        sheet, form = panel(
            "sheet", "column", (m.s32, edge, m.s32, edge), m.s12 if gap is None else gap
        )
        sheet.setMaximumWidth(widest)
        middle = line(theme, None, sheet, None)
        middle.setStretch(1, 20)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)
        return form

    def refresh(self) -> None:
        """Draw the presenter's state."""

    def first_focus(self) -> QWidget | None:
        """Return what gets the focus when the page is shown."""
        return None

    def save_state(self) -> dict[str, Any]:
        """Return what must survive another text size."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take up what ``save_state`` returned."""

    def help_words(self) -> str:
        """Return the help of the page, paragraphs by line."""
        return ""

    def show_help(self) -> None:
        """Answer F1."""
        from ui.widgets.dialogs import Dialog  # not before the first window stands

        dialog = Dialog(self.theme, self.stage.widget(), f"帮助：{self.title}")
        for words in self.help_words().splitlines():
            dialog.body.addWidget(label(words, wrap=True, select=True))
        dialog.body.addStretch(1)
        dialog.add_verb("关上", "primary").clicked.connect(dialog.accept)
        dialog.exec()
        dialog.deleteLater()

    def fault(self, number: str) -> Message:
        """Return the message for a bug."""
        return catalogue().message("UI-FAULT", number=number)

    def attempt(self, run: Callable[[], object], refused: Callable[[UserError], object]) -> bool:
        """Carry out an intent; hand a UserError on. True when it was carried out."""
        try:
            run()
        except UserError as error:
            refused(error)
            return False
        return True


PageFactory = Callable[[Stage], Page]


class StageOne(QWidget):
    """The window before a vault is open.

    Args:
        pages: name → factory, made anew for another text size.
        base: text size.
        on_look: called when the text size changes.
        first: the page in front; the first of ``pages`` when not given.
    """

    def __init__(
        self,
        pages: Mapping[str, PageFactory],
        base: TextSize,
        high_contrast: bool,
        on_look: Callable[[TextSize], None],
        first: str = "",
    ) -> None:
        super().__init__()
        self.base, self.high_contrast, self._on_look = base, high_contrast, on_look
        self._factories = pages
        self.setWindowTitle(PROGRAM_NAME)
        self.setMinimumSize(*SMALLEST)
        self.resize(whole_screen())
        self.tasks = TaskRunner("unlock", self)
        self.name = first or next(iter(pages))
        self._marking = ""
        self.pages: dict[str, Page] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._frame: QFrame | None = None
        self.theme = self._wanted_theme()
        self._bind_keys()
        self._build()

    def _bind_keys(self) -> None:
        sizes = list(TextSize)
        for keys, step in (("Ctrl+=", 1), ("Ctrl++", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(partial(self._step_size, sizes, step))
        QShortcut(QKeySequence("F1"), self).activated.connect(lambda: self.page().show_help())

    def _step_size(self, sizes: list[TextSize], step: int) -> None:
        number = sizes.index(self.base) + step if step else 0
        self.set_text_size(sizes[min(max(number, 0), len(sizes) - 1)])

    def _wanted_theme(self) -> Theme:
        palette = HIGH_CONTRAST if self.high_contrast else LIGHT
        return theme_for(self.width(), self.height(), self.base, palette, tuple(rare_families()))

    def _build(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(self.theme.font())
            application.setStyleSheet(style_sheet(self.theme))
        frame, column = panel("clear", "column")
        frame.setProperty("role", "desk")
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._band_at = column
        self._band = MarkingBand(self.theme, self._marking, (PROGRAM_NAME,))
        column.addWidget(self._band)
        self._stack = QStackedWidget()
        self._stack.setProperty("role", "clear")
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot())
        self._frame = frame
        self._column.addWidget(frame)
        frame.setVisible(True)  # now, so that a page of it can take the focus at once
        self.ring = FocusRing(self.theme, self)
        self.pages = {}
        self.show_page(self.name)

    def _foot(self) -> QFrame:
        m = self.theme.m
        foot, row = panel("status", "row", (m.s16, 0, m.s16, 0), m.s24)
        foot.setFixedHeight(m.status)
        row.addWidget(Elided(FOOT, "small"), 1)
        row.addWidget(label(VERSION_WORDS, "small"))
        return foot

    def rebuild(self) -> None:
        """Make all widgets anew for the theme in force."""
        states = {name: page.save_state() for name, page in self.pages.items()}
        for page in self.pages.values():
            page.close_page()
        old = self._frame
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.ring.deleteLater()
        self.theme = self._wanted_theme()
        self._build()
        for name, page in self.pages.items():
            page.restore_state(states.get(name, {}))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change the layout when a switch of ux §4.3 flips."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.suit)

    def suit(self) -> None:
        """Make the widgets anew when the window's size asks for another layout."""
        before, after = self.theme, self._wanted_theme()
        if (before.compact, before.pane, before.fold) != (after.compact, after.pane, after.fold):
            self.rebuild()

    # -- Stage

    def widget(self) -> QWidget:
        """Return the window."""
        return self

    def show_page(self, name: str) -> None:
        """Bring a page to the front and draw it."""
        page = self.pages.get(name)
        if page is None:
            page = self.pages[name] = self._factories[name](self)
            self._stack.addWidget(page)
        self.name = name
        self._stack.setCurrentWidget(page)
        page.refresh()
        first = page.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, message: Message) -> None:
        """Say something that belongs to no page (a bug)."""
        area = MessageArea(self.theme)
        self._band_at.insertWidget(1, area)
        area.say(message)

    def page(self) -> Page:
        """Return the page in front."""
        return self.pages[self.name]

    def set_text_size(self, base: TextSize) -> None:
        """Show everything in another text size, at once."""
        if base != self.base:
            self.base = base
            QTimer.singleShot(0, self, self.rebuild)
            self._on_look(base)

    def set_marking(self, marking: str) -> None:
        """Show the marking of the vault in hand."""
        if marking != self._marking:
            self._marking = marking
            old, self._band = self._band, MarkingBand(self.theme, marking, (PROGRAM_NAME,))
            self._band_at.replaceWidget(old, self._band)
            old.hide()
            old.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what is under way."""
        self.tasks.close()
        for page in self.pages.values():
            page.close_page()
        super().closeEvent(event)
