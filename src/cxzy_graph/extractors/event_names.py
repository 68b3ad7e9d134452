"""What is held: the event that words name, where its name ends, and when and where it was."""

from __future__ import annotations

import re

from ..facts import Event, Who
from .circumstances import attendance, occurrences, parties, when
from .phrases import head, kind_of
from .sentence import Here
from .tagged import CODES, TIMES
from .whereabouts import where

_Q, _T, _N, _ORG, _PLACE, _DATE, _PERSON, _POST, _OCC = (
    CODES[k] for k in ("QUOTE", "TITLE", "NUMBER", "ORG", "PLACE", "DATE", "PERSON", "POST", "OCCUPATION")
)


def event_of(here: Here, name: str, start: int, end: int, holders: tuple[Who, ...], place: str | None = None) -> Event:
    """The event of a name told at a stretch of the tagged sentence, with the date, place and numbers that the sentence gives it.

    In a piece of news what has no day of its own was on the day that the tale is at, and where it is at.
    """
    date, place = when(here, start), place or where(here, start)
    tale = here.event_at(start)
    undated = date is None and not here.mentions_in(0, len(here.tagged), "DATE") and not _ALWAYS.search(here.tagged)
    if here.story.news and undated and tale is not None and tale.date is not None and tale.date.has_day:
        date = tale.date
        place = place or (tale.place if re.search(_OF_THE_VISIT, name) else None)
    event = Event(
        name=name,
        holders=parties(holders),
        activity_type=kind_of(name),
        date=date,
        place=place,
        attendance=attendance(here, start, end),
        occurrences=occurrences(here, start, end),
    )
    if undated and date is not None:
        here.story.within.setdefault(event)
    return event


_ALWAYS = re.compile(r"每[年月周季逢]|年来|任期|常年|多年|一直|连续|长期|品牌|多次|历年|以来|先后|近年|坚持|今后|将")


_OF_THE_VISIT = r"捐|赠|送|讲座|课|义诊|坐诊|发放|慰问|体检|揭牌|仪式|写春联|书法|咨询"


def counted_behind(here: Here, begin: int, stop: int, name: str) -> int | None:
    """The number of times that stands right behind a name: “草原讲堂”16期、读书会9次."""
    at = here.text.find(name, here.span(begin, begin).start, here.span(stop, stop).start)
    number = next((n for n in here.mentions_in(begin, stop, "NUMBER") if at >= 0 and n.span.start == at + len(name)), None)
    return int(number.value[0]) if number is not None and number.value[1] in TIMES else None


OCCASIONS = ("座谈会", "座谈交流会", "交流座谈会", "交流会", "茶话会", "联欢会", "动员大会", "表彰大会", "启动仪式", "捐赠仪式", "揭牌仪式")
"""What a piece of news tells of by its kind alone, since it tells of one; in a yearly report there may be many."""


BY_PLACE = (
    *("专题调研", "实地调研", "学习考察", "参观学习", "考察学习", "革命传统教育", "主题教育", "主题教育活动", "爱国主义教育", "红色教育"),
    *("传统教育", "警示教育", "盟史教育", "会史教育", "社史教育", "党史教育", "教育帮扶", "支教活动", "传统文化教育", "爱国主义教育活动"),
)
"""What only the place tells apart: `visits.went` names it whole."""


_ENOUGH = re.compile(
    rf"(?:活动|大会|会议|座谈会|仪式|讲座|培训班?|调研|义诊|讲堂|论坛|比赛|[^社机员协学工商究进金]会|"
    rf"赛)(?=等|的(?!活动|会|讲座)|以来|中(?![心学国共小])|上|时|之后|后|前|并|以|{_N}|为|使|让|，|$)"
)
"""What ends an event's name early: 座谈会|以来, 培训班|上, 调研|时."""


def object_of(here: Here, begin: int, stop: int) -> str | None:
    """The name that begins an object: up to the last word that can end one; None if there is none."""
    tagged = here.tagged[begin:stop]
    tagged_end = len(tagged)
    listing = re.search(
        r"等(?:系列|一系列|形式多样的|多种形式的?|丰富多彩的|各类|多项|[一二三四五六七八九十\d]+项)?(?:社会服务|主题|公益|爱心|文体)?(?:活动|会议|工作|形式)?",
        tagged,
    )
    if listing and listing.start() > 2:
        return here.plain(begin, begin + listing.start())
    enough = None
    for enough in _ENOUGH.finditer(tagged):
        if enough.end() < tagged_end and tagged[enough.end() : enough.end() + 1] == "的" and head().search(tagged):
            continue
        break
    if (
        enough
        and enough.end() <= tagged_end
        and (enough.end() == tagged_end or tagged[enough.end()] not in "的" or not head().search(tagged))
    ):
        return here.plain(begin, begin + enough.end())
    bare = re.sub(rf"(?:等|了|{_N}|\s)+$", "", tagged)
    if head().search(bare):
        return here.plain(begin, begin + len(bare))
    return None
