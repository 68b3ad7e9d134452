"""Events of others that a body or people joined: 参加市委会举办的义诊活动."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..dates import Date
from ..facts import OWN, Event, Fact, Participation, Who
from .circumstances import parties, when
from .engine import gives, rule, silent
from .event_names import object_of
from .phrases import kind_of, names_something, tidy
from .sentence import Here, Match
from .tagged import CODES
from .whereabouts import where

_Q, _N, _ORG, _PERSON = (CODES[k] for k in ("QUOTE", "NUMBER", "ORG", "PERSON"))


_CEREMONY = re.compile(
    r"(?:“[^“”]{2,16}”)?(?:成立|启动|揭牌|挂牌|签约|授牌|捐赠|开班|开幕|闭幕|结业|颁奖|换届)(?:大会|会议|仪式|典礼|式|会)"
)
"""What a report names without saying whose it is: the one that it is about."""


@rule(
    rf"(?P<verb>参加|参与|投身|出席|协助)(?:了|到)?"
    rf"(?P<by>(?:由)?{_ORG}(?:[、和与]{_ORG})*(?:在[^，。；]{{1,12}}?)?(?:(?:联合)?(?:举办|组织|召开|"
    rf"主办|开展|承办|发起)的|的)?)?(?P<what>[^，。；：！？]{{1,50}})",
    gives(
        "多年来支部参加民进江州市委会举办的义诊义教活动。",
        Event("义诊义教活动", ("民进江州市委会",), "社会服务"),
        Participation("民进江州市三中支部", Event("义诊义教活动", ("民进江州市委会",), "社会服务")),
        about="民进江州市三中支部",
    ),
    gives(
        "李然出席成立大会。",
        Event("成立大会", ("民进江州市三中支部",), "会议"),
        Participation("李然", Event("成立大会", ("民进江州市三中支部",), "会议")),
        about="民进江州市三中支部",
    ),
    silent("30余人参加会议。", about="民进江州市三中支部"),
)
def joined(m: Match, here: Here) -> Iterator[Fact]:
    """A body or people 参加 what somebody held"""
    clause = here.clause(m.start)
    people = clause.persons
    before = here.tagged[clause.start : m.start]
    if re.search(rf"{_N}[^，。；]{{0,6}}$", before) and not people and not re.search(r"组织|选派|动员|安排|推荐", before):
        return
    beside = here.mention(m.start - 1) if m.start else None
    if not people and beside is not None and beside.kind == "PERSON" and not re.search("由|在|向|与|跟随", before):
        people = (beside,)  # 机关干部李然参加…
    chosen = re.search(rf"(?:选派|选送|推荐|安排|派出?|组织)了?[^，。；]*{_PERSON}[^，。；]{{0,8}}$", before)
    if chosen:
        people = tuple(here.mentions_in(clause.start + chosen.start(), m.start, "PERSON"))
    begin, stop = m.span("what")
    name = object_of(here, begin, stop)
    if name is None:
        return
    by = [o for o in m.all("by") if o.kind == "ORG"]
    trimmed = re.sub(r"^.*(?:组织|举办|召开|主办|开展)的", "", re.sub(r"(?:活动|项目)?中$", "", name))
    for one in _several(here, begin, stop, tidy(trimmed)):
        if not names_something(one) or len(one) < 4:
            continue
        # members whom their body sent to what nobody is said to hold: it is the body's own doing
        others = re.match(r"全[国省市区县州]|[省市区县]?统(?:一战线|战)|中央|上级", one) is not None
        holders: tuple[Who, ...] = tuple(by) or (
            (OWN,) if _CEREMONY.fullmatch(one) else () if people or others else parties(clause.holders)
        )
        date: Date | None = when(here, m.start)
        event = Event(one, holders, kind_of(one), date, where(here, m.start) if by else None)
        if holders and not by:
            here.tell(event, m.start)
        yield event
        for who in people or parties(clause.holders):
            yield Participation(who, event)


def _several(here: Here, begin: int, stop: int, name: str) -> list[str]:
    """“甲”、“乙”活动 are two; so are “甲”和“乙”活动."""
    marks = here.mentions_in(begin, stop, "QUOTE")
    tail = re.search(r"”([^“”]{2,8})$", name)
    if len(marks) > 1 and re.search(rf"{_Q}(?:[、和]|以及){_Q}", here.tagged[begin:stop]):
        return [mark.text + (tail[1] if tail else "") for mark in marks]
    return [name]
