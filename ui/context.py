# SPDX-License-Identifier: MulanPSL-2.0
"""What a screen may ask of the window it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from app.kernel.errors import UserError
from app.kernel.messages import Message, catalogue
from app.present.presenter import Presenter
from app.present.session import Session
from ui.qt import QWidget
from ui.tasks import TaskRunner
from ui.theme import TextSize, Theme
from ui.widgets.messages import Action, MessageArea
from ui.widgets.progress import ProgressLine

Kind = TypeVar("Kind", bound=Presenter)


class Window(Protocol):
    """The part of the shell that screens use through the context."""

    def go(self, name: str, path: str = "") -> bool:
        """Show a screen, and a place in it."""

    def go_path(self, path: str) -> bool:
        """Show the screen that holds a place of the declaration."""

    def back(self) -> None:
        """Show the screen the person came from."""

    def refresh_frame(self) -> None:
        """Draw band, strip, navigation counts and status again."""

    def look(self) -> tuple[TextSize, bool]:
        """Return the text size and whether the contrast is high."""

    def set_look(self, base: TextSize, high_contrast: bool) -> None:
        """Show everything in another text size or contrast, at once."""

    def show_pane(self, on: bool) -> None:
        """Show the right pane of every screen, or fold it away."""

    def widget(self) -> QWidget:
        """Return the top-level widget, as parent of dialogs."""


class Context:
    """Handed to every screen; outlives the widgets, which are made anew for another text size.

    Attributes:
        session: what is open.
        theme: colours and sizes in force; a screen reads it once, in its constructor.
        tasks: long work, one at a time, with a progress line.
        quick: short work (page rasters), one at a time, never behind a long task.
        live: the page beside the field being typed in; nothing else ever waits in front of it.
        messages: where the window says things, above the page.
        progress: the line of the running task.
    """

    def __init__(
        self,
        session: Session,
        theme: Theme,
        tasks: TaskRunner,
        quick: TaskRunner,
        live: TaskRunner,
    ) -> None:
        self.session, self.theme = session, theme
        self.tasks, self.quick, self.live = tasks, quick, live
        self.messages: MessageArea | None = None
        self.progress: ProgressLine | None = None
        self.window: Window | None = None
        self._presenters: dict[type[Presenter], Presenter] = {}

    def presenter(self, kind: type[Kind]) -> Kind:
        """Return the one presenter of a kind for this session, made when first asked for."""
        found = self._presenters.get(kind)
        if not isinstance(found, kind):
            found = self._presenters[kind] = kind(self.session)
        return found

    def close(self) -> None:
        """Let all presenters stop listening to the session."""
        for presenter in self._presenters.values():
            presenter.close()
        self._presenters.clear()

    @property
    def marking(self) -> str:
        """Return the vault's marking, for dialogs."""
        return self.session.vault.header.marking

    def parent(self) -> QWidget | None:
        """Return the parent for dialogs."""
        return self.window.widget() if self.window else None

    # -- saying things

    def say(self, message: Message, actions: Sequence[Action] = ()) -> None:
        """Show a message above the page."""
        if self.messages is not None:
            self.messages.say(message, actions)

    def say_code(self, code: str, actions: Sequence[Action] = (), **values: object) -> None:
        """Show a message of the catalogue."""
        self.say(catalogue().message(code, **values), actions)

    def say_error(self, fault: UserError, actions: Sequence[Action] = ()) -> None:
        """Show what a person can mend."""
        self.say(fault.message, actions)

    def clear_messages(self) -> None:
        """Take messages away, as when the person did what they asked."""
        if self.messages is not None:
            self.messages.clear()

    def forget_messages(self, *codes: str) -> None:
        """Take away the messages of some codes: a newer one says more."""
        if self.messages is not None:
            self.messages.forget(*codes)

    # -- going places

    def go(self, name: str, path: str = "") -> bool:
        """Show a screen by name; False when there is none of that name."""
        return self.window.go(name, path) if self.window else False

    def go_path(self, path: str) -> bool:
        """Show the field, row or material a path names; False when no screen holds it."""
        return self.window.go_path(path) if self.window else False

    def back(self) -> None:
        """Go back to where the person came from."""
        if self.window:
            self.window.back()

    def refresh_frame(self) -> None:
        """Let navigation counts and the strip be drawn again."""
        if self.window:
            self.window.refresh_frame()
