# SPDX-License-Identifier: MulanPSL-2.0
"""Cleaning of typed and pasted text. Nothing a person meant is ever dropped."""

from __future__ import annotations

import unicodedata

INTERPUNCT = "\u00b7"
_INTERPUNCTS = dict.fromkeys(
    map(ord, "\u2022\u2027\u30fb\uff0e\uff65\u2219\u22c5\u0387\u25cf"), INTERPUNCT
)
_JOINERS = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
)
_WIDE_DIGITS = {0xFF10 + n: str(n) for n in range(10)} | {0xFF38: "X", 0xFF58: "x"}


def _without_controls(text: str) -> str:
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def clean_line(text: str) -> str:
    """Return one line: NFC, no control or joiner characters, runs of blanks folded to one."""
    folded = _without_controls(unicodedata.normalize("NFC", text).translate(_JOINERS))
    return " ".join(folded.split())


def clean_paragraphs(text: str) -> str:
    """Return long text: NFC, no controls, line ends unified, no blanks at line ends."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    folded = _without_controls(unicodedata.normalize("NFC", unified).translate(_JOINERS))
    return "\n".join(line.rstrip() for line in folded.split("\n")).strip("\n")


def clean_name(text: str) -> str:
    """Return a person's name with every kind of dot as U+00B7 (national name-collection rule, ux B-9)."""
    line = clean_line(text)
    dotted = line.translate(_INTERPUNCTS)
    inner = dotted.replace(".", INTERPUNCT) if any(c >= "\u3400" for c in dotted) else dotted
    return inner.replace(f" {INTERPUNCT}", INTERPUNCT).replace(f"{INTERPUNCT} ", INTERPUNCT)


def clean_code(text: str) -> str:
    """Return digits and Latin letters half-width and in upper case, without blanks (ID and credit codes)."""
    narrow = unicodedata.normalize("NFKC", text.translate(_WIDE_DIGITS).translate(_JOINERS))
    return "".join(narrow.split()).upper()
