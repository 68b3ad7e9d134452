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


def topics(text: str, people: Sequence[Span]) -> Mapping[int, Span]:
    """The person whose life a line tells, by where the line begins: the one who is named at its head as a life names somebody, and in the lines that
    go on where the text tells one life only.

    >>> text = "李然，男，1950年生，教师。\\n历任一中校长。"
    >>> topics(text, [Span(0, 2)])
    {0: Span(start=0, end=2), 16: Span(start=0, end=2)}
    """
    begins = {span.start: span for span in people if not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip(" 　")}
    lives = {start: span for start, span in begins.items() if _BEGINS.match(text, span.end)}
    found: dict[int, Span] = {}
    topic: Span | None = None
    at = 0
    for line in text.split("\n"):
        head = next((one for start, one in lives.items() if at <= start < at + len(line)), None)
        if head is not None:
            topic = head
            found[at] = head
        elif topic is not None and len(lives) == 1 and not any(at <= start < at + len(line) for start in begins):
            found[at] = topic
        at += len(line) + 1
    return found


def tied_to_topics(
    text: str, ties: Mapping[str, dict[Words, list[Tie]]], words: Mapping[Words, float], people: Sequence[Span]
) -> list[Tie]:
    """The offices of a life that nobody is tied to, in sentences that name nobody in front of them, as its person's."""
    lines = topics(text, people)
    if not lines:
        return []
    held = {tie.second for several in ties.get("holds", {}).values() for tie in several if tie.probability >= HALF}
    starts = sorted(lines)
    named = sorted(people)
    made = []
    for post in sorted(words):
        if post.kind != "POST" or post in held or words[post] < HALF:
            continue
        within = ties.get("within", {}).get(post, ())
        line = bisect_right(starts, post.span.start)
        topic = lines[starts[line - 1]] if line else None
        if (
            not within
            or within[0].probability < HALF
            or topic is None
            or topic.end > post.span.start
            or "\n" in text[starts[line - 1] : post.span.start]
        ):
            continue
        sentence = max(text.rfind(mark, 0, post.span.start) for mark in "。！？\n") + 1
        last = bisect_right(named, Span(post.span.start, 0)) - 1
        if last < 0 or named[last].start < sentence or named[last] == topic:
            made.append(Tie("holds", Words(topic, "PERSON"), post, LIKELY))
    return made
