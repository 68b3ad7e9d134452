"""A text as the network sees it: windows of characters with what the recogniser found in them, each with a margin of its neighbours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model import KINDS as RECOGNISED
from ..model import Mention, Span

BUCKETS, STEPS = 48, 12
"""Distances between two spans that are told apart, in characters and in spans, sentences or lines."""

LONGEST = 510
"""Characters in a window at most: what the encoder has places for, less one at each end."""

MARGIN = 120
"""Characters of the window before that come along, so that what a sentence leaves unsaid can be found."""

BEGIN, PAD, END, UNKNOWN = range(4)
"""The first entries of the vocabulary."""

_ENDS = re.compile(r"[。！？；\n]+")
FEATURES = 1 + 2 * len(RECOGNISED)
"""What the recogniser may have found at a character: nothing, or the beginning or inside of a mention of a kind."""


@dataclass(frozen=True, slots=True)
class Window:
    """``text[begin:end]``, of which what begins at ``core`` or later is this window's to tell of."""

    begin: int
    core: int
    end: int

    @property
    def size(self) -> int:
        """Places that it takes: its characters, and one at each end."""
        return self.end - self.begin + 2


def windows(text: str, longest: int = LONGEST, margin: int = MARGIN) -> Iterator[Window]:
    """Windows over a text, cut at the ends of sentences where that can be.

    >>> [(w.begin, w.core, w.end) for w in windows("一二三。四五六。七八九。", 8, 4)]
    [(0, 0, 8), (4, 8, 12)]
    """
    ends = [m.end() for m in _ENDS.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    core, begin, index = 0, 0, 0
    while core < len(text):
        if begin + longest >= len(text):
            yield Window(begin, core, len(text))
            return
        while index + 1 < len(ends) and ends[index + 1] <= begin + longest:
            index += 1
        end = ends[index] if core < ends[index] <= begin + longest else min(begin + longest, len(text))
        yield Window(begin, core, end)
        core = end
        starts = [e for e in ends[max(0, index - 40) : index + 1] if core - margin <= e < core]
        begin = starts[0] if starts else max(0, core - margin)


_ONE_WIDTH = dict(zip(",;:!?()~", "，；：！？（）～", strict=True)) | {
    chr(code + 0xFEE0): chr(code) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))
}  # fmt: skip
"""Characters that pages write in two widths: marks as Chinese texts have them, digits and letters as others have."""


class Vocabulary:
    """Characters by number; what stands in no table counts as its compatibility form, else as unknown."""

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = tuple(characters)
        self._numbers = {ch: number for number, ch in enumerate(characters, UNKNOWN + 1)}

    def __len__(self) -> int:
        return UNKNOWN + 1 + len(self.characters)

    def number(self, ch: str) -> int:
        """The number of a character; marks of both widths are one, and so are digits and letters."""
        ch = _ONE_WIDTH.get(ch, " " if ch.isspace() and ch != "\n" else ch)
        found = self._numbers.get(ch)
        if found is None:
            found = self._numbers.get(unicodedata.normalize("NFKC", ch), UNKNOWN)
        return found


@dataclass(frozen=True, slots=True)
class Seen:
    """A window in numbers: the characters, and what the recogniser found at each."""

    window: Window
    characters: NDArray[np.int32]
    features: NDArray[np.int32]


def seen(text: str, window: Window, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Seen:
    """A window of a text in numbers."""
    characters = np.full(window.size, UNKNOWN, np.int32)
    characters[0], characters[-1] = BEGIN, END
    characters[1:-1] = [vocabulary.number(ch) for ch in text[window.begin : window.end]]
    features = np.zeros(window.size, np.int32)
    for mention in mentions:
        start, end = max(mention.span.start, window.begin), min(mention.span.end, window.end)
        if start < end:
            kind = 1 + 2 * RECOGNISED.index(mention.kind)
            features[start - window.begin + 1 : end - window.begin + 1] = kind + 1
            if start == mention.span.start:
                features[start - window.begin + 1] = kind
    return Seen(window, characters, features)


def between(rows: NDArray[np.int64], characters: NDArray[np.int32], vocabulary: Vocabulary) -> NDArray[np.int64]:
    """What lies between spans (first, last, kind) of a window: (4, spans, spans) of numbers that the network has a vector for each: the distance in
    characters, in spans, in sentences and in lines, each signed, finer where it is small."""
    first, last = rows[:, 0], rows[:, 1]
    order = np.empty(len(rows), np.int64)
    order[np.lexsort((last, first))] = np.arange(len(rows))
    sentences = np.cumsum(np.isin(characters, [vocabulary.number(ch) for ch in "。！？；\n"]))[first]
    lines = np.cumsum(characters == vocabulary.number("\n"))[first]
    steps = [np.clip(x[None, :] - x[:, None], -STEPS, STEPS) + STEPS for x in (order, sentences, lines)]
    return np.stack([_bucket(first, last), *steps])


def _bucket(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """The distance between two spans, signed: one by one up to 16 characters, then by the logarithm.

    >>> _bucket(np.array([0, 5, 100]), np.array([3, 6, 101]))[0].tolist()
    [51, 50, 84]
    """
    after = first[None, :] > last[:, None]
    apart = np.where(after, first[None, :] - last[:, None], last[None, :] - first[:, None])
    size = np.abs(apart).astype(np.float64)
    far = np.minimum(np.floor(np.where(size <= 16, size, 16 + 8 * np.log2(np.maximum(size, 16) / 16))), BUCKETS).astype(np.int64)
    return far * np.sign(apart) + BUCKETS


def place(span: Span, window: Window) -> tuple[int, int]:
    """The first and last place of a span in its window."""
    return span.start - window.begin + 1, span.end - window.begin


CANDIDATES: Mapping[str, str] = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "POST": "POST",
    "OCCUPATION": "CALLING",
    "PLACE": "PLACE",
    "TITLE": "DOCUMENT",
    "DATE": "DATE",
    "NUMBER": "NUMBER",
}
"""The kinds of what the recogniser finds, as the reader ties them."""
