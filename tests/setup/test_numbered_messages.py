# SPDX-License-Identifier: MulanPSL-2.0
"""The 44 messages of ux 2.12: each has its words, is said by the program, and is brought about by a test."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest

from app.kernel.messages import catalogue

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = [f"M{number:02d}" for number in range(1, 45)]
LONGEST_TITLE = 18
_CODE, _VALUE = re.compile(r"\bM\d\d\b"), re.compile(r"\{[^{}]*\}")


@functools.cache
def named_in(*places: str) -> frozenset[str]:
    """Return the codes that stand in the sources below some folders, this file left out."""
    found: set[str] = set()
    for place in places:
        for path in (ROOT / place).rglob("*"):
            if path.suffix in {".py", ".toml"} and path != Path(__file__):
                found.update(_CODE.findall(path.read_text("utf-8")))
    return frozenset(found)


@pytest.mark.parametrize("code", NUMBERS)
def test_each_message_says_what_why_and_what_to_do(code):
    """Every number has a short title, what happened, and what to do."""
    template = catalogue().template(code)
    assert len(_VALUE.sub("", template.title)) <= LONGEST_TITLE
    assert template.detail
    assert template.remedy


def test_each_message_is_said_by_the_program():
    """A code that neither the code nor a rule of the pack names could never appear."""
    assert sorted(set(NUMBERS) - named_in("app", "ui", "resources/policy")) == []


def test_each_message_is_brought_about_by_a_test():
    """A code that no test names was never seen."""
    assert sorted(set(NUMBERS) - named_in("tests")) == []
