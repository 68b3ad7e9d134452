"""The test cases of SPARQL 1.1 Protocol and SPARQL 1.1 Service Description, under the names that the W3C gives them, against the running
service. Graphs, queries and what is asked of them are our own.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/ and …/service-description/
"""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from serving import TOKEN, serving

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
ONE, TWO, THREE = (f"https://example.org/graph/{n}" for n in (1, 2, 3))
TRUTH = "application/sparql-results+json"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
BOTH = f"ASK {{ <{ONE}> a ?t . <{TWO}> a ?t }}"
ALLOWED = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service that takes updates, over three named graphs with a document each, and nothing in the default graph."""
    folder = tmp_path_factory.mktemp("protocol")
    store = Store(str(folder / "store"))
    for name in (ONE, TWO, THREE):
        graph = NamedNode(name)
        store.add(Quad(graph, NamedNode(str(RDF.type)), NamedNode("http://xmlns.com/foaf/0.1/Document"), graph))
    store.flush()
    del store
    with serving(folder, "--allow-update") as client:
        yield client


def truth(answer: httpx.Response) -> bool:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == TRUTH
    found = answer.json()["boolean"]
    assert isinstance(found, bool)
    return found


def post(client: httpx.Client, body: str | bytes, kind: str, url: str = "/sparql", **headers: str) -> httpx.Response:
    return client.post(url, content=body, headers={"Content-Type": kind, **headers})


def changed(client: httpx.Client, update: str, **parameters: str | list[str]) -> None:
    """Carries out an update."""
    assert client.post("/sparql", params=parameters, content=update, headers={"Content-Type": UPDATE, **ALLOWED}).is_success


def asked(client: httpx.Client, query: str) -> bool:
    return truth(client.get("/sparql", params={"query": query}))


# ---------------------------------------------------------------- query


def test_query_get(endpoint: httpx.Client) -> None:
    assert truth(endpoint.get("/sparql", params={"query": "ASK {}"})) is True


def test_query_post_form(endpoint: httpx.Client) -> None:
    assert truth(endpoint.post("/sparql", data={"query": "ASK {}"})) is True


def test_query_post_direct(endpoint: httpx.Client) -> None:
    assert truth(post(endpoint, "ASK {}", QUERY)) is True


@pytest.mark.parametrize("by", ["get", "post form", "post direct"])
@pytest.mark.parametrize(
    ("query", "dataset", "answer"),
    [
        pytest.param(f"ASK {{ <{ONE}> a ?t }}", {"default-graph-uri": [ONE]}, True, id="query_dataset_default_graph"),
        pytest.param(f"ASK {{ <{ONE}> a ?t }}", {"default-graph-uri": [TWO]}, False, id="query_dataset_default_graph_other"),
        pytest.param(BOTH, {"default-graph-uri": [ONE, TWO]}, True, id="query_dataset_default_graphs"),
        pytest.param(f"ASK {{ GRAPH ?g {{ <{ONE}> a ?t }} }}", {"named-graph-uri": [ONE, TWO]}, True, id="query_dataset_named_graphs"),
        pytest.param(f"ASK {{ GRAPH ?g {{ <{THREE}> a ?t }} }}", {"named-graph-uri": [ONE, TWO]}, False, id="query_dataset_named_graphs_other"),
        pytest.param(
            f"ASK {{ <{THREE}> a ?t GRAPH ?g {{ <{ONE}> a ?t }} }}",
            {"default-graph-uri": [THREE], "named-graph-uri": [ONE, TWO]},
            True,
            id="query_dataset_full",
        ),
        pytest.param(
            f"ASK FROM <{THREE}> {{ GRAPH ?g {{ <{ONE}> a ?t }} <{TWO}> a ?t }}",
            {"default-graph-uri": [TWO], "named-graph-uri": [ONE]},
            True,
            id="query_multiple_dataset",
        ),
    ],
)  # fmt: skip
def test_query_dataset(endpoint: httpx.Client, by: str, query: str, dataset: dict[str, list[str]], answer: bool) -> None:
    if by == "get":
        found = endpoint.get("/sparql", params={"query": query, **dataset})
    elif by == "post form":
        found = endpoint.post("/sparql", data={"query": query, **dataset})
    else:
        found = endpoint.post("/sparql", params=dataset, content=query, headers={"Content-Type": QUERY})
    assert truth(found) is answer


@pytest.mark.parametrize(
    ("query", "accept", "kinds"),
    [
        pytest.param("SELECT (1 AS ?value) {}", "application/sparql-results+xml, application/sparql-results+json", ("application/sparql-results+xml", "application/sparql-results+json"), id="query_content_type_select"),
        pytest.param("ASK {}", "application/sparql-results+xml, application/sparql-results+json", ("application/sparql-results+xml", "application/sparql-results+json"), id="query_content_type_ask"),
        pytest.param("DESCRIBE <https://example.org/>", "application/rdf+xml, text/turtle", ("application/rdf+xml", "text/turtle"), id="query_content_type_describe"),
        pytest.param("CONSTRUCT { <s:s> <p:p> 1 } {}", "application/rdf+xml, text/turtle", ("application/rdf+xml", "text/turtle"), id="query_content_type_construct"),
    ],
)  # fmt: skip
def test_query_content_type(endpoint: httpx.Client, query: str, accept: str, kinds: tuple[str, ...]) -> None:
    found = endpoint.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert found.status_code == 200
    assert found.headers["content-type"].split(";")[0] in kinds


# ---------------------------------------------------------------- update


def test_update_post_form(endpoint: httpx.Client) -> None:
    assert endpoint.post("/sparql", data={"update": "CLEAR SILENT GRAPH <a:form>"}, headers=ALLOWED).is_success


def test_update_post_direct(endpoint: httpx.Client) -> None:
    assert post(endpoint, "CLEAR SILENT GRAPH <a:direct>", UPDATE, **ALLOWED).is_success


def test_update_base_uri(endpoint: httpx.Client) -> None:
    changed(endpoint, "BASE <https://example.org/> INSERT DATA { GRAPH <a:base> { <test> <p:p> <test> } }")
    found = endpoint.get("/sparql", params={"query": "SELECT ?o { GRAPH <a:base> { ?s <p:p> ?o } }"}).json()["results"]["bindings"]
    assert [row["o"]["value"] for row in found] == ["https://example.org/test"]


@pytest.mark.parametrize(
    ("update", "dataset", "check"),
    [
        pytest.param(
            f"INSERT {{ GRAPH <a:out> {{ <a:hit> <a:type> ?t }} }} WHERE {{ <{ONE}> a ?t }}", {"using-graph-uri": [ONE]}, True,
            id="update_dataset_default_graph",
        ),
        pytest.param(
            f"INSERT {{ GRAPH <a:out> {{ <a:hit> <a:type> ?t }} }} WHERE {{ <{ONE}> a ?t }}", {"using-graph-uri": [TWO]}, False,
            id="update_dataset_default_graph_other",
        ),
        pytest.param(
            f"INSERT {{ GRAPH <a:out> {{ <a:hit> <a:type> ?t }} }} WHERE {{ <{ONE}> a ?t . <{TWO}> a ?t }}", {"using-graph-uri": [ONE, TWO]}, True,
            id="update_dataset_default_graphs",
        ),
        pytest.param(
            f"INSERT {{ GRAPH <a:out> {{ <a:hit> <a:type> ?t }} }} WHERE {{ GRAPH ?g {{ <{ONE}> a ?t }} }}", {"using-named-graph-uri": [ONE, TWO]}, True,
            id="update_dataset_named_graphs",
        ),
        pytest.param(
            f"INSERT {{ GRAPH <a:out> {{ <a:hit> <a:type> ?t }} }} WHERE {{ GRAPH ?g {{ <{THREE}> a ?t }} }}", {"using-named-graph-uri": [ONE, TWO]}, False,
            id="update_dataset_named_graphs_other",
        ),
        pytest.param(
            f"INSERT {{ GRAPH <a:out> {{ <a:hit> <a:type> ?t }} }} WHERE {{ <{THREE}> a ?t GRAPH ?g {{ <{ONE}> a ?t }} }}",
            {"using-graph-uri": [THREE], "using-named-graph-uri": [ONE, TWO]}, True, id="update_dataset_full",
        ),
    ],
)  # fmt: skip
def test_update_dataset(endpoint: httpx.Client, update: str, dataset: dict[str, str | list[str]], check: bool) -> None:
    changed(endpoint, "CLEAR SILENT GRAPH <a:out>")
    changed(endpoint, update, **dataset)
    assert asked(endpoint, "ASK { GRAPH <a:out> { <a:hit> <a:type> ?t } }") is check


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("method", "url", "kind", "body", "status"),
    [
        pytest.param("PUT", "/sparql?query=ASK%20%7B%7D", "", b"", 405, id="bad_query_method"),
        pytest.param("GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", "", b"", 400, id="bad_multiple_queries"),
        pytest.param("POST", "/sparql", "text/plain", b"ASK {}", 415, id="bad_query_wrong_media_type"),
        pytest.param("POST", "/sparql", "", b"query=ASK%20%7B%7D", 400, id="bad_query_missing_form_type"),
        pytest.param("POST", "/sparql", "", b"ASK {}", 400, id="bad_query_missing_direct_type"),
        pytest.param("POST", "/sparql", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), 415, id="bad_query_non_utf8"),
        pytest.param("POST", "/sparql", QUERY, "ASK { ?s ?p '会' }".encode("gb18030"), 400, id="bad_query_gb18030"),
        pytest.param("GET", "/sparql?query=ASK%20%7B", "", b"", 400, id="bad_query_syntax"),
        pytest.param("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=x", "", b"", 400, id="bad_query_relative_graph"),
        pytest.param("GET", "/sparql?query=ASK%7B%7D&format=doc", "", b"", 400, id="bad_query_format"),
        pytest.param("GET", "/sparql?update=CLEAR%20ALL", "", b"", 400, id="bad_update_get"),
        pytest.param("POST", "/sparql", FORM, b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", 400, id="bad_multiple_updates"),
        pytest.param("POST", "/sparql", FORM, b"update=CLEAR%20NAMED&query=ASK%7B%7D", 400, id="bad_query_and_update"),
        pytest.param("POST", "/sparql", "text/plain", b"CLEAR NAMED", 415, id="bad_update_wrong_media_type"),
        pytest.param("POST", "/sparql", "", b"update=CLEAR%20NAMED", 400, id="bad_update_missing_form_type"),
        pytest.param("POST", "/sparql", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16"), 415, id="bad_update_non_utf8"),
        pytest.param("POST", "/sparql", UPDATE, b"CLEAR XYZ", 400, id="bad_update_syntax"),
        pytest.param("POST", f"/sparql?using-named-graph-uri={ONE}", UPDATE, f"INSERT {{ <a:s> <a:p> 1 }} USING <{ONE}> WHERE {{}}".encode(), 400, id="bad_update_dataset_conflict"),
        pytest.param("POST", f"/sparql?using-graph-uri={ONE}", UPDATE, f"WITH <{ONE}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}".encode(), 400, id="bad_update_dataset_conflict_with"),
        pytest.param("POST", "/sparql", UPDATE, b"LOAD <https://example.org/>", 400, id="load_is_off"),
        pytest.param("GET", "/sparql?query=SELECT%20*%7BSERVICE%20%3Chttps%3A%2F%2Fexample.org%2F%3E%7B%7D%7D", "", b"", 400, id="service_is_off"),
    ],
)  # fmt: skip
def test_refused(endpoint: httpx.Client, method: str, url: str, kind: str, body: bytes, status: int) -> None:
    headers = ALLOWED | ({"Content-Type": kind} if kind else {})
    found = endpoint.request(method, url, content=body, headers=headers)
    assert found.status_code == status
    assert found.text.strip()
    assert asked(endpoint, f"ASK {{ GRAPH <{ONE}> {{ <{ONE}> a ?t }} GRAPH <{TWO}> {{ <{TWO}> a ?t }} }}")


def test_update_wants_the_token(endpoint: httpx.Client) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
        found = endpoint.post("/sparql", content="CLEAR ALL", headers={"Content-Type": UPDATE, **headers})
        assert found.status_code == 401
        assert found.headers["www-authenticate"] == "Bearer"
    assert asked(endpoint, f"ASK {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}")


# ---------------------------------------------------------------- service description


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json", "*/*", ""])
def test_service_description(endpoint: httpx.Client, accept: str) -> None:
    """returns-rdf, has-endpoint-triple, conforms-to-schema."""
    found = endpoint.get("/sparql", headers={"Accept": accept})
    assert found.status_code == 200
    kind = found.headers["content-type"].split(";")[0]
    said = serialize(parse(found.content, format=RdfFormat.from_media_type(kind)), format=RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=said, format="nt")
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert [str(one) for one in graph.objects(service, SD.endpoint)] == [str(endpoint.base_url.join("/sparql"))]
    assert {SD.SPARQL11Query, SD.SPARQL11Update} == set(graph.objects(service, SD.supportedLanguage))
    assert (None, RDF.type, SD.Dataset) in graph
