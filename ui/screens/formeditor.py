# SPDX-License-Identifier: MulanPSL-2.0
"""版式编辑 (ux N-1, S37): the page at scale over the scan of the real attachment, the panels beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.paper.forms.parts import Rect
from app.present.formedit import cutting
from app.present.formedit.behind import Behind
from app.present.formedit.desk import FILLS
from app.present.formedit.papers import FormPapers
from app.present.formedit.places import KIND_WORDS, Ref
from app.present.formedit.presenter import FormEditorPresenter
from app.present.papers.scans import read_scan_file
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printing import shown_number
from ui.context import Context
from ui.formedit.canvas import ADD, EDIT, SCAN, Canvas
from ui.formedit.inspector import Inspector
from ui.formedit.panels import BehindPanel, PagePanel, ProblemPanel, list_unless_open
from ui.formedit.pictures import Pictures
from ui.printing.desk import desk_of
from ui.qt import (
    QCheckBox,
    QEvent,
    QKeyEvent,
    QMenu,
    QPoint,
    QStackedWidget,
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
    isValid,
)
from ui.screen import Command, Screen
from ui.widgets.basics import DropDown, Elided, button, label, line, panel, set_button_text
from ui.widgets.dialogs import choose_files, choose_new_file
from ui.widgets.header import Chip, Chips

THING, BEHIND, PROBLEMS, PAGE = "thing", "behind", "problems", "page"
TABS = (THING, BEHIND, PROBLEMS, PAGE)
SCANS = "PDF 和图片 (*.pdf *.jpg *.jpeg *.png)"
FORM_FILES = "版式文件 (*.toml)"
PDF_KINDS = "PDF (*.pdf)"


class FormEditorScreen(Screen):
    """Draws FormEditorPresenter's state; pages and scans are drawn in workers."""

    title = "版式编辑"
    frameless = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(FormEditorPresenter)
        self.papers = context.presenter(FormPapers)
        self.papers.editor = self.presenter
        self.pictures = Pictures(context, self.presenter, self.papers)
        self.tab = THING
        self._index = -1
        self._held: tuple[tuple[Ref, ...], Rect | None] | None = None
        self._make_head()
        self._make_body()
        self._make_foot()
        self._bind_keys()
        self.bind(self.presenter)

    # -- parts

    def _make_head(self) -> None:
        theme = self.theme
        self.back = button(theme, "返回", "quiet", "back")
        self.back.clicked.connect(self.clicked(self.leave))
        self.name = Elided("", "title")
        self.page = DropDown(theme, (), "页")
        self.page.setMinimumWidth(theme.m.chars(9 if theme.compact else 14))
        self.page.activated.connect(self.presenter.show_page)
        self.fill = DropDown(theme, [words for _, words in FILLS], "试填")
        self.fill.activated.connect(lambda n: self._fill(FILLS[n][0]))
        self.undo = button(theme, "撤销", "quiet", "undo")
        self.undo.clicked.connect(self.clicked(lambda: self.step_over(back=True)))
        self.redo = button(theme, "重做", "quiet", "redo")
        self.redo.clicked.connect(self.clicked(lambda: self.step_over(back=False)))
        self.more = button(theme, "更多", "quiet", "chevron")
        self.more.clicked.connect(lambda _checked=False: self._more())
        self.enforce = button(theme, "启用", "primary")
        self.enforce.clicked.connect(self.clicked(self._enforce))
        row = line(theme, self.back, self.name, self.page, self.fill, self.undo, self.redo, self.more, self.enforce)  # fmt: skip
        row.setStretchFactor(self.name, 1)
        self.column.addLayout(row)

    def _make_body(self) -> None:
        theme, m = self.theme, self.theme.m
        self.canvas = Canvas(theme, self.presenter, self.papers, self.pictures, self.guard)
        self.canvas.said.connect(self._say)
        self.canvas.width_wanted.connect(lambda _width: self._want())
        self.canvas.scaled.connect(self._scaled)
        self.canvas.words_wanted.connect(self._to_words)
        self.canvas.box_drawn.connect(self.intent(self._add_cell))
        self.canvas.menu_wanted.connect(self._menu)
        self.canvas.ended.connect(self._ended)
        holder, self.sheet = panel("sheet", margins=(1, 1, 1, 1))
        self.sheet.addWidget(self.canvas)
        side = QWidget()
        side.setFixedWidth(m.pane_width)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.s8)
        self.tabs = Chips(theme, "右边看什么")
        self.tabs.chosen.connect(self.show_tab)
        column.addLayout(line(theme, self.tabs, None))
        self.inspector = Inspector(self.context, self.presenter, self.guard)
        self.behind = BehindPanel(theme, self.presenter, self.papers, self.canvas, self.guard)
        self.behind.scan_wanted.connect(self.intent(self._choose_scan))
        self.problems = ProblemPanel(theme, self.presenter, self.canvas)
        self.about = PagePanel(theme, self.presenter, self.papers, self.guard)
        self.panels = {
            THING: self.inspector,
            BEHIND: self.behind,
            PROBLEMS: self.problems,
            PAGE: self.about,
        }
        self.stack = QStackedWidget()
        for widget in self.panels.values():
            self.stack.addWidget(widget)
        column.addWidget(self.stack, 1)
        row = line(theme, holder, side, gap=m.s12)
        row.setStretchFactor(holder, 1)
        self.column.addLayout(row, 1)

    def _make_foot(self) -> None:
        theme = self.theme
        self.words = Elided("", "second")
        self.alone = QCheckBox("只动这一格")
        self.alone.setToolTip("不带动连着的边；拖的时候按住 Shift 也一样")
        self.alone.clicked.connect(self._alone)
        self.add = button(theme, "加格子", "quiet", "plus")
        self.add.clicked.connect(lambda _checked=False: self._mode(ADD))
        smaller = button(theme, "缩小", "quiet", "minus")
        larger = button(theme, "放大", "quiet", "plus")
        for verb, words, step in ((smaller, "缩小", -1), (larger, "放大", 1)):
            set_button_text(verb, "")
            verb.setAccessibleName(words)
            verb.setToolTip(words)
            verb.clicked.connect(lambda _checked=False, step=step: self.canvas.zoom_by(step))
        self.zoom = label("", "second")
        wide = button(theme, "适合宽度", "link")
        wide.clicked.connect(lambda _checked=False: self.canvas.fit("width"))
        whole = button(theme, "看整页", "link")
        whole.clicked.connect(lambda _checked=False: self.canvas.fit("whole"))
        row = line(theme, self.words, self.add, self.alone, smaller, self.zoom, larger, wide, whole)
        row.setStretchFactor(self.words, 1)
        self.column.addLayout(row)

    def _bind_keys(self) -> None:
        self.on_key("Insert", lambda: self._add_cell(self._free_place()))
        self.on_key("Ctrl+PgUp", lambda: self.presenter.show_page(self.presenter.index - 1))
        self.on_key("Ctrl+PgDown", lambda: self.presenter.show_page(self.presenter.index + 1))
        self.on_key("Ctrl+M", self.inspector.merge)
        self.on_key("Ctrl+K", self.inspector.choose_field)
        self.on_key("Ctrl+T", lambda: self.inspector.split(upright=True))
        self.on_key("Ctrl+R", lambda: self.inspector.split(upright=False))
        self.on_key("Ctrl+A", self._select_all, self.canvas)

    def _ended(self, mode: str) -> None:
        """Draw the panels after a mode was left; Esc with nothing in hand leaves the editor."""
        if mode == EDIT:
            self.leave()
        else:
            self._draw_panels()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something else in the window: its undo, its self-check, its right pane."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and self._own_key(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys kept from the window."""
        run = self._own_key(event)
        if run is None:
            super().keyPressEvent(event)
        else:
            self.guard(run)

    def _own_key(self, event: QKeyEvent) -> Callable[[], object] | None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            if event.key() == Qt.Key.Key_Z:
                return lambda: self.step_over(back=True)
            if event.key() == Qt.Key.Key_Y:
                return lambda: self.step_over(back=False)
        if plain and event.key() == Qt.Key.Key_F7:
            return lambda: self._go_tab(PROBLEMS)
        if plain and event.key() == Qt.Key.Key_F8:
            return self._next_tab
        return None

    def _next_tab(self) -> None:
        self._go_tab(TABS[(TABS.index(self.tab) + 1) % len(TABS)])

    def first_focus(self) -> QWidget | None:
        """Start on the page."""
        return self.canvas

    def focus_path(self, path: str) -> bool:
        """Open the form a path names (``form.evaluation``)."""
        name = path.removeprefix("form.")
        if name == path or not name:
            return False
        if not self.presenter.is_open or self.presenter.draft.spec.id != name:
            self.presenter.open(name)
            self._index = -1
        self.canvas.setFocus()
        return True

    def place(self) -> tuple[str, int]:
        """Return which form is in hand, to come back to it after a lock."""
        if self.presenter.is_open:
            return f"form.{self.presenter.draft.spec.id}", 0
        return "", 0

    def own_steps(self) -> tuple[str, str]:
        """Return what Ctrl+Z and Ctrl+Y would do here."""
        state = self.presenter.state if self.presenter.is_open else None
        return (state.undo, state.redo) if state else ("", "")

    def step_over(self, *, back: bool) -> str:
        """Take a step back, or do it again; says its name."""
        name = self.presenter.undo() if back else self.presenter.redo()
        if name:
            self._say(f"{'已撤销' if back else '已重做'}：{name}")
        return name

    def print_now(self) -> bool:
        """Answer Ctrl+P: the proof to hold against the light."""
        self.guard(self._print_proof)
        return True

    def help_words(self) -> str:
        """Return what F1 says here."""
        return (
            "把收到的附件扫描后放在版面下面，用“两点对位”让它和版面重合，再拖格子的边。"
            "Ctrl 加方向键在格子间走，空格键选一条边，方向键移 1 毫米，Shift 加方向键移 0.1 毫米。"
            "Ctrl+K 选栏目，Ctrl+T 左右拆分，Ctrl+R 上下拆分，Ctrl+M 合并，Insert 加格子，Delete 删除，"
            "Ctrl+Z 撤销，F7 看问题，F8 换右边一栏，PageUp、PageDown 换页。"
            "改动随时存成草稿；点“启用”以后，打印才用新的版式。"
        )

    def save_state(self) -> dict[str, Any]:
        """Keep which panel is shown."""
        return {"tab": self.tab}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Show the same panel again."""
        self.show_tab(str(state.get("tab", THING)))

    def commands(self) -> Sequence[Command]:
        """Return what the menu and 更多 offer."""
        return (
            Command("打印对照样张…", self._print_proof, icon="printer"),
            Command("对照样张存为 PDF…", self._save_proof, icon="save"),
            Command("导出版式文件…", self._export),
            Command("导入版式文件…", self._import),
            Command("放弃草稿", self.presenter.give_up),
        )

    # -- drawing

    def refresh(self) -> None:
        """Draw the page and the panels."""
        if not self.presenter.is_open:
            return
        state = self.presenter.state
        if state.index != self._index:
            self._index = state.index
            self.pictures.forget()
            self.canvas.verticalScrollBar().setValue(0)
        held = (state.selection, self.canvas.selected_box())
        if held != self._held:
            self._held = held
            self.canvas.say_selection()
        self.canvas.mark_rulers(None)
        self.name.set_text(f"版式：{state.spec.title}")
        pages = [f"{n}　{page.title}" for n, page in enumerate(state.spec.pages, 1)]
        if [self.page.itemText(n) for n in range(self.page.count())] != pages:
            self.page.set_words(pages)
        self.page.setCurrentIndex(state.index)
        person = "库里的人" if self.presenter.lists_everybody else FILLS[1][1]
        self.fill.setItemText(1, person)
        self.fill.setCurrentIndex([value for value, _ in FILLS].index(state.fill))
        for verb, word, name in ((self.undo, "撤销", state.undo), (self.redo, "重做", state.redo)):
            verb.setEnabled(bool(name))
            verb.setToolTip(f"{word}：{name}" if name else "")
        self.enforce.setEnabled(state.differs)
        self.enforce.setToolTip("" if state.differs else "和正在用的版式一样")
        self._draw_panels()
        self._want()
        self.canvas.viewport().update()

    def _draw_panels(self) -> None:
        state = self.presenter.state
        found = f"问题 {len(state.problems)}" if state.problems else "问题"
        chips = (
            Chip(THING, "选中"), Chip(BEHIND, "底图"), Chip(PROBLEMS, found), Chip(PAGE, "页面"),
        )  # fmt: skip
        self.tabs.set_chips(chips, self.tab)
        self.stack.setCurrentWidget(self.panels[self.tab])
        for tab, widget in self.panels.items():
            if tab == self.tab:
                widget.draw()  # type: ignore[attr-defined]

    def show_tab(self, tab: str) -> None:
        """Show another panel."""
        if self.tab == BEHIND and tab != BEHIND and self.canvas.mode == SCAN:
            self.canvas.set_mode(EDIT)
        self.tab = tab
        if self.presenter.is_open:
            self._draw_panels()

    def _go_tab(self, tab: str) -> None:
        self.show_tab(tab)
        first = self.panels[tab].findChildren(QWidget)
        for widget in first:
            if widget.focusPolicy() and widget.isVisibleTo(self) and widget.isEnabled():
                widget.setFocus()
                return

    def _want(self) -> None:
        if self.presenter.is_open and self.isVisible():
            state = self.presenter.state
            ink = self.theme.c.primary if state.behind is not None else self.theme.c.ink
            self.pictures.want(state.key, state.behind, self.canvas.wanted_width(), ink)

    def _scaled(self) -> None:
        self.zoom.setText(self.canvas.zoom_words())

    def _say(self, words: str) -> None:
        saved = self.presenter.state.saved if self.presenter.is_open else ""
        self.words.set_text(f"{words}　草稿已存 {saved}" if saved else words)

    # -- intents

    def leave(self) -> None:
        """Go back to the list of forms; the draft is in the vault."""
        self.commit()
        if not self.context.go("forms"):
            self.context.back()

    def leaving(self) -> None:
        """End what a drag began; pictures need no child while nobody looks."""
        self.canvas.set_mode(EDIT)
        self.papers.rest()

    def _fill(self, fill: str) -> None:
        if not self.guard(lambda: self.presenter.set_fill(fill)):
            self.refresh()

    def _alone(self, on: bool) -> None:
        self.canvas.alone = bool(on)

    def _mode(self, mode: str) -> None:
        self.canvas.set_mode(mode)
        self.canvas.setFocus()

    def _to_words(self) -> None:
        self.show_tab(THING)
        if not self.inspector.to_words():
            self.inspector.choose_field()

    def _free_place(self) -> Rect:
        box = self.canvas.selected_box()
        if box is None:
            return Rect(30.0, 30.0, 70.0, 42.0)
        return Rect(box.left, box.bottom, box.right, min(box.bottom + 10.0, 292.0))

    def _add_cell(self, box: Rect) -> None:
        p = self.presenter
        p.perform(cutting.add_cell(p.draft, p.index, box))
        self.show_tab(THING)
        self.canvas.setFocus()

    def _select_all(self) -> None:
        self.presenter.select([ref for ref, _ in self.presenter.state.boxes])

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        held = self.presenter.state.selection
        words = "没有选中"
        if held:
            words = f"{KIND_WORDS[held[-1].kind]}“{self.presenter.said() or '空'}”"
        menu.addAction(words).setEnabled(False)
        menu.addSeparator()
        for text, run in (
            ("改文字\tEnter", self._to_words),
            ("选栏目…\tCtrl+K", self.inspector.choose_field),
            ("左右拆分\tCtrl+T", lambda: self.inspector.split(upright=True)),
            ("上下拆分\tCtrl+R", lambda: self.inspector.split(upright=False)),
            ("合并\tCtrl+M", self.inspector.merge),
            ("加一个格子\tInsert", lambda: self._add_cell(self._free_place())),
            ("删除\tDelete", self.presenter.delete),
        ):
            menu.addAction(text).triggered.connect(self.clicked(run))
        menu.popup(at)

    def _more(self) -> None:
        menu = QMenu(self)
        for command in self.commands():
            menu.addAction(command.words).triggered.connect(self.clicked(command.run))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _enforce(self) -> None:
        self.commit()
        try:
            kept = self.presenter.enforce()
        except UserError:
            self.show_tab(PROBLEMS)
            raise
        self.context.say_code(
            "EDIT-IN-FORCE", title=kept.title, edition=kept.edition, origin=kept.origin
        )

    # -- scans and files

    def _choose_scan(self) -> None:
        parent = self.context.parent()
        if parent is None:
            return
        for path in choose_files(parent, "选扫描件作底图", SCANS):
            self.lay_scan(read_scan_file(path), path.name)

    def lay_scan(self, data: bytes, name: str) -> None:
        """Take in a scan in a worker and lay it behind this page and those after it."""
        editor = self.presenter.history

        def laid(pages: tuple[Behind, ...]) -> None:
            if isValid(self) and self.presenter.is_open and self.presenter.history is editor:
                count = self.papers.lay_scan(pages)
                self.show_tab(BEHIND)
                self._say(f"底图放好了 {count} 页。用“两点对位”让它和版面重合。")

        def work(progress: Progress) -> tuple[Behind, ...]:
            return self.papers.take_scan(data, name, progress)

        self.context.tasks.start(work, done=laid, words="正在读扫描件")

    def _print_proof(self) -> None:
        self.commit()
        desk = desk_of(self.context)
        centre = self.context.presenter(PrintCentrePresenter)

        def found(printers: Any) -> None:
            centre.set_printers(printers)
            self.guard(
                lambda: desk.send([self.papers.proof_job(centre.choice())], centre.registered)
            )

        desk.find(found)

    def _save_proof(self) -> None:
        parent = self.context.parent()
        number = self.context.session.vault.next_print_number()
        name = f"form-overlay-{shown_number(number)}.pdf"
        target = choose_new_file(parent, "对照样张存为 PDF", PDF_KINDS, name) if parent else None
        if target is not None:
            given = self.papers.save_proof(target)
            self._say(f"对照样张存好了，登记为印号 {shown_number(given)}。")

    def _export(self) -> None:
        parent = self.context.parent()
        name = self.papers.file_name()
        target = choose_new_file(parent, "导出版式文件", FORM_FILES, name) if parent else None
        if target is not None:
            self.papers.export(target)
            self.context.say_code("EDIT-EXPORTED", name=target.name)

    def _import(self) -> None:
        parent = self.context.parent()
        for path in choose_files(parent, "导入版式文件", FORM_FILES) if parent else ():
            title = self.papers.bring(read_scan_file(path), path.name)
            self.context.say_code("EDIT-IMPORTED", name=path.name, title=title)

    def shown(self) -> None:
        """Draw, with the list of forms in place of an editor without a form."""
        super().shown()
        QTimer.singleShot(0, self, lambda: list_unless_open(self.context, self.presenter))
        if self.presenter.is_open:
            self.refresh()


def open_screen(context: Context) -> Screen:
    """Make the screen."""
    return FormEditorScreen(context)
