"""How far a fact can be trusted: the share of right ones among those that were read the same way, where the answer is known.

Counted on labelled reports that the reader did not learn from (``lexicon/confidence.toml``,
``tests/measure_confidence.py``). A rule's own examples count for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from .. import lexicon
from ..facts import Fact, kind_of
from ..model import MODEL, READER

GUESS = 0.79
"""Share of the guessed repairs that were right: 173 of 218 slips on 250 damaged pages (tests/test_round_trip.py)."""

WEIGHT = 8
"""Facts that the share of a kind counts for, beside those of the rule itself: a rule that was seldom tried is believed as its kind is."""

LEAST = 0.6
"""The confidence that a fact needs to be stated. On 133 unseen pages, each round's confidence counted on the others, a bar of 0.6 gives F1 0.780 with a
precision of 0.878, 0.55 the same F1 with 0.859, 0.5 gives 0.788 with 0.845: what is between is right in little more than half of the cases."""

LISTS = ("rows.", "rolls.")
"""What the names of the rules begin with that read the lines of tables and rolls under their heads."""

UNCOUNTED = 0.7
"""The confidence in a fact of which nothing was counted yet, that a language model alone states: it is stated, below most others."""


@cache
def _counts() -> Mapping[str, Any]:
    return lexicon.table("confidence")


def _share(right: float, said: float) -> float:
    """A share with Laplace's rule of succession: (right + 1) / (said + 2)."""
    return (right + 1) / (said + 2)


def of_rule(rule: str, kind: str) -> float:
    """The share of right facts of a kind among those that a rule states, smoothed towards what it is over all rules of the kind, of which each
    counts for at most ``WEIGHT`` facts: one that is often wrong says little of the others."""
    right, said = _counts()["rules"].get(kind, {}).get(rule, (0, 0))
    whole = _of_its_kind(kind, rule.startswith(LISTS))
    return float((right + WEIGHT * whole) / (said + WEIGHT))


def _of_its_kind(kind: str, lists: bool) -> float:
    """The share of right facts among those of all rules of a kind; of those that read tables and rolls, of all kinds: what prose is like
    says nothing of them."""
    rules = _counts()["rules"]
    several = [rules.get(kind, {})] if not lists else list(rules.values())
    pairs = [pair for one in several for rule, pair in one.items() if rule.startswith(LISTS) == lists]
    capped = [(right * min(1, WEIGHT / said), min(said, WEIGHT)) for right, said in pairs if said]
    return _share(sum(right for right, _ in capped), sum(said for _, said in capped))


def of_reader(kind: str, sure: float) -> float:
    """The share of right facts among those that the reader held about as likely, by kind.

    >>> of_reader("membership", 0.99) > of_reader("membership", 0.5)
    True
    """
    steps = _counts()["reader"].get(kind) or _counts()["reader"]["all"]
    below = [step for step in steps if step[0] <= sure]
    _, right, said = below[-1] if below else steps[0]
    return _share(right, said)


def of_model(counts: Mapping[str, tuple[int, int]], kind: str) -> float:
    """The share of right facts of a language model by kind, smoothed towards what it is over all kinds; `UNCOUNTED` where nothing was counted.

    >>> of_model({}, "honour"), of_model({"honour": (96, 100)}, "honour") > 0.9
    (0.7, True)
    """
    if not counts:
        return UNCOUNTED
    whole = _share(sum(right for right, _ in counts.values()), sum(stated for _, stated in counts.values()))
    right, stated = counts.get(kind, (0, 0))
    return round((right + WEIGHT * whole) / (stated + WEIGHT), 3)


def of_both(kind: str, sure: float) -> float:
    """The share of right facts among those that a rule states and the reader holds about as likely, by kind."""
    steps = _counts()["joint"].get(kind) or [[0.0, 0, 0]]
    below = [step for step in steps if step[0] <= sure]
    _, right, said = below[-1] if below else steps[0]
    return _share(right, said)


def confidence(kind: type[Fact], sources: Iterable[tuple[str, float]], support: float = 0.0, *, guessed: bool = False) -> float:
    """The confidence in a fact of a kind that ``sources`` state, each the name of a rule or reader and how likely that held it: the best of them, or
    where rule and reader agree at least the share of right ones among such facts; less where the words themselves were guessed. ``support`` is how
    likely the reader holds it that does not state it.

    >>> from cxzy_graph.facts import Conferral
    >>> confidence(Conferral, [("conferrals.passive", 1.0)]) < confidence(Conferral, [("conferrals.passive", 1.0)], 0.9)
    True
    """
    name, several = kind_of(kind).written, list(sources)
    shares = [_of_one(name, rule, sure) for rule, sure in several]
    read = max((sure for rule, sure in several if rule.startswith(READER)), default=support)
    instructed = any(rule.startswith(MODEL) for rule, _ in several)
    ruled = any(not rule.startswith((READER, MODEL)) for rule, _ in several)
    if ruled and read:
        shares.append(of_both(name, read))
    if instructed and (ruled or read):
        shares.append(of_both(name, 1.0))
    best = max(shares, default=0.5)
    return round(best * GUESS if guessed else best, 3)


def _of_one(kind: str, rule: str, sure: float) -> float:
    if rule.startswith(MODEL):
        return sure
    return of_reader(kind, sure) if rule.startswith(READER) else of_rule(rule, kind)
