"""The stages on a cluster: `build --cluster ADDRESS` shares them out by Ray to as many machines as there are, over files that all of them see.

    read → A → settle names → B → settle reports → C → merge → D → write          (A to D are shuffles)

A stage is a function of a part's or a bucket's number: it reads files, writes one, and gives back a few counts. So a machine that dies costs what it
was doing, and what is done twice is written twice the same. A shuffle is a file for each part with a section for each bucket, by a hash of the
key: what of all reports decides on one name, one body, one month, comes together in one place, and goes back to the parts the same way. The rules by
which it is decided are those of the embedded build (`resolving`), and so are the bytes that come out.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import logging
import os
import socket
import struct
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from glob import has_magic
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ..building import reading
from ..building.build import Built, Decided, Kept, NothingBuilt, Progress, file_digest, from_parts, key_of
from ..building.pool import Lost, Pool
from ..building.reading import Found, Outcome, Read, Setting, Unit
from ..facts import Fact
from ..language import say
from ..model import RestoredText
from ..packing import packed, unpacked
from ..rdf import graphs
from ..rdf.iris import Mint
from ..rdf.outline import sorted_lines
from ..rdf.quads import Writer
from ..reading import Job, Unreadable, find, inputs_of, named
from ..settling import namesakes, retold
from ..settling.accounts import Account
from ..settling.across import Judgements, awaited, settle, settled
from ..settling.corrections import Corrections, last_part
from ..settling.decisions import ON_FACTS, Decision
from ..settling.hierarchy import Hierarchy
from ..views import readings

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # type: ignore[import-untyped]

MANIFEST = "manifest.json"
"""The file that tells what a cluster wrote."""

SMALL, LARGE, MANY = 1_000_000, 64_000_000, 4000
"""Bytes of reports in a part at least and at most, and how many parts there are to be: what a dead worker costs is some minutes of one core, and
between so many parts and buckets a shuffle is some million small reads."""


# ---------------------------------------------------------------- files that all machines see


def _place(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system of an address (fsspec), and the path there."""
    import fsspec

    found: tuple[AbstractFileSystem, str] = fsspec.core.url_to_fs(url)
    return found


def _put(url: str, data: bytes) -> None:
    """Writes a file that is there whole or not at all."""
    system, path = _place(url)
    if "file" in (system.protocol if isinstance(system.protocol, tuple) else (system.protocol,)):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(f"{path}.{uuid.uuid4().hex}")
        fresh.write_bytes(data)
        os.replace(fresh, path)
    else:
        system.pipe_file(path, data)  # an object store shows an object when it is whole


def _get(url: str, start: int | None = None, end: int | None = None) -> bytes:
    system, path = _place(url)
    data: bytes = system.cat_file(path, start=start, end=end)
    return data


def _put_sections(url: str, sections: Sequence[Any]) -> None:
    """Writes values so that each can be read alone: where each ends, then the values."""
    data = [packed(one) for one in sections]
    ends, at = [], 0
    for one in data:
        at += len(one)
        ends.append(at)
    _put(url, struct.pack(f"<{len(ends) + 1}Q", len(ends), *ends) + b"".join(data))


def _section(url: str, number: int, many: int) -> Any:
    """The value of a number, of so many in a file."""
    head = 8 * (many + 1)
    if number:
        begin, end = struct.unpack("<2Q", _get(url, 8 * number, 8 * number + 16))
    else:
        begin, (end,) = 0, struct.unpack("<Q", _get(url, 8, 16))
    return unpacked(_get(url, head + begin, head + end))


# ---------------------------------------------------------------- stages


@dataclass(frozen=True, slots=True)
class Plan:
    """What all stages know: where the files are, how many ``parts`` of reports there are (the last is of those that something was decided about)
    and how many ``buckets`` of keys, what IRIs begin with, and what reading depends on."""

    work: str
    result: str
    parts: int
    buckets: int
    base: str
    setting: Setting
    about: frozenset[str] = frozenset()
    """How the ids end of reports that decisions on facts are about."""
    meant: frozenset[str] = frozenset()
    """How the ids end of reports that decisions on identity refer to."""

    def bucket(self, key: str) -> int:
        return int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "big") % self.buckets

    def file(self, shuffle: str, number: int) -> str:
        return f"{self.work}/{shuffle}-{number:06}"

    def reports(self, part: int) -> str:
        """The file with what was read in a part."""
        return f"{self.result}/reports/{part:06}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and its address where it is not on a file system of this machine."""

    job: Job
    url: str = ""


@dataclass(frozen=True, slots=True)
class PartRead:
    """What became of a part, in short, and what the decisions need of it: reports taken out of it, accounts referred to."""

    reports: int
    taken: tuple[Kept, ...]
    meant: tuple[tuple[str, int, Account], ...]
    """Each with its file and its place there."""
    many: tuple[tuple[str, str, int], ...]
    """The ids of reports out of files of many, with their files and places: another report could have one of the same."""


def read_part(plan: Plan, part: int, sources: Sequence[Source]) -> PartRead:
    """Reads the files of a part."""
    return _read_part(plan, part, sources, lambda unit: reading.read([unit])[0])


def read_part_apart(plan: Plan, part: int, sources: Sequence[Source]) -> PartRead:
    """Reads the files of a part, of which one ended each process that read it, in a process of its own: that file is told of, the others are read."""
    with Pool(2) as pool:
        return _read_part(plan, part, sources, lambda unit: next(pool.map(reading.read, [[unit]], reading.lost))[0])


def _read_part(plan: Plan, part: int, sources: Sequence[Source], read_: Callable[[tuple[Setting, Unit]], Found]) -> PartRead:
    kept, taken, meant, many = [], [], [], []
    for source in sources:
        job = source.job
        file = Kept(job.source, job.id, b"")
        aside = Kept(job.source, job.id, b"")
        with tempfile.TemporaryDirectory(prefix="cxzy-graph-") as folder:
            if source.url:
                path = Path(folder) / ("file" + PurePosixPath(job.path).suffix)
                with suppress(OSError):  # told of when it is read and is not there
                    path.write_bytes(_get(source.url))
                job = Job(path, job.source, job.id, job.skip)
            file.digest = aside.digest = file_digest(job.path)
            for at, (outcome, read) in enumerate(read_((plan.setting, Unit(job)))):
                here = aside if read is not None and last_part(read.id) in plan.about else file
                here.places.append(at)
                here.outcomes.append(outcome)
                if read is not None:
                    here.reads.append(read)
                    if source.job.holds_many:
                        many.append((read.id, job.source, at))
                    if last_part(read.id) in plan.meant and here is file:
                        meant.append((job.source, at, unpacked(read.account)))
        kept.append(file)
        if aside.reads:
            taken.append(aside)
    keep_part(plan, part, kept)
    return PartRead(sum(len(one.reads) for one in kept), tuple(taken), tuple(meant), tuple(many))


def keep_part(plan: Plan, part: int, kept: list[Kept]) -> None:
    """Writes what was read in a part, and tells each name's and body's bucket of it."""
    _put(plan.reports(part), packed(kept))
    bodies: list[list[Any]] = [[] for _ in range(plan.buckets)]
    people: list[list[Any]] = [[] for _ in range(plan.buckets)]
    for place, read in enumerate(_reads(kept)):
        for identity, name, detail, placed in read.told.bodies:
            bodies[plan.bucket(identity)].append((place, read.id, identity, name, detail, placed))
        for name, seen in read.told.people:
            people[plan.bucket(name)].append((place, name, seen))
    _put_sections(plan.file("a", part), list(zip(bodies, people, strict=True)))


def _reads(kept: Iterable[Kept]) -> Iterator[Read]:
    return (read for file in kept for read in file.reads)


@dataclass(frozen=True, slots=True)
class Names:
    """What a bucket could not settle alone, since people's decisions tie it to others; who was asked for; the decisions that others overrule."""

    counts: tuple[tuple[str, str, int], ...]
    seen: tuple[tuple[int, int, bytes], ...]
    who: tuple[tuple[namesakes.Who, str], ...]
    overruled: tuple[str, ...]


def settle_names(plan: Plan, bucket: int, judged: Judgements) -> Names:
    """Settles the bodies and people of a bucket, and tells each part."""
    together = judged.together()
    decided = {*judged.groups.values(), *judged.called}
    labels: dict[str, Counter[str]] = {}
    first: dict[str, tuple[int, str, str, bytes]] = {}
    told: dict[int, set[str]] = {}
    people: dict[str, list[tuple[int, int, namesakes.Seen, bytes]]] = {}
    for part in range(plan.parts):
        bodies, rows = _section(plan.file("a", part), bucket, plan.buckets)
        for _, report, identity, name, detail, placed in bodies:
            now = judged.now(report, identity)
            labels.setdefault(now, Counter())[name] += 1
            found = (0 if placed else 1, report, identity, detail)
            first[now] = min(first.get(now, found), found, key=lambda one: one[:3])
            told.setdefault(part, set()).add(now)
        for place, name, seen in rows:
            people.setdefault(name, []).append((part, place, unpacked(seen), seen))
    counts = tuple(sorted((now, name, count) for now in decided & labels.keys() for name, count in labels[now].items()))
    names = {now: judged.label(now, said) for now, said in labels.items() if now not in decided}
    settled_: dict[int, list[tuple[int, str, str, str]]] = {}
    apart, who = [], []
    overruled: list[str] = []
    candidates: list[namesakes.Candidate] = []
    wanted = set(judged.found.values())
    for name in sorted(people):
        if name in together:
            apart += [(part, place, data) for part, place, _, data in people[name]]
            continue
        made = settle((name,), (seen for _, _, seen, _ in people[name]), judged)
        at = {seen.report: (part, place) for part, place, seen, _ in people[name]}
        for report, called, identity, label_ in made.people:
            part, place = at[report]
            settled_.setdefault(part, []).append((place, called, identity, label_))
            if (report, called) in wanted:
                who.append(((report, called), identity))
        candidates += made.candidates
        overruled += map(str, made.overruled)
    sections: list[Any] = [
        (sorted(settled_.get(part, ())), {now: names[now] for now in sorted(told.get(part, ())) if now in names})
        for part in range(plan.parts)
    ]
    sections.append((candidates, [(now, names.get(now, ""), *first[now]) for now in sorted(first)]))
    _put_sections(plan.file("b", bucket), sections)
    return Names(counts, tuple(apart), tuple(who), tuple(overruled))


@dataclass(frozen=True, slots=True)
class Tied:
    """What was settled apart, since people's decisions tie names and bodies of several buckets: labels of bodies, and people by part and place."""

    judged: Judgements = field(default_factory=Judgements)
    labels: dict[str, str] = field(default_factory=dict)
    people: dict[tuple[int, int], list[tuple[str, str, str]]] = field(default_factory=dict)


def _accounts(plan: Plan, part: int, tied: Tied) -> Iterator[tuple[int, Account]]:
    """The accounts of a part as they were settled, each with its place in the part."""
    people: dict[int, dict[str, tuple[str, str]]] = {}
    labels = dict(tied.labels)
    for bucket in range(plan.buckets):
        rows, names = _section(plan.file("b", bucket), part, plan.parts + 1)
        labels |= names
        for place, name, identity, called in rows:
            people.setdefault(place, {})[name] = identity, called
    for place, read in enumerate(_reads(unpacked(_get(plan.reports(part))))):
        here = people.get(place, {}) | {name: (identity, called) for name, identity, called in tied.people.get((part, place), ())}
        yield place, settled(unpacked(read.account), here, labels, tied.judged)


def settle_part(plan: Plan, part: int, tied: Tied) -> None:
    """Settles the reports of a part, and tells each fact's bucket what others could tell too."""
    told: list[list[Any]] = [[] for _ in range(plan.buckets)]
    stated: set[tuple[str, str]] = set()
    for place, account in _accounts(plan, part, tied):
        made = reading.retelling(account, place)
        stated.update(made.stated)
        for key, at, year, fact in made.told:
            told[plan.bucket(key)].append((key, place, account.report, at, year, fact))
    _put_sections(plan.file("c", part), [*told, sorted(stated)])


def merge_bucket(plan: Plan, bucket: int) -> None:
    """Decides what facts of a bucket are one, and tells each part."""
    rows = [
        (key, report, at, part, place, year, fact)
        for part in range(plan.parts)
        for key, place, report, at, year, fact in _section(plan.file("c", part), bucket, plan.buckets + 1)
    ]
    rows.sort(key=lambda row: row[:3])
    whole: list[list[tuple[int, int, bytes]]] = [[] for _ in range(plan.parts)]
    for _, some in groupby(rows, key=lambda row: row[0]):
        heard = list(some)
        numbers = {place: number for number, place in enumerate(dict.fromkeys((row[3], row[4]) for row in heard))}
        if len(numbers) < 2:
            continue
        places = list(numbers)
        for number, at, fact in reading.merged((numbers[row[3], row[4]], row[2], row[5], unpacked(row[6])) for row in heard):
            part, place = places[number]
            whole[part].append((place, at, fact))
    _put_sections(plan.file("d", bucket), [sorted(one) for one in whole])


@dataclass(frozen=True, slots=True)
class PartWritten:
    """A file of graphs that was written: its name, how many graphs, quads and bytes it has, its SHA-256 (hexadecimal); what in it breaks a shape."""

    file: str
    graphs: int
    quads: int
    size: int
    sha256: str
    violations: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {"file": self.file, "graphs": self.graphs, "quads": self.quads, "bytes": self.size, "sha256": self.sha256}


def _told_accounts(plan: Plan, part: int, tied: Tied) -> Iterator[Account]:
    """The accounts of a part, all reports heard."""
    whole: dict[int, dict[int, Fact]] = {}
    for bucket in range(plan.buckets):
        for place, at, fact in _section(plan.file("d", bucket), part, plan.parts):
            whole.setdefault(place, {})[at] = unpacked(fact)
    for place, account in _accounts(plan, part, tied):
        yield retold.retold(account, whole.get(place, {}))


def write_part(plan: Plan, part: int, tied: Tied) -> PartWritten:
    """Writes the graphs of a part's reports, in the order of their names."""
    mint = Mint(plan.base)
    made = []
    for account in _told_accounts(plan, part, tied):
        writer = Writer(mint, account)
        made.append((writer.graph, sorted(writer.stated()), 1))
    return _write(plan, f"graphs/{part:06}.nq", sorted(made, key=lambda one: one[0]))


def _write(plan: Plan, name: str, made: list[tuple[str, list[Any], int]]) -> PartWritten:
    with tempfile.TemporaryDirectory(prefix="cxzy-graph-") as folder:
        written = reading.write_graphs(Path(folder) / "part", made, plan.base)
        data = Path(f"{written.path}.nq").read_bytes()
    _put(f"{plan.result}/{name}", data)
    _put(f"{plan.work}/digests/{PurePosixPath(name).name}", packed([(graph.name, graph.digest) for graph in written.graphs]))
    wrong = tuple(str(one) for graph in written.graphs for one in graph.violations)
    return PartWritten(name, len(written.graphs), data.count(b"\n"), len(data), hashlib.sha256(data).hexdigest(), wrong)


# ---------------------------------------------------------------- engines

Engine = Callable[[Callable[..., Any], Iterable[tuple[Any, ...]], Callable[..., Any] | None], Iterator[tuple[int, Any]]]
"""Calls a function with each of some values, somewhere; gives the results as they come, each with the number of its values. Another function may be
given that is called with values which ended each process that was called with them."""


def here(
    function: Callable[..., Any], calls: Iterable[tuple[Any, ...]], careful: Callable[..., Any] | None = None
) -> Iterator[tuple[int, Any]]:
    """Calls in this process: the cluster of one, for tests and to find faults."""
    for number, values in enumerate(calls):
        yield number, function(*values)


class OnRay:
    """Calls on a Ray cluster. To be used in a ``with`` block."""

    RETRIES = 8
    """How often a call is tried again whose worker or machine died."""

    DOUBTED = 2
    """How often it is where there is a more careful way to do it."""

    AHEAD = 4
    """Calls that are handed over for each core: Ray need not know of a million at once."""

    def __init__(self, address: str) -> None:
        """Raises `Unreadable` where Ray is not installed or no cluster is at the address; "local" begins one on this machine."""
        try:
            import ray
        except ImportError as wrong:
            raise Unreadable(
                say(
                    "集群需要 Ray：在每台机器上 pip install 'cxzy-graph[cluster]'",
                    "a cluster needs Ray: pip install 'cxzy-graph[cluster]' on each machine",
                )
            ) from wrong
        self._ray = ray
        _answers(address)
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to its makers
        try:
            ray.init(
                address=None if address == "local" else address,
                log_to_driver=False,
                logging_level=logging.ERROR,
                include_dashboard=False if address == "local" else None,
            )
        except (ConnectionError, ValueError, RuntimeError) as wrong:
            raise Unreadable(say(f"连不上集群 {address}：{wrong}", f"no cluster at {address}: {wrong}")) from wrong

    def __enter__(self) -> OnRay:
        return self

    def __exit__(self, *_: object) -> None:
        self._ray.shutdown()

    def __call__(
        self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]], careful: Callable[..., Any] | None = None
    ) -> Iterator[tuple[int, Any]]:
        """Raises `Lost` for a call that ended each process that made it."""
        died = self._ray.exceptions.WorkerCrashedError, self._ray.exceptions.OutOfMemoryError, self._ray.exceptions.NodeDiedError
        remote = self._ray.remote(max_retries=self.RETRIES if careful is None else self.DOUBTED, num_cpus=1)(function)
        instead = self._ray.remote(max_retries=self.RETRIES, num_cpus=1)(careful) if careful is not None else None
        source = enumerate(calls)
        most = self.AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))  # type: ignore[no-untyped-call]
        waiting: dict[Any, tuple[int, list[Any]]] = {}
        doubted: set[int] = set()
        shared: dict[int, Any] = {}
        ended = False
        while True:
            while not ended and len(waiting) < most:
                fresh = next(source, None)
                if fresh is None:
                    ended = True
                else:
                    number, values = fresh
                    # what every call has, such as the plan, is handed over once
                    for one in values:
                        if isinstance(one, (Plan, Tied, Judgements)) and id(one) not in shared:
                            shared[id(one)] = self._ray.put(one)
                    given = [shared.get(id(one), one) for one in values]
                    waiting[remote.remote(*given)] = number, given
            if not waiting:
                return
            done, _ = self._ray.wait(list(waiting), num_returns=1)
            for one in done:
                number, given = waiting.pop(one)
                try:
                    result = self._ray.get(one)
                except died as wrong:
                    if instead is None or number in doubted:
                        raise Lost(
                            say(f"集群上的一项工作反复终止：{wrong}", f"a part of the work ends each process that does it: {wrong}")
                        ) from wrong
                    doubted.add(number)
                    waiting[instead.remote(*given)] = number, given
                else:
                    yield number, result


def _answers(address: str) -> None:
    """Raises `Unreadable` where nothing answers at ``HOST:PORT``; Ray itself would try for minutes."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if not colon or not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=5).close()
    except OSError as wrong:
        raise Unreadable(
            say(f"{address} 没有集群：{wrong.strerror or wrong}", f"no cluster at {address}: {wrong.strerror or wrong}")
        ) from wrong


# ---------------------------------------------------------------- the build


@dataclass(frozen=True, slots=True)
class Shared:
    """What a cluster built: the address of its manifest, and the manifest."""

    manifest: str
    summary: dict[str, Any]


def build(
    inputs: Iterable[str],
    output: str,
    engine: Engine,
    base: str,
    setting: Setting,
    decisions: tuple[Decision, ...] = (),
    licence: str = "",
    progress: Callable[[Progress], None] = lambda now: None,
) -> Shared:
    """Builds the graph of the reports in folders and files, given by paths or addresses (fsspec) that all machines see, to an address that all see: N-Quads
    in parts, what was read, and a manifest that is written last.

    Raises `NothingBuilt` where no report could be read.
    """
    result = output.rstrip("/") if "://" in output else Path(output).resolve().as_posix()
    sources = _listed(inputs)
    system, root = _place(result)
    before = {path.rstrip("/").rsplit("/", 1)[-1] for path in (system.ls(root, detail=False) if system.exists(root) else ())}
    run = next(f"run-{number}" for number in itertools.count(1) if f"run-{number}" not in before)
    skipped = [Outcome(one.job.source, "skipped", one.job.skip) for one in sources if one.job.skip]
    cut = _cut([one for one in sources if not one.job.skip])
    identities = awaited(decisions)
    plan = Plan(
        f"{result}/{run}/work", f"{result}/{run}", len(cut) + 1, max(1, len(cut)), base, setting,
        frozenset(last_part(one.report) for one in decisions if one.decision in ON_FACTS), frozenset(identities),
    )  # fmt: skip
    steps = _Steps(engine, progress)
    reading = [(plan, part, tuple(some)) for part, some in enumerate(cut)]
    parts = [made for _, made in sorted(steps.run("read", read_part, reading, read_part_apart), key=itemgetter(0))]
    parts = _without_clashes(plan, parts, sources)
    corrections, aside = _corrected(plan, parts, decisions)
    if not sum(one.reports for one in parts) + len(aside):
        raise NothingBuilt(
            (*skipped, *(outcome for part in range(plan.parts) for file in unpacked(_get(plan.reports(part))) for outcome in file.outcomes))
        )
    accounts = [*(account for one in parts for _, _, account in one.meant), *aside]
    bodies = {ref.id for one in decisions if one.kind == "organisation" for ref in one.refs()}
    known = _known(plan, bodies)
    judged = Judgements.of(decisions, [one for one in accounts if last_part(one.report) in identities], known.__contains__)
    names = [made for _, made in sorted(steps.run("settle", settle_names, [(plan, bucket, judged) for bucket in range(plan.buckets)]))]
    tied, who, overruled, candidates = _tied(names, judged)
    for _ in steps.run("settle", settle_part, [(plan, part, tied) for part in range(plan.parts)]):
        pass
    for _ in steps.run("settle", merge_bucket, [(plan, bucket) for bucket in range(plan.buckets)]):
        pass
    written = [made for _, made in sorted(steps.run("write", write_part, [(plan, part, tied) for part in range(plan.parts)]))]
    written.insert(0, _shared(plan, tied, decisions, corrections, who, candidates))
    built, failed, facts = _counted(plan)
    summary = {
        "format": 1,
        "key": key_of(setting),
        "base": base,
        "licence": licence,
        "digest": _digest(plan, written),
        "read": built,
        "failed": failed,
        "facts": dict(sorted(facts.items())),
        "graphs": sum(one.graphs for one in written),
        "quads": sum(one.quads for one in written),
        "violations": [wrong for one in written for wrong in one.violations],
        "skipped": [one.as_json() for one in skipped],
        "decisions": asdict(Decided.of(decisions, judged, corrections, who.get, overruled)),
        "reports": [f"{run}/reports/{part:06}" for part in range(plan.parts)],
        "parts": [one.as_json() | {"file": f"{run}/{one.file}"} for one in written],
    }
    system.rm(_place(plan.work)[1], recursive=True)
    _put(f"{result}/{MANIFEST}", (json.dumps(summary, ensure_ascii=False, indent=1) + "\n").encode())
    for left in before:  # the last result, which the manifest named until now, and what was begun and not finished
        if left.startswith("run-"):
            system.rm(f"{root}/{left}", recursive=True)
    return Shared(f"{result}/{MANIFEST}", summary)


@dataclass(slots=True)
class _Steps:
    """Runs stages, and tells how far they are."""

    engine: Engine
    progress: Callable[[Progress], None]

    def run(
        self, stage: str, function: Callable[..., Any], calls: list[tuple[Any, ...]], careful: Callable[..., Any] | None = None
    ) -> Iterator[tuple[int, Any]]:
        for done, result in enumerate(self.engine(function, calls, careful), 1):
            yield result
            self.progress(Progress(stage, done, len(calls)))


def _listed(inputs: Iterable[str]) -> list[Source]:
    """The files in folders and those that patterns name, sorted by source; of addresses as `reading.find` has it for paths."""
    local: list[str] = []
    remote: list[str] = []
    for one in inputs:
        (remote if "://" in one else local).append(one)
    if not remote:
        return [Source(job) for job in find(inputs_of(local))]
    if local:
        raise Unreadable(say("路径和网址不能混用", "paths and addresses cannot be mixed"))
    tops: list[tuple[str, list[str]]] = []
    urls: dict[str, str] = {}
    for one in remote:
        system, top = _place(one)
        scheme = one.partition("://")[0]
        matches = sorted(system.glob(top)) if has_magic(top) and not system.exists(top) else []
        for match in matches or [top]:
            found = sorted(system.find(match))
            urls |= {Path(path).as_posix(): f"{scheme}://{path.lstrip('/') if scheme not in ('file', 'local') else path}" for path in found}
            tops.append((match, found))
    return [Source(job, urls[job.path.as_posix()]) for job in named(tops)]


def _cut(sources: list[Source]) -> list[list[Source]]:
    """Files in parts of about a size, in their order."""
    sizes = [_size(one) for one in sources]
    size = min(LARGE, max(SMALL, sum(sizes) // MANY))
    cut: list[list[Source]] = []
    room = 0
    for source, one in zip(sources, sizes, strict=True):
        if not cut or room <= 0:
            cut.append([])
            room = size
        cut[-1].append(source)
        room -= max(1, one)
    return cut


def _size(source: Source) -> int:
    if source.url:
        system, path = _place(source.url)
        return int(system.size(path) or 0)
    with suppress(OSError):
        return source.job.path.stat().st_size
    return 0


def _without_clashes(plan: Plan, parts: list[PartRead], sources: list[Source]) -> list[PartRead]:
    """Of two reports of one id the first stands, as in the embedded build: the others are taken out of their parts."""
    single = [(one.job.id, one.job.source, 0) for one in sources if not one.job.holds_many]
    every = [*(one for part in parts for one in part.many), *single] if any(part.many for part in parts) else []
    first: dict[str, tuple[str, int]] = {}
    for id_, source, place in every:
        first[id_] = min((source, place), first.get(id_, (source, place)))
    lost = {(source, place) for id_, source, place in every if first[id_] != (source, place)}
    if not lost:
        return parts
    files = {source for source, _ in lost}
    told = []
    for number, part in enumerate(parts):
        kept: list[Kept] = unpacked(_get(plan.reports(number)))
        if any(file.source in files for file in kept):
            keep_part(plan, number, [_without(file, lost) for file in kept])
        meant = tuple(one for one in part.meant if one[:2] not in lost)
        told.append(replace(part, taken=tuple(_without(file, lost) for file in part.taken), meant=meant))
    return told


def _without(file: Kept, lost: set[tuple[str, int]]) -> Kept:
    """A file without some of its reports, by their places, which are told of as refused."""
    made = replace(file, outcomes=[], reads=[])
    reads = iter(file.reads)
    for place, outcome in zip(file.places, file.outcomes, strict=True):
        read = next(reads) if outcome.status == "built" else None
        if read is not None and (file.source, place) in lost:
            outcome = reading.refused(outcome.source)
        elif read is not None:
            made.reads.append(read)
        made.outcomes.append(outcome)
    return made


def _corrected(plan: Plan, parts: list[PartRead], decisions: tuple[Decision, ...]) -> tuple[Corrections, list[Account]]:
    """Does what people decided about facts, in the reports that were taken out of their parts; they are the last part."""
    corrections = Corrections(decisions)
    found: list[tuple[Kept, int, Outcome, Read | None]] = []
    for file in (file for one in parts for file in one.taken):
        reads = iter(file.reads)
        for place, outcome in zip(file.places, file.outcomes, strict=True):
            found.append((file, place, outcome, next(reads) if outcome.status == "built" else None))
    for read in (read for *_, read in found if read is not None):
        account: Account = unpacked(read.account)
        corrections.notice(account, RestoredText(account.text, readings.unpacked(read.reading).edits).to_raw)
    files: dict[str, Kept] = {}
    aside = []
    for file, place, outcome, one in found:
        kept = files.setdefault(file.source, Kept(file.source, file.id, file.digest, decided=True))
        kept.places.append(place)
        if one is None:
            kept.outcomes.append(outcome)
            continue
        now = corrections.of(unpacked(one.account))
        kept.outcomes.append(replace(outcome, facts=reading.counted(now)))
        kept.reads.append(replace(one, account=packed(now), told=reading.told_by(now)))
        aside.append(now)
    keep_part(plan, plan.parts - 1, list(files.values()))
    return corrections, aside


def _known(plan: Plan, bodies: set[str]) -> set[str]:
    """Which of some bodies, by their identities, any report tells of."""
    found = set()
    for identity in bodies:
        bucket = plan.bucket(identity)
        if any(row[2] == identity for part in range(plan.parts) for row in _section(plan.file("a", part), bucket, plan.buckets)[0]):
            found.add(identity)
    return found


def _tied(names: list[Names], judged: Judgements) -> tuple[Tied, dict[namesakes.Who, str], list[str], list[namesakes.Candidate]]:
    """Settles what decisions tie together across buckets, which is little."""
    counts: dict[str, Counter[str]] = {}
    for now, name, count in (row for one in names for row in one.counts):
        counts.setdefault(now, Counter())[name] += count
    labels = {now: judged.label(now, said) for now, said in counts.items()}
    who = {at: identity for one in names for at, identity in one.who}
    overruled = [said for one in names for said in one.overruled]
    people: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
    candidates: list[namesakes.Candidate] = []
    seen = [(part, place, unpacked(data)) for one in names for part, place, data in one.seen]
    for group in sorted(set(judged.together().values())):
        some = [(part, place, one) for part, place, one in seen if one.name in group]
        made = settle(group, [one for _, _, one in some], judged)
        at = {one.report: (part, place) for part, place, one in some}
        for report, name, identity, called in made.people:
            people.setdefault(at[report], []).append((name, identity, called))
            who[report, name] = identity
        candidates += made.candidates
        overruled += map(str, made.overruled)
    return Tied(judged, labels, people), who, overruled, candidates


def _shared(
    plan: Plan,
    tied: Tied,
    decisions: tuple[Decision, ...],
    corrections: Corrections,
    who: dict[namesakes.Who, str],
    candidates: list[namesakes.Candidate],
) -> PartWritten:
    """The graphs that no single report states."""
    mint, judged = Mint(plan.base), tied.judged
    hierarchy = Hierarchy(judged.joined)
    every = list(candidates)
    bodies: dict[str, tuple[int, str, str, bytes, str]] = {}
    for bucket in range(plan.buckets):
        some, first = _section(plan.file("b", bucket), plan.parts, plan.parts + 1)
        every += some
        for identity, called, unplaced, report, named_, detail in first:
            one = (unplaced, report, named_, detail, called or tied.labels[identity])
            bodies[identity] = min(bodies.get(identity, one), one, key=lambda found: found[:3])
    for identity in sorted(bodies):
        _, _, _, said, called = bodies[identity]
        hierarchy.take(judged.body(identity, called, unpacked(said)))
    for part in range(plan.parts):
        for below, above in _section(plan.file("c", part), plan.buckets, plan.buckets + 1):
            hierarchy.stated(below, above)
    curated = graphs.curation(mint, decisions, corrections.report_of, lambda kind, ref: judged.means(kind, ref, who.get))
    for account in _told_accounts(plan, plan.parts - 1, tied):
        curated |= Writer(mint, account).decided()
    every.sort(key=lambda one: (-one.score, one.one, one.other))
    return _write(plan, "graphs/shared.nq", [(name, triples, 0) for name, triples in graphs.shared(mint, curated, hierarchy, every)])


def _counted(plan: Plan) -> tuple[int, int, Counter[str]]:
    """How many reports were read and how many were not, and how many facts of each kind they state."""
    built = failed = 0
    facts: Counter[str] = Counter()
    for part in range(plan.parts):
        for outcome in (outcome for file in unpacked(_get(plan.reports(part))) for outcome in file.outcomes):
            built += outcome.status == "built"
            failed += outcome.status == "failed"
            facts.update(outcome.facts)
    return built, failed, facts


def _digest(plan: Plan, written: list[PartWritten]) -> str:
    """The digest of the whole graph, as `publishing.Published.digest` has it; sorted on disk."""
    made = hashlib.sha256()
    lines = (
        f"{name}\t{digest.hex()}"
        for one in written
        for name, digest in unpacked(_get(f"{plan.work}/digests/{PurePosixPath(one.file).name}"))
    )
    for line in sorted_lines(lines):
        name, _, digest = line.partition("\t")
        made.update(f"{digest}  {name}\n".encode())
    return made.hexdigest()


# ---------------------------------------------------------------- loading


def load(manifest: str, output: Path, processes: int = 1, progress: Callable[[Progress], None] = lambda now: None) -> Built:
    """Makes the embedded graph of what a cluster wrote: the same files as the embedded build of the same reports.

    Raises `Unreadable` where the manifest or a part is missing or is not what the manifest says.
    """
    try:
        summary = json.loads(_get(manifest))
        parts, reports = summary["parts"], summary["reports"]
    except (OSError, ValueError, KeyError) as wrong:
        raise Unreadable(say(f"{manifest} 不是集群写的清单：{wrong}", f"{manifest} is no manifest of a cluster: {wrong}")) from wrong
    result = manifest.rsplit("/", 1)[0]

    def fetch(part: dict[str, Any], path: Path) -> None:
        data = _get(f"{result}/{part['file']}")
        if hashlib.sha256(data).hexdigest() != part["sha256"]:
            raise Unreadable(say(f"{part['file']} 与清单不符，请重新复制", f"{part['file']} is not what the manifest says; copy it again"))
        path.write_bytes(data)

    def kept() -> Iterator[Kept]:
        for name in reports:
            yield from unpacked(_get(f"{result}/{name}"))

    told = summary["decisions"]
    decided = Decided(told["decisions"], *(tuple(told[name]) for name in ("vanished", "overruled", "refused", "idle")))
    skipped = [Outcome(one["source"], one["status"], one.get("reason", "")) for one in summary["skipped"]]
    return from_parts(
        output, summary["base"], summary["licence"], summary["key"], kept(), skipped, parts, fetch, decided, processes, progress
    )
