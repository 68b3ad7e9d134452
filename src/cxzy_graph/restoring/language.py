"""How likely a stretch of Simplified Chinese is: jieba's words with their frequencies, and the page's own."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache

from .. import lexicon
from .characters import is_han
from .trigrams import PageTrigrams

CHARACTERS = 0.35
"""What characters weigh against words: the reference restorer's share; 0.5 and 0.65 do no better on simulated damage."""

_LONGEST = 6
_UNKNOWN = 3.0  # nats that an unknown character costs beyond the rarest known word
_TERMS: tuple[str, ...] = tuple(lexicon.table("terms")["words"].split())
_TERM = 7.5  # nats of a word of these reports, which a general dictionary lacks or holds rare
_FREE = frozenset("“”‘’（）()《》、：:\n　 ")
_MARKS = {"，": 2.6, ",": 2.6, "。": 3.2, "；": 4.5, ";": 4.5, "？": 7.0, "！": 7.0, "·": 7.0}
"""Nats a mark costs: from its share among the tokens of the five real pages' undamaged sentences."""
_MARKS_IN_A_ROW = re.compile(r"[，,。；;？?！!、：:](?=[，,。；;、：:])")
_CLOSING = {"。”": 4.5, "！”": 8.0, "？”": 8.0, "；”": 9.0}  # a speech ends with its mark: less than the two by themselves
_TWO_MARKS = 6.0  # nats against two marks in a row


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    """How often jieba's dictionary counts each word, and all words together.

    `jieba.initialize` would give the same from a file in the system's temporary folder, which any program that uses jieba may have left there, and
    takes three times as long: it makes the beginnings of words too.
    """
    import jieba  # a fifth of a second that what only shares out work does not need

    with jieba.dt.get_dict_file() as file:
        fields = file.read().decode().split()  # a word, its count, its part of speech
    counts = list(map(int, fields[1::3]))
    return dict(zip(fields[::3], counts, strict=True)), sum(counts)


@cache
def _words() -> tuple[dict[str, float], float]:
    """Costs of jieba's words in nats, infinite for what only begins one, and the cost of what it does not know."""
    counts, all_ = _dictionary()
    total = math.log(all_)
    costs = {word: total - math.log(count) if count else math.inf for word, count in counts.items()}
    for word in counts:
        for end in range(1, len(word)):
            costs.setdefault(word[:end], math.inf)
    return costs, total + _UNKNOWN


_DOUBTED = re.compile(r"\?.{0,12}")


def _undoubted(clean: str) -> str:
    """The page without the stretches that may be slips: damage that repeats must not come to look likely."""
    return _DOUBTED.sub("\n", clean)


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
        own |= _CLOSING
        for word in _TERMS:
            own[word] = min(_TERM, own.get(word, _TERM))
        self._own = {word[:end]: math.inf for word in own for end in range(2, len(word))} | own
        self.characters = PageTrigrams(_undoubted(clean))

    def cost(self, text: str) -> float:
        """Nats of the cheapest way to read `text` as words.

        >>> model = PageModel("")
        >>> model.cost("日常活动的开展") < model.cost("日期活动的开展") < model.cost("日渗活动的开展")
        True
        """
        general, own = self._costs.get, self._own.get
        size = len(text)
        best = [0.0] + [math.inf] * size
        for start, char in enumerate(text):
            here = best[start]
            cost = here + self._single(char)
            if cost < best[start + 1]:
                best[start + 1] = cost
            for end in range(start + 2, min(start + _LONGEST, size) + 1):
                word = text[start:end]
                known, here_only = general(word), own(word)
                if known is None and here_only is None:
                    break  # nothing longer begins like this
                cost = here + min(known or math.inf, here_only or math.inf)
                if cost < best[end]:
                    best[end] = cost
        return best[-1] + _TWO_MARKS * len(_MARKS_IN_A_ROW.findall(text))

    def weigh(self, text: str) -> float:
        """Nats of a text, its characters and its words together."""
        return CHARACTERS * self.characters.cost(text) + (1 - CHARACTERS) * self.cost(text)

    def _single(self, char: str) -> float:
        cost = _MARKS.get(char)
        if cost is not None:
            return cost
        if char in _FREE:
            return 3.0
        if "0" <= char <= "9":
            return 2.5
        return (self._costs.get(char) if is_han(char) else None) or self._unknown


def frequency_of_word(word: str) -> int:
    """How often jieba's dictionary counts a word; 0 for one it does not have."""
    return _dictionary()[0].get(word, 0)
