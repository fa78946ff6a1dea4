# SPDX-License-Identifier: MulanPSL-2.0
"""政策包 (ux S37): taken in by a digest typed from paper, tried, compared; each declaration moves when a person says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import evolve, frozen

from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.model.declaration import Declaration
from app.model.operations import SetValues
from app.policy.other_packs import PackChange, compare_for, digest_groups, take_in
from app.policy.pack import PolicyPack
from app.policy.pack_changes import ChangeGroup, pack_changes
from app.policy.packfiles import PackFiles
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.words import short_day
from app.present.yearly.base import SheetLine

GROUPS, WIDTH = 10, 5
_SAME = "和正在用的一样。"
_OWN = "只有您说换，才换；换了还能换回来。"
_NOTHING = "这份申报不受影响：走的路、日子、清单、检查结果都一样。"


@frozen
class Candidate:
    """A pack somebody brought, not yet read: its files, and what became of it.

    Attributes:
        pack: set once the digest held and all its cases came out.
        wrong_group: number of the digit group that does not match, 0 for none.
        fault: why it was refused, as a whole sentence.
    """

    name: str
    files: PackFiles
    groups: tuple[str, ...] = ("",) * GROUPS
    pack: PolicyPack | None = None
    wrong_group: int = 0
    fault: UserError | None = None


@frozen
class Comparison:
    """What another pack changes: by kind, and for one declaration."""

    title: str
    groups: tuple[ChangeGroup, ...]
    mine_title: str
    mine: tuple[ChangeGroup, ...]


@frozen
class PacksState:
    """What the page draws.

    Attributes:
        mine: which pack the declaration in hand stands on, empty without one.
        fault: why that pack is not in use.
        candidate: facts of the pack brought, empty for none.
        ready: every group is filled, so it can be verified.
    """

    lines: tuple[SheetLine, ...]
    mine: str
    fault: str
    candidate: str
    candidate_groups: tuple[str, ...]
    wrong_group: int
    ready: bool
    proved: bool


class PacksPresenter(Presenter):
    """The packs of the vault, one brought, and who stands on which."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._candidate: Candidate | None = None
        self._packs: dict[str, str] = {}

    @property
    def state(self) -> PacksState:
        """Return the page as it stands."""
        session, candidate = self.session, self._candidate
        fault = session.shelf.fault(session.declaration) if session.has_declaration else None
        return PacksState(
            lines=tuple(self._lines()),
            mine=self._mine(),
            fault=str(fault) if fault else "",
            candidate=_facts(candidate) if candidate else "",
            candidate_groups=candidate.groups if candidate else (),
            wrong_group=candidate.wrong_group if candidate else 0,
            ready=candidate is not None and all(len(group) == WIDTH for group in candidate.groups),
            proved=bool(candidate and candidate.pack),
        )

    def _mine(self) -> str:
        if not self.session.has_declaration or self.session.role.reviews:
            return ""
        return self.name_of(self.session.declaration.pack)

    def name_of(self, key: str) -> str:
        """Return a pack as named to people: 2026年（赤人社办发〔2026〕43号）第 1 版; the key when it is not here."""
        try:
            header = self.session.shelf.bare(key).header
        except UserError:
            return f"{key}（不在这个库里）"
        return f"{header.year}年　{header.number}　第 {header.version} 版"

    def short_name(self, key: str) -> str:
        """Return a pack in few words: 2026年第 1 版; the key when it is not here."""
        try:
            header = self.session.shelf.bare(key).header
        except UserError:
            return key
        return f"{header.year}年第 {header.version} 版"

    def _lines(self) -> Iterator[SheetLine]:
        session, shelf = self.session, self.session.shelf
        standing = self._standing()
        yield SheetLine("head.packs", ("这个库里的政策包",), heading=True)
        for key in shelf.names():
            kept = shelf.entry(key)
            where = f"{kept.by} {short_day(kept.on)}收下" if kept and kept.by else "程序带来的"
            count = standing.get(key, 0)
            yield SheetLine(
                key,
                (self.name_of(key), where, f"{count} 份申报" if count else "没有申报用它"),
                state="新建申报用" if key == shelf.in_force else "",
                detail=self._detail(key),
                verb="比较",
            )
        missing = sorted(set(standing) - set(shelf.names()))
        for key in missing:
            yield SheetLine(
                key,
                (key, "不在这个库里", f"{standing[key]} 份申报"),
                state="缺",
                detail="先按新建申报用的包显示，内容没有动。向发来这份申报的人要政策包文件，在这里导入。",
            )
        if session.role.reviews:
            yield from self._people()

    def _detail(self, key: str) -> str:
        try:
            pack = self.session.shelf.bare(key)
        except UserError as fault:
            return str(fault)
        groups = " ".join(digest_groups(pack.digest))
        return f"{pack.header.title}　{pack.header.state}　校验码 {groups}"

    def _people(self) -> Iterator[SheetLine]:
        yield SheetLine("head.people", (f"各人的申报用哪个包　{_OWN}",), heading=True)
        for entry in self.session.vault.declarations():
            yield SheetLine(
                f"person.{entry.id}",
                (entry.name or "（未填姓名）", "", self.short_name(self._pack_of(entry.id))),
                verb="换包",
            )

    def _standing(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for entry in self.session.vault.declarations():
            key = self._pack_of(entry.id)
            counts[key] = counts.get(key, 0) + 1
        return counts

    def _pack_of(self, declaration_id: str) -> str:
        """Return the pack a declaration stands on; read once between two changes of this window's own."""
        if declaration_id not in self._packs or self.session.vault.read_only:
            self._packs[declaration_id] = self.session.vault.load(declaration_id).pack
        return self._packs[declaration_id]

    def _session_changed(self, paths: frozenset[str]) -> None:
        self._packs.clear()
        super()._session_changed(paths)

    # -- taking one in

    def bring(self, path: Path) -> None:
        """Look at a file or folder somebody brought; nothing in it is interpreted yet.

        Raises:
            UserError: PACK-BUNDLE, PACK-MISSING, CMD-FILE when it cannot be read.
        """
        try:
            files = PackFiles.of_path(path)
        except OSError as fault:
            raise UserError("CMD-FILE", name=path.name, reason=fault.strerror or "") from None
        self._candidate = Candidate(path.name, files)
        self.changed()

    def type_group(self, number: int, text: str) -> None:
        """Take one digit group as typed; ``number`` counts from 1. A full one that does not hold is named at once."""
        candidate = self._candidate
        if candidate is None:
            return
        groups = list(candidate.groups)
        groups[number - 1] = text
        wrong = 0 if candidate.wrong_group == number else candidate.wrong_group
        self._candidate = evolve(candidate, groups=tuple(groups), wrong_group=wrong)
        if len(text) == WIDTH and not self.group_holds(number):
            self._candidate = evolve(self._candidate, wrong_group=number)
        self.changed()

    def group_holds(self, number: int) -> bool:
        """Tell whether a group filled in is that of the file in hand."""
        candidate = self._candidate
        if candidate is None:
            return True
        return candidate.groups[number - 1] == digest_groups(candidate.files.digest)[number - 1]

    def proving(self) -> Proving:
        """Return the work that verifies and tries the pack in hand, to be run away from the window."""
        candidate = self._candidate
        assert candidate is not None
        return Proving(candidate.files, list(candidate.groups))

    def proved(self, pack: PolicyPack) -> None:
        """Take the outcome of ``proving``."""
        if self._candidate is not None:
            self._candidate = evolve(self._candidate, pack=pack, wrong_group=0, fault=None)
            self.changed()

    def refused(self, fault: UserError) -> None:
        """Take the refusal of ``proving``: the pack in force is untouched, what was typed stays."""
        if self._candidate is None:
            return
        place = fault.values.get("place") if fault.code == "PACK-DIGEST" else None
        wrong = (int(str(place)) - 1) // WIDTH + 1 if place else 0
        self._candidate = evolve(self._candidate, pack=None, fault=fault, wrong_group=wrong)
        self.changed()

    def put_aside(self) -> None:
        """Forget the pack in hand; nothing was installed."""
        self._candidate = None
        self.changed()

    def accept(self, name: str) -> str:
        """Keep the pack that was proved, for this vault; returns its key.

        Raises:
            UserError: YEARLY-NAME; PACK-SAME-KEY; as Vault.set_setting.
        """
        candidate, session = self._candidate, self.session
        assert candidate is not None
        assert candidate.pack is not None
        if len(name.strip()) < 2:
            raise UserError("YEARLY-NAME")
        pack = candidate.pack
        session.shelf.keep(pack, name.strip(), session.clock.today().isoformat())
        session.note("pack_taken_in", pack.key, digest=pack.digest)
        self._candidate = None
        session.forget_derived()
        self.changed()
        return pack.key

    def put_in_force(self, key: str) -> None:
        """Let new declarations stand on this pack; those there are stay on theirs."""
        self.session.shelf.put_in_force(key)
        self.session.note("pack_in_force", key)
        self.session.forget_derived()
        self.changed()

    # -- comparing and moving

    def compare_candidate(self) -> Comparison:
        """Return what the pack proved would change; the pack in force stays until a person says so."""
        assert self._candidate is not None
        assert self._candidate.pack is not None
        return self._compared(self._candidate.pack, self._mine_or_none())

    def compare(self, key: str, declaration_id: str = "") -> Comparison:
        """Return what a pack at hand changes against the one in use, and for one declaration.

        Raises:
            UserError: PACK-NOT-HERE, PACK-FILE.
        """
        mine = self.session.vault.load(declaration_id) if declaration_id else self._mine_or_none()
        return self._compared(self.session.shelf.bare(key), mine)

    def _mine_or_none(self) -> Declaration | None:
        session = self.session
        return session.declaration if session.has_declaration else None

    def _compared(self, new: PolicyPack, mine: Declaration | None) -> Comparison:
        session = self.session
        old_key = mine.pack if mine is not None else session.shelf.in_force
        old = session.shelf.standing(old_key)
        today = session.clock.today()
        own: tuple[ChangeGroup, ...] = ()
        if mine is not None:
            laid = session.shelf.lay(new)
            own = _mine_groups(compare_for(session.pack_of(mine), laid, mine, today))
        name = (mine.basics.name if mine else "") or "这份申报"
        groups = pack_changes(old, new)
        return Comparison(
            title=f"{self.name_of(old_key)}　换成　{new.header.year}年　{new.header.number}　第 {new.header.version} 版",
            groups=groups or (ChangeGroup("两个包", (_SAME,)),),
            mine_title=f"对{name}" if mine is not None else "",
            mine=own or ((ChangeGroup("不受影响", (_NOTHING,)),) if mine is not None else ()),
        )

    def others(self, declaration_id: str = "") -> tuple[tuple[str, str], ...]:
        """Return (key, name) of the packs a declaration could move to."""
        mine = self.session.vault.load(declaration_id) if declaration_id else self._mine_or_none()
        standing = mine.pack if mine is not None else ""
        return tuple(
            (key, self.name_of(key)) for key in self.session.shelf.names() if key != standing
        )

    def move(self, key: str, declaration_id: str = "") -> None:
        """Move one declaration to another pack; undo, or the same verb, moves it back.

        Raises:
            UserError: PACK-NOT-HERE; as Session.apply.
        """
        session = self.session
        pack = session.shelf.bare(key)
        session.shelf.keep(pack)
        values = (("pack", pack.key), ("year", pack.header.year))
        operation = SetValues(values, f"换到{pack.header.year}年政策包第 {pack.header.version} 版")
        session.apply_to((declaration_id or session.declaration.id,), lambda _held: operation)
        self.changed()


@frozen
class Proving:
    """Verifying and trying a pack: run in a worker, told of each case, stopped when the person says so."""

    files: PackFiles
    typed: list[str]

    def __call__(self, progress: Progress) -> PolicyPack:
        """Return the pack; raises UserError as ``take_in``, Cancelled."""
        return take_in(self.files, self.typed, progress)


def _facts(candidate: Candidate) -> str:
    files = candidate.files
    return f"{candidate.name}　{len(files.contents)} 个文件，{files.size / 1024:.0f} KB"


def _mine_groups(change: PackChange) -> tuple[ChangeGroup, ...]:
    groups = (
        ("走的路和日子", change.route),
        ("清单上多出来的", change.appears),
        ("清单上不再要的（填过的还在）", change.goes),
        ("新出现的检查结果", change.new_findings),
        ("不再出现的检查结果", change.gone_findings),
    )
    return tuple(ChangeGroup(title, lines) for title, lines in groups if lines)
