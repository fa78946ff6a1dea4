# SPDX-License-Identifier: MulanPSL-2.0
"""The pages that are lists: the parts, the dates, the templates, the catalogue, the words, the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from app.kernel.progress import Progress
from app.model.unit_rules import UnitRules
from app.present.yearly.affected import Affected, affected, affected_words, follow, follow_in_hand
from app.present.yearly.catalogue import CataloguePresenter
from app.present.yearly.dates import POSTING, DatesPresenter
from app.present.yearly.holidays import HolidaysPresenter
from app.present.yearly.overview import OverviewPresenter
from app.present.yearly.templates import TemplatesPresenter
from app.present.yearly.words import WordsPresenter
from ui.screens.yearly import dialogs
from ui.screens.yearly.page import SheetPage, Verb
from ui.widgets.basics import RIGHT
from ui.widgets.dialogs import confirm
from ui.widgets.table import Column

if TYPE_CHECKING:
    from app.present.yearly.base import SheetLine
    from ui.screens.yearly.screen import YearlyScreen


class OverviewPage(SheetPage[OverviewPresenter]):
    """The parts with their state."""

    kind = OverviewPresenter
    name = "overview"
    title = "模板与日历"
    columns = (Column("部分", 8), Column("现在的情况"))
    states = 7

    def __init__(self, screen: YearlyScreen) -> None:
        self.state = screen.context.presenter(self.kind).state
        super().__init__(screen)

    def lines(self) -> Sequence[SheetLine]:
        """Return the parts."""
        return self.state.lines

    def summary(self) -> str:
        """Return the notice in force."""
        return self.state.summary

    def notice(self) -> str:
        """Return what must be known first."""
        return self.state.notice

    def verbs(self) -> Sequence[Verb]:
        """Offer what the applicant's task asks for."""
        return (Verb("日期和清单核对过了", self._confirm, lambda: bool(self.state.confirm)),)

    def refresh(self) -> None:
        """Ask every part once how it stands; show the verb of the task only at the applicant's desk."""
        self.state = self.shown.state
        super().refresh()
        for widget, _verb in self._buttons:
            widget.setVisible(not self.session.role.reviews and self.session.has_declaration)

    def _confirm(self) -> None:
        self.shown.confirm_dates()
        self.context.say_code("YEARLY-DONE", words="记下了：日期和清单版本核对过了")

    def primary(self) -> Verb:
        """Open the part in hand."""
        return self.on_line("打开", self.activate)

    def activate(self, line_id: str) -> None:
        """Open a part."""
        if line_id:
            self.desk.open(line_id)


class DatesPage(SheetPage[DatesPresenter]):
    """Dates of the notice to be ticked, the unit's own to be filled."""

    kind = DatesPresenter
    name = "dates"
    title = "日子"
    ticks = True
    columns = (Column("内容"), Column("日子", 17), Column("依据", 9), Column("核对", 10))
    narrow = (2,)

    def primary(self) -> Verb:
        """Tick or fill the line in hand."""
        return self.on_line("打勾或填写", self.activate)

    def verbs(self) -> Sequence[Verb]:
        """Offer to take a change back."""
        return (self.take_back_verb(),)

    def tick(self, line_id: str, on: bool) -> None:
        """Record that a line was held against the notice; ask who, where nobody is at the desk."""
        if on and not self.session.actor:
            dialogs.ask_name(
                self.context,
                "谁对照过原文",
                "",
                lambda name: self.shown.tick(line_id, True, name),
            )
            return
        self.shown.tick(line_id, on)

    def activate(self, line_id: str) -> None:
        """Tick a line of the notice, ask for a day of the unit."""
        head, _, level = line_id.partition(".")
        if head == "own":
            dialogs.ask_own_day(self.context, self.shown, level)
        elif head == "slot":
            dialogs.ask_slot(self.context, self.shown, level)
        elif line_id == POSTING:
            dialogs.ask_posting_day(self.context, self.shown)
        else:
            line = self._lines.get(line_id)
            if line is not None and line.ticked is not None:
                self.tick(line_id, not line.ticked)


class TemplatesPage(SheetPage[TemplatesPresenter]):
    """Tables, forms and presets with who checked them."""

    kind = TemplatesPresenter
    name = "templates"
    title = "模板"
    columns = (Column("表"), Column("对照", 11), Column("版次", 7), Column("核对人", 10))
    states = 7
    narrow = (1, 2)

    def primary(self) -> Verb:
        """Check the line in hand."""
        return self.on_line("核对", self.activate)

    def verbs(self) -> Sequence[Verb]:
        """Offer keying in and taking back."""
        return (
            Verb("照附件录入…", self._key_in, lambda: bool(self.in_hand())),
            Verb("取消核对", self._uncheck, self._is_checked),
            self.take_back_verb(),
        )

    def _is_checked(self) -> bool:
        line = self.in_hand()
        checkable = self.shown.is_table(line) or line.startswith("preset.")
        return checkable and bool(self.shown.signed(line))

    def _uncheck(self) -> None:
        self.shown.uncheck(self.in_hand())

    def _key_in(self) -> None:
        line = self.in_hand()
        if line == "contents":
            self.desk.open("catalogue")
        elif self.shown.form_of(line):
            self._open_form(line)

    def _open_form(self, line_id: str) -> None:
        if not self.context.go("forms", self.shown.form_of(line_id)):
            self.context.say_code("YEARLY-DONE", words="版式在打印中心里打开")

    def activate(self, line_id: str) -> None:
        """Sign a table or preset, open a form."""
        if self.shown.form_of(line_id):
            self._open_form(line_id)
        elif line_id:
            title, paper = self.shown.title_of(line_id)
            dialogs.ask_name(
                self.context,
                f"“{title}”和{paper}核对过了",
                f"谁逐项对照{paper}核对的。核对以后，印出来的不再写“参考模板”，改写核对人和日期。",
                partial(self.shown.check, line_id),
            )


class CataloguePage(SheetPage[CataloguePresenter]):
    """The catalogue keyed over."""

    kind = CataloguePresenter
    name = "catalogue"
    title = "材料目录"
    columns = (
        Column("序号", 3.4, RIGHT),
        Column("材料"),
        Column("要求", 5),
        Column("原件复印件", 6.4),
        Column("份数、页数", 10),
    )
    states = 8
    narrow = (3, 4)

    def primary(self) -> Verb:
        """Key the line in hand over."""
        return self.on_line("改这一项", self.activate)

    def verbs(self) -> Sequence[Verb]:
        """Offer adding, removing, checking, taking back."""
        return (
            Verb("增加一项…", lambda: self.activate("")),
            Verb("删去这一项", self._remove, lambda: self.shown.is_own(self.in_hand())),
            Verb("已核对附件1…", self._check),
            self.take_back_verb(),
        )

    def activate(self, line_id: str) -> None:
        """Ask for a material."""
        dialogs.ask_material(self.context, self.shown, line_id, self._would)

    def _remove(self) -> None:
        self._would(self.shown.without(self.in_hand()))

    def _check(self) -> None:
        templates = self.context.presenter(TemplatesPresenter)
        dialogs.ask_name(
            self.context,
            "材料目录和附件1核对过了",
            "谁逐项对照附件1核对的。核对以后，目录页脚写核对人和日期。",
            partial(templates.check, "contents"),
        )

    def _would(self, rules: UnitRules) -> None:
        """Say who is affected before anything is kept."""
        self.context.tasks.start(
            partial(affected, self.session, rules),
            done=partial(self._decide, rules),
            words="看看谁的清单会变",
        )

    def _decide(self, rules: UnitRules, people: tuple[Affected, ...]) -> None:
        parent = self.context.parent()
        agreed = not people or (
            parent is not None
            and confirm(
                self.theme,
                parent,
                "目录改了，有人的清单会变",
                f"{affected_words(people)}填过的内容都在。目录升一版，要重新核对附件1。",
                "改",
                self.context.marking,
            )
        )
        if agreed:
            self.desk.guard(lambda: self._kept(rules))

    def _kept(self, rules: UnitRules) -> None:
        self.shown.keep(rules)
        follow_in_hand(self.session)
        session = self.session

        def work(progress: Progress) -> int:
            return follow(session, progress)

        self.context.tasks.start(work, words="各人的清单跟着改")


class WordsPage(SheetPage[WordsPresenter]):
    """Standard sentences."""

    kind = WordsPresenter
    name = "words"
    title = "常用语"
    columns = (Column("句子"), Column("依据", 9))
    deep = 2

    def primary(self) -> Verb:
        """Add a sentence."""
        return Verb("增加一句", lambda: dialogs.ask_phrase(self.context, self.shown, ""))

    def verbs(self) -> Sequence[Verb]:
        """Offer editing and removing the unit's own."""

        def own() -> bool:
            return self.shown.is_own(self.in_hand())

        return (
            Verb("改这一句…", lambda: self.activate(self.in_hand()), own),
            Verb("删去这一句", lambda: self.shown.remove(self.in_hand()), own),
            self.take_back_verb(),
        )

    def activate(self, line_id: str) -> None:
        """Edit one of the unit's sentences; the pack's are only read."""
        if self.shown.is_own(line_id):
            dialogs.ask_phrase(self.context, self.shown, line_id)


class HolidaysPage(SheetPage[HolidaysPresenter]):
    """The State Council's calendar."""

    kind = HolidaysPresenter
    name = "holidays"
    title = "放假安排"
    columns = (Column("假期", 10), Column("日子"), Column("天数", 5, RIGHT))
    states = 5
    deep = 2

    def primary(self) -> Verb:
        """Key in the year in hand."""
        return self.on_line("录入或改这一年", self.activate)

    def verbs(self) -> Sequence[Verb]:
        """Offer going back to the pack's year."""

        def own() -> bool:
            line = self.in_hand()
            return bool(line) and self.shown.is_own(self.shown.year_of(line))

        def remove() -> None:
            self.shown.remove(self.shown.year_of(self.in_hand()))

        return (Verb("删去本单位录的这一年", remove, own), self.take_back_verb())

    def activate(self, line_id: str) -> None:
        """Ask for the whole year."""
        if line_id:
            dialogs.ask_year(self.context, self.shown, self.shown.year_of(line_id))
