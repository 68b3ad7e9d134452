"""What a reader has in mind when he comes to a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..dates import Date
from ..facts import OWN, Event, Who
from ..model import Mention, Span
from .tagged import Tagged

NEWS = 1600
"""Characters up to which a report is taken for a piece of news, which tells of one event throughout."""


@dataclass(slots=True)
class Story:
    """What a reader has in mind at a sentence: whom the paragraph is about, the event last told of."""

    paragraph: int = -1
    holders: tuple[Who, ...] = (OWN,)
    event: Event | None = None
    event_paragraph: int = -1
    persons: tuple[Mention, ...] = ()
    news: bool = False
    """Is the report a piece of news: short, and about a day or two?"""
    topic: Mention | None = None
    life: Mention | None = None
    """Whose life the report tells, where it is about one person."""
    within: dict[Event, None] = field(default_factory=dict)
    """The events whose day is that of the one that the tale was at."""
    conferrer: tuple[Who, ...] = ()
    decision: tuple[Who, Date | None] | None = None
    """Who decided on the honours of a report that is such a decision, and the day below it."""
    listed: tuple[Mention, Date | None] | None = None
    """The body, and the day of its election, that the lines of a list below its name are about."""
    roll: tuple[str, tuple[Who, ...], Span] | None = None
    """The honour whose recipients the lines below list, who gave it, and the line that says so: 授予以下会员“优秀会员”称号："""
    seats: tuple[Mention, Mention | None, Span] | None = None
    """The office whose holders the lines below list, the body that it is said to be in, and the line that says so: 副主任委员（3人）"""
    bodies: list[Mention] = field(default_factory=list)
    """The bodies named in the sentences before."""
    told: dict[Event, None] = field(default_factory=dict)

    def tell(self, event: Event, here: Tagged) -> None:
        """The tale goes on with an event; in a piece of news what has no day is background to the one that has its day."""
        self.told[event] = None
        background = (not _has_day(event) or event in self.within) and not (
            self.news and _NEXT.search(here.tagged) and GATHERS.search(event.name)
        )
        if len(here.text) < NEWS and self.event is not None and background:
            gathered = self.news and GATHERS.search(self.event.name) and not GATHERS.search(event.name)
            if _has_day(self.event) or gathered or _REPORTED.match(here.tagged):
                return
        self.event = event

    def called(self, noun: str) -> Event | None:
        """The event last told of whose name ends so: 会议, 茶话会."""
        return next((event for event in reversed(self.told) if event.name.rstrip("”").endswith(noun)), None)


_REPORTED = re.compile(r"[^，。；：]{0,16}(?:指出|介绍说?|回顾说?|总结说?|汇报说?|说|认为)[，：]")
"""What a sentence begins with that retells what somebody told: its events are not where the tale is."""


_NEXT = re.compile(r"上午|下午|晚上|当晚|当天|随后|之后|结束后|接着|会后|会前|间隙|期间|在[^，。；]{1,24}(?:举行|召开)")
"""How news passes from one part of the day to the next: 随后召开座谈会; whoever speaks then speaks there."""
GATHERS = re.compile(r"(?<!全)(?<!全委)(?:会|仪式|笔会|健步走|健走|比赛|赛|座谈|演出|讲座|培训|义诊|活动|参观.*|走访.*|看望.*|慰问.*)”?$")
"""What people gather for: whoever speaks behind it speaks there."""


def _has_day(event: Event | None) -> bool:
    return event is not None and event.date is not None and event.date.has_day
