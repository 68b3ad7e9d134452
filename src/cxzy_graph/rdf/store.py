"""The store on disk: the only place that opens one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store

from ..language import say
from .terms import DCTERMS

FOLDER = "store"
"""The store's folder below an output folder."""


class NoStore(FileNotFoundError):
    """There is no graph at the place that was asked for; the message says how to make one."""


def create(folder: Path, nquads: Iterable[Path]) -> None:
    """A new store in `folder`, filled from files of N-Quads. Bulk loading is twice as fast as inserting, and a sixth faster where IRIs are not looked at
    again: `Mint` makes none that is not valid.

    The files hold the reports' graphs, and in the default graph all their triples, each once. Oxigraph can take all graphs
    together for the default graph too, but then gives a triple as often as there are graphs that have it: counts would be wrong, and a
    query that names a post would multiply by the number of reports.
    """
    store = Store(str(folder))
    for piece in _pieces(nquads):
        store.bulk_load(piece, format=RdfFormat.N_QUADS, lenient=True)
    store.optimize()
    store.flush()


PIECE = 20_000_000
"""Bytes that are loaded at a time, some 100,000 quads: a load holds a million, 1.5 GB, where it is given so many, and is no faster."""


def _pieces(paths: Iterable[Path]) -> Iterator[bytes]:
    """Files of lines as one, in pieces of whole lines."""
    kept: list[bytes] = []
    size = 0
    for path in paths:
        with path.open("rb") as file:
            while lines := file.readlines(PIECE - size):
                kept += lines
                size += sum(map(len, lines))
                if size >= PIECE:
                    yield b"".join(kept)
                    kept.clear()
                    size = 0
    if kept:
        yield b"".join(kept)


def newest(store: Store) -> str:
    """The day of the newest report of a graph (YYYY-MM-DD); "" where no report has one."""
    days = (quad.object for quad in store.quads_for_pattern(None, NamedNode(DCTERMS.issued), None, DefaultGraph()))
    return max((day.value for day in days if isinstance(day, Literal)), default="")


def open_write(folder: Path) -> Store:
    """A store to read and to write; no other process may have it open to write."""
    return Store(str(folder))


def written_to(folder: Path) -> bool:
    """Has some process a store open to write to it? (Where the system cannot tell, the swap of the folder fails by itself.)"""
    if sys.platform == "win32" or not (folder / "LOCK").is_file():
        return False
    import fcntl

    with (folder / "LOCK").open("r+b") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        return False


def open_read(output: Path) -> Store:
    """The store of a build, to read from; it may be open elsewhere at the same time.

    Raises `NoStore` where there is none.
    """
    folder = output / FOLDER if (output / FOLDER).is_dir() else output
    if not (folder / "CURRENT").is_file():
        raise NoStore(
            say(
                f"{output} 里没有图谱：请先生成（cxzy-graph build 文件夹 --output {output}）",
                f"no graph in {output}: build one first (cxzy-graph build FOLDER --output {output})",
            )
        )
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError) as wrong:
        raise NoStore(say(f"{folder} 已损坏，请重新生成图谱：{wrong}", f"{folder} is damaged, build the graph anew: {wrong}")) from wrong
