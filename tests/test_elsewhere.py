"""Reports of other parties and places: what their prose does that the gold reports' does not. The sentences are our own."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from cxzy_graph.building.road import travel
from cxzy_graph.model import Entity, Report


def said(text: str, about: str | None = None) -> list[str]:
    """The facts of a text, each in a line: kind and values."""
    road = travel(Report("a", "a.txt", text), about, quick=True)
    return [" ".join([type(claim.fact).__name__, *_values(claim.fact)]) for claim in road.resolved.claims]


def _values(fact: Any) -> list[str]:
    return [_shown(value) for one in fields(fact) if (value := getattr(fact, one.name)) not in (None, "", ())]


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(map(_shown, value))
    if isinstance(value, Entity):
        return value.name
    return str(getattr(value, "name", value))


SEVERAL = [
    # two bodies' own meetings of one name in one sentence are two
    ("2016年3月5日，民进江州市三中支部举行座谈会，民进江州市医卫支部举行座谈会。", 2),
    # another day's meeting is not the one that is told of without a day
    ("民进江州市委会召开重阳节座谈会，老会员参加。\n会员们走访了社区。\n2016年3月5日，民进江州市委会召开座谈会，王芳主持。", 2),
    # what the headline names is what the text only calls a 座谈会
    ("民进江州市委会召开庆祝建会七十周年座谈会\n2016年3月5日，民进江州市委会召开座谈会，王芳主持会议。", 1),
]


@pytest.mark.parametrize(("text", "number"), SEVERAL)
def test_what_is_one_event_and_what_two(text: str, number: int) -> None:
    assert len({one for one in said(text, "民进江州市委会") if one.startswith("Event") and "座谈会" in one}) == number


STATED = [
    # a committee with a 主委 or with 委员 alone is no committee of the Communist Party
    (
        "民盟市委会主委李然，市委副主委王芳、市委委员张明到会。",
        "民盟临沂市委会",
        ["Membership 王芳 民盟临沂市委会 副主委", "Membership 张明 民盟临沂市委会 委员"],
    ),
    ("民盟中央常委、山东省委主委李然讲话。", "民盟临沂市委会", ["Membership 李然 民盟中央 常委", "Membership 李然 民盟山东省委会 主委"]),
    ("市委书记李然会见了大家。", "民盟临沂市委会", ["Membership 李然 中共临沂市委 书记"]),
    # what members call their party among themselves
    (
        "社中央社会服务部副部长李然，社临沂市委主委王芳，我社副主委张明陪同。",
        "九三学社临沂市委会",
        [
            "Membership 李然 九三学社中央社会服务部 副部长",
            "Membership 王芳 九三学社临沂市委会 主委",
            "Membership 张明 九三学社临沂市委会 副主委",
        ],
    ),
    (
        "农工市委主委李然致贺词，会中央副主席王芳出席。",
        "民进临沂市委会",
        ["Membership 李然 农工党临沂市委会 主委", "Membership 王芳 民进中央 副主席"],
    ),
    ("河东区四支社走进社区义诊，社员李然参加。四支社现有社员21人。", None, ["Membership 李然 九三学社河东区四支社 社员"]),
    ("中山市民革主委李然到会祝贺。", "民进中山市委会", ["Membership 李然 民革中山市委会 主委"]),
    # committees of a term, branches behind a place and a party
    ("大会选举产生了民进中山市第五届委员会。李然当选为主任委员。", None, ["Membership 李然 民进中山市委会 主委"]),
    ("珠海民进海湾总支召开会议，总支主委李然主持。", None, ["Membership 李然 民进珠海市海湾总支 主委"]),
    ("民进金安区中小幼联合二支部主委李然讲话。", None, ["Membership 李然 民进金安区中小幼联合二支部 主委"]),
    (
        "离退休支部主委李然，出版支部副主委王芳出席。",
        "民进临沂市委会",
        ["Membership 李然 民进临沂市离退休支部 主委", "Membership 王芳 民进临沂市出版支部 副主委"],
    ),
    # offices beside one another
    (
        "中共临沂市委常委、组织部长、副市长李然，中共临沂市委副书记、秘书长王芳出席。",
        "民盟临沂市委会",
        [
            "Membership 李然 中共临沂市委组织部 部长",
            "Membership 李然 临沂市政府 副市长",
            "Membership 王芳 中共临沂市委 秘书长",
        ],
    ),
    (
        "市委统战部办公室主任李然，市委统战部副部长王芳、党派科科长张明参加。",
        "民盟临沂市委会",
        ["Membership 李然 中共临沂市委统战部办公室 主任", "Membership 张明 中共临沂市委统战部党派科 科长"],
    ),
    (
        "临沂市气象台台长李然，市青年书法研究会副会长王芳参加。",
        "民盟临沂市委会",
        ["Membership 李然 临沂市气象台 台长", "Membership 王芳 临沂市青年书法研究会 副会长"],
    ),
    ("省人大常委、民进省委会主委罗少和，副主委李然出席。", "民进浙江省委会", ["Membership 罗少和 民进浙江省委会 主委"]),
    ("补选李然为第十三届委员会副主任委员。", "九三学社临沂市委会", ["Membership 李然 九三学社临沂市委会 副主委"]),
    ("会议选举王芳、李　然、张明为支部委员。", "民盟临沂市一支部", ["Membership 李然 民盟临沂市一支部 委员"]),
    # who was honoured, with what, by whom
    (
        "2021年，一支部、二支部和教师进修学院支部被民盟临沂市委评为先进支部。",
        "民盟临沂市委会",
        [f"Conferral 先进支部 民盟临沂市{unit} 民盟临沂市委会 2021" for unit in ("一支部", "二支部", "教师进修学院支部")],
    ),
    (
        "会员李然获得全国优秀教师，浙江省劳动模范、市优秀班主任等荣誉称号。",
        "民进临沂市委会",
        ["Conferral 全国优秀教师 李然", "Conferral 浙江省劳动模范 李然", "Conferral 市优秀班主任 李然"],
    ),
    ("李然被评为省委会社会服务先进会员。", "民进杭州市委会", ["Conferral 社会服务先进会员 李然 民进浙江省委会"]),
    ("支部获评市、区2018年度优秀会员16名。", "民进临沂市一支部", ["Conferral 优秀会员 16 民进临沂市一支部 2018"]),
    # times, places and numbers
    (
        "民进宁波市第六次代表大会于2016年9月27日至28日在宁波召开。",
        None,
        ["Event 民进宁波市第六次代表大会 民进宁波市委会 会议 2016-09-27/2016-09-28 宁波"],
    ),
    (
        "民进宁波市经济支部成立于2012 年 6 月，现有会员 28 人。",
        None,
        ["Founding 民进宁波市经济支部 2012-06", "Statistic 民进宁波市经济支部 member_count 28.0 人"],
    ),
    ("民进宁波市委会是民进的地方组织，成立于2001年11月18日，有基层支部19个。", None, ["Founding 民进宁波市委会 2001-11-18"]),
]


@pytest.mark.parametrize(("text", "about", "facts"), STATED)
def test_what_such_prose_states(text: str, about: str | None, facts: list[str]) -> None:
    found = said(text, about)
    assert set(facts) <= set(found), found


NOT_STATED = [
    ("大会以邓小平理论为指导，在文化馆召开。", "民进临沂市委会", "邓小平"),
    ("多位会员被评为优秀会员。支部其他会员分别获先进会员称号。", "民进临沂市一支部", "Conferral"),
    ("支部主委为李然，副主委王芳。", "民进临沂市一支部", "王芳 民进临沂市一支部 主委"),
    ("表彰名单如下：", "民进临沂市委会", "Conferral"),
    ("由李然主持支部工作。2018年5月6日，支部召开换届大会。", "民进临沂市一支部", "Participation"),
    ("民进临沂市委会主委李然讲话。总支荣获先进集体，受李然主委委托，王芳到会。", "民进临沂市城南总支", "李然 民进临沂市城南总支"),
    ("会员齐聚一堂，共庆佳节。", "民进临沂市委会", "齐聚"),
]


@pytest.mark.parametrize(("text", "about", "words"), NOT_STATED)
def test_what_such_prose_does_not_state(text: str, about: str, words: str) -> None:
    assert not [fact for fact in said(text, about) if words in fact]


def test_a_page_whose_marks_lost_their_width_reads_as_the_page_itself() -> None:
    page = "2021年3月5日，民盟临沂市委会召开座谈会，主委李然讲话，副主委王芳主持，会员张明参加。\n一支部（医卫）被评为“先进支部”；大家表示祝贺。"
    folded = page.translate(str.maketrans("，；：（）", ",;:()"))
    assert said(folded) == said(page)
    assert travel(Report("a", "a.txt", folded)).restored.text == page
