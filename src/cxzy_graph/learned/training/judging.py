"""How a network reads labelled windows: right, said and wanted, for spans by kind and links by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch

from ..reader import allowed
from ..scheme import KIND, KINDS, LINKS, SPANS
from ..windows import Vocabulary, between
from .examples import Example
from .network import Reader
from .train import _bias, batched, marked

Counts = dict[str, list[float]]
_MAY = allowed()


def judged(net: Reader, some: Sequence[Example], vocabulary: Vocabulary, least: float = 0.0) -> Counts:
    """Counts [right, said, wanted] by span kind and link name; optional ones count neither way. ``least`` is the score a link needs (a logit)."""
    net.eval()
    counts: Counts = defaultdict(lambda: [0, 0, 0])
    order = sorted(some, key=lambda e: len(e.characters))
    with torch.no_grad():
        for at in range(0, len(order), 4):
            group = order[at : at + 4]
            batch = batched(group, vocabulary)
            states = net.states(batch.characters, batch.features, _bias(batch.mask))
            rows, masks = net.spans(states).numpy(), batch.mask.numpy()
            found = [_candidates(e, list(marked(rows[n], masks[n]))) for n, e in enumerate(group)]
            most = max(len(f) for f in found)
            spans, apart = np.zeros((len(group), most, 3), np.int64), np.zeros((len(group), 4, most, most), np.int64)
            for n, f in enumerate(found):
                spans[n, : len(f)] = f
                apart[n, :, : len(f), : len(f)] = between(spans[n, : len(f)], group[n].characters, vocabulary)
            tied = net.links(states, torch.from_numpy(spans), torch.from_numpy(apart)).numpy()
            for n, e in enumerate(group):
                _count(counts, e, found[n], tied[n], least)
    return counts


def _candidates(example: Example, marks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    given = [tuple(s) for s in example.spans.tolist() if KINDS[s[2]] in ("DATE", "NUMBER")]
    return list(dict.fromkeys([(0, 0, 0), *marks, *given]))  # type: ignore[list-item]


def _count(counts: Counts, example: Example, found: list[tuple[int, int, int]], tied: np.ndarray, least: float) -> None:  # type: ignore[type-arg]
    core = example.window.core - example.window.begin + 1
    gold_spans = {}
    for number, kind in enumerate(SPANS):
        column = example.tags[:, number]
        at = 1
        while at < len(column):
            end = at
            if column[at] == 1:
                while end + 1 < len(column) and column[end + 1] == 2:
                    end += 1
                gold_spans[at, end, KIND[kind]] = example.weights[at, number]
            at = end + 1
    mine = {f for f in found if f[0] >= core and KINDS[f[2]] in SPANS}
    for span, weight in gold_spans.items():
        if span[0] >= core and weight > 0.5:
            counts[KINDS[span[2]]][2] += 1
            counts[KINDS[span[2]]][0] += span in mine
    for span in mine:
        if gold_spans.get(span, 1.0) > 0.5:
            counts[KINDS[span[2]]][1] += 1
    gold = {(int(n), tuple(example.spans[int(a)]), tuple(example.spans[int(b)])): w for n, a, b, w in example.links}
    said = set()
    for number in range(len(LINKS)):
        for a, b in np.argwhere(tied[number][: len(found), : len(found)] > least):
            if _MAY[number, found[a][2], found[b][2]]:
                said.add((number, found[a], found[b]))
    for link, weight in gold.items():
        if link[1][0] >= core and weight > 0.5:
            counts[LINKS[link[0]].name][2] += 1
            counts[LINKS[link[0]].name][0] += link in said
    for link in said:
        if link[1][0] >= core and gold.get(link, 1.0) > 0.5:
            counts[LINKS[link[0]].name][1] += 1


def told(counts: Counts) -> str:
    """The counts in lines: precision, recall, F1."""
    lines = []
    for name, (right, said, wanted) in sorted(counts.items(), key=lambda one: -one[1][2]):
        p, r = right / max(said, 1), right / max(wanted, 1)
        lines.append(f"{name:14} {int(wanted):5} {p:.3f} {r:.3f} {2 * p * r / max(p + r, 1e-9):.3f}")
    return "\n".join(lines)
