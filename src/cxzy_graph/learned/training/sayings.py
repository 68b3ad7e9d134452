"""Where a text says what a label tells in words of its own: no quote beside it, or a name that stands nowhere as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from ...model import Span

_NOT_SAID = frozenset(("kind", "quote", "optional", "words", "level", "activity_type", "measure", "verb"))
"""Fields of a label that are not words of the report."""
_ABOUT = {
    "membership": "person",
    "occupation": "person",
    "honour": "honour",
    "activity": "name",
    "participation": "who",
    "founded": "org",
    "part_of": "org",
    "statistic": "value",
    "document": "title",
}
"""The field that a sentence must have the words of to say a fact of a kind."""

_ALIKE = 0.6
"""The share of pairs of characters from which words tell the same, as the scorer has it."""


def alike(said: str, text: str, within: Span) -> Span | None:
    """The stretch of a text that tells most of some words in their order, with others between them at most.

    >>> text = "会上，李然把“会员之家”的牌子授予支部。"
    >>> found = alike("授予“会员之家”牌子", text, Span(0, len(text)))
    >>> found and found.of(text)
    '“会员之家”的牌子'
    >>> alike("走访企业", text, Span(0, len(text)))
    """
    stretch = within.of(text)
    blocks = [one for one in SequenceMatcher(None, said, stretch, autojunk=False).get_matching_blocks() if one.size > 1]
    if not blocks:
        return None
    start, end = blocks[0].b, blocks[-1].b + blocks[-1].size
    found = stretch[start:end]
    mine, theirs = ({word[n : n + 2] for n in range(len(word) - 1)} for word in (said, found))
    if len(mine & theirs) < _ALIKE * min(len(mine), len(theirs)) or len(found) > 2 * len(said) + 4 or 2 * len(found) < len(said):
        return None
    return Span(within.start + start, within.start + end)


def telling(fact: Mapping[str, Any], text: str, names: Mapping[str, Sequence[str]]) -> Span | None:
    """The sentence that has most of a fact's words, the first of several, where it has those that the fact is about; ``names`` are the wordings of
    each name."""
    said = [
        value for key, several in fact.items() if key not in _NOT_SAID for value in (several if isinstance(several, list) else [several])
    ]
    wordings = [names.get(str(value), [str(value)]) for value in said if value is not None]
    about = str(fact.get(_ABOUT[fact["kind"]]) or "")
    best, found = 0, None
    for one in re.finditer(r"[^。！？；\n]+", text):
        sentence = Span(*one.span())
        words = sentence.of(text)
        if not (any(w in words for w in names.get(about, [about])) or alike(about, text, sentence)):
            continue
        told = sum(any(w in words for w in several) for several in wordings)
        if told > best:
            best, found = told, sentence
    return found
