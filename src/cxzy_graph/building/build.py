"""Folders in, graph out: every file's outcome told, the last good build untouched until the new one is whole.

What is done to reports apart from each other (`stages`) is shared out to processes (`pool`); what holds of all of them together is worked out in the
ledger (`ledger`), on disk; the graphs are written in parts and put together without any step that holds them all (`publishing`).
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from ..instructed.asking import Instructed
from ..language import say
from ..lexicon.own import OwnLexicon
from ..packing import Damaged
from ..rdf import store
from ..rdf.described import Described
from ..rdf.described import load as described_in
from ..rdf.iris import BASE, Mint
from ..reading import Unreadable, find
from ..reading.text import fault
from ..settling.decisions import FILE, load
from . import ledger as kept
from . import reading
from .built import Built, Progress
from .ledger import Clash
from .making import AT_ONCE, Making, silent
from .outcome import OfReport, Setting
from .pool import Pool, WorkerFault, cores
from .sizes import more_than, size_of
from .swapping import leave, recover, swap


def build(
    inputs: Iterable[Path | str],
    output: Path | str = "output",
    base: str = BASE,
    progress: Callable[[Progress], None] | None = None,
    own: OwnLexicon = OwnLexicon(),  # noqa: B008 - frozen
    decisions: Path | str | None = None,
    described: Described = Described(),  # noqa: B008 - frozen
    processes: int | None = 1,
    quick: bool = False,
    reader: Instructed | None = None,
) -> Built:
    """Builds the graph of the reports in files and folders, and swaps it in for the one in `output`. `own` adds the user's words;
    `decisions` is the file of what people decided, ``decisions.jsonl`` in `output` unless it is given; `described` what the
    dataset is called, who made it and its licence, where that is not what is kept in `output` (``dataset.toml``). With more `processes` than one the work is shared out to so many others, with None to one for
    each core where there is enough to do; a script that asks for them must keep what it runs below ``if __name__ == "__main__":``.

    ``quick`` leaves out the reader that learns: three times as fast, and less is read of free prose. ``reader`` is a language model whose answers,
    as far as there are any in its file, are read too.

    A file that the last build has read, and that is the same byte for byte, is not read again. The result is the same bytes as without that.

    Raises `NothingBuilt` where no report could be read, `Unreadable` where `output` cannot be replaced, and `OSError` where
    it cannot be written, `BadDecision` for a file of decisions that cannot be followed. A file that cannot be read is told of in the outcomes.
    """
    given = Path(output)
    output = own_folder(given)
    with Pool(processes or (cores() if size_of(output / kept.FILE) > AT_ONCE else 1)) as pool:
        pool.begin(reading.ready)  # there is nearly always something to read, and it is looked for meanwhile
        jobs = find(Path(one) for one in inputs)
        if processes is None and more_than(AT_ONCE, jobs):
            pool.processes = cores()
            pool.begin(reading.ready)
        output.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{output.name}.building-{os.getpid()}-", dir=output.parent))
        try:
            recover(output, beside)
            not_written_to(output)
            kept_described = described_in(output)
            decided = load(Path(decisions) if decisions else output / FILE)
            work = Making(
                jobs,
                beside,
                output,
                Mint(base),
                decided,
                Setting(own, quick=quick, reader=reader),
                described.over(kept_described),
                pool,
                progress or silent,
            )
            with pool:  # however it ends, nobody has a file open there any more
                built = made(work)
            swap(beside, output, described.over(kept_described).keeper(kept_described))
        except (KeyboardInterrupt, SystemExit):
            leave(beside)
            raise
        except Exception:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    shutil.rmtree(beside, ignore_errors=True)  # on Linux the last build lies there now
    return replace(built, output=given)


def made(work: Making) -> Built:
    """A build from its files to its folder; begun anew where what it carried on cannot be, and without a report on which a fault was met."""
    while True:
        try:
            return work.run()
        except (Clash, Damaged, OfReport, sqlite3.DatabaseError, WorkerFault) as wrong:
            given_up = dict(work.given_up)
            if isinstance(wrong, OfReport) or getattr(wrong, "kind", "") == "OfReport":
                number, reason = wrong.said if isinstance(wrong, WorkerFault) else wrong.args
                given_up[kept.id_of(work.folder / kept.FILE, int(number))] = fault(str(reason))
            elif isinstance(wrong, WorkerFault) and wrong.kind not in ("Damaged", "DatabaseError", "OperationalError"):
                raise
            # which of two reports of one name stands is decided by the order of all files; what a power cut damaged is made anew
            if getattr(wrong, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from wrong
            if work.anew and given_up == work.given_up:
                raise
            kept.let_go()
            work.pool.dismiss()
            for left in work.folder.glob(f"{kept.FILE}*"):
                left.unlink()
            shutil.rmtree(work.folder / "parts", ignore_errors=True)
            work = replace(work, anew=True, given_up=given_up)


def own_folder(output: Path) -> Path:
    """The folder that a build is to stand in, as a whole path. Raises `Unreadable` where it must not be replaced."""
    output = output.resolve()
    if output == Path.cwd() or os.path.ismount(output):
        raise Unreadable(say(f"{output} 不能用作输出：请给它自己的文件夹", f"{output} cannot be the output: give it a folder of its own"))
    return output


def not_written_to(output: Path) -> None:
    """Raises `Unreadable` where somebody writes to the graph in a folder."""
    if store.written_to(output / store.FOLDER):
        raise Unreadable(
            say(
                f"{output} 里的图谱正被 serve --allow-update 写入，请先停止它",
                f"serve --allow-update is writing to the graph in {output}; stop it first",
            )
        )
