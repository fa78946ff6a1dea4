# SPDX-License-Identifier: MulanPSL-2.0
"""Write resources/fonts/README.md from the lock, so that the table cannot drift from the files."""

from __future__ import annotations

from typing import Any

HEAD = """\
# Faces

Written by `make fonts` from `scripts/fonts/fonts.lock.toml`; the roles stand in `fonts.toml`.
Everything the program prints or shows is set in these files; nothing of the system is used, so a
page looks the same on every machine. A unit that has a licence for another face (仿宋_GB2312,
方正小标宋) points a role at it in the program's settings; these files stay as they are.

| file | source | recipe | licence | purpose | sha256 |
|---|---|---|---|---|---|
"""

TAIL = """
Sources are packages of public registries, fetched by their ordinary clients and held to digests.

Recipes (`scripts/fonts/recipes.py`; the same input gives the same bytes):

- **copy** — the file as its package has it.
- **subset** — GB/T 2312-1980, the 8105 characters of 《通用规范汉字表》 (2013), letters, signs,
  boxes, kana; layout features `ccmp` and `kern` kept. These weights set titles and labels; a rarer
  character is drawn from `song`.
- **glyf** — the CFF outlines turned into TrueType outlines (cubic to quadratic curves, largest
  error one unit of a 1000-unit em), left side bearings set to the new outlines. Nothing else is
  changed; the version string tells of it. The PDF library embeds TrueType outlines only.
- **rare** — the Han characters (up to extension F) and ☑ that `song` has no glyph for, under the
  name “Zhijuan Rare A”, because the original name is reserved for the whole face.

Licences:

- **Noto Serif SC, Noto Sans SC**: SIL Open Font License 1.1 (`LICENSE-NotoSerifSC.txt`,
  `LICENSE-NotoSansSC.txt`). The reserved name 'Source' is not used.
- **FandolFang, FandolKai**: GNU GPL version 3 with the font exception that stands at the end of
  `LICENSE-Fandol.txt`: a document that embeds the face is not thereby under the GPL. The converted
  files stay under the same licence with the same exception; their source is the package named above
  together with `scripts/fonts`.
- **Hanazono**: the Hanazono Font License, unlimited permission (`LICENSE-Hanazono.txt`).

All faces allow embedding (OS/2 fsType 0 or 8).
"""


def text(lock: dict[str, Any]) -> str:
    """Return the README for a lock whose digests are filled in."""
    sources = {source["id"]: source for source in lock["source"]}
    rows = []
    for face in lock["face"]:
        source = sources[face["source"]]
        origin = f"{source['kind']} `{source['name']}` {source['version']}"
        cells = (f"`{face['file']}`", origin, face["recipe"], face["licence"], face["purpose"])
        rows.append(f"| {' | '.join(cells)} | `{face['sha256']}` |\n")
    return HEAD + "".join(rows) + TAIL
