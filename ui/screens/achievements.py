# SPDX-License-Identifier: MulanPSL-2.0
"""业绩成果 (ux S08): cards, the secrecy question first; achievements and papers by a chip."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.declare.achievements import AchievementsPresenter, CardsState
from app.present.declare.editor import FieldEditor
from app.present.declare.library import LibraryPresenter
from app.present.declare.rows_pages import AchievementsPagePresenter
from ui.context import Context
from ui.fields.cards import CardBox
from ui.fields.form import FieldSheet
from ui.fields.page import FieldPage
from ui.fields.paste import PastePanel
from ui.fields.shelf import ShelfBox
from ui.qt import QApplication, QStackedWidget, Qt, QTimer, QVBoxLayout, QWidget
from ui.screen import Command
from ui.widgets.basics import button, clear_layout, scrolled
from ui.widgets.header import Chip, Chips, EmptyState

ADD, PASTE, DELETE, UP, DOWN = "增加一项", "粘贴表格", "删去这一项", "上移", "下移"
STATEMENT, ASIDE = "个人总结", "这次不用"


class AchievementsScreen(FieldPage):
    """Cards under one another; one is open."""

    title = "业绩成果"

    def __init__(self, context: Context, presenter: AchievementsPagePresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        self.library = context.presenter(LibraryPresenter)
        theme = self.theme
        self.chips = Chips(theme, "业绩还是论文")
        self.chips.chosen.connect(self.intent(self._choose))
        self.add = self.header.set_primary(ADD, "plus", "Insert")
        self.add.clicked.connect(self.clicked(self._add))
        self.header.add_filters(self.chips)
        self.drop = button(theme, DELETE, "quiet", "trash")
        self.drop.clicked.connect(self.clicked(self._delete))
        self.paste_button = button(theme, PASTE, "quiet")
        self.paste_button.clicked.connect(self.clicked(self._paste))
        self.statement = button(theme, STATEMENT, "quiet", "page")
        self.statement.clicked.connect(self.clicked(lambda: context.go("statement")))
        self.aside = button(theme, ASIDE, "quiet", "down")
        self.aside.clicked.connect(self.clicked(self._set_aside))
        # In the compact layout the title line has room for one; the others are in the menu.
        all_of_them = (self.paste_button, self.statement, self.aside, self.drop)
        beside = (self.statement,) if theme.compact else all_of_them
        self.header.add_commands(*beside)
        self.boxes: dict[str, CardBox] = {}
        self.paste = PastePanel(theme)
        self.empty = EmptyState(theme, "award", " ", PASTE)
        self.body = QStackedWidget()
        self._lay_out()
        self.bind(presenter)

    def _lay_out(self) -> None:
        m = self.theme.m
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, m.s4, 0)
        outer.setSpacing(0)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(m.s8)
        outer.addLayout(self._cards)
        outer.addSpacing(m.s8)
        self.shelf = ShelfBox(self.theme)
        self.shelf.chosen.connect(self.intent(self._use))
        outer.addWidget(self.shelf)
        outer.addStretch(1)
        self.area = scrolled(holder)
        for page in (self.area, self.empty, self.paste):
            self.body.addWidget(page)
        self.content.addWidget(self.summary)
        self.content.addWidget(self.body, 1)
        self.paste.mapped.connect(self.intent(self._map))
        self.paste.accepted.connect(self.intent(self._take_paste))
        self.paste.cancelled.connect(self.intent(self._leave_paste))
        if self.empty.action is not None:
            self.empty.action.clicked.connect(self.clicked(self._paste))

    # -- what is shown

    @property
    def cards(self) -> AchievementsPresenter:
        """Return the presenter of the kind in hand."""
        return self.presenter.cards

    def editor(self) -> FieldEditor:
        """Return what reads and keeps the fields of the kind in hand."""
        return self.cards.editor

    def sheets(self) -> tuple[FieldSheet, ...]:
        """Return the sheet of the open card."""
        return tuple(box.sheet for box in self.boxes.values() if box.sheet is not None)

    def printed_path(self) -> str:
        """Return the open card, else its table, for the preview."""
        held = self.cards.selected
        return f"{self.presenter.current}.{held}" if held else self.presenter.current

    def draw(self) -> None:
        """Draw the page as it stands."""
        state = self.presenter.state
        lines = self.library.lines(self.presenter.current)
        more = f"，另有 {len(lines)} 项这次不用" if lines else ""
        self.header.set_summary(f"{state.progress}{more}")
        chips = [Chip(name, title, count) for name, title, count in self.presenter.counts()]
        self.chips.set_chips(chips, self.presenter.current)
        self.summary.set_notes(state.summary, self.label_of)
        pasting = self.cards.pasting
        self.add.setVisible(pasting is None)
        for verb in (self.drop, self.aside):
            verb.setEnabled(bool(state.opened))
        self.empty.words.setText(state.empty)
        if pasting is not None:
            self.paste.set_draft(pasting)
            self.body.setCurrentWidget(self.paste)
            return
        self.shelf.set_lines(lines)
        self.body.setCurrentWidget(self.area if state.cards or lines else self.empty)
        self._draw_cards(state)

    def _draw_cards(self, state: CardsState) -> None:
        wanted = [card.id for card in state.cards]
        if list(self.boxes) != wanted:
            self._rebuild(state)
        for card in state.cards:
            box = self.boxes[card.id]
            opened = card.id == state.opened
            if opened:
                box.open_up(self.cards, self.guard).entered_last.connect(
                    self._last, Qt.ConnectionType.UniqueConnection
                )
            else:
                box.fold()
            box.show_card(card, opened=opened)
            if opened:
                box.show_fields(state.groups, state.links)

    def _rebuild(self, state: CardsState) -> None:
        for box in self.boxes.values():
            box.fold()
        clear_layout(self._cards)
        self.boxes.clear()
        for card in state.cards:
            box = CardBox(self.theme, card)
            box.opened.connect(self.intent(self._open))
            box.evidence_wanted.connect(self.intent(self._evidence))
            self.boxes[card.id] = box
            self._cards.addWidget(box)

    # -- what a person does

    def _choose(self, name: str) -> None:
        self.commit()
        self.presenter.choose(name)

    def _open(self, row_id: str) -> None:
        self.commit()
        self.cards.select(row_id)
        self.refresh_now()
        QTimer.singleShot(0, self, lambda: self._to_top(row_id))

    def _to_top(self, row_id: str) -> None:
        box = self.boxes.get(row_id)
        if box is not None:
            self.area.verticalScrollBar().setValue(box.y())

    def _add(self) -> None:
        self.commit()
        row = self.cards.add()
        self.refresh_now()
        self._into(f"{self.presenter.current}.{row}.openness")

    def _delete(self) -> None:
        if self.cards.selected:
            self.cards.delete(self.cards.selected)
            self.refresh_now()
            left = self.first_focus()
            if left is not None:
                left.setFocus()

    def _set_aside(self) -> None:
        """Keep the open card for another time; it is not printed and not checked."""
        self.commit()
        if self.cards.selected:
            self.library.set_aside(self.presenter.current, self.cards.selected)
            self.refresh_now()

    def _use(self, row_id: str) -> None:
        self.commit()
        self.library.choose(self.presenter.current, row_id)
        self.refresh_now()
        self.focus_path(f"{self.presenter.current}.{row_id}.title")

    def _move(self, by: int) -> None:
        self.commit()
        if self.cards.selected:
            self.cards.move(self.cards.selected, by)

    def _last(self) -> None:
        self.add.setFocus()

    def _evidence(self, row_id: str) -> None:
        self.commit()
        self.context.go("evidence", f"{self.presenter.current}.{row_id}")

    def _paste(self) -> None:
        self.commit()
        self.cards.paste(QApplication.clipboard().text())
        self.refresh_now()
        self.paste.take.setFocus()

    def _map(self, column: int, path: str) -> None:
        self.cards.map_column(column, path)

    def _leave_paste(self) -> None:
        self.cards.cancel_paste()

    def _take_paste(self, skip_bad: bool) -> None:
        self.cards.accept_paste(skip_bad=skip_bad)
        self.refresh_now()
        self.add.setFocus()

    # -- going places

    def _into(self, path: str) -> bool:
        return super().focus_path(path)

    def focus_path(self, path: str) -> bool:
        """Open the card of a path and put the caret into its field."""
        if self.missing or path.split(".", maxsplit=1)[0] not in self.presenter.kinds:
            return False
        wanted = self.presenter.focus(path)
        self.refresh()
        if wanted and self._into(wanted):
            return True
        box = self.boxes.get(self.cards.selected)
        if box is not None:
            self.reveal(box)
            box.take_focus()
        else:
            self.add.setFocus()
        return True

    def first_focus(self) -> QWidget | None:
        """Return the open card's line, or the button that adds the first one."""
        if self.missing:
            return self.nothing.action
        box = self.boxes.get(self.cards.selected)
        return box.line if box is not None else self.add

    def commands(self) -> Sequence[Command]:
        """Return the verbs of the page; their keys are bound by the menu."""

        def chosen() -> bool:
            return bool(self.cards.selected)

        def there() -> bool:
            return not self.missing

        first = "先回答路线问题"
        return (
            Command(ADD, self._add, "Insert", "plus", there, first),
            Command(DELETE, self._delete, "Ctrl+Del", "trash", chosen, "先选一项"),
            Command(ASIDE, self._set_aside, "", "down", chosen, "先选一项"),
            Command(UP, lambda: self._move(-1), "Alt+Up", "up", chosen, "先选一项"),
            Command(DOWN, lambda: self._move(1), "Alt+Down", "down", chosen, "先选一项"),
            Command(PASTE, self._paste, enabled=there, reason=first),
            Command(STATEMENT, lambda: self.context.go("statement")),
        )


def open_screen(context: Context) -> AchievementsScreen:
    """Make the screen."""
    return AchievementsScreen(context, context.presenter(AchievementsPagePresenter))
