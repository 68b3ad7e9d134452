"""A graph as a notebook shows it: how much there is of what, and a small picture of what hangs together most."""

from __future__ import annotations

from html import escape

from ..language import english
from .graph import FACTS, THINGS, Graph, class_label
from .page import LOOKS, core
from .placing import place

_DRAWN = 40
"""Things in the picture."""
_PICTURED = 20_000
"""Facts up to which a graph is drawn: to find the best connected things takes a second for so many."""


def html(graph: Graph) -> str:
    """The counts and the picture, as HTML that needs nothing else.

    >>> "组织" in html(Graph([]))
    True
    """
    counted = {kind: len(graph.of_class(kind)) for kind in dict.fromkeys((*THINGS, *FACTS))}
    rows = "".join(
        f"<tr><td>{escape(class_label(kind, english()))}</td><td>{number:,}</td></tr>" for kind, number in counted.items() if number
    )
    rows = rows or f"<tr><td>{escape(class_label(THINGS[2], english()))}</td><td>0</td></tr>"
    return f'<div style="display:flex;gap:2em;align-items:flex-start"><table>{rows}</table>{_picture(graph)}</div>'


def _picture(graph: Graph) -> str:
    import networkx as nx

    if not 0 < len(graph.facts()) <= _PICTURED:
        return ""
    network = graph.network()
    degrees = {node: degree for node, degree in network.degree() if degree}
    nodes = core(degrees, lambda node: sorted(set(nx.all_neighbors(network, node))), _DRAWN)
    spots = place(network, nodes, scale=60)
    wide = max(x for x, _ in spots.values()) + 160
    high = max(y for _, y in spots.values()) + 60
    lines = sorted({(one, other) for one, other in network.edges(nodes) if one in spots and other in spots and one != other})
    drawn = [
        f'<line x1="{spots[a][0] + 30}" y1="{spots[a][1] + 30}" x2="{spots[b][0] + 30}" y2="{spots[b][1] + 30}" stroke="#9998"/>'
        for a, b in lines
    ]
    for node in nodes:
        x, y = spots[node][0] + 30, spots[node][1] + 30
        label = graph.label(node)
        drawn.append(f'<circle cx="{x}" cy="{y}" r="6" fill="{LOOKS[graph.kind(node)][0]}"><title>{escape(label)}</title></circle>')
        drawn.append(f'<text x="{x + 9}" y="{y + 4}" font-size="11" fill="currentColor">{escape(label[:12])}</text>')
    return f'<svg viewBox="0 0 {wide} {high}" width="{min(wide, 760)}" role="img" aria-label="graph">{"".join(drawn)}</svg>'
