# SPDX-License-Identifier: MulanPSL-2.0
"""使用手册: one text for window and paper, its appendices made from what the program says."""

from __future__ import annotations

import re

import pytest

from app.kernel.messages import catalogue
from app.present.help.manual import ManualError, manual, read_chapters, written_chapters
from app.present.help.manual_view import ManualPresenter
from app.present.prints.pieces import make_piece
from app.present.session import Role
from tests.helpers.desk import TODAY, at_desk, pack
from tests.helpers.pages import faults, page_count, words

PART = {"kind": "text", "text": "一句话。"}


@pytest.fixture(scope="module")
def chapters():
    """The whole manual."""
    return manual(pack().fields)


def test_every_field_with_help_and_every_numbered_message_is_in_it(chapters):
    """Appendix one has each field that has help, appendix two each M-code with its words."""
    by_id = {chapter.id: chapter for chapter in chapters}
    terms = [part.text for part in by_id["fields"].parts if part.kind == "term"]
    helped = [f.label for s in pack().fields.sections for f in s.fields if f.help]
    assert sorted(set(helped) - set(terms)) == []
    numbers = [part.text[:3] for part in by_id["messages"].parts]
    known = sorted(code for code in catalogue().templates if re.fullmatch(r"M\d\d", code))
    assert numbers == known
    assert not any(
        "{" in line for part in by_id["messages"].parts for line in (part.text, *part.items)
    )


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"chapter": [{"id": "a", "title": "甲", "part": []}]},
        {"chapter": [{"id": "a", "title": "甲", "part": [PART], "more": 1}]},
        {"chapter": [{"id": "a", "title": "甲", "part": [{"kind": "picture", "text": "x"}]}]},
        {"chapter": [{"id": "a", "title": "甲", "part": [{"kind": "steps", "text": "x"}]}]},
        {"chapter": [{"id": "a", "title": "甲", "part": [PART]}] * 2},
    ],
)
def test_a_manual_that_is_not_one_is_refused(table):
    """Unknown keys and kinds, empty chapters and an id that stands twice are named."""
    with pytest.raises(ManualError):
        read_chapters(table)


def test_the_contents_page_names_the_page_each_chapter_begins_on(tmp_path, chapters):
    """Each chapter's title stands on the page the contents say; the file is sound."""
    with at_desk(tmp_path, role=Role.UNIT) as session:
        piece = make_piece(session, "manual", session.paper_context(proof=False))
    assert faults(piece.pdf) == []
    assert page_count(piece.pdf) == piece.pages
    contents = words(piece.pdf, 0).split(TODAY.isoformat())[0]  # without the foot
    for chapter in chapters:
        title = "".join(chapter.title.split())
        found = re.search(re.escape(title) + r"(\d+)", contents)
        assert found, chapter.title
        begins = "".join(words(piece.pdf, int(found[1]) - 1).split())
        assert title in begins


def test_chapters_are_turned_like_pages(tmp_path):
    """Next and before stop at the ends; a chapter is opened by its id, an unknown one is not."""
    with at_desk(tmp_path) as session:
        desk = ManualPresenter(session)
        desk.turn(-1)
        assert desk.state.place == 0
        desk.turn(1)
        assert desk.state.chapter.id == written_chapters()[1].id
        assert desk.choose("keys")
        desk.turn(1)
        assert desk.state.chapter.id == "keys"
        assert not desk.choose("nowhere")
