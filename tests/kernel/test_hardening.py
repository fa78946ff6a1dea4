# SPDX-License-Identifier: MulanPSL-2.0
"""The process against its neighbours: memory, temporary files, swap."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.kernel import hardening
from app.kernel.hardening import Swap, swap_state
from app.kernel.mounts import kind_of

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the Linux kernel")

_PROBE = """
import ctypes, json, os, resource, sys, tempfile
from app.kernel import hardening
first, second = hardening.harden(), hardening.harden()
import openpyxl
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet()
seen = []
sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == "open" else None)
sheet.append(["ZqMarker"])
print(json.dumps({
    "same": first == second, "core": resource.getrlimit(resource.RLIMIT_CORE),
    "dumpable": ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), "closed": first.memory_closed,
    "temporary": str(first.temporary), "variable": os.environ["TMPDIR"], "mode": first.temporary.stat().st_mode & 0o777,
    "opened": [name for name in seen if "openpyxl" in name], "memory": first.temporary_in_memory,
}), flush=True)
sheet.close()
"""


@LINUX
def test_the_process_is_closed_and_its_temporary_files_are_private():
    """No core, no reading by others; TMPDIR is a private folder, openpyxl's clear sheet goes there, and it goes at the end."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert found["same"]
    assert found["core"] == [0, 0]
    assert (found["dumpable"], found["closed"]) == (0, True)
    assert found["variable"] == found["temporary"]
    assert found["mode"] == 0o700
    assert found["memory"] == (kind_of(Path(found["temporary"]).parent) == "tmpfs")
    assert found["opened"]
    assert all(name.startswith(found["temporary"]) for name in found["opened"])
    assert not Path(found["temporary"]).exists()


@LINUX
def test_folders_of_dead_processes_are_swept(tmp_path):
    """A crash leaves a folder; the next start removes it, but never a living one's or a stranger's."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead, alive, foreign = (
        tmp_path / name
        for name in (f"zhijuan-{gone.pid}-a1", f"zhijuan-{os.getpid()}-b2", "zhijuan-x")
    )
    for folder in (dead, alive, foreign):
        folder.mkdir(mode=0o700)
        (folder / "left.txt").write_text("x")
    hardening.sweep(tmp_path)
    assert not dead.exists()
    assert (alive / "left.txt").exists()
    assert (foreign / "left.txt").exists()


def test_only_the_private_folder_is_ever_emptied(tmp_path):
    """Any other folder name is left alone."""
    private, other = tmp_path / "zhijuan-1-a", tmp_path / "other"
    for folder in (private, other):
        (folder / "deep").mkdir(parents=True)
        (folder / "file").write_text("x")
        hardening.empty_temporary_folder(folder)
    assert list(private.iterdir()) == []
    assert len(list(other.iterdir())) == 2


HEAD = "Filename\tType\tSize\tUsed\tPriority"


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ([HEAD], Swap.NONE),
        ([HEAD, "/dev/sda2 partition 1 0 -2"], Swap.PLAIN),
        ([HEAD, "/swapfile file 1 0 -2"], Swap.PLAIN),
        ([HEAD, "/dev/zram0 partition 1 0 100"], Swap.ENCRYPTED),
        ([HEAD, "/dev/dm-9 partition 1 0 100"], Swap.ENCRYPTED),
        ([HEAD, "/dev/dm-9 partition 1 0 100", "/dev/sda2 partition 1 0 -2"], Swap.PLAIN),
        ([HEAD, "/dev/dm-8 partition 1 0 100"], Swap.PLAIN),
    ],
)
def test_swap_is_told_apart(tmp_path, lines, state):
    """No swap, swap that never reaches a disk in clear, and swap that does."""
    for name, mark in (("dm-9", "CRYPT-PLAIN-cryptswap"), ("dm-8", "LVM-abc")):
        (tmp_path / name / "dm").mkdir(parents=True)
        (tmp_path / name / "dm" / "uuid").write_text(mark)
    assert swap_state(lines, tmp_path) == state


def test_the_deepest_mount_decides():
    """A folder belongs to the mount point nearest above it; blanks in names are escaped by the kernel."""
    mounts = [
        "overlay / overlay rw 0 0",
        "tmpfs /dev/shm tmpfs rw 0 0",
        "srv:/x /mnt/with\\040blank nfs4 rw 0 0",
        "broken",
    ]
    assert kind_of(Path("/dev/shm/a/b"), mounts) == "tmpfs"
    assert kind_of(Path("/dev/shmx"), mounts) == "overlay"
    assert kind_of(Path("/mnt/with blank/vault"), mounts) == "nfs4"
    assert kind_of(Path("/x"), []) is None
