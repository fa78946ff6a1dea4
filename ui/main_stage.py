# SPDX-License-Identifier: MulanPSL-2.0
"""The main stage: the vault is open, the window of the work stands; locking replaces the process."""

from __future__ import annotations

import contextlib

import attrs
from attrs import define

from app.kernel import stages
from app.kernel.clock import Clock, FixedClock
from app.kernel.errors import UserError
from app.kernel.messages import Message
from app.model.declaration import Declaration
from app.model.operations import Event
from app.policy.pack import load_pack
from app.present.entry.startup import PreferenceStore
from app.present.keeping import recovery
from app.present.places import Place
from app.present.session import Role, Session
from app.vault.vault import Vault
from ui.application import NEW_VAULT
from ui.desktop import make_application
from ui.faults import install_excepthook
from ui.frame.acts import ROLE_SETTING
from ui.garbage import WindowCollector
from ui.idle import IdleWatch
from ui.keeping.rolling import RollingCopies
from ui.qt import QApplication, QWidget
from ui.shell import Shell
from ui.theme import TextSize, style_sheet
from ui.theme.tokens import Theme
from ui.widgets.basics import label
from ui.widgets.dialogs import Dialog
from ui.widgets.messages import MessageBar


@define
class Main:
    """What the tasks of the main stage pass along."""

    received: stages.Received
    store: PreferenceStore
    application: QApplication
    messages: list[Message]
    vault: Vault | None = None
    session: Session | None = None
    shell: Shell | None = None
    watch: IdleWatch | None = None
    left: recovery.Left | None = None

    @property
    def place(self) -> Place:
        """Return where to open: where the lock came from, else where a crash left the person."""
        if not self.received.place and self.left is not None:
            return self.left.place
        return Place.from_text(self.received.place)


def run_main_stage(received: stages.Received, store: PreferenceStore) -> int:
    """Open the vault with the keys received and work until the window is closed or locked."""
    main = Main(received, store, make_application(), [])
    WindowCollector(main.application)
    for task in MAIN_TASKS:
        try:
            task(main)
        except UserError as fault:
            _refused(main, fault)
    code = main.application.exec()
    _close(main)
    return code


def desk_clock(store: PreferenceStore, *, practice: bool) -> Clock:
    """Return the clock of a desk: the practice vault always stands on its own day."""
    if practice:
        from app.present.practice import PRACTICE_DAY

        return FixedClock.on(PRACTICE_DAY)
    return store.value.clock()


def _refused(main: Main, fault: UserError) -> None:
    """Say why the vault does not open, then go back to the cards."""
    theme = Theme()
    main.application.setStyleSheet(style_sheet(theme))
    parent = QWidget()
    parent.resize(900, 500)
    dialog = Dialog(theme, parent, "这个库没有打开")
    dialog.body.addWidget(MessageBar(theme, fault.message))
    dialog.body.addWidget(label("库里的内容没有改动。", "second"))
    dialog.add_verb("回到库的列表", "primary").clicked.connect(dialog.accept)
    dialog.exec()
    main.received.keys.wipe()
    stages.back_to_unlock(main.received.folder)


# -- the tasks, in order


def _open_vault(main: Main) -> None:
    known = next(
        (v for v in main.store.value.vaults if v.folder == str(main.received.folder)), None
    )
    clock = desk_clock(main.store, practice=bool(known and known.practice))
    try:
        main.vault = Vault.open(main.received.folder, main.received.keys, clock=clock)
    except UserError as fault:
        if fault.code != "VAULT-IN-USE":
            raise
        main.vault = Vault.open(
            main.received.folder, main.received.keys, clock=clock, read_only=True
        )
        main.messages.append(fault.message)
    main.received.keys.wipe()
    main.left = recovery.left_behind(main.vault)
    main.messages.extend(finding.message for finding in main.vault.findings)
    main.session = Session(main.vault, load_pack(), clock, _actor(main.vault), _role(main.vault))


def _actor(vault: Vault) -> str:
    return vault.setting("desk.actor") or ("练习" if vault.header.practice else "")


def _role(vault: Vault) -> Role:
    stored = vault.setting(ROLE_SETTING)
    if stored in set(Role):
        return Role(stored)
    return Role.UNIT if vault.unit() is not None else Role.APPLICANT


def _note_clock(main: Main) -> None:
    """Put a corrected date on record (M30)."""
    assert main.vault is not None
    assert main.session is not None
    value = main.store.value
    if not value.clock_noted and not main.vault.read_only:
        now = main.session.clock.now().isoformat()
        detail: dict[str, str | int | bool] = {"days": value.clock_days}
        main.vault.note(Event("clock", main.vault.header.id, main.session.actor, now, detail))
        main.store.update(clock_noted=True)
    if value.cycle_year != Declaration().year and not main.vault.header.practice:
        main.store.update(cycle_year=Declaration().year)


def _take_declaration(main: Main) -> None:
    assert main.session is not None
    main.session.take_up(main.place.declaration)
    if main.session.has_declaration:
        fault = main.session.shelf.fault(main.session.declaration)
        if fault is not None:
            main.messages.append(fault.message)


def _show_window(main: Main) -> None:
    assert main.session is not None
    value = main.store.value

    def look(base: TextSize, high_contrast: bool) -> None:
        main.store.update(text_size=int(base), high_contrast=high_contrast)

    def lock(place: Place, new_vault: bool) -> None:
        _close(main)
        going = attrs.evolve(place, screen=NEW_VAULT) if new_vault else place
        stages.back_to_unlock(main.received.folder, going.to_text())

    main.shell = Shell(
        main.session, TextSize(value.text_size), value.high_contrast, on_lock=lock, on_look=look
    )
    main.shell.showMaximized()
    main.application.processEvents()
    main.shell.come_back(main.place)
    for message in main.messages:
        main.shell.context.say(message)
    if main.left is not None:
        main.shell.acts.say_recovered(main.left)
    _pick_up_printing(main.shell, main.session.vault)


def _pick_up_printing(shell: Shell, vault: Vault) -> None:
    """Look after printings an earlier sitting left on their way (M44); the spooler is asked only then."""
    from app.present.prints.open_jobs import open_jobs

    if not vault.read_only and open_jobs(vault):
        from ui.printing.desk import desk_of

        desk_of(shell.context).pick_up()


def _watch(main: Main) -> None:
    shell = main.shell
    assert shell is not None
    watch = IdleWatch(
        main.application, after=shell.acts.seconds_to_lock, hold=shell.acts.must_go_on
    )
    watch.warned.connect(shell.acts.warn_lock)
    watch.woke.connect(shell.acts.unwarn_lock)
    watch.expired.connect(shell.acts.lock)
    watch.start(main.application)
    main.watch = watch
    RollingCopies(shell.context, shell)
    install_excepthook(lambda number: shell.context.say_code("UI-FAULT", number=number))


MAIN_TASKS = (_open_vault, _note_clock, _take_declaration, _show_window, _watch)


def _close(main: Main) -> None:
    if main.watch is not None:
        main.watch.stop()
    if main.vault is not None:
        with contextlib.suppress(UserError):  # a full disk: the next opening will ask once more
            recovery.settle(main.vault)
        main.vault.close()
        main.vault = None
