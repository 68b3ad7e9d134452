"""The page of a thing: its facts in sections, what is above and below it, what can be drawn of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

from ..facts import kind_of
from ..language import english, say
from ..rdf.kinds import CLASSES, property_of
from ..rdf.terms import CXZY, LABELS, RDF, SCHEMA, SKOS
from ..views.graph import Graph, class_label
from ..views.index import IMPLIED
from ..views.searching import Index
from .gathering import Asking, Told
from .lines import Line, Lines, Part, address, measure_name

FIRST = 40
"""Facts of a section that a page begins with."""
PAGE = 200
"""Facts on a page of one section."""
_MANY = 400
"""Figures and present posts that are looked at."""
_BODIES = (CXZY.Organisation, CXZY.Branch, CXZY.Committee)
_HIGH = 8
"""Bodies or places above one that are told."""
_DEEP = 3
_BELOW = 400
"""Levels of the tree below a body, and bodies in it."""


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one sort: the first of ``total``."""

    name: str
    title: str
    lines: tuple[Line, ...]
    total: int

    def more(self, page: int) -> bool:
        """Are there facts after those of a page?"""
        return self.total > page * PAGE


@dataclass(frozen=True, slots=True)
class Branch:
    """A body or place in a tree; ``implied``: only its name says that it belongs there."""

    text: str
    href: str
    implied: bool = False
    below: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody who may be the same: who, how alike from 0 to 1, and why."""

    who: Part
    score: float
    reason: str
    review: str


@dataclass(frozen=True, slots=True)
class ThingPage:
    """Everything that the page of a thing shows."""

    iri: str
    href: str
    kind: str
    kind_label: str
    label: str
    aliases: tuple[str, ...] = ()
    detail: str = ""
    above: tuple[Part, ...] = ()
    now: tuple[Line, ...] = ()
    now_year: str = ""
    sections: tuple[Section, ...] = ()
    tree: tuple[Branch, ...] = ()
    honours: dict[str, dict[str, int]] = field(default_factory=dict)
    """By level, then by year: how many."""
    sizes: tuple[Line, ...] = ()
    pairs: tuple[Pair, ...] = ()
    related: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    rows: tuple[tuple[str, Part], ...] = ()
    section: str = ""
    page: int = 1
    is_fact: bool = False

    @property
    def timeline(self) -> list[dict[str, str]]:
        """What has a date, for a line of time: in which lane, what, from when to when, and where it is read."""
        return [
            {
                "lane": one.title,
                "label": line.text,
                "since": line.since,
                "until": line.until or ("" if line.kind == "Membership" else line.since),
                "href": line.href,
            }
            for one in self.sections
            if one.name not in ("sizes", "conferred", "recipients")
            for line in one.lines
            if line.since
        ]

    @property
    def series(self) -> list[dict[str, object]]:
        """The figures that have a date, for a chart."""
        return [
            {"measure": measure_name(line.measure), "date": line.since, "value": line.value, "href": line.href}
            for line in self.sizes
            if line.since and line.value is not None
        ]

    @property
    def honour_years(self) -> list[str]:
        """The years in which honours were received."""
        return sorted({year for by_year in self.honours.values() for year in by_year})


_SECTIONS: tuple[tuple[str, str, str, str, str], ...] = (
    *(
        (section.name, class_, property_of(kind, section.field), section.chinese, section.english)
        for section, class_, kind in sorted(
            ((section, class_, kind) for class_, kind in CLASSES.items() for section in kind_of(kind).sections),
            key=lambda one: one[0].place,
        )
    ),
    ("own", "", "", "原句", "Sentences"),
)
"""The sections in their order: name, kind of fact, the property that the thing has in it, titles."""

_ROLES = {(kind, role): name for name, kind, role, _, _ in _SECTIONS if name != "members"}
_TITLES = {name: (chinese, english_) for name, _, _, chinese, english_ in _SECTIONS}

_RELATED = {
    SCHEMA.containedInPlace: ("所辖地区", "Places within"),
    CXZY.place: ("当地的组织和活动", "Bodies and activities there"),
    CXZY.level: ("这一级的组织", "Bodies of this level"),
    CXZY.party: ("所属组织", "Its bodies"),
    CXZY.activityType: ("这类活动", "Activities of this kind"),
    CXZY.honourLevel: ("这一级的荣誉", "Honours of this level"),
    CXZY.honour: ("历次授予", "As it was conferred"),
    CXZY.about: ("关于它的报告", "Reports about it"),
}

_PLAIN = (
    CXZY.activityType,
    CXZY.attendance,
    CXZY.occurrences,
    CXZY.level,
    CXZY.party,
    CXZY.place,
    CXZY.adcode,
    CXZY.honourLevel,
    CXZY.date,
    CXZY.until,
)
"""What is told of a thing beside its facts."""


class Things:
    """Makes pages of things."""

    def __init__(self, asking: Asking, index: Index, base: str) -> None:
        self._asking = asking
        self._index = index
        self._base = base

    async def page(self, iri: str, section: str = "", page: int = 1) -> ThingPage | None:
        """The page of a thing or fact; None where the graph says nothing of it. With a ``section``, the facts of that alone, page by page."""
        told = await self._asking.facts_of(iri)
        by = _by_section(told)
        shown = {
            name: facts[(page - 1) * PAGE : page * PAGE] if section else facts[: _MANY if name == "sizes" else FIRST]
            for name, facts in by.items()
            if section in ("", name)
        }
        late = await self._late(iri, by.get("posts", ())) if not section else []
        graph = await self._asking.of_facts(dict.fromkeys([*(f.fact for facts in shown.values() for f in facts), *late]), [iri])
        if not graph.knows(iri):
            return None
        lines = Lines(graph, self._base)
        sections = tuple(self._sections(lines, shown, by, iri))
        kind = graph.kind(iri) or graph.fact_kind(iri) or next((one for one in graph.all(iri, RDF.type) if one in LABELS), "")
        body = kind in _BODIES
        now, year = _now(lines.line(fact, iri) for fact in late)
        label = graph.label(iri) or unquote(iri.removeprefix(self._base))
        known = self._index.thing(iri)
        return ThingPage(
            iri,
            address(iri, self._base),
            kind.rsplit("#", 1)[-1],
            class_label(kind, english()) if kind in LABELS else "",
            label,
            tuple(one for one in graph.all(iri, SKOS.altLabel) if one != label),
            graph.home(iri) or (known.detail if known and not known.detail.isdigit() else ""),
            tuple(await self._above(iri, kind)),
            now,
            year,
            sections,
            tuple(self._below(iri)) if body and not section else (),
            await self._honours(iri) if body and not section else {},
            tuple(line for one in sections if one.name == "sizes" for line in one.lines) if not section else (),
            tuple(await self._pairs(iri)) if graph.kind(iri) == CXZY.Person and not section else (),
            await self._related(iri) if not section and kind != CXZY.Person and not graph.fact_kind(iri) else {},
            tuple(self._rows(graph, lines, iri)),
            section,
            page,
            bool(graph.fact_kind(iri)) and kind != CXZY.Event,
        )

    async def _late(self, iri: str, posts: Sequence[Told]) -> list[str]:
        """The posts of a body that the latest year tells of, of the facts themselves or of the reports."""
        if not posts:
            return []
        told = await self._asking.last_told(iri)
        years = {one.fact: max(one.when[:4], told.get(one.fact, "")) for one in posts}
        latest = max(years.values())
        return [fact for fact, year in years.items() if year == latest and year][:_MANY]

    def _sections(self, lines: Lines, shown: dict[str, list[Told]], by: dict[str, list[Told]], iri: str) -> Iterable[Section]:
        for name, (chinese, in_english) in _TITLES.items():
            if shown.get(name):
                facts = dict.fromkeys(one.fact for one in shown[name])
                yield Section(
                    name, say(chinese, in_english), tuple(lines.line(fact, iri) for fact in facts), len({one.fact for one in by[name]})
                )

    async def _above(self, iri: str, kind: str) -> Iterable[Part]:
        """What a body or place is in, the highest first."""
        step = self._body_above if kind in _BODIES else self._place_above if kind == CXZY.Place else None
        found: list[Part] = []
        seen = {iri}
        while step is not None and len(found) < _HIGH:
            above = await step(iri)
            if above is None or above[0] in seen:
                break
            iri, label = above
            seen.add(iri)
            found.insert(0, Part(label, address(iri, self._base)))
        return found

    async def _body_above(self, iri: str) -> tuple[str, str] | None:
        thing = self._index.thing(iri)
        above = self._index.above(thing.number) if thing else None
        return (above.iri, above.label) if above else None

    async def _place_above(self, iri: str) -> tuple[str, str] | None:
        rows = await self._asking.rows(
            f"SELECT ?above ?label {{ <{iri}> <{SCHEMA.containedInPlace}> ?above . ?above <{SKOS.prefLabel}> ?label }}"
        )
        return min(((row["above"], row["label"]) for row in rows), default=None)

    def _below(self, iri: str) -> Iterable[Branch]:
        """The bodies below a body, as a tree."""
        thing = self._index.thing(iri)
        left = [_BELOW]

        def under(number: int, deep: int, seen: frozenset[int]) -> tuple[Branch, ...]:
            found = []
            for one, relation in self._index.below(number, left[0]) if deep else ():
                if one.number in seen or left[0] <= 0:
                    continue
                left[0] -= 1
                below = under(one.number, deep - 1, seen | {one.number})
                label = f"{one.label}（{one.detail}）" if one.detail else one.label
                found.append(Branch(label, address(one.iri, self._base), relation == IMPLIED, below))
            return tuple(found)

        return under(thing.number, _DEEP, frozenset({thing.number})) if thing else ()

    async def _honours(self, iri: str) -> dict[str, dict[str, int]]:
        rows = await self._asking.rows(f"""SELECT ?level ?year (COUNT(DISTINCT ?fact) AS ?number) WHERE {{
  ?fact <{CXZY.recipient}>|<{CXZY.recipientGroup}> <{iri}> ; a <{CXZY.Conferral}> .
  OPTIONAL {{ ?fact <{CXZY.year}> ?year }}
  OPTIONAL {{ ?fact <{CXZY.honourLevel}> ?level }}
}} GROUP BY ?level ?year""")
        found: dict[str, dict[str, int]] = {}
        order = (*_LEVELS, "")
        for row in sorted(rows, key=lambda row: (order.index(row.get("level", "")), row.get("year", "~"))):
            if int(row["number"]):
                level = row.get("level", "")
                name = LABELS[level][english()] if level else say("级别不明", "level not told")
                found.setdefault(name, {})[row.get("year", say("年份不明", "year not told"))] = int(row["number"])
        return found

    async def _pairs(self, iri: str) -> Iterable[Pair]:
        graph = await self._asking.namesakes(iri)
        found = []
        for pair in graph.of_class(CXZY.Candidate):
            for other in graph.all(pair, CXZY.between):
                if other != iri:
                    who = Part(unquote(other.rsplit("/", 1)[-1]), address(other, self._base))
                    review = "/review?of=" + quote(iri, safe="") + "&and=" + quote(other, safe="")
                    found.append(Pair(who, float(graph.one(pair, CXZY.score)), graph.said(pair, CXZY.reason, english()), review))
        return sorted(found, key=lambda pair: (-pair.score, pair.who.text))

    async def _related(self, iri: str) -> dict[str, tuple[Part, ...]]:
        found: dict[str, list[Part]] = {}
        for row in await self._asking.related(iri):
            if row["role"] in _RELATED:
                found.setdefault(say(*_RELATED[row["role"]]), []).append(Part(row["label"], address(row["thing"], self._base)))
        return {title: tuple(parts) for title, parts in found.items()}

    def _rows(self, graph: Graph, lines: Lines, iri: str) -> Iterable[tuple[str, Part]]:
        for prop in _PLAIN:
            for said in graph.all(iri, prop):
                yield (
                    LABELS[prop][english()] if prop in LABELS else _end(prop),
                    Part(lines.called(said), lines.href(said)) if "://" in said else Part(said),
                )


_LEVELS = (CXZY.NationalHonour, CXZY.ProvincialHonour, CXZY.MunicipalHonour, CXZY.CountyHonour, CXZY.UnitHonour)
_MEMBER = frozenset({"会员", "社员", "盟员", "党员", "成员", "同志"})
"""What says of a person that he belongs to a body, and no more."""


def _end(prop: str) -> str:
    return prop.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _by_section(told: Iterable[Told]) -> dict[str, list[Told]]:
    """Facts by the section that they stand in."""
    found: dict[str, list[Told]] = {}
    for one in told:
        name = _ROLES.get((one.kind, one.role)) or ("own" if not one.role else "")
        if name == "posts" and (not one.post or one.post in _MEMBER):
            name = "members"
        if name:
            found.setdefault(name, []).append(one)
    return found


def _now(posts: Iterable[Line]) -> tuple[tuple[Line, ...], str]:
    """The posts that the latest reports tell of, and their year: who is not said to have left, as far as anything is known. One line for
    each person, with all the posts."""
    held = [line for line in posts if not line.until and line.told]
    year = max((line.told for line in held), default="")
    by: dict[tuple[str, ...], list[Line]] = {}
    for line in sorted((line for line in held if line.told == year), key=_rank):
        by.setdefault(tuple(part.href for part in line.parts if part.href), []).append(line)
    return tuple(replace(several[0], role="、".join(dict.fromkeys(one.role for one in several))) for several in by.values()), year


def _rank(line: Line) -> tuple[int, str]:
    """Heads before their deputies, these before the others."""
    role = line.role
    head = 0 if role in _HEADS else 1 if role in _DEPUTIES else 2 if "副" in role else 3
    return head, role


_DEPUTIES = frozenset({"副主委", "副主任委员", "副主席", "副主任", "副书记", "副会长", "副组长"})
_HEADS = frozenset({"主委", "主任委员", "主席", "支部主任", "主任", "书记", "会长", "组长"})
