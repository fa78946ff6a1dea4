# SPDX-License-Identifier: MulanPSL-2.0
"""Pictures without a display, the newcomer's folder, and a window that lets go of its session."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.present.session import Role
from tests.helpers import vaults
from ui import newcomer
from ui.pictures import grab_screens
from ui.qt import QImage, qInstallMessageHandler


@pytest.fixture(autouse=True)
def own_messages():
    """Put the message handler of the test run back."""
    before = qInstallMessageHandler(None)
    qInstallMessageHandler(before)
    yield
    qInstallMessageHandler(before)


def test_pictures_are_drawn_at_the_size_asked_for(application, session, tmp_path):
    """One PNG a screen, of the client area, in either text size; an unknown name is left out."""
    session.role = Role.APPLICANT
    files = grab_screens(session, tmp_path / "out", ["materials", "nowhere"], (1093, 534), 20)
    assert [path.name for path in files] == ["applicant-materials-1093x534-20.png"]
    image = QImage(str(files[0]))
    assert (image.width(), image.height()) == (1093, 534)


def test_the_whole_navigation_is_drawn_for_each_role(application, session, tmp_path):
    """Without names every page of the role is drawn, none of them empty of ink."""
    for role in Role:
        session.role = role
        files = grab_screens(session, tmp_path / role, ())
        assert files
        for path in files:
            image = QImage(str(path))
            colours = {image.pixel(x, y) for x in range(0, 1366, 97) for y in range(0, 688, 53)}
            assert len(colours) > 3, path.name


def test_a_closed_window_listens_no_more(application, session, tmp_path):
    """After the pictures the session has no listener left, so its next change reaches nobody."""
    before = len(session._listeners)
    grab_screens(session, tmp_path, ["materials"])
    assert len(session._listeners) == before


def test_a_practice_vault_that_opens_is_used_again(tmp_path, monkeypatch):
    """The second run makes nothing anew."""
    monkeypatch.setattr(newcomer, "PRACTICE_PASSPHRASE", vaults.PASSPHRASE)
    monkeypatch.setattr(newcomer, "_build", lambda folder: pytest.fail("built again"))
    vaults.make(tmp_path / newcomer.VAULT, practice=True)
    assert newcomer.practice_vault(tmp_path) == tmp_path / newcomer.VAULT


def test_a_practice_vault_that_does_not_open_is_set_aside(tmp_path, monkeypatch, capsys):
    """Nothing is deleted: the old folder gets another name and a new one is made."""
    built = []
    monkeypatch.setattr(newcomer, "_build", built.append)
    (tmp_path / newcomer.VAULT).mkdir()
    (tmp_path / newcomer.VAULT / "mine.txt").write_text("x")
    folder = newcomer.practice_vault(tmp_path)
    assert built == [folder]
    kept = [path for path in tmp_path.iterdir() if path != folder]
    assert (kept[0] / "mine.txt").read_text() == "x"
    assert "虚构" in capsys.readouterr().out


def test_a_display_is_known_by_its_variables(monkeypatch):
    """X11 or Wayland; none means files."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not newcomer.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert newcomer.has_display()


def test_a_strange_passphrase_does_not_pass_as_the_practice_vaults(tmp_path):
    """A real vault in the place of the practice vault is not opened."""
    vaults.make(tmp_path / "库")
    assert not newcomer._opens(tmp_path / "库")
    with pytest.raises(UserError), newcomer._opened(tmp_path / "库"):
        pass
