# SPDX-License-Identifier: MulanPSL-2.0
"""A FormSpec as the text of a form file: what the reader takes, one spelling for one form.

The same form gives the same bytes; what is written reads back equal. Values that are the default
of their place are left out, so a file says only what the form means.
"""

from __future__ import annotations

import json
from typing import Any

import attrs

from app.paper.forms.parts import KINDS, Rect
from app.paper.forms.spec import FormSpec, Page

_KIND_OF = {shape: kind for kind, shape in KINDS.items()}


def form_text(spec: FormSpec) -> str:
    """Return the form as TOML, ending in a line break."""
    lines = [f"{name} = {_value(value)}" for name, value in _said(spec) if name != "pages"]
    for page in spec.pages:
        lines += ["", "[[pages]]", *_page(page)]
    return "\n".join(lines) + "\n"


def _page(page: Page) -> list[str]:
    lines = [f"{name} = {_value(value)}" for name, value in _said(page) if name != "parts"]
    if not page.parts:
        return [*lines, "parts = []"]
    for part in page.parts:
        lines += ["", "[[pages.parts]]", f"kind = {_value(_KIND_OF[type(part)])}"]
        lines += [f"{name} = {_value(value, lines=True)}" for name, value in _said(part)]
    return lines


def _said(thing: Any) -> list[tuple[str, Any]]:
    """Return what a part says: every field that is not its default, in the order of the class."""
    return [
        (item.name, getattr(thing, item.name))
        for item in attrs.fields(type(thing))
        if item.default is attrs.NOTHING or getattr(thing, item.name) != item.default
    ]


def _value(value: Any, *, lines: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, Rect):
        return _value((value.left, value.top, value.right, value.bottom))
    if isinstance(value, tuple):
        inner = [_value(item) for item in value]
        if lines and value and attrs.has(type(value[0])) and not isinstance(value[0], Rect):
            return "[\n" + "".join(f"  {item},\n" for item in inner) + "]"
        return f"[{', '.join(inner)}]"
    return "{ " + ", ".join(f"{name} = {_value(item)}" for name, item in _said(value)) + " }"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
