# SPDX-License-Identifier: MulanPSL-2.0
"""The layout of a list as other rooms ask for it: its roll, its columns, its title."""

from __future__ import annotations

from app.paper.forms.spec import FormSpec, Page
from app.paper.forms.tabular import Column, Roll


def roll_page(spec: FormSpec, sheet: str = "") -> Page:
    """Return the page of a list that carries its roll, on a sheet where it has several.

    Raises:
        LookupError: the layout has none.
    """
    pages = [page for page in spec.pages if any(isinstance(part, Roll) for part in page.parts)]
    for page in pages:
        if sheet in ("", page.sheet):
            return page
    if pages:
        return pages[0]
    raise LookupError(f"{spec.id} has no roll")


def roll_of(spec: FormSpec, sheet: str = "") -> Roll:
    """Return the roll of a list; raises LookupError."""
    return next(part for part in roll_page(spec, sheet).parts if isinstance(part, Roll))


def printed_columns(spec: FormSpec) -> tuple[Column, ...]:
    """Return the columns of a list as printed."""
    return roll_of(spec).columns


def said(spec: FormSpec, **words: str) -> str:
    """Return the printed title of a list with its quoted names filled."""
    heading = roll_page(spec).heading
    text = heading.text if heading is not None else spec.title
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text
