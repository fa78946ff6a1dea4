# SPDX-License-Identifier: MulanPSL-2.0
"""What every test runs in: no screen, one language, no surprises in the log."""

from __future__ import annotations

import gc
import logging
import os

# Before anything imports Qt: a test never opens a window and never reads this machine's settings.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
for _name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "QT_IM_MODULE"):
    os.environ.pop(_name, None)
os.environ.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", TZ="Asia/Shanghai")

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run: a red CI can be repeated on any desk. `explore` looks further.
settings.register_profile(
    "fixed",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "explore", parent=settings.get_profile("fixed"), derandomize=False, max_examples=5000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of `make golden`."""
    parser.addoption("--golden-write", action="store_true", help="draw the reference pages anew")


@pytest.fixture(scope="session")
def application(qapp):
    """The one application object of a run, dressed as the program dresses it."""
    from ui.desktop import dress

    dress(qapp)
    return qapp


@pytest.fixture
def golden_write(request: pytest.FixtureRequest) -> bool:
    """True when reference pages are to be written instead of compared."""
    return bool(request.config.getoption("--golden-write"))


# Objects made since the last look that are worth one; a look at every test would cost minutes.
GARBAGE_WORTH_A_LOOK = 20_000


@pytest.fixture(autouse=True)
def collected_here():
    """Collect cyclic garbage between tests in this thread only, as the program's windows do.

    A worker thread that a window left behind must never destroy widgets (ui/garbage.py).
    """
    gc.disable()
    yield
    if gc.get_count()[0] > GARBAGE_WORTH_A_LOOK:
        gc.collect()
    gc.disable()


class _Records(logging.Handler):
    """Keep what is logged, from any thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest):
    """Fail a test that makes the program log a warning or worse, unless it says so by its mark."""
    records = _Records()
    root = logging.getLogger()
    root.addHandler(records)
    yield
    root.removeHandler(records)
    if records.kept and request.node.get_closest_marker("expected_log") is None:
        lines = [f"{r.name} {r.levelname}: {r.getMessage()}" for r in records.kept]
        pytest.fail("unexpected log records:\n" + "\n".join(lines), pytrace=False)
