"""Files in, `Report` out: which files a build reads, how they are decoded, what is said of those that cannot be.

Texts (.txt, .md), pages (.html, .mht), documents (.docx, .doc, .wps, .rtf, .odt, .pdf), tables of pages and of people (.csv, .jsonl, .json, .xlsx, .xls),
mail (.eml), and zip files of these.

>>> from pathlib import Path
>>> [job.source for job in find([Path("no/such/file.txt")])]
['no/such/file.txt']
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ..language import say
from ..model import Report
from .text import LIMIT, Problem, Unreadable, decode, too_long

TEXTS = frozenset({".txt", ".text", ".md", ".markdown"})
PAGES = frozenset({".html", ".htm", ".shtml", ".xhtml"})
TABLES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".json"})
BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
SAVED = frozenset({".mht", ".mhtml"})
WORD = frozenset({".docx", ".docm", ".dotx", ".doc", ".wps", ".rtf", ".odt"})
SUFFIXES = TEXTS | PAGES | SAVED | TABLES | BOOKS | WORD | {".pdf", ".eml", ".zip"}
"""What a folder is searched for; a file named outright is read whatever its ending."""

OLD = {
    ".rar": ("RAR 压缩文件：请解开或改用 .zip", "is a RAR archive: unpack it or use .zip"),
    ".7z": ("7z 压缩文件：请解开或改用 .zip", "is a 7z archive: unpack it or use .zip"),
    ".tar": ("tar 压缩文件：请解开或改用 .zip", "is a tar archive: unpack it or use .zip"),
    ".gz": ("gzip 压缩文件：请解开或改用 .zip", "is a gzip archive: unpack it or use .zip"),
    ".msg": ("Outlook 邮件：请另存为 .eml", "is a mail of Outlook: save it as .eml"),
    ".ppt": ("演示文稿：请另存为 .pdf", "is a presentation: save it as .pdf"),
    ".pptx": ("演示文稿：请另存为 .pdf", "is a presentation: save it as .pdf"),
    ".caj": ("CAJ 文档：请转换为 .pdf", "is a CAJ document: convert it to .pdf"),
    ".ofd": ("OFD 文档：请转换为 .pdf", "is an OFD document: convert it to .pdf"),
    ".xml": ("XML 文件：请提供其中的文字", "is an XML file: give the text in it"),
    ".tif": ("图片：请先用文字识别（OCR）软件转换", "is a picture: run it through OCR first"),
    ".tiff": ("图片：请先用文字识别（OCR）软件转换", "is a picture: run it through OCR first"),
}
"""What holds reports as a rule and cannot be read: told of, not passed over in silence."""

COMPANION = ".clean.txt"
"""``NAME.clean.txt`` beside ``NAME.txt`` is that page restored by hand: reading both would say every fact twice."""

__all__ = ["COMPANION", "LIMIT", "SUFFIXES", "Job", "Problem", "Unreadable", "attempt", "decode", "find", "read", "reports"]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read, its `id` in the graph, and the relative path that will be its ``dcterms:source``."""

    path: Path
    source: str
    id: str
    skip: str | None = None

    @property
    def holds_many(self) -> bool:
        """Is it a file of many reports, a table or a zip file, by its name?"""
        return self.path.suffix.lower() in TABLES | BOOKS | {".zip", ".eml"}


def inputs_of(patterns: Iterable[str]) -> list[Path]:
    """The files and folders that arguments name; a pattern that the shell left alone is matched here."""
    found: list[Path] = []
    for pattern in patterns:
        matches = sorted(glob(pattern, recursive=True)) if has_magic(pattern) and not Path(pattern).exists() else []
        found.extend(Path(match) for match in matches or [pattern])
    return found


def find(inputs: Iterable[Path]) -> list[Job]:
    """The files that `inputs` (files and folders) stand for, sorted by source, each once.

    A file's source is its name, a file's below a folder its path from there. Where two would share one,
    theirs are the paths from the folder that holds both.
    """
    sources: dict[Path, str] = {}
    for top in inputs:
        if top.is_dir():
            for path, inside in _walk(top):
                sources.setdefault(path, _name(inside.as_posix()))
        else:
            sources.setdefault(_resolved(top), _name(top.name if top.exists() else str(top)))
    return _jobs(sources, lambda path: path.exists())


def _resolved(path: Path) -> Path:
    """Where a path leads; one that leads round in a circle stays what it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def named(tops: Iterable[tuple[str, Iterable[str]]]) -> list[Job]:
    """The jobs for files that are not on this machine, by folders with the paths of what is in each at any depth; a file by itself stands for
    its own folder.

    >>> [(job.source, job.id) for job in named([("bucket/in", ["bucket/in/2014/a.txt", "bucket/in/.hidden/b.txt", "bucket/in/c.exe"])])]
    [('2014/a.txt', '2014/a')]
    """
    sources: dict[Path, str] = {}
    for top, paths in tops:
        for path in map(Path, paths):
            inside = path.relative_to(top) if path != Path(top) else Path(path.name)
            if _wanted(inside) or path == Path(top):
                sources.setdefault(path, _name(inside.as_posix()))
    return _jobs(sources, sources.__contains__)


def _jobs(sources: dict[Path, str], exists: Callable[[Path], bool]) -> list[Job]:
    """Jobs for files with the names that they have from their folders, which are made longer where two share one."""
    clashing: set[Path] = set()
    while more := set(_sharing(sources.items())) - clashing:  # a new name may be another's old one
        clashing |= more
        above = Path(os.path.commonpath([path.parent for path in clashing]))
        sources.update({path: _name(path.relative_to(above).as_posix()) for path in clashing})
    ids = {path: source.removesuffix(Path(source).suffix) for path, source in sources.items()}
    for path in _sharing(ids.items()):  # a.txt and a.md in one folder
        ids[path] = sources[path]
    jobs = [Job(path, source, ids[path], _companion(path, exists)) for path, source in sources.items()]
    return sorted(jobs, key=lambda job: job.source)


def _name(path: str) -> str:
    """A path as text: its bytes are UTF-8 as a rule, GB18030 where an old system wrote them; nothing in it moves a cursor."""
    data = os.fsencode(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    return "".join(ch if ch.isprintable() else "\ufffd" for ch in text)


def _walk(top: Path) -> Iterator[tuple[Path, Path]]:
    """The files to read in a folder, each as it lies on the disk and as a path from the folder."""
    whole = top.resolve()  # of each file by itself it would take longer than to look into it
    for path in sorted(
        Path(folder, name)
        for folder, folders, names in os.walk(top)
        for name in (*names, *(one for one in folders if os.path.islink(os.path.join(folder, one))))
    ):
        inside = path.relative_to(top)
        if _wanted(inside) or (path.is_symlink() and path.is_dir() and not path.name.startswith(".")):
            led = _resolved(path) if path.is_symlink() else whole / inside
            yield led if led.is_relative_to(whole) and led.is_file() else whole / inside, inside


def _wanted(inside: Path) -> bool:
    """Is a file in a folder one to read, or to tell of, by its name?"""
    hidden = any(part.startswith(".") for part in inside.parts)
    return inside.suffix.lower() in (SUFFIXES | OLD.keys()) and not hidden


def _sharing(named: Iterable[tuple[Path, str]]) -> list[Path]:
    """The paths whose name another path has too."""
    named = list(named)
    count = Counter(name for _, name in named)
    return [path for path, name in named if count[name] > 1]


def _companion(path: Path, exists: Callable[[Path], bool]) -> str | None:
    original = path.name.removesuffix(COMPANION) + ".txt"
    if path.name.endswith(COMPANION) and exists(path.with_name(original)):
        return say(f"是 {original} 的人工还原本，只读后者", f"is {original} restored by hand; only the latter is read")
    if path.suffix.lower() == ".json":  # labels of a report, or what a crawler noted of a page
        beside = next(
            (path.with_suffix(suffix).name for suffix in (".txt", ".html", ".htm", ".md") if exists(path.with_suffix(suffix))), None
        )
        if beside is not None:
            return say(f"是 {beside} 的附带数据，只读后者", f"goes with {beside}; only the latter is read")
    return None


def reports(job: Job | Path | str) -> Iterator[Report | Problem]:
    """The reports in a file: one as a rule, many in a table or a zip file, a `Problem` for each that cannot be read.

    Raises `Unreadable`, whose text says what was wrong and what to do, and `OSError` where the system refuses.
    """
    if not isinstance(job, Job):
        job = find([Path(job)])[0]
    if wrong := no_file(job.path):
        raise Unreadable(wrong)
    with job.path.open("rb") as file:
        yield from _reports(file, job.path.name, job.source, job.id)


def no_file(path: Path) -> str | None:
    """What to say of what is there and is no file: a pipe, a device, a link that leads nowhere or, found in a folder, out of it; None for others."""
    try:
        kind = path.lstat().st_mode
    except (OSError, ValueError):
        return None  # told of when it is opened
    if stat.S_ISLNK(kind):  # what links lead to was put in their place, where they may be followed
        return say(
            "是链接，指向别处的文件、文件夹或不存在的地方，未读：请复制原文件",
            "is a link to something elsewhere, to a folder or to nowhere, and was not read: copy the file itself",
        )
    if not stat.S_ISREG(kind):
        return say("不是普通文件（管道、设备或文件夹），未读", "is no ordinary file (a pipe, a device or a folder), and was not read")
    return None


def attempt(job: Job) -> Iterator[Report | Problem]:
    """The `reports` in a file; what stops the reading of the file is a problem too."""
    try:
        yield from reports(job)
    except Unreadable as wrong:
        yield Problem(job.source, str(wrong))
    except OSError as wrong:
        reason = wrong.strerror or wrong
        yield Problem(job.source, say(f"无法读取：{reason}", f"cannot be read: {reason}"))


def read(job: Job | Path | str) -> Report:
    """The report in a file that holds one: one that `find` gave, or one by its path.

    Raises `Unreadable`, whose text says what was wrong and what to do, and `OSError` where the system refuses.
    """
    found = reports(job)
    first = next(found, None)
    if isinstance(first, Problem):
        raise Unreadable(first.reason)
    if first is None or next(found, None) is not None:
        raise Unreadable(
            say("含有多篇报告：请用 reports()", "holds several reports: ask reports() for them")
            if first
            else say("没有报告", "holds no report")
        )
    return first


def _reports(file: BinaryIO, name: str, source: str, report_id: str) -> Iterator[Report | Problem]:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in TABLES:
        from .tables import read_csv, read_json, read_jsonl

        read_ = read_csv if suffix in (".csv", ".tsv") else read_json if suffix == ".json" else read_jsonl
        yield from read_(file, source, report_id)
    elif suffix in BOOKS:
        from .sheets import read_workbook

        yield from read_workbook(file, source, report_id)
    elif suffix == ".eml":
        from .mail import read_mail

        yield from read_mail(file, source, report_id, SUFFIXES | OLD.keys(), _within)
    elif suffix == ".zip":
        from .archives import read_zip

        yield from read_zip(file, source, report_id, SUFFIXES | OLD.keys(), _within)
    elif suffix in OLD:
        raise Unreadable(say(*OLD[suffix]))
    else:
        yield _one(file, suffix, source, report_id)


def _within(file: BinaryIO, name: str, source: str, report_id: str) -> Iterator[Report | Problem]:
    """The reports in a file of a zip file, which is no zip file itself: unpacking could go on for ever."""
    if name.lower().endswith((".zip", ".eml")):
        raise Unreadable(say("是压缩文件或邮件里的压缩文件或邮件：请先解开", "is an archive or a mail within one: unpack it first"))
    yield from _reports(file, name, source, report_id)


def _one(file: BinaryIO, suffix: str, source: str, report_id: str) -> Report:
    """The report in a file of one; what a text file turns out to be is read as that."""
    head = file.read(1024)
    file.seek(0)
    if suffix == ".pdf" or (suffix not in PAGES and head.startswith(b"%PDF")):
        from .office import PACKED, read_pdf

        return read_pdf(file.read(PACKED + 1), source, report_id)
    if suffix in WORD or head.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        from .office import PACKED
        from .word import read_odt, read_word

        data = file.read(PACKED + 1)
        return (
            read_odt(data, source, report_id)
            if suffix == ".odt"
            else read_word(data, source, report_id, suffix in (".doc", ".wps", ".rtf"))
        )
    if suffix in SAVED:
        from .mail import LIMIT as MOST
        from .mail import read_mht

        return read_mht(file.read(MOST + 1), source, report_id)
    if suffix in PAGES or (suffix not in TEXTS and head.lstrip()[:9].lower() in (b"<!doctype", b"<html>")):
        from .html import LIMIT as WHOLE
        from .html import read_html

        return read_html(file.read(WHOLE + 1), source, report_id)
    return _plain(file, suffix, source, report_id)


def _plain(file: BinaryIO, suffix: str, source: str, report_id: str) -> Report:
    """The report in a file of plain text or Markdown."""
    data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise Unreadable(
            say(
                f"超过一篇报告的上限 {LIMIT:,} 字节：请拆成一篇一个文件",
                f"has more than the {LIMIT:,} bytes that a report has at most: split it into one file a report",
            )
        )
    text = decode(data)
    if wrong := too_long(text):
        raise Unreadable(wrong)
    if suffix in (".md", ".markdown"):
        from .markdown import marks

        return Report(report_id, source, text, markup=marks(text))
    return Report(report_id, source, text)
