"""Facts in the fields that people write: what a labelled report, a decision and an export by hand have in common."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, fields
from typing import Any

from . import facts
from .dates import Date
from .facts import ACTIVITY_TYPES, Event, Fact, kind_of
from .language import say
from .model import Entity


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of fact as people write it: the fields that make it what it is, the further ones, and those it cannot do without."""

    name: str
    core: tuple[str, ...]
    qualifiers: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return self.core + self.qualifiers + self.other


def called(one: Field[Any]) -> str:
    """What people call a field of a fact."""
    name: str = one.metadata["written"] or one.name
    return name


def _form(class_: type[Fact]) -> Form:
    parts: dict[str, tuple[str, ...]] = {
        part: tuple(called(one) for one in fields(class_) if one.metadata["part"] == part) for part in ("core", "qualifier", "other")
    }
    needed = tuple(called(one) for one in fields(class_) if one.metadata["required"])
    return Form(kind_of(class_).written, parts["core"], parts["qualifier"], parts["other"], needed)


KINDS = {kind_of(class_).written: _form(class_) for class_ in facts.KINDS}
"""The kinds by name, in the order in which they are shown."""

CLASSES = {kind_of(class_).written: class_ for class_ in facts.KINDS}
"""The class of each kind."""

MEANS = {name: {called(one): str(one.metadata["means"]) for one in fields(class_)} for name, class_ in CLASSES.items()}
"""What each field of a kind holds."""

NUMBERS = frozenset(field for held in MEANS.values() for field, means in held.items() if means == "number")
"""The fields that hold a number."""

MANY = frozenset(field for held in MEANS.values() for field, means in held.items() if means == "bodies")
"""The fields that hold several names."""

_NAMES = {class_: {one.name: called(one) for one in fields(class_)} for class_ in facts.KINDS}


def written(fact: Fact) -> dict[str, Any]:
    """A fact about entities as a person would write it down.

    >>> from cxzy_graph.facts import Membership
    >>> written(Membership(Entity("person", "李然"), Entity("organisation", "民进江州市委会"), "主委"))
    {'kind': 'membership', 'person': '李然', 'org': '民进江州市委会', 'role': '主委'}
    """
    name, names = kind_of(type(fact)).written, _NAMES[type(fact)]
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

    >>> from cxzy_graph.facts import Membership
    >>> fact = Membership(Entity("person", "李然"), Entity("organisation", "民进江州市委会", aliases=frozenset({"市委会"})), "主委")
    >>> says(fact, {"kind": "membership", "person": "李然", "org": "市委会", "role": "主委"})
    True
    >>> says(fact, {"kind": "membership", "person": "李然", "org": "市委会"})
    False
    """
    name, names = kind_of(type(fact)).written, _NAMES[type(fact)]
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

    >>> from cxzy_graph.facts import Statistic
    >>> two = [Statistic(Entity("organisation", "民进江州市委会"), "member_count", 412, "人", Date.of(year)) for year in (2013, 2014)]
    >>> [agreed(fact, {"kind": "statistic", "date": "2014", "unit": "人"}) for fact in two]
    [1, 2]
    """
    kind, here = KINDS[kind_of(type(fact)).written], written(fact)
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
    class_, names = CLASSES[name], _NAMES[CLASSES[name]]
    made: dict[str, Any] = {}
    for one, field in names.items():
        value = said.get(field)
        if value in (None, "", []):
            continue
        means = MEANS[name][field]
        if means == "person":
            made[one] = person(str(value))
        elif means == "body":
            made[one] = body(str(value))
        elif means == "either":
            made[one] = either(str(value)) or (person(str(value)) if _like_a_person(str(value)) else body(str(value)))
        elif means == "bodies":
            made[one] = tuple(body(str(v)) for v in (value if isinstance(value, list | tuple) else [value]))
        elif means == "number":
            made[one] = _number(field, value)
        elif means == "date":
            made[one] = _date(field, str(value))
        elif means == "event":
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
