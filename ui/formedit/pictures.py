# SPDX-License-Identifier: MulanPSL-2.0
"""Pictures of the page in hand and of the scan behind it: made in a worker, the newest wish first."""

from __future__ import annotations

from attrs import frozen

from app.intake import Raster
from app.kernel.errors import UserError
from app.present.formedit.behind import Behind
from app.present.formedit.desk import Drawn
from app.present.formedit.papers import FormPapers
from app.present.formedit.presenter import FormEditorPresenter
from ui.context import Context
from ui.qt import QColor, QImage, QObject, Signal, isValid

WIDEST = 4200  # device pixels of a picture; more is drawn larger from these


@frozen
class Wish:
    """What should be seen: the state of the draft, the scan, the width in device pixels, the colour of ink."""

    key: int
    scan: tuple[str, int] | None
    width: int
    ink: str


class Pictures(QObject):
    """Emits ``ready()`` when another picture is there; ``form`` is ink on nothing, so it lies over anything."""

    ready = Signal()

    def __init__(
        self, context: Context, presenter: FormEditorPresenter, papers: FormPapers
    ) -> None:
        super().__init__()
        self.context, self.presenter, self.papers = context, presenter, papers
        self.form: QImage | None = None
        self.scan: QImage | None = None
        self._shown: Wish | None = None
        self._wanted: Wish | None = None
        self._busy = False
        self._drawn: Drawn | None = None

    def forget(self) -> None:
        """Show nothing, as when another page is taken in hand."""
        self.form = self.scan = self._shown = None

    def want(self, key: int, behind: Behind | None, width: int, ink: str) -> None:
        """Ask for the pictures of a state; what is under way is finished first, then the newest wish."""
        scan = (behind.digest, behind.page) if behind is not None else None
        self._wanted = Wish(key, scan, min(width, WIDEST), ink)
        if scan is None:
            self.scan = None
        self._next()

    def _next(self) -> None:
        wish, behind = self._wanted, self._behind()
        if self._busy or wish is None or wish == self._shown:
            return
        self._busy = True
        shown = self._shown
        known = self._drawn if self._drawn is not None and self._drawn.key == wish.key else None
        draw = self.presenter.work() if known is None else None
        new_scan = wish.scan is not None and (
            shown is None or shown.scan != wish.scan or shown.width != wish.width
        )

        def work(_progress: object) -> tuple[Wish, Drawn, QImage, QImage | None]:
            drawn = draw() if draw is not None else known
            assert drawn is not None
            form = self.papers.form_picture(drawn.page.pdf, wish.width)
            scan = self._scan(behind, wish.width) if new_scan and behind is not None else None
            return wish, drawn, ink_of(form, wish.ink), scan

        task = self.context.quick.start(work, done=self._made, refused=self._refused)
        task.ended.connect(self._ended)

    def _behind(self) -> Behind | None:
        return self.presenter.state.behind if self.presenter.is_open else None

    def _scan(self, behind: Behind, width: int) -> QImage | None:
        try:
            return picture_of(self.papers.scan_picture(behind, width))
        except UserError:
            return None  # said when the scan is laid; the form goes on without it

    def _made(self, outcome: tuple[Wish, Drawn, QImage, QImage | None]) -> None:
        if not isValid(self) or not self.presenter.is_open:
            return
        wish, self._drawn, self.form, scan = outcome
        self._shown = wish
        if scan is not None:
            self.scan = scan
        self.presenter.take_drawn(self._drawn)
        self.ready.emit()

    def _refused(self, fault: UserError) -> None:
        if isValid(self) and self.presenter.is_open:
            self._shown = self._wanted
            self.presenter.take_fault(fault)

    def _ended(self) -> None:
        if isValid(self):
            self._busy = False
            if self.presenter.is_open:
                self._next()


def picture_of(raster: Raster) -> QImage:
    """Return a raster as a picture of its own memory."""
    return QImage(
        raster.pixels, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB888
    ).copy()


def ink_of(raster: Raster, colour: str) -> QImage:
    """Return a drawn page as ink of one colour on nothing."""
    grey = picture_of(raster).convertToFormat(QImage.Format.Format_Grayscale8)
    grey.invertPixels()
    ink = QImage(grey.size(), QImage.Format.Format_ARGB32)
    ink.fill(QColor(colour))
    ink.setAlphaChannel(grey)
    return ink.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
