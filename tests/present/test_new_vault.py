# SPDX-License-Identifier: MulanPSL-2.0
"""A new vault in four steps, with a maker that needs no key derivation."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.clock import FixedClock
from app.kernel.digits import with_check_digit
from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys
from app.kernel.progress import silent
from app.present.entry.new_vault import PLAIN_WORDS, Made, NewVaultPresenter, Step, strength
from app.vault.passphrases import check_passphrase

CLOCK = FixedClock.on(dt.date(2026, 6, 15))
GROUPS = tuple(with_check_digit(f"{1000 + 111 * n:04d}") for n in range(8))
GOOD = "horse 电池 staple 订书钉"


@define
class FakeMaker:
    """Keeps what it was asked for."""

    asked: list = field(factory=list)
    fault: UserError | None = None

    def check(self, passphrase):
        check_passphrase(passphrase)

    def make(self, folder, alias, marking, passphrase, clock):
        if self.fault is not None:
            raise self.fault
        self.asked.append((folder.name, alias, marking, bytes(passphrase)))
        return Made(VaultKeys(bytearray(32), bytearray(32)), GROUPS)

    def introduce(self, folder, made, role, owner, clock):
        self.asked.append((role, owner))


@pytest.fixture
def maker():
    """A maker without cost."""
    return FakeMaker()


@pytest.fixture
def presenter(tmp_path, maker):
    """A presenter at step 1 with a filled name."""
    made = NewVaultPresenter(CLOCK, tmp_path, maker)
    made.set_name("2026高级-甲", "内部资料", "applicant", "李某（虚构）")
    return made


def give_passphrase(presenter, first=GOOD, second=None):
    """Type a passphrase twice."""
    again = first if second is None else second
    presenter.set_passphrase(bytearray(first.encode()), bytearray(again.encode()))


def to_recovery(presenter):
    """Go on to the recovery digits."""
    presenter.forward()
    give_passphrase(presenter)
    presenter.forward()
    presenter.made(presenter.making()(silent()))
    presenter.copied()


def test_the_whole_way(presenter, maker):
    """Four steps give the keys; the vault knows role and name; the passphrase is wiped."""
    to_recovery(presenter)
    for number, group in enumerate(GROUPS, start=1):
        presenter.type_group(number, group)
    assert presenter.finish()
    assert presenter.state.step == Step.DONE
    assert maker.asked == [
        ("2026高级-甲", "2026高级-甲", "内部资料", GOOD.encode()),
        ("applicant", "李某（虚构）"),
    ]
    assert not any(presenter._passphrase)
    assert presenter.keys() is not None


@pytest.mark.parametrize(
    ("alias", "marking", "code"),
    [
        ("", "内部资料", "UI-ALIAS-EMPTY"),
        ("  ", "内部资料", "UI-ALIAS-EMPTY"),
        ("甲/乙", "内部资料", "UI-ALIAS-SLASH"),
        ("2026高级-甲", "", "UI-MARKING-EMPTY"),
        ("占着", "内部资料", "UI-ALIAS-TAKEN"),
    ],
)
def test_step_one_says_what_is_missing(presenter, tmp_path, alias, marking, code):
    """Each fault of the first step has its own words and stays on the step."""
    (tmp_path / "占着").mkdir()
    (tmp_path / "占着" / "别人的").write_text("x")
    presenter.set_name(alias, marking, "unit", "")
    with pytest.raises(UserError) as caught:
        presenter.forward()
    assert caught.value.code == code
    assert presenter.state.step == Step.NAME
    assert caught.value.message.remedy


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("短", "短", "VAULT-PASSPHRASE-SHORT"),
        ("123456789012", "123456789012", "VAULT-PASSPHRASE-COMMON"),
        (GOOD, GOOD + "x", "UI-PASSPHRASE-TWICE"),
    ],
)
def test_a_poor_or_mistyped_passphrase_is_refused(presenter, first, second, code):
    """Short, common, or not the same twice: nothing of it is kept."""
    presenter.forward()
    with pytest.raises(UserError) as caught:
        give_passphrase(presenter, first, second)
    assert caught.value.code == code
    assert not presenter._passphrase


def test_going_back_keeps_what_was_typed(presenter):
    """Back from the words to the name loses nothing; after the vault is made there is no way back."""
    presenter.forward()
    give_passphrase(presenter)
    presenter.forward()
    presenter.backward()
    presenter.backward()
    assert presenter.state.step == Step.NAME
    assert presenter.state.alias == "2026高级-甲"
    to_recovery(presenter)
    presenter.backward()
    assert presenter.state.step == Step.RECOVERY


@given(st.integers(1, 8), st.integers(0, 4), st.integers(1, 9))
def test_one_wrong_digit_clears_only_its_group(tmp_path_factory, number, place, change):
    """A slip in any digit of any group is found; the other groups keep their digits."""
    presenter = NewVaultPresenter(CLOCK, tmp_path_factory.getbasetemp(), FakeMaker())
    presenter.set_name("甲" * 3, "内部资料", "applicant", "")
    presenter._made = Made(VaultKeys(bytearray(32), bytearray(32)), GROUPS)
    presenter._step = Step.RECOVERY
    for index, group in enumerate(GROUPS, start=1):
        presenter.type_group(index, group)
    right = GROUPS[number - 1]
    wrong = right[:place] + str((int(right[place]) + change) % 10) + right[place + 1 :]
    presenter.type_group(number, wrong)
    assert not presenter.finish()
    state = presenter.state
    assert state.wrong == number
    assert state.message.title.startswith(f"第{number}组抄错了")
    assert state.typed == (*GROUPS[: number - 1], "", *GROUPS[number:])
    presenter.type_group(number, right)
    assert presenter.finish()


def test_a_group_of_another_vault_is_told_apart(presenter):
    """A group that checks out but is not this vault's has other words."""
    to_recovery(presenter)
    presenter.type_group(2, with_check_digit("9999"))
    assert not presenter.check_group(2)
    assert presenter.state.message.code == "UI-RECOVERY-OTHER"


def test_full_width_digits_and_blanks_are_taken(presenter):
    """Digits of an input method count like others."""
    to_recovery(presenter)
    wide = "".join(chr(0xFF10 + int(digit)) for digit in GROUPS[0])
    presenter.type_group(1, f" {wide} ")
    assert presenter.state.typed[0] == GROUPS[0]


def test_a_refusal_of_the_disk_leads_back_to_the_name(presenter, maker, tmp_path):
    """A read-only folder is said at step 1, where another place can be chosen."""
    presenter.forward()
    give_passphrase(presenter)
    presenter.forward()
    maker.fault = UserError("VAULT-FOLDER-READONLY", folder=tmp_path)
    work = presenter.making()
    assert presenter.state.busy
    with pytest.raises(UserError) as caught:
        work(silent())
    presenter.refused(caught.value)
    assert presenter.state.step == Step.NAME
    assert not presenter.state.busy
    assert presenter.state.message is not None


def test_strength_in_words_grows_with_the_passphrase():
    """Short, narrow, fair, strong: four words, and the bytes handed in are wiped by the presenter."""
    tones = [
        strength(bytearray(text.encode())).tone
        for text in ("abc", "abababababab", "abcdefghijklm", GOOD)
    ]
    assert tones == ["must", "warn", "ok", "ok"]


def test_typing_wipes_what_it_was_handed(presenter):
    """The estimate keeps nothing of the passphrase."""
    typed = bytearray(GOOD.encode())
    presenter.typing(typed)
    assert not any(typed)
    assert presenter.state.strength.tone == "ok"


def test_the_plain_words_say_what_encryption_is_not():
    """D-7: a lock on a managed machine, never protection of state secrets; no back door."""
    for words in (
        "不替代保密部门核准的密码设备",
        "不得用于存储、处理国家秘密",
        "不判定",
        "没有后门",
    ):
        assert words in PLAIN_WORDS
    assert "！" not in PLAIN_WORDS
