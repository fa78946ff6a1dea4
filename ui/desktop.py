# SPDX-License-Identifier: MulanPSL-2.0
"""What must be settled around QApplication: input method, scaling, locale, translations, fonts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from app.kernel.locations import resource
from ui.qt import (
    QApplication,
    QFontDatabase,
    QGuiApplication,
    QLibraryInfo,
    QLocale,
    QSize,
    Qt,
    QTranslator,
)

PROGRAM_NAME = "职称线下申报（离线版）"
STYLE = "Fusion"
PORTAL = "org.freedesktop.portal.IBus"
_PLUGIN = "platforminputcontexts/libfcitxplatforminputcontextplugin.so"
SCREEN_FACES = (
    "NotoSansSC-400.ttf",
    "NotoSansSC-500-subset.ttf",
    "NotoSansSC-700-subset.ttf",
    "NotoSerifSC-400.ttf",
)
_translators: list[QTranslator] = []


def input_method_changes(
    environ: Mapping[str, str], plugin_there: bool, portal_there: Callable[[], bool]
) -> dict[str, str]:
    """Return what to set so that a stock Qt hears the desktop's input method (platform.md §6.5).

    A built fcitx plugin is respected; else the IBus portal, which fcitx5 and ibus both own, is used;
    else nothing is touched.
    """
    wanted = environ.get("QT_IM_MODULE", "")
    if environ.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}:
        return {}
    if wanted.startswith("fcitx") and plugin_there:
        return {}
    if not environ.get("DBUS_SESSION_BUS_ADDRESS") or not portal_there():
        return {}
    return {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


def _plugin_there() -> bool:
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), _PLUGIN).is_file()


def _portal_there() -> bool:
    from ui.qt import QDBusConnection

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "input-method-probe")
    try:
        owner = bus.interface() if bus.isConnected() else None
        return owner is not None and bool(owner.isServiceRegistered(PORTAL).value())
    finally:
        QDBusConnection.disconnectFromBus("input-method-probe")


def prepare_environment() -> None:
    """Set what Qt reads only once; call before the application object exists."""
    os.environ.update(input_method_changes(os.environ, _plugin_there(), _portal_there))
    os.environ.setdefault("CUPS_SERVER", "/run/cups/cups.sock")
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )


def make_application(arguments: list[str] | None = None) -> QApplication:
    """Return the one application object, in Chinese, with the bundled faces loaded."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        present.setStyle(STYLE)
        dress(present)
        return present
    prepare_environment()
    # The style is named here: to hand it over later, the binding would make all of QStyle at the start.
    named = [*(arguments or sys.argv[:1]), "-style", STYLE]
    application = QApplication(named)
    application.setApplicationName("zhijuan")
    application.setApplicationDisplayName(PROGRAM_NAME)
    application.setDesktopFileName("zhijuan")
    dress(application)
    return application


def dress(application: QApplication) -> None:
    """Give the application its locale, translation and faces; harmless when done twice."""
    application.setCursorFlashTime(application.cursorFlashTime())
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    _translate(application)
    load_faces()


def _translate(application: QApplication) -> None:
    if _translators:
        return
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder) and application.installTranslator(translator):
        _translators.append(translator)


def rare_faces() -> list[Path]:
    """Return the bundled faces for characters outside the main one, in the order they are asked."""
    folder = resource("fonts")
    return sorted(
        path
        for path in folder.glob("*.ttf")
        if path.name.startswith(("HanaMin", "Hanazono", "Plangothic"))
    )


def whole_screen() -> QSize:
    """Return the size a maximised window will have, so that it is built once for the right layout."""
    screens = QGuiApplication.screens()
    return screens[0].availableSize() if screens else QSize(1366, 688)


_loaded: dict[str, tuple[str, ...]] = {}


def load_faces() -> dict[str, tuple[str, ...]]:
    """Register the bundled faces and return file name → family names; a missing file is left out."""
    if _loaded:
        return _loaded
    for path in [*(resource("fonts", name) for name in SCREEN_FACES), *rare_faces()]:
        number = QFontDatabase.addApplicationFont(str(path)) if path.is_file() else -1
        if number >= 0:
            _loaded[path.name] = tuple(QFontDatabase.applicationFontFamilies(number))
    return _loaded


def missing_faces() -> list[str]:
    """Return the names of screen faces that could not be loaded."""
    return [name for name in SCREEN_FACES if name not in load_faces()]


def rare_families() -> list[str]:
    """Return the family names of the rare-character faces."""
    return [family for path in rare_faces() for family in load_faces().get(path.name, ())]
