# SPDX-License-Identifier: MulanPSL-2.0
"""Which screens there are: one list. A screen that does not exist is not in it.

To add a screen: put one ``ScreenEntry`` into ``SCREENS``; its module gives ``open_screen(context)``.
Modules are imported when the screen is first shown, so the window opens fast.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from app.present.session import Session
    from ui.context import Context
    from ui.screen import Screen

APPLICANT, UNIT, OFFICE = "applicant", "unit", "office"


@frozen
class ScreenEntry:
    """One screen.

    Attributes:
        name: how other screens and lock places call it.
        word: what navigation says.
        icon: file name under resources/icons without its ending.
        roles: at whose desk it stands.
        place: position in the navigation (ux §2.2), or None for a screen reached from another.
        module: gives ``open_screen(context) -> Screen``.
        roots: first steps of the declaration paths it shows; F7 and search jump by them.
        waiting: ``module:function`` from the session to the number of things waiting for me there.
        home: where 导航 stands while a screen without a place is shown.
        of_person: it shows one person's declaration; without one the desk's first screen is shown.
        takes: ``module:function`` from the session to whom it takes up when nobody is in hand; "" for
            nobody.
    """

    name: str
    word: str
    icon: str
    roles: tuple[str, ...]
    place: int | None
    module: str
    roots: tuple[str, ...] = ()
    waiting: str = ""
    home: str = ""
    of_person: bool = False
    takes: str = ""

    def open(self, context: Context) -> Screen:
        """Make the screen."""
        factory: Callable[[Context], Screen] = importlib.import_module(self.module).open_screen
        return factory(context)

    def count_waiting(self, session: Session) -> int:
        """Return the number beside the word; 0 shows none."""
        count: int = _ask(self.waiting, session) if self.waiting else 0
        return count

    def take_up(self, session: Session) -> None:
        """Take up whom this screen is opened for, when nobody is in hand."""
        if not session.has_declaration and self.takes and (found := _ask(self.takes, session)):
            session.open(found)


def _ask(where: str, session: Session) -> Any:
    module, _, function = where.partition(":")
    return getattr(importlib.import_module(module), function)(session)


DESKS = (APPLICANT, UNIT, OFFICE)

NEXT = "app.present.unit.workbench:next_person"

SCREENS: list[ScreenEntry] = [
    ScreenEntry("tasks", "任务清单", "tasks", (APPLICANT,), 1, "ui.screens.tasks"),
    ScreenEntry(
        "route",
        "路线问答",
        "turn",
        (APPLICANT,),
        None,
        "ui.screens.route",
        roots=("route",),
        home="tasks",
    ),
    ScreenEntry(
        "basics", "基本信息", "person", (APPLICANT,), 2, "ui.screens.basics", roots=("basics",)
    ),
    ScreenEntry(
        "qualifications",
        "资格与任职",
        "diploma",
        (APPLICANT,),
        3,
        "ui.screens.qualifications",
        roots=(
            "education",
            "titles",
            "appointments",
            "appraisals",
            "credits",
            "training",
            "career",
            "service",
            "examinations",
            "benefits",
            "sanctions",
        ),
    ),
    ScreenEntry(
        "achievements",
        "业绩成果",
        "award",
        (APPLICANT,),
        4,
        "ui.screens.achievements",
        roots=("achievements", "works"),
        waiting="app.present.tasks:waiting_achievements",
    ),
    ScreenEntry(
        "statement",
        "个人总结",
        "page",
        (APPLICANT,),
        None,
        "ui.screens.statement",
        roots=("statement",),
        home="achievements",
    ),
    ScreenEntry(
        "materials",
        "材料清单",
        "folder",
        (APPLICANT,),
        5,
        "ui.screens.materials",
        roots=("materials",),
        waiting="app.present.papers.materials:waiting",
        of_person=True,
    ),
    ScreenEntry(
        "walk",
        "逐项走查",
        "tasks",
        (APPLICANT,),
        None,
        "ui.screens.walk",
        home="materials",
        of_person=True,
    ),
    ScreenEntry(
        "walk",
        "初审走查",
        "tasks",
        (UNIT,),
        None,
        "ui.screens.walk",
        home="review",
        of_person=True,
        takes=NEXT,
    ),
    ScreenEntry(
        "returned",
        "退回补正",
        "turn",
        (APPLICANT,),
        None,
        "ui.screens.returned",
        roots=("exchanges",),
        home="materials",
    ),
    ScreenEntry(
        "return-entry",
        "录入退回单",
        "page",
        (APPLICANT,),
        None,
        "ui.screens.return_entry",
        home="materials",
        of_person=True,
    ),
    ScreenEntry(
        "reader", "看成审核人", "eye", (APPLICANT,), None, "ui.screens.reader", home="selfcheck"
    ),
    ScreenEntry("reader", "看成审核人", "eye", (UNIT,), None, "ui.screens.reader", home="review"),
    ScreenEntry(
        "evidence",
        "佐证对应",
        "link",
        (APPLICANT,),
        6,
        "ui.screens.evidence",
        waiting="app.present.papers.evidence:waiting",
        of_person=True,
    ),
    ScreenEntry(
        "selfcheck",
        "自检",
        "selfcheck",
        (APPLICANT,),
        7,
        "ui.screens.selfcheck",
        waiting="app.present.papers.selfcheck:waiting",
        of_person=True,
    ),
    ScreenEntry(
        "selfcheck",
        "自检",
        "selfcheck",
        (UNIT,),
        None,
        "ui.screens.selfcheck",
        home="review",
        of_person=True,
    ),
    ScreenEntry(
        "walk",
        "复核走查",
        "tasks",
        (OFFICE,),
        None,
        "ui.screens.walk",
        home="review",
        of_person=True,
        takes=NEXT,
    ),
    ScreenEntry(
        "selfcheck",
        "自检",
        "selfcheck",
        (OFFICE,),
        None,
        "ui.screens.selfcheck",
        home="review",
        of_person=True,
    ),
    ScreenEntry("workbench", "工作台", "bench", (UNIT, OFFICE), 1, "ui.screens.workbench"),
    ScreenEntry(
        "review",
        "初审走查",
        "selfcheck",
        (UNIT,),
        3,
        "ui.screens.review",
        roots=("materials", "reviews"),
        waiting="app.present.unit.workbench:waiting",
        of_person=True,
        takes=NEXT,
    ),
    ScreenEntry(
        "review",
        "复核走查",
        "selfcheck",
        (OFFICE,),
        2,
        "ui.screens.review",
        roots=("materials", "reviews"),
        waiting="app.present.unit.workbench:waiting",
        of_person=True,
        takes=NEXT,
    ),
    ScreenEntry(
        "notification",
        "一次性告知",
        "notice",
        (OFFICE,),
        3,
        "ui.screens.notification",
        roots=("notifications",),
    ),
    ScreenEntry(
        "duplicates",
        "查重",
        "people",
        (OFFICE,),
        4,
        "ui.screens.duplicates",
        waiting="app.present.office.duplicates:waiting",
    ),
    ScreenEntry("meeting", "会议与计票", "stamp", (OFFICE,), 5, "ui.screens.meeting"),
    ScreenEntry("print", "打印中心", "printer", DESKS, 8, "ui.screens.print"),
    ScreenEntry(
        "handover",
        "交接登记",
        "handover",
        (APPLICANT,),
        9,
        "ui.screens.handover",
        roots=("handovers",),
        of_person=True,
    ),
    ScreenEntry(
        "numbering",
        "手工编号",
        "page",
        (APPLICANT,),
        None,
        "ui.screens.numbering",
        roots=("numbering",),
        home="print",
        of_person=True,
    ),
    ScreenEntry(
        "printlog", "打印台账", "printer", DESKS, None, "ui.screens.printlog", home="print"
    ),
    ScreenEntry(
        "marking",
        "定密登记",
        "stamp",
        DESKS,
        None,
        "ui.screens.marking",
        roots=("markings",),
        home="print",
    ),
    ScreenEntry("signed", "签后扫描", "scan", DESKS, None, "ui.screens.signed", home="print"),
    ScreenEntry(
        "recheck", "按纸核对", "selfcheck", DESKS, None, "ui.screens.recheck", home="print"
    ),
    ScreenEntry("manual", "使用手册", "help", DESKS, None, "ui.screens.manual"),
    ScreenEntry("changes", "改动与版本", "undo", DESKS, None, "ui.screens.changes"),
    ScreenEntry("settings", "设置与关于", "help", DESKS, None, "ui.screens.settings"),
    ScreenEntry("twins", "并排比较", "people", DESKS, None, "ui.screens.twins"),
    ScreenEntry(
        "lastyear", "从去年取用", "turn", (APPLICANT,), None, "ui.screens.lastyear", home="tasks"
    ),
    ScreenEntry("bin", "回收站", "trash", DESKS, None, "ui.screens.bin"),
    ScreenEntry("forms", "版式", "page", (UNIT, OFFICE), None, "ui.screens.forms", home="yearly"),
    ScreenEntry(
        "formedit",
        "版式编辑",
        "page",
        (UNIT, OFFICE),
        None,
        "ui.screens.formeditor",
        roots=("form",),
        home="yearly",
    ),
    ScreenEntry("dates", "时限图", "calendar", DESKS, None, "ui.screens.dates"),
    ScreenEntry("guide", "怎样做下一年的政策包", "help", DESKS, None, "ui.screens.guide"),
    ScreenEntry(
        "yearly", "模板与日历", "calendar", (APPLICANT,), None, "ui.screens.yearly", home="tasks"
    ),
    ScreenEntry("yearly", "模板与日历", "calendar", (UNIT, OFFICE), 10, "ui.screens.yearly"),
    ScreenEntry(
        "notice",
        "公示",
        "notice",
        (UNIT,),
        4,
        "ui.screens.unit_writing",
        roots=("notice",),
        takes="app.present.unit.writing:first_unposted",
    ),
    ScreenEntry(
        "recommendation",
        "推荐意见",
        "stamp",
        (UNIT,),
        5,
        "ui.screens.recommendation",
        roots=("recommendation",),
        takes="app.present.unit.writing:first_unwritten",
    ),
    ScreenEntry("statistics", "岗位与统计", "chart", (UNIT,), 6, "ui.screens.statistics"),
    ScreenEntry("roster", "花名册", "roster", (UNIT,), 7, "ui.screens.roster"),
]


def navigation(role: str) -> list[ScreenEntry]:
    """Return the entries of a role's navigation from top to bottom."""
    there = [entry for entry in SCREENS if role in entry.roles and entry.place is not None]
    return sorted(there, key=lambda entry: entry.place or 0)


def import_screens(role: str) -> None:
    """Import the modules of a role's screens ahead of their first opening; may run beside the window."""
    for entry in SCREENS:
        if role in entry.roles:
            importlib.import_module(entry.module)


def screen_named(name: str, role: str) -> ScreenEntry | None:
    """Return a role's screen by name."""
    return next((entry for entry in SCREENS if entry.name == name and role in entry.roles), None)


def screen_of_path(path: str, role: str) -> ScreenEntry | None:
    """Return the screen of a role that shows a place of the declaration; the longest root wins."""
    best: tuple[int, ScreenEntry] | None = None
    for entry in SCREENS:
        if role not in entry.roles:
            continue
        for root in entry.roots:
            holds = path == root or path.startswith(f"{root}.")
            if holds and (best is None or len(root) > best[0]):
                best = (len(root), entry)
    return best[1] if best else None
