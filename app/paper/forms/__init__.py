# SPDX-License-Identifier: MulanPSL-2.0
"""Forms as data: read from ``resources/forms``, measured, filled and printed."""

from __future__ import annotations

from app.paper.forms.context import Matter
from app.paper.forms.fitting import Fit, measure
from app.paper.forms.flow import PlacedCell
from app.paper.forms.printing import Printed, cells, produce, render
from app.paper.forms.spec import FormSpec

__all__ = [
    "Fit",
    "FormSpec",
    "Matter",
    "PlacedCell",
    "Printed",
    "cells",
    "measure",
    "produce",
    "render",
]
