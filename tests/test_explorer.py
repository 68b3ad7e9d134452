"""The explorer as programs see it: the twins of its pages, what it refuses, what reviewers write."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import networkx as nx
import openpyxl
import pytest

from cxzy_graph.rdf.terms import CXZY
from cxzy_graph.restoring import restore
from cxzy_graph.settling.decisions import load
from cxzy_graph.views.readings import of, raw_of
from cxzy_graph.views.searching import Index, marked
from explored import MADE
from serving import exploring, oxigraph_binary
from support import SAMPLES
from support import quick_build as build

CITY = "/id/organisation/" + quote("民进江州市委会")
HEAD = "/id/person/" + quote("沈怀瑾（民进江州市第三中学支部）")


@pytest.fixture(scope="module")
def client(explored: Path) -> Iterator[httpx.Client]:
    with exploring(str(explored / "out")) as (found, _):
        yield found


def said(client: httpx.Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


# ---------------------------------------------------------------- search


@pytest.mark.parametrize("typed", ["沈怀瑾", "瑾", "shenhuaijin", "shenhuai", "shj", "SHJ", "hj", "沈懷瑾", "沈 瑾"])
def test_a_person_is_found_however_the_name_is_typed(client: httpx.Client, typed: str) -> None:
    assert "沈怀瑾" in [one["label"] for one in said(client, f"/search.json?q={typed}&kind=person&limit=100")["things"]]


def test_all_readings_of_a_name_are_known(explored: Path, tmp_path: Path) -> None:
    from cxzy_graph.views import index

    triples = [(f"<urn:{n}>", p, o) for n, name in enumerate(["单慧", "乐嘉", "曾仇"]) for p, o in (("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{CXZY.Person}>"), ("<http://www.w3.org/2004/02/skos/core#prefLabel>", f'"{name}"@zh-Hans'))]  # fmt: skip
    index.create(tmp_path / "index.db", triples)
    found = Index(tmp_path / "index.db")
    for typed, name in (
        ("shanhui", "单慧"),
        ("danhui", "单慧"),
        ("chanhui", "单慧"),
        ("sh", "单慧"),
        ("lejia", "乐嘉"),
        ("yuejia", "乐嘉"),
        ("zengqiu", "曾仇"),
        ("cengchou", "曾仇"),
    ):
        assert name in [one.label for one in found.search(typed)], typed
    found.close()


def test_what_is_called_so_comes_before_what_only_has_it_in_its_name(client: httpx.Client) -> None:
    names = [one["label"] for one in said(client, "/search.json?q=民进&kind=organisation&limit=100")["things"]]
    assert names[0] == "民进"
    assert all(name.startswith("民进") for name in names[:20])


def test_sentences_are_found_by_several_words_and_lead_to_their_place(client: httpx.Client) -> None:
    found = (
        said(client, "/search.json?q=十九届 座谈&limit=50")["sentences"] or said(client, "/search.json?q=会员 座谈&limit=50")["sentences"]
    )
    assert found
    for one in found:
        path, _, place = one["href"].partition("#char=")
        start, end = map(int, place.split(","))
        text = client.get(path, headers={"Accept": "text/turtle"}).text
        assert one["text"] in text.replace('\\"', '"') or end - start == len(one["text"])
    assert client.get("/search.json?q=会").json()["sentences"] == []


def test_marks_see_through_punctuation() -> None:
    assert [text for text, hit in marked("召开“两会”精神座谈会", "两会精神") if hit] == ["两会”精神"]


@pytest.mark.parametrize(
    "typed", ["xian" * 45 + "qx", '"', "'", "*", "NEAR(", "a AND", "会员 OR", "^", ":", "%", "\x00", "（）", "x" * 5000, "民" * 300]
)
def test_no_search_breaks_it(client: httpx.Client, typed: str) -> None:
    assert client.get("/search.json", params={"q": typed}).status_code == 200


# ---------------------------------------------------------------- pages and their twins


def test_every_page_has_a_twin_with_the_same_facts(client: httpx.Client) -> None:
    for address in (
        "/",
        "/search?q=会员",
        "/list/person",
        "/list/place",
        "/questions/members?org=江州",
        "/graph?of=organisation/民进江州市委会",
        CITY,
        HEAD,
        "/about",
    ):
        path, _, query = address.partition("?")
        page = client.get(address, headers={"Accept": "text/html"})
        assert page.status_code == 200, address
        link = re.search(r'<footer>\s*<a href="([^"]+)"', page.text)
        assert link is not None
        twin = client.get(link[1].replace("&amp;", "&"))
        assert twin.status_code == 200, (address, path, query)
        assert twin.headers["content-type"] == "application/json"


def test_a_body_has_its_posts_tree_honours_and_sizes(client: httpx.Client) -> None:
    thing = said(client, CITY + ".json")["thing"]
    assert thing["label"] == "民进江州市委会"
    sections = {one["name"]: one for one in thing["sections"]}
    assert {"posts", "activities", "honours", "honours-of-members", "sizes", "conferred"} <= set(sections)
    assert thing["honours"]["全国"]["2015"] == 1
    assert [line["value"] for line in thing["sizes"] if line["measure"] == "member_count" and line["since"][:4] in ("2015", "2016")][
        ::-1
    ] == [420.0, 455.0]
    assert "民进江州市第三中学支部" in [one["text"] for one in thing["tree"]]
    group = sections["honours-of-members"]["lines"][0]
    assert "×19" in [part["text"] for part in group["parts"]]
    for section in thing["sections"]:
        for line in section["lines"]:
            assert line["sentences"], line
            assert all("#char=" in one["href"] for one in line["sentences"])


def test_a_person_has_posts_honours_and_possible_namesakes(client: httpx.Client) -> None:
    thing = said(client, HEAD + ".json")["thing"]
    assert {"held-posts", "honours"} <= {one["name"] for one in thing["sections"]}
    assert any("沈怀瑾" in one["who"]["text"] and one["reason"] for one in thing["pairs"])


def test_the_other_kinds_have_pages_too(client: httpx.Client) -> None:
    for kind, section in (("honour", "recipients"), ("event", "own"), ("document", "issued-by")):
        one = said(client, f"/list/{kind}.json")["things"][0]
        thing = said(client, one["href"] + ".json")["thing"]
        assert section in [part["name"] for part in thing["sections"]], (kind, thing)
    place = next(one for one in said(client, "/list/place.json")["things"] if one["label"].endswith("省"))
    assert said(client, place["href"] + ".json")["thing"]["related"]


def test_names_with_every_kind_of_mark_have_pages_twins_and_pictures(tmp_path: Path) -> None:
    text = "民进江州市委会被民进中央评为“100%优秀/先进#会员?”。民进江州市委会制定《工作细则.json》。\n"
    (tmp_path / "in").mkdir()
    for name in ("a b.json.txt", "c%2F.txt"):
        (tmp_path / "in" / name).write_text(f"民进江州市委会总结{name}\n{text}", encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "out")
    with exploring(str(tmp_path / "out")) as (client, _):
        seen = 0
        for kind in ("honour", "document", "report", "organisation"):
            for one in said(client, f"/list/{kind}.json")["things"]:
                page = client.get(one["href"], headers={"Accept": "text/html"})
                assert page.status_code == 200, one
                assert html.escape(one["label"]) in page.text
                links = [html.unescape(link) for link in re.findall(r'href="(/[^"#]*)', page.text) if "/static/" not in link]
                for link in dict.fromkeys(links):
                    assert client.get(link, headers={"Accept": "text/html"}).status_code == 200, (one, link)
                    seen += 1
        assert seen > 50


def test_a_long_section_goes_on_over_pages(client: httpx.Client) -> None:
    whole = said(client, CITY + ".json?section=posts")["thing"]["sections"]
    assert [one["name"] for one in whole] == ["posts"]
    assert said(client, CITY + ".json?section=posts&page=2")["thing"]["sections"] == []


def test_a_fact_shows_its_sentence_its_rule_and_its_confidence(client: httpx.Client) -> None:
    line = next(s for s in said(client, CITY + ".json")["thing"]["sections"] if s["name"] == "posts")["lines"][0]
    page = client.get(line["href"], headers={"Accept": "text/html"}).text
    assert line["sentences"][0]["text"][:10] in page
    assert all(rule in page for rule in line["rules"])


def test_a_fact_and_a_body_say_how_they_are_cited(client: httpx.Client, explored: Path) -> None:
    version = json.loads((explored / "out" / "build.json").read_text(encoding="utf-8"))["digest"][:12]
    line = next(s for s in said(client, CITY + ".json")["thing"]["sections"] if s["name"] == "posts")["lines"][0]
    fact = client.get(line["href"], headers={"Accept": "text/html"}).text
    assert f"[DB/OL]. cxzy-graph 图谱, 版本 {version}. 据《{line['sentences'][0]['report']}》" in fact
    assert f"note = {{据《{line['sentences'][0]['report']}》" in fact
    body = client.get(CITY, headers={"Accept": "text/html"}).text
    assert re.search(rf"\[DB/OL\]\. cxzy-graph 图谱, 版本 {version}\[\d{{4}}-\d\d-\d\d\]\. http", body)


def test_a_report_is_read_with_its_names_its_facts_and_its_raw_text(client: httpx.Client, explored: Path) -> None:
    report = said(client, "/id/report/campaign.json")["report"]
    raw = (SAMPLES / "campaign.txt").read_text(encoding="utf-8")
    assert report["text"].replace("\n", "") == restore(raw).text.replace("\n", "")
    reading = of(explored / "out" / "readings.db", "campaign")
    assert reading is not None
    assert raw_of(restore(raw).text, reading.edits) == raw
    shown = "".join(one["text"] for paragraph in report["paragraphs"] for one in paragraph["raw"])
    assert shown == "".join(line for line in raw.split("\n") if line.strip())
    kinds = {piece["kind"] for paragraph in report["paragraphs"] for piece in paragraph["pieces"]}
    assert {"PERSON", "ORG", "DATE", "NUMBER", "POST"} <= kinds
    pieces = [piece for paragraph in report["paragraphs"] for piece in paragraph["pieces"]]
    for number, fact in enumerate(report["facts"]):
        assert any(number in piece["within"] for piece in pieces), fact
    assert any("主" in p["text"] and p["facts"] for p in pieces)


def test_a_number_of_people_leads_to_the_conferral_and_back(client: httpx.Client) -> None:
    report = said(client, "/id/report/honoured.json")["report"]
    pieces = [piece for paragraph in report["paragraphs"] for piece in paragraph["pieces"] if piece["text"].startswith("19")]
    facts = {report["facts"][number]["kind"] for piece in pieces for number in piece["facts"]}
    assert "Conferral" in facts


# ---------------------------------------------------------------- pictures


def test_a_neighbourhood_opens_on_and_stays_where_it_is(client: httpx.Client) -> None:
    first = said(client, "/graph.json?of=organisation/民进江州市委会")
    again = said(client, "/graph.json?of=organisation/民进江州市委会")
    assert first == again
    spots = {one["iri"]: (one["x"], one["y"]) for one in first["nodes"]}
    assert len(set(spots.values())) == len(spots) <= 300
    opened = next(one for one in first["nodes"] if one["more"])
    relation = next(iter(opened["more"]))
    end = opened["iri"].split("/id/")[1]
    wider = said(client, f"/graph.json?of=organisation/民进江州市委会&open={quote(end)}%20{quote(relation)}")
    assert len(wider["nodes"]) > len(first["nodes"])
    assert {iri: (one["x"], one["y"]) for one in wider["nodes"] if (iri := one["iri"]) in spots} == spots
    fresh = [(one["x"], one["y"]) for one in wider["nodes"] if one["iri"] not in spots]
    assert not set(fresh) & set(spots.values())
    same = next(one for one in wider["nodes"] if one["iri"] == opened["iri"])
    assert relation not in same["more"]


def test_two_things_are_connected_by_the_shortest_ways(client: httpx.Client) -> None:
    found = said(client, "/graph.json?of=person/沈怀瑾（民进江州市第三中学支部）&to=organisation/民进江州市委会")
    net = nx.Graph((edge["from"], edge["to"]) for edge in found["edges"])
    ends = [one["id"] for one in found["nodes"] if one["label"] in ("沈怀瑾", "民进江州市委会")]
    assert nx.shortest_path_length(net, *ends) == 2
    assert "民进江州市第三中学支部" in [one["label"] for one in found["nodes"]]


def test_the_whole_is_its_skeleton(client: httpx.Client) -> None:
    found = said(client, "/graph.json")
    assert {one["kind"] for one in found["nodes"]} <= {"Committee", "Branch"}
    assert {one["relation"] for one in found["edges"]} <= {"隶属", "推知"}
    assert len({(one["x"], one["y"]) for one in found["nodes"]}) == len(found["nodes"]) > 20


def test_a_picture_is_filtered_by_class_relation_time_and_confidence(client: httpx.Client) -> None:
    address = "/graph.json?filtered=1&of=organisation/民进江州市委会"
    whole = said(client, address)
    assert not [one for one in said(client, address + "&no-kind=Person")["nodes"] if one["kind"] == "Person"]
    assert not [one for one in said(client, address + "&no-relation=获得")["edges"] if one["relation"] == "获得"]
    late = said(client, address + "&from=2016")["edges"]
    assert 0 < len(late) < len(whole["edges"])
    assert all(edge["until"] is None or edge["until"] >= 2016 or edge["relation"] == "任职" for edge in late)
    sure = said(client, address + "&sure=0.75")["edges"]
    assert 0 < len(sure) < len(whole["edges"])
    assert all(edge["sure"] >= 0.75 for edge in sure)


def test_a_picture_is_kept_as_graphml_and_as_an_offline_page(client: httpx.Client) -> None:
    address = "?of=organisation/民进江州市委会&no-kind=Person"
    shown = said(client, "/graph.json" + address + "&filtered=1")
    net = nx.read_graphml(io.BytesIO(client.get("/graph.graphml" + address).content))
    assert (net.number_of_nodes(), net.number_of_edges()) == (len(shown["nodes"]), len(shown["edges"]))
    page = client.get("/graph.html" + address)
    assert "attachment" in page.headers["content-disposition"]
    data = re.search(r'<script id="data"[^>]*>(.*?)</script>', page.text, re.S)
    assert data is not None
    kept = json.loads(data[1])
    assert "民进江州市第三中学支部" in [name for name, *_ in kept["names"]]
    assert "19位会员被评为优秀会员" in "".join("".join(one) for one in kept["sentences"])


# ---------------------------------------------------------------- questions


def test_a_question_is_asked_and_its_answer_kept(client: httpx.Client) -> None:
    answer = said(client, "/questions/members.json?org=江州市第三中学")["answer"]
    assert any("沈怀瑾" in [cell["text"] for cell in row] for row in answer["rows"])
    person = next(cell for row in answer["rows"] for cell in row if cell["text"] == "民进江州市第三中学支部")
    assert client.get(person["href"]).status_code == 200
    table = client.get("/questions/members.csv?org=江州市第三中学")
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert len(table.text.strip().splitlines()) == answer["total"] + 1
    book = openpyxl.load_workbook(io.BytesIO(client.get("/questions/members.xlsx?org=江州市第三中学").content))
    assert book.active is not None
    assert book.active.max_row == answer["total"] + 1
    assert client.get("/questions/members.xlsx").content == client.get("/questions/members.xlsx").content


def test_what_could_be_a_formula_is_none(client: httpx.Client) -> None:
    query = 'SELECT ("=1+1" AS ?a) ("@x" AS ?b) (3 AS ?c) {}'
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/result.xlsx", params={"query": query}).content)).active
    assert sheet is not None
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("=1+1", "s"), ("@x", "s"), (3, "n")]
    assert "'=1+1" in client.get("/result.csv", params={"query": query}).text


def test_terms_for_completion_are_those_of_the_vocabulary(client: httpx.Client) -> None:
    found = said(client, "/terms.json")
    assert {"iri": str(CXZY.Conferral), "name": "cxzy:Conferral", "label": "授予"} in found["terms"]
    assert found["prefixes"]["cxzy"] in found["terms"][-1]["iri"] or found["prefixes"]["cxzy"]


def test_what_is_no_text_is_told_as_text(client: httpx.Client) -> None:
    answer = said(client, "/result.json?query=" + quote("SELECT (<<(<a:a> <a:b> 1)>> AS ?t) {}"))["answer"]
    assert "a:a" in answer["rows"][0][0]["text"]


def test_every_question_has_a_picture_that_opens(client: httpx.Client) -> None:
    for one in said(client, "/questions.json"):
        picture = said(client, f"/questions/{one['name']}.json")["answer"]["picture"]
        if picture:
            assert client.get(picture.replace("/graph?", "/graph.json?")).status_code == 200, one["name"]


# ---------------------------------------------------------------- language, refusals


def test_english_by_a_switch_that_is_remembered(client: httpx.Client, explored: Path) -> None:
    page = client.get("/?lang=en", headers={"Accept": "text/html"})
    assert '<html lang="en">' in page.text
    assert "lang=en" in page.headers["set-cookie"]
    assert '<html lang="en">' in client.get("/list/person").text
    client.cookies.clear()
    assert '<html lang="zh-CN">' in client.get("/").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/static/../app.py", 404),
        ("/static/%2e%2e/app.py", 404),
        ("/static/..%2fapp.py", 404),
        ("/static/%2e%2e%2f%2e%2e%2fbuilding.py", 404),
        ("/id/report/..%2f..%2fetc%2fpasswd", 404),
        ("/id/nothing", 404),
        ("/nothing", 404),
        ("/list/nothing", 404),
        ("/questions/nothing", 404),
        ("/questions/..%2fmembers", 404),
        ("/questions/members?nothing=1", 400),
        ("/result", 400),
        ("/result?query=nonsense", 400),
        ("/result?query=DROP%20ALL", 400),
        ("/result?query=INSERT%20DATA%20%7B%3Ca%3Ab%3E%20%3Ca%3Ab%3E%201%7D", 400),
        ("/result?query=SELECT%20*%20%7BSERVICE%20%3Chttp%3A%2F%2Fexample.org%3E%20%7B%3Fs%20%3Fp%20%3Fo%7D%7D", 400),
        ("/result.pdf?query=ASK%20%7B%7D", 404),
        ("/search?kind=nothing&q=a", 400),
        ("/search?q=a&limit=-1", 400),
        ("/list/person?page=99999999999", 400),
        ("/list/person?page=" + "9" * 5000, 400),
        ("/search?q=a&from=" + "9" * 5000, 400),
        ("/graph.json?of=organisation/民进江州市委会&sure=nan", 400),
        ("/graph.json?of=nothing", 404),
        ("/graph.json?of=organisation/民进江州市委会&from=x", 400),
        ("/graph.json?of=organisation/民进江州市委会&sure=x", 400),
        ("/graph.json?of=organisation/民进江州市委会&open=organisation/民进江州市委会%20nothing", 400),
        ("/review", 404),
        ("/add", 404),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(client: httpx.Client, address: str, status: int) -> None:
    for accept in ("text/html", "application/json"):
        answer = client.get(address, headers={"Accept": accept})
        assert answer.status_code == status, answer.text
        assert answer.text.strip()


def test_only_this_machine_and_these_pages_may_ask(client: httpx.Client) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/search.json?q=a", headers={"Origin": "https://evil.example"}).status_code == 403
    cross = {"Sec-Fetch-Site": "cross-site"}
    assert client.get("/search.json?q=a", headers=cross | {"Sec-Fetch-Mode": "no-cors"}).status_code == 403
    assert client.get("/", headers=cross | {"Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert "//evil.example" not in client.get("//evil.example/x", headers={"Accept": "text/html"}).text.replace("没有", "")
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "unsafe" not in policy


def test_no_page_has_a_script_of_its_own(client: httpx.Client) -> None:
    for address in (
        "/",
        CITY,
        HEAD,
        "/graph",
        "/questions/largest",
        "/sparql",
        "/id/report/campaign",
        "/search?q=script",
        "/id/report/hostile%3Cb%3E",
    ):
        text = client.get(address, headers={"Accept": "text/html"}).text
        assert not re.search(
            r"<script(?![^>]*\bsrc=)|\son\w+\s*=|javascript:[^'\"]*['\"]?>|style=\"",
            re.sub(r"&lt;.*?&gt;|&#\d+;|<span[^>]*>.*?</span>", "", text, flags=re.S),
        ), address


# ---------------------------------------------------------------- review


@pytest.fixture
def reviewed(explored: Path, tmp_path: Path) -> Iterator[tuple[httpx.Client, Path]]:
    shutil.copytree(explored / "out", tmp_path / "out")
    with exploring(str(tmp_path / "out"), "--review", "--by", "王芳") as (found, address):
        found.get(address.replace(str(found.base_url), ""), follow_redirects=True)
        found.headers["x-token"] = address.split("token=")[1].split("&")[0]
        yield found, tmp_path / "out"


def open_items(client: httpx.Client, kind: str = "") -> list[dict[str, Any]]:
    for _ in range(100):
        found = said(client, f"/review.json?kind={kind}")
        if found["ready"]:
            return list(found["items"])
        threading.Event().wait(0.1)
    raise AssertionError(found)


def form_of(client: httpx.Client, key: str) -> dict[str, Any]:
    page = client.get(f"/review/{key}", headers={"Accept": "text/html"}).text
    found: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(html.unescape(value))
    return found


def test_answers_are_written_at_once_with_a_line_in_the_audit(reviewed: tuple[httpx.Client, Path]) -> None:
    client, folder = reviewed
    items = open_items(client)
    pair = next(one for one in items if one["kind"] == "identity")
    asked = said(client, f"/review/{pair['key']}.json")["asked"]
    assert len(asked["sides"]) == 2
    assert all(side["sentences"] for side in asked["sides"])
    answer = client.post("/review/decide", data=form_of(client, pair["key"]) | {"verdict": "different", "why": "年龄不同", "by": "李云"})
    assert answer.status_code == 303
    made = load(folder / "decisions.jsonl")
    assert [(one.decision, one.by, one.why) for one in made] == [("different", "李云", "年龄不同")]
    audit = [json.loads(line) for line in (folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["by"], one["did"], one["key"]) for one in audit] == [("李云", "decide", made[0].key)]
    assert pair["key"] not in [one["key"] for one in open_items(client)]
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/review/decisions").text)
    assert csrf is not None
    assert client.post("/review/undo", data={"csrf": csrf[1], "key": made[0].key}).status_code == 303
    assert load(folder / "decisions.jsonl") == ()
    assert pair["key"] in [one["key"] for one in open_items(client)]


def test_a_fact_is_corrected(reviewed: tuple[httpx.Client, Path]) -> None:
    client, folder = reviewed
    open_items(client)
    line = next(s for s in said(client, CITY + ".json")["thing"]["sections"] if s["name"] == "posts")["lines"][0]
    address = client.get("/review", params={"fact": line["iri"]}).headers["location"]
    key = address.rsplit("/", 1)[-1]
    side = said(client, f"/review/{key}.json")["asked"]["sides"][0]
    form = (
        form_of(client, key)
        | {f"field-{name}": value for name, value in side["fields"].items()}
        | {"side": side["iri"], "verdict": "correct", "by": "王芳"}
    )
    assert client.post("/review/decide", data=form).status_code == 400  # nothing was changed
    assert client.post("/review/decide", data=form | {"field-from": "二零一五"}).status_code == 400
    assert (
        client.post("/review/decide", data=form | {"verdict": "accept", "field-role": "名誉主委"}).status_code == 400
    )  # what was typed is not lost
    assert client.post("/review/decide", data=form | {"field-role": "名誉主委"}).status_code == 303
    assert [dict(one.to) for one in load(folder / "decisions.jsonl")] == [{"role": "名誉主委"}] * len(load(folder / "decisions.jsonl"))


def test_two_reviewers_lose_nothing_of_each_other(reviewed: tuple[httpx.Client, Path]) -> None:
    client, folder = reviewed
    items = open_items(client, "doubt")[:8]
    forms = [form_of(client, one["key"]) | {"verdict": "accept", "by": f"审核人{number}"} for number, one in enumerate(items)]
    first = forms[0].copy()
    with httpx.Client(base_url=client.base_url, cookies=dict(client.cookies)) as other:
        threads = [
            threading.Thread(target=(client, other)[at % 2].post, args=("/review/decide",), kwargs={"data": form})
            for at, form in enumerate(forms)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {one.by for one in load(folder / "decisions.jsonl")} == {form["by"] for form in forms}
        # who answers what another has answered meanwhile is told of it
        late = other.post("/review/decide", data=first | {"verdict": "reject", "by": "后来的人"})
    assert late.status_code == 409
    assert "审核人0" in late.text
    assert [one.by for one in load(folder / "decisions.jsonl")].count("后来的人") == 0


def test_of_two_answers_to_one_question_at_once_one_is_told_of_the_other(reviewed: tuple[httpx.Client, Path]) -> None:
    client, folder = reviewed
    for item in open_items(client, "doubt")[:4]:
        form = form_of(client, item["key"])
        answers: list[int] = []

        def answer(verdict: str, by: str, form: dict[str, Any] = form, answers: list[int] = answers) -> None:
            with httpx.Client(base_url=client.base_url, cookies=dict(client.cookies)) as one:
                answers.append(one.post("/review/decide", data=form | {"verdict": verdict, "by": by}).status_code)

        threads = [threading.Thread(target=answer, args=said) for said in (("accept", "甲"), ("reject", "乙"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == [303, 409]
    audit = [json.loads(line) for line in (folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {one["key"] for one in audit} == {one.key for one in load(folder / "decisions.jsonl")}


def test_who_has_no_token_reads_and_writes_nothing(reviewed: tuple[httpx.Client, Path]) -> None:
    client, folder = reviewed
    key = open_items(client)[0]["key"]
    form = form_of(client, key) | {"verdict": "undecided", "by": "王芳"}
    with httpx.Client(base_url=client.base_url) as stranger:
        assert stranger.get("/review").status_code == 403
        assert stranger.get(f"/review/{key}").status_code == 403
        assert stranger.post("/review/decide", data=form).status_code == 403
        assert stranger.get("/enter?token=wrong").status_code == 403
        stranger.cookies.set(next(iter(client.cookies)), "wrong")
        assert stranger.get("/review").status_code == 403
    for kept_nowhere in ("/review", f"/review/{key}", "/review/decisions", "/review.json"):
        assert client.get(kept_nowhere).headers["Cache-Control"] == "no-store"
    assert client.post("/review/decide", data=form | {"csrf": "wrong"}).status_code == 403
    assert client.post("/review/decide", data={name: value for name, value in form.items() if name != "csrf"}).status_code == 403
    assert client.post("/review/decide", data=form, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/review/decide", data=form | {"why": "x" * 200_000}).status_code == 413
    assert client.get("/review/decide").status_code == 404
    assert not (folder / "decisions.jsonl").exists()


def test_the_way_in_leads_nowhere_else(reviewed: tuple[httpx.Client, Path], explored: Path) -> None:
    client, _ = reviewed
    token = client.headers["x-token"]
    for to in ("https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "/\t/[", "/%09/evil.example"):
        assert client.get("/enter", params={"token": token, "to": to}).headers["location"] == "/"
    assert client.get("/enter", params={"token": token, "to": "/add"}).headers["location"] == "/add"


# ---------------------------------------------------------------- adding


@pytest.fixture
def adding(explored: Path, tmp_path: Path) -> Iterator[tuple[httpx.Client, Path]]:
    (tmp_path / "in").mkdir()
    for name in ("honoured.txt", "grown.txt"):
        (tmp_path / "in" / name).write_text(MADE[name], encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "out")
    with exploring(str(tmp_path / "out"), "--reports", str(tmp_path / "in")) as (found, address):
        found.get(address.replace(str(found.base_url), ""), follow_redirects=True)
        yield found, tmp_path


def done(client: httpx.Client, address: str) -> dict[str, Any]:
    for _ in range(300):
        found = said(client, address)
        state = found.get("state") or found["rebuild"]["state"]
        if state != "running":
            return dict(found)
        threading.Event().wait(0.1)
    raise AssertionError(found)


def test_reports_are_tried_looked_at_and_kept(adding: tuple[httpx.Client, Path]) -> None:
    client, folder = adding
    csrf = said(client, "/add.json")["csrf"]
    files = [
        ("files", ("../../namesake-a.txt", MADE["namesake-a.txt"].encode())),
        ("files", ("broken.docx", b"PK nothing")),
        ("files", ("hostile.txt", MADE["hostile<b>.txt"].encode())),
    ]
    answer = client.post("/add", data={"csrf": csrf}, files=files)
    assert answer.status_code == 303, answer.text
    trial = answer.headers["location"]
    found = done(client, trial + ".json")
    assert {one["source"]: one["status"] for one in found["outcomes"]} == {
        "namesake-a.txt": "built",
        "broken.docx": "failed",
        "hostile.txt": "built",
    }
    assert {one["id"] for one in found["reports"]} == {"namesake-a", "hostile"}
    page = client.get(next(one["href"] for one in found["reports"] if one["id"] == "namesake-a"), headers={"Accept": "text/html"}).text
    assert "沈怀瑾" in page
    assert sorted(one.name for one in (folder / "in").iterdir()) == ["grown.txt", "honoured.txt"]
    assert client.post(f"{trial}/keep", data={"csrf": csrf}).status_code == 303
    assert done(client, "/add.json")["rebuild"]["state"] == "done"
    assert "namesake-a.txt" in [one.name for one in (folder / "in").iterdir()]
    for _ in range(100):
        if said(client, "/list/report.json")["total"] == 4:
            break
        threading.Event().wait(0.1)
    assert {one["label"] for one in said(client, "/list/report.json")["things"]} >= {"民进江州市文化支部换届"}


def test_a_folder_without_the_reports_of_the_graph_is_not_built_from(adding: tuple[httpx.Client, Path], explored: Path) -> None:
    client, folder = adding
    csrf = said(client, "/add.json")["csrf"]
    (folder / "in" / "honoured.txt").unlink()
    trial = client.post("/add", data={"csrf": csrf}, files=[("files", ("长" * 200 + ".txt", MADE["namesake-b.txt"].encode()))]).headers[
        "location"
    ]
    assert len(done(client, trial + ".json")["reports"]) == 1
    for address in (f"{trial}/keep", "/add/build"):
        answer = client.post(address, data={"csrf": csrf})
        assert answer.status_code == 409
        assert "honoured.txt" in answer.text


def test_a_file_of_the_same_name_with_other_words_is_not_overwritten(adding: tuple[httpx.Client, Path]) -> None:
    client, folder = adding
    csrf = said(client, "/add.json")["csrf"]
    trial = client.post("/add", data={"csrf": csrf}, files=[("files", ("honoured.txt", MADE["namesake-b.txt"].encode()))]).headers[
        "location"
    ]
    done(client, trial + ".json")
    assert client.post(f"{trial}/keep", data={"csrf": csrf}).status_code == 409
    assert (folder / "in" / "honoured.txt").read_text(encoding="utf-8") == MADE["honoured.txt"]
    assert client.post(f"{trial}/drop", data={"csrf": csrf}).status_code == 303
    assert client.get(trial).status_code == 404


def test_what_is_too_large_or_from_elsewhere_is_not_taken(adding: tuple[httpx.Client, Path]) -> None:
    client, folder = adding
    csrf = said(client, "/add.json")["csrf"]
    one = [("files", ("a.txt", b"x"))]
    assert client.post("/add", data={"csrf": csrf}, files=[("files", ("a.txt", b"x" * 100_000_001))]).status_code == 413
    assert client.post("/add", data={"csrf": "wrong"}, files=one).status_code == 403
    assert client.post("/add", data={"csrf": csrf}, files=one, headers={"Origin": "https://evil.example"}).status_code == 403
    assert (
        client.post(
            "/add", content=(part for part in [b"--x\r\n"]), headers={"Content-Type": "multipart/form-data; boundary=x"}
        ).status_code
        == 411
    )
    assert client.post("/add", data={"csrf": csrf}).status_code == 400
    assert client.post("/add", data={"csrf": csrf}, files=[("files", (f"{n}.txt", b"x")) for n in range(201)]).status_code in (400, 413)
    with httpx.Client(base_url=client.base_url) as stranger:
        assert stranger.get("/add").status_code == 403
        assert stranger.post("/add", data={"csrf": csrf}, files=one).status_code == 403
    assert sorted(path.name for path in (folder / "in").iterdir()) == ["grown.txt", "honoured.txt"]


# ---------------------------------------------------------------- elsewhere, and as it comes


def test_the_graph_of_another_server(explored: Path) -> None:
    import subprocess

    command = [oxigraph_binary(), "serve-read-only", "--location", str(explored / "out" / "store"), "--bind", "127.0.0.1:7894"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            with httpx.Client(transport=httpx.HTTPTransport(retries=8)) as first:
                first.get("http://127.0.0.1:7894/")
            with exploring("--endpoint", "http://127.0.0.1:7894/query") as (client, _):
                for _ in range(100):
                    if said(client, "/index.json")["ready"]:
                        break
                    threading.Event().wait(0.1)
                assert "沈怀瑾" in [one["label"] for one in said(client, "/search.json?q=shj")["things"]]
                assert said(client, CITY + ".json")["thing"]["label"] == "民进江州市委会"
                assert said(client, "/graph.json?of=organisation/民进江州市委会")["nodes"]
                assert said(client, "/id/report/honoured.json")["report"]["kept"] is False
                assert said(client, "/questions/members.json?org=江州")["answer"]["rows"]
                assert client.post("/sparql", data={"update": "DROP ALL"}).status_code == 403
        finally:
            server.terminate()


def test_an_older_build_gets_its_index_when_it_is_opened(explored: Path, tmp_path: Path) -> None:
    shutil.copytree(explored / "out", tmp_path / "out")
    (tmp_path / "out" / "index.db").unlink()
    with exploring(str(tmp_path / "out")) as (client, _):
        for _ in range(100):
            if said(client, "/index.json")["ready"]:
                break
            threading.Event().wait(0.1)
        assert said(client, "/search.json?q=shj")["things"]
    assert not (tmp_path / "out" / "index.db").exists()


def test_a_drawing_of_a_chart_is_well_formed(client: httpx.Client) -> None:
    text = client.get("/graph.graphml?of=organisation/民进江州市委会").content
    assert ElementTree.fromstring(text).tag.endswith("graphml")
