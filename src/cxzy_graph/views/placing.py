"""Positions for nodes, the same on every machine.

A force-directed layout (Fruchterman and Reingold 1991). NetworkX' own sums in an order that depends on the processor, and
fifty rounds blow a last bit up to another picture; here only operations are used that IEEE 754 rounds in one way.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

ROUNDS = 120
_SPREAD = 1 << 32


def place(graph: nx.MultiDiGraph, nodes: list[str], scale: float = 95.0) -> dict[str, tuple[int, int]]:
    """Whole positions in pixels for `nodes`, which want to be few hundreds: the time grows with their square.

    Every connected part is laid out by itself; the parts stand in rows, the largest first.

    >>> net = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("x", "y")])
    >>> spots = place(net, ["a", "b", "c", "x", "y"])
    >>> spots == place(net, ["a", "b", "c", "x", "y"]), len(set(spots.values()))
    (True, 5)
    """
    parts = [sorted(part) for part in nx.weakly_connected_components(graph.subgraph(nodes))]
    parts.sort(key=lambda part: (-len(part), part))
    drawn = [_shifted(_part(graph, part), scale) for part in parts]
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


def _part(graph: nx.MultiDiGraph, nodes: list[str]) -> dict[str, tuple[float, float]]:
    """A connected part, laid out by forces; an edge wants to be about one long."""
    count = len(nodes)
    index = {node: i for i, node in enumerate(nodes)}
    # Weyl sequences of integers: spread out evenly, and exact
    start = np.array([[(i * 2654435761) % _SPREAD / _SPREAD, (i * 1597334677 + 12345) % _SPREAD / _SPREAD] for i in range(count)])
    spots = (start - 0.5) * count**0.5
    ties = np.zeros((count, count))
    for one, other in graph.edges(nodes):
        if one in index and other in index and one != other:
            ties[index[one], index[other]] = ties[index[other], index[one]] = 1.0
    heat = max(1.0, count**0.5 / 6)
    for turn in range(ROUNDS):
        move = np.zeros_like(spots)
        for axis in (0, 1):
            delta = spots[:, None, axis] - spots[None, :, axis]
            other = spots[:, None, 1 - axis] - spots[None, :, 1 - axis]
            square = np.maximum(delta * delta + other * other, 0.01)
            move[:, axis] = _rows(delta * (1.5 / square - ties * np.sqrt(square) * 0.3))
        length = np.maximum(np.sqrt(move[:, 0] * move[:, 0] + move[:, 1] * move[:, 1]), 0.01)
        spots = spots + move / length[:, None] * np.minimum(length, heat * (1 - turn / ROUNDS))[:, None]
    return {node: (float(spots[i, 0]), float(spots[i, 1])) for node, i in index.items()}


def _rows(table: np.ndarray) -> np.ndarray:
    """Sums of the rows, added up column by column: numpy's own order along a row depends on the processor."""
    total = np.zeros(table.shape[0])
    for column in range(table.shape[1]):
        total = total + table[:, column]
    return total


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
