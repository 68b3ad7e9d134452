"""What a page needs of the graph, asked for in SPARQL: the same of the store beside it and of any server."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from ..rdf.terms import CXZY, DCTERMS, NIF, ORG, RDF, SCHEMA, SKOS
from ..rdf.writing import parsed
from ..service.answers import Answers
from ..service.worker import Asked
from ..views.graph import FACTS, Graph

MOST = 20_000
"""Facts of one thing that are looked at."""


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

    async def graph(self, sparql: str) -> Graph:
        """The triples of a CONSTRUCT."""
        found = await self._answers.get(Asked(sparql, graph="N_TRIPLES"))
        return Graph(sorted({parsed(line) for line in found.body.decode().split("\n") if line}))

    async def facts_of(self, iri: str) -> list[Told]:
        """The facts that a thing is in, the latest first, those without a date last."""
        kinds = " ".join(f"<{kind}>" for kind in FACTS)
        rows = await self.rows(f"""SELECT ?fact ?role ?kind ?when ?post WHERE {{
  {{ ?fact ?role <{iri}> ; a ?kind }} UNION {{ <{iri}> a ?kind BIND(<{iri}> AS ?fact) BIND("" AS ?role) }}
  VALUES ?kind {{ {kinds} }}
  OPTIONAL {{ ?fact <{CXZY.date}>|<{CXZY.from_}> ?when }}
  OPTIONAL {{ ?fact <{ORG.role}> ?post }}
}} LIMIT {MOST}""")
        told = {
            Told(row["fact"], row["role"], row["kind"], row.get("when", ""), unquote(row.get("post", "").rsplit("/", 1)[-1]))
            for row in rows
        }
        return sorted(told, key=lambda one: (_later_first(one.when), one.fact, one.role))

    async def of_facts(self, facts: Iterable[str], things: Iterable[str] = ()) -> Graph:
        """What the graph says of some facts, with their sentences, the reports of these without their texts, and the names of the things in
        them; and of some things themselves."""
        wanted = " ".join(f"<{one}>" for one in facts)
        others = " ".join(f"<{one}>" for one in things)
        named = f"VALUES ?p {{ <{SKOS.prefLabel}> <{SKOS.altLabel}> <{RDF.type}> <{CXZY.adcode}> }}"
        return await self.graph(f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ VALUES ?s {{ {wanted} }} ?s ?p ?o }}
  UNION {{ VALUES ?fact {{ {wanted} }} ?fact <{CXZY.evidence}> ?s . ?s ?p ?o }}
  UNION {{ VALUES ?fact {{ {wanted} }} ?fact <{CXZY.evidence}>/<{CXZY.inReport}> ?s . ?s ?p ?o FILTER(?p != <{NIF.isString}>) }}
  UNION {{ VALUES ?fact {{ {wanted} }} ?fact ?role ?s . ?s ?p ?o {named} }}
  UNION {{ VALUES ?s {{ {others} }} ?s ?p ?o FILTER(?p != <{NIF.isString}>) }}
  UNION {{ VALUES ?thing {{ {others} }} ?thing ?role ?s . ?s ?p ?o {named} }}
}}""")

    async def report(self, iri: str) -> Graph:
        """What the graph says of a report: its text, its passages, the facts with their things."""
        named = f"VALUES ?p {{ <{SKOS.prefLabel}> <{SKOS.altLabel}> <{RDF.type}> }}"
        return await self.graph(f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND(<{iri}> AS ?s) <{iri}> ?p ?o }}
  UNION {{ ?s <{CXZY.inReport}> <{iri}> ; ?p ?o }}
  UNION {{ ?passage <{CXZY.inReport}> <{iri}> . ?s <{CXZY.evidence}> ?passage ; ?p ?o }}
  UNION {{ ?passage <{CXZY.inReport}> <{iri}> . ?fact <{CXZY.evidence}> ?passage ; ?role ?s . ?s ?p ?o {named} }}
  UNION {{ <{iri}> <{CXZY.about}> ?s . ?s ?p ?o {named} }}
}}""")

    async def related(self, iri: str, limit: int = 300) -> list[dict[str, str]]:
        """What else points to a thing, no facts: by which property, and what it is called."""
        kinds = " ".join(f"<{one}>" for one in (CXZY.place, CXZY.level, CXZY.party, CXZY.activityType, CXZY.honourLevel, SCHEMA.containedInPlace,
                                                CXZY.honour, CXZY.about, ORG.role))  # fmt: skip
        return await self.rows(f"""SELECT DISTINCT ?thing ?role ?label WHERE {{
  ?thing ?role <{iri}> . VALUES ?role {{ {kinds} }}
  FILTER NOT EXISTS {{ ?thing a <{CXZY.Fact}> FILTER NOT EXISTS {{ ?thing a <{CXZY.Event}> }} }}
  ?thing <{SKOS.prefLabel}>|<{DCTERMS.title}> ?label
}} ORDER BY ?label ?thing LIMIT {limit}""")

    async def namesakes(self, iri: str) -> Graph:
        """The pairs that a person is in who may be one, with the other side's name."""
        return await self.graph(f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ ?s <{CXZY.between}> <{iri}> ; a <{CXZY.Candidate}> ; ?p ?o }}
  UNION {{ ?pair <{CXZY.between}> <{iri}> ; a <{CXZY.Candidate}> ; <{CXZY.between}> ?s . ?s ?p ?o VALUES ?p {{ <{SKOS.prefLabel}> <{RDF.type}> }} }}
}}""")


def _later_first(day: str) -> tuple[bool, tuple[int, ...]]:
    """A key by which later days come first, and what has none comes last.

    >>> sorted(["2014", "", "2016-03", "2014-05"], key=_later_first)
    ['2016-03', '2014-05', '2014', '']
    """
    return not day, tuple(-int(part) for part in day.split("/")[0].split("-") if part.isdigit())
