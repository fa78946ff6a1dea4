# SPDX-License-Identifier: MulanPSL-2.0
"""Gather the program with all its wheels into one archive for a machine without a network.

Run on a machine that reaches the registries: `make wheelhouse`, or

    .venv/bin/python packaging/wheelhouse.py --system linux-aarch64 --python 3.12 --out out

Every wheel is held to the digest in requirements/runtime.txt. The archive carries SHA256SUMS over
all of its files; `packaging/install.sh` in it checks them before it does anything.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import lock  # noqa: E402 - the targets and their tags are said once, there

SYSTEMS = {
    "linux-x86_64": lock.TARGETS[0],
    "linux-aarch64": lock.TARGETS[1],
    "windows-amd64": lock.TARGETS[2],
}
PARTS = ("app", "ui", "resources", "requirements", "packaging", "scripts/setup.py", "main.py")
TEXTS = ("README.md", "LICENSE", "THIRD_PARTY.md", "CHANGELOG.md")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")


def list_for(system: str, python: tuple[int, int]) -> str:
    """Return the locked list with only what this system installs, markers resolved.

    pip reads markers with the machine it runs on in mind, so they are settled here.
    """
    machine, name, _ = SYSTEMS[system]
    text = (ROOT / "requirements" / "runtime.txt").read_text("utf-8")
    kept = []
    for entry in re.split(r"\n(?=[a-z])", text.partition("\n")[2]):
        head, _, digests = entry.partition(" \\\n")
        package, _, marker = head.partition(" ; ")
        if not marker or Marker(marker).evaluate(lock.environment(machine, name, python)):
            kept.append(f"{package} \\\n{digests.rstrip()}\n")
    return "".join(kept)


def download(system: str, python: tuple[int, int], target: Path) -> None:
    """Download every wheel of one system, held to its digest; all older tags are named to pip."""
    machine, name, glibc = SYSTEMS[system]
    newest = max(glibc, *lock.NEWER_GLIBC.values()) if machine == "aarch64" else glibc
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(target),
    ]
    command += ["--require-hashes", "--only-binary=:all:", "--implementation", "cp"]
    command += ["--python-version", f"{python[0]}.{python[1]}"]
    for abi in (f"cp{python[0]}{python[1]}", "abi3", "none"):
        command += ["--abi", abi]
    for tag in lock.platforms(machine, name, newest):
        command += ["--platform", tag]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as wanted:
        wanted.write(list_for(system, python))
        wanted.flush()
        subprocess.run([*command, "-r", wanted.name], check=True, stdin=subprocess.DEVNULL)


def copy_program(folder: Path) -> None:
    """Copy what the program needs at run time, and nothing of its tests."""
    for part in (*PARTS, *TEXTS):
        source, target = ROOT / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=LEFT_OUT)
        elif source.exists():
            shutil.copy2(source, target)


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over every file, in the form that sha256sum reads."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n"
        for path in files
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def build(system: str, python: tuple[int, int], out: Path) -> Path:
    """Write the archive and return its path."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    name = f"zhijuan-{project['version']}-{system}-py{python[0]}{python[1]}"
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{name}.tar.gz"
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / name
        copy_program(folder)
        download(system, python, folder / "wheelhouse")
        write_sums(folder)
        with tarfile.open(target, "w:gz", compresslevel=1) as archive:  # wheels are packed already
            archive.add(folder, arcname=name)
    return target


def main() -> int:
    """Build one archive and print its path and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--system", choices=sorted(SYSTEMS), default="linux-x86_64")
    parser.add_argument("--python", default=f"{sys.version_info[0]}.{sys.version_info[1]}")
    parser.add_argument("--out", type=Path, default=ROOT / "out")
    arguments = parser.parse_args()
    major, _, minor = arguments.python.partition(".")
    python = (int(major), int(minor or 0))
    if python not in lock.PYTHONS:
        known = ", ".join(f"{first}.{second}" for first, second in lock.PYTHONS)
        parser.error(f"--python: one of {known}")
    target = build(arguments.system, python, arguments.out)
    print(f"{target}  {target.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
