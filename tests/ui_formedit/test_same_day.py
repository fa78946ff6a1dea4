# SPDX-License-Identifier: MulanPSL-2.0
"""The officer's day: the real paper is scanned, laid behind the form, rules are dragged onto it, and it prints so."""

from __future__ import annotations

import io
import math

import attrs
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from app.kernel.progress import silent
from app.model.declaration import Declaration
from app.paper.context import PaperContext
from app.paper.forms import FormSpec
from app.paper.forms.drafting import draft_page
from app.policy.pack import load_pack
from app.present.formedit.desk import BLANK
from app.present.formedit.edges import moved, page_edges, rule_of
from app.present.places import Place
from app.present.prints.pieces import make_piece
from tests.helpers.geometry import settle
from tests.helpers.pages import words
from tests.helpers.windows import finish
from tests.ui_formedit.conftest import BASICS, at, drawn
from tests.ui_formedit.test_editor import drag
from tests.ui_print.conftest import KeepingSpooler
from ui.printing import desk as print_desk
from ui.qt import Qt
from ui.shell import Shell
from ui.theme import TextSize

DPI = 300
LEAN, SHIFT, SCAN_DPI = 0.8, (14, -10), 200  # degrees clockwise, pixels
# (upright, where the program's form has the rule, a place on it, where the real paper has it), all in mm
RULES = (
    (True, 66.0, 150.0, 60.5),
    (False, 147.0, 100.0, 151.0),
    (False, 60.0, 60.0, 58.5),
    (False, 167.0, 100.0, 170.0),
    (True, 98.0, 66.0, 101.0),
)
CORNERS = ((22.0, 45.0), (189.0, 261.0))


def real_paper() -> bytes:
    """Return the page as the authority prints it: the program's form with five rules elsewhere."""
    spec = FormSpec.load("evaluation")
    page = spec.pages[BASICS]
    for upright, at_mm, near, to in RULES:
        edges = page_edges(spec, page, ())
        edge = next(
            e for e in edges
            if e.upright == upright and abs(e.at - at_mm) < 0.01 and e.start <= near <= e.end
        )  # fmt: skip
        page = moved(page, rule_of(edges, edge), to)
    changed = attrs.evolve(spec, pages=(*spec.pages[:BASICS], page, *spec.pages[BASICS + 1 :]))
    return draft_page(changed, BASICS, PaperContext(Declaration(), load_pack())).pdf


def picture(pdf: bytes, index: int, dpi: int) -> Image.Image:
    """Return a page as a grey picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[index].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")


def scanned(pdf: bytes) -> bytes:
    """Return the paper as a scanner gives it: leaning, shifted, soft and grey, as PNG."""
    sheet = picture(pdf, 0, SCAN_DPI)
    leaning = sheet.rotate(
        -LEAN, resample=Image.Resampling.BICUBIC, fillcolor=250, translate=SHIFT
    ).filter(ImageFilter.GaussianBlur(0.6))
    grey = Image.blend(leaning, Image.effect_noise(leaning.size, 14), 0.08)
    out = io.BytesIO()
    grey.save(out, "PNG", dpi=(SCAN_DPI, SCAN_DPI))
    return out.getvalue()


def on_scan(x: float, y: float) -> tuple[float, float]:
    """Return where a point of the paper lies on the scan, in mm."""
    mm = 25.4 / SCAN_DPI
    wide, high = 1654 * mm / 2, 2339 * mm / 2
    angle = math.radians(LEAN)
    dx, dy = x - wide, y - high
    return (
        wide + dx * math.cos(angle) - dy * math.sin(angle) + SHIFT[0] * mm,
        high + dx * math.sin(angle) + dy * math.cos(angle) + SHIFT[1] * mm,
    )


def rule_near(page: Image.Image, place: float, along: float, *, upright: bool) -> float:
    """Return where the middle of the ink nearest to a place is, in mm, within 2 mm of it."""
    mm = DPI / 25.4
    ink = []
    for pixel in range(round((place - 2) * mm), round((place + 2) * mm)):
        line = [
            page.getpixel(
                (pixel, round((along + step) * mm))
                if upright
                else (round((along + step) * mm), pixel)
            )
            for step in (-1.0, -0.5, 0.0, 0.5, 1.0)
        ]
        if sum(line) / len(line) < 128:
            ink.append(pixel)
    assert ink, (place, along, upright)
    return (sum(ink) / len(ink) + 0.5) / mm


def test_a_rule_dragged_onto_the_scan_prints_where_it_was_dragged(qtbot, editor, unit):
    """Scan laid by two clicks, five rules dragged onto it, put into force: each prints within 0.3 mm of its place."""
    shell = editor()
    screen = shell.current
    screen._fill(BLANK)
    screen.lay_scan(scanned(real_paper()), "附件 评审表.png")
    finish(shell)
    screen.canvas.fit("whole")
    drawn(shell)
    screen.behind.register.click()
    view, left = screen.canvas.viewport(), Qt.MouseButton.LeftButton
    for corner in CORNERS:
        qtbot.mouseClick(view, left, pos=at(screen, *on_scan(*corner)))
        qtbot.mouseClick(view, left, pos=at(screen, *corner))
    behind = screen.presenter.state.behind
    grain = 1.0 / screen.canvas.scale  # mm of one pixel on the screen
    for corner in (*CORNERS, (189.0, 45.0), (22.0, 261.0)):
        assert behind.to_sheet(on_scan(*corner)) == pytest.approx(corner, abs=2 * grain)

    while screen.canvas.scale < 4.0:
        screen.canvas.zoom_by(1)
    dragged = []
    for upright, at_mm, near, to in RULES:
        start, end = ((at_mm, near), (to, near)) if upright else ((near, at_mm), (near, to))
        spot = screen.canvas.place(type(screen.presenter.state.boxes[0][1])(*start, *end)).center()
        room = view.rect().center()
        screen.canvas._scroll_by(spot.x() - room.x(), spot.y() - room.y())
        drag(qtbot, screen, start, end)
        drawn(shell)
        dragged.append(to)
    screen._enforce()
    piece = make_piece(unit, "evaluation", unit.paper_context(proof=False), silent())
    assert "本单位第1版" in words(piece.pdf, BASICS)
    page = picture(piece.pdf, BASICS, DPI)
    for (upright, _, near, _), place in zip(RULES, dragged, strict=True):
        assert rule_near(page, place, near, upright=upright) == pytest.approx(place, abs=0.3)


def test_the_proof_against_the_light_lays_form_and_scan_together(qtbot, editor, unit, tmp_path):
    """对照样张 is registered, carries the scan under the form's own rules, and both lie where the screen shows them."""
    shell = editor()
    screen = shell.current
    screen._fill(BLANK)
    paper = real_paper()
    screen.lay_scan(scanned(paper), "附件.png")
    finish(shell)
    papers = screen.papers
    papers.register((on_scan(*CORNERS[0]), CORNERS[0]), (on_scan(*CORNERS[1]), CORNERS[1]))
    target = tmp_path / "样张.pdf"
    number = papers.save_proof(target)
    entry = unit.vault.prints()[-1]
    assert entry.number == number and "版式对照样张" in entry.what
    page = picture(target.read_bytes(), 0, DPI)
    # The form's own rule at x = 66 and the paper's at 60.5, both there.
    assert rule_near(page, 66.0, 156.0, upright=True) == pytest.approx(66.0, abs=0.3)
    assert rule_near(page, 60.5, 156.0, upright=True) == pytest.approx(60.5, abs=0.3)


def test_ctrl_p_hands_the_proof_to_the_printer_and_registers_it(qtbot, editor, unit, monkeypatch):
    """The proof goes out once, under its own register number, as a draft of no declaration."""
    made = KeepingSpooler()
    monkeypatch.setattr(print_desk, "spooler_for_system", lambda _parent: made)
    shell = editor()
    assert shell.current.print_now()
    finish(shell)
    assert len(made.taken) == 1
    entry = unit.vault.prints()[-1]
    assert (entry.state, entry.document) == ("draft", "")
    assert "版式对照样张" in entry.what


def test_the_window_can_open_at_the_editor_as_after_a_lock(application, unit, shared_child):
    """Coming back after a lock shows the form that was in hand, not the first screen."""
    shell = Shell(unit, TextSize(16))
    shell.resize(1366, 688)
    shell.show()
    settle()
    shell.come_back(Place("formedit", "form.pledge", 0, unit.declaration.id))
    drawn(shell)
    assert shell.name == "formedit"
    assert shell.current.presenter.draft.spec.id == "pledge"
    assert shell.place().path == "form.pledge"
    finish(shell)
    shell.close()
    shell.deleteLater()
    settle()
