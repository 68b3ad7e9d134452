"""The nine kinds of fact. Each field names its property; `required` ones make the fact what it is.

What an extractor says holds mentions (`Mention`) and `OWN`, the body whose report it is; what the resolver makes of
that holds entities (`Entity`) in the same fields. The classes, fields and shapes of ``ontology/cxzy.ttl`` are tied to
these by a test.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from typing import Any

from .dates import Date
from .model import Entity, Mention


class Own:
    """The body that a report is about, before it is known by name."""

    def __repr__(self) -> str:
        return "OWN"


OWN = Own()

Who = Mention | Own | Entity | str
"""Whom a field means: the words for it, the report's own body, or the thing itself; a plain string is a new thing's name."""


def says(prop: str, *, default: Any = None, required: bool = False) -> Any:
    """A field that becomes the property `prop` of the fact's node."""
    if required:
        return field(metadata={"property": prop, "required": True})
    return field(default=default, metadata={"property": prop, "required": False})


@dataclass(frozen=True, slots=True)
class Membership:
    """A person belongs to a body or holds a post in it: 支部主委李云 (李云, 支部, 主委)."""

    person: Who = says("org:member", required=True)
    org: Who = says("org:organization", required=True)
    role: str | None = says("org:role")
    since: Date | None = says("cxzy:from")
    until: Date | None = says("cxzy:until")


@dataclass(frozen=True, slots=True)
class Occupation:
    """A calling, rank or qualification that is no post in a named body: 书法家刘真."""

    person: Who = says("cxzy:person", required=True)
    title: str = says("cxzy:title", required=True)


@dataclass(frozen=True, slots=True)
class Conferral:
    """An honour was given, to a named recipient or to a number of a group: 有19位会员被评为优秀会员."""

    honour: str = says("cxzy:honour", required=True)
    recipient: Who | None = says("cxzy:recipient")
    recipient_count: int | None = says("cxzy:recipientCount")
    recipient_group: Who | None = says("cxzy:recipientGroup")
    by: tuple[Who, ...] = says("cxzy:conferredBy", default=())
    date: Date | None = says("cxzy:date")


@dataclass(frozen=True, slots=True)
class Event:
    """Something held, organised or joined by a body as such: 5月17日，市委会召开会员大会."""

    name: str = says("skos:prefLabel", required=True)
    holders: tuple[Who, ...] = says("cxzy:heldBy", default=())
    activity_type: str = says("cxzy:activityType", default="其他")
    date: Date | None = says("cxzy:date")
    place: str | None = says("cxzy:place")
    attendance: int | None = says("cxzy:attendance")
    occurrences: int | None = says("cxzy:occurrences")


@dataclass(frozen=True, slots=True)
class Participation:
    """Somebody took part in an event, spoke at it, attended it: 副主委徐正出席会议."""

    who: Who = says("cxzy:participant", required=True)
    event: Event = says("cxzy:event", required=True)


@dataclass(frozen=True, slots=True)
class Founding:
    """A body came into being: 支部成立于2011年5月."""

    org: Who = says("cxzy:organisation", required=True)
    date: Date | None = says("cxzy:date")


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A body belongs to another: 市委会新设教育支部."""

    org: Who = says("cxzy:organisation", required=True)
    parent: Who = says("cxzy:parent", required=True)


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure of a body: 现有会员311人. ``measure`` is one of member_count, branch_count, committee_count,
    proposal_count, new_member_count, average_age, or other:…"""

    org: Who = says("cxzy:organisation", required=True)
    measure: str = says("cxzy:measure", required=True)
    value: float = says("cxzy:value", required=True)
    unit: str | None = says("cxzy:unit")
    date: Date | None = says("cxzy:date")


@dataclass(frozen=True, slots=True)
class Issuance:
    """A body issued, adopted or compiled a named document: 制定《先进支部考评细则》."""

    org: Who = says("cxzy:organisation", required=True)
    document: str = says("cxzy:document", required=True)
    verb: str | None = says("cxzy:verb")


Fact = Membership | Occupation | Conferral | Event | Participation | Founding | Affiliation | Statistic | Issuance
KINDS: tuple[type[Fact], ...] = (
    Membership, Occupation, Conferral, Event, Participation, Founding, Affiliation, Statistic, Issuance,
)  # fmt: skip

ACTIVITY_TYPES = ("会议", "学习培训", "社会服务", "参政议政", "考察交流", "文体联谊", "慰问", "捐赠", "宣传", "其他")


def properties(kind: type[Fact]) -> dict[str, Field[Any]]:
    """A kind's fields by the property that each becomes.

    >>> list(properties(Founding))
    ['cxzy:organisation', 'cxzy:date']
    """
    return {f.metadata["property"]: f for f in fields(kind)}
