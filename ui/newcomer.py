# SPDX-License-Identifier: MulanPSL-2.0
"""``make run``: the practice vault in a window, or the same work without one."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kernel.clock import FixedClock
from app.kernel.errors import UserError
from app.kernel.progress import Progress, silent
from app.policy.pack import load_pack
from app.present.commands.output import DONE, say
from app.present.practice import PRACTICE_DAY, PRACTICE_PASSPHRASE
from app.present.practice.build import build_practice_vault
from app.present.prints.printing import print_declaration
from app.present.session import Role, Session
from app.present.unit.roll import print_rolls
from app.vault.unlocking import unlock
from app.vault.vault import Vault

VAULT = "练习库"
PAPERS, ROLLS, PICTURES = "申报材料", "花名册和统计", "界面"
ACTOR = "练习"
SIZES = ((1366, 688, 16), (1366, 688, 20), (1920, 1000, 16))
WAIT_MS = 8000


def has_display() -> bool:
    """Tell whether a window can be shown."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_practice(out: Path, without_display: bool) -> int:
    """Open the program on the practice vault; without a display write everything into a folder.

    Args:
        out: where the practice vault lies and files are written; made when it is not there.
        without_display: write files even where a window could be shown.

    Returns:
        The exit code: 0 done.
    """
    folder = practice_vault(out)
    if has_display() and not without_display:
        from ui.application import run

        return run([str(folder)])
    with _opened(folder) as session:
        _walk(session, out)
        _write_papers(session, out / PAPERS)
        _write_rolls(session, out / ROLLS)
        _write_pictures(session, out / PICTURES)
    say(f"都写在 {out} 里。练习库的口令：{PRACTICE_PASSPHRASE}")
    return DONE


def practice_vault(out: Path) -> Path:
    """Return the practice vault's folder, made on the first run; one that does not open is set aside."""
    folder = out / VAULT
    if folder.is_dir() and _opens(folder):
        return folder
    if folder.exists():
        folder.rename(folder.with_name(f"{VAULT}-打不开的-{int(time.time())}"))
    out.mkdir(parents=True, exist_ok=True)
    say("第一次运行，先做练习库：一个虚构的单位，12 个虚构的人。大约一两分钟。")
    _timed(VAULT, folder, lambda: _build(folder))
    return folder


def _build(folder: Path) -> None:
    clock = FixedClock.on(PRACTICE_DAY)
    build_practice_vault(folder, PRACTICE_PASSPHRASE, clock, Progress(listener=_dots()))


def _dots() -> Callable[[int, int, str], None]:
    """Return a listener that says each tenth of a long work."""
    said = [0]

    def listener(done: int, total: int, _words: str) -> None:
        tenth = 10 * done // total if total else 0
        if tenth > said[0]:
            said[0] = tenth
            say(f"　{done}/{total}")

    return listener


def _opens(folder: Path) -> bool:
    try:
        unlock(folder, bytearray(PRACTICE_PASSPHRASE.encode())).wipe()
    except UserError:
        return False
    return True


@contextmanager
def _opened(folder: Path) -> Iterator[Session]:
    keys = unlock(folder, bytearray(PRACTICE_PASSPHRASE.encode()))
    clock = FixedClock.on(PRACTICE_DAY)
    vault = Vault.open(folder, keys, clock=clock)
    try:
        yield Session(vault, load_pack(), clock, ACTOR, Role.UNIT)
    finally:
        vault.close()
        keys.wipe()


def _timed(title: str, path: Path, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    say(f"{title}　{path}　{time.perf_counter() - start:.2f} 秒")


def _walk(session: Session, out: Path) -> None:
    """Go through every declaration as a reviewer would and say what stands in each."""
    out.mkdir(parents=True, exist_ok=True)
    for entry in session.vault.declarations():
        start = time.perf_counter()
        session.open(entry.id)
        rows, findings = session.checklist.rows, session.findings.standing()
        spent = time.perf_counter() - start
        say(f"{entry.name}　材料 {len(rows)} 项　自检 {len(findings)} 条　{spent:.2f} 秒")


def _best(session: Session) -> str:
    """Return the declaration with the most pages of evidence: the one worth looking at."""

    def pages(declaration_id: str) -> int:
        return sum(entry.page_count() for entry in session.vault.load(declaration_id).materials)

    return max((entry.id for entry in session.vault.declarations()), key=pages)


def _write_papers(session: Session, folder: Path) -> None:
    session.open(_best(session))
    folder.mkdir(parents=True, exist_ok=True)
    for printed in print_declaration(session, folder, silent()):
        say(f"{printed.title}　{printed.path}　{printed.pages} 页　{printed.seconds:.2f} 秒")


def _write_rolls(session: Session, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    result = print_rolls(session, folder)
    for printed in result.files:
        say(f"{printed.title}　{printed.path}　{printed.seconds:.2f} 秒")
    for difference in result.differences:
        say(difference)


def _write_pictures(session: Session, folder: Path) -> None:
    """Draw the main screens of both desks, at the sizes the design is held to."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.pictures import grab_screens

    for role in (Role.UNIT, Role.APPLICANT):
        session.role = role
        session.open(_best(session))
        for width, height, base in SIZES:
            start = time.perf_counter()
            files = grab_screens(session, folder, (), (width, height), base, wait_ms=WAIT_MS)
            spent = time.perf_counter() - start
            for path in files:
                say(f"{path}　{spent / max(1, len(files)):.2f} 秒")
