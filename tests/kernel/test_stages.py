# SPDX-License-Identifier: MulanPSL-2.0
"""Unlocking and locking by replacing the process: keys arrive, nothing else survives."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.kernel import stages
from app.kernel.keys import VaultKeys

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot replace a process")

# The first line of input is the passphrase; each stage says who it is and waits for a line.
_PROGRAM = """
import hashlib, os, sys
from pathlib import Path
from app.kernel import hardening, stages
from app.kernel.keys import VaultKeys
def say(*words):
    print(*words, flush=True)
def wait():
    os.read(0, 100)
received = stages.received_keys()
back = stages.coming_back()
if received is not None:
    digest = hashlib.sha256(received.keys.content + received.keys.mac).hexdigest()
    rows = [f"ZqRow{digest[:16]} {n}" for n in range(50)]
    say("main", os.getpid(), digest, received.folder, received.place, sys.argv[1:])
    wait()
    stages.back_to_unlock(received.folder, "declaration/d1/education.e1.school")
elif back is not None:
    say("unlock", os.getpid(), back.folder, back.place, sys.argv[1:])
    wait()
else:
    passphrase = os.read(0, 100)
    copies = [passphrase.decode() + str(n) for n in range(20)]
    say("first", os.getpid())
    wait()
    key = hashlib.sha256(passphrase).digest()
    stages.enter_main(Path("/some/库 folder"), VaultKeys(bytearray(key), bytearray(key)), "place 1")
"""


def _copies(process: int, needle: bytes) -> int:
    """Return how often some bytes stand in another process's writable memory."""
    count = 0
    maps = Path(f"/proc/{process}/maps").read_text().splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            place, mode = line.split()[:2]
            if not mode.startswith("rw"):
                continue
            start, end = (int(part, 16) for part in place.split("-"))
            try:
                memory.seek(start)
                count += memory.read(end - start).count(needle)
            except (OSError, OverflowError):
                continue
    return count


@POSIX
def test_the_passphrase_and_the_data_do_not_survive_their_stage(tmp_path):
    """One process id, three images: the key arrives whole, the passphrase and the rows are gone from memory."""
    script = tmp_path / "program.py"
    script.write_text(_PROGRAM, encoding="utf-8")
    secret = b"ZqSecretPassphrase"
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as child:  # fmt: skip

        def next_line():
            return child.stdout.readline().decode().strip()

        child.stdin.write(secret)
        assert next_line() == f"first {child.pid}"
        in_first = _copies(child.pid, secret)
        child.stdin.write(b"\n")
        line = next_line()
        digest = hashlib.sha256(hashlib.sha256(secret).digest() * 2).hexdigest()
        assert line == f"main {child.pid} {digest} /some/库 folder place 1 []"
        in_main = _copies(child.pid, secret)
        row = f"ZqRow{digest[:16]}".encode()
        rows_in_main = _copies(child.pid, row)
        command_line = Path(f"/proc/{child.pid}/cmdline").read_bytes()
        child.stdin.write(b"\n")
        assert (
            next_line()
            == f"unlock {child.pid} /some/库 folder declaration/d1/education.e1.school []"
        )
        in_unlock = _copies(child.pid, hashlib.sha256(secret).digest()) + _copies(child.pid, row)
        child.stdin.write(b"\n")
        assert child.wait(10) == 0
    assert in_first > 0
    assert in_main == 0
    assert rows_in_main >= 50
    assert in_unlock == 0
    assert hashlib.sha256(secret).hexdigest().encode() not in command_line


_THROUGH = """
import sys
from pathlib import Path
from app.kernel import hardening, nonet, stages
from app.kernel.keys import VaultKeys
level, folder = nonet.install().level.value, hardening.harden().temporary
with open("/proc/self/status") as status:
    filters = [line.split()[1] for line in status if line.startswith("Seccomp_filters")]
print(level, filters, folder, len(list(folder.iterdir())), flush=True)
(folder / "clear.txt").write_text("x")
received, back = stages.received_keys(), stages.coming_back()
if received is not None:
    stages.back_to_unlock(received.folder)
if back is None:
    stages.enter_main(Path("/v"), VaultKeys(bytearray(32), bytearray(32)))
"""


@POSIX
def test_ban_and_private_folder_go_through_all_stages(tmp_path):
    """One filter however often the process is replaced, one private folder, emptied each time and gone at the end."""
    script = tmp_path / "program.py"
    script.write_text(_THROUGH, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    assert len(set(lines)) == 1
    assert lines[0].endswith(" 0")
    assert not Path(lines[0].split()[-2]).exists()


def test_an_ordinary_start_is_neither(monkeypatch):
    """Without the stage's own arguments both answer None and the command line stays."""
    monkeypatch.setattr(sys, "argv", ["main.py", "verify", "--vault", "x"])
    assert stages.received_keys() is None
    assert stages.coming_back() is None
    assert sys.argv == ["main.py", "verify", "--vault", "x"]


@pytest.mark.parametrize("number", ["x", "", "999999", "-1"])
def test_a_hand_made_command_line_is_refused(monkeypatch, number):
    """A number that is no pipe of this program is a clear fault, not a hang."""
    monkeypatch.setattr(sys, "argv", ["main.py", f"--stage-main={number}"])
    with pytest.raises(ValueError, match="not a pipe"):
        stages.received_keys()


def test_half_a_bundle_is_refused(monkeypatch):
    """A pipe that ends early gives no keys."""
    reader, writer = os.pipe()
    os.write(writer, b"ZJK1half")
    os.close(writer)
    monkeypatch.setattr(sys, "argv", ["main.py", f"--stage-main={reader}"])
    with pytest.raises(ValueError, match="bundle"):
        stages.received_keys()


def test_a_bundle_of_another_program_is_refused():
    """Size and mark are looked at before anything is taken for a key."""
    packed = VaultKeys(bytearray(32), bytearray(32)).packed()
    for wrong in (packed[:-1], bytearray(b"XXXX") + packed[4:], bytearray()):
        with pytest.raises(ValueError, match="bundle"):
            VaultKeys.unpacked(wrong)


@pytest.mark.parametrize(
    ("path", "quoted"), [("C:\\库 一", '"C:\\库 一"'), ("C:\\", '"C:\\\\"'), ("", '""')]
)
def test_windows_arguments_are_quoted(path, quoted):
    """Blanks hold together and a closing backslash does not eat the quote."""
    assert stages._quoted(path) == quoted
