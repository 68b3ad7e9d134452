"""JSON-LD that reads well: short names, plain values, a subject a line, in the order of the document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from ..rdf.outline import Outline, in_order
from ..rdf.terms import PREFIXES, RDF, XSD
from ..rdf.writing import TERM, Names, Triple
from ..views.graph import value

_TYPE = f"<{RDF.type}>"
_NATIVE = {XSD.integer}
_AMBIGUOUS = re.compile(r"//|/\.\.?/")
"""What would make a relative IRI mean another than it is written (RFC 3986, section 5.2.4), to some readers at least."""


def write(triples: Callable[[], Iterable[Triple]], base: str) -> Iterator[str]:
    """A JSON-LD document, piece by piece. The triples are asked for twice: to see what there is, and to write it."""
    kinds: dict[str, set[str]] = {}

    def seen() -> Iterator[Triple]:
        for triple in triples():
            if triple[1] != _TYPE:
                kinds.setdefault(triple[1], set()).add(_kind(triple[2]))
            yield triple

    outline = Outline(seen())
    context = Context(kinds, base)
    yield '{"@context": ' + json.dumps(context.as_json(), ensure_ascii=False, indent=1) + ',\n"@graph": [\n'
    between = ""
    for subject, about in groupby(in_order(triples(), outline), key=lambda t: t[0]):
        yield between + json.dumps(context.node(subject, about), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _kind(term: str) -> str:
    """What a term is: ``@id``, a language with @ in front, a datatype."""
    match = TERM.fullmatch(term)
    if match is None or match[1] is not None:
        return "@id"
    return f"@{match[4]}" if match[4] else match[3] or XSD.string


class Context:
    """Short names for the properties of a graph; what all values of a property are is said once, in the context."""

    def __init__(self, kinds: dict[str, set[str]], base: str) -> None:
        self._base = base
        self._names = Names(base)
        self._names.prefixes = dict(PREFIXES)
        self._short: dict[str, str] = {}
        self._kind: dict[str, str] = {}
        for prop in sorted(kinds, key=lambda one: (not one.startswith(f"<{PREFIXES['cxzy']}"), one)):
            name = prop[1:-1].replace("#", "/").rsplit("/", 1)[-1]
            self._short[prop] = name if name not in self._short.values() and ":" not in name else self._names.short(prop)
            if len(kinds[prop]) == 1:
                self._kind[prop] = next(iter(kinds[prop]))

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {"@base": self._base, **dict(sorted(self._names.prefixes.items()))}
        for prop, name in self._short.items():
            kind = self._kind.get(prop, "")
            said: dict[str, str] = {"@id": prop[1:-1]}
            if kind.startswith("@") and kind != "@id":
                said["@language"] = kind[1:]
            elif kind and kind not in (XSD.string, *_NATIVE):
                said["@type"] = kind if kind == "@id" else self._names.short(f"<{kind}>")
            out[name] = said
        return out

    def node(self, subject: str, about: Iterable[Triple]) -> dict[str, Any]:
        """All that is said of a subject."""
        out: dict[str, Any] = {"@id": self._iri(subject)}
        for prop, same in groupby(sorted(about, key=lambda t: (t[1] != _TYPE, t[1], t[2])), key=lambda t: t[1]):
            if prop == _TYPE:
                out["@type"] = [self._iri(t[2]) for t in same]
                continue
            values = [self._value(prop, t[2]) for t in same]
            out[self._short[prop]] = values[0] if len(values) == 1 else values
        return out

    def _iri(self, term: str) -> str:
        iri = term[1:-1]
        path = iri.removeprefix(self._base)
        if path != iri and path and ":" not in path and not _AMBIGUOUS.search(f"/{path}/"):
            return path
        return self._names.short(term).strip("<>")

    def _value(self, prop: str, term: str) -> Any:
        kind = _kind(term)
        if kind == "@id":
            iri = self._iri(term)
            return iri if self._kind.get(prop) == "@id" else {"@id": iri}
        said = value(term)
        if kind in _NATIVE and said == str(int(said)):
            return int(said)
        if kind == self._kind.get(prop) or kind == XSD.string:
            return said
        return {"@value": said} | ({"@language": kind[1:]} if kind.startswith("@") else {"@type": self._names.short(f"<{kind}>")})
