"""Pages from templates, in the language of their reader, and the same as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..language import english, say
from ..rdf.terms import CXZY, LABELS, PREFIXES
from ..views.page import LOOKS

KINDS = {
    "organisation": (CXZY.Committee, CXZY.Branch, CXZY.Organisation),
    "person": (CXZY.Person,),
    "event": (CXZY.Event,),
    "honour": (CXZY.Honour,),
    "document": (CXZY.Document,),
    "place": (CXZY.Place,),
    "report": (CXZY.Report,),
}
"""The lists there are, by their address, with the classes whose things they list."""

KIND_NAMES = {
    "organisation": ("组织", "Organisations"),
    "person": ("人员", "People"),
    "event": ("活动", "Events"),
    "honour": ("荣誉", "Honours"),
    "document": ("文件", "Documents"),
    "place": ("地点", "Places"),
    "report": ("报告", "Reports"),
}
"""What each list is called."""

MENTIONS = {
    "PERSON": ("人名", "person"),
    "ORG": ("组织", "body"),
    "PLACE": ("地点", "place"),
    "DATE": ("日期", "date"),
    "NUMBER": ("数目", "number"),
    "POST": ("职务", "post"),
    "OCCUPATION": ("身份", "occupation"),
    "QUOTE": ("引号中的名称", "name in quotes"),
    "TITLE": ("书名号中的名称", "title"),
}
"""What each kind of mention is called."""


def class_name(kind: str) -> str:
    """What a class of ours is called, by the end of its IRI.

    >>> class_name("Branch")
    '基层组织'
    """
    iri = PREFIXES["cxzy"] + kind
    return LABELS[iri][english()] if iri in LABELS else kind


@cache
def _templates() -> Environment:
    found = Environment(
        loader=PackageLoader("cxzy_graph.explorer"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    found.globals.update(
        say=say,
        class_name=class_name,
        kinds=KINDS,
        kind_names=KIND_NAMES,
        mentions=MENTIONS,
        colours={k.rsplit("#", 1)[-1]: c for k, (c, _) in LOOKS.items()},
    )
    return found


def rendered(template: str, request: Request, **said: Any) -> str:
    """A page in the language of its reader."""
    query = [(key, value) for key, value in parse_qsl(request.url.query, keep_blank_values=True) if key != "lang"]
    raw = str(said.pop("address", "")) or "/" + request.scope.get("raw_path", b"/").decode("ascii", "replace").partition("?")[0].lstrip("/")
    here = f"{raw}?{urlencode([*query, ('lang', 'zh' if english() else 'en')])}"
    twin = f"{raw.rstrip('/') or '/index'}.json" + (f"?{urlencode(query)}" if query else "")
    state = request.app.state
    return _templates().get_template(template).render(
        lang="en" if english() else "zh-CN", other_language=here, twin=twin, path=request.url.path, may_review=state.may_review, may_add=state.may_add, dataset=state.described(), **said
    )  # fmt: skip


def page(request: Request, template: str, said: Mapping[str, Any], status: int = 200) -> Response:
    """A view as a page, or as its twin in JSON where the address ends so."""
    headers = {"Vary": "Accept, Cookie", **({"Cache-Control": "no-store"} if said.get("csrf") else {})}  # a form's token stays in no cache
    if request.scope.get("twin"):
        return JSONResponse({key: as_json(value) for key, value in said.items() if key != "address"}, status, headers)
    return Response(rendered(template, request, **said), status, media_type="text/html", headers=headers)


def as_json(value: Any) -> Any:
    """A value of a view in the types that JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Mapping):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value
