"""Which body stands above which, as the names imply: 支部 → 市委会 → 省委会 → 中央. What a report says stands instead of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..lexicon import places
from ..model import Entity
from ..recognising.names import OrgName
from ..resolving.identity import BodyKey
from ..resolving.known import Body, rank
from ..resolving.whole import called

BELOW_COUNTY = ("基层委员会", "总支")
"""What a party has in a district or county that has no committee, the higher first: the branches there belong to it, if a report names it."""


@dataclass(frozen=True, slots=True)
class Implied:
    """A body belongs to another, as their names imply; ``named`` tells whether some report names the upper one."""

    below: Entity
    above: Entity
    named: bool


class Hierarchy:
    """Takes the settled bodies of all reports, then gives what their names imply.

    ``joined`` gives the identity that a body has after people's decisions, by the one that its name gives.
    """

    def __init__(self, joined: Callable[[str], str] = lambda identity: identity) -> None:
        self._joined = joined
        self._bodies: dict[str, Entity] = {}
        self._stated: dict[str, set[str]] = {}

    def take(self, body: Entity) -> None:
        """Takes note of a body, as it was settled; of those with one identity the first stands."""
        if isinstance(body.detail, Body) and body.identity not in self._bodies:
            self._bodies[body.identity] = replace(body, aliases=frozenset())

    def stated(self, below: str, above: str) -> None:
        """Takes note that a report says which body belongs to which, both by their identities."""
        self._stated.setdefault(below, set()).add(above)

    def implied(self) -> Iterator[Implied]:
        """Every step that names imply, lowest first. Of the bodies that no report names only those are filled in that every party has, of a province
        and of the country: not every city has a committee."""
        waiting = [self._bodies[identity] for identity in sorted(self._bodies)]
        done = set()
        while waiting:
            body = waiting.pop()
            if body.identity in done or body.identity in self._stated:
                continue
            done.add(body.identity)
            above = self._above(body)
            while above is not None and not (self._joined(above.identity) in self._bodies or rank(above.detail.name) <= 1):
                above = self._above(above)
            if above is not None:
                above = replace(above, key=self._joined(above.identity))
            if above is None or above.identity == body.identity or self._reaches(above.identity, body.identity):
                continue
            named = above.identity in self._bodies
            yield Implied(body, self._bodies.get(above.identity, above), named)
            if not named:
                waiting.append(above)

    def successions(self) -> Iterator[tuple[Entity, Entity, bool]]:
        """Bodies that are each other's at different times, the former first: certain where their division was renamed or became
        another kind of division, and only possible where a branch and a general branch share all else."""
        for identity in sorted(self._bodies):
            body = self._bodies[identity]
            key = _key(body)
            after = places.successor(key.division) if key.division is not None else None
            if after is not None and after[1] in ("更名", "改设") and key.unit:
                later = self._bodies.get(self._joined(str(replace(key, place=places.called(after[0])))))
                if later is not None and later is not body:
                    yield body, later, True
            if key.unit in ("支部", "支社") and key.party and not key.scope:
                general = self._bodies.get(self._joined(str(replace(key, unit="总支"))))
                if general is not None and general is not body:
                    yield body, general, False

    def _reaches(self, start: str, goal: str) -> bool:
        """Do reports say that `start` is below `goal`?"""
        seen = {start}
        waiting = [start]
        while waiting:
            for parent in self._stated.get(waiting.pop(), ()):
                if parent == goal:
                    return True
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)
        return False

    def _above(self, body: Entity) -> Entity | None:
        """The body above, by the name; None where the name does not tell."""
        name, key = body.detail.name, _key(body)
        if name.part:
            return _made(replace(name, part=""), replace(key, part="")) if name.unit else None
        if not name.party or name.party == "中共" or name.unit == "中央" or not (name.is_branch or name.is_committee):
            return None
        if name.is_committee and rank(name) <= 1:
            return _made(OrgName(name.party, unit="中央"), BodyKey(name.party, unit="中央"))
        division = key.division
        if division is None:
            return None
        if name.is_branch and division.level == "县":
            near = self._in_county(body, key, division)
            if near is not None:
                return near
        upper = places.parent(division) if name.is_committee else places.city(division) or places.province(division)
        return _committee(name.party, upper) if upper is not None else None

    def _in_county(self, body: Entity, key: BodyKey, division: places.Division) -> Entity | None:
        """The party's own body of the district that a branch lies in, if a report names one."""
        lower = (str(BodyKey(key.party, key.place, unit=unit)) for unit in BELOW_COUNTY)
        for identity in (_committee(key.party, division).identity, *lower):
            found = self._bodies.get(self._joined(identity))
            if found is not None and identity != body.identity and rank(found.detail.name) < rank(body.detail.name):
                return found
        return None


def _key(body: Entity) -> BodyKey:
    key: BodyKey = body.detail.key
    return key


def _made(name: OrgName, key: BodyKey) -> Entity:
    return Entity("organisation", name.named(), str(key), detail=Body(name, key))


def _committee(party: str, division: places.Division) -> Entity:
    """A party's committee in a division."""
    name = OrgName(party, (called(division),), division.letter, unit="委会")
    return _made(name, BodyKey(party, places.called(division), unit="委会", division=division))
