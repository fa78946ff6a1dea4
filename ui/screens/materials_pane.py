# SPDX-License-Identifier: MulanPSL-2.0
"""The right pane of 材料清单: the page itself, all pages of the scans, the clause, who looked at it."""

from __future__ import annotations

from collections.abc import Callable

from app.intake import Raster
from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.model.materials import Scan
from app.present.papers.material_lines import MarkLine, MaterialDetail
from app.present.papers.scan_pages import ScanPage, ScanPages
from app.present.papers.scans import join_pages, turned
from app.present.prints.pieces import make_piece
from app.present.prints.preview import PreviewPresenter
from ui.frame.pane import pane_scroll
from ui.qt import QGridLayout, QPushButton
from ui.screen import Screen
from ui.screens.scan_thumbs import ScanThumbs
from ui.widgets.basics import RIGHT, Elided, button, clear_layout, label, line, rule
from ui.widgets.paper import PaperView
from ui.widgets.tags import StateTag

Drawing = Callable[[Progress], tuple[Raster, int]]
PREVIEW, SCANS, CLAUSE, HISTORY = range(4)


class MaterialsPane:
    """Belongs to a MaterialsScreen; draws the detail in hand and turns pages."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.context, self.theme = screen, screen.context, screen.theme
        self.preview = self.context.presenter(PreviewPresenter)
        self.scans = self.context.presenter(ScanPages)
        self.pane = screen.make_pane("预览", "扫描页", "条款", "历史")
        self._detail: MaterialDetail | None = None
        self._pages: tuple[ScanPage, ...] = ()
        self._number = 1
        self._wanted: tuple[object, ...] = ()
        self._form_pages = 0
        self._make_preview()
        self._make_scans()
        self.clauses = pane_scroll(self.pane.tab(CLAUSE))
        self.history = pane_scroll(self.pane.tab(HISTORY))

    # -- parts

    def _make_preview(self) -> None:
        m, column = self.theme.m, self.pane.tab(PREVIEW)
        self.paper = PaperView(self.theme)
        self.paper.width_wanted.connect(lambda _width: self._fit())
        column.addWidget(self.paper, 1)
        self.words = Elided(role="second")
        self.before = button(self.theme, "上一页", "link")
        self.after = button(self.theme, "下一页", "link")
        self.before.clicked.connect(self.screen.clicked(lambda: self.turn_to(self._number - 1)))
        self.after.clicked.connect(self.screen.clicked(lambda: self.turn_to(self._number + 1)))
        row = line(self.theme, self.words, self.before, self.after)
        row.setStretchFactor(self.words, 1)
        column.addLayout(row)
        column.addWidget(rule())
        self.marks = QGridLayout()
        self.marks.setHorizontalSpacing(m.s8)
        self.marks.setVerticalSpacing(m.s2)
        self.marks.setColumnStretch(2, 1)
        column.addLayout(self.marks)

    def _make_scans(self) -> None:
        column = self.pane.tab(SCANS)
        self.scans_words = label("", "second", wrap=True)
        self.thumbs = ScanThumbs(self.context, self.preview)
        self.thumbs.page_changed.connect(self._picked)
        column.addWidget(self.scans_words)
        column.addWidget(self.thumbs, 1)
        self.verbs = (
            self._verb("转一下", self.turn),
            self._verb("往前移", lambda: self.move(-1)),
            self._verb("往后移", lambda: self.move(1)),
            self._verb("去掉这页", self.leave_out),
            self._verb("取下文件", self.remove),
            self._verb("和下页合一页", self.join),
        )
        self.back_verb = self._verb("放回去掉的页", self.put_back)
        column.addLayout(line(self.theme, *self.verbs[:3], None))
        column.addLayout(line(self.theme, *self.verbs[3:], self.back_verb, None))

    def _verb(self, text: str, run: Callable[[], object]) -> QPushButton:
        made = button(self.theme, text, "link")
        made.clicked.connect(self.screen.clicked(run))
        return made

    # -- drawing

    def draw(self, detail: MaterialDetail) -> None:
        """Show another material, or the same one as it is now."""
        same = self._detail is not None and self._detail.line.entry_id == detail.line.entry_id
        self._detail = detail
        self._pages = self.scans.pages(detail.line.entry_id)
        if not same:
            self._number, self._form_pages = 1, 0
        self._number = min(self._number, max(1, self._count()))
        self._draw_marks(detail)
        self._draw_scans(detail)
        self._draw_clauses(detail)
        self._draw_history(detail)
        self._ask()

    def _draw_marks(self, detail: MaterialDetail) -> None:
        clear_layout(self.marks)
        for row, mark in enumerate(detail.marks):
            tag = (
                StateTag(self.theme, _tag_word(mark))
                if not mark.stale
                else label("核验失效", "small")
            )
            self.marks.addWidget(label(mark.level_word, "second"), row, 0)
            self.marks.addWidget(tag, row, 1)
            by = Elided(mark.by)
            by.setAlignment(RIGHT)
            self.marks.addWidget(by, row, 2)
            self.marks.addWidget(label(mark.on, "second"), row, 3)
        last = len(detail.marks)
        if detail.to_come:
            self.marks.addWidget(Elided(detail.to_come, "second"), last, 0, 1, 4)
        if detail.cited_by:
            self.marks.addWidget(
                Elided("被引用：" + "、".join(detail.cited_by), "second"), last + 1, 0, 1, 4
            )

    def _draw_scans(self, detail: MaterialDetail) -> None:
        files = len(detail.entry.scans)
        out = self.scans.left_out(detail.line.entry_id)
        words = f"{files} 个文件，{len(self._pages)} 页" + (f"，去掉了 {out} 页" if out else "")
        self.scans_words.setText(words if files else "还没有附扫描件。")
        self.thumbs.setVisible(bool(files))
        self.thumbs.set_pages(self._pages, detail.line.first or 0)
        for verb in self.verbs:
            verb.setVisible(bool(files))
        self.back_verb.setVisible(out > 0)

    def _draw_clauses(self, detail: MaterialDetail) -> None:
        clear_layout(self.clauses)
        for clause in detail.clauses:
            found = self.context.session.pack.clause(clause)
            self.clauses.addWidget(label(found.reference, "strong", wrap=True))
            self.clauses.addWidget(label(found.text, "body", wrap=True, select=True))
        if not detail.clauses:
            self.clauses.addWidget(label("没有对应的条款。", "second"))
        if detail.sample:
            self.clauses.addWidget(label("样例", "strong"))
            self.clauses.addWidget(label(detail.sample, "body", wrap=True))
        if detail.fetch_from:
            self.clauses.addWidget(label(f"去哪里取：{detail.fetch_from}", "body", wrap=True))
        self.clauses.addStretch(1)

    def _draw_history(self, detail: MaterialDetail) -> None:
        clear_layout(self.history)
        for mark in detail.marks:
            head = "　".join(filter(None, (mark.level_word, mark.word, mark.by, mark.on)))
            self.history.addWidget(label(head, "strong", wrap=True))
            words = mark.reason + ("（改过以后，这一项要重新核验）" if mark.stale else "")
            if words:
                self.history.addWidget(label(words, "second", wrap=True))
        for wish in detail.returned:
            if wish.answered:
                self.history.addWidget(label(f"本人回应：{wish.answered}", "second", wrap=True))
        self.history.addStretch(1)

    # -- the page

    def turn_to(self, number: int) -> None:
        """Show a page, counted from 1; past the ends nothing happens."""
        if 1 <= number <= self._count():
            self._number = number
            self.thumbs.take(number)
            self._ask()

    def _picked(self, number: int) -> None:
        if 1 <= number <= len(self._pages):
            self._number = number
            self._ask()

    def _fit(self) -> None:
        # The wish comes a turn later; by then the window may be going away with its workers.
        if self.screen.isVisible():
            self._ask(again=True)

    def _count(self) -> int:
        return len(self._pages) or self._form_pages

    def _ask(self, again: bool = False) -> None:
        detail = self._detail
        if detail is None:
            return
        width = self.paper.wanted_width()
        page = self._pages[self._number - 1] if self._pages else None
        version: object = page or (detail.piece and self.context.session.declaration)
        wanted = (detail.line.entry_id, self._number, version)
        self._draw_words(detail)
        if wanted == self._wanted and not again:
            return
        self._wanted = wanted
        if page is None and not detail.piece:
            self.paper.set_waiting(_nothing(detail))
            return
        work = self._scan_work(page, width) if page else self._form_work(detail.piece, width)
        self.context.quick.start(
            work,
            done=lambda made: self._came(wanted, *made),
            refused=lambda fault: self._refused(wanted, fault),
        )

    def _scan_work(self, page: ScanPage, width: int) -> Drawing:
        def work(_progress: Progress) -> tuple[Raster, int]:
            return turned(self.preview.scan_page(page.scan, page.position, width), page.turns), 0

        return work

    def _form_work(self, piece_id: str, width: int) -> Drawing:
        session, number = self.context.session, self._number
        paper = session.paper_context()

        def work(progress: Progress) -> tuple[Raster, int]:
            piece = make_piece(session, piece_id, paper, progress)
            if piece is None:
                raise UserError("PRINT-NOTHING")
            key, pages = self.preview.pdf_pages(piece.pdf)
            return self.preview.page(key, min(number, pages) - 1, width), pages

        return work

    def _came(self, wanted: tuple[object, ...], raster: Raster, form_pages: int) -> None:
        if wanted != self._wanted or self._detail is None:
            return
        self._form_pages = form_pages
        self.paper.set_raster(raster.width, raster.height, raster.stride, raster.pixels)
        self._draw_words(self._detail)

    def _refused(self, wanted: tuple[object, ...], fault: UserError) -> None:
        if wanted == self._wanted:
            self.paper.set_waiting(str(fault.message.title))

    def _draw_words(self, detail: MaterialDetail) -> None:
        count = self._count()
        first = detail.line.first
        words = ""
        if self._pages:
            words = f"第 {first + self._number - 1} 页" if first else f"第 {self._number} 页"
            words += f"（第 {detail.line.volume} 册）" if first and detail.line.volume else ""
        elif count:
            words = f"第 {self._number} 页，校对稿"
        self.words.set_text(words + (f" · 共 {count} 页" if count else ""))
        self.before.setVisible(count > 1)
        self.after.setVisible(count > 1)
        self.before.setEnabled(self._number > 1)
        self.after.setEnabled(self._number < count)

    # -- verbs on pages

    def turn(self) -> None:
        """Turn the page in hand."""
        self.scans.turn(self._entry_id(), self._number)

    def move(self, by: int) -> None:
        """Move the page in hand and go with it."""
        self._number = self.scans.move(self._entry_id(), self._number, by)

    def leave_out(self) -> None:
        """Leave the page in hand out of the volume."""
        self.scans.leave_out(self._entry_id(), self._number)

    def put_back(self) -> None:
        """Bind all pages again."""
        self.scans.put_back(self._entry_id())

    def join(self) -> None:
        """Put the page in hand and the next one on one page (身份证正反面)."""
        entry_id, session = self._entry_id(), self.context.session
        upper, lower = self.scans.pair(entry_id, self._number)

        def done(joined: Scan) -> None:
            self.screen.guard(lambda: self.scans.put_together(entry_id, (upper, lower), joined))

        self.context.tasks.start(
            lambda progress: join_pages(session, upper, lower, progress),
            done=done,
            words="正在合到一页",
        )

    def remove(self) -> None:
        """Take the file of the page in hand off the material."""
        if self._pages:
            self.scans.remove(self._entry_id(), self._pages[self._number - 1].scan.id)

    def _entry_id(self) -> str:
        if self._detail is None:
            raise UserError("MATERIAL-NONE")
        return self._detail.line.entry_id


def _tag_word(mark: MarkLine) -> str:
    return {"通过": "已核验"}.get(mark.word, mark.word)


def _nothing(detail: MaterialDetail) -> str:
    if detail.entry.paper_only:
        return "只有纸质件，不附扫描。"
    return "还没有附扫描件。"
