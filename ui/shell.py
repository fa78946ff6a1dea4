# SPDX-License-Identifier: MulanPSL-2.0
"""The main window: which screen is shown, where the person is in it, in which text size and layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.present.frame import FramePresenter
from app.present.keeping.desk_settings import side_pane
from app.present.places import Place
from app.present.search import SearchPresenter
from app.present.session import Role, Session
from ui.context import Context
from ui.desktop import PROGRAM_NAME, rare_families, whole_screen
from ui.frame.acts import Acts
from ui.frame.chrome import Chrome
from ui.frame.verbs import WORK_TITLES, menu_plans, work_verbs
from ui.qt import QApplication, QCloseEvent, QResizeEvent, Qt, QTimer, QVBoxLayout, QWidget
from ui.screen import Screen
from ui.screens import navigation, screen_named, screen_of_path
from ui.tasks import TaskRunner
from ui.theme import HIGH_CONTRAST, LIGHT, TextSize, Theme, style_sheet, theme_for
from ui.widgets.nav import NavEntry

SMALLEST = (800, 420)
LONGEST_TRAIL = 20
OnLock = Callable[[Place, bool], None]
OnLook = Callable[[TextSize, bool], None]


class Shell(QWidget):
    """Holds the screens of one session; opens and closes nothing of the vault.

    Args:
        session: what is open.
        base: text size.
        high_contrast: black on white.
        on_lock: called with (place, wants a new vault) after everything typed is kept.
        on_look: called with (base, high_contrast) when the person changes them.
    """

    def __init__(
        self,
        session: Session,
        base: TextSize = TextSize.STANDARD,
        high_contrast: bool = False,
        on_lock: OnLock = lambda _place, _new: None,
        on_look: OnLook = lambda _base, _contrast: None,
    ) -> None:
        super().__init__()
        self.base, self.high_contrast = base, high_contrast
        self.on_lock, self.on_look = on_lock, on_look
        self.setWindowTitle(PROGRAM_NAME)
        self.setMinimumSize(*SMALLEST)
        self.resize(whole_screen())
        self.role = str(session.role)
        self.entries = navigation(self.role)
        lanes = self.tasks, self.quick, self.live = _lanes(self)
        self.context = Context(session, self._wanted_theme(), *lanes)
        self.context.window = self
        self.frame = FramePresenter(session)
        self.acts = Acts(self)
        self.search = SearchPresenter(session, self.acts.fixed_targets())
        self.screens: dict[str, Screen] = {}
        self.current: Screen | None = None
        self.name = ""
        self._trail: list[str] = []
        self._frame_due = False
        self._layout = bare_column(self)
        self._make_chrome()
        self.frame.subscribe(self.refresh_frame)

    # -- looks

    def _wanted_theme(self) -> Theme:
        palette = HIGH_CONTRAST if self.high_contrast else LIGHT
        return theme_for(self.width(), self.height(), self.base, palette, tuple(rare_families()))

    def _make_chrome(self) -> None:
        theme = self.context.theme
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(theme.font())
            application.setStyleSheet(style_sheet(theme))
        self.chrome = Chrome(
            theme, menu_plans(self), self.search.answer, self.acts.show_dates, self.acts.guard
        )
        self.chrome.pane_on = theme.pane and side_pane(self.context.session)
        self.chrome.nav.chosen.connect(self.go)
        self.chrome.search.picked.connect(self.acts.pick)
        self.chrome.search.left.connect(self._focus_page)
        self.chrome.progress.stopped.connect(self.tasks.stop_all)
        self.context.messages, self.context.progress = self.chrome.messages, self.chrome.progress
        self._layout.addWidget(self.chrome)
        self.chrome.setVisible(True)  # now, so that a page of it can take the focus at once
        self._draw_frame()

    def rebuild(self) -> None:
        """Make all widgets anew for the theme in force and come back to the same place."""
        place, old = self.place(), self.chrome
        states = {name: screen.save_state() for name, screen in self.screens.items()}
        said, pane_on = old.messages.what_was_said(), old.pane_on
        for screen in self.screens.values():
            screen.commit()
            screen.close_screen()
        self.screens.clear()
        self.current, same_room = None, old.theme.pane
        self._layout.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.context.theme = self._wanted_theme()
        self._make_chrome()
        if self.context.theme.pane == same_room:
            self.chrome.pane_on = pane_on
        for each in reversed(said):
            self.chrome.messages.say(each.message, each.actions, each.close)
        if place.screen:
            self._show(place.screen, states)
            self._focus(place.path, place.caret)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change the layout when one of the three switches of ux §4.3 flips."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._suit)

    def _suit(self) -> None:
        before, after = self.context.theme, self._wanted_theme()
        if (before.compact, before.pane, before.fold) != (after.compact, after.pane, after.fold):
            self.rebuild()

    def look(self) -> tuple[TextSize, bool]:
        """Return the text size and whether the contrast is high."""
        return self.base, self.high_contrast

    def show_pane(self, on: bool) -> None:
        """Show the right pane of every screen, or fold it away; kept for the next opening."""
        if self.chrome.pane_on != on:
            self.chrome.pane_on = on
            self.chrome.set_pane(self.chrome.pane)

    def set_look(self, base: TextSize, high_contrast: bool) -> None:
        """Show everything in another text size or contrast, at once."""
        if (base, high_contrast) != (self.base, self.high_contrast):
            self.base, self.high_contrast = base, high_contrast
            self.rebuild()
            self.on_look(base, high_contrast)

    def take_role(self, role: Role) -> None:
        """Change to another desk of the same vault: other navigation, other menu, the same session."""
        if self.current is not None:
            self.current.commit()
            self.current.leaving()
        self.context.session.role = role
        self.role = str(role)
        self.entries = navigation(self.role)
        self.search.set_fixed(self.acts.fixed_targets())
        self.name = ""
        self._trail.clear()
        self.rebuild()
        self.come_back(Place())

    # -- going places

    def widget(self) -> QWidget:
        """Return the top-level widget, as parent of dialogs."""
        return self

    def go(self, name: str, path: str = "") -> bool:
        """Show a screen, and a place in it; False when this role has no such screen."""
        if screen_named(name, self.role) is None:
            return False
        came_by_nav = self.chrome.nav.hasFocus()
        if name != self.name or self.current is None:
            self._leave()
            self._show(name, {})
        if path or not came_by_nav:
            self._focus(path, 0)
        return True

    def go_path(self, path: str) -> bool:
        """Show the screen that holds a place of the declaration, at that place."""
        entry = screen_of_path(path, self.role)
        return entry is not None and self.go(entry.name, path)

    def back(self) -> None:
        """Show the screen the person came from, else the first one."""
        name = self._trail.pop() if self._trail else (self.entries[0].name if self.entries else "")
        if name and name != self.name:
            self.chrome.messages.leave_page()
            if self.current is not None:
                self.current.commit()
                self.current.leaving()
            self._show(name, {})
            self._focus("", 0)

    def _leave(self) -> None:
        self.chrome.messages.leave_page()
        if self.current is not None:
            self.current.commit()
            self.current.leaving()
            self._trail = [*self._trail, self.name][-LONGEST_TRAIL:]

    def _show(self, name: str, states: dict[str, dict[str, Any]]) -> None:
        entry = screen_named(name, self.role)
        if entry is not None:
            entry.take_up(self.context.session)
        if entry is not None and entry.of_person and not self.context.session.has_declaration:
            self.context.say_code("UI-NO-PERSON", word=entry.word)
            name, entry = self.entries[0].name, self.entries[0]
        if entry is None:
            return
        screen = self.screens.get(name)
        if screen is None:
            screen = self.screens[name] = entry.open(self.context)
            if screen.reading:
                screen.setMaximumWidth(self.context.theme.m.reading_width)
            self.chrome.stack.addWidget(screen)
            screen.refresh()
            screen.restore_state(states.get(name, {}))
        self.name, self.current = name, screen
        self.chrome.stack.setCurrentWidget(screen)
        self.chrome.nav.set_current(entry.name if entry.place is not None else entry.home)
        # After the place: hiding the head may hand the focus to 导航, which must not choose for the person.
        self.chrome.set_frameless(screen.frameless)
        self.chrome.set_pane(screen.pane)
        self.chrome.menus.replace(WORK_TITLES[self.role], work_verbs(screen.commands()))
        screen.shown()

    def _focus(self, path: str, caret: int) -> None:
        if self.current is not None:
            self.current.come_back(path, caret)

    def _focus_page(self) -> None:
        self._focus("", 0)

    def place(self) -> Place:
        """Return where the person is, for coming back after a lock."""
        path, caret = self.current.place() if self.current else ("", 0)
        session = self.context.session
        return Place(
            self.name, path, caret, session.declaration.id if session.has_declaration else ""
        )

    def come_back(self, place: Place) -> None:
        """Go to a place; one that is not there any more gives the first screen."""
        if self.go(place.screen):
            self._focus(place.path, place.caret)
        elif self.entries:
            self.go(self.entries[0].name)

    # -- the frame round the page

    def refresh_frame(self) -> None:
        """Draw band, strip, counts and status in the next turn of the event loop."""
        if not self._frame_due:
            self._frame_due = True
            QTimer.singleShot(0, self, self._draw_frame)

    def _draw_frame(self) -> None:
        self._frame_due = False
        session = self.context.session
        self.chrome.show_state(self.frame.state)
        entry = screen_named(self.name, self.role)
        here = "" if entry is None else (entry.name if entry.place is not None else entry.home)
        counts = [NavEntry(e.name, e.word, e.icon, e.count_waiting(session)) for e in self.entries]
        self.chrome.nav.set_entries(counts, here)
        self.acts.say_lock_time()
        self.chrome.status.set_text(self.chrome.status.text_size, f"字号：{self.base.word}")
        self.chrome.menus.refresh()

    def regions(self) -> list[QWidget]:
        """Return the blocks F6 goes through: navigation, page, right pane, messages, strip."""
        chrome = self.chrome
        blocks: list[QWidget | None] = [
            chrome.nav,
            self.current,
            chrome.pane,
            chrome.messages,
            chrome.strip,
        ]
        return [block for block in blocks if block is not None and block.isVisible()]

    def next_region(self, step: int) -> None:
        """Move the focus to the next or former block; a page takes it where its work is."""
        blocks, focused = self.regions(), QApplication.focusWidget()
        here = next(
            (
                n
                for n, b in enumerate(blocks)
                if focused and (b is focused or b.isAncestorOf(focused))
            ),
            -1,
        )
        for distance in range(1, len(blocks) + 1):
            block = blocks[(here + step * distance) % len(blocks)]
            first = block.first_focus() if isinstance(block, Screen) else None
            target = first or first_focusable(block)
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half typed; stop what is under way."""
        self.acts.keep_typing()
        for runner in (self.tasks, self.quick, self.live):
            runner.close()
        for screen in self.screens.values():
            screen.close_screen()
        self.frame.close()
        self.search.close()
        self.context.close()
        super().closeEvent(event)


def _lanes(window: QWidget) -> tuple[TaskRunner, TaskRunner, TaskRunner]:
    """Return the workers for long, quick and live work."""
    return TaskRunner("long", window), TaskRunner("quick", window), TaskRunner("live", window)


def first_focusable(block: QWidget) -> QWidget | None:
    """Return the first widget of a block that Tab would reach, the block itself first."""
    for widget in (block, *block.findChildren(QWidget)):
        if (
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisible()
            and widget.isEnabled()
        ):
            return widget
    return None


def bare_column(holder: QWidget) -> QVBoxLayout:
    """Return a column without margins."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    return column
