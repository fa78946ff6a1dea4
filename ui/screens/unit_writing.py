# SPDX-License-Identifier: MulanPSL-2.0
"""公示 and 推荐意见 (ux S23, S24): one person's fields, and what is the same for many written once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from app.present.unit.writing import NoticePresenter, RecommendationPresenter, SharedPresenter
from ui.context import Context
from ui.fields.section import SectionPage
from ui.qt import QCheckBox, QWidget
from ui.screen import Command
from ui.widgets.basics import DropDown, Elided, button, label
from ui.widgets.dialogs import Dialog, carry_out

NOBODY = "还没有可以公示的人（要先通过初审）。"


class SharedPage(SectionPage):
    """A section page with a person to choose and fields that others may share."""

    spread_words = ""
    shared_note = ""
    piece = ""

    def __init__(self, context: Context, presenter: SharedPresenter) -> None:
        super().__init__(context, presenter)
        self.shared = presenter
        self.person = DropDown(self.theme, (), "申报人", shortens=True)
        self.person.setMinimumWidth(self.theme.m.chars(9 if self.theme.compact else 13))
        self.person.activated.connect(self.intent(self._take))
        self.others = button(self.theme, self.spread_words, "quiet", "people")
        self.others.clicked.connect(self.clicked(self._ask_others))
        self.header.add_beside(self.person)
        self.header.add_commands(self.others, *self.more_commands())
        show = self.header.set_primary("打印…", "printer")
        show.clicked.connect(self.clicked(lambda: context.go("print", self.piece)))
        self.said = Elided("", "strong")
        self.content.insertWidget(0, self.said)
        if self.nothing.action is not None:
            self.nothing.words.setText(NOBODY)
            self.nothing.action.setText("去工作台")
            self.nothing.action.clicked.disconnect()
            self.nothing.action.clicked.connect(self.clicked(lambda: context.go("workbench")))

    def more_commands(self) -> Sequence[QWidget]:
        """Return further quiet verbs of the header."""
        return ()

    def words(self) -> str:
        """Return what follows from the fields, shown above them."""
        return ""

    def draw(self) -> None:
        """Draw the person, what follows, and the fields."""
        super().draw()
        people = self.shared.people
        held = self.context.session.declaration.id
        self.person.set_words([f"{each.name}　{each.note}" for each in people])
        self.person.setCurrentIndex([each.id for each in people].index(held))
        said = self.words()
        self.said.set_text(said)
        self.said.setVisible(bool(said))
        self.others.setEnabled(len(people) > 1)

    def _take(self, index: int) -> None:
        self.commit()
        self.shared.take(self.shared.people[index].id)

    def _ask_others(self) -> None:
        self.commit()
        context, held = self.context, self.context.session.declaration.id
        dialog = Dialog(self.theme, context.parent(), self.spread_words, context.marking)
        dialog.body.addWidget(label(self.shared_note, "second", wrap=True))
        ticks: dict[str, QCheckBox] = {}
        everybody = QCheckBox("全选")
        everybody.toggled.connect(partial(_tick_all, ticks))
        dialog.body.addWidget(everybody)
        for each in self.shared.people:
            if each.id != held:
                ticks[each.id] = QCheckBox(f"{each.name}　{each.note}")
                dialog.body.addWidget(ticks[each.id])

        def spread() -> None:
            chosen = tuple(key for key, tick in ticks.items() if tick.isChecked())
            count = self.shared.spread(chosen)
            self.context.say_code("BENCH-DONE", words=f"也写给了 {count} 人")

        carry_out(dialog, "写给他们", spread, cancel="先不写")

    def commands(self) -> Sequence[Command]:
        """Return the verbs of the page."""
        return (Command(self.spread_words, self._ask_others),)


def _tick_all(ticks: Mapping[str, QCheckBox], on: bool) -> None:
    for tick in ticks.values():
        tick.setChecked(on)


class NoticeScreen(SharedPage):
    """公示情况 of the person in hand."""

    title = "公示"
    spread_words = "同时公示的人…"
    shared_note = "张贴日期、结束日期、地点、范围、经办人一样写；异议各写各的。原来写过的会被换掉，能撤销或从历史找回。"
    piece = "notice-certificate"

    def words(self) -> str:
        """Return what the posting day leads to."""
        presenter = self.shared
        return presenter.counted if isinstance(presenter, NoticePresenter) else ""


class RecommendationScreen(SharedPage):
    """单位推荐意见 of the person in hand."""

    title = "推荐意见"
    spread_words = "也写给别人…"
    shared_note = "产生方式、承诺、意见、审核人、负责人、日期一样写；资格条件和突出业绩各写各的。"
    piece = "recommendation"

    def more_commands(self) -> Sequence[QWidget]:
        """Return the verb that offers the standard sentences."""
        usual = button(self.theme, "常用语…", "quiet")
        usual.clicked.connect(self.clicked(self._ask_phrase))
        return (usual,)

    def commands(self) -> Sequence[Command]:
        """Offer the sentences in the menu too: a narrow head leaves its verbs out."""
        return (*super().commands(), Command("常用语…", self._ask_phrase))

    def _ask_phrase(self) -> None:
        presenter = self.shared
        assert isinstance(presenter, RecommendationPresenter)
        self.commit()
        dialog = Dialog(self.theme, self.context.parent(), "常用语", self.context.marking)
        for path, text in presenter.phrases():
            dialog.body.addWidget(label(self.label_of(path), "strong"))
            pick = button(self.theme, "用这句", "link")
            dialog.body.addWidget(label(text, wrap=True))
            dialog.body.addWidget(pick)
            pick.clicked.connect(
                lambda _checked=False, path=path, text=text: self._use(dialog, path, text)
            )
        dialog.add_cancel("关上")
        dialog.exec()
        dialog.deleteLater()

    def _use(self, dialog: Dialog, path: str, text: str) -> None:
        if self.guard(lambda: self.presenter.commit(path, text)):
            dialog.accept()
            self.focus_path(path)


def open_screen(context: Context) -> NoticeScreen:
    """Make the screen of 公示."""
    return NoticeScreen(context, context.presenter(NoticePresenter))
