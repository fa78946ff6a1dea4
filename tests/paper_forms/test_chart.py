# SPDX-License-Identifier: MulanPSL-2.0
"""The deadline chart says the pack's dates and the unit's own (D-1, D-2, D-3)."""

from __future__ import annotations

import attrs
import pytest

from app.paper.chart import deadlines
from app.policy.loading import read_pack
from app.policy.pack import PolicyPack, shipped_files
from tests.helpers import golden
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages

CONTEXT = sample.context_of(sample.ordinary())


@pytest.fixture(scope="module")
def pack() -> PolicyPack:
    """Return the bundled pack."""
    return read_pack(shipped_files())


def said(pack: PolicyPack, **unit: object) -> str:
    """Return the words of the chart for a unit with some settings."""
    piece = deadlines(pack, attrs.evolve(sample.UNIT, **unit), CONTEXT)
    with Pages(piece.pdf) as pages:
        return pages.whole()


def test_the_last_posting_days_are_those_of_the_decisions(pack: PolicyPack) -> None:
    """初级 06-02, 中级 06-16, 高级 07-12 (a Sunday, last working day 07-10), results 10-23."""
    text = said(pack)
    for words in (
        "公示最迟06-02",
        "公示最迟06-16",
        "公示最迟07-12（周日，末个工作日07-10）",
        "结果公示最迟10-23（计10-26至10-30）",
        "07-20纸质材料送市人社局",
        "06-10上报截止",
        "06-25上报截止",
        "07-20上报截止",
    ):
        assert words in text, words


def test_working_days_of_each_month_are_counted(pack: PolicyPack) -> None:
    """The months say their working days, make-up days worked: May 19, June 21, September 22, October 18."""
    text = said(pack)
    for words in ("5月19个工作日", "6月21个工作日", "9月22个工作日", "10月18个工作日"):
        assert words in text, words
    assert "周末上班：5月9日、9月20日、10月10日（按工作日计）" in text


def test_a_units_own_days_and_way_of_counting_are_drawn(pack: PolicyPack) -> None:
    """The unit's closing day has its own mark; counting the posting day moves the last posting days."""
    text = said(pack, internal_dates={"senior": "2026-06-26"}, counts_posting_day=True)
    assert "本单位06-26" in text
    assert "本单位自定的截止日" in text
    assert "张贴当日计入" in text
    assert "公示最迟06-03" in text
    assert "本单位" not in said(pack).replace("本单位自定", "")


def test_the_chart_looks_as_it_was_looked_at(pack: PolicyPack, golden_write: bool) -> None:
    """The chart is the page that was looked at."""
    piece = deadlines(pack, sample.UNIT, CONTEXT)
    golden.check(piece.pdf, "forms/deadlines", write=golden_write)
