"""What is done to reports apart from each other, many at a time and in any process: a file read to its accounts, an account written to its graph."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from ..facts import Conferral
from ..language import say, speaking
from ..lexicon.own import current, hits, using
from ..model import Layout, Report, RestoredText
from ..packing import packed
from ..reading import Job, Problem, attempt
from ..reading.text import fault
from ..recognising import prepare, sentences
from ..settling import namesakes
from ..settling.accounts import Account
from ..settling.across import bodies_of, placed
from ..views import readings
from ..views.residue import announced
from .budget import budget
from .outcome import Found, Outcome, Read, Setting, Told, Unit
from .road import Road, account_of, counted, opened, travel, travelled


def read(units: Sequence[tuple[Setting, Unit]]) -> list[Found]:
    """What became of each unit; one that cannot be read leaves the others.

    The texts of all are restored first, so that their sentences are tagged together.
    """
    found: list[Found] = []
    for setting, some in groupby(units, key=itemgetter(0)):
        with using(setting.own), speaking(setting.in_english):
            opened_ = [[_opened(one) for one in (reports_of(unit.file) if unit.report is None else (unit.report,))] for _, unit in some]
            with suppress(Exception):  # met again, and told of, with the report that it comes of
                prepare(said for several in opened_ for one in several if isinstance(one, _Opened) for said in one.sentences)
            found += [tuple(_met(one, setting) for one in several if one is not None) for several in opened_]
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
    for found in reports_of(job):
        yield Unit(job, found, last=False)
    yield Unit(job, Problem("", ""), last=True)


def reports_of(job: Job) -> Iterator[Report | Problem]:
    try:
        yield from _bounded(job)
    except Exception as wrong:  # a fault of ours or of a library, met on one file
        yield Problem(job.source, fault(wrong))


def _bounded(job: Job) -> Iterator[Report | Problem]:
    """The reports in a file, each within what one may take."""
    found: Iterator[Report | Problem] | None = None
    while True:
        with budget():
            found = attempt(job) if found is None else found
            one = next(found, None)
        if one is None:
            return
        yield one


def _opened(found: Report | Problem) -> _Opened | Outcome | None:
    """A report with its text restored, or what became of it; nothing for what stands behind the last of a file."""
    if isinstance(found, Problem):
        return Outcome(found.source, "failed", found.reason) if found.source else None
    try:
        with budget(len(found.raw)):
            restored, page = opened(found)
            return _Opened(found, restored, page, sentences(restored, page))
    except Exception as wrong:  # a fault of ours, met on one report: told of with that report, and the others are built
        return Outcome(found.source, "failed", fault(wrong))


def _met(one: _Opened | Outcome, setting: Setting) -> tuple[Outcome, Read | None]:
    if isinstance(one, Outcome):
        return one, None
    report = one.report
    try:
        with budget(len(report.raw)):
            return _kept(travelled(report, one.restored, one.page, quick=setting.quick, instructed=setting.reader))
    except Exception as wrong:  # as above
        return Outcome(report.source, "failed", fault(wrong)), None


def _kept(road: Road) -> tuple[Outcome, Read]:
    """What a report that was read came to."""
    report, account = road.report, account_of(road)
    said = [(m.kind, m.text) for m in road.mentions]
    said += [("HONOUR", claim.fact.honour) for claim in account.claims if isinstance(claim.fact, Conferral)]
    about = account.about.name if account.about else ""
    words = hits(current(), iter(said))
    told, silent = announced(account.text, road.page, (e.span for claim in account.claims for e in claim.evidence))
    edits, facts = len(road.restored.edits), counted(account)
    counts = len(told), len(silent), report.id, len(road.refused)
    outcome = Outcome(report.source, "built", "", about, len(account.text), edits, facts, words, *counts)
    raw = zlib.compress(report.raw.encode(), 1) if report.extracted else None
    reading = readings.packed(road.restored.edits, road.mentions, [road.resolved.means(one) for one in road.mentions])
    return outcome, Read(report.id, packed(account), reading, raw, told_by(account))


def told_by(account: Account) -> Told:
    """The bodies and people of an account."""
    bodies = tuple((identity, body.name, packed(body.detail), placed(body)) for identity, body in sorted(bodies_of(account).items()))
    return Told(bodies, tuple((who.name, packed(who)) for who in namesakes.seen(account)))
