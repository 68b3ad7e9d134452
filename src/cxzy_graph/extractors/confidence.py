"""How far a rule can be trusted: the share of right facts among those it stated where the answer is known."""

from __future__ import annotations

from functools import cache

from .. import lexicon
from .engine import RULES


@cache
def _counts() -> dict[str, tuple[int, int]]:
    measured = lexicon.table("confidence")["rules"]
    found = {}
    for rule in RULES:
        right, said = measured.get(rule.name, (0, 0))
        own = len(rule.gives)  # its own examples are right: a test sees to that
        found[rule.name] = (right + own, said + own)
    return found


GUESS = 0.79
"""Share of the guessed repairs that were right: 173 of 218 slips on 250 damaged pages (tests/test_round_trip.py)."""


def confidence(rules: frozenset[str], *, guessed: bool = False) -> float:
    """The confidence in a fact that `rules` state: that of the best of them, less where the words themselves were guessed.

    Laplace's rule of succession, (right + 1) / (stated + 2), over the gold reports and the rule's own examples: a rule that
    was seldom tried is believed half-way.

    >>> 0.5 < confidence(frozenset({"conferrals.passive"})) < 1
    True
    """
    best = max((right + 1) / (said + 2) for right, said in (_counts()[name] for name in rules))
    return round(best * GUESS if guessed else best, 3)
