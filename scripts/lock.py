# SPDX-License-Identifier: MulanPSL-2.0
"""Write requirements/*.txt from *.in, one hashed wheel for each target: `make lock`.

`--check` (`make check-wheels`) writes nothing and fails when a list is not what the resolver gives
now, or when a target has no wheel. The resolver works in a throw-away environment; the lists name
no index, so that a machine's own settings or an offline wheelhouse decide where files come from.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "requirements"
RESOLVER = "uv==0.13.9"
NAMES = ("runtime", "dev")
PYTHONS = ((3, 11), (3, 12), (3, 13))  # the Pythons that the pinned Qt has wheels for
# Machine, system, newest glibc a wheel may ask for (platform.md section 1).
TARGETS = (("x86_64", "linux", 28), ("aarch64", "linux", 28), ("AMD64", "win32", 0))
# No Qt wheel for aarch64 loads below glibc 2.31.
NEWER_GLIBC = {"pyside6-essentials": 31, "shiboken6": 31}
OLD_TAGS = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}


class NoWheelError(Exception):
    """A package has no wheel that a target can load."""


def platforms(machine: str, system: str, glibc: int) -> list[str]:
    """Return wheel platform tags, newest first: pip does not infer the older ones."""
    if system == "win32":
        return ["win_amd64"]
    tags = []
    for minor in range(glibc, 4, -1):
        tags.append(f"manylinux_2_{minor}_{machine}")
        if minor in OLD_TAGS:
            tags.append(f"{OLD_TAGS[minor]}_{machine}")
    return tags


def environment(machine: str, system: str, python: tuple[int, int]) -> dict[str, str]:
    """Return the marker environment of one target."""
    linux = system == "linux"
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python[0]}.{python[1]}.0",
        "os_name": "posix" if linux else "nt",
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_system": "Linux" if linux else "Windows",
        "python_full_version": f"{python[0]}.{python[1]}.0",
        "python_version": f"{python[0]}.{python[1]}",
        "sys_platform": system,
    }


def tags_for(name: str, target: tuple[str, str, int], python: tuple[int, int]) -> list[Tag]:
    """Return the wheel tags that a target takes for this package, best first."""
    machine, system, glibc = target
    if machine == "aarch64":
        glibc = max(glibc, NEWER_GLIBC.get(name, 0))
    known = platforms(machine, system, glibc)
    return [*cpython_tags(python, platforms=known), *compatible_tags(python, platforms=known)]


def best_wheel(package: dict[str, Any], tags: list[Tag]) -> str | None:
    """Return the digest of the wheel whose tag stands first in `tags`."""
    rank = {tag: place for place, tag in enumerate(tags)}
    found = []
    for wheel in package.get("wheels", ()):
        file = wheel["url"].rsplit("/", 1)[-1]
        places = [rank[tag] for tag in parse_wheel_filename(file)[3] if tag in rank]
        if places:
            found.append((min(places), wheel["hashes"]["sha256"]))
    return min(found)[1] if found else None


def digests(package: dict[str, Any]) -> list[str]:
    """Return one digest for each target that wants the package.

    Raises:
        NoWheelError: a target wants it and has no wheel.
    """
    marker = Marker(package["marker"]) if "marker" in package else None
    found = set()
    for target in TARGETS:
        for python in PYTHONS:
            if marker and not marker.evaluate(environment(target[0], target[1], python)):
                continue
            digest = best_wheel(package, tags_for(package["name"], target, python))
            if digest is None:
                where = f"{target[1]} {target[0]} Python {python[0]}.{python[1]}"
                raise NoWheelError(f"{package['name']} {package['version']}: no wheel for {where}")
            found.add(digest)
    return sorted(found)


def render(name: str, packages: list[dict[str, Any]]) -> str:
    """Return the text of one list."""
    lines = [f"# Written by `make lock` from {name}.in; every line is held to its digests."]
    for package in packages:
        wanted = digests(package)
        if not wanted:
            continue  # only for systems that this program does not run on
        head = f"{package['name']}=={package['version']}"
        if "marker" in package:
            head += f" ; {package['marker']}"
        lines.append(" \\\n".join([head, *(f"    --hash=sha256:{d}" for d in wanted)]))
    return "\n".join(lines) + "\n"


def resolve(resolver: Path, name: str, scratch: Path) -> list[dict[str, Any]]:
    """Return the resolved packages of one .in file for all systems at once."""
    target = scratch / f"pylock.{name}.toml"
    command = [resolver, "pip", "compile", "--universal", "--format", "pylock.toml", "--quiet"]
    command += ["--python-version", "3.11", "--only-binary", ":all:", f"{name}.in", "-o", target]
    subprocess.run(command, cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
    packages: list[dict[str, Any]] = tomllib.loads(target.read_text("utf-8"))["packages"]
    return packages


def main() -> int:
    """Write or check the lists; exit 1 with one line when a target lacks a wheel."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        venv.create(scratch / "venv", with_pip=True)
        tools = scratch / "venv" / "bin"
        subprocess.run([tools / "pip", "install", "-q", RESOLVER], check=True)
        for name in NAMES:
            try:
                text = render(name, resolve(tools / "uv", name, scratch))
            except NoWheelError as error:
                print(f"lock: {error}", file=sys.stderr)
                return 1
            target = FOLDER / f"{name}.txt"
            if not check:
                target.write_text(text, encoding="utf-8")
            elif target.read_text("utf-8") != text:
                print(f"lock: {target.name} is not what {name}.in resolves to", file=sys.stderr)
                return 1
            print(f"{target.name}: a wheel for each of {len(TARGETS)} systems, 3.11 to 3.13")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
