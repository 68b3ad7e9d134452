"""What the graph says of one thing, fact or report, as a query."""

from __future__ import annotations

from urllib.parse import quote, unquote

from ..rdf.iris import segment
from ..rdf.terms import CXZY, NIF, RDF, SKOS


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
