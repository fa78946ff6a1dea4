# SPDX-License-Identifier: MulanPSL-2.0
"""Runs the recording child, kills or starves it, and looks at what is left."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from attrs import frozen

from app.kernel.keys import VaultKeys
from app.kernel.progress import silent
from app.vault.vault import Vault
from tests.helpers.vaults import CLOCK

ROOT = Path(__file__).resolve().parents[2]
WORKER = ROOT / "tests" / "vault" / "crash_worker.py"


@frozen
class Outcome:
    """What the child said.

    Attributes:
        declaration: id of the declaration it changed, "" when it did not get so far.
        kept: numbers it was told are kept.
        codes: codes of the refusals it was told.
        closed: it came to its end.
    """

    declaration: str
    kept: tuple[int, ...]
    codes: tuple[str, ...]
    closed: bool
    stderr: str


def run(
    folder: Path,
    keys: VaultKeys,
    *,
    changes: int,
    limit: int = 0,
    kill_after: float | None = None,
    environment: dict[str, str] | None = None,
) -> Outcome:
    """Run the child; kill it some seconds after it is ready when asked."""
    command = [sys.executable, str(WORKER), str(folder), str(changes), str(limit)]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)} | (environment or {})
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings,
    ) as child:
        child.stdin.write(bytes(keys.packed()))
        child.stdin.close()
        first = child.stdout.readline()
        if kill_after is not None:
            time.sleep(kill_after)
            child.kill()
        lines = [
            line.split() for line in (first + child.stdout.read()).decode().splitlines() if line
        ]
        stderr = child.stderr.read().decode()
    return Outcome(
        declaration=next((line[1] for line in lines if line[0] == "READY"), ""),
        kept=tuple(int(line[1]) for line in lines if line[0] == "ACK"),
        codes=tuple(line[2] for line in lines if line[0] == "ERR"),
        closed=["CLOSED"] in lines,
        stderr=stderr,
    )


def left_over(folder: Path, keys: VaultKeys, outcome: Outcome) -> list[str]:
    """Open the vault again and return every broken promise, in words; empty is good.

    The last change may be there although the child never heard so; one it heard of must be there.
    """
    faults = []
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        report = vault.verify(silent())
        faults += report.findings
        if outcome.declaration:
            name = vault.load(outcome.declaration).basics.name
            last = max(outcome.kept, default=0)
            if int(name) < last:
                faults.append(f"told that {last} is kept, found {name}")
            names = [
                int(vault.revision(outcome.declaration, r.number).basics.name)
                for r in vault.revisions(outcome.declaration)
            ]
            if names != sorted(set(names)) or not set(outcome.kept) <= set(names):
                faults.append(f"revisions {names[:5]}… do not hold all that was kept")
    return faults
