"""A build is checked against the ontology's shapes; a violation names the fact and its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, cast

from pyoxigraph import RdfFormat, Store

_FINDINGS = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?focus ?path ?message ?value WHERE {
  ?result a sh:ValidationResult ; sh:focusNode ?focus ; sh:resultMessage ?message .
  OPTIONAL { ?result sh:resultPath ?path } OPTIONAL { ?result sh:value ?value }
} ORDER BY ?focus ?path ?message"""
_SENTENCE = """
PREFIX cxzy: <https://w3id.org/cxzy-graph/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
SELECT ?focus ?quote WHERE { GRAPH ?g { ?focus cxzy:evidence/nif:anchorOf ?quote } } ORDER BY ?quote LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Violation:
    """What breaks a shape: the node, the property, why, and the sentence that the fact came from."""

    focus: str
    path: str
    message: str
    sentence: str

    def __str__(self) -> str:
        behind = f"（{self.sentence}）" if self.sentence else ""
        return f"{self.focus} {self.path}: {self.message}{behind}"


def validate(nquads: Iterable[str]) -> list[Violation]:
    """What of some N-Quads breaks the shapes, nothing if all is well."""
    from pyshacl import validate as check
    from rdflib import Graph

    store = Store()
    store.bulk_load("".join(nquads).encode(), format=RdfFormat.N_QUADS)
    shapes = files("cxzy_graph.rdf").joinpath("cxzy.ttl").read_text(encoding="utf-8")
    conforms, report, _ = check(
        cast(Any, store),  # reads an Oxigraph store as it is
        shacl_graph=Graph().parse(data=shapes, format="turtle"),
        inference="none",
        advanced=False,
    )
    if conforms:
        return []
    return [_violation(row, store) for row in report.query(_FINDINGS)]


def _violation(row: Any, store: Store) -> Violation:
    from pyoxigraph import NamedNode, Variable

    rows: Any = store.query(_SENTENCE, substitutions={Variable("focus"): NamedNode(str(row.focus))})
    sentence = next((str(r["quote"].value) for r in rows), "")
    return Violation(str(row.focus), str(row.path or ""), str(row.message), sentence)
