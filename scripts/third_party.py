# SPDX-License-Identifier: MulanPSL-2.0
"""Write THIRD_PARTY.md from the locked lists, the installed metadata and the font lock.

A package without a purpose, or whose licence nobody has looked up, stops the script.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "THIRD_PARTY.md"

HEAD = """\
# Third-party parts

Written by `make third-party` from the locked lists, the metadata of the installed packages and the
font lock. The program itself is under the Mulan PSL v2 (`LICENSE`). Nothing here is changed by the
project except the faces marked so in [resources/fonts/README.md](resources/fonts/README.md).

Qt for Python is used under the LGPL: its shared libraries lie unmodified in the environment or
bundle and may be replaced by others of the same version; python-stdnum likewise as plain modules.
"""


class UnknownPackageError(Exception):
    """A locked package that the table does not know."""


def locked(name: str) -> dict[str, str]:
    """Return version by package name of one list; two versions by marker are joined."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    found: dict[str, str] = {}
    for package, version, marker in re.findall(
        r"^([a-z0-9-]+)==(\S+)(?: ; ([^\\\n]+))?", text, re.MULTILINE
    ):
        where = " (aarch64)" if "== 'aarch64'" in marker else ""
        found[package] = (
            f"{found[package]}, {version}{where}" if package in found else version + where
        )
    return found


def licence(name: str, entry: dict[str, str]) -> str:
    """Return the looked-up licence, else the SPDX expression of the installed package.

    Raises:
        UnknownPackageError: neither is there.
    """
    found = entry.get("licence") or metadata.metadata(name).get("License-Expression")
    if not found:
        raise UnknownPackageError(f"{name}: its licence has to be looked up")
    return found


def package_table(purposes: dict[str, dict[str, str]], versions: dict[str, str]) -> list[str]:
    """Return the rows of one list.

    Raises:
        UnknownPackageError: the list and the purposes do not name the same packages.
    """
    if odd := set(versions) ^ set(purposes):
        raise UnknownPackageError(f"purposes.toml and the list differ in {sorted(odd)}")
    lines = ["| package | version | licence | purpose |", "|---|---|---|---|"]
    for name, entry in sorted(purposes.items()):
        cells = (name, versions[name], licence(name, entry), entry["purpose"])
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def font_table(lock: dict[str, Any]) -> list[str]:
    """Return the rows of the bundled faces."""
    sources = {source["id"]: source for source in lock["source"]}
    lines = ["| face | version | licence | purpose |", "|---|---|---|---|"]
    for face in lock["face"]:
        source = sources[face["source"]]
        origin = f"{source['name']} {source['version']}"
        lines.append(f"| {face['file']} | {origin} | {face['licence']} | {face['purpose']} |")
    return lines


def text() -> str:
    """Return the whole page."""
    purposes = tomllib.loads((ROOT / "requirements" / "purposes.toml").read_text("utf-8"))
    fonts = tomllib.loads((ROOT / "scripts" / "fonts" / "fonts.lock.toml").read_text("utf-8"))
    everything = locked("dev")
    direct = {name: everything[name] for name in purposes["dev"]}
    blocks = [
        HEAD,
        "## In the program\n",
        *package_table(purposes["runtime"], locked("runtime")),
        "\n## Faces\n",
        *font_table(fonts),
        "\n## For checks and measurements only (never delivered)\n",
        *package_table(purposes["dev"], direct),
        "\nWhat these pull in stands with its version in `requirements/dev.txt`.",
    ]
    return "\n".join(blocks) + "\n"


def main() -> int:
    """Write the page; exit 1 with one line when a package is unknown."""
    try:
        TARGET.write_text(text(), encoding="utf-8")
    except UnknownPackageError as error:
        print(f"third-party: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
