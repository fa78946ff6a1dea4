# SPDX-License-Identifier: MulanPSL-2.0
"""新建库 (ux S03): four steps on one sheet; keyboard only; nothing typed is lost by going back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys
from app.present.entry.new_vault import (
    PLAIN_WORDS,
    STEP_WORDS,
    Made,
    NewVaultPresenter,
    NewVaultState,
    Step,
)
from ui.pages import Page, Stage
from ui.qt import QFrame, QWidget
from ui.screens.new_vault_name import NameStep
from ui.screens.new_vault_parts import RecoverySheet, StepRail
from ui.widgets.basics import button, label, line, panel, rule, set_button_text
from ui.widgets.dialogs import choose_folder
from ui.widgets.fields import restyle
from ui.widgets.messages import MessageArea
from ui.widgets.passphrase import PassphraseLine

HELP = """\
库名写在卡片上，锁着的时候也看得见，所以不要写人名和项目名。
标志由单位定，程序只照着显示，不建议也不判定。
口令至少 12 个字，几个不相干的词连起来最好记。程序不存口令，也没有后门。
恢复数字是口令忘了以后唯一的办法。抄在纸上，按单位管密码信封的办法登记保管。"""
Opened = Callable[[Path, VaultKeys], None]


class NewVaultPage(Page):
    """Draws NewVaultPresenter; ``opened`` is called with the folder and keys of the vault made."""

    title = "新建库"

    def __init__(
        self, stage: Stage, presenter: NewVaultPresenter, opened: Opened, left: Callable[[], None]
    ) -> None:
        super().__init__(stage)
        self._presenter, self._opened, self._left = presenter, opened, left
        form = self.sheet_page(self.theme.m.chars(46))
        self._rail = StepRail(self.theme, [STEP_WORDS[step] for step in STEP_WORDS])
        form.addLayout(line(self.theme, label("新建库", "title"), None, self._rail))
        self._messages = MessageArea(self.theme)
        form.addWidget(self._messages)
        self._steps = (
            self._name_step(),
            self._passphrase_step(),
            self._words_step(),
            self._recovery_step(),
        )
        for part in self._steps:
            part.setMinimumHeight(0 if self.theme.compact else self.theme.m.row * 7)
            form.addWidget(part)
        form.addWidget(rule())
        form.addLayout(self._verbs())
        self._drawn = 0
        self.listen(presenter.subscribe)

    # -- the four steps

    def _name_step(self) -> QFrame:
        self._name = NameStep(self.theme)
        self._name.changed.connect(self._named)
        self._name.moved.connect(self._move)
        self._name.entered.connect(self._forward)
        return self._name

    def _passphrase_step(self) -> QFrame:
        theme = self.theme
        part, column = panel("clear", "column", gap=theme.m.s8)
        column.addWidget(label("口令：至少 12 个字，几个不相干的词连起来，好记又难猜", "strong"))
        self._first = PassphraseLine(theme, "口令")
        self._first.changed.connect(lambda: self._presenter.typing(self._first.taken()))
        self._first.entered.connect(self.focus_next)
        column.addWidget(self._first)
        self._strength = label("", "second")
        column.addWidget(self._strength)
        column.addWidget(label("再输一遍", "strong"))
        self._second = PassphraseLine(theme, "再输一遍")
        self._second.entered.connect(self._forward)
        column.addWidget(self._second)
        words = "口令只在您心里。写在纸上的，按单位管密码信封的办法保管。"
        column.addWidget(label(words, "small", wrap=True))
        column.addStretch(1)
        return part

    def _words_step(self) -> QFrame:
        part, column = panel("clear", "column", gap=self.theme.m.s8)
        column.addWidget(label("加密管什么，不管什么", "strong"))
        for number, words in enumerate(PLAIN_WORDS.splitlines(), start=1):
            column.addWidget(label(f"{number}. {words}", wrap=True))
        column.addStretch(1)
        return part

    def _recovery_step(self) -> QFrame:
        self._recovery = RecoverySheet(self.theme)
        self._recovery.typed.connect(self._presenter.type_group)
        self._recovery.filled.connect(self._filled)
        return self._recovery

    def _verbs(self) -> Any:
        theme = self.theme
        self._back = button(theme, "上一步")
        self._back.clicked.connect(lambda _checked=False: self._presenter.backward())
        self._leave = button(theme, "不建了", "quiet")
        self._leave.clicked.connect(lambda _checked=False: self._away())
        self._show = button(theme, "再看一眼数字", "quiet")
        self._show.clicked.connect(lambda _checked=False: self._presenter.show_again())
        self._next = button(theme, "下一步", "primary", key="Enter")
        self._next.clicked.connect(lambda _checked=False: self._forward())
        self._next.setAutoDefault(True)
        return line(theme, self._leave, self._back, None, self._show, self._next)

    # -- drawing

    def refresh(self) -> None:
        """Draw the step in hand."""
        state = self._presenter.state
        self._rail.set_step(min(int(state.step), 4))
        for number, part in enumerate(self._steps, start=1):
            part.setVisible(number == min(int(state.step), 4))
        self._name.draw(state)
        if state.strength is not None:
            self._strength.setText(state.strength.words)
        self._strength.setProperty("role", state.strength.tone if state.strength else "second")
        restyle(self._strength)
        self._recovery.draw(state.groups, state.typed, copying=state.copying, wrong=state.wrong)
        wanted = [state.message] if state.message is not None else []
        if self._messages.messages() != wanted:
            self._messages.clear()
            for message in wanted:
                self._messages.say(message, close=False)
        self._draw_verbs(state)
        if self._drawn != int(state.step):
            self._drawn = int(state.step)
            first = self.first_focus()
            if first is not None and self.isVisible():
                first.setFocus()

    def _draw_verbs(self, state: NewVaultState) -> None:
        made = bool(state.groups)
        self._back.setVisible(state.step > Step.NAME and not made)
        self._leave.setVisible(not made)
        self._show.setVisible(made and state.copying)
        words = {
            Step.WORDS: "看明白了，建库",
            Step.RECOVERY: "建好，打开" if state.copying else "抄好了",
        }.get(state.step, "下一步")
        set_button_text(
            self._next, "正在建库" if state.busy else words, "" if state.busy else "Enter"
        )
        for verb in (self._next, self._back, self._leave):
            verb.setEnabled(not state.busy)

    # -- what the person does

    def focus_next(self) -> None:
        """Enter goes on to the next entry."""
        self.focusNextChild()

    def _named(self) -> None:
        self._presenter.set_name(*self._name.values())

    def _move(self) -> None:
        folder = choose_folder(self.stage.widget(), "新库放在哪个文件夹里")
        if folder is not None:
            self._presenter.set_parent(folder)

    def _forward(self) -> None:
        step = self._presenter.state.step
        if step == Step.NAME:
            self._named()
            self.attempt(self._presenter.forward, self._presenter.refused)
        elif step == Step.PASSPHRASE:
            self.attempt(self._take_passphrase, self._presenter.refused)
        elif step == Step.WORDS:
            self._make()
        elif not self._presenter.state.copying:
            self._presenter.copied()
            self._recovery.first_focus().setFocus()
        elif self._presenter.finish():
            _alias, marking = self._presenter.face()
            self.stage.set_marking(marking)
            self._opened(self._presenter.folder(), self._presenter.keys())

    def _take_passphrase(self) -> None:
        self._presenter.set_passphrase(self._first.taken(), self._second.taken())
        self._presenter.forward()
        self._first.clear()
        self._second.clear()

    def _make(self) -> None:
        task = self.stage.tasks.start(
            self._presenter.making(), done=self._made, refused=self._presenter.refused
        )
        task.broke.connect(self._broke)

    def _made(self, made: Made) -> None:
        self._presenter.made(made)

    def _broke(self, number: str) -> None:
        self._presenter.refused(UserError("UI-FAULT", number=number))

    def _filled(self, number: int) -> None:
        if self._presenter.check_group(number):
            self._recovery.advance(number)

    def _away(self) -> None:
        self._presenter.give_up()
        self._left()

    def help_words(self) -> str:
        """Say what each step is for."""
        return HELP

    def first_focus(self) -> QWidget | None:
        """Begin each step with its first empty entry."""
        step = self._presenter.state.step
        if step == Step.NAME:
            return self._name.alias
        if step == Step.PASSPHRASE:
            return self._first
        if step == Step.RECOVERY and self._presenter.state.copying:
            return self._recovery.first_focus()
        return self._next
