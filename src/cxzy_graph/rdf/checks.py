"""The violations of the ontology's shapes, found a subject at a time: what a build checks, however large the graph is.

`shapes` asks pySHACL, which reads any shapes and wants the whole graph at once. The ontology's shapes are of ten plain constraints on the values
of a property; here they are read once and looked up for each subject, some hundred times as fast. A test holds the two together. Only what
breaks a shape is looked for, not what is merely implausible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import inf, nan
from operator import itemgetter

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store
from pyoxigraph import Triple as Triple_

from .shapes import Finding, ontology
from .terms import RDF, XSD
from .writing import TERM, Extraction, Triple, gathered

_SH = "http://www.w3.org/ns/shacl#"
_TYPE = f"<{RDF.type}>"
_LANG_STRING = RDF.langString
_STRING = f"{XSD.NAMESPACE}string"


@dataclass(frozen=True, slots=True)
class _Property:
    """What a shape asks of the values of a property; None and "" ask nothing."""

    path: str
    least: int
    most: int | None
    class_: str
    datatype: str
    kind: str
    languages: tuple[str, ...]
    pattern: re.Pattern[str] | None
    lowest: float
    highest: float
    message: str

    def wrong(self, values: list[str]) -> Iterator[str]:
        """The values that are not as they should be, "" where it is their number; but for the class that they are of."""
        if len(values) < self.least or (self.most is not None and len(values) > self.most):
            yield ""
        bounded = self.lowest > -inf or self.highest < inf
        if not (self.datatype or self.kind or self.languages or self.pattern or bounded):
            return
        for one in values:
            term = TERM.fullmatch(one)
            if term is None:
                yield one
                continue
            literal = term[2] is not None
            if (
                (self.kind == "IRI" and literal)
                or (self.kind == "Literal" and not literal)
                or (self.datatype and (not literal or (term[3] or (_LANG_STRING if term[4] else _STRING)) != self.datatype))
                or (self.languages and not (literal and (term[4] or "").lower().startswith(self.languages)))
                or (bounded and not (literal and self.lowest <= _amount(term[2][1:-1]) <= self.highest))
                or (self.pattern is not None and not self.pattern.search(term[2][1:-1] if literal else term[1]))
            ):
                yield one


def _amount(said: str) -> float:
    """The number that a literal is; not any, where it is none."""
    try:
        return float(said)
    except ValueError:
        return nan


_KNOWN = frozenset(
    (
        "path",
        "minCount",
        "maxCount",
        "class",
        "datatype",
        "nodeKind",
        "languageIn",
        "pattern",
        "minInclusive",
        "maxInclusive",
        "message",
        "severity",
    )
)
"""The constraints of SHACL that are looked at."""


@cache
def _constraints() -> Mapping[str, tuple[_Property, ...]]:
    """For each class what its shape asks. Raises `ValueError` for a constraint that is not known here: it would be passed over."""
    store = Store()
    store.load(ontology(), format=RdfFormat.TURTLE)
    found: dict[str, tuple[_Property, ...]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(f"{_SH}NodeShape")):
        shape = quad.subject
        links = store.quads_for_pattern(shape, NamedNode(f"{_SH}property"), None)
        asked = [one for link in links if (one := _asked(store, shape, link.object)) is not None]  # type: ignore[arg-type]
        targets = _said(store, shape, "targetClass") or [shape.value]  # type: ignore[arg-type,union-attr]
        for target in targets:
            found[f"<{target}>"] = (*found.get(f"<{target}>", ()), *sorted(asked, key=lambda p: (p.path, p.message)))
    return {class_: asked for class_, asked in found.items() if asked}


def _said(store: Store, node: NamedNode | BlankNode, name: str) -> list[str]:
    """The values of a property of SHACL."""
    quads = store.quads_for_pattern(node, NamedNode(_SH + name), None)
    return [quad.object.value for quad in quads if not isinstance(quad.object, Triple_)]


def _asked(store: Store, shape: object, node: NamedNode | BlankNode) -> _Property | None:
    """What a shape asks of a property; None for what only warns."""
    if _said(store, node, "severity"):
        return None
    used = {one.predicate.value for one in store.quads_for_pattern(node, None, None)}
    strange = {one.removeprefix(_SH) for one in used} - _KNOWN
    if strange:
        raise ValueError(f"{shape}: the constraint {strange.pop()} is not known to cxzy_graph.rdf.checks")
    one = {name: next(iter(_said(store, node, name)), "") for name in _KNOWN - {"languageIn"}}
    return _Property(
        f"<{one['path']}>",
        int(one["minCount"] or 0),
        int(one["maxCount"]) if one["maxCount"] else None,
        f"<{one['class']}>" if one["class"] else "",
        one["datatype"],
        one["nodeKind"].removeprefix(_SH),
        tuple(_listed(store, node)),
        re.compile(one["pattern"]) if one["pattern"] else None,
        float(one["minInclusive"] or -inf),
        float(one["maxInclusive"] or inf),
        one["message"] or _told(one),
    )


def _listed(store: Store, node: NamedNode | BlankNode) -> Iterator[str]:
    """The languages that a property's values may be in, lower-case."""
    for head in store.quads_for_pattern(node, NamedNode(f"{_SH}languageIn"), None):
        rest = head.object
        while not (isinstance(rest, NamedNode) and rest.value == RDF.nil):
            first = next(iter(store.quads_for_pattern(rest, NamedNode(RDF.first), None))).object  # type: ignore[arg-type]
            assert isinstance(first, Literal)
            yield first.value.lower()
            rest = next(iter(store.quads_for_pattern(rest, NamedNode(RDF.rest), None))).object  # type: ignore[arg-type]


def _told(one: Mapping[str, str]) -> str:
    """What is asked, in words, where the shape has no message of its own."""
    wanted = {
        "minCount": "at least {} value", "maxCount": "at most {} value", "class": "of the class {}", "datatype": "of the type {}",
        "nodeKind": "a node of the kind {}", "pattern": "as {} has it",
        "minInclusive": "at least {}", "maxInclusive": "at most {}",
    }  # fmt: skip
    return "wants " + ", ".join(text.format(one[name].rsplit("#", 1)[-1]) for name, text in wanted.items() if one[name])


def of_subject(subject: str, said: Extraction) -> Iterator[Finding]:
    """What is wrong with all that a graph says of a subject, as far as that alone shows it.

    >>> from cxzy_graph.rdf.terms import CXZY
    >>> [v.message for v in of_subject("<a:p>", {_TYPE: [f"<{CXZY.Person}>"]})]  # it has no name
    ['every thing has one canonical name']
    """
    for class_ in said.get(_TYPE, ()):
        for one in _constraints().get(class_, ()):
            for value in one.wrong(said.get(one.path, [])):
                yield _found(subject, one, value, said)


def of_classes(graph: Mapping[str, Extraction]) -> Iterator[Finding]:
    """What in a graph is not of the class that it should be, each subject with what is said of it; a node that the graph does not type is of none."""
    for subject, said in graph.items():
        for class_ in said.get(_TYPE, ()):
            for one in _constraints().get(class_, ()):
                if one.class_:
                    for value in said.get(one.path, ()):
                        if one.class_ not in graph.get(value, {}).get(_TYPE, ()):
                            yield _found(subject, one, value, said)


def _found(subject: str, one: _Property, value: str, said: Extraction) -> Finding:
    return Finding(subject[1:-1], one.path[1:-1], value, one.message, "")


def by_subject(triples: Iterable[Triple]) -> dict[str, dict[str, list[str]]]:
    """Triples, those of a subject together, as what is said of each."""
    return {subject: gathered(about) for subject, about in groupby(triples, key=itemgetter(0))}
