"""How the words that the reader marked are written as names and titles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model import Span

NAMED = re.compile(r"[^\W_]")
"""What a name has one of at least."""
_PAIRS = {"“": "”", "『": "』", "「": "」", "《": "》", '"': '"'}

_AND = re.compile(r"(?:[（(][^（()）\n]{0,12}[）)])?(?:\s*[、和与及]\s*|[ \t\u3000]{1,4})")
"""What stands between two names of a list."""


def chains(text: str, spans: Iterable[Span]) -> list[list[Span]]:
    """Names of which each follows the one before in a list, three at least.

    >>> chains("副主委李然、王芳、张明，秘书长赵雪", [Span(3, 5), Span(6, 8), Span(9, 11), Span(15, 17)])
    [[Span(start=3, end=5), Span(start=6, end=8), Span(start=9, end=11)]]
    """
    made: list[list[Span]] = []
    for span in sorted(spans):
        if made and made[-1][-1].end <= span.start and _AND.fullmatch(text, made[-1][-1].end, span.start):
            made[-1].append(span)
        else:
            made.append([span])
    return [chain for chain in made if len(chain) >= 3]


def unspaced(said: str) -> str:
    """Words without the blanks and line ends that the page put between them."""
    return re.sub(r"\s+", "", said)


def bare(title: str) -> str:
    """A title without the marks around it and without the word that says it is one; empty where nothing else is there.

    >>> bare("“优秀会员”荣誉称号"), bare("《考评细则》"), bare("“三八”红旗手"), bare("荣誉称号")
    ('优秀会员', '考评细则', '“三八”红旗手', '')
    """
    title = unspaced(title)
    before = None
    while before != title:
        before, title = title, re.sub(r"(?:荣誉)?称号$", "", title)
        closing = _PAIRS.get(title[:1])
        if closing and title.find(closing, 1) == len(title) - 1:
            title = title[1:-1]
    return title if NAMED.search(title) else ""
