# SPDX-License-Identifier: MulanPSL-2.0
"""从去年取用: last year's declaration beside this year's, each place with a choice, and what is asked anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.present.keeping.differences import Difference
from app.present.keeping.last_year import CHOICE_WORDS, Choice
from app.present.keeping.last_year_desk import NEW, OFFERS, LastYearPresenter, LastYearState
from ui.context import Context
from ui.keeping.beside import Beside
from ui.qt import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from ui.screen import Command, Screen
from ui.widgets.basics import DropDown, button, label, line, set_button_text
from ui.widgets.dialogs import choose_files
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.messages import plain_message
from ui.widgets.table import Column, FormTable, Row, Tag
from ui.widgets.tags import DONE, PLAIN, WARN

NO_SOURCE = "这个库里没有以前的申报。以前导出过的，点“从文件…”；在另一个库里的，先在那里导出。"
NOTHING_LEFT = "去年填过的，今年都有了。"
NOTHING_NEW = "今年的清单没有去年没要过的材料。"
NEVER = "去年的日期、审核、公示、推荐、交接和保密审查都不取；业绩能不能写要重新问一遍。"
PAST = "手里这份是以前年度的。先新建今年的一份，再从它取用。"
BEGIN = "新建今年的一份"
LOOKS = {Choice.TAKE: DONE, Choice.LEAVE: PLAIN, Choice.LOOK: WARN}
NEW_COLUMNS = (Column("今年要的、去年没有的材料"), Column("依据", 14))


class LastYearScreen(Screen):
    """Draws LastYearPresenter's state."""

    title = "从去年取用"

    def __init__(self, context: Context, presenter: LastYearPresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        theme = self.theme
        self.take = self.header.set_primary("取用", "turn")
        self.take.clicked.connect(self.clicked(self._take))
        self.chips = Chips(theme, "看什么")
        self.chips.chosen.connect(self.intent(presenter.look_at))
        self.header.add_filters(self.chips)
        self.past = label(PAST, "warn", wrap=True)
        self.begin = button(theme, BEGIN, "secondary", "plus")
        self.begin.clicked.connect(self.clicked(presenter.begin_this_year))
        self.column.addLayout(line(theme, self.past, self.begin, None))
        self.column.addLayout(self._source_line())
        self.pages = QStackedWidget()
        self.pages.addWidget(self._offers_page())
        self.new = FormTable(theme, NEW_COLUMNS, "今年新要的材料")
        self.no_new = EmptyState(theme, "folder", NOTHING_NEW)
        self.pages.addWidget(_column(self.new, self.no_new))
        self.column.addWidget(self.pages, 1)
        self.on_key("Esc", context.back)
        self.bind(presenter)

    def _source_line(self) -> QHBoxLayout:
        theme = self.theme
        self.source = DropDown(theme, (), "从哪一份取")
        self.source.setMinimumWidth(theme.m.chars(18))
        self.source.activated.connect(self.intent(lambda _index: self._pick()))
        file = button(theme, "从文件…", "link", "folder")
        file.clicked.connect(self.clicked(self._file))
        row = line(theme, label("从", "strong"), self.source, file, None)
        row.setStretch(1, 3)
        return row

    def _offers_page(self) -> QWidget:
        theme, m = self.theme, self.theme.m
        page = QWidget()
        page.setProperty("role", "clear")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.s8)
        self.beside = Beside(theme, "去年和今年", whole=not theme.compact, verdict="怎么办")
        self.beside.turned.connect(self.intent(presenter_turn(self.presenter)))
        self.beside.activated.connect(self.intent(presenter_turn(self.presenter)))
        column.addWidget(self.beside, 1)
        self.verbs = []
        for choice, word in CHOICE_WORDS.items():
            verb = button(theme, word, "secondary")
            verb.clicked.connect(self.clicked(self._choosing(choice)))
            self.verbs.append(verb)
        foot = line(theme, label("这一行", "strong"), *self.verbs, label("空格轮换", "small"), None)
        column.addLayout(foot)
        if not theme.compact:
            column.addWidget(label(NEVER, "second", wrap=True))
        return page

    def _choosing(self, choice: Choice) -> Callable[[], None]:
        return lambda: self._choose(choice)

    # -- drawing

    def refresh(self) -> None:
        """Draw what is offered, or what is asked anew."""
        state = self.presenter.state
        chips = [
            Chip(OFFERS, "去年填过的", len(state.lines)),
            Chip(NEW, "今年新要的", len(state.new)),
        ]
        self.chips.set_chips(chips, state.view)
        self.pages.setCurrentIndex(int(state.view == NEW))
        self.past.setVisible(state.past)
        self.begin.setVisible(state.past)
        words = {source.id: source.words for source in state.sources}
        self._ids = {source.words: source.id for source in state.sources}
        self.source.set_words(list(words.values()), words.get(state.chosen, ""))
        self.source.setEnabled(bool(words))
        self._draw_offers(state)
        self.new.set_rows([Row(each.name, (each.name, each.clause)) for each in state.new])
        self.new.setVisible(bool(state.new))
        self.no_new.setVisible(not state.new)

    def _draw_offers(self, state: LastYearState) -> None:
        lines = [Difference(each.path, each.place, each.old, each.now) for each in state.lines]
        tags = [Tag(each.word, LOOKS[each.choice]) for each in state.lines]
        self.beside.set_heads("去年", f"{state.year}年这一份")
        self.beside.set_lines(lines, NOTHING_LEFT if state.sources else NO_SOURCE, tags)
        writable = not self.context.session.vault.read_only
        set_button_text(self.take, f"取用 {state.wanted} 处" if state.wanted else "取用")
        self.take.setEnabled(bool(state.wanted) and writable)
        for verb in self.verbs:
            verb.setEnabled(bool(lines))
        waiting = sum(each.choice is Choice.LOOK for each in state.lines)
        self.header.set_summary(f"要取 {state.wanted} 处，还有 {waiting} 处先看看" if lines else "")

    # -- what a person does

    def _pick(self) -> None:
        self.presenter.take_from(self._ids[self.source.currentText()])

    def _file(self) -> None:
        parent = self.context.parent()
        if parent is None:
            return
        chosen = choose_files(parent, "导出的申报文件", "申报文件 (*.json)", many=False)
        if chosen:
            self.presenter.read_file(chosen[0])

    def _choose(self, choice: Choice) -> None:
        path = self.beside.current_path()
        if path:
            self.presenter.choose(path, choice)

    def _take(self) -> None:
        count = self.presenter.take()
        self.context.say(
            plain_message("ok", f"取用了 {count} 处", "一步就能撤销。标“先看看”的还在下面等着。")
        )

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.beside if self.presenter.state.lines else self.source

    def commands(self) -> Sequence[Command]:
        """Return the verbs for the menu."""

        def some() -> bool:
            return bool(self.presenter.state.wanted)

        choices = [
            Command(f"这一行：{word}", self._choosing(choice))
            for choice, word in CHOICE_WORDS.items()
        ]
        return (Command("取用", self._take, enabled=some), *choices, Command("从文件…", self._file))


def presenter_turn(presenter: LastYearPresenter) -> Callable[[str], None]:
    """Return what goes on to the next choice of a row."""
    return lambda path: presenter.turn(path) if path else None


def _column(*widgets: QWidget) -> QWidget:
    page = QWidget()
    page.setProperty("role", "clear")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget, 1)
    return page


def open_screen(context: Context) -> LastYearScreen:
    """Make the screen."""
    return LastYearScreen(context, context.presenter(LastYearPresenter))
