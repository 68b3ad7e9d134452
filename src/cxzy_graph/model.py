"""The data that flows along the road: frozen, without input or output, and never without a position.

All positions are Unicode code points (what Python counts), half open: ``text[span.start:span.end]``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, NamedTuple

LOST = "□"
"""Stands in a restored text for a character that was eaten without a trace, a digit as a rule: nobody can say which."""


class Span(NamedTuple):
    """A stretch of text from ``start`` up to, not including, ``end``.

    >>> Span(2, 5).of("民进江州市委会")
    '江州市'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it came: ``id`` names it in the graph, ``source`` is the path or address people know it by.

    ``markup`` are stretches of ``raw`` that are no words; ``title``, ``published`` (YYYY-MM-DD) and ``editor`` are what its file says apart from the text; ``extracted`` means that ``raw`` was
    taken out of a page, a document or a table and is nowhere else to be seen.
    """

    id: str
    source: str
    raw: str
    title: str | None = None
    published: str | None = None
    editor: str | None = None
    extracted: bool = False
    markup: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One repair: ``raw[start:end]`` was ``before`` and reads ``after``; ``repair`` names the damage.

    ``certain`` repairs follow from the damage and would be damaged into the very page again; the others were chosen
    among readings that would all have been, as the likeliest.
    """

    start: int
    end: int
    before: str
    after: str
    repair: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """A stretch that could be read in several ways: ``raw[start:end]`` was read as ``chosen``.

    ``rivals`` are the readings that lost, the page as it stands among them, with the nats by which they did (natural units of
    information: a reading that loses by n nats is e to the power of n times less likely).
    """

    start: int
    end: int
    chosen: str
    repair: str
    certain: bool
    rivals: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class RestoredText:
    """A restored text with every edit that made it; outside the edits it equals the raw text.

    >>> text = RestoredText("会员", (Edit(0, 6, "會(huì)", "会", "annotation"), Edit(6, 7, "員", "员", "traditional")))
    >>> text.to_raw(Span(0, 2))
    Span(start=0, end=7)
    """

    text: str
    edits: tuple[Edit, ...] = ()
    choices: tuple[Choice, ...] = field(default=(), compare=False)
    _anchors: tuple[tuple[int, int], ...] = field(init=False, repr=False, compare=False)
    _guesses: tuple[Span, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        anchors, position, raw = [(0, 0)], 0, 0
        guesses: list[Span] = []
        for edit in self.edits:
            position += edit.start - raw
            anchors.append((position, edit.start))
            if not edit.certain:
                guesses.append(Span(position, position + len(edit.after)))
            position += len(edit.after)
            raw = edit.end
            anchors.append((position, raw))
        object.__setattr__(self, "_anchors", tuple(anchors))
        object.__setattr__(self, "_guesses", tuple(guesses))

    def to_raw(self, span: Span) -> Span:
        """The characters of the raw text that ``span`` of the restored text stands for, whole edits included."""
        return Span(self._raw_at(span.start, after=True), self._raw_at(span.end, after=False))

    def to_restored(self, raw: Span) -> Span:
        """The characters of the restored text that ``raw`` of the raw text became, whole edits included.

        >>> text = RestoredText("会员", (Edit(0, 6, "會(huì)", "会", "annotation"), Edit(6, 7, "員", "员", "traditional")))
        >>> text.to_restored(Span(6, 7)), text.to_restored(Span(2, 3))
        (Span(start=1, end=2), Span(start=0, end=1))
        """
        return Span(self._restored_at(raw.start, after=True), self._restored_at(raw.end, after=False))

    def _restored_at(self, position: int, *, after: bool) -> int:
        """The restored position of a raw boundary; inside an edit, the edit's start (``after``) or its end."""
        index = bisect_right(self._anchors, position, key=lambda anchor: anchor[1]) - 1
        if not after:
            while index > 0 and self._anchors[index][1] == position:
                index -= 1
        at, raw = self._anchors[index]
        if index % 2 == 0:
            return at + position - raw
        return at if after else self._anchors[index + 1][0]

    def guessed(self, span: Span) -> bool:
        """Does a character of ``span`` of the restored text rest on a guess?

        >>> text = RestoredText("3个", (Edit(0, 1, "?", "3", "lost character", certain=False),))
        >>> text.guessed(Span(0, 1)), text.guessed(Span(1, 2))
        (True, False)
        """
        return any(guess.meets(span) for guess in self._guesses)

    def _raw_at(self, position: int, *, after: bool) -> int:
        """The raw position of a boundary; inside an edit, the edit's start (``after``) or its end."""
        index = bisect_right(self._anchors, (position, float("inf"))) - 1
        if not after:
            # the end of a span belongs to what stands before it, not to an edit that begins there
            while index > 0 and self._anchors[index][0] == position:
                index -= 1
        at, raw = self._anchors[index]
        if index % 2 == 0:  # even anchors begin untouched text, odd ones an edit
            return raw + position - at
        return raw if after else self._anchors[index + 1][1]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the body, with the heading above it, the heading's place, and its paragraph's number."""

    span: Span
    heading: str
    paragraph: int
    heading_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What the page says about itself, and its body in sentences."""

    title: str
    published: str | None
    editor: str | None
    source: str | None
    breadcrumb: tuple[str, ...]
    passages: tuple[Passage, ...]
    subtitle: str = ""

    @property
    def headline(self) -> str:
        """The title with the line beneath it that begins with a dash: what the report is called in full."""
        return self.title + self.subtitle


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something: ``kind`` is one of `KINDS`, ``value`` what the recogniser worked out of them."""

    span: Span
    text: str
    kind: str
    value: Any = None


KINDS = ("PERSON", "ORG", "PLACE", "DATE", "QUOTE", "TITLE", "NUMBER", "POST", "OCCUPATION")
"""QUOTE stands in “…”, TITLE in 《…》; NUMBER has a unit; POST is an office (主委, 副主任)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence behind a fact: its place in the restored and in the raw text, and the rule that read it.

    ``guessed``: words that the fact rests on were chosen as the likeliest when the text was restored.
    """

    report: str
    span: Span
    raw_span: Span
    quote: str
    rule: str
    guessed: bool = False
    sure: float = field(default=1.0, compare=False)
    """How likely the source that read it holds it, where it can tell: a reader that learns can, a rule cannot."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that reports talk about; ``name`` is canonical and, with ``kind``, its identity.

    ``detail`` is what the recogniser knows of it (an organisation's name taken apart).
    """

    kind: str
    name: str
    key: str = ""
    aliases: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    detail: Any = field(default=None, compare=False, repr=False)

    def __getstate__(self) -> tuple[Any, ...]:
        return self.kind, self.name, self.key, tuple(sorted(self.aliases)), self.detail  # in one order, whatever the hash seed

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        kind, name, key, aliases, detail = state
        for slot, value in (("kind", kind), ("name", name), ("key", key), ("aliases", frozenset(aliases)), ("detail", detail)):
            object.__setattr__(self, slot, value)

    @property
    def identity(self) -> str:
        """What the IRI is made from: the name, and where two things share it, what tells them apart."""
        return self.key or self.name


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact whose mentions were resolved: ``fact`` holds entities and values, ``evidence`` the sentences."""

    fact: Any
    evidence: tuple[Evidence, ...]
    confidence: float
    support: float = field(default=0.0, compare=False)
    """How likely the reader that learns holds what rules state, where that is too little for it to state it itself."""


READER = "reader."
"""What the names of the reader's sources begin with."""

MODEL = "reader:"
"""What the names of language models as sources begin with."""
