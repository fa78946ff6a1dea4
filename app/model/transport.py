# SPDX-License-Identifier: MulanPSL-2.0
"""How carriers of state secrets may travel (secrecy.md 7.2 Move; 保密法 28(三), 条例 27(三))."""

from __future__ import annotations

import re
import unicodedata

from app.kernel.errors import UserError

# Channels without protection, in the words people write for them.
_POST = ("邮寄", "邮政", "邮局", "邮递", "挂号信", "平信", "特快专递", "EMS")
_OTHERS = (
    "快递", "顺丰", "快运", "物流", "闪送", "跑腿", "网络", "互联网", "网盘", "电子邮件", "邮箱", "邮件", "微信", "QQ", "钉钉",
    "短信", "彩信", "传真", "蓝牙",
)  # fmt: skip
_MEDIA = ("U盘", "优盘", "移动硬盘")
REFUSED = (*_POST, *_OTHERS, *_MEDIA)
WAYS = ("专人送达", "机要交通", "机要通信", "机要文件交换站")
_CLAUSE = re.compile(r"[，,。；;、（）()]")
_FORBIDS = re.compile(r"不得|不能|不准|不可|不要|不用|不走|禁止|严禁|请勿|切勿|通知|联系|预约")
_REGISTERED = re.compile(r"(?<!未)(?<!没有)(?<!没)(?<!非)登记")
_OFFICES = re.compile(r"网络(?=安全|信息|中心|工程|管理|科|处|部|室|楼|学院|大厦)")


def refused_way(text: str) -> str:
    """Return the word in a way of sending that is refused, empty when it may be used.

    A clause that forbids (不得邮寄) or only tells (短信通知) names no way; the post's own 机要 service
    and a registered medium are none of the refused ones.
    """
    narrow = unicodedata.normalize("NFKC", text)
    for clause in filter(None, _CLAUSE.split(narrow)):
        if _FORBIDS.search(clause):
            continue
        said = _OFFICES.sub("", clause).casefold()
        for word in REFUSED:
            if word.casefold() not in said:
                continue
            allowed = word in _POST and "机要" in said
            allowed |= word in _MEDIA and _REGISTERED.search(said) is not None
            if not allowed:
                return word
    return ""


def check_way(text: str) -> None:
    """Refuse a way carriers may not travel; raises UserError TRANSPORT naming the word."""
    word = refused_way(text)
    if word:
        raise UserError("TRANSPORT", word=word, typed=text)
