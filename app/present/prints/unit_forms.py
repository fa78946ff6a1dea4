# SPDX-License-Identifier: MulanPSL-2.0
"""Which form prints: the unit's own where the vault holds one, else the one that came with the program.

This is the one place that decides (forms.md 4, ux N-1). A form of the unit lies in the vault as the
text of a form file, every edition of it; the audit chain tells who put which edition into force.
"""

from __future__ import annotations

import functools

import attrs
from attrs import frozen

from app.kernel.dates import dotted
from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.model.operations import Event
from app.paper.forms import FormSpec
from app.paper.forms.spec import read_form_text, shipped_forms
from app.paper.forms.writing import form_text
from app.present.session import Session
from app.vault.vault import Vault

MOST_BYTES = 1 << 20  # a form file is some tens of kilobytes


@frozen
class FormLine:
    """One form of the program and whose layout prints.

    Attributes:
        origin: what the foot of its pages says: 参考模板, 已核对附件1　本单位第2版.
        edition: 0 while the shipped form prints.
        editions: numbers of the unit's own editions, the newest first; each can be taken up again.
        fault: why the unit's form cannot be used, so that the shipped one prints; else empty.
        drafted: a draft waits to be put into force.
    """

    id: str
    title: str
    origin: str
    edition: int = 0
    editions: tuple[int, ...] = ()
    verified: str = ""
    fault: str = ""
    drafted: bool = False


def form_in_force(vault: Vault, name: str) -> FormSpec:
    """Return the form that prints: the unit's own, else the shipped one.

    A unit's form that this program cannot read (it came from another version) never stops a person
    from moving about: the shipped one stands in and says 参考模板 on every page; printing it is
    refused by ``check_form``.
    """
    text = vault.setting(_key(name))
    if not text:
        return FormSpec.load(name)
    try:
        return _read(name, text)
    except UserError:
        return FormSpec.load(name)


def check_form(vault: Vault, name: str) -> None:
    """Refuse to print while the unit's own form cannot be read; raises UserError FORM-OWN-BROKEN."""
    fault = form_fault(vault, name)
    if fault:
        raise UserError("FORM-OWN-BROKEN", title=FormSpec.load(name).title, reason=fault)


def form_fault(vault: Vault, name: str) -> str:
    """Return why the unit's own form cannot be used, empty when it can or there is none."""
    text = vault.setting(_key(name))
    try:
        if text:
            _read(name, text)
    except UserError as fault:
        return f"{fault.message.title}：{fault.message.detail}"
    return ""


def form_to_print(vault: Vault, name: str) -> FormSpec:
    """Return the form in force; raises UserError FORM-OWN-BROKEN where the unit's own cannot be read."""
    check_form(vault, name)
    return form_in_force(vault, name)


def origin_of(vault: Vault, piece_id: str) -> str:
    """Return what the foot of a piece says of its layout (参考模板, 已核对附件1 …), empty for a piece that is no form."""
    return form_in_force(vault, piece_id).origin if piece_id in shipped_forms() else ""


def form_lines(vault: Vault) -> tuple[FormLine, ...]:
    """Return every form with whose layout prints, in the order of their titles' files."""
    return tuple(_line(vault, name) for name in shipped_forms())


def _line(vault: Vault, name: str) -> FormLine:
    spec = form_in_force(vault, name)
    by = f"{dotted(spec.verified_on)} {spec.verified_by}" if spec.verified_by else ""
    return FormLine(
        name,
        spec.title,
        spec.origin,
        spec.edition,
        tuple(range(last_edition(vault, name), 0, -1)),
        by,
        form_fault(vault, name),
        vault.draft(draft_key(name)) is not None,
    )


# -- the unit's own


def put_in_force(session: Session, spec: FormSpec) -> FormSpec:
    """Keep a form as the unit's next edition and print with it from now on; returns it as kept.

    Raises:
        UserError: a fault of the form (FORM-…), nothing is kept then; or as Vault.set_setting.
    """
    edition = last_edition(session.vault, spec.id) + 1
    return _kept(session, attrs.evolve(spec, edition=edition), "form")


def adopt(session: Session, spec: FormSpec) -> FormSpec:
    """Print with a form the unit handed out, under the edition the unit gave it; returns it as kept.

    Raises:
        UserError: as put_in_force.
    """
    edition = spec.edition or last_edition(session.vault, spec.id) + 1
    return _kept(session, attrs.evolve(spec, edition=edition), "form_adopted")


def _kept(session: Session, spec: FormSpec, kind: str) -> FormSpec:
    """Keep an edition and print with it; a form with a fault is refused before anything is kept."""
    text, vault = form_text(spec), session.vault
    read_form_text(text, shown_file(spec.id))
    last = max(last_edition(vault, spec.id), spec.edition)
    vault.set_setting(f"{_key(spec.id)}/{spec.edition}", text)
    vault.set_setting(f"{_key(spec.id)}/last", str(last))
    _switch(session, spec.id, text, kind, spec.edition)
    return spec


def take_up(session: Session, name: str, edition: int) -> None:
    """Print with an earlier edition of the unit again; edition 0 is the form that came with the program.

    Raises:
        UserError: FORM-NO-EDITION; or as Vault.set_setting.
    """
    text = edition_text(session.vault, name, edition) if edition else ""
    _switch(session, name, text, "form_taken_up", edition)


def edition_text(vault: Vault, name: str, edition: int) -> str:
    """Return the text of one edition of the unit; raises UserError FORM-NO-EDITION."""
    text = vault.setting(f"{_key(name)}/{edition}")
    if not text:
        raise UserError("FORM-NO-EDITION", title=FormSpec.load(name).title, edition=edition)
    return text


def last_edition(vault: Vault, name: str) -> int:
    """Return the number of the unit's newest edition, 0 when there is none."""
    return int(vault.setting(f"{_key(name)}/last") or 0)


def _switch(session: Session, name: str, text: str, kind: str, edition: int) -> None:
    session.vault.set_setting(_key(name), text)
    note(session, kind, name, edition=edition, digest=sha256_hex(text.encode("utf-8")))
    session.forget_derived()


def note(session: Session, kind: str, name: str, **detail: str | int) -> None:
    """Put on record what was done with a form; never what a person typed."""
    now = session.clock.now().isoformat()
    session.vault.note(Event(kind, name, session.actor, now, detail))


# -- as files


def shown_file(name: str) -> str:
    """Return the file name a form goes out under."""
    return f"{name}.toml"


def read_file(data: bytes, file: str) -> FormSpec:
    """Return a form from a file somebody brought; it becomes a draft and prints nothing by itself.

    Faults that stand in its layout come with it and are shown in the editor.

    Raises:
        UserError: FORM-FILE, FORM-FIELD, FORM-TOO-LARGE, FORM-UNKNOWN for a form this program has not.
    """
    if len(data) > MOST_BYTES:
        raise UserError("FORM-TOO-LARGE", file=file, limit=MOST_BYTES >> 10)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UserError("FORM-FILE", file=file, reason=str(fault)) from None
    spec = read_form_text(text, file, unfinished=True)
    if spec.id not in shipped_forms():
        raise UserError("FORM-UNKNOWN", file=file, id=spec.id)
    return spec


def draft_key(name: str) -> str:
    """Return where the draft of a form lies."""
    return f"form/{name}"


def _key(name: str) -> str:
    return f"form/{name}"


@functools.lru_cache(maxsize=32)
def _read(name: str, text: str) -> FormSpec:
    return read_form_text(text, shown_file(name))
