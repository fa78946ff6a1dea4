# SPDX-License-Identifier: MulanPSL-2.0
"""模板与日历, the first page: what the year's rules consist of, how far each was held against its paper."""

from __future__ import annotations

from attrs import frozen

from app.present.session import Role, Session
from app.present.tasks_rows import CHECKED_SETTING, checked_token
from app.present.yearly.base import SheetLine, SheetPresenter, SheetState
from app.present.yearly.catalogue import CataloguePresenter
from app.present.yearly.dates import DatesPresenter
from app.present.yearly.holidays import HolidaysPresenter
from app.present.yearly.packs import PacksPresenter
from app.present.yearly.templates import TemplatesPresenter
from app.present.yearly.words import WordsPresenter

REFERENCE = "正在使用参考模板。请对照附件1逐项核对后启用。"
DONE, LOOK = "已核对", "待核对"


@frozen
class OverviewState(SheetState):
    """What the page draws.

    Attributes:
        notice: what must be known before anything else, empty for nothing.
        confirm: the verb that records that dates and list were looked at, empty when it does not apply.
    """

    notice: str
    confirm: str


class OverviewPresenter(SheetPresenter):
    """One line a page, with its state."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._packs = PacksPresenter(session)
        self._dates_page = DatesPresenter(session)
        self._catalogue_page = CataloguePresenter(session)
        self._templates = TemplatesPresenter(session)
        self._words = WordsPresenter(session)
        self._holidays = HolidaysPresenter(session)

    def close(self) -> None:
        """Stop listening, the pages asked for their state too."""
        for page in (
            self._packs,
            self._dates_page,
            self._catalogue_page,
            self._templates,
            self._words,
            self._holidays,
        ):
            page.close()
        super().close()

    @property
    def state(self) -> OverviewState:
        """Return the page as it stands."""
        session = self.session
        lines = (self._pack(), self._dates(), self._catalogue(), *self._rest())
        pack = session.desk_pack
        return OverviewState(
            lines=lines,
            summary=f"{pack.header.year}年　{pack.header.number}",
            notice=REFERENCE if lines[2].state != DONE else "",
            confirm=self._confirm(),
        )

    def _confirm(self) -> str:
        session = self.session
        if session.role != Role.APPLICANT or not session.has_declaration:
            return ""
        held = session.vault.setting(f"{CHECKED_SETTING}:{session.declaration.id}")
        return "" if held == checked_token(session) else "日期和清单核对过了"

    def _pack(self) -> SheetLine:
        state = self._packs.state
        shelf = self.session.shelf
        words = state.mine or self._packs.name_of(shelf.in_force)
        others = len(shelf.names()) - 1
        more = f"，另有 {others} 个" if others else ""
        return SheetLine("packs", ("政策包", f"{words}{more}"), state="缺" if state.fault else "", verb="打开")  # fmt: skip

    def _dates(self) -> SheetLine:
        state = self._dates_page.state
        return SheetLine(
            "dates",
            ("日子", state.summary),
            state=DONE if state.done == state.total else LOOK,
            verb="打开",
        )

    def _catalogue(self) -> SheetLine:
        state = self._catalogue_page.state
        return SheetLine(
            "catalogue",
            ("材料目录", state.summary),
            state=DONE if state.checked else LOOK,
            verb="打开",
        )

    def _rest(self) -> tuple[SheetLine, ...]:
        templates, words = self._templates.state, self._words.state
        holidays = self._holidays.state
        return (
            SheetLine(
                "templates",
                ("模板", templates.summary),
                state=LOOK if templates.left else DONE,
                verb="打开",
            ),
            SheetLine("words", ("常用语", words.summary), verb="打开"),
            SheetLine(
                "holidays",
                ("放假安排", holidays.summary),
                state="缺" if self.session.desk_pack.header.year in holidays.missing else "",
                verb="打开",
            ),
        )

    def confirm_dates(self) -> None:
        """Record that the dates and the list in force were looked at (the task 核对本单位的日期和清单版本)."""
        session = self.session
        key = f"{CHECKED_SETTING}:{session.declaration.id}"
        session.vault.set_setting(key, checked_token(session))
        session.forget_derived()
