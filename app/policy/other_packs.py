# SPDX-License-Identifier: MulanPSL-2.0
"""Taking in another pack: the digest typed from paper, and what it would change for one declaration."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.kernel.digits import group_holds, with_check_digit
from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.model.declaration import Declaration
from app.policy.checklist import wanted_entries
from app.policy.evaluate import evaluate
from app.policy.findings import Finding, Outcome
from app.policy.pack import PolicyPack
from app.policy.packfiles import PackFiles
from app.policy.routing import Route, route

_GROUPS, _DIGITS = 10, 4


def digest_groups(digest: str) -> list[str]:
    """Return a digest as ten groups of five digits, the last of each a check digit (D-8).

    The 256 bits are folded to 40 decimal digits (132 bits), enough against chance and intent alike
    while still short enough to type.
    """
    number = int(digest, 16) % 10 ** (_GROUPS * _DIGITS)
    digits = f"{number:0{_GROUPS * _DIGITS}d}"
    return [with_check_digit(digits[n : n + _DIGITS]) for n in range(0, len(digits), _DIGITS)]


def verify_digest(files: PackFiles, typed: list[str]) -> None:
    """Refuse a pack whose digest is not the one typed from paper.

    Raises:
        UserError: PACK-DIGEST naming the first group that differs or does not check.
    """
    wanted = digest_groups(files.digest)
    for place, group in enumerate(wanted, 1):
        given = typed[place - 1] if place <= len(typed) else ""
        if given != group or not group_holds(given):
            raise UserError("PACK-DIGEST", place=(place - 1) * (_DIGITS + 1) + 1)


def take_in(files: PackFiles, typed: list[str], progress: Progress | None = None) -> PolicyPack:
    """Return a pack that is what the paper says, reads well and proves itself; nothing is installed.

    Nothing in the files is interpreted before the digest holds.

    Raises:
        UserError: PACK-DIGEST, PACK-FILE, PACK-CASE … with the pack in force untouched.
        Cancelled: the person stopped the self-test.
    """
    verify_digest(files, typed)
    pack = PolicyPack.load(files, progress)
    _ = (
        pack.fields
    )  # read when first asked for; a fault in them refuses the pack now, not on a page
    return pack


@frozen
class PackChange:
    """What another pack would mean for one declaration, in lines; empty parts mean no change."""

    route: tuple[str, ...]
    appears: tuple[str, ...]
    goes: tuple[str, ...]
    new_findings: tuple[str, ...]
    gone_findings: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Tell whether the declaration would not notice."""
        return not any(attrs.astuple(self))


def compare_for(
    old: PolicyPack, new: PolicyPack, declaration: Declaration, today: dt.date
) -> PackChange:
    """Return what moving one declaration to another pack would change; it moves only when a person says so."""
    before, after = (
        {each.id: each.title or each.item.name for each in wanted_entries(pack, declaration)}
        for pack in (old, new)
    )
    said_before, said_after = (_said(pack, declaration, today) for pack in (old, new))
    return PackChange(
        route=tuple(_route_changes(old, new, declaration)),
        appears=tuple(name for key, name in after.items() if key not in before),
        goes=tuple(name for key, name in before.items() if key not in after),
        new_findings=tuple(title for key, title in said_after.items() if key not in said_before),
        gone_findings=tuple(title for key, title in said_before.items() if key not in said_after),
    )


def _said(
    pack: PolicyPack, declaration: Declaration, today: dt.date
) -> dict[tuple[str, str, str], str]:
    return {
        (each.rule, each.code, each.paths[0] if each.paths else ""): _line(each)
        for each in evaluate(pack, declaration, today)
        if each.outcome == Outcome.NOT_MET
    }


def _line(finding: Finding) -> str:
    return f"{finding.title}（{finding.code}）"


def _route_changes(old: PolicyPack, new: PolicyPack, declaration: Declaration) -> list[str]:
    try:
        before, after = route(old, declaration.route), route(new, declaration.route)
    except UserError as fault:
        return [fault.message.title]
    pairs = (
        ("方式", _mode(before), _mode(after)),
        ("路线", before.route or "", after.route or ""),
        ("经过", " ".join(before.chain), " ".join(after.chain)),
        *((name, _day(before, key), _day(after, key)) for name, key in _DAYS),
    )
    return [
        f"{name}：{one or '没有'} → {other or '没有'}" for name, one, other in pairs if one != other
    ]


_DAYS = (
    ("开始申报", "opens"),
    ("个人申报截止", "closes"),
    ("截止日", "cutoff"),
    ("上报", "report_up"),
    ("评审和公示", "review_by"),
)


def _mode(found: Route) -> str:
    return f"{found.mode_name}（{found.mode}）" if found.mode else ""


def _day(found: Route, key: str) -> str:
    return str(getattr(found.window, key)) if found.window else ""


def move_to(declaration: Declaration, new: PolicyPack) -> Declaration:
    """Return the declaration standing on another pack; the former pack id moves it back."""
    return attrs.evolve(declaration, pack=new.id)
