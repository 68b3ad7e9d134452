"""A report the whole way, up to its claims."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..extractors import extract
from ..extractors.engine import Rejected
from ..learned import reader
from ..learned.decoding import agreed, decoded
from ..learned.reader import Found
from ..model import Layout, Mention, Report, RestoredText
from ..recognising import layout, recognise
from ..resolving import Resolved, resolve
from ..restoring import restore
from ..settling.accounts import Account


@dataclass(frozen=True, slots=True)
class Road:
    """A report at every stage."""

    report: Report
    restored: RestoredText
    page: Layout
    mentions: tuple[Mention, ...]
    resolved: Resolved
    found: Found = field(default_factory=lambda: Found({}, ()))
    """What the reader found; nothing where it was left out."""


def travel(report: Report, about: str | None = None, *, quick: bool = False) -> Road:
    """A report along the whole road, up to its claims; ``quick`` leaves out the reader that learns.

    >>> road = travel(Report("a", "a.txt", "民进江州市委会主委李然被评为优秀会员。"))
    >>> [(c.fact.honour, c.fact.recipient.name) for c in road.resolved.claims if hasattr(c.fact, "honour")]
    [('优秀会员', '李然')]
    """
    restored, page = opened(report)
    return travelled(report, restored, page, about, quick=quick)


def opened(report: Report) -> tuple[RestoredText, Layout]:
    """A report's restored text, and what its page is."""
    restored = restore(report.raw, report.markup)
    return restored, layout(restored.text, restore(report.title).text if report.title else None, report.published, report.editor)


def travelled(
    report: Report,
    restored: RestoredText,
    page: Layout,
    about: str | None = None,
    *,
    quick: bool = False,
    rejected: list[Rejected] | None = None,
) -> Road:
    """A report that was opened, along the rest of the road; what was proposed and not taken goes to ``rejected``. Without the reader, all that the
    rules state is stated, however sure."""
    mentions = recognise(restored, page)
    if quick:
        said = list(extract(restored, page, mentions, rejected))
        return Road(report, restored, page, mentions, resolve(report, restored, page, mentions, said, about))
    found = reader.read(restored.text, mentions)
    mentions = agreed(mentions, found)
    made = decoded(restored.text, page, mentions, found)
    said = [*extract(restored, page, mentions, rejected), *made.said]
    if rejected is not None:
        rejected.extend(made.rejected)
    every = tuple(sorted([*mentions, *made.mentions], key=lambda m: m.span))
    return Road(
        report, restored, page, every, resolve(report, restored, page, every, said, about, made.own, made.faint).sure_enough(), found
    )


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
