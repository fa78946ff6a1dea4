# SPDX-License-Identifier: MulanPSL-2.0
"""签后扫描: scans of signed sheets come in, are filed to their page, and a person looks at every place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from app.intake import Raster
from app.kernel.progress import Progress
from app.present.signed.crops import Crop
from app.present.signed.reading import ReadFiles
from app.present.signed.records import Verdict
from app.present.signed.scanback import ScanBackPresenter
from app.present.signed.scanback_state import (
    CLAIM,
    LACKING,
    NO_PLACES,
    SheetLine,
    SheetMark,
    SignedState,
)
from ui.context import Context
from ui.qt import QHBoxLayout, QKeyEvent, QRadioButton, QSizePolicy, QStackedWidget, Qt, QWidget
from ui.screen import Command, Screen
from ui.screens.signed_parts import ClaimPanel, PlacesPanel
from ui.widgets.basics import Elided, button, label, line, panel
from ui.widgets.dialogs import Dialog, carry_out, choose_files
from ui.widgets.fields import LineField
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.table import Badge, Column, FormTable, Row

KINDS = "PDF 和图片 (*.pdf *.jpg *.jpeg *.png)"
EMPTY = "还没有收过签后扫描件。签好字、盖好章的纸扫描成 PDF 或图片，选进来，程序帮您归到哪一份的第几页。"
CODES = "页脚扫描码："
CODES_NOTE = "页脚本来就印着核对码和印号。扫描码只是把这些数字再印成能扫的样子，签完扫回来时自动归页；不印也能用，由人照数字认领。"
CODE_WORDS = {
    SheetMark.NONE: "不印",
    SheetMark.SQUARE: "印二维码（QR）",
    SheetMark.BARS: "印条形码（Code128）",
}
COLUMNS = (Column("印号", 3.6), Column("材料"), Column("页", 4.6), Column("签字盖章", 7.4))
_LOOKS = {CLAIM: "st-warn", LACKING: "st-must"}
MOST_SAID = 2


class SignedScreen(Screen):
    """Draws ScanBackPresenter's state."""

    title = "签后扫描"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(ScanBackPresenter)
        self._asked = ""
        self._make_head()
        self.column.addWidget(self._make_body(), 1)
        self.empty = EmptyState(self.theme, "scan", EMPTY, "选择扫描件…")
        if self.empty.action:
            self.empty.action.clicked.connect(self.clicked(self._choose_files))
        self.column.addWidget(self.empty, 1)
        self.column.addLayout(self._make_foot())
        self.setAcceptDrops(True)
        self.on_key("Ctrl+I", self._choose_files)
        self.on_key("PgDown", partial(self._step, 1))
        self.on_key("PgUp", partial(self._step, -1))
        self.bind(self.presenter)
        self.refresh()

    def _make_head(self) -> None:
        choose = self.header.set_primary("选择扫描件…", "scan", "Ctrl+I")
        choose.clicked.connect(self.clicked(self._choose_files))
        self.chips = Chips(self.theme)
        self.chips.chosen.connect(self.intent(self.presenter.choose_filter))
        self.header.add_filters(self.chips)

    def _make_foot(self) -> QHBoxLayout:
        self.missing = Elided(role="second")
        self.missing.setAccessibleName("还缺的页")
        self.void = button(self.theme, "作废这一条…", "link")
        self.void.clicked.connect(self.clicked(self._ask_void))
        self.codes = button(self.theme, CODES, "link")
        self.codes.clicked.connect(self.clicked(self._ask_codes))
        foot = line(self.theme, self.missing, self.void, self.codes)
        foot.setStretchFactor(self.missing, 1)
        return foot

    def _make_body(self) -> QWidget:
        m = self.theme.m
        self.body = QWidget()
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.s12)
        self.table = FormTable(self.theme, COLUMNS, "签后扫描件")
        for number in (0, 2):
            self.table.hide_column(number, self.theme.fold)
        self.table.current_changed.connect(self.intent(self.presenter.choose))
        self.table.activated.connect(self.intent(lambda _id: self._into_panel()))
        row.addWidget(self.table, 4 if self.theme.fold else 5)
        edge = m.s8 if self.theme.compact else m.s12
        card, column = panel("sheet", margins=(edge, edge, edge, edge), gap=m.s8)
        self.places = PlacesPanel(self.theme)
        self.places.judged.connect(self.intent(self._judge))
        self.claim = ClaimPanel(self.theme)
        self.claim.claimed.connect(self.intent(self._claim))
        self.claim.turned.connect(self.intent(self._turn))
        self.nothing = label("", "second", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedWidget()
        for widget in (self.places, self.claim, self.nothing):
            self.stack.addWidget(widget)
        # The widest panel must not push the list away in a narrow window.
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column.addWidget(self.stack)
        row.addWidget(card, 6)
        return self.body

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("选择签后扫描件…", self._choose_files, icon="scan"),
            Command("下一处", partial(self._step, 1)),
            Command("上一处", partial(self._step, -1)),
            Command("作废这一条…", self._ask_void),
            Command("打印时印或不印扫描码…", self._ask_codes),
        )

    def first_focus(self) -> QWidget | None:
        """Start in the list, or with the one thing to do."""
        return self.table if self.presenter.state.lines else self.empty.action

    # -- drawing

    def refresh(self) -> None:
        """Draw the list and the sheet in hand."""
        state = self.presenter.state
        any_sheet = any(count for _key, _word, count in state.filters)
        self.empty.setVisible(not any_sheet)
        self.body.setVisible(any_sheet)
        self.chips.setVisible(any_sheet)
        self.chips.set_chips([Chip(*each) for each in state.filters], state.chosen)
        self.codes.setText(f"{CODES}{state.codes.word}")
        self.void.setEnabled(bool(state.sheet and not state.sheet.void))
        self.table.set_rows([_row(line, self.theme.fold) for line in state.lines])
        if state.sheet is not None:
            self.table.select(state.sheet.id)
        self.void.setVisible(any_sheet)
        self.missing.set_text("；".join(state.missing))
        self._draw_sheet(state)

    def _draw_sheet(self, state: SignedState) -> None:
        sheet = state.sheet
        if sheet is None:
            self._say_nothing("这个筛选里没有扫描件。")
        elif sheet.unclaimed and not sheet.void:
            self.stack.setCurrentWidget(self.claim)
            if self._asked != sheet.id:
                self.claim.show_sheet(sheet)
            self._ask_pictures(sheet.id)
        elif state.places:
            self.stack.setCurrentWidget(self.places)
            fresh = self._asked != sheet.id
            self.places.show_places(state.places, 0 if fresh else self.places.place)
            if fresh:
                self.places.show_crops(())
                self.places.place = self.places.next_open() or 0
            self._ask_pictures(sheet.id)
        else:
            self._say_nothing(f"{sheet.title}：这一页没有签字、盖章的地方，扫描件已经归好。")

    def _say_nothing(self, words: str) -> None:
        self.stack.setCurrentWidget(self.nothing)
        self.nothing.setText(words)
        self._asked = ""

    def _ask_pictures(self, sheet_id: str) -> None:
        """Ask for the pictures of a sheet once; they are cut out beside the window."""
        if self._asked == sheet_id:
            return
        self._asked = sheet_id
        if self.stack.currentWidget() is self.claim:
            self.claim.picture.show_raster(None)
            self.context.quick.start(
                lambda _progress: self.presenter.foot(sheet_id),
                done=partial(self._foot_came, sheet_id),
            )
        else:
            self.context.quick.start(
                partial(self.presenter.crops, sheet_id), done=partial(self._crops_came, sheet_id)
            )

    def _foot_came(self, sheet_id: str, raster: Raster) -> None:
        if self._asked == sheet_id:
            self.claim.picture.show_raster(raster)

    def _crops_came(self, sheet_id: str, crops: Sequence[Crop]) -> None:
        if self._asked == sheet_id:
            self.places.show_crops(crops)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let 1, 2, 3 answer for the place in hand wherever the focus is."""
        if self.stack.currentWidget() is not self.places or not self.places.press(event):
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if self.stack.currentWidget() is self.places and self.places.step(by):
            return
        ids = self.table.row_ids()
        held = self.presenter.state.sheet
        at = ids.index(held.id) + by if held and held.id in ids else -1
        if 0 <= at < len(ids):
            self.presenter.choose(ids[at])

    def _into_panel(self) -> None:
        if self.stack.currentWidget() is self.claim:
            self.claim.number.setFocus()
        else:
            self.stack.currentWidget().setFocus()

    # -- intents

    def _choose_files(self) -> None:
        parent = self.context.parent()
        if parent is not None and (paths := choose_files(parent, "签后扫描件", KINDS, many=True)):
            self.read_files(paths)

    def read_files(self, paths: Sequence[Path]) -> None:
        """Read scans with progress and a way to stop, then file them."""
        chosen = list(paths)

        def work(progress: Progress) -> ReadFiles:
            return self.presenter.read(chosen, progress)

        self.context.tasks.start(work, done=self.intent(self._read), words="正在读签后扫描件")

    def _read(self, found: ReadFiles) -> None:
        filed = self.presenter.file(found)
        if filed.left:
            names = "、".join(filed.left[:3]) + ("等" if len(filed.left) > 3 else "")
            self.context.say_code("SCAN-STOPPED", kept=len(found.sheets), names=names)
        for message in reversed(filed.refused[:MOST_SAID]):
            self.context.say(message)
        if found.sheets:
            self.context.say_code(
                "SIGNED-READ",
                pages=filed.filed + filed.unclaimed,
                filed=filed.filed,
                unclaimed=filed.unclaimed,
                again=filed.again,
            )

    def _judge(self, place: int, verdict: str) -> None:
        sheet = self.presenter.state.sheet
        if sheet is None:
            return
        self.presenter.judge(sheet.id, place, Verdict(verdict))
        self.refresh_now()
        after = self.places.next_open()
        if after is not None:
            self.places.show_places(self.presenter.state.places, after)

    def _claim(self, number: str, page: str, group: str) -> None:
        sheet = self.presenter.state.sheet
        if sheet is not None:
            self._asked = ""
            self.presenter.claim(sheet.id, number, page, group)
            self.context.clear_messages()
            self.table.setFocus()

    def _turn(self) -> None:
        sheet = self.presenter.state.sheet
        if sheet is not None:
            self._asked = ""
            self.presenter.turn(sheet.id)

    def _ask_codes(self) -> None:
        now = self.presenter.codes
        dialog = Dialog(self.theme, self.context.parent(), "页脚扫描码", self.context.marking)
        dialog.body.addWidget(label(CODES_NOTE, "second", wrap=True))
        buttons = {mark: QRadioButton(CODE_WORDS[mark]) for mark in SheetMark}
        for mark, choice in buttons.items():
            choice.setAccessibleName(choice.text())
            choice.setChecked(mark is now)
            dialog.body.addWidget(choice)
        dialog.add_cancel()
        done = dialog.add_verb("就这样", "primary")
        done.clicked.connect(lambda _checked=False: dialog.accept())
        buttons[now].setFocus()
        agreed = dialog.exec()
        wanted = next(mark for mark, choice in buttons.items() if choice.isChecked())
        dialog.deleteLater()
        if agreed and wanted is not now:
            self.presenter.switch_codes(wanted)
            on = wanted is not SheetMark.NONE
            self.context.say_code("SHEET-CODES-ON" if on else "SHEET-CODES-OFF")

    def _ask_void(self) -> None:
        sheet = self.presenter.state.sheet
        if sheet is None or sheet.void:
            return
        dialog = Dialog(
            self.theme, self.context.parent(), "作废这一条签后扫描", self.context.marking
        )
        reason = LineField(self.theme, "原因", chars=26, required=True)
        dialog.body.addWidget(label(sheet.title, "strong", wrap=True))
        dialog.body.addWidget(reason)
        dialog.body.addWidget(label("原来的登记不删，和原因一起留着。", "second", wrap=True))
        reason.setFocus()

        def void() -> None:
            self.presenter.declare_void(sheet.id, reason.text())

        carry_out(dialog, "作废", void, "danger", "先不办")


def _row(line: SheetLine, folded: bool) -> Row:
    icon = _LOOKS.get(line.state) or ("st-note" if line.to_see else "")
    state = Badge(icon, line.state) if icon else line.state
    if line.state == NO_PLACES:
        state = "—"
    what = f"{line.what}　{line.copy}" if line.copy else line.what
    if folded and line.number:
        what = f"{line.page}　{what}　{line.number}"
    return Row(line.id, (line.number or "—", what, line.page or "—", state), dim=line.void)


def open_screen(context: Context) -> SignedScreen:
    """Make the screen."""
    return SignedScreen(context)
