# SPDX-License-Identifier: MulanPSL-2.0
"""The subcommands of main.py: exit codes, stable JSON, refusals in one Chinese line."""

from __future__ import annotations

import json
import os

import attrs
import pytest

from app.model.codes import TitleLevel
from app.model.declaration import Declaration, RouteAnswers
from app.model.document import to_json
from app.model.people import Basics
from app.present.commands.entry import run_command
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from tests.helpers import vaults


def _run(*arguments: str) -> int:
    try:
        return run_command(list(arguments), lambda _out, _without: 0)
    except SystemExit as end:
        return int(end.code or 0)


def _fd() -> str:
    reader, writer = os.pipe()
    os.write(writer, vaults.passphrase() + b"\n")
    os.close(writer)
    return str(reader)


@pytest.fixture
def vault(tmp_path):
    """A vault with one declaration, closed again."""
    created = vaults.make(tmp_path / "vault")
    opened = Vault.open(tmp_path / "vault", created.keys, clock=vaults.CLOCK)
    declaration = vaults.add(opened)
    opened.close()
    return tmp_path / "vault", declaration


def test_route_answers_with_the_documented_json(capsys):
    """Mode, row, chain, dates and clauses of a classified county engineer."""
    code = _run(
        "route", "--level", "associate_senior", "--series", "工程技术人员", "--specialty", "水利工程",
        "--affiliation", "banner_county", "--classified", "--json",
    )  # fmt: skip
    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (answer["mode"], answer["rule"], answer["route"]) == ("M5", 1, "R1x")
    assert answer["chain"][:3] == ["A", "K", "U"]
    assert answer["window"] == {
        "opens": "2026-06-11", "closes": "2026-07-10", "cutoff": "2026-07-10", "report_up": "2026-07-20",
    }  # fmt: skip
    assert answer["review_by"] == "2026-10-30"
    assert "S-2.1-2" in answer["clauses"]


def test_five_working_days_leave_out_the_posting_day_and_the_holiday(capsys):
    """D-1: posted 2026-06-15, complete on the 23rd, possible from the 24th."""
    assert _run("workdays", "--posted", "2026-06-15", "--days", "5", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "counted": ["2026-06-16", "2026-06-17", "2026-06-18", "2026-06-22", "2026-06-23"],
        "complete": "2026-06-23",
        "possible_from": "2026-06-24",
    }


def test_a_year_without_a_calendar_says_so(capsys):
    """2027 is weekends only until its calendar is issued."""
    assert _run("workdays", "--posted", "2027-06-15", "--json") == 0
    assert json.loads(capsys.readouterr().out)["years_without_calendar"] == [2027]


@pytest.mark.parametrize(
    ("level", "latest"),
    [("junior", "2026-06-02"), ("intermediate", "2026-06-16"), ("full_senior", "2026-07-12")],
)
def test_the_latest_posting_day_of_each_level(capsys, level, latest):
    """D-2."""
    assert _run("latest-posting", "--level", level, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["latest_posting"] == latest
    assert answer["after_review_latest_posting"] == "2026-10-23"


@pytest.mark.parametrize(
    "arguments",
    [
        ("route", "--level", "professor"),
        ("workdays", "--posted", "2026-02-30"),
        ("workdays", "--posted", "2026-06-15", "--days", "0"),
        ("latest-posting",),
        ("nothing",),
        ("check",),
    ],
)
def test_wrong_use_is_one_chinese_line_and_exit_code_2(capsys, arguments):
    """No English sentence, no traceback."""
    assert _run(*arguments) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.count("\n") == 1
    assert "看用法" in error
    assert "invalid" not in error
    assert "required" not in error


def test_an_unknown_series_is_refused_with_near_names(capsys):
    """Exit code 3 and what could have been meant."""
    code = _run(
        "route",
        "--level",
        "junior",
        "--series",
        "工程枝术",
        "--specialty",
        "x",
        "--affiliation",
        "city",
    )
    assert code == 3
    assert "工程技术人员" in capsys.readouterr().err


def test_check_lists_findings_and_ends_with_1_when_one_blocks(tmp_path, capsys):
    """A 17-digit ID number blocks, with clause, message, fix and path."""
    answers = RouteAnswers(level=TitleLevel.JUNIOR, series="工程技术人员")
    document = tmp_path / "d.json"
    person = Basics(name="张测试", id_number="15040419820312001")
    document.write_text(to_json(Declaration(route=answers, basics=person)), encoding="utf-8")
    assert _run("check", str(document), "--today", "2026-05-20", "--json") == 1
    found = {item["code"]: item for item in json.loads(capsys.readouterr().out)}
    assert found["M01"]["severity"] == "must"
    assert found["M01"]["paths"] == ["basics.id_number"]
    assert set(found["M01"]) == {
        "code", "outcome", "severity", "clauses", "title", "message", "fix", "paths",
    }  # fmt: skip


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"schema": 1, "nam": 2}', b"[" * 100_000]
)
def test_a_file_that_is_no_document_is_refused_in_one_line(tmp_path, capsys, content):
    """Exit code 3, the place named where there is one, never a traceback."""
    document = tmp_path / "d.json"
    document.write_bytes(content)
    assert _run("check", str(document)) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_a_missing_file_is_refused(tmp_path, capsys):
    """The message names the file."""
    assert _run("check", str(tmp_path / "没有.json")) == 3
    assert "没有.json" in capsys.readouterr().err


def test_the_passphrase_is_never_on_the_command_line(vault, capsys):
    """Without a terminal or a descriptor there is no passphrase."""
    folder, _ = vault
    assert _run("list", "--vault", str(folder)) == 3
    assert "passphrase-fd" in capsys.readouterr().err


def test_list_names_the_declarations(vault, capsys):
    """Ids and names of what the vault holds."""
    folder, declaration = vault
    assert _run("list", "--vault", str(folder), "--passphrase-fd", _fd(), "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["id"], row["name"]) for row in rows] == [(declaration.id, "张测试")]


def test_an_exported_document_comes_back_the_same(vault, tmp_path, capsys):
    """Export, import into the same vault: nothing changes; a changed one is refused."""
    folder, declaration = vault
    target = tmp_path / "out.json"
    arguments = ("--vault", str(folder), "--declaration", declaration.id, "--out", str(target))
    assert _run("export-document", *arguments, "--passphrase-fd", _fd()) == 0
    assert (
        _run("import-document", "--vault", str(folder), str(target), "--passphrase-fd", _fd()) == 0
    )
    assert "没有改动" in capsys.readouterr().out
    changed = target.read_text(encoding="utf-8").replace("张测试", "王测试")
    target.write_text(changed, encoding="utf-8")
    assert (
        _run("import-document", "--vault", str(folder), str(target), "--passphrase-fd", _fd()) == 3
    )


def test_a_document_without_materials_gets_its_list(vault, tmp_path):
    """A document that never was in a vault has no materials; taken in, every page finds its list."""
    folder, declaration = vault
    source = tmp_path / "new.json"
    bare = attrs.evolve(declaration, id="another", materials=())
    source.write_text(to_json(bare), encoding="utf-8")
    again = ("import-document", "--vault", str(folder), str(source), "--passphrase-fd")
    assert _run(*again, _fd()) == 0
    assert _run(*again, _fd()) == 0  # the same again changes nothing
    keys = unlock(folder, vaults.passphrase())
    with Vault.open(folder, keys, clock=vaults.CLOCK) as held:
        assert held.load("another").materials


def test_an_export_never_covers_a_file(vault, tmp_path):
    """A file that is there stays as it is."""
    folder, declaration = vault
    target = tmp_path / "there.json"
    target.write_text("mine", encoding="utf-8")
    arguments = ("--vault", str(folder), "--declaration", declaration.id, "--out", str(target))
    assert _run("export-document", *arguments, "--passphrase-fd", _fd()) == 3
    assert target.read_text(encoding="utf-8") == "mine"


def test_verify_finds_a_flipped_byte(vault, capsys):
    """A sound vault is sound; one byte later it is not, and the exit code says so."""
    folder, _ = vault
    assert _run("verify", "--vault", str(folder), "--passphrase-fd", _fd()) == 0
    capsys.readouterr()
    database = folder / "vault.db"
    body = bytearray(database.read_bytes())
    body[len(body) - 3000] ^= 1
    database.write_bytes(body)
    assert _run("verify", "--vault", str(folder), "--passphrase-fd", _fd()) in (1, 3)


def test_a_wrong_passphrase_is_refused(vault, capsys):
    """M42 in one line."""
    folder, _ = vault
    reader, writer = os.pipe()
    os.write(writer, b"not the one\n")
    os.close(writer)
    assert _run("list", "--vault", str(folder), "--passphrase-fd", str(reader)) == 3
    assert "M42" in capsys.readouterr().err


def test_an_unknown_declaration_is_named(vault, tmp_path, capsys):
    """The message says how many there are."""
    folder, _ = vault
    arguments = ("--vault", str(folder), "--declaration", "ffff", "--out", str(tmp_path / "x.json"))
    assert _run("export-document", *arguments, "--passphrase-fd", _fd()) == 3
    assert "ffff" in capsys.readouterr().err
