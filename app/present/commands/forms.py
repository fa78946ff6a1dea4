# SPDX-License-Identifier: MulanPSL-2.0
"""Command about form files: every fault with file and line, for whoever lays a form."""

from __future__ import annotations

import argparse

from app.kernel.locations import resource
from app.paper.forms.spec import form_faults, shipped_forms
from app.present.commands.output import BLOCKING_FINDINGS, DONE, say


def form_check_command(arguments: argparse.Namespace) -> int:
    """Lint form files; exit code 1 when something is wrong."""
    shipped = [resource("forms", f"{name}.toml") for name in shipped_forms()]
    paths = arguments.files or shipped
    faults = [fault for path in paths for fault in form_faults(path)]
    for fault in faults:
        say(fault)
    say(f"一共 {len(faults)} 处要改。" if faults else f"{len(paths)} 个版式文件，没有发现问题。")
    return BLOCKING_FINDINGS if faults else DONE
