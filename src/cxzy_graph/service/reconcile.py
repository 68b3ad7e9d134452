"""The Reconciliation Service API (W3C Entity Reconciliation Community Group, version 0.2), as OpenRefine and others speak it.

People are found by name, body, post and year, bodies in any wording; each candidate with its reasons. Names alone match nobody for certain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ..language import say
from ..views.matching import BODY, KINDS, PERSON, Candidate, Wanted, kind_of, match
from ..views.searching import Index, Thing
from .protocol import Refused

MOST = 500
"""Queries of one request that are answered."""

_CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,80}")
_NAMES = {
    PERSON: ("人员", "Person"), BODY: ("组织", "Body"), "event": ("活动", "Event"), "honour": ("荣誉", "Honour"),
    "document": ("文件", "Document"), "place": ("地点", "Place"),
}  # fmt: skip
_GIVEN = {"body": ("组织", "Body"), "role": ("职务", "Post"), "year": ("年份", "Year")}
"""What may be known of a person besides the name."""
_TOLD = {
    "alias": ("又称", "Other names"), "detail": ("说明", "Detail"), "post": ("职务和组织", "Posts and bodies"), "body": ("组织", "Bodies"),
    "honour": ("荣誉", "Honours"), "since": ("最早年份", "First year"), "until": ("最晚年份", "Last year"),
}  # fmt: skip
"""What a table can be extended by."""


class Reconciling:
    """The addresses below ``/reconcile``. ``index`` gives the index of the graph as it is now, ``base`` is what its IRIs begin with."""

    def __init__(self, index: Callable[[], Index], base: str, limit: int) -> None:
        self._index = index
        self._base = base
        self._limit = limit

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/reconcile", self.reconcile, methods=["GET", "POST"]),
            Route("/reconcile/suggest/{what}", self.suggest),
            Route("/reconcile/preview", self.preview),
            Route("/reconcile/properties", self.properties),
        ]

    async def reconcile(self, request: Request) -> Response:
        """The manifest; or what queries come to; or a table extended."""
        said = await self._said(request)
        if "queries" in said:
            queries = _json(said["queries"], "queries")
            return _answered(said, await run_sync(self._matched, queries))
        if "extend" in said:
            return _answered(said, await run_sync(self._extended, _json(said["extend"], "extend")))
        return _answered(said, self._manifest(request))

    async def suggest(self, request: Request) -> Response:
        """Things, types or properties whose names begin as one types."""
        prefix = request.query_params.get("prefix", "")[:200]
        what = request.path_params["what"]
        if what == "entity":
            found = await run_sync(lambda: self._index().search(prefix, (), 12))
            rows = [{**self._thing(one), "notable": _types(one)} for one in found if kind_of(one)]
        elif what in ("type", "property"):
            names = _NAMES if what == "type" else _GIVEN
            rows = [{"id": id_, "name": say(*told)} for id_, told in names.items() if prefix.lower() in id_ or prefix in say(*told)]
        else:
            raise Refused(404, say("没有这个地址", "there is nothing at this address"))
        return _answered(dict(request.query_params), {"result": rows})

    async def preview(self, request: Request) -> Response:
        """A thing in some lines, to be shown in a frame of 400 by 160 pixels."""
        thing = await run_sync(lambda: self._index().thing(self._iri(request.query_params.get("id", ""))))
        if thing is None:
            raise Refused(404, say("图谱里没有这个", "the graph has no such thing"))
        posts = await run_sync(lambda: _posts(self._index(), thing))
        lines = "".join(f"<li>{escape(one)}</li>" for one in posts[:4])
        html = f"<!doctype html><meta charset=utf-8><style>body{{font:14px sans-serif;margin:8px}}ul{{margin:4px 0;padding-left:18px}}</style><b>{escape(thing.label)}</b> {escape(thing.detail)}<ul>{lines}</ul>"
        return HTMLResponse(html, headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"})

    async def properties(self, request: Request) -> Response:
        """What a table of things of a type can be extended by."""
        type_ = request.query_params.get("type", "")
        rows = [{"id": id_, "name": say(*told)} for id_, told in _TOLD.items() if type_ in (PERSON, "") or id_ in ("alias", "detail")]
        return _answered(dict(request.query_params), {"type": type_, "properties": rows})

    # ---------------------------------------------------------------- answers

    def _manifest(self, request: Request) -> dict[str, Any]:
        here = str(request.base_url).rstrip("/")
        return {
            "versions": ["0.1", "0.2"],
            "name": say("cxzy-graph 图谱", "cxzy-graph"),
            "identifierSpace": self._base,
            "schemaSpace": f"{self._base.removesuffix('id/')}ontology#",
            "defaultTypes": [{"id": id_, "name": say(*told)} for id_, told in _NAMES.items()],
            "view": {"url": f"{here}/id/{{{{id}}}}"},
            "preview": {"url": f"{here}/reconcile/preview?id={{{{id}}}}", "width": 400, "height": 160},
            "suggest": {
                what: {"service_url": here, "service_path": f"/reconcile/suggest/{what}"} for what in ("entity", "type", "property")
            },
            "extend": {
                "propose_properties": {"service_url": here, "service_path": "/reconcile/properties"},
                "property_settings": [],
            },
            "batchSize": 50,
        }

    def _matched(self, queries: Any) -> dict[str, Any]:
        if not isinstance(queries, dict) or len(queries) > MOST:
            raise Refused(400, say(f"queries 应是至多 {MOST} 个查询的对象", f"queries wants an object of at most {MOST} queries"))
        index = self._index()
        return {str(key): {"result": [self._candidate(one) for one in match(index, _wanted(query))]} for key, query in queries.items()}

    def _candidate(self, one: Candidate) -> dict[str, Any]:
        return {
            **self._thing(one.thing),
            "type": _types(one.thing),
            "score": one.score,
            "match": one.certain,
            "features": [{"id": reason, "value": points} for reason, points in one.reasons],
        }

    def _extended(self, said: Any) -> dict[str, Any]:
        ids = said.get("ids") if isinstance(said, dict) else None
        asked = said.get("properties") if isinstance(said, dict) else None
        if not isinstance(ids, list) or not isinstance(asked, list) or len(ids) > MOST:
            raise Refused(400, say("extend 应有 ids 和 properties", "extend wants ids and properties"))
        wanted = [str(one.get("id")) for one in asked if isinstance(one, dict) and one.get("id") in _TOLD]
        index = self._index()
        rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for id_ in map(str, ids):
            thing = index.thing(self._iri(id_))
            rows[id_] = {name: self._told(index, thing, name) if thing else [] for name in wanted}
        return {"meta": [{"id": name, "name": say(*_TOLD[name])} for name in wanted], "rows": rows}

    def _told(self, index: Index, thing: Thing, name: str) -> list[dict[str, Any]]:
        if name == "alias":
            rows = index.rows("SELECT name FROM names WHERE thing = ? AND name != ? ORDER BY name", (thing.number, thing.label))
            return [{"str": row[0]} for row in rows]
        if name == "detail":
            return [{"str": thing.detail}] if thing.detail else []
        if name == "post":
            return [{"str": one} for one in _posts(index, thing)]
        relation = "获得" if name == "honour" else "任职"
        edges = index.rows("SELECT b, since, until FROM edges WHERE a = ? AND relation = ? ORDER BY b", (thing.number, relation))
        if name in ("since", "until"):
            years = [year for _, since, until in edges for year in (since, until) if year]
            return [{"float": float(min(years) if name == "since" else max(years))}] if years else []
        return [{"id": self._id(one.iri), "name": one.label} for one in index.things(row[0] for row in edges)]

    def _thing(self, thing: Thing) -> dict[str, Any]:
        return {"id": self._id(thing.iri), "name": thing.label, "description": thing.detail}

    def _id(self, iri: str) -> str:
        return quote(iri.removeprefix(self._base), safe="/")

    def _iri(self, id_: str) -> str:
        return self._base + unquote(id_)

    async def _said(self, request: Request) -> Mapping[str, str]:
        if request.method == "GET":
            return dict(request.query_params)
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > self._limit:
                raise Refused(413, say(f"请求超过 {self._limit} 字节", f"the request has more than {self._limit} bytes"))
        return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace"), max_num_fields=20).items()}


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(400, say(f"{name} 不是 JSON", f"{name} is no JSON")) from None


def _wanted(query: Any) -> Wanted:
    """A query of the protocol; 0.2 and before give the type as a string, or as a list of which the first that there is counts."""
    if not isinstance(query, dict):
        raise Refused(400, say("查询应是对象", "a query wants to be an object"))
    given = query.get("type")
    types = given if isinstance(given, list) else [given]
    known: dict[str, str] = {}
    for one in query.get("properties") or () if isinstance(query.get("properties"), list) else ():
        if isinstance(one, dict) and str(one.get("pid", one.get("p", ""))) in _GIVEN:
            value = one.get("v")
            value = value[0] if isinstance(value, list) and value else value
            known[str(one.get("pid", one.get("p")))] = str(
                value.get("name", value.get("id", "")) if isinstance(value, dict) else value or ""
            )
    year = re.search(r"(?:19|20)\d\d", known.get("year", ""))
    limit = query.get("limit")
    return Wanted(
        str(query.get("query", "")),
        next(
            (
                str(one.get("id") if isinstance(one, dict) else one)
                for one in types
                if (one.get("id") if isinstance(one, dict) else one) in KINDS
            ),
            "",
        ),
        known.get("body", ""),
        known.get("role", ""),
        int(year[0]) if year else None,
        limit if isinstance(limit, int) and 0 < limit <= 25 else 5,
    )


def _types(thing: Thing) -> list[dict[str, str]]:
    kind = kind_of(thing)
    return [{"id": kind, "name": say(*_NAMES[kind])}] if kind else []


def _posts(index: Index, thing: Thing) -> list[str]:
    rows = index.rows(
        "SELECT things.label, role, since, until FROM edges JOIN things ON things.id = edges.b WHERE a = ? AND relation = '任职' ORDER BY since, things.label, role",
        (thing.number,),
    )
    return [
        f"{label} {role or ''}".strip() + (f"（{since or ''}—{until or ''}）" if since or until else "")
        for label, role, since, until in rows
    ]


def _answered(said: Mapping[str, str], answer: dict[str, Any]) -> Response:
    """An answer as JSON, or where a callback is named as a script that calls it (0.1)."""
    callback = said.get("callback", "")
    if callback:
        if not _CALLBACK.fullmatch(callback):
            raise Refused(400, say("callback 应是函数名", "callback wants the name of a function"))
        text = json.dumps(answer, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
        return Response(f"/**/{callback}({text});", media_type="text/javascript", headers={"X-Content-Type-Options": "nosniff"})
    return JSONResponse(answer)
