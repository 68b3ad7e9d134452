"""What is done to reports apart from each other, many at a time and in any process: a file read to its accounts, an account written to its graph."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..extractors import extract
from ..facts import Affiliation, Conferral, Fact
from ..language import english, say, speaking
from ..lexicon.own import OwnLexicon, current, hits, using
from ..model import Entity, Layout, Mention, Report, RestoredText
from ..packing import packed
from ..rdf import checks, graphs, writing
from ..rdf.iris import Mint
from ..rdf.outline import Outline
from ..rdf.quads import Writer
from ..rdf.shapes import Finding
from ..rdf.writing import Triple
from ..reading import Job, Problem, attempt
from ..recognising import layout, prepare, recognise, sentences
from ..resolving import Resolved, resolve
from ..restoring import restore
from ..settling import namesakes, retold
from ..settling.accounts import Account
from ..settling.across import bodies_of, placed
from ..views import readings

if TYPE_CHECKING:
    from .ledger import Reader


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: ``built``, ``skipped`` or ``failed``, with the reason in a line, and its counts."""

    source: str
    status: str
    reason: str = ""
    about: str = ""
    characters: int = 0
    edits: int = 0
    facts: dict[str, int] = field(default_factory=dict)
    own_words: dict[str, int] = field(default_factory=dict)
    report: str = ""
    """The id of the report, where one was built."""

    def as_json(self) -> dict[str, Any]:
        return {name: value for name in self.__slots__ if name != "report" and (value := getattr(self, name)) not in ("", 0, {})}


def refused(source: str) -> Outcome:
    """What became of a report whose name another one has."""
    return Outcome(source, "failed", say("与另一篇报告同名，请改名", "has another report's name; rename it"))


@dataclass(frozen=True, slots=True)
class Road:
    """A report at every stage."""

    report: Report
    restored: RestoredText
    page: Layout
    mentions: tuple[Mention, ...]
    resolved: Resolved


def travel(report: Report, about: str | None = None) -> Road:
    """A report along the whole road, up to its claims.

    >>> road = travel(Report("a", "a.txt", "民进江州市委会主委李然被评为优秀会员。"))
    >>> [(c.fact.honour, c.fact.recipient.name) for c in road.resolved.claims if hasattr(c.fact, "honour")]
    [('优秀会员', '李然')]
    """
    restored, page = opened(report)
    return _travelled(report, restored, page, about)


def opened(report: Report) -> tuple[RestoredText, Layout]:
    """A report's restored text, and what its page is."""
    restored = restore(report.raw, report.markup)
    return restored, layout(restored.text, restore(report.title).text if report.title else None, report.published, report.editor)


def _travelled(report: Report, restored: RestoredText, page: Layout, about: str | None = None) -> Road:
    mentions = recognise(restored, page)
    return Road(report, restored, page, mentions, resolve(report, restored, page, mentions, extract(restored, page, mentions), about))


def account_of(road: Road) -> Account:
    """What a report says, without how it was read."""
    report, page, resolved = road.report, road.page, road.resolved
    return Account(
        report.id,
        report.source,
        road.restored.text,
        page.title,
        page.published,
        page.editor,
        resolved.about,
        resolved.claims,
        resolved.bodies.near,
        resolved.bodies.year,
    )


def counted(account: Account) -> dict[str, int]:
    """How many facts of each kind a report states."""
    return dict(sorted(Counter(type(fact).__name__ for fact in account.facts()).items()))


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Setting:
    """What the reading of a report depends on besides its bytes, and has in common with all others."""

    own: OwnLexicon = field(default_factory=OwnLexicon)
    in_english: bool = field(default_factory=english)


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells others by: its bodies (identity, name, what is known of the name (packed), whether it says where they are), and its
    people (name, all else (packed))."""

    bodies: tuple[tuple[str, str, bytes, bool], ...]
    people: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A report that was read: its account (packed), how it was read, and the text that its offsets count in where no file has it."""

    id: str
    account: bytes
    reading: bytes
    raw: bytes | None
    told: Told


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to be read: a file, or a report out of a file of many; ``last`` where no more of its file follows."""

    file: Job
    report: Report | Problem | None = None
    last: bool = True


Found = tuple[tuple[Outcome, Read | None], ...]
"""What became of the reports in a unit."""


def read(units: Sequence[tuple[Setting, Unit]]) -> list[Found]:
    """What became of each unit; one that cannot be read leaves the others.

    The texts of all are restored first, so that their sentences are tagged together.
    """
    found: list[Found] = []
    for setting, some in groupby(units, key=itemgetter(0)):
        with using(setting.own), speaking(setting.in_english):
            opened_ = [[_opened(one) for one in (_of(unit.file) if unit.report is None else (unit.report,))] for _, unit in some]
            with suppress(Exception):  # met again, and told of, with the report that it comes of
                prepare(said for several in opened_ for one in several if isinstance(one, _Opened) for said in one.sentences)
            found += [tuple(_met(one) for one in several if one is not None) for several in opened_]
    return found


def ready(_: Sequence[Any]) -> None:
    """Loads what reading needs: the model, the tables."""
    travel(Report("", "", "民进江州市委会召开会议。"))


@dataclass(frozen=True, slots=True)
class _Opened:
    report: Report
    restored: RestoredText
    page: Layout
    sentences: list[str]


def lost(piece: tuple[Setting, Unit]) -> Found:
    """What stands for a unit that ended each process that read it."""
    _, unit = piece
    reason = say(
        "读取它时程序两次异常终止（内存不足，或文件有问题）：请单独处理，并报告此问题",
        "ended the program twice while it was read (too little memory, or something in it): try it by itself, and please report it",
    )
    source = unit.report.source if unit.report is not None else unit.file.source
    return ((Outcome(source, "failed", reason), None),)


def units(job: Job) -> Iterator[Unit]:
    """What of a file is read at a time: the file, or where it holds many reports each of them, as they come out of it."""
    if not job.holds_many:
        yield Unit(job)
        return
    try:
        for found in attempt(job):
            yield Unit(job, found, last=False)
    except Exception as wrong:  # a fault of ours or of a library, met on one file
        yield Unit(job, Problem(job.source, _fault(wrong)), last=False)
    yield Unit(job, Problem("", ""), last=True)


def _of(job: Job) -> Iterator[Report | Problem]:
    try:
        yield from attempt(job)
    except Exception as wrong:  # a fault of ours or of a library, met on one file
        yield Problem(job.source, _fault(wrong))


def _opened(found: Report | Problem) -> _Opened | Outcome | None:
    """A report with its text restored, or what became of it; nothing for what stands behind the last of a file."""
    if isinstance(found, Problem):
        return Outcome(found.source, "failed", found.reason) if found.source else None
    try:
        restored, page = opened(found)
        return _Opened(found, restored, page, sentences(restored, page))
    except Exception as wrong:  # a fault of ours, met on one report: told of with that report, and the others are built
        return Outcome(found.source, "failed", _fault(wrong))


def _met(one: _Opened | Outcome) -> tuple[Outcome, Read | None]:
    if isinstance(one, Outcome):
        return one, None
    report = one.report
    try:
        road = _travelled(report, one.restored, one.page)
    except Exception as wrong:  # as above
        return Outcome(report.source, "failed", _fault(wrong)), None
    account = account_of(road)
    said = [(m.kind, m.text) for m in road.mentions]
    said += [("HONOUR", claim.fact.honour) for claim in account.claims if isinstance(claim.fact, Conferral)]
    about = account.about.name if account.about else ""
    words = hits(current(), iter(said))
    outcome = Outcome(report.source, "built", "", about, len(account.text), len(road.restored.edits), counted(account), words, report.id)
    raw = zlib.compress(report.raw.encode(), 1) if report.extracted else None
    reading = readings.packed(road.restored.edits, road.mentions, [road.resolved.means(one) for one in road.mentions])
    return outcome, Read(report.id, packed(account), reading, raw, told_by(account))


def told_by(account: Account) -> Told:
    """The bodies and people of an account."""
    bodies = tuple((identity, body.name, packed(body.detail), placed(body)) for identity, body in sorted(bodies_of(account).items()))
    return Told(bodies, tuple((who.name, packed(who)) for who in namesakes.seen(account)))


def _fault(wrong: Exception) -> str:
    reason = f"{type(wrong).__name__}: {wrong}"
    return say(f"处理时出错，请报告此问题（{reason}）", f"met a fault of the program, please report it ({reason})")


# ---------------------------------------------------------------- settling, telling together


@dataclass(frozen=True, slots=True)
class Retelling:
    """What a settled report, known by a number, tells that others could tell too (the part, the place in what is tellable, the report's year,
    the fact, packed), and who it says belongs to whom."""

    number: int
    told: tuple[tuple[str, int, int | None, bytes], ...]
    stated: tuple[tuple[str, str], ...]


_readers: dict[Path, Reader] = {}


def _reader(path: Path) -> Reader:
    from .ledger import Reader

    if path not in _readers:
        let_go()
        _readers[path] = Reader(path)
    return _readers[path]


def let_go() -> None:
    """Closes the ledger that this process reads."""
    while _readers:
        _readers.popitem()[1].close()


def settle_reports(pieces: Sequence[tuple[Path, int]]) -> list[Retelling]:
    """Reports of a ledger as they are once their things were settled: what each tells that others could tell too."""
    return [retelling(_reader(path).settled(number), number) for path, number in pieces]


def retelling(account: Account, number: int) -> Retelling:
    """What a settled account tells that others could tell too, and who it says belongs to whom."""
    told = [(retold.part_of(fact), place, account.year, packed(retold.shared(fact))) for place, fact in enumerate(retold.tellable(account))]
    stated = {
        (fact.org.identity, fact.parent.identity)
        for fact in account.facts()
        if isinstance(fact, Affiliation) and isinstance(fact.org, Entity) and isinstance(fact.parent, Entity)
    }
    return Retelling(number, tuple(told), tuple(sorted(stated)))


def merge_parts(pieces: Sequence[tuple[Path, str]]) -> list[tuple[str, list[tuple[int, int, bytes]]]]:
    """Parts of a ledger, each with what the facts in it are when all reports are heard: report, place, the fact (packed)."""
    return [(part, merged(_reader(path).part(part))) for path, part in pieces]


def merged(told: Iterable[tuple[int, int, int | None, Fact]]) -> list[tuple[int, int, bytes]]:
    """What the facts of a part (report, place, the report's year, the fact) are when all reports are heard, those alone that change."""
    heard = list(told)
    several = retold.Retold()
    for number, _, year, fact in heard:
        several.collect(number, year, fact)
    several.settle()
    return [(number, place, packed(whole)) for number, place, _, fact in heard if (whole := several.of(fact)) != fact]


# ---------------------------------------------------------------- writing


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph as text: its name, the SHA-256 of its N-Quads (32 bytes), how many bytes of N-Quads and of TriG it has, and what in it breaks a
    shape."""

    name: str
    digest: bytes
    quads: int
    trig: int
    number: int = 0
    violations: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """Graphs that were written together: to ``PATH.nq`` and ``PATH.trig`` one after the other, and to ``PATH.run`` their triples each once,
    sorted as a document has them; ``marks`` are every `EVERY`-th line there with the byte that it begins at."""

    path: Path
    graphs: tuple[Graph, ...]
    marks: tuple[tuple[str, int], ...]


EVERY = 500
"""Lines between two marks in a sorted run."""


def write_reports(pieces: Sequence[tuple[Path, Path, str, tuple[int, ...]]]) -> list[Written]:
    """The graphs of reports: pieces are the ledger, the path to write to, what IRIs begin with, and the reports' numbers in the order of their ids."""
    return [_write(ledger, path, Mint(base), numbers) for ledger, path, base, numbers in pieces]


def _write(ledger: Path, path: Path, mint: Mint, numbers: Sequence[int]) -> Written:
    graphs = []
    for number in numbers:
        writer = Writer(mint, _reader(ledger).account(number))
        triples = sorted(writer.stated())
        graphs.append((writer.graph, triples, number))
    return write_graphs(path, graphs, mint.base)


def write_shared(pieces: Sequence[tuple[Path, Path, str, set[Triple]]]) -> list[Written]:
    """The graphs that no single report states: pieces are the ledger, the path to write to, what IRIs begin with, and what people decided."""
    found = []
    for ledger, path, base, curated in pieces:
        reader = _reader(ledger)
        several = graphs.shared(Mint(base), curated, reader.hierarchy(), reader.candidates())
        found.append(write_graphs(path, [(name, triples, 0) for name, triples in several], base))
    return found


def write_graphs(path: Path, graphs: Iterable[tuple[str, list[Triple], int]], base: str) -> Written:
    """Writes graphs, each with its sorted triples and its report's number, 0 for one of no report. What is of a class that it should not be is looked
    for in the reports' graphs, which say of each thing in them what it is; the others tell of things of these."""
    names = writing.Names(base)
    done: list[Graph] = []
    union: set[str] = set()
    with open(f"{path}.nq", "wb") as quads, open(f"{path}.trig", "wb") as trig:
        for name, triples, number in graphs:
            lines = "".join(writing.nquads(triples, name)).encode()
            outline = Outline(triples)
            every = outline if number else Outline(triples, base)
            blocks: list[tuple[str, str]] = []
            said = checks.by_subject(triples)
            for subject, about in said.items():
                key = every.key(subject)
                begin = f"{key}\t{subject}"
                union.update(f"{begin} {predicate} {one}\n" for predicate, values in about.items() for one in values)
                blocks.append((key if number else outline.key(subject), writing.block(subject, about, names, "    ")))
            text = writing.graph(name, (block for _, block in sorted(blocks))).encode()
            quads.write(lines)
            trig.write(text)
            wrong = tuple(checks.of_classes(said)) if number else ()
            done.append(Graph(name, hashlib.sha256(lines).digest(), len(lines), len(text), number, wrong))
    marks, at = [], 0
    with open(f"{path}.run", "wb") as run:
        for count, line in enumerate(sorted(union)):
            if count % EVERY == 0:
                marks.append((line.rsplit("\t", 1)[0], at))
            at += run.write(line.encode())
    return Written(path, tuple(done), tuple(marks))
