# SPDX-License-Identifier: MulanPSL-2.0
"""What the window's own commands do: undo, lock, save, find, print, help, about."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.kernel.errors import UserError
from app.kernel.messages import catalogue
from app.present.desks import desks
from app.present.help.manual import written_chapters
from app.present.keeping.desk_settings import lock_minutes
from app.present.keeping.recovery import Left, Whereabouts, place_words
from app.present.search import Target
from app.present.session import Role
from ui.frame import sheets
from ui.printing.desk import is_printing
from ui.qt import QApplication, QTimer
from ui.screens import SCREENS
from ui.tasks import Task
from ui.theme import TextSize
from ui.widgets.dialogs import choose_folder
from ui.widgets.messages import Action, plain_message

if TYPE_CHECKING:
    from ui.shell import Shell

PASSING_MS = 6000
PLACE_MS = 3000
IDLE = "UI-IDLE"
ROLE_SETTING = "desk.role"
LATE_MS = 1000  # work that takes longer shows how far it is and can be stopped
NO_WHY = "先选一行，或把光标放进一栏，再按 F4 问为什么"


class Acts:
    """Commands of the window; the verbs of the menus point here."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._whereabouts = Whereabouts(shell.context.session)
        self._place_timer = QTimer(shell)
        self._place_timer.setInterval(PLACE_MS)
        self._place_timer.timeout.connect(self.note_place)
        self._place_timer.start()
        shell.tasks.began.connect(self._task_began)
        shell.quick.began.connect(self._quick_began)
        shell.live.began.connect(self._watch)

    def guard(self, run: Callable[[], object]) -> bool:
        """Carry something out; what it refuses is said above the page. True when it was carried out."""
        try:
            run()
        except UserError as fault:
            self._shell.context.say_error(fault)
            return False
        return True

    def say_passing(self, words: str) -> None:
        """Say something in the status bar that goes away by itself."""
        status = self._shell.chrome.status
        status.passing.set_text(words)
        QTimer.singleShot(PASSING_MS, status, lambda: status.passing.set_text(""))

    # -- editing

    def keep_typing(self) -> bool:
        """Commit what stands half typed on every screen; False when the vault refused."""
        return all(self.guard(screen.commit) for screen in list(self._shell.screens.values()))

    def can_undo(self) -> bool:
        """Tell whether there is a step to undo."""
        own = self._own_steps()
        return bool(own[0]) if own is not None else bool(self._shell.context.session.undo_names())

    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        own = self._own_steps()
        return bool(own[1]) if own is not None else bool(self._shell.context.session.redo_names())

    def undo(self) -> None:
        """Undo the last step and name it; a page with steps of its own takes back its own."""
        self.keep_typing()
        self._step(self._stepper(back=True), "已撤销")

    def redo(self) -> None:
        """Do the last undone step again and name it."""
        self._step(self._stepper(back=False), "已重做")

    def _own_steps(self) -> tuple[str, str] | None:
        current = self._shell.current
        return current.own_steps() if current is not None else None

    def _stepper(self, *, back: bool) -> Callable[[], str | None]:
        current, session = self._shell.current, self._shell.context.session
        if current is not None and current.own_steps() is not None:
            return lambda: current.step_over(back=back)
        return session.undo if back else session.redo

    def _step(self, act: Callable[[], str | None], word: str) -> None:
        try:
            name = act()
        except UserError as fault:
            self._shell.context.say_error(fault)
            return
        if name:
            self.say_passing(f"{word}：{name}")

    def show_history(self) -> None:
        """Show what stood in the field in hand before, in the right pane."""
        shell = self._shell
        if shell.current is None or not shell.current.show_history():
            self.say_passing("先把光标放到要看的那一栏里")
            return
        if not shell.chrome.pane_on:
            shell.chrome.toggle_pane()

    def save_now(self) -> None:
        """Answer Ctrl+S: everything is saved as it is typed, and this says when."""
        if self.keep_typing():
            now = self._shell.context.session.clock.now()
            self.say_passing(f"已保存 {now:%H:%M:%S}（本来就在自动保存）")

    def renew(self) -> None:
        """Compute pages and findings again."""
        self.keep_typing()
        if self._shell.current is not None:
            self.guard(self._shell.current.refresh)
        self._shell.refresh_frame()
        self.say_passing("页码和自检都重新算过了")

    # -- where the person is

    def note_place(self) -> None:
        """Keep where the caret stands, for the day the program does not end in order."""
        with contextlib.suppress(UserError):  # what is typed says it itself when the disk is full
            self._whereabouts.note(self._shell.place())

    def say_recovered(self, left: Left) -> None:
        """Say that the last time did not end in order, and what was found again."""
        shell = self._shell
        words = place_words(shell.context.session, left.place)
        code = "KEEP-RECOVERED" if words else "KEEP-RECOVERED-PLAIN"

        def go_on() -> None:
            shell.context.forget_messages(code)

        def look() -> None:
            go_on()
            shell.go("changes", "found")

        message = catalogue().message(code, at=left.clock_words, last=words)
        actions = (Action("查看差异", look), Action("继续", go_on))
        shell.chrome.messages.say(message, actions, close=False)

    # -- locking and leaving

    def lock(self) -> None:
        """Keep everything and lock; while a task runs the lock waits for its step."""
        self._leave(new_vault=False)

    def new_vault(self) -> None:
        """Lock and go on to making a new vault."""
        self._leave(new_vault=True)

    def _leave(self, new_vault: bool) -> None:
        shell = self._shell
        place = shell.place()
        if not self.keep_typing():
            return
        for runner in (shell.tasks, shell.quick, shell.live):
            runner.close()
        shell.on_lock(place, new_vault)

    def warn_lock(self, seconds: int) -> None:
        """Say that the lock comes soon, above the page and in the status bar."""
        status = self._shell.chrome.status
        status.set_text(status.lock, f"{seconds} 秒后锁定，按任意键继续")
        said = self._shell.chrome.messages
        if all(message.code != IDLE for message in said.messages()):
            said.say(catalogue().message(IDLE, seconds=seconds), close=False)

    def unwarn_lock(self) -> None:
        """The person is back."""
        self._shell.context.forget_messages(IDLE)
        self.say_lock_time()

    def say_lock_time(self) -> None:
        """Say in the status bar when the vault locks by itself."""
        status = self._shell.chrome.status
        minutes = lock_minutes(self._shell.context.session)
        status.set_text(status.lock, f"{minutes} 分钟不操作自动锁定")

    def seconds_to_lock(self) -> float:
        """Return after how many idle seconds this vault locks."""
        return 60.0 * lock_minutes(self._shell.context.session)

    def must_go_on(self) -> bool:
        """Tell whether something runs that a lock must not cut short: a long task, sheets on their way."""
        return self._shell.tasks.busy() or is_printing(self._shell.context)

    def other_roles(self) -> list[Role]:
        """Return the vault's desks that are not taken now."""
        session = self._shell.context.session
        return [role for role in desks(session) if role != session.role]

    def switch_role(self, role: Role) -> None:
        """Take another desk of this vault; the applicant's is that of the person in hand."""
        shell, session = self._shell, self._shell.context.session
        if not self.keep_typing():
            return
        if role == Role.APPLICANT and not session.has_declaration:
            ids = [entry.id for entry in session.vault.declarations()]
            if not ids:
                self.say_passing("库里还没有申报人，先增加一个")
                return
            if not self.guard(lambda: session.open(ids[0])):
                return
        if not session.vault.read_only:
            self.guard(lambda: session.vault.set_setting(ROLE_SETTING, str(role)))
        shell.take_role(role)

    # -- finding

    def find(self) -> None:
        """Put the caret into the search box."""
        if not self._shell.chrome.search.isVisible():
            self.say_passing("先按 Esc 返回列表，再查找")
            return
        self._shell.chrome.search.enter(QApplication.focusWidget())

    def fixed_targets(self) -> list[Target]:
        """Return what can always be found: the screens of this role."""
        pages = [
            Target("页面", entry.word, screen=entry.name)
            for entry in SCREENS
            if self._shell.role in entry.roles
        ]
        return pages + [
            Target("帮助", chapter.title, screen="manual", path=chapter.id)
            for chapter in written_chapters()
        ]

    def pick(self, target: Target) -> None:
        """Go where a search result leads."""
        shell = self._shell
        session = shell.context.session
        if target.declaration and (
            not session.has_declaration or session.declaration.id != target.declaration
        ):
            self.keep_typing()
            if not self.guard(lambda: session.open(target.declaration)):
                return
        if target.path and not target.screen and shell.go_path(target.path):
            return
        if target.screen:
            shell.go(target.screen, target.path)

    # -- the rest

    def toggle_pane(self) -> None:
        """Show or hide the right pane; a page without one opens the whole volume."""
        if not self._shell.chrome.toggle_pane() and not self._shell.go("reader"):
            self.say_passing("这一页没有右栏")

    def toggle_full(self) -> None:
        """Switch full screen."""
        shell = self._shell
        if shell.isFullScreen():
            shell.showNormal()
        else:
            shell.showFullScreen()

    def has_text_size(self, base: TextSize) -> bool:
        """Tell whether this text size is in force."""
        return self._shell.base == base

    def set_text_size(self, base: TextSize) -> None:
        """Show everything in this text size."""
        self._shell.set_look(base, self._shell.high_contrast)

    def step_text_size(self, step: int) -> None:
        """Go one text size up or down."""
        sizes = list(TextSize)
        number = min(max(sizes.index(self._shell.base) + step, 0), len(sizes) - 1)
        self._shell.set_look(sizes[number], self._shell.high_contrast)

    def toggle_contrast(self) -> None:
        """Switch high contrast."""
        self._shell.set_look(self._shell.base, not self._shell.high_contrast)

    def print_now(self) -> None:
        """Print what is shown, or go to the print centre."""
        shell = self._shell
        if shell.current is not None and shell.current.print_now():
            return
        shell.go("print")

    def show_dates(self) -> None:
        """Show the chart with all dates, each with its clause."""
        self._shell.go("dates")

    def why(self) -> None:
        """Explain the answer in hand, whatever screen shows it."""
        current = self._shell.current
        explanation = current.why() if current is not None else None
        if explanation is None:
            self.say_passing(NO_WHY)
        else:
            from ui.frame.why import show_why  # the tree is drawn when first asked for

            show_why(self._shell.context, explanation)

    def help(self) -> None:
        """Show the help of the field in hand, else of the page."""
        shell = self._shell
        words = shell.current.help_words() if shell.current is not None else ""
        title = shell.current.title if shell.current is not None else ""
        sheets.show_help(shell.context, title, words)

    def show_keys(self) -> None:
        """Show the keyboard card."""
        sheets.show_keys(self._shell.context)

    def show_about(self) -> None:
        """Show version, licences and what the encryption is and is not."""
        self._shell.go("settings", "about")

    def backup(self) -> None:
        """Write an encrypted copy of the vault into a folder the person chooses."""
        shell = self._shell
        if not self.keep_typing():
            return
        folder = choose_folder(shell, "把加密的备份放到哪个文件夹")
        if folder is None:
            return
        vault = shell.context.session.vault
        shell.tasks.start(
            lambda progress: vault.backup(folder, progress),
            done=lambda made: shell.context.say(
                plain_message("ok", "备份做好了", f"{made.name}。仍是加密的，口令和这个库一样。")
            ),
            words="正在做备份",
        )

    def verify_vault(self) -> None:
        """Check every page and every event of the vault."""
        shell = self._shell
        vault = shell.context.session.vault
        shell.tasks.start(
            vault.verify,
            done=lambda report: sheets.say_verified(shell.context, report),
            words="正在核对库",
        )

    # -- long work

    def _task_began(self, task: Task) -> None:
        self._watch(task)
        if task.words:
            self._show_line(task)

    def _quick_began(self, task: Task) -> None:
        """Short work shows its line only when it turns out not to be short."""
        self._watch(task)
        if task.words:
            QTimer.singleShot(LATE_MS, task, lambda: self._show_late(task))

    def _show_late(self, task: Task) -> None:
        if task.running and not self._shell.chrome.progress.going:
            self._show_line(task)
            self._shell.chrome.progress.stopped.connect(task.stop)

    def _show_line(self, task: Task) -> None:
        progress, chrome = self._shell.chrome.progress, self._shell.chrome
        progress.begin(task.words)
        chrome.fit_top()
        task.progressed.connect(self._task_stepped)
        task.ended.connect(self._task_ended)

    def _task_stepped(self, done: int, total: int, words: str) -> None:
        self._shell.chrome.progress.step(done, total, words)

    def _task_ended(self) -> None:
        self._shell.chrome.progress.end()
        self._shell.chrome.fit_top()
        self._shell.refresh_frame()

    def _watch(self, task: Task) -> None:
        if not task.has_refusal:
            task.refused.connect(self._shell.context.say_error)
        task.broke.connect(lambda number: self._shell.context.say_code("UI-FAULT", number=number))
        task.stopped.connect(lambda: self.say_passing("停在这里了，做完的都在"))
