"""Labelled reports as numbers: windows with their tags, the spans that could be tied, and which are."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ... import lexicon
from ...model import Mention, RestoredText, Span
from ...recognising import layout, recognise
from ...restoring import restore
from ..scheme import KIND, LINK, LINKS, OWN, SPANS
from ..windows import CANDIDATES, LONGEST, MARGIN, UNKNOWN, Vocabulary, Window, place, seen, windows
from .labels import Labelled, labelled


@dataclass(frozen=True, slots=True)
class Example:
    """A window: characters, features, tags and their weights (length, kinds); spans (first, last, kind); links (link, first, second, weight)."""

    report: str
    window: Window
    characters: NDArray[np.int32]
    features: NDArray[np.int32]
    tags: NDArray[np.int64]
    weights: NDArray[np.float32]
    spans: NDArray[np.int64]
    links: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A labelled report with what the recogniser finds in it."""

    labels: Labelled
    mentions: tuple[Mention, ...]
    gold: dict[str, object]


def prepared(id_: str, text: str, gold: dict[str, object]) -> Prepared:
    """A labelled report, made ready once for all rounds: its labels stand where its words are when it is read, which is after restoring."""
    raw, restored = RestoredText(text), restore(text)
    labels = labelled(id_, text, gold, _recognised(raw, gold))
    return Prepared(labels.moved(restored.text, restored.to_restored), _recognised(restored, gold), gold)


def _recognised(text: RestoredText, gold: Mapping[str, object]) -> tuple[Mention, ...]:
    told = gold.get("report") or {}
    return recognise(text, layout(text.text, None, told.get("published") if isinstance(told, dict) else None, None))


def characters(reports: Iterable[Prepared]) -> Vocabulary:
    """The characters that the network knows: Chinese ones and ASCII as far as the encoder has a vector for them, and what the reports have."""
    from .network import Packed, weights

    said = {ch for report in reports for ch in report.labels.text}
    known = {piece for piece in Packed(weights()).pieces if len(piece) == 1 and not "\ud800" <= piece <= "\udfff"}
    common = {chr(code) for code in (*range(0x20, 0x7F), *range(0x4E00, 0xA000))}
    return Vocabulary([" ", "\n", *sorted((known & (common | said)) - {" ", "\n"})])


def examples(report: Prepared, vocabulary: Vocabulary, longest: int = LONGEST) -> Iterable[Example]:
    """The windows of a report, of so many characters at most."""
    labels = report.labels
    for window in windows(labels.text, longest, min(MARGIN, longest // 3)):
        numbers = seen(labels.text, window, report.mentions, vocabulary)
        tags = np.zeros((window.size, len(SPANS)), np.int64)
        weights = np.ones((window.size, len(SPANS)), np.float32)
        weights[: window.core - window.begin + 1] = 0
        inside = Span(window.begin, window.end)
        for kind, stretches in labels.masked.items():
            for start, end in stretches:
                weights[max(0, start - window.begin + 1) : max(0, end - window.begin + 1), SPANS.index(kind)] = 0
        spans = {(0, 0, KIND[OWN]): 0}
        where: dict[tuple[str, Span | None], int] = {}
        for kind, held in labels.spans.items():
            for span, weight in held.items():
                if not inside.covers(span):
                    continue
                first, last = place(span, window)
                where[kind, span] = spans.setdefault((first, last, KIND[kind]), len(spans))
                if kind in SPANS:
                    number = SPANS.index(kind)
                    tags[first, number] = 1
                    tags[first + 1 : last + 1, number] = 2
                    weights[first : last + 1, number] = weight if span.start >= window.core else 0
        for mention in report.mentions:
            found = CANDIDATES.get(mention.kind)
            if found and inside.covers(mention.span):
                spans.setdefault((*place(mention.span, window), KIND[found]), len(spans))
        links = np.array(list(_tied(labels, where)), np.float32).reshape(-1, 4)
        yield Example(labels.id, window, numbers.characters, numbers.features, tags, weights, np.array(list(spans), np.int64), links)


def _tied(labels: Labelled, where: dict[tuple[str, Span | None], int]) -> Iterable[tuple[int, int, int, float]]:
    """The links whose spans both lie in a window, by the numbers of link and spans, each with its weight."""
    for name, ties in labels.links.items():
        link = LINKS[LINK[name]]
        for (one, other), weight in ties.items():
            first, second = _at(where, one, link.first), 0 if other is None else _at(where, other, link.second)
            if first is not None and second is not None:
                yield LINK[name], first, second, weight


def _at(where: dict[tuple[str, Span | None], int], span: Span | None, kinds: tuple[str, ...]) -> int | None:
    """The row of a span as one of the kinds that a link joins: 教师 is a post here and a calling there, in the same words."""
    return next((where[kind, span] for kind in kinds if (kind, span) in where), None)


# ---------------------------------------------------------------- other names in the same places


class Names:
    """Names to put in the places of others, each of the same length: as most people bear them, so that prose is learnt and not who is in it."""

    def __init__(self, seed: int | str) -> None:
        self._chance = random.Random(seed)
        table = lexicon.table("names")
        frequent, others = table["surnames"]
        self._surnames = frequent * 3 + others
        self._given = table["given"]

    def another(self, name: str) -> str:
        """A name of the same length, where it is one of two or three characters.

        >>> len(Names(1).another("步惊云"))
        3
        """
        if len(name) not in (2, 3) or not re.fullmatch(r"[\u3400-\u9fff]+", name):
            return name
        made: str = self._chance.choice(self._surnames) + "".join(self._chance.choice(self._given) for _ in name[1:])
        return made

    def exchanged(self, labels: Labelled, share: float = 0.9) -> str:
        """A report's text with most of its people called otherwise, throughout."""
        text = labels.text
        calls: dict[str, str] = {}
        made = list(text)
        for span in sorted(labels.spans.get("PERSON", {})):
            name = span.of(text)
            if name not in calls:
                calls[name] = self.another(name) if self._chance.random() < share else name
            made[span.start : span.end] = calls[name]
        return "".join(made)


def renamed(report: Prepared, seed: int) -> Prepared:
    """A report with other people in it, and what the recogniser finds there."""
    text = Names(f"{report.labels.id} {seed}").exchanged(report.labels)
    return Prepared(replace(report.labels, text=text), _recognised(RestoredText(text), report.gold), report.gold)


def varied(example: Example, chance: random.Random) -> Example:
    """An example with some characters unknown and some of what the recogniser found left out, so that neither is relied on alone."""
    characters, features = example.characters.copy(), example.features.copy()
    hidden = np.array([chance.random() < HIDDEN for _ in characters])
    hidden[[0, -1]] = False
    characters[hidden] = UNKNOWN
    if chance.random() < BLIND:
        features[:] = 0
    else:
        starts = np.flatnonzero((features > 0) & (features % 2 == 1))
        for start in starts:
            if chance.random() < OVERLOOKED:
                end = start + 1
                while end < len(features) and features[end] == features[start] + 1:
                    end += 1
                features[start:end] = 0
    return replace(example, characters=characters, features=features)


HIDDEN, BLIND, OVERLOOKED = 0.04, 0.1, 0.05
"""Shares of characters hidden, of windows without what the recogniser found, and of mentions left out of the others."""


def with_spans(example: Example, found: Iterable[tuple[int, int, int]]) -> Example:
    """An example with further spans that could be tied, and are not: what the network marks wrongly."""
    held = {tuple(row) for row in example.spans.tolist()}
    more = [one for one in dict.fromkeys(found) if one not in held]
    if not more:
        return example
    return replace(example, spans=np.concatenate([example.spans, np.array(more, np.int64)]))
