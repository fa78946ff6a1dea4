# SPDX-License-Identifier: MulanPSL-2.0
"""The six route questions (ux S04), each with the answers the pack knows and 还不确定."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from attrs import frozen

from app.model.codes import Affiliation, DeclarationKind, TitleLevel
from app.model.declaration import RouteAnswers
from app.policy.pack import PolicyPack

UNDECIDED = "?"
QUESTIONS = ("classified", "level", "series", "affiliation", "kind", "committee")
CLERK, ASSISTANT = "员级", "助理级"
AS_NOTICE = "as_notice"


@frozen
class Choice:
    """One answer: ``key`` is the digit that chooses it."""

    value: str
    label: str
    detail: str = ""
    chosen: bool = False
    key: str = ""


@frozen
class Entry:
    """A line to type into below the answers, with words it may be.

    Attributes:
        strict: only the words given are understood.
    """

    name: str
    label: str
    text: str
    options: tuple[str, ...]
    hint: str = ""
    strict: bool = False


@frozen
class Question:
    """One page of the interview."""

    name: str
    number: int
    title: str
    lead: str
    choices: tuple[Choice, ...]
    entries: tuple[Entry, ...] = ()
    answered: bool = False
    undecided: bool = False
    answer_words: str = ""


def question(pack: PolicyPack, answers: RouteAnswers, name: str) -> Question:
    """Return one question as it stands with these answers; raises KeyError for another name."""
    made = _MAKERS[name](pack, answers)
    undecided = name in answers.undecided
    choices = (
        *made.choices,
        Choice(UNDECIDED, "还不确定", "先往下走，以后在任务清单里补答", undecided),
    )
    keyed = tuple(
        attrs.evolve(
            choice,
            key=str(place),
            chosen=choice.chosen and (choice.value == UNDECIDED or not undecided),
        )
        for place, choice in enumerate(choices, 1)
    )
    answered = not undecided and (any(choice.chosen for choice in made.choices) or _typed(made))
    words = "还不确定" if undecided else (made.answer_words if answered else "")
    return attrs.evolve(
        made,
        number=QUESTIONS.index(name) + 1,
        choices=keyed,
        answered=answered,
        undecided=undecided,
        answer_words=words,
    )


def _typed(made: Question) -> bool:
    return bool(made.entries) and made.name == "series" and bool(made.entries[0].text)


def _chosen(choices: tuple[Choice, ...]) -> str:
    return "、".join(choice.label for choice in choices if choice.chosen)


def _classified(_: PolicyPack, answers: RouteAnswers) -> Question:
    choices = (
        Choice(
            "true",
            "是涉密人员",
            "全程线下：线下申报、线下评审，不走任何线上步骤",
            answers.classified is True,
        ),
        Choice(
            "false",
            "不是涉密人员",
            "先在线上申报，按系列看要不要另交纸质材料",
            answers.classified is False,
        ),
    )
    lead = "以单位保密工作机构的认定为准。拿不准的先去问，程序不判断。"
    return Question(
        "classified", 1, "您是不是涉密人员", lead, choices, answer_words=_chosen(choices)
    )


def _level(pack: PolicyPack, answers: RouteAnswers) -> Question:
    rows = (
        (TitleLevel.FULL_SENIOR, "", "正高级"),
        (TitleLevel.ASSOCIATE_SENIOR, "", "副高级"),
        (TitleLevel.INTERMEDIATE, "", "中级"),
        (TitleLevel.JUNIOR, ASSISTANT, "初级（助理级）"),
        (TitleLevel.JUNIOR, CLERK, "初级（员级）"),
    )
    choices = tuple(
        Choice(
            f"{level}/{sub}",
            word,
            _window_words(pack, level),
            answers.level == level
            and (answers.sub_level or ASSISTANT) == (sub or answers.sub_level or ASSISTANT),
        )
        for level, sub, word in rows
    )
    lead = "同一年度、同一层级只能申报一个系列（专业）。"
    return Question("level", 2, "今年申报哪个层级", lead, choices, answer_words=_chosen(choices))


def _window_words(pack: PolicyPack, level: TitleLevel) -> str:
    window = pack.window(level)
    opens, closes = window.opens, window.closes
    return f"个人申报 {opens.month}月{opens.day}日至{closes.month}月{closes.day}日"


def _series(pack: PolicyPack, answers: RouteAnswers) -> Question:
    found = next((each for each in pack.series if answers.series in (each.id, each.name)), None)
    named = tuple(
        each.name for each in pack.titles.specialties if found and each.series == found.id
    )
    level = str(answers.level) if answers.level else ""
    titles = found.titles(level, answers.sub_level) if found and level else ()
    series_word = found.name if found else answers.series
    entries = (
        Entry(
            "series",
            "系列",
            series_word,
            tuple(each.name for each in pack.series),
            "可打拼音首字母，如 gc",
            strict=True,
        ),
        Entry(
            "specialty",
            "专业",
            answers.specialty,
            named,
            "照单位岗位和评审条件里的写法，如 水利工程",
        ),
        Entry("title", "申报职称", answers.title, titles, "如 高级工程师"),
    )
    words = "　".join(filter(None, (series_word, answers.specialty, answers.title)))
    lead = "系列决定哪个评委会评，专业决定怎样分组。职称名称按国家统一的名称表。"
    return Question("series", 3, "申报哪个系列、哪个专业", lead, (), entries, answer_words=words)


def _affiliation(pack: PolicyPack, answers: RouteAnswers) -> Question:
    details = {
        Affiliation.BANNER_COUNTY: "旗、县、区和苏木乡镇的事业单位、企业",
        Affiliation.CITY: "市直部门所属单位",
        Affiliation.STATIONED: "中央、外省（区、市）派驻赤峰的单位，高级要委托评审函",
        Affiliation.NON_PUBLIC: "按劳动关系所在地申报",
        Affiliation.FREELANCE: "由代办机构初审、公示、推荐",
    }
    choices = tuple(
        Choice(
            str(each),
            pack.label("affiliation", str(each)),
            details[each],
            answers.affiliation == each,
        )
        for each in Affiliation
    )
    lead = "看人事关系在哪里。材料照这条线逐级往上报，不能多头申报。"
    return Question("affiliation", 4, "单位归谁管", lead, choices, answer_words=_chosen(choices))


def _kind(pack: PolicyPack, answers: RouteAnswers) -> Question:
    decided = "kind" not in answers.undecided
    rows = [
        (str(each), pack.routes.kinds[str(each)])
        for each in DeclarationKind
        if str(each) in pack.routes.kinds
    ]
    choices = tuple(
        Choice(
            value,
            row.name,
            pack.cite(row.clauses) if row.clauses else "",
            decided and answers.kind == value,
        )
        for value, row in rows
    )
    grounds = (
        pack.routes.kinds[str(answers.kind)].grounds
        if str(answers.kind) in pack.routes.kinds
        else ()
    )
    entries: tuple[Entry, ...] = ()
    if grounds and decided:
        word = next(
            (each.name for each in grounds if each.id == answers.kind_ground), answers.kind_ground
        )
        names = tuple(each.name for each in grounds)
        entries = (Entry("kind_ground", "依据哪一条", word, names, "从表里选", strict=True),)
    lead = "绝大多数人是正常申报。选了别的类型，清单里会多出证明材料。"
    return Question("kind", 5, "申报类型", lead, choices, entries, answer_words=_chosen(choices))


def _committee(pack: PolicyPack, answers: RouteAnswers) -> Question:
    decided = "committee" not in answers.undecided
    own = answers.committee
    choices = (
        Choice(
            AS_NOTICE, "按通知规定的评委会", "程序按层级、系列和单位隶属推出来", decided and not own
        ),
        *(
            Choice(
                each.id, each.name, pack.cite(each.clauses), decided and own in (each.id, each.name)
            )
            for each in pack.routes.committees
        ),
    )
    lead = "通知里已经定了的，选第一项就行。单位另有书面安排的，照安排选。"
    return Question("committee", 6, "由哪个评委会评", lead, choices, answer_words=_chosen(choices))


_MAKERS: dict[str, Callable[[PolicyPack, RouteAnswers], Question]] = {
    "classified": _classified,
    "level": _level,
    "series": _series,
    "affiliation": _affiliation,
    "kind": _kind,
    "committee": _committee,
}
