"""Rolls of those honoured: a line that leads in or a heading, and the lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import OWN, Conferral, Fact, Membership, Occupation, Who
from ..model import Mention, Span
from ..recognising.tables import of_candidates
from .engine import gives, rule, silent
from .mood import in_words
from .offices import MEMBERS, NO_POST, ORGAN, offices_in
from .recipients import told_on
from .sentence import Here
from .tagged import CODES
from .titles import SURELY, titles

_P, _O, _N, _Q, _D, _POST, _T = (CODES[k] for k in ("PERSON", "ORG", "NUMBER", "QUOTE", "DATE", "POST", "TITLE"))


_ROLL = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．]|【)?\s*“?"
    r"(?P<title>[^（(：:“”]{2,24}?)”?(?:名单)?】?\s*[（(：:](?:共)?\d*[个名人位]?[）)]?"
)
"""A heading of a roll: its title, and how many are on it: 一、优秀会员（12人）."""


_BARE_ROLL = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．])\s*“?(?P<title>[^（(：:“”，。]{4,24})”?(?:名单)?\s*$"
)
"""A heading that is a title and nothing more: 二、优秀会员."""
_ANNOUNCED = re.compile("(?:表彰|获奖|先进|优秀|受奖)[^。]{0,16}名单|名单(?:公布)?如下|评选结果")
"""What announces a roll above its headings."""
_ABOVE = 4000
"""Characters above a heading within which the roll was announced: the longest real one has some two hundred names."""


_ASIDE = "(?:（[^（）]{0,30}）)?"
_NOTED = "(?:[（(][^（）()]{0,12}[）)])?"
"""What is noted behind a name of a roll: （女）, （满族）."""


_ITEM_MARK = r"\s*(?:[①-⑳•·●▪◆-]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[、.．)）])?\s*"


_ROW = re.compile(
    rf"{_ITEM_MARK}(?:(?P<of>{_O})[：:])?(?P<who>{_P}{_ASIDE}(?:[、\s　]+{_P}{_ASIDE})*|{_O}(?:[、\s　]+{_O})*)(?:$|[\s　（(、].*)"
)
"""A line that begins with names, and says nothing else or goes on behind a blank with what they are."""


_LEADS_IN = re.compile(
    rf"(?:授予|命名|表彰|评选|评为|荣获|获得?)(?P<what>[^。；！？]{{0,40}}?{_Q}[^。；！？]{{0,24}})"
    rf"[：:]\s*$|(?P<list>{_Q})(?:荣誉)?(?:称号)?(?:获得者|获得单位)?名单[：:]?\s*$"
)
"""A sentence that leads into a roll: …授予“优秀会员”称号："""


def roll(here: Here) -> tuple[str, tuple[Who, ...], Span] | None:
    """The honour whose recipients the lines below a line list, who gives it, and the line."""
    found = _LEADS_IN.search(here.tagged)
    if found is None or in_words(here.tagged, found.start(), found.end(), given=True):
        return None
    quote = found.start("list") if found["list"] else here.tagged.rindex(CODES["QUOTE"], found.start(), found.end())
    named = titles(here.plain(quote, quote + 1))
    givers = tuple(m for m in here.mentions_in(0, found.start(), "ORG") if m.value.is_committee or not m.value.bare)
    return (named[0], givers[:1], here.passage.span) if len(named) == 1 else None


def is_of_roll(here: Here) -> bool:
    """Is a line one of a list of people or bodies?"""
    return _ROW.match(here.tagged) is not None


def _bare_heading(here: Here) -> re.Match[str] | None:
    """A heading that is surely a title, on a page that announced a roll in front of it."""
    found = _BARE_ROLL.match(here.passage.heading)
    span = here.passage.heading_span
    if found is None or span is None or not SURELY.search(found["title"]) or re.match("历[届年]|往[届年]|曾", found["title"]):
        return None
    return found if _ANNOUNCED.search(here.text, max(0, span.start - _ABOVE), span.start) else None


@rule(
    None,
    gives(
        "表彰名单公布如下。\n民进江州市委会决定，授予以下会员“优秀会员”称号：\n①李然\n②王芳",
        Conferral("优秀会员", "李然", by=("民进江州市委会",)),
        Conferral("优秀会员", "王芳", by=("民进江州市委会",)),
        about="民进江州市委会",
    ),
    silent("表彰名单公布如下。\n民进江州市委会拟授予以下会员“优秀会员”称号：\n①李然\n②王芳", about="民进江州市委会"),
    gives(
        "表彰名单公布如下。\n一、优秀会员（3名）\n李然　书法家，律师\n王芳、张明",
        Conferral("优秀会员", "李然"),
        Conferral("优秀会员", "王芳"),
        Conferral("优秀会员", "张明"),
        Occupation("李然", "书法家"),
        Occupation("李然", "律师"),
        about="民进江州市委会",
    ),
    gives(
        "表彰名单公布如下。\n一、优秀会员（2名）\n李然\n王芳",
        Conferral("优秀会员", "李然"),
        Conferral("优秀会员", "王芳"),
        about="民进江州市委会",
    ),
    gives(
        "表彰名单如下：\n一、优秀会员标兵\n李然　王芳　张明",
        Conferral("优秀会员标兵", "李然", by=("民进江州市委会",)),
        Conferral("优秀会员标兵", "王芳", by=("民进江州市委会",)),
        Conferral("优秀会员标兵", "张明", by=("民进江州市委会",)),
        about="民进江州市委会",
    ),
    silent("会议讨论了各项工作。\n一、优秀会员标兵\n李然　王芳　张明", about="民进江州市委会"),
    silent("一、优秀会员候选人（2名）\n李然\n王芳", about="民进江州市委会"),
    silent("一、拟表彰优秀会员（2名）\n李然\n王芳", about="民进江州市委会"),
    silent("一、参会人员（2名）\n李然\n王芳", about="民进江州市委会"),
)
def on_a_roll(here: Here) -> Iterator[tuple[Fact, tuple[int, int] | Span]]:
    """A line that is only a name, under a heading that is a title: 一、先进基层组织（2个）"""
    row = _ROW.match(here.tagged)
    if row is None or "。" in here.tagged:
        return
    heading = _ROLL.match(here.passage.heading) or _bare_heading(here)
    if here.story.roll is not None:
        title, by, told = here.story.roll
        listed = here.mentions_in(*row.span("who"))
        for who in [one for one in listed if one.kind == "PERSON"] or listed:
            conferral = Conferral(title, who, by=by, date=here.story.decision[1] if here.story.decision else told_on(here))
            yield conferral, (0, len(here.tagged))
            yield conferral, told
        return
    if heading is None:
        return
    if in_words(heading[0], 0, len(heading["title"]) + heading.start("title")):
        return  # 拟表彰, 候选人: who is on such a roll has received nothing
    listed = here.mentions_in(*row.span("who"))
    if any(who.kind == "PERSON" for who in listed):
        listed = [who for who in listed if who.kind == "PERSON"]
    body = here.mention(row.start("of")) if row["of"] else None
    for title in titles(heading["title"].strip()):
        for who in listed:
            if body is not None and who.kind == "PERSON":
                yield Membership(who, body), (0, len(here.tagged))
            by, day = ((here.story.decision[0],), here.story.decision[1]) if here.story.decision else (here.story.conferrer, told_on(here))
            conferral = Conferral(title, who, by=by, date=day)
            yield conferral, (0, len(here.tagged))
            if here.passage.heading_span is not None:  # the heading is what says which honour
                yield conferral, here.passage.heading_span


_SEATS = re.compile(
    rf"{_ITEM_MARK}(?P<office>(?:{_O}{ORGAN}?的?)?(?P<post>{_POST}))(?:名单)?(?:如下)?"
    r"\s*(?:[（(][^（）()]{0,30}[）)]\s*)*[:：]?\s*(?:[（(][^（）()]{0,30}[）)]\s*)?"
)
"""A line that is an office: 副主任委员（3人）, 民进江州市第三届委员会委员名单（以姓氏笔画为序）："""
_PEOPLE_ALONE = re.compile(rf"{_ITEM_MARK}(?P<people>{_P}{_NOTED}(?:(?:、|，|[\s　]+){_P}{_NOTED})*)[。；\s]*")
_ELECTED = re.compile("名单|选举|当选|换届|班子|成员|组成|任命|聘任|机构|届")
"""What a report speaks of above its lists of those who hold its offices."""


def seats(here: Here) -> tuple[Mention, Mention | None, Span] | None:
    """The office whose holders the lines below a line list, the body that it is said to be in, and the line."""
    found = _SEATS.fullmatch(here.tagged)
    if found is None or in_words(here.tagged, 0, len(here.tagged)):
        return None
    office = offices_in(here, *found.span("office"))[-1]
    if str(office.post.value) in NO_POST or (office.body is None and str(office.post.value) in MEMBERS):
        return None
    told_of = (
        office.body or here.story.listed or _ELECTED.search(here.text, max(0, here.passage.span.start - _ABOVE), here.passage.span.end)
    )
    if not told_of:
        return None
    return office.post, office.body, here.passage.span


def is_row_of_people(here: Here) -> bool:
    """Is a line nothing but names?"""
    return _PEOPLE_ALONE.fullmatch(here.tagged) is not None


@rule(
    None,
    gives(
        "民进江州市第三届委员会名单\n主任委员\n李 然\n副主任委员（2人）\n王芳（女）　张明",
        Membership("李然", "民进江州市委会", "主委"),
        Membership("王芳", "民进江州市委会", "副主委"),
        Membership("张明", "民进江州市委会", "副主委"),
    ),
    gives(
        "大会选举产生了新一届理事会。\n理事（以姓氏笔画为序）：\n李然、王芳、张明",
        Membership("李然", "江州市语言学会", "理事"),
        Membership("王芳", "江州市语言学会", "理事"),
        Membership("张明", "江州市语言学会", "理事"),
        about="江州市语言学会",
    ),
    silent("现将民进江州市第三届委员会候选人公布如下。\n副主任委员候选人\n李然　王芳", about="民进江州市委会"),
    silent("江州的春天来了。\n主任\n李然　王芳", about="民进江州市委会"),
)
def in_office(here: Here) -> Iterator[tuple[Fact, tuple[int, int] | Span]]:
    """A line of names below a line that is an office: 副主任委员（3人）"""
    row = _PEOPLE_ALONE.fullmatch(here.tagged)
    if row is None or here.story.seats is None or of_candidates(here.text, here.passage.span.start):
        return
    post, body, told = here.story.seats
    above = (None, None) if body is not None else here.story.listed or (None, None)
    for who in here.mentions_in(*row.span("people")):
        seat = Membership(who, body or above[0] or OWN, str(post.value), above[1])
        yield seat, (0, len(here.tagged))
        yield seat, told
