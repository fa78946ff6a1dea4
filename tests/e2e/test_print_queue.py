# SPDX-License-Identifier: MulanPSL-2.0
"""A real print queue: what it receives is what the preview shows, page by page.

Run by hand or on a machine made for it: ``pytest -m cups tests/e2e``.
"""

from __future__ import annotations

import io
import time

import pikepdf
import pypdfium2
import pytest

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.present.prints.open_jobs import open_jobs
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printers import Sides
from app.present.prints.printing import produce
from tests.helpers.geometry import settle
from tests.helpers.print_queue import DUPLEX_PPD, print_server
from tests.helpers.printing_desk import printing_desk
from ui.desktop import dress
from ui.printing import cups
from ui.printing.desk import PrintDesk
from ui.qt import QPushButton
from ui.shell import Shell
from ui.theme import TextSize
from ui.widgets.dialogs import Dialog

pytestmark = pytest.mark.cups
PATIENCE = 40.0
A4 = (595.276, 841.89)  # points
EVERY = slice(None)
TRAYS = """*OpenUI *InputSlot/Paper Source: PickOne
*OrderDependency: 30 AnySetup *InputSlot
*DefaultInputSlot: Upper
*InputSlot Upper/Upper: ""
*InputSlot Manual/Manual: ""
*CloseUI: *InputSlot
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A print server with a queue that turns sheets and one that does not."""
    folder = tmp_path_factory.mktemp("cups")
    for part in (folder, *folder.parents[:2]):
        part.chmod(0o755)
    single = folder / "single.ppd"
    text = DUPLEX_PPD.read_text("latin-1").splitlines(keepends=True)
    single.write_text("".join(line for line in text if "Duplex" not in line), "latin-1")
    with print_server(folder / "server") as made:
        made.add_queue("TURNS", DUPLEX_PPD)
        made.add_queue("SINGLE", single)
        trays = folder / "trays.ppd"
        trays.write_text("".join(text) + TRAYS, "latin-1")
        made.add_queue("TRAYS", trays)
        made.run("lpadmin", "-d", "TURNS")
        yield made


@pytest.fixture
def desk(qapp, tmp_path, server, monkeypatch):
    """A window over a packet, its print desk bound to the private server."""
    monkeypatch.setattr(cups, "SOCKET", server.socket)
    monkeypatch.setattr(cups, "SERVER_FILE", server.folder / "etc" / "cupsd.conf")
    dress(qapp)
    with printing_desk(tmp_path) as session:
        shell = Shell(session, TextSize.STANDARD)
        shell.show()
        settle()
        yield PrintDesk(shell.context)
        shell.close()
        shell.deleteLater()
        settle()


def until(condition) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited too long"
        settle(2)
        time.sleep(0.02)


def printers_of(desk):
    """Return what the desk finds."""
    found = []
    desk.find(found.append)
    until(lambda: found)
    return found[0]


def same_pages(received: bytes, seen: bytes, pages: slice = EVERY, copies: int = 1) -> bool:
    """Tell whether a queue got the pages seen, pixel by pixel.

    CUPS puts every page unscaled into the middle of the paper its driver names in whole points
    (595 × 842), 0.05 mm beside; so the page is looked at through the box it had when it was sent.
    """
    sent = pikepdf.open(io.BytesIO(received))
    for page in sent.pages:
        left, bottom, right, top = (float(value) for value in page.mediabox)
        x, y = (right - left - A4[0]) / 2, (top - bottom - A4[1]) / 2
        assert abs(x) < 0.3 and abs(y) < 0.3
        page.mediabox = pikepdf.Array([x, y, x + A4[0], y + A4[1]])
    out = io.BytesIO()
    sent.save(out)
    got, wanted = pictures(out.getvalue()), pictures(seen)[pages] * copies
    assert len(got) == len(wanted)
    return all(_differing(*pair) < 60 for pair in zip(got, wanted, strict=True))


def _differing(one: bytes, other: bytes) -> int:
    """Return how many of about a million pixels differ: those on the cut edge of the paper may."""
    assert len(one) == len(other)
    return sum(a != b for a, b in zip(one, other, strict=True)) if one != other else 0


def pictures(pdf: bytes) -> list[bytes]:
    """Return every page drawn at 100 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = []
    for page in document:
        drawn.append(bytes(page.render(scale=100 / 72, grayscale=True).buffer))
        page.close()
    document.close()
    return drawn


def test_queues_are_found_with_what_they_can_do(desk):
    """Every queue, the default one marked; the one without a duplexer is known as such."""
    found = {printer.name: printer for printer in printers_of(desk)}
    assert set(found) == {"TURNS", "SINGLE", "TRAYS"}
    assert found["TURNS"].duplex is True and found["TURNS"].default
    assert found["SINGLE"].duplex is False
    assert found["TURNS"].warning == ""


@pytest.mark.parametrize("piece_id", ["volume", "evaluation"])
def test_the_queue_receives_what_the_preview_shows(desk, server, piece_id):
    """Same number of pages, same pixels, two-sided; the number is its only name."""
    session = desk.context.session
    centre = PrintCentrePresenter(session)
    centre.set_printers(printers_of(desk))
    centre.select(piece_id)
    seen = centre.preview(piece_id)
    before = len(server.received())
    jobs = centre.ready(silent())
    desk.send(jobs, centre.registered)
    until(lambda: len(server.received()) > before)
    got = server.received()[-1]
    assert same_pages(got.pdf, seen.pdf)
    assert "sides=two-sided-long-edge" in got.options
    assert "Duplex=DuplexNoTumble" in got.options
    assert got.title == "0001"
    assert session.declaration.basics.name not in got.options
    (entry,) = session.vault.prints()
    assert (entry.number, entry.printer, entry.copies) == (1, "TURNS", 1)
    until(lambda: "都打完了" in "".join(m.title for m in desk.context.messages.messages()))


def test_every_copy_arrives_and_is_counted(desk, server):
    """Three copies of one page leave the queue as three sheets and stand in the register as three."""
    session = desk.context.session
    centre = PrintCentrePresenter(session)
    centre.set_printers(printers_of(desk))
    centre.choose_printer("SINGLE")
    centre.set_sides(Sides.ONE)
    centre.select("pledge")
    centre.set_copies("3")
    before = len(server.received())
    desk.send(centre.ready(silent()), centre.registered)
    until(lambda: len(server.received()) > before)
    assert "copies=3" in server.received()[-1].options or server.received()[-1].copies == 3
    assert [entry.sheets for entry in session.vault.prints()] == [3]


def test_a_job_that_is_not_registered_prints_nothing(desk, server):
    """When the register refuses, the held job is taken back and no sheet comes out."""
    centre = PrintCentrePresenter(desk.context.session)
    centre.set_printers(printers_of(desk))
    centre.select("pledge")
    before = len(server.received())

    def refuse(_ready):
        raise UserError("VAULT-PRINT-NUMBER", number=1, expected=2)

    desk.send(centre.ready(silent()), refuse)
    until(desk.context.messages.messages)
    until(lambda: not server.run("lpstat", "-W", "not-completed", "-o"))
    assert len(server.received()) == before
    assert desk.context.session.vault.prints() == []


def test_a_printer_without_paper_is_said_and_goes_on(desk, server):
    """The queue stops with its reason in Chinese; after paper was put in the same job is printed."""
    centre = PrintCentrePresenter(desk.context.session)
    centre.set_printers(printers_of(desk))
    centre.select("pledge")
    before = len(server.received())
    server.refuse(True)
    desk.send(centre.ready(silent()), centre.registered)
    said = desk.context.messages
    until(lambda: any(m.code == "M44-UNKNOWN" for m in said.messages()))
    assert any("缺纸" in m.detail for m in said.messages())
    server.refuse(False)
    server.run("cupsenable", "TURNS")
    until(lambda: len(server.received()) > before)


def test_sheets_turned_by_hand_are_the_same_pages(desk, server):
    """Fronts first, then the backs with a blank for a sheet that has none; one number for both."""
    session = desk.context.session
    centre = PrintCentrePresenter(session)
    centre.set_printers(printers_of(desk))
    centre.choose_printer("SINGLE")
    centre.set_sides(Sides.BY_HAND)
    centre.select("volume")
    seen = centre.preview("volume").pdf
    before = len(server.received())
    desk.send(centre.ready(silent()), centre.registered)
    until(lambda: len(server.received()) == before + 1)
    area = desk.context.messages
    until(lambda: any(m.code == "PRINT-TURN" for m in area.messages()))
    bar = next(bar for bar in area._bars if bar.message.code == "PRINT-TURN")
    next(b for b in bar.findChildren(QPushButton) if b.text() == "打背面").click()
    until(lambda: len(server.received()) == before + 2)
    fronts, backs = (job.pdf for job in server.received()[-2:])
    assert same_pages(fronts, seen, slice(0, None, 2))
    assert same_pages(backs, seen, slice(1, None, 2))
    assert len(session.vault.prints()) == 1


def answer_dialog(monkeypatch, fill):
    """Let the next dialog be filled and agreed to."""

    def answer(dialog):
        fill(dialog)
        words = "收回剩下的，接着打"
        next(b for b in dialog.findChildren(QPushButton) if b.text() == words).click()

    monkeypatch.setattr(Dialog, "exec", answer)


def press_on_message(desk, code: str, start: str) -> None:
    """Press a verb of a message."""
    bar = next(bar for bar in desk.context.messages._bars if bar.message.code == code)
    next(b for b in bar.findChildren(QPushButton) if b.text().startswith(start)).click()


def test_a_job_that_jams_goes_on_from_its_page(desk, server, monkeypatch):
    """M44: the queue stops on page 5 and says so; the rest alone is printed, under a number of its own."""
    session = desk.context.session
    centre = PrintCentrePresenter(session)
    centre.set_printers(printers_of(desk))
    centre.choose_printer("TURNS")
    centre.select("volume")
    before = len(server.received())
    server.jam(5)
    desk.send(centre.ready(silent()), centre.registered)
    until(lambda: any(m.code == "M44" for m in desk.context.messages.messages()))
    said = next(m for m in desk.context.messages.messages() if m.code == "M44")
    (job,) = open_jobs(session.vault)
    assert job.page_words(4) in said.title and "卡纸" in said.detail
    assert job.told == 5
    server.jam(0)
    answer_dialog(monkeypatch, lambda _dialog: None)
    press_on_message(desk, "M44", "从")
    until(lambda: len(session.vault.prints()) == 2)
    server.run("cupsenable", "TURNS")
    until(lambda: len(server.received()) > before)
    got = server.received()[before:]
    assert [job.title for job in got] == [
        "0002"
    ]  # nothing of the old job came after it was taken back
    produced = produce(session, "volume", formal=False, number=2, progress=silent())
    assert same_pages(got[0].pdf, produced.pdf, slice(4, None))
    old, new = session.vault.prints()
    assert new.purpose.startswith("续打")
    balance = session.vault.print_balance()
    assert balance.printed == old.sheets + 1
    assert balance.spoiled == 1
    until(lambda: open_jobs(session.vault) == ())


def test_a_job_somebody_cancels_is_said_and_goes_on(desk, server, monkeypatch):
    """The queue stopped and dropped it; the person says the last good page, and the rest comes out."""
    session = desk.context.session
    centre = PrintCentrePresenter(session)
    centre.set_printers(printers_of(desk))
    centre.choose_printer("TURNS")
    centre.select("volume")
    before = len(server.received())
    server.refuse(True)
    desk.send(centre.ready(silent()), centre.registered)
    until(lambda: open_jobs(session.vault) != ())
    (job,) = open_jobs(session.vault)
    until(lambda: any(m.code == "M44-UNKNOWN" for m in desk.context.messages.messages()))
    server.run("cancel", job.job_id)
    server.refuse(False)
    server.run("cupsenable", "TURNS")
    until(
        lambda: any(
            "取消" in m.detail for m in desk.context.messages.messages() if m.code.startswith("M44")
        )
    )
    answer_dialog(monkeypatch, lambda dialog: dialog.good.line.setText("1"))
    press_on_message(desk, "M44-UNKNOWN", "接着打")
    until(lambda: len(server.received()) > before)
    assert [job.title for job in server.received()[before:]] == ["0002"]


def test_chosen_pages_from_a_chosen_tray_are_what_arrives(desk, server):
    """A range goes out as whole sheets from the tray named; two copies arrive one whole copy after another."""
    session = desk.context.session
    centre = PrintCentrePresenter(session)
    centre.set_printers(printers_of(desk))
    centre.choose_printer("TRAYS", "Manual")
    centre.select("evaluation")
    centre.set_range("2-3")
    centre.set_copies("2")
    seen = centre.preview("evaluation").pdf
    before = len(server.received())
    desk.send(centre.ready(silent()), centre.registered)
    until(lambda: len(server.received()) > before)
    got = server.received()[-1]
    (entry,) = session.vault.prints()
    assert (entry.pages, entry.sheets, entry.purpose) == (4, 4, "只打 2-3")
    assert "InputSlot=Manual" in got.options
    assert "sides=two-sided-long-edge" in got.options
    made = pypdfium2.PdfDocument(got.pdf)
    copies = (
        len(made) // entry.pages
    )  # either the filters make the copies, or the printer is told to
    made.close()
    assert copies == 2 or (got.copies == 2 and "collate=true" in got.options)
    assert same_pages(got.pdf, seen, slice(0, 4), copies)
