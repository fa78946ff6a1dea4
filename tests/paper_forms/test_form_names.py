# SPDX-License-Identifier: MulanPSL-2.0
"""Whatever a form can print has a Chinese name, so that a person can choose it (resources/forms/names)."""

from __future__ import annotations

from app.policy.pack import load_pack
from app.present.formedit.fieldwords import choices, row_choices


def test_every_field_and_every_table_of_rows_has_a_name() -> None:
    """A binding without a name needs a line in resources/forms/names/bindings.toml."""
    nameless = [
        choice.bind
        for choice in (*choices(load_pack()), *row_choices())
        if not any("\u4e00" <= character <= "\u9fff" for character in choice.words)
    ]
    assert nameless == []
