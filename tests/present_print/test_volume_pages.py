# SPDX-License-Identifier: MulanPSL-2.0
"""The volumes on screen a few sides at a time, and read as the reviewer will read them."""

from __future__ import annotations

import io

import pytest
from PIL import ImageChops

from app.kernel.errors import UserError
from app.model.codes import AchievementKind
from app.model.operations import SetValue
from app.model.work import Achievement, EvidenceLink
from app.paper.volume.volume_writer import write_sides
from app.present.papers.reader import ReaderPresenter
from app.present.papers.reader_stops import BY_HAND, NO_PAGES
from app.present.prints.pieces import make_piece
from app.present.prints.preview import PreviewPresenter
from app.present.prints.volume_pages import MOST_RUNS, RUN, VolumePages
from tests.helpers import pages
from tests.helpers.printing_desk import printing_desk, with_scan


@pytest.fixture
def session(tmp_path):
    """A desk with a packet of two volumes, three scans and one material on paper only."""
    with printing_desk(tmp_path) as made:
        row = Achievement(
            id="a1", kind=AchievementKind.PROJECT, title="某灌区工程（虚构）",
            links=(EvidenceLink("education", 2, 3, 3),),
        )  # fmt: skip
        made.apply(SetValue("achievements", (row,), "增加一项"))
        yield made


@pytest.fixture
def preview(session):
    """The renderer, closed afterwards."""
    made = PreviewPresenter(session)
    yield made
    made.close()


@pytest.fixture
def reader(session):
    """Reading at the first thing."""
    made = ReaderPresenter(session)
    yield made
    made.close()


def test_a_side_written_alone_is_the_side_of_the_volume(session):
    """What is looked at page by page is what prints: the same picture for every side of the file."""
    book = VolumePages(session).book()
    whole = make_piece(session, "volume", book.context)
    assert whole.pages == len(book.placed) == len(book.sides)
    for first in book.runs:
        start, end = book.run_of(first)
        target = io.BytesIO()
        write_sides(
            book.plan,
            book.context,
            session.vault.evidence,
            target,
            book.placed[start:end],
            book.pieces,
        )
        for index in range(start, end):
            alone = pages.picture(target.getvalue(), index - start, 40)
            differing = ImageChops.difference(alone, pages.picture(whole.pdf, index, 40))
            assert differing.getextrema()[1] <= 8, index  # another subset of a face: rounding only


def test_a_long_volume_is_never_made_as_a_whole(session, preview):
    """Only runs that were looked at are written, and only so many are held."""
    with_scan(session, "education", 8 * RUN * 2)
    volume = VolumePages(session)
    book = volume.book()
    assert len(book.runs) > MOST_RUNS
    assert all(
        book.placed[first][1].index == 0 or book.placed[first][1].kind != "contents"
        for first in book.runs
    )
    for first in book.runs:
        raster = volume.page(book, preview, first, 60)
        assert raster.width == 60
    assert len(volume._held) == MOST_RUNS
    assert volume.page(book, preview, 0, 60).width == 60


def test_a_change_makes_new_pages(session, preview):
    """Pages of before are not shown for the declaration of now."""
    volume = VolumePages(session)
    before = volume.book()
    session.apply(SetValue("basics.name", "另一个人"))
    assert volume.book().key != before.key


def test_the_reviewer_takes_the_forms_first_then_the_volumes(reader):
    """评审表, 送审表, cover, 目录单, then every material in binding order with its pages."""
    stops = reader.state.stops
    assert [stop.name for stop in stops[:4]] == [
        "专业技术职称评审表", "专业技术职称送审表", "第1册封面", "材料目录单",
    ]  # fmt: skip
    tabs = [stop.tab for stop in stops if stop.tab and stop.pages]
    assert tabs == sorted(tabs)
    by_key = {stop.key: stop for stop in stops}
    assert by_key["education"].count == 3 and by_key["education"].where.endswith("（第1册）")
    assert BY_HAND in by_key["appointment"].where and by_key["appointment"].count == 0
    assert any(stop.where == NO_PAGES and stop.tone == "todo" for stop in stops)


def test_beside_a_page_stands_what_it_supports(reader, session):
    """The material names the row of the 评审表, its pages and where name and part can be read."""
    assert reader.go_to("education")
    (proof,) = reader.state.proofs
    first = session.plan.entry("education").first
    assert proof.path == "achievements.a1" and "某灌区工程" in proof.words
    assert proof.pages == f"见第{first + 1}—{first + 2}页"
    assert proof.named == f"姓名与角色在第{first + 2}页"
    reader.go_to("form:evaluation")
    assert [each.path for each in reader.state.proofs] == ["achievements.a1"]


def test_pages_and_things_are_walked_with_few_keys(reader, session):
    """A page turn runs on into the next thing; a page number leads to its page; outside there is none."""
    reader.go_to("education")
    for _ in range(3):
        reader.turn(1)
    assert reader.state.stop.key == "current_title" and reader.state.offset == 0
    reader.turn(-1)
    assert reader.state.stop.key == "education" and reader.state.offset == 2
    first = session.plan.entry("current_title").first
    reader.go_to_page(f"{first + 1}")
    assert reader.state.stop.key == "current_title" and reader.state.offset == 1
    assert reader.state.page.startswith(f"第{first + 1}页（第1册）")
    with pytest.raises(UserError, match="READER-PAGE"):
        reader.go_to_page("999")
    assert reader.state.stop.key == "current_title"


def test_own_notes_stay_with_their_page_and_out_of_the_declaration(reader, session):
    """⚑ is kept in the vault, found again after reopening, and is nobody else's business."""
    before, steps = session.declaration, session.undo_names()
    reader.go_to("education")
    reader.turn(1)
    reader.flag("  第2页看不清，重扫 ")
    assert reader.state.note == "第2页看不清，重扫" and reader.state.notes == 1
    assert session.declaration is before and session.undo_names() == steps
    again = ReaderPresenter(session)
    assert again.state.stop.key == "education" and again.state.offset == 1
    assert again.state.note == "第2页看不清，重扫"
    again.go_to("id_card")
    again.next_flag()
    assert again.state.stop.key == "education"
    again.flag("")
    assert again.state.notes == 0 and again.state.stop.noted == 0
    again.close()


def test_what_was_kept_unreadably_begins_anew(session):
    """A setting of another version never stops a person from reading."""
    session.vault.set_setting(f"reader/{session.declaration.id}", '{"at": 3, "notes": []}')
    made = ReaderPresenter(session)
    assert made.state.position == 0 and made.state.notes == 0
    made.close()
