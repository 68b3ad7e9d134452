"""``graph.html``: one file that opens with the network off, and in which no text of a report can run."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from heapq import heappop, heappush, nsmallest
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import networkx as nx

from ..facts import kind_of
from ..rdf.kinds import CLASSES
from ..rdf.terms import CXZY, SKOS
from .graph import FACTS, FactView, Graph, StoreGraph, class_label
from .pictures import Picture
from .placing import beside, place
from .searching import Index

if TYPE_CHECKING:
    from pyoxigraph import Store

K = TypeVar("K", int, str)

OPEN = 300
"""Nodes that the page opens with at most: more cannot be read, and layout takes their square."""

HOLD = 3000
"""Nodes of a graph that the page holds whole, to be found by the search box."""

PART = OPEN
"""Nodes that the page holds of a larger graph, which wants `explore`."""

FACTS_EACH = 5
"""Facts that the page holds for a node of a larger graph."""

SENTENCES_EACH = 3
"""Sentences that the page holds for a fact of a larger graph: one that every report tells has as many as there are reports."""

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

_EDGES = [edge for kind in CLASSES.values() for edge in kind_of(kind).edges]
RELATIONS = {edge.relation: edge.colour for edge in _EDGES} | {"推知": "#bdbdbd"}
ENGLISH = {edge.relation: edge.english or edge.relation for edge in _EDGES} | {"推知": "belongs to, by its name"}
"""What each relation is called in English."""


def write_page(path: Path, store: Store, index: Path) -> None:
    """Writes the page of a store and its index; UTF-8 whatever the system's own encoding."""
    path.write_text(page(StoreGraph(store), index), encoding="utf-8", newline="\n")


def page(graph: Graph, index: Path) -> str:
    """The page as HTML. What there is and what is linked comes out of the index, what it says from the graph."""
    with closing(Index(index)) as opened:
        links = _Links(opened)
        shown = core(links.degrees, links.neighbours, OPEN)
        rest = sorted(links.degrees.keys() - set(shown), key=lambda n: (-links.degrees[n], n))
        rest += links.alone() if links.total <= HOLD else []
        held = [*shown, *rest[: max(0, (HOLD if links.total <= HOLD else PART) - len(shown))]]
        network, iris = links.network(held)
        total = links.total
    opening = sorted(iris[number] for number in shown)
    inside = set(opening)
    spots = beside(network, place(network, opening), [node for node in sorted(network) if node not in inside])
    if total <= HOLD:
        facts = {fact: graph.view(fact) for fact in graph.facts()}
    else:
        found = (fact for node in sorted(network) for fact in graph.some_facts_of(node, FACTS_EACH))
        facts = {fact: graph.view(fact, SENTENCES_EACH) for fact in sorted(set(found))}
    return _render(graph, network, spots, opening, total, facts)


class _Links:
    """The edges of an index, but for those that only names imply."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.total = sum(count for kind, count in index.counts().items() if kind != CXZY.Report)
        ends = "SELECT a AS thing FROM edges WHERE fact <> '' UNION ALL SELECT b FROM edges WHERE fact <> ''"
        self.degrees: dict[int, int] = dict(index.rows(f"SELECT thing, count(*) FROM ({ends}) GROUP BY thing"))

    def neighbours(self, number: int) -> list[int]:
        sql = "SELECT b FROM edges WHERE a = ?1 AND fact <> '' UNION SELECT a FROM edges WHERE b = ?1 AND fact <> '' ORDER BY 1"
        return [other for (other,) in self._index.rows(sql, (number,))]

    def alone(self) -> list[int]:
        """The things without an edge."""
        found = self._index.rows("SELECT id FROM things WHERE kind <> ? ORDER BY id", (CXZY.Report,))
        return [number for (number,) in found if number not in self.degrees]

    def network(self, held: list[int]) -> tuple[nx.MultiDiGraph, dict[int, str]]:
        """Some things with the edges between them as NetworkX has them, and the IRI of each; of a large graph, where two may have hundreds of a kind
        between them, the surest of each kind."""
        iris = {one.number: one.iri for one in self._index.things(held)}
        network = nx.MultiDiGraph()
        network.add_nodes_from(sorted(iris.values()))
        if self.total <= HOLD:
            sql = "SELECT b, relation, fact, sure FROM edges WHERE a = ? AND fact <> ''"
        else:
            sql = "SELECT b, relation, min(fact), max(sure) FROM edges WHERE a = ? AND fact <> '' GROUP BY b, relation"
        for number in sorted(held):
            for other, relation, fact, sure in self._index.rows(sql, (number,)):
                if other in iris:
                    network.add_edge(iris[number], iris[other], key=f"{fact} {relation}", relation=relation, fact=fact, confidence=sure)
        return network, iris


def picture_page(graph: Graph, picture: Picture) -> str:
    """The page of a picture, with the facts of a graph that stand behind it."""
    network = picture.network()
    spots = {one.iri: picture.spots[one.number] for one in picture.things}
    facts = {fact: graph.view(fact) for fact in graph.facts()}
    return _render(graph, network, spots, sorted(network), network.number_of_nodes(), facts)


def core(degrees: Mapping[K, int], neighbours: Callable[[K], Iterable[K]], size: int) -> list[K]:
    """The best connected things, at most `size`, in order.

    All of them where there are no more; else what is reached first from the most connected, along the most connected.

    >>> chain = {1: [2], 2: [1, 3], 3: [2, 4], 4: [3]}
    >>> core({n: len(others) for n, others in chain.items()}, chain.__getitem__, 3)
    [1, 2, 3]
    """
    if len(degrees) <= size:
        return sorted(degrees)
    starts = iter(nsmallest(size, degrees, key=lambda n: (-degrees[n], n)))
    chosen: set[K] = set()
    rim: list[tuple[int, K]] = []
    while len(chosen) < size:
        best = heappop(rim)[1] if rim else next(starts)
        if best not in chosen:
            chosen.add(best)
            for other in neighbours(best):
                if other not in chosen:
                    heappush(rim, (-degrees[other], other))
    return sorted(chosen)


def _render(
    graph: Graph,
    network: nx.MultiDiGraph,
    spots: Mapping[str, tuple[int, int]],
    shown: list[str],
    total: int,
    facts: Mapping[str, FactView],
) -> str:
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
        data=_data(graph, number, shown, total, facts),
        legend=[(k.rsplit("#", 1)[-1], class_label(k), class_label(k, english=True), *LOOKS[k]) for k in LOOKS],
        relations=[(name, ENGLISH[name], colour) for name, colour in RELATIONS.items()],
        library=(library / "vis-network.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script"),
        script=(here / "page.js").read_text(encoding="utf-8"),
        style=(here / "page.css").read_text(encoding="utf-8"),
    )
    return str(vis.generate_html("graph.html"))


def _data(graph: Graph, number: dict[str, int], shown: list[str], total: int, views: Mapping[str, FactView]) -> dict[str, Any]:
    """What the page's script needs: names for the search box, facts with their sentences for the panel."""
    sentences: dict[tuple[str, ...], int] = {}
    facts, of_node = [], {i: [] for i in number.values()}  # type: ignore[var-annotated]
    for _, fact in sorted(views.items()):
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
                "m": fact.more,
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
        "each": FACTS_EACH if total > HOLD else 0,
        "kinds": [class_label(k) for k in FACTS],
    }
