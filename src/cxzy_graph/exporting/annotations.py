"""Facts as annotations of the reports that state them (W3C Web Annotation Data Model, 2017), as other annotators' tools take them in.

An annotation for each fact and sentence: its target is the report, with the sentence by its place (code points of the restored text) and by its words;
its bodies are the fact, what it says in a line, its kind as a tag, and how far it can be trusted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha1
from typing import Any

from ..rdf.terms import CXZY, NIF
from ..views.graph import FactView, Graph, class_label

_AROUND = 32
"""Characters in front of and behind a sentence by which its words are found again where the text has changed."""


def collection(graph: Graph, base: str) -> Iterator[str]:
    """A collection of one page, piece by piece: an annotation a line, in the order of the facts."""
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{base}annotations",
        "type": "AnnotationCollection",
        "label": "cxzy-graph",
    }
    page = {"id": f"{base}annotations/1", "type": "AnnotationPage"}
    yield _open(head) + ', "first": ' + _open(page) + ', "items": [\n'
    total = 0
    for fact in graph.facts():
        view = graph.view(fact, sentences=0)
        for passage in graph.all(fact, CXZY.evidence):
            yield (",\n" if total else "") + json.dumps(_annotation(graph, view, passage, base), ensure_ascii=False)
            total += 1
    yield f'\n]}}, "total": {total}}}\n'


def _open(said: dict[str, str]) -> str:
    return json.dumps(said, ensure_ascii=False)[:-1]


def _annotation(graph: Graph, view: FactView, passage: str, base: str) -> dict[str, Any]:
    report = graph.one(passage, CXZY.inReport)
    begin, end = int(graph.one(passage, NIF.beginIndex)), int(graph.one(passage, NIF.endIndex))
    text = graph.one(report, NIF.isString)
    bodies: list[dict[str, str]] = [
        {"type": "SpecificResource", "source": view.iri, "purpose": "identifying"},
        {"type": "TextualBody", "value": view.line, "language": "zh-Hans", "format": "text/plain", "purpose": "describing"},
        {"type": "TextualBody", "value": class_label(view.kind), "language": "zh-Hans", "purpose": "tagging"},
        {"type": "TextualBody", "value": f"{view.confidence:g}", "format": "text/plain", "purpose": "assessing"},
    ]
    return {
        "id": f"{base}annotation/{sha1(f'{view.iri} {passage}'.encode(), usedforsecurity=False).hexdigest()}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"type": "Software", "name": " ".join(["cxzy-graph", *graph.all(view.iri, CXZY.extractedBy)])},
        "body": bodies,
        "target": {
            "source": report,
            "selector": [
                {"type": "TextPositionSelector", "start": begin, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": graph.one(passage, NIF.anchorOf),
                    "prefix": text[max(0, begin - _AROUND) : begin],
                    "suffix": text[end : end + _AROUND],
                },
            ],
        },
    }
