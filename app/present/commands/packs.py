# SPDX-License-Identifier: MulanPSL-2.0
"""Commands about policy packs: check, diff, explain, seal."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.kernel.clock import SystemClock
from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.policy.authoring import check_pack, diff_packs
from app.policy.explain.identifiers import explain_id
from app.policy.other_packs import digest_groups
from app.policy.pack import PolicyPack, load_pack
from app.policy.packfiles import PackFiles
from app.present.commands.output import BLOCKING_FINDINGS, DONE, say
from app.present.document_files import read_document

_A_LINE = 5


def check_command(arguments: argparse.Namespace) -> int:
    """Lint a pack folder and the layouts it brings; exit code 1 when something is wrong, each with file and line."""
    _must_exist(arguments.folder)
    faults = [*check_pack(arguments.folder), *_layout_faults()]
    for fault in faults:
        say(fault)
    say(f"一共 {len(faults)} 处要改。" if faults else "没有发现问题，样例全部通过。")
    return BLOCKING_FINDINGS if faults else DONE


def _must_exist(path: Path) -> None:
    if not path.exists():
        raise UserError("CMD-FILE", name=path.name, reason="没有这个文件夹或文件")


def _layout_faults() -> list[str]:
    """Return what is wrong with the layouts the pieces of a pack print on: cells over each other, unknown names."""
    from app.paper.forms import FormSpec
    from app.paper.forms.roll_columns import known_columns
    from app.paper.forms.spec import shipped_forms

    loads: list[Callable[[], object]] = [known_columns]
    loads += [partial(FormSpec.load, name) for name in shipped_forms()]
    faults = []
    for load in loads:
        try:
            load()
        except UserError as fault:
            faults.append(fault.message.one_line())
    return faults


def diff_command(arguments: argparse.Namespace) -> int:
    """List what differs between two packs, folders or sealed files."""
    _must_exist(arguments.old)
    _must_exist(arguments.new)
    lines = diff_packs(arguments.old, arguments.new)
    for line in lines:
        say(line)
    say(f"一共 {len(lines)} 处不同。" if lines else "两个政策包的内容相同。")
    return DONE


def explain_command(arguments: argparse.Namespace) -> int:
    """Print the tree the window shows for an id of the pack in force, for a declaration when one is given."""
    pack = load_pack()
    if arguments.declaration is None:
        declaration = Declaration(year=pack.header.year, pack=pack.id)
    else:
        declaration = read_document(arguments.declaration)
    trees = explain_id(pack, arguments.id, declaration, SystemClock().today())
    for number, tree in enumerate(trees):
        if number:
            say("")
        for line in tree.lines():
            say(line)
    return DONE


def seal_command(arguments: argparse.Namespace) -> int:
    """Write a sound pack as one file and say the digit groups that go on paper.

    Raises:
        UserError: PACK-FILE, PACK-CASE … as loading; nothing is written.
    """
    _must_exist(arguments.folder)
    files = PackFiles.of_folder(arguments.folder)
    pack = PolicyPack.load(files)
    _ = pack.fields
    if arguments.out is not None:
        arguments.out.write_bytes(files.to_bundle())
    say(pack.version_text)
    say(f"{len(files.contents)} 个文件，{files.size} 个字节")
    say("校验码（写在纸上，和光盘分开送）：")
    groups = digest_groups(files.digest)
    for start in range(0, len(groups), _A_LINE):
        say("　".join(groups[start : start + _A_LINE]))
    return DONE
