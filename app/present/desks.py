# SPDX-License-Identifier: MulanPSL-2.0
"""Whose desks a vault holds (ux 2.2): an applicant's own, a unit's, a committee office's."""

from __future__ import annotations

from app.present.session import Role, Session

OWNER_SETTING = "desk.owner"
DESK_WORDS = {
    Role.APPLICANT: "申报人",
    Role.UNIT: "单位人事",
    Role.OFFICE: "评委会办",
}


def desks(session: Session) -> tuple[Role, ...]:
    """Return the desks of the open vault; an office that keys papers in takes the applicant's too."""
    if session.vault.header.practice:
        return tuple(Role)
    owner = session.vault.setting(OWNER_SETTING)
    if owner == Role.OFFICE:
        return (Role.APPLICANT, Role.OFFICE)
    if owner == Role.UNIT or session.unit is not None:
        return (Role.APPLICANT, Role.UNIT)
    return (Role.APPLICANT,)
