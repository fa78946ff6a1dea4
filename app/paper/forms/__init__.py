# SPDX-License-Identifier: MulanPSL-2.0
"""Forms as data: read from ``resources/forms``, measured, filled and printed."""

from __future__ import annotations

from app.paper.forms.context import FormContext, Matter
from app.paper.forms.fitting import Fit, measure
from app.paper.forms.flow import PlacedCell
from app.paper.forms.margin_notes import MarginNote, Notes
from app.paper.forms.printing import Printed, cells, produce, produce_page, render
from app.paper.forms.spec import FormSpec

__all__ = [
    "Fit",
    "FormContext",
    "FormSpec",
    "MarginNote",
    "Matter",
    "Notes",
    "PlacedCell",
    "Printed",
    "cells",
    "measure",
    "produce",
    "produce_page",
    "render",
]
