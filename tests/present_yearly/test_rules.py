# SPDX-License-Identifier: MulanPSL-2.0
"""Dates, catalogue, templates, words and calendar: keyed in by a person, signed, taken back, told on paper."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.codes import TitleLevel
from app.model.declaration import Declaration
from app.model.unit import Unit
from app.model.unit_rules import UnitRules
from app.paper.forms import FormSpec
from app.paper.templates import catalogue_note
from app.present.declare.route_result import dates_of
from app.present.session import Role
from app.present.tasks_rows import checked_token
from app.present.yearly.affected import affected, affected_words, follow, follow_in_hand
from app.present.yearly.catalogue import CataloguePresenter, with_template
from app.present.yearly.dates import POSTING, DatesPresenter
from app.present.yearly.holidays import HolidaysPresenter, YearDraft
from app.present.yearly.overview import OverviewPresenter
from app.present.yearly.templates import TemplatesPresenter
from app.present.yearly.words import WordsPresenter
from tests.helpers.desk import ANSWERS, at_desk

WHO = "王某（虚构）"


@pytest.fixture
def desk(tmp_path):
    """Return a session with one declaration."""
    with at_desk(tmp_path) as session:
        yield session


def line(presenter, line_id: str):
    return next(each for each in presenter.state.lines if each.id == line_id)


# -- dates


def test_every_date_of_the_notice_shows_its_words_and_waits_for_a_tick(desk):
    """Prefilled from the notice, each with clause and quotation; none counts as checked by itself."""
    presenter = DatesPresenter(desk)
    state = presenter.state
    assert (state.done, state.total) == (0, 13)
    senior = line(presenter, "windows.senior.report_up")
    assert senior.cells[1] == "7月20日（周一）"
    assert senior.cells[2].startswith("通知三（三）")
    assert "请对照通知原文" in senior.detail
    assert "7月20日" in senior.detail


def test_a_tick_carries_name_and_day_and_falls_when_the_day_changes(desk):
    """Who and when stand beside it; another pack's day is not ticked by this one's tick."""
    presenter = DatesPresenter(desk)
    presenter.tick("windows.senior.report_up", True, WHO)
    assert line(presenter, "windows.senior.report_up").ticked
    assert WHO in line(presenter, "windows.senior.report_up").cells[3]
    key = next(iter(desk.rules.ticked))
    assert "7月20日" in key
    presenter.take_back()
    assert not line(presenter, "windows.senior.report_up").ticked


def test_a_tick_needs_a_name(desk):
    """Nobody signs for nobody."""
    desk.actor = ""
    with pytest.raises(UserError) as caught:
        DatesPresenter(desk).tick("ceiling", True)
    assert caught.value.code == "YEARLY-NAME"


@pytest.mark.parametrize(
    ("typed", "kept", "code"),
    [
        ("2026-07-03", "2026-07-03", ""),
        ("7月3日", "2026-07-03", ""),
        ("7-3", "2026-07-03", ""),
        ("2026-07-10", "2026-07-10", ""),
        ("2026-07-11", "", "PACK-UNIT-LATER"),
        ("2027-07-03", "", "YEARLY-YEAR"),
        ("七月", "", "YEARLY-DAY"),
        ("2026-07", "", "YEARLY-DAY"),
        ("", "", ""),
    ],
)
def test_the_units_own_day_can_only_be_earlier(desk, typed, kept, code):
    """By the closing day it is taken, later or unreadable it is refused and the former one stays."""
    presenter = DatesPresenter(desk)
    if code:
        with pytest.raises(UserError) as caught:
            presenter.set_own_day("senior", typed)
        assert caught.value.code == code
    else:
        presenter.set_own_day("senior", typed)
    assert presenter.own_text("senior") == kept
    assert desk.own_day(TitleLevel.ASSOCIATE_SENIOR) == kept
    window = desk.pack.window(TitleLevel.ASSOCIATE_SENIOR)
    assert window.closes == dt.date(2026, 7, 10)
    if kept:
        assert window.internal == dt.date.fromisoformat(kept)


def test_a_units_vault_keeps_the_day_in_the_units_own_record(desk):
    """One fact, one place: rosters, chart and this page read the same day."""
    from app.model.operations import Event

    desk.vault.save_unit(Unit(id="u", name="虚构研究所"), Event("unit", "u", "", "2026-06-15"))
    DatesPresenter(desk).set_own_day("senior", "7-3")
    DatesPresenter(desk).set_posting_day(True)
    assert desk.unit.internal_dates == {"senior": "2026-07-03"}
    assert desk.unit.counts_posting_day
    assert desk.rules == UnitRules()
    assert line(DatesPresenter(desk), POSTING).cells[1] == "张贴当日计入"


def test_slots_of_attachment_4_are_unset_until_typed(desk):
    """“未填” until the unit types them; then they stand among the person's dates."""
    presenter = DatesPresenter(desk)
    assert line(presenter, "slot.junior").cells[1] == "未填"
    presenter.set_slot("senior", "7-15", "上午", "市人社局三楼（虚构）")
    assert line(presenter, "slot.senior").cells[1] == "7月15日 上午 市人社局三楼（虚构）"
    shown = {each.what: each for each in dates_of(desk, ANSWERS, desk.route)}
    assert shown["交纸质材料"].day == dt.date(2026, 7, 15)
    presenter.set_slot("senior", "", "", "")
    assert line(presenter, "slot.senior").cells[1] == "未填"


def test_the_posting_day_rule_moves_the_last_posting_day(desk):
    """D-1 by default; a unit that counts the posting day gets one day more."""
    before = {each.what: each.day for each in dates_of(desk, ANSWERS, desk.route)}
    DatesPresenter(desk).set_posting_day(True)
    after = {each.what: each.day for each in dates_of(desk, ANSWERS, desk.route)}
    assert before["单位最迟张贴公示"] == dt.date(2026, 7, 10)
    assert after["单位最迟张贴公示"] == dt.date(2026, 7, 13)


def test_another_years_own_day_is_shown_as_unused_and_moves_nothing(desk):
    """A day left from another year neither counts nor stops the vault from opening."""
    desk.change_rules(attrs.evolve(desk.rules, internal_dates={"senior": "2025-07-03"}), "test")
    assert "不用" in line(DatesPresenter(desk), "own.senior").state
    assert desk.pack.window(TitleLevel.FULL_SENIOR).internal != dt.date(2025, 7, 3)


# -- the catalogue


def keyed(presenter: CataloguePresenter, item: str, **changes) -> UnitRules:
    return presenter.edited(item, attrs.evolve(presenter.draft(item), **changes))


def test_keying_the_catalogue_over_makes_the_next_version_and_asks_for_a_check(desk):
    """Name, copies and pages as 附件1 has them; a check made before falls."""
    templates, presenter = TemplatesPresenter(desk), CataloguePresenter(desk)
    templates.check("contents", WHO)
    assert presenter.state.checked
    assert "王某" in catalogue_note(desk.pack)
    presenter.keep(keyed(presenter, "pledge", name="诚信承诺书", copies=2))
    assert (presenter.state.version, presenter.state.checked) == (2, "")
    assert desk.pack.item("pledge").name == "诚信承诺书"
    assert line(presenter, "pledge").state == "照附件1改过"
    assert catalogue_note(desk.pack) == "参考目录，未与附件1正式文本核对　目录第2版"
    presenter.keep(keyed(presenter, "pledge", name="个人承诺书", copies=1))
    assert line(presenter, "pledge").state == ""
    assert desk.rules.edits == ()


def test_who_is_affected_is_told_before_anything_changes(desk):
    """One more material for seniors: the two seniors are named, the junior is not; nothing is written yet."""
    senior = desk.declaration.id
    junior = attrs.evolve(ANSWERS, level=TitleLevel.JUNIOR)
    desk.start(Declaration(route=junior))
    presenter = CataloguePresenter(desk)
    rules = presenter.edited(
        "", attrs.evolve(presenter.draft(""), name="业绩公示回执", level="senior")
    )
    people = affected(desk, rules, silent())
    assert [each.declaration_id for each in people] == [senior]
    assert people[0].appears == ("业绩公示回执",)
    assert "1 人的清单会变" in affected_words(people)
    assert desk.rules == UnitRules()


def test_lists_follow_the_catalogue_and_what_was_entered_stays(desk):
    """After a change every list has the new material; one a person has worked on is kept when it goes."""
    from app.model.operations import SetValue

    presenter = CataloguePresenter(desk)
    other = desk.declaration.id
    desk.start(Declaration(route=ANSWERS))
    desk.apply(SetValue("materials.appraisals.note", "在人事处"))
    rules = presenter.edited("", attrs.evolve(presenter.draft(""), name="业绩公示回执"))
    presenter.keep(rules)
    presenter.keep(keyed(presenter, "appraisals", left_out=True))
    assert follow(desk, silent()) == 1
    assert follow_in_hand(desk) == 1
    own = desk.rules.materials[0].id
    for declaration in (desk.vault.load(other), desk.declaration):
        assert declaration.material(f"own_{own}") is not None
    assert desk.vault.load(other).material("appraisals") is None
    assert desk.declaration.material("appraisals").note == "在人事处"
    assert follow(desk, silent()) + follow_in_hand(desk) == 0


def test_a_bound_volume_does_not_change_under_the_hand(desk):
    """What is bound on paper keeps its list; the person is named as not affected on paper."""
    from app.model.operations import SetValue

    desk.apply(SetValue("bound_on", "2026-07-01"))
    presenter = CataloguePresenter(desk)
    rules = presenter.edited("", attrs.evolve(presenter.draft(""), name="业绩公示回执"))
    assert affected(desk, rules, silent())[0].on_paper
    presenter.keep(rules)
    assert follow_in_hand(desk) == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "YEARLY-MATERIAL-NAME"),
        ({"copies": 0}, "YEARLY-MATERIAL-COUNT"),
        ({"min_pages": 1000}, "YEARLY-MATERIAL-COUNT"),
    ],
)
def test_a_material_that_cannot_print_is_refused(desk, changes, code):
    """No name, no copies, too many pages: refused, the catalogue stays."""
    presenter = CataloguePresenter(desk)
    with pytest.raises(UserError) as caught:
        keyed(presenter, "pledge", **changes)
    assert caught.value.code == code


def test_own_materials_are_removed_again(desk):
    """The unit's own material goes; the pack's own cannot be removed, only marked as not in 附件1."""
    presenter = CataloguePresenter(desk)
    presenter.keep(presenter.edited("", attrs.evolve(presenter.draft(""), name="回执")))
    own = f"own_{desk.rules.materials[0].id}"
    assert presenter.is_own(own)
    presenter.keep(presenter.without(own))
    assert desk.rules.materials == ()
    assert presenter.state.version == 3


# -- templates, words, calendar


def test_words_and_checks_kept_before_the_roster_had_a_layout_still_print(desk):
    """Title, heads and the check of an older vault stand on the shipped layout; the unit's own says all itself."""
    from app.model.unit_rules import Signed
    from app.paper.rolls.layout import printed_columns, said
    from app.paper.templates import pack_roster

    record = attrs.evolve(
        desk.rules.template("roster"),
        words={"title": "{year}年申报称评审人员花名册（{level}）", "note": "说明"},
        checked=Signed(WHO, "2026-06-01"),
    )
    presenter = TemplatesPresenter(desk)
    presenter.change(with_template(desk.rules, record), "template/roster")
    spec = pack_roster(desk.pack)
    title = said(spec, listed_year="2026", listed_level="高级")
    assert title == "2026年申报称评审人员花名册（高级）"
    assert [column.head for column in printed_columns(spec) if column.bind == "note"] == ["说明"]
    assert spec.verified_by == WHO
    assert line(presenter, "form.roster").state == "已核对"
    own = attrs.evolve(FormSpec.load("roster"), edition=1)
    assert pack_roster(desk.pack, own) == own


def test_the_layouts_of_the_attachments_stand_among_the_forms(desk):
    """目录, 花名册 and 统计表 are opened in the editor from here; the lines of the catalogue are keyed in apart."""
    presenter = TemplatesPresenter(desk)
    for name in ("contents", "roster", "statistics"):
        assert presenter.form_of(f"form.{name}") == name
        assert line(presenter, f"form.{name}").state == "参考模板"
    assert presenter.is_table("contents")
    assert not presenter.is_table("form.roster")


def test_numbers_from_outside_the_notice_count_only_when_signed(desk):
    """A preset is in force with a name, and out of force when the name is taken back (D-5)."""
    presenter = TemplatesPresenter(desk)
    first = desk.pack.rules.presets[0].id
    presenter.check(f"preset.{first}", WHO)
    assert any(preset.active for preset in desk.pack.rules.presets)
    second = desk.pack.rules.presets[1].id
    presenter.check(f"preset.{second}", WHO)
    assert [preset.id for preset in desk.pack.rules.presets if preset.active] == [second]
    presenter.uncheck(f"preset.{second}")
    assert not any(preset.active for preset in desk.pack.rules.presets)


def test_own_phrases_join_the_packs_and_only_they_can_be_changed(desk):
    """The unit's sentence is offered where it belongs; the pack's stays as it is."""
    presenter = WordsPresenter(desk)
    phrase = attrs.evolve(presenter.phrase(""), use="unit_opinion", text="经集体研究，同意推荐。")
    presenter.keep(phrase)
    assert "经集体研究，同意推荐。" in desk.pack.phrases("unit_opinion")
    assert presenter.is_own(phrase.id)
    presenter.keep(attrs.evolve(phrase, text="同意推荐。"))
    assert "经集体研究，同意推荐。" not in desk.pack.phrases("unit_opinion")
    presenter.remove(phrase.id)
    assert "同意推荐。" not in desk.pack.phrases("unit_opinion")
    with pytest.raises(UserError):
        presenter.keep(attrs.evolve(phrase, text=""))


NEXT = YearDraft(
    2027, "国办发明电〔2026〕7号（虚构）", "元旦 2027-01-01 至 2027-01-03\n劳动节：5月1日至5月5日", "2027-05-08"
)  # fmt: skip


def test_a_year_is_keyed_in_with_its_document(desk):
    """The missing year says so (M31); keyed in, its days count; taken away, weekends only again."""
    presenter = HolidaysPresenter(desk)
    assert presenter.state.missing == (2027,)
    presenter.keep(NEXT)
    calendar = desk.pack.calendar
    assert not calendar.is_workday(dt.date(2027, 5, 3))
    assert calendar.is_workday(dt.date(2027, 5, 8))
    assert presenter.state.missing == ()
    assert presenter.draft(2027).off.startswith("元旦 2027-01-01 至 2027-01-03")
    presenter.remove(2027)
    assert desk.pack.calendar.is_workday(dt.date(2027, 5, 3))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"source": ""}, "YEARLY-SOURCE"),
        ({"off": "元旦"}, "YEARLY-HOLIDAY"),
        ({"off": "元旦 2028-01-01"}, "YEARLY-HOLIDAY"),
        ({"off": "元旦 2027-01-03 至 2027-01-01"}, "YEARLY-HOLIDAY"),
        ({"off": "  "}, "YEARLY-HOLIDAY"),
        ({"worked": "2027-05-10"}, "YEARLY-WORKED"),
        ({"worked": "哪天"}, "YEARLY-WORKED"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(desk, changes, code):
    """No document, no such day, another year, turned round, a Monday as a worked weekend."""
    with pytest.raises(UserError) as caught:
        HolidaysPresenter(desk).keep(attrs.evolve(NEXT, **changes))
    assert caught.value.code == code
    assert desk.rules.years == ()


def test_shipped_years_are_keyed_over_and_come_back(desk):
    """A correction of the State Council takes the pack's year out; removing it brings the pack's back."""
    presenter = HolidaysPresenter(desk)
    draft = attrs.evolve(presenter.draft(2026), source="国办发明电〔2026〕1号（虚构）")
    assert "端午节 2026-06-19 至 2026-06-21" in draft.off
    lines = [each for each in draft.off.split("\n") if "端午" not in each]
    presenter.keep(attrs.evolve(draft, off="\n".join(lines)))
    assert desk.pack.calendar.is_workday(dt.date(2026, 6, 19))
    presenter.remove(2026)
    assert not desk.pack.calendar.is_workday(dt.date(2026, 6, 19))


# -- the first page and the task


def test_the_first_page_says_what_is_not_checked_and_confirms_the_task(desk):
    """Reference catalogue is named; the applicant's task is done until a date changes."""
    presenter = OverviewPresenter(desk)
    state = presenter.state
    assert "参考模板" in state.notice
    assert state.confirm == "日期和清单核对过了"
    presenter.confirm_dates()
    assert presenter.state.confirm == ""
    token = checked_token(desk)
    DatesPresenter(desk).set_own_day("senior", "7-3")
    assert checked_token(desk) != token
    assert presenter.state.confirm
    presenter.close()
    desk.role = Role.UNIT
    assert OverviewPresenter(desk).state.confirm == ""


def test_rules_are_on_record_without_their_values(desk):
    """The chain names the part that changed, never what was typed (security.md §2)."""
    DatesPresenter(desk).set_slot("senior", "7-15", "上午", "绝不能出现在记录里")
    events = desk.vault.events()
    assert any(each.kind == "rules" for each in events)
    assert "绝不能出现在记录里" not in repr(events)
