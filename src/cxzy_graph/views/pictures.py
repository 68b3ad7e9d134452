"""Pictures of parts of a graph: what is around a thing, how two are connected, the skeleton of the whole. Each with positions, which
are the same whenever the same picture is asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..rdf.terms import CXZY
from .index import IMPLIED, RELATIONS
from .placing import join, place, trees
from .searching import Index, Thing

if TYPE_CHECKING:
    import networkx as nx

NEAR = 300
"""Things that a neighbourhood begins with at most."""
WHOLE = 2000
"""Things that a picture holds at most."""
PATHS = 10
"""Shortest paths that are shown."""
_FAR = 8
"""Steps that a path has at most: beyond, everything is connected with everything."""
_REACHED = 60_000
"""Things that are looked at for a path."""
_ROUNDS = 50
"""Rounds of the layout while somebody waits."""

_COMMON = (CXZY.Honour, CXZY.Place)
"""What many share without being connected by it: a path goes through one only where there is no other."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge: the numbers of the two things, what relates them by which fact, its years and how sure it is."""

    start: int
    end: int
    relation: str
    fact: str
    role: str
    since: int | None
    until: int | None
    sure: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Things with positions, and edges; ``more`` tells for a thing by relation how many neighbours are not shown."""

    things: tuple[Thing, ...]
    edges: tuple[Edge, ...]
    spots: dict[int, tuple[int, int]]
    more: dict[int, dict[str, int]]

    def as_json(self) -> dict[str, Any]:
        """As the page draws it."""
        return {
            "nodes": [
                {
                    "id": one.number, "iri": one.iri, "kind": one.kind.rsplit("#", 1)[-1], "label": one.label, "detail": one.detail, "weight": one.weight,
                    "x": self.spots[one.number][0], "y": self.spots[one.number][1], "more": self.more.get(one.number, {}),
                }
                for one in self.things
            ],
            "edges": [
                {"from": e.start, "to": e.end, "relation": e.relation, "fact": e.fact, "role": e.role, "since": e.since, "until": e.until, "sure": e.sure}
                for e in self.edges
            ],
        }  # fmt: skip

    def network(self) -> nx.MultiDiGraph:
        """The picture as NetworkX has it, with the attributes of `views.graph.Graph.network` and the positions."""
        import networkx as nx

        graph = nx.MultiDiGraph()
        for one in self.things:
            x, y = self.spots[one.number]
            graph.add_node(one.iri, label=one.label, kind=one.kind, detail=one.detail, x=x, y=y)
        iris = {one.number: one.iri for one in self.things}
        for number, e in enumerate(self.edges):
            said = {
                "relation": e.relation,
                "fact": e.fact,
                "role": e.role,
                "since": str(e.since or ""),
                "until": str(e.until or ""),
                "confidence": e.sure,
            }
            graph.add_edge(iris[e.start], iris[e.end], key=str(number), **said)
        return graph


def around(index: Index, first: list[Thing], opened: Iterable[tuple[Thing, str]] = (), limit: int = NEAR) -> Picture:
    """What is around some things; then for each thing ``opened`` its neighbours by a relation ("" for all), beside what is there already.

    With more neighbours than the limit, each relation gets its share, those in most facts first.
    """
    chosen = [one.number for one in first]
    for one in first if len(first) == 1 else ():
        chosen += _neighbours(index, one.number, "", limit - 1, set(chosen))
    return opening(index, _placed(index, chosen), opened, limit)


def opening(index: Index, spots: dict[int, tuple[int, int]], opened: Iterable[tuple[Thing, str]], limit: int = NEAR) -> Picture:
    """A picture whose things stand at some ``spots``, with the neighbours of things that are opened in turn; what is there stays in its place."""
    for one, relation in opened:
        fresh = _neighbours(index, one.number, relation, min(WHOLE - len(spots), limit), set(spots))
        if one.number not in spots:
            fresh = [one.number, *fresh]
        if fresh:
            net = _network([*spots, *fresh], _edges(index, [*spots, *fresh]))
            spots = _numbers(join(net, _keys(spots), [_key(n) for n in fresh], rounds=_ROUNDS))
    return _picture(index, spots)


def between(index: Index, one: Thing, other: Thing) -> Picture:
    """The shortest ways from one thing to another; a picture of the two alone where there is none of a few steps."""
    import networkx as nx

    found = None
    for common in (False, True):
        net = _search(index, one.number, other.number, common)
        if net is not None:
            found = net
            break
    chosen = {one.number, other.number}
    if found is not None:
        ways = nx.all_shortest_paths(found, one.number, other.number)
        for _, way in zip(range(PATHS), ways, strict=False):
            chosen.update(way)
    return _picture(index, _placed(index, sorted(chosen)))


def overview(index: Index, limit: int = WHOLE) -> Picture:
    """The skeleton of the whole: committees, and branches as far as there is room, below what is above them."""
    import networkx as nx

    committees = index.of_kind([CXZY.Committee], limit)
    branches = index.of_kind([CXZY.Branch], limit - len(committees))
    numbers = sorted(one.number for one in (*committees, *branches))
    edges = [e for e in _edges(index, numbers) if e.relation in ("隶属", IMPLIED)]
    net = nx.DiGraph()
    net.add_nodes_from(_key(n) for n in numbers)
    for edge in edges:
        net.add_edge(_key(edge.start), _key(edge.end))
    linked = net.subgraph(sorted(n for n in net if net.degree(n)))
    spots = _numbers(trees(linked))
    return _picture(index, spots, edges=[e for e in edges if e.start in spots and e.end in spots])


def _neighbours(index: Index, number: int, relation: str, limit: int, known: set[int]) -> list[int]:
    """The neighbours of a thing that are not known, at most so many."""
    by: dict[str, list[int]] = {}
    for said, other in index.rows(_BESIDE, (number, number)):
        if (not relation or said == relation) and other not in known:
            by.setdefault(said, []).append(other)
    queues = [deque(dict.fromkeys(by[said])) for said in RELATIONS if said in by]
    found: dict[int, None] = {}
    while queues and len(found) < limit:
        for queue in queues:
            if len(found) < limit:
                found.setdefault(queue.popleft())
        queues = [queue for queue in queues if queue]
    return list(found)


_BESIDE = """SELECT relation, other FROM (SELECT relation, b AS other FROM edges WHERE a = ? UNION SELECT relation, a AS other FROM edges WHERE b = ?)
ORDER BY other"""


def _edges(index: Index, numbers: Iterable[int]) -> list[Edge]:
    """The edges among some things."""
    wanted = set(numbers)
    rows = index.rows_of("SELECT a, b, relation, fact, role, since, until, sure FROM edges WHERE a IN ({})", wanted)
    return [Edge(*row) for row in rows if row[1] in wanted]


def _picture(index: Index, spots: dict[int, tuple[int, int]], edges: list[Edge] | None = None) -> Picture:
    things = tuple(index.things(spots))
    shown = _edges(index, spots) if edges is None else edges
    return Picture(things, tuple(shown), spots, _more(index, spots, shown))


def _more(index: Index, spots: dict[int, tuple[int, int]], edges: Iterable[Edge]) -> dict[int, dict[str, int]]:
    """How many neighbours of each thing are not in the picture, by relation."""
    found: dict[int, dict[str, int]] = {}
    seen = {(here, there, e.relation) for e in edges for here, there in ((e.start, e.end), (e.end, e.start))}
    for here, _, relation in seen:
        said = found.setdefault(here, {})
        said[relation] = said.get(relation, 0) - 1
    for end, other in (("a", "b"), ("b", "a")):
        sql = f"SELECT {end}, relation, count(DISTINCT {other}) FROM edges WHERE {end} IN ({{}}) GROUP BY {end}, relation"
        for number, relation, count in index.rows_of(sql, spots):
            said = found.setdefault(number, {})
            said[relation] = said.get(relation, 0) + count
    return {number: left for number, said in found.items() if (left := {r: said[r] for r in RELATIONS if said.get(r, 0) > 0})}


def _search(index: Index, start: int, goal: int, common: bool) -> nx.Graph | None:
    """The part of the graph in which the shortest ways between two things lie: looked for from both ends, the smaller side first."""
    import networkx as nx

    net = nx.Graph()
    net.add_nodes_from((start, goal))
    sides = [{start}, {goal}]
    rims = [{start}, {goal}]
    for _ in range(_FAR):
        side = 0 if len(rims[0]) <= len(rims[1]) else 1
        fresh: set[int] = set()
        for here, other in _links(index, rims[side], common, {start, goal}):
            net.add_edge(here, other)
            if other not in sides[side]:
                fresh.add(other)
        sides[side] |= fresh
        rims[side] = fresh
        if fresh & sides[1 - side]:
            return net
        if not fresh or net.number_of_nodes() > _REACHED:
            return None
    return None


def _links(index: Index, rim: set[int], common: bool, ends: set[int]) -> Iterable[tuple[int, int]]:
    kinds, known = ", ".join(repr(kind) for kind in _COMMON), ", ".join(map(str, sorted(ends)))
    where = "" if common else f" AND (things.kind NOT IN ({kinds}) OR things.id IN ({known}))"
    for here, there in (("a", "b"), ("b", "a")):
        yield from index.rows_of(
            f"SELECT DISTINCT {here}, {there} FROM edges JOIN things ON things.id = {there} WHERE {here} IN ({{}}){where}", rim
        )


def _placed(index: Index, numbers: list[int]) -> dict[int, tuple[int, int]]:
    return _numbers(place(_network(numbers, _edges(index, numbers)), [_key(n) for n in numbers], rounds=_ROUNDS))


def _network(numbers: Iterable[int], edges: Iterable[Edge]) -> nx.MultiDiGraph:
    import networkx as nx

    net = nx.MultiDiGraph()
    net.add_nodes_from(_key(n) for n in numbers)
    net.add_edges_from((_key(e.start), _key(e.end)) for e in edges)
    return net


def _key(number: int) -> str:
    """A thing's number as a name that sorts like it."""
    return f"{number:010}"


def _keys(spots: dict[int, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    return {_key(number): spot for number, spot in spots.items()}


def _numbers(spots: dict[str, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    return {int(key): spot for key, spot in spots.items()}
