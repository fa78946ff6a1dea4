# SPDX-License-Identifier: MulanPSL-2.0
"""Volumes: what is bound is what was scanned, byte for byte, where the plan says."""

from __future__ import annotations

import hashlib
import io

import attrs
import pikepdf
import pytest

from app.kernel.errors import Cancelled, UserError
from app.kernel.progress import Progress
from app.paper.core import geometry as g
from app.paper.core.geometry import MM, Side
from app.paper.core.press import Piece, Press, footer
from app.paper.volume.attachment import place
from app.paper.volume.packet import plan_packet, write_packet
from app.paper.volume.plan import PAPER, PacketPlan
from tests.helpers import pages
from tests.helpers.paper_double import A4, A4_WIDE, Store, context, rows, working_copy


def written(plan: PacketPlan, store: Store, **options) -> tuple[bytes, object]:
    """Return the file of a plan and its report."""
    target = io.BytesIO()
    report = write_packet(plan, context(), store.__getitem__, target, **options)
    return target.getvalue(), report


@pytest.fixture(scope="module")
def store() -> Store:
    return Store()


@pytest.fixture(scope="module")
def plan(store: Store) -> PacketPlan:
    return plan_packet(context(), rows(store))


@pytest.fixture(scope="module")
def packet(plan: PacketPlan, store: Store) -> bytes:
    return written(plan, store)[0]


def jpegs(pdf: bytes) -> set[str]:
    """Return digests of all JPEG streams of a file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            hashlib.sha256(item.read_raw_bytes()).hexdigest()
            for item in document.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Filter") == "/DCTDecode"
        }


def test_scans_are_bound_byte_for_byte(packet, store):
    """Every JPEG stream of every working copy stands unchanged in the volume."""
    wanted = {digest for data in store.values() for digest in jpegs(data)}
    used = {scan.working for row in rows(store) for scan in row.entry.scans}
    assert used <= set(store)
    assert jpegs(packet) == wanted


def test_the_file_is_clean_and_the_same_every_time(packet, plan, store):
    """Qpdf finds no fault, fonts are embedded, the same plan gives the same bytes."""
    assert pages.faults(packet) == []
    assert all(pages.fonts(packet).values())
    assert written(plan, store)[0] == packet


def test_every_printed_side_carries_its_planned_number(packet, plan):
    """第 n 页 on the paper is n in the plan; covers, dividers and blanks carry none."""
    sides = printed(plan)
    assert pages.page_count(packet) == len(sides)
    for index, side in enumerate(sides):
        text = pages.words(packet, index)
        if side.number is not None:
            assert text.endswith(f"第{side.number}页")
        else:
            assert not text.endswith("页")


def printed(plan: PacketPlan) -> list:
    """Return the sides that are in the file: all but what is put in by hand, with its blank backs."""
    kept, by_hand = [], False
    for volume in plan.volumes:
        for side in volume.sides:
            by_hand = side.kind == PAPER or (by_hand and side.kind == "blank")
            if not by_hand:
                kept.append(side)
    return kept


def test_numbers_stand_right_on_fronts_and_left_on_backs(packet, plan):
    """The outer corner is decided by the physical side, not by parity."""
    for index, side in list(enumerate(printed(plan)))[2:16]:
        if side.number is None:
            continue
        outer = (150, 282, 209, 292) if side.side is Side.FRONT else (1, 282, 60, 292)
        found = pages.ink(packet, outer, index, dpi=100)
        assert found is not None
        edge = found[2] if side.side is Side.FRONT else found[0]
        assert edge == pytest.approx(192 if side.side is Side.FRONT else 18, abs=0.8)


def test_the_catalogue_on_paper_tells_the_planned_ranges(packet, plan):
    """Every bound material's range is printed in the catalogue."""
    catalogue = pages.words(packet, 2) + pages.words(packet, 3)
    for entry in plan.entries:
        if entry.spans:
            shown = f"{entry.first}—{entry.last}" if entry.first != entry.last else f"{entry.first}"
            assert shown in catalogue
    assert f"共2册{plan.numbered}页" in catalogue


def test_bookmarks_and_page_labels_lead_to_the_pages(packet, plan):
    """The outline holds volumes, tabs and materials; labels are the printed numbers."""
    with pikepdf.open(io.BytesIO(packet)) as document:
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == [
                "第1册　资格证明材料",
                "第2册　业绩成果材料",
            ]
            tabs = [item.title for item in outline.root[1].children]
        assert tabs[0].startswith("C　工作总结") and len(tabs) == 4
        labels = [document.pages[index].label for index in range(len(document.pages))]
    numbers = [side for side in enumerate(printed(plan)) if side[1].number is not None]
    assert all(labels[index] == str(side.number) for index, side in numbers)
    assert labels[0].startswith("封面")


def test_one_volume_can_be_written_alone(plan, store):
    """Its sides, its labels, nothing of the other volume."""
    pdf, report = written(plan, store, only=2)
    assert report.volumes == 1
    assert pages.page_count(pdf) == len(plan.volumes[1].sides)
    assert "第2册" in pages.words(pdf, 0)


def test_the_report_counts_what_was_written(plan, store):
    """Sides in the file, sheets of paper, what is put in by hand."""
    _, report = written(plan, store)
    assert report.pages == len(printed(plan))
    assert report.by_hand == 6
    assert report.numbered == plan.numbered
    assert set(report.seconds) == {"read", "copy", "draw", "close"}


def test_a_paper_of_our_own_is_bound_at_full_size_with_its_number(store):
    """The pledge keeps its own head and foot; only the page number is added."""
    press = Press(imprint=context().imprint())
    page = press.page(g.bound())
    page.text(page.margins.axis, 40, "职称申报个人承诺书", "song_bold", 22, "centre")
    footer(page, press.imprint)
    made = {"pledge": Piece("pledge", "个人承诺书", press.save(), 1)}
    listed = [
        attrs.evolve(row, piece="pledge") if row.entry.id == "pledge" else row
        for row in rows(store)
    ]
    plan = plan_packet(context(), listed, made)
    pdf, _ = written(plan, store, pieces=made)
    index = next(i for i, side in enumerate(printed(plan)) if side.entry_id == "pledge")
    text = pages.words(pdf, index)
    assert "职称申报个人承诺书" in text and text.endswith("第3页")
    assert pages.ink(pdf, (70, 33, 160, 47), index) is not None


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("stamp", [True, False])
def test_pages_are_placed_by_rule(side, stamp):
    """An A4 copy stands at 72 % beside the stamp zone, within the type area, never enlarged."""
    margins = g.bound(side)
    a4 = place((210 * MM, 297 * MM), 0, margins, side, stamp=stamp)
    assert a4.scale == pytest.approx(215 / 297 if stamp else 162 / 210, abs=0.001)
    card = place((90 * MM, 60 * MM), 0, margins, side, stamp=stamp)
    assert card.scale == 1 and card.width == pytest.approx(90)
    for found in (a4, card):
        assert found.x >= margins.left - 0.01 and found.x + found.width <= margins.x1 + 0.01
        assert found.y + found.height <= margins.y1 - (g.STAMP[1] + 6 if stamp else 0) + 0.01


def test_a_landscape_page_is_turned_with_its_top_to_the_spine():
    """On a front its top lies left, on a back right; a small card stays as it is."""
    size = (297 * MM, 210 * MM)
    front = place(size, 0, g.bound(Side.FRONT), Side.FRONT, stamp=True)
    back = place(size, 0, g.bound(Side.BACK), Side.BACK, stamp=True)
    assert front.height > front.width and back.height > back.width
    assert front.scale == pytest.approx(215 / 297, abs=0.001)
    # The page's own top left corner, by the matrix: to the lower left on a front, upper right on a back.
    assert corner(front.matrix, 0, size[1]) == pytest.approx(
        (front.x, front.y + front.height), abs=0.01
    )
    assert corner(back.matrix, 0, size[1]) == pytest.approx((back.x + back.width, back.y), abs=0.01)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_quarter_turns_a_person_chose_are_kept(turns):
    """The four corners of a turned page lie in its place on the sheet."""
    size = (150 * MM, 200 * MM)
    found = place(size, turns, g.bound(), Side.FRONT, stamp=False)
    spots = [corner(found.matrix, x, y) for x in (0, size[0]) for y in (0, size[1])]
    assert min(x for x, _ in spots) == pytest.approx(found.x, abs=0.01)
    assert max(x for x, _ in spots) == pytest.approx(found.x + found.width, abs=0.01)
    assert min(y for _, y in spots) == pytest.approx(found.y, abs=0.01)
    top_left = {0: (0, 0), 1: (1, 0), 2: (1, 1), 3: (0, 1)}[turns]
    where = corner(found.matrix, 0, size[1])
    assert where == pytest.approx(
        (found.x + top_left[0] * found.width, found.y + top_left[1] * found.height), abs=0.01
    )


def corner(matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point of the page lies on the sheet, in mm from the top left."""
    a, b, c, d, e, f = matrix
    return ((a * x + c * y + e) / MM, 297 - (b * x + d * y + f) / MM)


def test_a_scan_on_paper_lies_where_it_is_placed(packet, plan):
    """The thin frame round an A4 copy beside the stamp zone, to 0.3 mm at 300 dpi."""
    index = next(i for i, side in enumerate(printed(plan)) if side.entry_id == "appointment")
    placed = place((210 * MM, 297 * MM), 0, g.bound(), Side.FRONT, stamp=True)
    found = pages.ink(packet, (25, 20, 205, 241), index, dark=200)
    assert found is not None
    assert found == pytest.approx(
        (placed.x, placed.y, placed.x + placed.width, placed.y + placed.height), abs=0.3
    )
    zone = pages.ink(packet, (120, 238, 208, 275), index)
    assert (
        zone is not None
        and zone[2] == pytest.approx(192, abs=0.3)
        and zone[1] == pytest.approx(243.5, abs=0.3)
    )


def test_a_copy_that_cannot_be_read_is_named(plan, store):
    """A broken working copy stops the printing with the name of the material."""
    broken = dict(store)
    scan = next(row.entry.scans[0] for row in rows(store) if row.entry.id == "education")
    broken[scan.working] = b"%PDF-1.7 broken"
    with pytest.raises(UserError) as caught:
        write_packet(plan, context(), broken.__getitem__, io.BytesIO())
    assert caught.value.code == "PAPER-COPY" and "学历" in str(caught.value)


def test_a_copy_with_fewer_pages_than_planned_is_named(plan, store):
    """A copy that lost a page since planning is told with both counts."""
    short = dict(store)
    scan = next(row.entry.scans[0] for row in rows(store) if row.entry.id == "appraisals")
    short[scan.working] = working_copy([A4] * 3)
    with pytest.raises(UserError) as caught:
        write_packet(plan, context(), short.__getitem__, io.BytesIO())
    assert (
        caught.value.code == "PAPER-PAGES" and "4" in str(caught.value) and "3" in str(caught.value)
    )


def test_the_work_can_be_stopped(plan, store):
    """A person who stops gets no half file reported as done."""
    with pytest.raises(Cancelled):
        write_packet(
            plan, context(), store.__getitem__, io.BytesIO(), Progress(stop_requested=lambda: True)
        )


def test_a_copy_bound_twice_is_kept_once(store):
    """The same scan under two materials adds no second picture."""
    listed = rows(store)
    scan = store.scan([A4_WIDE], 90)
    twice = [
        attrs.evolve(row, entry=attrs.evolve(row.entry, scans=(scan,)))
        for row in listed
        if row.entry.id in ("education", "award")
    ]
    pdf, _ = written(plan_packet(context(), twice), store)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pictures = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
    assert len(pictures) == 1
