"""cxzy-graph: Chinese organisational reports as a knowledge graph, a sentence behind every fact.

The stages are plain functions, and one sentence goes the whole way through them:

>>> from cxzy_graph import Report, extract, layout, recognise, resolve, restore
>>> raw = "李然被民進(jìn)江州市委會(huì)評為“優(yōu)秀會(huì)員”。"
>>> report = Report("example", "example.txt", raw)
>>> restored = restore(report.raw)
>>> restored.text
'李然被民进江州市委会评为“优秀会员”。'
>>> page = layout(restored.text)
>>> mentions = recognise(restored, page)
>>> [(m.kind, m.text) for m in mentions]
[('PERSON', '李然'), ('ORG', '民进江州市委会'), ('QUOTE', '“优秀会员”')]
>>> said = list(extract(restored, page, mentions))
>>> claim = resolve(report, restored, page, mentions, said).claims[0]
>>> claim.fact.recipient.name, claim.fact.honour, [body.name for body in claim.fact.by]
('李然', '优秀会员', ['民进江州市委会'])
>>> claim.evidence[0].raw_span.of(raw)
'李然被民進(jìn)江州市委會(huì)評為“優(yōu)秀會(huì)員”。'
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .building.build import build
    from .building.built import Built, NothingBuilt
    from .building.road import travel
    from .extractors import extract
    from .model import Report
    from .opening import OpenGraph, open_graph
    from .reading import read
    from .recognising import layout, recognise
    from .resolving import resolve
    from .restoring import restore

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""NumPy reads it when it is loaded. The reader's products are small: shared out to threads they take two thirds longer, and the processes of a build
are in each other's way."""

_HOMES = {
    "Built": "building.built", "NothingBuilt": "building.built", "build": "building.build", "travel": "building.road", "extract": "extractors", "OpenGraph": "opening",
    "open_graph": "opening", "Report": "model", "read": "reading", "layout": "recognising", "recognise": "recognising", "resolve": "resolving",
    "restore": "restoring",
}  # fmt: skip

__all__ = [
    "Built", "NothingBuilt", "OpenGraph", "Report", "build", "extract", "layout", "open_graph", "read", "recognise", "resolve", "restore", "travel",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Imports a stage when it is first asked for: ``cxzy-graph --help`` needs none of the language models."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
