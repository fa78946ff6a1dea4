# SPDX-License-Identifier: MulanPSL-2.0
"""Run as a script: what would a confined child still want to import after its warm-up?

Arguments: root of the checkout, a folder of files named ``<number>.<medium>``. Prints the modules
that came in while they were read; a confined child could not have opened them.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

sys.path.insert(0, sys.argv[1])

from app.intake.worker import _document, _rendered, _text, _warm_up

FILES = [(path.suffix[1:], path.read_bytes()) for path in sorted(Path(sys.argv[2]).iterdir())]
for _mode in ("inspect", "render"):
    _warm_up(_mode)
warnings.simplefilter("ignore")

from app.intake.inspection import inspect
from app.intake.limits import Refused

KNOWN = set(sys.modules)
for media, data in FILES:
    try:
        made = inspect(data, media, strict=False, on_page=lambda facts: None)
        document = _document(made.working)
        _rendered(document, 0, 50)
        _text(document, 0)
    except Refused:
        continue
print(*sorted(set(sys.modules) - KNOWN), sep="\n")
