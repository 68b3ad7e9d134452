"""A sentence with a character for each mention, and its clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ..facts import Who
from ..model import KINDS, Mention, Passage, Span

CODES = {kind: chr(0xE000 + index) for index, kind in enumerate(KINDS)}
"""In a tagged sentence, each mention is one private character that tells its kind."""

TIMES = ("次", "场", "期", "届", "讲", "批次")
"""The units in which the times are counted that something was held."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a tagged sentence up to a comma or the like, and who acts in it: bodies, or people."""

    start: int
    end: int
    holders: tuple[Who, ...]
    persons: tuple[Mention, ...]
    explicit: bool


_PICTURE = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
"""A little picture between words parts them like a comma."""


class Tagged:
    """A sentence in which each mention is one character (`CODES`), and the way back from there to the report's words."""

    def __init__(self, text: str, passage: Passage, mentions: list[Mention]) -> None:
        self.text = text
        self.passage = passage
        self.mentions = mentions
        pieces: list[str] = []
        offsets: list[int] = []
        self._at: dict[int, Mention] = {}
        position = passage.span.start
        for mention in mentions:
            pieces.append(text[position : mention.span.start])
            offsets.extend(range(position, mention.span.start))
            self._at[len(offsets)] = mention
            pieces.append(CODES[mention.kind])
            offsets.append(mention.span.start)
            position = mention.span.end
        pieces.append(text[position : passage.span.end])
        offsets.extend(range(position, passage.span.end))
        offsets.append(passage.span.end)
        self.tagged = _PICTURE.sub("，", "".join(pieces))
        self._offsets = offsets

    def mention(self, index: int) -> Mention | None:
        """The mention whose code stands at an index of the tagged sentence."""
        return self._at.get(index)

    def index_at(self, at: int) -> int:
        """Where a character of the report stands in the tagged sentence: of one within a mention, the mention's code."""
        return max(0, bisect_right(self._offsets, at) - 1)

    def index_of(self, mention: Mention) -> int:
        """Where a mention's code stands in the tagged sentence; its beginning for a mention of another sentence."""
        return next((index for index, one in self._at.items() if one is mention), 0)

    def mentions_in(self, start: int, end: int, kind: str | None = None) -> list[Mention]:
        return [m for i in range(start, end) if (m := self._at.get(i)) and (kind is None or m.kind == kind)]

    def plain(self, start: int, end: int) -> str:
        """The words of the report behind a stretch of the tagged sentence."""
        return self.text[self._offsets[start] : self._offsets[end]].strip()

    def span(self, start: int, end: int) -> Span:
        return Span(self._offsets[start], self._offsets[end])

    def evidence(self, start: int, end: int) -> Span:
        """The sentence, or of one that is a list with semicolons the items that `start` and `end` lie in."""
        left = self.tagged.rfind("；", 0, start) + 1
        right = self.tagged.find("；", end)
        return self.span(left, len(self.tagged) if right < 0 else right + 1)
