# SPDX-License-Identifier: MulanPSL-2.0
"""Input method, locale, faces, and what the first stage may import."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ui.desktop import input_method_changes, load_faces, missing_faces, rare_families
from ui.qt import QCoreApplication, QDate, QFont, QFontInfo, QLocale, qVersion

ROOT = Path(__file__).parents[2]
BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus"}
PORTAL = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize(
    ("environ", "plugin", "portal", "changes"),
    [
        ({"QT_IM_MODULE": "fcitx"} | BUS, True, True, {}),
        ({"QT_IM_MODULE": "fcitx"} | BUS, False, True, PORTAL),
        ({"QT_IM_MODULE": "fcitx5"} | BUS, False, True, PORTAL),
        ({"QT_IM_MODULE": "fcitx"} | BUS, False, False, {}),
        (BUS, False, True, PORTAL),
        ({"QT_IM_MODULE": "fcitx"}, False, True, {}),
        ({"QT_QPA_PLATFORM": "offscreen"} | BUS, False, True, {}),
    ],
)
def test_the_input_method_is_reached_the_way_it_was_measured(environ, plugin, portal, changes):
    """A built plugin is respected, else the IBus portal when it is there, else nothing is touched."""
    assert input_method_changes(environ, plugin, lambda: portal) == changes


def test_no_bus_is_asked_when_there_is_none():
    """Without a session bus the portal is not looked for at all."""

    def never():
        raise AssertionError("asked")

    assert (
        input_method_changes({"QT_IM_MODULE": "fcitx"}, plugin_there=False, portal_there=never)
        == {}
    )


def test_dates_and_buttons_are_chinese(application):
    """Qt's own texts come in Chinese."""
    assert QLocale().toString(QDate(1985, 3, 7)).startswith("1985年3月7日")
    assert "取消" in QCoreApplication.translate("QPlatformTheme", "Cancel")


def test_the_bundled_faces_are_the_ones_in_use(application):
    """Three weights of the screen face and the serif are there, rare characters behind them."""
    assert missing_faces() == []
    assert len(load_faces()) >= 4
    assert rare_families()
    for family in ("Noto Sans SC", "Noto Serif SC"):
        assert QFontInfo(QFont(family)).family() == family


def test_qt_is_the_pinned_one():
    """6.8 or 6.9: later wheels do not load on glibc 2.28 (platform.md 1.1)."""
    assert qVersion().startswith(("6.8.", "6.9."))


def test_only_one_module_names_pyside():
    """Every Qt name in ui/ comes through ui/qt.py; nothing reaches for the network or QML."""
    naming = re.compile(r"^\s*(?:from|import)\s+(?:PySide6|shiboken6)", re.MULTILINE)
    others = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "ui").rglob("*.py")
        if naming.search(path.read_text(encoding="utf-8")) and path.name != "qt.py"
    ]
    assert others == []
    shim = (ROOT / "ui" / "qt.py").read_text(encoding="utf-8")
    assert not re.search(r"QtNetwork|QtQml|QtQuick|QtWebEngine|QtSql", shim.split('"""', 2)[2])


UNLOCK_STAGE = """
import sys
from pathlib import Path
from app.present.entry.startup import PreferenceStore
from ui.application import stage_one
from ui.desktop import make_application
application = make_application([])
window = stage_one(PreferenceStore(Path(sys.argv[1])), lambda f, k: None, lambda f, k: None)
window.show()
application.processEvents()
print("\\n".join(sorted(sys.modules)))
"""


def test_the_unlock_stage_stays_small(tmp_path):
    """The first window imports no policy, paper, session or print library, and no network."""
    run = subprocess.run(
        [sys.executable, "-c", UNLOCK_STAGE, str(tmp_path / "preferences.json")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = run.stdout.split()
    heavy = {"reportlab", "openpyxl", "pikepdf", "PIL", "pypdfium2", "segno", "pypinyin", "lxml"}
    rooms = ("app.policy", "app.paper", "app.present.session", "app.intake", "app.model")
    assert not heavy & set(loaded)
    assert [name for name in loaded if name.startswith(rooms)] == []
    assert not [name for name in loaded if name.startswith(("PySide6.QtNetwork", "PySide6.QtQml"))]


def test_void_calls_lose_no_reference_to_none(application, qtbot):
    """1,000 void Qt calls leave the count of None where it was (PySide6 6.12 loses one each)."""
    from ui.widgets.basics import label

    widget = label("职称")
    qtbot.addWidget(widget)
    widget.setText("一")
    before = sys.getrefcount(None)
    for number in range(1000):
        widget.setText(str(number))
        widget.repaint()
    assert abs(sys.getrefcount(None) - before) < 50
