"""The trained reader at work: a text and what the recogniser found in it → spans, and links between them, each with a probability.

The network runs in onnxruntime, a window at a time, so that what is read of a report never depends on what is read beside it; the links are scored
with numpy. Probabilities are rounded before anything is compared with them, for the last digits differ between processors.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import lexicon
from ..lexicon import COMPOUND_SURNAMES
from ..model import Mention, Span
from .scheme import KIND, KINDS, LINKS, OWN, SPANS
from .windows import CANDIDATES, Vocabulary, between, place, seen, windows

DIGITS = 3
"""Digits of a probability that are looked at."""

_LEAST = 0.05
"""The probability below which a link is not even proposed."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """A span that the reader marked, or the grammar found: ``kind`` is one of `scheme.KINDS`; OWN is the report's own body, and no words."""

    span: Span
    kind: str


_OWN = Words(Span(0, 0), OWN)


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between words, with its probability."""

    link: str
    first: Words
    second: Words
    probability: float


@dataclass(frozen=True, slots=True)
class Found:
    """What the reader found in a text: spans with the probability of their words, and ties, the likeliest first for each anchor."""

    words: Mapping[Words, float]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class _Model:
    session: Any
    vocabulary: Vocabulary
    weights: Mapping[str, Floats]
    card: Mapping[str, Any]
    allowed: NDArray[np.bool_]


@cache
def _model() -> _Model:
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # it would report its use to its makers, on some systems
    folder = files("cxzy_graph.learned").joinpath("model")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(folder.joinpath("reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"])
    with folder.joinpath("links.npz").open("rb") as file:
        weights = {name: value.astype(np.float32) for name, value in np.load(file).items()}
    card = json.loads(folder.joinpath("card.json").read_text("utf-8"))
    return _Model(session, Vocabulary(folder.joinpath("characters.txt").read_text("utf-8")), weights, card, allowed())


@cache
def allowed() -> NDArray[np.bool_]:
    """(links, kinds, kinds): may a link's ends be of these kinds?"""
    may = np.zeros((len(LINKS), len(KINDS), len(KINDS)), bool)
    for number, link in enumerate(LINKS):
        for one in link.first:
            for other in link.second:
                may[number, KIND[one], KIND[other]] = True
    return may


def read(text: str, mentions: Sequence[Mention]) -> Found:
    """What the reader finds in a text, of which the recogniser found ``mentions``."""
    model = _model()
    words: dict[Words, float] = {}
    ties: dict[tuple[str, Words, Words], float] = {}
    begins = [m.span.start for m in mentions]
    for window in windows(text):
        low, high = bisect_left(begins, window.begin), bisect_left(begins, window.end)
        while low and mentions[low - 1].span.end > window.begin:
            low -= 1
        near = mentions[low:high]
        numbers = seen(text, window, near, model.vocabulary)
        states, tags = model.session.run(
            None, {"characters": numbers.characters[None].astype(np.int64), "features": numbers.features[None].astype(np.int64)}
        )
        given = [
            (*place(m.span, window), KIND[CANDIDATES[m.kind]], 1.0)
            for m in near
            if m.kind in _GIVEN and window.begin <= m.span.start and m.span.end <= window.end
        ]
        marks = [
            _named(text, row, window.begin)
            for row in marked(tags[0])
            if any(ch.isalnum() for ch in _words(*row[:3], window.begin).span.of(text))
        ]
        rows = [(0, 0, 0, 1.0), *together(marks, given)]
        if len(rows) == 1:
            continue
        ends = np.array([row[:3] for row in rows], np.int64)
        scores = np.round(probability(links(states[0], ends, between(ends, numbers.characters, model.vocabulary), model.weights)), DIGITS)
        names = [_words(first, last, kind, window.begin) for first, last, kind, _ in rows]
        core = window.core - window.begin + 1
        for (first, _, kind, sure), name in zip(rows, names, strict=True):
            if first >= core and KINDS[kind] in SPANS:
                words[name] = max(round(sure, DIGITS), words.get(name, 0.0))
        for number, one, other in np.argwhere((scores >= _LEAST) & model.allowed[:, ends[:, 2]][:, :, ends[:, 2]]):
            if rows[one][0] >= core:
                key = LINKS[number].name, names[one], names[other]
                ties[key] = max(ties.get(key, 0.0), round(float(scores[number, one, other]), DIGITS))
    ordered = sorted((Tie(*key, sure) for key, sure in ties.items()), key=lambda t: (t.first, t.link, -t.probability, t.second))
    return Found(words, tuple(ordered))


_GIVEN = frozenset({"DATE", "NUMBER", "PERSON", "ORG", "POST", "OCCUPATION"})
"""Kinds of mentions of the recogniser that the reader ties too where it marks nothing itself."""

Row = tuple[int, int, int, float]


def together(marks: list[Row], given: list[Row]) -> list[Row]:
    """What the reader marks and what the recogniser found: where both have something of a kind at a place, the reader's, but the recogniser's where
    the reader marks only the beginning of it.

    >>> together([(1, 2, 1, 0.9), (8, 9, 1, 0.9)], [(1, 3, 1, 1.0), (7, 9, 1, 1.0), (20, 21, 1, 1.0)])
    [(1, 3, 1, 1.0), (8, 9, 1, 0.9), (20, 21, 1, 1.0)]
    """
    begun = {(first, kind): last for first, last, kind, _ in given}
    kept = [row for row in marks if begun.get((row[0], row[2]), row[1]) <= row[1]]
    taken = {(at, kind) for first, last, kind, _ in kept for at in range(first, last + 1)}
    more = [row for row in given if not any((at, row[2]) in taken for at in range(row[0], row[1] + 1))]
    return sorted(dict.fromkeys([*kept, *more]))


def _words(first: int, last: int, kind: int, begin: int) -> Words:
    return Words(Span(first - 1 + begin, last + begin), KINDS[kind]) if kind else _OWN


_TITLED = re.compile(
    rf"(?P<name>[\u4e00-\u9fff·]{{2,}}?)(?:同志|先生|女士|老师|教授|老人|(?:常务|专职|名誉|原|老)?副?(?:委员|{lexicon.leading()}))"
)


_RUNS_ON = re.compile(
    "现(?=[任担为系])|莅(?=[会临])|[未拟将曾](?=[被获荣任参出])|说(?=[，：])"
    "|主(?=[委任席])|[科处部局校院所市区县会社组](?=长)|书(?=记)|同(?=志)|先(?=生)|家(?=庭)|女(?=士)|老(?=师)|"
    "教(?=授)|等(?![\u4e00-\u9fff])|等(?=[一二三四五六七八九十]+[名位人])"
)
"""The first character of a verb or a title behind a name."""


def _named(text: str, row: Row, begin: int) -> Row:
    """A person's mark without the title behind the name: 李然主委 is called 李然. Who is named by surname and title alone stays so: 欧阳主委. Without
    the first character of a verb or a title either: 李小然|现任, 李小|主委."""
    first, last, kind, sure = row
    if kind == KIND["PERSON"] and last - first > 1 and _RUNS_ON.match(text, last - 1 + begin):
        return first, last - 1, kind, sure
    found = _TITLED.fullmatch(text, first - 1 + begin, last + begin) if kind == KIND["PERSON"] else None
    if found is None or found["name"] in COMPOUND_SURNAMES:
        return row
    return first, first + len(found["name"]) - 1, kind, sure


def probability(scores: Floats) -> Floats:
    """Logits as probabilities."""
    return (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)


def marked(tags: Floats) -> Iterator[tuple[int, int, int, float]]:
    """The spans (first, last, kind, probability) that the tags (length, kinds, 3) of a window spell."""
    shifted = tags - tags.max(-1, keepdims=True)
    sure = np.exp(shifted) / np.exp(shifted).sum(-1, keepdims=True)
    best = np.round(tags, 2).argmax(-1)
    size = len(tags)
    for kind, name in enumerate(SPANS):
        column = best[:, kind]
        for at in np.flatnonzero(column[1 : size - 1] == 1) + 1:
            end = int(at)
            while end + 1 < size - 1 and column[end + 1] == 2:
                end += 1
            yield int(at), end, KIND[name], float(min(sure[n, kind, column[n]] for n in range(at, end + 1)))


def links(states: Floats, rows: NDArray[np.int64], apart: NDArray[np.int64], weights: Mapping[str, Floats]) -> Floats:
    """The scores (links, spans, spans) of links between spans: what `training.network.Reader.links` works out, for one window."""

    def linear(name: str, x: Floats) -> Floats:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    found = gelu(linear("span", np.concatenate([states[rows[:, 0]], states[rows[:, 1]]], -1)) + weights["kind.weight"][rows[:, 2]])
    left, right = linear("first", found), linear("second", found)
    pairs = left[:, None] + right[None, :] + left[:, None] * right[None, :]
    for number, distances in enumerate(apart):
        pairs += weights[f"apart.{number}.weight"][distances]
    scores: Floats = linear("tied", gelu(pairs)).transpose(2, 0, 1)
    return scores


def gelu(x: Floats) -> Floats:
    """x times the share of the normal distribution below it (Hendrycks and Gimpel 2016), by the error function's rational form
    (Abramowitz and Stegun 7.1.26, within 1.5e-7)."""
    z = np.abs(x) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    error = np.sign(x) * (1 - series * np.exp(-z * z))
    made: Floats = (0.5 * x * (1 + error)).astype(np.float32)
    return made
