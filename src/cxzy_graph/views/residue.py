"""What was left: sentences with a word that announces a fact, which no fact rests on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Layout, Span
from ..rdf.terms import CXZY, DCTERMS, NIF
from ..recognising import layout
from .graph import Graph


@dataclass(frozen=True, slots=True)
class Left:
    """A sentence that no fact claimed, with the words that announce one."""

    source: str
    sentence: str
    words: tuple[str, ...]


_TRIGGERS = re.compile(
    r"评为|授予|命名为|表彰|荣获|获得|获评|获奖|喜获|入选|主委|主任委员|秘书长|会长|理事长|当选|选举|增选|提拔|任命|担任|出任|兼任|聘为|受聘|加入|"
    r"举办|举行|召开|开展了|主办|承办|出席|参加|主持|致辞|讲话|捐赠|捐款|走访|慰问|调研|考察|座谈会|义诊|支教|讲座|培训|"
    r"成立|组建|现有|共有|下设|下辖|隶属|平均年龄|制定|印发|编印|修订|出台"
)
"""Words that announce a fact in this kind of prose, whatever is then made of the sentence."""


def announced(text: str, page: Layout, claimed: Iterable[Span]) -> tuple[list[Span], list[Span]]:
    """The sentences of a page that announce a fact, and those of them that none of the ``claimed`` stretches meets."""
    covered = _joined(claimed)
    begins = [span.start for span in covered]
    said = [p.span for p in page.passages if _TRIGGERS.search(text, *p.span)]
    return said, [one for one in said if not any(covered[at].meets(one) for at in (bisect_left(begins, one.end) - 1,) if at >= 0)]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Stretches that together cover what some others do, none of them meeting another, in order.

    >>> _joined([Span(4, 9), Span(0, 5), Span(12, 14)])
    [Span(start=0, end=9), Span(start=12, end=14)]
    """
    made: list[Span] = []
    for span in sorted(spans):
        if made and span.start < made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return made


def residue(graph: Graph) -> Iterator[Left]:
    """The sentences of a graph's reports that announce a fact, and that none of its facts rests on."""
    claimed: dict[str, list[Span]] = {}
    for fact in graph.facts():
        for passage in graph.all(fact, CXZY.evidence):
            span = Span(int(graph.one(passage, NIF.beginIndex)), int(graph.one(passage, NIF.endIndex)))
            claimed.setdefault(graph.one(passage, CXZY.inReport), []).append(span)
    for report in graph.reports():
        text = graph.one(report, NIF.isString)
        for span in announced(text, layout(text), claimed.get(report, []))[1]:
            sentence = span.of(text)
            yield Left(graph.one(report, DCTERMS.source), sentence, tuple(dict.fromkeys(_TRIGGERS.findall(sentence))))
