# SPDX-License-Identifier: MulanPSL-2.0
"""材料清单 (ux S09): the one list; state by Space, details under it, the page itself beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.intake import Raster
from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.model.codes import ItemState, MaterialState, OriginalCheck
from app.present.material_lines import MarkLine, MaterialDetail, MaterialLine
from app.present.materials import MaterialsPresenter
from app.present.preview import PreviewPresenter
from ui.context import Context
from ui.qt import QDragEnterEvent, QDropEvent, QHBoxLayout, QVBoxLayout, QWidget
from ui.screen import Command, Screen
from ui.screens.material_dialogs import ask_extra, ask_fields, ask_reason
from ui.widgets.basics import RIGHT, Elided, button, clear_layout, icon_label, label, line, panel
from ui.widgets.dialogs import choose_files
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.paper import PaperView
from ui.widgets.table import Badge, Column, FormTable, Row, Tag
from ui.widgets.tags import StateTag

KINDS = "PDF 和图片 (*.pdf *.jpg *.jpeg *.png)"
ORIGINAL_COLUMN = 3


class MaterialsScreen(Screen):
    """Draws MaterialsPresenter's state and hands keys, clicks and files back."""

    title = "材料清单"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(MaterialsPresenter)
        self.preview = context.presenter(PreviewPresenter)
        self._shown_page: tuple[str, int] = ("", 0)
        self._page = 0
        self._make_head()
        self._make_table()
        self._make_detail()
        self._make_pane()
        self._make_keys()
        self.setAcceptDrops(True)
        self.bind(self.presenter)
        self.refresh()

    # -- parts

    def _make_head(self) -> None:
        self.chips = Chips(self.theme)
        self.chips.chosen.connect(self.intent(self.presenter.choose_filter))
        self.header.add_filters(self.chips)
        up = button(self.theme, "上移", "quiet", "up")
        down = button(self.theme, "下移", "quiet", "down")
        extra = button(self.theme, "增加材料", "quiet", "plus")
        up.clicked.connect(self.clicked(lambda: self._move(-1)))
        down.clicked.connect(self.clicked(lambda: self._move(1)))
        extra.clicked.connect(self.clicked(self._add_extra))
        self.header.add_commands(up, down, extra)
        walk = self.header.set_primary("逐项走查", "tasks", "F9")
        walk.clicked.connect(self.clicked(self._walk))

    def _make_table(self) -> None:
        columns = (
            Column("序号", 3.6),
            Column("材料名称"),
            Column("状态", 6.2),
            Column("原件核对", 5.2),
            Column("份×页", 4.4, RIGHT),
            Column("起止页", 4.8, RIGHT),
            Column("提醒", 3.4),
        )
        self.table = FormTable(self.theme, columns, "材料清单表")
        self.table.hide_column(ORIGINAL_COLUMN, self.theme.fold)
        self.table.current_changed.connect(self.intent(self.presenter.select))
        self.table.space_pressed.connect(self.intent(self.presenter.toggle_ready))
        self.table.activated.connect(self.intent(lambda _id: self._edit()))
        self.empty = EmptyState(self.theme, "folder", "没有符合这个筛选的材料。", "看全部")
        if self.empty.action:
            self.empty.action.clicked.connect(
                self.clicked(lambda: self.presenter.choose_filter("all"))
            )
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)

    def _make_detail(self) -> None:
        m = self.theme.m
        self.detail, column = panel("sheet", margins=(m.s12, m.s8, m.s8, m.s8), gap=m.s4)
        self._mark_icon = QHBoxLayout()
        self.detail_title = Elided(role="strong")
        self.detail_by = label("", "second")
        column.addLayout(line(self.theme, self._mark_icon, self.detail_title, self.detail_by))
        self.detail_clause = Elided(role="second")
        self.detail_clause.setMinimumWidth(self.theme.m.chars(4))
        read = button(self.theme, "看原文", "link", key="F1")
        read.clicked.connect(self.clicked(self._read_clause))
        self.attach_button = button(self.theme, "附扫描件…", "quiet")
        self.edit_button = button(self.theme, "份数页数…", "quiet")
        self.reason_button = button(self.theme, "标为不适用…", "quiet")
        self.ready_button = button(self.theme, "标为已准备", key="Space")
        self.attach_button.clicked.connect(self.clicked(self._attach))
        self.edit_button.clicked.connect(self.clicked(self._edit))
        self.reason_button.clicked.connect(self.clicked(self._not_applicable))
        self.ready_button.clicked.connect(
            self.clicked(lambda: self.presenter.toggle_ready(self._current()))
        )
        verbs = line(
            self.theme,
            self.detail_clause,
            read,
            self.attach_button,
            self.edit_button,
            self.reason_button,
            self.ready_button,
        )
        verbs.setStretchFactor(self.detail_clause, 1)
        column.addLayout(verbs)
        self.column.addWidget(self.detail)

    def _make_pane(self) -> None:
        pane = self.make_pane("预览", "条款", "历史")
        self.paper = PaperView(self.theme)
        self.paper.width_wanted.connect(lambda _width: self._ask_page(again=True))
        pane.tab(0).addWidget(self.paper, 1)
        self.page_words = label("", "second")
        before = button(self.theme, "上一页", "link")
        after = button(self.theme, "下一页", "link")
        turn = button(self.theme, "转正", "link")
        before.clicked.connect(self.clicked(lambda: self._turn_to(self._page - 1)))
        after.clicked.connect(self.clicked(lambda: self._turn_to(self._page + 1)))
        turn.clicked.connect(self.clicked(self._rotate))
        self._page_verbs = (before, after, turn)
        pane.tab(0).addLayout(line(self.theme, self.page_words, None, before, after, turn))
        self.marks = QVBoxLayout()
        self.marks.setSpacing(self.theme.m.s4)
        pane.tab(0).addLayout(self.marks)
        self.clause_words = label("", "body", wrap=True)
        pane.tab(1).addWidget(self.clause_words)
        pane.tab(1).addStretch(1)
        self.history = QVBoxLayout()
        pane.tab(2).addLayout(self.history)
        pane.tab(2).addStretch(1)

    def _make_keys(self) -> None:
        self.on_key("Alt+Up", lambda: self._move(-1))
        self.on_key("Alt+Down", lambda: self._move(1))
        self.on_key("F9", self._walk)
        self.on_key("F2", self._edit)

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("附扫描件…", self._attach),
            Command("份数和页数…", self._edit),
            Command("标为不适用…", self._not_applicable),
            Command("原件已核对一致", lambda: self._original(OriginalCheck.MATCHES)),
            Command("原件待补看", lambda: self._original(OriginalCheck.TO_BE_SEEN)),
            Command("增加材料…", self._add_extra),
        )

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.table

    def help_words(self) -> str:
        """Return the clause and the sample of the row in hand."""
        detail = self.presenter.state.selected
        return f"{detail.clause_text}\n\n{detail.sample}" if detail else ""

    # -- drawing

    def refresh(self) -> None:
        """Draw the list, the detail and the pane."""
        state = self.presenter.state
        self.header.set_summary(state.summary)
        self.chips.set_chips([Chip(f.key, f.word, f.count) for f in state.filters], state.chosen)
        self.table.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        self.detail.setVisible(state.selected is not None)
        self.table.set_rows([_row(entry) for entry in state.lines])
        if state.selected is not None:
            self.table.select(state.selected.line.entry_id)
            self._draw_detail(state.selected)
            self._draw_pane(state.selected)

    def _draw_detail(self, detail: MaterialDetail) -> None:
        current = detail.line
        clear_layout(self._mark_icon)
        if detail.reminder:
            tone = (
                "must"
                if current.blocking or current.state == ItemState.NEEDS_CORRECTION
                else "warn"
            )
            ink = self.theme.c.pair(tone)[0]
            self._mark_icon.addWidget(
                icon_label(self.theme, f"st-{tone}", ink, self.theme.m.icon_small)
            )
        self.detail_title.set_text(f"{current.tab}　{detail.reminder or current.name}")
        reviewer = [mark for mark in detail.marks if mark.by]
        last = reviewer[-1] if reviewer else None
        self.detail_by.setText(f"{last.level_word}　{last.by}　{last.on}" if last else "")
        self.detail_clause.set_text(f"依据：{detail.clause_text}" if detail.clause_text else "")
        ready = detail.entry.state == MaterialState.READY
        self.ready_button.setText("标为未准备  Space" if ready else "标为已准备  Space")

    def _draw_pane(self, detail: MaterialDetail) -> None:
        clear_layout(self.marks)
        for mark in detail.marks:
            self.marks.addLayout(self._mark_line(mark))
        if detail.cited_by:
            self.marks.addWidget(
                label("被引用：" + "、".join(detail.cited_by), "second", wrap=True)
            )
        pack = self.context.session.pack
        texts = [f"{pack.clause(c).reference}\n{pack.clause(c).text}" for c in detail.clauses]
        self.clause_words.setText("\n\n".join(texts) or "没有对应的条款。")
        clear_layout(self.history)
        for mark in detail.marks:
            words = f"{mark.level_word}：{mark.word}　{mark.by}　{mark.on}"
            self.history.addWidget(
                label(words + (f"\n{mark.reason}" if mark.reason else ""), "second", wrap=True)
            )
        if self._shown_page[0] != detail.line.entry_id:
            self._page = 0
        self._ask_page()

    def _mark_line(self, mark: MarkLine) -> QHBoxLayout:
        word = (
            "需补正" if mark.word == "需补正" else ("已核验" if mark.word == "通过" else mark.word)
        )
        tag = (
            StateTag(self.theme, word)
            if not mark.stale
            else label(f"{mark.word}（核验失效）", "second")
        )
        return line(
            self.theme,
            label(mark.level_word, "second"),
            None,
            tag,
            label(mark.by),
            label(mark.on, "second"),
        )

    # -- the page beside the list

    def _pages(self, detail: MaterialDetail) -> list[tuple[int, int]]:
        return [
            (number, position)
            for number, scan in enumerate(detail.entry.scans)
            for position in range(len(scan.bound_pages()))
        ]

    def _turn_to(self, page: int) -> None:
        detail = self.presenter.state.selected
        pages = self._pages(detail) if detail else []
        if pages:
            self._page = min(max(page, 0), len(pages) - 1)
            self._ask_page()

    def _ask_page(self, again: bool = False) -> None:
        detail = self.presenter.state.selected
        if detail is None:
            return
        pages = self._pages(detail)
        for verb in self._page_verbs:
            verb.setEnabled(bool(pages))
        if not pages:
            words = "只有纸质件，不附扫描。" if detail.entry.paper_only else "还没有附扫描件。"
            self._shown_page = (detail.line.entry_id, 0)
            self.paper.set_waiting(words)
            self.page_words.setText("")
            return
        self._page = min(self._page, len(pages) - 1)
        if (detail.line.entry_id, self._page) == self._shown_page and not again:
            return
        self._shown_page = (detail.line.entry_id, self._page)
        number, position = pages[self._page]
        scan, width, wanted = (
            detail.entry.scans[number],
            self.paper.wanted_width(),
            self._shown_page,
        )
        first = detail.line.first
        volume = f"第 {first + self._page} 页　" if first else ""
        self.page_words.setText(f"{volume}共 {len(pages)} 页")
        self.context.quick.start(
            lambda _progress: self.preview.scan_page(scan, position, width),
            done=lambda raster: self._show_page(raster, wanted),
            refused=lambda fault: self.paper.set_waiting(fault.message.title),
        )

    def _show_page(self, raster: Raster, wanted: tuple[str, int]) -> None:
        if wanted == self._shown_page:
            self.paper.set_raster(raster.width, raster.height, raster.stride, raster.pixels)

    def _rotate(self) -> None:
        detail = self.presenter.state.selected
        pages = self._pages(detail) if detail else []
        if detail and pages:
            number, position = pages[self._page]
            scan = detail.entry.scans[number]
            self._shown_page = ("", 0)
            self.presenter.turn_page(detail.line.entry_id, scan.id, scan.bound_pages()[position][0])

    # -- intents

    def _current(self) -> str:
        detail = self.presenter.state.selected
        if detail is None:
            raise UserError("MATERIAL-NONE")
        return detail.line.entry_id

    def _move(self, by: int) -> None:
        self.presenter.move(self._current(), by)

    def _walk(self) -> None:
        self.context.go("walk")

    def _read_clause(self) -> None:
        if self.pane is not None:
            self.pane.show_tab(1)

    def _not_applicable(self) -> None:
        entry_id = self._current()
        row = self.context.session.checklist.row(entry_id)
        phrases = row.item.reasons if row.item else ()
        ask_reason(
            self.context,
            row.name,
            phrases,
            lambda text: self.presenter.mark_not_applicable(entry_id, text),
        )

    def _edit(self) -> None:
        entry_id = self._current()
        ask_fields(self.context, self.presenter, entry_id)

    def _original(self, check: OriginalCheck) -> None:
        self.presenter.set_original(self._current(), check, self.context.session.actor)

    def _add_extra(self) -> None:
        ask_extra(self.context, self.presenter)

    def _attach(self) -> None:
        parent = self.context.parent()
        if parent is not None:
            self.attach_files(choose_files(parent, "附扫描件", KINDS, many=True))

    def attach_files(self, paths: Sequence[Path]) -> None:
        """Take files in one after another for the material in hand, with progress and a way to stop."""
        entry_id = self._current()
        self.context.tasks.start(
            self._taking_in(entry_id, list(paths)),
            done=self._attached,
            words="正在读扫描件",
        )

    def _taking_in(self, entry_id: str, paths: list[Path]) -> Callable[[Progress], list[str]]:
        def work(progress: Progress) -> list[str]:
            notes: list[str] = []
            for number, path in enumerate(paths):
                progress.step(number, len(paths), path.name)
                inner = Progress(stop_requested=progress.stop_requested)
                notes += self.presenter.attach_file(entry_id, path, inner)
            return notes

        return work

    def _attached(self, notes: list[str]) -> None:
        for note in notes[:3]:
            self.context.say_code("MATERIAL-SCAN-NOTE", note=note)
        self._shown_page = ("", 0)
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files be dropped on the list."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files in for the row in hand."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.guard(lambda: self.attach_files(paths))


def _row(entry: MaterialLine) -> Row:
    pages = str(entry.pages) if entry.pages else "—"
    if entry.reminders:
        badge: Badge | str = Badge("st-must" if entry.blocking else "st-warn", str(entry.reminders))
    else:
        badge = Badge("st-flag") if entry.flagged else ""
    cells = (
        entry.tab,
        entry.name,
        Tag(entry.state_word),
        entry.original_word,
        f"{entry.copies}×{pages}",
        entry.range,
        badge,
    )
    return Row(entry.entry_id, cells, entry.spoken(), dim=entry.state == ItemState.NOT_APPLICABLE)


def open_screen(context: Context) -> MaterialsScreen:
    """Make the screen."""
    return MaterialsScreen(context)
