"""A graph in a SPARQL server, read like the store on disk, and filled by the Graph Store Protocol with a graph for each report.

What questions ask is asked of the server's default graph, which must hold all graphs together: Virtuoso, GraphDB and others have it so,
Oxigraph with ``--union-default-graph``, Fuseki with ``tdb2:unionDefaultGraph``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse_query_results

from ..language import say
from .asking import gives_a_graph, with_prefixes
from .terms import CXZY
from .writing import Triple

USER, PASSWORD = "CXZY_GRAPH_USER", "CXZY_GRAPH_PASSWORD"
"""The environment variables with whom to be at the server."""

_SECONDS = 120.0
_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples, text/turtle;q=0.5"
_RDF = {"application/n-triples": RdfFormat.N_TRIPLES, "text/plain": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}


class RemoteFault(OSError):
    """The server did not do as it was asked; the message says what it said."""


class RemoteStore:
    """The graph in the server behind a query endpoint; what reads a `pyoxigraph.Store` can read it."""

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint
        self._client = client()

    def __enter__(self) -> RemoteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def query(self, sparql: str, *, prefixes: object = None) -> Any:
        """The server's answer: solutions, triples or truth, as `pyoxigraph.Store.query` gives them; the `prefixes` are always those of the
        graphs' own files.

        Raises `RemoteFault` where it has none.
        """
        form = urlencode({"query": with_prefixes(sparql)}).encode()  # as a form, for Virtuoso 7 waits for ever where the body is the query
        answer = said(
            self._client, "POST", self._endpoint, form, "application/x-www-form-urlencoded", _TRIPLES if gives_a_graph(sparql) else _ROWS
        )
        try:
            return self._read(answer)
        except (SyntaxError, ValueError) as wrong:
            reason = say(f"{self._endpoint} 的回答读不懂：{wrong}", f"the answer of {self._endpoint} cannot be read: {wrong}")
            raise RemoteFault(reason) from wrong

    def _read(self, answer: httpx.Response) -> Any:
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind in _RDF:
            store = Store()
            store.load(answer.content, format=_RDF[kind])
            return store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        found = parse_query_results(answer.content, format=QueryResultsFormat.JSON)
        if isinstance(found, QuerySolutions) and [one.value for one in found.variables] == ["__ASK_RETVAL"]:  # Virtuoso's way
            truth = json.dumps({"head": {}, "boolean": any(row[0].value == "1" for row in found)}).encode()
            return parse_query_results(truth, format=QueryResultsFormat.JSON)
        return found

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any, graph: Any = None) -> Iterator[Quad]:
        """The quads of a graph, or of all graphs together, each once."""
        names = [f"?{name}" if term is None else str(term) for name, term in (("s", subject), ("p", predicate), ("o", object))]
        free = " ".join(name for name in names if name.startswith("?"))
        pattern = " ".join(names)
        if isinstance(graph, NamedNode):
            pattern = f"GRAPH {graph} {{ {pattern} }}"
        for row in self.query(f"SELECT DISTINCT {free} {{ {pattern} }}" if free else f"SELECT (1 AS ?s) {{ {pattern} }} LIMIT 1"):
            found = (
                row["s"] if subject is None else subject,
                row["p"] if predicate is None else predicate,
                row["o"] if object is None else object,
            )
            yield Quad(*found, DefaultGraph() if graph is None else graph)

    def named_graphs(self) -> list[NamedNode]:
        """The graphs of this product: those of reports, and beside them what names imply, who may be whom, what people decided."""
        reports = [row["g"] for row in self.query(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?g a <{CXZY.Report}> }} }}")]
        bases = {report.value.split("report/")[0] for report in reports}
        shared = [NamedNode(base + name) for base in sorted(bases) for name in ("derived", "identity", "curation")]
        return reports + [one for one in shared if any(self.query(f"SELECT ?s {{ GRAPH {one} {{ ?s ?p ?o }} }} LIMIT 1"))]

    def dump(self, path: str, *, format: RdfFormat, from_graph: Any) -> None:
        """Writes the triples of all graphs as N-Triples lines; a triple that several graphs have comes several times."""
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            for graph in self.named_graphs():
                for quad in self.quads_for_pattern(None, None, None, graph):
                    file.write(f"{quad.subject} {quad.predicate} {quad.object} .\n")


def client() -> httpx.Client:
    """A client, with the name and password that the environment gives; it tells who it is only when it is asked."""
    user = os.environ.get(USER)
    return httpx.Client(timeout=_SECONDS, auth=_Asked(user, os.environ.get(PASSWORD, "")) if user else None, trust_env=False)


class _Asked(httpx.Auth):
    """Basic or Digest, whichever the server asks for."""

    def __init__(self, user: str, password: str) -> None:
        self._ways = {"digest": httpx.DigestAuth(user, password), "basic": httpx.BasicAuth(user, password)}
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        if self._way is None:
            response = yield request
            if response.status_code != 401:
                return
            asked = response.headers.get("www-authenticate", "").partition(" ")[0].lower()
            self._way = self._ways.get(asked)
        if self._way is not None:
            yield from self._way.auth_flow(request)


def said(
    client: httpx.Client, method: str, url: str, body: bytes = b"", kind: str = "", accept: str = "*/*", **parameters: str
) -> httpx.Response:
    """A server's answer. Raises `RemoteFault` where there is none, or none that is good."""
    headers = {"Accept": accept, **({"Content-Type": kind} if kind else {})}
    try:
        answer = client.request(method, url, content=body, headers=headers, params=parameters or None)
    except (httpx.HTTPError, httpx.InvalidURL) as wrong:
        raise RemoteFault(say(f"连不上 {url}：{wrong}", f"cannot reach {url}: {wrong}")) from wrong
    if not answer.is_success and not (method == "DELETE" and answer.status_code == 404):
        reason = answer.text.strip()[:500]
        raise RemoteFault(say(f"{url} 拒绝了请求（{answer.status_code}）：{reason}", f"{url} refused ({answer.status_code}): {reason}"))
    return answer


def load(endpoint: str, graph_store: str, base: str, graphs: Iterable[tuple[str, Iterable[Triple]]]) -> tuple[int, int]:
    """Puts graphs into a server, each in the place of its former self, and takes those of reports out that are no more. Gives how many
    were put in and how many taken out.

    ``graph_store`` is the address of the Graph Store Protocol, to which ``?graph=`` is added. Raises `RemoteFault`.
    """
    with RemoteStore(endpoint) as there:
        before = {graph.value for graph in there.named_graphs() if graph.value.startswith(base)}
    put = set()
    with client() as server:
        for name, triples in graphs:
            body = "".join(f"{s} {p} {o} .\n" for s, p, o in triples).encode()
            said(server, "PUT", graph_store, body, "application/n-triples", graph=name)
            put.add(name)
        gone = sorted(before - put)
        for name in gone:
            said(server, "DELETE", graph_store, graph=name)
    return len(put), len(gone)
