# SPDX-License-Identifier: MulanPSL-2.0
"""Commands about policy packs: check, diff, explain."""

from __future__ import annotations

import argparse

from app.policy.authoring import check_pack, diff_packs, explain_id
from app.present.commands.output import BLOCKING_FINDINGS, DONE, say


def check_command(arguments: argparse.Namespace) -> int:
    """Lint a pack folder; exit code 1 when something is wrong, each with file and line."""
    faults = check_pack(arguments.folder)
    for fault in faults:
        say(fault)
    if not faults:
        say("没有发现问题，样例全部通过。")
    return BLOCKING_FINDINGS if faults else DONE


def diff_command(arguments: argparse.Namespace) -> int:
    """List what differs between two packs."""
    lines = diff_packs(arguments.old, arguments.new)
    for line in lines:
        say(line)
    if not lines:
        say("两个政策包的内容相同。")
    return DONE


def explain_command(arguments: argparse.Namespace) -> int:
    """Explain a rule, clause, material, route row or ambiguity of the pack in force."""
    for line in explain_id(arguments.id):
        say(line)
    return DONE
