"""Graphs put together: what was read of each is settled as one build of all would have settled it, and nothing is read again."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..language import say
from ..packing import unpacked
from ..rdf.described import Described
from ..rdf.described import load as described_in
from ..rdf.iris import BASE, Mint
from ..reading import Unreadable
from ..settling import decisions as deciding
from ..settling.accounts import Account
from ..settling.decisions import ON_FACTS, Decision
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
from .swapping import put_back, swap


@dataclass(frozen=True, slots=True)
class File:
    """What a graph keeps of a file: its source and id there, its digest (none where it is read anew each time), what became of its reports."""

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
        self.conflicts.clear()
        outcomes: list[list[Outcome]] = []
        before: File | None = None
        for done, file in enumerate(self.files, 1):
            if before is not None and before.source == file.source:
                if not _same(before, file):
                    self.conflicts.append(
                        say(
                            f"{file.source}：{before.folder} 与 {file.folder} 里的内容不同，取前者",
                            f"{file.source}: not the same in {before.folder} and {file.folder}; the former's is taken",
                        )
                    )
                continue
            before = file
            reads = {read.id: read for read in _reads(file)}
            told = [ledger.put(file.source, *self._unless_given_up(one, _read_of(one, reads, file))) for one in file.outcomes]
            outcomes.append(told)
            for one, now in zip(file.outcomes, told, strict=True):
                if one.report and not now.report:
                    self.conflicts.append(
                        say(f"{now.source}（{file.folder}）：{now.reason}", f"{now.source} ({file.folder}): {now.reason}")
                    )
            if file.digest:
                ledger.keep(file.source, file.id, file.digest, tuple(told))
            self.tell(Progress("read", done, len(self.files), told[-1] if told else None, fresh=False))
        ledger.commit()
        return outcomes, 0


def merge(
    folders: Sequence[Path | str],
    output: Path | str,
    base: str = BASE,
    described: Described = Described(),  # noqa: B008 - frozen
    processes: int | None = 1,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[Built, list[str]]:
    """Puts graphs together in `output`, which may be one of them: their reports, settled as one build of all would have it, to the byte, and their
    decisions, with those that `output` has. Gives the build, and what stood in two of them in two ways, each in a sentence: a file of one name with
    other contents, two opposite decisions (the later one is kept), two licences (none is taken over). What `described` leaves out of the dataset's
    title, creator and licence is that of the first that says any.

    The files of each build are told apart by their sources, the paths below the folder that was built; those of two builds that are to be one
    must not share any but for the same files. Raises `Unreadable` where a folder holds no whole graph, was built by another version or with other
    settings (build it again, which reads only what changed), or `output` cannot be replaced, and `BadDecision` for decisions that cannot be followed.
    """
    given, output = Path(output), own_folder(Path(output))
    places = list({Path(one).resolve(): Path(one) for one in folders}.values())
    if len(places) < 2:
        raise Unreadable(say("合并至少要两个不同的图谱", "two different graphs at least are put together"))
    put_back(output)
    key = _one_key(places)
    told, conflicts = _decisions((output, *places))
    known = {one.line() for one in _decided(output)}
    said, more = _described((output, *places))
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{output.name}.building-{os.getpid()}-", dir=output.parent))
    try:
        not_written_to(output)
        files = sorted((one for folder in places for one in _files(folder)), key=lambda one: one.source)
        several = cores() if sum(size_of(one / kept.FILE) for one in places) > AT_ONCE else 1
        before, whole = _said(output), described.over(said)
        with Pool(processes or several) as pool:
            work = Merging(
                [], beside, output, Mint(base), told, Setting(), whole, pool, progress or silent, anew=True, files=files, key=key
            )
            built = made(work)

        def finish(folder: Path) -> None:
            since = [one for one in deciding.load(folder / deciding.FILE) if one.line() not in known]  # was decided while this went on
            if told or since:
                deciding.save(folder / deciding.FILE, [*told, *since])
            whole.keeper(before)(folder)

        swap(beside, output, finish)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return replace(built, output=given), [*work.conflicts, *conflicts, *more]


# ---------------------------------------------------------------- what the graphs keep


def _unwhole(folder: Path) -> Unreadable:
    return Unreadable(say(f"{folder} 里没有完整的图谱：请重新 build", f"there is no whole graph in {folder}: build it again"))


def _asked(folder: Path, sql: str, *values: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a graph's ledger. Raises `Unreadable` where there is none, or none that can be read."""
    path = folder / kept.FILE
    if not path.is_file():
        raise _unwhole(folder)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            yield from db.execute(sql, values)
    except sqlite3.DatabaseError as wrong:
        raise _unwhole(folder) from wrong


def _one_key(folders: Sequence[Path]) -> str:
    """What the reading of the graphs' reports depended on, which must be the same for all, and be this version."""
    found: dict[str, Path] = {}
    for folder in folders:
        key = next((value.decode() for (value,) in _asked(folder, "SELECT value FROM about WHERE name = 'key'")), "")
        if key.split(" ")[:2] != key_of(Setting()).split(" ")[:2]:
            raise Unreadable(
                say(
                    f"{folder} 是另一个版本生成的：请先用本版本重新 build（没有改动的文件很快）",
                    f"{folder} was built by another version: build it again with this one first",
                )
            )
        if "reader" in _summary(folder):
            raise Unreadable(
                say(
                    f"{folder} 生成时用了语言模型（--reader）：这样的图谱不能合并，请一起 build",
                    f"{folder} was built with a language model (--reader): build the reports of such graphs together",
                )
            )
        found.setdefault(key, folder)
    if len(found) > 1:
        one, other, *_ = found.values()
        raise Unreadable(
            say(
                f"{one} 与 {other} 的设置不同（--quick 或 --lexicon）：请用相同的设置重新 build",
                f"{one} and {other} were built with different settings (--quick or --lexicon): build them again with the same",
            )
        )
    return next(iter(found))


def _summary(folder: Path) -> dict[str, Any]:
    """A graph's ``build.json``."""
    try:
        found: dict[str, Any] = json.loads((folder / "build.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise _unwhole(folder) from wrong
    if not (isinstance(found, dict) and isinstance(found.get("files"), list)):
        raise _unwhole(folder)
    return found


def _files(folder: Path) -> Iterator[File]:
    """What a graph keeps of its files, with what became of those of which nothing or not all could be read."""
    whole = {
        source: File(source, id_, digest, unpacked(outcomes), folder)
        for source, id_, digest, outcomes in _asked(folder, "SELECT source, id, digest, outcomes FROM files")
    }
    rows = _asked(folder, "SELECT file, account FROM reports ORDER BY number")
    accounts: list[tuple[str, Account]] = [(file, unpacked(account)) for file, account in rows if file not in whole]
    yield from whole.values()
    known = {one.source for file in whole.values() for one in file.outcomes}
    of = {account.source: (file, account) for file, account in accounts}
    partly: dict[str, list[Outcome]] = {}
    for said in _summary(folder)["files"]:
        one = Outcome(**said)
        if one.source in known:
            continue
        if one.status == "built" and one.source in of:
            file, account = of[one.source]
            one = replace(one, report=account.report, facts=counted(account))
        else:
            file = next((file for file, _ in of.values() if one.source.startswith((f"{file}#", f"{file}/"))), one.source)
        partly.setdefault(file, []).append(one)
    yield from (File(source, "", b"", tuple(several), folder) for source, several in partly.items())


def _reads(file: File) -> Iterator[Read]:
    """The reports that a graph keeps of a file, as they were read."""
    sql = "SELECT reports.id, account, said, raw FROM reports JOIN readings ON readings.report = reports.id WHERE file = ? ORDER BY number"
    for id_, account, said, raw in _asked(file.folder, sql, file.source):
        yield Read(id_, account, said, raw, told_by(unpacked(account)))


def _read_of(outcome: Outcome, reads: dict[str, Read], file: File) -> Read | None:
    """The report that an outcome is of. Raises `Unreadable` where another build took it away meanwhile."""
    found = reads.get(outcome.report)
    if found is None and outcome.status == "built":
        raise Unreadable(say(f"{file.folder} 正被另一次 build 改动，请再试", f"another build is changing {file.folder}; try again"))
    return found


def _same(one: File, other: File) -> bool:
    """Do two graphs keep the same of a file?"""
    if one.digest and other.digest:
        return one.digest == other.digest
    said = [[read.account for read in _reads(file)] for file in (one, other)]
    return one.outcomes == other.outcomes and said[0] == said[1]


# ---------------------------------------------------------------- what people said


def _said(folder: Path) -> Described:
    try:
        return described_in(folder)
    except ValueError as wrong:
        raise Unreadable(str(wrong)) from wrong


def _described(folders: Iterable[Path]) -> tuple[Described, list[str]]:
    """What the first of some graphs that says any says of itself; without a licence where two say different ones, which is told."""
    every = [(folder, one) for folder in folders if (one := _said(folder)) != Described()]
    first = every[0][1] if every else Described()
    licences = {one.licence: folder for folder, one in every if one.licence}
    if len(licences) < 2:
        return first, []
    listed = say("；", "; ").join(f"{folder}: {licence}" for licence, folder in licences.items())
    return replace(first, licence=""), [
        say(
            f"许可不同，没有沿用（可用 --licence 指定）：{listed}",
            f"the licences differ, none is taken over (say one with --licence): {listed}",
        )
    ]


def _decided(folder: Path) -> tuple[Decision, ...]:
    """The decisions of a graph: those in its folder, else those that it was built with."""
    path = folder / deciding.FILE
    if path.exists() or not (folder / kept.FILE).is_file():
        return deciding.load(path)
    lines = next((unpacked(value) for (value,) in _asked(folder, "SELECT value FROM about WHERE name = 'decided'")), ())
    return deciding.parsed(lines, folder / kept.FILE)


def _decisions(folders: Sequence[Path]) -> tuple[tuple[Decision, ...], list[str]]:
    """The decisions of all graphs. Of two opposite ones on who is who the later stands, of the same day that of the graph named first; those on one
    fact both stand. Each pair is told."""
    every = {one.line(): one for folder in folders for one in _decided(folder)}
    stands: dict[object, Decision] = {}
    told: list[str] = []
    for one in every.values():
        about: object = (
            (one.kind, one.pair) if one.decision in ("same", "different") else one.subject if one.decision in ON_FACTS else one.line()
        )
        other = stands.get(about)
        if other is None or other.decision == one.decision:
            stands[about if other is None else one.line()] = one
        elif one.decision in ON_FACTS:
            stands[one.line()] = one
            told.append(say(f"对同一事实的两条决定：\n  {other}\n  {one}", f"two decisions on one fact:\n  {other}\n  {one}"))
        else:
            first, last = (other, one) if one.on > other.on else (one, other)
            stands[about] = last
            told.append(
                say(f"两条相反的决定，取后一条：\n  {first}\n  {last}", f"two opposite decisions, the later is kept:\n  {first}\n  {last}")
            )
    return tuple(sorted(stands.values(), key=lambda one: one.line())), told
