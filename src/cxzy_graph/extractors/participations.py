"""Participations: who attended, chaired, spoke at an event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import Event, Fact, Participation
from .engine import CODES, NEWS, Clause, Here, gives, rule, silent
from .phrases import kind_of, names_something, tidy, when

_P, _N = CODES["PERSON"], CODES["NUMBER"]
_TAKES_PART = re.compile(
    r"出席|参加|到会|莅临|主持|讲话|致辞|致欢迎辞|致欢迎词|致贺|发言|发了言|报告|汇报|陪同|作陪|带队|率队|同行|指导|领学|宣读|述职|通报|点评|总结|介绍|来了|接待|传达|授课|授牌|颁发|揭牌|辅导|"
    r"表态|道谢|道贺|祝贺|表示感谢|提醒|强调|指出|表示|提出|希望|要求|讲解|讲授|讲课|作了|交流|宣讲|致答|答谢|到场|应邀|一行|带领|参与|分享|见证|观摩|列席|肯定|先致|有"
)
_NOT_THERE = re.compile(r"未能|缺席|曾|加入|毕业|撰写|获|评为|当选|担任|提拔|被列为|任[主副]|上届|撰稿|捐赠|出资")
_BY_NOUN = re.compile(
    r"[\s　]*(?:在)?(?P<noun>[\u4e00-\u9fff]{0,3}(?:座谈会|茶话会|联欢会|报告会|研讨会|交流会|培训班|开幕式|闭幕式|仪式|大会|论坛|讲座))(?:由|上，)"
)
_LATER = re.compile(r"强调|指出|表示|提出|希望|要求|肯定|祝贺|感谢|道")


@rule(
    None,
    gives(
        "民进江州市委会召开换届大会。王芳主持会议，李然到会讲话。",
        Event("换届大会", ("民进江州市委会",), "会议"),
        Participation("王芳", Event("换届大会", ("民进江州市委会",), "会议")),
        Participation("李然", Event("换届大会", ("民进江州市委会",), "会议")),
    ),
    silent("李然被评为优秀会员。"),
)
def attended(here: Here) -> Iterator[tuple[Fact, tuple[int, int]]]:
    """People who 出席/主持/讲话 at the event that the report is telling of"""
    for clause, (start, stop) in _said_of_people(here):
        event = here.event_at(stop)
        if not _of_this_tale(here, event):
            event = None
        noun = _BY_NOUN.match(here.tagged, start, stop)
        if noun:
            event = here.story.called(noun["noun"]) or event
        said = here.tagged[start:stop]
        elsewhere = _named_at(here, start, stop)
        if elsewhere is not None:
            yield elsewhere, (start, stop)
        target = elsewhere or (None if event is None or _elsewhere(said, event) else event)
        if target is not None:
            for person in here.mentions_in(clause.start, clause.end, "PERSON"):
                yield Participation(person, target), (start, stop)


def _said_of_people(here: Here) -> Iterator[tuple[Clause, tuple[int, int]]]:
    """The clauses that name people who took part, with the stretch up to the words that say so.

    What is said of several people may stand behind the last of them (甲，乙，丙也出席了大会), or in front of a colon.
    """
    clauses = here.clauses
    for index, clause in enumerate(clauses):
        if not here.mentions_in(clause.start, clause.end, "PERSON"):
            continue
        colon = next((c for c in reversed(clauses[:index]) if here.tagged[c.end - 1 : c.end] == "："), None)
        for one in [*([colon] if colon else []), *clauses[index:]]:
            words = here.tagged[one.start : one.end]
            if _NOT_THERE.search(words):
                break
            if _TAKES_PART.search(words):
                yield clause, (min(one.start, clause.start), max(one.end, clause.end))
                break
            if words.endswith("；"):
                break


def _of_this_tale(here: Here, event: Event | None) -> bool:
    """Does the sentence belong to the event told last? In a short piece of news everything does."""
    kinds = ("会议", "考察交流", "学习培训", "慰问", "社会服务", "文体联谊", "参政议政", "捐赠")
    news = len(here.text) < NEWS
    return event is not None and event.activity_type in kinds and (news or here.story.event_paragraph == here.passage.paragraph)


_AT = re.compile(r"在(?P<what>[^，。；在]{2,30}(?:会议|大会|全会|年会|座谈会|论坛|研讨会|交流会|培训班|会))上")


def _named_at(here: Here, start: int, stop: int) -> Event | None:
    """The other event that a sentence says somebody spoke at: 李然在市政协全会上发言."""
    match = _AT.search(here.tagged, start, stop)
    event = here.event_at(start)
    if match is None:
        return None
    name = tidy(here.plain(*match.span("what")))
    shared = event is not None and {event.name[i : i + 2] for i in range(len(event.name) - 1)} & {
        name[i : i + 2] for i in range(len(name) - 1)
    }
    if len(name) < 5 or shared or not names_something(name):
        return None
    return Event(name, (), kind_of(name), when(here, match.start()))


def _elsewhere(said: str, event: Event) -> bool:
    """Does the sentence itself name another event that they took part in?"""
    named = re.search(r"(?:参加|出席|参与)了?(?P<what>[^，。；]{4,40})", said)
    if named is None:
        return False
    what = named["what"]
    generic = re.fullmatch(
        r"(?:了|此次|本次|这次|该|上述|当天的?)*(?:会议|大会|活动|座谈会?|仪式|调研|培训|换届大会|[^，。；]{0,4}会|讨论|启动仪式|座谈)(?:并.*)?",
        what,
    )
    shared = {event.name[i : i + 2] for i in range(len(event.name) - 1)} & {what[i : i + 2] for i in range(len(what) - 1)}
    return not generic and len(shared) < 2
