"""The graph as a network for Gephi, yEd, Cytoscape and their kin: things, and facts as edges with the time in which they hold.

Both are written piece by piece: NetworkX' own writers want the whole network in memory, two thirds of a gigabyte at 10,000 reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ..dates import Date
from ..rdf.writing import XML_REFUSES
from ..views.graph import Graph

_ALL = {"node": ("label", "kind", "aliases"), "edge": ("relation", "fact", "role", "date", "from", "until", "confidence")}
"""The attributes of nodes and edges in GraphML."""

_NODES, _EDGES = ("kind", "aliases"), ("relation", "fact", "role", "confidence")
"""The attributes of nodes and edges in GEXF; the label and the time have places of their own."""


def graphml(graph: Graph) -> Iterator[bytes]:
    """GraphML 1.0."""
    yield b'<?xml version="1.0" encoding="utf-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, names in _ALL.items():
        for name in names:
            yield f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{_type(name)}"/>\n'.encode()
    yield b'<graph edgedefault="directed">\n'
    for node, data in graph.nodes():
        yield f"<node id={quoteattr(_plain(node))}>{_data('node', data)}</node>\n".encode()
    for number, (one, other, data) in enumerate(graph.edges()):
        ends = f"source={quoteattr(_plain(one))} target={quoteattr(_plain(other))}"
        yield f'<edge id="{number}" {ends}>{_data("edge", data)}</edge>\n'.encode()
    yield b"</graph>\n</graphml>\n"


def _data(kind: str, data: dict[str, Any]) -> str:
    return "".join(f'<data key="{kind}-{name}">{escape(_plain(data[name]))}</data>' for name in _ALL[kind] if data[name] != "")


def _type(name: str) -> str:
    return "double" if name == "confidence" else "string"


def gexf(graph: Graph) -> Iterator[bytes]:
    """GEXF 1.2, a dynamic graph: an edge has ``start`` and ``end`` (days) where its fact has a date."""
    yield (
        b'<?xml version="1.0" encoding="utf-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        b'<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n'
    )
    for kind, names in (("node", _NODES), ("edge", _EDGES)):
        declared = "".join(f'<attribute id="{name}" title="{name}" type="{_type(name)}"/>' for name in names)
        yield f'<attributes class="{kind}" mode="static">{declared}</attributes>\n'.encode()
    yield b"<nodes>\n"
    for node, data in graph.nodes():
        yield f"<node id={quoteattr(_plain(node))} label={quoteattr(_plain(data['label']))}>{_values(data, _NODES)}</node>\n".encode()
    yield b"</nodes>\n<edges>\n"
    for number, (one, other, data) in enumerate(graph.edges()):
        time = "".join(f' {name}="{day}"' for name, day in _interval(data).items())
        ends = f"source={quoteattr(_plain(one))} target={quoteattr(_plain(other))} label={quoteattr(data['relation'])}"
        yield f'<edge id="{number}" {ends}{time}>{_values(data, _EDGES)}</edge>\n'.encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _values(data: dict[str, Any], names: tuple[str, ...]) -> str:
    said = "".join(f'<attvalue for="{name}" value={quoteattr(_plain(data[name]))}/>' for name in names if data[name] != "")
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


def _plain(value: object) -> str:
    """A value as text without the characters that XML has no way to write."""
    return str(value).translate(XML_REFUSES)
