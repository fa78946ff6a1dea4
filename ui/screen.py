# SPDX-License-Identifier: MulanPSL-2.0
"""The base of all screens: head, page, right pane, keys, and coming back to the same place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from app.kernel.errors import UserError
from app.present.presenter import Presenter
from ui.context import Context
from ui.frame.pane import Pane
from ui.qt import (
    QApplication,
    QKeySequence,
    QLineEdit,
    QShortcut,
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
    isValid,
)
from ui.widgets.fields import Field
from ui.widgets.header import PageHeader
from ui.widgets.table import FormTable

if TYPE_CHECKING:
    from app.present.why.explanation import Explanation


@frozen
class Command:
    """A verb of a screen, also offered in the menu 申报/审核 while the screen is shown.

    Attributes:
        key: as ``Alt+Up``; bound by the menu, so a screen does not bind it again.
        enabled: asked when the menu opens and when the key is pressed.
        reason: why it is off, shown in the status bar.
    """

    words: str
    run: Callable[[], object]
    key: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = lambda: True
    reason: str = ""


class Screen(QWidget):
    """One page. Subclasses fill ``column`` and ``header`` in the constructor and draw in ``refresh``.

    Class attributes:
        title: the page's name; also its accessible name.
        reading: the page stops at the reading width on wide screens (forms); tables stay wide.
        frameless: the page brings its own head (walk-through): no menu, toolbar, strip and navigation.
    """

    title = ""
    reading = False
    frameless = False

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.theme = context, context.theme
        m = self.theme.m
        self.setProperty("role", "clear")
        self.setAccessibleName(self.title)
        self.column = QVBoxLayout(self)
        edge = m.s4 if self.theme.compact else m.s8
        self.column.setContentsMargins(m.s16, edge, m.s16, edge)
        self.column.setSpacing(edge)
        self.header = PageHeader(self.theme, self.title)
        if not self.frameless:
            self.column.addWidget(self.header)
        self.pane: Pane | None = None
        self._stops: list[Callable[[], None]] = []
        self._due = False
        self._dirty = False

    # -- for subclasses

    def refresh(self) -> None:
        """Draw the presenter's state; called after each change while the screen is shown."""

    def focus_path(self, path: str) -> bool:
        """Take the reader to a place; the default finds the field or table row of that path."""
        for field in self.findChildren(Field):
            if field.path == path and field.isVisibleTo(self):
                self.reveal(field)
                field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        parts = path.split(".")
        for table in self.findChildren(FormTable):
            if any(table.select(part) for part in reversed(parts)):
                table.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def commands(self) -> Sequence[Command]:
        """Return the verbs of this screen for the menu and the keys."""
        return ()

    def first_focus(self) -> QWidget | None:
        """Return what gets the focus when the screen is opened."""
        return None

    def help_words(self) -> str:
        """Return the help of the field in hand for F1, or of the page."""
        return ""

    def show_history(self) -> bool:
        """Bring the history of the field in hand to the front of the pane; False when there is none."""
        return False

    def why(self) -> Explanation | None:
        """Explain the answer in hand for F4; None where there is nothing to ask."""
        return None

    def print_now(self) -> bool:
        """Answer Ctrl+P; False lets the window open the print centre."""
        return False

    def own_steps(self) -> tuple[str, str] | None:
        """Return what undo and redo would do on a page with steps of its own; None: the declaration's."""
        return None

    def step_over(self, *, back: bool) -> str:  # noqa: ARG002 - for pages with steps of their own
        """Take a step of this page back, or do it again; returns its name, empty for none."""
        return ""

    def save_state(self) -> dict[str, Any]:
        """Return what must survive when the page is made anew for another text size."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take up what ``save_state`` returned."""

    def leaving(self) -> None:
        """Called before another screen is shown."""

    # -- provided

    def bind(self, presenter: Presenter) -> None:
        """Refresh after each change of a presenter, once a turn of the event loop."""
        self._stops.append(presenter.subscribe(self.refresh_soon))

    def make_pane(self, *tabs: str) -> Pane:
        """Return the right pane, made on the first call; F8 shows and hides it."""
        if self.pane is None:
            self.pane = Pane(self.theme, tabs)
        return self.pane

    def on_key(
        self, sequence: str, run: Callable[[], object], widget: QWidget | None = None
    ) -> QShortcut:
        """Bind a key while the focus is inside this page (or inside a widget of it)."""
        owner = widget or self
        shortcut = QShortcut(QKeySequence(sequence), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.guard(run))
        return shortcut

    def guard(self, run: Callable[[], object]) -> bool:
        """Carry out an intent; a UserError is shown as a message. True when it was carried out."""
        try:
            run()
        except UserError as fault:
            self.context.say_error(fault)
            return False
        return True

    def intent(self, run: Callable[..., object]) -> Callable[..., None]:
        """Return a slot that carries out an intent with whatever the signal brings, guarded."""

        def slot(*values: object) -> None:
            self.guard(lambda: run(*values))

        return slot

    def clicked(self, run: Callable[[], object]) -> Callable[..., None]:
        """Return a slot for ``QPushButton.clicked`` that carries out an intent, guarded."""

        def slot(_checked: bool = False) -> None:
            self.guard(run)

        return slot

    def refresh_soon(self) -> None:
        """Draw in the next turn of the event loop, or when the screen is shown again."""
        self._dirty = True
        if self.isVisible() and not self._due:
            self._due = True
            QTimer.singleShot(0, self, self.refresh_now)

    def refresh_now(self) -> None:
        """Draw at once when something changed."""
        self._due = False
        if self._dirty and isValid(self):
            self._dirty = False
            self.refresh()

    def shown(self) -> None:
        """Called by the window when the screen is brought to the front."""
        self.refresh_now()

    def reveal(self, widget: QWidget) -> None:
        """Scroll a widget into view in whatever scroll area holds it."""
        parent = widget.parentWidget()
        while parent is not None and parent is not self:
            ensure = getattr(parent, "ensureWidgetVisible", None)
            if ensure is not None:
                ensure(widget, 0, self.theme.m.s24)
                return
            parent = parent.parentWidget()

    def focus_in_window(self) -> QWidget | None:
        """Return what has the focus, or would have it were this window in front."""
        return QApplication.focusWidget() or self.window().focusWidget()

    def field_in_hand(self) -> Field | None:
        """Return the field that has the focus."""
        widget = self.focus_in_window()
        while widget is not None and widget is not self:
            if isinstance(widget, Field):
                return widget
            widget = widget.parentWidget()
        return None

    def commit(self) -> None:
        """Commit every field that holds uncommitted typing; called before locking and before printing."""
        for field in self.findChildren(Field):
            if field.is_dirty():
                field.commit()

    def place(self) -> tuple[str, int]:
        """Return the path in hand and the caret in it."""
        field = self.field_in_hand()
        if field is not None:
            return field.path, field.caret()
        focused = self.focus_in_window()
        for table in self.findChildren(FormTable):
            if table.view is focused:
                return table.current_id(), 0
        return "", 0

    def come_back(self, path: str, caret: int) -> None:
        """Go to a place left before; the caret too when the text still reaches there."""
        if not path or not self.focus_path(path):
            first = self.first_focus()
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        field = self.field_in_hand()
        if field is not None:
            field.set_caret(caret)
        elif isinstance(focused := self.focus_in_window(), QLineEdit):
            focused.setCursorPosition(caret)

    def close_screen(self) -> None:
        """Stop listening; called before the widget goes away."""
        for stop in self._stops:
            stop()
        self._stops.clear()
