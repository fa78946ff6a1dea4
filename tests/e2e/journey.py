# SPDX-License-Identifier: MulanPSL-2.0
"""The journey of ux 1.1 with the keyboard alone, in a real window: three sittings from an empty machine
to the signed hand-over.

Run by ``python -m tests.e2e`` (own display) or ``python -m tests.e2e.journey OUT`` on a display
that is there. A station presses keys and reads the window's state to wait and to judge; it calls
nothing that moves or writes. Every person and unit in it is fictional.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pikepdf

from app.model.codes import MaterialState
from tests.e2e import person
from tests.e2e.desk import LONG, Desk, at_the_door, get_up, sit_down
from tests.e2e.typist import StuckError, Typist
from ui.desktop import make_application
from ui.garbage import WindowCollector

# -- sitting 1: who I am, which list (40 min)


def new_vault(desk: Desk) -> None:
    """0:02 Name, passphrase twice, the plain words, eight groups of the recovery code typed back."""
    hand = desk.hand
    with at_the_door(desk) as opened:
        hand.press("Ctrl+N")
        hand.type(person.ALIAS)
        hand.press("Enter", "Down")
        hand.tab_to("您的姓名")
        hand.type(person.NAME)
        hand.picture("new-vault")
        hand.press("Enter")
        for name in ("口令", "再输一遍"):
            hand.tab_to(name)
            hand.type(person.PASSPHRASE)
        hand.press("Enter")
        hand.settle(0.2)
        hand.picture("what-encryption-is")
        hand.tab_to("看明白了")
        hand.press("Enter")
        presenter = hand.window.page()._presenter
        hand.wait(lambda: presenter.state.groups, "the recovery code")
        groups = list(presenter.state.groups)  # as the person copies them from the screen
        hand.tab_to("抄好了")
        hand.press("Enter")
        for group in groups:
            hand.type(group)
        hand.picture("recovery-code")
        hand.tab_to("建好")
        hand.press("Enter")
        hand.wait(lambda: opened, "the new vault")


def route(desk: Desk) -> None:
    """0:10 One question a page, answered by digits; the series typed; the result read and agreed to."""
    hand = desk.hand
    desk.on("tasks")
    hand.picture("tasks-empty")
    hand.tab_to("接着做")
    hand.press("Enter")
    desk.on("route")
    presenter = desk.presenter
    for _page in range(12):
        question = presenter.state.question
        if question is None:
            break
        if question.name == "series":
            for entry in question.entries:
                hand.tab_to(entry.label)
                hand.press("Ctrl+A")
                hand.type(person.SERIES[entry.name])
                hand.press("Tab")
        else:
            digits = {choice.value: choice.key for choice in question.choices}
            hand.press(digits.get(person.LEVELS.get(question.name, ""), "1"))
        hand.press("Enter")
    hand.picture("route-result")
    hand.press("Enter")
    desk.on("tasks")
    hand.picture("tasks")


def basics(desk: Desk) -> None:
    """0:16 基本信息 down the page, each field left with Enter; what was typed stands in the vault."""
    hand = desk.hand
    hand.press("Ctrl+2")
    desk.on("basics")
    hand.fill(person.BASICS)
    desk.quiet()
    hand.picture("basics")
    kept = desk.session.vault.load(desk.session.declaration.id).basics
    if (kept.name, kept.phone) != (person.NAME, person.BASICS["联系电话"]):
        raise StuckError("what was typed does not stand in the vault")


def qualifications(desk: Desk) -> None:
    """0:24 资格与任职: six tables, Insert for a row, Ctrl+PageDown for the next table."""
    hand = desk.hand
    hand.press("Ctrl+3")
    desk.on("qualifications")
    presenter = desk.presenter
    for title, rows in person.TABLES.items():
        hand.step_to(
            lambda title=title: presenter.rows.section.title == title, "Ctrl+PgDown", title
        )
        for row in rows:
            hand.press("Insert")
            hand.fill(row)
        if len(presenter.rows.ids()) != len(rows):
            raise StuckError(f"{title} has {len(presenter.rows.ids())} rows")
        hand.picture(f"table-{presenter.current}")


# -- sitting 2: achievements and the paper pile (70 min)


def achievements(desk: Desk) -> None:
    """0:02 业绩成果: the secrecy question first on every card; one may be written, one after review."""
    hand = desk.hand
    hand.press("Ctrl+4")
    desk.on("achievements")
    for number, card in enumerate(person.ACHIEVEMENTS, start=1):
        hand.press("Insert")
        hand.fill(card)
        hand.picture(f"achievement-{number}")


def statement(desk: Desk) -> None:
    """0:25 个人总结, from the menu of the page."""
    hand = desk.hand
    hand.menu("A", "个人总结")
    desk.on("statement")
    hand.type(person.STATEMENT)
    desk.quiet()
    hand.picture("statement")
    hand.menu("A", "写完了")
    desk.on("achievements")
    if desk.session.declaration.statement != person.STATEMENT:
        raise StuckError("the statement was not kept")


def walk(desk: Desk) -> None:
    """0:32 逐项走查 with the number pad alone: in hand, so many pages, only on paper."""
    hand = desk.hand
    hand.press("Ctrl+5")
    desk.on("materials")
    hand.picture("materials-before")
    hand.press("F9")
    desk.on("walk")
    total = desk.presenter.state.total
    for number in range(total):
        hand.pad("12e6e")
        if number == total // 2:
            hand.picture("walk")
    hand.picture("walk-end")
    hand.pad("e")
    desk.on("materials")
    hand.picture("materials")
    left = [e for e in desk.session.declaration.materials if e.state != MaterialState.READY]
    if left:
        raise StuckError(f"{len(left)} materials are not in hand: {left[0].id}")


def evidence(desk: Desk) -> None:
    """1:00 佐证对应: the achievement, Enter, the paper, Enter: 见第…页."""
    hand = desk.hand
    hand.press("Ctrl+6")
    desk.on("evidence")
    for claim, paper in person.EVIDENCE.items():
        hand.row(claim)
        hand.press("Enter")
        hand.row(paper)
        hand.press("Enter")
    hand.picture("evidence")
    if not all(row.links for row in desk.session.declaration.achievements):
        raise StuckError("an achievement has no evidence")


# -- sitting 3: check, print, bind, hand in (60 min and the table)


def self_check(desk: Desk) -> None:
    """0:00 自检: nothing of 必须改 is left for a formal copy; each 请核实 gets its reason."""
    hand = desk.hand
    hand.press("F7")
    desk.on("selfcheck")
    hand.picture("selfcheck")
    if must := _found(desk, "must"):
        raise StuckError(f"必须改 is left: {'、'.join(must)}")
    for title in _found(desk, "check"):
        hand.row(title)
        hand.in_a_dialog(partial(hand.menu, "A", "写明理由"), partial(_reason, hand), "the reason")
    hand.picture("selfcheck-answered")
    if silent := _found(desk, "check"):
        raise StuckError(f"no reason stands at {'、'.join(silent)}")


def _found(desk: Desk, severity: str) -> list[str]:
    """Return the titles of that weight nobody has given a reason for."""
    groups = desk.presenter.state.groups
    lines = (line for group in groups for line in group.lines)
    return [line.title for line in lines if line.severity == severity and not line.passed]


def _reason(hand: Typist) -> None:
    """Type the reason; Enter leads to 写明, Enter presses it."""
    hand.type(person.REASON)
    hand.press("Enter", "Enter")


def proof(desk: Desk) -> None:
    """0:20 打印中心: the volume page by page, a 校对稿 of it for the red pen."""
    hand = desk.hand
    hand.press("Ctrl+P")
    desk.on("print")
    desk.quiet()
    hand.row("申报材料册")
    desk.quiet()
    hand.picture("print")
    _save_as(desk, desk.out / "proof.pdf")


def formal(desk: Desk) -> None:
    """0:45 正式稿: the volume once more, to be signed; both copies stand in the print register."""
    hand = desk.hand
    hand.tab_to("校对稿")
    hand.press("Right")
    desk.quiet()
    hand.picture("print-formal")
    _save_as(desk, desk.out / "formal.pdf")
    hand.picture("formal-saved")
    kinds = [entry.state for entry in desk.session.vault.prints()]
    if len(kinds) != 2 or kinds[0] == kinds[1]:
        raise StuckError(f"the print register holds {kinds}")


def _save_as(desk: Desk, target: Path) -> None:
    """Ctrl+Shift+S, the whole path typed, Enter; the file is there and no task runs any more."""
    hand = desk.hand

    def name_the_file() -> None:
        hand.settle(0.3)
        hand.press("Ctrl+A")
        hand.type(str(target))
        hand.press("Enter")

    hand.in_a_dialog(partial(hand.press, "Ctrl+Shift+S"), name_the_file, "the name of the file")
    hand.wait(target.exists, f"{target.name} to be written", LONG)
    desk.quiet()
    with pikepdf.open(target) as pdf:
        print(f"    {target.name}: {len(pdf.pages)} pages", flush=True)


def bind(desk: Desk) -> None:
    """The table: thread and needle; then 登记装订, from which no number on paper moves."""
    hand = desk.hand

    def register() -> None:
        hand.picture("binding")
        hand.press("Enter", "Enter")

    hand.in_a_dialog(partial(hand.menu, "A", "登记装订"), register, "the binding")
    if not desk.session.declaration.bound_on:
        raise StuckError("no binding stands in the register")
    hand.picture("bound")


def hand_over(desk: Desk) -> None:
    """0:50 交接登记: who received the volume; then the closing page says in whose hands it is."""
    hand = desk.hand
    hand.press("Ctrl+9")
    desk.on("handover")
    hand.fill({"接收人": person.RECEIVER, "接收单位": person.OFFICE})
    hand.picture("handover-form")
    hand.menu("A", "登记交接")
    hand.wait(lambda: desk.session.declaration.handovers, "the hand-over in the register")
    hand.picture("handed-over")


Station = Callable[[Desk], None]
SITTINGS: dict[str, tuple[Station, ...]] = {
    "sitting 1, who I am": (new_vault, route, basics, qualifications, get_up),
    "sitting 2, the paper pile": (sit_down, achievements, statement, walk, evidence, get_up),
    "sitting 3, check, print, bind, hand in": (
        sit_down,
        self_check,
        proof,
        formal,
        bind,
        hand_over,
        get_up,
    ),
}


def main(out: Path) -> int:
    """Walk the whole way; 0 when every station was reached, 1 with the station that was not."""
    started = time.monotonic()
    for old in (*out.glob("*.png"), *out.glob("*.pdf")):
        old.unlink()
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home  # vaults are made and looked for at home
        collector = WindowCollector(make_application([]))
        desk = Desk(Typist(out), Path(home), out.absolute())
        for sitting, stations in SITTINGS.items():
            print(sitting, flush=True)
            for station in stations:
                if not _reached(desk, sitting, station):
                    return 1
        collector.stop()
    taken, hand = time.monotonic() - started, desk.hand
    print(f"{len(hand.pictures)} pictures, {hand.keys} keys, {taken:.0f} s", flush=True)
    return 0


def _reached(desk: Desk, sitting: str, station: Station) -> bool:
    """Do one station; says in a sentence at which one the journey ends."""
    print(f"  {station.__name__}", flush=True)
    try:
        station(desk)
    except StuckError as fault:
        what = (station.__doc__ or "").splitlines()[0]
        desk.hand.picture("stuck")
        print(f"The journey ends at {station.__name__} ({sitting}, {what}): {fault}.", flush=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/e2e")))
