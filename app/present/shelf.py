# SPDX-License-Identifier: MulanPSL-2.0
"""The packs of one vault: the shipped one, those taken in, and the unit's rules laid over each.

A vault keeps the bytes of every pack a declaration stands on, so that it opens again years later on a
machine whose program ships another one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs
from attrs import define, field, frozen

from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.model.document import from_json, to_json
from app.model.unit import Unit
from app.model.unit_rules import UnitRules
from app.policy.loading import read_pack
from app.policy.pack import PolicyPack
from app.policy.packfiles import PackFiles
from app.policy.unit_layer import fitted, layer_of_rules, with_unit
from app.vault.vault import Vault

_SHELF, _IN_FORCE, _RULES = "packs", "packs/in-force", "unit-rules"
MEDIA = "text/x-policy-pack"


@frozen
class KeptPack:
    """One pack the vault keeps.

    Attributes:
        key: how declarations name it (``PolicyPack.key``).
        evidence: digest of its one file in the vault.
        by, on: who took it in and when; empty for one that came with the program.
    """

    key: str
    id: str
    version: int
    year: int
    number: str
    digest: str
    evidence: str
    by: str = ""
    on: str = ""


@define(eq=False)
class PackShelf:
    """What a session asks for packs.

    Attributes:
        shipped: the pack that came with the program.
    """

    vault: Vault
    shipped: PolicyPack
    _bare: dict[str, PolicyPack] = field(init=False, factory=dict)
    _laid: dict[str, PolicyPack] = field(init=False, factory=dict)
    _kept: tuple[KeptPack, ...] | None = field(init=False, default=None)
    _rules: UnitRules | None = field(init=False, default=None)

    # -- which packs there are

    def kept(self) -> tuple[KeptPack, ...]:
        """Return the packs in the vault, the first taken in first."""
        if self._kept is None:
            rows: list[Mapping[str, Any]] = json.loads(self.vault.setting(_SHELF) or "[]")
            self._kept = tuple(KeptPack(**row) for row in rows)
        return self._kept

    def names(self) -> tuple[str, ...]:
        """Return the keys of all packs at hand: the shipped one and those kept."""
        return tuple(dict.fromkeys([self.shipped.key, *(each.key for each in self.kept())]))

    def entry(self, key: str) -> KeptPack | None:
        """Return what the vault keeps under a key."""
        return next((each for each in self.kept() if each.key == key), None)

    def bare(self, key: str) -> PolicyPack:
        """Return a pack without the unit's layer.

        Raises:
            UserError: PACK-NOT-HERE when no such pack is at hand; PACK-FILE when this program cannot
                read it any more; VAULT-EVIDENCE-DAMAGED.
        """
        if key not in self._bare:
            self._bare[key] = self._read(key)
        return self._bare[key]

    def _read(self, key: str) -> PolicyPack:
        kept = self.entry(key)
        if key == self.shipped.key and (kept is None or kept.digest == self.shipped.digest):
            return self.shipped
        if kept is None:
            raise UserError("PACK-NOT-HERE", key=key)
        return read_pack(PackFiles.of_bundle(self.vault.evidence(kept.evidence), key))

    def keep(self, pack: PolicyPack, by: str = "", on: str = "") -> KeptPack:
        """Put a pack's bytes into the vault; one that is there under its key stays as it is.

        Raises:
            UserError: PACK-SAME-KEY when another pack of this id and version is there; or as
                Vault.set_setting.
        """
        found = self.entry(pack.key)
        if found is not None:
            if by and found.digest != pack.digest:
                raise UserError("PACK-SAME-KEY", id=pack.id, version=pack.header.version)
            return found
        header = pack.header
        entry = KeptPack(
            key=pack.key,
            id=pack.id,
            version=header.version,
            year=header.year,
            number=header.number,
            digest=pack.digest,
            evidence=self.vault.put_evidence(pack.files.to_bundle(), MEDIA),
            by=by,
            on=on,
        )
        rows = (*self.kept(), entry)
        text = json.dumps([attrs.asdict(each) for each in rows], ensure_ascii=False)
        self.vault.set_setting(_SHELF, text)
        self._kept = rows
        self.forget()
        return entry

    # -- which one counts

    @property
    def in_force(self) -> str:
        """Return the key of the pack new declarations are put on."""
        chosen = self.vault.setting(_IN_FORCE) or ""
        return chosen if chosen in self.names() else self.shipped.key

    def put_in_force(self, key: str) -> None:
        """Let new declarations stand on another pack; those there are stay on theirs."""
        self.vault.set_setting(_IN_FORCE, key)
        self._laid.pop("", None)

    def of(self, declaration: Declaration | None) -> PolicyPack:
        """Return the pack a declaration stands on (none: the pack in force), the unit's layer on top.

        One that is not at hand is stood in for by the pack in force; ``fault`` says so.
        """
        key = declaration.pack if declaration is not None else ""
        if key not in self._laid:
            self._laid[key] = self.lay(self.standing(key or self.in_force))
        return self._laid[key]

    def standing(self, key: str) -> PolicyPack:
        """Return the bare pack of a key, or what stands in for one that is not at hand."""
        for each in (key, self.in_force):
            try:
                return self.bare(each)
            except UserError:
                continue
        return self.shipped

    def lay(self, pack: PolicyPack) -> PolicyPack:
        """Return a pack with this vault's rules on top; what does not fit its year is left out."""
        return with_unit(pack, fitted(pack, layer_of_rules(self.rules, self.vault.unit())))

    def fault(self, declaration: Declaration) -> UserError | None:
        """Return why a declaration's own pack cannot be used, None when it is in use."""
        try:
            self.bare(declaration.pack)
        except UserError as fault:
            return fault
        return None

    # -- the unit's rules

    @property
    def rules(self) -> UnitRules:
        """Return the vault's layer; an empty one until something is keyed in."""
        if self._rules is None:
            text = self.vault.setting(_RULES)
            self._rules = from_json(text, UnitRules) if text else UnitRules()
        return self._rules

    def keep_rules(self, rules: UnitRules) -> None:
        """Keep the layer; raises UserError as Vault.set_setting."""
        self.vault.set_setting(_RULES, to_json(rules))
        self._rules = rules
        self.forget()

    def forget(self) -> None:
        """Lay everything anew, after the unit's record or the rules changed."""
        self._laid.clear()

    def unit_dates(self, unit: Unit | None) -> Mapping[str, str]:
        """Return the unit's own closing days by filing level, wherever this vault keeps them."""
        return unit.internal_dates if unit is not None else self.rules.internal_dates
