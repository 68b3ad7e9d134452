"""A kind of fact is declared once. A toy one – one class in the ontology, one dataclass, one rule – is added to a copy of the package, and is
extracted, stored, validated, shown, exported and scored without another line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from serving import exploring

PACKAGE = Path(__file__).parents[1] / "src" / "cxzy_graph"

CLASS = """
cxzy:Twinning a owl:Class , sh:NodeShape ;
    rdfs:label "结对"@zh-Hans , "Twinning"@en ;
    rdfs:comment "两个组织结对。"@zh-Hans , "Two bodies are twinned."@en ;
    skos:example "支部与李庄小学结对。"@zh-Hans , "The branch is twinned with a school."@en ;
    rdfs:subClassOf cxzy:Fact ;
    sh:property [ sh:path cxzy:organisation ; sh:minCount 1 ; sh:maxCount 1 ; sh:class cxzy:Organisation ; sh:message "a twinning without a body" ] ;
    sh:property [ sh:path cxzy:partner ; sh:minCount 1 ; sh:maxCount 1 ; sh:class cxzy:Organisation ; sh:message "a twinning without a partner" ] ;
    .

cxzy:partner a owl:ObjectProperty ;
    rdfs:label "结对组织"@zh-Hans , "partner"@en ;
    rdfs:comment "与之结对的组织。"@zh-Hans , "The body that it is twinned with."@en ;
    .
"""

DATACLASS = '''
@kind(
    Kind(
        "twinning",
        ("{org} ⇄ {partner}",),
        ("结对", (("组织", "org"), ("结对组织", "partner"))),
        10,
        (Edge("org", "partner", "结对"),),
        (Section("twinnings", "org", "结对的组织", "Twinned with"),),
    )
)
@dataclass(frozen=True, slots=True)
class Twinning:
    """Two bodies are twinned: 支部与李庄小学结对共建."""

    org: Who = says("cxzy:organisation", "body", required=True)
    partner: Who = says("cxzy:partner", "body", required=True)


'''

RULE = '''

from ..facts import Twinning  # noqa: E402


@rule(
    "{ORG:one}与{ORG:other}结对共建",
    gives("民进江州市三中支部与江州市第五小学结对共建。", Twinning("民进江州市三中支部", "江州市第五小学")),
    silent("支部与学校座谈。"),
)
def twinned(m: Match, here: Here) -> Iterator[Fact]:
    """X与Y结对共建"""
    yield Twinning(m.one("one"), m.one("other"))
'''

TEXT = "民进江州市三中支部与江州市第五小学结对共建。\n"

PARTY = """
[[party]]
short = "乐学社"
full = ["中国乐学社", "乐学社"]
member = "社员"
committee = true # 乐学社江州市委会
"""
"""A party is one row in one file."""
OF_THE_PARTY = "乐学社江州市委员会2019年总结\n中国乐学社江州市委员会主委李然主持会议，三中支部社员王芳被评为优秀社员。\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with the toy kind in it, and its graph in ``out``."""
    folder = tmp_path_factory.mktemp("toy")
    copy = folder / "src" / "cxzy_graph"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "frontend"))
    ontology = copy / "rdf" / "cxzy.ttl"
    ontology.write_text(ontology.read_text(encoding="utf-8") + CLASS, encoding="utf-8")
    facts = copy / "facts.py"
    before, behind = facts.read_text(encoding="utf-8").split("Fact = Membership", 1)
    facts.write_text(before + DATACLASS.lstrip("\n") + "Fact = Membership" + behind, encoding="utf-8")
    rules = copy / "extractors" / "foundings.py"
    rules.write_text(rules.read_text(encoding="utf-8") + RULE, encoding="utf-8")
    parties = copy / "lexicon" / "parties.toml"
    parties.write_text(parties.read_text(encoding="utf-8") + PARTY, encoding="utf-8")
    shutil.copy(ontology, folder / "cxzy.ttl")
    run(folder, "-m", "cxzy_graph.rdf.generate", folder / "cxzy.ttl")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "in" / "b.txt").write_text(OF_THE_PARTY, encoding="utf-8")
    cli(folder, "build", folder / "in", "--output", folder / "out", "--quick")
    return folder


def run(folder: Path, *words: object) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "CXZY_GRAPH_LANG": "zh"}
    done = subprocess.run([sys.executable, *map(str, words)], capture_output=True, cwd=folder, env=environment, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def cli(folder: Path, *words: object) -> str:
    return run(folder, "-m", "cxzy_graph", *words)


def test_it_is_extracted_stored_and_valid(home: Path) -> None:
    summary = json.loads((home / "out" / "build.json").read_text(encoding="utf-8"))
    assert summary["facts"]["Twinning"] == 1
    ask = "PREFIX cxzy: <https://w3id.org/cxzy-graph/ontology#> SELECT ?p { ?f a cxzy:Twinning ; cxzy:partner/skos:prefLabel ?p ; cxzy:evidence ?e }"
    answer = cli(home, "query", "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> " + ask, "--store", home / "out", "--format", "csv")
    assert "江州市第五小学" in answer
    cli(home, "validate", "--store", home / "out")


def test_it_is_shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = cli(home, "show", "民进江州市三中支部", "--store", home / "out")
    assert "[结对] 民进江州市三中支部 ⇄ 江州市第五小学" in shown
    monkeypatch.setenv("PYTHONPATH", str(home / "src"))
    with exploring(str(home / "out")) as (client, _):
        found = client.get("/search.json", params={"q": "民进江州市三中支部"}).json()
        page = client.get(found["things"][0]["href"], headers={"accept": "text/html"})
    assert "结对的组织" in page.text
    assert "江州市第五小学" in page.text


def test_it_is_exported(home: Path) -> None:
    book = home / "a.xlsx"
    cli(home, "export", "--format", "xlsx", "--store", home / "out", "--output", book)
    rows = list(load_workbook(book)["结对"].iter_rows(values_only=True))
    assert rows[0][:2] == ("组织", "结对组织")
    assert rows[1][:2] == ("民进江州市三中支部", "江州市第五小学")
    assert "结对" in cli(home, "export", "--format", "graphml", "--store", home / "out")
    assert '"结对"' in cli(home, "export", "--format", "ftm", "--store", home / "out")
    assert "Twinning" in cli(home, "export", "--format", "ttl", "--store", home / "out")


def test_it_is_scored(home: Path) -> None:
    gold = home / "gold"
    gold.mkdir(exist_ok=True)
    fact = {"kind": "twinning", "org": "民进江州市三中支部", "partner": "江州市第五小学", "quote": TEXT.strip()}
    (gold / "a.json").write_text(json.dumps({"id": "a", "facts": [fact]}, ensure_ascii=False), encoding="utf-8")
    told = json.loads(cli(home, "score", home / "out", gold, "--json"))
    assert told["figures"]["twinning"]["f1"] == 1


def test_a_new_party_is_one_row(home: Path) -> None:
    ask = "PREFIX org: <http://www.w3.org/ns/org#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX cxzy: <https://w3id.org/cxzy-graph/ontology#> "
    posts = "SELECT DISTINCT ?who ?body ?role ?party { ?m a org:Membership ; org:member/skos:prefLabel ?who ; org:organization ?o ; org:role/skos:prefLabel ?role . ?o skos:prefLabel ?body ; cxzy:party/skos:prefLabel ?party }"
    rows = cli(home, "query", ask + posts, "--store", home / "out", "--format", "csv").splitlines()
    assert "李然,乐学社江州市委会,主委,乐学社" in rows
