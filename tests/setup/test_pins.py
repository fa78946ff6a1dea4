# SPDX-License-Identifier: MulanPSL-2.0
"""Why some versions are pinned as they are: each test fails with the version that was refused."""

from __future__ import annotations

import platform
import sys

import pytest


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be counted from 3.12 on")
def test_qt_calls_keep_none_alive(qapp):
    """A thousand void Qt calls lose no reference to None (PySide6 6.12.0 lost one in each)."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("名")
    assert sys.getrefcount(None) >= before - 50


def test_qt_version_is_the_one_for_this_machine():
    """The installed Qt is the newest whose wheel loads on the oldest target system."""
    import PySide6

    expected = "6.8.0.2" if platform.machine() == "aarch64" else "6.9.3"
    assert PySide6.__version__ == expected


def test_cipher_library_has_what_the_vault_counts_on():
    """The cipher library is SQLCipher 4.19 with FTS5, and keeps temporary data in memory."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    try:
        version = connection.execute("PRAGMA cipher_version").fetchone()[0]
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    finally:
        connection.close()
    assert version.startswith("4.19.")
    assert {"ENABLE_FTS5", "TEMP_STORE=2"} <= options


def test_canvas_has_its_compiled_half():
    """ReportLab finds its compiled accelerator, without which pages take several times longer."""
    import _rl_accel
    from reportlab.lib.rl_accel import __file__ as pure
    from reportlab.pdfbase import pdfmetrics

    assert pure
    assert pdfmetrics.stringWidth("abc", "Helvetica", 10) > 0
    assert _rl_accel.version
