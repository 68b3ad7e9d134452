"""``explore``: the graph in the browser."""

from __future__ import annotations

import tempfile
import threading
import webbrowser
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import say
from .console import stop
from .curate import decisions_file, reviewer
from .reader import Options, answers_of, server_of
from .serve import listening

if TYPE_CHECKING:
    from ..explorer.access import Access
    from ..explorer.app import Explorer
    from ..explorer.host import Host, Part


def explore_verb(
    folder: Path, endpoint: str | None, port: int, no_browser: bool, review: bool, by: str | None, decisions: Path | None, reports: Path | None,
    lexicon: Path | None, url: str | None, model: str | None, may_send: bool,
) -> None:  # fmt: skip
    import uvicorn

    if endpoint and (review or reports):
        raise click.UsageError(
            say(
                "--review 和 --reports 要本机的图谱，不能与 --endpoint 同用",
                "--review and --reports want a graph on this machine, not --endpoint",
            )
        )
    if url and not (model and reports):
        raise click.UsageError(say("--reader 要与 --model 和 --reports 一起给", "--reader goes with --model and --reports"))
    asked = Options(url or "", model or "", may_send=may_send)
    explorer = _of_endpoint(endpoint) if endpoint else _of_folder(folder, review, by, decisions, reports, lexicon, asked)
    with listening(port) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        if explorer.access:
            url += f"enter?token={explorer.access.token}&to=/{'review' if review else 'add'}"
        click.echo(say(f"浏览：{url}（Ctrl-C 停止）", f"Explore: {url} (Ctrl-C stops it)"))
        server = uvicorn.Server(uvicorn.Config(explorer.app(), log_level="warning", access_log=False, server_header=False))
        with tempfile.TemporaryDirectory(prefix="cxzy-graph-") as beside:
            if not no_browser:
                threading.Timer(0.8, webbrowser.open, (_way_in(Path(beside), url),)).start()
            server.run(sockets=[listener])


def _way_in(folder: Path, url: str) -> str:
    """The address of a file that leads to an address: what a browser is started with, others on the machine can see."""
    path = folder / "open.html"
    path.write_text(f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={escape(url)}">', encoding="utf-8")
    return path.as_uri()


def _of_folder(
    folder: Path, review: bool, by: str | None, decisions: Path | None, reports: Path | None, lexicon: Path | None, asked: Options
) -> Explorer:
    from ..explorer.access import Access
    from ..explorer.app import Explorer
    from ..exporting import base_of
    from ..rdf.store import NoStore, open_read
    from ..service.settings import Settings

    try:
        base = base_of(open_read(folder))
    except NoStore as wrong:
        stop(str(wrong))
    access = Access() if review or reports else None
    parts: list[Callable[[Host], Part]] = []
    if access and review:
        parts.append(_review(access, decisions_file(folder, decisions), reviewer(by)))
    if access and reports:
        parts.append(_adding(access, folder, reports, decisions, lexicon, asked))
    return Explorer(Settings(folder, base), parts=parts, access=access)


def _review(access: Access, decisions: Path, by: str) -> Callable[[Host], Part]:
    from ..explorer.review import Review

    return lambda explorer: Review(explorer, access, decisions, by)


def _adding(
    access: Access, folder: Path, reports: Path, decisions: Path | None, lexicon: Path | None, asked: Options
) -> Callable[[Host], Part]:
    from ..building.instructing import of_build
    from ..explorer.adding import Adding
    from ..instructed.asking import Instructed
    from ..lexicon.own import BadLexicon, OwnLexicon, load

    try:
        own = load(lexicon) if lexicon else OwnLexicon()
    except BadLexicon as wrong:
        stop(str(wrong), 2)
    reader, server = of_build(folder), server_of(asked)
    if server is not None and not (server.here or asked.may_send):
        stop(
            say(
                f"{server.url} 不是本机：所添加报告的文字会发到那里。确认可以外发后，请加 --reader-may-send-pages。",
                f"{server.url} is not this machine: the text of what is added would be sent there. Add --reader-may-send-pages if that may be.",
            ),
            2,
        )
    if server is not None and (reader is None or reader.model != asked.model):
        reader = Instructed(asked.model, answers_of(folder, None))
    return lambda explorer: Adding(explorer, access, reports, decisions, own, reader, server)


def _of_endpoint(endpoint: str) -> Explorer:
    from ..explorer.app import Explorer
    from ..rdf.remote import RemoteFault
    from ..service.elsewhere import Elsewhere

    try:
        answers = Elsewhere(endpoint)
    except RemoteFault as wrong:
        stop(str(wrong))
    return Explorer(answers.settings, answers, answers.triples)
