# SPDX-License-Identifier: MulanPSL-2.0
"""Runs one subcommand; a person's mistake is one Chinese line, never a traceback."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

from app.kernel.errors import Cancelled, UserError
from app.present.commands.output import REFUSED, refuse
from app.present.commands.parser import Command, build_parser

RunPractice = Callable[[Path, bool], int]


HANDLERS = {
    "route": "rules:route_command",
    "workdays": "rules:workdays_command",
    "latest-posting": "rules:latest_posting_command",
    "check": "rules:check_command",
    "practice": "papers:practice_command",
    "packet": "papers:packet_command",
    "roster": "papers:roster_command",
    "verify": "vaults:verify_command",
    "list": "vaults:list_command",
    "export-document": "vaults:export_command",
    "import-document": "vaults:import_command",
    "pack check": "packs:check_command",
    "pack diff": "packs:diff_command",
    "pack explain": "packs:explain_command",
    "pack seal": "packs:seal_command",
    "form check": "forms:form_check_command",
}


def _loaded_when_called(place: str) -> Command:
    module, _, function = place.partition(":")

    def run(arguments: argparse.Namespace) -> int:
        found = importlib.import_module(f"app.present.commands.{module}")
        code: int = getattr(found, function)(arguments)
        return code

    return run


def commands(run_practice: RunPractice) -> dict[str, Command]:
    """Return what carries out each subcommand; ``run_practice`` comes from the window side.

    Each is imported when it is called, so that a question about a date loads no printing.
    """

    def run(arguments: argparse.Namespace) -> int:
        return run_practice(arguments.out, arguments.without_display)

    return {"run": run} | {name: _loaded_when_called(place) for name, place in HANDLERS.items()}


def run_command(arguments: list[str], run_practice: RunPractice) -> int:
    """Return the exit code of one subcommand: 0, 1, 2 or 3."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    parsed = build_parser(commands(run_practice)).parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
    except UserError as fault:
        return refuse(fault.message.one_line())
    except Cancelled:
        return refuse("停在这里了，没有做完的部分没有留下。")
    except OSError as fault:
        name = Path(str(fault.filename)).name if fault.filename else ""
        return refuse(
            UserError("CMD-FILE", name=name, reason=fault.strerror or "").message.one_line()
        )
    except KeyboardInterrupt:
        sys.stderr.write("停在这里了。\n")
        os._exit(REFUSED)
    return code
