# SPDX-License-Identifier: MulanPSL-2.0
"""The key-slot header: canonical JSON with a MAC over all of it, in two copies (security.md §1.3).

It also anchors the database: at every close it takes the number and head of the event chain and the
database's size, so that an older ``vault.db`` put back beside it is noticed.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from app.kernel.digest import canonical_json
from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys
from app.vault import algorithms, files
from app.vault.slots import Slot, SlotFault, expect

VERSION = 1
MAX_BYTES = 64 << 10
MAX_SLOTS = 32
_TEXT_LIMIT = 200


@frozen
class Anchor:
    """What the database held when it was last closed.

    Attributes:
        seq: number of the last event; 0 for none.
        head: its chain hash, 64 hexadecimal digits.
        size: bytes of the database file at rest.
    """

    seq: int = 0
    head: str = ""
    size: int = 0


@frozen
class VaultHeader:
    """What can be read without a passphrase, and the slots.

    Attributes:
        id: 16 hexadecimal digits, given at creation.
        alias: the name on the vault's card; in clear, so never a person's name.
        marking: the unit's marking of the vault; in clear, shown even when locked.
        practice: fictional content.
        created: ISO local time.
        gen: grows with every write.
        algorithms: ids of the store, the chain digest and the MAC.
    """

    id: str
    alias: str
    marking: str
    practice: bool
    created: str
    slots: tuple[Slot, ...]
    gen: int = 1
    anchor: Anchor = Anchor()
    store: str = algorithms.SQLCIPHER_4
    chain: str = algorithms.SHA256
    mac: str = algorithms.HMAC_SHA256

    def document(self) -> dict[str, Any]:
        """Return the JSON-able form without the code."""
        return {
            "v": VERSION,
            "vault": self.id,
            "alias": self.alias,
            "marking": self.marking,
            "practice": self.practice,
            "created": self.created,
            "gen": self.gen,
            "anchor": {"seq": self.anchor.seq, "head": self.anchor.head, "size": self.anchor.size},
            "algorithms": {"store": self.store, "chain": self.chain, "mac": self.mac},
            "slots": [slot.document() for slot in self.slots],
        }

    def code(self, keys: VaultKeys) -> str:
        """Return the MAC over the whole header."""
        return algorithms.MACS[self.mac](
            keys.mac, b"vault-header-1" + canonical_json(self.document())
        )

    def sealed(self, keys: VaultKeys) -> bytes:
        """Return the bytes of the file."""
        return canonical_json(self.document() | {"mac": self.code(keys)}) + b"\n"


@frozen
class StoredHeader:
    """A header as one file holds it: parsed, its code not yet checked."""

    header: VaultHeader
    code: str
    raw: bytes

    def holds(self, keys: VaultKeys) -> bool:
        """Tell whether nothing in the file was changed since it was written."""
        return algorithms.same(self.header.code(keys), self.code)


class NewerHeader(Exception):
    """The header is of a later version of the program."""


_KINDS: dict[str, type] = {
    "v": int,
    "vault": str,
    "alias": str,
    "marking": str,
    "practice": bool,
    "created": str,
    "gen": int,
    "anchor": dict,
    "algorithms": dict,
    "slots": list,
    "mac": str,
}


def parse(data: bytes) -> StoredHeader:
    """Return the header in some bytes; raises SlotFault (what is wrong) or NewerHeader."""
    if len(data) > MAX_BYTES:
        raise SlotFault("header is too large")
    try:
        value = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise SlotFault("header is not JSON") from None
    if isinstance(value, dict) and type(value.get("v")) is int and value["v"] > VERSION:
        raise NewerHeader
    table = expect(value, "header", _KINDS)
    anchor = expect(table["anchor"], "anchor", {"seq": int, "head": str, "size": int})
    names = expect(table["algorithms"], "algorithms", {"store": str, "chain": str, "mac": str})
    _check_names(names)
    texts = (table["alias"], table["marking"], table["created"], table["vault"])
    if not 1 <= len(table["slots"]) <= MAX_SLOTS or max(map(len, texts)) > _TEXT_LIMIT:
        raise SlotFault("header is out of limits")
    if table["v"] != VERSION or any(
        "\ud800" <= character <= "\udfff" for text in texts for character in text
    ):
        raise SlotFault("header is not of this program")
    header = VaultHeader(
        id=table["vault"],
        alias=table["alias"],
        marking=table["marking"],
        practice=table["practice"],
        created=table["created"],
        slots=tuple(Slot.parsed(slot) for slot in table["slots"]),
        gen=table["gen"],
        anchor=Anchor(**anchor),
        **names,
    )
    return StoredHeader(header, table["mac"], data)


def _check_names(names: dict[str, Any]) -> None:
    known = (
        names["store"] in algorithms.STORES
        and names["chain"] in algorithms.CHAIN_DIGESTS
        and names["mac"] in algorithms.MACS
    )
    if not known:
        raise SlotFault("an algorithm is unknown")


def read_copies(folder: Path) -> list[StoredHeader]:
    """Return the readable copies, the main one first; a copy equal to it is left out.

    Raises:
        UserError: VAULT-NO-FOLDER, VAULT-NOT-ONE, VAULT-HEADER-MISSING, VAULT-HEADER-DAMAGED, VAULT-NEWER,
            VAULT-IO.
    """
    if not folder.is_dir():
        raise UserError("VAULT-NO-FOLDER", folder=folder)
    read = (_read(folder / name, folder) for name in (files.HEADER, files.HEADER_COPY))
    raw = [data for data in read if data is not None]
    if not raw:
        known = (folder / files.DATABASE).exists()
        raise UserError("VAULT-HEADER-MISSING" if known else "VAULT-NOT-ONE", folder=folder)
    copies: list[StoredHeader] = []
    newer = False
    for data in dict.fromkeys(raw):
        try:
            copies.append(parse(data))
        except NewerHeader:
            newer = True
        except SlotFault:
            continue
    if not copies:
        raise UserError("VAULT-NEWER" if newer else "VAULT-HEADER-DAMAGED", folder=folder)
    return copies


def _read(path: Path, folder: Path) -> bytes | None:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise files.translated(fault, folder) from fault


def read_verified(folder: Path, keys: VaultKeys) -> VaultHeader:
    """Return the newest copy whose code holds under these keys.

    Raises:
        UserError: what read_copies raises, or VAULT-HEADER-ALTERED when no copy holds.
    """
    held = [copy.header for copy in read_copies(folder) if copy.holds(keys)]
    if not held:
        raise UserError("VAULT-HEADER-ALTERED", folder=folder)
    return max(held, key=lambda header: header.gen)


def needs_repair(folder: Path, keys: VaultKeys) -> bool:
    """Tell whether one of the two copies is missing, damaged or not the newest."""
    sealed = read_verified(folder, keys).sealed(keys)
    return any(_read(folder / name, folder) != sealed for name in (files.HEADER, files.HEADER_COPY))


def write(folder: Path, header: VaultHeader, keys: VaultKeys) -> None:
    """Write both copies, one after the other, so that one good copy exists at every moment.

    Raises:
        OSError: at least one good copy is still there.
    """
    data = header.sealed(keys)
    files.write_atomically(folder / files.HEADER, data)
    files.write_atomically(folder / files.HEADER_COPY, data)


def update(
    folder: Path, keys: VaultKeys, edit: Callable[[VaultHeader], VaultHeader]
) -> VaultHeader:
    """Read the newest good copy, change it, write both copies with the next generation number.

    Raises:
        UserError: what read_verified raises.
        OSError: nothing was lost, the old header still stands.
    """
    edited = edit(read_verified(folder, keys))
    following = evolve(edited, gen=edited.gen + 1)
    write(folder, following, keys)
    return following


def peek(folder: Path) -> VaultHeader | None:
    """Return what a vault's card shows before unlocking (unchecked), or None when it is not a readable vault."""
    with contextlib.suppress(UserError):
        return read_copies(folder)[0].header
    return None
