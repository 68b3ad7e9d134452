"""What a language model is to be asked about the reports in a folder, found out before anything is sent anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..instructed.answers import Answers, Wanted
from ..instructed.asking import Instructed, requests_of, wanted, with_counts
from ..instructed.prompt import tokens
from ..language import speaking
from ..lexicon.own import using
from ..model import Report
from ..reading import Job, find
from . import reading
from .basis import file_digest, key_of
from .budget import budget
from .built import Progress
from .outcome import Setting, Unit
from .pool import Pool
from .road import travel

if TYPE_CHECKING:
    from ..instructed.client import Server

_AT_ONCE = 20
"""Reports that a process is given at a time."""


@dataclass(slots=True)
class ToAsk:
    """What there is to ask: files, requests, those answered before, characters that would be sent, and about how many tokens that comes to."""

    files: list[bytes]
    pages: int = 0
    requests: int = 0
    answered: int = 0
    characters: int = 0
    tokens: int = 0


def to_ask(
    inputs: Iterable[Path | str], reader: Instructed, setting: Setting, processes: int, tell: Callable[[Progress], None], answers: Answers
) -> ToAsk:
    """Notes in `answers` what the files give rise to that are not noted there, and counts what is to be asked."""
    jobs = [job for job in find(Path(one) for one in inputs) if not job.skip]
    key = asked_in(setting)
    found = ToAsk([])
    with Pool(processes) as pool:
        for number, job in enumerate(jobs, 1):
            digest = file_digest(job.path)
            found.files.append(digest)
            if not answers.knows(digest, key):
                answers.begin(digest, key)
                place = 0
                for (several,) in pool.map(_requests, ([(setting, some)] for some in _parted(job)), _lost):
                    place = answers.add(digest, key, place, several)
                answers.finish(digest, key)
            tell(Progress("read", number, len(jobs)))
    pages: set[bytes] = set()
    for digest in found.files:
        for one, there in answers.wanted([digest], key):
            found.requests += 1
            found.answered += there
            if not there:
                pages.add(digest)
                found.characters += sum(len(message["content"]) for message in one.body["messages"])
                found.tokens += tokens(one.body["messages"])
    found.pages = len(pages)
    return found


def of_build(folder: Path) -> Instructed | None:
    """The language model whose answers a build read, where they lie beside its folder; a build anew reads them again."""
    try:
        told = json.loads((folder / "build.json").read_text(encoding="utf-8")).get("reader")
    except (OSError, ValueError, AttributeError):
        return None
    if not isinstance(told, dict) or not isinstance(told.get("answers"), str):
        return None
    return with_counts(
        Instructed(str(told["model"]), folder.resolve().parent / Path(told["answers"]).name, told.get("only_silence") is True)
    )


def ask_about(inputs: Iterable[Path | str], reader: Instructed, setting: Setting, server: Server) -> Instructed:
    """Asks a server what there is to ask about files; gives the reader with what is counted of its model. Raises `BadServer` as `client.ask` does."""
    from ..instructed.client import ask

    setting = replace(setting, reader=reader)
    with Answers(reader.answers) as answers:
        found = to_ask(inputs, reader, setting, 1, lambda _: None, answers)
        ask(server, [one for one, there in answers.wanted(found.files, asked_in(setting)) if not there], answers.put)
    return with_counts(reader)


def asked_in(setting: Setting) -> str:
    """What requests depend on besides the reports: what they are read with, the model, the prompt. What was counted of the model is not of it."""
    assert setting.reader is not None
    return f"{key_of(replace(setting, reader=None))} {setting.reader.setting}"


def _parted(job: Job) -> Iterator[tuple[Unit, ...]]:
    some: list[Unit] = []
    for unit in reading.units(job):
        some.append(unit)
        if len(some) == _AT_ONCE:
            yield tuple(some)
            some = []
    if some:
        yield tuple(some)


def _requests(pieces: Sequence[tuple[Setting, tuple[Unit, ...]]]) -> list[list[Wanted]]:
    made = []
    for setting, some in pieces:
        assert setting.reader is not None
        with using(setting.own), speaking(setting.in_english):
            reports = (one for unit in some for one in (reading.reports_of(unit.file) if unit.report is None else (unit.report,)))
            made.append([one for report in reports if isinstance(report, Report) for one in _of_report(report, setting, setting.reader)])
    return made


def _of_report(report: Report, setting: Setting, reader: Instructed) -> list[Wanted]:
    try:
        with budget(len(report.raw)):
            road = travel(report, quick=setting.quick)
            own = road.resolved.about
            return wanted(requests_of(road.restored.text, road.page, own.name if own else "", road.silent, reader), reader)
    except Exception:  # met again, and told of, with the report when it is built
        return []


def _lost(_: tuple[Setting, tuple[Unit, ...]]) -> list[Wanted]:
    """What stands for reports that ended each process that read them: told of when they are built."""
    return []
