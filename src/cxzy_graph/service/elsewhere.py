"""Answers of a SPARQL server elsewhere, in the place of those of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from anyio.to_thread import run_sync

from ..language import say
from ..rdf.remote import RemoteFault, RemoteStore, client, said
from ..rdf.terms import CXZY
from ..rdf.writing import Triple
from .answers import Answers
from .formats import GRAPHS, RESULTS
from .protocol import Refused
from .settings import Settings
from .worker import Answered, Asked, Limits

_TYPES = {one.oxigraph: one.types[0] for one in (*RESULTS, *GRAPHS)}


class Elsewhere(Answers):
    """Asks the server behind a query endpoint; keeps nothing, for what is there may change at any time."""

    def __init__(self, endpoint: str) -> None:
        """Raises `RemoteFault` where the server does not answer, or has no graph of this product."""
        self._endpoint = endpoint
        self._client = client()
        with RemoteStore(endpoint) as there:
            report = next(iter(there.query(f"SELECT ?r {{ ?r a <{CXZY.Report}> }} LIMIT 1")), None)
        if report is None:
            raise RemoteFault(say(f"{endpoint} 里没有本产品的图谱", f"{endpoint} has no graph of this product"))
        self.settings = Settings(Path(), report["r"].value.split("report/")[0])

    def start(self) -> None:
        """There is nothing to start."""

    def close(self) -> None:
        self._client.close()

    def tag(self, asked: Asked) -> str:
        return ""

    @property
    def digest(self) -> str:
        return ""

    def dataset(self) -> bytes:
        return b""

    async def get(self, asked: Asked, fresh: bool = False, limits: Limits | None = None) -> Answered:
        """The server's answer. Raises `Refused` with what the server says where it has none, and for one that is too large."""
        return await run_sync(self._get, asked, limits or self.settings.limits)

    def _get(self, asked: Asked, limits: Limits) -> Answered:
        if asked.update:
            raise Refused(403, say("另一台服务器上的图谱在这里只读", "a graph on another server is read only here"))
        parameters = {"default-graph-uri": list(asked.default_graphs), "named-graph-uri": list(asked.named_graphs)}
        text = asked.text
        if not text:
            graph = asked.default_graphs[0] if asked.default_graphs else ""
            text = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}" if graph else "CONSTRUCT WHERE { ?s ?p ?o }"
            parameters = {}
        accept = ", ".join(_TYPES[form] for form in (asked.results, asked.graph) if form)
        fields = [("query", text), *((name, one) for name, values in parameters.items() for one in values)]
        try:
            found = said(self._client, "POST", self._endpoint, urlencode(fields).encode(), "application/x-www-form-urlencoded", accept)
        except RemoteFault as wrong:
            raise Refused(502, str(wrong)) from wrong
        if len(found.content) > limits.size:
            raise Refused(413, say(f"结果超过 {limits.size} 字节，请加 LIMIT", f"the answer has more than {limits.size} bytes; add LIMIT"))
        kind = found.headers.get("content-type", "").partition(";")[0].strip().lower()
        results = kind in {one for form in RESULTS for one in form.types} and asked.results
        return Answered("results" if results else "graph", found.content)

    def triples(self) -> Iterable[Triple]:
        """All triples, sorted: those of a subject one after the other."""
        return iter(sorted(self._all()))

    def _all(self) -> Iterator[Triple]:
        seen: set[Triple] = set()
        with RemoteStore(self._endpoint) as there:
            for graph in there.named_graphs():
                for quad in there.quads_for_pattern(None, None, None, graph):
                    triple = str(quad.subject), str(quad.predicate), str(quad.object)
                    if triple not in seen:
                        seen.add(triple)
                        yield triple
