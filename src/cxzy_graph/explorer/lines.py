"""A fact as a line of a page: what it says in parts that lead on, when, how sure it is, and its sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from ..facts import properties
from ..language import english, say
from ..rdf.kinds import CLASSES, term
from ..rdf.terms import CXZY, DCTERMS, NIF, ORG
from ..views.graph import MEASURES, Graph, class_label


@dataclass(frozen=True, slots=True)
class Part:
    """Some words, and where they lead ("" for nowhere)."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence: the words, the report's title and day, and where it is read in the report."""

    text: str
    report: str
    day: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """A fact. ``parts`` without the thing whose page it is on; ``since`` and ``until`` as the report says (EDTF)."""

    href: str
    kind: str
    parts: tuple[Part, ...]
    since: str
    until: str
    sure: float
    rules: tuple[str, ...]
    sentences: tuple[Quoted, ...]
    role: str = ""
    level: str = ""
    value: float | None = None
    measure: str = ""
    iri: str = field(default="", compare=False)

    @property
    def when(self) -> str:
        """The time in one piece."""
        if self.since and self.until and self.since != self.until:
            return f"{self.since} – {self.until}"
        if self.kind == "Membership" and (self.since or self.until):
            return say(f"{self.since} 起", f"since {self.since}") if self.since else say(f"至 {self.until}", f"until {self.until}")
        return self.since or self.until

    @property
    def told(self) -> str:
        """The last year in which a report tells it: of the fact itself, or of the reports."""
        years = [self.since[:4], self.until[:4], *(one.day[:4] for one in self.sentences)]
        return max((year for year in years if year), default="")

    @property
    def text(self) -> str:
        return " · ".join(part.text for part in self.parts)


class Lines:
    """Makes lines of the facts of a graph, whose IRIs begin with a base."""

    def __init__(self, graph: Graph, base: str) -> None:
        self.graph = graph
        self.base = base

    def href(self, iri: str) -> str:
        """Where a thing is read on this service; an IRI of elsewhere is no link, since this product stays offline."""
        return address(iri, self.base)

    def called(self, iri: str) -> str:
        return self.graph.label(iri) or unquote(iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1])

    def line(self, fact: str, without: str = "") -> Line:
        """A fact as a line, on the page of the thing `without`."""
        graph, kind = self.graph, self.graph.fact_kind(fact)
        date, since, until = (graph.one(fact, prop) for prop in (CXZY.date, CXZY.from_, CXZY.until))
        parts = tuple(part for part in self._parts(fact, kind, without) if part.text)
        return Line(
            self.href(fact),
            kind.rsplit("#", 1)[-1],
            parts,
            date or since,
            until,
            graph.confidence(fact),
            tuple(graph.all(fact, CXZY.extractedBy)),
            tuple(
                sorted((self.quoted(one) for one in graph.all(fact, CXZY.evidence)), key=lambda q: (q.day, q.report, q.text), reverse=True)
            ),
            self.called(role) if (role := graph.one(fact, ORG.role)) else "",
            self.called(level) if (level := graph.one(fact, CXZY.honourLevel)) else "",
            float(value) if (value := graph.one(fact, CXZY.value)) else None,
            graph.one(fact, CXZY.measure),
            fact,
        )

    def quoted(self, passage: str) -> Quoted:
        """A sentence."""
        graph = self.graph
        report = graph.one(passage, CXZY.inReport)
        title = graph.one(report, DCTERMS.title) or graph.one(report, DCTERMS.source) or self.called(report)
        fragment = passage.rpartition("#")[2]
        return Quoted(graph.one(passage, NIF.anchorOf), title, graph.one(report, DCTERMS.issued), f"{self.href(report)}#{fragment}")

    def _parts(self, fact: str, kind: str, without: str) -> list[Part]:
        graph = self.graph

        def things(prop: str) -> list[Part]:
            return [Part(self.called(one), self.href(one)) for one in graph.all(fact, prop) if one != without]

        if kind == CXZY.Membership:
            return [*things(ORG.member), *things(ORG.organization), *(Part(part.text) for part in things(ORG.role))]
        if kind == CXZY.Occupation:
            return [*things(CXZY.person), Part(graph.one(fact, CXZY.title))]
        if kind == CXZY.Conferral:
            count = graph.one(fact, CXZY.recipientCount)
            whom = [*things(CXZY.recipient), *things(CXZY.recipientGroup), Part(f"×{count}" if count else "")]
            return [*whom, *things(CXZY.honour), *things(CXZY.conferredBy)]
        if kind == CXZY.Event:
            own = [] if fact == without else [Part(self.called(fact), self.href(fact))]
            return [*own, *things(CXZY.heldBy), *things(CXZY.place)]
        if kind == CXZY.Participation:
            return [*things(CXZY.participant), *things(CXZY.event)]
        if kind == CXZY.Founding:
            return things(CXZY.organisation) or [Part(class_label(kind, english()))]
        if kind == CXZY.Affiliation:
            return [*things(CXZY.organisation), *([Part(say("隶属于", "is part of"))] if not without else []), *things(CXZY.parent)]
        if kind == CXZY.Statistic:
            return [
                *things(CXZY.organisation),
                Part(measure_name(graph.one(fact, CXZY.measure))),
                Part(f"{graph.one(fact, CXZY.value)} {graph.one(fact, CXZY.unit)}".strip()),
            ]
        if kind == CXZY.Issuance:
            return [
                *things(CXZY.organisation),
                Part(graph.one(fact, CXZY.verb)),
                *(Part(f"《{p.text}》", p.href) for p in things(CXZY.document)),
            ]
        return [
            part for prop, one in properties(CLASSES[kind]).items() for part in self._field(fact, term(prop), one.metadata["means"], things)
        ]

    def _field(self, fact: str, prop: str, means: str, things: Callable[[str], list[Part]]) -> list[Part]:
        """What a field of a fact says; a date stands beside the line."""
        if means in ("text", "number"):
            return [Part(said) for said in self.graph.all(fact, prop)]
        return things(prop) if means != "date" else []


def address(iri: str, base: str) -> str:
    """Where a thing is read on this service; empty for an IRI of elsewhere.

    >>> address("https://a.cn/id/person/李然#char=1,2", "https://a.cn/id/")
    '/id/person/%E6%9D%8E%E7%84%B6#char=1,2'
    """
    return "/id/" + quote(iri.removeprefix(base), safe="/#=,%") if iri.startswith(base) else ""


def measure_name(measure: str) -> str:
    """What a measure is called.

    >>> measure_name("member_count"), measure_name("other:捐款")
    ('成员数', '捐款')
    """
    if english():
        return measure.removeprefix("other:").replace("_", " ")
    return MEASURES.get(measure, measure.removeprefix("other:"))
