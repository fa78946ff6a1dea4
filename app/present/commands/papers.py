# SPDX-License-Identifier: MulanPSL-2.0
"""Commands that print: practice, packet, roster."""

from __future__ import annotations

import argparse

from app.kernel.clock import FixedClock
from app.kernel.progress import silent
from app.present.commands.output import BLOCKING_FINDINGS, DONE, say
from app.present.commands.vaults import opened, take
from app.present.practice.build import PRACTICE_DAY, PRACTICE_PASSPHRASE, build_practice_vault
from app.present.prints.printing import print_declaration
from app.present.unit.roll import print_rolls


def practice_command(arguments: argparse.Namespace) -> int:
    """Make the practice vault; refuses a folder that already holds one."""
    folder = arguments.out
    build_practice_vault(folder, PRACTICE_PASSPHRASE, FixedClock.on(PRACTICE_DAY), silent())
    say(f"练习库：{folder}")
    say(f"口令：{PRACTICE_PASSPHRASE}")
    say("人和事都是虚构的，打印出来的每一页都写着“练习”。")
    return DONE


def packet_command(arguments: argparse.Namespace) -> int:
    """Print every piece of one declaration as PDF."""
    with opened(arguments) as session:
        take(session, arguments.declaration)
        arguments.out.mkdir(parents=True, exist_ok=True)
        made = print_declaration(session, arguments.out, silent(), folded=arguments.folded)
        for printed in made:
            say(f"{printed.path.name}　{printed.pages} 页　{printed.seconds:.2f} 秒")
    return DONE


def roster_command(arguments: argparse.Namespace) -> int:
    """Print the rosters and the statistics; exit code 1 when they disagree."""
    with opened(arguments) as session:
        arguments.out.mkdir(parents=True, exist_ok=True)
        result = print_rolls(session, arguments.out)
        for printed in result.files:
            say(f"{printed.path.name}　{printed.seconds:.2f} 秒")
        for difference in result.differences:
            say(difference)
    return BLOCKING_FINDINGS if result.differences else DONE
