"""A built graph, opened from Python: fast by Oxigraph, familiar by rdflib, as a network by NetworkX."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .queries import ask
from .rdf.store import open_read
from .views.graph import Graph, StoreGraph

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset


class OpenGraph:
    """A graph to read: ``query`` is the fast path, ``dataset`` an rdflib Dataset over the same store, ``network`` the things
    as a NetworkX MultiDiGraph with typed, dated edges that carry the IRI of their fact."""

    def __init__(self, output: Path) -> None:
        self.store = open_read(output)

    def query(self, sparql: str) -> Any:
        """The answer to a SPARQL query over all graphs (pyoxigraph's solutions, triples or truth)."""
        return ask(self.store, sparql)

    @cached_property
    def dataset(self) -> Dataset:
        """An rdflib Dataset over the store, whose default graph holds the triples of all graphs, each once."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self.store), default_union=False)

    @cached_property
    def facts(self) -> Graph:
        """The graph as things, facts and sentences."""
        return StoreGraph(self.store)

    @cached_property
    def network(self) -> nx.MultiDiGraph:
        """The things as nodes, the facts between two of them as edges."""
        return self.facts.network()


def open_graph(output: Path | str = "output") -> OpenGraph:
    """The graph that a build wrote into a folder.

    Raises `cxzy_graph.rdf.store.NoStore` where there is none.
    """
    return OpenGraph(Path(output))
