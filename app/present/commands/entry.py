# SPDX-License-Identifier: MulanPSL-2.0
"""Runs one subcommand; a person's mistake is one Chinese line, never a traceback."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from app.kernel.errors import Cancelled, UserError
from app.present.commands import packs, rules, vaults
from app.present.commands.output import REFUSED, refuse
from app.present.commands.parser import Command, build_parser

RunPractice = Callable[[Path, bool], int]


def commands(run_practice: RunPractice) -> dict[str, Command]:
    """Return what carries out each subcommand; ``run_practice`` comes from the window side."""

    def run(arguments: argparse.Namespace) -> int:
        return run_practice(arguments.out, arguments.without_display)

    return {
        "run": run,
        "route": rules.route_command,
        "workdays": rules.workdays_command,
        "latest-posting": rules.latest_posting_command,
        "check": rules.check_command,
        "practice": vaults.practice_command,
        "packet": vaults.packet_command,
        "roster": vaults.roster_command,
        "verify": vaults.verify_command,
        "list": vaults.list_command,
        "export-document": vaults.export_command,
        "import-document": vaults.import_command,
        "pack check": packs.check_command,
        "pack diff": packs.diff_command,
        "pack explain": packs.explain_command,
    }


def run_command(arguments: list[str], run_practice: RunPractice) -> int:
    """Return the exit code of one subcommand: 0, 1, 2 or 3."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stderr.reconfigure(encoding="utf-8")
    parsed = build_parser(commands(run_practice)).parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
    except UserError as fault:
        return refuse(fault.message.one_line())
    except Cancelled:
        return refuse("停在这里了，没有做完的部分没有留下。")
    except OSError as fault:
        name = Path(str(fault.filename)).name if fault.filename else ""
        return refuse(UserError("CMD-FILE", name=name, reason=fault.strerror or "").message.one_line())
    except KeyboardInterrupt:
        sys.stderr.write("停在这里了。\n")
        os._exit(REFUSED)
    return code
