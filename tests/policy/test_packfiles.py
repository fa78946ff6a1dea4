# SPDX-License-Identifier: MulanPSL-2.0
"""A pack travels as a folder or as one file, and what is not a pack is refused before it is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Cancelled, UserError
from app.kernel.locations import resource
from app.kernel.progress import Progress
from app.policy.other_packs import digest_groups, take_in
from app.policy.pack import load_pack, shipped_files
from app.policy.packfiles import PackFiles, strangers

FILES = shipped_files()
names = st.from_regex(r"(rules/)?[a-z][a-z0-9-]{0,10}\.toml", fullmatch=True)


def test_shipped_pack_goes_through_the_one_file_unchanged():
    """Folder, one file and back: the same names, bytes and digest."""
    again = PackFiles.of_bundle(FILES.to_bundle())
    assert again == FILES
    assert again.digest == load_pack().digest


@given(st.dictionaries(names, st.binary(max_size=60), min_size=1))
def test_any_files_come_back_from_the_one_file(contents):
    """Whatever bytes the files hold, line ends and head lines included, they come back."""
    files = PackFiles({name: contents[name] for name in sorted(contents)})
    assert PackFiles.of_bundle(files.to_bundle()) == files


def digest_of(data: bytes) -> str:
    """Return the digest of what a file holds, or the code it is refused with."""
    try:
        return PackFiles.of_bundle(data, "x.pack").digest
    except UserError as fault:
        return fault.code


@given(st.data())
def test_a_file_cut_short_or_spoiled_is_refused_or_has_another_digest(data):
    """No damaged file passes for the pack that was sealed."""
    files = PackFiles({"pack.toml": b"a = 1\n", "rules/x.toml": b"b = 2\n"})
    whole = bytearray(files.to_bundle())
    place = data.draw(st.integers(0, len(whole) - 1))
    spoiled = data.draw(
        st.sampled_from([bytes(whole[:place]), bytes(whole[:place] + b"?" + whole[place + 1 :])])
    )
    assert spoiled == bytes(whole) or digest_of(spoiled) != files.digest


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 a zip",
        "职卷政策包 1\n文件 ../evil.toml 3\nabc\n".encode(),
        "职卷政策包 1\n文件 rules/a.toml 99999999999\nabc\n".encode(),
        "职卷政策包 1\n文件 rules/a.toml -1\nabc\n".encode(),
        "职卷政策包 1\n文件 a.toml 1\nx\n文件 a.toml 1\ny\n".encode(),
    ],
)
def test_what_is_no_pack_file_is_refused_by_name(data):
    """Empty, zipped, paths that climb, lengths that lie, a name twice."""
    with pytest.raises(UserError) as caught:
        PackFiles.of_bundle(data, "第七号.pack")
    assert caught.value.code == "PACK-BUNDLE"
    assert "第七号.pack" in str(caught.value)


def test_files_that_are_none_of_a_pack_are_named_and_passed_over(tmp_path: Path):
    """What the desktop leaves in a folder neither spoils the digest nor is read."""
    folder = tmp_path / "pack"
    shutil.copytree(resource("policy", "chifeng-2026"), folder)
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / "rules" / "新建文本文档.txt").write_text("草稿", encoding="utf-8")
    assert PackFiles.of_folder(folder).digest == FILES.digest
    assert strangers(folder) == ["Thumbs.db", "rules/新建文本文档.txt"]


def test_a_folder_without_a_cover_is_no_pack(tmp_path: Path):
    """An empty or wrong folder is refused in one sentence."""
    with pytest.raises(UserError) as caught:
        PackFiles.of_folder(tmp_path)
    assert caught.value.code == "PACK-MISSING"


def test_a_text_in_another_encoding_is_named_with_its_line(tmp_path: Path):
    """GBK from an old notepad is refused with file, line and what to do."""
    folder = tmp_path / "pack"
    shutil.copytree(resource("policy", "chifeng-2026"), folder)
    (folder / "phrases.toml").write_bytes("# 一\n# 二\n".encode("gbk"))
    files = PackFiles.of_folder(folder)
    with pytest.raises(UserError) as caught:
        take_in(files, digest_groups(files.digest))
    assert (caught.value.code, caught.value.values["file"]) == ("PACK-FILE", "phrases.toml")
    assert "UTF-8" in str(caught.value)


def test_self_test_says_how_far_it_is_and_can_be_stopped():
    """Each case is told of with the whole count; stopping leaves nothing behind."""
    groups = digest_groups(FILES.digest)
    steps: list[tuple[int, int]] = []
    take_in(FILES, groups, Progress(lambda done, total, _label: steps.append((done, total))))
    assert steps[0] == (0, len(steps))
    assert [done for done, _ in steps] == list(range(len(steps)))
    with pytest.raises(Cancelled):
        take_in(FILES, groups, Progress(stop_requested=lambda: True))
