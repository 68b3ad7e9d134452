"""Lives: what a text says of the one person whose life it tells without naming them again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from ..model import Span
from .lists import HALF
from .reader import Tie, Words

LIKELY = 0.8
"""How likely an office of a life is held to be the person's of whom the life is, where the reader is sure of its body and of nobody who holds it."""

_BEGINS = re.compile(
    r"\s*(?:(?:同志|先生|女士)[，,（(]\s*)?"
    r"(?:[（(]?(?:18|19|20)\d\d\s*[年—\-－~～.]|[，,（(。]\s*(?:男|女|原名|字|号|笔名|曾用名|[^\s，,。]{1,4}族|生于|(?:18|19)\d\d年[^，。]{0,8}出?生))"
)
"""What stands behind the name that a life begins with: 李然，男，1950年生."""
_LINE = re.compile("^[ 　]*(?:[^，。\\s]{0,12}[电讯](?:[（(][^（）()\\n]{1,12}[）)])?[ 　]*)?", re.MULTILINE)
"""The beginning of a line, up to its first word, be it behind the place and day of a piece of news: 新华社江州3月1日电."""


def topics(text: str, people: Sequence[Span]) -> Mapping[int, Span]:
    """The person whose life a line tells, by where the line begins: the one who is named at its head as a life names somebody, and in the lines that
    go on where the text tells one life only.

    >>> text = "李然，男，1950年生，教师。\\n历任一中校长。"
    >>> topics(text, [Span(0, 2)])
    {0: Span(start=0, end=2), 16: Span(start=0, end=2)}
    """
    named = {span.start: span for span in people}
    lines = [(one.start(), named.get(one.end())) for one in _LINE.finditer(text)]
    lives = {at: head for at, head in lines if head is not None and _BEGINS.match(text, head.end)}
    if len(lives) != 1:
        return lives
    ((begin, topic),) = lives.items()
    return {at: topic for at, head in lines if at == begin or (at > begin and head is None)}


def tied_to_topics(
    text: str, ties: Mapping[str, dict[Words, list[Tie]]], words: Mapping[Words, float], people: Sequence[Span]
) -> list[Tie]:
    """The offices of a life that nobody is tied to, in sentences that name nobody in front of them, as its person's; ``people`` in order."""
    lines = topics(text, people)
    if not lines:
        return []
    held = {tie.second for several in ties.get("holds", {}).values() for tie in several if tie.probability >= HALF}
    made = []
    for post in sorted(words):
        if post.kind != "POST" or post in held or words[post] < HALF:
            continue
        within = ties.get("within", {}).get(post, ())
        line = text.rfind("\n", 0, post.span.start) + 1
        topic = lines.get(line)
        if not within or within[0].probability < HALF or topic is None or topic.end > post.span.start:
            continue
        sentence = max(line, *(text.rfind(mark, line, post.span.start) + 1 for mark in "。！？"))
        last = bisect_right(people, Span(post.span.start, 0)) - 1
        if last < 0 or people[last].start < sentence or people[last] == topic:
            made.append(Tie("holds", Words(topic, "PERSON"), post, LIKELY))
    return made
