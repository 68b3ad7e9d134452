"""Asks a server that speaks OpenAI's chat completions: many requests at once, with patience, and never more than was allowed."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import anyio

from ..language import say
from .answers import Answer, Wanted
from .batch import answer
from .prompt import body, tokens

if TYPE_CHECKING:
    import httpx

_TRIES = 5
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Statuses after which the same request may do: the server is busy, or was for a moment."""
_LONGEST_WAIT = 120.0
"""Seconds that a server may have one wait before the next try."""
_MOST_BYTES = 4_000_000
"""Bytes of an answer that are read at most."""
_FORMS = ("schema", "json", "none")


class BadServer(ValueError):
    """A server that cannot be asked at all; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server and how it is asked. ``timeout`` and ``pause`` (what a second try waits at least, doubled with each) are in seconds; ``per_minute``
    and ``most_tokens`` are 0 where there is no such bound."""

    url: str
    model: str
    key: str = ""
    at_once: int = 4
    per_minute: int = 0
    most_tokens: int = 0
    timeout: float = 300.0
    pause: float = 2.0
    longest: int = 8192
    """Tokens of an answer at most."""

    @property
    def address(self) -> str:
        """Where requests go.

        >>> Server("http://127.0.0.1:11434/v1", "m").address
        'http://127.0.0.1:11434/v1/chat/completions'
        """
        return self.url if self.url.endswith("/chat/completions") else self.url.rstrip("/") + "/chat/completions"

    @property
    def here(self) -> bool:
        """Is it this machine? Names are not looked up: only localhost and addresses that loop back are.

        >>> Server("http://localhost:8080/v1", "m").here, Server("https://api.example.org/v1", "m").here
        (True, False)
        """
        host = urlsplit(self.url).hostname or ""
        try:
            return host == "localhost" or ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False


def check(server: Server) -> None:
    """Raises `BadServer` for an address that is none."""
    parts = urlsplit(server.url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise BadServer(
            say(
                f"--reader 应是服务地址，如 http://127.0.0.1:11434/v1：{server.url}",
                f"--reader wants the address of a server, such as http://127.0.0.1:11434/v1: {server.url}",
            )
        )


@dataclass(slots=True)
class Asked:
    """How asking went: answers that came, requests that failed with the reason, tokens used, and whether the bound on them ended it."""

    answered: int = 0
    failed: list[str] = field(default_factory=list)
    read: int = 0
    written: int = 0
    left: int = 0
    """Requests that were not put because the bound on tokens was reached."""


def ask(server: Server, wanted: Iterable[Wanted], keep: Callable[[Answer], None], tell: Callable[[Asked], None] = lambda _: None) -> Asked:
    """Puts requests to a server; each answer is kept as it comes, so that whatever ends it, nothing is asked twice.

    Raises `BadServer` where the server refuses to be asked: a wrong key, no such model, no server there.
    """
    return anyio.run(_Asking(server, keep, tell).all, iter(wanted))


class _Asking:
    def __init__(self, server: Server, keep: Callable[[Answer], None], tell: Callable[[Asked], None]) -> None:
        self.server = server
        self.keep = keep
        self.tell = tell
        self.asked = Asked()
        self.form = 0
        self.next_start = 0.0
        self.longest = 0
        self.bad: BadServer | None = None

    async def all(self, wanted: Iterator[Wanted]) -> Asked:
        import httpx

        headers = {"Authorization": f"Bearer {self.server.key}"} if self.server.key else {}
        limits = httpx.Limits(max_connections=self.server.at_once)
        timeout = httpx.Timeout(self.server.timeout, connect=20)
        async with (
            httpx.AsyncClient(headers=headers, limits=limits, timeout=timeout, trust_env=not self.server.here) as client,
            anyio.create_task_group() as group,
        ):
            for _ in range(self.server.at_once):
                group.start_soon(self._work, client, wanted)
        if self.bad is not None:
            raise self.bad
        return self.asked

    async def _work(self, client: httpx.AsyncClient, wanted: Iterator[Wanted]) -> None:
        for one in wanted:
            if self.bad is not None:
                return
            most = self.server.most_tokens
            if most and self.asked.read + self.asked.written + tokens(one.body["messages"]) + self.longest > most:
                self.asked.left += 1
                continue
            found = await self._answer(client, one)
            if isinstance(found, Answer):
                self.keep(found)
                self.asked.answered += 1
                self.asked.read += found.read
                self.asked.written += found.written
                self.longest = max(self.longest, found.written)
            elif found:
                self.asked.failed.append(found)
            self.tell(self.asked)

    async def _answer(self, client: httpx.AsyncClient, one: Wanted) -> Answer | str:
        """An answer, or why there is none."""
        import httpx

        told = ""
        for attempt in range(_TRIES):
            await self._turn()
            form = self.form
            wait = self.server.pause * 2**attempt
            try:
                status, content, after = await self._post(client, one, _FORMS[form])
            except httpx.ConnectError as wrong:
                self.bad = self.bad or BadServer(
                    say(
                        f"连不上 {self.server.url}：请先启动模型服务（{wrong}）",
                        f"nothing answers at {self.server.url}: start the model's server first ({wrong})",
                    )
                )
                return ""
            except httpx.TransportError as wrong:
                told = f"{type(wrong).__name__} {wrong}".strip()
            else:
                if status == 200:
                    found = self._read(one, content)
                    if found is not None:
                        return found
                    told = say("回答里没有内容", "the answer is empty")
                elif status in (400, 422) and form + 1 < len(_FORMS):  # a server that cannot hold answers to a form
                    self.form = max(self.form, form + 1)
                    wait = 0.0
                    told = content[:200]
                elif status in _AGAIN:
                    told = f"{status} {content[:200]}"
                    wait = max(wait, min(after, _LONGEST_WAIT))
                else:
                    return self._refused(status, content)
            if attempt + 1 < _TRIES:
                await anyio.sleep(wait)
        return told

    def _refused(self, status: int, content: str) -> str:
        if status in (401, 403, 404):
            self.bad = self.bad or BadServer(
                say(
                    f"{self.server.url} 拒绝请求（{status}）：请检查地址、--model 和环境变量 CXZY_GRAPH_READER_KEY。{content[:200]}",
                    f"{self.server.url} refuses ({status}): check the address, --model and the environment variable CXZY_GRAPH_READER_KEY. {content[:200]}",
                )
            )
            return ""
        return f"{status} {content[:200]}"

    async def _post(self, client: httpx.AsyncClient, one: Wanted, form: str) -> tuple[int, str, float]:
        """A response's status, what it says, and how many seconds it wants one to wait."""
        said: dict[str, Any] = body(one.body["messages"], self.server.model, form, self.server.longest)
        async with client.stream("POST", self.server.address, json=said) as response:
            got = b""
            async for part in response.aiter_bytes():
                got += part
                if len(got) > _MOST_BYTES:
                    break
            after = response.headers.get("retry-after", "")
            return response.status_code, got.decode("utf-8", "replace"), float(after) if after.replace(".", "", 1).isdigit() else 0.0

    def _read(self, one: Wanted, content: str) -> Answer | None:
        try:
            found = answer(one.key, json.loads(content))
        except (ValueError, RecursionError):
            return None
        return Answer(found.key, self.server.model, found.content, found.read, found.written) if found else None

    async def _turn(self) -> None:
        """Waits for one's turn where so many requests a minute are allowed."""
        if self.server.per_minute:
            now = anyio.current_time()
            start = max(now, self.next_start)
            self.next_start = start + 60 / self.server.per_minute
            await anyio.sleep(start - now)
