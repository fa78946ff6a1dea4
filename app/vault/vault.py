# SPDX-License-Identifier: MulanPSL-2.0
"""The vault as the other rooms see it: open, read, keep, check, close."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.model.declaration import Declaration
from app.model.meeting import Meeting
from app.model.operations import Change, Event
from app.model.unit import Unit
from app.vault import (
    backups,
    chain,
    documents,
    evidence,
    files,
    print_notes,
    register,
    settings,
    unlocking,
    verification,
)
from app.vault.chain import Link, StoredEvent
from app.vault.documents import DeclarationEntry, Revision
from app.vault.evidence import EvidenceEntry
from app.vault.findings import VerifyReport
from app.vault.lifetime import OpenVault
from app.vault.print_notes import Balance, PrintNote
from app.vault.register import PrintEntry


class Vault(OpenVault):
    """An open vault. Every method may be called from any thread; what returned is on the disk.

    Every reading may raise UserError VAULT-DAMAGED; every keeping what ``record`` raises.
    """

    # The unit as last read; asked for with every date, so that it is not read from the file each time.
    _unit: Unit | None = None
    _unit_read = False

    @cached_property
    def _parsed(self) -> documents.Parsed:
        """Declarations as last read; the lock of the database guards it."""
        return documents.Parsed()

    # -- declarations and the unit

    def declarations(self) -> list[DeclarationEntry]:
        """Return the declarations in force, the last changed first."""
        return self._database.read(documents.entries)

    def has_declarations(self) -> bool:
        """Tell whether a declaration is in force."""
        return self._database.read(documents.any_entry)

    def closed_declarations(self) -> list[DeclarationEntry]:
        """Return what lies in the recycle bin, is void or was ended, the last changed first."""
        return self._database.read(lambda connection: documents.entries(connection, closed=True))

    def load(self, declaration_id: str) -> Declaration:
        """Return a declaration; raises UserError VAULT-NO-DECLARATION, VAULT-DOCUMENT-DAMAGED."""
        return self._database.read(
            lambda connection: documents.load(connection, declaration_id, self._parsed)
        )

    def namesakes(self, declaration: Declaration) -> list[Declaration]:
        """Return the other declarations under the same name, for what only a comparison shows (S-4.0-1)."""
        return self._database.read(lambda connection: documents.namesakes(connection, declaration))

    def add(self, declaration: Declaration, event: Event) -> None:
        """Keep a new declaration; raises UserError VAULT-DECLARATION-EXISTS, or as record."""
        self._write(
            lambda connection: documents.add(connection, declaration, event, self._header.chain)
        )

    def record(self, change: Change) -> None:
        """Keep a change: document, revision and event in one transaction, on the disk when it returns.

        Raises:
            UserError: VAULT-NO-DECLARATION, VAULT-READ-ONLY, VAULT-DISK-FULL, VAULT-IO, VAULT-DAMAGED: nothing
                of it was kept. VAULT-OUTCOME-UNKNOWN: open again and look.
        """
        self._write(lambda connection: documents.record(connection, change, self._header.chain))

    def revisions(self, declaration_id: str) -> list[Revision]:
        """Return the history, the first state first."""
        return self._database.read(
            lambda connection: documents.revisions(connection, declaration_id)
        )

    def revision(self, declaration_id: str, number: int) -> Declaration:
        """Return an earlier state; raises UserError VAULT-NO-REVISION, VAULT-DOCUMENT-DAMAGED."""
        return self._database.read(
            lambda connection: documents.revision(connection, declaration_id, number)
        )

    def unit(self) -> Unit | None:
        """Return the unit, None before it was set up."""
        if self.read_only or not self._unit_read:  # beside a writing window it may change
            self._unit, self._unit_read = self._database.read(documents.unit), True
        return self._unit

    def save_unit(self, unit: Unit, event: Event) -> None:
        """Keep the unit; raises as record."""
        self._unit_read = False
        self._write(
            lambda connection: documents.save_unit(connection, unit, event, self._header.chain)
        )

    # -- meetings of a committee

    def meetings(self) -> list[Meeting]:
        """Return the meetings, the last changed first."""
        return self._database.read(documents.meetings)

    def save_meeting(self, meeting: Meeting, event: Event, name: str) -> None:
        """Keep a meeting with the name of what was done; raises as record."""
        self._write(
            lambda connection: documents.save_meeting(
                connection, meeting, event, self._header.chain, name
            )
        )

    # -- events

    def note(self, event: Event) -> None:
        """Put an event on record that changes no document (an export, a refusal)."""
        self._write(lambda connection: chain.append(connection, event, {}, self._header.chain))

    def events(self, after: int = 0, limit: int = 500) -> list[StoredEvent]:
        """Return events in order, some at a time."""
        return self._database.read(lambda connection: chain.events(connection, after, limit))

    def openings(self) -> list[str]:
        """Return when the vault was opened for writing, the last time first; ISO local times, a few."""
        return self._database.read(chain.openings)

    def chain_head(self) -> Link:
        """Return number and hash of the last event, to be kept outside the vault (on paper, in parcels)."""
        return self._database.read(chain.head)

    # -- evidence

    def put_evidence(self, data: bytes, media: str, *, original: str = "") -> str:
        """Keep some bytes and return their SHA-256; the same bytes again are kept once.

        Args:
            data: the whole file.
            media: its kind.
            original: digest of the untouched file that ``data`` was made from.
        """
        now = self._clock.now().isoformat()
        return self._database.write(
            lambda connection: evidence.put(connection, data, media, original, now), reserve=False
        )

    def evidence(self, digest: str) -> bytes:
        """Return the bytes; raises UserError VAULT-NO-EVIDENCE, VAULT-EVIDENCE-DAMAGED."""
        return self._database.read(lambda connection: evidence.read(connection, digest))

    def has_evidence(self, digest: str) -> bool:
        """Tell whether some evidence is here."""
        return self.evidence_entry(digest) is not None

    def evidence_entry(self, digest: str) -> EvidenceEntry | None:
        """Return kind, size and origin of a piece of evidence."""
        return self._database.read(lambda connection: evidence.entry(connection, digest))

    # -- drafts and settings

    def put_draft(self, key: str, text: str) -> None:
        """Keep half-typed text; raises as record."""
        self._write(lambda connection: settings.put_draft(connection, key, text))

    def draft(self, key: str) -> str | None:
        """Return half-typed text."""
        return self._database.read(lambda connection: settings.draft(connection, key))

    def drafts(self, prefix: str) -> dict[str, str]:
        """Return half-typed texts by key, those whose keys begin with a prefix."""
        return self._database.read(lambda connection: settings.drafts(connection, prefix))

    def drop_draft(self, key: str) -> None:
        """Forget half-typed text."""
        self._write(lambda connection: settings.drop_draft(connection, key))

    def setting(self, key: str) -> str | None:
        """Return a setting of this vault."""
        return self._database.read(lambda connection: settings.setting(connection, key))

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting of this vault; raises as record."""
        self._write(lambda connection: settings.set_setting(connection, key, value))

    # -- the register of printed sheets

    def next_print_number(self) -> int:
        """Return the number the next printing gets."""
        return self._database.read(register.next_number)

    def register_print(self, entry: PrintEntry) -> int:
        """Enter a printing and return its number; raises UserError VAULT-PRINT-NUMBER, or as record."""
        now = self._clock.now().isoformat()
        return self._database.write(
            lambda connection: register.add(connection, entry, now, self._header.chain)
        )

    def prints(self) -> list[PrintEntry]:
        """Return the register, the first printing first."""
        return self._database.read(register.entries)

    def note_print(self, note: PrintNote) -> None:
        """Add what became of some sheets; raises UserError VAULT-NO-PRINT, VAULT-PRINT-…, or as record."""
        now = self._clock.now().isoformat()
        self._write(lambda connection: print_notes.note(connection, note, now, self._header.chain))

    def print_notes(self, number: int) -> list[PrintNote]:
        """Return what became of a printing's sheets."""
        return self._database.read(lambda connection: print_notes.notes(connection, number))

    def all_print_notes(self) -> dict[int, list[PrintNote]]:
        """Return what became of the sheets of every printing, by number."""
        return self._database.read(print_notes.every_note)

    def print_balance(self) -> Balance:
        """Return the balance of all sheets (D-9)."""
        return self._database.read(print_notes.balance)

    # -- secrets

    def change_passphrase(self, old: bytearray, new: bytearray) -> None:
        """Give the vault another passphrase; both stay the caller's to wipe.

        Raises:
            UserError: as unlocking.change_passphrase: the old passphrase still holds.
        """
        self._may_write()
        unlocking.change_passphrase(self.folder, old, new)
        self._database.write(lambda connection: self._append(connection, "passphrase", {}))

    def renew_recovery(self) -> list[str]:
        """Replace the recovery digits and return the eight new groups; the old ones open nothing any more.

        Raises:
            UserError: as unlocking.renew_recovery: the old digits still hold.
        """
        self._may_write()
        groups = unlocking.renew_recovery(self.folder, self._keys)
        self._database.write(lambda connection: self._append(connection, "recovery", {}))
        return groups

    def _may_write(self) -> None:
        if self.read_only:
            raise UserError("VAULT-READ-ONLY", folder=self.folder)

    # -- check and back up

    def verify(self, progress: Progress) -> VerifyReport:
        """Check every page, the whole chain, every revision and every piece of evidence; changes nothing."""
        return verification.verify(self._database, self._header, progress)

    def roll_copies(self, progress: Progress) -> Path:
        """Write a rolling copy beside the vault and drop those nobody needs (5, and one a day for 14 days).

        Raises:
            UserError: as backup; the copies there were are untouched.
        """
        target = backups.copies_of(self.folder)
        with files.told(target):
            target.mkdir(mode=0o700, exist_ok=True)
        made = self.backup(target, progress)
        backups.prune_backups(target, self._header.id)
        return made

    def backup(self, target: Path, progress: Progress) -> Path:
        """Write a checked backup into a folder and return its own folder; raises as backups.back_up."""
        made = backups.back_up(self._database, self._keys, target, progress, self._clock)
        if not self.read_only:
            self._database.write(
                lambda connection: self._append(connection, "backup", {"name": made.name})
            )
        return made
