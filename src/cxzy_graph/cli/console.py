"""What the verbs share: the end with a message, the graph that is meant, the bar of progress."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ..language import say

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ..building.built import Progress

SOME_FAILED = 3
"""The exit code of a build that left some files out."""


def stop(message: str, code: int = 1) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(code)


def local_store(folder: Path) -> Store:
    from ..rdf.store import NoStore, open_read

    try:
        return open_read(folder)
    except NoStore as wrong:
        stop(str(wrong))


def any_store(folder: Path, endpoint: str | None) -> Any:
    """The graph in a folder, or the one behind a SPARQL endpoint."""
    if endpoint is None:
        return local_store(folder)
    from ..rdf.remote import RemoteStore

    return RemoteStore(endpoint)


class Bar:
    """A bar on a terminal for each stage, with the rate and the time left; nothing elsewhere."""

    def __init__(self, silent: bool) -> None:
        self._silent = silent or not sys.stderr.isatty()
        self._bar: Any = None
        self._stage = ""
        self._task: Any = None

    def __enter__(self) -> Bar:
        if not self._silent:
            from rich import progress
            from rich.console import Console

            self._bar = progress.Progress(
                progress.TextColumn("{task.description}"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TextColumn("{task.fields[rate]}"),
                progress.TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
                speed_estimate_period=60,
            )
            self._bar.start()
        return self

    def step(self, now: Progress) -> None:
        if not self._bar:
            return
        from rich.markup import escape

        if now.stage != self._stage:
            if self._stage:
                self._bar.remove_task(self._task)
            self._stage = now.stage
            self._task = self._bar.add_task("", total=now.total, rate="", completed=0 if now.fresh else now.done)
        names = {
            "read": say("读取", "reading"),
            "ask": say("询问模型", "asking the model"),
            "settle": say("归并", "settling"),
            "write": say("写图", "writing"),
            "publish": say("汇总", "putting together"),
        }
        source = f" {now.outcome.source[-32:]}" if now.outcome else ""
        speed = self._bar.tasks[-1].speed
        rate = "" if not speed else say(f"{speed:.1f} 个/秒", f"{speed:.1f} a second")
        self._bar.update(self._task, completed=now.done, total=now.total, description=names[now.stage] + escape(source), rate=rate)

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()
