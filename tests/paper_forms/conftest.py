# SPDX-License-Identifier: MulanPSL-2.0
"""Forms are tested without the policy pack: a short list of materials stands in for its checklist."""

from __future__ import annotations

import attrs
import pytest

from app.model.declaration import Declaration
from app.model.materials import MaterialEntry
from app.paper.forms import tables_review

NAMES = {
    "m09": (9, "居民身份证（正反面同页）"),
    "m10": (10, "学历、学位证书（附学历证书电子注册备案表）"),
    "m12": (12, "现职称聘任文件、聘书及聘用合同"),
    "m14": (14, "年度考核登记表"),
    "m25": (25, "获奖、荣誉证书"),
    "m27": (27, "论文（封面、版权页、目录、正文、封底）"),
}


@attrs.frozen
class FakeRow:
    entry: MaterialEntry
    number: int
    name: str
    tab: str


@attrs.frozen
class FakeChecklist:
    rows: tuple[FakeRow, ...]


@pytest.fixture(autouse=True)
def short_checklist(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the pack's checklist in every test of this room."""

    def made(pack: object, declaration: Declaration) -> FakeChecklist:
        return FakeChecklist(
            tuple(FakeRow(entry, *NAMES[entry.id], "B1") for entry in declaration.materials)
        )

    monkeypatch.setattr(tables_review, "checklist", made)
