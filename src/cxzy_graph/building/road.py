"""A report the whole way, up to its claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..extractors import extract
from ..extractors.engine import Rejected
from ..facts import kind_of
from ..instructed.asking import Instructed, cuts_of
from ..instructed.cutting import Refused
from ..learned import reader
from ..learned.agreeing import agreed
from ..learned.decoding import Decoded, decoded
from ..learned.reader import Found
from ..model import MODEL, Claim, Layout, Mention, Report, RestoredText, Span
from ..recognising import layout, recognise
from ..resolving import Resolved, resolve
from ..restoring import restore
from ..settling.accounts import Account
from ..views.residue import announced


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
    refused: tuple[Refused, ...] = ()
    """What a language model said that the report does not say."""

    @property
    def silent(self) -> list[Span]:
        """The sentences that announce a fact of which none was read."""
        return announced(self.restored.text, self.page, (e.span for claim in self.resolved.claims for e in claim.evidence))[1]


def travel(report: Report, about: str | None = None, *, quick: bool = False, instructed: Instructed | None = None) -> Road:
    """A report along the whole road, up to its claims; ``quick`` leaves out the reader that learns, ``instructed`` adds a language model's answers.

    >>> road = travel(Report("a", "a.txt", "民进江州市委会主委李然被评为优秀会员。"))
    >>> [(c.fact.honour, c.fact.recipient.name) for c in road.resolved.claims if hasattr(c.fact, "honour")]
    [('优秀会员', '李然')]
    """
    restored, page = opened(report)
    return travelled(report, restored, page, about, quick=quick, instructed=instructed)


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
    instructed: Instructed | None = None,
) -> Road:
    """A report that was opened, along the rest of the road; what was proposed and not taken goes to ``rejected``. Without the reader, all that the
    rules state is stated, however sure. ``instructed`` is a language model whose answers are read too."""
    mentions = recognise(restored, page)
    found, made = Found({}, ()), Decoded()
    if not quick:
        found = reader.read(restored.text, mentions)
        mentions = agreed(restored.text, mentions, found)
        made = decoded(restored.text, page, mentions, found)
    said = [*extract(restored, page, mentions, rejected), *made.said]
    if rejected is not None:
        rejected.extend(made.rejected)
    every = tuple(sorted([*mentions, *made.mentions], key=lambda m: m.span))

    known = resolve(report, restored, page, every, said, about, made.own, made.faint, rejected if instructed is None else None)
    road = Road(report, restored, page, every, known if quick and instructed is None else known.sure_enough(), found)
    if instructed is None:
        return road
    own, means = road.resolved.about, road.resolved.means
    cuts = cuts_of(restored.text, page, every, means, own.name if own else "", road.silent, instructed)
    for cut in cuts:
        said += cut.said
        if rejected is not None:
            rejected.extend(cut.rejected)
    every = tuple(sorted([*every, *(one for cut in cuts for one in cut.mentions)], key=lambda m: m.span))
    answered = [span for cut in cuts for span in cut.read]
    known = resolve(report, restored, page, every, said, about, made.own, made.faint, rejected)
    known = replace(known, claims=tuple(_beside(claim, answered, instructed) for claim in known.claims)).sure_enough()
    return Road(report, restored, page, every, known, found, tuple(one for cut in cuts for one in cut.refused))


def _beside(claim: Claim, answered: Sequence[Span], model: Instructed) -> Claim:
    """A claim that only the other readers make of what a model read too: as sure as such claims are, where that was counted."""
    share = model.beside(kind_of(type(claim.fact)).written)
    if share is None or any(one.rule.startswith(MODEL) for one in claim.evidence):
        return claim
    if not all(any(span.covers(one.span) for span in answered) for one in claim.evidence):
        return claim
    return replace(claim, confidence=round(min(claim.confidence, share), 3))


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
