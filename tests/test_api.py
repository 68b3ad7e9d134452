"""A built graph from Python: pyoxigraph, rdflib and NetworkX over one store."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from rdflib import URIRef

import cxzy_graph
from cxzy_graph import open_graph
from cxzy_graph.building.build import build
from cxzy_graph.building.built import Built
from cxzy_graph.rdf.store import NoStore, open_read
from cxzy_graph.rdf.terms import CXZY, ORG
from cxzy_graph.views.graph import StoreGraph


def test_every_stage_has_its_name() -> None:
    for name in ("read", "restore", "recognise", "extract", "resolve", "build", "open_graph"):
        assert callable(getattr(cxzy_graph, name))
    with pytest.raises(AttributeError):
        _ = cxzy_graph.nonsense


def test_the_three_ways_agree(demo: Built) -> None:
    graph = open_graph(demo.output)
    fast = {str(row["m"].value) for row in graph.query("SELECT ?m { ?m a cxzy:Membership }")}  # its prefixes need no telling
    familiar = {str(s) for s in graph.dataset.subjects(URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), URIRef(CXZY.Membership))}
    edges = {data["fact"] for *_, data in graph.network.edges(data=True) if data["relation"] == "任职"}
    assert fast == familiar == edges
    assert len(fast) > 30
    assert len(set(graph.dataset.objects(None, URIRef(ORG.member)))) > 20


def test_what_tells_people_apart_has_both_its_brackets(demo: Built) -> None:
    graph = StoreGraph(open_read(demo.output))
    homes = {graph.home(thing) for thing in graph.things()} - {""}
    assert any(home.endswith("）") for home in homes)
    assert {home for home in homes if home.count("（") != home.count("）")} == set()


def test_the_network_has_typed_dated_edges(demo: Built) -> None:
    network = open_graph(demo.output).network
    assert isinstance(network, nx.MultiDiGraph)
    named = {data["label"]: node for node, data in network.nodes(data=True)}
    (edge,) = [data for data in network.get_edge_data(named["傅云帆"], named["民盟云溪县支部"]).values() if data["role"] == "主委"]
    assert (edge["from"], edge["relation"]) == ("2018-06-10", "任职")
    assert nx.has_path(network.to_undirected(as_view=True), named["沈怀瑾"], named["贺松年"])


def test_no_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoStore, match="cxzy-graph build"):
        open_graph(tmp_path)


def test_two_readers_at_once(demo: Built) -> None:
    first, second = open_graph(demo.output), open_graph(demo.output)
    assert len(list(first.store)) == len(list(second.store))


def test_what_many_reports_say_counts_once(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text("民进江州市委会主委李然，副主委王芳出席会议。", encoding="utf-8")
    build([tmp_path], tmp_path / "out")
    graph = open_graph(tmp_path / "out")
    (row,) = graph.query(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT (COUNT(*) AS ?n) { ?thing skos:prefLabel ?name FILTER(STR(?name) = '主委') }"
    )
    assert row["n"].value == "1"
    assert len(list(graph.query("SELECT ?g { GRAPH ?g { ?s a <http://www.w3.org/ns/org#Role> } }"))) == 24
    assert len(graph.dataset.default_graph) == len(list(graph.query("SELECT * { ?s ?p ?o }")))
