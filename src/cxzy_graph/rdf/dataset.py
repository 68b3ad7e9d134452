"""The description of a built graph: how much there is of what, in which vocabularies, under which licence (VoID, DCAT 3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from .terms import CXZY, PREFIXES, RDF
from .things import text
from .writing import Names, Triple

FILE = "dataset.ttl"
"""The file's name in a build's folder."""

_MORE = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
}
_EXAMPLES = (CXZY.Committee, CXZY.Branch, CXZY.Person, CXZY.Conferral, CXZY.Event, CXZY.Report)
"""Classes of which the first thing is given as an example."""

_FILES = (
    ("graph.ttl", "text/turtle", "Turtle", "全部三元组", "all triples"),
    ("graph.trig", "application/trig", "TriG", "每篇报告一个图", "a graph for each report"),
)


def describe(union: Sequence[Triple], base: str, digest: str, graphs: int, licence: str = "") -> str:
    """The description, as Turtle that is the same for the same graph.

    ``union`` are the triples of all graphs, each once, sorted; ``digest`` the hexadecimal SHA-256 of the quads, whose beginning is the version;
    ``licence`` an IRI, left out where nobody has said one.

    >>> "void:triples 1 ;" in describe([("<http://a.cn/b>", "<http://a.cn/p>", "<http://a.cn/c>")], "http://a.cn/", "0123456789abcdef", 1)
    True
    """
    names = Names(base)
    names.prefixes |= _MORE
    subjects = {triple[0] for triple in union}
    properties = Counter(triple[1] for triple in union)
    classes = Counter(triple[2] for triple in union if triple[1] == f"<{RDF.type}>")
    examples: dict[str, str] = {}
    for subject, predicate, value in union:
        if predicate == f"<{RDF.type}>" and value[1:-1] in _EXAMPLES:
            examples.setdefault(value[1:-1], subject)
    vocabularies = sorted({space for term in (*properties, *classes) for space in PREFIXES.values() if term.startswith(f"<{space}")})
    tool = f"cxzy-graph {version('cxzy-graph')}"
    said: list[tuple[str, Iterable[str]]] = [
        ("a", ("void:Dataset", "dcat:Dataset")),
        ("dcterms:title", (text("组织报告知识图谱", language="zh-Hans"), text("Knowledge graph of organisational reports", language="en"))),
        (
            "dcterms:description",
            (
                text(f"由报告抽取的事实，每条都附原句（{tool}）。", language="zh-Hans"),
                text(f"Facts taken from reports, each with its sentence ({tool}).", language="en"),
            ),
        ),
        ("dcterms:language", (text("zh-Hans"),)),
        ("dcterms:license", (f"<{licence}>",) if licence else ()),
        ("dcat:version", (text(digest[:12]),)),
        ("dcterms:identifier", (text(f"sha256:{digest}"),)),
        ("dcterms:conformsTo", (f"<{CXZY.NAMESPACE.rstrip('#')}>",)),
        ("dcat:distribution", (f"<{base}dataset/{file}>" for file, *_ in _FILES)),
        ("void:uriSpace", (text(base),)),
        ("void:vocabulary", (f"<{space}>" for space in vocabularies)),
        ("void:exampleResource", (examples[one] for one in _EXAMPLES if one in examples)),
        ("void:classPartition", (f"[ void:class {names.short(one)} ; void:entities {n} ]" for one, n in sorted(classes.items()))),
        ("void:propertyPartition", (f"[ void:property {names.short(one)} ; void:triples {n} ]" for one, n in sorted(properties.items()))),
        ("void:triples", (str(len(union)),)),
        ("void:entities", (str(sum(subject.startswith(f"<{base}") for subject in subjects)),)),
        ("void:classes", (str(len(classes)),)),
        ("void:properties", (str(len(properties)),)),
        ("void:documents", (str(graphs),)),
        ("void:distinctObjects", (str(len({triple[2] for triple in union})),)),
        ("void:distinctSubjects", (str(len(subjects)),)),
    ]
    out = [names.head(), _block(f"<{base}dataset>", said, names)]
    for file, media, form, chinese, english in _FILES:
        out.append(_block(f"<{base}dataset/{file}>", [
            ("a", ("dcat:Distribution",)), ("dcterms:title", (text(file),)),
            ("dcterms:description", (text(chinese, language="zh-Hans"), text(english, language="en"))),
            ("dcat:mediaType", (f"<https://www.iana.org/assignments/media-types/{media}>",)), ("void:feature", (f"formats:{form}",)),
        ], names))  # fmt: skip
    return "\n".join(out)


def licence_of(folder: Path) -> str:
    """The licence that the description of a build in a folder tells; "" where there is none."""
    path = folder / FILE
    if not path.is_file():
        return ""
    found = re.search(r"^\s*dcterms:license <([^>]*)>", path.read_text(encoding="utf-8"), re.M)
    return found[1] if found else ""


def _block(subject: str, said: Iterable[tuple[str, Iterable[str]]], names: Names) -> str:
    lines = []
    for verb, values in said:
        found = [names.short(one) for one in values]
        if found:
            lines.append(f"{verb} " + (" ,\n        " if found[0].startswith("[") else " , ").join(found))
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"
