"""When something was held, how often, with how many, by whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..dates import Date
from ..facts import Who
from ..model import Mention
from .tagged import CODES, TIMES

if TYPE_CHECKING:
    from .sentence import Here


def when(here: Here, index: int) -> Date | None:
    """The date told for what stands at an index: the last one before it in the sentence, or the year a yearly report is about."""
    for position in range(min(index, len(here.tagged)) - 1, -1, -1):
        mention = here.mention(position)
        if (
            mention is not None
            and mention.kind == "DATE"
            and mention.value.date
            and mention.value.mode == "at"
            and _governs(here, position, index)
        ):
            return mention.value.date  # type: ignore[no-any-return]
    if any(m.value.mode == "since" or m.value.date is None for m in here.mentions_in(0, index, "DATE")):
        return None
    return yearly(here)


def _governs(here: Here, date: int, index: int) -> bool:
    """Does a date hold for what stands at an index? One at the head of its clause holds for all that follows; one behind a
    subject (李然2018年获…，王芳被评为…) until another subject."""
    its, own = here.clause(date), here.clause(index - 1 if index else 0)
    if its.start == own.start or not here.mentions_in(its.start, date, "PERSON") + here.mentions_in(its.start, date, "ORG"):
        return True
    return not any(c.explicit for c in here.clauses if its.start < c.start <= own.start)


def yearly(here: Here) -> Date | None:
    """The year of a report that sums up a year, for what its sentences leave undated."""
    from ..recognising.dates import annual_year

    year = annual_year(here.page.headline)
    return (
        Date.of(year)
        if year and re.search(r"总结|回顾|小结|综述|述职|汇报|工作报告|盘点|纪实|概况|概述|亮点|大事|工作情况|年报", here.page.headline)
        else None
    )


_ANOTHER = r"举办|举行|召开|开展|组织|捐赠|送去|慰问|邀请|评为|荣获|提交|撰写"
"""What begins another tale, whose numbers are its own."""


def attendance(here: Here, start: int, end: int) -> int | None:
    """How many people took part, as the clauses around an event say."""
    pattern = (
        rf"(?:组织|带领|率领|共有|共|有|计)?(?P<n>{CODES['NUMBER']})"
        rf"(?:{CODES['POST']}|会员|盟员|社员|党员|人员|代表|师生|群众|同志|"
        rf"老师)?[^，。；{CODES['NUMBER']}]{{0,10}}?(?:，(?:驱车)?(?=到|赴|前往))?"
        rf"(?:参加|参与|出席|赴|前往|到|组成|投了|收看|观看|走进|参观|欢聚|参训|受训|捐款|坐诊|现场|参赛|"
        rf"来)|为(?P<k>{CODES['NUMBER']})[^，。；]{{0,10}}?(?:举办|作|讲|授课|上)|"
        rf"(?:一行|培训[^，。；]{{0,6}}|参训|实到[^，。；]{{0,6}})(?P<m>{CODES['NUMBER']})"
    )
    clause = here.clause(start)
    index = next(i for i, c in enumerate(here.clauses) if c is clause)
    first = (
        here.clauses[index - 1].start
        if index and not clause.explicit and here.tagged[clause.start - 1 : clause.start] == "，"
        else clause.start
    )
    last = clause.end
    for following in here.clauses[index + 1 : index + 4]:
        if here.tagged[following.start - 1 : following.start] in tuple("；。") or re.search(
            _ANOTHER, here.tagged[following.start : following.end]
        ):
            break
        last = following.end
    for match in re.finditer(pattern, here.tagged[first:last]):
        mention = here.mention(first + match.start(next(slot for slot in "nkm" if match[slot])))
        if mention and mention.value[1] in ("人", "名", "位", "余人") and mention.value[0] > 1:
            return int(mention.value[0])
    total = re.search(rf"(?:共计?|一共|总共)(?P<n>{CODES['NUMBER']})", here.tagged)
    mention = here.mention(total.start("n")) if total else None
    return int(mention.value[0]) if mention and mention.value[1] in ("人", "名") and "到会" in here.tagged else None


def occurrences(here: Here, start: int, end: int) -> int | None:
    """How often something was held: 开展义诊5次, 先后3次赴…"""
    clause = here.clause(start)
    for mention in here.mentions_in(clause.start, max(end, clause.end), "NUMBER"):
        ordinal = here.text[mention.span.start - 1 : mention.span.start] == "届"  # 七届二次全会
        if mention.value[1] in TIMES and mention.value[0] > 1 and not ordinal:
            return int(mention.value[0])
    return None


def parties(holders: tuple[Who, ...]) -> tuple[Who, ...]:
    """The holders that can hold something: bodies, not the mere name of a party."""
    return tuple(
        h
        for h in holders
        if not isinstance(h, Mention) or h.value.unit or h.value.host or h.value.own or h.value.part or h.value.level or h.value.places
    )
