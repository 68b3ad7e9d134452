"""One build from its first file to its last page: what is read, what is carried over, what is published."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ..instructed.answers import Answers
from ..model import RestoredText
from ..rdf import checks, dataset, described, graphs, shapes, store
from ..rdf.described import Described
from ..rdf.iris import Mint
from ..rdf.quads import Writer
from ..reading import Job
from ..settling.across import Judgements, awaited
from ..settling.corrections import Corrections, last_part
from ..settling.decisions import ON_FACTS, Decision
from ..views import index, index_changes, readings
from ..views.names import sounds
from . import ledger as kept
from . import patching, publishing, reading, settling, writing
from .basis import TEXTS, basis_of, file_digest, key_of
from .built import Built, Decided, NothingBuilt, Progress
from .instructing import asked_in
from .ledger import Ledger, Reader
from .outcome import Outcome, Read, Setting, Unit, on_report, refused
from .pool import Pool
from .road import counted
from .sizes import linked, parted, to_read, write_text
from .swapping import flush
from .writing import Written

AT_ONCE = 100_000
"""Bytes of files that a process is given to read at a time: some seconds of work, and what is lost when it dies."""
MANY = 1000
"""Files after whose reading it is worth a second to begin fresh processes, which hold less."""
FEW = 20
"""Where no more reports than these changed, or one in so many, the files of the last build are carried on; where more did, they are made anew."""
TOGETHER = 100
"""Reports that are settled or written at a time."""


def silent(progress: Progress) -> None:
    """Tells nobody."""


@dataclass(slots=True)
class Making:
    """A build from its files to its folder."""

    jobs: list[Job]
    folder: Path
    output: Path
    mint: Mint
    decided: tuple[Decision, ...]
    setting: Setting
    described: Described
    pool: Pool
    tell: Callable[[Progress], None]
    anew: bool = False
    """Is nothing carried on of the last build?"""
    given_up: Mapping[str, str] = field(default_factory=dict)
    """The ids of reports on which a fault was met after they were read, with what to say of it."""
    page: Callable[[], object] = lambda: None
    """Waits until the page is made."""

    def run(self) -> Built:
        path = self.folder / kept.FILE
        if not self.anew and not path.exists() and (self.output / kept.FILE).is_file():
            shutil.copyfile(self.output / kept.FILE, path)
        with Ledger(path, self._key(), basis_of(self.output, self.mint.base)) as ledger:
            outcomes, read = self._read(ledger)
            if not len(ledger):
                raise NothingBuilt(tuple(one for several in outcomes for one in several))
            if read > MANY:
                self.pool.dismiss()  # what reading needs, the model above all, is not held any longer
            corrections, facts = self._correct(ledger)
            judged = self._settle(ledger)
            told = tuple(self._counted(one, facts) for several in outcomes for one in several)
            decided = Decided.of(self.decided, judged, corrections, ledger.person, ledger.overruled())
            built = self._publish(ledger, judged, corrections, Built(self.output, told, 0, (), decided, read))
            ledger.finish(basis_of(self.folder, self.mint.base))
        return built

    def _key(self) -> str:
        """What the reading of these reports depends on besides their bytes."""
        return key_of(self.setting)

    # ------------------------------------------------------------ reading

    def _read(self, ledger: Ledger) -> tuple[list[list[Outcome]], int]:
        """Takes in the files that are not as they were; gives what became of the reports of each, and how many were read."""
        outcomes: list[list[Outcome]] = [[] for _ in self.jobs]
        fresh: list[tuple[int, bytes]] = []
        for source in set(ledger.sources()) - {job.source for job in self.jobs}:
            ledger.drop(source)
        for number, job in enumerate(self.jobs):
            if job.skip:
                outcomes[number].append(Outcome(job.source, "skipped", job.skip))
                continue
            if number and self.jobs[number - 1].source == job.source:  # two names that differ in characters nobody sees
                outcomes[number].append(refused(job.source))
                continue
            digest = self._digest(job)
            if digest and ledger.file(job.source) == (job.id, digest):
                outcomes[number] += ledger.outcomes(job.source)
            else:
                ledger.drop(job.source)
                fresh.append((number, digest))
        ledger.commit()
        done = len(self.jobs) - len(fresh)
        if done:
            self.tell(Progress("read", done, len(self.jobs), fresh=False))
        given: deque[list[tuple[int, bytes, Unit]]] = deque()
        for found in self.pool.map(reading.read, self._units(fresh, given), reading.lost):
            for (number, digest, unit), several in zip(given.popleft(), found, strict=True):
                source = unit.file.source
                outcomes[number] += [ledger.put(source, *self._unless_given_up(*one)) for one in several]
                if unit.last:
                    ledger.keep(source, unit.file.id, digest, tuple(outcomes[number]))
                    done += 1
                    self.tell(Progress("read", done, len(self.jobs), outcomes[number][-1] if outcomes[number] else None))
            ledger.commit()
        return outcomes, len(fresh)

    def _digest(self, job: Job) -> bytes:
        """The digest of a file, and of what a language model answered about it."""
        digest = file_digest(job.path)
        if digest and self.setting.reader is not None and self.setting.reader.answers.exists():
            with Answers(self.setting.reader.answers, only_read=True) as answers:
                digest = hashlib.blake2b(digest + answers.state(digest, asked_in(self.setting)), digest_size=16).digest()
        return digest

    def _unless_given_up(self, outcome: Outcome, read: Read | None) -> tuple[Outcome, Read | None]:
        if read is None or read.id not in self.given_up:
            return outcome, read
        return Outcome(outcome.source, "failed", self.given_up[read.id]), None

    def _units(self, fresh: list[tuple[int, bytes]], given: deque[list[tuple[int, bytes, Unit]]]) -> Iterator[list[tuple[Setting, Unit]]]:
        """What is to be read, in parts of some size; each is put down in `given` too."""
        part: list[tuple[int, bytes, Unit]] = []
        size = 0
        for number, digest in fresh:
            for unit in reading.units(self.jobs[number]):
                part.append((number, digest, unit))
                size += to_read(unit)
                if size >= AT_ONCE:
                    given.append(part)
                    yield [(self.setting, unit) for _, _, unit in part]
                    part, size = [], 0
        if part:
            given.append(part)
            yield [(self.setting, unit) for _, _, unit in part]

    # ------------------------------------------------------------ what people decided

    def _correct(self, ledger: Ledger) -> tuple[Corrections, dict[str, dict[str, int]]]:
        """Does what people decided about facts; gives for the ids of the reports concerned how many facts of each kind they state now."""
        corrections = Corrections(self.decided)
        accounts = []
        for _, number in ledger.called(last_part(one.report) for one in self.decided if one.decision in ON_FACTS):
            account = ledger.read_account(number)
            how = readings.unpacked(ledger.reading(account.report))
            with on_report(number):
                corrections.notice(account, RestoredText(account.text, how.edits).to_raw)
            accounts.append((number, account))
        facts = {}
        for number, account in accounts:
            with on_report(number):
                now = corrections.of(account)
                told = reading.told_by(now)
            ledger.correct(number, None if now is account else now, told)
            facts[account.report] = counted(now)
        return corrections, facts

    def _counted(self, outcome: Outcome, facts: dict[str, dict[str, int]]) -> Outcome:
        return replace(outcome, facts=facts[outcome.report]) if outcome.report in facts else outcome

    def _settle(self, ledger: Ledger) -> Judgements:
        """Settles who is who, and what is told twice."""
        said = tuple(one.line() for one in self.decided)
        refs = awaited(self.decided)
        accounts = [ledger.told_account(number) for report, number in ledger.called(refs) if last_part(report) in refs]
        judged = Judgements.of(self.decided, accounts, ledger.has_body)
        if (ledger.value("decided"), ledger.value("judged")) != (said, judged):  # what decisions mean hangs on which reports there are, too
            ledger.touch_all()
            ledger.put_value("decided", said)
        ledger.settle(judged)
        numbers = ledger.unsettled()
        done = 0
        pieces = [[(ledger.path, number) for number in some] for some in parted(numbers, TOGETHER)]
        for several in self.pool.map(settling.settle_reports, pieces):
            for one in several:
                ledger.retell(one.number, one.told, one.stated)
            done += len(several)
            self.tell(Progress("settle", done, len(numbers)))
        ledger.commit()
        parts = ledger.parts()
        ledger.commit()
        for merged in self.pool.map(settling.merge_parts, [[(ledger.path, part) for part in some] for some in parted(parts, TOGETHER)]):
            for part, whole in merged:
                ledger.merge(part, whole)
        ledger.commit()
        return judged

    # ------------------------------------------------------------ writing

    def _publish(self, ledger: Ledger, judged: Judgements, corrections: Corrections, built: Built) -> Built:
        """Writes the graphs that changed, and the files of all together: carried on from the last build, or anew where much changed."""
        numbers = self._by_name(ledger.unwritten())
        sharing = self._shared(ledger, judged, corrections)
        few = len(numbers) + len(ledger.gone()) <= max(FEW, len(ledger) // FEW)
        published = None
        if few and not ledger.fresh:
            basis = basis_of(self.output, self.mint.base)
            try:
                published = self._carry_on(ledger, ledger.value("published"), sharing, numbers)
            except (OSError, EOFError, RuntimeError, SyntaxError, ValueError) as wrong:  # the last build's files are not what they were
                if getattr(wrong, "errno", None) == errno.ENOSPC:
                    raise
            if basis_of(self.output, self.mint.base) != basis:  # another build put its own there meanwhile
                published = None
            if published is None:
                sharing()
                self.pool.dismiss()  # one may be at the page of what was tried
        if published is None:
            published = self._anew(ledger, sharing())
        ledger.put_value("published", published)
        return self._finish(ledger, built, published)

    def _begin_page(self) -> None:
        """Has the page made, once the store and the index are there; `_finish` waits for it."""
        self.page = self.pool.start(publishing.call, [(publishing.fill_page, (self.folder,))])

    def _finish(self, ledger: Ledger, built: Built, published: publishing.Published) -> Built:
        """The files that tell of the graph, once it is there."""
        opened = store.open_read(self.folder)
        digest, graphs_, newest = published.digest, len(published.graphs), store.newest(opened)
        write_text(self.folder / dataset.FILE, dataset.describe(published.counts, self.mint.base, digest, graphs_, self.described, newest))
        write_text(self.folder / described.CITATION, described.citation(self.described, digest, newest, built.built))
        violations = tuple(shapes.with_sentences(published.violations, opened))
        del opened
        self._texts(ledger)
        built = replace(built, triples=published.counts.triples, violations=violations)
        summary = {
            "reports": built.built,
            "failed": len(built.failed),
            "triples": built.triples,
            "digest": digest,
            "facts": dict(sorted(built.facts.items())),
            "coverage": {"announced": sum(o.announced for o in built.outcomes), "silent": sum(o.silent for o in built.outcomes)},
            **({"own_words": dict(sorted(built.own_words.items()))} if built.own_words else {}),
            **({"decisions": asdict(built.decided)} if built.decided.decisions else {}),
            **({"reader": self._of_reader(built)} if self.setting.reader else {}),
            "violations": [str(v) for v in violations],
            "files": [o.as_json() for o in built.outcomes],
        }
        write_text(self.folder / "build.json", json.dumps(summary, ensure_ascii=False, indent=1) + "\n")
        kept.let_go()
        shutil.rmtree(self._parts)
        if self.output.exists():
            flush(self.folder)  # what `swap` wants, while the page is made
        self.page()
        self.pool.dismiss()
        return built

    def _of_reader(self, built: Built) -> dict[str, Any]:
        """What the summary tells of a language model."""
        reader = self.setting.reader
        assert reader is not None
        beside = {"answers": reader.answers.name} if reader.answers.resolve().parent == self.output.parent else {}
        return {"model": reader.model, "only_silence": reader.only_silence, "refused": sum(o.refused for o in built.outcomes), **beside}

    @property
    def _parts(self) -> Path:
        path = self.folder / "parts"
        path.mkdir(exist_ok=True)
        return path

    def _by_name(self, reports: Iterable[tuple[int, str]]) -> list[int]:
        """Reports in the order of their graphs' names."""
        return [number for _, number in sorted((self.mint.report(id_), number) for number, id_ in reports)]

    def _written(self, ledger: Ledger, numbers: list[int]) -> Iterator[Written]:
        """The graphs of reports, in parts."""
        pieces = [
            [(ledger.path, self._parts / f"reports-{at:05}", self.mint.base, tuple(some))]
            for at, some in enumerate(parted(numbers, TOGETHER))
        ]
        done = 0
        for (one,) in self.pool.map(writing.write_reports, pieces):
            yield one
            done += len(one.graphs)
            self.tell(Progress("write", done, len(numbers)))

    def _anew(self, ledger: Ledger, shared: Iterable[Written]) -> publishing.Published:
        """The files of all graphs together, from nothing."""
        return self._joined([*shared, *self._written(ledger, self._by_name(ledger.reports()))])

    def _joined(self, written: list[Written]) -> publishing.Published:
        """The files of all graphs together."""
        together: list[publishing.Together] = []
        ranges = publishing.ranges(self._parts, written, self.mint.base)
        counts = dataset.Counts()
        for (range_,) in self.pool.map(publishing.put_together, [[one] for one in ranges]):
            together.append(range_)
            counts.add(range_.counts)
            self.tell(Progress("publish", len(together), len(ranges) + 3))
        self.pool.dismiss()
        for part in written:  # a third of what lies on the disk by now
            Path(f"{part.path}.run").unlink()
        quads = tuple(Path(f"{one.path}.nq") for one in written)
        union = tuple(Path(f"{one.path}.nq") for one in together)
        tasks: list[list[publishing.Call]] = [
            [(publishing.fill_store, (self.folder / store.FOLDER, (*quads, *union)))],
            [(publishing.fill_index, (self.folder / index.FILE, union))],
            [(publishing.documents, (self.folder / "graph.ttl", self.folder / "graph.trig", self.mint.base, together, written))],
        ]
        for done, _ in enumerate(self.pool.map(publishing.call, tasks), len(ranges) + 1):
            self.tell(Progress("publish", done, len(ranges) + 3))
        self._begin_page()
        return publishing.Published(
            tuple(sorted((graph for part in written for graph in part.graphs), key=lambda graph: graph.name)),
            tuple(segment for one in together for segment in one.segments),
            counts,
            tuple(finding for one in together for finding in one.violations),
        )

    def _carry_on(
        self, ledger: Ledger, last: publishing.Published, sharing: Callable[[], list[Written]], numbers: list[int]
    ) -> publishing.Published:
        """The files of all graphs together, from those of the last build and what changed."""
        # while the shared graphs are written: the index, and what reading names aloud needs, half a second
        shutil.copyfile(self.output / index.FILE, self.folder / index.FILE)
        if numbers:
            sounds("民")
        written = [*sharing(), *self._written(ledger, numbers)]
        now = {graph.name: graph for part in written for graph in part.graphs}
        before = {graph.name: graph for graph in last.graphs}
        gone = [self.mint.report(id_) for id_ in ledger.gone()]
        gone += [name for name in (self.mint.base + one for one in graphs.NAMES) if name in before and name not in now]
        changed = {name for name, graph in now.items() if name not in before or before[name].digest != graph.digest}
        quads = [Path(f"{part.path}.nq") for part in written if any(graph.name in changed for graph in part.graphs)]
        changes = patching.exchange(self.output / store.FOLDER, self.folder / store.FOLDER, quads, gone)
        opened = store.open_read(self.folder)
        try:
            index_changes.change(self.folder / index.FILE, ((one.subject, one.before, one.now) for one in changes))
        except index_changes.Full:
            index.create(self.folder / index.FILE, patching.union(opened))
        self._begin_page()
        segments = patching.turtle(self.output / "graph.ttl", self.folder / "graph.ttl", self.mint.base, last.segments, changes, opened)
        texts: dict[str, bytes] = {}
        for part in written:
            for name, text in patching.pieces(Path(f"{part.path}.trig"), ((graph.name, graph.trig) for graph in part.graphs)):
                if name in changed:
                    texts[name] = text
        sizes = [(graph.name, graph.trig) for graph in last.graphs]
        patching.trig(self.output / "graph.trig", self.folder / "graph.trig", self.mint.base, sizes, texts, gone)
        kept_ = {name: graph for name, graph in (before | now).items() if name not in gone}
        subjects = {one.subject[1:-1] for one in changes}
        return publishing.Published(
            tuple(kept_[name] for name in sorted(kept_)),
            tuple(segments),
            patching.counts(last.counts, changes, self.mint.base, opened),
            (
                *(one for one in last.wrong if one.focus not in subjects),
                *(finding for one in changes for finding in checks.of_subject(one.subject, one.now)),
            ),
        )

    def _shared(self, ledger: Ledger, judged: Judgements, corrections: Corrections) -> Callable[[], list[Written]]:
        """Has the graphs written that no single report states; gives what waits for them."""
        curated = graphs.curation(self.mint, self.decided, corrections.report_of, lambda kind, ref: judged.means(kind, ref, ledger.person))
        reader = Reader(ledger.path)
        for number in ledger.corrected():
            curated |= Writer(self.mint, reader.account(number)).decided()
        reader.close()
        piece = ledger.path, self._parts / "shared", self.mint.base, curated
        # in another process, which ends: all bodies are a third of a gigabyte at 100,000 reports
        return self.pool.start(writing.write_shared, [piece])

    def _texts(self, ledger: Ledger) -> None:
        """Writes the texts that reports' offsets count in, below the build, under their ids."""
        for report, raw in ledger.texts():
            path = self.folder / TEXTS / "/".join(part for part in f"{report}.txt".split("/") if part not in ("", ".", ".."))
            path.parent.mkdir(parents=True, exist_ok=True)
            text = zlib.decompress(raw)
            if not linked(self.output / path.relative_to(self.folder), path, text):
                path.write_bytes(text)
