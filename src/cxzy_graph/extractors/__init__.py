"""What is said: rules with their examples, one file a kind of fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..facts import Event
from ..model import Layout, Mention, RestoredText
from . import (  # their rules register
    brands,
    conferrals,
    doings,
    events,
    foundings,
    issuances,
    joining,
    memberships,
    participations,
    statistics,
    visits,
)
from .engine import RULES, Here, Rule, Said, Story, run

__all__ = ["RULES", "Rule", "Said", "extract"]

_MODULES = (events, visits, joining, brands, doings, memberships, conferrals, participations, foundings, statistics, issuances)
ORDER = {module.__name__.rsplit(".", 1)[-1]: rank for rank, module in enumerate(_MODULES)}


def extract(restored: RestoredText, page: Layout, mentions: Iterable[Mention]) -> Iterator[Said]:
    """What the rules say of a page, sentence by sentence.

    Events come first in a sentence, so that whoever attended finds them.
    """
    mentions = list(mentions)
    story = Story()
    rules = sorted(RULES, key=lambda one: ORDER[one.name.split(".")[0]])
    index = 0
    for passage in page.passages:
        while index < len(mentions) and mentions[index].span.start < passage.span.start:
            index += 1
        last = index
        while last < len(mentions) and mentions[last].span.end <= passage.span.end:
            last += 1
        here = Here(restored.text, passage, mentions[index:last], page, story)
        told = story.event
        for said in run(here, rules):
            if isinstance(said.fact, Event) and story.event is not told:
                story.event_paragraph = passage.paragraph
                told = story.event
            yield said
        index = last
