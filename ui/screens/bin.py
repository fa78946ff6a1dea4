# SPDX-License-Identifier: MulanPSL-2.0
"""回收站 (ux 2.9): what was deleted this year, and the declarations that are no longer worked on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.model.codes import ClosingKind
from app.present.keeping.bin import FILTERS, BinPresenter
from app.present.keeping.closing import WORDS
from ui.context import Context
from ui.qt import QFrame, QWidget
from ui.screen import Command, Screen
from ui.widgets.basics import Elided, button, label, panel
from ui.widgets.dialogs import Dialog, carry_out
from ui.widgets.fields import LineField
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.messages import plain_message
from ui.widgets.table import Column, FormTable, Row

COLUMNS = (
    Column("种类", 6),
    Column("内容"),
    Column("时间", 8),
    Column("谁", 7),
    Column("怎么删的", 14),
)
EMPTY = "这里是空的。删去的行、材料、扫描件和整份申报，都先放在这里。"
CONSEQUENCES = {
    ClosingKind.BINNED: "这份申报会从各处的名单里拿掉，年底以前随时能在这里恢复。",
    ClosingKind.VOID: "同一个人同一年同一层级有两份时，留一份，另一份作废。作废的保留记录，不会打印。",
    ClosingKind.ENDED: "本人不再申报时用。记录、打印和交接登记都留着，不再出现在名单、花名册和统计里。",
}


class BinScreen(Screen):
    """Draws BinPresenter's state."""

    title = "回收站"

    def __init__(self, context: Context, presenter: BinPresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        self.back_button = self.header.set_primary("恢复", "undo", "Enter")
        self.back_button.clicked.connect(self.clicked(self._restore))
        self.chips = Chips(self.theme, "看什么")
        self.chips.chosen.connect(self.intent(self._choose))
        self.header.add_filters(self.chips)
        self.table = FormTable(self.theme, COLUMNS, "回收站")
        self.table.hide_column(3, self.theme.fold)
        self.table.hide_column(4, self.theme.fold)
        self.table.activated.connect(self.intent(lambda _key: self._restore()))
        self.empty = EmptyState(self.theme, "trash", EMPTY)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        self.column.addWidget(self._foot())
        self.on_key("Esc", context.back)
        self.bind(presenter)

    def _foot(self) -> QFrame:
        m = self.theme.m
        frame, foot = panel("sheet", "row", (m.s12, m.s4, m.s12, m.s4), m.s8)
        self.in_hand = Elided("", "second")
        foot.addWidget(self.in_hand)
        self.closers = []
        for kind, word in WORDS.items():
            verb = button(self.theme, f"{word}…", "link")
            verb.clicked.connect(self.clicked(self._closing(kind)))
            foot.addWidget(verb)
            self.closers.append(verb)
        foot.addStretch(1)
        return frame

    def _closing(self, kind: ClosingKind) -> Callable[[], None]:
        return lambda: self._close(kind)

    def refresh(self) -> None:
        """Draw what lies here."""
        state = self.presenter.state
        session = self.context.session
        chips = [
            Chip(key, word, count) for (key, word), count in zip(FILTERS, state.counts, strict=True)
        ]
        self.chips.set_chips(chips, state.chosen)
        self.header.set_summary(state.until)
        self.table.set_rows(
            [
                Row(each.key, (each.kind, each.what, each.when, each.who, each.why))
                for each in state.lines
            ]
        )
        self.table.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        writable = not session.vault.read_only
        self.back_button.setEnabled(bool(state.lines) and writable)
        name = session.declaration.basics.name if session.has_declaration else ""
        self.in_hand.set_text(f"手里这份（{name}）不办了：" if name else "手里这份不办了：")
        for verb in self.closers:
            verb.setEnabled(session.has_declaration and writable)

    # -- what a person does

    def _choose(self, key: str) -> None:
        self.presenter.choose(key)
        self.refresh_now()

    def _restore(self) -> None:
        key = self.table.current_id()
        if not key:
            return
        if self.presenter.needs_reason(key):
            self._ask(
                "恢复申报", "停办的申报重新办，要写明原因，和停办的记录一起留着。", "恢复", key
            )
        else:
            self._restored(key, "")

    def _restored(self, key: str, reason: str) -> None:
        what = self.presenter.restore(key, reason)
        self.context.say(plain_message("ok", "恢复好了", what))
        self.refresh_now()

    def _ask(self, title: str, words: str, verb: str, key: str) -> None:
        ask_reason(self.context, title, words, verb, lambda reason: self._restored(key, reason))

    def _close(self, kind: ClosingKind) -> None:
        session = self.context.session
        if not session.has_declaration:
            return
        name = session.declaration.basics.name or "这一份"
        ask_reason(
            self.context,
            f"{WORDS[kind]}：{name}",
            CONSEQUENCES[kind],
            WORDS[kind],
            lambda reason: self.presenter.close_in_hand(kind, reason),
            needed=kind is not ClosingKind.BINNED,
        )
        self.presenter.choose(FILTERS[-1][0])
        self.context.refresh_frame()

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.table if self.presenter.state.lines else self.chips

    def commands(self) -> Sequence[Command]:
        """Return the verbs for the menu."""

        def there() -> bool:
            return self.context.session.has_declaration

        return (
            Command("恢复", self._restore, icon="undo"),
            *(
                Command(f"{word}…", self._closing(kind), enabled=there)
                for kind, word in WORDS.items()
            ),
        )


def ask_reason(
    context: Context,
    title: str,
    words: str,
    verb: str,
    act: Callable[[str], object],
    *,
    needed: bool = True,
) -> None:
    """Ask for a reason and act; what is refused is said in the dialog, which stays open."""
    dialog = Dialog(context.theme, context.parent(), title, context.marking)
    dialog.body.addWidget(label(words, wrap=True))
    reason = LineField(context.theme, "原因", chars=26, required=needed, most=120)
    dialog.body.addWidget(reason)
    reason.setFocus()
    carry_out(dialog, verb, lambda: act(reason.text()), "danger", "先不办")


def open_screen(context: Context) -> BinScreen:
    """Make the screen."""
    return BinScreen(context, context.presenter(BinPresenter))
