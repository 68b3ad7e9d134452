"""``explore``: the graph in the browser."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .commands import stop
from .language import say
from .serve_command import listening

if TYPE_CHECKING:
    from .explorer.app import Explorer, Part


def explore_verb(
    folder: Path, endpoint: str | None, port: int, no_browser: bool, review: bool, by: str | None, decisions: Path | None, reports: Path | None
) -> None:  # fmt: skip
    import uvicorn

    parts: list[Callable[[Explorer], Part]] = []
    if endpoint:
        if review or reports:
            raise click.UsageError(
                say(
                    "--review 和 --reports 要本机的图谱，不能与 --endpoint 同用",
                    "--review and --reports want a graph on this machine, not --endpoint",
                )
            )
        explorer = _of_endpoint(endpoint)
    else:
        explorer = _of_folder(folder, parts)
    query = ""
    with listening(port) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/{query}"
        click.echo(say(f"浏览：{url}（Ctrl-C 停止）", f"Explore: {url} (Ctrl-C stops it)"))
        if not no_browser:
            threading.Timer(0.8, webbrowser.open, (url,)).start()
        server = uvicorn.Server(uvicorn.Config(explorer.app(), log_level="warning", access_log=False, server_header=False))
        server.run(sockets=[listener])


def _of_folder(folder: Path, parts: list[Callable[[Any], Any]]) -> Explorer:
    from .explorer.app import Explorer
    from .exporting import base_of
    from .rdf.store import NoStore, open_read
    from .service.settings import Settings

    try:
        base = base_of(open_read(folder))
    except NoStore as wrong:
        stop(str(wrong))
    return Explorer(Settings(folder, base), parts=parts)


def _of_endpoint(endpoint: str) -> Explorer:
    from .explorer.app import Explorer
    from .rdf.remote import RemoteFault
    from .service.elsewhere import Elsewhere

    try:
        answers = Elsewhere(endpoint)
    except RemoteFault as wrong:
        stop(str(wrong))
    return Explorer(answers.settings, answers, answers.triples)
