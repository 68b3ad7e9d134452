"""``graph.html``: one file that opens with the network off, and in which no text of a report can run."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from heapq import heappop, heappush
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx

from ..rdf.terms import CXZY, SKOS
from ..rdf.writing import Triple
from .graph import FACTS, Graph, class_label
from .pictures import Picture
from .placing import beside, place

OPEN = 300
"""Nodes that the page opens with at most: more cannot be read, and layout takes their square."""

HOLD = 3000
"""Nodes that the page holds at most, to be found by the search box; a larger graph wants the store."""

LOOKS = {
    CXZY.Committee: ("#b2182b", "square"),
    CXZY.Branch: ("#e08214", "dot"),
    CXZY.Organisation: ("#7f7f7f", "triangle"),
    CXZY.Person: ("#2166ac", "dot"),
    CXZY.Event: ("#1b7837", "diamond"),
    CXZY.Honour: ("#c9a400", "star"),
    CXZY.Document: ("#762a83", "triangleDown"),
    CXZY.Place: ("#35978f", "hexagon"),
}
"""Colour and shape of each class; the colours keep apart for the colour-blind by their lightness too."""

RELATIONS = {
    "任职": "#2166ac",
    "获得": "#c9a400",
    "授予": "#e6b8a2",
    "举办": "#1b7837",
    "参与": "#5aae61",
    "隶属": "#b2182b",
    "发文": "#762a83",
    "地点": "#35978f",
    "推知": "#bdbdbd",
}
ENGLISH = {
    "任职": "holds post in",
    "获得": "received",
    "授予": "conferred",
    "举办": "held",
    "参与": "took part in",
    "隶属": "belongs to",
    "发文": "issued",
    "地点": "took place in",
    "推知": "belongs to, by its name",
}
"""What each relation is called in English."""


def write_page(path: Path, triples: Iterable[Triple]) -> None:
    """Writes the page of a graph; UTF-8 whatever the system's own encoding."""
    path.write_text(page(Graph(triples)), encoding="utf-8", newline="\n")


def page(graph: Graph) -> str:
    """The page as HTML."""
    network = graph.network()
    shown = core(network, OPEN)
    held = _held(network, shown)
    spots = beside(network, place(network, shown), _others(held, shown))
    return _render(graph, network.subgraph(held), spots, shown, network.number_of_nodes())


def picture_page(graph: Graph, picture: Picture) -> str:
    """The page of a picture, with the facts of a graph that stand behind it."""
    network = picture.network()
    spots = {one.iri: picture.spots[one.number] for one in picture.things}
    return _render(graph, network, spots, sorted(network), network.number_of_nodes())


def core(network: nx.MultiDiGraph, size: int) -> list[str]:
    """The best connected things, at most `size`, in the order of their IRIs.

    All of them where there are no more; else what is reached first from the most connected, along the most connected.
    """
    degrees = dict(network.degree())
    linked = sorted(n for n, degree in degrees.items() if degree)
    if len(linked) <= size:
        return linked
    starts = iter(sorted(linked, key=lambda n: (-degrees[n], n)))
    chosen: set[str] = set()
    rim: list[tuple[int, str]] = []
    while len(chosen) < size:
        best = heappop(rim)[1] if rim else next(starts)
        if best not in chosen:
            chosen.add(best)
            for other in nx.all_neighbors(network, best):
                if other not in chosen:
                    heappush(rim, (-degrees[other], other))
    return sorted(chosen)


def _others(nodes: Iterable[str], shown: list[str]) -> list[str]:
    inside = set(shown)
    return [node for node in nodes if node not in inside]


def _held(network: nx.MultiDiGraph, shown: list[str]) -> list[str]:
    rest = sorted(_others(network, shown), key=lambda n: (-network.degree(n), n))
    return sorted([*shown, *rest[: max(0, HOLD - len(shown))]])


def _render(graph: Graph, network: nx.MultiDiGraph, spots: dict[str, tuple[int, int]], shown: list[str], total: int) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyvis imports IPython, which warns of its own future
        from pyvis.network import Network
    here = files("cxzy_graph.views")
    vis = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    number = {node: i for i, node in enumerate(sorted(network))}
    for node, i in number.items():
        colour, shape = LOOKS[graph.kind(node)]
        label = graph.label(node)
        vis.add_node(
            i, label=label if len(label) <= 18 else label[:17] + "…", shape=shape, color=colour, x=spots[node][0], y=spots[node][1], physics=False,
            size=10 + min(20, 2 * network.degree(node)), kind=graph.kind(node).rsplit("#", 1)[-1],
        )  # fmt: skip
    for start, end, data in sorted(network.edges(data=True), key=lambda e: (number[e[0]], number[e[1]], e[2]["fact"])):
        vis.add_edge(number[start], number[end], color=RELATIONS[data["relation"]], relation=data["relation"], sure=data["confidence"])
    vis.toggle_physics(False)
    vis.set_template_dir(str(here), "page.html.j2")
    library = files("pyvis") / "lib" / "vis-9.1.2"
    vis.templateEnv.autoescape = True
    vis.templateEnv.globals.update(
        data=_data(graph, network, number, shown, total),
        legend=[(k.rsplit("#", 1)[-1], class_label(k), class_label(k, english=True), *LOOKS[k]) for k in LOOKS],
        relations=[(name, ENGLISH[name], colour) for name, colour in RELATIONS.items()],
        library=(library / "vis-network.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script"),
        script=(here / "page.js").read_text(encoding="utf-8"),
        style=(here / "page.css").read_text(encoding="utf-8"),
    )
    return str(vis.generate_html("graph.html"))


def _data(graph: Graph, network: nx.MultiDiGraph, number: dict[str, int], shown: list[str], total: int) -> dict[str, Any]:
    """What the page's script needs: names for the search box, facts with their sentences for the panel."""
    sentences: dict[tuple[str, ...], int] = {}
    facts, of_node = [], {i: [] for i in number.values()}  # type: ignore[var-annotated]
    for iri in graph.facts():
        fact = graph.view(iri)
        inside = [number[t] for t in dict.fromkeys(fact.things) if t in number]
        if not inside:
            continue
        quoted = []
        for s in fact.sentences:
            key = (s.report, s.source, s.before, s.quote, s.after)
            quoted.append(sentences.setdefault(key, len(sentences)))
        for i in inside:
            of_node[i].append(len(facts))
        names = sorted(
            {graph.label(t) for t in fact.things} | {a for t in fact.things for a in graph.all(t, SKOS.altLabel)},
            key=lambda n: (-len(n), n),
        )
        facts.append(
            {
                "k": class_label(fact.kind),
                "e": class_label(fact.kind, english=True),
                "l": fact.line,
                "d": fact.date,
                "c": fact.confidence,
                "s": quoted,
                "n": [n for n in names if len(n) > 1],
            }
        )
    return {
        "names": [[graph.label(n), graph.all(n, SKOS.altLabel), graph.home(n)] for n in number],
        "facts": facts,
        "of": [of_node[i] for i in range(len(number))],
        "sentences": [list(key) for key in sentences],
        "open": [number[n] for n in shown],
        "total": total,
        "kinds": [class_label(k) for k in FACTS],
    }
