# SPDX-License-Identifier: MulanPSL-2.0
"""Fictional 定密 decisions on the practice desk, entered as a person enters them."""

from __future__ import annotations

import attrs

from app.present.secrecy.marking import ALL_PAPERS, TICKED, MarkingPresenter
from app.present.secrecy.typed import TypedDecision
from app.present.session import Session

TYPED = TypedDecision(
    level="秘密",
    kind="保密期限",
    period="10年",
    base="保密事项范围",
    basis="练习用保密事项范围第1条",
    handler="练习承办人",
    officer="练习定密责任人",
    on="2026-06-01",
    scope="练习单位人事部门",
    reach=ALL_PAPERS,
)


def decided(session: Session, *papers: str, where: str = "person", **facts: str) -> str:
    """Enter a decision about some papers, or the whole declaration; returns the entry's id."""
    presenter = MarkingPresenter(session)
    presenter.choose(where)
    for paper in papers:
        presenter.tick(paper, True)
    typed = attrs.evolve(TYPED, reach=TICKED if papers else ALL_PAPERS, **facts)
    presenter.decide(typed)
    presenter.choose(f"{where}-book")
    entry = presenter.state.entries[0].id
    presenter.close()
    return entry


def changed(session: Session, entry: str, where: str = "person", **facts: str) -> str:
    """Enter a changed decision; returns the new entry's id."""
    presenter = MarkingPresenter(session)
    presenter.choose(f"{where}-book")
    people = {"handler": "练习承办人", "officer": "练习定密责任人", "on": "2026-06-10"}
    presenter.change(entry, attrs.evolve(presenter.typed(entry), **(people | facts)))
    made = presenter.state.entries[0].id
    presenter.close()
    return made


def released(session: Session, entry: str, where: str = "person") -> None:
    """Enter that the papers of a decision are released."""
    presenter = MarkingPresenter(session)
    presenter.choose(f"{where}-book")
    presenter.release(entry, "练习解密依据", "练习承办人", "练习定密责任人", "2026-06-12")
    presenter.close()
