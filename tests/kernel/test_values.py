# SPDX-License-Identifier: MulanPSL-2.0
"""Digits with checks, cleaned text, digests, ids, clock, progress, locations, errors."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.kernel.clock import FixedClock, SystemClock
from app.kernel.digest import canonical_json, sha256_hex
from app.kernel.digits import first_broken_group, group_holds, with_check_digit
from app.kernel.errors import Cancelled, UserError
from app.kernel.ids import derived_id, new_id
from app.kernel.locations import resource
from app.kernel.messages import CatalogueError, catalogue, load_catalogue
from app.kernel.progress import Progress, silent
from app.kernel.text import clean_code, clean_line, clean_name, clean_paragraphs

DIGITS = st.text("0123456789", min_size=1, max_size=12)


@given(DIGITS)
def test_a_group_with_its_check_digit_holds(digits):
    """What was made with a check digit is accepted."""
    assert group_holds(with_check_digit(digits))


@given(DIGITS, st.data())
def test_one_wrong_digit_is_always_noticed(digits, data):
    """ISO 7064 MOD 11,10 notices every single wrong digit."""
    group = with_check_digit(digits)
    place = data.draw(st.integers(0, len(group) - 1))
    other = data.draw(st.sampled_from("0123456789"))
    assume(other != group[place])
    assert not group_holds(group[:place] + other + group[place + 1 :])


@pytest.mark.parametrize("group", ["", "12a45", "１２３４５", "12 45"])
def test_groups_that_are_no_ascii_digits_are_refused(group):
    """Letters, blanks and full-width digits are no group."""
    assert not group_holds(group)


def test_first_broken_group_is_named():
    """Of several groups the first that is wrong, or too short, is the one retyped."""
    good = with_check_digit("1234")
    assert first_broken_group([good, good], 5) is None
    assert first_broken_group([good, good[:-1] + str((int(good[-1]) + 1) % 10), "1"], 5) == 1
    assert first_broken_group([good, "123"], 5) == 1


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("买买提．吐尔逊", "买买提·吐尔逊"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提・吐尔逊", "买买提·吐尔逊"),
        ("买买提.吐尔逊", "买买提·吐尔逊"),
        ("额尔敦 · 孟和", "额尔敦·孟和"),
        ("J. Smith", "J. Smith"),
        ("  张\u200b国庆\ufeff ", "张国庆"),
    ],
)
def test_names_carry_one_kind_of_dot(typed, clean):
    """Every kind of dot between Chinese names becomes U+00B7; a Latin initial keeps its point."""
    assert clean_name(typed) == clean


def test_codes_become_half_width_capitals():
    """ID numbers pasted with blanks, full-width digits and a small x are read."""
    assert clean_code(" １５０４０２ 19820314 002x ") == "15040219820314002X"


def test_paragraphs_keep_their_lines():
    """Line ends are unified, tabs become blanks, nothing else is dropped."""
    assert clean_paragraphs("一\r\n二\t三 \r四\x00\n") == "一\n二 三\n四"


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text):
    """Cleaning is idempotent, for lines, names, codes and paragraphs alike."""
    for clean in (clean_line, clean_name, clean_code, clean_paragraphs):
        once = clean(text)
        assert clean(once) == once


@given(st.text(alphabet=st.characters(whitelist_categories=("Lo", "Nd")), max_size=40))
def test_cleaning_keeps_every_letter_and_digit(text):
    """Letters and digits a person typed are all still there after cleaning a line."""
    import unicodedata

    assert clean_line(text) == unicodedata.normalize("NFC", text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_canonical_json_reads_back_the_same(value):
    """The canonical form is JSON of the very value."""
    try:
        data = canonical_json(value)
    except UnicodeEncodeError:
        assume(False)
    assert json.loads(data) == value


def test_order_of_keys_does_not_change_the_digest():
    """Two dictionaries that are equal have one canonical form."""
    assert canonical_json({"b": 1, "a": [True, None]}) == canonical_json(
        {"a": [True, None], "b": 1}
    )


@pytest.mark.parametrize("value", [1.5, [1.5], {"a": {"b": 0.0}}])
def test_floats_have_no_canonical_form(value):
    """A float anywhere is refused, so that no digest hangs on its printing."""
    with pytest.raises(TypeError):
        canonical_json(value)


def test_digest_is_sha256():
    """The digest of nothing is the known one."""
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_ids_are_sixteen_hexadecimal_digits():
    """Random ids differ, derived ids repeat; both keep to one shape."""
    assert new_id() != new_id()
    assert derived_id("a", "b") == derived_id("a", "b") != derived_id("ab")
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in (new_id(), derived_id("x")))


def test_fixed_clock_stands_still():
    """A clock on a day says nine o'clock of that day, always."""
    clock = FixedClock.on(dt.date(2026, 6, 15))
    assert clock.today() == dt.date(2026, 6, 15)
    assert clock.now().isoformat() == "2026-06-15T09:00:00"


def test_system_clock_moves_by_what_was_confirmed():
    """The confirmed offset moves now and today, to the second."""
    ahead, plain = SystemClock(dt.timedelta(days=2)), SystemClock()
    assert dt.timedelta(days=1) < ahead.now() - plain.now() < dt.timedelta(days=3)
    assert ahead.now().microsecond == 0
    assert ahead.today() >= plain.today() + dt.timedelta(days=1)


def test_progress_stops_when_asked():
    """A step after the person asked to stop raises Cancelled, the one before was reported."""
    heard = []
    progress = Progress(lambda *step: heard.append(step), lambda: len(heard) == 1)
    progress.step(1, 2, "第一步")
    with pytest.raises(Cancelled):
        progress.step(2, 2)
    assert heard == [(1, 2, "第一步")]
    silent().step(1, 1)


def test_resources_lie_in_the_program():
    """A resource path leads to files that ship."""
    assert resource("policy", "chifeng-2026", "pack.toml").is_file()


def test_user_error_says_its_message():
    """The exception's text is the catalogue's, with the values and the code."""
    fault = UserError("DOC-NEWER", schema=9, known=1)
    assert "第 9 版" in str(fault)
    assert str(fault).endswith("（DOC-NEWER）")
    assert fault.message.level == "must"


def test_missing_value_or_code_is_a_bug():
    """A message without its value or an unknown code is refused loudly."""
    with pytest.raises(CatalogueError):
        catalogue().message("DOC-NEWER", schema=9)
    with pytest.raises(CatalogueError):
        catalogue().message("NO-SUCH-CODE")


@pytest.mark.parametrize(
    "text",
    [
        '[A]\ntitle = "一"\ncolour = "red"\n',
        '[A]\nlevel = "shout"\ntitle = "一"\n',
        '[A]\nlevel = "must"\n',
        'A = "text"\n',
    ],
)
def test_catalogue_refuses_what_it_does_not_know(tmp_path, text):
    """Unknown keys, levels and tables without a title are refused at load."""
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError):
        load_catalogue(tmp_path)


def test_catalogue_refuses_a_code_that_stands_twice(tmp_path):
    """A code in two files is refused."""
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text('[A]\ntitle = "一"\n', encoding="utf-8")
    with pytest.raises(CatalogueError):
        load_catalogue(tmp_path)


def test_texts_keep_to_the_words_people_use():
    """No message says 非法, 无效, 错误码, 抱歉 or carries an exclamation mark; no title is over long."""
    for code, template in catalogue().templates.items():
        text = template.title + template.detail + template.remedy
        assert not any(word in text for word in ("非法", "无效", "错误码", "抱歉", "！")), code
