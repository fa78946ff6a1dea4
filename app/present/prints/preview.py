# SPDX-License-Identifier: MulanPSL-2.0
"""Pictures of pages: of an attached scan, or of a piece as it would be printed. Rendered in the worker."""

from __future__ import annotations

import threading

from app.intake import PageRenderer, Raster
from app.kernel.digest import sha256_hex
from app.model.materials import Scan
from app.present.presenter import Presenter
from app.present.session import Session

MOST_PIECES = 3  # printed pieces the renderer holds at a time


class PreviewPresenter(Presenter):
    """One renderer for a window; documents are handed to it when they are first looked at."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._renderer: PageRenderer | None = None
        self._known: dict[str, int] = {}
        self._lock = threading.Lock()

    def scan_page(self, scan: Scan, position: int, width: int) -> Raster:
        """Return the n-th bound page of a scan, turned as it will be bound, ``width`` pixels wide.

        Raises:
            UserError: INTAKE-… when the worker cannot draw it, VAULT-… when the evidence is gone.
        """
        index, _turns = scan.bound_pages()[position]
        key = f"scan-{scan.working}"
        with self._lock:
            if key not in self._known:
                self._open(key, self.session.vault.evidence(scan.working))
        return self._started().page(key, index, width)

    def pdf_pages(self, pdf: bytes) -> tuple[str, int]:
        """Hand a printed piece to the renderer; returns its key and page count."""
        key = f"pdf-{sha256_hex(pdf)[:24]}"
        with self._lock:
            if key not in self._known:
                self._make_room()
                self._open(key, pdf)
            pages = self._known[key] = self._known.pop(key)  # the last looked at comes last
        return key, pages

    def put(self, key: str, pdf: bytes) -> None:
        """Hand over a document under a name of the caller's; one handed over before under it goes."""
        with self._lock:
            self._open(key, pdf)

    def drop(self, key: str) -> None:
        """Forget a document handed over by ``put``."""
        with self._lock:
            if self._known.pop(key, None) is not None:
                self._started().drop(key)

    def page(self, key: str, index: int, width: int) -> Raster:
        """Return one page of a document handed over before."""
        return self._started().page(key, index, width)

    def text(self, key: str, index: int) -> str:
        """Return the words of one page in reading order."""
        return self._started().text(key, index)

    def close(self) -> None:
        """End the worker and stop listening."""
        super().close()
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None
            self._known.clear()

    def _make_room(self) -> None:
        """Let the piece go that nobody looked at for longest: a volume is many megabytes."""
        printed = [key for key in self._known if key.startswith("pdf-")]
        for key in printed[: max(0, len(printed) + 1 - MOST_PIECES)]:
            self._started().drop(key)
            del self._known[key]

    def _started(self) -> PageRenderer:
        if self._renderer is None:
            self._renderer = PageRenderer()
        return self._renderer

    def _open(self, key: str, pdf: bytes) -> None:
        self._known[key] = self._started().open(key, pdf)
