"""Graphs written as text, many at a time, in any process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..rdf import checks, graphs, writing
from ..rdf.iris import Mint
from ..rdf.outline import Outline
from ..rdf.quads import Writer
from ..rdf.shapes import Finding
from ..rdf.writing import Triple
from .ledger import reader_of
from .outcome import on_report


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph as text: its name, the SHA-256 of its N-Quads (32 bytes), how many bytes of N-Quads and of TriG it has, and what in it breaks a
    shape."""

    name: str
    digest: bytes
    quads: int
    trig: int
    number: int = 0
    violations: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """Graphs that were written together: to ``PATH.nq`` and ``PATH.trig`` one after the other, and to ``PATH.run`` their triples each once,
    sorted as a document has them; ``marks`` are every `EVERY`-th line there with the byte that it begins at."""

    path: Path
    graphs: tuple[Graph, ...]
    marks: tuple[tuple[str, int], ...]


EVERY = 500
"""Lines between two marks in a sorted run."""


def write_reports(pieces: Sequence[tuple[Path, Path, str, tuple[int, ...]]]) -> list[Written]:
    """The graphs of reports: pieces are the ledger, the path to write to, what IRIs begin with, and the reports' numbers in the order of their ids."""
    return [_write(ledger, path, Mint(base), numbers) for ledger, path, base, numbers in pieces]


def _write(ledger: Path, path: Path, mint: Mint, numbers: Sequence[int]) -> Written:
    graphs = []
    for number in numbers:
        with on_report(number):
            writer = Writer(mint, reader_of(ledger).account(number))
            graphs.append((writer.graph, sorted(writer.stated()), number))
    return write_graphs(path, graphs, mint.base)


def write_shared(pieces: Sequence[tuple[Path, Path, str, set[Triple]]]) -> list[Written]:
    """The graphs that no single report states: pieces are the ledger, the path to write to, what IRIs begin with, and what people decided."""
    found = []
    for ledger, path, base, curated in pieces:
        reader = reader_of(ledger)
        several = graphs.shared(Mint(base), curated, reader.hierarchy(), reader.candidates())
        found.append(write_graphs(path, [(name, triples, 0) for name, triples in several], base))
    return found


def write_graphs(path: Path, graphs: Iterable[tuple[str, list[Triple], int]], base: str) -> Written:
    """Writes graphs, each with its sorted triples and its report's number, 0 for one of no report. What is of a class that it should not be is looked
    for in the reports' graphs, which say of each thing in them what it is; the others tell of things of these."""
    names = writing.Names(base)
    done: list[Graph] = []
    union: set[str] = set()
    with open(f"{path}.nq", "wb") as quads, open(f"{path}.trig", "wb") as trig:
        for name, triples, number in graphs:
            lines = "".join(writing.nquads(triples, name)).encode()
            outline = Outline(triples)
            every = outline if number else Outline(triples, base)
            blocks: list[tuple[str, str]] = []
            said = checks.by_subject(triples)
            for subject, about in said.items():
                key = every.key(subject)
                begin = f"{key}\t{subject}"
                union.update(f"{begin} {predicate} {one}\n" for predicate, values in about.items() for one in values)
                blocks.append((key if number else outline.key(subject), writing.block(subject, about, names, "    ")))
            text = writing.graph(name, (block for _, block in sorted(blocks))).encode()
            quads.write(lines)
            trig.write(text)
            wrong = tuple(checks.of_classes(said)) if number else ()
            done.append(Graph(name, hashlib.sha256(lines).digest(), len(lines), len(text), number, wrong))
    marks, at = [], 0
    with open(f"{path}.run", "wb") as run:
        for count, line in enumerate(sorted(union)):
            if count % EVERY == 0:
                marks.append((line.rsplit("\t", 1)[0], at))
            at += run.write(line.encode())
    return Written(path, tuple(done), tuple(marks))
