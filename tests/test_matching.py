"""Names that others wrote, matched against a graph: by the protocol that OpenRefine speaks, and by a list in a sheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from cxzy_graph.building.built import Built
from cxzy_graph.cli.program import program
from cxzy_graph.views.index import FILE
from cxzy_graph.views.matching import CERTAIN, KINDS, Wanted, match
from cxzy_graph.views.searching import Index
from serving import exploring, serving
from support import quick_build

TWO = """民进江州市委会主委周静一出席会议。
民盟海州市委会副主委周静一到会祝贺。
"""


@pytest.fixture(scope="module")
def index(demo: Built) -> Iterator[Index]:
    found = Index(demo.output / FILE)
    yield found
    found.close()


@pytest.fixture(scope="module")
def client(demo: Built) -> Iterator[httpx.Client]:
    with serving(demo.output) as found:
        yield found


def labels(index: Index, **wanted: Any) -> list[str]:
    return [one.thing.label for one in match(index, Wanted(**wanted))]


def asked(client: httpx.Client, **queries: Any) -> dict[str, Any]:
    found = client.post("/reconcile", data={"queries": json.dumps(queries, ensure_ascii=False)})
    assert found.status_code == 200, found.text
    return dict(found.json())


# ---------------------------------------------------------------- what is meant


@pytest.mark.parametrize("wording", ["民进江州市委会", "民进江州市委员会", "中国民主促进会江州市委员会", "民进江州市委"])
def test_a_body_is_found_in_any_wording(index: Index, wording: str) -> None:
    first = match(index, Wanted(wording, "organisation"))[0]
    assert first.thing.label == "民进江州市委会"
    assert first.certain
    assert first.reasons[0][0]


@pytest.mark.parametrize("wording", ["民盟江州市委员会", "民进江州市三中支部", "民进江州市第三中学支部"])
def test_another_body_is_not_taken_for_it(index: Index, wording: str) -> None:
    found = match(index, Wanted(wording, "organisation"))
    assert all(one.score < CERTAIN for one in found if one.thing.label == "民进江州市委会")


def test_a_name_alone_is_nobody_for_certain(index: Index) -> None:
    (alone,) = match(index, Wanted("周静姝", "person"))
    assert not alone.certain
    with_body = match(index, Wanted("周静姝", "person", body="民进江州市委员会"))[0]
    assert with_body.certain
    elsewhere = match(index, Wanted("周静姝", "person", body="民盟海州市委会"))[0]
    assert elsewhere.score < alone.score
    assert not match(index, Wanted("孙悟空", "person"))


def test_two_of_one_name_are_told_apart_by_their_bodies(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TWO, encoding="utf-8")
    built = quick_build([tmp_path / "a.txt"], tmp_path / "out")
    found = Index(built.output / FILE)
    try:
        both = match(found, Wanted("周静一", "person"))
        assert len(both) in (1, 2)
        assert not any(one.certain for one in both)
    finally:
        found.close()


@pytest.mark.parametrize("name", ["", "　", "%", "'; DROP TABLE things", "民" * 5000, "\udcff", "a" * 300 + '"*'])
def test_any_name_is_answered(index: Index, name: str) -> None:
    for kind in ("", *KINDS):
        assert isinstance(match(index, Wanted(name, kind)), list)


# ---------------------------------------------------------------- the protocol


def test_the_manifest_says_what_the_protocol_wants(client: httpx.Client) -> None:
    manifest = client.get("/reconcile").json()
    assert "0.2" in manifest["versions"]
    assert {"name", "identifierSpace", "schemaSpace", "view", "preview", "suggest", "extend"} <= manifest.keys()
    assert "{{id}}" in manifest["view"]["url"]
    assert {one["id"] for one in manifest["defaultTypes"]} == set(KINDS)
    for what in manifest["suggest"].values():
        assert client.get(what["service_path"], params={"prefix": "民"}).status_code == 200


def test_queries_are_answered_as_the_protocol_wants(client: httpx.Client) -> None:
    person = {
        "query": "周静姝",
        "type": "person",
        "limit": 3,
        "properties": [{"pid": "body", "v": "民进江州市委会"}, {"pid": "year", "v": "2014年"}],
    }
    found = asked(
        client,
        q0=person,
        q1={"query": "民进江州市委", "type": ["organisation"]},
        q2={"query": "花果山"},
        q3={"query": 5, "type": {"id": "x"}},
    )
    assert set(found) == {"q0", "q1", "q2", "q3"}
    for one in (candidate for answer in found.values() for candidate in answer["result"]):
        assert {"id", "name", "type", "score", "match"} <= one.keys()
        assert isinstance(one["match"], bool)
        assert all({"id", "name"} <= type_.keys() for type_ in one["type"])
    assert [one["match"] for one in found["q0"]["result"]][:1] == [True]
    assert found["q1"]["result"][0]["name"] == "民进江州市委会"
    # what a candidate is called leads to its page
    assert client.get(f"/id/{found['q1']['result'][0]['id']}", headers={"Accept": "text/turtle"}).status_code == 200


def test_a_table_is_extended_and_a_thing_previewed(client: httpx.Client) -> None:
    id_ = asked(client, q={"query": "周静姝", "type": "person"})["q"]["result"][0]["id"]
    wanted = {"ids": [id_, "person/nobody"], "properties": [{"id": "body"}, {"id": "post"}, {"id": "nothing"}]}
    found = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    assert [one["id"] for one in found["meta"]] == ["body", "post"]
    assert "民进江州市委会" in [one["name"] for one in found["rows"][id_]["body"]]
    assert found["rows"]["person/nobody"] == {"body": [], "post": []}
    shown = client.get("/reconcile/preview", params={"id": id_})
    assert "周静姝" in shown.text
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert client.get("/reconcile/preview", params={"id": "x"}).status_code == 404
    assert {"alias", "detail"} <= {one["id"] for one in client.get("/reconcile/properties", params={"type": "person"}).json()["properties"]}


def test_scripts_and_nonsense_are_kept_out(client: httpx.Client) -> None:
    called = client.get("/reconcile", params={"queries": '{"q": {"query": "民进"}}', "callback": "jQuery1_2"})
    assert called.text.startswith("/**/jQuery1_2({")
    assert client.get("/reconcile", params={"callback": "alert(1)//"}).status_code == 400
    for said in ("{", "[]", '{"q": 3}', "[" * 100_000):
        assert client.post("/reconcile", data={"queries": said}).status_code == 400
    assert client.post("/reconcile", data={"extend": "{}"}).status_code == 400
    assert client.get("/reconcile", headers={"Host": "evil.example"}).status_code >= 400
    assert client.post("/reconcile", data={"queries": "{}"}, headers={"Origin": "https://evil.example"}).status_code == 403


def test_the_explorer_answers_too(demo: Built) -> None:
    with exploring(str(demo.output)) as (client, _):
        assert asked(client, q={"query": "民进江州市委", "type": "organisation"})["q"]["result"][0]["match"]


# ---------------------------------------------------------------- a list in a sheet


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(program(), list(words), env={"CXZY_GRAPH_LANG": "en"})
    assert result.exit_code == code, result.output
    return result.output


def test_a_sheet_is_matched_row_by_row(tmp_path: Path, demo: Built) -> None:
    book = Workbook()
    rows = [
        ["序号", "姓名", "单位", "职务"],
        [1, "周静姝", "民进江州市委会", "副主委"],
        [2, "孙悟空", "花果山", ""],
        [3, "=1+1", "", ""],
        [4, "周静姝", "", ""],
    ]
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "名单.xlsx")
    told = run("match", str(tmp_path / "名单.xlsx"), "--store", str(demo.output), "-o", str(tmp_path / "对照.xlsx"))
    assert "4 rows: 1 certain, 1 to be looked at, 2 not found" in told
    sheet = list(load_workbook(tmp_path / "对照.xlsx").active.iter_rows(values_only=True))
    assert sheet[0][:5] == ("序号", "姓名", "单位", "职务", "name in the graph")
    assert sheet[1][4] == "周静姝"
    assert sheet[1][8] == "yes"
    assert "not overwritten" in run(
        "match", str(tmp_path / "名单.xlsx"), "--store", str(demo.output), "-o", str(tmp_path / "对照.xlsx"), code=1
    )


def test_a_csv_file_is_matched_by_the_columns_that_are_named(tmp_path: Path, demo: Built) -> None:
    (tmp_path / "a.csv").write_bytes("谁,哪里\r\n民进江州市委员会,x\r\n".encode("gb18030"))
    out = tmp_path / "b.csv"
    run("match", str(tmp_path / "a.csv"), "--store", str(demo.output), "--type", "organisation", "--name", "谁", "-o", str(out))
    rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][2] == "民进江州市委会"
    assert "--name" in run("match", str(tmp_path / "a.csv"), "--store", str(demo.output), "-o", str(tmp_path / "c.csv"), code=2)
    assert "there is no column" in run(
        "match", str(tmp_path / "a.csv"), "--store", str(demo.output), "--name", "甲", "-o", str(tmp_path / "c.csv"), code=2
    )
    assert "there is no graph" in run(
        "match", str(tmp_path / "a.csv"), "--store", str(tmp_path), "--name", "谁", "-o", str(tmp_path / "c.csv"), code=1
    )
