# SPDX-License-Identifier: MulanPSL-2.0
"""A desk with something to print: a small vault, one fictional person, scans and a paper-only exhibit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs
import pikepdf

from app.kernel.ids import derived_id
from app.model.declaration import Declaration
from app.model.materials import Scan
from app.model.operations import SetValue
from app.model.people import Basics
from app.present.session import Role, Session
from tests.helpers.desk import ANSWERS, at_desk

GOOD_ID, BAD_ID = (
    "15040219820315002X",
    "150402198203150021",
)  # fictional; the second has a wrong last place


def scanned(pages: int, mark: int = 0) -> bytes:
    """Return a clean little PDF of grey pages, as the intake room would hand it on."""
    document = pikepdf.new()
    for number in range(pages):
        page = document.add_blank_page(page_size=(595.28, 841.89))
        grey = 0.3 + 0.05 * ((number + mark) % 10)
        page.Contents = document.make_stream(
            b"%.2f g 60 60 %d 700 re f" % (grey, 200 + 20 * (number % 10))
        )
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def with_scan(session: Session, entry_id: str, pages: int) -> None:
    """Attach a scan of some pages to a material."""
    data = scanned(pages, len(entry_id))
    digest = session.vault.put_evidence(data, "pdf")
    scan = Scan(
        id=derived_id("scan", entry_id),
        original=digest,
        working=digest,
        name="扫描件.pdf",
        media="pdf",
        pages=pages,
    )
    session.apply(SetValue(f"materials.{entry_id}.scans", (scan,)))


@contextmanager
def printing_desk(folder: Path, *, role: Role = Role.APPLICANT) -> Iterator[Session]:
    """Open a desk whose packet has three scanned materials and one that exists on paper only."""
    person = Declaration(route=ANSWERS)
    basics = attrs.evolve(
        Basics(), name="阿拉坦其其格", unit="虚构旗水利技术中心", id_number=GOOD_ID
    )
    with at_desk(folder, attrs.evolve(person, basics=basics), role=role) as session:
        with_scan(session, "id_card", 1)
        with_scan(session, "education", 3)
        with_scan(session, "current_title", 2)
        session.apply(SetValue("materials.appointment.paper_only", True))
        session.apply(SetValue("materials.appointment.pages", 2))
        yield session
