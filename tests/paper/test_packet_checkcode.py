# SPDX-License-Identifier: MulanPSL-2.0
"""核对码: four groups that tell which facts differ, checked group by group."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.digits import group_holds
from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.paper.checkcode import check_code, compare, parse_code
from app.paper.volume.packet import plan_packet
from tests.helpers.paper_double import Store, context, rows

STORE = Store()
PLAN = plan_packet(context(), rows(STORE))
FACTS = context().declaration


def code(facts: Declaration = FACTS, plan=PLAN) -> str:
    """Return the code of some facts."""
    return check_code(facts, plan)


def test_a_code_has_four_groups_that_check_themselves():
    """Sixteen digits, each group with its check digit, the same for the same facts."""
    groups = code().split("-")
    assert len(groups) == 4 and all(len(group) == 4 and group_holds(group) for group in groups)
    assert code() == code()


def test_the_group_tells_which_facts_differ():
    """Identity changes group 1, the declaration group 2, the catalogue group 3; all change group 4."""
    name = attrs.evolve(FACTS, basics=attrs.evolve(FACTS.basics, name="阿拉坦其木格"))
    title = attrs.evolve(FACTS, route=attrs.evolve(FACTS.route, title="正高级工程师"))
    fewer = plan_packet(context(), rows(STORE)[:-1])
    assert compare(code(), code(name)).differs == (1, 4)
    assert compare(code(), code(title)).differs == (2, 4)
    assert compare(code(), code(FACTS, fewer)).differs == (3, 4)
    assert compare(code(), code(attrs.evolve(FACTS, version=2))).differs == (4,)


def test_the_comparison_says_what_to_look_at():
    """Group 4 is only named when it alone differs; the words name the place on paper."""
    name = attrs.evolve(FACTS, basics=attrs.evolve(FACTS.basics, name="阿拉坦其木格"))
    found = compare(code(), code(name))
    assert not found.same and len(found.look_at) == 1 and "姓名" in found.look_at[0]
    assert "版" in compare(code(), code(attrs.evolve(FACTS, version=2))).look_at[0]
    assert compare(code(), code()).same


def test_ids_that_two_typists_never_share_do_not_count():
    """Re-keying the same paper elsewhere gives the same code."""
    other = attrs.evolve(
        FACTS,
        id="other",
        achievements=tuple(attrs.evolve(a, id=f"z{a.id}") for a in FACTS.achievements),
    )
    assert compare(code(), code(other)).same


@given(st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_found_in_its_group(place, by):
    """A slip of one digit names the group it is in."""
    digits = code().replace("-", "")
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    with pytest.raises(UserError) as caught:
        parse_code(wrong)
    assert caught.value.code == "PAPER-CODE-GROUP"
    assert f"第{place // 4 + 1}组" in str(caught.value)


def test_codes_may_be_typed_with_any_breaks_but_not_with_letters():
    """Blanks and dashes of any kind are ignored; a letter or a missing digit is told."""
    plain = code()
    assert (
        parse_code(plain.replace("-", " "))
        == parse_code(plain.replace("-", "—"))
        == tuple(plain.split("-"))
    )
    for wrong in (plain[:-1], plain.replace("-", "x"), ""):
        with pytest.raises(UserError) as caught:
            parse_code(wrong)
        assert caught.value.code == "PAPER-CODE-SHAPE"
