# SPDX-License-Identifier: MulanPSL-2.0
"""The keyboard card (ux §4.4): key, and what it does."""

from __future__ import annotations

KEYS = (
    ("F1", "本栏帮助"), ("F2", "编辑单元格、备注"), ("F4", "为什么是这样"), ("F5", "重新计算页码与自检"), ("F6", "到下一块"),
    ("F7", "自检"), ("F8", "右栏：预览"), ("F9", "逐项走查"), ("F11", "全屏"), ("F12", "另存备份"),
    ("Ctrl+S", "立即保存，报时间"), ("Ctrl+Z / Ctrl+Y", "撤销 / 重做"), ("Ctrl+F", "查找"), ("Ctrl+H", "这一栏的历史"), ("Ctrl+P", "打印"),
    ("Ctrl+L", "锁定"), ("Ctrl+1 … 9", "左侧第几项"), ("Ctrl+= / - / 0", "字号大 / 小 / 标准"),
    ("空格", "表格里：已准备、勾选"), ("Enter", "打开；保存并到下一栏"), ("Esc", "返回列表、取消"),
    ("PageUp / PageDown", "走查上一项 / 下一项"), ("Alt+↑ / ↓", "上移 / 下移"), ("Insert", "增行"),
    ("Ctrl+Delete", "删行，可撤销"), ("1 … 6", "走查里选答案，小键盘也行"),
)  # fmt: skip
