"""What is said: rules with their examples, one file a kind of fact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..dates import Date
from ..facts import OWN, Event, Who
from ..model import Layout, Mention, RestoredText
from . import (  # their rules register
    actions,
    commendations,
    conferrals,
    elections,
    events,
    foundings,
    issuances,
    joining,
    memberships,
    participations,
    programmes,
    rolls,
    rows,
    statistics,
    visits,
)
from .engine import RULES, Extraction, Rejected, Rule, run
from .prefilter import Gate
from .sentence import Here
from .story import NEWS, Story

__all__ = ["RULES", "Extraction", "Rule", "extract"]

_MODULES = (
    events,
    visits,
    joining,
    programmes,
    actions,
    memberships,
    elections,
    conferrals,
    commendations,
    rolls,
    participations,
    foundings,
    statistics,
    issuances,
    rows,
)
ORDER = {module.__name__.rsplit(".", 1)[-1]: rank for rank, module in enumerate(_MODULES)}
_GATE = Gate(sorted(RULES, key=lambda one: ORDER[one.name.split(".")[0]]))


def extract(
    restored: RestoredText, page: Layout, mentions: Iterable[Mention], rejected: list[Rejected] | None = None
) -> Iterator[Extraction]:
    """What the rules say of a page, sentence by sentence.

    Events come first in a sentence, so that whoever attended finds them. What is told of as not so, not yet or by others goes to ``rejected``.
    """
    mentions = list(mentions)
    story = Story(
        decision=_decision(page, mentions),
        news=_is_news(restored, page, mentions),
        life=_protagonist(page, mentions, [p.span.of(restored.text) for p in page.passages]),
    )
    index = 0
    for passage in page.passages:
        while index < len(mentions) and mentions[index].span.start < passage.span.start:
            index += 1
        last = index
        while last < len(mentions) and mentions[last].span.end <= passage.span.end:
            last += 1
        here = Here(restored.text, passage, mentions[index:last], page, story, mentions)
        told = story.event
        for said in run(here, _GATE, rejected):
            if isinstance(said.fact, Event) and story.event is not told:
                story.event_paragraph = passage.paragraph
                told = story.event
            yield said
        _remember(here, story)
        story.bodies.extend(m for m in here.mentions if m.kind == "ORG")
        index = last


_DECIDES = re.compile(r"关于.*(?:表彰|授予|命名).*(?:决定|通报|通知)|(?:表彰|评选).*(?:决定|名单)")


def _decision(page: Layout, mentions: list[Mention]) -> tuple[Who, Date | None] | None:
    """Whose decision on honours a report is, and of which day: that at its foot, or that of its publication."""
    if not _DECIDES.search(page.headline):
        return None
    days = [m.value.date for m in mentions if m.kind == "DATE" and m.value.date is not None and m.value.date.has_day]
    foot = page.passages[-1].span if page.passages else None
    signed = next((m.value.date for m in reversed(mentions) if m.kind == "DATE" and foot and foot.covers(m.span)), None)
    published = Date(page.published) if page.published else None
    return OWN, signed if signed in days else published


_UNIT_LINE = re.compile(r"^[\s\d一二三四五六七八九十（()）.．、●◆]*$")


def _remember(here: Here, story: Story) -> None:
    """What the lines of a list below this one are about: a body named by itself, an office in front of a colon."""
    units = [m for m in here.mentions if m.kind == "ORG" and (m.value.is_branch or m.value.is_committee)]
    if "。" in here.tagged:
        story.listed = None
    elif len(units) == 1 and not any(m.kind == "PERSON" or (m.kind == "POST" and not here.tagged.endswith("名单")) for m in here.mentions):
        before = here.text[here.passage.span.start : units[0].span.start]
        if _UNIT_LINE.match(before):
            story.listed = units[0], next((m.value.date for m in here.mentions if m.kind == "DATE"), None)
    story.seats = rolls.seats(here) or (story.seats if rolls.is_row_of_people(here) else None)
    story.roll = rolls.roll(here) or (story.roll if "。" not in here.tagged and rolls.is_of_roll(here) else None)


_MONTHS = 2
"""Months that a piece of news may name: that of its day, and one more in passing."""


def _is_news(restored: RestoredText, page: Layout, mentions: list[Mention]) -> bool:
    """Does a report tell of a day or two: is it short, of few months, and no summary of a year?"""
    dated = [m.value.date.start for m in mentions if m.kind == "DATE" and m.value.date is not None]
    latest = max(dated, default="")[:4]
    months = {date[:7] for date in dated if len(date) >= 7 and latest.isdigit() and int(date[:4]) >= int(latest) - 1}  # no history
    occasion = re.search(r"召开|举行|举办|庆祝|圆满|落幕|(?:会|委|支部|总支|支社)表彰", page.headline)
    summing = not occasion and re.search(r"总结|回顾|小结|综述|述职|年度|概况|简介|事迹|历程|大事记", page.headline)
    return len(restored.text) < NEWS and 1 <= len(months) <= _MONTHS and any(len(date) > 7 for date in dated) and not summing


_OF_ALL = 0.5
"""Share of the mentions of people that are of the one whose life a report tells."""


_SAID_AGAIN = re.compile(r"[她他](?!们)|本人")
_OFTEN = 4


def _protagonist(page: Layout, mentions: list[Mention], texts: list[str]) -> Mention | None:
    """The person that a report is about from its first sentence on, if it is about one."""
    people = [m for m in mentions if m.kind == "PERSON"]
    counts = Counter(m.text for m in people)
    if not counts or not page.passages:
        return None
    name, times = counts.most_common(1)[0]
    first = next((m for m in people if m.text == name and m.span.start < page.passages[0].span.end), None)
    said = times + sum(len(_SAID_AGAIN.findall(p)) for p in texts)
    return first if first is not None and times >= _OF_ALL * len(people) and (name in page.title or said > _OFTEN) else None
