"""The kinds of fact. Each field names its property and what it holds; `Kind` tells what else is known of each, once for all.

What an extractor says holds mentions (`Mention`) and `OWN`, the body whose report it is; what the resolver makes of
that holds entities (`Entity`) in the same fields. The classes, fields and shapes of ``ontology/cxzy.ttl`` are tied to
these by a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from typing import Any, TypeVar

from .dates import Date
from .model import Entity, Mention

T = TypeVar("T")


class Own:
    """The body that a report is about, before it is known by name."""

    def __repr__(self) -> str:
        return "OWN"


OWN = Own()

Who = Mention | Own | Entity | str
"""Whom a field means: the words for it, the report's own body, or the thing itself; a plain string is a new thing's name."""


@dataclass(frozen=True, slots=True)
class Section:
    """Where the facts of a kind stand on the page of the thing in ``field``: at a place among the other sections, below a title."""

    name: str
    field: str
    chinese: str
    english: str
    place: int = 90


@dataclass(frozen=True, slots=True)
class Edge:
    """What a fact says between two things in short: ``first`` and ``second`` are fields (empty for the fact itself), ``relation`` and
    ``english`` the words for it, ``colour`` the line in a picture, ``shortcut`` the property of the plain triple beside the fact, where there is one: from the first to the second, or ``backwards``."""

    first: str
    second: str
    relation: str
    english: str = ""
    colour: str = "#8c8c8c"
    shortcut: str = ""
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of a kind of fact, once for all who write, show, export or compare it.

    ``written`` is its name in labelled reports and decisions; ``lines`` a fact in a line with its fields in braces, in the first wording whose
    first field says something; ``sheet`` its sheet in a workbook with the columns, each a head and a field; ``rank`` its place among the facts of
    a thing in a document.
    """

    written: str
    lines: tuple[str, ...]
    sheet: tuple[str, tuple[tuple[str, str], ...]]
    rank: int
    edges: tuple[Edge, ...] = ()
    sections: tuple[Section, ...] = ()


_KINDS: dict[type[Any], Kind] = {}


def kind(known: Kind) -> Callable[[type[T]], type[T]]:
    """Declares what is known of a kind of fact."""

    def declare(class_: type[T]) -> type[T]:
        _KINDS[class_] = known
        return class_

    return declare


def kind_of(class_: type[Any]) -> Kind:
    """What is known of a kind of fact.

    >>> kind_of(Founding).written
    'founded'
    """
    return _KINDS[class_]


def says(
    prop: str, means: str = "text", *, default: Any = None, required: bool = False, written: str = "", part: str = "core", same: str = ""
) -> Any:
    """A field that becomes the property `prop` of the fact's node.

    ``means`` tells what it holds: ``person``, ``body``, ``bodies`` (several), ``either`` (a person or a body), ``event``, ``role``, ``honour``,
    ``document``, ``place``, ``activity type``, ``date``, ``number`` or ``text``. ``written`` is its name in labelled reports, where that differs.
    ``part`` tells whether it is of the ``core`` that makes the fact what it is, a ``qualifier`` (scored apart), or ``other``. ``same`` names how two
    values are compared where its meaning does not say so: ``phrase`` with the likeness of 100 that is enough, ``loose date`` (may be missing).
    """
    metadata = {"property": prop, "required": required, "means": means, "written": written, "part": part, "same": same}
    if required:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


@kind(
    Kind(
        "membership",
        ("{person} · {org} {role}",),
        ("任职", (("姓名", "person"), ("组织", "org"), ("职务", "role"), ("起", "since"), ("止", "until"))),
        4,
        (Edge("person", "org", "任职", "holds post in", "#2166ac", "cxzy:hasMember", backwards=True),),
        (
            Section("posts", "org", "职务", "Posts", 5),
            Section("members", "org", "会员", "Members", 10),
            Section("held-posts", "person", "职务和所属组织", "Posts and bodies", 15),
        ),
    )
)
@dataclass(frozen=True, slots=True)
class Membership:
    """A person belongs to a body or holds a post in it: 支部主委李云 (李云, 支部, 主委)."""

    person: Who = says("org:member", "person", required=True)
    org: Who = says("org:organization", "body", required=True)
    role: str | None = says("org:role", "role", same="role")
    since: Date | None = says("cxzy:from", "date", written="from", part="qualifier")
    until: Date | None = says("cxzy:until", "date", written="to", part="qualifier")


@kind(
    Kind(
        "occupation",
        ("{person} · {title}",),
        ("身份", (("姓名", "person"), ("身份", "title"))),
        5,
        sections=(Section("occupations", "person", "身份", "Occupations", 20),),
    )
)
@dataclass(frozen=True, slots=True)
class Occupation:
    """A calling, rank or qualification that is no post in a named body: 书法家刘真."""

    person: Who = says("cxzy:person", "person", required=True)
    title: str = says("cxzy:title", required=True, same="phrase 70")


@kind(
    Kind(
        "honour",
        ("{recipient} · {honour}（{by}）", "{recipient_group} × {recipient_count} · {honour}（{by}）"),
        ("荣誉", (("获得者", "recipient"), ("人数", "recipient_count"), ("荣誉", "honour"), ("授予", "by"))),
        8,
        (
            Edge("recipient", "honour", "获得", "received", "#c9a400", "cxzy:received"),
            Edge("recipient_group", "honour", "获得", "received", "#c9a400"),
            Edge("by", "honour", "授予", "conferred", "#e6b8a2"),
        ),
        (
            Section("honours", "recipient", "获得的荣誉", "Honours received", 25),
            Section("honours-of-members", "recipient_group", "所属成员获得的荣誉", "Honours of its people", 30),
            Section("recipients", "honour", "获得者", "Who received it", 35),
            Section("conferred", "by", "授予的荣誉", "Honours conferred", 85),
        ),
    )
)
@dataclass(frozen=True, slots=True)
class Conferral:
    """An honour was given, to a named recipient or to a number of a group: 有19位会员被评为优秀会员."""

    honour: str = says("cxzy:honour", "honour", required=True, same="phrase 66")
    recipient: Who | None = says("cxzy:recipient", "either")
    recipient_count: int | None = says("cxzy:recipientCount", "number")
    recipient_group: Who | None = says("cxzy:recipientGroup", "body")
    by: tuple[Who, ...] = says("cxzy:conferredBy", "bodies", default=(), part="qualifier")
    date: Date | None = says("cxzy:date", "date", part="qualifier")


@kind(
    Kind(
        "activity",
        ("{holders} · {name} · {place}",),
        (
            "活动",
            (
                ("名称", "name"),
                ("主办", "holders"),
                ("类型", "activity_type"),
                ("地点", "place"),
                ("人数", "attendance"),
                ("次数", "occurrences"),
            ),
        ),
        6,
        (Edge("holders", "", "举办", "held", "#1b7837", "cxzy:heldActivity"), Edge("", "place", "地点", "took place in", "#35978f")),
        (
            Section("activities", "holders", "举办的活动", "Activities held", 40),
            Section("there", "place", "在此举办的活动", "Activities there", 88),
        ),
    )
)
@dataclass(frozen=True, slots=True)
class Event:
    """Something held, organised or joined by a body as such: 5月17日，市委会召开会员大会."""

    name: str = says("skos:prefLabel", required=True, same="activity")
    holders: tuple[Who, ...] = says("cxzy:heldBy", "bodies", default=(), written="orgs", same="any body")
    activity_type: str = says("cxzy:activityType", "activity type", default="其他", part="qualifier")
    date: Date | None = says("cxzy:date", "date", part="qualifier")
    place: str | None = says("cxzy:place", "place", part="qualifier")
    attendance: int | None = says("cxzy:attendance", "number", written="participants", part="qualifier")
    occurrences: int | None = says("cxzy:occurrences", "number", written="times", part="qualifier")


@kind(
    Kind(
        "participation",
        ("{who} · {event}",),
        ("参与", (("参与者", "who"), ("活动", "event"))),
        7,
        (Edge("who", "event", "参与", "took part in", "#5aae61", "cxzy:participatedIn"),),
        (
            Section("participations", "who", "参加的活动", "Took part in", 45),
            Section("participants", "event", "参加者", "Who took part", 50),
        ),
    )
)
@dataclass(frozen=True, slots=True)
class Participation:
    """Somebody took part in an event, spoke at it, attended it: 副主委徐正出席会议."""

    who: Who = says("cxzy:participant", "either", required=True)
    event: Event = says("cxzy:event", "event", required=True, written="activity", same="activity")


@kind(
    Kind(
        "founded",
        ("{org}",),
        ("成立", (("组织", "org"),)),
        1,
        sections=(Section("foundings", "org", "成立", "Founding", 60),),
    )
)
@dataclass(frozen=True, slots=True)
class Founding:
    """A body came into being: 支部成立于2011年5月."""

    org: Who = says("cxzy:organisation", "body", required=True)
    date: Date | None = says("cxzy:date", "date", same="loose date")


@kind(
    Kind(
        "part_of",
        ("{org} ⊂ {parent}",),
        ("隶属", (("组织", "org"), ("上级", "parent"))),
        2,
        (Edge("org", "parent", "隶属", "belongs to", "#b2182b", "org:subOrganizationOf"),),
        (
            Section("above", "org", "隶属于", "Part of", 75),
            Section("below", "parent", "下属组织（报告写明的）", "Bodies below, where a report says so", 80),
        ),
    )
)
@dataclass(frozen=True, slots=True)
class Affiliation:
    """A body belongs to another: 市委会新设教育支部."""

    org: Who = says("cxzy:organisation", "body", required=True)
    parent: Who = says("cxzy:parent", "body", required=True)


@kind(
    Kind(
        "statistic",
        ("{org} · {measure} {value}{unit}",),
        ("统计", (("组织", "org"), ("项目", "measure"), ("数值", "value"), ("单位", "unit"))),
        3,
        sections=(Section("sizes", "org", "数字", "Figures", 55),),
    )
)
@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure of a body: 现有会员311人. ``measure`` is one of member_count, branch_count, committee_count,
    proposal_count, new_member_count, average_age, or other:…"""

    org: Who = says("cxzy:organisation", "body", required=True)
    measure: str = says("cxzy:measure", required=True, same="equal")
    value: float = says("cxzy:value", "number", required=True)
    unit: str | None = says("cxzy:unit", part="other")
    date: Date | None = says("cxzy:date", "date", part="qualifier")


@kind(
    Kind(
        "document",
        ("{org} · {verb}《{document}》",),
        ("文件", (("组织", "org"), ("方式", "verb"), ("文件", "document"))),
        9,
        (Edge("org", "document", "发文", "issued", "#762a83", "cxzy:issued"),),
        (
            Section("issuances", "org", "制定和印发的文件", "Documents issued", 65),
            Section("issued-by", "document", "制定或印发者", "Issued by", 70),
        ),
    )
)
@dataclass(frozen=True, slots=True)
class Issuance:
    """A body issued, adopted or compiled a named document: 制定《先进支部考评细则》."""

    org: Who = says("cxzy:organisation", "body", required=True)
    document: str = says("cxzy:document", "document", required=True, written="title", same="phrase 85")
    verb: str | None = says("cxzy:verb", part="qualifier")


Fact = Membership | Occupation | Conferral | Event | Participation | Founding | Affiliation | Statistic | Issuance
KINDS: tuple[type[Fact], ...] = tuple(_KINDS)

ACTIVITY_TYPES = ("会议", "学习培训", "社会服务", "参政议政", "考察交流", "文体联谊", "慰问", "捐赠", "宣传", "其他")


def properties(kind: type[Fact]) -> dict[str, Field[Any]]:
    """A kind's fields by the property that each becomes.

    >>> list(properties(Founding))
    ['cxzy:organisation', 'cxzy:date']
    """
    return {f.metadata["property"]: f for f in fields(kind)}
