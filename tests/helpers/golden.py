# SPDX-License-Identifier: MulanPSL-2.0
"""Reference pages: compared as pictures with a tolerance, drawn anew by ``pytest --golden-write``."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.helpers.pages import picture

FOLDER = Path(__file__).resolve().parents[1] / "golden"
DPI = 60
_FAR = 64  # grey levels by which a pixel must differ to count
_SHARE = 0.0015  # of all pixels that may differ that much: anti-aliasing of another renderer


def check(pdf: bytes, name: str, index: int = 0, *, write: bool) -> None:
    """Compare one page with its reference picture; fails naming both pictures.

    With ``write`` the reference is drawn anew: look at it before it is committed.
    """
    path = FOLDER / f"{name}.png"
    drawn = picture(pdf, index, DPI)
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        drawn.quantize(16).save(path, optimize=True)
        return
    if not path.exists():
        pytest.fail(f"no reference {path.name}; draw it with --golden-write and look at it")
    with Image.open(path) as kept:
        reference = kept.convert("L")
    share = _differing(drawn, reference)
    if share > _SHARE:
        fresh = FOLDER.parents[1] / "out" / "golden" / path.name
        fresh.parent.mkdir(parents=True, exist_ok=True)
        drawn.save(fresh)
        pytest.fail(f"{path.name}: {share:.2%} of the page differs; see out/golden/{path.name}")


def _differing(drawn: Image.Image, reference: Image.Image) -> float:
    if drawn.size != reference.size:
        return 1.0
    far = ImageChops.difference(drawn, reference).point(lambda value: 255 if value > _FAR else 0)
    return far.histogram()[255] / (drawn.width * drawn.height)
