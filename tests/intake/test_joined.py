# SPDX-License-Identifier: MulanPSL-2.0
"""正反面同页: two scanned sides on one A4 page, each at its own size, streams untouched."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from app.intake import inspect_scan, join_sides
from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.declaration import Declaration
from app.present.papers.materials import MaterialsPresenter
from app.present.papers.scan_pages import ScanPages
from app.present.papers.scans import join_pages, take_in
from tests.helpers.desk import ANSWERS, at_desk
from tests.helpers.pages import faults, picture

CARD = (856, 540)  # tenths of a millimetre: an ID card at 254 dpi


def side(grey: int, *, at=(100, 150), turned=False) -> bytes:
    """Return a scan of a glass plate with one card in its corner; 254 dpi, JPEG."""
    plate = Image.new("L", (2100, 2970), 250)
    wide, high = CARD[::-1] if turned else CARD
    ImageDraw.Draw(plate).rectangle((*at, at[0] + wide, at[1] + high), grey)
    out = io.BytesIO()
    plate.save(out, "JPEG", dpi=(254, 254), quality=90)
    return out.getvalue()


def card_boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Return the dark boxes of both halves in millimetres from the top left corner."""
    page = picture(pdf, dpi=127).convert("L")
    middle = page.height // 2
    halves = [
        (0, page.crop((0, 0, page.width, middle))),
        (middle, page.crop((0, middle, page.width, page.height))),
    ]
    found = []
    for top, half in halves:
        x0, y0, x1, y1 = half.point([255 if v < 150 else 0 for v in range(256)]).getbbox()
        found.append(tuple(v / 5 for v in (x0, y0 + top, x1, y1 + top)))
    return found


def test_both_sides_keep_their_size_and_stand_one_above_the_other():
    """A card in a corner is neither enlarged nor shrunk, and stands in the middle of its half."""
    files = [
        inspect_scan(side(g, at=at), "证.jpg").working
        for g, at in ((60, (100, 150)), (90, (1000, 2000)))
    ]
    made = join_sides(files, [(0, 0, 0), (1, 0, 0)], "证.jpg")
    assert len(made.pages) == 1
    assert (round(made.pages[0].width_mm), round(made.pages[0].height_mm)) == (210, 297)
    for number, (x0, y0, x1, y1) in enumerate(card_boxes(made.working)):
        assert (x1 - x0, y1 - y0) == (pytest.approx(85.6, abs=0.7), pytest.approx(54, abs=0.7))
        assert (x0 + x1) / 2 == pytest.approx(105, abs=1)
        assert (y0 + y1) / 2 == pytest.approx(297 * (0.25 + 0.5 * number), abs=1)


@pytest.mark.parametrize("turns", [1, 3])
def test_a_side_lying_down_is_set_upright(turns):
    """Quarter turns made on screen hold on the joined page."""
    working = inspect_scan(side(60, turned=True), "证.jpg").working
    made = join_sides([working, working], [(0, 0, turns), (1, 0, turns)], "证.jpg")
    for x0, y0, x1, y1 in card_boxes(made.working):
        assert (x1 - x0, y1 - y0) == (pytest.approx(85.6, abs=0.7), pytest.approx(54, abs=0.7))


def test_the_picture_streams_are_the_very_bytes_that_came():
    """Joining re-encodes nothing."""
    data = side(60)
    working = inspect_scan(data, "证.jpg").working
    made = join_sides([working, working], [(0, 0, 0), (1, 0, 2)], "证.jpg")
    assert data in made.working
    assert faults(made.working) == []


def test_same_sides_same_bytes_and_a_missing_page_is_refused():
    """The same pages give the same file; a page that is not there is said by name."""
    working = inspect_scan(side(60), "证.jpg").working
    first, second = (join_sides([working], [(0, 0, 0), (0, 0, 0)], "证.jpg") for _try in range(2))
    assert first.working == second.working
    with pytest.raises(UserError) as fault:
        join_sides([working], [(0, 0, 0), (0, 5, 0)], "证.jpg")
    assert fault.value.code == "INTAKE-BROKEN-PDF"


@pytest.fixture
def desk(tmp_path):
    """An ID card scanned in two files, hung on its material."""
    with at_desk(tmp_path, Declaration(route=ANSWERS)) as session:
        files = []
        for name, grey in (("正面.jpg", 60), ("反面.jpg", 90)):
            (tmp_path / name).write_bytes(side(grey))
            files.append(tmp_path / name)
        entry = next(
            row.entry.id for row in session.checklist.rows if row.item and row.item.id == "id_card"
        )
        MaterialsPresenter(session).hang(entry, take_in(session, files, silent()))
        yield session, entry


def test_two_files_become_one_bound_page_and_undo_brings_them_back(desk):
    """The list counts one page, both originals are still in the vault, and one undo takes it back."""
    session, entry = desk
    pages = ScanPages(session)
    upper, lower = pages.pair(entry, 1)
    joined = join_pages(session, upper, lower, silent())
    pages.put_together(entry, (upper, lower), joined)
    assert session.checklist.row(entry).entry.page_count() == 1
    held = session.checklist.row(entry).entry.scans[0]
    for digest in (held.original, *held.others):
        assert session.vault.has_evidence(digest)
    assert session.undo() == "正反面合到一页"
    assert session.checklist.row(entry).entry.page_count() == 2


def test_pages_before_and_after_the_pair_stay_where_they_are(desk):
    """Only the two chosen pages go into one; what stood around them keeps its order."""
    session, entry = desk
    pages = ScanPages(session)
    scans = session.checklist.row(entry).entry.scans
    upper, lower = pages.pair(entry, 1)
    joined = join_pages(session, upper, lower, silent())
    pages.put_together(entry, (upper, lower), joined)
    pages._set(entry, (scans[1], joined, scans[0]), "摆一下")
    upper, lower = pages.pair(entry, 2)
    pages.put_together(entry, (upper, lower), joined)
    assert [each.id for each in session.checklist.row(entry).entry.scans] == [
        scans[1].id,
        joined.id,
    ]
    with pytest.raises(UserError) as fault:
        pages.pair(entry, 2)
    assert fault.value.code == "SCAN-NO-SECOND"
