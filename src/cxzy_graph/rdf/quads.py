"""Claims to quads: what a report says, in the graph that bears the report's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..dates import Date
from ..facts import Affiliation, Conferral, Event, Fact, Founding, Issuance, Membership, Occupation, Participation, Statistic
from ..model import Claim, Entity, Evidence, Layout, Report, RestoredText
from ..recognising import places
from ..recognising.names import OrgName
from ..resolving import Resolved
from ..resolving.bodies import Body, rank
from .iris import ACTIVITY, Mint
from .terms import ABOVE, CXZY, DCTERMS, LABELS, NIF, ORG, RDF, SCHEMA, SKOS, XSD
from .writing import Triple

_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_ESCAPES |= {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if code not in (9, 10, 13)}
_LEVELS = {
    0: CXZY.CentralLevel,
    1: CXZY.ProvincialLevel,
    2: CXZY.PrefecturalLevel,
    3: CXZY.CountyLevel,
    4: CXZY.GrassrootsLevel,
    5: CXZY.GrassrootsLevel,
    6: CXZY.GrassrootsLevel,
}


def iri(value: str) -> str:
    return f"<{value}>"


def text(value: str, datatype: str = "", language: str = "") -> str:
    """A literal as an N-Triples term.

    >>> text('说“好”\\n', language="zh-Hans"), text("2014", XSD.gYear)
    ('"说“好”\\\\n"@zh-Hans', '"2014"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    """
    said = f'"{value.translate(_ESCAPES)}"'
    return f"{said}@{language}" if language else f"{said}^^<{datatype}>" if datatype else said


def number(value: float) -> str:
    """A decimal in its shortest form."""
    plain = format(Decimal(repr(value)).normalize(), "f")
    return text(plain, XSD.decimal)


class Writer:
    """The triples of one report."""

    def __init__(self, mint: Mint, report: Report, restored: RestoredText, page: Layout, resolved: Resolved) -> None:
        self._mint = mint
        self._report = report
        self._restored = restored
        self._page = page
        self._resolved = resolved
        self.graph = mint.report(report.id)
        self._out: set[Triple] = set()

    def triples(self) -> set[Triple]:
        """Everything that the report says, and what holds of the things it names."""
        self._report_node()
        for claim in self._resolved.claims:
            self._fact(claim)
        return self._out

    def _add(self, subject: str, predicate: str, value: str) -> None:
        self._out.add((iri(subject), iri(predicate), value))

    def _type(self, subject: str, *classes: str) -> None:
        for one in classes:
            self._add(subject, RDF.type, iri(one))
            for above in ABOVE.get(one, ()):
                self._add(subject, RDF.type, iri(above))

    def _label(self, subject: str, name: str, aliases: Iterable[str] = ()) -> None:
        self._add(subject, SKOS.prefLabel, text(name, language="zh-Hans"))
        for alias in aliases:
            if alias != name:
                self._add(subject, SKOS.altLabel, text(alias, language="zh-Hans"))

    # ------------------------------------------------------------------ things

    def _report_node(self) -> None:
        page, node = self._page, self.graph
        self._type(node, CXZY.Report)
        self._add(node, DCTERMS.source, text(self._report.source))
        self._add(node, NIF.isString, text(self._restored.text))
        if page.title:
            self._add(node, DCTERMS.title, text(page.title, language="zh-Hans"))
        if page.published:
            self._add(node, DCTERMS.issued, text(page.published, XSD.date))
        if page.editor:
            self._add(node, DCTERMS.contributor, text(page.editor))
        if self._resolved.about:
            self._add(node, CXZY.about, iri(self._thing(self._resolved.about)))

    def _thing(self, entity: Entity) -> str:
        node = self._mint.thing(entity.kind, entity.identity)
        self._label(node, entity.name, entity.aliases)
        if entity.kind == "person":
            self._type(node, CXZY.Person)
        else:
            self._organisation(node, entity)
        return node

    def _organisation(self, node: str, entity: Entity) -> None:
        name = entity.detail.name if isinstance(entity.detail, Body) else OrgName(host=entity.name)
        self._type(node, CXZY.Committee if name.is_committee else CXZY.Branch if name.is_branch else CXZY.Organisation)
        if name.party and name.party != entity.name:
            party = self._mint.thing("organisation", name.party)
            self._type(party, CXZY.Organisation)
            self._label(party, name.party)
            self._add(node, CXZY.party, iri(party))
        level = _LEVELS.get(rank(name))
        if level:
            self._add(node, CXZY.level, iri(level))
            self._concept(level, CXZY.Level)
        division = places.locate(name.places, self._resolved.bodies.year, self._resolved.bodies.near)
        if division:
            self._add(node, CXZY.place, iri(self._division(division)))

    def _division(self, division: places.Division) -> str:
        node = self._mint.thing("place", str(division.code), division.name)
        self._type(node, CXZY.Place)
        self._label(node, division.name)
        self._add(node, CXZY.adcode, text(str(division.code)))
        above = places.parent(division)
        if above:
            self._add(node, SCHEMA.containedInPlace, iri(self._division(above)))
        return node

    def _place(self, name: str) -> str:
        division = places.locate((name,), self._resolved.bodies.year, self._resolved.bodies.near) if places.named(name) else None
        if division:
            node = self._division(division)
            if name != division.name:
                self._add(node, SKOS.altLabel, text(name, language="zh-Hans"))
            return node
        near = self._resolved.about.name if self._resolved.about else self._report.id
        node = self._mint.thing("place", near, name)
        self._type(node, CXZY.Place)
        self._label(node, name)
        return node

    def _concept(self, concept: str, kind: str) -> None:
        chinese, _english = LABELS[concept]
        self._type(concept, kind)
        self._add(concept, SKOS.prefLabel, text(chinese, language="zh-Hans"))

    def _named(self, kind: str, klass: str, name: str) -> str:
        node = self._mint.thing(kind, name)
        self._type(node, klass)
        self._label(node, name)
        return node

    # ------------------------------------------------------------------ facts

    def _fact(self, claim: Claim) -> None:
        fact = claim.fact
        node = self._node(fact)
        getattr(self, f"_{type(fact).__name__.lower()}")(node, fact)
        self._add(node, CXZY.confidence, number(claim.confidence))
        for evidence in claim.evidence:
            self._add(node, CXZY.evidence, iri(self._passage(evidence)))
            self._add(node, CXZY.extractedBy, text(evidence.rule))

    def _node(self, fact: Fact) -> str:
        """A fact's IRI, of what it says: a rebuild meets it again."""
        made = self._mint.thing
        if isinstance(fact, Event):
            when = str(fact.date) if fact.date else self._report.id
            return made("event", _and(fact.holders), fact.name, when)
        if isinstance(fact, Membership):
            return made("membership", _id(fact.person), _id(fact.org), fact.role or "", *_span(fact.since, fact.until))
        if isinstance(fact, Occupation):
            return made("occupation", _id(fact.person), fact.title)
        if isinstance(fact, Conferral):
            who = _id(fact.recipient) if fact.recipient else f"{_id(fact.recipient_group)}×{fact.recipient_count}"
            return made("conferral", who, fact.honour, _and(fact.by), str(fact.date or ""))
        if isinstance(fact, Participation):
            return made("participation", _id(fact.who), self._node(fact.event).removeprefix(self._mint.base))
        if isinstance(fact, Founding):
            return made("founding", _id(fact.org), str(fact.date or ""))
        if isinstance(fact, Affiliation):
            return made("affiliation", _id(fact.org), _id(fact.parent))
        if isinstance(fact, Statistic):
            return made("statistic", _id(fact.org), fact.measure, f"{fact.value:g}", str(fact.date or ""))
        return made("issuance", _id(fact.org), fact.document, fact.verb or "")

    def _passage(self, evidence: Evidence) -> str:
        node = self._mint.passage(self.graph, *evidence.span)
        self._type(node, CXZY.Passage)
        self._add(node, CXZY.inReport, iri(self.graph))
        for prop, value in (
            (NIF.beginIndex, evidence.span.start),
            (NIF.endIndex, evidence.span.end),
            (CXZY.rawBegin, evidence.raw_span.start),
            (CXZY.rawEnd, evidence.raw_span.end),
        ):
            self._add(node, prop, text(str(value), XSD.integer))
        self._add(node, NIF.anchorOf, text(evidence.quote))
        return node

    def _dated(self, node: str, date: Date | None, prop: str = CXZY.date) -> None:
        if date is None:
            return
        self._add(node, prop, text(date.start, getattr(XSD, date.datatype)))
        if prop != CXZY.date:
            return
        self._add(node, CXZY.earliest, text(date.earliest, XSD.date))
        self._add(node, CXZY.latest, text(date.latest, XSD.date))
        self._add(node, CXZY.year, text(str(date.year), XSD.integer))
        if date.end:
            self._add(node, CXZY.until, text(date.end, XSD.date if date.end.count("-") == 2 else getattr(XSD, Date(date.end).datatype)))

    def _membership(self, node: str, fact: Membership) -> None:
        self._type(node, CXZY.Membership)
        person, body = self._thing(_sure(fact.person)), self._thing(_sure(fact.org))
        self._add(node, ORG.member, iri(person))
        self._add(node, ORG.organization, iri(body))
        if fact.role:
            self._add(node, ORG.role, iri(self._named("role", CXZY.Role, fact.role)))
        self._dated(node, fact.since, CXZY.from_)
        self._dated(node, fact.until, CXZY.until)
        for date in (fact.since, fact.until):
            if date:
                self._add(node, CXZY.year, text(str(date.year), XSD.integer))
                break
        self._add(body, CXZY.hasMember, iri(person))

    def _occupation(self, node: str, fact: Occupation) -> None:
        self._type(node, CXZY.Occupation)
        self._add(node, CXZY.person, iri(self._thing(_sure(fact.person))))
        self._add(node, CXZY.title, text(fact.title))

    def _conferral(self, node: str, fact: Conferral) -> None:
        self._type(node, CXZY.Conferral)
        honour = self._named("honour", CXZY.Honour, fact.honour)
        self._add(node, CXZY.honour, iri(honour))
        if fact.recipient:
            recipient = self._thing(_sure(fact.recipient))
            self._add(node, CXZY.recipient, iri(recipient))
            self._add(recipient, CXZY.received, iri(honour))
        if fact.recipient_count is not None:
            self._add(node, CXZY.recipientCount, text(str(fact.recipient_count), XSD.integer))
        if fact.recipient_group:
            self._add(node, CXZY.recipientGroup, iri(self._thing(_sure(fact.recipient_group))))
        for body in fact.by:
            self._add(node, CXZY.conferredBy, iri(self._thing(_sure(body))))
        self._dated(node, fact.date)

    def _event(self, node: str, fact: Event) -> None:
        self._type(node, CXZY.Event)
        self._label(node, fact.name)
        for holder in fact.holders:
            body = self._thing(_sure(holder))
            self._add(node, CXZY.heldBy, iri(body))
            self._add(body, CXZY.heldActivity, iri(node))
        kind = ACTIVITY[fact.activity_type]
        self._add(node, CXZY.activityType, iri(kind))
        self._concept(kind, CXZY.ActivityType)
        self._dated(node, fact.date)
        if fact.place:
            self._add(node, CXZY.place, iri(self._place(fact.place)))
        if fact.attendance is not None:
            self._add(node, CXZY.attendance, text(str(fact.attendance), XSD.integer))
        if fact.occurrences is not None:
            self._add(node, CXZY.occurrences, text(str(fact.occurrences), XSD.integer))

    def _participation(self, node: str, fact: Participation) -> None:
        self._type(node, CXZY.Participation)
        who, event = self._thing(_sure(fact.who)), self._node(fact.event)
        self._event(event, fact.event)
        self._add(node, CXZY.participant, iri(who))
        self._add(node, CXZY.event, iri(event))
        self._add(who, CXZY.participatedIn, iri(event))

    def _founding(self, node: str, fact: Founding) -> None:
        self._type(node, CXZY.Founding)
        self._add(node, CXZY.organisation, iri(self._thing(_sure(fact.org))))
        self._dated(node, fact.date)

    def _affiliation(self, node: str, fact: Affiliation) -> None:
        self._type(node, CXZY.Affiliation)
        body, parent = self._thing(_sure(fact.org)), self._thing(_sure(fact.parent))
        self._add(node, CXZY.organisation, iri(body))
        self._add(node, CXZY.parent, iri(parent))
        self._add(body, ORG.subOrganizationOf, iri(parent))

    def _statistic(self, node: str, fact: Statistic) -> None:
        self._type(node, CXZY.Statistic)
        self._add(node, CXZY.organisation, iri(self._thing(_sure(fact.org))))
        self._add(node, CXZY.measure, text(fact.measure))
        self._add(node, CXZY.value, number(fact.value))
        if fact.unit:
            self._add(node, CXZY.unit, text(fact.unit))
        self._dated(node, fact.date)

    def _issuance(self, node: str, fact: Issuance) -> None:
        self._type(node, CXZY.Issuance)
        body, document = self._thing(_sure(fact.org)), self._named("document", CXZY.Document, fact.document)
        self._add(node, CXZY.organisation, iri(body))
        self._add(node, CXZY.document, iri(document))
        if fact.verb:
            self._add(node, CXZY.verb, text(fact.verb))
        self._add(body, CXZY.issued, iri(document))


def _sure(who: object) -> Entity:
    if not isinstance(who, Entity):
        raise TypeError(f"{who!r} was not resolved to a thing before writing")
    return who


def _id(who: object) -> str:
    return _sure(who).identity


def _and(whom: Iterable[object]) -> str:
    return "、".join(sorted(_id(who) for who in whom))


def _span(since: Date | None, until: Date | None) -> Iterator[str]:
    if since or until:
        yield f"{since or ''}-{until or ''}"
