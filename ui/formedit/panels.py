# SPDX-License-Identifier: MulanPSL-2.0
"""The panels beside the page: the scan behind it, what is wrong, the page and the form themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.kernel.errors import UserError
from app.paper.forms.parts import Rect
from app.present.formedit import building
from app.present.formedit.checks import CHECK, MUST
from app.present.formedit.fieldwords import row_choices
from app.present.formedit.papers import FormPapers
from app.present.formedit.presenter import FormEditorPresenter
from app.present.formedit.traits import NUMBER, Trait, typed
from ui.context import Context
from ui.formedit.canvas import REGISTER, SCAN, Canvas
from ui.qt import QCheckBox, QGridLayout, QPushButton, QSlider, Qt, QVBoxLayout, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import Elided, button, label, line, rule, scrolled
from ui.widgets.fields import Field, LineField
from ui.widgets.table import Badge, Column, FormTable, Row

Run = Callable[[], object]
Guard = Callable[[Run], bool]
LEVEL_BADGES = {MUST: "st-must", CHECK: "st-warn"}
NEW_PLACE = Rect(30.0, 60.0, 120.0, 72.0)
ADDED = (
    ("words", "印字"), ("sign", "签字线"), ("table", "表格"), ("prose", "正文"), ("opinions", "意见栏"),
)  # fmt: skip


def _column(theme: Theme, holder: QWidget) -> QVBoxLayout:
    outer = QVBoxLayout(holder)
    outer.setContentsMargins(0, 0, 0, 0)
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, theme.m.s12, theme.m.s8)
    column.setSpacing(theme.m.s8)
    outer.addWidget(scrolled(content))
    return column


class BehindPanel(QWidget):
    """The scan behind the page: choose it, lay it, see it weaker or stronger.

    Emits ``scan_wanted()`` when the person wants to choose a file.
    """

    scan_wanted = Signal()
    LINES = (
        ("dx", Trait("dx", "右移", NUMBER, least=-300.0, most=300.0), 1.0),
        ("dy", Trait("dy", "下移", NUMBER, least=-300.0, most=300.0), 1.0),
        ("scale", Trait("scale", "大小", NUMBER, least=20.0, most=500.0, unit="%"), 100.0),
        ("degrees", Trait("degrees", "右转", NUMBER, least=-45.0, most=45.0, unit="度"), 1.0),
    )

    def __init__(
        self, theme: Theme, editor: FormEditorPresenter, papers: FormPapers, canvas: Canvas, guard: Guard
    ) -> None:  # fmt: skip
        super().__init__()
        self.theme, self.editor, self.papers, self.canvas = theme, editor, papers, canvas
        self.guard = guard
        column = _column(theme, self)
        self.name = Elided("", "strong")
        column.addWidget(self.name)
        self.choose = button(theme, "选扫描件作底图…", "secondary", "scan")
        self.choose.clicked.connect(lambda _checked=False: self.scan_wanted.emit())
        self.explain = label(
            "把收到的附件扫描成 PDF 或图片，放在版面下面，照着它拖格子。扫描件只存在加密库里。",
            "second",
            wrap=True,
        )
        column.addWidget(self.choose)
        column.addWidget(self.explain)
        self.held = QWidget()
        inner = QVBoxLayout(self.held)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.m.s8)
        self._make_held(inner)
        column.addWidget(self.held)
        column.addStretch(1)

    def _make_held(self, column: QVBoxLayout) -> None:
        theme = self.theme
        self.before = button(theme, "上一张", "quiet")
        self.after = button(theme, "下一张", "quiet")
        self.before.clicked.connect(lambda _checked=False: self._turn(-1))
        self.after.clicked.connect(lambda _checked=False: self._turn(1))
        self.pages = label("", "second")
        column.addLayout(line(theme, self.pages, None, self.before, self.after))
        column.addWidget(label("浓淡", "strong"))
        self.strength = QSlider(Qt.Orientation.Horizontal)
        self.strength.setRange(0, 100)
        self.strength.setPageStep(20)
        self.strength.setAccessibleName("底图浓淡，百分之")
        self.strength.valueChanged.connect(self._strength)
        column.addWidget(self.strength)
        column.addWidget(rule())
        self.register = button(theme, "两点对位", "secondary")
        self.register.clicked.connect(lambda _checked=False: self._mode(REGISTER))
        self.by_hand = button(theme, "拖动底图", "secondary")
        self.by_hand.setCheckable(True)
        self.by_hand.clicked.connect(lambda on: self._mode(SCAN if on else "edit"))
        column.addLayout(line(theme, self.register, self.by_hand, None))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.m.s12)
        self.fields: dict[str, Field] = {}
        for number, (name, trait, _) in enumerate(self.LINES):
            field = self.fields[name] = LineField(theme, trait.label, chars=5)
            field.note.setText(trait.unit)
            field.committed.connect(lambda text, name=name: self._typed(name, text))
            grid.addWidget(field, number // 2, number % 2)
        column.addLayout(grid)
        self.away = button(theme, "去掉底图", "danger")
        self.away.clicked.connect(lambda _checked=False: self.guard(self.papers.remove_scan))
        column.addLayout(line(theme, self.away, None))

    def _mode(self, mode: str) -> None:
        self.canvas.set_mode(mode)
        self.canvas.setFocus()

    def _turn(self, step: int) -> None:
        held = self.editor.state.behind
        if held is not None:
            self.guard(lambda: self.papers.turn_page(held.page + step))

    def _strength(self, value: int) -> None:
        held = self.editor.state.behind
        if held is not None and round(held.strength * 100) != value:
            self.guard(lambda: self.papers.place("底图浓淡", "strength", strength=value / 100))

    def _typed(self, name: str, text: str) -> None:
        _, trait, factor = next(each for each in self.LINES if each[0] == name)

        def run() -> None:
            value = typed(trait, text) / factor
            self.papers.place(f"底图{trait.label}", **{name: value})

        if not self.guard(run):
            self.draw()

    def draw(self) -> None:
        """Show the scan of the page in hand."""
        behind = self.editor.state.behind
        self.held.setVisible(behind is not None)
        self.explain.setVisible(behind is None)
        self.name.setVisible(behind is not None)
        self.by_hand.setChecked(self.canvas.mode == SCAN)
        if behind is None:
            return
        self.name.set_text(behind.name)
        self.pages.setText(f"第 {behind.page + 1} 张，共 {behind.pages} 张")
        self.before.setEnabled(behind.page > 0)
        self.after.setEnabled(behind.page + 1 < behind.pages)
        blocked = self.strength.blockSignals(True)
        self.strength.setValue(round(behind.strength * 100))
        self.strength.blockSignals(blocked)
        for name, _, factor in self.LINES:
            self.fields[name].set_text(f"{round(getattr(behind, name) * factor, 2):g}")


class ProblemPanel(QWidget):
    """What is wrong and what may be; a line leads to its place."""

    def __init__(self, theme: Theme, editor: FormEditorPresenter, canvas: Canvas) -> None:
        super().__init__()
        self.theme, self.editor, self.canvas = theme, editor, canvas
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.m.s8)
        self.words = label("", "second", wrap=True)
        column.addWidget(self.words)
        self.table = FormTable(theme, (Column("", 2.2), Column("问题")), "问题")
        self.table.activated.connect(self._go)
        self.table.current_changed.connect(self._tell)
        self.detail = label("", "body", wrap=True)
        column.addWidget(self.table, 8)
        column.addWidget(self.detail)
        column.addStretch(1)

    def draw(self) -> None:
        """Show the list."""
        state = self.editor.state
        musts = state.musts
        self.words.setText(
            f"{musts} 处要改才能启用。回车到那一格。"
            if musts
            else "没有必须改的，可以启用。"
        )  # fmt: skip
        here = self.table.current_id()
        rows = []
        for number, problem in enumerate(state.problems):
            badge = Badge(LEVEL_BADGES.get(problem.level, "st-note"))
            page = state.spec.pages[problem.page].title if problem.page >= 0 else "全表"
            words = f"{problem.title}（{page}）"
            rows.append(Row(str(number), (badge, words), spoken=f"{words}，{problem.detail}"))
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        if here and self.table.select(here):
            self._tell(here)
        elif not rows:
            self.detail.setText("")

    def _tell(self, number: str) -> None:
        found = self._problem(number)
        self.detail.setText(found.detail if found is not None else "")

    def _problem(self, number: str) -> Any:
        problems = self.editor.state.problems
        return problems[int(number)] if number and int(number) < len(problems) else None

    def _go(self, number: str) -> None:
        found = self._problem(number)
        if found is None:
            return
        self.editor.go_to(found)
        self._tell(number)
        box = self.canvas.selected_box()
        if box is not None:
            self.canvas.show_box(box)
        self.canvas.setFocus()


class PagePanel(QWidget):
    """The page in hand and the form itself: titles, pages that come and go, who held it against what."""

    LINES = (
        (Trait("title", "页名", "line"), 14),
        (Trait("continued", "接下页时的标题", "line"), 14),
    )
    NUMBERS = (
        Trait("top", "排版从", NUMBER, least=5.0, most=280.0),
        Trait("bottom", "排版到", NUMBER, least=20.0, most=292.0),
    )

    def __init__(
        self, theme: Theme, editor: FormEditorPresenter, papers: FormPapers, guard: Guard
    ) -> None:
        super().__init__()
        self.theme, self.editor, self.papers, self.guard = theme, editor, papers, guard
        column = _column(theme, self)
        self.fields: dict[str, Field] = {}
        self._make_page(column)
        column.addWidget(rule())
        self._make_added(column)
        column.addWidget(rule())
        self._make_form(column)
        column.addStretch(1)

    def _make_page(self, column: QVBoxLayout) -> None:
        theme = self.theme
        column.addWidget(label("这一页", "section"))
        for trait, chars in self.LINES:
            field = self.fields[trait.name] = LineField(theme, trait.label, chars=chars)
            field.committed.connect(lambda text, trait=trait: self._page(trait, text))
            column.addWidget(field)
        grid = QGridLayout()
        for number, trait in enumerate(self.NUMBERS):
            field = self.fields[trait.name] = LineField(theme, trait.label, chars=5)
            field.note.setText(trait.unit)
            field.committed.connect(lambda text, trait=trait: self._page(trait, text))
            grid.addWidget(field, 0, number)
        column.addLayout(grid)
        self.numbered = QCheckBox("印页码")
        self.numbered.clicked.connect(lambda on: self._set("印页码", numbered=bool(on)))
        column.addWidget(self.numbered)
        verbs = (
            ("增加一页", self._add_page, "secondary"),
            ("删除这一页", self._remove_page, "danger"),
            ("往前移", lambda: self._move(-1), "secondary"),
            ("往后移", lambda: self._move(1), "secondary"),
        )
        column.addLayout(self._grid(verbs))

    def _make_added(self, column: QVBoxLayout) -> None:
        column.addWidget(label("在这一页增加", "section"))
        verbs = [(words, lambda kind=kind: self._add(kind), "secondary") for kind, words in ADDED]
        column.addLayout(self._grid(verbs))

    def _make_form(self, column: QVBoxLayout) -> None:
        theme = self.theme
        column.addWidget(label("核对", "section"))
        self.verified = label("", "second", wrap=True)
        column.addWidget(self.verified)
        for name, words, chars in (("who", "核对人", 10), ("attachment", "对照的附件", 14), ("on", "核对日期", 10)):  # fmt: skip
            self.fields[name] = LineField(theme, words, chars=chars)
            column.addWidget(self.fields[name])
        self.fields["attachment"].set_hint("例如 附件1")
        self.verify = button(theme, "标为已核对", "secondary")
        self.verify.clicked.connect(lambda _checked=False: self.guard(self._verify))
        column.addLayout(line(theme, self.verify, None))

    def _grid(self, verbs: Any) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self.theme.m.s8)
        for number, (words, run, role) in enumerate(verbs):
            verb: QPushButton = button(self.theme, words, role)
            verb.clicked.connect(lambda _checked=False, run=run: self.guard(run))
            grid.addWidget(verb, number // 2, number % 2)
        return grid

    # -- intents

    def _set(self, name: str, **values: Any) -> None:
        e = self.editor
        self.guard(lambda: e.perform(building.set_page(e.draft, e.index, name, values)))

    def _page(self, trait: Trait, text: str) -> None:
        def run() -> None:
            e = self.editor
            value = typed(trait, text)
            if trait.name == "title" and not value:
                raise UserError(
                    "EDIT-NUMBER", label="页名", typed="", least="1", most="40", unit="字"
                )
            e.perform(building.set_page(e.draft, e.index, f"改{trait.label}", {trait.name: value}))

        if not self.guard(run):
            self.draw()

    def _add_page(self) -> None:
        self.editor.perform(building.add_page(self.editor.draft, self.editor.index))

    def _remove_page(self) -> None:
        self.editor.perform(building.remove_page(self.editor.draft, self.editor.index))

    def _move(self, step: int) -> None:
        self.editor.perform(building.move_page(self.editor.draft, self.editor.index, step))

    def _add(self, kind: str) -> None:
        e = self.editor
        rows = row_choices()[0].bind
        wide = (
            Rect(22.0, 60.0, 189.0, 100.0) if kind in ("table", "prose", "opinions") else NEW_PLACE
        )
        e.perform(building.add_part(e.draft, e.index, kind, wide, rows))

    def _verify(self) -> None:
        said = {name: self.fields[name].text() for name in ("who", "attachment", "on")}
        self.papers.verify(**said)

    def draw(self) -> None:
        """Show the page in hand and what stands behind the form."""
        state = self.editor.state
        page, spec = state.page, state.spec
        self.fields["title"].set_text(page.title)
        self.fields["continued"].set_text(page.continued)
        self.fields["top"].set_text(f"{page.top:g}")
        self.fields["bottom"].set_text(f"{page.bottom:g}")
        self.numbered.setChecked(page.numbered)
        if spec.verified_by:
            words = f"{spec.verified_by} {spec.verified_on} 已对照{spec.attachment}核对。再改版式，这个标记就去掉。"
        else:
            words = "还没有人对照正式附件核对，每页页脚印“参考模板”。"
        self.verified.setText(words)
        if not self.fields["on"].text():
            self.fields["on"].set_text(self.papers.today().isoformat())
        if not self.fields["who"].text():
            self.fields["who"].set_text(self.editor.session.actor)


def list_unless_open(context: Context, presenter: FormEditorPresenter) -> None:
    """Show the list of forms when no form is open for editing, as after a lock."""
    if not presenter.is_open:
        context.go("forms")
