"""What the benchmarks share: a graph of a million quads."""

from __future__ import annotations

import sys
from pathlib import Path

import generating
import pytest

from cxzy_graph.corpus import Corpus
from cxzy_graph.rdf import store, writing
from cxzy_graph.rdf.iris import Mint
from cxzy_graph.rdf.writing import Triple
from cxzy_graph.views import index

sys.path.insert(0, str(Path(__file__).parents[1]))

REPORTS = 1450
"""So many generated reports have a million quads, the default graph's included."""


@pytest.fixture(scope="session")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a build leaves it, with a store of a million quads of generated reports and its index."""
    made = tmp_path_factory.mktemp("million")
    lines = made / "quads.nq"
    together: set[Triple] = set()
    with Corpus(Mint(), (), made) as corpus, lines.open("w", encoding="utf-8") as file:
        for one in generating.accounts(REPORTS):
            corpus.take(one)
        for graph, triples in corpus.graphs():
            file.writelines(writing.nquads(triples, graph))
            together.update(triples)
        union = sorted(together)
        file.writelines(writing.nquads(union))
    index.create(made / index.FILE, union)
    store.create(made / store.FOLDER, lines)
    lines.unlink()
    return made
