"""The graph as FollowTheMoney entities, a JSON object a line, as Aleph, OpenAleph and yente take them in.

Schemata as of followthemoney 4 (https://followthemoney.tech/explorer/): Organization, Person, Membership, Event, UnknownLink, Note, Article, Document.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import sha1
from typing import Any

from ..facts import kind_of
from ..rdf.kinds import CLASSES, ends
from ..rdf.terms import CXZY, DCTERMS, NIF, ORG, SKOS
from ..views.graph import FactView, Graph, class_label

_Properties = dict[str, list[str]]
_Entity = tuple[str, str, _Properties]
"""Whose id it is (an IRI), the schema, the properties."""


def entities(graph: Graph) -> Iterator[str]:
    """The lines: reports, bodies, people, documents, then the facts."""
    for class_, made in ((CXZY.Report, _report), (CXZY.Organisation, _organisation), (CXZY.Person, _person), (CXZY.Document, _document)):
        for node in graph.of_class(class_):
            yield _line(made(graph, node))
    for fact in graph.facts():
        view = graph.view(fact, around=False)
        maker = _maker(view.kind)
        for entity in maker(graph, view) if maker else ():
            yield _line(entity)


def identifier(iri: str) -> str:
    """An entity's id: FollowTheMoney's own way of making one, the SHA-1 of what tells it from others.

    >>> identifier("https://w3id.org/cxzy-graph/id/person/李然")
    'cxzy-40841a383b9beef7a0aaefd1fef36ad31f462f26'
    """
    return f"cxzy-{sha1(iri.encode(), usedforsecurity=False).hexdigest()}"


def _line(entity: _Entity) -> str:
    iri, schema, properties = entity
    said = {name: sorted({value for value in values if value}) for name, values in properties.items()}
    whole: dict[str, Any] = {
        "id": identifier(iri),
        "schema": schema,
        "properties": {name: values for name, values in said.items() if values},
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True) + "\n"


def _report(graph: Graph, node: str) -> _Entity:
    title = graph.one(node, DCTERMS.title)
    source = graph.one(node, DCTERMS.source)
    return node, "Article", {
        "title": [title or source], "fileName": [source], "publishedAt": [graph.one(node, DCTERMS.issued)],
        "author": [graph.one(node, DCTERMS.contributor)], "bodyText": [graph.one(node, NIF.isString)], "language": ["zho"],
    }  # fmt: skip


def _organisation(graph: Graph, node: str) -> _Entity:
    above = [*graph.all(node, ORG.subOrganizationOf), *graph.all(node, CXZY.impliedParent)]
    founded = [graph.one(fact, CXZY.date) for fact in graph.facts_with(CXZY.organisation, node, CXZY.Founding)]
    return node, "Organization", {
        "name": [graph.label(node)], "alias": graph.all(node, SKOS.altLabel), "country": ["cn"], "classification": [class_label(graph.kind(node))],
        "parent": [identifier(one) for one in above], "incorporationDate": founded, "keywords": [node],
    }  # fmt: skip


def _person(graph: Graph, node: str) -> _Entity:
    titles = [graph.one(fact, CXZY.title) for fact in graph.facts_with(CXZY.person, node, CXZY.Occupation)]
    return node, "Person", {
        "name": [graph.label(node)], "alias": graph.all(node, SKOS.altLabel), "country": ["cn"], "position": titles, "keywords": [node],
    }  # fmt: skip


def _document(graph: Graph, node: str) -> _Entity:
    return node, "Document", {"title": [graph.label(node)]}


def _proved(graph: Graph, view: FactView) -> _Properties:
    """What a fact rests on: its sentences, and the reports that have them."""
    reports = {graph.one(passage, CXZY.inReport) for passage in graph.all(view.iri, CXZY.evidence)}
    return {
        "summary": [sentence.quote for sentence in view.sentences],
        "proof": [identifier(one) for one in reports],
        "recordId": [view.iri],
    }


def _dated(graph: Graph, fact: str) -> _Properties:
    date, until = graph.one(fact, CXZY.date), graph.one(fact, CXZY.until)
    since = graph.one(fact, CXZY.from_)
    if date and not until:
        return {"date": [date]}
    return {"startDate": [date or since], "endDate": [until]}


def _ids(graph: Graph, fact: str, *props: str) -> list[str]:
    return [identifier(node) for prop in props for node in graph.all(fact, prop)]


def _membership(graph: Graph, view: FactView) -> Iterator[_Entity]:
    fact = view.iri
    yield fact, "Membership", {
        "member": _ids(graph, fact, ORG.member), "organization": _ids(graph, fact, ORG.organization),
        "role": [graph.label(role) for role in graph.all(fact, ORG.role)], **_dated(graph, fact), **_proved(graph, view),
    }  # fmt: skip


def _event(graph: Graph, view: FactView) -> Iterator[_Entity]:
    fact = view.iri
    took_part = [one for other in graph.facts_with(CXZY.event, fact, CXZY.Participation) for one in graph.all(other, CXZY.participant)]
    yield fact, "Event", {
        "name": [graph.label(fact)], "organizer": _ids(graph, fact, CXZY.heldBy), "involved": [identifier(one) for one in took_part],
        "location": [graph.label(place) for place in graph.all(fact, CXZY.place)],
        "keywords": [graph.label(kind) for kind in graph.all(fact, CXZY.activityType)], **_dated(graph, fact), **_proved(graph, view),
    }  # fmt: skip


def _conferral(graph: Graph, view: FactView) -> Iterator[_Entity]:
    fact = view.iri
    recipients = _ids(graph, fact, CXZY.recipient, CXZY.recipientGroup)
    honour = "、".join(graph.label(one) for one in graph.all(fact, CXZY.honour))
    count = graph.one(fact, CXZY.recipientCount)
    told = honour + (f" × {count}" if count else "")
    givers = _ids(graph, fact, CXZY.conferredBy)
    if givers:
        yield (
            fact,
            "UnknownLink",
            {"subject": givers, "object": recipients, "role": [f"授予{told}"], **_dated(graph, fact), **_proved(graph, view)},
        )
    else:
        yield _note(graph, view, recipients, told)


def _note(graph: Graph, view: FactView, about: list[str], told: str) -> _Entity:
    proved = _proved(graph, view)
    return view.iri, "Note", {
        "name": [f"{told}（{view.date}）" if view.date else told], "entity": about, "description": proved["summary"], "proof": proved["proof"],
        "keywords": [view.iri],
    }  # fmt: skip


def _statistic(graph: Graph, view: FactView) -> Iterator[_Entity]:
    told = view.line.partition(" · ")[2]
    yield _note(graph, view, _ids(graph, view.iri, CXZY.organisation), told)


def _linked(subject: str, role: Callable[[Graph, str], str], object_: str) -> Callable[[Graph, FactView], Iterator[_Entity]]:
    def made(graph: Graph, view: FactView) -> Iterator[_Entity]:
        fact = view.iri
        yield fact, "UnknownLink", {
            "subject": _ids(graph, fact, subject), "object": _ids(graph, fact, object_), "role": [role(graph, fact)],
            **_dated(graph, fact), **_proved(graph, view),
        }  # fmt: skip

    return made


_FACTS: dict[str, Callable[[Graph, FactView], Iterator[_Entity]]] = {
    CXZY.Membership: _membership,
    CXZY.Event: _event,
    CXZY.Conferral: _conferral,
    CXZY.Statistic: _statistic,
    CXZY.Issuance: _linked(CXZY.organisation, lambda graph, fact: graph.one(fact, CXZY.verb) or "发文", CXZY.document),
}
"""How a kind of fact is told that has a schema of its own there."""

_ELSEWHERE = frozenset({CXZY.Founding, CXZY.Occupation, CXZY.Participation})
"""Kinds told with the body, the person and the event."""


def _maker(class_: str) -> Callable[[Graph, FactView], Iterator[_Entity]] | None:
    """How a kind of fact is told: by a schema, or as a link between its two things."""
    if class_ in _FACTS or class_ in _ELSEWHERE or class_ not in CLASSES:
        return _FACTS.get(class_)
    for edge in kind_of(CLASSES[class_]).edges:
        first, second = ends(CLASSES[class_], edge)
        return _linked(first, lambda graph, fact, relation=edge.relation: relation, second)  # type: ignore[misc]
    return None
