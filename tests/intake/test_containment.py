# SPDX-License-Identifier: MulanPSL-2.0
"""What a taken-over reader could still do: nothing that leaves its process."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from app.intake import sandbox, security_level
from app.intake.levels import Confinement, SandboxLevel, level_of
from app.intake.syscalls import TABLES
from tests.helpers import hostile_files as make

ROOT = Path(__file__).resolve().parents[2]
PROBE = ROOT / "tests" / "helpers" / "probe_child.py"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux confinement")


def _probe(level, folder):
    secret = folder / "secret"
    secret.write_bytes(b"vault")
    told = subprocess.run(
        [sys.executable, "-I", "-B", str(PROBE), str(ROOT), level, str(secret), str(folder)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert secret.read_bytes() == b"vault"
    return json.loads(told.stdout)


def _files_of_all_kinds():
    pictures = [make.page_picture(300, 420, mode) for mode in ("1", "L", "RGB", "CMYK")]
    files = [("jpeg", make.jpeg(picture)) for picture in pictures[1:]]
    files += [("png", make.png(picture)) for picture in pictures[:3]]
    files.append(("png", make.png(pictures[2].quantize(8), transparency=0)))
    files.append(("png", make.png(pictures[1].convert("I;16").point(lambda value: value * 257))))
    files += [("pdf", make.pdf(2, make.active)), ("pdf", make.scanned_pdf(make.jpeg()))]
    hostile = {"deep.pdf", "garbage.pdf", "flate.pdf", "huge-picture.pdf", "elsewhere.pdf"}
    files += [("pdf", data) for name, data, _ in make.hostile_files() if name in hostile]
    return files + [(media, make.mutated(data, seed)) for seed in range(2) for media, data in files]


def test_the_child_imports_nothing_after_its_warm_up(tmp_path):
    """Once confined no module can be opened; good, damaged and hostile files need none."""
    for number, (media, data) in enumerate(_files_of_all_kinds()):
        (tmp_path / f"{number}.{media}").write_bytes(data)
    script = ROOT / "tests" / "helpers" / "lazy_imports.py"
    told = subprocess.run(
        [sys.executable, "-I", "-B", str(script), str(ROOT), str(tmp_path)],
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert told.stdout.split() == []


def test_without_confinement_the_attempts_would_succeed(tmp_path):
    """The probe is able to do harm: what is blocked below is blocked by the confinement."""
    told = _probe("none", tmp_path)
    assert sum(result == "allowed" for result in told.values()) >= 14


@pytest.mark.skipif(
    security_level().confinement != Confinement.FULL, reason="this kernel has no Landlock"
)
def test_under_full_confinement_only_the_fonts_can_be_read(tmp_path):
    """Of 23 attempts one is let through, the one that is meant."""
    told = _probe("full", tmp_path)
    assert [name for name, result in told.items() if result == "allowed"] == ["fonts"]
    assert len(told) == 23


@pytest.mark.skipif(not security_level().seccomp, reason="this kernel filters no system calls")
def test_under_strict_confinement_nothing_can_be_opened_at_all(tmp_path):
    """On an old kernel the filter alone refuses every opening of files."""
    told = _probe("strict", tmp_path)
    assert [name for name, result in told.items() if result == "allowed"] == []


@pytest.mark.parametrize(
    ("abi", "seccomp", "expected", "accepts"),
    [
        (7, True, Confinement.FULL, True),
        (0, True, Confinement.STRICT, True),
        (0, False, Confinement.LIMITS, False),
        (7, False, Confinement.LIMITS, False),
    ],
)
def test_the_level_follows_from_what_the_kernel_offers(abi, seccomp, expected, accepts):
    """Without a filter of system calls no foreign file is accepted; each level has its words."""
    level = level_of(abi, seccomp)
    assert (level.confinement, level.accepts_foreign) == (expected, accepts)
    assert level.message.title
    assert not SandboxLevel(Confinement.NONE).accepts_foreign


def _run(program, number, arch, third=0):
    """Interpret the few filter opcodes in use and return the action for one call."""
    data = struct.pack("<iIQ6Q", number, arch, 0, 0, 0, third, 0, 0, 0)
    at, held = 0, 0
    while True:
        code, when_true, when_false, value = struct.unpack_from("HBBI", program, 8 * at)
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("<I", data, value)
        elif code == 0x06:
            return value
        else:
            test = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
            at += when_true if test else when_false


ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000


@pytest.mark.parametrize("machine", sorted(TABLES))
@pytest.mark.parametrize("opening", [True, False])
def test_the_filter_lets_through_the_table_and_nothing_else(machine, opening):
    """Every number up to 600 on both processors, executable memory, and a foreign architecture."""
    table = TABLES[machine]
    program = sandbox.filter_program(table, opening)
    closed = set() if opening else table.opening
    allowed = {number for name, number in table.allowed.items() if name not in closed}
    for number in range(600):
        assert _run(program, number, table.audit) == (ALLOW if number in allowed else REFUSE)
    for name in table.mapping:
        assert _run(program, table.allowed[name], table.audit, third=7) == REFUSE
    assert _run(program, table.allowed["read"], 0x40000003) == KILL
    if table.x32_bit is not None:
        assert _run(program, table.x32_bit, table.audit) == KILL


def test_no_table_lets_a_process_reach_outside():
    """Calls that start, name or trace processes, open sockets or change files are in no table."""
    never = {
        "clone",
        "clone3",
        "fork",
        "vfork",
        "execve",
        "execveat",
        "socket",
        "connect",
        "ptrace",
        "kill",
        "open",
        "unlink",
        "rename",
        "ioctl",
        "prlimit64",
        "memfd_create",
        "process_vm_readv",
        "bpf",
    }
    for table in TABLES.values():
        assert not never & set(table.allowed)
        assert table.opening <= set(table.allowed) and table.mapping <= set(table.allowed)
