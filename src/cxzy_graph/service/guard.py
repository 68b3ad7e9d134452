"""Who may ask: a page of another site must not read what lies on this machine, whatever name it calls it by."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..language import say

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with no-referrer a form that a page sends to itself would have no Origin
    (b"cross-origin-opener-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        b"style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk=' "  # the editor's column grips
        b"'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww='; "  # the charts' own style
        b"base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
)


class Guard:
    """Refuses requests whose Host is not this service's (DNS rebinding) or whose Origin may not ask, and sets the headers that keep a
    browser strict."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")

        async def strict(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        refusal = None
        if _name(host) not in LOCAL:
            refusal = PlainTextResponse(say(f"不认识主机名 {host}", f"no host {host} here"), 421)
        elif origin is not None and not self._may(origin, host):
            refusal = PlainTextResponse(say(f"不接受来自 {origin} 的请求", f"requests from {origin} are not taken"), 403)
        elif (
            origin is None
            and headers.get("sec-fetch-site") == "cross-site"
            and headers.get("sec-fetch-mode") != "navigate"
            and not self._origins
        ):
            refusal = PlainTextResponse(
                say("不接受别的网站的请求", "requests of other sites are not taken"), 403
            )  # a picture that is none has no Origin
        await (refusal or self._kept)(scope, receive, strict)

    async def _kept(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, a fault of ours too, with the headers that keep a browser strict."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception:
            if begun:
                raise
            logging.getLogger(__name__).exception("fault while answering %s", scope["path"])
            told = say("程序出错了，请报告此问题（见终端里的说明）", "a fault of the program; please report it (the terminal has more)")
            await PlainTextResponse(told, 500)(scope, receive, send)

    def _may(self, origin: str, host: str) -> bool:
        try:
            return bool({"*", origin} & self._origins) or urlsplit(origin).netloc == host
        except ValueError:
            return False


def _name(host: str) -> str:
    """A Host header without its port.

    >>> _name("127.0.0.1:7117"), _name("[::1]:80"), _name("localhost"), _name("[")
    ('127.0.0.1', '::1', 'localhost', '')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
