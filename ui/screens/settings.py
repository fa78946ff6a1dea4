# SPDX-License-Identifier: MulanPSL-2.0
"""设置与关于 (ux S38): how it looks, what this vault does by itself, and what the program is and is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.kernel.selfcheck import net_check, program_digest
from app.present.keeping.about import (
    IS_AND_IS_NOT,
    Fact,
    cipher_facts,
    face_lines,
    version_facts,
)
from app.present.keeping.desk_settings import (
    LOCK_LEAST,
    LOCK_MOST,
    DeskSettingsPresenter,
    DeskSettingsState,
)
from app.present.prints.thickness import LEAST_MM, MOST_MM
from ui.context import Context
from ui.keeping.secrets import ask_passphrase, ask_recovery
from ui.qt import (
    QBoxLayout,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QStackedWidget,
    Qt,
    QVBoxLayout,
    QWidget,
    qVersion,
)
from ui.screen import Command, Screen
from ui.theme import TextSize
from ui.widgets.basics import button, label, line, panel, rule, scrolled
from ui.widgets.fields import DigitsField, LineField
from ui.widgets.header import Chip, Chips
from ui.widgets.messages import plain_message

LOOK, DESK, ABOUT = "look", "desk", "about"
VIEWS = ((LOOK, "怎么显示"), (DESK, "这个库"), (ABOUT, "关于"))
DIGEST_IDLE = "本程序全部文件的校验值，和随盘纸上印的对照，就知道程序有没有被改过。"
GROUP = 8


class SettingsScreen(Screen):
    """Draws DeskSettingsPresenter's state and what the program says of itself."""

    title = "设置与关于"
    reading = True

    def __init__(self, context: Context, presenter: DeskSettingsPresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        self._view = LOOK
        self.chips = Chips(self.theme, "看什么")
        self.chips.chosen.connect(self._show)
        self.header.add_filters(self.chips)
        self.pages = QStackedWidget()
        for make in (self._look_page, self._desk_page, self._about_page):
            self.pages.addWidget(make())
        self.column.addWidget(self.pages, 1)
        self.on_key("Esc", context.back)
        self.bind(presenter)

    # -- building

    def _sheet(self) -> tuple[QWidget, QBoxLayout]:
        m = self.theme.m
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, m.s4, 0)
        frame, column = panel("sheet", "column", (m.s24, m.s16, m.s24, m.s16), m.s8)
        outer.addWidget(frame)
        outer.addStretch(1)
        return scrolled(holder), column

    def _look_page(self) -> QWidget:
        page, column = self._sheet()
        column.addWidget(label("字号", "section"))
        self.sizes: dict[TextSize, QRadioButton] = {}
        row = QHBoxLayout()
        row.setSpacing(self.theme.m.s24)
        for size in TextSize:
            choice = QRadioButton(size.word)
            choice.setAccessibleName(f"字号{size.word}")
            choice.clicked.connect(partial(self._resize, size))
            self.sizes[size] = choice
            row.addWidget(choice)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label("整个窗口马上跟着变，光标还在原处。", "second", wrap=True))
        column.addWidget(rule())
        self.contrast = _tick(column, "高对比（白底黑字，线条加深）", self._contrast)
        self.side = _tick(column, "窗口够宽时打开右栏（帮助、历史、预览）", self._side)
        return page

    def _desk_page(self) -> QWidget:
        theme, m = self.theme, self.theme.m
        page, column = self._sheet()
        self.vault = label("", "second", wrap=True)
        column.addWidget(self.vault)
        self.actor = LineField(theme, "责任人", chars=10, required=True, most=40)
        self.actor.committed.connect(self.intent(self._set_actor))
        self.minutes = DigitsField(
            theme, f"几分钟不操作自动锁定（{LOCK_LEAST}—{LOCK_MOST}）", most=2
        )
        self.minutes.committed.connect(self.intent(self._set_minutes))
        fields = QHBoxLayout()
        fields.setSpacing(m.s32)
        fields.addWidget(self.actor)
        fields.addWidget(self.minutes)
        fields.addStretch(1)
        column.addLayout(fields)
        column.addWidget(
            label(
                "锁定时写了一半的也存着，解锁回到原来那一栏。正在打印时等打完再锁。",
                "second",
                wrap=True,
            )
        )
        self.thick = DigitsField(theme, f"一册厚过几毫米就提醒分册（{LEAST_MM}—{MOST_MM}）", most=2)
        self.thick.committed.connect(self.intent(self.presenter.set_thick))
        column.addWidget(self.thick)
        column.addWidget(rule())
        self.copies = _tick(column, "边做边留备份", self._set_copies)
        self.copies_words = label("", "second", wrap=True)
        column.addWidget(self.copies_words)
        self.verbs = self._buttons(
            column,
            ("现在留一份备份", "save", self._copy_now),
            ("换口令…", "lock", lambda: ask_passphrase(self.context, self.presenter)),
            ("换恢复数字并打印…", "printer", lambda: ask_recovery(self.context, self.presenter)),
        )
        column.addWidget(
            label(
                "恢复数字分上下两半印在两张纸上，由两个人分开保管。换了新的，旧的就打不开了。",
                "second",
                wrap=True,
            )
        )
        return page

    def _buttons(
        self, column: QBoxLayout, *verbs: tuple[str, str, Callable[[], object]]
    ) -> list[QWidget]:
        """Put verbs beside one another, under one another where the window is narrow."""
        made: list[QWidget] = []
        for words, picture, run in verbs:
            verb = button(self.theme, words, "secondary", picture)
            verb.clicked.connect(self.clicked(run))
            made.append(verb)
        if self.theme.fold:
            for each in made:
                column.addLayout(line(self.theme, each, None))
        else:
            column.addLayout(line(self.theme, *made, None))
        return made

    def _about_page(self) -> QWidget:
        session = self.context.session
        page, column = self._sheet()
        self._facts(column, version_facts(session, qVersion()))
        column.addWidget(rule())
        column.addWidget(label("不联网", "section"))
        self.net = label("", wrap=True)
        column.addWidget(self.net)
        column.addWidget(label("程序校验值", "section"))
        self.digest = label(DIGEST_IDLE, wrap=True, select=True)
        column.addWidget(self.digest)
        self._buttons(
            column, ("现在检查", "selfcheck", self._check_net), ("算校验值", "page", self._count)
        )
        column.addWidget(rule())
        column.addWidget(label("加密", "section"))
        self._facts(column, cipher_facts(session))
        for words in IS_AND_IS_NOT.splitlines():
            column.addWidget(label(words, wrap=True, select=True))
        column.addWidget(rule())
        column.addWidget(label("用的字体和许可", "section"))
        faces = [
            Fact(each.name, f"{each.used_for}。{each.licence}，全文 {each.file}")
            for each in face_lines()
        ]
        self._facts(column, faces)
        return page

    def _facts(self, column: QBoxLayout, facts: Sequence[Fact]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.m.s16)
        grid.setVerticalSpacing(self.theme.m.s4)
        for row, fact in enumerate(facts):
            grid.addWidget(label(fact.what, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(fact.value, wrap=True, select=True), row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    # -- drawing

    def refresh(self) -> None:
        """Draw the settings as they stand."""
        self.chips.set_chips([Chip(key, word) for key, word in VIEWS], self._view)
        self.pages.setCurrentIndex([key for key, _word in VIEWS].index(self._view))
        state = self.presenter.state
        self._draw_desk(state)
        if self.context.window is not None:
            base, contrast = self.context.window.look()
            self.sizes[base].setChecked(True)
            self.contrast.setChecked(contrast)
        self.side.setChecked(state.side_pane)
        if not self.net.text():
            self._check_net()

    def _draw_desk(self, state: DeskSettingsState) -> None:
        marking = f"，标志“{state.marking}”" if state.marking else ""
        self.vault.setText(f"库“{state.alias}”{marking}，在 {state.folder}。")
        self.actor.set_text(state.actor)
        self.minutes.set_text(str(state.lock_minutes))
        self.thick.set_text(str(state.thick_mm))
        self.copies.setChecked(state.copies)
        self.copies_words.setText("练习库不留备份。" if state.practice else state.copies_words)
        for widget in (self.actor, self.minutes, self.thick, *self.verbs):
            widget.setEnabled(state.writable)
        self.copies.setEnabled(state.writable and not state.practice)

    # -- what a person does

    def _show(self, view: str) -> None:
        self._view = view
        self.refresh()

    def _resize(self, size: TextSize, _checked: bool = False) -> None:
        if self.context.window is not None:
            self.context.window.set_look(size, self.context.window.look()[1])

    def _contrast(self, on: bool) -> None:
        if self.context.window is not None:
            self.context.window.set_look(self.context.window.look()[0], on)

    def _side(self, on: bool) -> None:
        self.guard(lambda: self.presenter.set_side_pane(on))
        if self.context.window is not None:
            self.context.window.show_pane(on)

    def _set_actor(self, typed: str) -> None:
        self.presenter.set_actor(typed)
        self.context.refresh_frame()

    def _set_minutes(self, typed: str) -> None:
        self.presenter.set_lock_minutes(typed)
        self.context.refresh_frame()

    def _set_copies(self, on: bool) -> None:
        self.guard(lambda: self.presenter.set_copies(on))

    def _copy_now(self) -> None:
        self.context.tasks.start(
            self.context.session.vault.roll_copies,
            done=lambda made: self._copied(made.name),
            words="正在留备份",
        )

    def _copied(self, name: str) -> None:
        self.context.say(plain_message("ok", "备份留好了", f"{name}。仍是加密的。"))
        self.refresh()

    def _check_net(self) -> None:
        self.net.setText(net_check().words)

    def _count(self) -> None:
        self.context.tasks.start(program_digest, done=self._counted, words="正在算校验值")

    def _counted(self, digest: str) -> None:
        groups = [digest[at : at + GROUP] for at in range(0, len(digest), GROUP)]
        self.digest.setText("SHA-256　" + " ".join(groups))

    # -- the frame

    def focus_path(self, path: str) -> bool:
        """Show a view by its name."""
        if path not in {key for key, _word in VIEWS}:
            return super().focus_path(path)
        self._show(path)
        first = self.first_focus()
        if first is not None:
            first.setFocus()
        return True

    def first_focus(self) -> QWidget | None:
        """Begin where the view begins."""
        if self._view == DESK:
            return self.actor
        return self.sizes[self.theme.base] if self._view == LOOK else self.chips

    def commands(self) -> Sequence[Command]:
        """Return the views for the menu."""
        return [Command(word, partial(self._show, key)) for key, word in VIEWS]

    def save_state(self) -> dict[str, str]:
        """Keep which view is in front over another text size."""
        return {"view": self._view}

    def restore_state(self, state: dict[str, str]) -> None:
        """Bring it to the front again."""
        if state:
            self._show(state["view"])


def _tick(column: QBoxLayout, words: str, run: Callable[[bool], object]) -> QCheckBox:
    box = QCheckBox(words)
    box.setAccessibleName(words)
    box.clicked.connect(run)
    column.addWidget(box)
    return box


def open_screen(context: Context) -> SettingsScreen:
    """Make the screen."""
    return SettingsScreen(context, context.presenter(DeskSettingsPresenter))
