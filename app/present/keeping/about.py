# SPDX-License-Identifier: MulanPSL-2.0
"""关于 (ux S38): versions, faces in use with their licences, what the encryption is and is not."""

from __future__ import annotations

import platform

from attrs import frozen

from app.present.session import Session
from app.vault.slots import OWNER

VERSION = "0.1"
IS_AND_IS_NOT = """\
本程序在本机加密保存，不联网，打印出来的纸才是正本。
加密用于防丢失、防误看，仅供已按规定管理的计算机使用。它用的是公开的通用算法，不是核心密码、普通密码，\
也不是经批准或检测认证的密码产品，不替代保密部门核准的密码设备。本程序未经测评审查合格前，不得用于存储、处理国家秘密。
密级由定密责任人确定，本程序不判定。
口令和恢复数字都丢了，库就打不开，程序没有后门。打印机、打印队列、交换分区、固态硬盘上的残留不归本程序管。
界面用 Qt 与 PySide6（LGPL-3.0，动态库，可以换成同版本的其他构建）。本程序按木兰宽松许可证第2版发布。"""


@frozen
class FaceLine:
    """One typeface in use."""

    name: str
    used_for: str
    licence: str
    file: str


FACES = (
    FaceLine("思源宋体 Noto Serif SC", "表格里印好的字、数字；屏幕上的预览", "OFL-1.1", "LICENSE-NotoSerifSC.txt"),
    FaceLine("思源黑体 Noto Sans SC", "屏幕；栏目、佐证页码、密级标志", "OFL-1.1", "LICENSE-NotoSansSC.txt"),
    FaceLine("Fandol 仿宋、楷体", "填写的内容", "GPL 加字体例外", "LICENSE-Fandol.txt"),
    FaceLine("花园明朝 Hanazono", "生僻字", "Hanazono Font License", "LICENSE-Hanazono.txt"),
)  # fmt: skip


@frozen
class Fact:
    """One line: what it is and what it says."""

    what: str
    value: str


def version_facts(session: Session, qt_version: str) -> tuple[Fact, ...]:
    """Return the versions of the program, its parts and the policy pack in force."""
    header = session.pack.header
    return (
        Fact("程序", f"版本 {VERSION}"),
        Fact(
            "运行环境", f"Python {platform.python_version()}，Qt {qt_version}，{platform.system()}"
        ),
        Fact("政策包", f"{header.number}（{header.id}）"),
    )


def cipher_facts(session: Session) -> tuple[Fact, ...]:
    """Return the algorithms by the ids the vault's files carry (D-7)."""
    slots = session.vault.header.slots
    kdf = next((slot.kdf for slot in slots if slot.kind == OWNER), None)
    derived = f"{kdf.alg}，内存 {kdf.m // 1024} MiB，{kdf.t} 遍" if kdf else ""
    return (
        Fact("库文件", "SQLCipher 4，AES-256，每页校验"),
        Fact("口令变钥匙", derived),
        Fact("改动记录", f"前后相连，{session.vault.header.chain}"),
    )


def face_lines() -> tuple[FaceLine, ...]:
    """Return the faces in use with their licences; the texts lie beside the faces."""
    return FACES
