"""Folders in, graph out: every file's outcome told, the last good build untouched until the new one is whole."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from .corpus import Corpus, Decided
from .exporting import document, documents
from .extractors import extract
from .facts import Conferral
from .language import say
from .lexicon.own import OwnLexicon, current, hits, using
from .model import Layout, Mention, Report, RestoredText
from .rdf import dataset, shapes, store, writing
from .rdf.iris import BASE, Mint
from .rdf.writing import Triple
from .reading import Job, Problem, Unreadable, attempt, find
from .recognising import layout, recognise
from .resolving import Resolved, resolve
from .resolving.accounts import Account
from .resolving.decisions import FILE, load, locked
from .restoring import restore
from .views import index, readings

TEXTS = "texts"
"""Folder of the texts taken out of pages, documents and tables: what their offsets count in."""

OURS = ("graph.ttl", "graph.trig", "graph.html", "build.json", dataset.FILE, index.FILE, readings.FILE, TEXTS, store.FOLDER)
"""What a build writes; everything else in its folder is the user's and stays."""


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

    def as_json(self) -> dict[str, Any]:
        return {name: value for name in self.__slots__ if (value := getattr(self, name)) not in ("", 0, {})}


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build."""

    output: Path
    outcomes: tuple[Outcome, ...]
    triples: int
    violations: tuple[shapes.Finding, ...]
    decided: Decided = field(default_factory=Decided)

    @property
    def built(self) -> int:
        return sum(o.status == "built" for o in self.outcomes)

    @property
    def failed(self) -> list[Outcome]:
        return [o for o in self.outcomes if o.status == "failed"]

    @property
    def facts(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for outcome in self.outcomes:
            total.update(outcome.facts)
        return total

    @property
    def own_words(self) -> Counter[str]:
        """How often each of the user's words was used."""
        total: Counter[str] = Counter()
        for outcome in self.outcomes:
            total.update(outcome.own_words)
        return total


class NothingBuilt(ValueError):
    """No report could be read; what was there before is untouched."""

    def __init__(self, outcomes: tuple[Outcome, ...]) -> None:
        super().__init__(
            say(
                "没有读到任何报告，未生成图谱；原有结果未改动", "no report could be read, so nothing was built; what was there is untouched"
            )
        )
        self.outcomes = outcomes


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
    restored = restore(report.raw, report.markup)
    page = layout(restored.text, restore(report.title).text if report.title else None, report.published, report.editor)
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


def build(
    inputs: Iterable[Path | str],
    output: Path | str = "output",
    base: str = BASE,
    progress: Callable[[Outcome, int, int], None] | None = None,
    own: OwnLexicon = OwnLexicon(),  # noqa: B008 - frozen
    decisions: Path | str | None = None,
    licence: str = "",
) -> Built:
    """Builds the graph of the reports in files and folders, and swaps it in for the one in `output`. `own` adds the user's words;
    `decisions` is the file of what people decided, ``decisions.jsonl`` in `output` unless it is given; `licence` the IRI of the licence under
    which the graph is given on, for its description.

    Raises `NothingBuilt` where no report could be read, `Unreadable` where `output` cannot be replaced, and `OSError` where
    it cannot be written, `BadDecision` for a file of decisions that cannot be followed. A file that cannot be read is told of in the outcomes.
    """
    given = Path(output)
    output = given.resolve()
    if output == Path.cwd() or os.path.ismount(output):
        raise Unreadable(say(f"{output} 不能用作输出：请给它自己的文件夹", f"{output} cannot be the output: give it a folder of its own"))
    jobs = find(Path(one) for one in inputs)
    recover(output)
    if store.written_to(output / store.FOLDER):
        raise Unreadable(
            say(
                f"{output} 里的图谱正被 serve --allow-update 写入，请先停止它",
                f"serve --allow-update is writing to the graph in {output}; stop it first",
            )
        )
    output.parent.mkdir(parents=True, exist_ok=True)
    decided = load(Path(decisions) if decisions else output / FILE)
    beside = Path(tempfile.mkdtemp(prefix=f".{output.name}.building-{os.getpid()}-", dir=output.parent))
    try:
        with Corpus(Mint(base), decided, beside) as corpus, closing(readings.Writing(beside / readings.FILE)) as read:
            outcomes: list[Outcome] = []
            for number, job in enumerate(jobs, 1):
                for outcome, road in _with(own, _of(job, beside / TEXTS)):
                    if road is not None:
                        account = account_of(road)
                        outcome = replace(outcome, facts=_counted(account))
                        if not corpus.take(account, road.restored.to_raw):
                            reason = say("与另一篇报告同名，请改名", "has another report's name; rename it")
                            outcome = Outcome(outcome.source, "failed", reason)
                        else:
                            read.put(account.report, road.restored.edits, road.mentions, map(road.resolved.means, road.mentions))
                    outcomes.append(outcome)
                    if progress:
                        progress(outcome, number, len(jobs))
            if not len(corpus):
                raise NothingBuilt(tuple(outcomes))
            counts = {account.source: _counted(account) for account in corpus.corrected()}
            outcomes = [replace(one, facts=counts.get(one.source, one.facts)) for one in outcomes]
            graphs = sorted(corpus.graphs())
        built = _write(beside, given, graphs, tuple(outcomes), base, corpus.decided(), licence)
        _swap(beside, output)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return built


def _with(own: OwnLexicon, made: Iterator[_Made]) -> Iterator[_Made]:
    """What becomes of the reports in a file while a user's words are known."""
    while True:
        with using(own):
            one = next(made, None)
        if one is None:
            return
        yield one


_Made = tuple[Outcome, Road | None]


def _of(job: Job, texts: Path) -> Iterator[_Made]:
    """What became of the reports in a file; one that cannot be read leaves the others."""
    if job.skip:
        yield Outcome(job.source, "skipped", job.skip), None
        return
    try:
        for found in attempt(job):
            if isinstance(found, Problem):
                yield Outcome(found.source, "failed", found.reason), None
            else:
                yield _one(found, texts)
    except Exception as wrong:  # a fault of ours or of a library, met on one file
        yield Outcome(job.source, "failed", _fault(wrong)), None


def _one(report: Report, texts: Path) -> _Made:
    try:
        road = travel(report)
    except Exception as wrong:  # a fault of ours, met on one report: told of with that report, and the others are built
        return Outcome(report.source, "failed", _fault(wrong)), None
    if report.extracted:
        _keep(texts, report)
    about = road.resolved.about.name if road.resolved.about else ""
    said = [(m.kind, m.text) for m in road.mentions]
    said += [("HONOUR", claim.fact.honour) for claim in road.resolved.claims if isinstance(claim.fact, Conferral)]
    outcome = Outcome(
        report.source,
        "built",
        "",
        about,
        len(road.restored.text),
        len(road.restored.edits),
        own_words=hits(current(), iter(said)),
    )
    return outcome, road


def _counted(account: Account) -> dict[str, int]:
    """How many facts of each kind a report states."""
    return dict(sorted(Counter(type(fact).__name__ for fact in account.facts()).items()))


def _fault(wrong: Exception) -> str:
    reason = f"{type(wrong).__name__}: {wrong}"
    return say(f"处理时出错，请报告此问题（{reason}）", f"met a fault of the program, please report it ({reason})")


def _keep(texts: Path, report: Report) -> None:
    """Writes the text that a report's offsets count in, below the build, under its id."""
    path = texts / "/".join(part for part in f"{report.id}.txt".split("/") if part not in ("", ".", ".."))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report.raw, encoding="utf-8", newline="\n")


def _write(
    folder: Path,
    output: Path,
    graphs: list[tuple[str, list[Triple]]],
    outcomes: tuple[Outcome, ...],
    base: str,
    decided: Decided,
    licence: str,
) -> Built:
    union = writing.union(triples for _, triples in graphs)
    _text(folder / "graph.ttl", document(lambda: union, base))
    _text(folder / "graph.trig", documents(graphs, base))
    lines = folder / "quads.nq"
    _text(lines, (line for graph, triples in graphs for line in writing.nquads(triples, graph)))
    with lines.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    index.create(folder / index.FILE, union)
    _text(folder / dataset.FILE, [dataset.describe(union, base, digest, len(graphs), licence)])
    with lines.open(encoding="utf-8") as file:
        violations = tuple(shapes.violations(file))
    with lines.open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(writing.nquads(union))
    store.create(folder / store.FOLDER, lines)
    lines.unlink()
    from .views.page import write_page  # heavy, and only a build needs it

    write_page(folder / "graph.html", union)
    built = Built(output, outcomes, len(union), violations, decided)
    summary = {
        "reports": built.built,
        "failed": len(built.failed),
        "triples": built.triples,
        "digest": digest,
        "facts": dict(sorted(built.facts.items())),
        **({"own_words": dict(sorted(built.own_words.items()))} if built.own_words else {}),
        **({"decisions": asdict(decided)} if decided.decisions else {}),
        "violations": [str(v) for v in violations],
        "files": [o.as_json() for o in outcomes],
    }
    _text(folder / "build.json", [json.dumps(summary, ensure_ascii=False, indent=1) + "\n"])
    return built


def _text(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for piece in pieces:
            file.write(piece)


# ---------------------------------------------------------------- swapping in


def _swap(new: Path, output: Path) -> None:
    """Puts a finished folder in the place of `output`, with what else lay there; at no moment is there half a build."""
    if not output.exists():
        new.rename(output)
        output.chmod(0o755)
        return
    for path in new.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    with locked(output / FILE):  # what a reviewer decides meanwhile must not stay behind in the old folder
        for item in output.iterdir():
            if item.name not in OURS:
                if item.is_dir() and not item.is_symlink():
                    shutil.copytree(item, new / item.name, symlinks=True)
                else:
                    shutil.copy2(item, new / item.name, follow_symlinks=False)
        new.chmod(output.stat().st_mode)
        if _exchange(new, output):
            return
        aside = _aside(output)
        output.rename(aside)
        new.rename(output)
    shutil.rmtree(aside, ignore_errors=True)


def _aside(output: Path) -> Path:
    return output.parent / f".{output.name}.previous"


def recover(output: Path) -> None:
    """Tidies up after builds that were killed: puts the last good one back where a swap without `_exchange` was cut off
    between its two steps, and removes what was being built."""
    aside = _aside(output)
    if aside.is_dir() and not output.exists():
        aside.rename(output)
    for left in output.parent.glob(f".{output.name}.building-*-*"):
        if not _alive(left.name.removeprefix(f".{output.name}.building-").split("-")[0]):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: str) -> bool:
    """Is a process still running? One that may not be asked is."""
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return True
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where the system cannot (only Linux can)."""
    if sys.platform != "linux":
        return False
    at_fdcwd, rename_exchange = -100, 2  # <fcntl.h>, <linux/fs.h>
    with suppress(OSError, AttributeError):
        call = ctypes.CDLL(None, use_errno=True).renameat2
        return bool(call(at_fdcwd, os.fsencode(one), at_fdcwd, os.fsencode(other), rename_exchange) == 0)
    return False
