# SPDX-License-Identifier: MulanPSL-2.0
"""Sheets put in after binding (30-1): whatever is put in where, nothing bound before is numbered anew."""

from __future__ import annotations

from itertools import pairwise

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.paper.core.geometry import Side
from app.paper.volume.amended import amended
from app.paper.volume.packet import plan_packet
from app.paper.volume.plan import PAGE, PAPER, PacketPlan, PacketRules
from tests.helpers.paper_double import Row, context
from tests.paper.test_packet_plan import kept, material

_BOUND = st.lists(
    st.tuples(st.integers(1, 9), st.booleans(), st.sampled_from("BBCD")), min_size=1, max_size=5
)
# (which material, which of its pages or 0 for its end, pages, exists on paper only, written on both sides)
_PUT_IN = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 9), st.integers(1, 4), st.booleans(), st.booleans()
    ),
    min_size=1,
    max_size=4,
)


def bound(drawn) -> list[Row]:
    """Return bound rows in the order of their tabs."""
    rows = []
    for number, (pages, paper, tab) in enumerate(drawn):
        more = {"paper_only": True, "scans": (), "pages": pages} if paper else {}
        rows.append(material(f"m{number}", pages, tab=f"{tab}{number}", **more))
    return sorted(rows, key=lambda row: row.tab[0])


def put_in(drawn, rows: list[Row]) -> list[Row]:
    """Return sheets to be put in, each after a page that is there."""
    found = []
    for number, (which, page, pages, paper, double) in enumerate(drawn):
        target = rows[which % len(rows)].entry
        more = {"paper_only": True, "scans": (), "pages": pages} if paper else {}
        found.append(
            material(
                f"late{number}", pages, tab="B9", late=True, inserted=True, completes=target.id,
                at_page=min(page, target.page_count()), double_sided=double, **more,
            )
        )  # fmt: skip
    return found


def labels(plan: PacketPlan) -> list[str]:
    """Return what stands on every numbered side, in the order of the paper."""
    return [side.shown for volume in plan.volumes for side in volume.sides if side.shown]


@settings(max_examples=60, deadline=None)
@given(_BOUND, _PUT_IN, st.booleans())
def test_sheets_put_in_bear_the_page_before_them_and_move_nothing(drawn, late, duplex):
    """Old labels stand in their old order; new ones are n-1, n-2 … of the page they follow; all differ."""
    rules, rows = PacketRules(duplex=duplex), bound(drawn)
    before = plan_packet(context(), rows, rules=rules)
    fresh = put_in(late, rows)
    numbered = plan_packet(context(), [*rows, *fresh], rules=rules, frozen=kept(before))
    after = amended(numbered, ())
    old = labels(before)
    assert [label for label in labels(after) if "-" not in label][: len(old)] == old
    assert len(labels(after)) == len(set(labels(after)))
    put = [s.shown for v in after.volumes for s in v.sides if s.entry_id.startswith("late")]
    assert len([label for label in put if label]) == sum(row.entry.page_count() for row in fresh)
    for volume in after.volumes:
        base, count = 0, 0
        for side in volume.sides:
            if side.number is not None:
                base, count = side.number, 0
            elif side.label and side.kind in (PAGE, PAPER):
                count += 1
                assert side.label == f"{base}-{count}"


@settings(max_examples=60, deadline=None)
@given(_BOUND, _PUT_IN)
def test_sheets_stay_sheets_and_are_counted(drawn, late):
    """Every back lies behind a front, and a volume's sheets are its fronts: thickness and spine follow."""
    rows = bound(drawn)
    before = plan_packet(context(), rows)
    fresh = put_in(late, rows)
    after = amended(plan_packet(context(), [*rows, *fresh], frozen=kept(before)), ())
    for volume in after.volumes:
        sides = [side.side for side in volume.sides]
        assert sides[0] is Side.FRONT
        assert all(one is Side.FRONT for one, two in pairwise(sides) if two is Side.BACK)


@settings(max_examples=40, deadline=None)
@given(_BOUND, _PUT_IN)
def test_taking_the_sheets_out_again_leaves_the_plan_as_it_was(drawn, late):
    """A late paper declared not applicable takes its sheets with it; nothing else moves."""
    rows = bound(drawn)
    before = plan_packet(context(), rows)
    fresh = put_in(late, rows)
    assume(fresh)
    gone = [
        attrs.evolve(row, entry=attrs.evolve(row.entry, state="not_applicable")) for row in fresh
    ]
    after = amended(plan_packet(context(), [*rows, *gone], frozen=kept(before)), ())
    assert labels(after) == labels(before)
