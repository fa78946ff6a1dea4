# SPDX-License-Identifier: MulanPSL-2.0
"""The third-party page tells of every package and face that is delivered."""

from __future__ import annotations

import pytest

import third_party


def test_page_is_up_to_date():
    """THIRD_PARTY.md is what the lists, the metadata and the font lock give now."""
    assert third_party.TARGET.read_text("utf-8") == third_party.text()


def test_package_without_purpose_is_refused():
    """A new dependency is not delivered before somebody has said what it is for."""
    with pytest.raises(third_party.UnknownPackageError, match="newcomer"):
        third_party.package_table({}, {"newcomer": "1.0"})


def test_licence_is_read_from_metadata_or_looked_up():
    """A looked-up licence wins; otherwise the package's own SPDX expression stands."""
    assert third_party.licence("attrs", {"purpose": "x"}) == "MIT"
    assert third_party.licence("attrs", {"purpose": "x", "licence": "MIT-0"}) == "MIT-0"
