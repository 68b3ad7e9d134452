"""A built graph, opened from Python: fast by Oxigraph, familiar by rdflib, as a network by NetworkX."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, QuerySolutions

from .queries import questions
from .rdf.asking import ask
from .rdf.store import open_read
from .rdf.terms import XSD
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

    def frame(self, sparql: str, library: str = "pandas") -> Any:
        """The rows of a SELECT as a frame of pandas or polars, whichever is asked for: numbers as numbers, dates and names as text.

        Raises `ImportError` where the library is not installed, `ValueError` for another library or a query without rows.
        """
        if library not in ("pandas", "polars"):
            raise ValueError(f"no frames of {library}: pandas or polars")
        answer = self.query(sparql)
        if not isinstance(answer, QuerySolutions):
            raise ValueError("only the answer of a SELECT has rows")
        names = [variable.value for variable in answer.variables]
        rows = [[_plain(row[name]) for name in names] for row in answer]
        columns = {name: [row[number] for row in rows] for number, name in enumerate(names)}
        return import_module(library).DataFrame(columns)

    def ask(self, name: str, **settings: str) -> str:
        """The SPARQL of a named question with its settings, for `query` and `frame`.

        Raises `KeyError` where there is no question of that name, `cxzy_graph.queries.BadQuery` for a setting that it does not have.
        """
        return questions()[name].filled(settings)

    def _repr_html_(self) -> str:
        """What a notebook shows: how much there is of what, and a small picture."""
        from .views.notebook import html

        return html(self.facts)

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


def _plain(term: Any) -> Any:
    """A term as Python has it."""
    if not isinstance(term, Literal):
        return None if term is None else term.value if isinstance(term, NamedNode) else str(term)
    kind = term.datatype.value
    return int(term.value) if kind == XSD.integer else float(term.value) if kind == XSD.decimal else term.value


def open_graph(output: Path | str = "output") -> OpenGraph:
    """The graph that a build wrote into a folder.

    Raises `cxzy_graph.rdf.store.NoStore` where there is none.
    """
    return OpenGraph(Path(output))
