"""One truth: classes, shapes, labels, Python terms, the fields of the facts and the queries agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from cxzy_graph.building import account_of, travel
from cxzy_graph.facts import ACTIVITY_TYPES, KINDS, Event, properties
from cxzy_graph.model import Report
from cxzy_graph.queries import questions
from cxzy_graph.rdf import generate, writing
from cxzy_graph.rdf.iris import ACTIVITY, Mint
from cxzy_graph.rdf.quads import Writer
from cxzy_graph.rdf.shapes import validate
from cxzy_graph.rdf.terms import CXZY, LABELS, PREFIXES

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology" / "cxzy.ttl"
TRIPLES = [(t.subject, t.predicate.value, t.object) for t in parse(ONTOLOGY.read_bytes(), format=RdfFormat.TURTLE)]
SH = "http://www.w3.org/ns/shacl#"

STORY = """民进江州市委会2019年工作总结
5月17日，民进江州市委会召开换届大会，副主委王芳主持会议，书法家刘真出席。
市委会现有会员34人，成立于2001年5月，制定《支部工作细则》。
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


def test_every_class_has_labels_a_comment_and_an_example() -> None:
    for subject, predicate, value in TRIPLES:
        if predicate.endswith("#type") and getattr(value, "value", "").endswith("owl#Class"):
            about = [(p, o) for s, p, o in TRIPLES if s == subject]
            assert {o.language for p, o in about if p.endswith("#label")} == {"zh-hans", "en"}, subject
            assert sum(p.endswith("#comment") for p, _ in about) == 1, subject
            assert sum(p.endswith("#example") for p, _ in about) == 1, subject


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
    assert validate(lines()) == []


REQUIRED = [(kind, name) for kind in KINDS for name, field in properties(kind).items() if field.metadata["required"]]


@pytest.mark.parametrize(("kind", "name"), REQUIRED, ids=lambda x: getattr(x, "__name__", x))
def test_dropping_a_required_field_breaks_the_shape_and_names_the_sentence(kind: type, name: str) -> None:
    whole = lines()
    klass = getattr(CXZY, kind.__name__)
    facts = sorted(line.split(" ")[0] for line in whole if line.split(" ")[1].endswith("#type>") and f"<{klass}>" in line)
    assert facts, f"the story has no {kind.__name__}"
    broken = [line for line in whole if not (line.startswith(f"{facts[0]} <{iri(name)}>"))]
    assert len(broken) < len(whole)
    violations = [v for v in validate(broken) if v.focus == facts[0][1:-1]]
    assert violations
    assert violations[0].sentence in STORY
    assert violations[0].sentence


def test_queries_use_known_terms_only() -> None:
    for question in questions().values():
        for prefix, namespace in PREFIXES.items():
            if f"PREFIX {prefix}:" in question.sparql:
                assert f"PREFIX {prefix}: <{namespace}>" in question.sparql, question.name
        import re

        for local in re.findall(r"\bcxzy:(\w+)", question.sparql):
            assert any(getattr(CXZY, n, None) == PREFIXES["cxzy"] + local for n in vars(CXZY)), f"{question.name}: cxzy:{local}"
