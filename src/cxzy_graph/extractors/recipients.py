"""Who is honoured with what is said at a place of a sentence, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .. import lexicon
from ..dates import Date
from ..facts import OWN, Conferral, Who
from ..model import Mention
from .circumstances import parties, when
from .sentence import Here
from .tagged import CODES, Clause
from .titles import titles

_P, _O, _N, _Q, _D, _POST, _T = (CODES[k] for k in ("PERSON", "ORG", "NUMBER", "QUOTE", "DATE", "POST", "TITLE"))
ACTIVE, PASSIVE = lexicon.table("honours")["active"], lexicon.table("honours")["passive"]
"""How it is said that somebody has received an honour, and that he was given one."""


_COUNTED = re.compile(
    rf"(?:有|共有?|另有|其中)?(?P<n>{_N})(?:的?(?:{_POST}|会员|盟员|社员|党员|同志|集体|个人|组织|支部|"
    rf"提案|{_O}|基层组织|作品|个?[^，。；：被获荣]{{0,10}})){{0,2}}(?:分别|均|先后|等|同时|还|也)*"
    rf"(?:被|获|荣|得|受|喜)?$"
)
"""How many were honoured, in front of the verb: 共有12名会员."""


_AMONG = re.compile(
    rf"(?P<who>(?:{_P}|{_O})(?:（[^（）]{{1,20}}）)?(?:[、和与]{'(?:'}{_P}|{_O})(?:（[^（）]{{1,20}}"
    rf"）)?)*)(?:{_POST}|同志)?等(?:多名同志|同志)?(?P<n>{_N})?(?:[^，。；被获荣]{{0,8}})?(?:分别|均|"
    rf"先后|同时|还|也)*(?:被|获|荣|得|受|喜)?$"
)
"""Some of those honoured by name, with their number: 李然、王芳等5人."""


_SEVERAL = re.compile(
    rf"(?:[多数几]|有关|相关|上述|以下|下列|以上|前述|其他|其它|其余|许多|不少|一批|部分|一些|个别|"
    rf"若干|所属|下属|下辖|基层|困难|偏远|薄弱|获奖|受奖|受表彰|参会|各个?|每个)[位名个]?"
    rf"(?:{_POST}|{_O}|会员|盟员|社员|党员|同志|支部|人)+(?:分别|均|都|先后|还|也)*"
    rf"(?:被|获|荣|得|受|喜)?$"
)
"""Whom no name tells: 多位会员, 有关支部."""


_LISTED = re.compile(
    rf"(?<![在由经受给向为对{_O}、和与及])(?P<who>{_O}(?:(?:、|和|与|及|以及){_O})+)(?:分别|均|都|双双|先后|同时|还|也|又)*(?:被|获|荣|得|受|喜)?$"
)
"""Bodies right in front of the verb: 一支部、二支部和三中支部被评为…"""


Recipients = list[tuple[Who | None, int | None, Who | None]]
"""Recipients, how many they are, and of which group: named (李然), counted (18人), or both (张明等18人)."""


def recipients_of(here: Here, index: int) -> Recipients:
    """Who received the title that is said at an index."""
    clause = here.clause(index)
    before = here.tagged[clause.start : index]
    for told in (_of_a_list(here, clause, index, before), _named_or_counted(here, clause, index, before), _of_a_work(here, clause, before)):
        if told is not None:
            return told
    if clause.persons and not (clause.explicit and here.mentions_in(clause.start, index, "ORG")):
        return _each(clause.persons)
    if _somebody_else(before, clause.explicit):
        return []
    if here.story.topic and not clause.explicit:
        return [(here.story.topic, None, None)]
    return _each(parties(clause.holders))


def _each(several: Iterable[Who]) -> Recipients:
    return [(one, None, None) for one in several]


def _of_a_list(here: Here, clause: Clause, index: int, before: str) -> Recipients | None:
    """Those whom a list names, with their number where that is larger; None where there is no list."""
    among = _AMONG.search(before)
    if among is None:
        bodies = None if _SEVERAL.search(before) else _LISTED.search(before)
        return _each(here.mentions_in(clause.start + bodies.start("who"), clause.start + bodies.end("who"), "ORG")) if bodies else None
    listed = here.mentions_in(clause.start + among.start("who"), clause.start + among.end("who"))
    people = any(m.kind == "PERSON" for m in listed)  # the bodies beside people are theirs: 李某（小店区支部）
    named = _each(m for m in listed if m.kind == "PERSON" or (m.kind == "ORG" and not people))
    number = here.mention(clause.start + among.start("n")) if among.start("n") >= 0 else None
    if number and number.value[0] > len(named):
        named.append((None, int(number.value[0]), group_of(here, clause, index)))
    return named


def _named_or_counted(here: Here, clause: Clause, index: int, before: str) -> Recipients | None:
    """The people named in front of a title, or those who are counted there; None where there are neither."""
    if _SEVERAL.search(before):
        return []  # 多位会员被评为…: who, is not told
    names = [m for m in here.mentions_in(clause.start, index) if m.kind == "PERSON"]
    if names:
        return _each(names)
    counted = _COUNTED.search(before)
    number = here.mention(clause.start + counted.start("n")) if counted else None
    if number and number.value[1] == "次":
        return _each(parties(clause.holders))
    if number and number.value[1] not in ("年", "届", "%", "％", "元", "岁"):
        return [(None, int(number.value[0]), group_of(here, clause, index))]
    return None


def _of_a_work(here: Here, clause: Clause, before: str) -> Recipients | None:
    """Whose the work is that received a title; none where nobody is told, None where it is no work."""
    if re.match(rf"[\s　●{_D}，]*(?:{_Q}|{_T}|该(?:项目|活动|品牌|课题|作品))", before) and not clause.explicit:
        return []  # “X”被评为…: what was honoured is no person and no body
    counted = _COUNTED.search(before)
    work = re.search(rf"({_O})的(?:{_Q}|{_T})(?:一文|提案|课题|文章|论文|等)*$", before)
    if work and not counted:  # 市委会的《…》被评为优秀提案
        author = here.mention(clause.start + work.start(1))
        return _each([author]) if author is not None and _can_write(author) else []
    if re.search(r"(?:提案|作品|论文|课题|报告|信息|节目|调研)[^，。；]{0,6}$", before) and not counted:
        maker = re.search(rf"({_O})(?:的|提交的|报送的|撰写的|选送的)[^，。；]{{0,30}}$", before)
        mention = here.mention(clause.start + maker.start(1)) if maker else None
        if mention is not None and _can_write(mention):
            return _each([mention])
        return _each([here.story.topic]) if here.story.topic and here.story.life else []
    return None


def _can_write(body: Mention) -> bool:
    return bool(body.value.is_branch or body.value.is_committee or body.value.own)


_ADVERBIAL = re.compile(
    rf"(?:{_D}|[\s●、，]|和|并|还|也|又|均|先后|连续|多次|年年|每年|曾|同时|此外|其中|因此|再次|一直|"
    rf"一举|光荣|分别|[一二三四五六七八九十两\d多几]+[次年度届]|{_N}|在[^，。；]{{1,30}}中|"
    rf"以[^，。；]{{1,20}}成绩|"
    rf"近年来|多年来|[^，。；]{{0,6}}年来|共|累计|被|荣|获|喜|得|受|上|组织|班子|支部|机关|我们|自身|工作|集体|应邀|最终|成功|还先后)*"
)
"""What stands between who was honoured and the verb: 2019年, 先后, 连续三年."""


def _somebody_else(before: str, explicit: bool) -> bool:
    """Does the clause begin with words for a recipient that is no recognised body (文化讲堂被评为…, 市政协委员联系小组获…)?"""
    return not (explicit and _O in before) and _ADVERBIAL.fullmatch(before, before.rfind(_O) + 1) is None


def group_of(here: Here, clause: Clause, index: int) -> Who:
    """Whose people a number of recipients are: the body that acts in the very clause, else whose report it is."""
    acting = [h for h in clause.holders if isinstance(h, Mention)]
    named = here.mentions_in(clause.start, index, "ORG")
    if (
        clause.explicit
        and acting
        and acting[0] in named
        and acting[0].value.party != "中共"
        and "等" not in here.tagged[clause.start : index]
    ):
        return acting[0]
    return OWN


def conferred(here: Here, index: int, said: str, by: tuple[Who, ...], end: int) -> Iterator[Conferral]:
    inferred: tuple[Who, ...] = ()
    if here.story.decision:
        by = by or (here.story.decision[0],)
    elif here.story.news:
        inferred = givers_at_the_meeting(here)
    inferred = _still_by(here, index) or inferred
    # nobody honours himself: a conferrer at the head of the clause is no recipient
    recipients = [one for one in recipients_of(here, index) if by != (one[0],)]
    for title in titles(said):
        own = not _OF_OTHERS.search(title)
        givers = by or (inferred if own else ())
        dates = _each_time(here, index) or [given_on(here, end, there=own)]
        for recipient, count, group in recipients:
            for date in dates:
                yield Conferral(title, recipient, count, group, givers, date)


_OF_OTHERS = re.compile(
    r"全国|全[省市区县]|[省市区县州]|国家|国务院|教育|教学|教坛|国际|大赛|比赛|杯|医[生师]|律师|教师|政协|提案|课题|成果|论文|金奖"
)
"""A title that no party body need have given at its own meeting: 浙江省教坛新秀, 优秀政协委员."""


def givers_at_the_meeting(here: Here) -> tuple[Who, ...]:
    """Who honours at the meeting that a piece of news tells of: whoever holds it, where it is one at which people are honoured."""
    event = here.story.event
    if event is None or event.activity_type != "会议" or len(event.holders) != 1:
        return ()
    if here.story.conferrer:
        return here.story.conferrer  # whose decision was read out
    honouring = re.search(r"表彰|颁奖|总结", event.name) or re.search(r"(?:会上|大会|会议)[^。]{0,30}(?:表彰|颁奖|宣读)|表彰", here.text)
    return event.holders if honouring else ()


def given_on(here: Here, end: int, *, there: bool = True) -> Date | None:
    """When an honour was given: the day of the meeting, if it was given `there`, or of the decision rather than the year that it
    is for (2018年度先进支部)."""
    date = when(here, end)
    years = [m for m in here.mentions_in(0, min(end, len(here.tagged)), "DATE") if m.value.date == date]
    for_a_year = date is not None and bool(years) and years[-1].text.endswith("度")
    if date is not None and not for_a_year:
        return date
    if here.story.decision:
        return here.story.decision[1] or date
    return (told_on(here) if here.story.news and there else None) or date


def _each_time(here: Here, index: int) -> list[Date | None]:
    """The dates of 2012年和2014年两次被评为…: two honours; 连续五次 without dates is one."""
    told = re.search(
        rf"(?P<dates>{_D}(?:[、和及与]{_D})+)[，]?(?:先后|分别|两次|三次|{_N}|均|都|[一二两三四五六]度|连续)*$", here.tagged[:index]
    )
    if told is None:
        return []
    found = [m.value.date for m in here.mentions_in(*told.span("dates"), "DATE")]
    return found if all(found) else []


def _still_by(here: Here, index: int) -> tuple[Who, ...]:
    """Who honours where only the clause before says so: 市委会被省委会评为…，医卫支部被评为…"""
    before = re.search(rf"被(?P<by>{_O}(?:[、和]{_O})*)[^，。；]{{0,6}}(?:{PASSIVE})[^，。；]*，[^，。；]*$", here.tagged[:index])
    return tuple(here.mentions_in(*before.span("by"), "ORG")) if before else ()


def whose_people(by: tuple[Who, ...]) -> Who:
    """Whose people the recipients are: the party body's that honours its own, else those of the body whose report it is."""
    first = by[0] if by else OWN
    return first if not isinstance(first, Mention) or first.value.is_committee or first.value.is_branch else OWN


def told_on(here: Here) -> Date | None:
    """The date of the meeting that the report is telling of."""
    return here.story.event.date if here.story.event else None
