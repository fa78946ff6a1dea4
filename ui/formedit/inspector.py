# SPDX-License-Identifier: MulanPSL-2.0
"""The panel of what is in hand: one line a trait, drawn from the table of traits, kept when the line is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.present.formedit import building, columns, cutting, grouping, traits
from app.present.formedit.fieldwords import (
    choices,
    column_choices,
    field_words,
    row_choices,
)
from app.present.formedit.places import CELL, COLUMN, HEAD, KIND_WORDS, OPINION, PART, Ref, item
from app.present.formedit.presenter import FormEditorPresenter
from app.present.formedit.traits import Trait
from ui.context import Context
from ui.formedit.picker import pick_field
from ui.qt import QCheckBox, QGridLayout, QPushButton, QVBoxLayout, QWidget
from ui.widgets.basics import DropDown, Elided, button, clear_layout, label, line, scrolled
from ui.widgets.fields import Field, LineField, TextField

KEY_WORDS = (
    "键盘：Ctrl 加方向键在格子间走，空格键选一条边，方向键移 1 毫米，"
    "Shift 加方向键移 0.1 毫米，回车改文字，Delete 删除。"
)
SHORT = 5.0  # characters of a number
ALIGNED = (("left", "左对齐"), ("right", "右对齐"), ("top", "上对齐"), ("bottom", "下对齐"))
Run = Callable[[], object]


class Inspector(QWidget):
    """Draws the traits of what is selected; every change is an intent of the presenter."""

    def __init__(
        self, context: Context, presenter: FormEditorPresenter, guard: Callable[[Run], bool]
    ) -> None:
        super().__init__()
        self.context, self.theme = context, context.theme
        self.presenter, self.guard = presenter, guard
        m = self.theme.m
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.s8)
        self.title = Elided("", "section")
        column.addWidget(self.title)
        content = QWidget()
        self.rows = QVBoxLayout(content)
        self.rows.setContentsMargins(0, 0, m.s12, m.s8)
        self.rows.setSpacing(m.s8)
        column.addWidget(scrolled(content), 1)
        self.fields: dict[str, QWidget] = {}
        self._drawn: tuple[object, ...] = ()

    # -- drawing

    def draw(self) -> None:
        """Show what is selected; the same things keep their widgets, so that the caret stays."""
        state = self.presenter.state
        shape = (state.selection, tuple(t.name for t in self.presenter.traits()))
        self.title.set_text(self._title())
        if shape != self._drawn:
            self._drawn = shape
            clear_layout(self.rows)
            self.fields.clear()
            self._build()
        self._fill()

    def _title(self) -> str:
        state = self.presenter.state
        if not state.selection:
            return "没有选中"
        kinds = {ref.kind for ref in state.selection}
        many = f"{len(state.selection)} 处" if len(state.selection) > 1 else ""
        return f"{KIND_WORDS[kinds.pop()] if len(kinds) == 1 else '几样东西'}{many}"

    def _build(self) -> None:
        state = self.presenter.state
        if not state.selection:
            self._explain()
            return
        numbers: list[Trait] = []
        for trait in self.presenter.traits():
            if trait.shape in (traits.NUMBER, traits.EDGE) and len(trait.label) <= 4:
                numbers.append(trait)
                if len(numbers) == 2:
                    self._pair(numbers)
                    numbers = []
                continue
            if numbers:
                self._pair(numbers)
                numbers = []
            self.rows.addWidget(self._row(trait))
        if numbers:
            self._pair(numbers)
        self._verbs()
        self.rows.addStretch(1)

    def _explain(self) -> None:
        for words in (
            "点一个格子，这里就是它的文字、栏目、字体和尺寸。",
            "拖格子的边：连着的边一起动；按住 Shift 只动这一格，按住 Ctrl 不吸附。",
            KEY_WORDS,
        ):
            self.rows.addWidget(label(words, "second", wrap=True))
        self.rows.addStretch(1)

    def _pair(self, pair: list[Trait]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.m.s12)
        for number, trait in enumerate(pair):
            grid.addWidget(self._row(trait), 0, number)
            grid.setColumnStretch(number, 1)
        self.rows.addLayout(grid)

    def _row(self, trait: Trait) -> QWidget:
        maker = {
            traits.TEXT: self._text,
            traits.LINE_TEXT: self._line,
            traits.NUMBER: self._number,
            traits.EDGE: self._number,
            traits.CHOICE: self._choice,
            traits.FLAG: self._flag,
            traits.BIND: self._bind,
            traits.COLUMN_BIND: self._column,
            traits.ROWS: self._rows,
            traits.GROUP: self._group,
        }[trait.shape]
        return maker(trait)

    def _keep(self, trait: Trait, field: Field) -> Field:
        field.committed.connect(lambda text: self._set(trait, text))
        self.fields[trait.name] = field
        return field

    def _set(self, trait: Trait, value: Any) -> None:
        if not self.guard(lambda: self.presenter.set_trait(trait, value)):
            self._fill()

    def _text(self, trait: Trait) -> QWidget:
        return self._keep(trait, TextField(self.theme, trait.label, lines=2))

    def _line(self, trait: Trait) -> QWidget:
        field = LineField(self.theme, trait.label, chars=14)
        return self._keep(trait, field)

    def _number(self, trait: Trait) -> QWidget:
        field = LineField(self.theme, trait.label, chars=SHORT)
        field.note.setText(trait.unit)
        return self._keep(trait, field)

    def _choice(self, trait: Trait) -> QWidget:
        drop = DropDown(self.theme, [word for _, word in trait.choices], trait.label)
        drop.activated.connect(lambda n: self._set(trait, trait.choices[n][0]))
        self.fields[trait.name] = drop
        return self._labelled(trait.label, drop)

    def _flag(self, trait: Trait) -> QWidget:
        box = QCheckBox(trait.label)
        box.clicked.connect(lambda on: self._set(trait, bool(on)))
        self.fields[trait.name] = box
        return box

    def _labelled(self, words: str, drop: DropDown) -> QWidget:
        """Put a list beside its words: the panel is short, and lists are many."""
        holder = QWidget()
        said = label(words, "strong", wrap=True)
        said.setBuddy(drop)
        said.setFixedWidth(self.theme.m.chars(6))
        row = line(self.theme, said, drop)
        row.setStretchFactor(drop, 1)
        holder.setLayout(row)
        return holder

    def _bind(self, trait: Trait) -> QWidget:
        holder = QWidget()
        words = Elided("", "body")
        choose = button(self.theme, "选栏目…", "secondary", "search")
        choose.clicked.connect(lambda _checked=False: self.choose_field())
        drop = button(self.theme, "取消", "quiet")
        drop.setAccessibleName("取消绑定")
        drop.clicked.connect(lambda _checked=False: self.guard(lambda: self.presenter.bind("", "")))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.m.s4)
        column.addWidget(label(trait.label, "strong"))
        column.addWidget(words)
        column.addLayout(line(self.theme, choose, drop, None))
        self.fields[trait.name] = words
        self.fields["unbind"] = drop
        return holder

    def choose_field(self) -> None:
        """Open the list of fields for the selected thing."""
        held = self.presenter.state.selection
        if len(held) != 1 or not hasattr(item(self.presenter.page, held[0]), "bind"):
            return
        if held[0].kind == COLUMN:
            return
        current = item(self.presenter.page, held[0]).bind
        chosen = pick_field(self.context, choices(self.context.session.pack), current)
        if chosen is not None:
            self.guard(lambda: self.presenter.bind(chosen.bind, chosen.words))

    def _column(self, trait: Trait) -> QWidget:
        drop = DropDown(self.theme, (), trait.label, shortens=True)
        drop.activated.connect(lambda n: self._set(trait, self._columns()[n][0]))
        self.fields[trait.name] = drop
        return self._labelled(trait.label, drop)

    def _columns(self) -> list[tuple[str, str]]:
        held = self.presenter.state.selection
        table = item(self.presenter.page, Ref(held[0].part, PART)) if held else None
        found = column_choices(getattr(table, "rows", ""))
        return [("", "空着，留给手写"), *((each.bind, each.words) for each in found)]

    def _rows(self, trait: Trait) -> QWidget:
        words = [each.words for each in row_choices()]
        drop = DropDown(self.theme, words, trait.label, shortens=True)
        drop.activated.connect(lambda n: self._set(trait, row_choices()[n].bind))
        self.fields[trait.name] = drop
        return self._labelled(trait.label, drop)

    def _group(self, trait: Trait) -> QWidget:
        drop = DropDown(self.theme, [words for _, words in self._groups()], trait.label)
        drop.activated.connect(lambda n: self._set(trait, self._groups()[n][0]))
        self.fields[trait.name] = drop
        return self._labelled(trait.label, drop)

    def _groups(self) -> tuple[tuple[str, str], ...]:
        held = self.presenter.state.selection
        part = item(self.presenter.page, Ref(held[0].part, PART)) if held else None
        return grouping.choices(getattr(part, "rows", ""))

    # -- verbs

    def _verbs(self) -> None:
        held = self.presenter.state.selection
        kinds = {ref.kind for ref in held}
        m = self.theme.m
        verbs: list[QPushButton] = []
        if len(held) == 1 and kinds <= {CELL, COLUMN, OPINION}:
            if kinds != {OPINION}:
                verbs.append(self._verb("左右拆分", lambda: self.split(upright=True)))
            if kinds == {COLUMN}:
                verbs.append(self._verb("右边加一列", self.add_column))
            else:
                verbs.append(self._verb("上下拆分", lambda: self.split(upright=False)))
        if len(held) > 1:
            verbs.append(self._verb("合并", self.merge))
            if kinds == {CELL}:
                verbs += [self._verb(words, self._aligner(side)) for side, words in ALIGNED]
        if kinds == {CELL}:
            verbs.append(self._verb("外框加粗或取消", self.frame))
        if HEAD not in kinds:
            verbs.append(self._verb("删除", self.presenter.delete, "danger"))
        grid = QGridLayout()
        grid.setSpacing(m.s8)
        for number, verb in enumerate(verbs):
            grid.addWidget(verb, number // 2, number % 2)
        self.rows.addLayout(grid)

    def _aligner(self, side: str) -> Run:
        return lambda: self.align(side)

    def _verb(self, words: str, run: Run, role: str = "secondary") -> QPushButton:
        verb = button(self.theme, words, role)
        verb.clicked.connect(lambda _checked=False: self.guard(run))
        return verb

    def split(self, *, upright: bool) -> None:
        """Divide the selected cell in two."""
        p = self.presenter
        held = p.state.selection
        if len(held) == 1:
            p.perform(cutting.split(p.draft, p.index, held[0], 2, upright=upright))

    def add_column(self) -> None:
        """Add an empty column to the right of the selected one."""
        p = self.presenter
        held = p.state.selection
        if len(held) == 1 and held[0].kind == COLUMN:
            p.perform(columns.add_column(p.draft, p.index, held[0]))

    def merge(self) -> None:
        """Make one of the selected cells."""
        p = self.presenter
        p.perform(cutting.merge(p.draft, p.index, p.state.selection))

    def frame(self) -> None:
        """Draw a heavier frame round the grid of the selected cell, or take it away."""
        p = self.presenter
        place = p.state.selection[0].part
        grid = item(p.page, Ref(place, PART))
        p.perform(building.set_frame(p.draft, p.index, place, on=not grid.frames))

    def align(self, side: str) -> None:
        """Bring an edge of the selected cells to one line."""
        p = self.presenter
        p.perform(cutting.align(p.draft, p.index, p.state.selection, side))

    # -- filling

    def _fill(self) -> None:
        for trait in self.presenter.traits():
            widget = self.fields.get(trait.name)
            value = self.presenter.trait_value(trait)
            if isinstance(widget, Field):
                widget.set_text(_typed(value))
                hint = "接着排" if trait.name == "part_y" else "不一样"
                widget.set_hint(hint if value is None else "")
            elif isinstance(widget, QCheckBox):
                widget.setChecked(bool(value))
            elif isinstance(widget, DropDown):
                self._fill_drop(trait, widget, value)
            elif isinstance(widget, Elided):
                words = field_words(self.context.session.pack)
                widget.set_text(words.get(str(value), str(value)) if value else "没有，只印字")
                self.fields["unbind"].setEnabled(bool(value))

    def _fill_drop(self, trait: Trait, drop: DropDown, value: Any) -> None:
        if trait.shape == traits.COLUMN_BIND:
            held = self._columns()
            drop.set_words([word for _, word in held], dict(held).get(str(value), ""))
            return
        known = (
            [each.bind for each in row_choices()]
            if trait.shape == traits.ROWS
            else [each for each, _ in self._groups()]
            if trait.shape == traits.GROUP
            else [each for each, _ in trait.choices]
        )
        drop.setCurrentIndex(known.index(value) if value in known else -1)

    def to_words(self) -> bool:
        """Put the caret into what the selected thing says; False where it prints an answer."""
        for name in ("label", "head", "strip", "text"):
            field = self.fields.get(name)
            if isinstance(field, Field):
                field.setFocus()
                return True
        return False


def _typed(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)
