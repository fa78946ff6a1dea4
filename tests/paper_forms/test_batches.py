# SPDX-License-Identifier: MulanPSL-2.0
"""Any batch of people: sums on the roster, covers of their packets and 附件3 count the same people (PC-25)."""

from __future__ import annotations

import io
from collections import Counter

import attrs
import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.codes import Affiliation, DeclarationKind, TitleLevel
from app.model.declaration import Declaration
from app.paper.facts import person_facts
from app.paper.rolls import roster, statistics
from tests.helpers.desk import pack
from tests.paper_forms import sample
from tests.paper_forms.test_roster import CONTEXT, SERIES, person

# What a cover says of the level, by the file the person is listed in (S-4.3.4-a).
COVER_WORDS = {"senior": "高级", "intermediate": "中级", "junior": "初级"}


def applicant(
    number: int,
    level: TitleLevel | None,
    series: int,
    kind: DeclarationKind,
    from_where: Affiliation,
) -> Declaration:
    """Return one invented declaration."""
    base = person(number, level, series)
    return attrs.evolve(base, route=attrs.evolve(base.route, kind=kind, affiliation=from_where))


batches = st.lists(
    st.builds(
        applicant,
        st.integers(0, 99),
        st.sampled_from([*TitleLevel, None]),
        st.integers(0, len(SERIES) - 1),
        st.sampled_from(list(DeclarationKind)),
        st.sampled_from(list(Affiliation)),
    ),
    max_size=25,
)


def sums(workbook: bytes) -> dict[str, int]:
    """Return every sum a roster's workbook prints, by its label."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    found = {}
    for row in sheet.iter_rows(values_only=True):
        said = [str(value) for value in row if value not in (None, "")]
        label = said[0].replace("　", "") if said else ""
        if label.endswith(("小计", "总计")):
            assert label not in found, label
            found[label] = int(said[1].removesuffix("人"))
    return found


@settings(max_examples=12, deadline=None)
@given(batches)
def test_every_printed_sum_is_the_number_of_packets_with_that_cover(
    batch: list[Declaration],
) -> None:
    """Covers are counted by level and series as they word them; no packet is left out or counted twice."""
    facts = [person_facts(attrs.evolve(sample.context_of(each), pack=pack())) for each in batch]
    covers = Counter(
        (level, each.series)
        for each in facts
        for level, word in COVER_WORDS.items()
        if each.level.startswith(word)
    )
    rosters = roster.build(batch, pack(), sample.UNIT)
    printed: Counter[tuple[str, str]] = Counter()
    for level, one in rosters.items():
        said = sums(roster.xlsx(one, CONTEXT))
        total = said.pop("总计")
        assert total == sum(said.values()) == one.count
        printed.update({(level, label.removesuffix("小计")): n for label, n in said.items()})
    assert printed == covers


@settings(max_examples=25, deadline=None)
@given(batches, st.sampled_from([None, sample.UNIT]))
def test_roster_sums_are_what_the_statistics_count(batch: list[Declaration], unit: object) -> None:
    """By level and in all, over every pool: posts, targeted, and those who take no post."""
    rosters = roster.build(batch, pack(), sample.UNIT)
    table = statistics.build(unit, batch, pack())
    assert statistics.reconcile(table, rosters) == ()
    for level in COVER_WORDS:
        listed = sum(group.count for group in rosters[level].groups) if level in rosters else 0
        assert table.total.people.get(level, 0) == listed
    figures = [line.total for group in table.groups for line in group.lines]
    assert sum(figures) == table.total.total == sum(one.count for one in rosters.values())
