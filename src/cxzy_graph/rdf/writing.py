"""Sorted text out of quads: N-Quads lines, and Turtle and TriG that a person can read and a diff can compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from .terms import PREFIXES, RDF

Triple = tuple[str, str, str]
"""Subject, predicate and object as N-Triples terms."""

Extraction = Mapping[str, list[str]]
"""What is said of a subject: for each property, as an N-Triples term, the terms that are its values."""

_LOCAL = re.compile(r"[A-Za-z_\u4e00-\u9fff\u3400-\u4dbf][0-9A-Za-z_\u4e00-\u9fff\u3400-\u4dbf]*$")
_KINDS = ("organisation", "honour", "role")
_TYPE = f"<{RDF.type}>"
TERM = re.compile(r'<([^>]*)>|("(?:[^"\\]|\\.)*")(?:\^\^<([^>]*)>|@([A-Za-z]+(?:-[A-Za-z0-9]+)*))?')


_NAMED = 20_000
"""Names that are kept."""


class Names:
    """IRIs as prefixed names where that is shorter and safe."""

    def __init__(self, base: str) -> None:
        self.prefixes = {**PREFIXES, **{kind: f"{base}{kind}/" for kind in _KINDS}}
        self._known: dict[str, str] = {}
        self._names: dict[str, str] = {}  # what is asked for again and again: classes, properties, the bodies of a report

    def head(self) -> str:
        return "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(self.prefixes.items()))

    def short(self, term: str) -> str:
        """An N-Triples term as Turtle writes it.

        >>> Names("https://a.cn/id/").short("<https://a.cn/id/role/主委>")
        'role:主委'
        """
        if term[0] == "<" and term[1] != "<":
            return self._named(term)
        if term[-1] == '"' or term.endswith('"@zh-Hans'):
            return term
        match = TERM.fullmatch(term)
        if match is None:
            return term  # a blank node or a triple term, which only a query's answer can hold
        language = "zh-Hans" if match[4] and match[4].lower() == "zh-hans" else match[4]
        return match[2] + (f"^^{self._named(f'<{match[3]}>')}" if match[3] else f"@{language}" if language else "")

    def long(self, name: str) -> str:
        """The N-Triples term of an IRI as `short` wrote it.

        >>> Names("https://a.cn/id/").long("role:主委")
        '<https://a.cn/id/role/主委>'
        """
        prefix, colon, rest = name.partition(":")
        return f"<{self.prefixes[prefix]}{rest}>" if colon and not name.startswith("<") else name

    def _named(self, term: str) -> str:
        name = self._names.get(term)
        if name is None:
            if len(self._names) > _NAMED:
                self._names.clear()
            name = self._names[term] = self._name(term[1:-1])
        return name

    def _name(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1  # a local name has neither in it
        space = iri[:cut]
        known = self._known.get(space)
        if known is None:
            known = self._known[space] = next((prefix for prefix, one in self.prefixes.items() if one == space), "")
        return f"{known}:{iri[cut:]}" if known and _LOCAL.match(iri, cut) else f"<{iri}>"


XML_REFUSES = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), " ")
"""The characters that XML 1.0 has no way to write, each with what is written for it."""


def parsed(line: str) -> Triple:
    """The triple of a line of N-Triples, without the line's end.

    >>> parsed('<a:s> <a:p> "说 ." .')
    ('<a:s>', '<a:p>', '"说 ."')
    """
    parts = line.split(" ", 2)
    if len(parts) < 3 or not parts[2].endswith(" ."):
        raise ValueError(f"no line of N-Triples: {line[:80]}")
    return parts[0], parts[1], parts[2][:-2]


def gathered(about: Iterable[Triple]) -> dict[str, list[str]]:
    """Triples of one subject as what is said of it.

    >>> gathered([("<a:s>", "<a:p>", '"1"'), ("<a:s>", "<a:p>", '"2"')])
    {'<a:p>': ['"1"', '"2"']}
    """
    said: dict[str, list[str]] = {}
    for _, predicate, value in about:
        said.setdefault(predicate, []).append(value)
    return said


def union(graphs: Iterable[Iterable[Triple]]) -> list[Triple]:
    """The triples of several graphs, each once, sorted."""
    return [triple for triple, _ in groupby(sorted(triple for triples in graphs for triple in triples))]


def turtle(triples: Iterable[Triple], base: str, heads: Callable[[str], str] = lambda subject: "") -> Iterator[str]:
    """Turtle of triples in order, a subject at a time; `heads` gives the line to stand before a subject, if there is one."""
    names = Names(base)
    yield names.head()
    for subject, about in groupby(triples, key=lambda t: t[0]):
        head = heads(subject)
        yield (f"\n\n# {head}\n" if head else "") + "\n" + block(subject, gathered(about), names, "")


def trig(graphs: Iterable[tuple[str, Iterable[Triple]]], base: str) -> Iterator[str]:
    """TriG of graphs with triples in order, in the order given."""
    names = Names(base)
    yield names.head()
    for name, triples in graphs:
        yield graph(name, (block(subject, gathered(about), names, "    ") for subject, about in groupby(triples, key=itemgetter(0))))


def graph(name: str, blocks: Iterable[str]) -> str:
    """The TriG of a graph, of what is said of its subjects in order."""
    return f"\n<{name}> {{\n{''.join(blocks)}}}\n"


def block(subject: str, said: Extraction, names: Names, indent: str) -> str:
    """What is said of a subject, in order, as Turtle has it: what it is comes first."""
    short = names.short
    lines = [f"{short(predicate)} {' , '.join(map(short, values))}" for predicate, values in said.items() if predicate != _TYPE]
    if _TYPE in said:
        lines.insert(0, f"a {' , '.join(map(short, said[_TYPE]))}")
    return f"{indent}{short(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"


def nquads(triples: Iterable[Triple], graph: str | None = None) -> Iterator[str]:
    """N-Quads lines of the triples of one graph, the default graph where none is named."""
    end = f" <{graph}> .\n" if graph is not None else " .\n"
    for subject, predicate, value in triples:
        yield f"{subject} {predicate} {value}{end}"
