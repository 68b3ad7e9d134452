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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from glob import has_magic
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Any

from ..building import reading, road
from ..building.basis import key_of
from ..building.built import Decided, NothingBuilt, Progress
from ..building.from_parts import Kept
from ..building.outcome import Outcome, Read, Setting, refused
from ..language import say
from ..model import RestoredText
from ..packing import packed, unpacked
from ..rdf import graphs
from ..rdf.iris import Mint
from ..rdf.outline import sorted_lines
from ..rdf.quads import Writer
from ..reading import Unreadable, find, inputs_of, named
from ..settling import namesakes
from ..settling.accounts import Account
from ..settling.across import Judgements, awaited, settle
from ..settling.corrections import Corrections, last_part
from ..settling.decisions import ON_FACTS, Decision
from ..settling.hierarchy import Hierarchy
from ..views import readings
from .chunks import (
    Names,
    PartRead,
    PartWritten,
    Plan,
    Source,
    Tied,
    keep_part,
    merge_bucket,
    read_part,
    read_part_apart,
    settle_names,
    settle_part,
    told_accounts,
    write_graph,
    write_part,
)
from .files import file_system, get_file, get_section, put_file
from .ray import Engine

MANIFEST = "manifest.json"
"""The file that tells what a cluster wrote."""

SMALL, LARGE, MANY = 1_000_000, 64_000_000, 4000
"""Bytes of reports in a part at least and at most, and how many parts there are to be: what a dead worker costs is some minutes of one core, and
between so many parts and buckets a shuffle is some million small reads."""


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
    system, root = file_system(result)
    before = {path.rstrip("/").rsplit("/", 1)[-1] for path in (system.ls(root, detail=False) if system.exists(root) else ())}
    run = next(f"run-{number}" for number in itertools.count(1) if f"run-{number}" not in before)
    skipped = [Outcome(one.job.source, "skipped", one.job.skip) for one in sources if one.job.skip]
    cut = _cut([one for one in sources if not one.job.skip])
    identities = frozenset(awaited(decisions))
    on_facts = frozenset(last_part(one.report) for one in decisions if one.decision in ON_FACTS)
    plan = Plan(f"{result}/{run}/work", f"{result}/{run}", len(cut) + 1, max(1, len(cut)), base, setting, on_facts, identities)
    steps = _Steps(engine, progress)
    reading = [(plan, part, tuple(some)) for part, some in enumerate(cut)]
    parts = [made for _, made in sorted(steps.run("read", read_part, reading, read_part_apart), key=itemgetter(0))]
    parts = _without_clashes(plan, parts, sources)
    corrections, aside = _corrected(plan, parts, decisions)
    if not sum(one.reports for one in parts) + len(aside):
        raise NothingBuilt((*skipped, *_outcomes(plan)))
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
    decided = Decided.of(decisions, judged, corrections, who.get, overruled)
    summary = _summary(plan, run, licence, skipped, decided, written)
    system.rm(file_system(plan.work)[1], recursive=True)
    put_file(f"{result}/{MANIFEST}", (json.dumps(summary, ensure_ascii=False, indent=1) + "\n").encode())
    for left in before:  # the last result, which the manifest named until now, and what was begun and not finished
        if left.startswith("run-"):
            system.rm(f"{root}/{left}", recursive=True)
    return Shared(f"{result}/{MANIFEST}", summary)


def _outcomes(plan: Plan) -> Iterator[Outcome]:
    """What became of each report, part by part."""
    return (outcome for part in range(plan.parts) for file in unpacked(get_file(plan.reports(part))) for outcome in file.outcomes)


def _summary(plan: Plan, run: str, licence: str, skipped: list[Outcome], decided: Decided, written: list[PartWritten]) -> dict[str, Any]:
    """What the manifest says of a build."""
    built, failed, facts = _counted(plan)
    return {
        "format": 1,
        "key": key_of(plan.setting),
        "base": plan.base,
        "licence": licence,
        "digest": _digest(plan, written),
        "read": built,
        "failed": failed,
        "facts": dict(sorted(facts.items())),
        "graphs": sum(one.graphs for one in written),
        "quads": sum(one.quads for one in written),
        "violations": [wrong for one in written for wrong in one.violations],
        "skipped": [one.as_json() for one in skipped],
        "decisions": asdict(decided),
        "reports": [f"{run}/reports/{part:06}" for part in range(plan.parts)],
        "parts": [one.as_json() | {"file": f"{run}/{one.file}"} for one in written],
    }


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
        system, top = file_system(one)
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
        system, path = file_system(source.url)
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
        kept: list[Kept] = unpacked(get_file(plan.reports(number)))
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
            outcome = refused(outcome.source)
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
        kept.outcomes.append(replace(outcome, facts=road.counted(now)))
        kept.reads.append(replace(one, account=packed(now), told=reading.told_by(now)))
        aside.append(now)
    keep_part(plan, plan.parts - 1, list(files.values()))
    return corrections, aside


def _known(plan: Plan, bodies: set[str]) -> set[str]:
    """Which of some bodies, by their identities, any report tells of."""
    found = set()
    for identity in bodies:
        bucket = plan.bucket(identity)
        if any(row[2] == identity for part in range(plan.parts) for row in get_section(plan.file("a", part), bucket, plan.buckets)[0]):
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
        some, first = get_section(plan.file("b", bucket), plan.parts, plan.parts + 1)
        every += some
        for identity, called, unplaced, report, named_, detail in first:
            one = (unplaced, report, named_, detail, called or tied.labels[identity])
            bodies[identity] = min(bodies.get(identity, one), one, key=lambda found: found[:3])
    for identity in sorted(bodies):
        _, _, _, said, called = bodies[identity]
        hierarchy.take(judged.body(identity, called, unpacked(said)))
    for part in range(plan.parts):
        for below, above in get_section(plan.file("c", part), plan.buckets, plan.buckets + 1):
            hierarchy.stated(below, above)
    curated = graphs.curation(mint, decisions, corrections.report_of, lambda kind, ref: judged.means(kind, ref, who.get))
    for account in told_accounts(plan, plan.parts - 1, tied):
        curated |= Writer(mint, account).decided()
    every.sort(key=lambda one: (-one.score, one.one, one.other))
    return write_graph(plan, "graphs/shared.nq", [(name, triples, 0) for name, triples in graphs.shared(mint, curated, hierarchy, every)])


def _counted(plan: Plan) -> tuple[int, int, Counter[str]]:
    """How many reports were read and how many were not, and how many facts of each kind they state."""
    built = failed = 0
    facts: Counter[str] = Counter()
    for part in range(plan.parts):
        for outcome in (outcome for file in unpacked(get_file(plan.reports(part))) for outcome in file.outcomes):
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
        for name, digest in unpacked(get_file(f"{plan.work}/digests/{PurePosixPath(one.file).name}"))
    )
    for line in sorted_lines(lines):
        name, _, digest = line.partition("\t")
        made.update(f"{digest}  {name}\n".encode())
    return made.hexdigest()
