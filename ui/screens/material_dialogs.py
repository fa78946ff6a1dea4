# SPDX-License-Identifier: MulanPSL-2.0
"""Small questions of the materials list: a reason, counts and sides, a material of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.kernel.errors import UserError
from app.model.codes import OriginalCheck
from app.present.papers.late_pages import GROWN, bound_count, pages_after, shift_words
from app.present.papers.materials import MaterialsPresenter
from app.present.words import ORIGINAL_WORDS
from ui.context import Context
from ui.qt import QCheckBox
from ui.screens.late_dialog import ask_late
from ui.widgets.ask import ask
from ui.widgets.basics import button, label, line
from ui.widgets.dialogs import Dialog, carry_out
from ui.widgets.fields import DigitsField, DropField, LineField

FORMS = {"copy": "复印件", "original": "原件"}


def ask_reason(
    context: Context, name: str, phrases: Sequence[str], give: Callable[[str], object]
) -> None:
    """Ask why a material does not apply; usual reasons are one press away."""
    theme = context.theme
    dialog = Dialog(theme, context.parent(), f"“{name}”为什么不适用", context.marking)
    reason = LineField(theme, "理由", chars=30, required=True)
    _add_picks(dialog, reason, phrases)
    dialog.body.addWidget(reason)
    dialog.body.addWidget(label("理由会印在自检报告上，审核人看得到。", "second", wrap=True))
    reason.setFocus()
    carry_out(dialog, "标为不适用", lambda: give(reason.text()))


def _add_picks(dialog: Dialog, field: LineField, usual: Sequence[str]) -> None:
    """Put what is usually typed one press away."""
    for text in usual:
        pick = button(dialog.theme, text, "secondary")
        pick.clicked.connect(lambda _checked=False, text=text: field.set_text(text))
        dialog.body.addWidget(pick)


def ask_answer(context: Context, name: str, give: Callable[[str], object]) -> None:
    """Ask why a material that was sent back stays as it is."""
    reason = LineField(context.theme, "理由", chars=34, required=True, most=200)
    title, words = (
        f"“{name}”不改，说明理由",
        "这一项会记为“已回应”，审核人看得到您的理由，由审核人决定。",
    )
    ask(
        context,
        title,
        (reason,),
        "这样回应",
        lambda: give(reason.text()),
        note=words,
        cancel="取消",
    )


def ask_reviewer(
    context: Context, count: int, names: Sequence[str], give: Callable[[str], object]
) -> None:
    """Ask who reviews the people chosen; known names are one press away."""
    theme = context.theme
    dialog = Dialog(theme, context.parent(), f"这 {count} 人由谁审核", context.marking)
    who = LineField(theme, "审核人", chars=12, required=True, most=30)
    _add_picks(dialog, who, names)
    dialog.body.addWidget(who)
    who.setFocus()
    carry_out(dialog, "分配", lambda: give(who.text()))


class FieldsDialog(Dialog):
    """Counts, sides, form and the original of one material."""

    def __init__(self, context: Context, presenter: MaterialsPresenter, entry_id: str) -> None:
        row = context.session.checklist.row(entry_id)
        super().__init__(context.theme, context.parent(), row.name, context.marking)
        self.context, self.presenter, self.entry = context, presenter, row.entry
        theme = context.theme
        self.copies = DigitsField(theme, "份数", chars=4, most=2)
        self.pages = DigitsField(theme, "每份页数", chars=4, most=4)
        self.form = DropField(theme, "原件还是复印件", tuple(FORMS.values()), chars=8)
        self.original = DropField(theme, "和原件核对", tuple(ORIGINAL_WORDS.values()), chars=8)
        self.due = LineField(theme, "哪天带原件来", chars=8, most=20)
        self.double = QCheckBox("双面")
        self.paper = QCheckBox("只有纸质件，不附扫描")
        self._fill(row.expected_pages)
        m = theme.m
        self.body.addLayout(line(theme, self.copies, self.pages, None, gap=m.s24))
        self.body.addLayout(line(theme, self.double, self.paper, None, gap=m.s24))
        self.body.addLayout(line(theme, self.form, self.original, self.due, None, gap=m.s24))
        self.original.drop.activated.connect(lambda _index: self._draw_due())
        self.pages.edited.connect(lambda _text: self._draw_shift())
        self._draw_due()
        self.pages.setFocus()

    def _fill(self, expected: int) -> None:
        entry = self.entry
        self.copies.set_text(str(entry.copies))
        self.pages.set_text(str(entry.page_count() or ""))
        self.form.set_text(FORMS.get(entry.form, "复印件"))
        self.original.set_text(ORIGINAL_WORDS[entry.original])
        self.due.set_text(entry.original_due)
        self.due.set_hint("2026-06-20")
        self.double.setChecked(entry.double_sided)
        self.paper.setChecked(entry.paper_only)
        self.pages.editor.setEnabled(not entry.scans)
        self.paper.setEnabled(not entry.scans)
        wanted = f"，一般不少于 {expected} 页" if expected > 1 else ""
        plain = "照扫描件算" if entry.scans else f"1 张纸双面都有字 = 2 页{wanted}"
        self._plain = plain
        self.pages.set_note(plain)

    def _draw_due(self) -> None:
        self.due.setVisible(self.original.text() == ORIGINAL_WORDS[OriginalCheck.TO_BE_SEEN])

    def _draw_shift(self) -> None:
        """Say what another count moves, before it is kept (M17)."""
        typed, entry = self.pages.text(), self.entry
        changed = bool(typed) and int(typed) != entry.page_count()
        frozen = bound_count(self.context.session, entry.id) is not None
        words = "已经装订，多出来的页另外编号" if frozen else self._shift()
        self.pages.set_note(
            words if changed and words else self._plain, "warn" if changed and words else ""
        )

    def _shift(self) -> str:
        return shift_words(pages_after(self.context.session, self.entry.id))

    def keep(self) -> None:
        """Keep what was entered; pages that come on top of bound ones lead to the late dialog."""
        entry = self.entry
        fields: dict[str, object] = {
            "copies": max(1, int(self.copies.text() or 1)),
            "double_sided": self.double.isChecked(),
            "form": next(key for key, word in FORMS.items() if word == self.form.text()),
        }
        if not entry.scans:
            fields |= {
                "pages": int(self.pages.text()) if self.pages.text() else None,
                "paper_only": self.paper.isChecked(),
            }
        self.presenter.set_fields(entry.id, fields)
        word = self.original.text()
        check = next(key for key, each in ORIGINAL_WORDS.items() if each == word)
        if check != entry.original or self.due.text() != entry.original_due:
            actor = self.context.session.actor
            self.presenter.set_original(entry.id, OriginalCheck(check), actor, self.due.text())


def ask_fields(context: Context, presenter: MaterialsPresenter, entry_id: str) -> None:
    """Ask for copies, pages, form, sides and the original's state of one material."""
    dialog = FieldsDialog(context, presenter, entry_id)
    grown: list[int] = []

    def keep() -> None:
        try:
            dialog.keep()
        except UserError as fault:
            if fault.code != GROWN:
                raise
            grown.append(int(dialog.pages.text()) - dialog.entry.page_count())

    carry_out(dialog, "记下", keep)
    if grown:
        ask_late(context, entry_id, grown[-1])


def ask_original_day(context: Context, name: str, give: Callable[[str], object]) -> None:
    """Ask on which day the original is brought along (原件待补看)."""
    day = LineField(context.theme, "日期", chars=10, required=True, most=20)
    day.set_hint("2026-06-20")
    title, words = f"“{name}”哪天带原件来", "审核人会先往下看，到那天再核对这一份的原件。"
    ask(context, title, (day,), "记下", lambda: give(day.text()), note=words, cancel="取消")


def ask_extra(context: Context, presenter: MaterialsPresenter) -> None:
    """Ask for a material that the list does not have."""
    title = LineField(context.theme, "材料名称", chars=26, required=True, most=60)
    pages = DigitsField(context.theme, "页数", most=4)

    def add() -> None:
        presenter.add_extra(title.text(), int(pages.text() or 0))

    words = "清单以外的材料排在最后。通知要求压减非必要材料，先想想要不要。"
    ask(context, "增加一份材料", (title, pages), "增加", add, note=words, cancel="取消")
