"""What there is to ask a language model about a report, and what its answers come to there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..extractors.confidence import of_model
from ..model import Layout, Mention, Span
from .answers import Answers, Wanted
from .cutting import Cut, Cutting
from .prompt import VERSION, Request, body, of_silence, pieces, request

BESIDE = "beside "
"""What the facts of a kind are counted under that the other readers alone state of what a model read too."""


@dataclass(frozen=True, slots=True)
class Instructed:
    """A language model as a reader: its name, the file of its answers, whether it is asked only about what the others were silent on, and how many
    of its facts of each kind were right of those stated, where that was counted."""

    model: str
    answers: Path
    only_silence: bool = False
    counts: tuple[tuple[str, int, int], ...] = ()

    @property
    def setting(self) -> str:
        """What the requests depend on besides the reports."""
        return f"{VERSION} {self.model}{' silence' if self.only_silence else ''}"

    def beside(self, kind: str) -> float | None:
        """The share of right facts among those of a kind that the other readers alone state of what it read; None where that was not counted."""
        counts = {kind_.removeprefix(BESIDE): (right, stated) for kind_, right, stated in self.counts if kind_.startswith(BESIDE)}
        return of_model(counts, kind) if counts else None

    def sure(self, kind: str) -> float:
        """The share of its facts of a kind that were right."""
        return of_model({kind_: (right, stated) for kind_, right, stated in self.counts if not kind_.startswith(BESIDE)}, kind)


def with_counts(reader: Instructed) -> Instructed:
    """A reader with what was counted of its model."""
    if not reader.answers.exists():
        return reader
    with Answers(reader.answers, only_read=True) as kept:
        counts = tuple((kind, *pair) for kind, pair in kept.counts(reader.model).items())
    return Instructed(reader.model, reader.answers, reader.only_silence, counts)


def requests_of(text: str, page: Layout, about: str, silent: Sequence[Span], reader: Instructed) -> list[Request]:
    """What is asked about a report. ``silent`` are its sentences that announce a fact of which the other readers made none."""
    some = of_silence(text, silent) if reader.only_silence else pieces(text)
    return [request(piece, reader.model, about, page) for piece in some]


def wanted(requests: Sequence[Request], reader: Instructed) -> list[Wanted]:
    """Requests as a server is sent them."""
    return [Wanted(one.key, body(one.messages, reader.model)) for one in requests]


def cuts_of(
    text: str,
    page: Layout,
    mentions: Sequence[Mention],
    means: Callable[[Mention], str],
    about: str,
    silent: Sequence[Span],
    reader: Instructed,
) -> list[Cut]:
    """What a model's answers about a report come to, one for each piece that it answered."""
    if not reader.answers.exists():
        return []
    found: list[Cut] = []
    with Answers(reader.answers, only_read=True) as kept:
        answered = [(one, kept.get(one.key)) for one in requests_of(text, page, about, silent, reader)]
    cutting = Cutting(text, page, mentions, means, about)
    for one, answer in answered:
        if answer is not None:
            found.append(cutting.cut(answer.content, one.piece, reader.model, reader.sure))
            found[-1].read = one.piece.spans
    return found
