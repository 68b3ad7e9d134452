"""What deserves a person's eye, best first: pairs of namesakes, contradictions, facts that rest on little."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

from ..language import say
from ..model import MODEL
from ..rdf.terms import CXZY, DCTERMS, ORG
from ..settling.corrections import BY_HAND
from ..settling.decisions import ON_FACTS, ON_IDENTITY, Decision
from .desk import Desk

IDENTITY, CONTRADICTION, DOUBT = "identity", "contradiction", "doubt"
DOUBTFUL = 0.7
"""Facts below this confidence are shown; the confidence is the measured share of right facts of a rule."""

_SINGLE = ("主委", "主任委员", "支部主任", "书记", "会长")
"""Offices that one person holds at a time."""

_JUMP = 1.6
"""A body whose members grow or shrink by this factor from one figure to the next has a wrong figure, or news worth knowing."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to decide: its kind, how much it deserves to be looked at (0–1), the question in Chinese and in English, and the IRIs of
    the people or facts that it is about."""

    kind: str
    score: float
    wording: tuple[str, str]
    subjects: tuple[str, ...]

    @property
    def question(self) -> str:
        return say(*self.wording)


def items(desk: Desk, decisions: Iterable[Decision] = ()) -> list[Item]:
    """What is still open, best first; what was decided already is left out."""
    decisions = tuple(decisions)
    pairs = {frozenset(desk.node_of(one.kind, ref) for ref in one.refs()) for one in decisions if one.decision in ON_IDENTITY}
    facts = [dict(one.fact) for one in decisions if one.decision in ON_FACTS]
    found = [item for item in _namesakes(desk) if frozenset(item.subjects) not in pairs]
    for item in (*_contradictions(desk), *_doubts(desk)):
        if any(not _stated_by_hand(desk, fact) and desk.written(fact) not in facts for fact in item.subjects):
            first = item.kind == CONTRADICTION and any(_of_a_model(desk, fact) for fact in item.subjects)
            found.append(replace(item, score=1.0) if first else item)
    return sorted(found, key=lambda item: (-item.score, item.kind, item.subjects))


def _stated_by_hand(desk: Desk, fact: str) -> bool:
    return BY_HAND in desk.graph.all(fact, CXZY.extractedBy)


def _of_a_model(desk: Desk, fact: str) -> bool:
    """Does only a language model state a fact?"""
    return all(one.startswith(MODEL) for one in desk.graph.all(fact, CXZY.extractedBy))


def _namesakes(desk: Desk) -> Iterator[Item]:
    graph = desk.graph
    for pair in graph.of_class(CXZY.Candidate):
        said = graph.said(pair, CXZY.reason, False), graph.said(pair, CXZY.reason, True)
        yield Item(IDENTITY, float(graph.one(pair, CXZY.score)), said, tuple(graph.all(pair, CXZY.between)))


def _contradictions(desk: Desk) -> Iterator[Item]:
    yield from _two_heads(desk)
    yield from _ends_before_its_start(desk)
    yield from _jumps(desk)


def _two_heads(desk: Desk) -> Iterator[Item]:
    """Two people in an office that one holds at a time, in overlapping years."""
    graph = desk.graph
    held: dict[tuple[str, str], list[str]] = {}
    for fact in graph.of_class(CXZY.Membership):
        role = graph.label(graph.one(fact, ORG.role))
        if role in _SINGLE and not _formerly(desk, fact, role):
            held.setdefault((graph.one(fact, ORG.organization), role), []).append(fact)
    for (body, role), facts in sorted(held.items()):
        for one, other in combinations(sorted(facts), 2):
            if graph.one(one, ORG.member) != graph.one(other, ORG.member):
                mine, theirs = _years(desk, one), _years(desk, other)
                elected = graph.one(one, CXZY.from_)
                both = elected != "" and elected == graph.one(other, CXZY.from_)
                if both or (mine and theirs and mine[0] <= theirs[1] and theirs[0] <= mine[1]):
                    year = int(elected[:4]) if both or not (mine and theirs) else max(mine[0], theirs[0])
                    yield Item(
                        CONTRADICTION,
                        0.85,
                        (f"{graph.label(body)} {year} 年有两位{role}", f"{graph.label(body)} has two of {role} in {year}"),
                        (one, other),
                    )


def _formerly(desk: Desk, fact: str, role: str) -> bool:
    """Do the sentences say that somebody held an office once (老主委, 首任主委, 原总支主委)?"""
    name = desk.graph.label(desk.graph.one(fact, ORG.member))
    past = re.compile(
        rf"(?:原|老|首任|第[一二三四五六七八九十]+任|前任|历任|时任|上届|首届|前)[^，。；：、]{{0,14}}{role}[^，。；：]{{0,4}}{name}"
    )
    return all(past.search(one.quote) for one in desk.stated(fact))


def _years(desk: Desk, fact: str) -> tuple[int, int] | None:
    """The first and the last year in which a membership certainly holds: its own dates, else the years of the reports that state it."""
    graph = desk.graph
    since, until = graph.one(fact, CXZY.from_), graph.one(fact, CXZY.until)
    reports = {graph.one(p, CXZY.inReport) for p in graph.all(fact, CXZY.evidence)}
    told = sorted(int(issued[:4]) for report in reports if (issued := graph.one(report, DCTERMS.issued)))
    if since and until:
        return int(since[:4]) + 1, int(until[:4]) - 1  # in the year of a change two hold the office, one after the other
    if since:
        return (int(since[:4]) + 1, max(told)) if told and max(told) > int(since[:4]) else None
    return (told[0], told[-1]) if told and not until else None


def _ends_before_its_start(desk: Desk) -> Iterator[Item]:
    graph = desk.graph
    for fact in graph.of_class(CXZY.Membership):
        since, until = graph.one(fact, CXZY.from_), graph.one(fact, CXZY.until)
        if since and until and until < since[: len(until)]:
            yield Item(CONTRADICTION, 0.9, (f"止（{until}）早于起（{since}）", f"ends ({until}) before it starts ({since})"), (fact,))


def _jumps(desk: Desk) -> Iterator[Item]:
    graph = desk.graph
    sizes: dict[tuple[str, str], list[tuple[str, float, str]]] = {}
    for fact in graph.of_class(CXZY.Statistic):
        measure = graph.one(fact, CXZY.measure)
        date = graph.one(fact, CXZY.date)
        if measure in ("member_count", "branch_count") and date:
            sizes.setdefault((graph.one(fact, CXZY.organisation), measure), []).append((date, float(graph.one(fact, CXZY.value)), fact))
    for (body, _), told in sorted(sizes.items()):
        for (day, size, fact), (later, then, other) in pairwise(sorted(told)):
            if min(size, then) >= 5 and max(size, then) / min(size, then) >= _JUMP and int(later[:4]) - int(day[:4]) <= 3:
                yield Item(
                    CONTRADICTION,
                    0.75,
                    (
                        f"{graph.label(body)}：{day} 为 {size:g}，{later} 为 {then:g}",
                        f"{graph.label(body)}: {size:g} in {day}, {then:g} in {later}",
                    ),
                    (fact, other),
                )


def _doubts(desk: Desk) -> Iterator[Item]:
    for fact in desk.graph.facts():
        confidence = desk.graph.confidence(fact)
        if confidence < DOUBTFUL:
            asked = f"可信度 {confidence:.2f}：{desk.line(fact)}", f"confidence {confidence:.2f}: {desk.line(fact)}"
            yield Item(DOUBT, 1 - confidence, asked, (fact,))


def as_json(desk: Desk, item: Item) -> dict[str, Any]:
    """An item with its sides and their sentences."""
    sides = [
        {"iri": subject, "says": said, "sentences": [{"report": one.report, "quote": one.quote} for one in stated]}
        for subject in item.subjects
        for said, stated in [desk.told(subject)]
    ]
    return {"kind": item.kind, "score": round(item.score, 3), "question": item.question, "sides": sides}
