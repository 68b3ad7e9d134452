"""Claims to quads: what a report says, in the graph that bears the report's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from ..dates import Date
from ..facts import (
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
    kind_of,
    properties,
)  # fmt: skip
from ..lexicon import places
from ..model import Claim, Entity, Evidence
from ..resolving.known import Body
from ..settling.accounts import Account
from .iris import ACTIVITY, Mint
from .kinds import class_of, term
from .terms import CXZY, DCTERMS, NIF, ORG, PROV, SKOS, XSD
from .things import Things, iri, number, plain, text
from .writing import Triple

_HONOUR_LEVELS = {
    0: CXZY.NationalHonour,
    1: CXZY.ProvincialHonour,
    2: CXZY.MunicipalHonour,
    3: CXZY.CountyHonour,
    4: CXZY.UnitHonour,
}
_TITLED = (
    (re.compile(r"^(?:全国|国家|中央|中国|中华)"), 0),
    (re.compile(r"^(?:[\u4e00-\u9fff]{2,3}省|全省|省级|省|[\u4e00-\u9fff]{2,4}自治区|全区自治区级)"), 1),
    (re.compile(r"^(?:[\u4e00-\u9fff]{2,3}[市州盟]|全[市州]|[市州]级|市)"), 2),
    (re.compile(r"^(?:[\u4e00-\u9fff]{2,3}[区县旗]|全[区县]|[区县]级|[区县])"), 3),
    (re.compile(r"^(?:校级|院级|校|院)"), 4),
)


def honour_level(title: str, by: Iterable[Entity]) -> str | None:
    """How far an honour reaches: by the highest of those who gave it, else by how its title begins; None where neither tells.

    >>> honour_level("全国先进基层组织", []) == CXZY.NationalHonour, honour_level("优秀会员", [])
    (True, None)
    """
    ranks = [found for body in by if (found := _reach(body)) is not None]
    if not ranks:
        ranks = [level for pattern, level in _TITLED if pattern.match(title)][:1]
    return _HONOUR_LEVELS[min(ranks)] if ranks else None


def _reach(body: Entity) -> int | None:
    """How far what a body gives reaches: 0 the nation, 4 its own people."""
    if not isinstance(body.detail, Body):
        return None
    name, division = body.detail.name, body.detail.key.division
    if name.unit == "中央" or name.host.startswith(("全国", "中国", "国家", "中央", "教育部", "人民")):
        return 0
    if name.is_branch or (name.host and not name.unit):
        return 4
    if division is not None:
        municipality = division.level == "省" and division.name.endswith("市")
        return 1 if municipality else {"省": 1, "市": 2, "县": 3}[division.level]
    last = name.level or body.detail.key.place[-1:]
    return {"省": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3}.get(last)


class Writer(Things):
    """The triples of one report: `stated` for its own graph, `decided` for what a person added to it."""

    def __init__(self, mint: Mint, account: Account) -> None:
        super().__init__(mint, account.year, account.near)
        self._account = account
        self.graph = mint.report(account.report)

    def stated(self) -> set[Triple]:
        """Everything that the report says, and what holds of the things it names."""
        self.triples = set()
        self._report_node()
        for claim in self._account.claims:
            self._fact(claim)
        return self.triples

    def decided(self) -> set[Triple]:
        """The facts that a person stated or took out, with what holds of the things they name, each tied to the decision."""
        self.triples = set()
        for key, claim in self._account.decided:
            node = self._fact(claim)
            self.add(self.mint.thing("decision", key), PROV.generated, iri(node))
        for key, fact in self._account.rejected:
            self.add(self.mint.thing("decision", key), PROV.invalidated, iri(self._node(fact)))
        return self.triples

    # ------------------------------------------------------------------ things

    def _report_node(self) -> None:
        account, node = self._account, self.graph
        self.type(node, CXZY.Report)
        self.add(node, DCTERMS.source, text(account.source))
        self.add(node, NIF.isString, text(account.text))
        if account.title:
            self.add(node, DCTERMS.title, text(account.title, language="zh-Hans"))
        if account.published:
            self.add(node, DCTERMS.issued, text(account.published, XSD.date))
        if account.editor:
            self.add(node, DCTERMS.contributor, text(account.editor))
        if account.about:
            self.add(node, CXZY.about, iri(self.thing(account.about)))

    def _place(self, name: str, holders: str) -> str:
        """A place by its name: a division, or else one that those who held something there mean by it."""
        division = places.locate((name,), self._account.year, self._account.near) if places.named(name) else None
        if division:
            node = self.division(division)
            if name != division.name:
                self.add(node, SKOS.altLabel, text(name, language="zh-Hans"))
            return node
        node = self.mint.thing("place", holders or f"@{self._account.report}", name)
        self.type(node, CXZY.Place)
        self.label(node, name)
        return node

    # ------------------------------------------------------------------ facts

    def _fact(self, claim: Claim) -> str:
        fact = claim.fact
        node = self._node(fact)
        getattr(self, f"_{type(fact).__name__.lower()}", self._as_declared)(node, fact)
        self.add(node, CXZY.confidence, number(claim.confidence))
        for evidence in claim.evidence:
            self.add(node, CXZY.evidence, iri(self._passage(evidence)))
            self.add(node, CXZY.extractedBy, text(evidence.rule))
        return node

    def _node(self, fact: Fact) -> str:
        """A fact's IRI, of what it says: a rebuild meets it again."""
        made = self.mint.thing
        if isinstance(fact, Event):
            when = str(fact.date) if fact.date else f"@{self._account.report}"
            return made("event", _and(fact.holders), fact.name, when, *([fact.place] if fact.place else []))
        if isinstance(fact, Membership):
            return made("membership", _id(fact.person), _id(fact.org), fact.role or "", *_span(fact.since, fact.until))
        if isinstance(fact, Occupation):
            return made("occupation", _id(fact.person), fact.title)
        if isinstance(fact, Conferral):
            who = _id(fact.recipient) if fact.recipient else f"{_id(fact.recipient_group)}×{fact.recipient_count}"
            return made("conferral", who, fact.honour, _and(fact.by), str(fact.date or ""))
        if isinstance(fact, Participation):
            return made("participation", _id(fact.who), self._node(fact.event).removeprefix(self.mint.base))
        if isinstance(fact, Founding):
            return made("founding", _id(fact.org), str(fact.date or ""))
        if isinstance(fact, Affiliation):
            return made("affiliation", _id(fact.org), _id(fact.parent))
        if isinstance(fact, Statistic):
            return made("statistic", _id(fact.org), fact.measure, plain(fact.value), str(fact.date or ""))
        if isinstance(fact, Issuance):
            return made("issuance", _id(fact.org), fact.document, fact.verb or "")
        return made(type(fact).__name__.lower(), *(_said(getattr(fact, one.name)) for one in fields(fact)))

    def _passage(self, evidence: Evidence) -> str:
        node = self.mint.passage(self.graph, *evidence.span)
        self.type(node, CXZY.Passage)
        self.add(node, CXZY.inReport, iri(self.graph))
        for prop, value in (
            (NIF.beginIndex, evidence.span.start),
            (NIF.endIndex, evidence.span.end),
            (CXZY.rawBegin, evidence.raw_span.start),
            (CXZY.rawEnd, evidence.raw_span.end),
        ):
            self.add(node, prop, text(str(value), XSD.integer))
        self.add(node, NIF.anchorOf, text(evidence.quote))
        return node

    def _dated(self, node: str, date: Date | None, prop: str = CXZY.date) -> None:
        if date is None:
            return
        self.add(node, prop, text(date.start, getattr(XSD, date.datatype)))
        if prop != CXZY.date:
            return
        self.add(node, CXZY.earliest, text(date.earliest, XSD.date))
        self.add(node, CXZY.latest, text(date.latest, XSD.date))
        self.add(node, CXZY.year, text(str(date.year), XSD.integer))
        if date.end:
            self.add(node, CXZY.until, text(date.end, XSD.date if date.end.count("-") == 2 else getattr(XSD, Date(date.end).datatype)))

    def _as_declared(self, node: str, fact: Fact) -> None:
        """A fact of a kind that says no more than its fields: each becomes its property, and each edge with a shortcut its triple."""
        kind = type(fact)
        self.type(node, class_of(kind))
        nodes: dict[str, list[str]] = {"": [node]}
        for prop, one in properties(kind).items():
            for value in _several(getattr(fact, one.name)):
                if one.metadata["means"] == "date":
                    self._dated(node, value, term(prop))
                elif isinstance(value, Entity):
                    nodes.setdefault(one.name, []).append(self.thing(value))
                    self.add(node, term(prop), iri(nodes[one.name][-1]))
                else:
                    self.add(node, term(prop), number(value) if one.metadata["means"] == "number" else text(str(value)))
        for edge in kind_of(kind).edges:
            for first in nodes.get(edge.first, ()) if edge.shortcut else ():
                for second in nodes.get(edge.second, ()):
                    self.add(*((second, term(edge.shortcut), iri(first)) if edge.backwards else (first, term(edge.shortcut), iri(second))))

    def _membership(self, node: str, fact: Membership) -> None:
        self.type(node, CXZY.Membership)
        person, body = self.thing(_sure(fact.person)), self.thing(_sure(fact.org))
        self.add(node, ORG.member, iri(person))
        self.add(node, ORG.organization, iri(body))
        if fact.role:
            self.add(node, ORG.role, iri(self.named("role", CXZY.Role, fact.role)))
        self._dated(node, fact.since, CXZY.from_)
        self._dated(node, fact.until, CXZY.until)
        for date in (fact.since, fact.until):
            if date:
                self.add(node, CXZY.year, text(str(date.year), XSD.integer))
                break
        self.add(body, CXZY.hasMember, iri(person))

    def _occupation(self, node: str, fact: Occupation) -> None:
        self.type(node, CXZY.Occupation)
        self.add(node, CXZY.person, iri(self.thing(_sure(fact.person))))
        self.add(node, CXZY.title, text(fact.title))

    def _conferral(self, node: str, fact: Conferral) -> None:
        self.type(node, CXZY.Conferral)
        honour = self.named("honour", CXZY.Honour, fact.honour)
        self.add(node, CXZY.honour, iri(honour))
        if fact.recipient:
            recipient = self.thing(_sure(fact.recipient))
            self.add(node, CXZY.recipient, iri(recipient))
            self.add(recipient, CXZY.received, iri(honour))
        if fact.recipient_count is not None:
            self.add(node, CXZY.recipientCount, text(str(fact.recipient_count), XSD.integer))
        if fact.recipient_group:
            self.add(node, CXZY.recipientGroup, iri(self.thing(_sure(fact.recipient_group))))
        for body in fact.by:
            self.add(node, CXZY.conferredBy, iri(self.thing(_sure(body))))
        self._dated(node, fact.date)
        level = honour_level(fact.honour, [_sure(body) for body in fact.by])
        if level:
            self.add(node, CXZY.honourLevel, iri(level))
            self.concept(level, CXZY.HonourLevel)
        if fact.by or fact.date:
            self.add(node, CXZY.award, iri(self._award(fact, honour, level)))

    def _award(self, fact: Conferral, honour: str, level: str | None) -> str:
        """The entry of the catalogue of honours: the honour as one conferrer gave it in one year."""
        year = str(fact.date.year) if fact.date else ""
        node = self.mint.thing("award", fact.honour, _and(fact.by), year)
        self.type(node, CXZY.Award)
        given = "，".join(part for part in ("、".join(sorted(_sure(body).name for body in fact.by)), year) if part)
        self.label(node, f"{fact.honour}（{given}）")
        self.add(node, CXZY.honour, iri(honour))
        for body in fact.by:
            self.add(node, CXZY.conferredBy, iri(self.thing(_sure(body))))
        if level:
            self.add(node, CXZY.honourLevel, iri(level))
        if year:
            self.add(node, CXZY.year, text(year, XSD.integer))
        return node

    def _event(self, node: str, fact: Event) -> None:
        self.type(node, CXZY.Event)
        self.label(node, fact.name)
        for holder in fact.holders:
            body = self.thing(_sure(holder))
            self.add(node, CXZY.heldBy, iri(body))
            self.add(body, CXZY.heldActivity, iri(node))
        kind = ACTIVITY[fact.activity_type]
        self.add(node, CXZY.activityType, iri(kind))
        self.concept(kind, CXZY.ActivityType)
        self._dated(node, fact.date)
        if fact.place:
            self.add(node, CXZY.place, iri(self._place(fact.place, _and(fact.holders))))
        if fact.attendance is not None:
            self.add(node, CXZY.attendance, text(str(fact.attendance), XSD.integer))
        if fact.occurrences is not None:
            self.add(node, CXZY.occurrences, text(str(fact.occurrences), XSD.integer))

    def _participation(self, node: str, fact: Participation) -> None:
        self.type(node, CXZY.Participation)
        who, event = self.thing(_sure(fact.who)), self._node(fact.event)
        self._event(event, fact.event)
        self.add(node, CXZY.participant, iri(who))
        self.add(node, CXZY.event, iri(event))
        self.add(who, CXZY.participatedIn, iri(event))

    def _founding(self, node: str, fact: Founding) -> None:
        self.type(node, CXZY.Founding)
        self.add(node, CXZY.organisation, iri(self.thing(_sure(fact.org))))
        self._dated(node, fact.date)

    def _affiliation(self, node: str, fact: Affiliation) -> None:
        self.type(node, CXZY.Affiliation)
        body, parent = self.thing(_sure(fact.org)), self.thing(_sure(fact.parent))
        self.add(node, CXZY.organisation, iri(body))
        self.add(node, CXZY.parent, iri(parent))
        self.add(body, ORG.subOrganizationOf, iri(parent))

    def _statistic(self, node: str, fact: Statistic) -> None:
        self.type(node, CXZY.Statistic)
        self.add(node, CXZY.organisation, iri(self.thing(_sure(fact.org))))
        self.add(node, CXZY.measure, text(fact.measure))
        self.add(node, CXZY.value, number(fact.value))
        if fact.unit:
            self.add(node, CXZY.unit, text(fact.unit))
        self._dated(node, fact.date)

    def _issuance(self, node: str, fact: Issuance) -> None:
        self.type(node, CXZY.Issuance)
        body, document = self.thing(_sure(fact.org)), self.mint.thing("document", _id(fact.org), fact.document)
        self.type(document, CXZY.Document)
        self.label(document, fact.document)
        self.add(node, CXZY.organisation, iri(body))
        self.add(node, CXZY.document, iri(document))
        if fact.verb:
            self.add(node, CXZY.verb, text(fact.verb))
        self.add(body, CXZY.issued, iri(document))


def _several(value: object) -> tuple[Any, ...]:
    """The values of a field: none, one or more."""
    return value if isinstance(value, tuple) else () if value in (None, "") else (value,)


def _said(value: object) -> str:
    """A field's value as a part of an IRI."""
    return "、".join(one.identity if isinstance(one, Entity) else str(one) for one in _several(value))


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
