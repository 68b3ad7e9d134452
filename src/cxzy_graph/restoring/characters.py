"""Traditional characters back to Simplified, one for one, so that positions hold."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from opencc import OpenCC

from .draft import Change

_KEPT_ZHU = re.compile(r"(?:[显昭卓编原名专论译遗巨拙土合撰力大新]著|著[名作述称者书录])")
"""Words in which 著 is no 着; everywhere else a Traditional page's 著 is the particle. OpenCC leaves all of them."""

_MORE = str.maketrans("著祇陜", "着只陕")
"""What OpenCC's t2s leaves though reports only ever mean the Simplified form."""

SHARE = 0.05
"""Least share of Traditional forms among the Han characters for a page to count as Traditional (a Simplified page
may cite a Traditional name). Measured on 31 pages: damaged pages have 18 % and more, Simplified ones under 1 %."""


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _back() -> OpenCC:
    return OpenCC("s2t")


@lru_cache(maxsize=16384)
def simplified(char: str) -> str:
    """The Simplified form of one character."""
    return str(_converter().convert(char)).translate(_MORE)


@lru_cache(maxsize=16384)
def only_simplified(char: str) -> bool:
    """Is this a form that no Traditional page has?"""
    return simplified(char) == char and str(_back().convert(char)) != char


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def is_traditional(text: str) -> bool:
    """Is the text written in Traditional characters?

    >>> is_traditional("本會召開會議"), is_traditional("本会召开会议，盧主委出席并讲话，全体会员和机关干部参加学习"), is_traditional("2014")
    (True, False, False)
    """
    han = sum(map(is_han, text))
    return han > 0 and sum(simplified(ch) != ch for ch in text if is_han(ch)) / han >= SHARE


def to_simplified(text: str) -> list[Change]:
    """A change for each Traditional character of a Traditional text.

    >>> [(c.start, c.after) for c in to_simplified("有著名作家，成绩顯著")]
    [(8, '显')]
    >>> "".join(c.after for c in to_simplified("總結著經驗"))
    '总结着经验'
    """
    converted = str(_converter().convert(text))
    if len(converted) != len(text):
        converted = "".join(simplified(ch) for ch in text)
    kept = {i for found in _KEPT_ZHU.finditer(converted) for i in range(*found.span())}
    after = "".join(ch if i in kept else ch.translate(_MORE) for i, ch in enumerate(converted))
    return [Change(i, i + 1, new, "traditional") for i, (old, new) in enumerate(zip(text, after, strict=True)) if old != new]
