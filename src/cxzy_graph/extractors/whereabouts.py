"""Where what a sentence tells of took place."""

from __future__ import annotations

import re

from .sentence import Here
from .tagged import CODES

_Q, _T, _N, _ORG, _PLACE, _DATE, _PERSON, _POST, _OCC = (
    CODES[k] for k in ("QUOTE", "TITLE", "NUMBER", "ORG", "PLACE", "DATE", "PERSON", "POST", "OCCUPATION")
)


_WHERE = re.compile(
    rf"(?:在|于)(?P<place>[^，。；：在了{_DATE}]{{1,30}}?)"
    rf"(?:隆重|胜利|成功|顺利|联合|共同|连续|组织|先后|分别|正式|集中|\s)*"
    rf"(?:举行|召开|举办|开展|开设|开办|承办|主办|启动|开幕|[各]开|设立|建立|建起|捐建|落成|挂牌|揭牌|"
    rf"讲授|{_N})"
)
"""Where something was held, in front of the verb or behind it: 在市图书馆隆重举行."""


_GONE = re.compile(
    r"(?:到|赴|前往|走进|来到|深入|奔赴)(?P<place>[^，。；：]{1,30}?)(?:进行|开展|举行|举办|参观|考察|调研|慰问|看望|走访|义诊|支教|送教|学习|接受|参加|捐建|捐赠|游览|观光|，)"
)


NO_PLACE = re.compile(
    r"^(?:开展|推进|实施|贯彻|学习|组织|进行|宣传|了解|挖掘|研究)|踏青$|采风$|^随后|^该校|^该|此基础|"
    r"活动中|会上|工作中|实践中|方面|前提|同时|期间|基础上|领导下|指导下|支持下|内部|上下|会议上|春节|"
    r"节日|之际|过程|座谈会|支部内|全市|全省|本职|[年月日]$|指导|带领|制度|组织中|内$|^.$|思想|政治|"
    r"名义|前夕|一线|声中$|中央$|"
    r"^(?:广泛|深入|积极|有效|不断|大力|切实|有序|顺利)地$|行动中"
)
"""Words behind 在 or 到 that are no place: 工作中, 领导下."""


_WHEN_FIRST = re.compile(r"^(?:\d{1,2}月)?\d{1,2}日(?:[-—－–~～至到]+(?:\d{1,2}月)?\d{1,2}日)?(?:上午|下午|晚上?)?(?:在|于)?")


def place_named(said: str) -> str | None:
    """A place as some words name it, without the day in front of it; None for what is none.

    >>> place_named("26日-27日在华侨大厦"), place_named("歌声中"), place_named("文化馆")
    ('华侨大厦', None, '文化馆')
    """
    place = _WHEN_FIRST.sub("", said)
    return None if not place or NO_PLACE.search(place) else place


def where(here: Here, index: int) -> str | None:
    """The place told for what stands at an index, in its clause or the one before."""
    clause = here.clause(index)
    before = next((c for c in here.clauses if c.end == clause.start and here.tagged[c.end - 1 : c.end] == "，"), None)
    came = before is not None and not clause.explicit and re.search(r"来到|走进|前往|赴|到", here.tagged[before.start : before.end])
    for pattern, start in ((_WHERE, clause.start), (_GONE, clause.start), *(((_GONE, before.start),) if came and before else ())):
        for match in pattern.finditer(here.tagged, start, min(len(here.tagged), clause.end + 1)):
            place = place_named(here.plain(*match.span("place")))
            if place is not None and not set(here.tagged[slice(*match.span("place"))]) <= {_DATE, _N}:
                return place
    paired = _PAIRED.search(here.tagged, 0, clause.end)
    return here.plain(*paired.span("place")) if paired else None


_PAIRED = re.compile(
    rf"与(?P<place>(?:{_ORG}|{_PLACE}|[^，。；：]){{1,24}}?)(?:结[成为对]|签[订署]|缔结|共建|建立)[^，。；]{{0,10}}(?:对|帮扶|共建|协议|关系|友好|助教|单位)"
)
"""With whom a body is paired, which is where it goes: 与石桥小学结成帮扶对子，捐赠图书."""
