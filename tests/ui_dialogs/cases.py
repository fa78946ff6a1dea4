# SPDX-License-Identifier: MulanPSL-2.0
"""Every dialog and menu of the program: at whose desk, on which page, and what opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from app.kernel.locations import resource
from app.present.prints.loose import LoosePaper
from app.present.prints.open_jobs import OpenJob
from app.present.prints.printers import Printer, Sides
from app.present.prints.printlog import PrintLogPresenter
from app.present.why import desks as why_desks
from tests.helpers.dialogs import NotThereError, press
from ui.frame.acts import Acts
from ui.frame.why import show_why
from ui.keeping.secrets import _hand_out
from ui.printing.ask import PrinterDialog
from ui.printing.fates import ask_fate, ask_void
from ui.printing.going_on import GoingOnDialog, Watched
from ui.screens.returned_parts import ask_void as ask_exchange_void
from ui.shell import Shell
from ui.widgets.dialogs import choose_files, choose_folder, choose_new_file, confirm

Opens = Callable[[Shell], object]


@frozen
class Case:
    """One dialog.

    Attributes:
        desk: which of the prepared vaults (see conftest).
        screen: the page it is opened from; ``path`` a place in it.
        opens: the trigger.
        title: how its title starts; empty for a menu.
    """

    name: str
    desk: str
    screen: str
    opens: Opens
    title: str
    path: str = ""


def button(words: str) -> Opens:
    """Press a button of the window."""
    return lambda shell: press(shell, words)


def verb(words: str) -> Opens:
    """Choose a verb of a menu."""

    def choose(shell: Shell) -> None:
        shell.chrome.menus.refresh()
        for action in list(shell.chrome.menus.actions.values()):
            if action.text().startswith(words) and action.isEnabled():
                action.trigger()
                return
        raise NotThereError(words)

    return choose


def either(*ways: Opens) -> Opens:
    """Take the first way the layout in force offers."""

    def choose(shell: Shell) -> None:
        for way in ways[:-1]:
            try:
                way(shell)
            except NotThereError:
                continue
            return
        ways[-1](shell)

    return choose


def key(act: Callable[[Acts], object]) -> Opens:
    """Press one of the window's keys."""
    return lambda shell: act(shell.acts)


def line(line_id: str) -> Opens:
    """Take a line of a yearly ledger in hand and open it."""

    def choose(shell: Shell) -> None:
        page = shell.current.page
        ids = page.table.row_ids()
        page.table.select(next(each for each in ids if each.startswith(line_id)))
        page.table.setFocus()
        page.activate(page.in_hand())

    return choose


PRINTERS = (Printer("虚构打印机（二楼打印室）", default=True, duplex=True), Printer("另一台"))


def _printer(shell: Shell) -> None:
    words = "打印申报材料目录。这次打印会登记为印号 0001。"
    PrinterDialog(shell.context, "打印目录", words, PRINTERS).exec()


def _log(shell: Shell) -> PrintLogPresenter:
    return shell.context.presenter(PrintLogPresenter)


def _going_on(shell: Shell) -> None:
    session = shell.context.session
    job = OpenJob(
        1, "Q-7", "全册", "volume", True, session.declaration.id, PRINTERS[0].name, "", Sides.LONG_EDGE,
        1, 3, "2026-06-15", (),
    )  # fmt: skip
    GoingOnDialog(shell.context, Watched(job)).exec()


def _reviewer(shell: Shell) -> None:
    verb("全选或全不选")(shell)
    verb("分配审核人")(shell)


def _counting(shell: Shell) -> None:
    shell.current.begin()
    shell.current.count._ask_recused()


def _voided(shell: Shell) -> None:
    ask_exchange_void(shell.context, "作废换页登记", lambda _reason: None)


def _shelf() -> Path:
    """Return a folder with a few files of the program itself: what a file dialog shows is no person's."""
    return resource("policy")


def _bring(shell: Shell) -> None:
    choose_files(shell, "附扫描件", "PDF 和图片 (*.pdf *.jpg *.png)", _shelf(), many=True)


def _keep(shell: Shell) -> None:
    choose_new_file(shell, "存为 PDF", "PDF (*.pdf)", "材料目录-0001.pdf", _shelf())


def _into(shell: Shell) -> None:
    choose_folder(shell, "把加密的备份放到哪个文件夹", _shelf())


def _days(shell: Shell) -> None:
    show_why(shell.context, why_desks.of_days(shell.context.session))


def _way(shell: Shell) -> None:
    show_why(shell.context, shell.current.presenter.why(0))


def page(act: str) -> Opens:
    """Do what a verb of the page in front does, where the verb is there only in a later state."""
    return lambda shell: getattr(shell.current, act)()


def _recovery(shell: Shell) -> None:
    paper = LoosePaper(shell.context.session, "恢复数字单", lambda _feet: None, "恢复.pdf")
    _hand_out(shell.context, paper)


def _confirm(shell: Shell) -> None:
    words = "改了以后，单位要重新核验这一项。原来的核验留在历史里，谁核的、哪天核的都看得到。"
    confirm(shell.context.theme, shell, "这一项审核人已经核验过", words, "照样改", "练习")


CASES = (
    Case("help", "applicant", "basics", key(Acts.help), "帮助"),
    Case("keys", "applicant", "tasks", key(Acts.show_keys), "键盘一览"),
    Case("why-days", "applicant", "tasks", either(button("为什么：接下来的日子"), _days), "为什么是这些日子"),
    Case("why-way", "applicant", "route", either(button("为什么：材料怎么走"), _way), "为什么这样走"),
    Case("why-field", "applicant", "selfcheck", key(Acts.why), "为什么"),
    Case("material-why", "applicant", "materials", key(Acts.why), "为什么要"),
    Case("material-add", "applicant", "materials", either(button("增加材料"), verb("增加材料")), "增加一份材料"),
    Case("material-fields", "applicant", "materials", verb("份数和页数"), ""),
    Case("material-not", "applicant", "materials", either(button("标为不适用…"), verb("标为不适用")), "“"),
    Case("material-day", "applicant", "materials", verb("原件待补看"), "“"),
    Case("clause", "applicant", "walk", either(button("看原文"), key(Acts.help)), ""),
    Case("pass-undone", "applicant", "materials", _confirm, "这一项审核人已经核验过"),
    Case("reason", "applicant", "selfcheck", verb("写明理由"), "不改，写明理由"),
    Case("binding", "applicant", "print", either(button("登记装订"), verb("登记装订")), "登记装订"),
    Case("printer", "applicant", "print", _printer, "打印目录"),
    Case("going-on", "applicant", "print", _going_on, "印号 0001 接着打"),
    Case("skipped", "applicant", "numbering", verb("登记漏编"), "登记漏编"),
    Case("doubled", "applicant", "numbering", verb("登记编重"), "登记编重"),
    Case("log-lists", "applicant", "printlog", page("_lists"), ""),
    Case("bin", "applicant", "bin", button("放进回收站…"), "放进回收站"),
    Case("void", "applicant", "bin", button("作废…"), "作废"),
    Case("ended", "applicant", "bin", button("终止申报…"), "终止申报"),
    Case("passphrase", "applicant", "settings", button("换口令…"), "换口令", "desk"),
    Case("recovery", "applicant", "settings", button("换恢复数字并打印…"), "换恢复数字并打印", "desk"),
    Case("recovery-sheet", "applicant", "settings", _recovery, "打印恢复数字单", "desk"),
    Case("own-day", "unit", "yearly", line("own."), "", "dates"),
    Case("slot", "unit", "yearly", line("slot."), "", "dates"),
    Case("posting-day", "unit", "yearly", line("posting"), "公示的五个工作日怎样数", "dates"),
    Case("catalogue-item", "unit", "yearly", button("改这一项"), "照附件1改", "catalogue"),
    Case("catalogue-add", "unit", "yearly", button("增加一项…"), "增加一项材料", "catalogue"),
    Case("catalogue-checked", "unit", "yearly", button("已核对附件1…"), "材料目录和附件1", "catalogue"),
    Case("checked", "unit", "yearly", line("contents"), "“", "templates"),
    Case("phrase", "unit", "yearly", button("增加一句"), "增加一句", "words"),
    Case("year", "unit", "yearly", button("录入或改这一年"), "", "holidays"),
    Case("others", "unit", "notice", verb("同时公示的人"), "同时公示的人"),
    Case("spread", "unit", "recommendation", verb("也写给别人"), "也写给别人"),
    Case("phrases", "unit", "recommendation", verb("常用语"), "常用语"),
    Case("late", "back", "returned", verb("补一页"), ""),
    Case("not-changed", "back", "returned", verb("不改，说明理由"), "“"),
    Case("exchange-line", "back", "returned", verb("换页清单加一行"), "换页清单加一行"),
    Case("fate", "back", "printlog", lambda shell: ask_fate(shell.context, _log(shell), 1), "印号 0001 的纸"),
    Case("fate-lent", "back", "printlog", lambda shell: ask_fate(shell.context, _log(shell), 1, "lent"), "印号"),
    Case("fate-burnt", "back", "printlog", lambda shell: ask_fate(shell.context, _log(shell), 1, "destroyed"), "印号"),
    Case("fate-void", "back", "printlog", lambda shell: ask_void(shell.context, _log(shell), 1), "作废登记"),
    Case("taken-apart", "back", "print", either(button("登记装订"), verb("登记装订")), "登记装订"),
    Case("exchange-void", "back", "returned", _voided, "作废换页登记"),
    Case("reviewer", "unit", "workbench", _reviewer, "这 "),
    Case("experts", "office", "meeting", button("粘贴名单…"), "粘贴评委名单"),
    Case("recused", "office", "meeting", _counting, "对这一名回避的评委"),
    Case("notify-again", "office", "notification", page("_ask_again"), "再发一份告知书"),
    Case("notify-received", "office", "notification", page("_ask_receipt"), "登记送达回证"),
    Case("notify-void", "office", "notification", page("_ask_void"), "作废这份告知书"),
    Case("files", "office", "workbench", _bring, "附扫描件"),
    Case("new-file", "office", "workbench", _keep, "存为 PDF"),
    Case("folder", "office", "workbench", _into, "把加密的备份"),
)  # fmt: skip
