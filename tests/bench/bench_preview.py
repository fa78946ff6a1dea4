# SPDX-License-Identifier: MulanPSL-2.0
"""Preview: a page from the confined renderer beside bare pypdfium2, and how soon typing is on the page."""

from __future__ import annotations

import itertools
import os
import statistics
import time
from collections.abc import Callable

import attrs
import pypdfium2

from app.model.paths import read
from app.present.prints.live import LivePreviewPresenter, Wish
from app.present.prints.pieces import make_piece
from app.present.prints.preview import PreviewPresenter
from app.present.session import Session
from tests.bench.dossier import PAGES, full_dossier
from tests.bench.rows import BenchRow, beside, seconds

WIDE, NARROW = 1240, 330  # pixels: 150 dpi across A4, the pane of a 1366 px screen
SIDE = 6  # 任现职后业绩登记, the fullest page
TURNS = 30
GOAL_PAGE = 1.2  # times bare pypdfium2 (printing.md)
GOAL_MS = 300.0  # from the last key to the new picture (ux 2.5)


def rows(long: bool) -> list[BenchRow]:
    """Return all measurements of the preview, on a dossier of 300 bound pages."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with full_dossier() as session:
        found = [*_renderer(session), _laid(session)]
        found.append(_on_screen(session))
    return found


def _renderer(session: Session) -> list[BenchRow]:
    """Measure one page of the 评审表 drawn by the child, beside the same page drawn in this process."""
    preview = PreviewPresenter(session)
    piece = make_piece(session, "evaluation", session.paper_context())
    assert piece is not None
    key, _ = preview.pdf_pages(piece.pdf)
    found = []
    for width in (WIDE, NARROW):
        # Another width each time, for both: neither finds a picture or a glyph of before.
        preview.page(key, SIDE, width)
        ours, theirs = itertools.count(width + 1), itertools.count(width + 1)
        with pypdfium2.PdfDocument(piece.pdf) as document:
            floor, took = _least(
                lambda document=document, widths=theirs: _bare(document, next(widths)),
                lambda widths=ours: preview.page(key, SIDE, next(widths)),
            )
        name = f"a page {width} px wide from the confined child"
        found.append(beside(name, took * 1000, "ms", "bare pypdfium2", floor * 1000, GOAL_PAGE))
    preview.close()
    return found


def _least(*works: Callable[[], object]) -> tuple[float, ...]:
    """Return the shortest run of each, taken in turns: what else runs on the machine only adds."""
    taken = [tuple(seconds(work, 1) for work in works) for _ in range(TURNS)]
    return tuple(min(each) for each in zip(*taken, strict=True))


def _bare(document: pypdfium2.PdfDocument, width: int) -> bytes:
    page = document[SIDE]
    bitmap = page.render(scale=width / page.get_size()[0])
    return bytes(bitmap.buffer)


def _laid(session: Session) -> BenchRow:
    """Measure from a text still being typed to its picture, without a window."""
    live, preview = LivePreviewPresenter(session), PreviewPresenter(session)
    path = f"achievements.{session.declaration.achievements[0].id}.content"
    text, numbers = str(read(session.declaration, path)), itertools.count()
    wish = Wish(path=path, width=NARROW)
    first = live.request(wish)
    assert first is not None
    live.draw(first, preview)

    def once() -> None:
        request = live.request(attrs.evolve(wish, typed=f"{text}第{next(numbers)}次"))
        assert request is not None
        live.draw(request, preview)

    once()
    (took,) = _least(once)
    preview.close()
    return BenchRow(
        "typed text → laid out and drawn", round(took * 1000, 1), "ms", "", None, GOAL_MS
    )


def _on_screen(session: Session) -> BenchRow:
    """Measure from the last key of a word to the new picture in the pane of the real window."""
    from ui.desktop import make_application
    from ui.pictures import settle
    from ui.qt import QApplication, QKeyEvent, Qt
    from ui.shell import Shell

    application = make_application([])
    shell = Shell(session)
    shell.resize(1366, 688)
    shell.show()

    def spin(until) -> None:  # type: ignore[no-untyped-def]
        end = time.monotonic() + 30
        while not until() and time.monotonic() < end:
            application.processEvents()
            time.sleep(0.001)

    settle()  # the window takes its layout for the size it has
    path = f"achievements.{session.declaration.achievements[0].id}.content"
    shell.go("achievements", path)
    settle()
    live, field = shell.current.live, shell.current.field_in_hand()
    spin(lambda: live.page is not None and not (live.waiting() or shell.live.busy()))
    shown: list[float] = []
    taken: list[float] = []
    live.drawn.connect(lambda: shown.append(time.perf_counter()))
    for word in ("灌区", "渠系", "节水", "改造", "工程", "设计", "施工", "验收"):
        for sign in word:
            key = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
            QApplication.sendEvent(field.editor, key)
            application.processEvents()
        shown.clear()
        last = time.perf_counter()
        spin(lambda: bool(shown))
        taken.append(shown[0] - last)
    shell.close()
    took = statistics.median(taken) * 1000
    return BenchRow(
        f"last key → picture on screen, {PAGES} pages", round(took, 1), "ms", "", None, GOAL_MS
    )
