# SPDX-License-Identifier: MulanPSL-2.0
"""使用手册 in the window: sound at every size, found by search, read with the keyboard."""

from __future__ import annotations

import pytest

from app.present.help.manual import written_chapters
from tests.helpers.geometry import settle
from tests.ui_paper.test_looks import SIZES, sound


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_manual_is_sound_at_every_size(applicant, window, size):
    """A chapter of steps and the appendix of keys, nothing clipped."""
    shell = window(applicant, *size)
    for chapter in ("materials", "keys"):
        assert shell.go("manual", chapter)
        sound(shell, chapter)


def test_a_chapter_is_found_by_its_initials(applicant, window):
    """Search leads to the chapter, not to the page of the same name."""
    shell = window(applicant)
    target = next(
        t for t in shell.acts.fixed_targets() if t.group == "帮助" and t.path == "evidence"
    )
    shell.acts.pick(target)
    settle()
    assert shell.name == "manual"
    wanted = next(c for c in written_chapters() if c.id == "evidence")
    assert shell.current.presenter.state.chapter.title == wanted.title
