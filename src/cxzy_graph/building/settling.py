"""Reports once their things are settled, and what several of them state together; many at a time, in any process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..facts import Affiliation, Fact
from ..model import Entity
from ..packing import packed
from ..settling import coreference
from ..settling.accounts import Account
from .ledger import reader_of
from .outcome import on_report


@dataclass(frozen=True, slots=True)
class Retelling:
    """What a settled report, known by a number, tells that others could tell too (the part, the place in what is tellable, the report's year,
    the fact, packed), and who it says belongs to whom."""

    number: int
    told: tuple[tuple[str, int, int | None, bytes], ...]
    stated: tuple[tuple[str, str], ...]


def settle_reports(pieces: Sequence[tuple[Path, int]]) -> list[Retelling]:
    """Reports of a ledger as they are once their things were settled: what each tells that others could tell too."""
    found = []
    for path, number in pieces:
        with on_report(number):
            found.append(retelling(reader_of(path).settled(number), number))
    return found


def retelling(account: Account, number: int) -> Retelling:
    """What a settled account tells that others could tell too, and who it says belongs to whom."""
    told = [
        (coreference.part_of(fact), place, account.year, packed(coreference.shared(fact)))
        for place, fact in enumerate(coreference.tellable(account))
    ]
    stated = {
        (fact.org.identity, fact.parent.identity)
        for fact in account.facts()
        if isinstance(fact, Affiliation) and isinstance(fact.org, Entity) and isinstance(fact.parent, Entity)
    }
    return Retelling(number, tuple(told), tuple(sorted(stated)))


def merge_parts(pieces: Sequence[tuple[Path, str]]) -> list[tuple[str, list[tuple[int, int, bytes]]]]:
    """Parts of a ledger, each with what the facts in it are when all reports are heard: report, place, the fact (packed)."""
    return [(part, merged(reader_of(path).part(part))) for path, part in pieces]


def merged(told: Iterable[tuple[int, int, int | None, Fact]]) -> list[tuple[int, int, bytes]]:
    """What the facts of a part (report, place, the report's year, the fact) are when all reports are heard, those alone that change."""
    heard = list(told)
    several = coreference.Retold()
    for number, _, year, fact in heard:
        several.collect(number, year, fact)
    several.settle()
    return [(number, place, packed(whole)) for number, place, _, fact in heard if (whole := several.of(fact)) != fact]
