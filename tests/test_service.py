"""The service as its clients and its enemies meet it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store, parse

from cxzy_graph.building.built import Built
from cxzy_graph.reading import Unreadable
from serving import serving
from support import SAMPLES
from support import quick_build as build

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GRAPHS = {"text/turtle": RdfFormat.TURTLE, "application/n-triples": RdfFormat.N_TRIPLES, "application/ld+json": RdfFormat.JSON_LD, "application/rdf+xml": RdfFormat.RDF_XML}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, demo: Built) -> Path:
    """The graph of the sample reports, in a folder that may be changed."""
    return Path(shutil.copytree(demo.output, tmp_path_factory.mktemp("served") / "output"))


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with serving(folder, "--timeout", "2", "--max-rows", "500") as client:
        yield client


def ask(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers=headers)


def count(client: httpx.Client) -> int:
    found = ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **{"Cache-Control": "no-cache"}).json()
    return int(found["results"]["bindings"][0]["n"]["value"])


# ---------------------------------------------------------------- answers


def test_the_service_and_the_store_say_the_same(service: httpx.Client, folder: Path) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 400"
    rows = ask(service, query).json()["results"]["bindings"]
    store = Store.read_only(str(folder / "store"))
    assert [row["s"]["value"] for row in rows] == [row["s"].value for row in store.query(query)]


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("json", "application/sparql-results+json", '{"head"'),
        ("xml", "application/sparql-results+xml", "<?xml"),
        ("csv", "text/csv; charset=utf-8", "s\r\n"),
        ("tsv", "text/tab-separated-values; charset=utf-8", "?s\n"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
    ],
)  # fmt: skip
def test_formats_of_rows(service: httpx.Client, form: str, kind: str, begins: str) -> None:
    found = service.get("/sparql", params={"query": "SELECT ?s { ?s a ?c } LIMIT 3", "format": form})
    assert found.headers["content-type"] == kind
    assert found.text.startswith(begins)


@pytest.mark.parametrize("kind", GRAPHS)
def test_formats_of_graphs(service: httpx.Client, kind: str) -> None:
    found = ask(service, "CONSTRUCT { ?s a ?c } { ?s a ?c } ORDER BY ?s ?c LIMIT 20", Accept=kind)
    assert found.headers["content-type"].split(";")[0] == kind
    assert len(list(parse(found.content, format=GRAPHS[kind]))) == 20


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        ("SELECT * {} ", "text/html;q=0.5, text/csv", 200),
        ("SELECT * {}", "application/rdf+xml;q=1, image/png", 406),
        ("CONSTRUCT {} {}", "text/csv", 406),
        ("ASK {}", "image/png", 406),
        ("ASK {}", "*/*;q=0", 406),
    ],
)  # fmt: skip
def test_what_is_not_acceptable(service: httpx.Client, query: str, accept: str, status: int) -> None:
    assert ask(service, query, Accept=accept).status_code == status


def test_a_client_that_has_the_answer_is_told_so(service: httpx.Client) -> None:
    first = ask(service, "ASK { ?s ?p ?o }")
    tag = first.headers["etag"]
    again = ask(service, "ASK { ?s ?p ?o }", **{"If-None-Match": f'W/"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert ask(service, "ASK { ?s ?p ?o }", Accept="application/sparql-results+xml").headers["etag"] != tag
    assert ask(service, "ASK { ?s ?p 1 }").headers["etag"] != tag
    for known in ("*", tag.removeprefix("W/")):
        assert ask(service, "ASK { ?s ?p ?o }", **{"If-None-Match": known}).status_code == 304


def test_long_answers_are_packed(service: httpx.Client) -> None:
    assert ask(service, "SELECT * { ?s ?p ?o } LIMIT 200", **{"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in ask(service, "SELECT * { ?s ?p ?o } LIMIT 200", **{"Accept-Encoding": "identity"}).headers


# ---------------------------------------------------------------- limits


def test_a_runaway_query_is_stopped_and_others_go_on(service: httpx.Client) -> None:
    began = time.monotonic()
    found = ask(service, RUNAWAY)
    assert found.status_code == 503
    assert "2 seconds" in found.text
    assert time.monotonic() - began < 10
    assert ask(service, "ASK { ?s ?p ?o }", **{"Cache-Control": "no-cache"}).json()["boolean"] is True


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_too_many_rows_are_refused(service: httpx.Client, form: str) -> None:
    def status(limit: int) -> int:
        return service.get("/sparql", params={"query": f"SELECT ?s ?o {{ ?s ?p ?o }} LIMIT {limit}", "format": form}).status_code

    assert (status(490), status(510)) == (200, 413)


def test_endless_nesting_is_refused(service: httpx.Client) -> None:
    text = "ASK " + "{" * 20_000 + "}" * 20_000
    assert service.post("/sparql", content=text, headers={"Content-Type": "application/sparql-query"}).status_code == 400


def test_too_large_a_request_is_refused(service: httpx.Client) -> None:
    found = service.post("/sparql", content=b"#" * 11_000_000, headers={"Content-Type": "application/sparql-query"})
    assert found.status_code == 413


# ---------------------------------------------------------------- reading only


def test_nothing_is_written(service: httpx.Client) -> None:
    before = count(service)
    for answer in (
        service.post("/sparql", data={"update": "CLEAR ALL"}),
        service.post("/sparql", content="CLEAR ALL", headers={"Content-Type": "application/sparql-update"}),
        service.post("/sparql", data={"update": "CLEAR ALL"}, headers={"Authorization": "Bearer a-token-for-tests"}),
    ):
        assert answer.status_code == 403
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        assert service.request(method, "/store?default", content="").status_code == 405
    assert ask(service, "INSERT DATA { <a:s> <a:p> 1 }").status_code == 400
    assert count(service) == before


# ---------------------------------------------------------------- graphs


def test_graph_store(service: httpx.Client, folder: Path) -> None:
    name = ask(service, "SELECT ?g { GRAPH ?g { ?s a ?c } } ORDER BY ?g LIMIT 1").json()["results"]["bindings"][0]["g"]["value"]
    found = service.get("/store", params={"graph": name}, headers={"Accept": "application/n-triples"})
    whole = service.get("/store?default", headers={"Accept": "application/n-triples"})
    graph, default = (set(parse(one.content, format=RdfFormat.N_TRIPLES)) for one in (found, whole))
    assert graph < default
    assert len(default) == count(service)
    assert service.head("/store?default").content == b""
    for url, status in (("?graph=a:absent", 404), ("", 400), ("?graph=x", 400), (f"?default&graph={quote(name)}", 400)):
        assert service.get(f"/store{url}").status_code == status


def test_every_thing_is_at_its_address(service: httpx.Client, folder: Path) -> None:
    rows = ask(service, "SELECT DISTINCT ?s { ?s ?p ?o FILTER(STRSTARTS(STR(?s), 'https://w3id.org/cxzy-graph/id/')) } ORDER BY ?s")
    nodes = [row["s"]["value"] for row in rows.json()["results"]["bindings"]]
    paths = [node.removeprefix("https://w3id.org/cxzy-graph").partition("#")[0] for node in nodes]
    for path in sorted(set(paths))[::7]:
        page = service.get(quote(path, safe="/%"), headers={"Accept": "text/html"})
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        said = service.get(quote(path, safe="/%"), headers={"Accept": "application/n-triples"})
        subjects = {str(one.subject) for one in parse(said.content, format=RdfFormat.N_TRIPLES)}
        assert f"<https://w3id.org/cxzy-graph{path}>" in subjects
        raw = service.get(path, headers={"Accept": "text/turtle"})
        assert raw.headers["content-type"] == "text/turtle; charset=utf-8"
    assert service.get("/id/person/nobody").status_code == 404


def test_a_page_shows_the_sentences(service: httpx.Client) -> None:
    row = ask(
        service,
        "PREFIX cxzy: <https://w3id.org/cxzy-graph/ontology#> PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> "
        "SELECT ?who ?quote { ?f cxzy:recipient ?who ; cxzy:evidence/nif:anchorOf ?quote } ORDER BY ?who LIMIT 1",
    ).json()["results"]["bindings"][0]
    page = service.get(row["who"]["value"].removeprefix("https://w3id.org/cxzy-graph"), headers={"Accept": "text/html"})
    assert row["quote"]["value"] in page.text
    links = re.findall(r'href="(/[^"]+)"', page.text)
    assert len(links) > 3
    assert all(service.get(link.replace("&amp;", "&"), headers={"Accept": "text/html,text/css"}).status_code == 200 for link in links)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "民进江州市委会2014年工作总结\n李然被民进江州市委会评为“<img src=x onerror=alert(1)>优秀会员”。\n李然任民进江州市委会主委。\n",
        encoding="utf-8",
    )
    build([tmp_path / "a.txt"], tmp_path / "out")
    with serving(tmp_path / "out") as client:
        people = ask(client, "SELECT ?s { ?s a <https://w3id.org/cxzy-graph/ontology#Person> }").json()["results"]["bindings"]
        for row in people:
            page = client.get(row["s"]["value"].removeprefix("https://w3id.org/cxzy-graph"), headers={"Accept": "text/html"})
            assert "<img" not in page.text
            assert "script-src 'self'" in page.headers["content-security-policy"]


def test_descriptions(service: httpx.Client) -> None:
    for path, wanted in (("/.well-known/void", "void:triples"), ("/ontology", "cxzy:Conferral"), ("/sparql", "sd:endpoint")):
        assert wanted in service.get(path).text


# ---------------------------------------------------------------- who asks


def test_another_host_is_refused(service: httpx.Client) -> None:
    assert ask(service, "ASK {}", Host="evil.example").status_code == 421
    assert ask(service, "ASK {}", Host="localhost:1").status_code == 200


def test_pages_of_other_sites(service: httpx.Client, folder: Path) -> None:
    assert ask(service, "ASK {}", Origin="https://evil.example").status_code == 403
    assert ask(service, "ASK {}", Origin="null").status_code == 403
    assert ask(service, "ASK {}", Origin="http://[").status_code == 403
    assert ask(service, "ASK {}", Origin=str(service.base_url).rstrip("/")).status_code == 200
    with serving(folder, "--cors", "https://friend.example") as client:
        friend = ask(client, "ASK {}", Origin="https://friend.example")
        assert friend.headers["access-control-allow-origin"] == "https://friend.example"
        assert ask(client, "ASK {}", Origin="https://evil.example").status_code == 403
        asked = {
            "Origin": "https://friend.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        }
        assert client.options("/sparql", headers=asked).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { #\rSERVICE <URL> { ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * { BIND(e:a\\# AS ?z) SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { BIND(<http://a/\\u0041#> AS ?z) SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { ?a ?b 1SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { ?a ?b trueSERVICE <URL> { ?s ?p ?o } }",
        'SELECT * { ?a ?b "x"SERVICE SILENT <URL> { ?s ?p ?o } }',
        "PREFIX e: <URL> SELECT * { SERVICEe: { ?s ?p ?o } }",
    ],
)  # fmt: skip
def test_no_other_machine_is_asked(service: httpx.Client, text: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        assert ask(service, text.replace("URL", url)).status_code == 400
        with pytest.raises(TimeoutError):
            listener.accept()


def test_methods(service: httpx.Client) -> None:
    assert service.head("/sparql", headers={"Accept": "text/html"}).status_code == 200
    assert service.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"
    found = service.get("/sparql", params={"query": "SELECT * {}"}, headers=[("Accept", "image/png"), ("Accept", "text/csv")])
    assert found.headers["content-type"].startswith("text/csv")
    json_last = "*/*, application/sparql-results+json;q=0.1"
    assert ask(service, "SELECT * {}", Accept=json_last).headers["content-type"] == "application/sparql-results+xml"


def test_what_xml_cannot_say_is_left_out(service: httpx.Client) -> None:
    found = ask(service, 'SELECT ("a\\u0001b\\uFFFFc" AS ?x) {}', Accept="application/sparql-results+xml")
    assert ElementTree.fromstring(found.content).findtext(".//{*}literal") == "a b c"


# ---------------------------------------------------------------- a new build


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder cannot be swapped while it is open")
def test_a_graph_that_is_written_to_is_not_replaced(tmp_path: Path) -> None:
    build([SAMPLES / "honours.txt"], tmp_path / "out")
    with serving(tmp_path / "out", "--allow-update") as client:
        assert count(client) > 0
        with pytest.raises(Unreadable, match="--allow-update"):
            build([SAMPLES], tmp_path / "out")
    build([SAMPLES], tmp_path / "out")


def test_a_new_build_is_served_at_once(tmp_path: Path) -> None:
    build([SAMPLES / "honours.txt"], tmp_path / "out")
    with serving(tmp_path / "out") as client:
        before, tag = count(client), ask(client, "ASK {}").headers["etag"]
        build([SAMPLES], tmp_path / "out")
        time.sleep(1)
        assert count(client) > before
        assert ask(client, "ASK {}").headers["etag"] != tag


# ---------------------------------------------------------------- anything at all

PATHS = st.sampled_from(
    ["/sparql", "/store", "/id/person/李然", "/id/..%2f..%2fetc/passwd", "/static/../app.py", "/", "/ontology", "//", "/%00"]
)
TEXTS = st.one_of(
    st.text(max_size=60), st.sampled_from(["SELECT * { ?s ?p ?o } LIMIT 1", "ASK {", "CLEAR ALL", "a:b", "default", "\x00", "json"])
)
NAMES = st.sampled_from(["query", "update", "format", "default-graph-uri", "named-graph-uri", "graph", "default", "using-graph-uri", "x"])
KINDS = st.sampled_from(["application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded", "text/plain", "", ";;", "multipart/form-data"])  # fmt: skip
HEADERS = st.dictionaries(
    st.sampled_from(["Accept", "If-None-Match", "Origin", "Range", "Accept-Encoding", "Cache-Control"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40).map(str.strip),
    max_size=3,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "TRACE"]),
    path=PATHS, parameters=st.lists(st.tuples(NAMES, TEXTS), max_size=3), kind=KINDS, body=st.one_of(TEXTS.map(str.encode), st.binary(max_size=80)), headers=HEADERS,
)  # fmt: skip
def test_whatever_is_sent_is_answered_and_nothing_written(
    service: httpx.Client, method: str, path: str, parameters: list[tuple[str, str]], kind: str, body: bytes, headers: dict[str, str]
) -> None:
    said = [(name, value.encode("utf-8", "surrogatepass")) for name, value in parameters]
    query = "&".join(f"{name}={quote(value)}" for name, value in said)
    found = service.request(method, f"{path}?{query}", content=body, headers=headers | {"Content-Type": kind})
    assert found.status_code < 500, found.text
    if "update" in query or method not in ("GET", "HEAD"):
        assert count(service) > 0


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
def test_workers_that_were_ended_from_outside_are_replaced(folder: Path) -> None:
    def workers() -> set[int]:
        """The processes that hold this store open."""
        found = set()
        for link in Path("/proc").glob("[0-9]*/fd/*"):
            with suppress(OSError):
                if str(link.readlink()).startswith(str(folder / "store")):
                    found.add(int(link.parts[2]))
        return found

    with serving(folder, "--workers", "1") as client:
        for _ in range(3):
            assert count(client) > 0
            for process in workers() - {os.getpid()}:
                os.kill(process, signal.SIGKILL)
            time.sleep(0.2)
            assert count(client) > 0
