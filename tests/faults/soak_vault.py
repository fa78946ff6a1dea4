# SPDX-License-Identifier: MulanPSL-2.0
"""The long campaigns against the vault, run by ``make soak``; what they found is in docs/soak.md.

By hand: ``python -m tests.faults.soak_vault [scale]``; a full run (scale 1) adds its line to docs/soak.md.

Each campaign counts its cases and names every broken promise. A promise: what was said to be kept is
there; nothing is half there; damage is told, never worked with; every refusal is a message of the
catalogue.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import field, frozen

from app.kernel.clock import SystemClock
from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.vault import attempts, files, header
from app.vault.creation import Created
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from tests.helpers import crashing
from tests.helpers.vaults import CLOCK, add, make, named, passphrase

SHIM = Path(__file__).with_name("failing_calls.c")
SEED = 20260615
REPORT = crashing.ROOT / "docs" / "soak.md"


@frozen
class Campaign:
    """The outcome of one campaign."""

    name: str
    cases: int
    seconds: float
    counts: Counter[str] = field(factory=Counter)
    broken: tuple[str, ...] = ()


@frozen
class Ground:
    """A filled, closed vault to copy from."""

    folder: Path
    created: Created

    def copy(self, place: Path) -> Path:
        """Return a fresh copy under a place."""
        target = place / "vault"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        return target


def ground(place: Path) -> Ground:
    """Make the vault that the campaigns copy."""
    folder = place / "ground"
    created = make(folder)
    with Vault.open(folder, created.keys, clock=CLOCK) as vault:
        for person in range(5):
            declaration = add(vault, f"虚构{person}")
            for turn in range(20):
                change = named(declaration, f"虚构{person}-{turn}")
                vault.record(change)
                declaration = change.after
        vault.put_evidence(random.Random(SEED).randbytes(300_000), "application/pdf")
    return Ground(folder, created)


def killed(base: Ground, place: Path, cases: int) -> Campaign:
    """``kill -9`` at a random moment, again and again on one vault that is never repaired by hand."""
    begin, chance = time.monotonic(), random.Random(SEED)
    folder, counts, broken = base.copy(place), Counter[str](), list[str]()
    for number in range(cases):
        moment = chance.uniform(0, 0.25)
        outcome = crashing.run(folder, base.created.keys, changes=1_000_000, kill_after=moment)
        counts["changes acknowledged"] += len(outcome.kept)
        broken += [
            f"kill {number}: {fault}"
            for fault in crashing.left_over(folder, base.created.keys, outcome)
        ]
    return Campaign(
        "kill -9 while recording", cases, time.monotonic() - begin, counts, tuple(broken)
    )


def failing(base: Ground, place: Path, cases: int) -> Campaign:
    """The n-th call of one kind fails, once or from then on, and the child is told what it is told."""
    begin, counts, broken = time.monotonic(), Counter[str](), list[str]()
    library = place / "failing_calls.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SHIM, "-ldl"], check=True)
    for number, fault in enumerate(_faults(cases)):
        folder = base.copy(place)
        counted = place / "count"
        environment = {
            "LD_PRELOAD": str(library),
            "FAULT_FOLDER": str(folder),
            "FAULT_COUNT": str(counted),
        }
        outcome = crashing.run(
            folder, base.created.keys, changes=40, environment=environment | fault
        )
        hit = counted.exists() and counted.read_text().endswith(" 1")
        counts["fault met" if hit else "fault never reached"] += 1
        counts.update(f"refused with {code}" for code in outcome.codes)
        counts["changes acknowledged"] += len(outcome.kept)
        label = f"fault {number} {fault}"
        broken += [f"{label}: {line}" for line in _unexpected(outcome)]
        broken += [
            f"{label}: {line}" for line in crashing.left_over(folder, base.created.keys, outcome)
        ]
    return Campaign("failing system calls", cases, time.monotonic() - begin, counts, tuple(broken))


def _faults(cases: int) -> Iterator[dict[str, str]]:
    chance = random.Random(SEED)
    reach = {"write": 260, "sync": 120, "truncate": 6, "unlink": 6, "rename": 6, "open": 12}
    for number in range(cases):
        call = list(reach)[number % 3 if number % 5 else number % len(reach)]
        fault = {
            "FAULT_CALL": call,
            "FAULT_AT": str(chance.randint(1, reach[call])),
            "FAULT_ERRNO": str(chance.choice([errno.ENOSPC, errno.EIO])),
        }
        if chance.random() < 0.4:
            fault["FAULT_STICKY"] = "1"
        if call == "write" and chance.random() < 0.3:
            fault["FAULT_SHORT"] = "1"
        yield fault


def _unexpected(outcome: crashing.Outcome) -> list[str]:
    """Return what ended the child other than a message; a refused opening is a message."""
    ends = [line for line in outcome.stderr.splitlines() if line and not line.startswith(" ")]
    sound = not ends or ends[-1].startswith("app.kernel.errors.UserError")
    return [] if sound else [ends[-1]]


def flipped(base: Ground, place: Path, cases: int) -> Campaign:
    """One bit of the database flipped: the full check or the opening says so, and nothing crashes."""
    begin, chance = time.monotonic(), random.Random(SEED)
    counts, broken = Counter[str](), list[str]()
    size = (base.folder / files.DATABASE).stat().st_size
    for number in range(cases):
        folder = base.copy(place)
        _flip(folder / files.DATABASE, chance.randrange(size * 8))
        try:
            with Vault.open(folder, base.created.keys, clock=CLOCK, read_only=True) as vault:
                told = not vault.verify(silent()).ok
            counts["told by the full check"] += told
            if not told:
                broken.append(f"flip {number} was not noticed")
        except UserError as fault:
            counts[f"told at opening ({fault.code})"] += 1
    return Campaign(
        "flipped bits in vault.db", cases, time.monotonic() - begin, counts, tuple(broken)
    )


def flipped_header(base: Ground, place: Path, cases: int) -> Campaign:
    """One bit of one header copy flipped: unlocking works from the other and mends it."""
    begin, chance = time.monotonic(), random.Random(SEED)
    counts, broken = Counter[str](), list[str]()
    folder = base.copy(place)
    sound = (folder / files.HEADER).read_bytes()
    for number in range(cases):
        name = chance.choice([files.HEADER, files.HEADER_COPY])
        _flip(folder / name, chance.randrange(len(sound) * 8))
        try:
            keys = unlock(folder, passphrase())
        except UserError as fault:
            broken.append(f"header flip {number}: {fault.code}")
            continue
        counts["opened and mended"] += (folder / name).read_bytes() == sound
        if header.needs_repair(folder, keys):
            broken.append(f"header flip {number}: not mended")
        attempts.settled(folder)
    return Campaign(
        "flipped bits in one header copy", cases, time.monotonic() - begin, counts, tuple(broken)
    )


def cut(base: Ground, place: Path, cases: int) -> Campaign:
    """The database cut at a random byte: opening refuses and writes nothing."""
    begin, chance = time.monotonic(), random.Random(SEED)
    counts, broken = Counter[str](), list[str]()
    size = (base.folder / files.DATABASE).stat().st_size
    folder = base.copy(place)
    for number in range(cases):
        left = chance.randrange(size)
        shutil.copyfile(base.folder / files.DATABASE, folder / files.DATABASE)
        os.truncate(folder / files.DATABASE, left)
        try:
            Vault.open(folder, base.created.keys, clock=CLOCK).close()
            broken.append(f"cut {number} at {left} was opened")
        except UserError as fault:
            counts[fault.code] += 1
        if (folder / files.DATABASE).stat().st_size != left:
            broken.append(f"cut {number} at {left}: the file was changed")
    return Campaign("truncated vault.db", cases, time.monotonic() - begin, counts, tuple(broken))


def _flip(path: Path, bit: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(bit // 8)
        (byte,) = stream.read(1)
        stream.seek(bit // 8)
        stream.write(bytes([byte ^ 1 << bit % 8]))


PLAN: tuple[tuple[Callable[[Ground, Path, int], Campaign], int], ...] = (
    (killed, 120),
    (failing, 240),
    (flipped, 400),
    (flipped_header, 400),
    (cut, 200),
)


def run(scale: float = 1.0) -> list[Campaign]:
    """Run all campaigns, printing each as it ends.

    Args:
        scale: of the number of cases; 1 is the full count.
    """
    done = []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name).resolve()
        base = ground(place)
        for campaign, cases in PLAN:
            outcome = campaign(base, place, max(1, int(cases * scale)))
            done.append(outcome)
            counted = ", ".join(f"{key} {count}" for key, count in sorted(outcome.counts.items()))
            print(
                f"{outcome.name}: {outcome.cases} cases in {outcome.seconds:.0f} s; {counted}; broken promises {len(outcome.broken)}",
                flush=True,
            )
            for line in outcome.broken[:20]:
                print("   ", line, flush=True)
    return done


def report(done: list[Campaign]) -> str:
    """Return the line for docs/soak.md."""
    told = "; ".join(
        f"{c.name} {c.cases} ({', '.join(f'{key} {count}' for key, count in sorted(c.counts.items()))})"
        for c in done
    )
    broken = sum(len(c.broken) for c in done)
    return f"- {SystemClock().today().isoformat()} vault: {broken} broken promises; {told}."


def main() -> int:
    """Run, and put a full run on record in docs/soak.md."""
    scale = float(sys.argv[1]) if sys.argv[1:] else 1.0
    done = run(scale)
    if scale >= 1:
        with REPORT.open("a", encoding="utf-8") as stream:
            stream.write(report(done) + "\n")
    return 1 if any(campaign.broken for campaign in done) else 0


if __name__ == "__main__":
    sys.exit(main())
