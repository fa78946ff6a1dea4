# SPDX-License-Identifier: MulanPSL-2.0
"""Scans of fictional papers: from a plan of sheets to the bytes of a file, always the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cattrs
from PIL import Image

from app.present.practice import dossiers, offprint, sheets
from app.present.practice.canvas import Canvas
from app.present.practice.people import PracticeDataError, ScanPlan
from app.present.practice.scanner import as_jpeg, as_pdf, as_png, scanned

KINDS: Mapping[str, type[sheets.Sheet]] = {
    "certificate": sheets.Certificate,
    "id_card": sheets.IdCard,
    "letter": sheets.Letter,
    "form": sheets.Form,
    "names": sheets.NameList,
    "credits": sheets.CreditCard,
    "report": dossiers.Report,
    "drawing": dossiers.Drawing,
    "offprint": offprint.Offprint,
}
_CONVERTER = cattrs.Converter(forbid_extra_keys=True)
_TURNS = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}


def sheet_of(table: Mapping[str, Any], words: Mapping[str, str]) -> sheets.Sheet:
    """Return one sheet; ``words`` fill names such as {name} in its texts.

    Raises:
        PracticeDataError: unknown kind, key or name.
    """
    fields = dict(table)
    kind = KINDS.get(str(fields.pop("kind", "")))
    if kind is None:
        raise PracticeDataError(f"no sheet of kind {table.get('kind')!r}")
    try:
        sheet: sheets.Sheet = _CONVERTER.structure(_filled(fields, words), kind)
    except (
        cattrs.BaseValidationError,
        cattrs.ForbiddenExtraKeysError,
        KeyError,
        ValueError,
        TypeError,
    ) as fault:
        raise PracticeDataError(f"{table}: {cattrs.transform_error(fault)}") from fault
    return sheet


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return value.format_map(words)
    if isinstance(value, list):
        return [_filled(each, words) for each in value]
    if isinstance(value, dict):
        return {key: _filled(each, words) for key, each in value.items()}
    return value


def scan_file(plan: ScanPlan, words: Mapping[str, str], seed: str) -> bytes:
    """Return the bytes of one scanned file.

    Args:
        plan: sheets and how they lay on the scanner.
        words: what the texts name (name, unit, …).
        seed: chance is drawn from it.

    Raises:
        PracticeDataError: the plan cannot be carried out.
    """
    canvases: list[Canvas] = []
    for number, table in enumerate(plan.sheets):
        canvases += sheet_of(table, words).draw(f"{seed} {number}")
    images = [
        _laid(scanned(canvas, f"{seed} side {n}", lean=plan.lean), plan.turned)
        for n, canvas in enumerate(canvases)
    ]
    if plan.medium != "pdf" and len(images) != 1:
        raise PracticeDataError(f"{plan.name}: {len(images)} sides do not go into one picture")
    if plan.medium == "png":
        return as_png(images[0])
    if plan.medium == "jpeg":
        return as_jpeg(images[0])
    jpegs = [as_jpeg(image) for image in images]
    return as_pdf(
        jpegs, [image.size for image in images], [image.mode == "RGB" for image in images]
    )


def _laid(image: Image.Image, turned: int) -> Image.Image:
    return image.transpose(_TURNS[turned]) if turned else image
