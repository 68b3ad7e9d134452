"""A few reports changed: the files of the last build are carried on with what that changes, and are the bytes of a build from nothing.

Store: a copy that shares the files that do not change, in which the graphs concerned are exchanged. From it follows of which subjects all graphs
together now say something else; those are written anew where they stand in the Turtle file, in the index and in the counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from ..rdf import writing
from ..rdf.dataset import Counts
from ..rdf.outline import Outline
from ..rdf.terms import RDF
from ..rdf.writing import Extraction, Names, Triple
from .publishing import SEGMENT, Segment, heading

_TAG = re.compile(r"@zh-hans$")


@dataclass(frozen=True, slots=True)
class Change:
    """What all graphs together said of a subject, and what they say now; nothing where it was or is not there."""

    subject: str
    before: Extraction
    now: Extraction


def exchange(last: Path, folder: Path, quads: Iterable[Path], gone: Iterable[str]) -> list[Change]:
    """Makes the store of `last` in `folder`, with some graphs in the place of those of their names: the ones in files of N-Quads, and no graph for
    the names `gone`. Gives the subjects of which the graphs together now say something else, in order."""
    source = Store.read_only(str(last))
    source.backup(str(folder))
    del source
    store = Store(str(folder))
    fresh: dict[str, set[Quad]] = {name: set() for name in gone}
    for path in quads:
        for quad in parse(path=str(path), format=RdfFormat.N_QUADS):
            assert isinstance(quad.graph_name, NamedNode)
            fresh.setdefault(quad.graph_name.value, set()).add(quad)
    lost: list[Quad] = []
    added: list[Quad] = []
    for name, now in fresh.items():
        before = set(store.quads_for_pattern(None, None, None, NamedNode(name)))
        lost += before - now
        added += now - before
    touched = sorted({str(quad.subject) for quad in (*lost, *added)})
    before_said = {subject: said(store, subject) for subject in touched}
    for quad in lost:
        store.remove(quad)
    store.extend(added)
    store.extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in added)
    for quad in lost:
        left = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if not any(isinstance(one.graph_name, NamedNode) for one in left):
            store.remove(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
    for name, now in fresh.items():
        if not now:
            store.remove_graph(NamedNode(name))
    store.flush()
    found = [Change(subject, before_said[subject], said(store, subject)) for subject in touched]
    return [one for one in found if one.before != one.now]


def said(store: Store, subject: str) -> Extraction:
    """What all graphs of a store together say of a subject (an N-Triples term), sorted."""
    found: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(NamedNode(subject[1:-1]), None, None, DefaultGraph()):
        found.setdefault(str(quad.predicate), []).append(_TAG.sub("@zh-Hans", str(quad.object)))
    return {predicate: sorted(found[predicate]) for predicate in sorted(found)}


def _triples(subject: str, about: Extraction) -> list[Triple]:
    return [(subject, predicate, value) for predicate, values in about.items() for value in values]


def _key(subject: str, about: Extraction, base: str) -> str:
    return Outline(_triples(subject, about), base).key(subject)


def turtle(last: Path, path: Path, base: str, segments: Sequence[Segment], changes: Iterable[Change], store: Store) -> list[Segment]:
    """Writes the Turtle file anew where subjects changed; gives its segments. ``segments`` are those of the `last` file."""
    names = Names(base)
    firsts = [one.first for one in segments]
    lost: dict[int, set[str]] = {}
    fresh: dict[int, dict[str, str]] = {}
    for change in changes:
        if change.before:
            lost.setdefault(_home(firsts, _key(change.subject, change.before, base)), set()).add(names.short(change.subject))
        if change.now:
            key = _key(change.subject, change.now, base)
            text = "\n" + writing.block(change.subject, change.now, names, "")
            fresh.setdefault(_home(firsts, key), {})[key] = text
    made: list[Segment] = []
    with last.open("rb") as old, path.open("wb") as new:
        new.write(old.read(len(names.head().encode())))
        section = -1
        at = old.tell()
        for number in range(-1, len(segments)):
            if number >= 0:
                one = segments[number]
                if one.section != section:
                    at += len(heading(one.section))
                start, at = at, at + one.size
                if number not in lost and number not in fresh:
                    _head(new, made, one.section)
                    made.append(one)
                    old.seek(start)
                    _copy(old, new, one.size)
                    section = one.section
                    continue
                old.seek(start)
                blocks = _blocks(old.read(one.size).decode(), lost.get(number, set()), names, base, store)
                section = one.section
            else:
                blocks = {}
            blocks |= fresh.get(number, {})
            _write(new, made, blocks)
    return made


def _home(firsts: list[str], key: str) -> int:
    """The segment that a key stands in or would stand in: the last that begins with it or before it; -1 before all."""
    return bisect_right(firsts, key) - 1


def _blocks(text: str, lost: set[str], names: Names, base: str, store: Store) -> dict[str, str]:
    """The subjects of a segment by their keys, each with its text, but for those that are `lost`."""
    found = {}
    for block in text.split("\n\n"):
        block = block.strip("\n")
        short = block.split(" ", 1)[0]
        if short not in lost:
            subject = names.long(short)
            found[_key(subject, said(store, subject), base)] = f"\n{block}\n"
    return found


def _write(new: IO[bytes], made: list[Segment], blocks: Mapping[str, str]) -> None:
    """Writes subjects in order, in segments that are no longer than they should be and of one section each."""
    kept: list[str] = []
    first, size = "", 0

    def close() -> None:
        if kept:
            section = int(first[:1])
            _head(new, made, section)
            text = "".join(kept).encode()
            new.write(text)
            made.append(Segment(section, first, len(text)))
            kept.clear()

    for key in sorted(blocks):
        if not kept or key[:1] != first[:1] or size > SEGMENT:
            close()
            first, size = key, 0
        kept.append(blocks[key])
        size += len(blocks[key])
    close()


def _head(new: IO[bytes], made: Sequence[Segment], section: int) -> None:
    if not made or made[-1].section != section:
        new.write(heading(section))


def _copy(old: IO[bytes], new: IO[bytes], size: int) -> None:
    while size:
        piece = old.read(min(size, 1 << 20))
        if not piece:
            raise EOFError("the file of the last build is shorter than it was")
        new.write(piece)
        size -= len(piece)


def trig(last: Path, path: Path, base: str, before: Iterable[tuple[str, int]], fresh: Mapping[str, bytes], gone: Iterable[str]) -> None:
    """Writes the TriG file anew where graphs changed. ``before`` are the graphs of the `last` file in their order, with their bytes; ``fresh`` the
    text of those that changed or came."""
    head = Names(base).head().encode()
    dropped = set(gone) | set(fresh)
    coming = sorted(fresh)
    with last.open("rb") as old, path.open("wb") as new:
        new.write(head)
        at = len(head)
        for name, size in before:
            while coming and coming[0] <= name:
                new.write(fresh[coming.pop(0)])
            if name not in dropped:
                old.seek(at)
                _copy(old, new, size)
            at += size
        for name in coming:
            new.write(fresh[name])


def union(store: Store) -> Iterator[Triple]:
    """All triples of a store, those of a subject together."""
    subjects = sorted({str(quad.subject) for quad in store.quads_for_pattern(None, None, None, DefaultGraph())})
    for subject in subjects:
        yield from _triples(subject, said(store, subject))


def counts(last: Counts, changes: Iterable[Change], base: str, store: Store) -> Counts:
    """The counts of the last build after subjects changed."""
    made = Counts()
    made.add(last)
    for one in changes:
        if one.before:
            made.take(one.subject, one.before, base, -1)
        if one.now:
            made.take(one.subject, one.now, base)
    for class_, subject in last.examples.items():
        if f"<{class_}>" not in said(store, subject).get(f"<{RDF.type}>", ()):
            found = store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(class_), DefaultGraph())
            first = min((str(quad.subject) for quad in found), default="")
            made.examples.pop(class_, None)
            if first:
                made.examples[class_] = first
    return made


def pieces(path: Path, sizes: Iterable[tuple[str, int]]) -> Iterator[tuple[str, bytes]]:
    """A file of graphs one after the other, in its graphs."""
    with path.open("rb") as file:
        for name, size in sizes:
            yield name, file.read(size)
