# SPDX-License-Identifier: MulanPSL-2.0
"""A declaration is taken apart again only when its bytes changed."""

from __future__ import annotations

from app.model.operations import SetValue
from tests.helpers.desk import at_desk


def test_an_unchanged_declaration_is_the_same_object_a_changed_one_is_new(tmp_path):
    """Two readings give one object; after a change the vault gives what was kept."""
    with at_desk(tmp_path) as session:
        held = session.declaration.id
        first = session.vault.load(held)
        assert session.vault.load(held) is first
        session.apply(SetValue("basics.remarks", "改过了"))
        assert session.vault.load(held).basics.remarks == "改过了"
        assert session.vault.load(held) == session.declaration
        assert first.basics.remarks != "改过了"
