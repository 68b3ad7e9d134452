"""A built graph in other formats, sorted, so that the same graph gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator

import networkx as nx
from pyoxigraph import NamedNode, RdfFormat, Store, parse, serialize

from .commands import FORMATS
from .filtering import sure
from .rdf import writing
from .rdf.iris import BASE
from .rdf.terms import PREFIXES
from .rdf.writing import Triple
from .views.graph import Graph
from .views.tables import COLUMNS, as_csv, facts


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


def export(store: Store, form: str, least: float = 0.0) -> Iterator[str]:
    """The graph in one of `FORMATS`, piece by piece; only facts of at least the confidence `least` (0 to 1).

    Raises `ValueError` for another format.
    """
    whole = union(store) if form not in ("trig", "nq") else []
    if least > 0:
        whole = sure(whole, least)
    if form == "ttl":
        return writing.turtle(whole, base_of(store))
    if form in ("trig", "nq"):
        named = ((name, sure(triples, least) if least > 0 else triples) for name, triples in graphs(store))
        return writing.trig(named, base_of(store)) if form == "trig" else (x for n, ts in named for x in writing.nquads(ts, n))
    if form == "nt":
        return (f"{s} {p} {o} .\n" for s, p, o in whole)
    if form in ("jsonld", "rdfxml"):
        lines = "".join(f"{s} {p} {o} .\n" for s, p, o in whole).encode()
        wanted = RdfFormat.JSON_LD if form == "jsonld" else RdfFormat.RDF_XML
        said = serialize((q.triple for q in parse(lines, format=RdfFormat.N_TRIPLES)), format=wanted, prefixes=PREFIXES)
        return iter([(said or b"").decode() + "\n"])
    if form in ("graphml", "gexf"):
        out = io.BytesIO()
        (nx.write_graphml if form == "graphml" else nx.write_gexf)(_plain(Graph(whole).network()), out, encoding="utf-8")
        return iter([out.getvalue().decode()])
    if form == "csv":
        return iter([as_csv(COLUMNS, facts(Graph(whole)))])
    raise ValueError(f"no format {form}: one of {', '.join(FORMATS)}")


_XML_REFUSES = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), " ")


def _plain(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The network with nodes and edges in order, and without characters that XML has no way to write."""
    plain = nx.MultiDiGraph()
    for node, data in sorted(network.nodes(data=True)):
        plain.add_node(node, **{name: str(value).translate(_XML_REFUSES) for name, value in data.items()})
    for number, (start, end, data) in enumerate(sorted(network.edges(data=True), key=lambda e: (e[0], e[1], e[2]["fact"]))):
        clean = {name: value if isinstance(value, float) else str(value).translate(_XML_REFUSES) for name, value in data.items()}
        plain.add_edge(start, end, key=number, **clean)
    return plain
