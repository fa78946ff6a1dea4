# SPDX-License-Identifier: MulanPSL-2.0
"""A pack is taken whole or refused in one clear sentence with file and line."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.kernel.messages import catalogue
from app.model.declaration import Declaration
from app.policy.authoring import check_pack, diff_packs
from app.policy.explain.identifiers import explain_id
from app.policy.explain.node import Part
from app.policy.pack import PolicyPack, load_pack

SHIPPED = resource("policy", "chifeng-2026")


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the shipped pack that may be spoiled."""
    folder = tmp_path / "pack"
    shutil.copytree(SHIPPED, folder)
    return folder


def spoil(folder, name: str, old: str, new: str) -> int:
    """Replace the first occurrence of a text; returns its line."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refused(folder) -> UserError:
    with pytest.raises(UserError) as caught:
        PolicyPack.load(folder)
    assert load_pack().header.id == "chifeng-2026"
    return caught.value


def test_shipped_pack_is_sound():
    """The pack that ships passes every lint and all its cases."""
    assert check_pack(SHIPPED) == []


def test_shipped_pack_holds_the_whole_notice():
    """All clauses, series, rows, doubts, chains and PC rules stand in the pack."""
    pack = load_pack()
    assert len(pack.clauses) == 131
    assert [series.number for series in pack.series] == list(range(1, 28))
    assert {row.number for row, _ in pack.routes.rows} == set(range(1, 22))
    assert [doubt.id for doubt, _ in pack.ambiguities] == [f"A-{n}" for n in range(1, 16)]
    found = {rule.id[:5] for rule, _ in pack.rules.rules if rule.id.startswith("PC-")}
    named = {f"PC-{n:02d}" for n in range(1, 31)}
    # PC-09 is the exception EX-SERVICE-CE, PC-23 and the rest are rules of their own.
    assert named - found == {"PC-09"}
    assert [item.number for item, _ in pack.materials.items] == list(range(29))


def test_quotations_keep_the_slips_of_the_notice():
    """权力, the stray English word and the short title of 附件2 stand as printed."""
    pack = load_pack()
    assert "权力" in pack.clause("S-5.7.2").text
    assert " and " in pack.clause("S-7.1-2").text
    assert "申报称评审人员花名册" in pack.clause("S-4.3.3-a").text


def test_unverified_numbers_are_not_in_force():
    """No preset from outside the notice is active, and no unverified rule blocks (D-5)."""
    pack = load_pack()
    assert pack.rules.presets
    assert not any(preset.active for preset in pack.rules.presets)
    assert not any(rule.severity == "must" for rule, _ in pack.rules.rules if rule.state == "待核")
    assert {row.state for row in pack.titles.exams} == {"待核"}


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("clauses.toml", 'id = "S-1-1"', 'colour = "red"\nid = "S-1-1"', "colour"),
        ("clauses.toml", 'id = "S-1-1"', 'id = "S-0-1"', "两次"),
        ("materials.toml", 'id = "pledge"', 'id = "pledge"\nid = "pledge"', "两次"),
        ("materials.toml", 'clauses = ["S-6.1.1-2"]', 'clauses = ["S-9.9"]', "S-9.9"),
        ("materials.toml", 'tab = "C"', 'tab = "Z"', "Z"),
        ("routes.toml", 'when = { exam = ["exam_in_lieu"] }', 'when = { moon = ["full"] }', "moon"),
        ("routes.toml", 'mode = "M6"', 'mode = "M9"', "M9"),
        ("routes.toml", "[2, 3, 1, 4,", "[2, 3, 1, 1,", "次序"),
        ("windows.toml", "closes = 2026-05-25", "closes = 2026-05-01", "颠倒"),
        ("windows.toml", "opens = 2026-05-11", "opens = 2025-05-11", "2026"),
        ("windows.toml", "notice_days = 5", 'notice_days = "五"', "notice_days"),
        ("windows.toml", "review_by = 2026-10-30", "", "review_by"),
        ("windows.toml", 'review_clauses = ["S-3.1.1-4"]', 'review_clauses = ["S-8"]', "S-8"),
        ("calendar.toml", "year = 2026", "year = 2030", "2030"),
        ("series.toml", 'series = ["publishing"]', 'series = ["magic"]', "magic"),
        ("rules/persons.toml", 'predicate = "trusted"', 'predicate = "eval"', "eval"),
        ("rules/persons.toml", "years = 3", "weeks = 3", "weeks"),
        ("rules/persons.toml", 'message = "PC-21"', 'message = "PC-77"', "PC-77"),
        ("rules/persons.toml", 'excuses = ["PC-18"]', 'excuses = ["PC-99"]', "PC-99"),
        ("rules/persons.toml", "county_years = 30", 'county_years = "三十"\ncounty = 1', "county"),
        ("labels.toml", 'junior = "初级"', "junior = 1", "level"),
        ("phrases.toml", 'use = "method"', "use = 5", "use"),
        ("pack.toml", "year = 2026", 'year = "2026"', "year"),
    ],
)
def test_faults_are_named_with_file_and_line(copy, name, old, new, word):
    """Unknown and duplicate keys, clauses that are not there, words outside the closed sets."""
    line = spoil(copy, name, old, new)
    fault = refused(copy)
    assert fault.code == "PACK-FILE"
    assert fault.values["file"] == name
    assert word in str(fault)
    assert "没有动" in str(fault)
    assert isinstance(fault.values["line"], int)
    if name in ("materials.toml", "series.toml") and "两次" not in word:
        assert abs(int(fault.values["line"]) - line) <= 1


def test_must_without_a_ground_is_refused(copy):
    """No clause, no block (D-4): a must-rule without clause or impossibility is no rule."""
    spoil(
        copy,
        "rules/persons.toml",
        'clauses = ["S-7.1-2", "S-5.0-1"]\nmessage = "PC-21"',
        'message = "PC-21"',
    )
    assert "必须改" in str(refused(copy))


def test_unverified_rule_may_not_block(copy):
    """A rule marked 待核 cannot be a must-rule."""
    spoil(copy, "rules/persons.toml", 'message = "PC-21"', 'message = "PC-21"\nstate = "待核"')
    assert "待核" in str(refused(copy))


def test_exceptions_that_come_back_to_themselves_are_refused(copy):
    """An exception may set aside another, never in a circle."""
    spoil(
        copy,
        "rules/persons.toml",
        'excuses = ["PC-14"]\nclauses = ["S-5.3-1"]',
        'excuses = ["PC-14", "EX-GREEN-USED"]\nclauses = ["S-5.3-1"]',
    )
    assert "绕回" in str(refused(copy))


def test_case_that_does_not_come_out_is_refused(copy):
    """A pack whose rule and case disagree is refused, naming the case and both answers."""
    spoil(copy, "rules/persons.toml", "county_years = 30", "county_years = 31")
    fault = refused(copy)
    assert fault.code == "PACK-CASE"
    assert fault.values["file"] == "cases/checks.toml"
    assert "MET" in str(fault)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("format = 1", "format = 2", "PACK-FORMAT"),
        ("赤峰市人力资源和社会保障局", "别的市人力资源和社会保障局", "PACK-ISSUER"),
    ],
)
def test_newer_format_and_other_issuer_are_refused(copy, old, new, code):
    """A pack from the future or from elsewhere is refused as what it is."""
    spoil(copy, "pack.toml", old, new)
    assert refused(copy).code == code


def test_missing_broken_and_ill_coded_files_are_refused(copy):
    """A file that is not there, not TOML or not UTF-8 is named."""
    (copy / "phrases.toml").unlink()
    assert refused(copy).code == "PACK-MISSING"
    (copy / "phrases.toml").write_text("[[phrase]\n", encoding="utf-8")
    assert refused(copy).values["line"] == 1
    (copy / "phrases.toml").write_bytes("用语".encode("gb18030"))
    assert "UTF-8" in str(refused(copy))


def test_all_wrong_cases_are_listed_at_once(copy):
    """Checking a pack lists every case that fails, not only the first."""
    spoil(copy, "rules/persons.toml", "township_years = 20", "township_years = 21")
    spoil(copy, "rules/persons.toml", "college_to_intermediate = 8", "college_to_intermediate = 9")
    assert len(check_pack(copy)) >= 2


def test_a_quotation_that_is_not_in_the_notice_is_found(copy):
    """A corrected slip is no quotation any more."""
    spoil(copy, "clauses.toml", "参加职称评审的权力", "参加职称评审的权利")
    faults = check_pack(copy)
    assert len(faults) == 1
    assert "S-5.7.2" in faults[0]


def test_missing_label_is_found(copy):
    """A stored word without Chinese is named."""
    spoil(copy, "labels.toml", 'green_channel = "绿色通道"\n', "")
    assert any("green_channel" in fault for fault in check_pack(copy))


def test_difference_of_two_packs_is_listed_by_row(copy):
    """A changed date, a dropped row and a new file are each one line; equal packs have none."""
    assert diff_packs(SHIPPED, SHIPPED) == []
    spoil(copy, "windows.toml", "closes = 2026-07-10", "closes = 2026-07-09")
    (copy / "rules" / "extra.toml").write_text("", encoding="utf-8")
    lines = diff_packs(SHIPPED, copy)
    assert len(lines) == 2
    assert any("rules/extra.toml" in line and "新加" in line for line in lines)
    assert any("senior" in line and "closes" in line and "2026-07-09" in line for line in lines)


@pytest.mark.parametrize(
    "identifier", ["S-6.1.1-3", "PC-20", "EX-GREEN-USED", "16", "R11", "A-11", "pledge"]
)
def test_every_kind_of_id_can_be_asked(identifier):
    """Clause, rule, exception, row, route, doubt and material explain themselves with their clause."""
    pack = load_pack()
    trees = explain_id(pack, identifier, Declaration(year=2026), dt.date(2026, 6, 15))
    lines = [line for tree in trees for line in tree.lines()]
    assert any("通知" in line for line in lines)
    assert lines[-1].strip().startswith("出处：赤人社办发〔2026〕43号")


def test_every_id_of_the_pack_has_a_tree_that_rests_on_something():
    """No id is left out, and each tree ends in the pack's own words or says that no clause is behind it."""
    pack, draft, today = load_pack(), Declaration(year=2026), dt.date(2026, 6, 15)
    ids = [
        *(rule.id for rule, _ in pack.rules.rules),
        *(row.id for row, _ in pack.rules.exceptions),
        *(str(row.number) for row, _ in pack.routes.rows),
        *(row.id for row, _, _ in pack.routes.chains),
        *(row.id for row, _ in pack.ambiguities),
        *(item.id for item, _ in pack.materials.items),
    ]
    for identifier in ids:
        trees = explain_id(pack, identifier, draft, today)
        assert trees, identifier
        for tree in trees:
            assert tree.of(Part.CLAUSE) or tree.of(Part.NO_CLAUSE), identifier
            assert tree.of(Part.SOURCE), identifier


def test_unknown_id_names_the_nearest():
    """A slip of the pen gets the ids nearby."""
    with pytest.raises(UserError) as caught:
        explain_id(load_pack(), "PC-O6", Declaration(year=2026), dt.date(2026, 6, 15))
    assert "PC-06" in str(caught.value)


def test_every_message_a_rule_names_can_be_filled():
    """No rule can crash for want of a value: names are those its predicate gives, tried in the case files."""
    known = set(catalogue().templates)
    for rule, _ in load_pack().rules.rules:
        assert {rule.message, *rule.messages.values()} <= known


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("routes.toml", 'series = ["health"], level', 'series = ["helth"], level', "helth"),
        ("rules/routes.toml", 'mode = ["M7"]', 'mode = ["M77"]', "M77"),
        ("materials.toml", "when = { classified = [true] }", 'when = { kind = ["nomal"] }', "nomal"),
        ("ambiguities.toml", "row = [16]", "row = [61]", "61"),
        ("rules/data.toml", '"basics.id_number", "basics.unit"', '"basics.idnumber"', "basics.idnumber"),
        ("materials.toml", 'piece = "pledge"', 'piece = "pledges"', "pledges"),
        ("fields/basics.toml", '"roster", "pledge"', '"rooster", "pledge"', "rooster"),
        ("fields/basics.toml", 'clause = "S-4.0-1"', 'clause = "S-4.0-7"', "S-4.0-7"),
        ("fields/basics.toml", 'label = "姓名"', 'lable = "姓名"', "lable"),
        ("fields/basics.toml", 'path = "basics.sex"', 'path = "basics.name"', "两次"),
    ],
)  # fmt: skip
def test_ids_nobody_defined_are_found_with_file_and_line(copy, name, old, new, word):
    """Values of conditions, places of the declaration, printed pieces, fields: each by file and line."""
    line = spoil(copy, name, old, new)
    faults = check_pack(copy)
    told = [fault for fault in faults if word in fault]
    assert told, faults
    assert name in told[0]
    found = int(told[0].split("第 ")[1].split(" 行")[0])
    assert abs(found - line) <= 1, told[0]


def test_files_no_pack_has_and_a_missing_notice_are_pointed_out(copy):
    """A file the program does not read is said, and without the notice nothing can be compared."""
    (copy / "新建 文本文档.txt").write_text("草稿", encoding="utf-8")
    (copy / "notice.txt").unlink()
    faults = check_pack(copy)
    assert any("新建 文本文档.txt" in fault for fault in faults)
    assert any("notice.txt" in fault and "全文" in fault for fault in faults)


def test_a_clause_cited_under_another_pack_keeps_its_place():
    """A mark made under a former pack is still shown with its place, and says that this pack has no such clause."""
    pack = load_pack()
    assert pack.clause("S-3.9-1").place == "通知三（九）"
    assert "没有这一条" in pack.clause("S-3.9-1").text
    assert pack.cite(["S-3.9-1", "S-3.2-0"]) == "通知三（九）、通知三（二）"


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("windows.toml", "review_by = 2026-10-30", "review_by = 2026-10-31", "10月31日"),
        ("windows.toml", "cutoff = 2026-06-10", "cutoff = 2026-06-09", "6月9日"),
        ("pack.toml", "43号", "44号", "44号"),
        ("pack.toml", "issued = 2026-05-08", "issued = 2026-05-09", "5月9日"),
    ],
)
def test_days_number_and_date_are_held_against_the_notice(copy, name, old, new, word):
    """A day mistyped in windows.toml, a wrong number or date on the cover: found, with the line."""
    line = spoil(copy, name, old, new)
    told = [fault for fault in check_pack(copy) if word in fault and name in fault]
    assert told
    assert f"第 {line} 行" in told[0]


@pytest.mark.parametrize(
    "key", ["review_by = 2026-10-30", "ceiling = 2026-07-20", "internal = 2026-05-20"]
)
def test_a_day_left_from_another_year_is_refused(copy, key):
    """The likeliest slip in a pack made from last year's is refused at load, with key and line."""
    line = spoil(copy, "windows.toml", key, key.replace("2026", "2025"))
    fault = refused(copy)
    assert (fault.code, fault.values["line"]) == ("PACK-FILE", line)
