# SPDX-License-Identifier: MulanPSL-2.0
"""The journey of ux 1.1 with the keyboard alone, in a real window: an empty machine to a saved volume.

Run by ``python -m tests.e2e`` (own display) or ``python -m tests.e2e.journey OUT`` on a display
that is there. Every person and unit in it is fictional.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

import pikepdf

from app.kernel.clock import FixedClock
from app.kernel.keys import VaultKeys
from app.policy.pack import load_pack
from app.present.entry.startup import PreferenceStore
from app.present.prints.preview import PreviewPresenter
from app.present.session import Role, Session
from app.vault.vault import Vault
from tests.e2e.typist import StuckError, Typist
from ui.application import stage_one
from ui.desktop import make_application
from ui.shell import Shell

CLOCK = FixedClock.on(dt.date(2026, 6, 15))
PASSPHRASE = "chifeng hongshan songshu 2026"
NAME = "阿拉坦其其格"
BASICS = {
    "basics.name": NAME,
    "basics.born": "1982.05",
    "basics.id_number": "150402198205070023",
    "basics.work_started": "2004.07",
    "basics.phone": "04760000000",
    "basics.unit": "赤峰市某某研究所（虚构）",
    "basics.present_work": "水利工程规划设计",
}


def new_vault(hand: Typist, folder: Path) -> Vault:
    """Sitting 1, 0:02: name, passphrase twice, the plain words, eight groups typed back."""
    store = PreferenceStore(folder / "preferences.json")
    store.update(first_run_done=True)
    made: list[tuple[Path, VaultKeys]] = []
    page, window = _new_vault_page(hand, store, folder, made)
    _name_it(hand)
    hand.picture("new-vault")
    hand.press("Enter")
    for name in ("口令", "再输一遍"):
        hand.tab_to(name)
        hand.type(PASSPHRASE)
    hand.press("Enter")
    hand.settle(0.2)
    hand.picture("what-encryption-is")
    hand.tab_to("看明白了")
    hand.press("Enter")
    presenter = page._presenter
    hand.wait(lambda: presenter.state.groups, "the recovery digits")
    groups = list(presenter.state.groups)
    hand.tab_to("抄好了")
    hand.press("Enter")
    for group in groups:
        hand.type(group)
    hand.picture("recovery-digits")
    hand.tab_to("建好")
    hand.press("Enter")
    hand.wait(lambda: made, "the vault")
    place, keys = made[0]
    vault = Vault.open(place, keys, clock=CLOCK)
    window.close()
    window.deleteLater()
    return vault


def _new_vault_page(hand: Typist, store: PreferenceStore, folder: Path, made: list):
    def keep(place: Path, keys: VaultKeys) -> None:
        made.append((place, keys))

    window = stage_one(store, lambda *_: None, keep, CLOCK)
    hand.window = window
    window.showMaximized()
    window.activateWindow()
    hand.settle(0.5)
    window.show_page("new_vault")
    page = window.page()
    page._presenter.set_parent(folder)
    return page, window


def _name_it(hand: Typist) -> None:
    hand.tab_to("库名")
    hand.press("Ctrl+A")
    hand.type("2026高级-甲")
    hand.press("Enter", "Down")
    hand.tab_to("您的姓名")
    hand.type(NAME)


def open_desk(hand: Typist, vault: Vault) -> Shell:
    """Enter the main window as the second stage does."""
    session = Session(vault, load_pack(), CLOCK, NAME, Role.APPLICANT)
    session.take_up()
    shell = Shell(session)
    hand.window = shell
    shell.showMaximized()
    shell.activateWindow()
    hand.settle(0.5)
    shell.go(shell.entries[0].name)
    hand.settle(0.3)
    hand.picture("tasks-empty")
    return shell


def route(hand: Typist, shell: Shell) -> None:
    """Sitting 1, 0:10: one question a page by digits; the series typed; the result read; agreed."""
    shell.go("route")
    presenter = shell.current.presenter
    hand.settle()
    for _page in range(12):
        question = presenter.state.question
        if question is None:
            break
        _answer(hand, question)
        hand.press("Enter")
        hand.settle()
    hand.picture("route-result")
    hand.press("Enter")
    hand.wait(lambda: shell.name == "tasks", "the task list")
    hand.picture("tasks")


def _answer(hand: Typist, question) -> None:
    """Press the digit of the wanted answer, or type the series and the specialty."""
    wanted = {"level": "associate_senior", "affiliation": "banner_county", "kind": "normal"}
    words = {"series": "工程技术人员", "specialty": "水利工程"}
    if question.name == "series":
        for entry in question.entries:
            hand.tab_to(entry.label)
            hand.press("Ctrl+A")
            hand.type(words.get(entry.name, "高级工程师"))
            hand.press("Tab")
        return
    values = {choice.value: choice.key for choice in question.choices}
    hand.press(values.get(wanted.get(question.name, ""), "1"))


def basics(hand: Typist, shell: Shell) -> None:
    """Sitting 1, 0:16: the fields in hand, each left with Enter; what was typed stands in the vault."""
    for path, text in BASICS.items():
        shell.go("basics", path)
        hand.settle()
        hand.press("Ctrl+A")
        hand.type(text)
        hand.press("Enter")
    hand.picture("basics")
    kept = shell.context.session.vault.load(shell.context.session.declaration.id)
    if kept.basics.phone != BASICS["basics.phone"]:
        raise StuckError("the telephone number in the vault")


def achievement(hand: Typist, shell: Shell) -> None:
    """Sitting 2, 0:00: one card, the secrecy question first."""
    shell.go("achievements")
    hand.settle()
    hand.press("Insert")
    hand.settle(0.2)
    hand.press("1")
    hand.settle(0.2)
    row = shell.context.session.declaration.achievements[0].id
    for name, text in (
        ("title", "某灌区续建配套工程设计（虚构）"),
        ("started", "2022.03"),
        ("role", "主持"),
    ):
        shell.go("achievements", f"achievements.{row}.{name}")
        hand.settle()
        hand.press("Ctrl+A")
        hand.type(text)
        hand.press("Enter")
    hand.picture("achievements")


def walk(hand: Typist, shell: Shell) -> None:
    """Sitting 2, 0:32: every material by the number pad: in hand, two pages, only on paper."""
    shell.go("materials")
    hand.settle()
    hand.picture("materials-before")
    hand.press("F9")
    hand.settle()
    total = shell.current.presenter.state.total
    for number in range(total):
        hand.pad("12e6e")
        if number == total // 2:
            hand.picture("walk")
    hand.picture("walk-end")
    hand.pad("e")
    hand.wait(lambda: shell.name == "materials", "the list after the walk")
    hand.picture("materials")


def evidence(hand: Typist, shell: Shell) -> None:
    """Sitting 2, 1:00: the achievement, Enter, the paper, Enter: 见第…页."""
    shell.go("evidence")
    hand.settle()
    shell.current.claims.setFocus()
    hand.press("Enter")
    hand.press("Down", "Down", "Enter")
    hand.settle()
    hand.picture("evidence")
    if not shell.context.session.declaration.achievements[0].links:
        raise StuckError("the link of the achievement")


def self_check(hand: Typist, shell: Shell) -> None:
    """Sitting 3, 0:00: F7, the three groups, Enter jumps to the field."""
    hand.press("F7")
    hand.wait(lambda: shell.name == "selfcheck", "the self-check")
    hand.picture("selfcheck")


def save_volume(hand: Typist, shell: Shell, target: Path) -> None:
    """Sitting 3, 0:30: Ctrl+P, the volume, Ctrl+S into a file; the register has it."""
    hand.press("Ctrl+P")
    hand.wait(lambda: shell.name == "print", "the print centre")
    shell.go("print", "volume")
    hand.wait(lambda: not (shell.quick.busy() or shell.tasks.busy()), "the preview", 120)
    hand.picture("print")

    def name_the_file() -> None:
        hand.settle(0.5)
        hand.press("Ctrl+A")
        hand.type(str(target))
        hand.press("Enter")

    hand.in_the_dialog(name_the_file)
    hand.press("Ctrl+Shift+S")
    hand.wait(lambda: target.exists() and not shell.tasks.busy(), "the saved volume", 120)
    hand.picture("volume-saved")
    with pikepdf.open(target) as pdf:
        print(f"  {target.name}: {len(pdf.pages)} pages", flush=True)
    if not shell.context.session.vault.prints():
        raise StuckError("the print register")


def main(out: Path) -> int:
    """Walk the whole way; 0 when every station was reached."""
    started = time.monotonic()
    make_application([])
    hand = Typist(out)
    for old in (*out.glob("*.png"), out / "volume.pdf"):
        old.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as held:
        vault = new_vault(hand, Path(held))
        shell = open_desk(hand, vault)
        try:
            for station in (route, basics, achievement, walk, evidence, self_check):
                print(station.__name__, flush=True)
                station(hand, shell)
            save_volume(hand, shell, out / "volume.pdf")
        finally:
            shell.close()
            shell.context.presenter(PreviewPresenter).close()
            vault.close()
    print(f"{len(hand.pictures)} stations in {time.monotonic() - started:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/e2e")))
