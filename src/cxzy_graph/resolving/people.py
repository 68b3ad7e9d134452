"""Who is who among the people of a report: someone called by surname and office is who bears both, where just one does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..extractors.engine import Extraction
from ..facts import Membership
from ..model import Entity, Mention
from ..recognising.persons import ADDRESSED


def by_office(name: str) -> bool:
    """Is somebody called by surname and office only (贺主委)?

    >>> by_office("贺主委"), by_office("贺文")
    (True, False)
    """
    return ADDRESSED.fullmatch(name, 1) is not None


@dataclass(slots=True)
class People:
    """The people of a report by the name they are mentioned by."""

    by_name: dict[str, Entity] = field(default_factory=dict)

    def of(self, mention: Mention) -> Entity | None:
        return self.by_name.get(mention.text)


def people(mentions: Iterable[Mention], said: Iterable[Extraction]) -> People:
    """The people that are mentioned in a report: of one name, one person, as far as a report tells.

    Someone called by surname and office (贺主委) is who bears that surname and office in the report, if just one does. Which of them
    other reports tell of too is settled across reports (`namesakes`).
    """
    names = list(dict.fromkeys(m.text for m in mentions if m.kind == "PERSON"))
    roles: dict[str, set[str]] = {}
    for one in said:
        if isinstance(one.fact, Membership) and isinstance(one.fact.person, Mention):
            roles.setdefault(one.fact.person.text, set()).add(one.fact.role or "")
    cast = People({person: Entity("person", person) for person in names})
    for person in names:
        if by_office(person):
            bearers = [
                n for n in names if n != person and n.startswith(person[0]) and any(r.endswith(person[1:]) for r in roles.get(n, ()))
            ]
            if len(bearers) == 1:
                full = cast.by_name[bearers[0]]
                cast.by_name[person] = cast.by_name[bearers[0]] = Entity("person", full.name, aliases=full.aliases | {person})
    return cast
