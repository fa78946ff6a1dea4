# SPDX-License-Identifier: MulanPSL-2.0
"""材料清单 (ux S09): the one list; state by Space, details under it, the page itself beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.kernel.errors import UserError
from app.model.codes import ItemState, OriginalCheck
from app.present.papers.fetch_list import originals_to_show
from app.present.papers.late_pages import GROWN, bound_count
from app.present.papers.material_lines import MaterialLine
from app.present.papers.materials import RETURNED, MaterialsPresenter
from app.present.papers.scans import TakenIn, take_in
from app.present.why import asking
from app.present.why.explanation import Explanation
from ui.context import Context
from ui.frame.why import show_why
from ui.qt import QDragEnterEvent, QDropEvent, QWidget
from ui.screen import Command, Screen
from ui.screens.late_dialog import ask_late
from ui.screens.material_detail import DetailPanel
from ui.screens.material_dialogs import (
    ask_answer,
    ask_extra,
    ask_fields,
    ask_original_day,
    ask_reason,
)
from ui.screens.materials_pane import CLAUSE, SCANS, MaterialsPane
from ui.screens.return_card import ReturnCardPlace
from ui.widgets.basics import RIGHT, button
from ui.widgets.dialogs import choose_files, confirm
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.messages import Action
from ui.widgets.table import Badge, Column, FormTable, Row, Tag

KINDS = "PDF 和图片 (*.pdf *.jpg *.jpeg *.png)"
ORIGINAL_COLUMN = 3
MOST_NOTES = 2
VERIFIED_WORDS = "改了以后，审核人要重新核验这一项。原来的核验记录会留着。"


class MaterialsScreen(Screen):
    """Draws MaterialsPresenter's state and hands keys, clicks and files back."""

    title = "材料清单"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(MaterialsPresenter)
        self._make_head()
        self._make_table()
        self.detail = DetailPanel(self)
        self.column.addWidget(self.detail.widget)
        self.side = MaterialsPane(self)
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
        if not (self.theme.compact and self.theme.pane):
            self.header.add_commands(up, down)
        if not self.theme.compact:
            self.header.add_commands(extra)
        walk = self.header.set_primary("逐项走查", "tasks", "F9")
        walk.clicked.connect(self.clicked(lambda: self.context.go("walk")))
        go = Action("退回补正", lambda: self.context.go("returned"))
        self._card = ReturnCardPlace(self.theme, (go,))
        self.column.addLayout(self._card)

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
        self.table.space_pressed.connect(self.intent(self.toggle))
        self.table.activated.connect(self.intent(lambda _id: self.edit()))
        self.table.let_rows_be_dragged()
        self.table.dropped_on.connect(self.intent(self.presenter.move_to))
        self.empty = EmptyState(self.theme, "folder", "没有符合这个筛选的材料。", "看全部")
        if self.empty.action:
            self.empty.action.clicked.connect(
                self.clicked(lambda: self.presenter.choose_filter("all"))
            )
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here; the keys are bound by the menu."""
        return (
            Command("份数和页数…", self.edit, "F2"),
            Command("附扫描件…", self.attach, "Insert", "plus"),
            Command("整理扫描页", self.show_scans),
            Command("给装订好的材料补页…", self.add_late, enabled=self._is_bound),
            Command("看成审核人", self._read_as_reviewer, "", "eye"),
            Command("标为不适用…", self.not_applicable),
            Command("不改，说明理由…", self.answer, enabled=self._sent_back),
            Command("退回补正", lambda: self.context.go("returned")),
            Command("手工编号", lambda: self.context.go("numbering")),
            Command("原件已核对一致", lambda: self.check_original(OriginalCheck.MATCHES)),
            Command("原件入册", lambda: self.check_original(OriginalCheck.ORIGINAL_BOUND)),
            Command("原件待补看…", lambda: self.check_original(OriginalCheck.TO_BE_SEEN)),
            Command("打印要带的原件清单", self._print_originals, "", "printer", self._waits),
            Command("上移", lambda: self._move(-1), "Alt+Up", "up"),
            Command("下移", lambda: self._move(1), "Alt+Down", "down"),
            Command("增加材料…", self._add_extra, "", "plus"),
            Command("为什么没有要别的材料…", self.why_absent),
            Command("删去自己加的材料", self._remove_extra, enabled=self._is_extra),
        )

    def _waits(self) -> bool:
        return bool(originals_to_show(self.context.session))

    def _print_originals(self) -> None:
        self.context.go("print", "originals-list")

    def _read_as_reviewer(self) -> None:
        held = self.table.current_id()
        self.context.go("reader", f"materials.{held}" if held else "")

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.table if self.presenter.state.lines else self.empty.action

    def focus_path(self, path: str) -> bool:
        """Go to a material; ``returned`` shows what was sent back."""
        if path == RETURNED:
            self.presenter.choose_filter(RETURNED)
            self.table.setFocus()
            return True
        entry_id = [*path.split("."), ""][1]
        if entry_id and entry_id not in self.table.row_ids():
            self.presenter.choose_filter("all")
            self.refresh()
        return super().focus_path(path)

    def why(self) -> Explanation | None:
        """Explain why the material in hand is on the list."""
        detail = self.presenter.state.selected
        if detail is None:
            return None
        return asking.of_material(self.context.session, detail.line.entry_id)

    def why_absent(self) -> None:
        """Explain every material of the catalogue that is not on the list."""
        show_why(self.context, asking.of_absent(self.context.session))

    def help_words(self) -> str:
        """Return the clause and the sample of the row in hand."""
        detail = self.presenter.state.selected
        return f"{detail.clause_text}\n\n{detail.sample}" if detail else ""

    def save_state(self) -> dict[str, Any]:
        """Keep the tab of the pane."""
        return {"tab": self.side.pane.current_tab()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Show the same tab again."""
        self.side.pane.show_tab(int(state.get("tab", 0)))

    # -- drawing

    def refresh(self) -> None:
        """Draw the list, the detail and the pane."""
        state = self.presenter.state
        self.header.set_summary(state.summary)
        self.chips.set_chips([Chip(f.key, f.word, f.count) for f in state.filters], state.chosen)
        self._card.draw(state.card)
        self.table.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        self.detail.widget.setVisible(state.selected is not None)
        self.table.set_rows([_row(entry) for entry in state.lines])
        if state.selected is not None:
            self.table.select(state.selected.line.entry_id)
            self.detail.draw(state.selected)
            self.side.draw(state.selected)

    # -- intents

    def current(self) -> str:
        """Return the material in hand; raises UserError MATERIAL-NONE."""
        return self.presenter.selected_id()

    def guarded(self, entry_id: str, run: Callable[[], object]) -> None:
        """Carry out an edit; one that undoes a reviewer's pass is asked about first."""
        if self.presenter.is_verified(entry_id) and not confirm(
            self.theme,
            self,
            "这一项审核人已经核验过",
            VERIFIED_WORDS,
            "照样改",
            self.context.marking,
        ):
            return
        run()

    def toggle(self, entry_id: str) -> None:
        """Swap 未准备 and 已准备."""
        self.guarded(entry_id, lambda: self.presenter.toggle_ready(entry_id))

    def _move(self, by: int) -> None:
        self.presenter.move(self.current(), by)

    def reveal_pane(self) -> None:
        """Bring the pane over the page where there is no room beside it."""
        self.side.pane.setVisible(True)
        self.side.pane.raise_()

    def read_clause(self) -> None:
        """Show the clause beside the list, over it when there is no room."""
        self.side.pane.show_tab(CLAUSE)
        self.reveal_pane()

    def show_scans(self) -> None:
        """Show all pages of the scans, to turn, move or leave out."""
        self.current()
        self.side.pane.show_tab(SCANS)
        self.reveal_pane()
        self.side.thumbs.setFocus()

    def not_applicable(self) -> None:
        """Ask for the reason and mark 不适用."""
        entry_id = self.current()
        row = self.context.session.checklist.row(entry_id)
        phrases = row.item.reasons if row.item else ()
        mark = partial(self.presenter.mark_not_applicable, entry_id)
        self.guarded(entry_id, lambda: ask_reason(self.context, row.name, phrases, mark))

    def answer(self) -> None:
        """Answer what was sent back without changing it."""
        entry_id = self.current()
        name = self.context.session.checklist.row(entry_id).name
        ask_answer(self.context, name, partial(self.presenter.answer_correction, entry_id))

    def edit(self) -> None:
        """Ask for copies, pages, form and the original's state."""
        entry_id = self.current()
        self.guarded(entry_id, lambda: ask_fields(self.context, self.presenter, entry_id))

    def check_original(self, check: OriginalCheck) -> None:
        """Record 原件核对 for the row in hand."""
        entry_id, session = self.current(), self.context.session
        give = partial(self.presenter.set_original, entry_id, check, session.actor)
        if check == OriginalCheck.TO_BE_SEEN:
            name = session.checklist.row(entry_id).name
            self.guarded(entry_id, lambda: ask_original_day(self.context, name, give))
        else:
            self.guarded(entry_id, give)

    def _add_extra(self) -> None:
        ask_extra(self.context, self.presenter)

    def add_late(self) -> None:
        """Put late pages to a bound material: at the end, or in between as 30-1 (M24)."""
        entry_id = self.current()
        self.guarded(entry_id, lambda: ask_late(self.context, entry_id))

    def _is_bound(self) -> bool:
        detail = self.presenter.state.selected
        return detail is not None and bound_count(self.context.session, detail.entry.id) is not None

    def _sent_back(self) -> bool:
        detail = self.presenter.state.selected
        return detail is not None and bool(detail.returned)

    def _is_extra(self) -> bool:
        detail = self.presenter.state.selected
        return detail is not None and detail.extra

    def _remove_extra(self) -> None:
        if self._is_extra():
            self.presenter.remove_extra(self.current())

    # -- files

    def attach(self) -> None:
        """Let the person choose files for the material in hand."""
        self.current()
        parent = self.context.parent()
        if parent is not None and (paths := choose_files(parent, "附扫描件", KINDS, many=True)):
            self.attach_files(paths)

    def attach_files(self, paths: Sequence[Path]) -> None:
        """Take files in one after another for the material in hand, with progress and a way to stop."""
        entry_id, session, chosen = self.current(), self.context.session, list(paths)
        self.guarded(
            entry_id,
            lambda: self.context.tasks.start(
                lambda progress: take_in(session, chosen, progress),
                done=self.intent(partial(self._taken, entry_id)),
                words="正在读扫描件",
            ),
        )

    def _taken(self, entry_id: str, taken: TakenIn) -> None:
        try:
            notes = self.presenter.hang(entry_id, taken)
        except UserError as fault:
            if fault.code != GROWN:
                raise
            # Nothing is lost: the file is asked for again on the new line, whose number is free.
            self.context.say_error(fault, (Action("补页…", lambda: self.guard(self.add_late)),))
            return
        if taken.left:
            names = "、".join(taken.left[:3]) + ("等" if len(taken.left) > 3 else "")
            self.context.say_code("SCAN-STOPPED", kept=len(taken.scans), names=names)
        for note in reversed(notes[:MOST_NOTES]):
            self.context.say_code("MATERIAL-SCAN-NOTE", note=note)
        for message in reversed(taken.refused):
            self.context.say(message)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files be dropped on the list."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files in for the row in hand."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.guard(lambda: self.attach_files(paths))


def _row(entry: MaterialLine) -> Row:
    pages = str(entry.pages) if entry.pages else "—"
    if entry.reminders:
        badge: Badge | str = Badge("st-must" if entry.blocking else "st-warn", str(entry.reminders))
    else:
        badge = Badge("st-flag") if entry.flagged else ""
    none = entry.state == ItemState.NOT_APPLICABLE
    cells = (
        entry.tab,
        entry.name,
        Tag(entry.state_word),
        entry.original_word,
        "—" if none else f"{entry.copies}×{pages}",
        entry.range,
        badge,
    )
    return Row(entry.entry_id, cells, entry.spoken(), dim=none)


def open_screen(context: Context) -> MaterialsScreen:
    """Make the screen."""
    return MaterialsScreen(context)
