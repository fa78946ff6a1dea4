# SPDX-License-Identifier: MulanPSL-2.0
"""The small questions of 模板与日历: a name to sign with, a day, a material, a sentence, a year."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from app.model.unit_rules import UnitRules
from app.present.yearly.catalogue import FORMS, LEVELS, NEEDS, CataloguePresenter, MaterialDraft
from app.present.yearly.dates import DatesPresenter
from app.present.yearly.holidays import HolidaysPresenter, YearDraft
from app.present.yearly.words import USES, WordsPresenter
from ui.context import Context
from ui.qt import QCheckBox
from ui.widgets.basics import label, line
from ui.widgets.dialogs import Dialog, carry_out
from ui.widgets.fields import DigitsField, DropField, LineField, TextField


def _dialog(context: Context, title: str) -> Dialog:
    return Dialog(context.theme, context.parent(), title, context.marking)


def ask_name(context: Context, title: str, words: str, give: Callable[[str], object]) -> None:
    """Ask who signs; whoever is at the desk is written already."""
    dialog = _dialog(context, title)
    who = LineField(context.theme, "姓名", chars=14, required=True, most=40)
    who.set_text(context.session.actor)
    if words:
        dialog.body.addWidget(label(words, "second", wrap=True))
    dialog.body.addWidget(who)
    today = context.session.clock.today()
    signed = f"记为今天：{today.year}年{today.month}月{today.day}日。随时能取消。"
    dialog.body.addWidget(label(signed, "small", wrap=True))
    who.setFocus()
    carry_out(dialog, "署名", lambda: give(who.text()))


def ask_own_day(context: Context, presenter: DatesPresenter, level: str) -> None:
    """Ask for the unit's own day of a filing level."""
    dialog = _dialog(context, f"{LEVELS[level]}：单位要求哪天交齐")
    day = LineField(context.theme, "日子", chars=12, most=20)
    day.set_text(presenter.own_text(level))
    day.set_hint("7月3日")
    words = "只能比通知的截止日早。空着就是单位没有另定。公示要五个工作日，定得早一些才来得及。"
    dialog.body.addWidget(day)
    dialog.body.addWidget(label(words, "second", wrap=True))
    day.setFocus()
    carry_out(dialog, "保存", lambda: presenter.set_own_day(level, day.text()))


def ask_slot(context: Context, presenter: DatesPresenter, level: str) -> None:
    """Ask for the slot of 附件4."""
    theme, slot = context.theme, presenter.slot(level)
    dialog = _dialog(context, f"{LEVELS[level]}：附件4 交纸质材料的安排")
    day = LineField(theme, "日子", chars=12, most=20)
    time = LineField(theme, "时间", chars=12, most=30)
    place = LineField(theme, "地点", chars=30, most=80)
    for field, text, hint in ((day, slot.day, "6月3日"), (time, slot.time, "上午 9:00—11:30"), (place, slot.place, "")):  # fmt: skip
        field.set_text(text)
        field.set_hint(hint)
    words = "照附件4填。还没有接到的，空着，程序显示“未填”。"
    dialog.body.addWidget(label(words, "second", wrap=True))
    dialog.body.addLayout(line(theme, day, time, None))
    dialog.body.addWidget(place)
    day.setFocus()
    carry_out(
        dialog, "保存", lambda: presenter.set_slot(level, day.text(), time.text(), place.text())
    )


def ask_posting_day(context: Context, presenter: DatesPresenter) -> None:
    """Ask how the posting day counts."""
    dialog = _dialog(context, "公示的五个工作日怎样数")
    counts = QCheckBox("张贴当日计入")
    counts.setChecked(context.session.counts_posting_day)
    dialog.body.addWidget(counts)
    words = "不勾：张贴第二天起数，第五个工作日满，次日可以出推荐意见。勾了：张贴当日就是第一天。选定的算法印在公示情况证明上。"
    dialog.body.addWidget(label(words, "second", wrap=True))
    counts.setFocus()
    carry_out(dialog, "保存", lambda: presenter.set_posting_day(counts.isChecked()))


class MaterialQuestion:
    """The fields of one material as 附件1 has it, laid into a dialog."""

    def __init__(self, dialog: Dialog, presenter: CataloguePresenter, item_id: str) -> None:
        self._draft = presenter.draft(item_id)
        self._own = not item_id or presenter.is_own(item_id)
        self._groups = dict(presenter.state.groups)
        self._lay_printed(dialog)
        if self._own:
            self._lay_own(dialog)
        else:
            dialog.body.addWidget(self.out)

    def _lay_printed(self, dialog: Dialog) -> None:
        theme, draft = dialog.theme, self._draft
        self.name = LineField(theme, "材料名称", chars=34, required=True, most=80)
        self.name.set_text(draft.name)
        self.need = DropField(theme, "要求", list(NEEDS.values()), chars=6)
        self.need.set_text(NEEDS[draft.need])
        self.form = DropField(theme, "原件复印件", list(FORMS.values()), chars=8)
        self.form.set_text(FORMS[draft.form])
        self.copies = DigitsField(theme, "份数", chars=3, most=2)
        self.copies.set_text(str(draft.copies))
        self.pages = DigitsField(theme, "不少于几页", chars=4, most=3)
        self.pages.set_text(str(draft.min_pages))
        self.out = QCheckBox("附件1没有这一项，不列进清单")
        self.out.setChecked(draft.left_out)
        dialog.body.addWidget(self.name)
        first, second = (self.need, self.form), (self.copies, self.pages)
        for row in (first, second) if theme.fold else ((*first, *second),):
            dialog.body.addLayout(line(theme, *row, None))

    def _lay_own(self, dialog: Dialog) -> None:
        """Ask beside that where a material of the unit's own belongs, and who wants it."""
        theme, draft = dialog.theme, self._draft
        self.group = DropField(theme, "排在哪一部分", list(self._groups.values()), chars=16)
        self.group.set_text(self._groups.get(draft.group, ""))
        self.level = DropField(theme, "哪个层级要", list(LEVELS.values()), chars=6)
        self.level.set_text(LEVELS[draft.level])
        self.source = LineField(theme, "谁要的", chars=24, most=60)
        self.source.set_text(draft.source)
        dialog.body.addLayout(line(theme, self.group, self.level, None))
        dialog.body.addWidget(self.source)
        words = "通知要求压减材料（通知三（一）1）。通知和附件没有要的，先想想是不是非要不可。"
        dialog.body.addWidget(label(words, "second", wrap=True))

    def typed(self) -> MaterialDraft:
        """Return the material as it stands in the fields."""
        draft = attrs.evolve(
            self._draft,
            name=self.name.text(),
            need=_key(NEEDS, self.need.text(), self._draft.need),
            form=_key(FORMS, self.form.text(), self._draft.form),
            copies=int(self.copies.text() or 0),
            min_pages=int(self.pages.text() or 0),
            left_out=self.out.isChecked() and not self._own,
        )
        if not self._own:
            return draft
        return attrs.evolve(
            draft,
            group=_key(self._groups, self.group.text(), draft.group),
            level=_key(LEVELS, self.level.text(), draft.level),
            source=self.source.text(),
        )


def ask_material(
    context: Context,
    presenter: CataloguePresenter,
    item_id: str,
    give: Callable[[UnitRules], object],
) -> None:
    """Ask for one material as 附件1 has it."""
    name = presenter.draft(item_id).name
    dialog = _dialog(context, f"照附件1改：{name}" if item_id else "增加一项材料")
    question = MaterialQuestion(dialog, presenter, item_id)
    question.name.setFocus()
    made: list[UnitRules] = []

    def keep() -> None:
        made.append(presenter.edited(item_id, question.typed()))

    carry_out(dialog, "看看影响谁", keep)
    if made:
        give(made[-1])


def _key(words: dict[str, str], word: str, otherwise: str) -> str:
    return next((key for key, each in words.items() if each == word), otherwise)


def ask_phrase(context: Context, presenter: WordsPresenter, phrase_id: str) -> None:
    """Ask for one of the unit's sentences."""
    theme, phrase = context.theme, presenter.phrase(phrase_id)
    dialog = _dialog(context, "改这一句" if phrase_id else "增加一句")
    use = DropField(theme, "用在哪里", list(USES.values()), chars=10)
    use.set_text(USES[phrase.use])
    text = TextField(theme, "句子", lines=4, required=True)
    text.set_text(phrase.text)
    dialog.body.addWidget(use)
    dialog.body.addWidget(text)
    text.setFocus()
    carry_out(
        dialog,
        "保存",
        lambda: presenter.keep(
            attrs.evolve(phrase, use=_key(USES, use.text(), phrase.use), text=text.text())
        ),
    )


def ask_year(context: Context, presenter: HolidaysPresenter, year: int) -> None:
    """Ask for a whole calendar year with its document."""
    theme, draft = context.theme, presenter.draft(year)
    dialog = _dialog(context, f"{year} 年的放假安排")
    source = LineField(theme, "文件号", chars=26, required=True, most=60)
    source.set_text(draft.source)
    source.set_hint("国办发明电〔2026〕7号")
    off = TextField(theme, "放假：一行一个", lines=5, required=True)
    off.set_text(draft.off)
    off.set_hint(f"国庆节 {year}-10-01 至 {year}-10-07")
    worked = LineField(theme, "调休上班的周六、周日，用空格隔开", chars=38, most=200)
    worked.set_text(draft.worked)
    for field in (source, worked, off):
        dialog.body.addWidget(field)
    source.setFocus()
    carry_out(
        dialog,
        "保存",
        lambda: presenter.keep(YearDraft(year, source.text(), off.text(), worked.text())),
    )
