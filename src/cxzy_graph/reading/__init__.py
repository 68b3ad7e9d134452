"""Files in, `Report` out: which files a build reads, how they are decoded, what is said of those that cannot be.

>>> from pathlib import Path
>>> [job.source for job in find([Path("no/such/file.txt")])]
['no/such/file.txt']
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..language import say
from ..model import Report
from .text import Unreadable, decode

SUFFIXES = (".txt", ".text", ".md")
"""What a folder is searched for; a file named outright is read whatever its ending."""

COMPANION = ".clean.txt"
"""``NAME.clean.txt`` beside ``NAME.txt`` is that page restored by hand: reading both would say every fact twice."""

LIMIT = 4 * 1024 * 1024
"""Bytes. A report of a branch is some kilobytes; a larger file is a dump that wants splitting, not a report."""

__all__ = ["COMPANION", "LIMIT", "SUFFIXES", "Job", "Unreadable", "decode", "find", "read"]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read, its `id` in the graph, and the relative path that will be its ``dcterms:source``."""

    path: Path
    source: str
    id: str
    skip: str | None = None


def find(inputs: Iterable[Path]) -> list[Job]:
    """The files that `inputs` (files and folders) stand for, sorted by source, each once.

    A file's source is its name, a file's below a folder its path from there. Where two would share one,
    theirs are the paths from the folder that holds both.
    """
    sources: dict[Path, str] = {}
    for top in inputs:
        if top.is_dir():
            for path in _walk(top):
                sources.setdefault(path.resolve(), _name(path.relative_to(top).as_posix()))
        else:
            sources.setdefault(top.resolve(), _name(top.name if top.exists() else str(top)))
    clashing: set[Path] = set()
    while more := set(_sharing(sources.items())) - clashing:  # a new name may be another's old one
        clashing |= more
        above = Path(os.path.commonpath([path.parent for path in clashing]))
        sources.update({path: _name(path.relative_to(above).as_posix()) for path in clashing})
    ids = {path: source.removesuffix(Path(source).suffix) for path, source in sources.items()}
    for path in _sharing(ids.items()):  # a.txt and a.md in one folder
        ids[path] = sources[path]
    jobs = [Job(path, source, ids[path], _companion(path)) for path, source in sources.items()]
    return sorted(jobs, key=lambda job: job.source)


def _name(path: str) -> str:
    """A path as text: its bytes are UTF-8 as a rule, GB18030 where an old system wrote them; nothing in it moves a cursor."""
    data = os.fsencode(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    return "".join(ch if ch.isprintable() else "\ufffd" for ch in text)


def _walk(top: Path) -> Iterator[Path]:
    for path in sorted(top.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(top).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            yield path


def _sharing(named: Iterable[tuple[Path, str]]) -> list[Path]:
    """The paths whose name another path has too."""
    named = list(named)
    count = Counter(name for _, name in named)
    return [path for path, name in named if count[name] > 1]


def _companion(path: Path) -> str | None:
    original = path.name.removesuffix(COMPANION) + ".txt"
    if path.name.endswith(COMPANION) and path.with_name(original).exists():
        return say(f"是 {original} 的人工还原本，只读后者", f"is {original} restored by hand; only the latter is read")
    return None


def read(job: Job | Path | str) -> Report:
    """The report in a file: one that `find` gave, or one by its path.

    Raises `Unreadable`, whose text says what was wrong and what to do, and `OSError` where the system refuses.
    """
    if not isinstance(job, Job):
        job = find([Path(job)])[0]
    size = job.path.stat().st_size
    if size > LIMIT:
        raise Unreadable(
            say(
                f"有 {size:,} 字节，超过一篇报告的上限 {LIMIT:,}：请拆成一篇一个文件",
                f"has {size:,} bytes; a report has at most {LIMIT:,}: split it into one file a report",
            )
        )
    return Report(job.id, job.source, decode(job.path.read_bytes()))
