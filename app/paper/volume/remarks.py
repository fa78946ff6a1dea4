# SPDX-License-Identifier: MulanPSL-2.0
"""What stands under the catalogue: numbers left out or given twice, and where late pages are (ux 5.3)."""

from __future__ import annotations

from app.paper.volume.plan import PacketPlan, PlannedEntry


def remarks(plan: PacketPlan) -> tuple[str, ...]:
    """Return every remark in the order of the pages: 第30页背面见第127页."""
    late = [found for entry in plan.entries if (found := supplement_remark(plan, entry))]
    return (*plan.remarks, *late)


def supplement_remark(plan: PacketPlan, entry: PlannedEntry) -> str:
    """Return where the page a late paper completes goes on; empty for any other paper."""
    material = entry.row.entry
    if not material.completes or not entry.spans:
        return ""
    labels = plan.labels(material.completes)
    where = f"第{entry.spans[0].words}页"
    if not labels:
        return ""
    if not 1 <= material.at_page <= len(labels):
        return f"第{labels[0]}页起的材料补见{where}"
    side = "背面" if material.as_back else ""
    return f"第{labels[material.at_page - 1]}页{side}见{where}"
