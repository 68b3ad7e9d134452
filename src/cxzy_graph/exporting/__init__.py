"""A built graph in other formats, in an order of its own, so that the same graph gives the same bytes; as large as it may be."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, parse, serialize
from pyoxigraph import Triple as Terms

from ..rdf import writing
from ..rdf.iris import BASE
from ..rdf.outline import HEADS, Outline, in_order, sorted_lines
from ..rdf.terms import PREFIXES
from ..rdf.writing import Triple
from ..views.graph import Graph, StoreGraph
from ..views.tables import COLUMNS, as_csv, facts
from . import ftm, jsonld, networks, tidy
from .annotations import collection
from .filtering import sure
from .formats import FORMATS

_ROWS = 1000
"""Rows of a table that are written at once."""

_TAG = re.compile(r"@zh-hans(?= \.$)")


def graphs(store: Store) -> Iterator[tuple[str, list[Triple]]]:
    """The named graphs of a store with their sorted triples, in the order of their names."""
    for name in _names(store):
        found = {(str(q.subject), str(q.predicate), str(q.object)) for q in store.quads_for_pattern(None, None, None, NamedNode(name))}
        yield name, sorted(found)


def union(store: Store) -> list[Triple]:
    """All triples of a store, each once, sorted."""
    return writing.union(triples for _, triples in graphs(store))


def base_of(store: Store) -> str:
    """What the IRIs of a graph begin with: its reports' names tell."""
    return next((name.split("report/")[0] for name in _names(store) if "report/" in name), BASE)


def _names(store: Store) -> list[str]:
    return sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))


class Source:
    """What is exported: the whole of a store, read as it is needed, or a part of it, held in memory."""

    def __init__(self, store: Store, least: float = 0.0, only_rules: bool = False) -> None:
        self.store = store
        self.some = least > 0 or only_rules
        self._kept = partial(sure, least=least, only_rules=only_rules)
        self.base = base_of(store)

    @cached_property
    def _sure(self) -> list[Triple]:
        return self._kept(union(self.store))

    def triples(self) -> Iterator[Triple]:
        """All triples, each once, in no order."""
        if self.some:
            yield from self._sure
            return
        with tempfile.TemporaryDirectory(prefix="cxzy-graph-") as folder:
            path = Path(folder) / "triples.nt"
            self.store.dump(str(path), format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
            with path.open(encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    yield writing.parsed(_TAG.sub("@zh-Hans", line[:-1]))

    def graphs(self) -> Iterator[tuple[str, list[Triple]]]:
        """Each graph with its triples."""
        return ((name, self._kept(triples) if self.some else triples) for name, triples in graphs(self.store))

    @cached_property
    def graph(self) -> Graph:
        """The things, facts and sentences."""
        return Graph(self._sure) if self.some else StoreGraph(self.store)


def export(store: Store, form: str, least: float = 0.0, only_rules: bool = False) -> Iterator[bytes]:
    """The graph in one of `FORMATS`, piece by piece; only facts of at least the confidence `least` (0 to 1), and with `only_rules` none that only a
    language model states.

    Raises `ValueError` for another format.
    """
    if form not in _WRITERS:
        raise ValueError(f"no format {form}: one of {', '.join(FORMATS)}")
    for piece in _WRITERS[form](Source(store, least, only_rules)):
        yield piece.encode() if isinstance(piece, str) else piece


def of_build(folder: Path, store: Store, form: str, least: float = 0.0, only_rules: bool = False) -> Iterator[bytes]:
    """The graph of a build's folder, whose store is given, as `export` has it; faster where the build wrote that very file and nothing changed since."""
    if form in ("ttl", "trig") and least <= 0 and not only_rules:
        from ..building.basis import untouched  # a second that no other format needs

        if untouched(folder, base_of(store)):
            return _pieces(folder / f"graph.{form}")
    return export(store, form, least, only_rules)


def document(triples: Callable[[], Iterable[Triple]], base: str) -> Iterator[str]:
    """Turtle that reads from top to bottom. The triples are asked for twice: to see what there is, and to write it."""
    outline = Outline(triples())
    last = -1

    def heads(subject: str) -> str:
        nonlocal last
        section = outline.section(subject)
        if section == last:
            return ""
        last = section
        return f"{'=' * 16} {HEADS[section]}"

    return writing.turtle(in_order(triples(), outline), base, heads)


def documents(graphs: Iterable[tuple[str, list[Triple]]], base: str) -> Iterator[str]:
    """TriG of which each graph reads from top to bottom."""
    return writing.trig(((name, in_order(triples, Outline(triples))) for name, triples in graphs), base)


def _nquads(source: Source) -> Iterator[str]:
    return (line for name, triples in source.graphs() for line in writing.nquads(triples, name))


def _ntriples(source: Source) -> Iterator[str]:
    before = ""
    for line in sorted_lines(f"{s} {p} {o} ." for s, p, o in source.triples()):
        if line != before:
            yield f"{line}\n"
            before = line


def _rdfxml(source: Source) -> Iterator[bytes]:
    with _file() as path:
        with tempfile.TemporaryFile("w+b") as sorted_triples:
            sorted_triples.writelines(line.encode() for line in _ntriples(source))
            sorted_triples.seek(0)
            triples = (_for_xml(quad.triple) for quad in parse(sorted_triples, format=RdfFormat.N_TRIPLES))
            serialize(triples, output=str(path), format=RdfFormat.RDF_XML, prefixes=PREFIXES)
        yield from _pieces(path)


def _for_xml(triple: Terms) -> Terms:
    """A triple without the characters that XML has no way to write."""
    said = triple.object
    told = said.value.translate(writing.XML_REFUSES) if isinstance(said, Literal) else ""
    if not isinstance(said, Literal) or told == said.value:
        return triple
    clean = Literal(told, language=said.language) if said.language else Literal(told, datatype=said.datatype)
    return Terms(triple.subject, triple.predicate, clean)


def _csv(source: Source) -> Iterator[str]:
    yield as_csv(COLUMNS, ())
    rows: list[list[str]] = []
    for row in facts(source.graph):
        rows.append(row)
        if len(rows) == _ROWS:
            yield as_csv(None, rows)
            rows.clear()
    yield as_csv(None, rows)


def _xlsx(source: Source) -> Iterator[bytes]:
    from .workbook import write

    with _file() as path:
        write(source.graph, path)
        yield from _pieces(path)


def _csvw(source: Source) -> Iterator[bytes]:
    with _file() as path:
        tidy.write(source.graph, path)
        yield from _pieces(path)


_WRITERS: dict[str, Callable[[Source], Iterator[str] | Iterator[bytes]]] = {
    "ttl": lambda source: document(source.triples, source.base),
    "trig": lambda source: documents(source.graphs(), source.base),
    "nq": _nquads,
    "nt": _ntriples,
    "jsonld": lambda source: jsonld.write(source.triples, source.base),
    "rdfxml": _rdfxml,
    "graphml": lambda source: networks.graphml(source.graph),
    "gexf": lambda source: networks.gexf(source.graph),
    "csv": _csv,
    "csvw": _csvw,
    "xlsx": _xlsx,
    "ftm": lambda source: ftm.entities(source.graph),
    "anno": lambda source: collection(source.graph, source.base),
}


@contextmanager
def _file() -> Iterator[Path]:
    """A file that is gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="cxzy-graph-") as folder:
        yield Path(folder) / "out"


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1_000_000):
            yield piece
