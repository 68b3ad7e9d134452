"""A build whose reports were read, settled and written elsewhere, on a cluster, put together here."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..rdf.described import Described
from ..rdf.described import load as described_in
from ..rdf.iris import Mint
from . import ledger as kept
from . import publishing
from .build import not_written_to, own_folder
from .built import Built, Decided, Progress
from .ledger import Ledger
from .making import Making
from .outcome import Outcome, Read, Setting
from .pool import Pool
from .swapping import swap


@dataclass(slots=True)
class Kept:
    """What a part keeps of a file: its source, id and digest, what became of its reports, and those that could be read."""

    source: str
    id: str
    digest: bytes
    places: list[int] = field(default_factory=list)
    """The places in the file of the reports that the outcomes are of: what people decided about goes to a part of its own."""
    outcomes: list[Outcome] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    decided: bool = False
    """Are the reports as people's decisions made them, not as they were read?"""


def from_parts(
    output: Path,
    base: str,
    licence: str,
    key: str,
    files: Iterable[Kept],
    skipped: list[Outcome],
    parts: list[dict[str, Any]],
    fetch: Callable[[dict[str, Any], Path], None],
    decided: Decided,
    processes: int,
    progress: Callable[[Progress], None],
) -> Built:
    """A build whose reports were read, settled and written elsewhere, swapped in for the one in `output`: ``files`` are those that were read, under the
    `key_of` that they were read with, and `fetch` puts each of the ``parts`` of N-Quads into a file.

    Raises `Unreadable` where `output` cannot be replaced."""
    given, output = output, own_folder(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{output.name}.building-{os.getpid()}-", dir=output.parent))
    try:
        not_written_to(output)
        before = described_in(output)
        said = Described(licence=licence).over(before)
        with Pool(processes) as pool, Ledger(beside / kept.FILE, key, "none") as ledger:
            work = Making([], beside, output, Mint(base), (), Setting(), said, pool, progress)
            ordered = _kept(ledger, files, skipped)
            written = []
            pieces: list[list[publishing.Call]] = []
            for number, part in enumerate(parts):
                path = work._parts / f"part-{number:06}"
                fetch(part, Path(f"{path}.quads"))
                pieces.append([(publishing.reopened, (path, base))])
            for (one,) in pool.map(publishing.call, pieces):
                written.append(one)
                progress(Progress("write", len(written), len(parts)))
            published = work._joined(written)
            outcomes = tuple(outcome for several in ordered.values() for outcome in several)
            built = work._finish(ledger, Built(output, outcomes, 0, (), decided, 0), published)
            ledger.finish("")
        swap(beside, output, said.keeper(before))
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return replace(built, output=given)


def _kept(ledger: Ledger, files: Iterable[Kept], skipped: list[Outcome]) -> dict[str, tuple[Outcome, ...]]:
    """Puts what was read into the ledger; what became of the reports of each file, in their order."""
    told: dict[str, list[tuple[int, Outcome]]] = {one.source: [(0, one)] for one in skipped}
    digests: dict[str, tuple[str, bytes]] = {}
    aside: set[str] = set()
    for file in files:
        aside |= {file.source} if file.decided else set()
        reads = iter(file.reads)
        for outcome in file.outcomes:
            ledger.put(file.source, outcome, next(reads) if outcome.status == "built" else None)
        told.setdefault(file.source, []).extend(zip(file.places, file.outcomes, strict=True))
        digests[file.source] = file.id, file.digest
    ordered = {source: tuple(outcome for _, outcome in sorted(told[source], key=lambda one: one[0])) for source in sorted(told)}
    for source in aside:  # read again by the next build: what was read of it is not here, but what decisions made of that
        digests.pop(source, None)
    for source, (id_, digest) in digests.items():
        ledger.keep(source, id_, digest, ordered[source])
    ledger.commit()
    return ordered
