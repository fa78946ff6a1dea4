# SPDX-License-Identifier: MulanPSL-2.0
"""The same invented data for our pages and for the peer's."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

ROSTER_COLUMNS = (9, 20, 8, 12, 17, 40, 24, 30, 16, 15, 26, 22, 18, 14)
ROSTER_HEADS = (
    "序号", "姓　名", "性\n别", "民族", "出生\n年月", "工作单位", "学历及\n毕业时间", "现职称及\n取得时间",
    "聘任\n时间", "从事专\n业年限", "申报专业", "申报职称", "申报类型", "备注",
)  # fmt: skip
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰玉梅鑫淼垚焱犇喆堃昇翀瑾瑜琳博文浩然子轩梓涵欣怡晨曦建国志远海燕春华秋实"
_UNITS = ("赤峰市练习水利勘测设计院", "巴林右旗练习灌区管理处（驻查干沐沦苏木）", "赤峰市练习水文勘测中心", "克什克腾旗练习动物疫病预防控制中心")  # fmt: skip
_WORDS = (
    "任项目负责人，主持全过程设计", "组织完成1:2000地形复测与土壤入渗试验46组", "提出“干渠防渗衬砌＋田间管灌”分段方案",
    "负责与旗县区、苏木乡镇及用水户协会的四轮征求意见", "逐条答复意见117条", "现场解决冻胀变形、盐碱地渠基处理两个难题",
    "形成院内技术规定一项", "设计并布设监测断面9处，连续观测三个冻融期", "建立冻深与地下水位、负积温的关系式",
    "年节水920万立方米", "成果在相邻两个旗县推广", "灌溉水有效利用系数由0.48提高到0.61", "指导青年技术人员3名",
    "对穿堤涵闸逐座建立检查卡", "编写巡堤手册并培训巡查人员160余人次", "经市级主管部门印发试行",
)  # fmt: skip


def person(number: int, source: random.Random) -> list[str]:
    """Return the fourteen cells of one invented person."""
    choice, between = source.choice, source.randint
    name = choice(_SURNAMES) + choice(_GIVEN) + choice(_GIVEN)
    return [
        str(number), name if number % 9 else "额尔敦其木格·孟和巴雅尔", choice("男女"),
        choice(("汉族", "蒙古族", "回族", "满族")), f"{between(1965, 1995)}.{between(1, 12):02d}",
        f"{choice(_UNITS)}{between(1, 40)}", f"大学本科\n{between(1990, 2015)}.07", f"工程师\n{between(2000, 2018)}.12",
        f"{between(2000, 2018)}.03", str(between(5, 30)), choice(("水利水电规划设计", "水文与水资源", "灌区管理与节水灌溉")),
        "高级工程师", choice(("正常", "定向评价", "绿色通道")), choice(("", "", "乡镇12年", "社保36个月")),
    ]  # fmt: skip


def roster(count: int, seed: int) -> list[list[str]]:
    """Return an invented roster."""
    source = random.Random(seed)
    return [person(number + 1, source) for number in range(count)]


def form(seed: int) -> list[dict[str, Any]]:
    """Return an invented form: sections with a title and long paragraphs, about twelve pages."""
    source = random.Random(seed)
    sections = []
    for title, count in (("个人经历", 9), ("主要业绩", 9), ("技术工作总结", 8)):
        paragraphs = []
        for _ in range(count):
            parts = [
                source.choice(_WORDS) + str(source.randint(2, 999))
                for _ in range(source.randint(14, 20))
            ]
            paragraphs.append("，".join(parts) + "。")
        sections.append({"title": title, "paragraphs": paragraphs})
    return sections


def write_json(path: Path, data: object) -> None:
    """Write data for the peer."""
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


ROSTER_TYPST = """#set page(paper: "a4", flipped: true, margin: (left: 14mm, right: 12mm, top: 34mm, bottom: 32mm),
  header: align(center, text(font: "Noto Serif SC", weight: 700, size: 18pt)[2026年申报职称评审人员花名册（高级）]),
  footer: context [#h(1fr) 第 #counter(page).display() 页])
#set text(font: "Noto Serif SC", size: 9.5pt, lang: "zh")
#let rows = json("data.json")
#let names = json("heads.json")
#table(columns: (9mm, 20mm, 8mm, 12mm, 17mm, 40mm, 24mm, 30mm, 16mm, 15mm, 26mm, 22mm, 18mm, 14mm),
  align: center + horizon, stroke: 0.5pt, inset: (x: 0.8mm, y: 1.2mm),
  table.header(..names.map(x => text(font: "Noto Sans SC", x))), ..rows.flatten())
"""
FORM_TYPST = """#set page(paper: "a4", margin: (left: 28mm, right: 18mm, top: 25mm, bottom: 20mm),
  footer: context [#h(1fr) 第 #counter(page).display() 页])
#set text(font: ("FandolFang", "Noto Serif SC"), size: 14pt, lang: "zh")
#set par(leading: 14pt, justify: true, first-line-indent: (amount: 2em, all: true))
#for form in json("data.json") {
  for section in form {
    table(columns: (14mm, 150mm), stroke: 0.5pt, inset: (x: 1.3mm, y: 1.2mm),
      align(horizon + center, text(font: "Noto Sans SC", size: 12pt, section.title.clusters().join("\\n"))),
      section.paragraphs.map(p => [#p]).join(parbreak()))
    pagebreak(weak: true)
  }
}
"""
