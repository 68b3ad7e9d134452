"""The order in which a graph reads as a document: a body with its facts beneath it, then people, honours, places, and the reports."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from ..facts import kind_of
from .kinds import CLASSES
from .terms import CXZY, ORG, RDF
from .writing import Triple

_SECTIONS = {
    CXZY.Organisation: 0,
    CXZY.Person: 1,
    CXZY.Fact: 2,
    CXZY.Award: 3,
    CXZY.Honour: 3,
    CXZY.Document: 4,
    CXZY.Role: 4,
    CXZY.Place: 5,
    CXZY.Report: 6,
    CXZY.Passage: 6,
}
"""The section that a class stands in; facts stand with the thing that they are about, those about nothing in a section of their own."""

HEADS = ("组织及其事实", "人员及其事实", "主办者不明的活动", "荣誉", "文件、职务", "地点", "报告和语段", "分级、人工决定、待定的同名人")
"""What each section holds."""

_KINDS = {"organisation": CXZY.Organisation, "person": CXZY.Person}
"""The class of what an IRI of a kind (`iris.Mint`) stands for."""

_FACTS = {class_: kind_of(kind).rank for class_, kind in CLASSES.items()}
"""The order of the facts of a thing."""

_ABOUT = (ORG.organization, CXZY.organisation, CXZY.heldBy, CXZY.recipient, CXZY.recipientGroup, CXZY.participant, CXZY.person)
"""The properties that tell what a fact is about, the first that it has."""
_RANK = {f"<{one}>": number for number, one in enumerate(_ABOUT)}
_TYPE, _DATES = f"<{RDF.type}>", (f"<{CXZY.date}>", f"<{CXZY.from_}>")
_OTHER = len(HEADS) - 1
_BREAK = "\t"
"""Stands between a key's parts: a character that no IRI has."""


class Outline:
    """Where each subject of a graph stands. Reads the triples once, and holds a line for each subject.

    Of some of a graph's triples, ``base`` (what IRIs begin with) tells where the bodies and people stand whose types are not among them.
    """

    def __init__(self, triples: Iterable[Triple], base: str = "") -> None:
        self._kinds = {f"<{base}{kind}/": _SECTIONS[class_] for kind, class_ in _KINDS.items()} if base else {}
        self._section: dict[str, int] = {}
        self._kind: dict[str, int] = {}
        self._owner: dict[str, tuple[int, str]] = {}
        self._date: dict[str, str] = {}
        for subject, predicate, value in triples:
            if predicate == _TYPE:
                section = _SECTIONS.get(value[1:-1])
                if section is not None:
                    self._section[subject] = min(section, self._section.get(subject, _OTHER))
                kind = _FACTS.get(value[1:-1])
                if kind is not None:
                    self._kind[subject] = kind
            elif predicate in _RANK:
                about = _RANK[predicate], value
                if about < self._owner.get(subject, (len(_ABOUT), "")):
                    self._owner[subject] = about
            elif predicate in _DATES:
                self._date[subject] = min(value, self._date.get(subject, value))

    def section(self, subject: str) -> int:
        """The section that a subject stands in."""
        return int(self.key(subject)[0])

    def key(self, subject: str) -> str:
        """A text by which subjects are sorted into the document."""
        if subject in self._kind and subject in self._owner:
            owner = self._owner[subject][1]
            section = self._of(owner)
            return _BREAK.join((str(section), owner, str(self._kind[subject]), self._date.get(subject, "~"), subject))
        section = self._of(subject)
        report, mark, place = subject[1:-1].partition("#char=")
        if mark and section == _SECTIONS[CXZY.Passage]:
            begin, _, end = place.partition(",")
            return _BREAK.join((str(section), f"<{report}>", f"{begin:0>9}", f"{end:0>9}", subject))
        return _BREAK.join((str(section), subject, "0", "", subject))

    def _of(self, node: str) -> int:
        """The section of a node by its types, or else by its IRI."""
        known = self._section.get(node)
        return known if known is not None else next((n for head, n in self._kinds.items() if node.startswith(head)), _OTHER)


LINES = 100_000
"""Lines that are sorted in memory at a time, about 0.1 GB."""


def sorted_lines(lines: Iterable[str], lines_at_once: int = LINES) -> Iterator[str]:
    """Lines (without their ends) in order, sorted on disk where they are many: what is held does not grow with them.

    >>> list(sorted_lines(["c", "a", "d", "b"], lines_at_once=2))
    ['a', 'b', 'c', 'd']
    """
    source = iter(lines)
    first = sorted(islice(source, lines_at_once))
    if len(first) < lines_at_once:
        yield from first
        return
    with tempfile.TemporaryDirectory(prefix="cxzy-graph-") as folder:
        parts: list[Path] = []
        some = first
        while some:
            parts.append(Path(folder) / str(len(parts)))
            with parts[-1].open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in some)
            some = sorted(islice(source, lines_at_once))
        del first
        files = [part.open(encoding="utf-8", newline="\n") for part in parts]
        try:
            for line in heapq.merge(*files):
                yield line[:-1]
        finally:
            for file in files:
                file.close()


def in_order(triples: Iterable[Triple], outline: Outline) -> Iterator[Triple]:
    """The triples as the document has them, each once."""
    before = ""
    for line in sorted_lines(f"{outline.key(s)}{_BREAK}{s} {p} {o}" for s, p, o in triples):
        if line != before:
            subject, predicate, value = line.split(_BREAK, 5)[5].split(" ", 2)
            yield subject, predicate, value
            before = line
