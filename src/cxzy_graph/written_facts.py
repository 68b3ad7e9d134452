"""Facts in the fields that people write: what a labelled report, a decision and an export by hand have in common."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from .dates import Date
from .facts import (
    ACTIVITY_TYPES,
    Affiliation,
    Conferral,
    Event,
    Fact,
    Founding,
    Issuance,
    Membership,
    Occupation,
    Participation,
    Statistic,
)
from .language import say
from .model import Entity


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact as people write it: the fields that make it what it is, the further ones, and those it cannot do without."""

    name: str
    core: tuple[str, ...]
    qualifiers: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return self.core + self.qualifiers + self.other


KINDS = {
    one.name: one
    for one in (
        Kind("membership", ("person", "org", "role"), ("from", "to"), needed=("person", "org")),
        Kind("occupation", ("person", "title"), needed=("person", "title")),
        Kind("honour", ("recipient", "recipient_count", "recipient_group", "honour"), ("by", "date"), needed=("honour",)),
        Kind("activity", ("orgs", "name"), ("date", "place", "participants", "times", "activity_type"), needed=("name",)),
        Kind("participation", ("who", "activity"), needed=("who", "activity")),
        Kind("founded", ("org", "date"), needed=("org",)),
        Kind("part_of", ("org", "parent"), needed=("org", "parent")),
        Kind("statistic", ("org", "measure", "value"), ("date",), ("unit",), needed=("org", "measure", "value")),
        Kind("document", ("org", "title"), ("verb",), needed=("org", "title")),
    )
}
"""The kinds by name, in the order in which they are shown."""

NUMBERS = frozenset({"recipient_count", "participants", "times", "value"})
"""The fields that hold a number."""

_CLASSES: dict[type[Any], tuple[str, dict[str, str]]] = {
    Membership: ("membership", {"person": "person", "org": "org", "role": "role", "since": "from", "until": "to"}),
    Occupation: ("occupation", {"person": "person", "title": "title"}),
    Conferral: (
        "honour",
        {
            "recipient": "recipient",
            "recipient_count": "recipient_count",
            "recipient_group": "recipient_group",
            "honour": "honour",
            "by": "by",
            "date": "date",
        },
    ),
    Event: (
        "activity",
        {
            "holders": "orgs",
            "name": "name",
            "date": "date",
            "place": "place",
            "attendance": "participants",
            "occurrences": "times",
            "activity_type": "activity_type",
        },
    ),
    Participation: ("participation", {"who": "who", "event": "activity"}),
    Founding: ("founded", {"org": "org", "date": "date"}),
    Affiliation: ("part_of", {"org": "org", "parent": "parent"}),
    Statistic: ("statistic", {"org": "org", "measure": "measure", "value": "value", "date": "date", "unit": "unit"}),
    Issuance: ("document", {"org": "org", "document": "title", "verb": "verb"}),
}
_PEOPLE = {"person"}
_BODIES = {"org", "parent", "recipient_group"}
_EITHER = {"recipient", "who"}
MANY = frozenset({"orgs", "by"})
"""The fields that hold several names."""


def written(fact: Fact) -> dict[str, Any]:
    """A fact about entities as a person would write it down.

    >>> written(Membership(Entity("person", "李然"), Entity("organisation", "民进江州市委会"), "主委"))
    {'kind': 'membership', 'person': '李然', 'org': '民进江州市委会', 'role': '主委'}
    """
    name, names = _CLASSES[type(fact)]
    said: dict[str, Any] = {"kind": name}
    for one in fields(fact):
        value = _plain(getattr(fact, one.name))
        if value not in (None, "", []):
            said[names[one.name]] = value
    return said


def _plain(value: Any) -> Any:
    if isinstance(value, Entity | Event):
        return value.name
    if isinstance(value, Date):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return int(value) if isinstance(value, float) and value == int(value) else value


def says(fact: Fact, said: Mapping[str, Any], meant: Callable[[Entity, str], bool] = lambda thing, name: False) -> bool:
    """Is a fact what somebody wrote down? A thing may be written under any of its names, or as `meant` takes a name for it.

    What makes a fact the one it is must be the same; a date may be more or less exact, and may be missing on one side where the kind has one
    such fact only.

    >>> fact = Membership(Entity("person", "李然"), Entity("organisation", "民进江州市委会", aliases=frozenset({"市委会"})), "主委")
    >>> says(fact, {"kind": "membership", "person": "李然", "org": "市委会", "role": "主委"})
    True
    >>> says(fact, {"kind": "membership", "person": "李然", "org": "市委会"})
    False
    """
    name, names = _CLASSES[type(fact)]
    if name != said.get("kind"):
        return False
    loose = () if name == "membership" else KINDS[name].qualifiers + KINDS[name].other
    for one in fields(fact):
        value, other = getattr(fact, one.name), said.get(names[one.name])
        if names[one.name] in ("date", "from", "to"):
            mine, theirs = str(value or ""), str(other or "")
            same = mine.startswith(theirs) or theirs.startswith(mine) if mine and theirs else bool(loose) or mine == theirs
        elif names[one.name] in loose:
            continue
        else:
            same = _same(value, other, meant)
        if not same:
            return False
    return True


def agreed(fact: Fact, said: Mapping[str, Any]) -> int:
    """How many of the further fields, those that may differ for `says`, a fact has exactly as somebody wrote them down.

    >>> two = [Statistic(Entity("organisation", "民进江州市委会"), "member_count", 412, "人", Date.of(year)) for year in (2013, 2014)]
    >>> [agreed(fact, {"kind": "statistic", "date": "2014", "unit": "人"}) for fact in two]
    [1, 2]
    """
    kind, here = KINDS[_CLASSES[type(fact)][0]], written(fact)
    return sum(here.get(field, "") == said.get(field, "") for field in (*kind.qualifiers, *kind.other))


def _same(value: Any, said: Any, meant: Callable[[Entity, str], bool]) -> bool:
    if isinstance(value, tuple):
        wanted = list(said) if isinstance(said, list | tuple) else [said] if said else []
        return len(wanted) == len(value) and all(any(_same(one, name, meant) for one in value) for name in wanted)
    if isinstance(value, Entity):
        return bool(said) and (said in (value.name, value.identity) or said in value.aliases or meant(value, str(said)))
    plain = _plain(value)
    if isinstance(plain, int | float) and said not in (None, ""):
        return str(said).replace(",", "") in (f"{plain:g}", str(plain)) or said == plain
    return (plain in (None, "") and said in (None, "", [])) or plain == said


class BadFact(ValueError):
    """A written fact that is none; the message says what is missing or wrong."""


def read(
    said: Mapping[str, Any],
    person: Callable[[str], Entity],
    body: Callable[[str], Entity],
    either: Callable[[str], Entity | None] = lambda name: None,
) -> Fact:
    """The fact that somebody wrote down. `person` and `body` give the thing of a name; `either` the thing where it is known already which.

    Raises `BadFact` where something is missing or a value cannot be.
    """
    name = str(said.get("kind"))
    if name not in KINDS:
        raise BadFact(say(f"kind 应为 {'、'.join(KINDS)} 之一", f"kind wants one of {', '.join(KINDS)}"))
    missing = [one for one in KINDS[name].needed if said.get(one) in (None, "", [])]
    if name == "honour" and not (said.get("recipient") or (said.get("recipient_group") and said.get("recipient_count"))):
        missing.append("recipient")
    if missing:
        raise BadFact(say(f"{name}：缺少 {'、'.join(missing)}", f"{name}: is without {', '.join(missing)}"))
    unknown = [one for one in said if one not in (*KINDS[name].fields, "kind")]
    if unknown:
        raise BadFact(say(f"{name}：没有字段 {'、'.join(unknown)}", f"{name}: has no fields {', '.join(unknown)}"))
    class_, names = next((c, n) for c, (k, n) in _CLASSES.items() if k == name)
    made: dict[str, Any] = {}
    for one, field in names.items():
        value = said.get(field)
        if value in (None, "", []):
            continue
        if field in _PEOPLE:
            made[one] = person(str(value))
        elif field in _BODIES:
            made[one] = body(str(value))
        elif field in _EITHER:
            made[one] = either(str(value)) or (person(str(value)) if _like_a_person(str(value)) else body(str(value)))
        elif field in MANY:
            made[one] = tuple(body(str(v)) for v in (value if isinstance(value, list | tuple) else [value]))
        elif field in NUMBERS:
            made[one] = _number(field, value)
        elif field in ("date", "from", "to"):
            made[one] = _date(field, str(value))
        elif field == "activity":
            made[one] = Event(str(value))
        else:
            made[one] = str(value)
    if made.get("activity_type", ACTIVITY_TYPES[0]) not in ACTIVITY_TYPES:
        raise BadFact(
            say(f"activity_type 应为 {'、'.join(ACTIVITY_TYPES)} 之一", f"activity_type wants one of {', '.join(ACTIVITY_TYPES)}")
        )
    fact: Fact = class_(**made)
    return fact


def _like_a_person(name: str) -> bool:
    """Is a name, of which nothing is known, rather a person's: short, and without the last word of a body?"""
    return 2 <= len(name) <= 4 and not re.search(r"[会部校院局委社中学小党盟协府]$", name)


def _number(field: str, value: Any) -> float | int:
    try:
        number = float(str(value).replace(",", ""))
        if not math.isfinite(number):
            raise ValueError(value)
    except ValueError as wrong:
        raise BadFact(say(f"{field}：不是数：{value}", f"{field}: no number: {value}")) from wrong
    return number if field == "value" else int(number)


def _date(field: str, value: str) -> Date:
    parts = []
    for one in value.split("/"):
        numbers = one.split("-")
        date = Date.of(*(int(n) for n in numbers)) if all(n.isascii() and n.isdigit() for n in numbers) and len(numbers) <= 3 else None
        if date is None:
            raise BadFact(
                say(
                    f"{field}：不是日期（2014、2014-05、2014-05-19、起/止）：{value}",
                    f"{field}: no date (2014, 2014-05, 2014-05-19, START/END): {value}",
                )
            )
        parts.append(date.start)
    return Date(parts[0], parts[1] if len(parts) > 1 else None)
