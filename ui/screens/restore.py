# SPDX-License-Identifier: MulanPSL-2.0
"""从备份恢复 (ux S02): the backups found, where the vault goes, the passphrase of its time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys
from app.present.entry.restore import Restored, RestorePresenter, RestoreState
from ui.pages import Page, Stage
from ui.qt import QHBoxLayout, QKeySequence, QShortcut, Qt, QWidget
from ui.widgets.basics import Elided, button, label, line, panel, rule, set_button_text
from ui.widgets.dialogs import choose_folder
from ui.widgets.digit_groups import DigitGroups
from ui.widgets.header import EmptyState
from ui.widgets.messages import MessageArea, plain_message
from ui.widgets.passphrase import PassphraseLine
from ui.widgets.progress import ProgressLine
from ui.widgets.table import Column, FormTable, Row

NONE_FOUND = "旁边没有找到自动备份。备份在别处的，点“选放备份的文件夹”。"
LEAD = "选一份备份，输它做的时候用的口令。现在的库不会被覆盖。"
HELP = """\
备份是整个库的加密副本。打开它要用做备份那时候的口令，后来换过口令的，用旧口令。
程序在库的旁边自动留备份：最近 5 份，和 14 天里每天最后一份。您自己存到别处的，点“选放备份的文件夹”。
恢复到原来的位置时，那里现在的库会改名放在旁边，不删也不覆盖。备份以后改的内容在那个改了名的库里。
移交包不在这里收：打开库以后，在“接收合并”里收。"""
Opened = Callable[[Path, VaultKeys], None]


class RestorePage(Page):
    """Draws RestorePresenter; ``opened`` is called with the restored vault's folder and keys."""

    title = "从备份恢复"

    def __init__(
        self, stage: Stage, presenter: RestorePresenter, opened: Opened, back: Callable[[], None]
    ) -> None:
        super().__init__(stage)
        self._presenter, self._opened, self._back = presenter, opened, back
        self._outcome: Restored | None = None
        theme, m = self.theme, self.theme.m
        form = self.sheet_page(m.dialog_width, m.s8)
        form.addWidget(label(self.title, "title"))
        self._lead = label(LEAD, "second", wrap=True)
        form.addWidget(self._lead)
        self._messages = MessageArea(theme)
        form.addWidget(self._messages)
        self._progress = ProgressLine(theme)
        self._progress.stopped.connect(stage.tasks.stop_all)
        form.addWidget(self._progress)
        form.addWidget(self._choosing())
        form.addWidget(rule())
        form.addLayout(self._verbs())
        QShortcut(QKeySequence("Esc"), self).activated.connect(back)
        enter = QShortcut(QKeySequence("Return"), self._act)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self._try)
        self.listen(presenter.subscribe)

    # -- building

    def _choosing(self) -> QWidget:
        theme, m = self.theme, self.theme.m
        self._part, column = panel("clear", "column", gap=m.s8)
        columns = (Column("库", 10), Column("什么时候的", 9), Column("在哪里"))
        self.table = FormTable(theme, columns, "找到的备份")
        self.table.hide_column(2, theme.fold)
        self.table.setMinimumHeight(m.table_head + (2 if theme.compact else 4) * m.row)
        self.table.current_changed.connect(self._presenter.choose)
        self._none = EmptyState(theme, "folder", NONE_FOUND)
        column.addWidget(self.table)
        column.addWidget(self._none)
        look = button(theme, "选放备份的文件夹…", "link", "folder")
        look.clicked.connect(lambda _checked=False: self._look())
        column.addLayout(line(theme, look, None))
        self._target = Elided("", "body")
        elsewhere = button(theme, "放到别处…", "link")
        elsewhere.clicked.connect(lambda _checked=False: self._elsewhere())
        where = line(theme, label("恢复到", "strong"), self._target, elsewhere)
        where.setStretch(1, 1)
        column.addLayout(where)
        self._in_the_way = label("", "warn", wrap=True)
        column.addWidget(self._in_the_way)
        column.addWidget(self._secret())
        return self._part

    def _secret(self) -> QWidget:
        theme = self.theme
        part, column = panel("clear", "column", gap=theme.m.s4)
        self._word = label("这份备份的口令", "strong")
        self._line = PassphraseLine(theme, "备份的口令")
        self._line.entered.connect(self._try)
        self._digits = DigitGroups(theme)
        self._digits.filled.connect(self._digits.advance)
        self._swap = button(theme, "", "link")
        self._swap.clicked.connect(lambda _checked=False: self._swap_way())
        for widget in (self._word, self._line, self._digits):
            column.addWidget(widget)
        column.addLayout(line(theme, self._swap, None))
        return part

    def _verbs(self) -> QHBoxLayout:
        theme = self.theme
        self._leave = button(theme, "返回", "secondary", key="Esc")
        self._leave.clicked.connect(lambda _checked=False: self._back())
        self._act = button(theme, "恢复", "primary", key="Enter")
        self._act.clicked.connect(lambda _checked=False: self._try())
        return line(theme, None, self._leave, self._act)

    # -- drawing

    def refresh(self) -> None:
        """Draw the backups, the place and what was said."""
        state = self._presenter.state
        rows = [Row(each.folder, (each.alias, each.at, each.where)) for each in state.lines]
        self.table.set_rows(rows)
        if state.chosen is not None and self.table.current_id() != state.chosen.folder:
            self.table.select(state.chosen.folder)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._target.set_text(state.target)
        self._in_the_way.setText(state.in_the_way)
        self._in_the_way.setVisible(bool(state.in_the_way))
        self._line.setVisible(not state.recovering)
        self._digits.setVisible(state.recovering)
        self._word.setText("恢复数字（8 组，每组 5 位）" if state.recovering else "这份备份的口令")
        self._swap.setText("还是用口令" if state.recovering else "忘了口令，用恢复数字")
        self._part.setVisible(not state.done)
        self._lead.setVisible(not state.done)
        self._act.setEnabled(bool(rows) and not self.stage.tasks.busy())
        set_button_text(self._act, "打开" if state.done else "恢复", "Enter")
        self._say(state)

    def _say(self, state: RestoreState) -> None:
        done = plain_message("ok", "恢复好了", state.done) if state.done else None
        wanted = [each for each in (state.message, done) if each is not None]
        if self._messages.messages() != wanted:
            self._messages.clear()
            for message in wanted:
                self._messages.say(message, close=False)
        if state.recovering:
            self._digits.mark_wrong(state.wrong_group)

    # -- what a person does

    def _look(self) -> None:
        folder = choose_folder(self.stage.widget(), "备份放在哪个文件夹")
        if folder is not None:
            self.attempt(lambda: self._presenter.look_in(folder), self._presenter.refused)

    def _elsewhere(self) -> None:
        folder = choose_folder(self.stage.widget(), "把库恢复到哪个文件夹里")
        if folder is not None:
            self._presenter.put_into(folder)

    def _swap_way(self) -> None:
        self._presenter.recover_instead(not self._presenter.state.recovering)
        recovering = self._presenter.state.recovering
        (self._digits.boxes[0] if recovering else self._line).setFocus()

    def _try(self) -> None:
        if not self._act.isEnabled():
            return
        if self._outcome is not None:
            self._opened(self._outcome.folder, self._outcome.keys)
        else:
            self.attempt(self._restore, self._presenter.refused)

    def _restore(self) -> None:
        work = self._presenter.restoring(self._line.taken(), self._digits.groups())
        self._line.clear()
        self._act.setEnabled(False)
        self._progress.begin("正在恢复")
        task = self.stage.tasks.start(work, done=self._done, refused=self._refused)
        task.progressed.connect(lambda done, total, _words: self._progress.step(done, total))
        task.stopped.connect(self._stopped)
        task.broke.connect(self._broke)
        task.ended.connect(self._progress.end)

    def _done(self, outcome: Restored) -> None:
        self._outcome = outcome
        self._presenter.restored(outcome)
        self._act.setEnabled(True)
        self._act.setFocus()

    def _refused(self, fault: UserError) -> None:
        self._presenter.refused(fault)
        self._act.setEnabled(True)
        self._line.setFocus()

    def _stopped(self) -> None:
        self._act.setEnabled(True)
        self._messages.say(plain_message("note", "停在这里了", "什么都没有改动。"))

    def _broke(self, number: str) -> None:
        self._act.setEnabled(True)
        self._messages.say(self.fault(number))

    def help_words(self) -> str:
        """Say what a backup is and what restoring does."""
        return HELP

    def first_focus(self) -> QWidget | None:
        """Begin with the passphrase, else with looking for a backup."""
        return self._line if self._presenter.state.lines else self._leave
