"""How likely a stretch of Simplified Chinese is: jieba's words with their frequencies, and the page's own."""

from __future__ import annotations

import logging
import math
from collections import Counter
from functools import cache

import jieba

from .characters import is_han, simplified

_LONGEST = 6
_UNKNOWN = 3.0  # nats that an unknown character costs beyond the rarest known word
_TERMS = ("总支", "基层委", "支社", "工委", "民进", "民盟", "民革", "民建", "农工党", "致公党", "台盟", "盟员", "社情民意", "参政议政")
_TERM = 9.0  # nats of a word of these reports that jieba's general dictionary lacks
_FREE = frozenset("“”‘’（）()《》、：:\n　 ")
_MARKS = {"，": 2.6, ",": 2.6, "。": 3.2, "；": 4.5, ";": 4.5, "？": 7.0, "！": 7.0, "·": 7.0}
"""Nats a mark costs: from its share among the tokens of the five real pages' undamaged sentences."""


@cache
def _words() -> tuple[dict[str, float], float]:
    """Costs of jieba's words in nats, and the cost of what it does not know."""
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    total = math.log(jieba.dt.total)
    return {word: total - math.log(count) for word, count in jieba.dt.FREQ.items() if count}, total + _UNKNOWN


@cache
def frequency(char: str) -> int:
    """How often jieba's dictionary counts a character, over all words that hold it; 0 for one it does not know."""
    return _frequencies()[simplified(char)]


@cache
def _frequencies() -> Counter[str]:
    _words()
    counts: Counter[str] = Counter()
    for word, count in jieba.dt.FREQ.items():
        for char in word:
            counts[char] += count
    return counts


class PageModel:
    """jieba's words, and whatever stretches of two to four characters the page itself repeats (names above all)."""

    def __init__(self, clean: str) -> None:
        """`clean` is the page's Simplified text, damaged stretches included: they hardly repeat."""
        self._costs, self._unknown = _words()
        counts: Counter[str] = Counter()
        for size in (2, 3, 4):
            counts.update(clean[i : i + size] for i in range(len(clean) - size + 1))
        own = {
            piece: math.log(len(clean) / count) + 2.0
            for piece, count in counts.items()
            if count > 1 and piece not in self._costs and all(map(is_han, piece))
        }
        self._own = dict.fromkeys(_TERMS, _TERM) | own

    def cost(self, text: str) -> float:
        """Nats of the cheapest way to read `text` as words.

        >>> model = PageModel("")
        >>> model.cost("日常活动的开展") < model.cost("日期活动的开展") < model.cost("日渗活动的开展")
        True
        """
        best = [0.0] + [math.inf] * len(text)
        for start in range(len(text)):
            here = best[start]
            for end in range(start + 1, min(start + _LONGEST, len(text)) + 1):
                word = text[start:end]
                cost = self._costs.get(word)
                own = self._own.get(word)
                if own is not None and (cost is None or own < cost):
                    cost = own
                if end == start + 1:
                    cost = self._single(word, cost)
                if cost is not None and here + cost < best[end]:
                    best[end] = here + cost
        return best[-1]

    def _single(self, char: str, cost: float | None) -> float:
        if char in _MARKS:
            return _MARKS[char]
        if char in _FREE:
            return 3.0
        if char.isascii() and char.isdigit():
            return 2.5
        if is_han(char) and cost is not None:
            return cost
        return self._unknown


def frequency_of_word(word: str) -> int:
    """How often jieba's dictionary counts a word; 0 for one it does not have."""
    _words()
    return int(jieba.dt.FREQ.get(word) or 0)
