# SPDX-License-Identifier: MulanPSL-2.0
"""Printing where there is no CUPS: pages drawn at 300 dpi by the sandboxed renderer, painted by the driver.

The driver gets pictures, not the PDF: Windows has no spooler that takes a PDF on every machine. A job
is kept here until it is registered; one page is painted a turn, so the window stays alive.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from attrs import define

from app.intake import PageRenderer, Raster
from app.kernel.errors import UserError
from app.present.prints.printers import Printer, PrintJob, Sides
from ui.printing.cups import JobState
from ui.qt import (
    QImage,
    QObject,
    QPageLayout,
    QPageSize,
    QPainter,
    QPrinter,
    QPrinterInfo,
    QRectF,
    QTimer,
)

DPI = 300
A4_INCHES = 8.27
NO_DUPLEX = "打印机不会自动双面"
NOT_BEGUN = "打印机没有开始，可能没有开机或者驱动没有装好"


@define
class _Held:
    """A job that was handed in, and where its painting is."""

    job: PrintJob
    page: int = 0
    pages: int = 0
    state: JobState = JobState("waiting")


class WindowsSpooler(QObject):
    """The platform's printers through their drivers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._jobs: dict[str, _Held] = {}
        self._renderer: PageRenderer | None = None

    def printers(self, found: Callable[[tuple[Printer, ...]], object]) -> None:
        """Find the printers that are set up on this machine."""
        usual = QPrinterInfo.defaultPrinterName()
        known = [QPrinterInfo.printerInfo(name) for name in QPrinterInfo.availablePrinterNames()]
        found(
            tuple(
                Printer(
                    info.printerName(),
                    QPrinter.DuplexMode.DuplexLongSide in info.supportedDuplexModes(),
                    default=info.printerName() == usual,
                )
                for info in known
            )
        )

    def submit(
        self, job: PrintJob, taken: Callable[[str], object], refused: Callable[[str], object]
    ) -> None:
        """Look whether the printer can do what is asked, and keep the job until it is released."""
        printer = self.printer_for(job)
        asked = _turning(job)
        if job.sides is Sides.LONG_EDGE and printer.duplex() != asked:
            refused(NO_DUPLEX)  # Qt drops the wish silently; read back, it is not there
            return
        job_id = f"{job.printer}-{next(self._numbers)}"
        self._jobs[job_id] = _Held(job)
        taken(job_id)

    def printer_for(self, job: PrintJob) -> QPrinter:
        """Return the driver's printer set up for a job."""
        printer = QPrinter(
            QPrinterInfo.printerInfo(job.printer), QPrinter.PrinterMode.HighResolution
        )
        printer.setResolution(DPI)
        sizes = QPageSize.PageSizeId
        printer.setPageSize(QPageSize(sizes.A3 if job.paper == "A3" else sizes.A4))
        printer.setFullPage(True)
        printer.setDocName(job.title)
        printer.setCopyCount(job.copies)
        if job.sides is Sides.LONG_EDGE:
            printer.setDuplex(_turning(job))
        return printer

    def release(
        self,
        job_id: str,
        done: Callable[[], object],
        refused: Callable[[str], object],
    ) -> None:
        """Begin to paint; ``done`` is called when the driver has taken the first page."""
        held = self._jobs[job_id]
        try:
            held.pages = self._opened().open(job_id, held.job.pdf)
            first = self._raster(job_id, 0)
        except UserError as fault:
            held.state = JobState("dropped", fault.message.title)
            refused(fault.message.title)
            return
        printer, painter = self.printer_for(held.job), QPainter()
        _turn(printer, first)
        if not painter.begin(printer):
            held.state = JobState("dropped", NOT_BEGUN)
            refused(NOT_BEGUN)
            return
        done()
        self._paint(job_id, printer, painter, first)

    def _paint(self, job_id: str, printer: QPrinter, painter: QPainter, raster: Raster) -> None:
        held = self._jobs[job_id]
        image = QImage(
            raster.pixels, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB888
        )
        area = printer.pageLayout().fullRectPixels(printer.resolution())
        painter.drawImage(QRectF(area), image)
        held.page += 1
        if held.page == held.pages:
            painter.end()
            self._end(job_id, JobState("done"))
            return
        try:
            following = self._raster(job_id, held.page)
        except UserError as fault:
            printer.abort()
            painter.end()
            self._end(job_id, JobState("dropped", fault.message.title, held.page + 1))
            return
        _turn(printer, following)
        printer.newPage()
        QTimer.singleShot(0, self, lambda: self._paint(job_id, printer, painter, following))

    def _end(self, job_id: str, state: JobState) -> None:
        self._jobs[job_id].state = state
        self._opened().drop(job_id)

    def drop(self, job_id: str) -> None:
        """Forget a job that was not registered."""
        self._jobs.pop(job_id, None)

    def look(self, job_id: str, printer: str, told: Callable[[JobState], object]) -> None:
        """Tell how far the painting is; what the driver does after it is not known here."""
        del printer  # the driver says nothing of its queue
        held = self._jobs.get(job_id)
        told(held.state if held is not None else JobState("done", known=False))

    def _opened(self) -> PageRenderer:
        if self._renderer is None:
            self._renderer = PageRenderer()
        return self._renderer

    def _raster(self, job_id: str, index: int) -> Raster:
        return self._opened().page(job_id, index, round(A4_INCHES * DPI))

    def end(self) -> None:
        """End the renderer: the window closes."""
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None


def _turning(job: PrintJob) -> QPrinter.DuplexMode:
    modes = QPrinter.DuplexMode
    return modes.DuplexShortSide if job.short_edge else modes.DuplexLongSide


def _turn(printer: QPrinter, raster: Raster) -> None:
    across = raster.width > raster.height
    landscape, portrait = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait
    printer.setPageOrientation(landscape if across else portrait)
