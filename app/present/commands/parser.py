# SPDX-License-Identifier: MulanPSL-2.0
"""What can be typed after ``main.py``; wrong use is one Chinese line and exit code 2."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from app.model.codes import Affiliation, DeclarationKind, TitleLevel

WRONG_USE = 2

_TRANSLATIONS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"缺少参数 \1"),
    (
        r"argument (\S+): invalid choice: (.+?) \(choose from (.+)\)",
        r"参数 \1 不能是 \2，可以是：\3",
    ),
    (r"argument (\S+): expected (?:one|at least one|\d+) arguments?", r"参数 \1 后面要跟一个值"),
    (r"argument (\S+): invalid \S+ value: (.+)", r"参数 \1 的值 \2 认不出"),
    (r"argument (\S+): not allowed with argument (\S+)", r"参数 \1 不能和 \2 一起用"),
    (r"argument (\S+): (.+)", r"参数 \1：\2"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"one of the arguments (.+) is required", r"这几个参数要给一个：\1"),
    (r"ambiguous option: (\S+) could match (.+)", r"参数 \1 写得太短，可能是：\2"),
)


def _in_chinese(message: str) -> str:
    for pattern, wording in _TRANSLATIONS:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, wording, message, flags=re.DOTALL)
    return message


class ChineseParser(argparse.ArgumentParser):
    """An argument parser whose refusals are one Chinese line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and end with exit code 2."""
        self.exit(WRONG_USE, f"{_in_chinese(message)}。看用法：python {self.prog} --help\n")


def iso_day(text: str) -> dt.date:
    """Return a day typed as 2026-06-15; raises ArgumentTypeError with the reason."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"日期要写成 2026-06-15 这样，而且要真有这一天；“{text}”不是"
        ) from None


def day_count(text: str) -> int:
    """Return a number of working days, 1 to 60; raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 60:
        raise argparse.ArgumentTypeError("天数要是 1 到 60 的整数")
    return int(text)


Command = Callable[[argparse.Namespace], int]


def _route(add: argparse._SubParsersAction[ChineseParser], run: Command) -> None:
    parser = add.add_parser("route", help="走哪条路：方式、经过的单位、时限、依据")
    parser.add_argument("--level", required=True, choices=[str(level) for level in TitleLevel])
    parser.add_argument("--series", required=True, help="系列，例如 工程技术人员")
    parser.add_argument("--specialty", required=True, help="专业，例如 水利工程")
    parser.add_argument("--affiliation", required=True, choices=[str(item) for item in Affiliation])
    parser.add_argument("--classified", action="store_true", help="涉密人员")
    parser.add_argument("--kind", default="normal", choices=[str(kind) for kind in DeclarationKind])
    parser.add_argument("--self-evaluating-unit", action="store_true", help="自主评审单位")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def _dates(
    add: argparse._SubParsersAction[ChineseParser], workdays: Command, latest: Command
) -> None:
    parser = add.add_parser("workdays", help="公示从哪天起算，满几个工作日")
    parser.add_argument("--posted", required=True, type=iso_day)
    parser.add_argument("--days", type=day_count, default=5)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=workdays)
    parser = add.add_parser("latest-posting", help="公示最迟哪天张贴")
    parser.add_argument("--level", required=True, choices=[str(level) for level in TitleLevel])
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=latest)


def _check(add: argparse._SubParsersAction[ChineseParser], run: Command) -> None:
    parser = add.add_parser("check", help="自检一份申报文档")
    parser.add_argument("file", type=Path)
    parser.add_argument("--today", type=iso_day)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def _vault_arguments(
    parser: argparse.ArgumentParser, *, declaration: bool = False, out: bool = False
) -> None:
    parser.add_argument("--vault", required=True, type=Path, help="库所在的文件夹")
    parser.add_argument(
        "--passphrase-fd", type=int, help="从这个文件描述符读口令；不给就在终端提问"
    )
    if declaration:
        parser.add_argument("--declaration", required=True, help="申报的编号")
    if out:
        parser.add_argument("--out", required=True, type=Path, help="写到哪个文件夹")
        parser.add_argument("--today", type=iso_day, help="按哪一天打印")


def _vaults(add: argparse._SubParsersAction[ChineseParser], commands: dict[str, Command]) -> None:
    parser = add.add_parser("practice", help="新建练习库，人和事都是虚构的")
    parser.add_argument("--out", required=True, type=Path)
    parser.set_defaults(run=commands["practice"])
    parser = add.add_parser("packet", help="打印一份申报的全部纸：册、表、单")
    _vault_arguments(parser, declaration=True, out=True)
    parser.add_argument(
        "--folded", action="store_true", help="评审表按 A3 对折骑马订排，不出 A4 单页"
    )
    parser.set_defaults(run=commands["packet"])
    parser = add.add_parser("roster", help="花名册和统计表")
    _vault_arguments(parser, out=True)
    parser.set_defaults(run=commands["roster"])
    parser = add.add_parser("verify", help="检查库是否完好")
    _vault_arguments(parser)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=commands["verify"])
    parser = add.add_parser("list", help="列出库里的申报")
    _vault_arguments(parser)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=commands["list"])
    parser = add.add_parser("export-document", help="把一份申报导出为 JSON 文档（导出后不再加密）")
    _vault_arguments(parser, declaration=True)
    parser.add_argument("--out", required=True, type=Path, help="写成哪个文件")
    parser.set_defaults(run=commands["export-document"])
    parser = add.add_parser("import-document", help="把一份 JSON 文档收进库")
    _vault_arguments(parser)
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=commands["import-document"])


def _packs(add: argparse._SubParsersAction[ChineseParser], commands: dict[str, Command]) -> None:
    parser = add.add_parser("pack", help="政策包：检查、比较、解释、打校验码")
    actions = parser.add_subparsers(dest="action", required=True, parser_class=ChineseParser)
    check = actions.add_parser("check", help="检查一个政策包")
    check.add_argument("folder", type=Path)
    check.set_defaults(run=commands["pack check"])
    diff = actions.add_parser("diff", help="比较两个政策包")
    diff.add_argument("old", type=Path)
    diff.add_argument("new", type=Path)
    diff.set_defaults(run=commands["pack diff"])
    seal = actions.add_parser("seal", help="把检查过的政策包合成一个文件，打出校验码")
    seal.add_argument("folder", type=Path)
    seal.add_argument("--out", type=Path, help="写成哪个文件，例如 chifeng-2027-1.pack")
    seal.set_defaults(run=commands["pack seal"])
    explain = actions.add_parser("explain", help="解释一条规则、一个条款、一份材料")
    explain.add_argument("id")
    explain.add_argument("--declaration", type=Path, help="对着一份导出的申报文档解释")
    explain.set_defaults(run=commands["pack explain"])


def _forms(add: argparse._SubParsersAction[ChineseParser], commands: dict[str, Command]) -> None:
    parser = add.add_parser("form", help="版式文件：检查")
    actions = parser.add_subparsers(dest="action", required=True, parser_class=ChineseParser)
    check = actions.add_parser("check", help="检查版式文件，逐处报出文件和行")
    check.add_argument(
        "files", type=Path, nargs="*", help="一个或几个 .toml；不写就检查程序自带的全部"
    )
    check.set_defaults(run=commands["form check"])


def build_parser(commands: dict[str, Command]) -> ChineseParser:
    """Return the parser; ``commands`` maps each name to what carries it out."""
    parser = ChineseParser(prog="main.py", description="职卷：涉密单位职称线下申报（离线）")
    add = parser.add_subparsers(dest="command", parser_class=ChineseParser, metavar="命令")
    run = add.add_parser("run", help="在练习库上打开程序；没有屏幕时写到 out/")
    run.add_argument("--out", type=Path, default=Path("out"))
    run.add_argument("--without-display", action="store_true", help="有屏幕也只写文件")
    run.set_defaults(run=commands["run"])
    _route(add, commands["route"])
    _dates(add, commands["workdays"], commands["latest-posting"])
    _check(add, commands["check"])
    _vaults(add, commands)
    _packs(add, commands)
    _forms(add, commands)
    return parser
