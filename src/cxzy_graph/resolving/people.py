"""Who is who among the people of a report; two of one name in two reports are two unless one body is home to both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..extractors.engine import Said
from ..facts import Membership, Own
from ..model import Entity, Mention
from .bodies import Bodies

_OFFICE = re.compile(r"^(.)(主席|副?主委|副?部长|会长|秘书长|副?主任|书记|副?局长|副?校长|院长|副?市长|副?省长|副?区长|副?县长)$")


@dataclass(slots=True)
class People:
    """The people of a report by the name they are mentioned by."""

    by_name: dict[str, Entity] = field(default_factory=dict)

    def of(self, mention: Mention) -> Entity | None:
        return self.by_name.get(mention.text)


def people(mentions: Iterable[Mention], said: Iterable[Said], known: Bodies) -> People:
    """The people that are mentioned, each at home in the body of the first party post that the report gives them.

    Someone called by surname and office (贺主委) is who bears that surname and office in the report, if just one does.
    """
    names = list(dict.fromkeys(m.text for m in mentions if m.kind == "PERSON"))
    homes: dict[str, str] = {}
    roles: dict[str, set[str]] = {}
    for one in said:
        fact = one.fact
        if isinstance(fact, Membership) and isinstance(fact.person, Mention):
            roles.setdefault(fact.person.text, set()).add(fact.role or "")
            name = known.about if isinstance(fact.org, Own) else known.of(fact.org) if isinstance(fact.org, Mention) else None
            if name is not None and name.party not in ("", "中共") and (name.is_committee or name.is_branch):
                homes.setdefault(fact.person.text, name.named())
    fallback = known.about.named() if known.about else ""
    cast = People()
    for person in names:
        home = homes.get(person) or fallback
        cast.by_name[person] = Entity("person", person, f"{person}（{home}）" if home else person)
    for person in names:
        short = _OFFICE.match(person)
        if short:
            bearers = [n for n in names if n != person and n.startswith(short[1]) and any(r.endswith(short[2]) for r in roles.get(n, ()))]
            if len(bearers) == 1:
                full = cast.by_name[bearers[0]]
                cast.by_name[person] = cast.by_name[bearers[0]] = Entity("person", full.name, full.key, full.aliases | {person})
    return cast
