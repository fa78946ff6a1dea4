# SPDX-License-Identifier: MulanPSL-2.0
"""What a measurement says: a value beside its floor or peer of the same run."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

from attrs import asdict, frozen


@frozen
class BenchRow:
    """One line of the table.

    Attributes:
        value: as measured, in ``unit``.
        against: the floor or peer, with its own value.
        ratio: value over that of the floor or peer; None for a figure that stands alone.
        goal: the ratio (or the value, where there is no ratio) not to be exceeded.
    """

    name: str
    value: float
    unit: str
    against: str = ""
    ratio: float | None = None
    goal: float | None = None

    @property
    def met(self) -> bool | None:
        """Tell whether the goal is reached; None without one."""
        if self.goal is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.goal

    def as_json(self) -> dict[str, object]:
        """Return the line as it stands in bench.json."""
        return asdict(self) | {"met": self.met}


def beside(
    name: str, value: float, unit: str, peer: str, peer_value: float, goal: float
) -> BenchRow:
    """Return a line that holds a value to a peer of the same run."""
    against = f"{peer} {peer_value:.3g} {unit}"
    return BenchRow(name, round(value, 4), unit, against, round(value / peer_value, 3), goal)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the median of some runs; garbage is collected before each, not during."""
    taken = []
    for _ in range(times):
        gc.collect()
        gc.disable()
        try:
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
        finally:
            gc.enable()
    return statistics.median(taken)
