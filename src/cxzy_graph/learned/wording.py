"""How the words that the reader marked are written as names and titles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model import Span
from ..recognising.issuing import HOW, how

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


ADDRESSED = re.compile("(?<=..)(?:医生|老师|教授|同志|先生|女士)$")
"""What people are called by behind their names."""
UNDER = re.compile("[^，。；\n]{0,16}(?:关心|关怀|领导|指导|支持|帮助|鼓励|带领|感召|影响|培养)(?:[和与、][^，。；\n]{2,4})?下")
"""What a body did that gave no honour: 在市委会的关心下，李然被评为…"""
_VERBS = re.compile("|".join(sorted({*HOW, "审议", "提交", "提出", "撰写"}, key=len, reverse=True)))
"""What is done with a document."""


def done_with(text: str, title: Span) -> str | None:
    """What the text says was done with the document of a title: the verb nearest to it, as `how` calls it.

    >>> done_with("市委会印发了《考评细则》。", Span(6, 12))
    '下发'
    """
    around = _VERBS.finditer(text, max(0, title.start - 30), title.end + 20)
    verbs = [(abs(v.start() - title.start), v[0]) for v in around if not Span(*v.span()).meets(title)]
    return how(min(verbs)[1]) if verbs else None
