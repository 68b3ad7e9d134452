"""How likely a character is behind two others: counts of running text, and of the page itself.

Witten and Bell's interpolation (Computational Linguistics 1991): a history that many different characters follow leaves
more to chance than one that always goes on the same way.
"""

from __future__ import annotations

import io
import math
from array import array
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

_FOLDED = str.maketrans(",;:?!()", "，；：？！（）") | {
    **dict.fromkeys(map(ord, "0123456789０１２３４５６７８９"), "0"),
    **{ord(char): "a" for first in "aAａＡ" for char in map(chr, range(ord(first), ord(first) + 26))},
}

UNKNOWN = 1e-7
"""Probability of a character that the counts lack: below the 1/1,841,657 of one seen once."""

PAGE_SHARE = 0.25
"""What the page's own counts weigh; their share in the reference restorer, kept since 0.15 and 0.35 do no better."""


def normal(text: str) -> str:
    """Text as it is counted: any digit is 0, any Latin letter a, marks are full-width.

    >>> normal("２０14年,PPT")
    '0000年，aaa'
    """
    return text.translate(_FOLDED)


def last_two(text: str) -> str:
    """The last two characters of a text as they are counted, the ends of a paragraph before it where it is shorter.

    >>> last_two("会员，"), last_two("会")
    ('员，', '\\n会')
    """
    return normal("\n\n" + text[-2:])[-2:]


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of characters; a pair or triple is a number to the base of the alphabet's size."""

    alphabet: str
    singles: list[int]
    followers: list[int]
    pairs: list[int]
    pair_counts: list[int]
    pair_followers: list[int]
    triples: list[int]
    triple_counts: list[int]

    def packed(self) -> bytes:
        """The counts as a file of NumPy's; `unpacked` gives them back.

        >>> one = Counts("ab", [1, 2], [1, 1], [1, 3], [1, 2], [1, 1], [], [])
        >>> Counts.unpacked(one.packed()) == one
        True
        """
        columns: dict[str, Any] = {name: np.array(getattr(self, name), dtype=np.uint32) for name in self.__slots__[1:] if name not in _KEYS}
        keys: dict[str, Any] = {
            name: np.diff(np.array(getattr(self, name), dtype=np.int64), prepend=0) for name in _KEYS
        }  # distances pack better
        file = io.BytesIO()
        columns["alphabet"] = np.array([ord(char) for char in self.alphabet], dtype=np.uint32)
        np.savez_compressed(file, allow_pickle=False, **columns, **keys)
        return file.getvalue()

    @classmethod
    def unpacked(cls, data: bytes) -> Counts:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            columns = {name: kept[name] for name in cls.__slots__}
        for name in _KEYS:
            columns[name] = np.cumsum(columns[name])
        return cls("".join(map(chr, columns.pop("alphabet"))), **{name: column.tolist() for name, column in columns.items()})


_KEYS = ("pairs", "triples")


class Trigrams:
    """The packaged counts, ready to be asked."""

    def __init__(self, counts: Counts) -> None:
        self._code = {char: number for number, char in enumerate(counts.alphabet)}
        self._alphabet, self._size = counts.alphabet, len(counts.alphabet)
        total, kinds = sum(counts.singles), len(counts.alphabet)
        self._single = [n / (total + kinds) for n in counts.singles]
        self._count, self._followers = counts.singles, counts.followers
        self._pairs, self._pair_counts = array("q", counts.pairs), counts.pair_counts
        self._pair_followers = counts.pair_followers
        self._triples, self._triple_counts = array("q", counts.triples), counts.triple_counts
        self.of = lru_cache(maxsize=1 << 17)(self._of)

    def _of(self, before: str, char: str) -> float:
        """Probability of `char` behind the two characters `before`."""
        c = self._code.get(char)
        if c is None:
            return UNKNOWN
        chance = self._single[c]
        b = self._code.get(before[-1])
        if b is None or not self._followers[b]:
            return chance
        pair = b * self._size + c
        at = _find(self._pairs, pair)
        kinds = self._followers[b]
        chance = ((self._pair_counts[at] if at >= 0 else 0) + kinds * chance) / (self._count[b] + kinds)
        a = self._code.get(before[-2])
        history = _find(self._pairs, a * self._size + b) if a is not None else -1
        if history < 0 or a is None or not self._pair_followers[history]:
            return chance
        triple = _find(self._triples, (a * self._size + b) * self._size + c)
        kinds = self._pair_followers[history]
        return ((self._triple_counts[triple] if triple >= 0 else 0) + kinds * chance) / (self._pair_counts[history] + kinds)

    def followers(self, char: str) -> list[str]:
        """The characters that were ever counted behind `char`."""
        code = self._code.get(char)
        if code is None:
            return []
        first, last = (bisect_left(self._pairs, edge * self._size) for edge in (code, code + 1))
        return [self._alphabet[key % self._size] for key in self._pairs[first:last]]

    def known(self, char: str) -> bool:
        return char in self._code


def _find(keys: array[int], key: int) -> int:
    at = bisect_left(keys, key)
    return at if at < len(keys) and keys[at] == key else -1


@cache
def trigrams() -> Trigrams:
    """The packaged model: characters of the People's Daily of January 1998 (see `counting`)."""
    return Trigrams(Counts.unpacked((files(__package__) / "trigrams.npz").read_bytes()))


class PageTrigrams:
    """The packaged model with the page's own characters mixed in: its names and turns come back."""

    def __init__(self, page: str) -> None:
        """`page` is Simplified text, without the stretches that are in doubt."""
        text = "\n\n" + normal(page)
        self._model = trigrams()
        self._pairs = Counter(text[i : i + 2] for i in range(len(text) - 1))
        self._triples = Counter(text[i : i + 3] for i in range(len(text) - 2))
        self._singles = Counter(text)
        self._after_pair = Counter(triple[:2] for triple in self._triples)
        self._after = Counter(pair[0] for pair in self._pairs)
        self._nats: dict[tuple[str, str], float] = {}
        self._followers: dict[str, list[str]] = {}

    def nats(self, before: str, char: str) -> float:
        """Nats of a normal `char` behind the two normal characters `before`."""
        key = (before, char)
        found = self._nats.get(key)
        if found is None:
            general = self._model.of(before, char)
            found = self._nats[key] = -math.log((1 - PAGE_SHARE) * general + PAGE_SHARE * self._own(before, char, general))
        return found

    def followers(self, char: str) -> list[str]:
        """The characters that were counted behind `char`, here or in general, in the order of their code points."""
        if char not in self._followers:
            here = {pair[1] for pair in self._pairs if pair[0] == char}
            self._followers[char] = sorted(here.union(self._model.followers(char)))
        return self._followers[char]

    def _own(self, before: str, char: str, chance: float) -> float:
        kinds = self._after[before[-1]]
        if kinds:
            chance = (self._pairs[before[-1] + char] + kinds * chance) / (self._singles[before[-1]] + kinds)
        kinds = self._after_pair[before]
        if kinds:
            chance = (self._triples[before + char] + kinds * chance) / (self._pairs[before] + kinds)
        return chance

    def cost(self, text: str, before: str = "\n\n") -> float:
        """Nats of `text` behind `before`, character by character.

        >>> page = PageTrigrams("")
        >>> page.cost("日常活动的开展") < page.cost("日渗活动的开展")
        True
        """
        total = 0.0
        for char in normal(text):
            total += self.nats(before, char)
            before = before[-1] + char
        return total
