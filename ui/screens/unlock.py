# SPDX-License-Identifier: MulanPSL-2.0
"""打开与解锁 (ux S02, 3.1): vault cards at the left, one sheet with the passphrase at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys
from app.present.entry.unlock import UnlockPresenter, UnlockState
from ui.pages import Page, Stage
from ui.qt import (
    QFrame,
    QHBoxLayout,
    QKeySequence,
    QRadioButton,
    QShortcut,
    QTimer,
    QVBoxLayout,
    QWidget,
)
from ui.screens.unlock_parts import CardList, DateSheet, ask_new_passphrase
from ui.theme import TextSize
from ui.widgets.basics import button, label, line, panel, rule, scrolled, set_button_text
from ui.widgets.digit_groups import DigitGroups
from ui.widgets.header import EmptyState
from ui.widgets.messages import MessageArea
from ui.widgets.passphrase import PassphraseLine

NO_VAULT = "这台电脑上还没有您的库。点“新建库”；有备份的，点“从备份恢复”。"
FORGOTTEN = "忘了口令：用建库时抄下的恢复数字打开，或找保密管理员办理。程序没有后门。"
HELP = """\
左边是这台电脑上的库，点一下要打开的那个，在右边输口令，按回车。
口令区分大小写。大写锁定开着会输错；口令框里固定用英文，不用切换输入法。
输错了要等一会儿再输，每错一次等的时间加倍，最长 60 秒。库里的内容不会因此锁死或删除。
忘了口令：点“用恢复数字打开”，照着建库时抄下的 8 组数字输，再换一个新口令。
库不在原来的地方：插上放它的盘，或者点“重新指定位置”。库坏了或删了：点“从备份恢复”。
日期不对：时限和落款都从您确认的日期算起；电脑的时间要找本机管理员改。"""
Opened = Callable[[Path, VaultKeys], None]


class UnlockPage(Page):
    """Draws UnlockPresenter; ``opened`` is called with the folder and the keys."""

    title = "打开库"

    def __init__(self, stage: Stage, presenter: UnlockPresenter, opened: Opened) -> None:
        super().__init__(stage)
        self._presenter, self._opened = presenter, opened
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        row.addWidget(self._right(), 1)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(presenter.tick)
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.activated.connect(lambda: self.stage.show_page("new_vault"))
        self.listen(presenter.subscribe)

    # -- building

    def _side(self) -> QFrame:
        theme, m = self.theme, self.theme.m
        side, column = panel("nav", "column", (m.s16, m.s16, m.s16, m.s16), m.s8)
        side.setFixedWidth(m.chars(15) if theme.fold else m.card_list_width)
        column.addWidget(label("这台电脑上的库", "strong"))
        self._cards = CardList(theme)
        self._cards.chosen.connect(self._presenter.choose)
        self._cards.relocate.connect(self._relocate)
        column.addWidget(self._cards, 1)
        new = button(theme, "新建库", "secondary", "plus", "Ctrl+N")
        new.clicked.connect(lambda _checked=False: self.stage.show_page("new_vault"))
        restore = button(theme, "从备份恢复…", "quiet", "undo")
        restore.clicked.connect(lambda _checked=False: self.stage.show_page("restore"))
        other = button(theme, "打开别处的库…", "quiet", "folder")
        other.clicked.connect(lambda _checked=False: self._open_elsewhere())
        for verb in (new, restore, other):
            verb.setProperty("align", "left")
            column.addWidget(verb)
        return side

    def _right(self) -> QWidget:
        theme, m = self.theme, self.theme.m
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(m.s24, m.s12, m.s24, m.s12)
        edge = m.s12 if theme.compact else m.s24
        self._sheet, form = panel("sheet", "column", (m.s32, edge, m.s32, edge), m.s8)
        self._sheet.setMaximumWidth(m.form_width + 2 * m.s32)
        self._title = label("", "title", wrap=True)
        self._where = label("", "second", wrap=True)
        form.addWidget(self._title)
        form.addWidget(self._where)
        self._messages = MessageArea(theme)
        form.addWidget(self._messages)
        form.addWidget(self._passphrase_part())
        form.addWidget(self._recovery_part())
        form.addSpacing(m.s4)
        self._open = button(theme, "打开", "primary", key="Enter")
        self._open.clicked.connect(lambda _checked=False: self._try())
        self._recover = button(theme, "用恢复数字打开", "link")
        self._recover.clicked.connect(lambda _checked=False: self._swap_way())
        form.addLayout(line(theme, self._recover, None, self._open))
        form.addWidget(rule())
        self._date = DateSheet(theme)
        self._date.right.connect(self._presenter.day_is_right)
        self._date.other.connect(self._presenter.day_is)
        for settled in (self._date.right, self._date.other):
            settled.connect(self._line.setFocus)  # the question goes away; work goes on here
        form.addWidget(self._date)
        form.addLayout(self._sizes())
        form.addWidget(label(FORGOTTEN, "small", wrap=True))
        self._empty = self._empty_state()
        column.addStretch(1)
        middle = line(theme, None, self._sheet, None)
        middle.setStretch(1, 20)
        column.addLayout(middle)
        column.addWidget(self._empty)
        column.addStretch(2)
        return scrolled(content)

    def _empty_state(self) -> EmptyState:
        empty = EmptyState(self.theme, "lock", NO_VAULT, "新建库")
        if empty.action is not None:
            empty.action.clicked.connect(lambda _checked=False: self.stage.show_page("new_vault"))
        return empty

    def _passphrase_part(self) -> QWidget:
        theme, m = self.theme, self.theme.m
        part, column = panel("clear", "column", gap=m.s4)
        column.addWidget(label("口令", "strong"))
        self._line = PassphraseLine(theme, "口令")
        self._line.entered.connect(self._try)
        self._line.caps_seen.connect(self._caps)
        column.addWidget(self._line)
        self._keys = label("", "small")
        self._fill = button(theme, "填上练习库的口令", "link")
        self._fill.clicked.connect(lambda _checked=False: self._fill_practice())
        column.addLayout(line(theme, self._keys, None, self._fill))
        self._caps(on=False)
        self._part = part
        return part

    def _recovery_part(self) -> QWidget:
        """Return the empty place of the digits; the boxes are made when they are wanted."""
        self._recovery, self._recovery_column = panel("clear", "column", gap=self.theme.m.s4)
        self._boxes: DigitGroups | None = None
        return self._recovery

    @property
    def _groups(self) -> DigitGroups:
        if self._boxes is None:
            self._boxes = DigitGroups(self.theme)
            self._boxes.filled.connect(self._boxes.advance)
            self._recovery_column.addWidget(label("恢复数字（8 组，每组 5 位）", "strong"))
            self._recovery_column.addWidget(self._boxes)
        return self._boxes

    def _sizes(self) -> QHBoxLayout:
        theme = self.theme
        row = line(theme, label("字号", "strong"), gap=theme.m.s16)
        for size in TextSize:
            choice = QRadioButton(size.word)
            choice.setAccessibleName(f"字号{size.word}")
            choice.setChecked(size == theme.base)
            choice.clicked.connect(lambda _checked=False, size=size: self.stage.set_text_size(size))
            row.addWidget(choice)
        row.addStretch(1)
        more = button(theme, "帮助", "link", key="F1")
        more.clicked.connect(lambda _checked=False: self.show_help())
        row.addWidget(more)
        return row

    # -- drawing

    def refresh(self) -> None:
        """Draw the cards, the sheet of the one in hand, the wait and the date question."""
        state = self._presenter.state
        self._cards.set_cards(state.cards, state.chosen.folder if state.chosen else "")
        self._sheet.setVisible(state.chosen is not None)
        self._empty.setVisible(not state.cards)
        self.stage.set_marking(state.chosen.marking if state.chosen else "")
        if state.chosen is None:
            self._second.stop()
            return
        self._title.setText(f"打开 {state.chosen.alias}")
        self._where.setText(state.chosen.where)
        self._part.setVisible(not state.recovering)
        self._recovery.setVisible(state.recovering)
        self._recover.setText("还是用口令打开" if state.recovering else "用恢复数字打开")
        self._fill.setVisible(bool(state.chosen.hint))
        self._date.set_question(state.question)
        self._draw_message(state)
        self._draw_wait(state)

    def _draw_message(self, state: UnlockState) -> None:
        wanted = [state.message] if state.message is not None else []
        if self._messages.messages() != wanted:
            self._messages.clear()
            for message in wanted:
                self._messages.say(message, close=False)
        if state.recovering:
            if state.wrong_group:
                self._groups.boxes[state.wrong_group - 1].clear()
            self._groups.mark_wrong(state.wrong_group)

    def _draw_wait(self, state: UnlockState) -> None:
        gone = bool(state.chosen and state.chosen.gone)
        ready = not state.wait and not gone and not self.stage.tasks.busy()
        set_button_text(
            self._open,
            f"{state.wait} 秒后再输" if state.wait else "打开",
            "" if state.wait else "Enter",
        )
        self._open.setEnabled(ready)
        self._line.setEnabled(not gone)
        if state.wait and not self._second.isActive():
            self._second.start()
        elif not state.wait:
            self._second.stop()

    def _caps(self, on: bool) -> None:
        state = "开着，口令区分大小写" if on else "关"
        self._keys.setText(f"大写锁定：{state}　　输入法：口令框里固定是英文")
        self._keys.setProperty("role", "warn" if on else "small")
        self._keys.style().polish(self._keys)

    # -- what the person does

    def _fill_practice(self) -> None:
        hint = self._presenter.state.chosen
        if hint is not None:
            self._line.line.setText(hint.hint.partition("：")[2])
            self._line.setFocus()

    def _swap_way(self) -> None:
        self._presenter.recover_instead(not self._presenter.state.recovering)
        target = self._groups.boxes[0] if self._presenter.state.recovering else self._line
        target.setFocus()

    def _try(self) -> None:
        if not self._open.isEnabled():
            return
        if self._presenter.state.recovering:
            self.attempt(self._recover_now, self._presenter.refused)
        else:
            self.attempt(self._unlock_now, self._presenter.refused)

    def _unlock_now(self) -> None:
        work = self._presenter.opening(self._line.taken())
        self._line.clear()
        self._run(work, recovered=False)

    def _recover_now(self) -> None:
        self._run(self._presenter.recovering(self._groups.groups()), recovered=True)

    def _run(self, work: Callable[..., VaultKeys], *, recovered: bool) -> None:
        self._open.setEnabled(False)
        set_button_text(self._open, "正在打开")
        task = self.stage.tasks.start(
            work,
            done=lambda keys: self._done(keys, recovered=recovered),
            refused=self._refused,
        )
        task.broke.connect(self._broke)

    def _done(self, keys: VaultKeys, *, recovered: bool) -> None:
        folder = self._presenter.opened()
        if recovered:
            ask_new_passphrase(self.stage, folder, keys)
        self._opened(folder, keys)

    def _refused(self, fault: UserError) -> None:
        self._presenter.refused(fault)
        QTimer.singleShot(0, self, self.refresh)
        self._line.setFocus()

    def _broke(self, number: str) -> None:
        self._messages.say(self.fault(number))
        QTimer.singleShot(0, self, self.refresh)

    def _open_elsewhere(self) -> None:
        from ui.widgets.dialogs import choose_folder  # not before the first window stands

        folder = choose_folder(self.stage.widget(), "库在哪个文件夹")
        if folder is not None:
            self.attempt(lambda: self._presenter.add(folder), self._say)

    def _relocate(self, old: str) -> None:
        from ui.widgets.dialogs import choose_folder

        folder = choose_folder(self.stage.widget(), "库现在在哪个文件夹")
        if folder is not None:
            self.attempt(lambda: self._presenter.relocate(old, folder), self._say)

    def _say(self, fault: UserError) -> None:
        if self._presenter.state.chosen is None:
            self._cards.say(fault.message)
        else:
            self._presenter.refused(fault)

    def help_words(self) -> str:
        """Say how a vault is opened and what to do when it does not open."""
        return HELP

    def first_focus(self) -> QWidget | None:
        """Begin with the passphrase, else with making a vault."""
        state = self._presenter.state
        if state.chosen is None:
            return self._empty.action
        return self._groups.boxes[0] if state.recovering else self._line

    def save_state(self) -> dict[str, Any]:
        """Keep nothing of the passphrase."""
        return {}
