"""Who is one, who is two, and what cannot be told: pairs of names, people across reports, what several reports tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from cxzy_graph.lexicon import places
from cxzy_graph.resolving.bodies import understood
from cxzy_graph.resolving.identity import DIFFERENT, SAME, UNKNOWN, Verdict, verdict

PAIRS = Path(__file__).parent / "pairs.tsv"


@dataclass(frozen=True)
class Pair:
    """Two names, each with the place and the year of the report that has it, and what a careful reader says of them."""

    said: str
    strength: str
    names: tuple[str, str]
    places: tuple[str, str]
    years: tuple[int | None, int | None]


def pairs() -> list[Pair]:
    found = []
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            said, strength, a, b, place_a, place_b, year_a, year_b = (line.split("\t") + [""] * 4)[:8]
            years = (int(year_a) if year_a else None, int(year_b) if year_b else None)
            found.append(Pair(said, strength, (a, b), (place_a, place_b), years))
    return found


def found(pair: Pair) -> Verdict:
    keys = []
    for report, name, place, year in zip("ab", pair.names, pair.places, pair.years, strict=True):
        near = places.locate(tuple(_chain(place))) if place else None
        keys.append(understood(name, "民进" if near else "", near, year, report).key)
    return verdict(*keys)


def _chain(place: str) -> list[str]:
    chain = []
    while place:
        name = places.at(place, 0)
        assert name, place
        chain.append(name)
        place = place[len(name) :]
    return chain


def test_the_pairs_are_well_formed() -> None:
    told = Counter(pair.said for pair in pairs())
    assert set(told) == {SAME, DIFFERENT, UNKNOWN}
    assert sum(told.values()) >= 300
    assert min(told.values()) >= 50
    assert {pair.strength for pair in pairs()} == {"STRONG", "MEDIUM", "WEAK"}
    assert len({(p.names, p.places, p.years) for p in pairs()}) == len(pairs())


def test_pairs_of_names() -> None:
    """Precision ≥ 0.995 and recall ≥ 0.95 on the strong and medium pairs; what cannot be told is never merged."""
    judged = [(pair, found(pair)) for pair in pairs()]
    merged = [pair for pair, said in judged if said.answer == SAME]
    wrong = [pair.names for pair in merged if pair.said == DIFFERENT]
    guessed = [pair.names for pair in merged if pair.said == UNKNOWN]
    certain = [(pair, said) for pair, said in judged if pair.said == SAME and pair.strength != "WEAK"]
    missed = [(pair.names, said.reason) for pair, said in certain if said.answer != SAME]
    assert not guessed
    assert len(wrong) <= 0.005 * len(merged), wrong
    assert len(missed) <= 0.05 * len(certain), missed


@pytest.mark.parametrize("pair", [p for p in pairs() if p.strength == "STRONG"], ids=lambda p: "·".join(p.names))
def test_a_verdict_is_the_readers_and_has_a_reason(pair: Pair) -> None:
    said = found(pair)
    assert said.answer == pair.said, said.reason
    assert said.reason


@pytest.mark.parametrize("names", [("民进九江县委会", "民进柴桑区委会"), ("民进盐城市城南支部", "民进盐城市城南总支")])
def test_what_came_after_is_linked(names: tuple[str, str]) -> None:
    said = verdict(*(understood(name, year=2014, report=name).key for name in names))
    assert (said.answer, bool(said.related)) == (DIFFERENT, True)
