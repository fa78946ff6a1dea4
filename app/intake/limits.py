# SPDX-License-Identifier: MulanPSL-2.0
"""How much the child takes on before it says no, and how it says so."""

from __future__ import annotations

MAX_FILE_BYTES = 300 << 20
MAX_PIXELS = 100_000_000  # A3 at 600 dpi is 70 million
MAX_PAGES = 1000
MAX_INFLATED = 64 << 20  # one stream that is no picture: page content, a font, a form
MAX_PAGE_MM = 5080.0  # 200 inches, the largest page PDF 1.6 viewers show (ISO 32000-1 annex C)
MIN_PAGE_MM = 5.0


class Refused(Exception):
    """The file is not taken; the parent turns the code into a sentence.

    Attributes:
        code: message code that starts with INTAKE-.
        values: what the sentence quotes besides the file's name.
    """

    def __init__(self, code: str, **values: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
