"""The service for programs: the endpoint, the graphs, and every thing of the graph at its own address, as RDF.

The explorer puts pages for people to the same addresses.
"""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ..language import say
from ..rdf.shapes import ontology
from ..views.index import FILE
from ..views.searching import Index, NoIndex
from . import description, entities
from .answers import Answers, state_of
from .formats import GRAPHS, HTML, RESULTS, Format, called, chosen
from .guard import Guard
from .protocol import ALLOWED, Operation, Refused, absolute, operation
from .reconcile import Reconciling
from .settings import Settings
from .worker import Answered, Asked

_METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
"""What the endpoints are given, so that what they do not take is refused by themselves, in a sentence."""

_READING = "GET, HEAD, OPTIONS"
"""The methods that graphs take."""


class Service:
    """The endpoints over one graph."""

    html: tuple[Format, ...] = ()
    """The format of pages, where there are pages."""

    def __init__(self, settings: Settings, answers: Answers | None = None) -> None:
        self.settings = settings
        self.answers = answers or Answers(settings)
        self._index: tuple[object, Index] | None = None

    def app(self) -> Starlette:
        """The application, for any ASGI server."""
        settings = self.settings
        middleware = [Middleware(Guard, settings.origins)]
        if settings.origins:
            middleware.append(
                Middleware(
                    CORSMiddleware,
                    allow_origins=settings.origins,
                    allow_methods=["GET", "HEAD", "POST"],
                    allow_headers=["Authorization", "Content-Type"],
                    expose_headers=["ETag"],
                )
            )
        middleware.append(Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4))
        return Starlette(
            routes=self.routes(),
            middleware=middleware,
            exception_handlers={Refused: self.refused, HTTPException: self.lost, ClientDisconnect: _gone},
            lifespan=self.lifespan,
        )

    def routes(self) -> list[BaseRoute]:
        """What there is at which address."""
        return [
            Route("/sparql", self.sparql, methods=_METHODS),
            Route("/store", self.graph_store, methods=_METHODS),
            Route("/.well-known/void", self.void, methods=["GET"]),
            Route("/ontology", self.ontology, methods=["GET"]),
            Route("/id/{rest:path}", self.entity, methods=["GET"]),
            *Reconciling(self.names, self.settings.base, self.settings.request).routes(),
        ]

    def names(self) -> Index:
        """The index of the graph as it is now. Raises `Refused` where there is none."""
        path = self.settings.folder / FILE
        state = state_of(path)
        if self._index is None or self._index[0] != state:
            try:
                found = Index(path)
            except NoIndex:
                raise Refused(404, say("这个图谱没有名称索引", "this graph has no index of names")) from None
            if self._index is not None:
                self._index[1].close()
            self._index = (state, found)
        return self._index[1]

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Workers as long as the application runs."""
        self.answers.start()
        try:
            yield
        finally:
            self.answers.close()
            if self._index is not None:
                self._index[1].close()

    # ---------------------------------------------------------------- endpoints

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol: query and update by GET, POST of a form, POST of the text."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ALLOWED})
        body = await _body(request, self.settings.request)
        said = operation(request.method, request.url.query, request.headers.get("content-type", ""), body)
        if said is None:
            if _offered(request, (GRAPHS[0], *self.html, *GRAPHS[1:])) is HTML:
                return await self.editor(request)
            return await self._describe_service(request)
        if said.update:
            self._allow(request)
            await self._asked(request, Asked(said.text, update=True))
            return Response(status_code=204)
        results, graph = _wanted(request, said)
        asked = Asked(
            said.text,
            default_graphs=said.default_graphs,
            named_graphs=said.named_graphs,
            results=results.oxigraph if results else "",
            graph=graph.oxigraph if graph else "",
        )
        return await self._answer(request, asked, results, graph)

    async def graph_store(self, request: Request) -> Response:
        """SPARQL 1.1 Graph Store HTTP Protocol, reading: ``?default`` or ``?graph=IRI``."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _READING})
        if request.method not in ("GET", "HEAD"):
            raise Refused(405, say("图只供读取", "graphs can be read only"), {"Allow": _READING})
        named = request.query_params.getlist("graph")
        if ("default" in request.query_params) == bool(named) or len(named) > 1:
            raise Refused(400, say("请用 ?default 或 ?graph=IRI", "wants ?default or ?graph=IRI"))
        absolute(named)
        wanted = _offered(request, GRAPHS)
        return await self._answer(request, Asked(default_graphs=tuple(named), graph=wanted.oxigraph), None, wanted)

    async def entity(self, request: Request) -> Response:
        """A thing, fact, report or graph at its own address: what the graph says of it, as a page or as RDF."""
        iri = self.settings.base + entities.segments(request.scope.get("raw_path", b""), request.path_params["rest"])
        wanted = _offered(request, (*self.html, *GRAPHS))
        if wanted is HTML:
            return await self.page(request, iri)
        asked = Asked(entities.about(iri), graph=wanted.oxigraph)
        found = await self._asked(request, Asked(entities.about(iri), graph="N_TRIPLES"))
        if not found.body:
            raise absent(iri)
        return await self._answer(request, asked, None, wanted)

    async def editor(self, request: Request) -> Response:
        """The page to write queries on, where there are pages."""
        raise NotImplementedError

    async def page(self, request: Request, iri: str) -> Response:
        """The page of a thing, where there are pages."""
        raise NotImplementedError

    async def void(self, request: Request) -> Response:
        """The description of the dataset (VoID, DCAT), where VoID says that it be found."""
        return await self._static(request, self.answers.dataset())

    async def ontology(self, request: Request) -> Response:
        """The vocabulary."""
        return await self._static(request, ontology())

    async def lost(self, request: Request, wrong: Exception) -> Response:
        """An address that nothing is at, or not in this way."""
        assert isinstance(wrong, HTTPException)
        reason = {
            404: say("没有这个地址", "there is nothing at this address"),
            405: say("这个地址不接受这种请求", "this address does not take such a request"),
            400: say(f"请求读不懂：{wrong.detail}", f"the request cannot be read: {wrong.detail}"),
        }.get(wrong.status_code, wrong.detail)
        return await self.refused(request, Refused(wrong.status_code, reason, dict(wrong.headers or {})))

    async def refused(self, request: Request, wrong: Exception) -> Response:
        """What was refused, with the reason."""
        assert isinstance(wrong, Refused)
        return PlainTextResponse(wrong.reason + "\n", wrong.status, wrong.headers)

    async def _describe_service(self, request: Request) -> Response:
        """SPARQL 1.1 Service Description of the endpoint."""
        endpoint = str(request.url.replace(query=""))
        return await self._static(request, description.service(endpoint, self.settings, self.answers.dataset()))

    # ---------------------------------------------------------------- answering

    async def _static(self, request: Request, turtle: bytes) -> Response:
        wanted = _offered(request, GRAPHS)
        body = turtle if wanted is GRAPHS[0] else description.as_format(turtle, wanted)
        return Response(body, headers={"Content-Type": wanted.content_type, "Vary": "Accept"})

    async def _answer(self, request: Request, asked: Asked, results: Format | None, graph: Format | None) -> Response:
        """An answer with its tag; 304 where the client has it already."""
        tag = self.answers.tag(asked)
        headers = {"Vary": "Accept, Origin", **({"ETag": tag, "Cache-Control": "no-cache"} if tag else {})}
        if tag and {"*", tag.removeprefix("W/")} & _listed(request, "if-none-match"):
            return Response(status_code=304, headers=headers)
        found = await self._asked(request, asked)
        shown = results if found.kind == "results" else graph
        assert shown is not None
        return Response(found.body, headers={**headers, "Content-Type": shown.content_type})

    async def _asked(self, request: Request, asked: Asked) -> Answered:
        fresh = "no-cache" in request.headers.get("cache-control", "")
        return await self.answers.get(asked, fresh)

    def _allow(self, request: Request) -> None:
        """May this request write?"""
        if not self.settings.token:
            raise Refused(403, say("服务只读；用 --allow-update 启动才能更新", "the service is read-only; start it with --allow-update"))
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), self.settings.token.encode()):
            raise Refused(
                401,
                say("更新需要访问码（Authorization: Bearer）", "an update wants the token (Authorization: Bearer)"),
                {"WWW-Authenticate": "Bearer"},
            )


def absent(iri: str) -> Refused:
    """That there is no such thing."""
    return Refused(404, say(f"图谱里没有 {iri}", f"the graph has no {iri}"))


async def _body(request: Request, limit: int) -> bytes:
    """The body of a request, of no more bytes than the limit."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > limit:
            raise Refused(413, say(f"请求超过 {limit} 字节", f"the request has more than {limit} bytes"))
        pieces.append(piece)
    return b"".join(pieces)


def _wanted(request: Request, said: Operation) -> tuple[Format | None, Format | None]:
    """The format for the answer of SELECT and ASK, and that for a graph, as far as the client takes one."""
    if said.format:
        results, graph = called(said.format, RESULTS), called(said.format, GRAPHS)
        if results is None and graph is None:
            raise Refused(400, say(f"没有格式 {said.format}", f"there is no format {said.format}"))
        return results, graph
    accept = _accept(request)
    found = chosen(accept, RESULTS), chosen(accept, GRAPHS)
    if found == (None, None):
        raise _not_acceptable((*RESULTS, *GRAPHS))
    return found


def _offered(request: Request, offered: tuple[Format, ...]) -> Format:
    """The format that a request wants of those offered, by ``format=`` or by Accept."""
    name = request.query_params.get("format")
    if name:
        found = called(name, offered)
        if found is None:
            raise Refused(400, say(f"没有格式 {name}", f"there is no format {name}"))
        return found
    found = chosen(_accept(request), offered)
    if found is None:
        raise _not_acceptable(offered)
    return found


def _accept(request: Request) -> str:
    """What a client takes: its Accept headers, which may be several."""
    return ",".join(request.headers.getlist("accept"))


def _listed(request: Request, header: str) -> set[str]:
    """The tags that a header lists, the weak like the strong (RFC 9110, section 13.1.2)."""
    return {one.strip().removeprefix("W/") for line in request.headers.getlist(header) for one in line.split(",")}


def _not_acceptable(offered: tuple[Format, ...]) -> Refused:
    names = "、".join(dict.fromkeys(one.types[0] for one in offered))
    return Refused(406, say(f"可用的格式：{names}", f"there is: {names}"))


async def _gone(request: Request, wrong: Exception) -> Response:
    return PlainTextResponse("", 400)
