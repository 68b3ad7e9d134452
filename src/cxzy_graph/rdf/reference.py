"""Writes the reference page of the vocabulary from the ontology: ``python -m cxzy_graph.rdf.reference ontology``.

One page, in both languages, with a diagram of what each kind of fact joins; nothing is fetched to show it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import SH, SKOS
from rdflib.term import Node

from .terms import CXZY, PREFIXES

_NAMES = Namespace(CXZY.NAMESPACE)


@dataclass(frozen=True, slots=True)
class Property:
    """A property as a class's shape has it: how often, and what its values are."""

    name: str
    count: str
    values: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the vocabulary: its labels, comments and examples in Chinese and in English, and what else there is to say of it."""

    name: str
    labels: tuple[str, str]
    comments: tuple[str, str]
    examples: tuple[str, str]
    above: tuple[str, ...] = ()
    properties: tuple[Property, ...] = ()
    used_by: tuple[str, ...] = ()


def page(folder: Path) -> str:
    """The page, of the ontology in a folder."""
    graph = Graph().parse(folder / "cxzy.ttl")
    own = sorted({s for s in graph.subjects(RDF.type) if isinstance(s, URIRef) and s in _NAMES}, key=str)
    classes = [_term(graph, s) for s in own if (s, RDF.type, OWL.Class) in graph]
    properties = [_term(graph, s) for s in own if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(graph.objects(s, RDF.type))]
    concepts = [
        _term(graph, s) for s in own if {_NAMES[k] for k in ("ActivityType", "Level", "HonourLevel")} & set(graph.objects(s, RDF.type))
    ]
    version = str(graph.value(URIRef(CXZY.NAMESPACE.rstrip("#")), OWL.versionInfo))
    environment = Environment(loader=PackageLoader("cxzy_graph.rdf", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    facts = [one for one in classes if "cxzy:Fact" in one.above]
    sections = (("类", "Classes", classes), ("属性", "Properties", properties), ("固定概念", "Concepts", concepts))
    return (
        environment.get_template("reference.html.j2").render(
            version=version, namespace=CXZY.NAMESPACE, sections=sections, diagram=_diagram(facts, classes)
        )
        + "\n"
    )


def _short(node: Node) -> str:
    for prefix, space in (*PREFIXES.items(), ("sh", str(SH)), ("owl", str(OWL))):
        if str(node).startswith(space):
            return f"{prefix}:{str(node).removeprefix(space)}"
    return str(node)


def _both(graph: Graph, node: Node, *props: URIRef) -> tuple[str, str]:
    found = {o.language: str(o) for prop in props for o in graph.objects(node, prop) if hasattr(o, "language")}
    return found.get("zh-Hans") or found.get("zh-hans", ""), found.get("en", "")


def _term(graph: Graph, node: URIRef) -> Term:
    shaped = [
        Property(_short(path), _count(graph, shape), _values(graph, shape))
        for shape in graph.objects(node, SH.property)
        if (path := graph.value(shape, SH.path)) is not None
    ]
    users = {
        _short(klass)
        for shape in graph.subjects(SH.path, node)
        for klass in graph.subjects(SH.property, shape)
        if (klass, RDF.type, OWL.Class) in graph
    }
    return Term(
        _short(node),
        _both(graph, node, RDFS.label, SKOS.prefLabel),
        _both(graph, node, RDFS.comment),
        _both(graph, node, SKOS.example),
        tuple(sorted(_short(one) for one in graph.objects(node, RDFS.subClassOf))),
        tuple(sorted(shaped, key=lambda one: one.name)),
        tuple(sorted(users)),
    )


def _count(graph: Graph, shape: Node) -> str:
    least, most = graph.value(shape, SH.minCount), graph.value(shape, SH.maxCount)
    return f"{least or 0}–{most}" if most is not None else f"{least or 0}–∞"


def _values(graph: Graph, shape: Node) -> str:
    for prop in (SH["class"], SH.datatype, SH.nodeKind):
        found = graph.value(shape, prop)
        if found is not None:
            return _short(found)
    return ""


# ---------------------------------------------------------------- the diagram

_STEP, _WIDE, _HIGH = 46, 190, 30
_COLUMNS = (20, 330, 640)


@dataclass(frozen=True, slots=True)
class Box:
    """A class in the diagram."""

    name: str
    label: str
    x: int
    y: int
    wide: int = _WIDE
    high: int = _HIGH


def _diagram(facts: list[Term], classes: list[Term]) -> dict[str, object]:
    """Facts in the middle, what they are about on the left, what they speak of on the right; a line for each property between two."""
    labels = {one.name: one.labels[0] for one in classes}
    left = ["cxzy:Person", "cxzy:Organisation"]
    right = ["cxzy:Role", "cxzy:Honour", "cxzy:Award", "cxzy:HonourLevel", "cxzy:ActivityType", "cxzy:Place", "cxzy:Document"]
    boxes = {}
    for column, names in zip(_COLUMNS, (left, [one.name for one in facts], right), strict=True):
        for number, name in enumerate(names):
            gap = _STEP if len(names) > 4 else _STEP * 2
            boxes[name] = Box(name, labels[name], column, 20 + number * gap)
    lines = []
    for fact in facts:
        for prop in fact.properties:
            for target in {"prov:Agent": ("cxzy:Person", "cxzy:Organisation")}.get(prop.values, (prop.values,)):
                end = boxes.get(target)
                if end is not None and end.name != fact.name:
                    start = boxes[fact.name]
                    ahead = end.x > start.x
                    x1, x2 = (start.x + _WIDE, end.x) if ahead else (start.x, end.x + _WIDE)
                    if start.x == end.x:
                        x1 = x2 = start.x + _WIDE
                    lines.append((f"{fact.name} {prop.name} {target}", x1, start.y + _HIGH // 2, x2, end.y + _HIGH // 2))
    height = max(box.y for box in boxes.values()) + 60
    return {"boxes": list(boxes.values()), "lines": lines, "width": _COLUMNS[-1] + _WIDE + 20, "height": height}


if __name__ == "__main__":
    Path(sys.argv[1], "index.html").write_text(page(Path(sys.argv[1])), encoding="utf-8")
