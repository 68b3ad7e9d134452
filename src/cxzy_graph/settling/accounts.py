"""What one report says, apart from how it was read: all that the stages after resolving need; small enough to wait on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from ..facts import Event, Fact, Participation
from ..lexicon import places
from ..model import Claim, Entity


@dataclass(frozen=True, slots=True)
class Account:
    """A report's claims about entities, and what is known of the report itself. ``near`` and ``year`` are the division and the year
    that its place names are read in.

    ``decided`` are the claims that a person made, each with the decision's key; ``rejected`` the facts that a person took out.
    """

    report: str
    source: str
    text: str
    title: str
    published: str | None
    editor: str | None
    about: Entity | None
    claims: tuple[Claim, ...]
    near: places.Division | None = None
    year: int | None = None
    decided: tuple[tuple[str, Claim], ...] = ()
    rejected: tuple[tuple[str, Fact], ...] = ()

    def facts(self) -> Iterator[Fact]:
        """What the report says, and what a person added to it."""
        yield from (claim.fact for claim in self.claims)
        yield from (claim.fact for _, claim in self.decided)

    def things(self) -> Iterator[Entity]:
        """Everything that the report's facts are about, those of facts that a person took out included."""
        for fact in (*self.facts(), *(fact for _, fact in self.rejected)):
            yield from entities(fact)

    def changed(self, change: Callable[[Fact], Fact]) -> Account:
        """The account with every fact replaced."""
        return replace(
            self,
            claims=tuple(replace(claim, fact=change(claim.fact)) for claim in self.claims),
            decided=tuple((key, replace(claim, fact=change(claim.fact))) for key, claim in self.decided),
            rejected=tuple((key, change(fact)) for key, fact in self.rejected),
        )


_NAMES: dict[type[Any], tuple[str, ...]] = {}


def _names(kind: type[Any]) -> tuple[str, ...]:
    """The names of a dataclass's fields; asking for them anew for each of a million facts takes longer than all else."""
    known = _NAMES.get(kind)
    if known is None:
        known = _NAMES[kind] = tuple(one.name for one in fields(kind))
    return known


def entities(value: Any) -> Iterator[Entity]:
    """The things that a fact is about, those of its event included.

    >>> from cxzy_graph.facts import Founding
    >>> [e.name for e in entities(Founding(Entity("organisation", "民进江州市委会")))]
    ['民进江州市委会']
    """
    if isinstance(value, Entity):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from entities(one)
    elif is_dataclass(value):
        for name in _names(type(value)):
            yield from entities(getattr(value, name))


def with_entities(fact: Any, settled: Callable[[Entity], Entity]) -> Any:
    """The fact with every thing replaced by what it was settled to be."""
    changed: dict[str, Any] = {}
    for name in _names(type(fact)):
        value = getattr(fact, name)
        if isinstance(value, Entity):
            changed[name] = settled(value)
        elif isinstance(value, Event):
            changed[name] = with_entities(value, settled)
        elif isinstance(value, tuple):
            changed[name] = tuple(dict.fromkeys(settled(v) if isinstance(v, Entity) else v for v in value))
    return replace(fact, **changed) if changed else fact


def event_of(fact: Fact) -> Event | None:
    """The event that a fact is or is about."""
    return fact if isinstance(fact, Event) else fact.event if isinstance(fact, Participation) else None
