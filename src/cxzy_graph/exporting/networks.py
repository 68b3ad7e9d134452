"""The graph as a network for Gephi, yEd, Cytoscape and their kin: things, and facts as edges with the time in which they hold."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import networkx as nx

from ..dates import Date
from ..views.graph import Graph

_XML_REFUSES = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), " ")


def graphml(graph: Graph) -> Iterator[bytes]:
    """GraphML, in UTF-8."""
    return _written(nx.write_graphml, _plain(graph.network()))


def gexf(graph: Graph) -> Iterator[bytes]:
    """GEXF 1.2, a dynamic graph: an edge has ``start`` and ``end`` (days) where its fact has a date."""
    network = _plain(graph.network())
    for _, _, data in network.edges(data=True):
        data |= _interval(data)
    network.graph["mode"] = "dynamic"
    return _written(nx.write_gexf, network)


def _interval(data: dict[str, Any]) -> dict[str, str]:
    """The first and the last day that the dates of an edge can mean.

    >>> _interval({"date": "2014-05", "from": "", "until": ""}), _interval({"date": "", "from": "2016", "until": ""})
    ({'start': '2014-05-01', 'end': '2014-05-31'}, {'start': '2016-01-01'})
    """
    if data["date"]:
        date = Date(data["date"], data["until"] or None)
        return {"start": date.earliest, "end": date.latest}
    ends = {"start": Date(data["from"]).earliest} if data["from"] else {}
    return ends | ({"end": Date(data["until"]).latest} if data["until"] else {})


def _plain(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The network with nodes and edges in order, and without characters that XML has no way to write."""
    plain = nx.MultiDiGraph()
    for node, data in sorted(network.nodes(data=True)):
        plain.add_node(node, **{name: str(value).translate(_XML_REFUSES) for name, value in data.items()})
    for number, (start, end, data) in enumerate(sorted(network.edges(data=True), key=lambda e: (e[0], e[1], e[2]["fact"]))):
        clean = {name: value if isinstance(value, float) else str(value).translate(_XML_REFUSES) for name, value in data.items()}
        plain.add_edge(start, end, key=number, **clean)
    return plain


def _written(write: Any, network: nx.MultiDiGraph) -> Iterator[bytes]:
    file: BinaryIO
    with tempfile.TemporaryFile() as file:
        write(network, file, encoding="utf-8")
        file.seek(0)
        while piece := file.read(1_000_000):
            yield piece
