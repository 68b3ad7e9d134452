"""Pictures of the graph on a page: what is around a thing, how two are connected, the whole; and the same as files."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ..language import english, say
from ..service.protocol import Refused
from ..views import pictures
from ..views.index import IMPLIED, RELATIONS
from ..views.page import ENGLISH, picture_page
from ..views.page import RELATIONS as COLOURS
from ..views.pictures import Edge, Picture
from ..views.searching import Index, Thing
from .host import Host
from .pages import page

_MOST_OPENED = 200
"""Things that one picture opens."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a picture is shown: all kinds and relations but some, the years from and to, and the least confidence. What has no date is
    shown in any time."""

    without_kinds: frozenset[str] = frozenset()
    without_relations: frozenset[str] = frozenset()
    since: int | None = None
    until: int | None = None
    least: float = 0.0

    def shows(self, edge: Edge) -> bool:
        """Is an edge shown?"""
        if edge.relation in self.without_relations or edge.sure < self.least:
            return False
        begin, end = edge.since, edge.until
        if begin is None and end is None:
            return True
        if self.until is not None and (begin or end or 0) > self.until:
            return False
        return self.since is None or (edge.relation == "任职" and end is None) or (end or begin or 0) >= self.since

    def of(self, picture: Picture) -> Picture:
        """The picture with what is shown alone; a thing whose edges are all hidden goes too, unless it never had one."""
        things = {one.number for one in picture.things if one.kind.rsplit("#", 1)[-1] not in self.without_kinds}
        inside = [edge for edge in picture.edges if edge.start in things and edge.end in things]
        edges = tuple(edge for edge in inside if self.shows(edge))
        linked, before = _ends(edges), _ends(picture.edges)
        shown = tuple(one for one in picture.things if one.number in things and (one.number in linked or one.number not in before))
        return replace(picture, things=shown, edges=edges)


def _ends(edges: tuple[Edge, ...]) -> set[int]:
    return {number for edge in edges for number in (edge.start, edge.end)}


class Picturing:
    """The pages of pictures. A view is its address: ``of`` the things to begin with, ``open`` those opened in turn (a relation may follow after a blank),
    ``to`` the other end of a way, and the filter; none of them is the whole."""

    def __init__(self, explorer: Host) -> None:
        self._explorer = explorer

    def routes(self) -> list[BaseRoute]:
        return [Route("/graph", self.view), Route("/graph.graphml", self.graphml), Route("/graph.html", self.offline)]

    async def view(self, request: Request) -> Response:
        """A picture, to look at and to change."""
        if request.scope.get("twin"):
            shown = _filter(request)
            picture, title = await self._picture(request)
            if "filtered" in request.query_params:
                picture = shown.of(picture)
            return JSONResponse({"title": title, **picture.as_json()})
        index = await self._explorer.index()
        of = [one for one in (index.thing(self._iri(part)) for part in request.query_params.getlist("of")) if one]
        other = index.thing(self._iri(request.query_params["to"])) if request.query_params.get("to") else None
        said = {
            "relations": {one: (ENGLISH[one] if english() else _chinese(one), COLOURS[one]) for one in RELATIONS},
            "first": of[0] if of else None,
            "other": other,
            "title": _title(of, other),
            "base": self._explorer.settings.base,
        }
        return page(request, "graph.html", said)

    async def graphml(self, request: Request) -> Response:
        """What the picture shows as GraphML."""
        picture, _ = await self._picture(request)
        body = await run_sync(_graphml, _filter(request).of(picture))
        return Response(
            body, headers={"Content-Type": "application/graphml+xml", "Content-Disposition": 'attachment; filename="graph.graphml"'}
        )

    async def offline(self, request: Request) -> Response:
        """What the picture shows as one page to keep, with the facts and their sentences; drawn with pyvis."""
        picture, _ = await self._picture(request)
        shown = _filter(request).of(picture)
        graph = await self._explorer.asking.of_facts(
            dict.fromkeys(edge.fact for edge in shown.edges if edge.fact), [one.iri for one in shown.things]
        )
        body = await run_sync(picture_page, graph, shown)
        return Response(
            body, headers={"Content-Type": "text/html; charset=utf-8", "Content-Disposition": 'attachment; filename="graph.html"'}
        )

    async def _picture(self, request: Request) -> tuple[Picture, str]:
        index = await self._explorer.index()
        asked = request.query_params
        of = [one for one in (index.thing(self._iri(part)) for part in asked.getlist("of")[:_MOST_OPENED]) if one]
        if asked.getlist("of") and not of:
            raise Refused(404, say("图谱里没有这些事物", "the graph has none of these"))
        if not of:
            return await self._opened(index, request, await run_sync(pictures.overview, index)), _title([], None)
        if asked.get("to"):
            other = self._thing(index, asked["to"])
            picture = await run_sync(pictures.between, index, of[0], other)
            return await self._opened(index, request, picture), _title(of, other)
        opened = self._opens(index, request)
        return await run_sync(pictures.around, index, of, opened), _title(of, None)

    async def _opened(self, index: Index, request: Request, picture: Picture) -> Picture:
        opened = self._opens(index, request)
        return await run_sync(pictures.opening, index, picture.spots, opened) if opened else picture

    def _opens(self, index: Index, request: Request) -> list[tuple[Thing, str]]:
        found = []
        for one in request.query_params.getlist("open")[:_MOST_OPENED]:
            iri, _, relation = one.partition(" ")
            if relation and relation not in RELATIONS:
                raise Refused(400, say(f"没有关系 {relation}", f"there is no relation {relation}"))
            found.append((self._thing(index, iri), relation))
        return found

    def _iri(self, part: str) -> str:
        return part if part.startswith(self._explorer.settings.base) else self._explorer.settings.base + part

    def _thing(self, index: Index, part: str) -> Thing:
        found = index.thing(self._iri(part))
        if found is None:
            raise Refused(404, say(f"图谱里没有 {part}", f"the graph has no {part}"))
        return found


def _chinese(relation: str) -> str:
    return "隶属（由名称推知）" if relation == IMPLIED else relation


def _title(of: list[Thing], other: Thing | None) -> str:
    if other and of:
        return say(f"{of[0].label}与{other.label}的联系", f"How {of[0].label} and {other.label} are connected")
    if len(of) == 1:
        return say(f"{of[0].label}的关系", f"Around {of[0].label}")
    return say("所选事物的关系", "Around these things") if of else say("组织总览", "Overview of bodies")


def _filter(request: Request) -> Filter:
    asked = request.query_params

    def year(name: str) -> int | None:
        given = asked.get(name, "")
        if given and not (given.isascii() and given.isdigit() and len(given) == 4):
            raise Refused(400, say(f"{name} 应是四位年份", f"{name} wants a year of four digits"))
        return int(given) if given else None

    try:
        least = float(asked.get("sure") or 0)
        if not 0 <= least <= 1:
            raise ValueError
    except ValueError:
        raise Refused(400, say("sure 应是 0 到 1 的数", "sure wants a number from 0 to 1")) from None
    return Filter(frozenset(asked.getlist("no-kind")), frozenset(asked.getlist("no-relation")), year("from"), year("until"), least)


def _graphml(picture: Picture) -> bytes:
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml(picture.network(), out)
    return out.getvalue()
