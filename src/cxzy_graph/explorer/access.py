"""Who may write through the pages: whoever has the token that was printed at the start, by forms that these pages made."""

from __future__ import annotations

import hmac
import re
import secrets

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..language import say
from ..service.protocol import Refused

COOKIE = "access"
"""Begins the cookie's name; the port ends it, for cookies do not tell one port of a machine from another."""


class Access:
    """The token, and the forms' own."""

    def __init__(self, token: str = "") -> None:
        self.token = token or secrets.token_urlsafe(18)
        self.csrf = secrets.token_urlsafe(18)
        self._session = secrets.token_urlsafe(18)

    def may(self, request: Request) -> bool:
        """Has the reader shown the token?"""
        return equal(request.cookies.get(_cookie(request), ""), self._session)

    def check(self, request: Request) -> None:
        """Raises `Refused` for who has not shown the token."""
        if not self.may(request):
            raise Refused(
                403,
                say(
                    "这里要凭访问码：请用启动时打印的网址打开（其中有 token=…）",
                    "this wants the token: open the address that was printed at the start (with token=…)",
                ),
            )

    async def enter(self, request: Request) -> Response:
        """Takes the token in, and goes on without it in the address."""
        if not equal(request.query_params.get("token", ""), self.token):
            raise Refused(403, say("访问码不对", "this is not the token"))
        to = request.query_params.get("to", "/")
        safe = re.fullmatch(r"/(?:[A-Za-z][\w/?=&%.~-]*)?", to, re.ASCII) is not None
        answer = RedirectResponse(to if safe else "/", 303)
        answer.headers["Cache-Control"] = "no-store"
        answer.set_cookie(_cookie(request), self._session, httponly=True, samesite="strict")
        return answer

    async def form(self, request: Request, size: int = 100_000, files: int = 0) -> FormData:
        """The form of a request that may write, of so many bytes at most. A form made elsewhere has neither the cookie, which a browser does
        not send along, nor the pages' own token.

        Raises `Refused`.
        """
        self.check(request)
        length = request.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            raise Refused(411, say("请求没有说明长度", "the request does not tell its length"))
        if int(length) > size:
            raise Refused(413, say(f"超过 {size // 1_000_000 or 0.1} MB", f"more than {size // 1_000_000 or 0.1} MB"))
        form = await request.form(max_files=files, max_fields=60)
        if not equal(str(form.get("csrf", "")), self.csrf):
            raise Refused(403, say("这张表单已失效，请刷新页面", "this form is no longer valid; reload the page"))
        return form


def _cookie(request: Request) -> str:
    return f"{COOKIE}-{request.url.port}"


def equal(given: str, wanted: str) -> bool:
    """Are they the same? In a time that does not tell how much of it is."""
    return hmac.compare_digest(given.encode(), wanted.encode())
