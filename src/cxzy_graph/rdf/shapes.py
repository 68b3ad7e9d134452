"""A graph is checked against the ontology's shapes: violations for what is broken, warnings for what can hardly be, each with the sentence
of the fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, cast

from pyoxigraph import NamedNode, RdfFormat, Store, Variable

_FINDINGS = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?focus ?path ?message ?value ?severity WHERE {
  ?result a sh:ValidationResult ; sh:focusNode ?focus ; sh:resultSeverity ?severity ; sh:resultMessage ?message .
  OPTIONAL { ?result sh:resultPath ?path } OPTIONAL { ?result sh:value ?value }
} ORDER BY ?severity ?focus ?path ?message ?value"""
_SENTENCE = """
PREFIX cxzy: <https://w3id.org/cxzy-graph/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
SELECT ?focus ?quote WHERE { GRAPH ?g { ?focus cxzy:evidence/nif:anchorOf ?quote } } ORDER BY ?quote LIMIT 1"""


VIOLATION, WARNING = "Violation", "Warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a node: the property, what it says, why that is wrong, and the sentence that the fact came from. ``severity`` is
    "Violation" or "Warning"."""

    focus: str
    path: str
    value: str
    message: str
    sentence: str
    severity: str = VIOLATION

    def __str__(self) -> str:
        behind = f"（{self.sentence}）" if self.sentence else ""
        return f"{self.focus} {self.path}: {self.message}{behind}"


@cache
def ontology() -> bytes:
    """The vocabulary with its shapes, in Turtle."""
    return files("cxzy_graph.rdf").joinpath("cxzy.ttl").read_bytes()


def violations(nquads: Iterable[str]) -> list[Finding]:
    """What of some N-Quads breaks the shapes, nothing if all is well."""
    store = Store()
    store.bulk_load("".join(nquads).encode(), format=RdfFormat.N_QUADS)
    return [one for one in findings(store) if one.severity == VIOLATION]


def findings(store: Store) -> list[Finding]:
    """What of a store breaks the shapes or is implausible; violations first."""
    from pyshacl import validate as check
    from rdflib import Graph

    conforms, report, _ = check(
        cast(Any, store),  # reads an Oxigraph store as it is
        shacl_graph=Graph().parse(data=ontology(), format="turtle"),
        inference="none",
        advanced=False,
    )
    if conforms:
        return []
    found = [_finding(row, store) for row in report.query(_FINDINGS)]
    return sorted(set(found), key=lambda one: (one.severity, one.focus, one.path, one.message, one.value))


def with_sentences(found: Iterable[Finding], store: Store) -> list[Finding]:
    """Findings in order, each with the sentence of its fact in a store, where it is one."""
    ordered = sorted(found, key=lambda one: (one.severity, one.focus, one.path, one.message, one.value))
    return [replace(one, sentence=_sentence(one.focus, store)) for one in ordered]


def _sentence(focus: str, store: Store) -> str:
    rows: Any = store.query(_SENTENCE, substitutions={Variable("focus"): NamedNode(focus)})
    return next((str(r["quote"].value) for r in rows), "")


def _finding(row: Any, store: Store) -> Finding:
    sentence = _sentence(str(row.focus), store)
    severity = str(row.severity).rsplit("#", 1)[-1]
    said = str(row.value) if row.value is not None else ""
    return Finding(str(row.focus), str(row.path or ""), said, str(row.message), sentence, severity)
