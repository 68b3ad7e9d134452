"""The facts of a graph, report by report, in the fields that people label."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from ..exporting import union
from ..rdf.kinds import class_of, term
from ..rdf.store import open_read
from ..rdf.terms import CXZY, DCTERMS, SKOS
from ..rdf.writing import Triple
from ..views.graph import Graph
from ..written_facts import CLASSES, KINDS, called
from .gold import Values

Extraction = dict[str, Values]
"""A fact of a graph: its values by field."""

_FORMATS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS}

_AS_THEY_ARE = frozenset({"text", "number", "date"})
"""What a field holds that is a value, and no thing with a name."""


def _properties(kind: str, things: bool) -> dict[str, str]:
    """The fields of a kind that hold things, or values, with their properties."""
    return {
        called(one): term(one.metadata["property"])
        for one in fields(CLASSES[kind])
        if (one.metadata["means"] not in _AS_THEY_ARE) == things
    }


CLASS_OF = {kind: class_of(one) for kind, one in CLASSES.items()}
"""The class of each kind, by its name in labelled reports."""

_LITERALS = {kind: _properties(kind, False) for kind in CLASSES}
_THINGS = {kind: _properties(kind, True) for kind in CLASSES}


class UnreadableGraph(ValueError):
    """A graph that cannot be read; the message says why and what would do."""


def facts_by_report(source: Path, by: str = "") -> dict[str, dict[str, list[Extraction]]]:
    """The facts of a graph by report and kind: of a folder that a build wrote, or of a .ttl, .nt, .trig or .nq file.

    `by` leaves only the facts that a source of that name states. A report is known by the last part of its ``dcterms:source`` without ending; a fact with sentences in two reports is in both.
    Raises `UnreadableGraph` for a file of another kind or one that breaks off, `cxzy_graph.rdf.store.NoStore` for a folder without a graph.
    """
    graph = graph_of(source)
    found: dict[str, dict[str, list[Extraction]]] = defaultdict(lambda: {kind: [] for kind in KINDS})
    for kind, class_ in CLASS_OF.items():
        for fact in graph.of_class(class_):
            if by and by not in graph.all(fact, CXZY.extractedBy):
                continue
            said = said_of(graph, kind, fact)
            passages = graph.all(fact, CXZY.evidence)
            sources = {graph.one(report, DCTERMS.source) for passage in passages for report in graph.all(passage, CXZY.inReport)}
            for report in sorted({Path(one).stem for one in sources}):
                found[report][kind].append(said)
    return found


def graph_of(source: Path) -> Graph:
    """The graph of a folder that a build wrote, or of a .ttl, .nt, .trig or .nq file.

    Raises `UnreadableGraph` for a file of another kind or one that breaks off, `cxzy_graph.rdf.store.NoStore` for a folder without a graph.
    """
    return Graph(_triples(source))


def said_of(graph: Graph, kind: str, fact: str) -> Extraction:
    """A fact's values in the fields that people write."""
    literals = {field: tuple(graph.all(fact, prop)) for field, prop in _LITERALS[kind].items()}
    things = {
        field: tuple(sorted(label for thing in graph.all(fact, prop) for label in graph.all(thing, SKOS.prefLabel)))
        for field, prop in _THINGS[kind].items()
    }
    return literals | things


def _triples(source: Path) -> list[Triple]:
    if source.is_dir():
        return union(open_read(source))
    form = _FORMATS.get(source.suffix)
    if form is None:
        raise UnreadableGraph(
            f"{source.name}: 请给出输出文件夹或 .ttl .nt .trig .nq 文件 / give an output folder or a .ttl, .nt, .trig or .nq file"
        )
    try:
        return sorted({(str(q.subject), str(q.predicate), str(q.object)) for q in parse(path=str(source), format=form)})
    except (OSError, SyntaxError) as wrong:
        raise UnreadableGraph(f"{source.name}: {wrong}") from wrong
