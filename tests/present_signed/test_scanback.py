# SPDX-License-Identifier: MulanPSL-2.0
"""Signed sheets come back: filed by their code or by typed digits, looked at by a person, never judged here."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image

from app.kernel.errors import UserError
from app.kernel.progress import Progress, silent
from app.model.operations import SetValue
from app.paper.core.places import PlaceKind
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printlog import PrintLogPresenter
from app.present.session import Role
from app.present.signed.places import printed_sheets
from app.present.signed.records import Half, Verdict, sheets_of
from app.present.signed.scanback import ScanBackPresenter
from app.present.signed.scanback_state import SheetMark
from tests.helpers import hostile_files
from tests.helpers.printing_desk import printing_desk
from tests.helpers.signed_scans import jpeg, printed_page, signed, spoiled


@pytest.fixture
def session(tmp_path):
    with printing_desk(tmp_path / "desk") as made:
        yield made


@pytest.fixture
def back(session):
    """The presenter, its children ended afterwards."""
    made = ScanBackPresenter(session)
    yield made
    made.close()


@pytest.fixture
def pledge(session, back, tmp_path):
    """承诺书 printed under 印号 1 with codes switched on: its bytes."""
    back.switch_codes(SheetMark.SQUARE)
    PrintCentrePresenter(session).save("pledge", tmp_path / "pledge.pdf", silent())
    return (tmp_path / "pledge.pdf").read_bytes()


def scan(folder, name, data):
    """Write a scan and return its path."""
    path = folder / name
    path.write_bytes(data)
    return path


def take(back, *paths):
    """Read and file some scans."""
    return back.file(back.read(paths, silent()))


@pytest.mark.parametrize("turns", range(4))
def test_a_scan_is_filed_by_its_code_however_it_lay_in_the_scanner(
    session, back, pledge, tmp_path, turns
):
    """Piece, page and copy are known; what must be signed is listed, upright."""
    places = printed_sheets(session.vault, 1).of_page(1)
    page = spoiled(signed(printed_page(pledge, 0), places), 5)
    filed = take(back, scan(tmp_path, "a.jpg", jpeg(page, turns)))
    assert (filed.filed, filed.unclaimed) == (1, 0)
    (line,) = back.state.lines
    assert (line.number, line.what, line.page) == ("0001", "个人承诺书", "第 1 页")
    crops = back.crops(line.id, silent())
    assert len(crops) == len(places) and not any(crop.empty for crop in crops)
    for crop, place in zip(crops, places, strict=True):
        assert (crop.raster.width > crop.raster.height) == (place.place.kind is PlaceKind.SIGNATURE)


@pytest.mark.parametrize("turns", range(4))
def test_a_scan_is_filed_by_its_bars_however_it_lay_in_the_scanner(session, back, tmp_path, turns):
    """Code128 instead of the QR: the sheet is known, and set upright."""
    back.switch_codes(SheetMark.BARS)
    PrintCentrePresenter(session).save("pledge", tmp_path / "pledge.pdf", silent())
    places = printed_sheets(session.vault, 1).of_page(1)
    pdf = (tmp_path / "pledge.pdf").read_bytes()
    page = spoiled(signed(printed_page(pdf, 0), places), turns)
    filed = take(back, scan(tmp_path, "a.jpg", jpeg(page, turns)))
    assert (filed.filed, filed.unclaimed) == (1, 0)
    (line,) = back.state.lines
    assert (line.number, line.page) == ("0001", "第 1 页")
    assert not any(crop.empty for crop in back.crops(line.id, silent()))


def test_a_barcode_of_somebody_else_does_not_hide_the_code_of_the_sheet(
    session, back, pledge, tmp_path
):
    """A book number or a parcel label on the page is passed over."""
    page = printed_page(pledge, 0)
    label = zxingcpp.create_barcode("9787508412345", zxingcpp.BarcodeFormat.Code128).to_image(
        scale=3
    )
    page.paste(Image.fromarray(label), (300, 900))
    filed = take(back, scan(tmp_path, "a.jpg", jpeg(page)))
    assert (filed.filed, filed.unclaimed) == (1, 0)


def test_what_is_printed_in_the_foot_is_chosen_and_on_record(session, back):
    """Nothing at first; each choice leaves an event."""
    assert back.codes is SheetMark.NONE
    for mark in (SheetMark.BARS, SheetMark.SQUARE, SheetMark.NONE):
        back.switch_codes(mark)
        assert back.codes is mark
        context = session.paper_context()
        wanted = (mark is SheetMark.SQUARE, mark is SheetMark.BARS)
        assert (context.check_sheets, context.check_bars) == wanted
    events = [e for e in session.vault.events(0, 500) if e.kind == "sheet-codes"]
    assert len(events) == 3


@pytest.mark.parametrize("seed", range(3))
def test_a_place_without_ink_looks_empty_and_one_with_ink_does_not(session, back, tmp_path, seed):
    """Printed lines, labels and faint circles are no ink; a scrawl and a red seal are (评审表 page 12)."""
    back.switch_codes(SheetMark.SQUARE)
    PrintCentrePresenter(session).save("evaluation", tmp_path / "form.pdf", silent())
    pdf, page = (tmp_path / "form.pdf").read_bytes(), 12
    places = printed_sheets(session.vault, 1).of_page(page)
    some = places[::2]
    made = spoiled(signed(printed_page(pdf, page - 1), some), seed)
    take(back, scan(tmp_path, "a.jpg", jpeg(made)))
    crops = back.crops(back.state.lines[0].id, silent())
    told = {place: crop.empty for place, crop in zip(places, crops, strict=True)}
    assert [told[place] for place in some] == [False] * len(some)
    # A seal of 40 mm may reach over the edge of the next place; lines to sign must not be confused.
    lines = [p for p in places[1::2] if p.place.kind is PlaceKind.SIGNATURE]
    assert [told[place] for place in lines] == [True] * len(lines)


def test_the_program_says_nothing_until_a_person_has_looked(session, back, pledge, tmp_path):
    """要看 n 处; 有 everywhere is 看过; one 没有 is 缺签章; who said it and when stands beside it."""
    take(back, scan(tmp_path, "a.jpg", jpeg(printed_page(pledge, 0))))
    (line,) = back.state.lines
    count = len(back.state.places)
    assert line.state == f"要看 {count} 处" and all(p.verdict is None for p in back.state.places)
    for place in range(count):
        back.judge(line.id, place, Verdict.THERE)
    assert back.state.lines[0].state == "看过"
    back.judge(line.id, 0, Verdict.MISSING)
    assert back.state.lines[0].state == "缺签章"
    assert session.actor in back.state.places[0].said


def test_pages_that_are_still_to_come_are_listed(session, back, tmp_path):
    """Of a form of many pages one came back: the others are named, and which of them are signed."""
    back.switch_codes(SheetMark.SQUARE)
    PrintCentrePresenter(session).save("evaluation", tmp_path / "form.pdf", silent())
    pdf = (tmp_path / "form.pdf").read_bytes()
    take(back, scan(tmp_path, "a.jpg", jpeg(printed_page(pdf, 12))))
    (words,) = back.state.missing
    assert "还缺第 1—12、14—" in words and "其中第 10—12、14 页要签字盖章" in words
    log = PrintLogPresenter(session).state.lines[0]
    assert "签后扫描 1 页" in log.fate


def test_a_sheet_without_a_code_is_claimed_by_its_digits(session, back, tmp_path):
    """Codes off: 印号, page and the last group of the 核对码 file it; each slip is told."""
    PrintCentrePresenter(session).save("pledge", tmp_path / "pledge.pdf", silent())
    pdf = (tmp_path / "pledge.pdf").read_bytes()
    filed = take(back, scan(tmp_path, "a.jpg", jpeg(printed_page(pdf, 0))))
    assert (filed.filed, filed.unclaimed) == (0, 1)
    (line,) = back.state.lines
    assert line.unclaimed and line.state == "要认领" and back.foot(line.id).height > 100
    group = printed_sheets(session.vault, 1).code[-4:]
    for typed, code in (
        (("9", "1", group), "SIGNED-NO-PRINT"),
        (("", "1", group), "SIGNED-NO-PRINT"),
        (("1", "2", group), "SIGNED-PAGE"),
        (("1", "x", group), "SIGNED-PAGE"),
        (("1", "1", "0000"), "SIGNED-CODE"),
    ):
        with pytest.raises(UserError) as caught:
            back.claim(line.id, *typed)
        assert caught.value.code == code
    back.claim(line.id, "0001", "1", group)
    (line,) = back.state.lines
    assert line.number == "0001" and not line.unclaimed
    assert sheets_of(session.vault, 1)[0].typed


def test_the_same_page_is_not_taken_twice_and_a_void_entry_makes_room(
    session, back, pledge, tmp_path
):
    """A scan that is here already is left out; another scan of a full page waits; void entries stay on record."""
    first = scan(tmp_path, "a.jpg", jpeg(printed_page(pledge, 0)))
    again = scan(tmp_path, "b.jpg", jpeg(spoiled(printed_page(pledge, 0), 1)))
    assert take(back, first).filed == 1
    assert take(back, first).again == 1
    assert take(back, again).unclaimed == 1
    line = next(line for line in back.state.lines if not line.unclaimed)
    waiting = next(line for line in back.state.lines if line.unclaimed)
    group = printed_sheets(session.vault, 1).code[-4:]
    with pytest.raises(UserError) as caught:
        back.claim(waiting.id, "1", "1", group)
    assert caught.value.code == "SIGNED-TWICE"
    with pytest.raises(UserError) as caught:
        back.declare_void(line.id, "歪")
    assert caught.value.code == "SIGNED-REASON"
    back.declare_void(line.id, "扫歪了重扫")
    back.claim(waiting.id, "1", "1", group)
    assert [bool(sheet.cancelled) for sheet in sheets_of(session.vault, 1)] == [True, False]


def test_a_folded_sheet_is_two_pages(session, back, tmp_path):
    """An A3 side shows pages 14 and 3 of the 评审表: both are filed, each from its half."""
    back.switch_codes(SheetMark.SQUARE)
    PrintCentrePresenter(session).save("evaluation-a3", tmp_path / "a3.pdf", silent())
    pdf = (tmp_path / "a3.pdf").read_bytes()
    kept = printed_sheets(session.vault, 1)
    assert kept.pages % 4 == 0
    take(back, scan(tmp_path, "a.jpg", jpeg(printed_page(pdf, 2))))
    found = {sheet.page: sheet for sheet in sheets_of(session.vault, 1)}
    last = kept.pages - 2
    assert {page: sheet.half for page, sheet in found.items()} == {last: Half.LEFT, 3: Half.RIGHT}
    crops = back.crops(found[last].id, silent())
    assert len(crops) == len(kept.of_page(last)) and all(crop.empty for crop in crops)


def test_a_sheet_of_another_vault_is_not_filed_here(session, back, pledge, tmp_path):
    """印号 1 exists in every register: the 核对码 must be this printing's."""
    with printing_desk(tmp_path / "other") as other:
        elsewhere = ScanBackPresenter(other)
        elsewhere.switch_codes(SheetMark.SQUARE)
        other.apply(SetValue("basics.name", "别的人（虚构）"))
        PrintCentrePresenter(other).save("pledge", tmp_path / "x.pdf", silent())
        elsewhere.close()
    pdf = (tmp_path / "x.pdf").read_bytes()
    filed = take(back, scan(tmp_path, "x.jpg", jpeg(printed_page(pdf, 0))))
    assert (filed.filed, filed.unclaimed) == (0, 1)


def test_hostile_files_are_refused_by_name_and_hold_up_nothing(back, pledge, tmp_path):
    """A bomb and a program between two good scans: both good ones are filed, both bad ones named."""
    files = {name: data for name, data, _ in hostile_files.hostile_files()}
    paths = [
        scan(tmp_path, "flate.pdf", files["flate.pdf"]),
        scan(tmp_path, "a.jpg", jpeg(printed_page(pledge, 0))),
        scan(tmp_path, "program.jpg", files["program.jpg"]),
    ]
    filed = take(back, *paths)
    assert filed.filed == 1
    assert [
        ("flate.pdf" in m.one_line() or "program.jpg" in m.one_line()) for m in filed.refused
    ] == [True, True]


def test_stopping_leaves_the_rest_unread(back, pledge, tmp_path):
    """The person stops: what was not looked at is named."""
    path = scan(tmp_path, "a.jpg", jpeg(printed_page(pledge, 0)))
    found = back.read([path], Progress(stop_requested=lambda: True))
    assert found.left == ("a.jpg",) and not found.sheets


def test_acts_stand_in_the_chain_without_words(session, back, pledge, tmp_path):
    """Filed, seen, void: one event each, with numbers and digests only."""
    take(back, scan(tmp_path, "张三签字页.jpg", jpeg(printed_page(pledge, 0))))
    sheet = back.state.lines[0].id
    back.judge(sheet, 0, Verdict.UNCLEAR)
    back.declare_void(sheet, "扫歪了重扫")
    kinds = [event.kind for event in session.vault.events()][-3:]
    assert kinds == ["signed-sheet", "signed-unclear", "signed-void"]
    assert all("张三" not in str(event) for event in session.vault.events())


def test_a_piece_printed_before_this_was_kept_says_so(session, back, pledge, tmp_path):
    """Without its lay-out a printing cannot be looked at; the message says what to do."""
    session.vault.set_setting("printed-sheets/1", "")
    filed = take(back, scan(tmp_path, "a.jpg", jpeg(printed_page(pledge, 0))))
    assert filed.unclaimed == 1
    with pytest.raises(UserError) as caught:
        back.claim(back.state.lines[0].id, "1", "1", "0000")
    assert caught.value.code == "SIGNED-NO-PLACES"


@pytest.mark.parametrize("key", ["printed-sheets/1", "signed-sheets/1"])
@pytest.mark.parametrize("text", ["{", '{"format": 9}', '{"format":1,"sheets":[{"x":1}],"places":[[1]],"code":"","pages":1}'])  # fmt: skip
def test_a_damaged_record_is_told(session, back, pledge, key, text):
    """Never a crash, never an invented entry."""
    session.vault.set_setting(key, text)
    with pytest.raises(UserError) as caught:
        printed_sheets(session.vault, 1) if "printed" in key else sheets_of(session.vault, 1)
    assert caught.value.code == "SIGNED-DAMAGED"


def test_the_units_desk_files_what_it_printed(tmp_path):
    """The same room at the other desk."""
    with printing_desk(tmp_path / "unit", role=Role.UNIT) as unit:
        back = ScanBackPresenter(unit)
        back.switch_codes(SheetMark.SQUARE)
        PrintCentrePresenter(unit).save("pledge", tmp_path / "p.pdf", silent())
        data = jpeg(printed_page((tmp_path / "p.pdf").read_bytes(), 0))
        assert take(back, scan(tmp_path, "a.jpg", data)).filed == 1
        back.close()
