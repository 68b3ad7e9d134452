"""The graph as a network for Gephi, yEd, Cytoscape and their kin: things, and facts as edges with the time in which they hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import networkx as nx

from ..dates import Date
from ..rdf.writing import XML_REFUSES
from ..views.graph import Graph


def graphml(graph: Graph, path: Path) -> None:
    """Writes GraphML, in UTF-8."""
    nx.write_graphml(_plain(graph.network()), path, encoding="utf-8")


_NODES, _EDGES = ("kind", "aliases"), ("relation", "fact", "role", "confidence")
"""The attributes of nodes and edges in GEXF; the label and the time have places of their own."""


def gexf(graph: Graph) -> Iterator[bytes]:
    """GEXF 1.2, a dynamic graph: an edge has ``start`` and ``end`` (days) where its fact has a date.

    Written piece by piece: NetworkX' own writer builds the whole document in memory first, a gigabyte for five million quads.
    """
    network = _plain(graph.network())
    yield (
        b'<?xml version="1.0" encoding="utf-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        b'<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n'
    )
    for kind, names in (("node", _NODES), ("edge", _EDGES)):
        declared = "".join(
            f'<attribute id="{name}" title="{name}" type="{"double" if name == "confidence" else "string"}"/>' for name in names
        )
        yield f'<attributes class="{kind}" mode="static">{declared}</attributes>\n'.encode()
    yield b"<nodes>\n"
    for node, data in network.nodes(data=True):
        yield f"<node id={quoteattr(node)} label={quoteattr(data['label'])}>{_values(data, _NODES)}</node>\n".encode()
    yield b"</nodes>\n<edges>\n"
    for number, (one, other, data) in enumerate(network.edges(data=True)):
        time = "".join(f' {name}="{day}"' for name, day in _interval(data).items())
        ends = f"source={quoteattr(one)} target={quoteattr(other)} label={quoteattr(data['relation'])}"
        yield f'<edge id="{number}" {ends}{time}>{_values(data, _EDGES)}</edge>\n'.encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _values(data: dict[str, Any], names: tuple[str, ...]) -> str:
    said = "".join(f'<attvalue for="{name}" value={quoteattr(str(data[name]))}/>' for name in names if data[name] not in ("", None))
    return f"<attvalues>{said}</attvalues>" if said else ""


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
    """The network without characters that XML has no way to write; changed in place, since a copy would hold as much again."""
    for data in (*(data for _, data in network.nodes(data=True)), *(data for _, _, data in network.edges(data=True))):
        for name, value in data.items():
            if not isinstance(value, float):
                data[name] = str(value).translate(XML_REFUSES)
    return network
