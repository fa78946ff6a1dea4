# SPDX-License-Identifier: MulanPSL-2.0
"""The dependency lists are complete, hashed and name no index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import lock

FOLDER = Path(__file__).resolve().parents[2] / "requirements"


def pins(path: Path) -> list[Requirement]:
    """Return the requirements of a list, without comments, options and digests."""
    text = path.read_text("utf-8").replace("\\\n", " ")
    lines = [line.split(" --hash")[0].split("#")[0].strip() for line in text.splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


@pytest.mark.parametrize("name", lock.NAMES)
def test_every_line_is_pinned_and_hashed(name):
    """Each line pins one version and carries a digest; nothing says where files come from."""
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    entries = [e for e in re.split(r"\n(?=\S)", text.strip()) if not e.startswith("#")]
    for entry in entries:
        assert re.fullmatch(
            r"[a-z0-9-]+==[\w.]+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+", entry
        ), entry
    assert "://" not in text


@pytest.mark.parametrize("name", lock.NAMES)
def test_list_holds_what_its_source_asks(name):
    """A version changed in the .in file without `make lock` is found here."""
    locked = {(str(r.name), str(r.specifier)) for r in pins(FOLDER / f"{name}.txt")}
    asked = {(r.name.replace("_", "-"), str(r.specifier)) for r in pins(FOLDER / f"{name}.in")}
    assert asked <= locked


def test_dev_holds_runtime():
    """What is tested is what is run: the dev list has every runtime pin unchanged."""
    runtime = {str(r) for r in pins(FOLDER / "runtime.txt")}
    assert runtime <= {str(r) for r in pins(FOLDER / "dev.txt")}


def wheel(name: str, digest: str) -> dict[str, object]:
    """Return a wheel entry as the resolver gives it."""
    return {"url": f"x/{name}", "hashes": {"sha256": digest}}


def test_newest_allowed_wheel_is_taken():
    """Of several wheels a target gets the one with the newest glibc that it still has."""
    package = {
        "name": "demo",
        "version": "1.0",
        "marker": "sys_platform == 'linux' and platform_machine == 'x86_64'",
        "wheels": [
            wheel("demo-1.0-cp311-abi3-manylinux_2_17_x86_64.whl", "old"),
            wheel("demo-1.0-cp311-abi3-manylinux_2_28_x86_64.whl", "right"),
            wheel("demo-1.0-cp311-abi3-manylinux_2_34_x86_64.whl", "new"),
        ],
    }
    assert lock.digests(package) == ["right"]


def test_missing_wheel_is_named():
    """A package without a wheel for one target is refused, naming package and target."""
    package = {
        "name": "demo",
        "version": "1.0",
        "wheels": [wheel("demo-1.0-cp311-abi3-manylinux_2_34_x86_64.whl", "new")],
    }
    with pytest.raises(
        lock.NoWheelError, match=r"demo 1\.0: no wheel for linux x86_64 Python 3\.11"
    ):
        lock.digests(package)


def test_old_glibc_needs_old_tags():
    """Every older manylinux tag is listed, since pip does not infer them for another machine."""
    tags = lock.platforms("x86_64", "linux", 28)
    assert tags[0] == "manylinux_2_28_x86_64"
    assert "manylinux2014_x86_64" in tags
    assert not any("2_31" in tag for tag in tags)
