# SPDX-License-Identifier: MulanPSL-2.0
"""A dossier that is bound and handed in, and the slip it comes back with; for tests of the way back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.model.operations import AddRow
from app.model.people import HeldTitle
from app.present.papers.handover import HandOverPresenter
from app.present.prints.binding import BindingPresenter
from app.present.returned.entry import ReturnEntryPresenter
from app.present.session import Session
from tests.helpers.printing_desk import printing_desk

BACK, FACT, KEPT = "appointment", "current_title", "id_card"
RECEIVED = {"giver": "阿拉坦其其格", "receiver": "王某（虚构）", "office": "虚构人事处", "note": ""}


@contextmanager
def handed_in(folder: Path) -> Iterator[Session]:
    """Open a dossier with a present title and paper-only exhibits, bound and handed in on 2026-06-15."""
    with printing_desk(folder) as session:
        title = HeldTitle(id="t1", title="工程师", obtained="2016-01", current=True)
        session.apply(AddRow("titles", title))
        BindingPresenter(session).bind("2026-06-15", anyway=True)
        hand_in(session, "2026-06-15 08:10")
        yield session


def hand_in(session: Session, at: str, **more: object) -> None:
    """Enter a hand-over whose count agrees."""
    presenter = HandOverPresenter(session)
    state = presenter.state
    counted = {"volumes": str(state.volumes), "pages": str(state.pages)}
    presenter.enter(at=at, **(RECEIVED | counted | more))
    presenter.close()


def key_in(session: Session, due: str = "20260617") -> None:
    """Key in a slip of three items as it came on paper."""
    entry = ReturnEntryPresenter(session)
    entry.set_head(reviewer="王某（虚构）", on="2026年6月15日", due=due, slip="T-007")
    entry.put(1, entry.find_listed("12"), "聘书复印件缺背面", "聘书原件")
    entry.put(2, FACT, "取得时间和证书不一致")
    entry.put(3, KEPT, "复印件不清楚")
    entry.enter()
    entry.close()
