"""What a list of names says of each of them: one post, one honour, one event."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..model import Span
from .reader import Tie, Words
from .wording import chains

HALF = 0.5
"""The probability from which a tie states a fact."""
Ties = dict[str, dict[Words, list[Tie]]]
"""Ties by their kind and by the words that they begin at, the likeliest first."""


def _leads(second: Words, names: Sequence[Words], sure: Mapping[Words, Tie]) -> bool:
    """Do an office and the first name behind it, or the last in front of it, belong together: 副主委李然、…, or …、李然当选副主委?"""
    return (second.span.end <= names[0].span.start and names[0] in sure) or (second.span.start >= names[-1].span.end and names[-1] in sure)


_PARTS = re.compile(r"(?:（[^（）\n]{1,20}）|\([^()\n]{1,20}\)|同志|先生|女士|教授|老师|等|[、，,和及与暨\s·])*")
"""What parts the names of a list."""


def spread(text: str, ties_of: Ties, people: Sequence[Span]) -> None:
    """What ties most names of a list ties them all: 副主委甲、乙、丙、丁 are all deputies, though the reader sees it of three."""
    for chain in chains(text, people):
        names = [Words(span, "PERSON") for span in chain]
        for link in ("holds", "member"):
            ties = ties_of.setdefault(link, {})
            sure = {name: ties[name][0] for name in names if ties.get(name) and ties[name][0].probability >= HALF}
            for second in sorted({tie.second for tie in sure.values()}):
                alike = [tie for tie in sure.values() if tie.second == second]
                if len(alike) * 2 > len(names) or (len(alike) == len(sure) and _leads(second, names, sure)):
                    least = min(tie.probability for tie in alike)
                    for name in names:
                        if name not in sure:
                            ties[name] = [Tie(link, name, second, least)]
        for link in ("received", "took_part"):
            for first, several in ties_of.get(link, {}).items():
                alike = [tie for tie in several if tie.second in names and tie.probability >= HALF]
                if len(names) > len(alike) and (len(alike) * 2 > len(names) or len(alike) > 1):
                    least = min(tie.probability for tie in alike)
                    others = [Tie(link, first, name, least) for name in names if name not in {tie.second for tie in alike}]
                    several[:] = [tie for tie in several if tie.second not in names or tie in alike] + others


def one_list_a_post(text: str, holds: dict[Words, list[Tie]], people: Sequence[Span]) -> None:
    """A post that one word names is the likeliest person's, and those' who are named in one list with him: not the daughter's whose father it is."""
    holders: dict[Words, list[Tie]] = {}
    for several in holds.values():
        for tie in several:
            if tie.probability >= HALF:
                holders.setdefault(tie.second, []).append(tie)
    list_of = _numbered(text, people)
    for ties in holders.values():
        first = max(ties, key=lambda tie: (tie.probability, tie.first))
        for tie in ties:
            if list_of.get(tie.first.span) != list_of.get(first.first.span):
                holds[tie.first].remove(tie)


def _numbered(text: str, people: Sequence[Span]) -> dict[Span, int]:
    """The lists that a text's names stand in, each with its number: names between which nothing stands but what parts them."""
    found: dict[Span, int] = {}
    number, end = 0, 0
    for span in people:
        if span.start > end and not _PARTS.fullmatch(text, end, span.start):
            number += 1
        found[span] = number
        end = max(end, span.end)
    return found
