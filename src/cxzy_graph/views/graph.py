"""A graph's triples as things, facts and sentences; and as a NetworkX graph of things with dated edges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pyoxigraph import DefaultGraph, Literal, NamedNode

from ..facts import kind_of, properties
from ..rdf.kinds import CLASSES, ends
from ..rdf.kinds import term as term_of
from ..rdf.terms import CXZY, DCTERMS, LABELS, NIF, ORG, RDF, SKOS
from ..rdf.writing import TERM, Triple

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}

THINGS = (CXZY.Committee, CXZY.Branch, CXZY.Organisation, CXZY.Person, CXZY.Event, CXZY.Honour, CXZY.Document, CXZY.Place, CXZY.Role)
"""Classes of things, the narrower before the wider: a thing is shown as the first that it is."""

FACTS = tuple(CLASSES)
"""Classes of facts."""

LINKS: dict[str, tuple[tuple[str | None, str | None, str], ...]] = {
    class_: tuple((ends(kind, edge)[0] or None, ends(kind, edge)[1] or None, edge.relation) for edge in kind_of(kind).edges)
    for class_, kind in CLASSES.items()
    if kind_of(kind).edges
}
"""For each kind of fact that relates two things: the property at either end (None is the fact itself), and the relation."""


_FIELDS = {class_: {one.name: term_of(prop) for prop, one in properties(kind).items()} for class_, kind in CLASSES.items()}
"""The property of each field of a kind."""

_NAMING = tuple(
    dict.fromkeys(
        [ORG.member, CXZY.person, CXZY.recipient, CXZY.participant, ORG.organization, CXZY.recipientGroup, CXZY.organisation, CXZY.parent,
         CXZY.honour, CXZY.event, CXZY.document, CXZY.heldBy, CXZY.conferredBy, CXZY.place]
        + [term_of(prop) for kind in CLASSES.values() for prop, one in properties(kind).items() if one.metadata["means"] in ("person", "body", "bodies", "either")]
    )
)  # fmt: skip
"""The properties that name the things of a fact, in the order in which they are told."""

_BRACED = re.compile(r"\{(\w+)\}")
_EMPTY = re.compile("（）|《》")


def value(term: str) -> str:
    """What an N-Triples term stands for: the IRI, or the literal's words.

    >>> value('<https://a.cn/b>'), value('"说“好”\\\\n"@zh-Hans')
    ('https://a.cn/b', '说“好”\\n')
    """
    match = TERM.fullmatch(term)
    if match is None:
        raise ValueError(f"no N-Triples term: {term[:80]}")
    if match[1] is not None:
        return match[1]
    return _ESCAPED.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _PLAIN.get(m[3], m[3]), match[2][1:-1])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence behind a fact, with the report's words around it."""

    report: str
    source: str
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact for the eye: its kind and what it says in a line, the things in it, its sentences and how many more it has."""

    iri: str
    kind: str
    line: str
    things: tuple[str, ...]
    date: str
    confidence: float
    sentences: tuple[Sentence, ...]
    more: int = 0


_Said = dict[str, list[tuple[str, bool]]]
"""What is said of a node: for each property its values, and whether each is in English."""


class Graph:
    """The triples of a graph, read once and held."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._held: dict[str, _Said] = {}
        for subject, predicate, term in triples:
            values = self._held.setdefault(subject[1:-1], {}).setdefault(predicate[1:-1], [])
            said = value(term), term.endswith("@en")
            if said not in values:
                values.append(said)
        self._members: dict[str, list[str]] = {}
        self._facts_of: dict[str, list[str]] = {}
        for node in sorted(self._held):
            for class_ in self._held[node].get(RDF.type, ()):
                self._members.setdefault(class_[0], []).append(node)

    def _node(self, node: str) -> _Said:
        """What is said of a node."""
        return self._held.get(node, {})

    def knows(self, node: str) -> bool:
        """Is anything said of a node?"""
        return bool(self._node(node))

    def of_class(self, class_: str) -> list[str]:
        """The things and facts of a class, sorted."""
        return self._members.get(class_, [])

    def one(self, node: str, prop: str) -> str:
        found = self._node(node).get(prop)
        return found[0][0] if found else ""

    def all(self, node: str, prop: str) -> list[str]:
        return sorted({said for said, _ in self._node(node).get(prop, ())})

    def said(self, node: str, prop: str, english: bool) -> str:
        """What a property says in a language, where it says it in both."""
        return min((said for said, other in self._node(node).get(prop, ()) if other == english), default="")

    def label(self, node: str) -> str:
        return self.one(node, SKOS.prefLabel)

    def home(self, node: str) -> str:
        """The body that tells a person from others of the name, as its IRI has it; empty for other things."""
        label = self.label(node)
        if self.kind(node) != CXZY.Person or not label:
            return ""
        told = unquote(node.rsplit("/", 1)[-1]).removeprefix(label)
        return told[1:-1] if told.startswith("（") and told.endswith("）") else told

    def kind(self, node: str) -> str:
        """The class a thing is shown as; empty for what is no thing."""
        return self._first(node, THINGS)

    def _first(self, node: str, classes: tuple[str, ...]) -> str:
        """The first of some classes that a node is of."""
        types = {class_ for class_, _ in self._node(node).get(RDF.type, ())}
        return next((one for one in classes if one in types), "")

    def things(self) -> list[str]:
        """The things, sorted; of classes whose members stand for themselves (no roles, no passages)."""
        return sorted({node for class_ in THINGS if class_ != CXZY.Role for node in self.of_class(class_)})

    def reports(self) -> list[str]:
        return self.of_class(CXZY.Report)

    def facts(self) -> list[str]:
        return self.of_class(CXZY.Fact)

    def fact_kind(self, fact: str) -> str:
        return self._first(fact, FACTS)

    def confidence(self, fact: str) -> float:
        """The confidence in a fact: that of the report that states it best."""
        return max(map(float, self.all(fact, CXZY.confidence)), default=0.0)

    def view(self, fact: str, sentences: int | None = None, around: bool = True) -> FactView:
        """A fact as people read it; with all its sentences or the first so many, each with the words around it or without."""
        kind = self.fact_kind(fact)
        things = tuple(n for prop in _NAMING for n in self.all(fact, prop))
        if kind == CXZY.Event:
            things = (fact, *things)
        passages = self.all(fact, CXZY.evidence)
        quoted = tuple(self._sentence(p, around) for p in passages[:sentences])
        line, more = self._line(fact, kind), len(passages) - len(quoted)
        return FactView(fact, kind, line, things, self._date(fact), self.confidence(fact), quoted, more)

    def _sentence(self, passage: str, around: bool) -> Sentence:
        report = self.one(passage, CXZY.inReport)
        title, source = self._called(report)
        quote = self.one(passage, NIF.anchorOf)
        if not around:
            return Sentence(title, source, quote, "", "")
        text = self.one(report, NIF.isString)
        begin, end = int(self.one(passage, NIF.beginIndex)), int(self.one(passage, NIF.endIndex))
        return Sentence(title, source, quote, text[max(0, begin - 60) : begin], text[end : end + 60])

    def _called(self, report: str) -> tuple[str, str]:
        """The title of a report, or what stands for it, and its source."""
        source = self.one(report, DCTERMS.source)
        return self.one(report, DCTERMS.title) or source, source

    def _date(self, fact: str) -> str:
        since, until = self.one(fact, CXZY.from_), self.one(fact, CXZY.until)
        date = self.one(fact, CXZY.date)
        if date:
            return f"{date}/{until}" if until else date
        return f"{since}–{until}" if since or until else ""

    def _names(self, fact: str, prop: str) -> str:
        return "、".join(self.label(n) for n in self.all(fact, prop))

    def _line(self, fact: str, kind: str) -> str:
        """What a fact says in a line: the wording of its kind with the names of its things and its values put in."""
        if kind not in CLASSES:
            return ""  # a kind that another version of the program states
        wordings = kind_of(CLASSES[kind]).lines
        said = {field: self._named(fact, prop) for field, prop in _FIELDS[kind].items()}
        wording = next((one for one in wordings if said[_BRACED.findall(one)[0]]), wordings[-1])
        return _EMPTY.sub("", wording.format(**said)).strip(" ·")

    def _named(self, fact: str, prop: str) -> str:
        """What a property of a fact says: the names of things, or the values."""
        if prop == SKOS.prefLabel:
            return self.label(fact)
        said = [self.label(one) or one for one in self.all(fact, prop)]
        if prop == CXZY.measure:
            said = [MEASURES.get(one, one.removeprefix("other:")) for one in said]
        return "、".join(said)

    def facts_of(self, thing: str) -> list[str]:
        """The facts that a thing is in, sorted."""
        if not self._facts_of:
            for fact in self.facts():
                for one in dict.fromkeys(self.view(fact).things):  # one thing may be in a fact twice: gave and received
                    self._facts_of.setdefault(one, []).append(fact)
        return self._facts_of.get(thing, [])

    def some_facts_of(self, thing: str, limit: int) -> list[str]:
        """Some of the facts that a thing is in, no more than asked for, however many there are."""
        return self.facts_of(thing)[:limit]

    def facts_with(self, prop: str, thing: str, kind: str) -> list[str]:
        """The facts of a kind that say a property of a thing, sorted."""
        return [fact for fact in self.facts_of(thing) if self.fact_kind(fact) == kind and thing in self.all(fact, prop)]

    def called(self, name: str, whole: bool = True) -> list[str]:
        """The things with that name or alias, sorted; or those with a name that has it in it."""
        return [
            node
            for node in self.things()
            if any(name == one if whole else name in one for one in (self.label(node), *self.all(node, SKOS.altLabel)))
        ]

    def network(self) -> nx.MultiDiGraph:
        """The things as nodes and the facts that relate two of them as edges.

        Nodes have ``label``, ``kind`` and ``aliases`` (words, with 、); edges ``relation``, ``fact`` (its IRI), ``role``,
        ``date``, ``from``, ``until`` (EDTF, empty where the report does not say) and ``confidence``.
        """
        import networkx as nx  # a tenth of a second that a table does not need

        graph = nx.MultiDiGraph()
        graph.add_nodes_from(self.nodes())
        graph.add_edges_from((start, end, data["fact"], data) for start, end, data in self.edges())
        return graph

    def nodes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The nodes of `network`, one after the other."""
        for node in self.things():
            yield node, {"label": self.label(node), "kind": self.kind(node), "aliases": "、".join(self.all(node, SKOS.altLabel))}

    def edges(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The edges of `network`, one after the other: a fact has one at most from a thing to another."""
        for fact in self.facts():
            found = {}
            for source, target, relation in LINKS.get(self.fact_kind(fact), ()):
                for start in self.all(fact, source) if source else [fact]:
                    for end in self.all(fact, target) if target else [fact]:
                        found[start, end] = relation
            for (start, end), relation in found.items():
                yield start, end, self._edge(fact, relation)

    def _edge(self, fact: str, relation: str) -> dict[str, Any]:
        return {
            "relation": relation,
            "fact": fact,
            "role": self._names(fact, ORG.role),
            "date": self.one(fact, CXZY.date),
            "from": self.one(fact, CXZY.from_),
            "until": self.one(fact, CXZY.until),
            "confidence": self.confidence(fact),
        }


class StoreGraph(Graph):
    """The graph of a store, read as it is asked for: what was asked last is kept, and no more, however large the graph is."""

    def __init__(self, store: Store, kept: int = 20_000) -> None:
        self._store = store
        self._asked = lru_cache(maxsize=kept)(self._read)
        # what a fact names is asked for again and again, and small
        self._labels = lru_cache(maxsize=10 * kept)(super().label)
        self._heads = lru_cache(maxsize=10 * kept)(super()._called)
        self._known_members: dict[str, list[str]] = {}

    def _node(self, node: str) -> _Said:
        return self._asked(node)

    def _read(self, node: str) -> _Said:
        found: _Said = {}
        try:
            subject = NamedNode(node)
        except ValueError:  # a word, of which nothing is said
            return found
        for quad in self._store.quads_for_pattern(subject, None, None, DefaultGraph()):
            term = quad.object
            if isinstance(term, NamedNode | Literal):
                found.setdefault(quad.predicate.value, []).append((term.value, isinstance(term, Literal) and term.language == "en"))
        for values in found.values():
            values.sort()
        return found

    def label(self, node: str) -> str:
        return self._labels(node)

    def _called(self, report: str) -> tuple[str, str]:
        return self._heads(report)

    def of_class(self, class_: str) -> list[str]:
        if class_ not in self._known_members:
            self._known_members[class_] = sorted(self._subjects(class_, NamedNode(RDF.type)))
        return self._known_members[class_]

    def _subjects(self, thing: str, prop: NamedNode | None = None) -> Iterator[str]:
        """What says a property of a thing; without one, what says anything of it."""
        quads = self._store.quads_for_pattern(None, prop, NamedNode(thing), DefaultGraph())
        return (quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))

    def facts_of(self, thing: str) -> list[str]:
        near = {thing, *self._subjects(thing)}
        return sorted(one for one in near if self.fact_kind(one) and thing in self.view(one).things)

    def some_facts_of(self, thing: str, limit: int) -> list[str]:
        return list(islice((one for one in self._subjects(thing) if self.fact_kind(one)), limit))

    def facts_with(self, prop: str, thing: str, kind: str) -> list[str]:
        return sorted(one for one in self._subjects(thing, NamedNode(prop)) if self.fact_kind(one) == kind)

    def called(self, name: str, whole: bool = True) -> list[str]:
        props = NamedNode(SKOS.prefLabel), NamedNode(SKOS.altLabel)
        if whole:
            wanted = Literal(name, language="zh-hans")
            quads = (quad for prop in props for quad in self._store.quads_for_pattern(None, prop, wanted, DefaultGraph()))
        else:
            quads = (
                quad
                for prop in props
                for quad in self._store.quads_for_pattern(None, prop, None, DefaultGraph())
                if isinstance(quad.object, Literal) and name in quad.object.value
            )
        nodes = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        return sorted(node for node in nodes if self.kind(node) not in ("", CXZY.Role))


MEASURES = {
    "member_count": "成员数",
    "branch_count": "基层组织数",
    "committee_count": "委员会数",
    "proposal_count": "提案信息数",
    "new_member_count": "新发展成员数",
    "average_age": "平均年龄",
}
"""What each measure is called."""


def class_label(kind: str, english: bool = False) -> str:
    """The label of a class of ours."""
    return LABELS[kind][english]
