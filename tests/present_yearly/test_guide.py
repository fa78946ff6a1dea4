# SPDX-License-Identifier: MulanPSL-2.0
"""The written guide is read block by block, and what it names is really there."""

from __future__ import annotations

from app.kernel.locations import resource
from app.policy.pack import load_pack
from app.present.guide import Block, blocks_of, headings, read_guide

GUIDE = read_guide()


def test_the_guide_has_its_sections_tables_and_commands():
    """Headings, numbered steps, the table of files and the commands are told apart; no mark is left over."""
    kinds = {block.kind for block in GUIDE}
    assert kinds == set(Block)
    assert len(headings(GUIDE)) >= 6
    for block in GUIDE:
        for text in (block.text, *(cell for row in block.rows for cell in row)):
            assert "**" not in text
            assert block.kind is Block.COMMAND or "`" not in text


def test_every_file_the_guide_names_is_a_file_of_the_pack():
    """The table of files is the pack's, nothing missing and nothing invented."""
    named = {row[0] for block in GUIDE if block.kind is Block.TABLE for row in block.rows[1:]}
    there = {name.split("/", maxsplit=1)[0] for name in load_pack().files.contents}
    assert {name.strip("/") for name in named} == there


def test_every_command_the_guide_shows_exists():
    """check, diff, explain, seal: a command that is not there would leave the reader standing."""
    from app.present.commands.entry import HANDLERS

    text = resource("help", "pack-guide.md").read_text(encoding="utf-8")
    for action in ("check", "diff", "explain", "seal"):
        assert f"pack {action}" in text
        assert f"pack {action}" in HANDLERS


def test_lines_of_a_paragraph_meet_as_a_reader_expects():
    """Chinese lines meet without a blank, Latin ones with one; a list ends a paragraph."""
    blocks = list(blocks_of("一行\n二行 one\ntwo\n- 甲\n乙\n- 丙\n\n1. 丁\n2. 戊"))
    assert [(b.mark, b.text) for b in blocks] == [
        ("", "一行二行 one two"),
        ("·", "甲乙"),
        ("·", "丙"),
        ("1.", "丁"),
        ("2.", "戊"),
    ]
