"""Writes ``terms.py`` from the ontology: ``python -m cxzy_graph.rdf.generate ontology/cxzy.ttl``.

The ontology goes into the package too, since a build is validated against it.
"""

from __future__ import annotations

import keyword
import sys
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

HERE = Path(__file__).parent
PREFIXES = {
    "cxzy": "https://w3id.org/cxzy-graph/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_PREF = "http://www.w3.org/2004/02/skos/core#prefLabel"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def terms(ontology: bytes) -> str:
    """The text of ``terms.py`` for an ontology in Turtle."""
    used: dict[str, set[str]] = {prefix: set() for prefix in PREFIXES}
    above: dict[str, set[str]] = {}
    labels: dict[str, dict[str, str]] = {}
    for triple in parse(ontology, format=RdfFormat.TURTLE):
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, NamedNode):
                for prefix, namespace in PREFIXES.items():
                    if term.value.startswith(namespace) and len(term.value) > len(namespace):
                        used[prefix].add(term.value.removeprefix(namespace))
        if triple.predicate.value == _SUBCLASS:
            above.setdefault(triple.subject.value, set()).add(triple.object.value)
        if triple.predicate.value in (_PREF, _LABEL) and triple.subject.value.startswith(PREFIXES["cxzy"]):
            labels.setdefault(triple.subject.value, {})[triple.object.language] = triple.object.value
    lines = [
        '"""The terms a graph uses, generated from ontology/cxzy.ttl: python -m cxzy_graph.rdf.generate ontology/cxzy.ttl"""',
        "",
    ]
    for prefix, names in used.items():
        if names:
            lines += ["", f"class {prefix.upper()}:", f'    PREFIX = "{prefix}"', f'    NAMESPACE = "{PREFIXES[prefix]}"']
            lines += [
                f'    {name}_ = "{PREFIXES[prefix]}{name}"' if keyword.iskeyword(name) else f'    {name} = "{PREFIXES[prefix]}{name}"'
                for name in sorted(names)
            ]
            lines.append("")
    lines += ["", "PREFIXES = {"] + [f'    "{prefix}": "{PREFIXES[prefix]}",' for prefix, names in used.items() if names] + ["}", ""]
    lines += ["ABOVE: dict[str, tuple[str, ...]] = {"]
    for child in sorted(above):
        parents = sorted(_all_above(child, above))
        lines.append(f'    "{child}": ({", ".join(repr(p).replace(chr(39), chr(34)) for p in parents)},),')
    lines += ["}", '"""Every class with all classes above it."""', "", "LABELS: dict[str, tuple[str, str]] = {"]
    for iri in sorted(labels):
        lines.append(f'    "{iri}": ("{labels[iri].get("zh-hans", "")}", "{labels[iri].get("en", "")}"),')
    lines += ["}", '"""The Chinese and the English label of each term of ours."""', ""]
    return "\n".join(lines)


def _all_above(child: str, above: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = set(above.get(child, ()))
    while waiting:
        parent = waiting.pop()
        if parent not in found:
            found.add(parent)
            waiting |= above.get(parent, set())
    return found


def main() -> None:
    """Writes the terms and the package's copy of the ontology."""
    ontology = Path(sys.argv[1]).read_bytes()
    (HERE / "terms.py").write_text(terms(ontology), encoding="utf-8")
    (HERE / "cxzy.ttl").write_bytes(ontology)


if __name__ == "__main__":
    main()
