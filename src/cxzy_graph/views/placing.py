"""Positions for nodes, the same on every machine.

A force-directed layout (Fruchterman and Reingold 1991). NetworkX' own sums in an order that depends on the processor, and
fifty rounds blow a last bit up to another picture; here only operations are used that IEEE 754 rounds in one way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import networkx as nx
import numpy as np

ROUNDS = 120
_SPREAD = 1 << 32


def place(graph: nx.MultiDiGraph, nodes: list[str], scale: float = 95.0, rounds: int = ROUNDS) -> dict[str, tuple[int, int]]:
    """Whole positions in pixels for `nodes`, which want to be few hundreds: the time grows with their square.

    Every connected part is laid out by itself; the parts stand in rows, the largest first.

    >>> net = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("x", "y")])
    >>> spots = place(net, ["a", "b", "c", "x", "y"])
    >>> spots == place(net, ["a", "b", "c", "x", "y"]), len(set(spots.values()))
    (True, 5)
    """
    return in_rows([_part(graph, part, rounds) for part in _parts(graph, nodes)], scale)


def _parts(graph: nx.MultiDiGraph, nodes: Iterable[str]) -> list[list[str]]:
    """The connected parts, the largest first."""
    return sorted((sorted(part) for part in nx.weakly_connected_components(graph.subgraph(nodes))), key=lambda part: (-len(part), part))


def in_rows(parts: list[dict[str, tuple[float, float]]], scale: float) -> dict[str, tuple[int, int]]:
    """Parts that were each laid out by themselves, one beside the other in rows, in whole pixels."""
    drawn = [_shifted(part, scale) for part in parts]
    area = sum((width + _GAP) * (height + _GAP) for _, width, height in drawn)
    limit = max([width for _, width, _ in drawn] + [round((area * 1.6) ** 0.5)], default=0)
    spots: dict[str, tuple[int, int]] = {}
    left = top = row = 0
    for part, width, height in drawn:
        if left and left + width > limit:
            left, top, row = 0, top + row + _GAP, 0
        spots.update({node: (x + left, y + top) for node, (x, y) in part.items()})
        left, row = left + width + _GAP, max(row, height)
    return spots


_GAP = 160  # pixels between the parts


def _shifted(part: dict[str, tuple[float, float]], scale: float) -> tuple[dict[str, tuple[int, int]], int, int]:
    """A part's whole positions from (0, 0) on, and its width and height."""
    least = [min(spot[axis] for spot in part.values()) for axis in (0, 1)]
    moved = {node: (round((x - least[0]) * scale), round((y - least[1]) * scale)) for node, (x, y) in part.items()}
    return moved, max(x for x, _ in moved.values()), max(y for _, y in moved.values())


def _part(graph: nx.MultiDiGraph, nodes: list[str], rounds: int) -> dict[str, tuple[float, float]]:
    """A connected part, laid out by forces; an edge wants to be about one long."""
    count = len(nodes)
    # Weyl sequences of integers: spread out evenly, and exact
    start = np.array([[(i * 2654435761) % _SPREAD / _SPREAD, (i * 1597334677 + 12345) % _SPREAD / _SPREAD] for i in range(count)])
    return _settled(graph, nodes, (start - 0.5) * count**0.5, 0, max(1.0, count**0.5 / 6), rounds)


def _settled(
    graph: nx.MultiDiGraph, nodes: list[str], spots: np.ndarray, fixed: int, heat: float, rounds: int
) -> dict[str, tuple[float, float]]:
    """Where forces move nodes from their `spots`, the first so many staying where they are."""
    count = len(nodes)
    index = {node: i for i, node in enumerate(nodes)}
    ties = np.zeros((count - fixed, count))
    for node in nodes[fixed:]:
        for other in nx.all_neighbors(graph, node):
            if other in index and other != node:
                ties[index[node] - fixed, index[other]] = 1.0
    ties *= 0.3
    for turn in range(rounds):
        delta = [spots[fixed:, None, axis] - spots[None, :, axis] for axis in (0, 1)]
        square = np.maximum(delta[0] * delta[0] + delta[1] * delta[1], 0.01)
        push = 1.5 / square - ties * np.sqrt(square)
        move = np.stack([_rows(one * push) for one in delta], axis=1)
        length = np.maximum(np.sqrt(move[:, 0] * move[:, 0] + move[:, 1] * move[:, 1]), 0.01)
        spots[fixed:] += move / length[:, None] * np.minimum(length, heat * (1 - turn / rounds))[:, None]
    return {node: (float(spots[i, 0]), float(spots[i, 1])) for node, i in index.items()}


def _rows(table: np.ndarray) -> np.ndarray:
    """Sums of the rows, half added to half until one column is left: numpy's own order along a row depends on the processor."""
    while table.shape[1] > 1:
        half = table.shape[1] // 2
        odd = table[:, 2 * half :]
        table = table[:, :half] + table[:, half : 2 * half]
        if odd.shape[1]:
            table[:, :1] += odd
    return table[:, 0]


def join(
    graph: nx.MultiDiGraph, placed: dict[str, tuple[int, int]], fresh: list[str], scale: float = 95.0, rounds: int = ROUNDS
) -> dict[str, tuple[int, int]]:
    """The positions with those of `fresh` nodes, which settle among the placed ones; these stay where they are.

    >>> net = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("b", "d")])
    >>> before = place(net, ["a", "b"])
    >>> after = join(net, before, ["c", "d"])
    >>> all(after[node] == spot for node, spot in before.items()), len(set(after.values()))
    (True, 4)
    """
    if not fresh:
        return placed
    old = sorted(placed)
    nodes = [*old, *sorted(set(fresh) - set(old))]
    begun = beside(graph, placed, nodes[len(old) :])
    spots = np.array([[begun[node][axis] / scale for axis in (0, 1)] for node in nodes])
    settled = _settled(graph, nodes, spots, len(old), 1.0, rounds)
    return placed | {node: (round(settled[node][0] * scale), round(settled[node][1] * scale)) for node in nodes[len(old) :]}


def trees(graph: nx.DiGraph, scale: float = 1.0) -> dict[str, tuple[int, int]]:
    """Positions for bodies and what is below them, each edge going from the lower to the higher: rings around those with nothing above.

    >>> spots = trees(nx.DiGraph([("b", "a"), ("c", "a"), ("d", "c")]))
    >>> len(set(spots.values()))
    4
    """
    below: dict[str, list[str]] = {}
    for node in sorted(graph):
        for above in sorted(graph.successors(node))[:1]:
            below.setdefault(above, []).append(node)
    seen: set[str] = set()
    parts = []
    for root in sorted(graph, key=lambda node: (graph.out_degree(node) > 0, node)):  # what goes round in a ring has no root: it comes last
        if root not in seen:
            parts.append(_rings(root, below, seen))
    return in_rows(sorted(parts, key=lambda part: (-len(part), min(part))), scale)


def _rings(root: str, below: dict[str, list[str]], seen: set[str]) -> dict[str, tuple[float, float]]:
    """A tree in rings around its root; each node gets of its ring the share that its leaves are of all."""
    rings: list[list[tuple[str, str]]] = [[("", root)]]
    seen.add(root)
    while rings[-1]:
        rings.append([(node, one) for _, node in rings[-1] for one in below.get(node, ()) if one not in seen and not seen.add(one)])  # type: ignore[func-returns-value]
    leaves: dict[str, int] = {}
    for ring in reversed(rings):
        for parent, node in ring:
            leaves.setdefault(node, 1)
            if parent:
                leaves[parent] = leaves.get(parent, 0) + leaves[node]
    spots, start = {root: (0.0, 0.0)}, {root: 0.0}
    radius = 0.0
    for ring in rings[1:-1]:
        radius = max(radius + _STEP, len(ring) * _ROOM / math.tau)
        for parent, node in ring:
            share = leaves[node] / leaves[root]
            turn = start[parent] + share / 2
            start[node], start[parent] = start[parent], start[parent] + share
            spots[node] = (_whole(radius * math.cos(turn * math.tau)), _whole(radius * math.sin(turn * math.tau)))
    return spots


_STEP, _ROOM = 150.0, 34.0
"""Pixels from one ring to the next, and along a ring for each that is on it."""


def _whole(value: float) -> float:
    """A coordinate without the last bits, in which processors differ."""
    return round(value, 3)


def beside(graph: nx.MultiDiGraph, placed: dict[str, tuple[int, int]], rest: list[str]) -> dict[str, tuple[int, int]]:
    """Positions for the `rest`, each in a ring around a neighbour that has one, or below the picture."""
    spots = dict(placed)
    ring = ((90, 0), (-90, 0), (0, 90), (0, -90), (64, 64), (-64, 64), (64, -64), (-64, -64))
    around: dict[str, int] = {}
    low = max((y for _, y in placed.values()), default=0) + 200
    alone = 0
    for node in rest:
        anchor = min((n for n in nx.all_neighbors(graph, node) if n in spots), default=None)
        if anchor is None:
            spots[node] = (alone % 40 * 100 - 2000, low + alone // 40 * 100)
            alone += 1
            continue
        turn = around[anchor] = around.get(anchor, -1) + 1
        step, out = ring[turn % 8], 1 + turn // 8
        spots[node] = (spots[anchor][0] + step[0] * out, spots[anchor][1] + step[1] * out)
    return spots
