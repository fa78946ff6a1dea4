# SPDX-License-Identifier: MulanPSL-2.0
"""Which clause is carried by what in the pack, and why the others are not: docs/coverage.md."""

from __future__ import annotations

from attrs import frozen

from app.policy.pack import PolicyPack
from app.policy.source import read_source
from app.policy.usage import users_of

WAYS = {
    "paper": "the printed pieces",
    "room": "another part of the program",
    "person": "people",
    "later": "later work",
    "none": "nothing to do with the program",
}


@frozen
class OpenClause:
    """A clause no data of the pack rests on, who carries it, and why."""

    clause: str
    by: str
    reason: str


def open_clauses(pack: PolicyPack) -> dict[str, OpenClause]:
    """Return coverage.toml by clause.

    Raises:
        UserError: PACK-FILE for a clause that does not exist, stands twice, or a way not in the list.
    """
    source = read_source(pack.files, "coverage.toml")
    source.only("open")
    rows = source.rows("open", OpenClause)
    source.unique("open", [row.clause for row in rows])
    for index, row in enumerate(rows):
        if row.clause not in pack.clauses:
            source.refuse(
                f"条款“{row.clause}”在 clauses.toml 里没有", source.line_of("open", index)
            )
        if row.by not in WAYS:
            source.refuse(f"by 可以是：{'、'.join(WAYS)}", source.line_of("open", index, "by"))
    return {row.clause: row for row in rows}


def gaps(pack: PolicyPack) -> list[str]:
    """Return clauses carried by nothing and explained by nobody, and explanations no longer needed."""
    used, explained = users_of(pack), open_clauses(pack)
    silent = [
        f"{each}：没有数据，也没有说明"
        for each in pack.clauses
        if each not in used and each not in explained
    ]
    idle = [f"{each}：已有数据，说明可以去掉" for each in explained if each in used]
    return silent + idle


def coverage_document(pack: PolicyPack) -> str:
    """Return docs/coverage.md."""
    used, explained = users_of(pack), open_clauses(pack)
    lines = [
        "# Coverage of the notice",
        "",
        (
            f"Generated from the pack `{pack.id}` version {pack.header.version} ({pack.header.number}) by "
            "`python -m app.policy.coverage`; a test compares. Do not edit by hand."
        ),
        "",
        (
            f"{len(pack.clauses)} clauses: {sum(each in used for each in pack.clauses)} carried by data of the pack, "
            f"{sum(each in explained for each in pack.clauses)} explained."
        ),
        "",
        "| clause | place | says | carried by |",
        "|---|---|---|---|",
    ]
    for clause in pack.clauses.values():
        users = "；".join(used.get(clause.id, ()))
        if not users:
            row = explained[clause.id]
            users = f"*{WAYS[row.by]}*: {row.reason}"
        lines.append(f"| {clause.id} | {clause.place} | {clause.title} | {users} |")
    unverified = [
        f"- {rule.id} {rule.title}：{rule.check}" for rule, _ in pack.rules.rules if rule.check
    ]
    presets = [f"- {preset.id}：{preset.title}（{preset.source}）" for preset in pack.rules.presets]
    lines += ["", "## Shipped unverified (待核), never blocking", "", *unverified]
    lines += ["", "## Presets, none active", "", *presets]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    from app.policy.pack import load_pack

    sys.stdout.write(coverage_document(load_pack()))
