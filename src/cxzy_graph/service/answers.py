"""Answers, each worked out once while the graph stays the same; and an eye on the folder, whose graph a build may replace."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from hashlib import blake2b
from pathlib import Path

from ..language import say
from ..rdf.asking import placed
from ..rdf.dataset import FILE
from ..rdf.store import FOLDER
from .protocol import Refused
from .settings import Settings
from .worker import Answered, Asked, Limits
from .workers import Busy, Fallen, TooSlow, Workers

_KEPT = 64_000_000
"""Bytes of answers that are kept."""

LOOK = 0.5
"""Seconds after which the folder is looked at again."""


class Answers:
    """Asks workers, keeps what they answered, and starts them anew when there is another build. For one event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = settings.folder / FOLDER if (settings.folder / FOLDER).is_dir() else settings.folder
        self._workers = Workers(self._store, settings.workers, bool(settings.token))
        self._kept: OrderedDict[Asked, Answered] = OrderedDict()
        self._size = 0
        self._seen = state_of(self._store / "CURRENT")
        self._looked = time.monotonic()
        self._digest = _digest(settings.folder, self._seen)

    def start(self) -> None:
        """Starts the workers; the event loop must run."""
        self._workers.start()

    def close(self) -> None:
        self._workers.close()

    def tag(self, asked: Asked) -> str:
        """The ETag of an answer: of the build and of what was asked. Weak, since rows without ORDER BY may come in another order. None ("")
        where the graph may be written to."""
        if self._settings.token:
            return ""
        self._look()
        return f'W/"{blake2b(f"{self._digest}{asked!r}".encode(), digest_size=12).hexdigest()}"'

    async def get(self, asked: Asked, fresh: bool = False, limits: Limits | None = None) -> Answered:
        """The answer; worked out anew if `fresh`, within narrower `limits` than the service's if some are given.

        Raises `Refused` where there is none: 400 for a query that cannot be read, 404 for a graph that is not there, 406 for a format that
        this kind of answer does not have, 413 for too large an answer, 503 where it takes too long.
        """
        self._look()
        known = None if fresh else self._kept.get(asked)
        if known is not None:
            self._kept.move_to_end(asked)
            return known
        digest = self._digest
        found = await self._ask(asked, limits or self._settings.limits)
        if not asked.update and not self._settings.token and digest == self._digest and len(found.body) <= _KEPT // 8:
            self._keep(asked, found)
        return found

    @property
    def digest(self) -> str:
        """What tells this build from others."""
        self._look()
        return self._digest

    def dataset(self) -> bytes:
        """The description of the dataset that the build wrote; empty where there is none."""
        path = self._settings.folder / FILE
        return path.read_bytes() if path.is_file() else b""

    async def _ask(self, asked: Asked, limits: Limits) -> Answered:
        try:
            found = await self._workers.ask(asked, limits)
        except TooSlow:
            raise Refused(
                503, say(f"超过 {limits.seconds} 秒，已停止", f"stopped after {limits.seconds} seconds"), {"Retry-After": "60"}
            ) from None
        except Fallen:
            raise Refused(503, say("查询进程意外结束（可能内存不足）", "the worker ended unexpectedly (out of memory, perhaps)")) from None
        except Busy:
            raise Refused(503, say("服务忙，请稍后再试", "the service is busy; try later"), {"Retry-After": "10"}) from None
        if found.kind in ("", "results", "graph"):
            return found
        text = found.body.decode(errors="replace")
        status, reason = {
            "syntax": (400, placed(asked.text, text)),
            "format": (406, say("这类查询的结果没有所要的格式", "the answer to this kind of query has no such format")),
            "absent": (404, say("没有这个图", "there is no such graph")),
            "rows": (413, say(f"结果超过 {limits.rows} 行，请加 LIMIT", f"the answer has more than {limits.rows} rows; add LIMIT")),
            "size": (413, say(f"结果超过 {limits.size} 字节，请加 LIMIT", f"the answer has more than {limits.size} bytes; add LIMIT")),
            "fault": (400 if asked.update else 503, say(f"无法执行：{text}", f"cannot be carried out: {text}")),
        }[found.kind]
        raise Refused(status, reason)

    def _keep(self, asked: Asked, found: Answered) -> None:
        if asked not in self._kept:
            self._kept[asked] = found
            self._size += _cost(asked, found)
        while self._size > _KEPT:
            old, gone = self._kept.popitem(last=False)
            self._size -= _cost(old, gone)

    def _look(self) -> None:
        """Is there another build in the folder? Then workers start anew, and nothing kept holds any more."""
        if self._settings.token or time.monotonic() - self._looked < LOOK:
            return
        self._looked = time.monotonic()
        state = state_of(self._store / "CURRENT")
        if state in (self._seen, None):
            return
        self._seen = state
        self._digest = _digest(self._settings.folder, state)
        self._kept.clear()
        self._size = 0
        self._workers.renew()


def _cost(asked: Asked, found: Answered) -> int:
    """Bytes that an answer costs to keep, about."""
    return len(found.body) + len(asked.text) + sum(map(len, (*asked.default_graphs, *asked.named_graphs))) + 1000


def state_of(path: Path) -> tuple[int, int] | None:
    """What tells one file from another in its place; None while there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _digest(folder: Path, state: tuple[int, int] | None) -> str:
    """The digest of a build's quads, which is the same for the same graph wherever it was built; for another store, when it was made."""
    path = folder / "build.json"
    if path.is_file():
        found = json.loads(path.read_text(encoding="utf-8")).get("digest")
        if found:
            return str(found)
    return repr(state)
