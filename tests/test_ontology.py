"""One truth: classes, shapes, labels, Python terms, the fields of the facts and the queries agree."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, parse
from rdflib import OWL, RDF, URIRef

from cxzy_graph.building.built import Built
from cxzy_graph.building.road import account_of, travel
from cxzy_graph.facts import ACTIVITY_TYPES, KINDS, Event, properties
from cxzy_graph.model import Report
from cxzy_graph.queries import questions
from cxzy_graph.rdf import generate, reference, writing
from cxzy_graph.rdf.checks import by_subject, of_classes, of_subject
from cxzy_graph.rdf.iris import ACTIVITY, Mint
from cxzy_graph.rdf.quads import Writer
from cxzy_graph.rdf.shapes import WARNING, Finding, findings, violations
from cxzy_graph.rdf.store import open_read
from cxzy_graph.rdf.terms import CXZY, LABELS, PREFIXES
from cxzy_graph.rdf.writing import parsed

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology" / "cxzy.ttl"
TRIPLES = [(t.subject, t.predicate.value, t.object) for t in parse(ONTOLOGY.read_bytes(), format=RdfFormat.TURTLE)]
SH = "http://www.w3.org/ns/shacl#"

STORY = """民进江州市委会2019年工作总结
5月17日，民进江州市委会召开换届大会，副主委王芳主持会议，书法家刘真出席。
市委会现有会员34人，成立于2001年5月。
6月，市委会印发《支部工作细则》。
12月，市委会新设教育支部。
李然被民进江州市委会评为“优秀会员”，有19位会员被民进江州市委评为先进个人。
"""


def iri(name: str) -> str:
    prefix, local = name.split(":")
    return PREFIXES[prefix] + local


def shape(klass: str) -> dict[str, dict[str, str]]:
    """path -> constraint -> value, of a class's own property shapes."""
    found: dict[str, dict[str, str]] = {}
    for subject, predicate, value in TRIPLES:
        if str(subject) == f"<{klass}>" and predicate == f"{SH}property":
            constraints = {p.removeprefix(SH): getattr(o, "value", "") for s, p, o in TRIPLES if s == value}
            found[constraints["path"]] = constraints
    return found


def lines() -> list[str]:
    road = travel(Report("story", "story.txt", STORY))
    writer = Writer(Mint(), account_of(road))
    return list(writing.nquads(sorted(writer.stated()), writer.graph))


def test_terms_are_generated_from_the_ontology() -> None:
    folder = ROOT / "src" / "cxzy_graph" / "rdf"
    assert (folder / "terms.py").read_text(encoding="utf-8") == generate.terms(ONTOLOGY.read_bytes())
    assert (folder / "cxzy.ttl").read_bytes() == ONTOLOGY.read_bytes()


def test_the_reference_page_is_generated_from_the_ontology() -> None:
    made = reference.page(ROOT / "ontology")
    assert (ROOT / "ontology" / "index.html").read_text(encoding="utf-8") == made
    assert made.count("<article") > 90
    assert "http://" not in made.split("<body>")[1].replace(PREFIXES["cxzy"], "")


def test_a_wrong_term_raises() -> None:
    with pytest.raises(AttributeError):
        _ = CXZY.Membreship  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_kind_is_a_class_with_its_fields_as_shape(kind: type) -> None:
    klass = getattr(CXZY, kind.__name__)
    shaped = shape(klass)
    for name, field in properties(kind).items():
        assert iri(name) in shaped, f"{kind.__name__} has no shape for {name}"
        assert ("minCount" in shaped[iri(name)]) == field.metadata["required"] or kind is Event, name
    assert all(LABELS[klass])
    assert kind.__doc__


def test_every_term_has_label_comment_and_example_in_both_languages() -> None:
    own = {
        s
        for s, p, o in TRIPLES
        if str(s).startswith(f"<{PREFIXES['cxzy']}") and p.endswith("#type") and not getattr(o, "value", "").endswith("#NodeShape")
    }
    assert len(own) > 90
    for subject in own:
        about = [(p, o) for s, p, o in TRIPLES if s == subject]
        for wanted in (("#label", "#prefLabel"), ("#comment",), ("#example",)):
            assert sorted(o.language for p, o in about if p.endswith(wanted)) == ["en", "zh-hans"], (subject, wanted)


def test_the_implausible_is_warned_of() -> None:
    store = Store()
    odd = [line.replace('"34"^^', '"34000000000"^^') for line in lines()]
    store.load("".join(odd).encode(), format=RdfFormat.N_QUADS)
    (warning,) = findings(store)
    assert (warning.severity, warning.value) == (WARNING, "34000000000")
    assert "34人" in warning.sentence
    assert violations(odd) == []


def _contradictions(graph: rdflib.Graph) -> list[str]:
    """What an OWL 2 RL reasoner finds wrong with a graph, to which it adds what follows."""
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    found = [str(o) for o in graph.objects(None, rdflib.Namespace("http://www.daml.org/2002/03/agents/agent-ont#").error)]
    return found + [str(s) for s in graph.subjects(RDF.type, OWL.Nothing)]


def _vocabulary() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in (ONTOLOGY, ROOT / "ontology" / "alignments.ttl"):
        graph.parse(path)
    return graph


def test_a_reasoner_finds_what_is_wrong() -> None:
    graph = _vocabulary()
    assert _contradictions(graph) == []
    graph.add((URIRef("a:both"), RDF.type, URIRef(CXZY.Person)))
    graph.add((URIRef("a:both"), RDF.type, URIRef(CXZY.Branch)))
    assert _contradictions(graph) != []


def test_a_reasoner_finds_nothing_wrong_with_a_graph(built_dev: Built) -> None:
    """OWL 2 RL: what follows from the ontology, its alignments and a graph has no contradiction in it."""
    graph = _vocabulary()
    skipped = {"anchorOf", "isString", "rawBegin", "rawEnd", "beginIndex", "endIndex", "extractedBy", "earliest", "latest"}
    store = open_read(built_dev.output)
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        if quad.predicate.value.rsplit("#", 1)[-1] not in skipped:  # plain values, from which nothing follows
            graph.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), _term(quad.object)))
    before = len(graph)
    assert _contradictions(graph) == []
    assert len(graph) > before * 1.5


def _term(term: NamedNode | Literal) -> rdflib.term.Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    return (
        rdflib.Literal(term.value, lang=term.language)
        if term.language
        else rdflib.Literal(term.value, datatype=URIRef(term.datatype.value))
    )


def test_activity_types_are_concepts() -> None:
    assert set(ACTIVITY) == set(ACTIVITY_TYPES)
    assert {LABELS[concept][0] for concept in ACTIVITY.values()} == set(ACTIVITY_TYPES)


def test_no_iri_stands_outside_the_terms_and_the_mint() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        if path.name not in ("terms.py", "generate.py", "iris.py"):
            text = path.read_text(encoding="utf-8")
            code = "\n".join(
                line
                for line in text.splitlines()
                if "PREFIX " not in line and ">>>" not in line and not line.strip().startswith(("'", '"'))
            )
            assert "w3id.org/cxzy" not in code, path


def test_a_whole_report_fits_the_shapes() -> None:
    assert violations(lines()) == []


REQUIRED = [(kind, name) for kind in KINDS for name, field in properties(kind).items() if field.metadata["required"]]


@pytest.mark.parametrize(("kind", "name"), REQUIRED, ids=lambda x: getattr(x, "__name__", x))
def test_dropping_a_required_field_breaks_the_shape_and_names_the_sentence(kind: type, name: str) -> None:
    whole = lines()
    klass = getattr(CXZY, kind.__name__)
    facts = sorted(line.split(" ")[0] for line in whole if line.split(" ")[1].endswith("#type>") and f"<{klass}>" in line)
    assert facts, f"the story has no {kind.__name__}"
    broken = [line for line in whole if not (line.startswith(f"{facts[0]} <{iri(name)}>"))]
    assert len(broken) < len(whole)
    found = [v for v in violations(broken) if v.focus == facts[0][1:-1]]
    assert found
    assert found[0].sentence in STORY
    assert found[0].sentence
    assert {(v.focus, v.path) for v in compiled(broken)} == {(v.focus, v.path) for v in violations(broken)}


def compiled(nquads: list[str]) -> list[Finding]:
    """What the compiled constraints find that a build looks for."""
    graph = by_subject(sorted({parsed(line.rsplit(" <", 1)[0] + " .") for line in map(str.strip, nquads)}))
    return [one for subject, said in graph.items() for one in of_subject(subject, said)] + list(of_classes(graph))


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("#confidence> ", '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("#date> ", '"spring"'),
        ("#date> ", "<http://example.org/spring>"),
        ("#value> ", '"thirty-four"'),
        ("#evidence> ", "<http://example.org/nothing>"),
        ("core#prefLabel> ", '"name"@fr'),
        ("org#member> ", "<http://example.org/nobody>"),
    ],
)
def test_what_a_build_finds_is_what_pyshacl_finds(said: str, instead: str) -> None:
    whole = lines()
    changed = next(line for line in whole if said in line)
    head, graph = changed.split(said)[0] + said, changed.rsplit(" <", 1)[1]
    for broken in ([*whole, f"{head}{instead} <{graph}"], [f"{head}{instead} <{graph}" if line == changed else line for line in whole]):
        theirs = {(v.focus, v.path) for v in violations(broken)}
        assert theirs
        assert {(v.focus, v.path) for v in compiled(broken)} == theirs


def test_queries_use_known_terms_only() -> None:
    for question in questions().values():
        for prefix, namespace in PREFIXES.items():
            if f"PREFIX {prefix}:" in question.sparql:
                assert f"PREFIX {prefix}: <{namespace}>" in question.sparql, question.name
        import re

        for local in re.findall(r"\bcxzy:(\w+)", question.sparql):
            assert any(getattr(CXZY, n, None) == PREFIXES["cxzy"] + local for n in vars(CXZY)), f"{question.name}: cxzy:{local}"


def test_every_iri_that_is_made_is_valid() -> None:
    """The store is filled without looking at them again."""
    mint = Mint()
    for block in range(0, 0x110000, 0x100):
        text = "".join(map(chr, range(block, block + 0x100)))
        for iri in (mint.thing("person", text, text), mint.report(text), mint.passage(mint.report(text), 3, 4)):
            NamedNode(iri)
    assert mint.report("\ud800") == "https://w3id.org/cxzy-graph/id/report/%3F"
