"""What the graph says of one thing, fact or report: as a query, and as a page."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from ..language import english
from ..rdf.iris import segment
from ..rdf.terms import CXZY, NIF, RDF, SKOS
from ..rdf.writing import parsed
from ..views.graph import Graph, class_label, value
from .pages import rendered


def segments(raw: bytes, decoded: str) -> str:
    """The end of an IRI as the mint writes it, from the path that was asked for: a client may escape what an IRI has as it is.

    >>> segments(b"/id/person/%E6%9D%8E%E7%84%B6%2F1", "person/李然/1")
    'person/李然%2F1'
    """
    path = raw.decode("ascii", "replace").partition("?")[0]
    if not path.startswith("/id/"):
        path = "/id/" + quote(decoded, safe="/")
    return "/".join(segment(unquote(part)) for part in path.removeprefix("/id/").split("/"))


def about(iri: str) -> str:
    """The query for what there is to say of a thing: its own triples, the facts that it is in with their sentences, and what the things
    in them are called."""
    node = f"<{iri}>"
    return f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND({node} AS ?s) {node} ?p ?o }}
  UNION {{ ?s ?any {node} ; a <{CXZY.Fact}> ; ?p ?o }}
  UNION {{ ?fact ?any {node} ; a <{CXZY.Fact}> ; <{CXZY.evidence}> ?s . ?s ?p ?o }}
  UNION {{ {node} <{CXZY.evidence}> ?s . ?s ?p ?o }}
  UNION {{ ?fact ?any {node} ; a <{CXZY.Fact}> ; <{CXZY.evidence}>/<{CXZY.inReport}> ?s . ?s ?p ?o FILTER(?p != <{NIF.isString}>) }}
  UNION {{ {node} <{CXZY.evidence}>/<{CXZY.inReport}> ?s . ?s ?p ?o FILTER(?p != <{NIF.isString}>) }}
  UNION {{ ?fact ?any {node} ; a <{CXZY.Fact}> ; ?role ?s . ?s ?p ?o VALUES ?p {{ <{SKOS.prefLabel}> <{RDF.type}> }} }}
  UNION {{ {node} ?role ?s . ?s ?p ?o VALUES ?p {{ <{SKOS.prefLabel}> <{RDF.type}> }} }}
}}"""


def page(iri: str, base: str, ntriples: str) -> str:
    """The page of a thing from the triples that `about` asks for, as N-Triples."""
    triples = sorted({parsed(line) for line in ntriples.split("\n") if line})
    own = [(predicate, said) for subject, predicate, said in triples if subject == f"<{iri}>"]
    graph = Graph(triples)
    facts = [graph.view(fact) for fact in graph.facts()]
    return rendered(
        "entity.html",
        iri=iri,
        title=graph.label(iri) or unquote(iri.removeprefix(base)),
        kind=class_label(kind, english()) if (kind := graph.kind(iri) or graph.fact_kind(iri)) else "",
        aliases=graph.all(iri, SKOS.altLabel),
        facts=[(class_label(fact.kind, english()), fact) for fact in facts],
        rows=[_row(graph, predicate[1:-1], said, base) for predicate, said in own if predicate != f"<{SKOS.altLabel}>"],
        address=lambda node: _address(node, base),
    )


def _row(graph: Graph, predicate: str, said: str, base: str) -> tuple[str, str, str]:
    """A triple for the eye: the property, what it says, and where that is read."""
    if said.startswith("<"):
        return _name(predicate), graph.label(said[1:-1]) or _name(said[1:-1]), _address(said[1:-1], base)
    return _name(predicate), value(said), ""


def _name(iri: str) -> str:
    return unquote(re.split(r"[#/]", iri.rstrip("/#"))[-1])


def _address(iri: str, base: str) -> str:
    """Where a thing is read on this service; an IRI of elsewhere is no link, since this product stays offline."""
    return "/id/" + quote(iri.removeprefix(base), safe="/#=,%") if iri.startswith(base) else ""
