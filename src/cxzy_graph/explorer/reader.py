"""A report as it is read beside its facts: every name and fact in the text marked, and the page as it came with its repairs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import unquote

from ..model import RestoredText, Span
from ..rdf.terms import CXZY, DCTERMS, NIF, ORG, SKOS
from ..views import readings
from ..views.graph import Graph
from .lines import Line, Lines, Part

_T = TypeVar("_T")

_THINGS = (ORG.member, ORG.organization, ORG.role, CXZY.person, CXZY.recipient, CXZY.recipientGroup, CXZY.participant, CXZY.organisation, CXZY.parent,
           CXZY.honour, CXZY.event, CXZY.document, CXZY.heldBy, CXZY.conferredBy, CXZY.place)  # fmt: skip
_WORDS = (CXZY.title, CXZY.verb)
_NUMBERS = (CXZY.recipientCount, CXZY.value, CXZY.attendance, CXZY.occurrences)
_DATES = (CXZY.date, CXZY.from_, CXZY.until)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text without a break in its marks. ``begin`` in the report's text; ``kind`` of the name it is part of; ``facts`` whose words it is
    part of, ``within`` those in whose sentence it stands; ``anchors`` the ends of addresses that begin with it."""

    text: str
    begin: int
    kind: str = ""
    facts: tuple[int, ...] = ()
    within: tuple[int, ...] = ()
    means: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """Some of the page as it came: what a repair made of it (``after``, of which damage), or as it is."""

    text: str
    repair: str = ""
    after: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the report, restored and as it came."""

    pieces: tuple[Piece, ...]
    raw: tuple[Raw, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report to read."""

    iri: str
    id: str
    title: str
    source: str
    issued: str
    editor: str
    about: Part | None
    paragraphs: tuple[Paragraph, ...]
    facts: tuple[Line, ...]
    starts: tuple[int, ...]
    """For each fact, where its sentence begins."""
    repairs: dict[str, int]
    """How often each damage was repaired; empty where that was not kept."""
    kept: bool


def report_page(graph: Graph, iri: str, base: str, kept: Path | None) -> ReportPage:
    """The page of a report: what the graph says of it, and from the file of readings how it was read."""
    lines = Lines(graph, base)
    text = graph.one(iri, NIF.isString)
    number = unquote(iri.removeprefix(base + "report/"))
    reading = readings.of(kept, number) if kept else None
    restored = RestoredText(text, reading.edits if reading else ())
    named = _Sorted((one.span, one) for one in (reading.named if reading else ()))
    facts = sorted(graph.of_class(CXZY.Fact), key=lambda fact: (_begin(graph, fact, iri), graph.fact_kind(fact), fact))
    sentences = [_spans(graph, fact, iri) for fact in facts]
    words = [list(_words(graph, fact, spans, text, named)) for fact, spans in zip(facts, sentences, strict=True)]
    about = graph.one(iri, CXZY.about)
    return ReportPage(
        iri,
        number,
        graph.one(iri, DCTERMS.title) or graph.one(iri, DCTERMS.source),
        graph.one(iri, DCTERMS.source),
        graph.one(iri, DCTERMS.issued),
        graph.one(iri, DCTERMS.contributor),
        Part(lines.called(about), lines.href(about)) if about else None,
        tuple(_paragraphs(restored, named, sentences, words)),
        tuple(lines.line(fact) for fact in facts),
        tuple(min((span.start for span in spans), default=0) for spans in sentences),
        _counted(reading),
        reading is not None,
    )


def _counted(reading: readings.Reading | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for edit in reading.edits if reading else ():
        found[edit.repair] = found.get(edit.repair, 0) + 1
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _spans(graph: Graph, fact: str, report: str) -> list[Span]:
    """The sentences of a fact in a report."""
    passages = [one for one in graph.all(fact, CXZY.evidence) if graph.one(one, CXZY.inReport) == report]
    return sorted(Span(int(graph.one(one, NIF.beginIndex)), int(graph.one(one, NIF.endIndex))) for one in passages)


def _begin(graph: Graph, fact: str, report: str) -> int:
    return min((span.start for span in _spans(graph, fact, report)), default=0)


class _Sorted(Generic[_T]):
    """Things that lie on a text, to be asked for by where they lie."""

    def __init__(self, lying: Iterable[tuple[Span, _T]]) -> None:
        self._lying = sorted(lying, key=lambda one: one[0])
        self._longest = max((span.end - span.start for span, _ in self._lying), default=0)

    def on(self, where: Span) -> list[tuple[Span, _T]]:
        """What shares a character with a stretch of the text."""
        first = bisect_left(self._lying, where.start - self._longest, key=lambda one: one[0].start)
        last = bisect_left(self._lying, where.end, lo=first, key=lambda one: one[0].start)
        return [one for one in self._lying[first:last] if one[0].end > where.start]


def _words(graph: Graph, fact: str, sentences: Iterable[Span], text: str, named: _Sorted[readings.Named]) -> Iterator[Span]:
    """The words of a fact in its sentences: names of its things as the text has them, its numbers and dates."""
    things = [one for prop in _THINGS for one in graph.all(fact, prop)]
    if graph.fact_kind(fact) == CXZY.Event:
        things.append(fact)
    names = {name for one in things for name in (graph.label(one), *graph.all(one, SKOS.altLabel)) if len(name) > 1}
    names |= {word for prop in _WORDS for word in graph.all(fact, prop)}
    numbers = {f"{float(one):.12g}" for prop in _NUMBERS for one in graph.all(fact, prop)}
    dates = {one for prop in _DATES for one in graph.all(fact, prop)}
    for sentence in sentences:
        for span, one in named.on(sentence):
            if sentence.covers(span):
                kinds = {"NUMBER": numbers, "DATE": dates, "ORG": names}.get(one.kind, set())
                if one.means in kinds:
                    yield span
        taken: list[Span] = []
        for name in sorted(names, key=lambda n: (-len(n), n)):
            at = text.find(name, sentence.start, sentence.end)
            while at >= 0:
                span = Span(at, at + len(name))
                if not any(span.meets(other) for other in taken):
                    taken.append(span)
                at = text.find(name, at + len(name), sentence.end)
        yield from taken


def _paragraphs(
    restored: RestoredText, named: _Sorted[readings.Named], sentences: list[list[Span]], words: list[list[Span]]
) -> Iterator[Paragraph]:
    text = restored.text
    raw_text = readings.raw_of(text, restored.edits)
    anchors = _Sorted((span, span) for span in {span for spans in sentences for span in spans})
    inside = _Sorted((span, at) for at, spans in enumerate(words) for span in spans)
    around = _Sorted((span, at) for at, spans in enumerate(sentences) for span in spans)
    start = raw_start = 0
    for line in text.split("\n"):
        whole = Span(start, start + len(line))
        start = whole.end + 1
        stop = restored.to_raw(Span(whole.end, start)) if start <= len(text) else Span(len(raw_text), len(raw_text))
        raw, raw_start = Span(raw_start, stop.start), stop.end
        if line.strip():
            pieces = tuple(
                _pieces(
                    text,
                    whole,
                    [one for span, one in named.on(whole) if whole.covers(span)],
                    anchors.on(whole),
                    around.on(whole),
                    inside.on(whole),
                )
            )
            yield Paragraph(pieces, tuple(_raw(raw_text, restored, raw)) if restored.edits else ())


def _pieces(
    text: str,
    whole: Span,
    named: list[readings.Named],
    anchors: list[tuple[Span, Span]],
    around: list[tuple[Span, int]],
    inside: list[tuple[Span, int]],
) -> Iterator[Piece]:
    cuts = {whole.start, whole.end}
    for span in (*(one.span for one in named), *(span for span, _ in inside), *(span for span, _ in around)):
        cuts |= {max(whole.start, span.start), min(whole.end, span.end)}
    for begin, end in pairwise(sorted(cuts)):
        here = Span(begin, end)
        over = min((one for one in named if one.span.covers(here)), key=lambda one: one.span.end - one.span.start, default=None)
        yield Piece(
            here.of(text),
            begin,
            over.kind if over else "",
            tuple(sorted({at for span, at in inside if span.covers(here)})),
            tuple(sorted({at for span, at in around if span.covers(here)})),
            over.means if over and over.means != over.span.of(text) else "",
            tuple(
                f"char={one.start},{one.end}"
                for one, _ in anchors
                if one.start == begin or (begin == whole.start and one.start < begin < one.end)
            ),
        )


def _raw(raw_text: str, restored: RestoredText, span: Span) -> Iterator[Raw]:
    """A line of the page as it came, in pieces."""
    at = span.start
    first = bisect_left(restored.edits, span.start, key=lambda edit: edit.start)
    for edit in islice(restored.edits, first, None):
        if edit.end > span.end:
            break
        if edit.start > at:
            yield Raw(raw_text[at : edit.start])
        yield Raw(edit.before, edit.repair, edit.after, edit.certain)
        at = edit.end
    if at < span.end:
        yield Raw(raw_text[at : span.end])
