# SPDX-License-Identifier: MulanPSL-2.0
"""The field catalogue: complete, and strict about its own files."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
import pytest
from stdnum.cn import ric

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.kernel.pinyin import rank, spelled
from app.model import people, work
from app.policy.fields import Kind, general, load_fields
from app.policy.packfiles import PackFiles

FOLDER = resource("policy", "chifeng-2026")
FILES = PackFiles.of_folder(FOLDER)
ROWS = {
    "education": people.Education,
    "titles": people.HeldTitle,
    "appointments": people.Appointment,
    "appraisals": people.Appraisal,
    "credits": people.CreditYear,
    "training": people.Training,
    "career": people.CareerEntry,
    "service": people.ServicePeriod,
    "examinations": people.Examination,
    "benefits": people.BenefitUse,
    "sanctions": people.Sanction,
    "achievements": work.Achievement,
    "works": work.Work,
}
NOT_TYPED = {"id", "links"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the pack that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "pack"))


def test_every_place_a_person_fills_has_a_field() -> None:
    """No attribute of the basics or of a row is left without an editor."""
    catalogue = load_fields(FILES)
    wanted = {f"basics.{item.name}" for item in attrs.fields(people.Basics)} | {"statement"}
    for table, kind in ROWS.items():
        wanted |= {
            f"{table}.*.{item.name}" for item in attrs.fields(kind) if item.name not in NOT_TYPED
        }
    assert wanted <= set(catalogue.by_path)


def test_every_field_says_what_to_write() -> None:
    """Help, sample, clause and three usual mistakes stand for each field, and no text shouts or blames."""
    for item in load_fields(FILES).by_path.values():
        assert item.help and item.sample and item.clause, item.path
        assert len(set(item.mistakes)) == 3, item.path
        for text in (item.label, item.hint, item.help, *item.mistakes):
            assert not any(word in text for word in ("！", "非法", "无效", "抱歉", "错误码")), (
                item.path
            )


def test_tables_of_rows_have_one_stretching_column() -> None:
    """A table fills its width through exactly one column."""
    for section in load_fields(FILES).sections:
        if section.table:
            assert [item.column for item in section.columns()].count(0) == 1, section.id


def test_sample_number_is_a_well_formed_one() -> None:
    """The sample identity number would pass the very check it explains."""
    sample = load_fields(FILES).field("basics.id_number").sample
    assert sample[17] == ric.calc_check_digit(sample[:18])


def test_concrete_paths_find_their_field() -> None:
    """A row's own path and the general one lead to the same field."""
    catalogue = load_fields(FILES)
    assert catalogue.field("education.0123.school") is catalogue.field("education.*.school")
    assert general("basics.name") == "basics.name"
    assert not catalogue.knows("education.0123.colour")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('label = "姓名"', 'label = "姓名"\ncolour = "red"', "colour"),
        ('path = "basics.name"', 'path = "basics.nickname"', "basics.nickname"),
        ('path = "basics.sex"', 'path = "basics.name"', "两次"),
        ('table = "sex"', 'table = "sexes"', "sexes"),
        ('kind = "unit"', 'kind = "whole_number"', "不能是"),
        ('kind = "phone"', 'kind = "telephone"', "kind 可以是"),
        ('id = "basics"', 'id = "basis"', "文件名"),
    ],
)
def test_a_wrong_file_is_refused_by_name(copy: Path, old: str, new: str, told: str) -> None:
    """Unknown keys, paths, tables and kinds are refused, naming the file and the place."""
    path = copy / "fields" / "basics.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=r"basics\.toml") as refusal:
        load_fields(PackFiles.of_folder(copy))
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('{ code = "1", word = "男"', '{ code = "2", word = "男"', "两次"),
        ('title = "性别"', 'title = "性别"\norder = 1', "order"),
        ('code = "1", word = "男"', 'code = "1"', "缺 word"),
    ],
)
def test_a_wrong_table_is_refused(copy: Path, old: str, new: str, told: str) -> None:
    """A word table with a double, an unknown key or a value the model lacks is refused."""
    path = copy / "fields" / "codes.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as refusal:
        load_fields(PackFiles.of_folder(copy))
    assert told in str(refusal.value)


def test_enumerations_and_tables_agree(copy: Path) -> None:
    """A table that lacks a value of the model's closed set is refused."""
    path = copy / "fields" / "codes.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('value = "honour"', 'value = "honor"'),
        encoding="utf-8",
    )
    with pytest.raises(UserError, match="honour"):
        load_fields(PackFiles.of_folder(copy))


def test_words_are_found_by_pinyin_and_by_their_other_names() -> None:
    """Initials, full pinyin, characters and common short forms all find the entry."""
    tables = load_fields(FILES).tables
    assert tables["ethnicity"].search("mgz")[0].word == "蒙古族"
    assert tables["ethnicity"].search("menggu")[0].word == "蒙古族"
    assert tables["education_level"].search("bk")[0].word == "大学本科"
    found = tables["education_level"].find("本科")
    assert found is not None and found.value == "大学本科"
    assert tables["place_kind"].word("sumu_township") == "苏木乡镇"
    assert tables["place_kind"].word("别处") == "别处"


def test_pinyin_knows_every_reading_and_no_more() -> None:
    """重庆 is found by cq and by zq, and not by letters it has not."""
    assert spelled("cq", "重庆") and spelled("zq", "重庆") and spelled("chongq", "重庆")
    assert not spelled("xq", "重庆")
    assert not spelled("", "重庆")
    assert rank("庆", "重庆") == 3
    assert rank("xyz", "重庆") is None


def test_kinds_cover_the_catalogue() -> None:
    """Every kind of editor is really used."""
    assert {item.kind for item in load_fields(FILES).by_path.values()} == set(Kind)
