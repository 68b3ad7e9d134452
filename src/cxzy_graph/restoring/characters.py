"""Traditional characters back to Simplified, one for one, so that positions hold."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from opencc import OpenCC

from .draft import Change

_KEPT_ZHU = re.compile(r"(?:[显昭卓编原名专论译遗巨拙土合撰力大新]著|著(?:[名作述称者录]|书立说))")
"""Words in which 著 is no 着; everywhere else a Traditional page's 著 is the particle. OpenCC leaves all of them."""

_MORE = str.maketrans("著祇陜", "着只陕")
"""What OpenCC's t2s leaves though reports only ever mean the Simplified form."""

_BY_WORDS = frozenset("瞭祇")
"""Characters for which a few converters did look at the words: 瞭解 was 了解, 祇有 was 只有, while 瞭望 stayed."""

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


def simplified_each(chars: list[str]) -> list[str]:
    """The Simplified forms of many characters, each by itself, at a fraction of the time of asking one by one."""
    return str(_converter().convert("\n".join(chars))).translate(_MORE).split("\n")


@lru_cache(maxsize=16384)
def _unconverted(char: str) -> str:
    """What a converter without words made this character of."""
    plain = simplified(char)
    return char if _in_gb2312(char) and str(_back().convert(plain)) != char else plain


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


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
    counts = Counter(text)
    han = {ch: count for ch, count in counts.items() if is_han(ch)}
    proofs = sum(count for ch, count in han.items() if simplified(ch) != ch and not _in_gb2312(ch))  # 沈著远, 萧乾 are Simplified too
    return bool(han) and proofs / sum(han.values()) >= SHARE


def to_simplified(text: str, *, converted: bool = False) -> list[Change]:
    """A change for each Traditional character of a Traditional text.

    A text that was `converted` from Simplified character by character goes back so: a character of GB 2312 that stands for
    no other came through as it was (乾, 沈). Elsewhere words decide: 乾燥 and 乾隆, 沈默 and 沈先生.

    >>> [(c.start, c.after) for c in to_simplified("有著名作家，成绩顯著")]
    [(8, '显')]
    >>> "".join(c.after for c in to_simplified("總結著經驗"))
    '总结着经验'
    """
    new = str(_converter().convert(text))
    if len(new) != len(text):
        new = "".join(map(simplified, text))
    if converted:
        new = "".join(word if char in _BY_WORDS else _unconverted(char) for char, word in zip(text, new, strict=True))
    kept = {i for found in _KEPT_ZHU.finditer(new) for i in range(*found.span())}
    after = "".join(ch if i in kept else ch.translate(_MORE) for i, ch in enumerate(new))
    return [Change(i, i + 1, now, "traditional") for i, (old, now) in enumerate(zip(text, after, strict=True)) if old != now]
