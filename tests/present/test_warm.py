# SPDX-License-Identifier: MulanPSL-2.0
"""What is read ahead while the person reads the list of tasks."""

from __future__ import annotations

import re

from app.kernel.locations import resource
from app.present.declare import editor_fit


def test_every_face_a_form_names_is_read_ahead(monkeypatch):
    """The first page beside a field waits for no face, the first letter in a list of words for no table."""
    asked, looked_up = set(), []
    monkeypatch.setattr(editor_fit, "missing_glyphs", lambda _text, role: asked.add(role))
    monkeypatch.setattr(editor_fit, "readings", looked_up.append)
    editor_fit.warm()
    forms = resource("forms").glob("*.toml")
    named = {
        role for form in forms for role in re.findall(r'role = "(\w+)"', form.read_text("utf-8"))
    }
    assert named
    assert named <= asked
    assert not any(role.startswith("rare") for role in asked)
    assert looked_up
