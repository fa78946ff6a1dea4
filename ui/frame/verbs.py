# SPDX-License-Identifier: MulanPSL-2.0
"""The commands of the window, menu by menu (ux §4.4: no Ctrl+Shift+letter, no single letters)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from app.present.desks import DESK_WORDS
from ui.frame.menus import SEPARATOR, MenuPlan, Part, SubPlan, Verb
from ui.screens import screen_named
from ui.theme import TextSize

if TYPE_CHECKING:
    from ui.screen import Command
    from ui.shell import Shell

WORK_TITLES = {"applicant": "申报(&A)", "unit": "审核(&A)", "office": "审核(&A)"}


def menu_plans(shell: Shell) -> tuple[MenuPlan, ...]:
    """Return all menus; a verb whose screen does not exist is left out."""
    return (
        MenuPlan("文件(&F)", _file(shell)),
        MenuPlan("编辑(&E)", _edit(shell)),
        MenuPlan("查看(&V)", _view(shell)),
        MenuPlan(WORK_TITLES[shell.role], ()),
        MenuPlan("打印(&P)", _print(shell)),
        MenuPlan("工具(&T)", _tools(shell)),
        MenuPlan("帮助(&H)", _help(shell)),
    )


def work_verbs(commands: Sequence[Command]) -> tuple[Verb, ...]:
    """Return a screen's own commands as verbs of the menu 申报/审核."""
    return tuple(
        Verb(f"work.{number}", c.words, c.run, (c.key,) if c.key else (), c.icon, enabled=c.enabled)
        for number, c in enumerate(commands)
    )


def _file(shell: Shell) -> tuple[Verb | str, ...]:
    return (
        Verb("new", "新建库…", shell.acts.new_vault, ("Ctrl+N",), "plus"),
        Verb("open", "打开别的库…", shell.acts.lock, ("Ctrl+O",), "folder"),
        SEPARATOR,
        Verb("save", "立即保存", shell.acts.save_now, ("Ctrl+S",), "save"),
        Verb("backup", "另存备份…", shell.acts.backup, ("F12",)),
        SEPARATOR,
        *_roles(shell),
        Verb("lock", "锁定", shell.acts.lock, ("Ctrl+L",), "lock"),
        Verb("quit", "退出", shell.close, ("Ctrl+Q",)),
    )


def _roles(shell: Shell) -> tuple[Verb | str, ...]:
    verbs = [
        Verb(
            f"role.{role}",
            f"换到{DESK_WORDS[role]}的桌面",
            partial(shell.acts.switch_role, role),
            (),
            "people",
        )
        for role in shell.acts.other_roles()
    ]
    return (*verbs, SEPARATOR) if verbs else ()


def _edit(shell: Shell) -> tuple[Verb | str, ...]:
    return (
        Verb("undo", "撤销", shell.acts.undo, ("Ctrl+Z",), "undo", enabled=shell.acts.can_undo),
        Verb("redo", "重做", shell.acts.redo, ("Ctrl+Y",), "redo", enabled=shell.acts.can_redo),
        Verb("steps", "撤销清单…", lambda: shell.go("changes", "undo")),
        SEPARATOR,
        Verb("history", "这一栏的历史", shell.acts.show_history, ("Ctrl+H",), "clock"),
        Verb("changes", "全部改动", lambda: shell.go("changes", "all")),
        Verb("versions", "比较两版…", lambda: shell.go("changes", "compare")),
        SEPARATOR,
        Verb("bin", "回收站", lambda: shell.go("bin"), (), "trash"),
        SEPARATOR,
        Verb("find", "查找", shell.acts.find, ("Ctrl+F",), "search"),
    )


def _view(shell: Shell) -> tuple[Part, ...]:
    places = [
        Verb(
            f"nav.{n}",
            entry.word,
            partial(shell.go, entry.name),
            (f"Ctrl+{n}",),
            entry.icon,
        )
        for n, entry in enumerate(shell.entries[:9], start=1)
    ]
    sizes = [
        Verb(
            f"size.{size.value}",
            f"字号：{size.word}",
            partial(shell.acts.set_text_size, size),
            ("Ctrl+0",) if size == TextSize.STANDARD else (),
            checked=partial(shell.acts.has_text_size, size),
        )
        for size in TextSize
    ]
    larger = Verb("size.up", "字大一些", lambda: shell.acts.step_text_size(1), ("Ctrl+=", "Ctrl++"))
    smaller = Verb("size.down", "字小一些", lambda: shell.acts.step_text_size(-1), ("Ctrl+-",))
    return (
        SubPlan("去哪一页(&G)", tuple(places)),
        SEPARATOR,
        Verb("pane", "右栏：预览", shell.acts.toggle_pane, ("F8",), "page"),
        Verb("region", "到下一块", lambda: shell.next_region(1), ("F6",)),
        Verb("region.back", "到上一块", lambda: shell.next_region(-1), ("Shift+F6",)),
        Verb("full", "全屏", shell.acts.toggle_full, ("F11",), checked=shell.isFullScreen),
        SEPARATOR,
        SubPlan("字号(&Z)", (*sizes, larger, smaller)),
        Verb("contrast", "高对比", shell.acts.toggle_contrast, checked=lambda: shell.high_contrast),
    )


def _print(shell: Shell) -> tuple[Verb | str, ...]:
    verbs: list[Verb | str] = []
    if screen_named("print", shell.role):
        verbs.append(Verb("print", "打印…", shell.acts.print_now, ("Ctrl+P",), "printer"))
    for name in ("marking", "printlog", "signed", "recheck"):
        entry = screen_named(name, shell.role)
        if entry is not None:
            verbs.append(Verb(name, entry.word, partial(shell.go, name), (), entry.icon))
    return tuple(verbs)


def _tools(shell: Shell) -> tuple[Verb | str, ...]:
    verbs: list[Verb | str] = []
    if screen_named("selfcheck", shell.role):
        verbs.append(Verb("selfcheck", "自检", lambda: shell.go("selfcheck"), ("F7",), "selfcheck"))
    if screen_named("walk", shell.role):
        verbs.append(Verb("walk", "逐项走查", lambda: shell.go("walk"), ("F9",), "tasks"))
    if screen_named("forms", shell.role):
        verbs.append(Verb("forms", "版式…", lambda: shell.go("forms"), icon="page"))
    verbs.append(Verb("yearly", "模板与日历", lambda: shell.go("yearly"), (), "calendar"))
    if screen_named("reader", shell.role):
        verbs.append(Verb("reader", "看成审核人", lambda: shell.go("reader"), (), "eye"))
    verbs.append(Verb("renew", "重新计算页码与自检", shell.acts.renew, ("F5",)))
    verbs.append(Verb("verify", "核对库是否完好…", shell.acts.verify_vault))
    if screen_named("lastyear", shell.role):
        verbs.append(Verb("lastyear", "从去年取用…", lambda: shell.go("lastyear")))
    verbs.append(SEPARATOR)
    verbs.append(Verb("settings", "设置…", lambda: shell.go("settings", "desk")))
    return tuple(verbs)


def _help(shell: Shell) -> tuple[Verb | str, ...]:
    return (
        Verb("help", "本栏帮助", shell.acts.help, ("F1",), "help"),
        Verb("why", "为什么是这样…", shell.acts.why, ("F4",)),
        Verb("manual", "使用手册", lambda: shell.go("manual"), ()),
        Verb("guide", "怎样做下一年的政策包", lambda: shell.go("guide")),
        Verb("keys", "键盘一览", shell.acts.show_keys),
        Verb("about", "关于本程序", shell.acts.show_about),
    )
