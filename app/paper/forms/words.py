# SPDX-License-Identifier: MulanPSL-2.0
"""How the codes of the document read on paper: ``resources/forms/words.toml``."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from app.kernel.locations import resource
from app.paper.forms.reading import read_toml, strict_converter, structure


@functools.cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    path = resource("forms", "words.toml")
    return structure(read_toml(path), dict[str, dict[str, str]], path.name, strict_converter())


def word(table: str, code: str | None) -> str:
    """Return the printed word of a code; a code no table knows (typed text) is returned as it is."""
    if code is None:
        return ""
    return _tables()[table].get(str(code), str(code))


def known(table: str) -> frozenset[str]:
    """Return the codes a table has words for."""
    return frozenset(_tables()[table])
