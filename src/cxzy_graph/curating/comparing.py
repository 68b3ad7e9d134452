"""Two builds beside each other: the facts gained, lost and changed, with their sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..language import say
from ..rdf.terms import CXZY, DCTERMS, NIF
from ..scoring.graphs import CLASS_OF, graph_of, said_of
from ..settling.decisions import told
from ..written_facts import KINDS


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of a build: its fields, and its sentences with their reports."""

    kind: str
    core: tuple[tuple[str, tuple[str, ...]], ...]
    rest: tuple[tuple[str, tuple[str, ...]], ...]
    sentences: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        fields = {name: list(values) if len(values) > 1 else values[0] for name, values in (*self.core, *self.rest) if values}
        return {"kind": self.kind} | fields | {"sentences": [{"source": s, "quote": q} for s, q in self.sentences]}

    def line(self) -> str:
        return told({"kind": self.kind} | {name: list(values) for name, values in (*self.core, *self.rest) if values})


@dataclass(frozen=True, slots=True)
class Difference:
    """What the newer build has more, has no more, and tells otherwise."""

    gained: tuple[Told, ...]
    lost: tuple[Told, ...]
    changed: tuple[tuple[Told, Told], ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "gained": [one.as_json() for one in self.gained],
            "lost": [one.as_json() for one in self.lost],
            "changed": [{"from": a.as_json(), "to": b.as_json()} for a, b in self.changed],
        }

    def lines(self) -> Iterator[str]:
        """The difference for the eye: + gained, − lost, ~ changed, each with its sentences."""
        for sign, facts in (("+", self.gained), ("−", self.lost)):
            for one in facts:
                yield f"{sign} {one.line()}"
                yield from _quoted(one)
        for before, after in self.changed:
            now = {k: list(v) for k, v in (*after.core, *after.rest) if v and (k, v) not in _values(before)}
            gone = [k for k, v in (*before.core, *before.rest) if v and not dict((*after.core, *after.rest))[k]]
            yield (
                f"~ {before.line()} → {'、'.join(f'{k}={told({k: v})}' for k, v in now.items()) or say('原句有变', 'other sentences')}"
                + (say(f"（不再有 {'、'.join(gone)}）", f" (without {', '.join(gone)})") if gone else "")
            )
            yield from _quoted(after)

    def total(self) -> str:
        numbers = (len(self.gained), len(self.lost), len(self.changed))
        return say("新增 {} 条，消失 {} 条，改变 {} 条", "{} gained, {} lost, {} changed").format(*numbers)


def _quoted(one: Told) -> Iterator[str]:
    for source, quote in one.sentences:
        yield f"    “{quote}” — {source}"


def compare(old: Path, new: Path) -> Difference:
    """The difference between two builds: folders, or .ttl, .nt, .trig and .nq files.

    Raises what `cxzy_graph.scoring.graphs.graph_of` raises for one that cannot be read.
    """
    before, after = _facts(old), _facts(new)
    lost = dict.fromkeys(one for one in before if one not in after)
    gained = dict.fromkeys(one for one in after if one not in before)
    changed: list[tuple[Told, Told]] = []
    for near in (_same_core, _same_sentence):
        waiting: dict[object, list[Told]] = {}
        for one in lost:
            for key in near(one):
                waiting.setdefault(key, []).append(one)
        for one in list(gained):
            rivals = [other for key in near(one) for other in waiting.get(key, ()) if other in lost]
            if rivals:
                former = max(rivals, key=lambda r: (len(_values(r) & _values(one)), r.line()))
                if near is _same_core or 2 * len(_values(former) & _values(one)) >= len(_values(one)):
                    del lost[former], gained[one]
                    changed.append((former, one))
    return Difference(tuple(gained), tuple(lost), tuple(changed))


def _same_core(one: Told) -> list[object]:
    return [(one.kind, one.core)]


def _same_sentence(one: Told) -> list[object]:
    return [(one.kind, sentence) for sentence in one.sentences]


def _values(one: Told) -> set[object]:
    return {(name, values) for name, values in (*one.core, *one.rest) if values}


def _facts(source: Path) -> dict[Told, None]:
    """The facts of a build, in order."""
    graph = graph_of(source)
    found = []
    for kind, class_ in CLASS_OF.items():
        for fact in graph.of_class(class_):
            values = said_of(graph, kind, fact)
            passages = graph.all(fact, CXZY.evidence)
            sentences = sorted((graph.one(graph.one(p, CXZY.inReport), DCTERMS.source), graph.one(p, NIF.anchorOf)) for p in passages)
            core = tuple((field, tuple(values.get(field, ()))) for field in KINDS[kind].core)
            rest = tuple((field, tuple(values.get(field, ()))) for field in (*KINDS[kind].qualifiers, *KINDS[kind].other))
            found.append(Told(kind, core, rest, tuple(sentences)))
    return dict.fromkeys(sorted(found, key=repr))
