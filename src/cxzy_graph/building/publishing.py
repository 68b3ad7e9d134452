"""The files of a build, made of graphs that were written in parts: the store, one Turtle file, one TriG file, the index, the description.

No step holds the graph. Each part has its triples sorted as the document has them; the sorted parts are cut at the same places, and what lies
between two cuts is put together from all parts, apart from the rest and so in any process.
"""

from __future__ import annotations

import hashlib
import shutil
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from ..rdf import checks, dataset, store, writing
from ..rdf.outline import HEADS
from ..rdf.shapes import Finding
from ..rdf.writing import Names, Triple
from ..views import index
from .writing import EVERY, Graph, Written, write_graphs

LINES = 100_000
"""Lines of the union that are put together at a time, about 0.1 GB."""

SEGMENT = 64_000
"""Characters of Turtle after which a new segment begins: so much is written anew where something in it changes."""


@dataclass(frozen=True, slots=True)
class Range:
    """What lies between two cuts of sorted parts: the lines from ``first`` (on) up to ``last`` (not with it; "" is the end), to be put together
    in ``PATH.nq`` (triples, each once) and ``PATH.ttl``. ``runs`` are the sorted parts with the byte from which a line may be wanted."""

    path: Path
    first: str
    last: str
    runs: tuple[tuple[Path, int], ...]
    base: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Some subjects of a Turtle file: the section that they stand in, the key of the first, the bytes that they take."""

    section: int
    first: str
    size: int


@dataclass(frozen=True, slots=True)
class Together:
    """A range that was put together."""

    path: Path
    segments: tuple[Segment, ...]
    counts: dataset.Counts
    violations: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What the next build carries on: the graphs in the order of their names, the segments of the Turtle file, the counts, and what of all graphs
    together breaks a shape."""

    graphs: tuple[Graph, ...]
    segments: tuple[Segment, ...]
    counts: dataset.Counts
    wrong: tuple[Finding, ...]

    @property
    def digest(self) -> str:
        """The digest of the whole graph: SHA-256 (hexadecimal) over a line ``SHA-256 of the graph's sorted N-Quads, two blanks, its name`` for each
        graph, in the order of the names; what ``sha256sum`` would print of a folder with a file for each."""
        made = hashlib.sha256()
        for one in self.graphs:
            made.update(f"{one.digest.hex()}  {one.name}\n".encode())
        return made.hexdigest()

    @property
    def violations(self) -> set[Finding]:
        """All that breaks a shape."""
        return {*self.wrong, *(one for graph in self.graphs for one in graph.violations)}


def ranges(folder: Path, parts: Sequence[Written], base: str) -> list[Range]:
    """Sorted parts cut at the same places, so that between two cuts lie about `LINES` lines of all parts."""
    marks = sorted(mark for part in parts for mark, _ in part.marks)
    cuts = ["", *dict.fromkeys(marks[LINES // EVERY :: LINES // EVERY])]
    keys = [[mark for mark, _ in part.marks] for part in parts]
    found = []
    for number, first in enumerate(cuts):
        runs = []
        for part, known in zip(parts, keys, strict=True):
            if part.marks:
                at = max(0, bisect_right(known, first) - 1)
                while at and known[at] == first:  # lines of one subject on both sides of a mark
                    at -= 1
                runs.append((part.path, part.marks[at][1]))
        last = cuts[number + 1] if number + 1 < len(cuts) else ""
        found.append(Range(folder / f"union-{number:05}", first, last, tuple(runs), base))
    return found


def put_together(pieces: Sequence[Range]) -> list[Together]:
    """The triples between two cuts, from all parts."""
    return [_together(one) for one in pieces]


def _lines(one: Range) -> list[bytes]:
    first, last = one.first.encode(), one.last.encode()
    found: set[bytes] = set()
    for path, offset in one.runs:
        with open(f"{path}.run", "rb") as run:
            run.seek(offset)
            for line in run:
                if last and line >= last:
                    break
                if line >= first:
                    found.add(line)
    return sorted(found)


def _together(one: Range) -> Together:
    names = Names(one.base)
    counts = dataset.Counts()
    segments: list[Segment] = []
    wrong: list[Finding] = []
    kept: list[str] = []
    begin, size = "", 0

    def close(section: int) -> None:
        nonlocal size
        if kept:
            text = "".join(kept).encode()
            segments.append(Segment(section, begin, len(text)))
            document.write(text)
            kept.clear()
        size = 0

    with open(f"{one.path}.nq", "wb") as quads, open(f"{one.path}.ttl", "wb") as document:
        before = -1
        for key, some in groupby(_lines(one), key=lambda line: line[: line.rindex(b"\t")]):
            triples = [_triple(line) for line in some]
            quads.writelines(f"{s} {p} {o} .\n".encode() for s, p, o in triples)
            subject = triples[0][0]
            said = writing.gathered(triples)
            wrong += checks.of_subject(subject, said)
            counts.take(subject, said, one.base)
            section = int(key[:1])
            if section != before or size > SEGMENT:
                close(before)
                begin, before = key.decode(), section
            kept.append("\n" + writing.block(subject, said, names, ""))
            size += len(kept[-1])
        close(before)
    return Together(one.path, tuple(segments), counts, tuple(wrong))


def _triple(line: bytes) -> Triple:
    subject, predicate, value = line[line.rindex(b"\t") + 1 : -1].decode().split(" ", 2)
    return subject, predicate, value


def heading(section: int) -> bytes:
    """What stands above a section of the Turtle file."""
    return f"\n\n# {'=' * 16} {HEADS[section]}\n".encode()


def turtle(path: Path, base: str, ranges_: Iterable[Together]) -> None:
    """Puts the Turtle file together."""
    section = -1
    with path.open("wb") as out:
        out.write(Names(base).head().encode())
        for one in ranges_:
            with open(f"{one.path}.ttl", "rb") as text:
                for segment in one.segments:
                    if segment.section != section:
                        section = segment.section
                        out.write(heading(section))
                    out.write(text.read(segment.size))


def trig(path: Path, base: str, parts: Iterable[Written]) -> None:
    """Puts the TriG file together, in the order of the graphs' names."""
    found: list[tuple[str, Path, int, int]] = []
    for part in parts:
        at = 0
        for graph in part.graphs:
            found.append((graph.name, part.path, at, graph.trig))
            at += graph.trig
    with path.open("wb") as out:
        out.write(Names(base).head().encode())
        for source, some in groupby(sorted(found), key=lambda one: one[1]):
            with open(f"{source}.trig", "rb") as text:
                for _, _, at, size in some:
                    text.seek(at)
                    out.write(text.read(size))


def reopened(path: Path, base: str) -> Written:
    """The graphs in ``PATH.quads``, N-Quads of one graph after the other, as `stages.write_graphs` writes them to the path."""
    head = f"{base}report/"

    def graphs() -> Iterator[tuple[str, list[Triple], int]]:
        with open(f"{path}.quads", "rb") as lines:
            for name, some in groupby((line.decode() for line in lines), key=lambda line: line[line.rindex(" <") + 2 : -4]):
                triples = []
                for line in some:
                    triples.append(writing.parsed(f"{line[: line.rindex(' <')]} ."))
                yield name, triples, int(name.startswith(head))

    written = write_graphs(path, graphs(), base)
    Path(f"{path}.quads").unlink()
    return written


Call = tuple[Callable[..., Any], tuple[Any, ...]]
"""A function of this module, and what it is called with."""


def call(pieces: Sequence[Call]) -> list[Any]:
    """Calls functions, so that several files are written at once by several processes."""
    return [function(*values) for function, values in pieces]


def documents(ttl: Path, trig_: Path, base: str, ranges_: Sequence[Together], parts: Sequence[Written]) -> None:
    """The Turtle file and the TriG file."""
    turtle(ttl, base, ranges_)
    trig(trig_, base, parts)


def fill_store(folder: Path, files: Iterable[Path]) -> None:
    """The store of the N-Quads in some files."""
    shutil.rmtree(folder, ignore_errors=True)  # what a process left that died over it
    store.create(folder, files)


def fill_page(folder: Path) -> None:
    """The page of a graph whose store and index are there."""
    from ..views.page import write_page  # heavy, and only a build needs it

    write_page(folder / "graph.html", store.open_read(folder), folder / index.FILE)


def fill_index(path: Path, files: Iterable[Path]) -> None:
    """The index of the triples in some files, those of a subject together."""
    index.create(path, _triples(files))


def _triples(files: Iterable[Path]) -> Iterator[Triple]:
    for path in files:
        with path.open("rb") as lines:
            for line in lines:
                yield writing.parsed(line[:-1].decode())
