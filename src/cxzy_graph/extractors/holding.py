"""What a body holds, as the object of 召开, 举办, 开展 names it: one event, or a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..facts import Fact, Who
from .actors import acts
from .event_names import BY_PLACE, OCCASIONS, counted_behind, event_of, object_of
from .phrases import listed, names_something, tidy
from .sentence import Here
from .story import NEWS
from .tagged import CODES

_Q, _N, _PERSON = (CODES[k] for k in ("QUOTE", "NUMBER", "PERSON"))


_ABOUT = re.compile(
    rf"(?:(?:就|围绕|以|针对)(?P<what>{_Q})(?:为主题|为题|主题|课题|问题|等问题|联合|先后|深入|[，])*|"
    rf"(?:就|围绕|针对)(?P<topic>[^，。；：{_Q}{_PERSON}]{{3,24}}?)(?:联合|先后|深入|，|主题|课题|"
    rf"等?问题|情况)*)$"
)
"""What something held was about: 围绕“双减”政策, 以“同心”为主题."""


_ABOUT_WHAT = re.compile(r"(?:专题|联合|实地|重点|课题|集体)*(?:调研|座谈会?|协商会?|研讨会?|讲座|培训班?|活动|讨论|学习)(?:活动)?")


def events_held(here: Here, start: int, begin: int, stop: int, verb: str = "") -> Iterator[Fact]:
    """The events that the object of a verb names, which stands from `begin` to `stop` behind the verb at `start`."""
    holders = _whose_own(here, start, begin) or acts(here, start)
    if not holders or _not_yet(here, start) or (verb == "进行" and not _DONE_SO.search(here.tagged[begin:stop])):
        return
    counted = _FIRST_COUNTED.match(here.tagged[begin:stop])
    if counted:  # 培训班2期、“开明大讲堂”6场
        yield from events_held(here, start, begin, begin + counted.end("first"), verb)
        yield from events_held(here, start, begin + counted.end(), stop, verb)
        return
    tagged = here.tagged[begin:stop]
    if tagged.startswith("的"):
        return  # 市委会举办的活动 is named for what is said of it, not told of
    cut = _BY_THE_WAY.search(tagged)
    name = None if cut and not cut.start() else object_of(here, begin, stop)
    for item in listed(tidy(name)) if name is not None else ():
        whole = _whole(here, tidy(item), start, stop, verb)
        if whole is not None:
            event = event_of(here, whole, start, stop, holders)
            own_count = counted_behind(here, begin, stop, whole)
            if own_count is not None:
                event = replace(event, occurrences=own_count)
            here.tell(event, start)
            yield event


def _whose_own(here: Here, start: int, begin: int) -> tuple[Who, ...]:
    """The body at the head of an event's name, where nobody else is said to hold it: 1997年4月18日，召开民进江州市一支部第二次会员大会."""
    leading = here.mention(begin)
    if leading is None or leading.kind != "ORG" or here.mentions_in(here.clause(start).start, start, "ORG"):
        return ()
    ours = leading.value.party not in ("", "中共") and (leading.value.is_committee or leading.value.is_branch) and not leading.value.bare
    return (leading,) if ours else ()


def _not_yet(here: Here, start: int) -> bool:
    """Is a verb one of what is done or to be done: 所举办的, 未召开, 要继续开展?"""
    before = here.tagged[max(0, start - 4) : start]
    planned = _PLANNED.search(before) and not re.search(r"(?:都|会|每年)要$", before[-3:])
    return before[-1:] in ("所", "未") or bool(planned)


_PLANNED = re.compile(r"(?:(?:要|将|应|可以|拟|准备|计划|打算)(?:继续)?|[，。；：、]继续|^继续)$")
_DONE_SO = re.compile(rf"(?:调研|视察|义诊|考察|慰问|座谈|走访|培训|宣讲|献血|{_Q})")
"""What 进行 says to be held."""
_FIRST_COUNTED = re.compile(rf"(?P<first>[^、]+{_N})[、和](?=[^、])")
_BY_THE_WAY = re.compile(
    r"(?:等|的)?(?:[^等的]{0,6})?(?:活动|工作|会议)"
    r"(?:中|上|时|期间|以来|过程中|的(?:通知|方案|要求|意见|契机|形式|基础|制度|成果|情况|精神|机制|开展|推进|总结)).*$"
)
"""An event named only to say when or on what ground something else was done."""


def _whole(here: Here, item: str, start: int, stop: int, verb: str) -> str | None:
    """An item of an object as the name of what was held, with what it was about; None if it names nothing, or another rule names it."""
    about = _ABOUT.search(here.tagged, 0, start)
    if about and _ABOUT_WHAT.fullmatch(item):  # 就“戈壁农业”开展专题调研
        item = here.plain(*about.span("what" if about["what"] else "topic")) + item
    of = re.search(r"对[^，。；：]{3,24}$", here.tagged[:start])
    if of and re.fullmatch(r"视察|调研|考察|检查|督查|监督|民主监督|走访", item):
        item = here.plain(of.start(), start) + verb + item  # 对综合治理工程进行了视察
    if (len(item) < 4 or item in BY_PLACE) and _GOING.search(here.tagged[here.clause(start).start : start]):
        return None  # 到某镇开展义诊: `went` names it whole
    if here.claimed(start, stop) and item.endswith("调研"):
        return None  # `surveyed` names what it was about
    occasion = item in OCCASIONS and len(here.text) < NEWS and verb in ("召开", "举行", "举办", "开了")
    return item if names_something(item) or occasion else None


_GOING = re.compile(r"到|赴|前往|走进|来到|深入|奔赴")
