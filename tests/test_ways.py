"""Names, bodies, lists, dates and tables in the ways that reports write them: each way with several that go it, and what must not come of it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from cxzy_graph.building.road import travel
from cxzy_graph.model import Report
from cxzy_graph.written_facts import written

PAGE = "{}\n发布时间：2020-01-08\n{}\n"


def facts(said: str, kind: str = "", title: str = "民进江州市委会2019年工作总结") -> list[dict[str, Any]]:
    found = [written(claim.fact) for claim in travel(Report("a", "a.txt", PAGE.format(title, said)), quick=True).resolved.claims]
    return [one for one in found if kind in ("", one["kind"])]


def people(said: str) -> set[str]:
    return {one["person"] for one in facts(said, "membership")}


@pytest.mark.parametrize(
    "name",
    [
        "欧阳静", "尉迟恭安", "司徒晓", "令狐远山", "万俟明", "闻人达", "诸葛瑾",  # of two characters
        "高峰", "文明", "马上飞", "江成", "华楠", "仇和平", "汪洋", "丁一", "张三丰", "林业新",  # that are words
        "沈㛃", "陆䶮", "王𬭚钰", "李𫗧",  # beyond the usual characters
        "阿依古丽·艾合买提", "乌兰托雅", "孟克巴图",
    ],
)  # fmt: skip
@pytest.mark.parametrize("does", ["出席会议并讲话", "主持会议", "参加会议"])
def test_a_name_behind_an_office_is_whole_and_alone(name: str, does: str) -> None:
    assert people(f"民进江州市白鹭支部主任{name}{does}。") == {name}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("龚学平等参加会议", "龚学平"), ("李然均出席会议", "李然"), ("李然也发了言", "李然"), ("江成与大家交流", "江成"), ("王中军代表支部发言", "王中军"),
        ("陆文明确表示支持", "陆文"), ("李明天上午到会", "李明"), ("李长江和王平安参加", "李长江"),
    ],
)  # fmt: skip
def test_what_follows_a_name_is_no_part_of_it(said: str, name: str) -> None:
    assert name in people(f"民进江州市委会副主委{said}。")


@pytest.mark.parametrize("name", ["方云秋", "李然", "欧阳静", "林夏", "高峰"])
@pytest.mark.parametrize("link", ["为", "是", "："])
def test_who_an_office_is_said_to_have(name: str, link: str) -> None:
    assert people(f"民进江州市白鹭支部主任{link}{name}，副主任{link}王小明。") >= {name, "王小明"}


@pytest.mark.parametrize(
    "said", ["许多次参加活动", "赵先后走访支部", "高强调要加强学习", "周立即赶到现场", "会员随后发言", "会员经常参加活动", "会员们参加活动"]
)
def test_no_name_is_made_of_what_somebody_does(said: str) -> None:
    assert not people(f"民进江州市委会副主委{said}。") & {
        "许多次",
        "许多",
        "赵先后",
        "先后",
        "高强调",
        "强调",
        "周立即",
        "立即",
        "随后",
        "经常",
        "会员们",
    }


@pytest.mark.parametrize("blank", [" ", "  ", "　", "　　", "\u00a0"])
@pytest.mark.parametrize(
    "frame",
    [
        "换届大会选举{}为主委，李小然为副主委。", "会员{}被民进江州市委会评为“优秀会员”。", "会员李小然、{}、张明参加了活动。", "民进江州市委会主委{}主持会议。",
    ],
)  # fmt: skip
def test_a_name_set_apart_is_one(frame: str, blank: str) -> None:
    said = frame.format(f"王{blank}芳")
    found = {value for one in facts(said) for value in (one.get("person"), one.get("recipient"), one.get("who")) if isinstance(value, str)}
    assert "王芳" in found
    assert not [one for one in found if " " in one or "　" in one]


UNSPECIFIC = ["以下", "下列", "上述", "有关", "相关", "其他", "所属", "各基层", "每个", "困难", "偏远", "获奖", "个别", "一些", "受表彰"]
FRAMES = [
    "民进江州市委会决定，授予{}支部“先进支部”称号。", "{}支部被民进江州市委会评为“先进支部”。", "民进江州市委会走访慰问{}支部。", "{}支部代表发言。", "会议要求{}支部加强学习。",
]  # fmt: skip


@pytest.mark.parametrize(("word", "frame"), list(product(UNSPECIFIC, FRAMES)))
def test_no_branch_is_made_of_a_word_that_names_none(word: str, frame: str) -> None:
    found = facts(frame.format(word))
    assert not [one for one in found if word in str({key: value for key, value in one.items() if key not in ("name", "activity")})]
    assert not [one for one in found if one["kind"] == "honour" and one.get("recipient") == "民进江州市委会"]


@pytest.mark.parametrize("mark", ["①②③", "123", "⑴", "•••", "（一）（二）（三）"])
def test_a_list_below_the_honour(mark: str) -> None:
    marks = {
        "①②③": ["①", "②", "③"],
        "123": ["1.", "2、", "3）"],
        "⑴": ["（1）", "（2）", "(3)"],
        "•••": ["•", "● ", "▪"],
        "（一）（二）（三）": ["（一）", "（二）", "（三）"],
    }[mark]
    names = ["李然", "王小明", "欧阳静"]
    rows = "\n".join(f"{one}{name}" for one, name in zip(marks, names, strict=True))
    found = facts(f"民进江州市委会决定，授予以下会员“优秀会员”称号：\n{rows}", "honour")
    assert {(one["recipient"], one["honour"]) for one in found} == {(name, "优秀会员") for name in names}
    assert not facts(f"民进江州市委会拟授予以下会员“优秀会员”称号：\n{rows}", "honour")


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("二〇一四年三月五日", "2014-03-05"), ("二○一五年三月五日", "2015-03-05"), ("二０一六年三月五日", "2016-03-05"), ("二零一七年三月五日", "2017-03-05"), ("２０１８年３月５日", "2018-03-05"),
        ("2013.11.25", "2013-11-25"), ("2012-11-25", "2012-11-25"), ("去年12月18日", "2019-12-18"), ("前年5月20日", "2018-05-20"), ("12月25日", "2019-12-25"),
    ],
)  # fmt: skip
def test_a_day_however_it_is_written(said: str, date: str) -> None:
    (event,) = facts(f"{said}，民进江州市委会召开迎春座谈会。", "activity", "民进江州市委会工作简报")
    assert event["date"] == date


def test_a_branch_behind_its_committee_is_the_branch() -> None:
    for said in ("市委会白鹭支部", "民进江州市委会白鹭支部", "白鹭支部"):
        (one,) = facts(f"调研方面，{said}主任李然撰写的报告被省委会采用。", "membership")
        assert (one["person"], one["org"], one["role"]) == ("李然", "民进江州市白鹭支部", "主任")


def test_a_departments_district_is_the_one_named_in_front() -> None:
    found = facts("江南区委常委、区委统战部部长李然，龙川县政府副县长王小明、县政协副主席赵川参加会议。", "membership")
    assert {(one["person"], one["org"]) for one in found} == {
        ("李然", "中共江南区委"), ("李然", "中共江南区委统战部"), ("王小明", "龙川县政府"), ("赵川", "龙川县政协"),
    }  # fmt: skip


OWN = [
    ("江州市妇联举行表彰会", "3月5日，江州市妇联举行表彰会。市妇联主席李然讲话。", "江州市妇联"),
    ("江州市摄影家协会赴龙川采风", "近日，江州市摄影家协会组织会员赴龙川采风。", "江州市摄影家协会"),
    ("江州市医学会心血管病专业委员会成立", "3月5日，江州市医学会心血管病专业委员会成立大会召开。", "江州市医学会心血管病专业委员会"),
    ("江州师范学院工会召开大会", "3月5日，江州师范学院工会召开教职工代表大会。", "江州师范学院工会"),
    ("江州市第六次归侨侨眷代表大会闭幕", "3月5日，市侨联主席李然作报告。市侨联委员参加会议。", "江州市侨联"),
]


@pytest.mark.parametrize(("title", "said", "own"), OWN)
def test_whose_report_it_is_whatever_kind_of_body(title: str, said: str, own: str) -> None:
    about = travel(Report("a", "a.txt", f"{title}\n发布时间：2020-03-08\n{said}\n"), quick=True).resolved.about
    assert about is not None
    assert about.name == own


@pytest.mark.parametrize(
    ("head", "row", "wanted"),
    [
        ("支部\t主任\t副主任", "民进江州市一中支部\t李然\t王芳、赵小川", {("李然", "主任"), ("王芳", "副主任"), ("赵小川", "副主任")}),
        ("序号\t姓名\t党内职务", "1\t李　然\t副主委", {("李然", "副主委")}),
        ("姓名\t性别\t所属支部\t职务", "李然\t男\t民进江州市一中支部\t组织委员", {("李然", "组织委员")}),
        ("姓名\t工作单位及职务", "李然\t江州市第一中学校长", {("李然", "校长")}),
        ("姓名\t职务（拟任）", "李然\t副主委", set()),
        ("姓名\t职务", "李然\t主委候选人", set()),
        ("| 姓名 | 会内职务 | 单位及职务 |\n|---|:---:|---|", "| 李然 | 主委 | 江州市第一中学校长 |", {("李然", "主委"), ("李然", "校长")}),
        ("届次 | 任期 | 主委 | 副主委", "第一届 | 1990.6—1995.5 | 李然 | 王芳（女）、张 明", {("李然", "主委"), ("王芳", "副主委"), ("张明", "副主委")}),
        ("职务      姓名      性别    民族", "主任      宝  音    男      蒙古", {("宝音", "主任")}),
        ("职务      姓名      性别    民族", "          李然      男      汉", set()),
        ("姓名\n职务\n联系电话", "李然\n主委\n0710\n王芳\n副主委\n—", {("李然", "主委"), ("王芳", "副主委")}),
        ("届次 主委 任期", "第一届 李 然 1982年—1989年", {("李然", "主委")}),
        ("姓名\t职务\t姓名\t职务", "李然\t主委\t王芳\t副主委", {("李然", "主委"), ("王芳", "副主委")}),
    ],
)  # fmt: skip
def test_tables_of_people(head: str, row: str, wanted: set[tuple[str, str]]) -> None:
    found = facts(f"名单如下。\n{head}\n{row}", "membership")
    assert {(one["person"], one.get("role")) for one in found} == wanted


def test_a_table_that_ran_into_one_line() -> None:
    found = facts("届次 主委 任期 第一届 李然 1982年—1989年 第二届 王芳 1989年—1996年", "membership")
    assert {(one["person"], one["role"], one["from"], one["to"]) for one in found} == {
        ("李然", "主委", "1982", "1989"),
        ("王芳", "主委", "1989", "1996"),
    }


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("获奖项目\t等次\t姓名\n江州市书法大赛\t一等奖\t李然\n", "honour", {("李然", "江州市书法大赛一等奖")}),
        ("“我与民进”征文获奖名单\n等次\t作者\n一等奖\t李然\n\t王芳\n", "honour", {("李然", "“我与民进”征文一等奖"), ("王芳", "“我与民进”征文一等奖")}),
        ("先进基层组织（1个）\n序号\t组织名称\n1\t民进江州市一中支部\n", "honour", {("民进江州市一中支部", "先进基层组织")}),
        ("时间\t主题\t主讲人\t地点\n3月5日\t怎样写提案\t李然（教授）\t市图书馆\n", "participation", {("李然", "怎样写提案")}),
        ("2025年讲座计划\n时间\t主题\t主讲人\t地点\n3月5日\t怎样写提案\t李然\t市图书馆\n", "participation", set()),
        ("支部\t提案（件）\t平均年龄\n民进江州市一中支部\t6\t45.2\n合计\t6\t45.2\n", "statistic",
            {("民进江州市一中支部", 6), ("民进江州市一中支部", 45.2), ("民进江州市委会", 6), ("民进江州市委会", 45.2)}),
    ],
)  # fmt: skip
def test_tables_of_other_things(text: str, kind: str, wanted: set[tuple[str, object]]) -> None:
    fields = {"honour": ("recipient", "honour"), "participation": ("who", "activity"), "statistic": ("org", "value")}[kind]
    assert {tuple(one[field] for field in fields) for one in facts(text, kind)} == wanted
