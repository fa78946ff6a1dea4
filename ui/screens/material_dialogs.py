# SPDX-License-Identifier: MulanPSL-2.0
"""Small questions of the materials list: a reason, counts and sides, a material of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.kernel.errors import UserError
from app.model.codes import OriginalCheck
from app.present.papers.materials import MaterialsPresenter
from app.present.words import ORIGINAL_WORDS
from ui.context import Context
from ui.qt import QCheckBox
from ui.widgets.basics import button, label
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DigitsField, DropField, LineField

FORMS = {"copy": "复印件", "original": "原件"}


def _run(dialog: Dialog, act: Callable[[], object]) -> None:
    """Carry out the dialog's act; a refusal is shown inside and the entries stay."""
    try:
        act()
    except UserError as fault:
        dialog.messages.say(fault.message)
        return
    dialog.accept()


def _open(dialog: Dialog, verb: str, act: Callable[[], object]) -> None:
    dialog.add_cancel()
    done = dialog.add_verb(verb, "primary")
    done.clicked.connect(lambda _checked=False: _run(dialog, act))
    dialog.exec()
    dialog.deleteLater()


def ask_reason(
    context: Context, name: str, phrases: Sequence[str], give: Callable[[str], object]
) -> None:
    """Ask why a material does not apply; usual reasons are one press away."""
    theme = context.theme
    dialog = Dialog(theme, context.parent(), f"“{name}”为什么不适用", context.marking)
    reason = LineField(theme, "理由", chars=30, required=True)
    for phrase in phrases:
        pick = button(theme, phrase, "secondary")
        pick.clicked.connect(lambda _checked=False, text=phrase: reason.set_text(text))
        dialog.body.addWidget(pick)
    dialog.body.addWidget(reason)
    dialog.body.addWidget(label("理由会印在自检报告上，审核人看得到。", "second", wrap=True))
    reason.setFocus()
    _open(dialog, "标为不适用", lambda: give(reason.text()))


def ask_answer(context: Context, name: str, give: Callable[[str], object]) -> None:
    """Ask why a material that was sent back stays as it is."""
    theme = context.theme
    dialog = Dialog(theme, context.parent(), f"“{name}”不改，说明理由", context.marking)
    reason = LineField(theme, "理由", chars=34, required=True, most=200)
    words = "这一项会记为“已回应”，审核人看得到您的理由，由审核人决定。"
    dialog.body.addWidget(reason)
    dialog.body.addWidget(label(words, "second", wrap=True))
    reason.setFocus()
    _open(dialog, "这样回应", lambda: give(reason.text()))


def ask_reviewer(
    context: Context, count: int, names: Sequence[str], give: Callable[[str], object]
) -> None:
    """Ask who reviews the people chosen; known names are one press away."""
    theme = context.theme
    dialog = Dialog(theme, context.parent(), f"这 {count} 人由谁审核", context.marking)
    who = LineField(theme, "审核人", chars=12, required=True, most=30)
    for name in names:
        pick = button(theme, name, "secondary")
        pick.clicked.connect(lambda _checked=False, text=name: who.set_text(text))
        dialog.body.addWidget(pick)
    dialog.body.addWidget(who)
    who.setFocus()
    _open(dialog, "分配", lambda: give(who.text()))


def ask_fields(context: Context, presenter: MaterialsPresenter, entry_id: str) -> None:
    """Ask for copies, pages, form, sides and the original's state of one material."""
    theme = context.theme
    row = context.session.checklist.row(entry_id)
    entry = row.entry
    dialog = Dialog(theme, context.parent(), row.name, context.marking)
    copies = DigitsField(theme, "份数", most=2)
    pages = DigitsField(theme, "每份页数", most=4)
    form = DropField(theme, "原件还是复印件", tuple(FORMS.values()))
    original = DropField(theme, "和原件核对", tuple(ORIGINAL_WORDS.values()))
    double = QCheckBox("双面")
    paper = QCheckBox("只有纸质件，不附扫描")
    copies.set_text(str(entry.copies))
    pages.set_text(str(entry.page_count() or ""))
    form.set_text(FORMS.get(entry.form, "复印件"))
    original.set_text(ORIGINAL_WORDS[entry.original])
    double.setChecked(entry.double_sided)
    paper.setChecked(entry.paper_only)
    pages.editor.setEnabled(not entry.scans)
    paper.setEnabled(not entry.scans)
    pages.set_hint("页数照扫描件算" if entry.scans else "1 张纸双面都有字 = 2 页")
    for widget in (copies, pages, double, form, paper, original):
        dialog.body.addWidget(widget)
    pages.setFocus()

    def keep() -> None:
        fields: dict[str, object] = {
            "copies": max(1, int(copies.text() or 1)),
            "double_sided": double.isChecked(),
            "form": next(key for key, word in FORMS.items() if word == form.text()),
        }
        if not entry.scans:
            fields |= {
                "pages": int(pages.text()) if pages.text() else None,
                "paper_only": paper.isChecked(),
            }
        presenter.set_fields(entry_id, fields)
        check = next(key for key, word in ORIGINAL_WORDS.items() if word == original.text())
        if check != entry.original:
            presenter.set_original(entry_id, OriginalCheck(check), context.session.actor)

    _open(dialog, "记下", keep)


def ask_extra(context: Context, presenter: MaterialsPresenter) -> None:
    """Ask for a material that the list does not have."""
    theme = context.theme
    dialog = Dialog(theme, context.parent(), "增加一份材料", context.marking)
    title = LineField(theme, "材料名称", chars=26, required=True, most=60)
    pages = DigitsField(theme, "页数", most=4)
    for widget in (title, pages):
        dialog.body.addWidget(widget)
    dialog.body.addWidget(
        label("清单以外的材料排在最后。通知要求压减非必要材料，先想想要不要。", "second", wrap=True)
    )
    title.setFocus()
    _open(dialog, "增加", lambda: presenter.add_extra(title.text(), int(pages.text() or 0)))
