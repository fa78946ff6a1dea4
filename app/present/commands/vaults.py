# SPDX-License-Identifier: MulanPSL-2.0
"""Commands that open a vault: verify, list, export, import."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from app.kernel.clock import Clock, FixedClock, SystemClock
from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.declaration import Declaration
from app.model.document import to_json
from app.model.operations import Event
from app.policy.checklist import sync_checklist
from app.policy.pack import load_pack
from app.present.commands.output import BLOCKING_FINDINGS, DONE, say, say_json
from app.present.commands.passphrases import read_passphrase
from app.present.document_files import read_document
from app.present.session import Role, Session
from app.vault.unlocking import unlock
from app.vault.vault import Vault

COMMAND_ACTOR = "命令行"


@contextmanager
def opened(arguments: argparse.Namespace, *, read_only: bool = False) -> Iterator[Session]:
    """Open the vault named on the command line and close it whatever happens."""
    clock = _clock(getattr(arguments, "today", None))
    passphrase = read_passphrase(arguments.passphrase_fd)
    try:
        keys = unlock(arguments.vault, passphrase)
    finally:
        passphrase[:] = bytes(len(passphrase))
    vault = Vault.open(arguments.vault, keys, clock=clock, read_only=read_only)
    try:
        yield Session(vault, load_pack(), clock, COMMAND_ACTOR, Role.UNIT)
    finally:
        vault.close()


def _clock(today: dt.date | None) -> Clock:
    return FixedClock.on(today) if today else SystemClock()


def take(session: Session, declaration_id: str) -> None:
    """Take a declaration in hand; raises UserError CMD-NO-DECLARATION naming the id."""
    known = [entry.id for entry in session.vault.declarations()]
    if declaration_id not in known:
        raise UserError("CMD-NO-DECLARATION", id=declaration_id, count=len(known))
    session.open(declaration_id)


def verify_command(arguments: argparse.Namespace) -> int:
    """Check pages, chain and evidence; exit code 1 when something is damaged."""
    with opened(arguments, read_only=True) as session:
        report = session.vault.verify(silent())
    if arguments.json:
        say_json(
            {
                "ok": report.ok,
                "findings": list(report.findings),
                "events": report.events,
                "evidence": report.evidence,
            }
        )
    else:
        for finding in report.findings:
            say(finding)
        say(
            f"记录 {report.events} 条，附件 {report.evidence} 份，"
            + ("完好。" if report.ok else "有损坏。")
        )
    return DONE if report.ok else BLOCKING_FINDINGS


def list_command(arguments: argparse.Namespace) -> int:
    """List the declarations of a vault."""
    with opened(arguments, read_only=True) as session:
        entries = session.vault.declarations()
    if arguments.json:
        names = ("id", "name", "level", "series", "specialty", "unit", "updated")
        say_json([{name: getattr(entry, name) for name in names} for entry in entries])
    else:
        for entry in entries:
            say(f"{entry.id}　{entry.name}　{entry.level or ''}　{entry.series}　{entry.specialty}")
    return DONE


def export_command(arguments: argparse.Namespace) -> int:
    """Write one declaration as JSON, in clear and on record."""
    target: Path = arguments.out
    if target.exists():
        raise UserError("CMD-EXISTS", name=target.name)
    with opened(arguments) as session:
        take(session, arguments.declaration)
        target.write_text(to_json(session.declaration), encoding="utf-8")
        event = Event(
            "export", session.declaration.id, COMMAND_ACTOR, session.clock.now().isoformat()
        )
        session.vault.note(event)
    say(f"已导出 {target.name}。导出后不再受本程序加密，已登记。")
    return DONE


def import_command(arguments: argparse.Namespace) -> int:
    """Put one declaration document into the vault; the same again changes nothing."""
    read = read_document(arguments.file)
    with opened(arguments) as session:
        # A document that never was in a vault has no list of materials yet; every page stands on one.
        listed = sync_checklist(session.pack_of(read), read)
        declaration = attrs.evolve(read, materials=listed)
        if any(entry.id == declaration.id for entry in session.vault.declarations()):
            return _same_or_refuse(session, read, declaration)
        event = Event("import", declaration.id, COMMAND_ACTOR, session.clock.now().isoformat())
        session.vault.add(declaration, event)
    say(f"已收进库：{declaration.basics.name or '（未填姓名）'}　编号 {declaration.id}")
    return DONE


def _same_or_refuse(session: Session, read: Declaration, declaration: Declaration) -> int:
    if session.vault.load(declaration.id) in (read, declaration):
        say("库里已经有这一份，内容相同，没有改动。")
        return DONE
    raise UserError("CMD-EXISTS", name=f"编号 {declaration.id} 的申报")
