"""Tables of facts: every fact once, in any order, filtered by what stands there, saved as they are seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest

from cxzy_graph.explorer.listing import PAGE
from cxzy_graph.views.index import sound
from cxzy_graph.views.listing import NONE, Listing, View, columns, titles
from cxzy_graph.views.searching import Index
from serving import exploring

EVERY = "PREFIX cxzy: <https://w3id.org/cxzy-graph/ontology#> SELECT (COUNT(DISTINCT ?f) AS ?n) { ?f a cxzy:Fact }"


@pytest.fixture(scope="module")
def client(explored: Path) -> Iterator[httpx.Client]:
    with exploring(str(explored / "out")) as (found, _):
        yield found


@pytest.fixture(scope="module")
def index(explored: Path) -> Iterator[Index]:
    found = Index(explored / "out" / "index.db")
    yield found
    found.close()


def said(client: httpx.Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_fact_stands_in_the_table_of_its_kind(client: httpx.Client, index: Index) -> None:
    answer = client.get("/sparql", params={"query": EVERY}, headers={"Accept": "application/sparql-results+json"}).json()
    every = int(answer["results"]["bindings"][0]["n"]["value"])
    found = {row.iri for kind in titles() for row in Listing(index, View(kind)).rows(10_000)}
    assert len(found) == every
    assert sum(said(client, f"/table/{kind}.json")["total"] for kind in titles()) == every


@pytest.mark.parametrize("kind", sorted(titles()))
def test_any_column_sorts_and_what_is_empty_comes_last(index: Index, kind: str) -> None:
    for column in columns(kind):
        for down in (False, True):
            rows = Listing(index, View(kind, column.name, down)).rows(10_000)
            assert len(rows) == Listing(index, View(kind)).total()
            cells = [row.cells[column.at][0][0] if row.cells[column.at] else "" for row in rows]
            filled = [cell for cell in cells if cell]
            assert cells == filled + [""] * (len(cells) - len(filled))
            keys: list[Any] = [sound(one) if column.of_things else float(one) if column.means == "number" else one for one in filled]
            assert keys == sorted(keys, reverse=down), column.name


@pytest.mark.parametrize("kind", sorted(titles()))
def test_what_can_be_chosen_counts_every_fact(index: Index, kind: str) -> None:
    listing = Listing(index, View(kind))
    for facet in listing.facets():
        if len(facet.values) < 10:
            assert sum(count for _, _, count in facet.values) + facet.nothing == listing.total(), facet.name
        for value, _, count in facet.values[:3]:
            assert Listing(index, View(kind, chosen={facet.name: value})).total() >= count
        if facet.nothing:
            assert Listing(index, View(kind, chosen={facet.name: NONE})).total() == facet.nothing


def test_words_choosing_and_pages(client: httpx.Client) -> None:
    every = said(client, "/table/membership.json")
    some = said(client, "/table/membership.json?q=江州市委会 主委")
    assert 0 < some["total"] < every["total"]
    assert all("江州市委会" in str(row["cells"]) and "主委" in str(row["cells"]) for row in some["rows"])
    chosen = said(client, "/table/membership.json?role=主委&sort=person")
    assert {row["cells"][2][0]["text"] for row in chosen["rows"]} == {"主委"}
    assert [one["text"] for one in chosen["chosen"]] == ["主委"]
    pages = -(-every["total"] // PAGE)
    iris = [row["iri"] for n in range(1, pages + 1) for row in said(client, f"/table/membership.json?page={n}")["rows"]]
    assert len(set(iris)) == every["total"]
    assert said(client, f"/table/membership.json?page={pages + 1}")["rows"] == []
    assert said(client, "/table/membership.json?q=%25")["total"] == 0


def test_each_row_leads_to_its_sentence(client: httpx.Client) -> None:
    for row in said(client, "/table/honour.json")["rows"]:
        assert row["sentence"]
        path, _, place = row["place"].partition("#char=")
        begin, end = map(int, place.split(","))
        assert end - begin == len(row["sentence"])
        assert client.get(path).status_code == 200


def test_a_view_is_saved_as_it_is_seen(client: httpx.Client) -> None:
    seen = said(client, "/table/membership.json?role=主委&sort=person")
    answer = client.get("/table/membership/save/csv?role=主委&sort=person")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["姓名"] for row in rows] == [row["cells"][0][0]["text"] for row in seen["rows"]]
    assert all(row["原句"] and row["报告"] and row["位置"].startswith("char=") and row["IRI"].startswith("http") for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/table/membership/save/xlsx?role=主委&sort=person").content))
    sheet = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert sheet[0] == list(rows[0])
    assert [row[0] for row in sheet[1:]] == [row["姓名"] for row in rows]
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/table/nothing", 404),
        ("/table/membership/save/pdf", 404),
        ("/table/membership?sort=nothing", 400),
        ("/table/membership?sort=c0;DROP", 400),
        ("/table/membership?sure=high", 400),
        ("/table/membership?page=0", 400),
        ("/table/membership?page=９", 400),
        ("/table/membership?q=' OR 1=1 --", 200),
        ("/table/membership?q=%25_<script>alert(1)</script>", 200),
        ("/table/membership?org=nobody", 200),
    ],
)
def test_what_is_asked_amiss(client: httpx.Client, address: str, status: int) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == status
    assert "<script>alert" not in answer.text


def test_lists_of_things_are_in_the_order_of_their_sounds(client: httpx.Client) -> None:
    found = said(client, "/list/person.json?order=name")["things"]
    assert [sound(one["label"]) for one in found] == sorted(sound(one["label"]) for one in found)
    assert not any("@" in one["detail"] for one in found)
    some = said(client, "/list/organisation.json?q=支部")
    assert some["total"] == len(some["things"]) > 0
    assert all("支部" in one["label"] for one in some["things"])


def test_the_way_in_tells_how_many_facts_of_each_kind(client: httpx.Client) -> None:
    facts = {one["kind"]: one["number"] for one in said(client, "/index.json")["facts"]}
    assert facts == {kind: total for kind in titles() if (total := said(client, f"/table/{kind}.json")["total"])}


def test_types_and_levels_are_called_as_people_call_them(client: httpx.Client) -> None:
    types = {part["text"] for row in said(client, "/table/activity.json")["rows"] for part in row["cells"][2]}
    levels = {row["level"] for row in said(client, "/table/honour.json")["rows"]}
    assert types
    assert all("\u4e00" <= one[0] <= "\u9fff" for one in types | levels - {""})


def test_in_english(client: httpx.Client) -> None:
    page = client.get("/table/honour?lang=en", headers={"Accept": "text/html"}).text
    assert "<h1>Honours" in page
    assert ">Recipient" in page
