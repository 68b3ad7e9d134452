"""The stages of a build on a cluster, each a function of the number of a part or bucket: reads files, writes one, gives a few counts."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from ..building import reading, settling, writing
from ..building.basis import file_digest
from ..building.from_parts import Kept
from ..building.outcome import Found, Read, Setting, Unit
from ..building.pool import Pool
from ..facts import Fact
from ..packing import packed, unpacked
from ..rdf.iris import Mint
from ..rdf.quads import Writer
from ..reading import Job
from ..settling import coreference, namesakes
from ..settling.accounts import Account
from ..settling.across import Judgements, settle, settled
from ..settling.corrections import last_part
from .files import get_file, get_section, put_file, put_sections


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
                    path.write_bytes(get_file(source.url))
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
    put_file(plan.reports(part), packed(kept))
    bodies: list[list[Any]] = [[] for _ in range(plan.buckets)]
    people: list[list[Any]] = [[] for _ in range(plan.buckets)]
    for place, read in enumerate(reads_of(kept)):
        for identity, name, detail, placed in read.told.bodies:
            bodies[plan.bucket(identity)].append((place, read.id, identity, name, detail, placed))
        for name, seen in read.told.people:
            people[plan.bucket(name)].append((place, name, seen))
    put_sections(plan.file("a", part), list(zip(bodies, people, strict=True)))


def reads_of(kept: Iterable[Kept]) -> Iterator[Read]:
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
    decided = {*judged.groups.values(), *judged.called}
    labels: dict[str, Counter[str]] = {}
    first: dict[str, tuple[int, str, str, bytes]] = {}
    told: dict[int, set[str]] = {}
    people: dict[str, list[tuple[int, int, namesakes.Seen, bytes]]] = {}
    for part in range(plan.parts):
        bodies, rows = get_section(plan.file("a", part), bucket, plan.buckets)
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
    settled = _settled(people, judged)
    sections: list[Any] = [
        (sorted(settled.people.get(part, ())), {now: names[now] for now in sorted(told.get(part, ())) if now in names})
        for part in range(plan.parts)
    ]
    sections.append((settled.candidates, [(now, names.get(now, ""), *first[now]) for now in sorted(first)]))
    put_sections(plan.file("b", bucket), sections)
    return Names(counts, tuple(settled.apart), tuple(settled.who), tuple(settled.overruled))


@dataclass
class _Settled:
    """The people of a bucket: who each is by the part that names him; those settled elsewhere; those that decisions ask for."""

    people: dict[int, list[tuple[int, str, str, str]]] = field(default_factory=dict)
    apart: list[tuple[int, int, bytes]] = field(default_factory=list)
    who: list[tuple[tuple[str, str], str]] = field(default_factory=list)
    overruled: list[str] = field(default_factory=list)
    candidates: list[namesakes.Candidate] = field(default_factory=list)


def _settled(people: dict[str, list[tuple[int, int, namesakes.Seen, bytes]]], judged: Judgements) -> _Settled:
    """Tells the people of each name apart; names that a decision puts together are left to who sees all buckets."""
    out = _Settled()
    together, wanted = judged.together(), set(judged.found.values())
    for name in sorted(people):
        if name in together:
            out.apart += [(part, place, data) for part, place, _, data in people[name]]
            continue
        made = settle((name,), (seen for _, _, seen, _ in people[name]), judged)
        at = {seen.report: (part, place) for part, place, seen, _ in people[name]}
        for report, called, identity, label_ in made.people:
            part, place = at[report]
            out.people.setdefault(part, []).append((place, called, identity, label_))
            if (report, called) in wanted:
                out.who.append(((report, called), identity))
        out.candidates += made.candidates
        out.overruled += map(str, made.overruled)
    return out


@dataclass(frozen=True, slots=True)
class Tied:
    """What was settled apart, since people's decisions tie names and bodies of several buckets: labels of bodies, and people by part and place."""

    judged: Judgements = field(default_factory=Judgements)
    labels: dict[str, str] = field(default_factory=dict)
    people: dict[tuple[int, int], list[tuple[str, str, str]]] = field(default_factory=dict)


def settled_accounts(plan: Plan, part: int, tied: Tied) -> Iterator[tuple[int, Account]]:
    """The accounts of a part as they were settled, each with its place in the part."""
    people: dict[int, dict[str, tuple[str, str]]] = {}
    labels = dict(tied.labels)
    for bucket in range(plan.buckets):
        rows, names = get_section(plan.file("b", bucket), part, plan.parts + 1)
        labels |= names
        for place, name, identity, called in rows:
            people.setdefault(place, {})[name] = identity, called
    for place, read in enumerate(reads_of(unpacked(get_file(plan.reports(part))))):
        here = people.get(place, {}) | {name: (identity, called) for name, identity, called in tied.people.get((part, place), ())}
        yield place, settled(unpacked(read.account), here, labels, tied.judged)


def settle_part(plan: Plan, part: int, tied: Tied) -> None:
    """Settles the reports of a part, and tells each fact's bucket what others could tell too."""
    told: list[list[Any]] = [[] for _ in range(plan.buckets)]
    stated: set[tuple[str, str]] = set()
    for place, account in settled_accounts(plan, part, tied):
        made = settling.retelling(account, place)
        stated.update(made.stated)
        for key, at, year, fact in made.told:
            told[plan.bucket(key)].append((key, place, account.report, at, year, fact))
    put_sections(plan.file("c", part), [*told, sorted(stated)])


def merge_bucket(plan: Plan, bucket: int) -> None:
    """Decides what facts of a bucket are one, and tells each part."""
    rows = [
        (key, report, at, part, place, year, fact)
        for part in range(plan.parts)
        for key, place, report, at, year, fact in get_section(plan.file("c", part), bucket, plan.buckets + 1)
    ]
    rows.sort(key=lambda row: row[:3])
    whole: list[list[tuple[int, int, bytes]]] = [[] for _ in range(plan.parts)]
    for _, some in groupby(rows, key=lambda row: row[0]):
        heard = list(some)
        numbers = {place: number for number, place in enumerate(dict.fromkeys((row[3], row[4]) for row in heard))}
        if len(numbers) < 2:
            continue
        places = list(numbers)
        for number, at, fact in settling.merged((numbers[row[3], row[4]], row[2], row[5], unpacked(row[6])) for row in heard):
            part, place = places[number]
            whole[part].append((place, at, fact))
    put_sections(plan.file("d", bucket), [sorted(one) for one in whole])


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


def told_accounts(plan: Plan, part: int, tied: Tied) -> Iterator[Account]:
    """The accounts of a part, all reports heard."""
    whole: dict[int, dict[int, Fact]] = {}
    for bucket in range(plan.buckets):
        for place, at, fact in get_section(plan.file("d", bucket), part, plan.parts):
            whole.setdefault(place, {})[at] = unpacked(fact)
    for place, account in settled_accounts(plan, part, tied):
        yield coreference.retold(account, whole.get(place, {}))


def write_part(plan: Plan, part: int, tied: Tied) -> PartWritten:
    """Writes the graphs of a part's reports, in the order of their names."""
    mint = Mint(plan.base)
    made = []
    for account in told_accounts(plan, part, tied):
        writer = Writer(mint, account)
        made.append((writer.graph, sorted(writer.stated()), 1))
    return write_graph(plan, f"graphs/{part:06}.nq", sorted(made, key=lambda one: one[0]))


def write_graph(plan: Plan, name: str, made: list[tuple[str, list[Any], int]]) -> PartWritten:
    with tempfile.TemporaryDirectory(prefix="cxzy-graph-") as folder:
        written = writing.write_graphs(Path(folder) / "part", made, plan.base)
        data = Path(f"{written.path}.nq").read_bytes()
    put_file(f"{plan.result}/{name}", data)
    put_file(f"{plan.work}/digests/{PurePosixPath(name).name}", packed([(graph.name, graph.digest) for graph in written.graphs]))
    wrong = tuple(str(one) for graph in written.graphs for one in graph.violations)
    return PartWritten(name, len(written.graphs), data.count(b"\n"), len(data), hashlib.sha256(data).hexdigest(), wrong)
