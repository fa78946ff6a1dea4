# SPDX-License-Identifier: MulanPSL-2.0
"""From keys in a pipe to a window, and back by locking."""

from __future__ import annotations

import datetime as dt

import pytest

from app.kernel import stages
from app.kernel.clock import FixedClock
from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.model.unit import Unit
from app.present.declare.editor import FieldEditor
from app.present.entry.startup import KnownVault, PreferenceStore
from app.present.keeping.recovery import Whereabouts, found_drafts
from app.present.places import Place
from app.present.practice import PRACTICE_DAY
from app.present.session import Role, Session
from app.vault.vault import Vault
from tests.helpers import vaults
from tests.helpers.desk import ANSWERS, pack
from tests.helpers.geometry import assert_nothing_clipped, settle
from ui import main_stage
from ui.main_stage import MAIN_TASKS, Main, desk_clock
from ui.widgets.dialogs import Dialog


@pytest.fixture
def store(tmp_path):
    """Preferences of the machine."""
    return PreferenceStore(tmp_path / "preferences.json")


@pytest.fixture
def left(monkeypatch):
    """Collect what would replace the process."""
    told = []
    monkeypatch.setattr(
        stages, "back_to_unlock", lambda folder, place="": told.append((folder, place))
    )
    return told


@pytest.fixture
def main(application, store, tmp_path):
    """A function that runs the tasks of the main stage on a new vault."""
    made = []

    def run(place="", folder=None, **more):
        folder = folder or tmp_path / "库"
        keys = more.pop("keys", None) or vaults.make(folder, **more).keys
        state = Main(stages.Received(folder, keys, place), store, application, [])
        made.append(state)
        for task in MAIN_TASKS:
            task(state)
        settle()
        return state

    yield run
    for state in made:
        main_stage._close(state)
        if state.shell is not None:
            state.shell.close()
            state.shell.deleteLater()
    settle()


def test_an_empty_vault_opens_on_a_new_declaration(main):
    """An applicant's new vault gets its declaration, the first page, and a watch that counts."""
    state = main()
    assert state.session.role == Role.APPLICANT
    assert state.session.has_declaration
    assert state.shell.name == state.shell.entries[0].name
    assert not any(state.received.keys.content)
    assert state.watch is not None
    state.shell.resize(1366, 688)
    settle()
    assert_nothing_clipped(state.shell)


def test_role_and_name_come_from_the_vault(main, tmp_path):
    """What the new-vault steps wrote is whose desk it is."""
    folder = tmp_path / "单位库"
    created = vaults.make(folder)
    with Vault.open(folder, created.keys, clock=vaults.CLOCK) as vault:
        vault.set_setting("desk.role", "unit")
        vault.set_setting("desk.actor", "王某某（虚构）")
    state = main(folder=folder, keys=created.keys)
    assert (state.session.role, state.session.actor) == (Role.UNIT, "王某某（虚构）")
    assert "王某某" in state.shell.chrome.band.facts.whole_text()


def test_locking_closes_the_vault_and_leaves_with_the_place(main, left):
    """The vault is closed before the process is replaced; the place names screen and declaration."""
    state = main()
    held = state.session.declaration.id
    state.shell.acts.lock()
    assert state.vault is None
    folder, place = left[0]
    assert folder == state.received.folder
    assert Place.from_text(place).declaration == held
    assert Place.from_text(place).screen == state.shell.name


def test_a_new_vault_is_asked_for_by_locking(main, left):
    """Ctrl+N locks first and goes on to the new-vault page."""
    state = main()
    state.shell.acts.new_vault()
    assert Place.from_text(left[0][1]).screen == "@new"


def test_a_vault_in_use_opens_to_read_and_says_so(main, tmp_path):
    """A second window reads only; the reason stands above the page."""
    folder = tmp_path / "库"
    created = vaults.make(folder)
    first = Vault.open(folder, created.keys.copy(), clock=vaults.CLOCK)
    try:
        Session(first, pack(), vaults.CLOCK, "甲").start(Declaration())
        state = main(folder=folder, keys=created.keys)
        assert state.vault.read_only
        assert [m.code for m in state.shell.chrome.messages.messages()] == ["VAULT-IN-USE"]
        assert state.shell.chrome.status.saved.text() == "只读打开，这里不能改"
        assert state.session.has_declaration
    finally:
        first.close()


def test_what_does_not_open_is_said_and_leads_back_to_the_cards(
    main, store, left, monkeypatch, tmp_path, application
):
    """A damaged vault has its message in a dialog; then the cards come back; the keys are wiped."""
    folder = tmp_path / "库"
    keys = vaults.make(folder).keys
    (folder / "vault.db").write_bytes(b"")
    said = []
    monkeypatch.setattr(Dialog, "exec", lambda dialog: said.append(dialog.windowTitle()) or 0)
    state = Main(stages.Received(folder, keys, ""), store, application, [])
    with pytest.raises(UserError) as caught:
        MAIN_TASKS[0](state)
    assert caught.value.code == "VAULT-DB-EMPTY"
    main_stage._refused(state, caught.value)
    assert said == ["这个库没有打开"]
    assert left[0][0] == folder
    assert not any(keys.content)


def test_a_confirmed_date_goes_on_record_once(main, store):
    """M30: the correction stands in the event chain with its days, and only once."""
    store.update(clock_days=3, clock_noted=False)
    state = main()
    kinds = [event.kind for event in state.vault.events()]
    assert kinds.count("clock") == 1
    assert store.value.clock_noted
    assert store.value.cycle_year == Declaration().year


def test_the_practice_desk_stands_on_its_own_day(store):
    """The practice vault's strip and papers do not depend on the machine's date."""
    assert desk_clock(store, practice=True) == FixedClock.on(PRACTICE_DAY)
    store.update(clock_days=5)
    real = desk_clock(store, practice=False)
    assert abs((real.today() - dt.date.today()).days - 5) <= 1  # noqa: DTZ011 - local is meant


def test_the_declaration_left_is_taken_up_again(tmp_path):
    """The place's declaration first, else an applicant's first one; a unit's desk takes none by itself."""
    created = vaults.make(tmp_path / "库")
    with Vault.open(tmp_path / "库", created.keys, clock=vaults.CLOCK) as vault:
        writer = Session(vault, pack(), vaults.CLOCK, "甲")
        for name in ("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"):
            writer.start(Declaration(id=name))
        session = Session(vault, pack(), vaults.CLOCK, "甲", Role.UNIT)
        session.take_up()
        assert not session.has_declaration
        session.take_up("aaaaaaaaaaaaaaaa")
        assert session.declaration.id == "aaaaaaaaaaaaaaaa"
        session = Session(vault, pack(), vaults.CLOCK, "甲", Role.APPLICANT)
        session.take_up("nowhere")
        assert session.has_declaration


def test_both_desks_of_a_units_vault(main, tmp_path):
    """A unit's vault offers the applicant's desk and back; the choice is kept in the vault."""
    folder = tmp_path / "单位库"
    created = vaults.make(folder)
    with Vault.open(folder, created.keys, clock=vaults.CLOCK) as vault:
        vault.save_unit(Unit(name="某研究所（虚构）"), vaults.event("unit"))
        Session(vault, pack(), vaults.CLOCK, "甲").start(Declaration())
    state = main(folder=folder, keys=created.keys)
    assert state.session.role == Role.UNIT
    unit_pages = state.shell.chrome.nav.names()
    state.shell.acts.switch_role(Role.APPLICANT)
    settle()
    assert state.session.role == Role.APPLICANT
    assert state.shell.chrome.nav.names() != unit_pages
    assert state.vault.setting("desk.role") == "applicant"
    assert state.shell.chrome.menus.actions["role.unit"].text() == "换到单位人事的桌面"
    state.shell.acts.switch_role(Role.UNIT)
    settle()
    assert state.shell.chrome.nav.names() == unit_pages


def test_known_practice_vaults_stand_on_the_practice_day(main, store, tmp_path):
    """The list says that a vault is a practice vault; its session's today is the practice day."""
    folder = tmp_path / "练习库"
    created = vaults.make(folder, practice=True)
    store.put(store.value.remember(KnownVault(str(folder), "练习库", practice=True)))
    state = main(folder=folder, keys=created.keys)
    assert state.session.clock.today() == PRACTICE_DAY
    assert "虚构" in state.shell.chrome.band.facts.whole_text()


# -- after a crash


@pytest.fixture
def crashed(tmp_path):
    """A vault whose window died at half past two, the caret in the middle of the remarks."""
    folder = tmp_path / "库"
    created = vaults.make(folder)
    clock = FixedClock(dt.datetime(2026, 6, 15, 14, 32, 5))  # noqa: DTZ001 - local wall clock
    vault = Vault.open(folder, created.keys.copy(), clock=clock)
    session = Session(vault, pack(), clock, "李某（虚构）")
    session.start(Declaration(route=ANSWERS))
    FieldEditor(session).draft("basics.remarks", "写到一半的备注")
    place = Place("basics", "basics.remarks", 4, session.declaration.id)
    Whereabouts(session).note(place)
    vault._abandon()  # nothing of an end in order
    return folder, created.keys


def test_after_a_crash_the_draft_stands_at_the_caret_and_the_window_says_so(main, crashed):
    """The time, the last place in words, the half-typed text, the caret where it was."""
    folder, keys = crashed
    state = main(folder=folder, keys=keys)
    message = state.shell.chrome.messages.messages()[0]
    assert message.title == "上次没有正常退出"
    assert message.detail == "已找回到 14:32:05 的内容（最后一处：基本信息·备注）。"
    field = state.shell.current.field_in_hand()
    assert (field.path, field.text(), field.caret()) == ("basics.remarks", "写到一半的备注", 4)


def test_the_found_text_is_kept_by_leaving_its_field(main, crashed):
    """What was found again goes into the document like anything typed; nothing has to be typed anew."""
    folder, keys = crashed
    state = main(folder=folder, keys=keys)
    state.shell.go("tasks")
    settle()
    assert state.session.declaration.basics.remarks == "写到一半的备注"
    assert state.vault.drafts("field:") == {}


def test_the_differences_list_what_was_half_typed(main, crashed):
    """查看差异 shows what the vault holds beside what was found; nothing is kept by looking."""
    folder, keys = crashed
    state = main(folder=folder, keys=keys)
    found = found_drafts(state.session)
    assert [(each.old, each.new) for each in found] == [("（空）", "写到一半的备注")]


def test_an_end_in_order_leaves_nothing_to_find(main, crashed, left):
    """After locking, the next opening says nothing of a crash."""
    folder, keys = crashed
    state = main(folder=folder, keys=keys.copy())
    state.shell.acts.lock()
    again = main(folder=folder, keys=keys)
    assert again.left is None
    assert again.shell.chrome.messages.messages() == []


def test_a_second_window_takes_nothing_for_a_crash(main, crashed):
    """What the window at work has noted is no crash for one that only reads."""
    folder, keys = crashed
    first = Vault.open(folder, keys.copy(), clock=vaults.CLOCK)
    try:
        state = main(folder=folder, keys=keys)
        assert state.left is None
    finally:
        first.close()


def test_a_window_that_is_not_in_front_still_knows_its_place(main, monkeypatch):
    """Locked while another program is in front: the field in hand is not forgotten."""
    from ui.qt import QApplication

    state = main()
    state.shell.go("basics", "basics.phone")
    settle()
    monkeypatch.setattr(QApplication, "focusWidget", staticmethod(lambda: None))
    assert state.shell.place().path == "basics.phone"
