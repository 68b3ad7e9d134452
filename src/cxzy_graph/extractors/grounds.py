"""What a fact rests on that was not read by a rule: the sentences that its words stand in, and whether those tell it as what happened."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..facts import Fact
from ..model import Layout, Mention, Span
from .engine import Extraction, Rejected
from .mood import of_found
from .tagged import Tagged

_LONGEST = 240
"""Characters of evidence at most: where a fact's words stand further apart, the sentence of its anchor is shown."""


class Grounds:
    """A text with its sentences and mentions, in which the words of facts are looked up."""

    def __init__(self, text: str, page: Layout, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.page = page
        self._mentions = mentions
        self._begins = [m.span.start for m in mentions]
        self._starts = [p.span.start for p in page.passages]
        self._tagged: dict[int, Tagged] = {}

    def weighed(self, fact: Fact, rule: str, spans: Sequence[Span], sure: float) -> Extraction | Rejected:
        """A fact that rests on some words with a probability; rejected if they stand in a mood that states none. The words of the sentence that
        the first of them is in are weighed."""
        evidence = self.evidence(spans)
        here = self.sentence_of(spans[0])
        if here is not None:
            within = [s for s in spans if here.passage.span.covers(s)]
            begin, end = here.index_at(min(s.start for s in within)), here.index_at(max(s.end for s in within) - 1) + 1
            if otherwise := of_found(here, begin, end, fact):
                return Rejected(fact, evidence, rule, otherwise.reason, otherwise.words)
        return Extraction(fact, evidence, rule, sure)

    def sentence_of(self, span: Span) -> Tagged | None:
        """The sentence that a span stands in, tagged; None where it stands in none, or across two."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or not self.page.passages[index].span.covers(span):
            return None
        if index not in self._tagged:
            passage = self.page.passages[index]
            low, high = bisect_left(self._begins, passage.span.start), bisect_left(self._begins, passage.span.end)
            inside = [m for m in self._mentions[low:high] if m.span.end <= passage.span.end]
            self._tagged[index] = Tagged(self.text, passage, inside)
        return self._tagged[index]

    def evidence(self, spans: Sequence[Span]) -> Span:
        """The sentences that a fact's words stand in, or the first one's where they stand far apart."""
        first = spans[0]
        around = [held for span in spans for held in self.sentences(span)]
        if around:
            whole = Span(min(s.start for s in around), max(s.end for s in around))
            if whole.end - whole.start <= _LONGEST and whole.covers(first):
                return whole
        held = next(iter(self.sentences(first)), None)
        if held is not None and held.covers(first):
            return held
        start = self.text.rfind("\n", 0, first.start) + 1
        end = self.text.find("\n", first.end)
        return Span(start, end if end >= 0 else len(self.text))

    def sentences(self, span: Span) -> list[Span]:
        """The sentences of the body that share a character with a span."""
        index = max(0, bisect_right(self._starts, span.start) - 1)
        found = []
        while index < len(self._starts) and self._starts[index] < span.end:
            if self.page.passages[index].span.meets(span):
                found.append(self.page.passages[index].span)
            index += 1
        return found
