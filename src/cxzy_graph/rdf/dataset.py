"""The description of a built graph: how much there is of what, in which vocabularies, under which licence (VoID, DCAT 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from .described import Described
from .terms import CXZY, PREFIXES, RDF, XSD
from .things import text
from .writing import Names

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


_TITLES = text("组织报告知识图谱", language="zh-Hans"), text("Knowledge graph of organisational reports", language="en")
"""What a dataset is called that nobody has named."""


@dataclass(slots=True)
class Counts:
    """How much a graph has of what: of the triples of all graphs, each once."""

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    properties: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    """The first subject of each of some classes, in the order of their IRIs."""

    def take(self, subject: str, said: Mapping[str, Sequence[str]], base: str, times: int = 1) -> None:
        """Counts a subject with all that is said of it (N-Triples terms); with ``times`` -1 lets go of it again, but not as an example."""
        self.subjects += times
        self.entities += times * subject.startswith(f"<{base}")
        for predicate, values in said.items():
            self.triples += times * len(values)
            self.properties[predicate] += times * len(values)
        for class_ in said.get(f"<{RDF.type}>", ()):
            self.classes[class_] += times
            if times > 0 and class_[1:-1] in _EXAMPLES:
                self.examples[class_[1:-1]] = min(subject, self.examples.get(class_[1:-1], subject))

    def add(self, other: Counts) -> None:
        """Counts what was counted apart from it: other subjects."""
        self.triples += other.triples
        self.subjects += other.subjects
        self.entities += other.entities
        self.properties.update(other.properties)
        self.classes.update(other.classes)
        for class_, subject in other.examples.items():
            self.examples[class_] = min(subject, self.examples.get(class_, subject))


def describe(counts: Counts, base: str, digest: str, graphs: int, described: Described = Described(), newest: str = "") -> str:  # noqa: B008
    """The description, as Turtle that is the same for the same graph.

    ``digest`` is the hexadecimal digest of the graphs, whose beginning is the version; ``graphs`` their number; what was not
    ``described`` is left out but for the title; ``newest`` is the day of the newest report.

    >>> counts = Counts()
    >>> counts.take("<http://a.cn/b>", {"<http://a.cn/p>": ["<http://a.cn/c>"]}, "http://a.cn/")
    >>> "void:triples 1 ;" in describe(counts, "http://a.cn/", "0123456789abcdef", 1)
    True
    """
    names = Names(base)
    names.prefixes |= _MORE
    out = [names.head(), _block(f"<{base}dataset>", _statements(counts, names, base, digest, graphs, described, newest), names)]
    for file, media, form, chinese, english in _FILES:
        out.append(_block(f"<{base}dataset/{file}>", [
            ("a", ("dcat:Distribution",)), ("dcterms:title", (text(file),)),
            ("dcterms:description", (text(chinese, language="zh-Hans"), text(english, language="en"))),
            ("dcat:mediaType", (f"<https://www.iana.org/assignments/media-types/{media}>",)), ("void:feature", (f"formats:{form}",)),
        ], names))  # fmt: skip
    return "\n".join(out)


def _statements(
    counts: Counts, names: Names, base: str, digest: str, graphs: int, described: Described, newest: str
) -> list[tuple[str, Iterable[str]]]:
    """What is said of the dataset: properties and their values, as Turtle writes them."""
    properties, classes, examples = +counts.properties, +counts.classes, counts.examples
    vocabularies = sorted({space for term in (*properties, *classes) for space in PREFIXES.values() if term.startswith(f"<{space}")})
    tool = f"cxzy-graph {version('cxzy-graph')}"
    return [
        ("a", ("void:Dataset", "dcat:Dataset")),
        ("dcterms:title", (text(described.title, language="zh-Hans"),) if described.title else _TITLES),
        ("dcterms:creator", (text(described.creator),) if described.creator else ()),
        ("dcterms:issued", (text(newest, XSD.date),) if newest else ()),
        (
            "dcterms:description",
            (
                text(f"由报告抽取的事实，每条都附原句（{tool}）。", language="zh-Hans"),
                text(f"Facts taken from reports, each with its sentence ({tool}).", language="en"),
            ),
        ),
        ("dcterms:language", (text("zh-Hans"),)),
        ("dcterms:license", (f"<{described.licence}>",) if described.licence else ()),
        ("dcat:version", (text(digest[:12]),)),
        ("dcterms:identifier", (text(f"sha256:{digest}"),)),
        ("dcterms:conformsTo", (f"<{CXZY.NAMESPACE.rstrip('#')}>",)),
        ("dcat:distribution", (f"<{base}dataset/{file}>" for file, *_ in _FILES)),
        ("void:uriSpace", (text(base),)),
        ("void:vocabulary", (f"<{space}>" for space in vocabularies)),
        ("void:exampleResource", (examples[one] for one in _EXAMPLES if one in examples)),
        ("void:classPartition", (f"[ void:class {names.short(one)} ; void:entities {n} ]" for one, n in sorted(classes.items()))),
        ("void:propertyPartition", (f"[ void:property {names.short(one)} ; void:triples {n} ]" for one, n in sorted(properties.items()))),
        ("void:triples", (str(counts.triples),)),
        ("void:entities", (str(counts.entities),)),
        ("void:classes", (str(len(classes)),)),
        ("void:properties", (str(len(properties)),)),
        ("void:documents", (str(graphs),)),
        ("void:distinctSubjects", (str(counts.subjects),)),
    ]


def _block(subject: str, said: Iterable[tuple[str, Iterable[str]]], names: Names) -> str:
    lines = []
    for verb, values in said:
        found = [names.short(one) for one in values]
        if found:
            lines.append(f"{verb} " + (" ,\n        " if found[0].startswith("[") else " , ").join(found))
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"
