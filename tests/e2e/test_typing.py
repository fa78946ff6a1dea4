# SPDX-License-Identifier: MulanPSL-2.0
"""Real pinyin typed into the program's own window: where the candidates stand, what is kept, what is undone.

Run by hand or on a machine made for it: ``pytest -m fcitx tests/e2e`` (apt: xvfb openbox dbus xdotool
imagemagick fcitx5 fcitx5-chinese-addons). Pictures are left in the test's own folder (``--basetemp``).
"""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from app.present.places import Place
from app.present.practice import PRACTICE_PASSPHRASE
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from tests.helpers.practice_vaults import CLOCK, quick_practice_vault
from tests.helpers.typing_desktop import typing_desktop, until
from ui.frame.acts import ROLE_SETTING

pytestmark = pytest.mark.fcitx
NEAR = 60  # pixels between the caret and the candidates a person still reads as one


def opened(folder):
    """Open the practice vault as the test itself."""
    return Vault.open(folder, unlock(folder, bytearray(PRACTICE_PASSPHRASE.encode())), clock=CLOCK)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A function that opens the window at a path of one person's declaration."""
    folder = tmp_path / "vault"
    quick_practice_vault(folder, monkeypatch)
    vault = opened(folder)
    person = next(entry for entry in vault.declarations() if vault.load(entry.id).education)
    row = vault.load(person.id).education[0].id
    vault.close()

    @contextmanager
    def at(screen, path="", role="applicant"):
        vault = opened(folder)
        vault.set_setting(ROLE_SETTING, role)
        vault.close()
        place = Place(screen, path.format(row=row), 0, person.id).to_text()
        where = tmp_path / "desk"
        with typing_desktop(where, folder, PRACTICE_PASSPHRASE, place) as desktop:
            yield desktop

    return at


def clear(desktop):
    """Empty the field in hand; a window that is still coming up may set its caret in between."""

    def empty():
        desktop.press("ctrl+a", "Delete")
        return desktop.seen()["text"] == ""

    until(empty, "the field to be empty")


def compose(desktop, letters, name):
    """Type pinyin and wait for the candidates; they stand under the caret."""
    desktop.pinyin(on=True)
    desktop.type(letters)
    until(desktop.candidates, "the candidates")
    until(lambda: _near(desktop), "the candidates to stand at the caret")
    desktop.picture(name)


def _near(desktop):
    shown, (left, top, _width, height) = desktop.candidates(), desktop.seen()["caret"]
    return (
        shown is not None
        and abs(shown.left - left) < 3 * NEAR
        and 0 <= shown.top - (top + height) + NEAR // 4 < NEAR
    )


def test_a_name_is_typed_kept_and_undone_by_its_name(desk):
    """Typing nihao and Space gives 你好; leaving the field keeps it; Ctrl+Z takes it back and says what."""
    with desk("basics", "basics.name") as desktop:
        before = desktop.seen()["name"]
        clear(desktop)
        compose(desktop, "nihao", "name-composing")
        assert desktop.seen()["text"] == ""  # what is still composed is no value
        assert desktop.seen()["name"] == before
        desktop.press("space")
        until(lambda: desktop.seen()["text"] == "你好", "the word")
        desktop.press("Tab")
        until(lambda: desktop.seen()["name"] == "你好", "the word to be kept")
        named = desktop.seen()["undo"][0]
        assert "姓名" in named
        desktop.press("ctrl+z")
        until(lambda: desktop.seen()["name"] == before, "the old name")
        assert desktop.seen()["passing"] == f"已撤销：{named}"
        desktop.picture("name-undone")


def test_long_text_is_kept_while_it_is_typed(desk):
    """What was committed lies in the vault soon after, the half-composed word does not."""
    with desk("statement", "statement") as desktop:
        clear(desktop)
        compose(desktop, "zhongguo", "long-first")
        desktop.press("space")
        until(lambda: desktop.seen()["text"] == "中国", "the first word")
        first = desktop.candidates
        until(lambda: first() is None, "the candidates to go")
        compose(desktop, "nihao", "long-second")
        until(lambda: desktop.seen()["draft"] == "中国", "the first word to be kept")
        desktop.press("space")
        until(lambda: desktop.seen()["text"] == "中国你好", "the second word")
        until(lambda: desktop.seen()["draft"] == "中国你好", "both words to be kept")


def test_a_cell_of_a_row_is_typed(desk):
    """The school of a row of education takes pinyin; Enter after the word goes on and keeps it."""
    with desk("qualifications", "education.{row}.school") as desktop:
        clear(desktop)
        compose(desktop, "daxue", "cell-composing")
        desktop.press("space")
        until(lambda: desktop.seen()["text"] == "大学", "the word")
        here = desktop.seen()["focus"]
        desktop.press("Return")
        until(lambda: desktop.seen()["schools"][0] == "大学", "the cell to be kept")
        until(lambda: desktop.seen()["focus"] != here, "the next field")


def test_the_table_itself_takes_keys_past_the_input_method(desk):
    """In a table nothing is composed, so that Space and digits arrive (ux 4.4)."""
    with desk("materials") as desktop:
        until(lambda: desktop.seen()["screen"] == "materials", "the list")
        assert not desktop.seen()["method"]
        desktop.type("nihao")
        desktop.press("Down")
        assert desktop.candidates() is None


def test_initials_are_found_before_anything_is_committed(desk):
    """B-3: pinyin initials list people while they are composed; Esc twice gives the focus back."""
    with desk("workbench", role="unit") as desktop:
        here = desktop.seen()["focus"]
        desktop.press("ctrl+f")
        until(lambda: desktop.seen()["focus"] == "查找", "the search box")
        desktop.pinyin(on=True)
        desktop.type("cgd")
        until(lambda: [words[:3] for words in desktop.seen()["found"]] == ["陈国栋"], "陈国栋")
        assert desktop.seen()["text"] == ""
        until(desktop.candidates, "the candidates")
        desktop.picture("search-composing")
        desktop.press("Escape")
        until(lambda: desktop.candidates() is None, "the candidates to go")
        until(lambda: not desktop.seen()["found"], "the results to go")
        desktop.press("Escape")
        until(lambda: desktop.seen()["focus"] == here, "the field left before")


def test_the_walk_goes_by_the_number_pad_alone_with_pinyin_on(desk):
    """1, a count, Enter, 4, Enter on the pad mark item after item, whatever the input method makes of digits."""
    with desk("walk", role="unit") as desktop:
        until(lambda: desktop.seen()["screen"] == "walk", "the walk")
        desktop.run("fcitx5-remote", "-o")
        for _item in range(3):
            before = desktop.seen()["marks"]
            desktop.press("KP_1", "KP_3", "KP_Enter", "KP_4", "KP_Enter")
            until(lambda before=before: desktop.seen()["marks"] > before, "the item to be marked")
        desktop.picture("walk-by-pad")
