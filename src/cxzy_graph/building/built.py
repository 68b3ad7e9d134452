"""What a build tells of itself: how far it is, what it built, what became of people's decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, field
from pathlib import Path

from ..language import say
from ..rdf import shapes
from ..settling.across import Judgements, vanished
from ..settling.corrections import Corrections
from ..settling.namesakes import Who
from .outcome import Outcome


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the decisions of people: how many there are, and those that could not be followed, each in a sentence."""

    decisions: int = 0
    vanished: tuple[str, ...] = ()
    overruled: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, decisions: Sized, judged: Judgements, corrections: Corrections, person: Callable[[Who], str | None], overruled: Iterable[str]
    ) -> Decided:
        """What became of decisions, once all was settled: ``person`` gives the identity of somebody in a report, ``overruled`` are those on people that
        others stand against."""
        return cls(
            len(decisions),
            tuple(sorted(map(str, (*vanished(judged, person), *corrections.vanished())))),
            tuple(sorted([*map(str, judged.overruled), *overruled])),
            tuple(sorted(f"{one}: {why}" for one, why in corrections.refused)),
            tuple(sorted(map(str, corrections.idle))),
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: of ``total`` files read, reports settled, reports written or steps to put them together (by ``stage``: "read", "settle",
    "write", "publish") so many are ``done``; of a file what became of it, and whether it was read in this build."""

    stage: str
    done: int
    total: int
    outcome: Outcome | None = None
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build."""

    output: Path
    outcomes: tuple[Outcome, ...]
    triples: int
    violations: tuple[shapes.Finding, ...]
    decided: Decided = field(default_factory=Decided)
    read: int = 0
    """Files that were read in this build; the others were as they had been."""

    @property
    def built(self) -> int:
        return sum(o.status == "built" for o in self.outcomes)

    @property
    def failed(self) -> list[Outcome]:
        return [o for o in self.outcomes if o.status == "failed"]

    @property
    def facts(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for outcome in self.outcomes:
            total.update(outcome.facts)
        return total

    @property
    def own_words(self) -> Counter[str]:
        """How often each of the user's words was used."""
        total: Counter[str] = Counter()
        for outcome in self.outcomes:
            total.update(outcome.own_words)
        return total


class NothingBuilt(ValueError):
    """No report could be read; what was there before is untouched."""

    def __init__(self, outcomes: tuple[Outcome, ...]) -> None:
        super().__init__(
            say(
                "没有读到任何报告，未生成图谱；原有结果未改动", "no report could be read, so nothing was built; what was there is untouched"
            )
        )
        self.outcomes = outcomes
