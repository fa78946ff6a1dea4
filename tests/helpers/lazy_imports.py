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

from app.intake.worker import _codes, _document, _page, _rendered, _text, _warm_up

FILES = [(path.suffix[1:], path.read_bytes()) for path in sorted(Path(sys.argv[2]).iterdir())]
for _mode in ("inspect", "render", "slip"):
    _warm_up(_mode)
warnings.simplefilter("ignore")

from app.intake.inspection import inspect
from app.intake.limits import Refused
from app.model.return_slip import ReturnSlip, ReturnSlipItem, SlipFault, read_slip, slip_bytes

_ITEM = ReturnSlipItem(1, "m", 1, "某材料（虚构）", "缺页")
_SLIP = ReturnSlip("某人", 2026, "工程师", "unit", "王某", "2026-06-15", "2026-06-17", "", (_ITEM,))
_SLIPS = (slip_bytes(_SLIP), slip_bytes(_SLIP)[:-9], b"{}", b"\xff")

KNOWN = set(sys.modules)
for media, data in FILES:
    try:
        made = inspect(data, media, strict=False, on_page=lambda facts: None)
        document = _document(made.working)
        _rendered(_page(document, 0), 50)
        _text(document, 0)
        _codes(document, 0)
    except Refused:
        continue
for data in _SLIPS:
    try:
        read_slip(data)
    except SlipFault:
        continue
print(*sorted(set(sys.modules) - KNOWN), sep="\n")
