"""The language of each reader, and the twin of each page in JSON."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..language import english, speaking

COOKIE = "lang"
_YEAR = 365 * 24 * 3600


class Speaking:
    """Answers in the language that ``?lang=`` or the reader's cookie asks for, and remembers it; takes ``.json`` off an address, and tells
    that the twin is wanted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = QueryParams(scope["query_string"]).get("lang", "")
        headers = dict(scope["headers"])
        kept = cookie_parser(headers.get(b"cookie", b"").decode("latin-1")).get(COOKIE, "")
        chosen = asked if asked in ("zh", "en") else kept

        async def remember(message: Message) -> None:
            if asked in ("zh", "en") and message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("set-cookie", f"{COOKIE}={asked}; Path=/; Max-Age={_YEAR}; SameSite=Lax")
            await send(message)

        if scope["path"].endswith(".json"):
            raw = scope.get("raw_path") or scope["path"].encode()
            scope = {
                **scope,
                "path": scope["path"].removesuffix(".json"),
                "raw_path": raw.partition(b"?")[0].removesuffix(b".json"),
                "twin": True,
            }
        with speaking(chosen == "en" if chosen in ("zh", "en") else english()):
            await self._app(scope, receive, remember)
