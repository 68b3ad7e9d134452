"""Reports added in the browser: dropped on the page, restored and read in a process of their own, looked at, and kept or not.

What is kept goes into the folder of reports, and the graph is built anew; the pages show the new one as soon as it is whole.
"""

from __future__ import annotations

import asyncio
import filecmp
import json
import re
import secrets
import shutil
import tempfile
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from anyio.to_thread import run_sync
from pyoxigraph import NamedNode
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ..building.build import build
from ..building.built import Progress
from ..building.instructing import ask_about
from ..building.outcome import Setting
from ..instructed.asking import Instructed
from ..language import english, say, speaking
from ..lexicon.own import OwnLexicon
from ..rdf.iris import Mint
from ..rdf.store import open_read
from ..reading import find
from ..service.protocol import Refused
from ..views import readings
from ..views.graph import Graph
from .access import Access
from .app import read_page
from .host import Host, Part
from .pages import class_name, page
from .reader import ReportPage, report_page

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from ..instructed.client import Server

SIZE = 100_000_000
"""Bytes that are taken at once."""
FILES = 200
"""Files that are taken at once."""
_TRIALS = 8
"""Trials that are held."""
_BYTES, _SUFFIX = 200, 8
"""Bytes of a file's name, with room for a number; and characters of its ending."""
_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$")


@dataclass
class Work:
    """A build that goes on in a process: how far it is, what became of the files, and why it failed."""

    folder: Path
    done: int = 0
    total: int = 0
    state: str = "running"
    reason: str = ""
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    process: SpawnProcess | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def end(self) -> None:
        """Ends the process, and waits for its end."""
        if self.process is not None:
            self.process.terminate()
            self.process.join()


class Adding(Part):
    """The pages to add reports."""

    name = "add"

    def __init__(
        self, explorer: Host, access: Access, reports: Path, decisions: Path | None, own: OwnLexicon,
        reader: Instructed | None = None, server: Server | None = None,
    ) -> None:  # fmt: skip
        """``reader`` is the language model whose answers the graph was built with, ``server`` asks it about what is added."""
        self._explorer = explorer
        self._access = access
        self._reports = reports
        self._options = {"base": explorer.settings.base, "own": own, "reader": reader}
        self._server = server
        self._decisions = decisions
        self._trials: dict[str, Work] = {}
        self._rebuild: Work | None = None
        self._moving = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._folder = Path(tempfile.mkdtemp(prefix="cxzy-graph-trials-"))

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/add", self.begin),
            Route("/add", self.take, methods=["POST"]),
            Route("/add/build", self.build, methods=["POST"]),
            Route("/add/{trial}", self.trial),
            Route("/add/{trial}/read", self.read),
            Route("/add/{trial}/keep", self.keep, methods=["POST"]),
            Route("/add/{trial}/drop", self.drop, methods=["POST"]),
        ]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for one in (*self._trials.values(), *([self._rebuild] if self._rebuild else [])):
            await run_sync(one.end)
        await run_sync(lambda: shutil.rmtree(self._folder, ignore_errors=True))

    # ---------------------------------------------------------------- pages

    async def begin(self, request: Request) -> Response:
        """The page to drop files on."""
        self._access.check(request)
        trials = [{"key": key, "state": one.state, "files": len(one.outcomes)} for key, one in self._trials.items()]
        said = {
            "csrf": self._access.csrf,
            "trials": trials,
            "rebuild": _told(self._rebuild),
            "most": SIZE // 1_000_000,
            "files": FILES,
            "folder": self._reports.name,
        }
        return page(request, "add.html", said)

    async def take(self, request: Request) -> Response:
        """Takes files, and begins to read them."""
        form = await self._access.form(request, SIZE, FILES)
        files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        if not files:
            raise Refused(400, say("没有选文件", "no file was chosen"))
        if len(self._trials) >= _TRIALS:
            raise Refused(
                409, say(f"已有 {_TRIALS} 次试读没有决定，请先收入或放弃", f"{_TRIALS} trials wait for a decision; keep or drop some first")
            )
        key = secrets.token_hex(6)
        folder = self._folder / key
        (folder / "in").mkdir(parents=True)
        for one in files:
            await run_sync(_written, one, _free(folder / "in", proper_name(one.filename or "")))
        work = self._trials[key] = Work(folder)
        self._run(work, folder / "in", folder / "out", None)
        return RedirectResponse(f"/add/{key}", 303)

    async def trial(self, request: Request) -> Response:
        """How far a trial is, and what came of it."""
        self._access.check(request)
        key, work = self._trial(request)
        reports = await run_sync(_reports_of, work) if work.state == "done" else []
        said = {
            "csrf": self._access.csrf,
            "key": key,
            "state": work.state,
            "reason": work.reason,
            "done": work.done,
            "total": work.total,
            "outcomes": [
                {**one, "facts": {class_name(kind): count for kind, count in one.get("facts", {}).items()}} for one in work.outcomes
            ],
            "reports": [{"id": one, "href": f"/add/{key}/read?report={quote(one, safe='')}"} for one in reports],
            "rebuild": _told(self._rebuild),
        }
        return page(request, "trial.html", said)

    async def read(self, request: Request) -> Response:
        """A report of a trial, to read before it is kept."""
        self._access.check(request)
        key, work = self._trial(request)
        report = request.query_params.get("report", "")
        if work.state != "done" or report not in await run_sync(_reports_of, work):
            raise Refused(404, say("没有这篇报告", "there is no such report"))
        found = await run_sync(self._page, work, report)
        return await run_sync(read_page, request, found, f"/add/{key}")

    def _page(self, work: Work, report: str) -> ReportPage:
        base = self._explorer.settings.base
        iri = Mint(base).report(report)
        store = open_read(work.folder / "out")
        quads = store.quads_for_pattern(None, None, None, NamedNode(iri))
        graph = Graph(sorted((str(q.subject), str(q.predicate), str(q.object)) for q in quads))
        return report_page(graph, iri, base, work.folder / "out" / readings.FILE)

    async def keep(self, request: Request) -> Response:
        """Puts a trial's files into the folder of reports, and builds the graph anew."""
        await self._access.form(request)
        key, work = self._trial(request)
        if work.state == "running":
            raise Refused(409, say("还在读，请稍候", "still reading; wait a moment"))
        await run_sync(self._complete)
        async with self._moving:
            clash = await run_sync(_moved, work.folder / "in", self._reports) if key in self._trials else []
        if clash:
            names = "、".join(clash)
            raise Refused(
                409,
                say(
                    f"报告文件夹里已有同名而内容不同的文件：{names}。请改名后再添加。",
                    f"the folder has other files of these names: {names}. Rename them and add them again.",
                ),
            )
        await self._forget(key)
        self._start_build()
        return RedirectResponse("/add", 303)

    async def drop(self, request: Request) -> Response:
        """Forgets a trial."""
        await self._access.form(request)
        key, _ = self._trial(request)
        await self._forget(key)
        return RedirectResponse("/add", 303)

    async def build(self, request: Request) -> Response:
        """Builds the graph anew, so that what was decided takes effect."""
        await self._access.form(request)
        await run_sync(self._complete)
        self._start_build()
        return RedirectResponse("/add", 303)

    # ---------------------------------------------------------------- work

    def _trial(self, request: Request) -> tuple[str, Work]:
        key = request.path_params["trial"]
        if key not in self._trials:
            raise Refused(404, say("没有这次试读，也许已经收入或放弃", "there is no such trial; it was kept or dropped, perhaps"))
        return key, self._trials[key]

    async def _forget(self, key: str) -> None:
        work = self._trials.pop(key, None)
        if work is not None:
            await run_sync(work.end)
            await run_sync(lambda: shutil.rmtree(work.folder, ignore_errors=True))

    def _complete(self) -> None:
        """Raises `Refused` where the folder does not have every report of the graph: a build of it would lose the others."""
        told = json.loads((self._explorer.settings.folder / "build.json").read_text(encoding="utf-8"))
        there = {job.source for job in find([self._reports])}
        lost = [
            one["source"]
            for one in told["files"]
            if one["status"] == "built" and "://" not in one["source"] and not _within(one["source"], there)
        ]
        if lost:
            names = "、".join(lost[:5]) + ("……" if len(lost) > 5 else "")
            raise Refused(
                409,
                say(
                    f"文件夹“{self._reports.name}”里没有图谱所用的 {len(lost)} 个文件（{names}），重新生成会丢掉它们：请用图谱所用的文件夹启动（--reports）",
                    f"the folder “{self._reports.name}” is without {len(lost)} files of the graph ({names}), which a build would lose: "
                    "start with the folder that the graph was built of (--reports)",
                ),
            )

    def _start_build(self) -> None:
        """Builds the graph anew; what goes on already does not know of the new files, and is followed by another."""
        before = self._rebuild
        self._rebuild = Work(self._explorer.settings.folder)
        self._run(self._rebuild, self._reports, self._explorer.settings.folder, self._decisions, before)

    def _run(self, work: Work, inputs: Path, output: Path, decisions: Path | None, after: Work | None = None) -> None:
        task = asyncio.create_task(self._follow(work, inputs, output, decisions, after))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _follow(self, work: Work, inputs: Path, output: Path, decisions: Path | None, after: Work | None) -> None:
        if after is not None:
            await after.over.wait()
        context = get_context("spawn")
        mine, theirs = context.Pipe(duplex=False)
        arguments = (theirs, str(inputs), str(output), str(decisions) if decisions else None, english(), self._options, self._server)
        work.process = context.Process(target=_build, args=arguments, daemon=True)
        work.process.start()
        theirs.close()
        while True:
            try:
                said = await run_sync(mine.recv)
            except (EOFError, OSError):
                break
            if said[0] == "step":
                _, work.done, work.total, outcome = said
                work.outcomes.append(outcome)
            else:
                work.state, work.reason = said
        if work.state == "running":
            work.state, work.reason = "failed", say("处理进程意外结束", "the process ended unexpectedly")
        mine.close()
        await run_sync(work.end)
        work.over.set()


def _build(
    connection: Connection[Any, Any], inputs: str, output: str, decisions: str | None, in_english: bool, options: dict[str, Any],
    server: Server | None,
) -> None:  # fmt: skip
    """Builds, and tells of every file; a language model is asked first, where there is one to ask."""

    def step(now: Progress) -> None:
        if now.stage == "read" and now.outcome is not None:
            connection.send(("step", now.done, now.total, now.outcome.as_json()))

    with speaking(in_english):
        try:
            if server is not None:
                options = {**options, "reader": ask_about([inputs], options["reader"], Setting(options["own"]), server)}
            build([inputs], output, progress=step, decisions=decisions, **options)
        except (OSError, ValueError) as wrong:
            connection.send(("failed", str(wrong)))
        else:
            connection.send(("done", ""))


def proper_name(given: str) -> str:
    """The name that a file gets which a browser calls so: no folders, nothing that a system takes for more than a name, at most 200 bytes.

    >>> proper_name("../../etc/passwd"), proper_name("C:\\\\报告\\\\2014 总结.txt"), proper_name("con.txt"), proper_name("..")
    ('passwd', '2014 总结.txt', '_con.txt', '_')
    >>> len(proper_name("长" * 300 + ".txt").encode()), proper_name("长" * 300 + ".txt")[-5:]
    (199, '长.txt')
    """
    name = _NAME.sub("_", given.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > _SUFFIX or not suffix.isalnum():
        stem, suffix = name, ""
    ending = f".{suffix}" if suffix else ""
    kept = stem.encode()[: _BYTES - len(ending.encode())].decode(errors="ignore").strip(" .") or "_"
    return f"_{kept}{ending}" if _RESERVED.match(kept + ending) else kept + ending


def _within(source: str, files: set[str]) -> bool:
    """Is a source one of some files, or a part of one (a row of a table, a file of an archive)?

    >>> _within("a.zip/b.txt", {"a.zip"}), _within("a.csv#3", {"a.csv"}), _within("ab.txt", {"a"})
    (True, True, False)
    """
    return source in files or any(source[:at] in files for at in (i for i, ch in enumerate(source) if ch in "/#!:"))


def _free(folder: Path, name: str) -> Path:
    """A path in a folder that nothing has yet."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path


def _written(upload: UploadFile, path: Path) -> None:
    with path.open("wb") as file:
        shutil.copyfileobj(upload.file, file)


def _moved(source: Path, target: Path) -> list[str]:
    """Moves files into a folder; where it has others of the same names these are given, and nothing is moved."""
    files = sorted(source.iterdir())
    clash = [one.name for one in files if (target / one.name).exists() and not filecmp.cmp(one, target / one.name, shallow=False)]
    if not clash:
        for one in files:
            shutil.move(one, target / one.name)
    return clash


def _reports_of(work: Work) -> list[str]:
    """The reports of a trial, by their ids."""
    from ..curating.desk import Desk

    return sorted(Desk(work.folder / "out").reports)


def _told(work: Work | None) -> dict[str, Any] | None:
    return {"state": work.state, "done": work.done, "total": work.total, "reason": work.reason} if work else None
