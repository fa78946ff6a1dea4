# SPDX-License-Identifier: MulanPSL-2.0
"""What a passphrase must be, and the recovery digits."""

from __future__ import annotations

import secrets
import unicodedata

from app.kernel.digits import first_broken_group, with_check_digit
from app.kernel.errors import UserError

MIN_CHARACTERS = 12
GROUPS = 8
GROUP_WIDTH = 5

# Long enough to pass the length check and still the first that anybody tries.
_RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
_FEWEST_KINDS = 5


def check_passphrase(passphrase: bytearray) -> None:
    """Refuse a passphrase that is short or of the first to be tried; no composition is forced.

    Raises:
        UserError: VAULT-PASSPHRASE-SHORT, VAULT-PASSPHRASE-COMMON.
    """
    # Bytes of UTF-8 are counted without making text of them: continuation bytes are no characters.
    count = sum(1 for byte in passphrase if byte & 0xC0 != 0x80)
    if count < MIN_CHARACTERS:
        raise UserError("VAULT-PASSPHRASE-SHORT", least=MIN_CHARACTERS, count=count)
    lowered = passphrase.lower()
    try:
        run = any(lowered in text.encode() or lowered in text[::-1].encode() for text in _RUNS)
        if run or len(set(lowered)) < _FEWEST_KINDS or _repeats(lowered):
            raise UserError("VAULT-PASSPHRASE-COMMON")
    finally:
        lowered[:] = bytes(len(lowered))


def _repeats(text: bytearray) -> bool:
    """Tell whether a short piece is only repeated (abcabcabcabc)."""
    return any(
        len(text) % width == 0 and text == text[:width] * (len(text) // width)
        for width in range(1, 5)
    )


def new_recovery_groups() -> list[str]:
    """Return 8 groups of 5 digits: 32 random digits (106 bits), the last of each group its check digit."""
    return [
        with_check_digit(f"{secrets.randbelow(10 ** (GROUP_WIDTH - 1)):04d}") for _ in range(GROUPS)
    ]


def recovery_secret(groups: list[str]) -> bytearray:
    """Return the secret of typed recovery digits.

    Raises:
        UserError: VAULT-RECOVERY-COUNT, or VAULT-RECOVERY-GROUP naming the group (1 to 8) with a slip.
    """
    typed = ["".join(unicodedata.normalize("NFKC", group).split()) for group in groups]
    if len(typed) != GROUPS:
        raise UserError("VAULT-RECOVERY-COUNT", count=len(typed))
    broken = first_broken_group(typed, GROUP_WIDTH)
    if broken is not None:
        raise UserError("VAULT-RECOVERY-GROUP", group=broken + 1)
    return bytearray("".join(typed).encode("ascii"))
