# SPDX-License-Identifier: MulanPSL-2.0
"""Fictional declarations for the forms: an ordinary one and one with the longest legal values."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from app.kernel.errors import UserError
from app.kernel.workdays import WorkCalendar
from app.model.codes import (
    AchievementKind,
    Affiliation,
    DeclarationKind,
    MaterialState,
    Openness,
    OriginalCheck,
    ReviewLevel,
    ReviewOutcome,
    TitleLevel,
    Verdict,
)
from app.model.declaration import (
    Declaration,
    PublicNotice,
    Recommendation,
    RouteAnswers,
    SecrecyReview,
)
from app.model.materials import LevelReview, MaterialEntry, ReviewMark
from app.model.people import (
    Appointment,
    Appraisal,
    Basics,
    CareerEntry,
    CreditYear,
    Education,
    Examination,
    HeldTitle,
    ServicePeriod,
    Training,
)
from app.model.unit import PostQuota, Unit
from app.model.work import Achievement, EvidenceLink, Work
from app.paper.context import PaperContext
from app.paper.forms.context import Batch, PostRow
from app.paper.forms.words import word
from app.policy.records import TemplateState

PRINTED = dt.date(2026, 6, 15)
CHECK_CODE = "3814-0455-9167-2204"

UNIT = Unit(
    id="unit-1",
    practice=True,
    name="赤峰市练习水利勘测设计院",
    nature="事业单位",
    region="赤峰市本级",
    department="赤峰市练习水务部门",
    affiliation="city",
    establishment=86,
    professional_posts=72,
    posts=(
        PostQuota("full_senior", 6, 4, 1),
        PostQuota("associate_senior", 22, 19, 5),
        PostQuota("intermediate", 30, 27, 2),
        PostQuota("junior", 14, 11, 0),
    ),
    contact="练习经办人",
    phone="0476-000 0000",
)

ACHIEVEMENTS = (
    Achievement(
        id="ach-1",
        title="老哈河中游灌区续建配套与节水改造工程（练习项目）初步设计",
        started="2019-03",
        ended="2021-11",
        role="主持",
        content="任项目负责人，主持全过程设计。组织完成1:2000地形复测与土壤入渗试验46组，提出“干渠防渗衬砌＋田间管灌”分段方案；"
        "主持编制初步设计报告六册、施工图三百二十张，负责与旗县区、苏木乡镇及用水户协会的四轮征求意见，逐条答复意见117条；"
        "现场解决冻胀变形、盐碱地渠基处理两个难题，形成院内技术规定一项。",
        result="2021年11月通过完工验收，评定为优良。改善灌溉面积8.6万亩，灌溉水有效利用系数由0.48提高到0.61，年节水920万立方米；"
        "成果在相邻两个旗县推广。",
        links=(EvidenceLink("m24", id="link-1"),),
    ),
    Achievement(
        id="ach-2",
        title="寒冷地区渠道冻胀监测与防治技术研究",
        started="2020-06",
        ended="2022-09",
        role="主持",
        content="设计并布设监测断面9处，连续观测三个冻融期，建立冻深与地下水位、负积温的关系式；提出以聚苯板加砂砾换填的复合防冻胀结构，"
        "编写操作规程（试行）；与施工单位共同完成三处试验段，比较不同保温层厚度、换填深度和排水型式的效果，每月整编一次资料，"
        "三年累计取得观测数据2.6万组，全部归入院资料室备查。指导青年技术人员3名。参加人员7人，本人承担工作量约45％。",
        result="成果应用于12.4公里干渠，三年未见明显冻胀破坏。",
        links=(EvidenceLink("m25", id="link-2"),),
    ),
    Achievement(
        id="ach-3",
        title="西拉沐沦河某段堤防除险加固工程施工图设计（练习项目）",
        started="2021-02",
        ended="2023-10",
        role="独立",
        content="任专业负责人，独立完成堤身防渗与护岸两个分部的设计。比选三种防渗型式，经渗流与稳定复核后采用塑性混凝土防渗墙；"
        "针对㛃石料场块石不足的情况，提出格宾石笼与生态袋组合护岸，减少外购块石3.1万立方米；施工期驻场210天，签发设计变更14份，"
        "未发生因设计原因的质量问题。汛前组织抢险预案推演两次，编写巡堤手册并培训巡查人员160余人次；对穿堤涵闸逐座建立检查卡，"
        "提出分级处置意见，纳入管护单位年度计划。",
        result="2023年10月竣工验收合格。堤防防洪标准由10年一遇提高到20年一遇，保护人口2.3万人、耕地5.7万亩；节约投资640万元。",
        links=(EvidenceLink("m26", id="link-3"),),
    ),
    Achievement(
        id="ach-4",
        kind=AchievementKind.AWARD,
        title="练习市科学技术进步奖",
        started="2022-12",
        ended="2022-12",
        role="参加",
        rank="1",
        grade="三等奖",
        content="寒冷地区渠道冻胀防治成果。",
        result="获练习市科学技术进步奖三等奖。",
        links=(EvidenceLink("m27", id="link-4"),),
    ),
    Achievement(
        id="ach-5",
        kind=AchievementKind.PATENT,
        title="一种复合防冻胀渠道结构（实用新型）",
        started="2022-03",
        ended="2022-08",
        role="主持",
        rank="1",
        content="发明人，承担结构设计。",
        result="已授权并在12.4公里干渠应用。",
        links=(EvidenceLink("m28", id="link-5"),),
    ),
    Achievement(
        id="ach-6",
        phase="before",
        title="巴林左旗练习水利站小型水库除险加固",
        started="2010-04",
        ended="2012-08",
        role="参加",
        content="参加勘测与施工图设计，承担溢洪道部分。",
        result="2012年8月验收合格。",
        links=(EvidenceLink("m29", id="link-6"),),
    ),
)

REFERENCES = {
    "ach-1": "见第45—78页",
    "ach-2": "见第79—96页",
    "ach-3": "见第97—108页",
    "ach-4": "见第119页",
    "ach-5": "见第125—137页",
    "ach-6": "见第138—140页",
    "work-1": "见第141—152页",
    "work-2": "见第153—160页",
}

WORKS = (
    Work(
        id="work-1",
        title="寒区渠道冻胀监测与复合衬砌研究",
        abstract="根据三个冻融期的观测资料，分析冻深与地下水位、负积温的关系，提出复合衬砌的设计方法。",
        published="2022-06",
        venue="《练习水利学报》",
        issue="2022年第6期第12—19页",
        author_rank="1",
        corresponding=True,
        representative=True,
    ),
    Work(
        id="work-2",
        title="牧区供水保障工程标准化设计的几点体会",
        published="2024-11",
        venue="《练习农村水利》",
        issue="2024年第11期",
        author_rank="2",
    ),
)

STATEMENT = "\n".join(
    (
        "本人自2005年参加工作以来，一直从事水利水电规划设计工作，从一名技术员成长为专业负责人。",
        *(
            f"{head}、{words}" * 3
            for head, words in (
                (
                    "一",
                    "立足基层，打牢专业基础。在旗县工作的七年里，走遍了全旗的小型水库、塘坝和灌区，逐座建立技术档案。",
                ),
                (
                    "二",
                    "钻研技术，解决生产难题。围绕寒冷地区渠道冻胀这一难题，连续三年开展观测与试验，提出复合防冻胀结构。",
                ),
                (
                    "三",
                    "服务民生，注重成果推广。主编的标准图集在九个旗县区六十三处工程中采用，缩短了设计周期。",
                ),
            )
        ),
        "今后将继续把论文写在大地上，为农牧民用上安全水、放心水尽力。",
    )
)


def _materials() -> tuple[MaterialEntry, ...]:
    def entry(
        item: str, pages: int, verdict: Verdict = Verdict.PASS, **mark: object
    ) -> MaterialEntry:
        seen = ReviewMark(
            ReviewLevel.UNIT,
            verdict,
            original=OriginalCheck.MATCHES,
            counted=pages,
            by="练习审核人",
            on="2026-06-14",
            **mark,
        )  # type: ignore[arg-type]
        return MaterialEntry(item, item, state=MaterialState.READY, pages=pages, marks=(seen,))

    return (
        entry("m09", 1),
        entry("m10", 6),
        entry(
            "m12",
            8,
            Verdict.NEEDS_CORRECTION,
            reason="第17页缺聘期起止日期",
            bring="补盖章的聘任文件一份",
            clause="S-3.4-1",
        ),
        entry(
            "m14",
            10,
            Verdict.NEEDS_CORRECTION,
            reason="2023年度考核等次栏未填写",
            bring="由考核部门补填、盖章",
            clause="S-3.2-0",
        ),
        entry(
            "m25",
            3,
            Verdict.NEEDS_CORRECTION,
            reason="第121页复印件无“与原件一致”及审核人签名",
            bring="核对原件后重新签章",
            clause="S-6.1.1-4",
        ),
        entry(
            "m27",
            49,
            Verdict.NEEDS_CORRECTION,
            reason="第152页缺版权页，不能核对刊号",
            bring="补版权页复印件一页",
            clause="S-3.4-1",
        ),
    )


def answered(declaration: Declaration) -> Declaration:
    """Return a declaration whose wished corrections are answered without a change."""
    entries = tuple(
        attrs.evolve(
            entry,
            marks=tuple(
                attrs.evolve(
                    mark,
                    answered="考核登记表由组织人事部门统一填写，2023年未评定等次，附该部门出具的证明一份。",
                )
                if mark.verdict == Verdict.NEEDS_CORRECTION
                else mark
                for mark in entry.marks
            ),
        )
        for entry in declaration.materials
    )
    return attrs.evolve(declaration, materials=entries)


def ordinary() -> Declaration:
    """Return an ordinary classified declaration of a 高级工程师."""
    return Declaration(
        id="decl-1",
        practice=True,
        route=RouteAnswers(
            classified=True,
            level=TitleLevel.ASSOCIATE_SENIOR,
            series="工程系列",
            specialty="水利工程",
            title="高级工程师",
            affiliation=Affiliation.CITY,
            kind=DeclarationKind.NORMAL,
        ),
        basics=Basics(
            name="阿拉坦其其格",
            sex="女",
            ethnicity="蒙古族",
            born="1982-03-14",
            id_number="150400198203140024",
            birthplace="内蒙古赤峰市巴林左旗",
            political_status="中共党员",
            work_started="2005-07",
            health="健康",
            unit="赤峰市练习水利勘测设计院",
            unit_nature="事业单位",
            region="赤峰市本级",
            department="赤峰市练习水务部门",
            phone="0476-000 0001",
            person_status="在职在岗",
            present_work="水利水电规划设计",
            specialty_years="21",
            administrative_post="规划室副主任，2020年6月",
            party_membership="2004年6月加入中国共产党，现任支部组织委员",
            societies="赤峰市练习水利学会会员；苏木乡镇水利技术服务队队员",
            foreign_language="英语，能借助词典阅读专业资料",
        ),
        education=(
            Education(
                "edu-1",
                "大学本科",
                "工学学士",
                "全日制",
                "练习农业大学",
                "农业水利工程",
                "2001-09",
                "2005-07",
                "四年",
                highest=True,
            ),
            Education(
                "edu-2",
                "大学专科",
                "无",
                "函授",
                "练习广播电视大学",
                "行政管理",
                "2006-03",
                "2008-07",
                "二年半",
            ),
        ),
        titles=(
            HeldTitle(
                "t-1",
                "助理工程师",
                "junior",
                "工程系列",
                "水利工程",
                "2006-12",
                "认定",
                "巴林左旗练习人事部门",
            ),
            HeldTitle(
                "t-2",
                "工程师",
                "intermediate",
                "工程系列",
                "水利工程",
                "2015-12",
                "评审",
                "赤峰市练习职称工作机构",
                "LX-2015-0000",
                current=True,
            ),
        ),
        appointments=(
            Appointment("ap-1", "工程师", "十级", "赤峰市练习水利勘测设计院", "2016-03"),
        ),
        appraisals=tuple(
            Appraisal(f"as-{year}", str(year), grade, "赤峰市练习水利勘测设计院")
            for year, grade in zip(
                range(2021, 2026), ("合格", "优秀", "合格", "合格", "优秀"), strict=True
            )
        ),
        credits=tuple(
            CreditYear(f"c-{year}", str(year), 60, 30, f"练习{year}001")
            for year in range(2021, 2026)
        ),
        training=(
            Training(
                "tr-1",
                "2022-05",
                "2022-06",
                "呼和浩特",
                "渠道防冻胀技术研修班",
                "48学时",
                "结业",
                "练习证明人",
            ),
        ),
        career=(
            CareerEntry(
                "ca-1",
                "2005-07",
                "2012-08",
                "巴林左旗练习水利站",
                "小型水库管理与设计",
                "技术员、助理工程师",
                "sumu_township",
                "练习证明甲",
            ),
            CareerEntry(
                "ca-2",
                "2012-09",
                "2020-05",
                "赤峰市练习水利勘测设计院",
                "水利水电规划设计",
                "助理工程师、工程师",
                "city",
                "练习证明乙",
            ),
            CareerEntry(
                "ca-3",
                "2020-06",
                "",
                "赤峰市练习水利勘测设计院规划室",
                "水利水电规划设计",
                "工程师、副主任",
                "city",
                "练习证明乙",
            ),
        ),
        examinations=(
            Examination(
                "ex-1",
                "专业技术资格考试",
                "水利专业实务",
                "2025-06",
                "78",
                "自治区线",
                "60",
                "2025-06",
                "2028-06",
                "自治区练习考试机构",
            ),
        ),
        achievements=ACHIEVEMENTS,
        works=WORKS,
        statement=STATEMENT,
        secrecy=SecrecyReview(
            "练习保密办",
            "2026-05-20",
            "经脱密处理后可提交",
            "练习经办",
            "练习审查人",
            "BM-2026-001",
            "2026-06-01",
        ),
        notice=PublicNotice(
            "2026-06-15",
            "2026-06-23",
            "单位一楼公示栏",
            "单位内部",
            "",
            counts_posting_day=False,
            handler="练习经办",
        ),
        recommendation=Recommendation(
            method="本人申报，处室述职，考核推荐小组评议（应到9人，实到9人，同意9票），院务会集体研究。",
            conditions="大学本科，工程师任职满10年，近5年年度考核均为合格以上，继续教育审验合格，业绩符合申报条件。",
            outstanding="",
            commitment="我单位已对申报程序和材料进行审核把关，材料真实完整，如有不实愿承担责任。",
            opinion="经公示，材料真实，符合申报条件，同意推荐。",
            reviewer="练习审核人",
            head="练习负责人",
            on="2026-06-24",
        ),
        materials=_materials(),
        reviews=(
            LevelReview(
                ReviewLevel.UNIT,
                ReviewOutcome.SENT_BACK,
                "聘任文件等4件需补正，其余齐全。",
                "练习审核人",
                "2026-06-14",
                "2026-06-20",
            ),
        ),
    )


def longest() -> Declaration:
    """Return a declaration whose every field is as long as the field catalogue allows."""
    name = "额尔敦其木格·孟和巴雅尔·阿拉坦"
    long_unit = (
        "内蒙古自治区赤峰市阿鲁科尔沁旗练习水利水电勘测规划设计研究院有限责任公司巴林左旗分院"
    )
    words = "主持编制，负责审核，组织实施，形成院内技术规定；"
    base = ordinary()
    basics = attrs.evolve(
        base.basics,
        name=name,
        former_name="乌兰图雅·其其格玛",
        ethnicity="维吾尔族",
        unit=long_unit,
        birthplace="内蒙古自治区赤峰市阿鲁科尔沁旗巴彦温都尔苏木",
        political_status="中国国民党革命委员会会员",
        health="健康，左眼视力较弱，不影响从事专业技术工作",
        present_work="水利水电工程规划、勘测、设计、监理与灌区运行管理技术研究",
        administrative_post="规划设计研究院副院长兼总工程师，2019年6月；兼任旗县技术服务站站长，2021年3月"
        * 2,
        party_membership="2004年6月加入中国共产党，历任支部宣传委员、组织委员、书记，" * 4,
        societies="中国练习水利学会会员；内蒙古练习水利学会理事；赤峰市练习水利学会副秘书长；" * 5,
        foreign_language="英语，通过大学英语六级，能阅读和翻译专业资料；蒙古语，会话流利；" * 5,
        remarks=words * 60,
    )
    rows = tuple(
        attrs.evolve(row, title=row.title * 2, content=row.content * 4, result=row.result * 4)
        for row in base.achievements
    )
    return attrs.evolve(
        base,
        basics=basics,
        route=attrs.evolve(
            base.route,
            specialty="水利水电工程规划设计与灌区管理",
            title="正高级工程师",
            level=TitleLevel.FULL_SENIOR,
            kind_ground=words * 6,
        ),
        education=tuple(
            attrs.evolve(
                row,
                school="中国练习农业大学水利与土木工程学院赤峰分院",
                major="农业水土工程与水资源管理",
            )
            for row in base.education
        ),
        titles=tuple(
            attrs.evolve(row, authority="内蒙古自治区练习专业技术人员职称评审工作领导小组办公室")
            for row in base.titles
        ),
        career=tuple(
            attrs.evolve(
                row, unit=long_unit, work=words, position="副院长兼总工程师、高级技术负责人"
            )
            for row in base.career * 5
        ),
        training=tuple(
            attrs.evolve(row, id=f"tr-{n}", content=words * 2, place=long_unit)
            for n in range(6)
            for row in base.training
        ),
        achievements=tuple(attrs.evolve(row, id=f"{row.id}-{n}") for n in range(3) for row in rows),
        works=tuple(
            attrs.evolve(row, id=f"{row.id}-{n}", abstract=words * 10)
            for n in range(4)
            for row in base.works
        ),
        statement=(words * 30 + "\n") * 12,
        recommendation=attrs.evolve(
            base.recommendation,
            opinion=words * 8,
            method=words * 12,
            conditions=words * 12,
            outstanding=words * 12,
        ),
        service=(
            ServicePeriod(
                "s-1",
                "sumu_township",
                "巴彦温都尔苏木",
                long_unit,
                "2015-01",
                "2018-12",
                "苏木人民政府证明",
            ),
        ),
    )


def secret() -> Declaration:
    """Return a declaration with desensitised, withheld and unit-kept rows."""
    base = ordinary()
    rows = (
        attrs.evolve(
            base.achievements[0],
            openness=Openness.DESENSITISED,
            open_title="某重点工程设计",
            open_content="主持设计，解决两个技术难题。",
            open_result="通过验收。",
        ),
        attrs.evolve(base.achievements[1], openness=Openness.WITHHELD),
        attrs.evolve(base.achievements[3], openness=Openness.WITHHELD, kept_by_unit=True),
    )
    works = (
        attrs.evolve(base.works[0], openness=Openness.WITHHELD, kept_by_unit=True),
        attrs.evolve(base.works[1], openness=Openness.DESENSITISED, open_title="标准化设计的体会"),
    )
    return attrs.evolve(base, achievements=rows, works=works)


_BATCH = (
    ("阿拉坦其其格", TitleLevel.FULL_SENIOR, "正高级工程师"),
    ("买买提·吐尔逊", TitleLevel.ASSOCIATE_SENIOR, "高级工程师"),
    ("额尔敦其木格·孟和巴雅尔·阿拉坦", TitleLevel.ASSOCIATE_SENIOR, "高级工程师"),
    ("㛃𬭎", TitleLevel.INTERMEDIATE, "工程师"),
    ("练习人", TitleLevel.JUNIOR, "助理工程师"),
)


def batch(person: str = "ordinary") -> Batch:
    """Return five people of a unit with long and rare names, and its posts; thirty for the longest."""
    base = longest() if person == "longest" else ordinary()
    people = tuple(
        attrs.evolve(
            base,
            id=f"decl-{number}",
            basics=attrs.evolve(base.basics, name=name),
            route=attrs.evolve(base.route, level=level, title=title),
        )
        for number, (name, level, title) in enumerate(_BATCH * (6 if person == "longest" else 1))
    )
    posts = (
        PostRow("正高级", "6", "4", "2", "1"),
        PostRow("副高级", "22", "19", "3", "2"),
        PostRow("中级", "30", "27", "3", "1"),
        PostRow("初级", "14", "11", "3", "1"),
    )
    return Batch(people, posts, {each.id: "占岗" for each in people})


CALENDAR = WorkCalendar(
    frozenset(dt.date(2026, 6, day) for day in (19, 20, 21)),
    years=frozenset({2026}),
    names={dt.date(2026, 6, day): "端午节" for day in (19, 20, 21)},
    source="练习用日历",
)


@attrs.frozen
class FakeWindow:
    opens: dt.date = dt.date(2026, 6, 11)
    closes: dt.date = dt.date(2026, 7, 10)
    cutoff: dt.date = dt.date(2026, 7, 10)
    report_up: dt.date = dt.date(2026, 7, 20)
    review_by: dt.date = dt.date(2026, 10, 30)


@attrs.frozen
class FakeClause:
    place: str


@attrs.frozen
class FakeHeader:
    title: str = "关于做好2026年全市职称评审工作的通知"
    number: str = "赤人社办发〔2026〕43号"


@attrs.frozen
class FakeGround:
    id: str
    name: str


@attrs.frozen
class FakeKind:
    grounds: tuple[FakeGround, ...]


class FakeRoutes:
    """One ground of one kind."""

    kinds: ClassVar = {
        "exceptional": FakeKind((FakeGround("years_30_20", "旗县区满30年或苏木乡镇满20年"),))
    }


@attrs.frozen
class FakeSeries:
    number: int
    name: str


@attrs.frozen
class FakeFound:
    series: FakeSeries


class FakeTitles:
    """Three series in the order of the official table."""

    names: ClassVar = {
        "工程": FakeSeries(5, "工程技术人员"),
        "农业": FakeSeries(6, "农业技术人员"),
        "翻译": FakeSeries(15, "翻译专业人员"),
    }

    def find(self, series: str, specialty: str = "") -> FakeFound:
        for key, found in self.names.items():
            if key in series:
                return FakeFound(found)
        raise UserError("ROUTE-SERIES", series=series, nearest="")


class FakePack:
    """What forms ask of the policy pack, without the pack."""

    calendar = CALENDAR
    titles = FakeTitles()
    header = FakeHeader()
    routes = FakeRoutes()
    clauses: ClassVar = {
        "S-3.4-1": FakeClause("通知三（四）"),
        "S-3.2-0": FakeClause("通知三（二）"),
        "S-6.1.1-4": FakeClause("通知六（一）1"),
    }

    def window(self, level: TitleLevel) -> FakeWindow:
        return FakeWindow()

    def template(self, _name: str) -> TemplateState:
        return TemplateState()

    def label(self, table: str, value: object) -> str:
        return word(table, str(value))


def context_of(
    declaration: Declaration,
    *,
    proof: bool = False,
    practice: bool = True,
    unit: Unit | None = UNIT,
) -> PaperContext:
    """Return the context of one copy."""
    return PaperContext(
        declaration,
        FakePack(),
        unit,
        practice=practice,
        check_code=CHECK_CODE,
        version=2,
        printed_on=PRINTED,
        print_number="0137",
        proof=proof,
    )


def unit_context(*, proof: bool = False, practice: bool = True) -> PaperContext:
    """Return the context of a paper of the whole unit, or of an empty form."""
    nobody = Declaration(id="", practice=practice)
    context = context_of(nobody, proof=proof, practice=practice)
    return attrs.evolve(context, check_code="", version=0)
