"""What is known of a thing, each line with its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from ..rdf.terms import SKOS
from .graph import FactView, Graph


@dataclass(frozen=True, slots=True)
class Known:
    """A thing: what it is called, for a person the body that tells namesakes apart, what it is, and its facts."""

    iri: str
    name: str
    home: str
    kind: str
    aliases: tuple[str, ...]
    facts: tuple[FactView, ...]


def known(graph: Graph, name: str) -> list[Known]:
    """The things with that name or alias; where there is none, those whose name has it in it."""
    found = graph.called(name) or graph.called(name, whole=False)
    return [
        Known(
            node,
            graph.label(node),
            graph.home(node),
            graph.kind(node),
            tuple(graph.all(node, SKOS.altLabel)),
            tuple(graph.view(fact) for fact in graph.facts_of(node)),
        )
        for node in found
    ]
