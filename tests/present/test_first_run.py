# SPDX-License-Identifier: MulanPSL-2.0
"""First run: sizes, the input check, the faces."""

from __future__ import annotations

import pytest

from app.present.entry.first_run import FirstRunPresenter, is_han
from app.present.entry.startup import PreferenceStore


@pytest.fixture
def store(tmp_path):
    """A store of its own."""
    return PreferenceStore(tmp_path / "preferences.json")


def make(store, missing=(), environ=None):
    """A presenter with the given surroundings."""
    return FirstRunPresenter(store, missing, environ or {})


def test_a_size_is_kept_at_once(store):
    """Choosing a size tells the page and outlives the program."""
    presenter, told = make(store), []
    presenter.subscribe(lambda: told.append(presenter.state.text_size))
    presenter.choose_text_size(20)
    assert told == [20]
    assert store.value.text_size == 20
    with pytest.raises(ValueError, match="17"):
        presenter.choose_text_size(17)


def test_han_characters_pass_the_input_check(store):
    """One Han character is enough, a rare one too."""
    for text in ("张", "𬎆", "zhang张"):
        presenter = make(store)
        presenter.name_typed(text)
        assert presenter.state.typed_well
        assert presenter.state.typed is None


def test_letters_only_bring_m41_with_the_count_of_keys(store):
    """Eight keys and only letters: the message says so and names the input method."""
    presenter = make(store, environ={"QT_IM_MODULE": "fcitx"})
    for _key in range(8):
        presenter.key_pressed()
    presenter.name_typed("zhangguo")
    message = presenter.state.typed
    assert message is not None
    assert message.code == "M41"
    assert "8 个键" in message.detail
    assert "小企鹅" in message.detail


def test_a_few_letters_say_nothing_yet(store):
    """Someone who has just begun to compose is not troubled."""
    presenter = make(store)
    presenter.name_typed("zha")
    assert presenter.state.typed is None
    assert not presenter.state.typed_well


def test_missing_faces_are_named(store):
    """M05 names the files that could not be loaded."""
    state = make(store, ("NotoSansSC-400.ttf",)).state
    assert state.fonts is not None
    assert "NotoSansSC-400.ttf" in state.fonts.detail


def test_the_first_run_comes_once(store):
    """Finishing is remembered; the name typed for the check is nowhere."""
    presenter = make(store)
    presenter.name_typed("阿拉坦其其格")
    presenter.finish()
    assert store.value.first_run_done
    assert "阿拉坦" not in repr(store.value)


def test_han_is_told_from_other_letters():
    """Latin, digits, punctuation and kana are not Han."""
    assert all(is_han(c) for c in "一龥㐀𠀀𮯠")
    assert not any(is_han(c) for c in "aＡ1。·あ")
