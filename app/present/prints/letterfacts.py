# SPDX-License-Identifier: MulanPSL-2.0
"""What a letter says that no declaration holds: typed once beside its preview, kept in the vault with it.

Every fact may stay empty; the paper then leaves room to write it by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from attrs import frozen

from app.kernel.dates import PartialDate
from app.kernel.errors import UserError
from app.model.transport import check_way
from app.paper.forms import Matter
from app.present.session import Session

LONGEST = 600  # characters; a paragraph, not a dossier


@frozen
class FactKind:
    """One fact: what the field is called, whether it is a day, whether it takes several lines."""

    label: str
    day: bool = False
    long: bool = False
    sample: str = ""


FACTS: Mapping[str, FactKind] = {
    "number": FactKind("编号或发文字号", sample="没有就空着，手写"),
    "receiver": FactKind("主送单位（接收单位）"),
    "office": FactKind("落款单位", sample="空着就用本单位名称"),
    "on": FactKind("落款日期", day=True, sample="2026-06-24"),
    "due": FactKind("限期", day=True, sample="2026-07-03"),
    "hour": FactKind("到几时", sample="17时"),
    "deliver": FactKind("提交方式和地点", sample="由专人送至本办公室"),
    "transport": FactKind("送交方式", sample="专人送达、机要交通；空着就印成方框"),
    "posted_on": FactKind("公示开始日期", day=True, sample="2026-06-15"),
    "ended_on": FactKind("公示结束日期", day=True, sample="2026-06-23"),
    "place": FactKind("公示地点", sample="单位一楼公示栏"),
    "objections": FactKind("收到的异议及处理", sample="没有就写“无”"),
    "lookup": FactKind("材料查阅地点"),
    "supervision": FactKind("监督电话"),
    "address": FactKind("受理部门地址"),
    "contact": FactKind("联系人", sample="空着就用单位信息里的"),
    "phone": FactKind("联系电话", sample="空着就用单位信息里的"),
    "background": FactKind("单位基本情况、隶属关系和派驻地", long=True),
    "reason": FactKind("委托理由", long=True),
    "accepted": FactKind("申报受理人数", sample="空着就用本库里的人数"),
    "method": FactKind("评议与表决办法", long=True),
    "reports": FactKind("收到举报几件", sample="没有就写 0"),
    "handled": FactKind("举报事项、核查结论和处理结果", long=True),
    "process": FactKind("审核程序（本单位怎样推荐、核对的）", long=True),
}


@frozen
class LetterField:
    """One field of the dialog."""

    name: str
    label: str
    text: str
    sample: str
    long: bool


def _key(piece_id: str, declaration_id: str) -> str:
    return f"letter-facts/{piece_id}/{declaration_id}"


def typed_facts(session: Session, piece_id: str, declaration_id: str) -> dict[str, str]:
    """Return what was typed for a letter; a record that cannot be read counts as nothing typed."""
    try:
        kept = json.loads(session.vault.setting(_key(piece_id, declaration_id)) or "{}")
    except ValueError:
        return {}
    if not isinstance(kept, dict):
        return {}
    return {name: text for name, text in kept.items() if name in FACTS and isinstance(text, str)}


def letter_fields(
    session: Session, piece_id: str, declaration_id: str, asks: Sequence[str]
) -> tuple[LetterField, ...]:
    """Return the fields a letter asks, with what was typed."""
    held = typed_facts(session, piece_id, declaration_id)
    return tuple(
        LetterField(
            name, FACTS[name].label, held.get(name, ""), FACTS[name].sample, FACTS[name].long
        )
        for name in asks
    )


def keep_facts(
    session: Session, piece_id: str, declaration_id: str, typed: Mapping[str, str]
) -> None:
    """Keep what was typed for a letter.

    Raises:
        UserError: LETTER-DAY for a day that is none, LETTER-LONG for more than fits a paragraph, TRANSPORT
            for a way carriers may not travel; nothing is kept then.
    """
    kept = {}
    for name, text in typed.items():
        clean, kind = text.strip(), FACTS[name]
        if len(clean) > LONGEST:
            raise UserError("LETTER-LONG", name=kind.label, count=len(clean), most=LONGEST)
        if name == "transport":
            check_way(clean)
        if clean and kind.day:
            parsed = PartialDate.parse(clean)
            if parsed is None or parsed.exact() is None:
                raise UserError("LETTER-DAY", name=kind.label, typed=clean)
            clean = parsed.iso()
        if clean:
            kept[name] = clean
    session.vault.set_setting(
        _key(piece_id, declaration_id), json.dumps(kept, ensure_ascii=False, sort_keys=True)
    )


def matter_of(session: Session, piece_id: str, declaration_id: str) -> Matter:
    """Return the facts of a letter as its form takes them."""
    return Matter(**typed_facts(session, piece_id, declaration_id))  # type: ignore[arg-type]
