"""The pages of the explorer, at the addresses of the service."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import date
from typing import Any
from urllib.parse import unquote

from anyio.to_thread import run_sync
from pyoxigraph import DefaultGraph
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from .. import manual
from ..language import english, say
from ..rdf import described
from ..rdf.described import Described
from ..rdf.store import open_read
from ..rdf.terms import CXZY
from ..rdf.writing import Triple
from ..service.answers import Answers
from ..service.app import Service, absent
from ..service.entities import segments
from ..service.formats import HTML
from ..service.protocol import Refused
from ..service.settings import Settings
from ..views import index, listing, names, readings
from ..views.repairs import NAMES
from ..views.searching import Index, Thing, marked
from .access import Access
from .asking import Questions
from .catalogue import Catalogue
from .citing import VERSION, citation
from .gathering import Asking
from .host import Host, Part
from .lines import address
from .listing import Listings, table_title
from .pages import KINDS, page, rendered
from .picturing import Picturing
from .reader import ReportPage, report_page
from .speaking import Speaking
from .things import Things

HITS, SUGGESTIONS, LISTED = 50, 12, 200
"""Things that a search shows, that are suggested while one types, and on one page of a list."""


class Explorer(Service):
    """A service with pages."""

    html = (HTML,)

    def __init__(
        self,
        settings: Settings,
        answers: Answers | None = None,
        triples: Callable[[], Iterable[Triple]] | None = None,
        parts: Iterable[Callable[[Host], Part]] = (),
        access: Access | None = None,
    ) -> None:
        """``answers`` and ``triples`` where they come from elsewhere than the settings' folder; ``parts`` are what this explorer has beside
        what each has: review, and adding reports; ``access`` tells who may write through them."""
        super().__init__(settings, answers)
        local = answers is None
        self.catalogue = Catalogue(settings.folder / index.FILE if local else None, triples or self._triples)
        self.asking = Asking(self.answers)
        self.readings = settings.folder / readings.FILE if local else None
        self._questions = Questions(self)
        self._picturing = Picturing(self)
        self._listings = Listings(self)
        self._local = local
        self.access = access
        self.parts = [make(self) for make in parts]

    def app(self) -> Starlette:
        """The application, for any ASGI server."""
        made = super().app()
        made.user_middleware.append(Middleware(Speaking))
        made.state.may_review = any(one.name == "review" for one in self.parts)
        made.state.may_add = any(one.name == "add" for one in self.parts)
        made.state.described = self.described
        return made

    def routes(self) -> list[BaseRoute]:
        pages = [
            Route("/", self.home),
            Route("/index", self.home),
            Route("/search", self.search),
            Route("/list/{kind}", self.listed),
            Route("/about", self.about),
            Route("/manual", self.manual),
            Mount("/manual/pictures", StaticFiles(packages=[("cxzy_graph.manual", "pictures")])),
            Route("/manual/{topic}", self.manual),
            *self._questions.routes(),
            *self._picturing.routes(),
            *self._listings.routes(),
            *([Route("/enter", self.access.enter)] if self.access else []),
            *(route for one in self.parts for route in one.routes()),
            Mount("/static", StaticFiles(packages=[("cxzy_graph.explorer", "static")])),
        ]
        return [*super().routes(), *pages]

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        await run_sync(self.catalogue.current)
        async with super().lifespan(app):
            await run_sync(names.warm)
            for one in self.parts:
                await one.start()
            try:
                yield
            finally:
                for one in self.parts:
                    await one.close()
                self.catalogue.close()

    def _triples(self) -> Iterable[Triple]:
        """The graph's triples, those of a subject together."""
        for quad in open_read(self.settings.folder).quads_for_pattern(None, None, None, DefaultGraph()):
            yield str(quad.subject), str(quad.predicate), str(quad.object)

    def described(self) -> Described:
        """What the dataset is called, as the graph has it now; nothing for one that is elsewhere."""
        with suppress(ValueError):  # told of by the next build
            return described.load(self.settings.folder) if self._local else Described()
        return Described()

    def names(self) -> Index:
        """The index of the graph as it is now."""
        return self.catalogue.current()

    async def index(self) -> Index:
        """The index of the graph as it is now."""
        return await run_sync(self.catalogue.current)

    def href(self, iri: str) -> str:
        return address(iri, self.settings.base)

    def card(self, thing: Thing) -> dict[str, Any]:
        """A thing as lists and suggestions show it."""
        return {
            "iri": thing.iri,
            "href": self.href(thing.iri),
            "kind": thing.kind.rsplit("#", 1)[-1],
            "label": thing.label,
            "name": thing.name,
            "detail": "" if thing.kind == CXZY.Place else names.apart(thing.detail),
            "facts": thing.weight,
        }

    # ---------------------------------------------------------------- pages

    async def home(self, request: Request) -> Response:
        """The way in: search, what there is, where to begin."""
        known = await self.index()
        counts = await run_sync(known.counts)
        numbers = {name: sum(counts.get(kind, 0) for kind in kinds) for name, kinds in KINDS.items()}
        first = await run_sync(known.of_kind, (CXZY.Committee, CXZY.Branch), 8)
        facts = await run_sync(listing.counts, known)
        return page(
            request,
            "home.html",
            {
                "numbers": numbers,
                "facts": [
                    {"kind": kind, "title": table_title(title), "number": facts[kind]}
                    for kind, title in listing.titles().items()
                    if kind in facts
                ],
                "first": [self.card(one) for one in first],
                "ready": self.catalogue.ready,
                "fault": self.catalogue.fault,
            },
        )

    async def search(self, request: Request) -> Response:
        """Things and sentences that have some words in them."""
        text = request.query_params.get("q", "").strip()
        kind = request.query_params.get("kind", "")
        limit = _number(request, "limit", SUGGESTIONS if request.scope.get("twin") else HITS, 200)
        if kind and kind not in KINDS:
            raise Refused(400, say(f"没有类别 {kind}", f"there is no kind {kind}"))
        known = await self.index()
        things = await run_sync(known.search, text, KINDS.get(kind, ()), limit)
        offset = _number(request, "from", 0, 100_000)
        lines = await run_sync(known.sentences, text, limit, offset) if not kind else []
        said = [
            {
                "report": one.report.label,
                "day": one.report.detail,
                "href": f"{self.href(one.report.iri)}#char={one.start},{one.start + len(one.text)}",
                "text": one.text,
                "pieces": marked(one.text, text),
            }
            for one in lines
        ]
        shown = {
            "q": text,
            "kind": kind,
            "things": [self.card(one) for one in things],
            "sentences": said,
            "from": offset,
            "limit": limit,
            "ready": self.catalogue.ready,
        }
        return page(request, "search.html", shown)

    async def listed(self, request: Request) -> Response:
        """All things of a kind, page by page."""
        kind = request.path_params["kind"]
        if kind not in KINDS:
            raise Refused(404, say(f"没有列表 {kind}", f"there is no list {kind}"))
        number = _number(request, "page", 1, 1_000_000)
        by_name = request.query_params.get("order") == "name"
        words = request.query_params.get("q", "").strip()
        known = await self.index()
        found = await run_sync(known.of_kind, KINDS[kind], LISTED + 1, (number - 1) * LISTED, by_name, words)
        shown = {
            "kind": kind,
            "things": [self.card(one) for one in found[:LISTED]],
            "page": number,
            "more": len(found) > LISTED,
            "total": await run_sync(known.number_of, KINDS[kind], words),
            "words": words,
            "order": "name" if by_name else "facts",
        }
        return page(request, "list.html", shown)

    async def entity(self, request: Request) -> Response:
        if request.scope.get("twin") and await self._ends_so(request):
            request.scope.update(twin=False, raw_path=request.scope["raw_path"] + b".json")
            request.path_params["rest"] += ".json"
        return await super().entity(request)

    async def _ends_so(self, request: Request) -> bool:
        """Does the name of a thing end in .json, so that no twin is wanted?"""
        iri = self.settings.base + segments(request.scope["raw_path"], request.path_params["rest"])
        known = await self.index()
        return known.thing(iri) is None and known.thing(iri + ".json") is not None

    async def page(self, request: Request, iri: str) -> Response:
        """A thing, a fact, or a report to read."""
        if iri.startswith(f"{self.settings.base}report/"):
            graph = await self.asking.report(iri)
            if not graph.knows(iri):
                raise absent(unquote(iri))
            found = await run_sync(report_page, graph, iri, self.settings.base, self.readings)
            if request.scope.get("twin"):
                return JSONResponse({"report": _without_pieces(found)})
            return await run_sync(read_page, request, found)
        section, number = request.query_params.get("section", ""), _number(request, "page", 1, 100_000)
        thing = await Things(self.asking, await self.index(), self.settings.base).page(iri, section, number)
        if thing is None:
            raise absent(unquote(iri))
        rules = await run_sync(rules_of, {r for s in thing.sections for one in s.lines for r in one.rules}) if thing.is_fact else {}
        line = thing.sections[0].lines[0] if thing.is_fact and thing.sections and thing.sections[0].lines else None
        called = " · ".join(part.text for part in line.parts if part.text.strip(" ·")) if line is not None else thing.label
        cited = citation(
            called,
            iri,
            self.answers.digest,
            self.described(),
            line.sentences[0] if line is not None and line.sentences else None,
            date.today().isoformat(),
        )
        return page(request, "thing.html", {"thing": thing, "rules": rules, "cited": cited, "called": called})

    async def editor(self, request: Request) -> Response:
        """The page to write queries on."""
        return Response(
            rendered("sparql.html", request, base=self.settings.base), media_type="text/html", headers={"Vary": "Accept, Cookie"}
        )

    async def about(self, request: Request) -> Response:
        """What this is made of, and how to use it."""
        return page(request, "about.html", {"libraries": await run_sync(_libraries), "version": self.answers.digest[:VERSION]})

    async def manual(self, request: Request) -> Response:
        """A page of the manual; the first one without a topic."""
        topic = request.path_params.get("topic", manual.TOPICS[0])
        if topic not in manual.TOPICS:
            raise Refused(404, say(f"使用说明没有 {topic} 这一页", f"the manual has no page {topic}"))
        shown = await run_sync(manual.page, topic, english())
        said = {"topic": topic, "title": shown.title, "topics": await run_sync(manual.pages, english())}
        if request.scope.get("twin"):
            return page(request, "manual.html", {"topic": topic, "title": shown.title, "text": shown.text})
        return page(request, "manual.html", {**said, "body": await run_sync(manual.as_html, topic, english())})

    async def refused(self, request: Request, wrong: Exception) -> Response:
        """What was refused, as a page to whom reads pages."""
        assert isinstance(wrong, Refused)
        if "text/html" in request.headers.get("accept", "") and not request.scope.get("twin"):
            body = rendered("refused.html", request, status=wrong.status, reason=wrong.reason)
            return Response(body, wrong.status, wrong.headers, media_type="text/html")
        return await super().refused(request, wrong)


def _number(request: Request, name: str, otherwise: int, most: int) -> int:
    """A number of a request's query; what is none is refused."""
    given = request.query_params.get(name, "")
    if not given:
        return otherwise
    if not given.isascii() or not given.isdigit() or len(given) > 9 or int(given) > most:
        raise Refused(400, say(f"{name} 应是不大于 {most} 的数", f"{name} wants a number of at most {most}"))
    return max(int(given), min(otherwise, 1))


def rules_of(names: set[str]) -> dict[str, tuple[str, str]]:
    """What rules say, each with an example."""
    from ..extractors import RULES
    from ..learned.scheme import SOURCES
    from ..model import MODEL

    found = {rule.name: (rule.doc, rule.gives[0].text if rule.gives else "") for rule in RULES if rule.name in names}
    models = {name: (say("语言模型", "a language model"), "") for name in names if name.startswith(MODEL)}
    return found | models | {name: (say(*told), "") for name, told in SOURCES.items() if name in names}


def read_page(request: Request, found: ReportPage, trial: str = "") -> Response:
    """The page of a report to read; ``trial`` is the address of the trial that it is of, if it is not kept yet."""
    rules = rules_of({rule for one in found.facts for rule in one.rules})
    damages = {name: say(*titles) for name, titles in NAMES.items()}
    return page(request, "report.html", {"report": found, "rules": rules, "repair_names": damages, "trial": trial})


def _without_pieces(found: Any) -> dict[str, Any]:
    """A report as data: its text whole, and the facts."""
    from .pages import as_json

    said: dict[str, Any] = as_json(found)
    said["text"] = "\n".join("".join(piece.text for piece in paragraph.pieces) for paragraph in found.paragraphs)
    return said


def _libraries() -> list[dict[str, str]]:
    """The libraries of others that the pages use, with their licences, as the build of this product wrote them down."""
    import json
    from importlib.resources import files

    found: list[dict[str, str]] = json.loads(
        (files("cxzy_graph.explorer") / "static" / "vendor" / "libraries.json").read_text(encoding="utf-8")
    )
    return found
