# SPDX-License-Identifier: MulanPSL-2.0
"""Menus and toolbar: every command of the program is in a menu, its key printed at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from ui.qt import QAction, QFrame, QKeySequence, QMenu, QMenuBar, QPushButton, Qt, QWidget
from ui.theme import Theme, icon
from ui.widgets.basics import button, panel, rule

SEPARATOR = "-"


@frozen
class Verb:
    """One command of the window.

    Attributes:
        id: how the shell and the search call it.
        words: as in the menu, without the key.
        keys: the first is printed; all are bound.
        checked: asked each time the menu opens, for commands that switch something.
        enabled: asked each time the menu opens and when the key is pressed.
    """

    id: str
    words: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    checked: Callable[[], bool] | None = None
    enabled: Callable[[], bool] = lambda: True


@frozen
class SubPlan:
    """A menu in a menu: what would make the menu longer than a small screen."""

    title: str
    verbs: tuple[Verb, ...]


Part = Verb | SubPlan | str


@frozen
class MenuPlan:
    """One menu: its title with the mnemonic and its parts; SEPARATOR is a line."""

    title: str
    verbs: tuple[Part, ...]


class Menus:
    """The menu bar and the actions behind it; actions live on the frame so that keys always work.

    ``guard`` carries a verb out and says what it refuses: a verb may raise UserError.
    """

    def __init__(
        self,
        theme: Theme,
        frame: QWidget,
        plans: Sequence[MenuPlan],
        guard: Callable[[Callable[[], object]], object],
    ) -> None:
        self._theme, self._frame, self._guard = theme, frame, guard
        self.bar = QMenuBar()
        self.bar.setFixedHeight(theme.m.menu)
        self.bar.setAccessibleName("菜单")
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self._names: dict[str, list[str]] = {}
        self._refreshers: dict[str, Callable[[], None]] = {}
        for plan in plans:
            menu = self.bar.addMenu(plan.title)
            menu.aboutToShow.connect(self.refresh)
            self.menus[plan.title] = menu
            self.replace(plan.title, plan.verbs)

    def replace(self, title: str, verbs: Sequence[Part]) -> None:
        """Put verbs into a menu in place of those there, as when another screen is shown."""
        menu = self.menus[title]
        for name in self._names.get(title, []):
            action = self.actions.pop(name)
            self._refreshers.pop(name)
            self._frame.removeAction(action)
            action.deleteLater()
        menu.clear()
        made: list[str] = []
        for part in verbs:
            if isinstance(part, str):
                menu.addSeparator()
                continue
            holder = menu.addMenu(part.title) if isinstance(part, SubPlan) else menu
            for verb in part.verbs if isinstance(part, SubPlan) else (part,):
                holder.addAction(self._action(verb))
                made.append(verb.id)
        self._names[title] = made
        menu.menuAction().setVisible(bool(verbs))

    def _action(self, verb: Verb) -> QAction:
        action = QAction(verb.words, self._frame)
        if verb.icon:
            action.setIcon(
                icon(verb.icon, self._theme.c.ink2, self._theme.m.icon, self._theme.c.disabled)
            )
        action.setProperty("icon_name", verb.icon)
        action.setShortcuts([QKeySequence(key) for key in verb.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(verb.checked is not None)
        action.triggered.connect(
            lambda _checked=False: self._guard(verb.run) if verb.enabled() else None
        )
        self._frame.addAction(action)
        self.actions[verb.id] = action

        def refresh() -> None:
            action.setEnabled(verb.enabled())
            if verb.checked is not None:
                action.setChecked(verb.checked())

        self._refreshers[verb.id] = refresh
        refresh()
        return action

    def refresh(self) -> None:
        """Ask every verb again whether it can be used."""
        for refresh in self._refreshers.values():
            refresh()

    def set_words(self, name: str, words: str) -> None:
        """Change what a verb says (撤销：把论文三标为不适用)."""
        if name in self.actions:
            self.actions[name].setText(words)
            self._refreshers[name]()


def toolbar(
    theme: Theme, actions: dict[str, QAction], groups: Sequence[Sequence[tuple[str, str]]]
) -> QFrame:
    """Return the toolbar: groups of (action id, word) with text labels; search and lock are added by the shell."""
    m = theme.m
    frame, row = panel("toolbar", "row", (m.s8, 0, m.s16, m.s2), m.s4)
    frame.setAccessibleName("工具栏")
    frame.setFixedHeight(m.toolbar)
    for number, group in enumerate(groups):
        if number:
            divider = rule(horizontal=False)
            divider.setFixedHeight(m.icon)
            row.addSpacing(m.s4)
            row.addWidget(divider)
            row.addSpacing(m.s4)
        for name, word in group:
            if name in actions:
                row.addWidget(action_button(theme, actions[name], word))
    row.addStretch(1)
    return frame


def action_button(theme: Theme, action: QAction, word: str, role: str = "quiet") -> QPushButton:
    """Return a button that carries out an action and is on and off with it."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    picture = str(action.property("icon_name") or "")
    widget = button(theme, word, role, picture, key if key.startswith("F") else "")
    widget.clicked.connect(lambda _checked=False: action.trigger())
    widget.setToolTip(f"{action.text()}　{key}".strip("　"))

    def follow() -> None:
        widget.setEnabled(action.isEnabled())
        widget.setToolTip(f"{action.text()}　{key}".strip("　"))

    action.changed.connect(follow)
    follow()
    return widget
