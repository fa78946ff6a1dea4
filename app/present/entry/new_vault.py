# SPDX-License-Identifier: MulanPSL-2.0
"""A new vault in four steps (ux S03): name and marking, passphrase, plain words, recovery digits typed back."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from attrs import frozen

from app.kernel.clock import Clock
from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys, wipe
from app.kernel.messages import Message
from app.kernel.progress import Progress
from app.kernel.text import clean_code, clean_line
from app.present.telling import Telling

GROUPS, GROUP_WIDTH = 8, 5
MARKINGS = ("工作秘密（内部资料）", "内部资料")
OWNERS = (("applicant", "个人申报用"), ("unit", "单位人事用"), ("office", "评委会办用"))
_BAD_SIGNS = '/\\:*?"<>|'
PLAIN_WORDS = """\
这个库在本机加密保存。别人拿到文件，没有口令打不开。
加密是给已按规定管理的计算机再加一把锁，用于防丢失、防误看。它不是核心密码、普通密码，\
也不是经批准或检测认证的密码产品，不替代保密部门核准的密码设备。
本程序未经测评审查合格前，不得用于存储、处理国家秘密。涉密的业绩先做保密审查，\
写脱密后的内容，或者用“单位留存备查”的证明。
密级、保密期限、知悉范围由定密责任人依法确定，程序只照着显示，不判定，也不建议。
口令忘了，只能用恢复数字打开。两样都丢了，谁也打不开，程序没有后门。
打印机、打印队列、交换分区和固态硬盘上的残留不归本程序管，按单位的规定处理。"""


class Step(IntEnum):
    """Where the person is; DONE hands the keys on."""

    NAME = 1
    PASSPHRASE = 2
    WORDS = 3
    RECOVERY = 4
    DONE = 5


STEP_WORDS = {
    Step.NAME: "名字和标志",
    Step.PASSPHRASE: "口令",
    Step.WORDS: "说明",
    Step.RECOVERY: "恢复数字",
}


@frozen
class Strength:
    """How hard a passphrase is to guess, in words; ``tone`` must, warn or ok."""

    words: str
    tone: str


@frozen
class Made:
    """What making a vault gives."""

    keys: VaultKeys
    recovery: tuple[str, ...]


class Maker(Protocol):
    """What the vault room lends to this presenter."""

    def check(self, passphrase: bytearray) -> None:
        """Raise UserError when the passphrase is short or common."""

    def make(
        self, folder: Path, alias: str, marking: str, passphrase: bytearray, clock: Clock
    ) -> Made:
        """Make the vault; raises UserError and leaves nothing behind."""

    def introduce(self, folder: Path, made: Made, role: str, owner: str, clock: Clock) -> None:
        """Write whose desk it is into the new vault."""


class VaultMaker:
    """The maker of the real vault room, imported when first used."""

    def check(self, passphrase: bytearray) -> None:
        """Raise UserError when the passphrase is short or common."""
        from app.vault.passphrases import check_passphrase

        check_passphrase(passphrase)

    def make(
        self, folder: Path, alias: str, marking: str, passphrase: bytearray, clock: Clock
    ) -> Made:
        """Make the vault; raises UserError."""
        from app.vault.creation import create_vault

        created = create_vault(
            folder, alias=alias, marking=marking, passphrase=passphrase, clock=clock
        )
        return Made(created.keys, tuple(created.recovery))

    def introduce(self, folder: Path, made: Made, role: str, owner: str, clock: Clock) -> None:
        """Write role and name into the vault's own settings, under encryption."""
        from app.vault.vault import Vault

        vault = Vault.open(folder, made.keys.copy(), clock=clock)
        try:
            vault.set_setting("desk.role", role)
            vault.set_setting("desk.owner", role)
            vault.set_setting("desk.actor", owner)
        finally:
            vault.close()


@frozen
class NewVaultState:
    """What the page draws.

    Attributes:
        groups: the digits to copy, empty before the vault is made.
        copying: the digits are hidden and typed back.
        wrong: numbers (1–8) of groups that were cleared.
    """

    step: Step
    alias: str
    marking: str
    role: str
    owner: str
    folder: str
    strength: Strength | None
    message: Message | None
    groups: tuple[str, ...]
    copying: bool
    typed: tuple[str, ...]
    wrong: int
    busy: bool


class NewVaultPresenter(Telling):
    """The steps; the passphrase passes through as bytes and is wiped as soon as the vault is made."""

    def __init__(self, clock: Clock, parent: Path, maker: Maker | None = None) -> None:
        super().__init__()
        self._clock, self._parent = clock, parent
        self._maker: Maker = maker if maker is not None else VaultMaker()
        self._step = Step.NAME
        self._alias = self._marking = self._owner = ""
        self._role = OWNERS[0][0]
        self._strength: Strength | None = None
        self._message: Message | None = None
        self._passphrase = bytearray()
        self._made: Made | None = None
        self._typed = [""] * GROUPS
        self._wrong = 0
        self._copying = self._busy = False

    @property
    def state(self) -> NewVaultState:
        """Return the page as it stands."""
        return NewVaultState(
            self._step, self._alias, self._marking, self._role, self._owner, str(self.folder()),
            self._strength, self._message, self._made.recovery if self._made else (),
            self._copying, tuple(self._typed), self._wrong, self._busy,
        )  # fmt: skip

    def folder(self) -> Path:
        """Return where the vault will lie."""
        return self._parent / (self._alias or "新库")

    # -- step 1

    def set_name(self, alias: str, marking: str, role: str, owner: str) -> None:
        """Keep what step 1 asks; nothing is judged while it is typed."""
        self._alias, self._marking = clean_line(alias), clean_line(marking)
        self._role, self._owner = role, clean_line(owner)
        self.changed()

    def set_parent(self, parent: Path) -> None:
        """Choose the folder the vault's folder is made in."""
        self._parent = parent
        self.changed()

    def _check_name(self) -> None:
        if not self._alias:
            raise UserError("UI-ALIAS-EMPTY")
        bad = next((sign for sign in self._alias if sign in _BAD_SIGNS), "")
        if bad:
            raise UserError("UI-ALIAS-SLASH", sign=bad)
        if not self._marking:
            raise UserError("UI-MARKING-EMPTY")
        folder = self.folder()
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UserError("UI-ALIAS-TAKEN", folder=folder.name)

    # -- step 2

    def typing(self, first: bytearray) -> None:
        """Say in words how strong the passphrase is; the bytes are wiped here."""
        self._strength = strength(first) if first else None
        wipe(first)
        self.changed()

    def set_passphrase(self, first: bytearray, second: bytearray) -> None:
        """Take the passphrase typed twice; raises UserError and keeps nothing when they differ."""
        try:
            self._maker.check(first)
            if first != second:
                raise UserError("UI-PASSPHRASE-TWICE")
            wipe(self._passphrase)
            self._passphrase = bytearray(first)
        finally:
            wipe(first)
            wipe(second)

    # -- moving on

    def forward(self) -> None:
        """Go to the next step; raises UserError when something of this one is missing."""
        self._message = None
        if self._step == Step.NAME:
            self._check_name()
        if self._step < Step.WORDS:
            self._step = Step(self._step + 1)
        self.changed()

    def backward(self) -> None:
        """Go to the step before; what was typed there is still there. Not after the vault is made."""
        self._message = None
        if self._made is None and self._step > Step.NAME:
            self._step = Step(self._step - 1)
        self.changed()

    def making(self) -> Callable[[Progress], Made]:
        """Return the work of making the vault, to be run off the window's thread."""
        self._busy = True
        self.changed()
        passphrase = self._passphrase

        def work(progress: Progress) -> Made:
            progress.step(0, 2, "正在生成钥匙")
            made = self._maker.make(
                self.folder(), self._alias, self._marking, passphrase, self._clock
            )
            progress.listener(1, 2, "正在写入")
            self._maker.introduce(self.folder(), made, self._role, self._owner, self._clock)
            wipe(passphrase)
            return made

        return work

    def made(self, made: Made) -> None:
        """The vault is made: show the recovery digits."""
        self._made, self._busy, self._step = made, False, Step.RECOVERY
        self.changed()

    def refused(self, fault: UserError) -> None:
        """Say what was wrong; a taken folder leads back to the name."""
        self._busy = False
        self._message = fault.message
        if fault.code in {
            "VAULT-ALIAS",
            "VAULT-FOLDER-NOT-EMPTY",
            "VAULT-NETWORK-DISK",
            "VAULT-FOLDER-READONLY",
        }:
            self._step = Step.NAME
        self.changed()

    # -- step 4

    def copied(self) -> None:
        """The person has written the digits down: hide them and ask them back."""
        self._copying, self._message = True, None
        self.changed()

    def show_again(self) -> None:
        """Show the digits again; what was typed back stays."""
        self._copying = False
        self.changed()

    def type_group(self, number: int, text: str) -> None:
        """Keep one typed group (1–8), digits only, full-width ones made half-width."""
        self._typed[number - 1] = "".join(
            c for c in clean_code(text) if c.isascii() and c.isdigit()
        )[:GROUP_WIDTH]
        if self._wrong == number:
            self._wrong = 0

    def check_group(self, number: int) -> bool:
        """Judge one full group; a wrong one is cleared, the others keep their digits."""
        fault = self._fault(number)
        if fault is None:
            self._message = None if self._wrong in (0, number) else self._message
            self.changed()
            return True
        self._typed[number - 1], self._wrong, self._message = "", number, fault.message
        self.changed()
        return False

    def _fault(self, number: int) -> UserError | None:
        typed = self._typed[number - 1]
        wanted = self._made.recovery[number - 1] if self._made else ""
        from app.kernel.digits import group_holds

        if len(typed) != GROUP_WIDTH or not group_holds(typed):
            return UserError("UI-RECOVERY-GROUP", group=number)
        return None if typed == wanted else UserError("UI-RECOVERY-OTHER", group=number)

    def finish(self) -> bool:
        """Check all groups; the first wrong one is cleared. True when the vault can be opened."""
        if self._made is None:
            return False
        for number in range(1, GROUPS + 1):
            if not self.check_group(number):
                return False
        self._step, self._message = Step.DONE, None
        self.changed()
        return True

    def keys(self) -> VaultKeys:
        """Return the keys of the vault just made."""
        if self._made is None:
            raise LookupError("no vault was made")
        return self._made.keys

    def face(self) -> tuple[str, str]:
        """Return (alias, marking) of the new vault."""
        return self._alias, self._marking

    def give_up(self) -> None:
        """Wipe what is in hand; a vault already made stays, with its passphrase."""
        wipe(self._passphrase)
        if self._made is not None:
            self._made.keys.wipe()


def strength(passphrase: bytearray) -> Strength:
    """Return in words how long guessing takes; an estimate from length and variety, never a promise."""
    text = passphrase.decode("utf-8", errors="replace")
    kinds = {_kind(character) for character in text}
    pool = sum(
        {"digit": 10, "lower": 26, "upper": 26, "sign": 32, "han": 2500}[kind] for kind in kinds
    )
    distinct = len(set(text))
    bits = min(len(text), 2 * distinct) * math.log2(pool) if pool else 0.0
    if len(text) < 12:
        return Strength(f"还短：{len(text)} 个字，至少 12 个", "must")
    if bits < 50:
        return Strength("好猜：只有一两样字符，换成几个不相干的词连起来", "warn")
    if bits < 75:
        return Strength("够用：再长几个字更稳", "ok")
    return Strength("结实：记牢，别写在电脑旁边", "ok")


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character.isascii():
        return "upper" if character.isupper() else "lower" if character.islower() else "sign"
    return "han" if unicodedata.category(character) == "Lo" else "sign"
