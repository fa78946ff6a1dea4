# SPDX-License-Identifier: MulanPSL-2.0
"""Form files: read strictly; each fault names file and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.model import codes
from app.paper.forms import FormSpec, bindings
from app.paper.forms.spec import form_faults, shipped_forms
from app.paper.forms.words import known
from app.policy.pack import load_pack
from tests.paper_forms.test_form_readback import FORMS

GOOD = """
id = "small"
title = "小表"
margins = "form"
source = "练习"
[[pages]]
id = "one"
title = "第一页"
[[pages.parts]]
kind = "grid"
frames = [[22, 45, 189, 100]]
cells = [
  { at = [22, 45, 66, 60], label = "姓名" },
  { at = [66, 45, 189, 60], bind = "basics.name" },
]
[[pages.parts]]
kind = "table"
rows = "career"
left = 22
y = 110
columns = [{ width = 40, bind = "period" }, { width = 100, bind = "unit" }]
[[pages.parts]]
kind = "stack"
left = 22
widths = [20, 100]
rows = [{ cells = [{ label = "简历" }, { bind = "career_lines" }] }]
[[pages.parts]]
kind = "opinions"
left = 22
right = 189
blocks = [{ strip = "意见", height = 60 }]
[[pages.parts]]
kind = "prose"
left = 22
right = 189
paragraphs = [{ text = "{basics.name}：", when = "classified" }]
[[pages.parts]]
kind = "marks"
height = 30
seals = [{ at = [160, 15] }]
"""


def read(folder: Path, text: str) -> FormSpec:
    """Write a form file and read it."""
    (folder / "small.toml").write_text(text, encoding="utf-8")
    return FormSpec.load("small", folder)


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    """A file with every kind of part is taken as it stands."""
    spec = read(tmp_path, GOOD)
    assert [type(part).__name__ for part in spec.pages[0].parts] == [
        "Grid", "Table", "Stack", "Opinions", "Prose", "Marks",
    ]  # fmt: skip
    assert spec.reference_only


@pytest.mark.parametrize(
    ("old", "new", "code", "named"),
    [
        ('label = "姓名"', 'label = "姓名", colour = "red"', "FORM-FIELD", "colour"),
        ("at = [22, 45, 66, 60]", "at = [22, 45, 66]", "FORM-FIELD", "四个数"),
        ("at = [22, 45, 66, 60]", 'at = ["22", 45, 66, 60]', "FORM-FIELD", "四个数"),
        ('kind = "grid"', 'kind = "grill"', "FORM-FIELD", "kind"),
        ('margins = "form"', 'margins = "wide open"', "FORM-FIELD", "$.margins"),
        ('title = "小表"\n', "", "FORM-FIELD", "title"),
        ('bind = "basics.name" }', 'bind = "basics.nom" }', "FORM-BINDING", "basics.nom"),
        ('text = "{basics.name}："', 'text = "{basics.nom}："', "FORM-BINDING", "basics.nom"),
        ('bind = "career_lines"', 'bind = "career_line"', "FORM-BINDING", "career_line"),
        ('rows = "career"', 'rows = "carrier"', "FORM-BINDING", "carrier"),
        ('bind = "unit" }', 'bind = "salary" }', "FORM-BINDING", "salary"),
        ('when = "classified"', 'when = "secret"', "FORM-CONDITION", "secret"),
        ("at = [66, 45, 189, 60]", "at = [60, 45, 189, 60]", "FORM-OVERLAP", "姓名"),
        ("at = [66, 45, 189, 60]", "at = [66, 45, 208, 60]", "FORM-OUTSIDE", "basics.name"),
        ("frames = [[22, 45, 189, 100]]", "frames = [[2, 45, 189, 100]]", "FORM-OUTSIDE", "边框"),
        ("width = 100, bind", "width = 190, bind", "FORM-OUTSIDE", "页 one 第2段"),
        ("seals = [{ at = [160, 15] }]", "seals = [{ at = [190, 15] }]", "FORM-OUTSIDE", "公章"),
        ("height = 60", "height = 20", "FORM-SHAPE", "意见"),
        ("widths = [20, 100]", "widths = [20, 50, 50]", "FORM-SHAPE", "第1行"),
        ('label = "姓名" }', 'label = "姓名", bind = "basics.name" }', "FORM-SHAPE", "第1格"),
        ("at = [22, 45, 66, 60]", "at = [22, 45, 66, 47]", "FORM-SHAPE", "4 毫米"),
        ('label = "姓名"', 'label = "姓名", sizes = [7]', "FORM-FIELD", "sizes"),
        ('label = "姓名"', 'label = "姓名", sizes = [9, 12]', "FORM-FIELD", "从大到小"),
        ('id = "small"', 'id = "large"', "FORM-ID", "large"),
        ("[[pages]]", "[[pages", "FORM-FILE", "line 6"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, code: str, named: str) -> None:
    """What is wrong in a file is refused with its code, the file's name and the place."""
    assert old in GOOD
    with pytest.raises(UserError) as refused:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert refused.value.code == code
    told = refused.value.message.one_line()
    assert "small.toml" in told
    assert named in told


def test_two_pages_of_one_name_are_refused(tmp_path: Path) -> None:
    """A page id stands once, or a leftover could not say where it belongs."""
    page = '[[pages]]\nid = "one"\ntitle = "再来"\nparts = []\n'
    with pytest.raises(UserError, match="FORM-REPEAT"):
        read(tmp_path, GOOD + page)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A form that is not there is a message, not a traceback."""
    with pytest.raises(UserError, match="FORM-FILE"):
        FormSpec.load("small", tmp_path)


def test_words_too_long_for_their_box_stop_the_printing(tmp_path: Path) -> None:
    """Printed words are never cut: a label that does not fit is a fault of the form."""
    from app.paper.forms import render
    from tests.paper_forms import sample

    spec = read(tmp_path, GOOD.replace('label = "姓名"', f'label = "{"姓名" * 60}"'))
    with pytest.raises(UserError, match="FORM-SHAPE"):
        render(spec, sample.context_of(sample.ordinary()))


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_ours_is_sound_and_still_a_reference(name: str) -> None:
    """The bundled forms load; none claims to have been held against an official template."""
    spec = FormSpec.load(name)
    assert spec.id == name
    assert spec.source
    assert spec.clauses
    assert spec.reference_only


def test_every_code_has_its_word() -> None:
    """Each value of each code set of the document can be printed."""
    sets = {
        "level": codes.TitleLevel,
        "level_short": codes.TitleLevel,
        "kind": codes.DeclarationKind,
        "kind_short": codes.DeclarationKind,
        "affiliation": codes.Affiliation,
        "place": codes.PlaceKind,
        "achievement": codes.AchievementKind,
        "original": codes.OriginalCheck,
        "verdict": codes.Verdict,
        "outcome": codes.ReviewOutcome,
        "review": codes.ReviewLevel,
    }
    for table, values in sets.items():
        assert known(table) == {value.value for value in values}, table


def test_no_name_is_both_computed_and_stored() -> None:
    """A binding means one thing: a computed answer or a place of the document."""
    from app.paper.forms.registry import REGISTRY

    computed = set(REGISTRY.fields) | set(REGISTRY.rows) | set(REGISTRY.conditions)
    assert not computed & bindings.raw_paths()


def test_every_field_of_the_basics_stands_on_the_evaluation_form() -> None:
    """forms.md 4.2: whatever can be entered under 基本情况 has its place on the 评审表."""
    spec = FormSpec.load("evaluation")
    shown = {path for _, cell in spec.fixed_cells() for path in bindings.paths_of(cell.bind)}
    shown.add("basics.remarks")  # the last page
    wanted = {path for path in bindings.raw_paths() if path.startswith("basics.")}
    elsewhere = {
        "basics.unit_nature", "basics.region", "basics.department", "basics.phone", "basics.person_status",
        "basics.specialty_since", "basics.specialty_years",
    }  # fmt: skip  # roster, route and statistics facts: no cell of the national form asks for them
    assert wanted - shown <= elsewhere


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("at = [66, 45, 189, 60]", "at = [60, 45, 189, 60]", 14),
        ('bind = "unit" }', 'bind = "salary" }', 16),
        ("height = 60", "height = 20", 27),
        ('label = "姓名"', 'label = "姓名", colour = "red"', 13),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    """The line of the cell, or of the part around it, stands in the message."""
    with pytest.raises(UserError) as refused:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert f"第{line}行" in refused.value.message.one_line()


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    """Overlap, unknown name, a name that stands twice and a character no face draws: one sentence each, with lines."""
    bad = GOOD.replace("at = [66, 45, 189, 60]", "at = [60, 45, 189, 60]", 1)
    bad = bad.replace(
        'bind = "basics.name" },',
        'bind = "basics.name", name = "同名" },\n'
        '  { at = [22, 60, 66, 75], bind = "basics.nom", name = "同名" },',
        1,
    )
    bad = bad.replace('label = "简历"', 'label = "简\U00030000历"', 1)
    path = tmp_path / "small.toml"
    path.write_text(bad, encoding="utf-8")
    told = form_faults(path)
    assert [any(word in fault for fault in told) for word in ("相叠", "basics.nom", "同名", "U+30000")] == [True] * 4  # fmt: skip
    assert all("small.toml" in fault for fault in told)
    assert all("行" in fault for fault in told if "U+30000" not in fault)


def test_the_shipped_forms_have_no_fault() -> None:
    """Every form that came with the program passes the whole check, clauses of the notice included."""
    clauses = load_pack().clauses
    for name in shipped_forms():
        assert form_faults(resource("forms", f"{name}.toml")) == []
        assert [clause for clause in FormSpec.load(name).clauses if clause not in clauses] == []
