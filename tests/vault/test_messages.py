# SPDX-License-Identifier: MulanPSL-2.0
"""The room's sentences: each one is said somewhere, and what is said has a sentence."""

from __future__ import annotations

import re
import tomllib

from app.kernel.locations import program_root, resource
from app.kernel.messages import catalogue

CODE = re.compile(r'"(VAULT-[A-Z-]+|M42(?:-WAIT)?)"')


def test_codes_and_catalogue_agree():
    """Every code in the room's modules stands in vault.toml, and none stands there unused."""
    room = program_root() / "app" / "vault"
    said = {code for path in room.glob("*.py") for code in CODE.findall(path.read_text("utf-8"))}
    with resource("messages", "vault.toml").open("rb") as stream:
        written = set(tomllib.load(stream))
    assert said == written


def test_every_sentence_says_what_and_what_to_do():
    """Title, detail and remedy are all there, and no word that scolds."""
    with resource("messages", "vault.toml").open("rb") as stream:
        codes = list(tomllib.load(stream))
    for code in codes:
        template = catalogue().template(code)
        assert template.title
        assert template.detail
        assert template.remedy
        text = template.title + template.detail + template.remedy
        assert not re.search("非法|无效|错误码|抱歉|！", text)
