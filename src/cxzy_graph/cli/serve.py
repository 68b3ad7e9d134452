"""``serve``: the graph for any SPARQL client, on this machine."""

from __future__ import annotations

import os
import re
import secrets
import socket
from pathlib import Path

import click

from ..language import say
from .console import stop

TOKEN = "CXZY_GRAPH_TOKEN"
"""The environment variable with the token for updates."""


def serve_verb(folder: Path, port: int, seconds: int, rows: int, allow_update: bool, cors: tuple[str, ...], workers: int | None) -> None:
    import uvicorn

    from ..explorer.app import Explorer
    from ..exporting import base_of
    from ..rdf.store import NoStore, open_read
    from ..service.settings import Settings
    from ..service.worker import Limits

    for origin in cors:
        if origin != "*" and not re.fullmatch(r"https?://[^/\s]+", origin):
            raise click.UsageError(
                say("--cors 应是 https://example.org 这样的来源，或 *", "--cors wants an origin such as https://example.org, or *")
            )
    try:
        base = base_of(open_read(folder))
    except NoStore as wrong:
        stop(str(wrong))
    token = (os.environ.get(TOKEN) or secrets.token_urlsafe(24)) if allow_update else ""
    with listening(port) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = Settings(folder, base, Limits(rows, seconds=seconds), token=token, origins=cors, workers=workers)
        click.echo(say(f"SPARQL 服务：{url}/sparql（Ctrl-C 停止）", f"SPARQL service: {url}/sparql (Ctrl-C stops it)"))
        if allow_update:
            told = say("环境变量 ", "the environment variable ") + TOKEN if os.environ.get(TOKEN) else token
            click.echo(say(f"允许更新，访问码：{told}", f"updates are allowed; token: {told}"))
        server = uvicorn.Server(uvicorn.Config(Explorer(settings).app(), log_level="warning", access_log=False, server_header=False))
        server.run(sockets=[listener])


def listening(port: int) -> socket.socket:
    """A socket that listens on this machine alone."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as wrong:
        listener.close()
        stop(
            say(
                f"端口 {port} 用不了（{wrong.strerror}），请用 --port 换一个",
                f"port {port} cannot be used ({wrong.strerror}); give another with --port",
            )
        )
    listener.listen(128)
    return listener
