# SPDX-License-Identifier: MulanPSL-2.0
"""Child of the durability tests: opens a vault from the keys on its standard input and keeps on recording.

Prints ``ACK n`` after each change that was kept, ``ERR code`` after one that was not. Arguments: the folder,
how many changes, and the largest file size allowed from the first change on (0: no limit).
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys, packed_bytes
from app.vault.vault import Vault
from tests.helpers.vaults import CLOCK, add, named


def main(folder: Path, changes: int, limit: int) -> None:
    """Record until told or killed."""
    keys = VaultKeys.unpacked(bytearray(sys.stdin.buffer.read(packed_bytes())))
    vault = Vault.open(folder, keys, clock=CLOCK)
    declaration = add(vault, "0")
    print("READY", declaration.id, flush=True)
    if limit:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    for number in range(1, changes + 1):
        change = named(declaration, f"{number}")
        try:
            vault.record(change)
        except UserError as fault:
            print("ERR", number, fault.code, flush=True)
            if fault.code == "VAULT-OUTCOME-UNKNOWN":
                return
        else:
            declaration = change.after
            print("ACK", number, flush=True)
        if number % 7 == 0:
            try:
                vault.put_evidence(f"{number}".encode() * 40_000, "image/png")
            except UserError as fault:
                print("ERR", number, fault.code, flush=True)
    vault.close()
    print("CLOSED", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
