"""What a page needs of the graph, asked for in SPARQL: the same of the store beside it and of any server."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from ..rdf.terms import CXZY, DCTERMS, NIF, ORG, RDF, SCHEMA, SKOS
from ..rdf.writing import Triple, parsed
from ..service.answers import Answers
from ..service.worker import Asked
from ..views.graph import FACTS, Graph, value

MOST = 20_000
"""Facts of one thing that are looked at."""


_TOGETHER = 400
"""Nodes that one query asks about."""

_SHORT = (CXZY.hasMember, CXZY.heldActivity, CXZY.received, CXZY.issued, CXZY.participatedIn, NIF.isString)
"""What a page does not want of a thing itself: the short cuts to what its facts tell, and texts."""

_EVIDENCE, _IN_REPORT, _TYPE = f"<{CXZY.evidence}>", f"<{CXZY.inReport}>", f"<{RDF.type}>"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that a thing is in: by which property, of which kind, when, and in which post."""

    fact: str
    role: str
    kind: str
    when: str
    post: str = ""


class Asking:
    """Asks a service's answers in the words of pages."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def rows(self, sparql: str) -> list[dict[str, str]]:
        """The rows of a SELECT, each with the variables that are bound."""
        found = await self._answers.get(Asked(sparql, results="JSON"))
        said: dict[str, Any] = json.loads(found.body)
        return [{name: one["value"] for name, one in row.items()} for row in said["results"]["bindings"]]

    async def triples(self, sparql: str) -> set[Triple]:
        """The triples of a CONSTRUCT."""
        found = await self._answers.get(Asked(sparql, graph="N_TRIPLES"))
        return {parsed(line) for line in found.body.decode().split("\n") if line}

    async def said_of(self, nodes: Iterable[str], but: Iterable[str] = (), only: Iterable[str] = ()) -> set[Triple]:
        """What is said of some nodes, in all properties but some, or in some only.

        A filter, and not VALUES for the properties: Oxigraph 0.5 would read every triple with such a property, hundreds of milliseconds at
        a million.
        """
        found: set[Triple] = set()
        wanted = sorted(set(nodes))
        limits = "".join(
            f" FILTER(?p {word} ({', '.join(f'<{one}>' for one in several)}))"
            for word, several in (("NOT IN", tuple(but)), ("IN", tuple(only)))
            if several
        )
        for at in range(0, len(wanted), _TOGETHER):
            values = " ".join(f"<{one}>" for one in wanted[at : at + _TOGETHER])
            found |= await self.triples(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o{limits} }}")
        return found

    async def facts_of(self, iri: str) -> list[Told]:
        """The facts that a thing is in, the latest first, those without a date last."""
        kinds = ", ".join(f"<{kind}>" for kind in FACTS)
        dates = (
            f"OPTIONAL {{ ?fact <{CXZY.date}> ?day }} OPTIONAL {{ ?fact <{CXZY.from_}> ?since }} OPTIONAL {{ ?fact <{ORG.role}> ?post }}"
        )
        rows = await self.rows(f"SELECT * {{ ?fact ?role <{iri}> ; a ?kind FILTER(?kind IN ({kinds})) {dates} }} LIMIT {MOST}")
        rows += await self.rows(
            f'SELECT * {{ <{iri}> a ?kind FILTER(?kind IN ({kinds})) BIND(<{iri}> AS ?fact) BIND("" AS ?role) {dates} }}'
        )
        told = {
            Told(
                row["fact"],
                row["role"],
                row["kind"],
                row.get("day") or row.get("since", ""),
                unquote(row.get("post", "").rsplit("/", 1)[-1]),
            )
            for row in rows
        }
        return sorted(told, key=lambda one: (_later_first(one.when), one.fact, one.role))

    async def last_told(self, iri: str) -> dict[str, str]:
        """The memberships of a body, each with the year of the latest report that tells it."""
        rows = await self.rows(f"""SELECT ?fact (MAX(?issued) AS ?day) {{
  ?fact <{ORG.organization}> <{iri}> ; <{CXZY.evidence}> ?passage . ?passage <{CXZY.inReport}> ?report . ?report <{DCTERMS.issued}> ?issued
}} GROUP BY ?fact""")
        return {row["fact"]: row["day"][:4] for row in rows if row.get("day")}

    async def of_facts(self, facts: Iterable[str], things: Iterable[str] = ()) -> Graph:
        """What the graph says of some facts, with their sentences, the reports of these without their texts, and the names of the things in
        them; and of some things themselves."""
        own = await self.said_of(facts) | await self.said_of(things, but=_SHORT)
        return await self._with_names(own)

    async def report(self, iri: str) -> Graph:
        """What the graph says of a report: its text, its passages, the facts with their things."""
        passages = [row["s"] for row in await self.rows(f"SELECT ?s {{ ?s <{CXZY.inReport}> <{iri}> }}")]
        facts = [row["f"] for row in await self.rows(f"SELECT DISTINCT ?f {{ ?s <{CXZY.inReport}> <{iri}> . ?f <{CXZY.evidence}> ?s }}")]
        own = await self.said_of([iri]) | await self.said_of([*facts, *passages])
        return await self._with_names(own)

    async def _with_names(self, own: set[Triple]) -> Graph:
        """Triples with what is behind them: passages, reports, and what things are called."""
        passages = {value(term) for _, predicate, term in own if predicate == _EVIDENCE}
        behind = await self.said_of(passages - {subject[1:-1] for subject, *_ in own})
        reports = {value(term) for _, predicate, term in own | behind if predicate == _IN_REPORT}
        known = {subject[1:-1] for subject, *_ in own | behind}
        others = (
            {term[1:-1] for _, predicate, term in own if term.startswith("<") and predicate not in (_EVIDENCE, _TYPE)} - known - reports
        )
        named = await self.said_of(others, only=(SKOS.prefLabel, SKOS.altLabel, RDF.type, CXZY.adcode))
        titles = await self.said_of(reports - known, but=(NIF.isString,))
        return Graph(sorted(own | behind | named | titles))

    async def related(self, iri: str, limit: int = 300) -> list[dict[str, str]]:
        """What else points to a thing, no facts: by which property, and what it is called."""
        kinds = ", ".join(f"<{one}>" for one in (CXZY.place, CXZY.level, CXZY.party, CXZY.activityType, CXZY.honourLevel, SCHEMA.containedInPlace,
                                                CXZY.honour, CXZY.about, ORG.role))  # fmt: skip
        return await self.rows(f"""SELECT DISTINCT ?thing ?role ?label WHERE {{
  ?thing ?role <{iri}> FILTER(?role IN ({kinds}))
  FILTER NOT EXISTS {{ ?thing a <{CXZY.Fact}> FILTER NOT EXISTS {{ ?thing a <{CXZY.Event}> }} }}
  ?thing <{SKOS.prefLabel}>|<{DCTERMS.title}> ?label
}} ORDER BY ?label ?thing LIMIT {limit}""")

    async def namesakes(self, iri: str) -> Graph:
        """The pairs that a person is in who may be one, with the other side's name."""
        pairs = [row["s"] for row in await self.rows(f"SELECT ?s {{ ?s <{CXZY.between}> <{iri}> }}")]
        return await self._with_names(await self.said_of(pairs))


def _later_first(day: str) -> tuple[bool, tuple[int, ...]]:
    """A key by which later days come first, and what has none comes last.

    >>> sorted(["2014", "", "2016-03", "2014-05"], key=_later_first)
    ['2016-03', '2014', '2014-05', '']
    """
    return not day, tuple(-int(part) for part in day.split("/")[0].split("-") if part.isdigit())
