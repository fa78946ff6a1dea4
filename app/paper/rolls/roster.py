# SPDX-License-Identifier: MulanPSL-2.0
"""《2026年申报职称评审人员花名册》 (附件2): what other rooms ask for; one file a level (S-4.3.4-a)."""

from __future__ import annotations

from app.paper.rolls.roster_book import xlsx
from app.paper.rolls.roster_data import Roster, build, unplaced
from app.paper.rolls.roster_pdf import pdf

__all__ = ["Roster", "build", "pdf", "unplaced", "xlsx"]
