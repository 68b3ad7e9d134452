"""Graphs put together: what was read of each is settled as one build of all would have settled it, and nothing is read again."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..language import say
from ..packing import unpacked
from ..rdf.described import Described
from ..rdf.described import load as described_in
from ..rdf.iris import BASE, Mint
from ..reading import Unreadable
from ..settling import decisions as deciding
from ..settling.accounts import Account
from ..settling.decisions import Decision
from . import ledger as kept
from .basis import key_of
from .build import made, not_written_to, own_folder
from .built import Built, Progress
from .ledger import Ledger
from .making import AT_ONCE, Making, silent
from .outcome import Outcome, Read, Setting
from .pool import Pool, cores
from .reading import told_by
from .road import counted
from .sizes import size_of
from .swapping import recover, swap


@dataclass(frozen=True, slots=True)
class File:
    """What a graph keeps of a file: its source and id there, its digest ("" where it is read anew each time), what became of its reports."""

    source: str
    id: str
    digest: bytes
    outcomes: tuple[Outcome, ...]
    folder: Path


@dataclass(slots=True)
class Merging(Making):
    """A build that takes what others have read in place of files."""

    files: Sequence[File] = ()
    key: str = ""
    conflicts: list[str] = field(default_factory=list)
    """What stands in two of them in two ways, each in a sentence."""

    def _key(self) -> str:
        return self.key

    def _read(self, ledger: Ledger) -> tuple[list[list[Outcome]], int]:
        """Takes in the files of all graphs, in the order of their sources; of two of one source that of the graph named first."""
        outcomes: list[list[Outcome]] = []
        before: File | None = None
        for done, file in enumerate(self.files, 1):
            if before is not None and before.source == file.source:
                if before.digest != file.digest or not file.digest:
                    self.conflicts.append(
                        say(
                            f"{file.source}：{before.folder} 与 {file.folder} 里的内容不同，取前者",
                            f"{file.source}: not the same in {before.folder} and {file.folder}; the former's is taken",
                        )
                    )
                continue
            before = file
            reads = {read.id: read for read in _reads(file)}
            told = [ledger.put(file.source, one, reads.get(one.report)) for one in file.outcomes]
            outcomes.append([self._unless_refused(one, file) for one in told])
            if file.digest:
                ledger.keep(file.source, file.id, file.digest, tuple(told))
            self.tell(Progress("read", done, len(self.files), told[-1] if told else None, fresh=False))
        ledger.commit()
        return outcomes, 0

    def _unless_refused(self, outcome: Outcome, file: File) -> Outcome:
        if (
            outcome.status == "failed"
            and outcome.report == ""
            and any(one.source == outcome.source and one.report for one in file.outcomes)
        ):
            self.conflicts.append(
                say(f"{outcome.source}（{file.folder}）：{outcome.reason}", f"{outcome.source} ({file.folder}): {outcome.reason}")
            )
        return outcome


def merge(
    folders: Sequence[Path | str],
    output: Path | str,
    base: str = BASE,
    described: Described = Described(),  # noqa: B008 - frozen
    processes: int | None = 1,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[Built, list[str]]:
    """Puts graphs together in `output`, which may be one of them: their reports, settled as one build of all would have it, to the byte, and their
    decisions. Gives the build, and what stood in two of them in two ways, each in a sentence: a file of one name with other contents, two
    opposite decisions (the later one is kept). What `described` leaves out of the dataset's title, creator and licence is that of the first that says any.

    The files of each build are told apart by their sources, the paths below the folder that was built; those of two builds that are to be one
    must not share any but for the same files. Raises `Unreadable` where a folder holds no graph, was built by another version or with other
    settings (build it again, which reads only what changed), or `output` cannot be replaced, and `BadDecision` for decisions that cannot be followed.
    """
    given, output = Path(output), own_folder(Path(output))
    places = [Path(one) for one in folders]
    key = _one_key(places)
    decisions, conflicts = _decisions(places)
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{output.name}.building-merge-", dir=output.parent))
    try:
        recover(output)
        not_written_to(output)
        said = next((one for folder in (output, *places) if (one := described_in(folder)) != Described()), Described())
        files = sorted((one for folder in places for one in _files(folder)), key=lambda one: one.source)
        several = cores() if sum(size_of(one / kept.FILE) for one in places) > AT_ONCE else 1
        with Pool(processes or several) as pool:
            work = Merging(
                [],
                beside,
                output,
                Mint(base),
                decisions,
                Setting(),
                described.over(said),
                pool,
                progress or silent,
                anew=True,
                files=files,
                key=key,
            )
            built = made(work)
        if decisions and not output.exists():
            deciding.save(beside / deciding.FILE, decisions)
        elif decisions:
            with deciding.locked(output / deciding.FILE):
                deciding.save(output / deciding.FILE, decisions)
        swap(beside, output)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return replace(built, output=given), [*work.conflicts, *conflicts]


def _opened(folder: Path) -> sqlite3.Connection:
    path = folder / kept.FILE
    if not path.is_file():
        raise Unreadable(say(f"{folder} 里没有图谱", f"there is no graph in {folder}"))
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _one_key(folders: Sequence[Path]) -> str:
    """What the reading of the graphs' reports depended on, which must be the same for all, and be this version."""
    found: dict[str, Path] = {}
    for folder in folders:
        with closing(_opened(folder)) as db:
            row = db.execute("SELECT value FROM about WHERE name = 'key'").fetchone()
        key = row[0].decode() if row else ""
        if key.split(" ")[:2] != key_of(Setting()).split(" ")[:2]:
            raise Unreadable(
                say(
                    f"{folder} 是另一个版本生成的：请先用本版本重新 build（没有改动的文件很快）",
                    f"{folder} was built by another version: build it again with this one first",
                )
            )
        found.setdefault(key, folder)
    if len(found) > 1:
        one, other, *_ = found.values()
        raise Unreadable(
            say(
                f"{one} 与 {other} 的设置不同（--quick、--lexicon 或 --reader）：请用相同的设置重新 build",
                f"{one} and {other} were built with different settings (--quick, --lexicon or --reader): build them again with the same",
            )
        )
    return next(iter(found))


def _files(folder: Path) -> Iterator[File]:
    """What a graph keeps of its files, with what became of those of which nothing or not all could be read."""
    with closing(_opened(folder)) as db:
        whole = {
            source: File(source, id_, digest, unpacked(outcomes), folder)
            for source, id_, digest, outcomes in db.execute("SELECT source, id, digest, outcomes FROM files")
        }
        rows = db.execute("SELECT file, account FROM reports ORDER BY number")
        accounts: list[tuple[str, Account]] = [(file, unpacked(account)) for file, account in rows if file not in whole]
    yield from whole.values()
    known = {one.source for file in whole.values() for one in file.outcomes}
    of = {account.source: (file, account) for file, account in accounts}
    partly: dict[str, list[Outcome]] = {}
    for said in json.loads((folder / "build.json").read_text(encoding="utf-8"))["files"]:
        one = Outcome(**said)
        if one.source in known:
            continue
        if one.status == "built" and one.source in of:
            file, account = of[one.source]
            one = replace(one, report=account.report, facts=counted(account))
        else:
            file = next((file for file, _ in of.values() if one.source.startswith(file)), one.source)
        partly.setdefault(file, []).append(one)
    yield from (File(source, "", b"", tuple(several), folder) for source, several in partly.items())


def _reads(file: File) -> Iterator[Read]:
    """The reports that a graph keeps of a file, as they were read."""
    with closing(_opened(file.folder)) as db:
        rows = db.execute(
            "SELECT reports.id, account, said, raw FROM reports JOIN readings ON readings.report = reports.id WHERE file = ? ORDER BY number",
            (file.source,),
        )
        for id_, account, said, raw in rows:
            yield Read(id_, account, said, raw, told_by(unpacked(account)))


def _decisions(folders: Sequence[Path]) -> tuple[tuple[Decision, ...], list[str]]:
    """The decisions of all graphs, and of each two opposite ones a line: the later stands, of the same day that of the graph named first."""
    every: dict[str, Decision] = {}
    for folder in folders:
        for one in deciding.load(folder / deciding.FILE):
            every.setdefault(one.line(), one)
    stands: dict[tuple[object, ...], Decision] = {}
    dropped: list[str] = []
    for one in every.values():
        if one.decision not in ("same", "different"):
            stands[(one.line(),)] = one
            continue
        about = (one.kind, one.pair)
        other = stands.get(about)
        if other is None or other.decision == one.decision:
            stands[about if other is None else (one.line(),)] = one
            continue
        first, last = (other, one) if one.on > other.on else (one, other)
        stands[about] = last
        dropped.append(
            say(f"两条相反的决定，取后一条：\n  {first}\n  {last}", f"two opposite decisions, the later is kept:\n  {first}\n  {last}")
        )
    return tuple(sorted(stands.values(), key=lambda one: one.line())), dropped
