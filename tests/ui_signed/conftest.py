# SPDX-License-Identifier: MulanPSL-2.0
"""Windows over a desk to which signed sheets came back."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest

from app.kernel.progress import silent
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.signed.places import printed_sheets
from app.present.signed.scanback import ScanBackPresenter
from app.present.signed.scanback_state import SheetMark
from tests.helpers.printing_desk import printing_desk
from tests.helpers.signed_scans import jpeg, printed_page, signed
from tests.helpers.windows import finish, windows


@contextmanager
def signed_desk(folder: Path):
    """Open a desk with one recognised sheet of six places and one to be claimed."""
    with printing_desk(folder / "desk") as session:
        back = ScanBackPresenter(session)
        back.switch_codes(SheetMark.SQUARE)
        centre = PrintCentrePresenter(session)
        centre.save("evaluation", folder / "form.pdf", silent())
        back.switch_codes(SheetMark.NONE)
        centre.save("pledge", folder / "pledge.pdf", silent())
        places = printed_sheets(session.vault, 1).of_page(13)
        first = signed(printed_page((folder / "form.pdf").read_bytes(), 12), places[:2])
        second = printed_page((folder / "pledge.pdf").read_bytes(), 0)
        paths = [folder / "评审表第13页.jpg", folder / "承诺书.jpg"]
        for path, page in zip(paths, (first, second), strict=True):
            path.write_bytes(jpeg(page))
        back.file(back.read(paths, silent()))
        back.close()
        yield session


@pytest.fixture
def desk(tmp_path):
    """A desk of the test's own."""
    with signed_desk(tmp_path) as session:
        yield session


@pytest.fixture(scope="module")
def still_desk(tmp_path_factory):
    """A desk that is only looked at."""
    with signed_desk(tmp_path_factory.mktemp("still")) as session:
        yield session


@pytest.fixture
def window(application):
    """A function that opens the main window on a screen."""
    with windows() as shown:

        def make(session, name, *size):
            shell = shown(session, *size)
            assert shell.go(name)
            finish(shell)
            return shell

        yield make
