"""The recogniser's mentions beside the reader's: where the reader is sure that a name ends elsewhere, it does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Mention, Span
from ..recognising.words import tokens
from .reader import Found


def agreed(text: str, mentions: Sequence[Mention], found: Found, sure: float = 0.8) -> tuple[Mention, ...]:
    """The recogniser's mentions without the people whose names it cut elsewhere than the reader, where the reader is sure; a row of nothing but names
    is one, whatever the reader makes of it, and no name goes on into the word behind it."""
    ends: dict[int, int] = {}
    for words in found.words:
        if words.kind == "PERSON":
            ends[words.span.start] = max(words.span.end, ends.get(words.span.start, 0))
    running = {m.span for m in mentions if m.kind == "PERSON" and _into_a_word(text, m.span, ends.get(m.span.start, 0))}
    kept = _rows_of_names(text, mentions) | running
    marked = [w.span for w, probability in found.words.items() if w.kind == "PERSON" and probability >= sure]
    taken = {at: span for span in marked for at in range(*span)}
    seen = {at for w in found.words if w.kind == "PERSON" for at in range(*w.span)}
    return tuple(
        m
        for m in mentions
        if m.kind != "PERSON"
        or m.span in kept
        or (not seen.isdisjoint(range(*m.span)) and all(taken.get(at, m.span) == m.span for at in range(*m.span)))
    )


def _into_a_word(text: str, span: Span, longer: int) -> bool:
    """Does the reader's name, which ends at ``longer``, end within the word that follows the recogniser's: 陆文|明确表示?"""
    if longer <= span.end:
        return False
    word = tokens(text[span.end : longer + _WORD])[0]
    return bool(len(word.word) > longer - span.end and word.tag not in ("PER", "w"))


_WORD = 4
"""Characters behind a name that the word behind it is sought in."""

_BETWEEN_NAMES = re.compile(r"[ 　\t、，]+")


def _rows_of_names(text: str, mentions: Sequence[Mention]) -> set[Span]:
    """The people on lines that hold three names or more and nothing else."""
    lines: dict[int, list[Span]] = {}
    for mention in mentions:
        if mention.kind == "PERSON":
            lines.setdefault(text.rfind("\n", 0, mention.span.start) + 1, []).append(mention.span)
    found: set[Span] = set()
    for start, spans in lines.items():
        end = text.find("\n", start)
        row = text[start : end if end >= 0 else len(text)]
        if len(spans) > 2 and sum(len(span.of(text)) for span in spans) + sum(map(len, _BETWEEN_NAMES.findall(row))) >= len(row):
            found.update(spans)
    return found
