"""A service that runs, for tests that ask it as any client would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

TOKEN = "a-token-for-tests"


def oxigraph_binary() -> str:
    """Oxigraph's own server, which its package puts beside Python."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert found is not None
    return found


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[httpx.Client]:
    """A client of ``cxzy-graph serve`` over a folder, which ends with the block."""
    with running("serve", str(folder), "--lang", "en", *options) as (client, _):
        yield client


@contextmanager
def exploring(*options: str) -> Iterator[tuple[httpx.Client, str]]:
    """A client of ``cxzy-graph explore``, and the address that it prints; it ends with the block."""
    with running("explore", "--no-browser", *options) as found:
        yield found


@contextmanager
def running(verb: str, *options: str) -> Iterator[tuple[httpx.Client, str]]:
    """A client of a verb that serves, and the address that it prints."""
    command = [sys.executable, "-m", "cxzy_graph", verb, "--port", "0", *options]
    environment = os.environ | {"CXZY_GRAPH_TOKEN": TOKEN, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = re.search(r"(http://127\.0\.0\.1:\d+)[^（ (\n]*", said)
            assert found is not None, said
            with httpx.Client(base_url=found[1], timeout=60, transport=httpx.HTTPTransport(retries=5)) as client:
                yield client, found[0]
        finally:
            process.terminate()
            process.wait(30)
