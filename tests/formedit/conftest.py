# SPDX-License-Identifier: MulanPSL-2.0
"""A unit's desk with a form in the editor."""

from __future__ import annotations

import pytest

from app.present.formedit.presenter import FormEditorPresenter
from app.present.session import Role
from tests.helpers.desk import at_desk


@pytest.fixture
def session(tmp_path):
    """A unit's desk with one person in hand."""
    with at_desk(tmp_path, role=Role.UNIT) as made:
        yield made


@pytest.fixture
def editor(session):
    """The editor with the 评审表 open at 基本情况, drawn once."""
    made = FormEditorPresenter(session)
    made.open("evaluation")
    made.show_page(2)
    drawn(made)
    yield made
    made.close()


def drawn(editor) -> None:
    """Draw the page in hand, as the worker would."""
    editor.take_drawn(editor.work()())
