# SPDX-License-Identifier: MulanPSL-2.0
"""What the spooler's commands say, read; what they are asked; and painting through a driver."""

from __future__ import annotations

import pypdfium2
import pytest

from app.paper.trial_page import trial_page
from app.present.prints.printers import PrintJob, Sides
from tests.helpers.geometry import settle
from ui.printing import cups
from ui.printing.cups import JobState
from ui.printing.ippjob import JobFacts, job_facts
from ui.printing.spooler import CupsSpooler
from ui.printing.windows import NO_DUPLEX, WindowsSpooler
from ui.qt import QPrinter, QThread

FACTS = (
    "copies=1 device-uri=usb://x printer-info='一层' printer-state-reasons=none printer-type={} x=y"
)
OPTIONS = """PageSize/Media Size: Letter *A4
InputSlot/Media Source: Tray1 *Auto Manual
Duplex/2-Sided Printing: *None DuplexNoTumble DuplexTumble
"""


@pytest.mark.parametrize(("kind", "duplex"), [(4124, True), (4108, False), (16, True), (0, False)])
def test_the_type_says_whether_sheets_are_turned(kind, duplex):
    """Bit 0x10 of printer-type, whatever the options say."""
    assert cups.printer_of("Q", FACTS.format(kind), OPTIONS, default=True).duplex is duplex


def test_without_a_type_the_options_decide_and_without_both_nobody_knows():
    """A queue that says nothing is neither trusted nor refused."""
    assert cups.printer_of("Q", "", OPTIONS, default=False).duplex is True
    assert cups.printer_of("Q", "", OPTIONS.replace("Duplex", "X"), default=False).duplex is False
    assert cups.printer_of("Q", "", "", default=False).duplex is None


def test_trays_are_listed_with_the_usual_one_first():
    """The starred choice is the printer's own."""
    assert cups.printer_of("Q", "", OPTIONS, default=False).trays == ("Auto", "Tray1", "Manual")


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        (None, False),
        ("LogLevel warn\n", True),
        ("PreserveJobFiles No\n", False),
        ("  preservejobfiles off\n", False),
        ("PreserveJobFiles 86400\n", True),
        ("PreserveJobFiles Yes\n", True),
        ("# PreserveJobFiles No\n", True),
    ],
)
def test_kept_files_are_read_from_the_servers_settings(text, keeps):
    """Without the line CUPS keeps files for a day; a file nobody may read says nothing."""
    assert cups.keeps_files(text) is keeps


def test_a_job_is_asked_for_held_with_its_number_only():
    """Sides, paper, no scaling, copies, tray; the bytes come by standard input."""
    job = PrintJob("0137", b"%PDF", "Q", 3, Sides.LONG_EDGE, "Manual")
    words = " ".join(cups.submit_arguments(job))
    assert words == (
        "-d Q -H hold -n 3 -t 0137 -o sides=two-sided-long-edge -o media=A4"
        " -o print-scaling=none -o collate=true -o InputSlot=Manual -"
    )


def test_folded_sheets_are_asked_for_on_a3_turned_over_the_short_edge():
    """Turned over the long edge the insides of a folded form would stand on their heads."""
    job = PrintJob("0138", b"%PDF", "Q", 1, Sides.LONG_EDGE, paper="A3", short_edge=True)
    words = " ".join(cups.submit_arguments(job))
    assert "sides=two-sided-short-edge" in words and "media=A3" in words


@pytest.mark.parametrize(
    ("waiting", "finished", "printer", "state", "reason"),
    [
        ("Q-7 root 1 Mon", "", "printer Q now printing Q-7.", "waiting", ""),
        ("Q-7 root 1 Mon", "", "printer Q disabled since\n\tAlerts: media-empty-error paused", "stopped", "缺纸、队列被暂停"),
        ("Q-7 root 1 Mon", "", "printer Q now printing\n\tAlerts: media-jam-error", "stopped", "卡纸"),
        ("Q-71 root 1 Mon", "Q-7 root 1 Mon\n\tAlerts: job-completed-successfully", "", "done", ""),
        ("", "Q-7 root 1 Mon\n\tAlerts: job-canceled-by-user", "", "dropped", "打印服务把它取消了"),
        ("", "Q-7 root 1 Mon\n\tAlerts: processing-to-stop-point", "", "done", ""),
        ("", "Q-8 root\n\tAlerts: aborted-by-system\nQ-7 root\n\tAlerts: none", "", "done", ""),
    ],
)  # fmt: skip
def test_the_state_of_a_job_is_read_back(waiting, finished, printer, state, reason):
    """One job's own lines and its printer's reasons, in plain words."""
    found = cups.job_state("Q-7", waiting, finished, printer)
    assert (found.state, found.reason) == (state, reason)


@pytest.mark.parametrize(
    ("waiting", "finished", "printer", "page", "known"),
    [
        ("Q-7 root 1 Mon\n\tStatus: Printing page 37, 85% complete.", "", "printer Q now printing Q-7.", 37, True),
        ("Q-7 root 1 Mon", "", "printer Q now printing Q-7.\n\tPrinting page 3, 9% complete.", 0, True),
        ("", "Q-7 root 1 Mon\n\tStatus: Printing page 4.\n\tAlerts: job-canceled-by-user", "", 4, True),
        ("", "Q-8 root 1 Mon\n\tAlerts: none", "", 0, False),
    ],
)  # fmt: skip
def test_the_page_is_read_where_the_spooler_tells(waiting, finished, printer, page, known):
    """The page a backend says it prints, of this job and of no other; a forgotten job is known to be unknown."""
    found = cups.job_state("Q-7", waiting, finished, printer)
    assert (found.page, found.known) == (page, known)


@pytest.mark.parametrize(
    ("state", "facts", "shown"),
    [
        (JobState("done"), None, JobState("done")),
        (JobState("done", known=False), JobFacts(9, 12), JobState("done")),
        (JobState("done"), JobFacts(7, 0), JobState("dropped", "打印服务把它取消了")),
        (JobState("done"), JobFacts(8, 36), JobState("dropped", "打印服务把它取消了", page=37)),
        (JobState("stopped", "缺纸"), JobFacts(6, 36), JobState("stopped", "缺纸", page=37)),
        (JobState("stopped", "缺纸", page=36), JobFacts(6, 30), JobState("stopped", "缺纸", page=36)),
    ],
)  # fmt: skip
def test_the_library_says_what_the_commands_do_not(state, facts, shown):
    """A job taken back is never called done; impressions name the page where the status does not."""
    assert cups.completed_by(state, facts) == shown


def test_the_library_is_not_asked_without_the_local_socket(tmp_path):
    """No socket file, or an id that is none of the spooler's: nothing is asked."""
    assert job_facts(tmp_path / "none", "Q-7") is None
    assert job_facts(tmp_path, "机一") is None


def test_without_the_local_socket_nobody_is_asked(application, monkeypatch, tmp_path):
    """No network address is ever tried: no socket file, no printers."""
    monkeypatch.setattr(cups, "SOCKET", tmp_path / "not-there")
    found = []
    CupsSpooler().printers(found.append)
    assert found == [()]


class FilePrinter(WindowsSpooler):
    """The platform printer, printing into a file."""

    def __init__(self, target):
        super().__init__()
        self.target = target

    def printer_for(self, job):
        printer = super().printer_for(job)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.target))
        return printer


def test_pages_are_painted_where_there_is_no_cups(application, tmp_path):
    """Two pages at 300 dpi, full size: the lines of the trial page stand 10 mm from the edges."""
    target = tmp_path / "out.pdf"
    spooler, ids, done = FilePrinter(target), [], []
    job = PrintJob("0001", trial_page().pdf, "X")
    spooler.submit(job, ids.append, pytest.fail)
    spooler.release(ids[0], lambda: done.append(True), pytest.fail)
    states = []
    for _turn in range(400):
        settle(1)
        spooler.look(ids[0], "X", states.append)
        if states[-1].over:
            break
        QThread.msleep(5)
    spooler.end()
    assert done and states[-1].state == "done"
    document = pypdfium2.PdfDocument(target)
    assert len(document) == 2
    page = document[0]
    picture = page.render(scale=300 / 72, grayscale=True)
    grey, stride = bytes(picture.buffer), picture.stride
    dark = bytes(value < 128 for value in range(256))
    lines = [x for x in range(60, 180) if grey[x::stride].translate(dark).count(1) > 2800]
    page.close()
    document.close()
    assert lines and abs(lines[0] / 300 * 25.4 - 10.0) < 0.3


def test_a_driver_that_does_not_turn_sheets_refuses_them(application):
    """The wish is read back: what was silently dropped is refused before anything is registered."""
    said = []
    WindowsSpooler().submit(
        PrintJob("0001", b"", "X", 1, Sides.LONG_EDGE), pytest.fail, said.append
    )
    assert said == [NO_DUPLEX]
