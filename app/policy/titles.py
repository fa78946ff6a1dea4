# SPDX-License-Identifier: MulanPSL-2.0
"""The title tables: finding a series and a specialty from whatever people write."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence

from attrs import field, frozen

from app.kernel.errors import UserError
from app.policy.records import ExamRow, OldTitle, Series, Specialty

_TAILS = ("专业技术人员", "专业人员", "技术人员", "系列", "专业", "人员", "类")
_NEAREST = 4
_SCHOOL_HINTS = ("中学", "小学", "幼儿", "学前", "高中", "初中")


def folded(text: str) -> str:
    """Return a name without blanks, width differences and brackets' kind."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("“”\"'").lower()


def _stem(text: str) -> str:
    for tail in _TAILS:
        if text.endswith(tail) and len(text) > len(tail) + 1:
            return text.removesuffix(tail)
    return text


@frozen
class Found:
    """A series and, where the notice names it, a specialty; both None while undecided."""

    series: Series | None
    specialty: Specialty | None
    specialty_text: str


@frozen
class TitleTables:
    """The 27 series, the specialties the notice names, the exam rows and old names."""

    series: tuple[Series, ...]
    specialties: tuple[Specialty, ...]
    exams: tuple[ExamRow, ...]
    old_titles: tuple[OldTitle, ...]
    _names: dict[str, tuple[Series, Specialty | None]] = field(
        init=False, factory=dict, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        by_id = {series.id: series for series in self.series}
        for specialty in self.specialties:
            for name in (specialty.id, specialty.name, *specialty.aliases):
                self._names[folded(name)] = (by_id[specialty.series], specialty)
        for series in self.series:
            for name in (series.id, series.name, *series.aliases):
                self._names[folded(name)] = (series, None)

    def by_id(self, series_id: str) -> Series | None:
        """Return the series with this id."""
        return next((series for series in self.series if series.id == series_id), None)

    def find(self, series_text: str, specialty_text: str = "") -> Found:
        """Return what a series and specialty as written mean; nothing written is nothing decided.

        Raises:
            UserError: ROUTE-SERIES with the nearest names; ROUTE-SERIES-SEVERAL when more than one fits.
        """
        if not series_text.strip():
            return Found(None, None, specialty_text)
        series, implied = self._series(series_text, specialty_text)
        # A specialty written where the series belongs (电力) stays in force beside a finer text.
        return Found(series, self._specialty(series, specialty_text) or implied, specialty_text)

    def _series(self, text: str, specialty_text: str) -> tuple[Series, Specialty | None]:
        name = folded(text)
        for candidate in (name, _stem(name)):
            if candidate in self._names:
                return self._names[candidate]
        fits = [series for series in self.series if name in folded(series.name)]
        if len(fits) == 1:
            return fits[0], None
        if len(fits) > 1:
            return self._narrowed(text, fits, specialty_text), None
        raise UserError("ROUTE-SERIES", series=text, nearest="、".join(self.nearest(text)))

    def _narrowed(self, text: str, fits: Sequence[Series], specialty_text: str) -> Series:
        found = self._names.get(folded(specialty_text))
        if found and found[0] in fits:
            return found[0]
        hinted = [series for series in fits if series.id == "school"]
        if hinted and any(hint in specialty_text for hint in _SCHOOL_HINTS):
            return hinted[0]
        raise UserError(
            "ROUTE-SERIES-SEVERAL", series=text, names="、".join(series.name for series in fits)
        )

    def _specialty(self, series: Series, text: str) -> Specialty | None:
        name = folded(text)
        if not name:
            return None
        own = [specialty for specialty in self.specialties if specialty.series == series.id]
        exact = self._names.get(name) or self._names.get(_stem(name))
        if exact and exact[1] in own:
            return exact[1]
        return next((each for each in own if any(part in name for part in each.contains)), None)

    def nearest(self, text: str) -> list[str]:
        """Return up to four series names closest to a text, always at least one."""
        name = folded(text)
        close = difflib.get_close_matches(name, self._names, n=_NEAREST * 2, cutoff=0.3)
        names = list(dict.fromkeys(self._names[each][0].name for each in close))[:_NEAREST]
        return names or [series.name for series in self.series[:_NEAREST]]

    def exam(
        self, series: Series, specialty: Specialty | None, known: bool, level: str
    ) -> tuple[str, ...]:
        """Return the exam kinds still possible: one, or two while the specialty is not known.

        Args:
            known: whether the specialty has been answered at all.
        """
        possible: set[str] = set()
        for row in self.exams:
            if series.id not in row.series or level not in row.levels:
                continue
            if not row.specialties and not row.except_specialties:
                return (row.kind,)
            if not known:
                possible |= {row.kind, "none"}
            elif self._covers(row, specialty):
                return (row.kind,)
        return tuple(sorted(possible)) or ("none",)

    @staticmethod
    def _covers(row: ExamRow, specialty: Specialty | None) -> bool:
        identifier = specialty.id if specialty else ""
        if row.specialties:
            return identifier in row.specialties
        return identifier not in row.except_specialties

    def suspended(
        self, series: Series, specialty: Specialty | None, known: bool
    ) -> tuple[bool, ...]:
        """Return whether evaluation waits for criteria; both answers while the specialty is not known."""
        if series.suspended or (specialty and specialty.suspended):
            return (True,)
        open_question = not known and any(
            s.suspended for s in self.specialties if s.series == series.id
        )
        return (False, True) if open_question else (False,)
