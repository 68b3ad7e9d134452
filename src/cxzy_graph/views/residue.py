"""What was left: sentences with a word that announces a fact, which no fact rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
    r"评为|授予|命名为|表彰为|荣获|获得|获评|喜获|入选|主委|主任委员|秘书长|当选|增选|提拔|任命|举办|举行|召开|开展了|主办|承办|捐赠|捐款|走访慰问|义诊|支教|"
    r"成立于|宣告成立|正式成立|现有|共有|下设|下辖|平均年龄|制定|印发|编印|修订|出台"
)
"""Words that announce a fact in this kind of prose, whatever a rule then makes of the sentence."""


def residue(graph: Graph) -> Iterator[Left]:
    """The sentences of a graph's reports that announce a fact, and that none of its facts rests on."""
    claimed: dict[str, list[tuple[int, int]]] = {}
    for fact in graph.facts():
        for passage in graph.all(fact, CXZY.evidence):
            span = int(graph.one(passage, NIF.beginIndex)), int(graph.one(passage, NIF.endIndex))
            claimed.setdefault(graph.one(passage, CXZY.inReport), []).append(span)
    for report in graph.reports():
        text = graph.one(report, NIF.isString)
        spans = claimed.get(report, [])
        for sentence in layout(text).passages:
            begin, end = sentence.span
            if any(start < end and stop > begin for start, stop in spans):
                continue
            words = tuple(dict.fromkeys(_TRIGGERS.findall(text[begin:end])))
            if words:
                yield Left(graph.one(report, DCTERMS.source), text[begin:end], words)
