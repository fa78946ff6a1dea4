# SPDX-License-Identifier: MulanPSL-2.0
"""The page a field prints on, beside the field, while it is typed (ux §2.5). It never takes the focus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import attrs

from app.kernel.errors import UserError
from app.model.declaration import RouteAnswers
from app.present.prints.live import SHORT, LivePreviewPresenter, Wish
from app.present.prints.live_page import LiveCell, LivePage, LiveSide, cell_at
from app.present.prints.preview import PreviewPresenter
from app.present.prints.volume_pages import VolumePages
from ui.context import Context
from ui.preview.latest import Latest
from ui.preview.thumbs import Thumbs
from ui.qt import (
    QHBoxLayout,
    QHideEvent,
    QPlainTextEdit,
    QPushButton,
    QShowEvent,
    QStackedWidget,
    QTimer,
    QVBoxLayout,
    QWidget,
    Signal,
    isValid,
)
from ui.screens import screen_of_path
from ui.widgets.basics import DropDown, Elided, button, line
from ui.widgets.fields import Field
from ui.widgets.header import Chip, Chips
from ui.widgets.paper import Box, PaperView

PAGE, PAIR, ALL = "page", "pair", "all"
MODES = (Chip(PAGE, "本页"), Chip(PAIR, "正背"), Chip(ALL, "全册"))
READER = "reader"
PAUSE_MS = 80  # after the last key; with drawing, the picture is there within 300 ms
NO_DECLARATION = "还没有可以预览的内容。"
NO_VOLUME = "材料清单里还没有扫描件和页数，册子还是空的。"
TONES = {"must": "must", "check": "warn"}


class LiveView(QWidget):
    """Follows the field in hand; the owner calls ``follow`` as the focus moves.

    A click, or ↑ ↓ and Enter inside it, leads to the field of a place on the page.
    Emits ``drawn`` when another picture is there.
    """

    drawn = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.theme = context, context.theme
        self.setProperty("role", "clear")
        self.presenter = context.presenter(LivePreviewPresenter)
        self.preview = context.presenter(PreviewPresenter)
        self.volume = context.presenter(VolumePages)
        self.mode = PAGE
        self.page: LivePage | None = None
        self._wish = Wish()
        self._field: Field | None = None
        self._followed: tuple[object, ...] = ()
        self._step = -1
        self._latest: Latest[LivePage] = Latest(context.live)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self._due = False
        self._lay_out()
        self.stop = self.presenter.subscribe(self._pause.start)

    # -- parts

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.m.s8)
        self.chips = Chips(self.theme, "预览方式")
        self.chips.set_chips(MODES, PAGE)
        self.chips.chosen.connect(self.set_mode)
        self.chooser = DropDown(self.theme, (), "看哪份表")
        self.chooser.activated.connect(self._choose_paper)
        column.addLayout(line(self.theme, self.chips, None, self.chooser))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_papers())
        self.thumbs = Thumbs(self.context)
        self.thumbs.picked.connect(self._picked)
        self.stack.addWidget(self.thumbs)
        column.addWidget(self.stack, 1)
        self.words, self.gaps = Elided(role="second"), Elided(role="small")
        column.addWidget(self.words)
        column.addWidget(self.gaps)
        column.addLayout(self._tools())
        self._show_words(NO_DECLARATION)

    def _make_papers(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.m.s8)
        self.papers = (PaperView(self.theme), PaperView(self.theme, "另一面预览"))
        for number, paper in enumerate(self.papers):
            column.addWidget(paper, 1)
            paper.lead()
            paper.clicked.connect(partial(self._clicked, number))
            paper.hovered.connect(partial(self._hovered, number))
            paper.left.connect(partial(paper.set_aim, None))
            paper.turned.connect(self.turn)
            paper.stepped.connect(self.step)
            paper.opened.connect(self._open_step)
        self.papers[0].width_wanted.connect(lambda _width: self.refresh())
        self.papers[1].hide()
        return holder

    def _tools(self) -> QHBoxLayout:
        self.before = self._link("上一页", lambda: self.turn(-1))
        self.after = self._link("下一页", lambda: self.turn(1))
        self.back = self._link("回到这一栏", self._back)
        self.whole = self._link("打开全册", self._open_whole)
        return line(self.theme, self.before, self.after, None, self.back, self.whole)

    def _link(self, words: str, run: Callable[[], object]) -> QPushButton:
        made = button(self.theme, words, "link")
        made.clicked.connect(lambda _checked=False: run())
        return made

    # -- what is looked at

    def follow(
        self, path: str, field: Field | None = None, answers: RouteAnswers | None = None
    ) -> None:
        """Show where a field, a row or a section prints.

        Args:
            field: its editor, followed while typed in.
            answers: of the interview, which prints as answered so far.
        """
        if field is not self._field:
            self._let_go()
            self._field = field
            if field is not None:
                field.edited.connect(self._edited)
        if path and (path != self._wish.path or answers != self._wish.answers):
            same = path == self._wish.path
            self._wish = Wish(path=path, answers=answers, form=self._wish.form if same else "")
            self._step = -1
            self.refresh()

    def _let_go(self) -> None:
        if self._field is not None and isValid(self._field):
            self._field.edited.disconnect(self._edited)
        self._field = None

    def _edited(self, _text: str) -> None:
        if self._wish.page is not None:  # whoever types wants to see the page typed on
            self._wish = attrs.evolve(self._wish, page=None)
        self._pause.start()

    def set_mode(self, mode: str) -> None:
        """Show the page alone, both sides of its sheet, or the whole volume small."""
        self.mode = mode
        self.chips.set_chips(MODES, mode)
        self.papers[1].setVisible(mode == PAIR)
        self.stack.setCurrentIndex(int(mode == ALL))
        self.refresh()

    def turn(self, step: int) -> None:
        """Show the next or former page of the same paper; a sheet when both its sides are shown."""
        if self.page is not None:
            wide = 2 if self.mode == PAIR else 1
            index = self.page.side.index + step * wide
            if 0 <= index < self.page.count:
                self._wish = attrs.evolve(self._wish, page=index, form=self.page.form)
                self.refresh()

    def _back(self) -> None:
        self._wish = attrs.evolve(self._wish, page=None, form="")
        self._followed = ()
        self.refresh()

    def _choose_paper(self, number: int) -> None:
        papers = self.presenter.papers(self._wish.path, self._wish.answers)
        if 0 <= number < len(papers):
            self._wish = attrs.evolve(self._wish, form=papers[number], page=None)
            self.refresh()

    # -- drawing

    def refresh(self) -> None:
        """Draw what is looked at, once the page around it is on the screen.

        While a page is made this is asked for several times; in the first turn of the event loop
        the page is painted, in the second its preview is begun.
        """
        if not self._due:
            self._due = True
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._draw_due))

    def waiting(self) -> bool:
        """Tell whether something is still to be drawn."""
        return self._due or self._pause.isActive() or self._latest.busy()

    def _draw_due(self) -> None:
        if self._due:
            self._draw()

    def _draw(self) -> None:
        """Draw what is looked at now; what was asked for before is dropped."""
        self._pause.stop()
        self._due = False
        if not self.isVisible():
            return
        if self.mode == ALL:
            self._draw_volume()
            return
        held = self.page.side.index if self.page and self._wish.form in ("", self.page.form) else -1
        wish = attrs.evolve(
            self._wish,
            typed=self._typed(),
            part=self._paragraph(),
            held=held,
            width=self.papers[0].wanted_width(),
            pair=self.mode == PAIR,
        )
        request = self.presenter.request(wish)
        if request is None:
            self._latest.drop()
            self._show_words(NO_DECLARATION)
            return
        self._latest.ask(
            lambda _progress: self.presenter.draw(request, self.preview), self._show, self._refused
        )

    def _typed(self) -> str | None:
        field = self._field
        held = field is not None and isValid(field) and field.path == self._wish.path
        return field.text() if held and field is not None and field.is_dirty() else None

    def _paragraph(self) -> int:
        field = self._field
        if field is None or not isValid(field) or field.path != self._wish.path:
            return 0
        editor = field.editor
        return editor.textCursor().blockNumber() if isinstance(editor, QPlainTextEdit) else 0

    def _show(self, page: LivePage) -> None:
        if not isValid(self):
            return
        self.page = page
        for paper, side in zip(self.papers, page.sides, strict=False):
            raster = side.raster
            paper.set_raster(raster.width, raster.height, raster.stride, raster.pixels)
            paper.set_aim(None)
            paper.setAccessibleName(f"页面预览，{page.title}，{side.words}")
        if self.mode == PAIR and len(page.sides) < len(self.papers):
            self.papers[1].set_waiting("这一面没有内容")
            self.papers[1].set_boxes(())
        self._box(page)
        self.words.set_text(page.remark or page.side.words)
        self.gaps.set_text(page.gap_words)
        self.gaps.setVisible(bool(page.gap_words))
        self._draw_tools(page)
        self.drawn.emit()

    def _box(self, page: LivePage) -> None:
        """Frame the field in hand and what findings are about; go to the field when it moved."""
        target = (
            page.form,
            page.side.index,
            self._wish.path,
            page.boxed[:1],
            self.papers[0].zoom(),
        )
        follow = target != self._followed
        self._followed = target
        for number, (paper, side) in enumerate(zip(self.papers, page.sides, strict=False)):
            boxes = [_box(cell, "focus") for cell in page.boxed] if number == page.here else []
            boxes += [
                _box(cell, TONES[cell.tone], "、".join(map(str, cell.numbers)))
                for cell in side.cells
                if cell.tone
            ]
            paper.set_boxes(boxes, follow and number == page.here and bool(page.boxed))
        self.papers[min(page.here, 1)].setAccessibleName(page.spoken)

    def _draw_tools(self, page: LivePage) -> None:
        papers = self.presenter.papers(self._wish.path, self._wish.answers)
        self.chooser.setVisible(len(papers) > 1 and self.mode != ALL)
        if len(papers) > 1:
            self.chooser.set_words([SHORT[name] for name in papers], SHORT[page.form])
        pages = [side.index for side in page.sides]
        self.before.setVisible(self.mode != ALL)
        self.after.setVisible(self.mode != ALL)
        self.before.setEnabled(pages[0] > 0)
        self.after.setEnabled(pages[-1] < page.count - 1)
        self.back.setVisible(self.mode != ALL and self._wish.page is not None)
        self.whole.setVisible(not self.back.isVisibleTo(self))

    def _refused(self, fault: UserError) -> None:
        if isValid(self):
            self._show_words(fault.message.title)

    def _show_words(self, words: str) -> None:
        self.page, self._followed = None, ()
        for paper in self.papers:
            paper.set_waiting(words)
            paper.set_boxes(())
        self.words.set_text("")
        self.gaps.hide()
        self.chooser.hide()
        for verb in (self.before, self.after):
            verb.setEnabled(False)
        self.back.hide()

    # -- the whole volume

    def _draw_volume(self) -> None:
        self._latest.drop()
        self.gaps.hide()
        for verb in (self.chooser, self.before, self.after, self.back):
            verb.hide()
        self.whole.show()
        book = self.volume.book() if self.context.session.has_declaration else None
        if book is None or not book.sides:
            self.words.set_text(NO_VOLUME)
            self.thumbs.clear()
            return
        self.words.set_text(f"全册 {len(book.sides)} 面，双击打开")
        draw = partial(self.volume.page, book, self.preview)
        self.thumbs.show_file(book.key, book.sides, self.thumbs.index(), draw)

    def _picked(self, index: int, opened: bool) -> None:
        self.words.set_text(self.volume.book().sides[index].words)
        if opened:
            self._open_whole()

    def _open_whole(self) -> None:
        index = self.thumbs.index() if self.mode == ALL else 0
        self.context.go(READER, f"sides.{index}" if self.mode == ALL else "")

    # -- from the page to the field

    def _leading(self, side: LiveSide) -> tuple[LiveCell, ...]:
        role = str(self.context.session.role)
        return tuple(cell for cell in side.cells if screen_of_path(cell.path, role) is not None)

    def _side(self, number: int) -> LiveSide | None:
        sides = self.page.sides if self.page is not None else ()
        return sides[number] if number < len(sides) else None

    def _under(self, number: int, x: float, y: float) -> LiveCell | None:
        side = self._side(number)
        return cell_at(self._leading(side), x, y) if side is not None else None

    def _hovered(self, number: int, x: float, y: float) -> None:
        cell = self._under(number, x, y)
        box = _box(cell, "aim") if cell is not None else None
        self.papers[number].set_aim(box, f"点一下，去改：{cell.label}" if cell is not None else "")

    def _clicked(self, number: int, x: float, y: float) -> None:
        cell = self._under(number, x, y)
        if cell is not None:
            self.context.go_path(cell.path)

    def _stops(self) -> list[LiveCell]:
        """Return the places of the page in hand that lead somewhere, each once, in reading order."""
        side = self.page.side if self.page is not None else None
        once: dict[object, LiveCell] = {}
        for cell in self._leading(side) if side is not None else ():
            once.setdefault(cell.rect, cell)
        return sorted(once.values(), key=lambda cell: (round(cell.rect.top), cell.rect.left))

    def step(self, by: int) -> None:
        """Aim at the next or former place of the page; Enter goes there."""
        stops = self._stops()
        if not stops or self.page is None:
            return
        self._step = min(max(self._step + by, 0), len(stops) - 1)
        cell, paper = stops[self._step], self.papers[min(self.page.here, 1)]
        box = _box(cell, "aim")
        paper.set_aim(box, f"回车，去改：{cell.label}")
        paper.reveal(box)
        paper.setAccessibleDescription(f"{cell.label}，按回车去改")

    def _open_step(self) -> None:
        stops = self._stops()
        if 0 <= self._step < len(stops):
            self.context.go_path(stops[self._step].path)

    # -- only while it is looked at

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what could not be drawn while nobody looked."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Want nothing while nobody looks."""
        super().hideEvent(event)
        self._pause.stop()
        self._due = False
        self._latest.drop()

    def close_view(self) -> None:
        """Stop listening; called before the widget goes away."""
        self.stop()
        self._latest.drop()
        self._let_go()


def _box(cell: LiveCell, tone: str, words: str = "") -> Box:
    rect = cell.rect
    return Box(rect.left, rect.top, rect.width, rect.height, tone, words)
