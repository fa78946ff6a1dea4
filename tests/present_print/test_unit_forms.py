# SPDX-License-Identifier: MulanPSL-2.0
"""The unit's own form prints in place of the shipped one, by edition, and can be taken back."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.paper.forms import FormSpec
from app.paper.forms.writing import form_text
from app.present.prints.pieces import make_piece
from app.present.prints.unit_forms import (
    adopt,
    form_fault,
    form_in_force,
    form_lines,
    origin_of,
    put_in_force,
    read_file,
    take_up,
)
from tests.helpers.pages import words
from tests.helpers.printing_desk import printing_desk

APP = Path(__file__).resolve().parents[2] / "app"


@pytest.fixture
def session(tmp_path):
    """A desk with a packet of two volumes."""
    with printing_desk(tmp_path) as made:
        yield made


def renamed(title: str) -> FormSpec:
    """Return the shipped 承诺书 with another title on its first page."""
    spec = FormSpec.load("pledge")
    first = spec.pages[0]
    heading = attrs.evolve(first.heading, text=title)
    return attrs.evolve(spec, pages=(attrs.evolve(first, heading=heading), *spec.pages[1:]))


def printed(session) -> str:
    """Return the words of the 承诺书 as the print centre makes it."""
    piece = make_piece(session, "pledge", session.paper_context(), silent())
    return words(piece.pdf)


def test_the_units_form_prints_until_it_is_taken_back(session):
    """What is put into force prints at once, alone and in the volume; edition 0 is the shipped form again."""
    assert "参考模板" in printed(session)
    kept = put_in_force(session, renamed("本单位承诺书"))
    assert kept.edition == 1
    said = printed(session)
    assert "本单位承诺书" in said and "参考模板本单位第1版" in said
    assert "本单位承诺书" in "".join(
        words(session.made_pieces()[name].pdf) for name in session.made_pieces()
    )
    take_up(session, "pledge", 0)
    assert form_in_force(session.vault, "pledge") == FormSpec.load("pledge")
    assert "本单位承诺书" not in printed(session)


def test_every_edition_stays_and_can_be_taken_up_again(session):
    """A second edition does not overwrite the first; an edition nobody made is named."""
    put_in_force(session, renamed("第一"))
    put_in_force(session, renamed("第二"))
    assert form_in_force(session.vault, "pledge").edition == 2
    take_up(session, "pledge", 1)
    assert form_in_force(session.vault, "pledge").pages[0].heading.text == "第一"
    line = next(each for each in form_lines(session.vault) if each.id == "pledge")
    assert (line.edition, line.editions) == (1, (2, 1))
    with pytest.raises(UserError, match="FORM-NO-EDITION"):
        take_up(session, "pledge", 9)


def test_a_form_with_a_fault_is_not_put_into_force(session):
    """A layout that fails the lint is refused by name, and what printed before still prints."""
    spec = FormSpec.load("pledge")
    broken = attrs.evolve(spec, pages=(attrs.evolve(spec.pages[0], when="nobody"), *spec.pages[1:]))
    with pytest.raises(UserError, match="FORM-CONDITION"):
        put_in_force(session, broken)
    assert form_in_force(session.vault, "pledge") == spec


def test_a_form_of_another_program_stops_its_own_printing_only(session):
    """A form this program cannot read is said, its printing refused; every page can still be opened."""
    session.vault.set_setting("form/pledge", 'colour = "red"\n' + form_text(renamed("新的")))
    assert form_fault(session.vault, "pledge")
    assert session.plan.volumes
    for piece in ("pledge", "volume"):
        with pytest.raises(UserError, match="FORM-OWN-BROKEN"):
            make_piece(session, piece, session.paper_context(), silent())
    assert make_piece(session, "evaluation", session.paper_context(), silent()) is not None


def test_putting_into_force_stands_in_the_chain(session):
    """The chain says which form, which edition and the digest of its text, and not one word of it."""
    put_in_force(session, renamed("本单位承诺书"))
    event = session.vault.events()[-1]
    assert (event.kind, event.subject) == ("form", "pledge")
    assert "本单位承诺书" not in str(event.detail)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", "FORM-FILE"),
        (b"id = ", "FORM-FILE"),
        (b'id = "pledge"\n', "FORM-FIELD"),
        (b"x" * (1 << 20) + b"y", "FORM-TOO-LARGE"),
        (form_text(attrs.evolve(FormSpec.load("pledge"), id="other")).encode(), "FORM-UNKNOWN"),
    ],
)
def test_a_file_that_is_no_form_is_refused(data, code):
    """A file from outside is read strictly; nothing of a refused one is kept."""
    with pytest.raises(UserError, match=code):
        read_file(data, "带来的.toml")


def test_one_place_decides_which_form_prints():
    """No room beside unit_forms takes a shipped form to print with; the meter's default and reading ahead aside."""
    allowed = {"prints/unit_forms.py", "declare/editor_fit.py", "prints/live.py"}
    found = [
        path.relative_to(APP / "present").as_posix()
        for path in (APP / "present").rglob("*.py")
        if re.search(r"FormSpec\.load\(", path.read_text("utf-8")) and "formedit" not in path.parts
    ]
    assert set(found) <= allowed


def test_a_form_the_unit_handed_out_keeps_the_units_number(session):
    """At another desk the unit's third edition is still its third; the shipped form can be taken up again."""
    spec = attrs.evolve(renamed("单位发的"), edition=3)
    kept = adopt(session, read_file(form_text(spec).encode(), "pledge.toml"))
    assert kept.edition == 3
    assert origin_of(session.vault, "pledge") == "参考模板　本单位第3版"
    assert origin_of(session.vault, "volume") == ""
    assert put_in_force(session, kept).edition == 4
    take_up(session, "pledge", 3)
    assert form_in_force(session.vault, "pledge").edition == 3
