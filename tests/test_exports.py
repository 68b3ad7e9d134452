"""Every export, read back by the tools that it is for."""

from __future__ import annotations

import json
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pandas
import pytest
import rdflib
from followthemoney import model
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from cxzy_graph.building.built import Built
from cxzy_graph.exporting import document, export, of_build, tidy, union
from cxzy_graph.exporting.formats import FORMATS
from cxzy_graph.rdf.outline import Outline, in_order, sorted_lines
from cxzy_graph.rdf.store import open_read
from cxzy_graph.rdf.terms import NIF
from cxzy_graph.views.graph import StoreGraph
from support import quick_build as build

TRIPLES = {"ttl": (RdfFormat.TURTLE, "turtle"), "nt": (RdfFormat.N_TRIPLES, "nt"), "jsonld": (RdfFormat.JSON_LD, "json-ld"), "rdfxml": (RdfFormat.RDF_XML, "xml")}  # fmt: skip
QUADS = {"trig": (RdfFormat.TRIG, "trig"), "nq": (RdfFormat.N_QUADS, "nquads")}


@pytest.fixture(scope="module")
def store(built_dev: Built) -> Store:
    """The graph of the gold reports."""
    return open_read(built_dev.output)


def whole(store: Store, form: str) -> bytes:
    return b"".join(export(store, form))


def _plain(store: Store) -> set[Triple]:
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}


@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")  # rdflib warns of itself
@pytest.mark.parametrize("form", TRIPLES)
def test_triples_come_back(store: Store, form: str) -> None:
    written = whole(store, form)
    mine, theirs = TRIPLES[form]
    assert {quad.triple for quad in parse(written, format=mine)} == _plain(store)
    graph = rdflib.Graph().parse(data=written, format=theirs)
    again = graph.serialize(format="nt", encoding="utf-8")
    assert {quad.triple for quad in parse(again, format=RdfFormat.N_TRIPLES)} == _plain(store)


@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")  # rdflib warns of itself
@pytest.mark.parametrize("form", QUADS)
def test_quads_come_back(store: Store, form: str) -> None:
    written = whole(store, form)
    mine, theirs = QUADS[form]
    named = {quad for quad in store if not isinstance(quad.graph_name, DefaultGraph)}
    assert set(parse(written, format=mine)) == named
    dataset = rdflib.Dataset()
    dataset.parse(data=written, format=theirs)
    again = dataset.serialize(format="nquads", encoding="utf-8")
    assert set(parse(again, format=RdfFormat.N_QUADS)) == named


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_gives_the_same_bytes(store: Store, built_dev: Built, tmp_path: Path, form: str) -> None:
    shutil.copytree(built_dev.output, tmp_path / "copy")
    other = open_read(tmp_path / "copy")
    assert whole(store, form) == whole(other, form) != b""


def test_turtle_reads_from_top_to_bottom(store: Store) -> None:
    text = whole(store, "ttl").decode()
    heads = [line for line in text.splitlines() if line.startswith("# ====")]
    assert len(heads) == len(set(heads)) >= 6
    blocks = text.split("\n\n")
    about = ""
    seen = 0
    for block in blocks:
        if " a org:Organization" in block.splitlines()[0] or (block.startswith("\n") and "org:Organization" in block):
            about = block.strip().split(" a ")[0]
        elif "org:organization " in block and " a org:Membership" in block.splitlines()[0]:
            assert f"org:organization {about} " in block
            seen += 1
    assert seen > 50


def test_networks_come_back(store: Store) -> None:
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        network = read(BytesIO(whole(store, form)))
        assert network.number_of_nodes() > 300
        labels = nx.get_node_attributes(network, "label")
        kinds = {data.get("relation") for _, _, data in network.edges(data=True)}
        assert {"任职", "举办", "获得"} <= kinds
        assert form == "gexf" or "李" in "".join(labels.values())
    network = StoreGraph(store).network()
    read = nx.read_graphml(BytesIO(whole(store, "graphml")), force_multigraph=True)
    assert set(read) == set(network)
    assert all({"aliases": "", **read.nodes[node]} == data for node, data in network.nodes(data=True))
    said = [{"role": "", "date": "", "from": "", "until": "", **data} for *_, data in sorted(read.edges(data=True), key=_ends)]
    assert said == [data for *_, data in sorted(network.edges(data=True), key=_ends)]
    text = whole(store, "gexf").decode()
    assert 'mode="dynamic"' in text
    assert 'timeformat="date"' in text
    assert 'start="2' in text


def _ends(edge: tuple[str, str, dict[str, Any]]) -> tuple[str, str, str]:
    return edge[0], edge[1], edge[2]["fact"]


@pytest.mark.parametrize("form", ["ttl", "trig"])
def test_the_build_has_written_turtle_already(store: Store, built_dev: Built, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(built_dev.output, folder)
    (folder / f"graph.{form}").write_bytes(b"#" * (folder / f"graph.{form}").stat().st_size)  # to tell that it is taken
    copy = open_read(folder)
    assert set(b"".join(of_build(folder, copy, form))) == set(b"#")
    assert b"".join(of_build(folder, copy, form, 0.9)) == b"".join(export(store, form, 0.9))
    del copy
    Store(str(folder / "store")).add(Quad(NamedNode("https://a.cn/b"), NamedNode("https://a.cn/c"), Literal("d")))
    changed = open_read(folder)
    assert b"".join(of_build(folder, changed, form)) == b"".join(export(changed, form))
    shutil.rmtree(tmp_path / "copy" / "store")
    (folder / "readings.db").unlink()
    shutil.copytree(built_dev.output / "store", folder / "store")
    assert b"".join(of_build(folder, open_read(folder), form)) == whole(store, form)


def test_a_workbook_comes_back(store: Store) -> None:
    book = openpyxl.load_workbook(BytesIO(whole(store, "xlsx")))
    assert book.sheetnames[:2] == ["组织", "人员"]
    assert {"任职", "活动", "荣誉", "统计", "文件", "原句"} <= set(book.sheetnames)
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    linked = 0
    for row in book["荣誉"].iter_rows(min_row=2):
        target = row[-1].hyperlink
        assert target is not None
        name, _, place = target.location.partition("!")
        assert book[name.strip("'")][place].value == row[-1].value
        linked += 1
    assert linked > 40


def test_tidy_tables_come_back(store: Store) -> None:
    written = whole(store, "csvw")
    assert written == whole(store, "csvw")
    with zipfile.ZipFile(BytesIO(written)) as package:
        told = json.loads(package.read(tidy.METADATA))
        assert told["@context"][0] == "http://www.w3.org/ns/csvw"
        assert {one["url"] for one in told["tables"]} == set(package.namelist()) - {tidy.METADATA}
        for table in told["tables"]:
            read = pandas.read_csv(BytesIO(package.read(table["url"])), keep_default_na=False)
            columns = {one["name"]: one for one in table["tableSchema"]["columns"]}
            assert list(read.columns) == list(columns)
            assert read["fact"].is_unique
            for name, column in columns.items():
                if "valueUrl" in column:
                    _each_is_said(store, column["propertyUrl"], read, name)
            assert read["sentence"].str.len().min() > 0
            assert read["confidence"].between(0, 1).all()


def _each_is_said(store: Store, prop: str, table: pandas.DataFrame, name: str) -> None:
    """The addresses in a column of a table are just what the graph says of its facts."""
    for fact, cell in zip(table["fact"], table[name], strict=True):
        said = {quad.object.value for quad in store.quads_for_pattern(NamedNode(fact), NamedNode(prop), None, DefaultGraph())}
        assert set(cell.split("|")) - {""} == said


def test_hostile_text_runs_nowhere(tmp_path: Path) -> None:
    text = "民进江州市委会2014年工作总结\n李然被民进江州市委会评为“=HYPERLINK(1)”。李然被民进江州市委会评为“@SUM(1)优秀会员”。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    hostile = open_read(build([tmp_path / "a.txt"], tmp_path / "out").output)
    book = openpyxl.load_workbook(BytesIO(whole(hostile, "xlsx")))
    said = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(str(one).startswith(("=", "@")) for one in said)
    assert all(cell.data_type in ("s", "n") for sheet in book for row in sheet.iter_rows() for cell in row)


def test_what_xml_cannot_say_is_left_out() -> None:
    odd = Store()
    person = "<https://w3id.org/cxzy-graph/ontology#Person>"
    odd.load(
        f'<a:p> a {person} ; <http://www.w3.org/2004/02/skos/core#prefLabel> "李\\u0001\\uFFFF\\u2028然"@zh-hans .', format=RdfFormat.TURTLE
    )
    for form in ("graphml", "gexf", "rdfxml"):
        assert "李".encode() in whole(odd, form)
        ElementTree.fromstring(whole(odd, form))
    for form, (mine, _) in TRIPLES.items():
        if form != "rdfxml":
            assert {quad.triple for quad in parse(whole(odd, form), format=mine)} == _plain(odd)


def test_followthemoney_comes_back(store: Store) -> None:
    found = {}
    for line in whole(store, "ftm").decode().splitlines():
        said = json.loads(line)
        entity = model.get_proxy(said)
        assert entity.schema.validate(entity.to_dict()) is None
        for name, values in said["properties"].items():
            prop = entity.schema.get(name)
            assert prop is not None
            assert sorted(entity.get(name)) == sorted(values), (name, values)
        assert said["id"] not in found
        found[said["id"]] = entity
    kinds = {entity.schema.name for entity in found.values()}
    assert {"Organization", "Person", "Membership", "Event", "UnknownLink", "Article"} <= kinds
    for entity in found.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert value in found
        if entity.schema.name in ("Membership", "Event", "UnknownLink"):
            assert entity.get("summary")


def test_annotations_point_at_their_words(store: Store) -> None:
    collection = json.loads(whole(store, "anno"))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == len({one["id"] for one in items}) > 300
    graph = StoreGraph(store)
    facts = set(graph.facts())
    for one in items:
        place, words = one["target"]["selector"]
        text = graph.one(one["target"]["source"], NIF.isString)
        assert text[place["start"] : place["end"]] == words["exact"]
        assert text[: place["start"]].endswith(words["prefix"])
        assert text[place["end"] :].startswith(words["suffix"])
        assert one["body"][0]["source"] in facts
        assert all(body.get("value", "-") for body in one["body"])


def test_sorting_on_disk_is_sorting(store: Store) -> None:
    triples = union(store)
    outline = Outline(triples)
    expected = list(in_order(triples, outline))
    lines = [f"{outline.key(s)}\t{s} {p} {o}" for s, p, o in reversed(triples)]
    assert list(sorted_lines(lines, 1000)) == sorted(lines)
    assert sorted(expected) == triples
    assert "".join(document(lambda: reversed(triples), "https://w3id.org/cxzy-graph/id/")) == whole(store, "ttl").decode()


def test_only_the_surer_facts(store: Store) -> None:
    for form in FORMATS:
        assert 0 < len(b"".join(export(store, form, 0.95))) < len(whole(store, form))
