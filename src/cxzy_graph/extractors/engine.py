"""Rules and their examples, side by side; a sentence as a rule sees it.

In a rule's pattern ``{PERSON:who}`` stands for one recognised mention of a person, ``{PERSON+:who}`` for a list of them
(张明、李然和王芳), ``{ORG?:by}`` for one that may be missing. Everything else is a regular expression over the words
between the mentions. A rule is a function that takes such a match and the sentence's context and yields facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..dates import Date
from ..facts import OWN, Event, Fact, Who
from ..model import KINDS, Layout, Mention, Passage, Span
from .needs import Gate, Needs, needs

CODES = {kind: chr(0xE000 + index) for index, kind in enumerate(KINDS)}
"""In a tagged sentence, each mention is one private character that tells its kind."""

_SLOT = re.compile(r"\{(?P<kind>[A-Z]+)(?P<many>[+?*]?)(?::(?P<name>\w+))?\}")
_AND = "(?:[、，]?以及|[、，]?及|[、，]?和|、|与|，)"


@dataclass(frozen=True, slots=True)
class Gives:
    text: str
    facts: tuple[Fact, ...]
    about: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Silent:
    text: str
    about: str | None
    published: str | None


def gives(text: str, *facts: Fact, about: str | None = None, published: str | None = None) -> Gives:
    """An example: through the whole road, `text` yields exactly `facts`, and this rule read one of them.

    Who and where are written by canonical name. `about` is the body whose report it is.
    """
    return Gives(text, facts, about, published)


def silent(text: str, about: str | None = None, published: str | None = None) -> Silent:
    """A counter-example: this rule says nothing about `text`."""
    return Silent(text, about, published)


Reader = Callable[..., Iterator[Any]]
"""A rule's function: of a match and the sentence it yields facts; of the sentence alone, facts with their stretch of it, or
with a `Span` of the text where another sentence says them too."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name and docstring travel into the graph."""

    name: str
    doc: str
    pattern: re.Pattern[str] | None
    apply: Reader
    examples: tuple[Gives | Silent, ...]
    needs: Needs = ()

    @property
    def gives(self) -> list[Gives]:
        return [e for e in self.examples if isinstance(e, Gives)]

    @property
    def silent(self) -> list[Silent]:
        return [e for e in self.examples if isinstance(e, Silent)]


RULES: list[Rule] = []


def rule(pattern: str | None, *examples: Gives | Silent) -> Callable[[Reader], Reader]:
    """Registers a rule. Without a pattern the function is called once a sentence, with its context alone."""

    def register(function: Reader) -> Reader:
        module = function.__module__.rsplit(".", 1)[-1]
        doc = (function.__doc__ or "").strip()
        made = compiled(pattern) if pattern else None
        RULES.append(Rule(f"{module}.{function.__name__}", doc, made, function, examples, needs(made) if made else ()))
        return function

    return register


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its slots as a regular expression over tagged text.

    >>> bool(compiled("{PERSON:who}主持").search(CODES["PERSON"] + "主持会议"))
    True
    """

    def slot(match: re.Match[str]) -> str:
        code = CODES[match["kind"]]
        body = f"{code}(?:{_AND}{code})*" if match["many"] in ("+", "*") else code
        group = f"(?P<{match['name']}>{body})" if match["name"] else f"(?:{body})"
        return group + ("?" if match["many"] in ("?", "*") else "")

    return re.compile(_SLOT.sub(slot, pattern))


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a tagged sentence up to a comma or the like, and who acts in it: bodies, or people."""

    start: int
    end: int
    holders: tuple[Who, ...]
    persons: tuple[Mention, ...]
    explicit: bool


NEWS = 1600
"""Characters up to which a report is taken for a piece of news, which tells of one event throughout."""


@dataclass(slots=True)
class Story:
    """What a reader has in mind at a sentence: whom the paragraph is about, the event last told of."""

    paragraph: int = -1
    holders: tuple[Who, ...] = (OWN,)
    event: Event | None = None
    event_paragraph: int = -1
    persons: tuple[Mention, ...] = ()
    news: bool = False
    """Is the report a piece of news: short, and about a day or two?"""
    topic: Mention | None = None
    life: Mention | None = None
    """Whose life the report tells, where it is about one person."""
    within: dict[Event, None] = field(default_factory=dict)
    """The events whose day is that of the one that the tale was at."""
    conferrer: tuple[Who, ...] = ()
    decision: tuple[Who, Date | None] | None = None
    """Who decided on the honours of a report that is such a decision, and the day below it."""
    listed: tuple[Mention, Date | None] | None = None
    """The body, and the day of its election, that the lines of a list below its name are about."""
    post: Mention | None = None
    """The office at the end of the line before, whose holders this line lists."""
    bodies: list[Mention] = field(default_factory=list)
    """The bodies named in the sentences before."""
    told: dict[Event, None] = field(default_factory=dict)

    def tell(self, event: Event, here: Here) -> None:
        """The tale goes on with an event; in a piece of news what has no day is background to the one that has its day."""
        self.told[event] = None
        background = (not _has_day(event) or event in self.within) and not (
            self.news and _NEXT.search(here.tagged) and GATHERS.search(event.name)
        )
        if len(here.text) < NEWS and self.event is not None and background:
            gathered = self.news and GATHERS.search(self.event.name) and not GATHERS.search(event.name)
            if _has_day(self.event) or gathered or _REPORTED.match(here.tagged):
                return
        self.event = event

    def called(self, noun: str) -> Event | None:
        """The event last told of whose name ends so: 会议, 茶话会."""
        return next((event for event in reversed(self.told) if event.name.rstrip("”").endswith(noun)), None)


_REPORTED = re.compile(r"[^，。；：]{0,16}(?:指出|介绍说?|回顾说?|总结说?|汇报说?|说|认为)[，：]")
"""What a sentence begins with that retells what somebody told: its events are not where the tale is."""
_NEXT = re.compile(r"上午|下午|晚上|当晚|当天|随后|之后|结束后|接着|会后|会前|间隙|期间|在[^，。；]{1,24}(?:举行|召开)")
GATHERS = re.compile(r"(?<!全)(?<!全委)(?:会|仪式|笔会|健步走|健走|比赛|赛|座谈|演出|讲座|培训|义诊|活动|参观.*|走访.*|看望.*|慰问.*)”?$")
"""How news passes from one part of the day to the next: 随后召开座谈会; whoever speaks then speaks there."""


def _has_day(event: Event | None) -> bool:
    return event is not None and event.date is not None and event.date.has_day


class Here:
    """A sentence with its mentions, as rules see it."""

    def __init__(self, text: str, passage: Passage, mentions: list[Mention], page: Layout, story: Story) -> None:
        self.text = text
        self.passage = passage
        self.page = page
        self.story = story
        self.mentions = mentions
        pieces: list[str] = []
        offsets: list[int] = []
        self._at: dict[int, Mention] = {}
        position = passage.span.start
        for mention in mentions:
            pieces.append(text[position : mention.span.start])
            offsets.extend(range(position, mention.span.start))
            self._at[len(offsets)] = mention
            pieces.append(CODES[mention.kind])
            offsets.append(mention.span.start)
            position = mention.span.end
        pieces.append(text[position : passage.span.end])
        offsets.extend(range(position, passage.span.end))
        offsets.append(passage.span.end)
        self.tagged = "".join(pieces)
        self._offsets = offsets
        self._told: list[tuple[int, Event]] = []
        self._claimed: list[tuple[int, int]] = []
        self._before = story.event
        from .clauses import clauses  # a clause's agent is worked out from this very object

        self.clauses = clauses(self)

    def mention(self, index: int) -> Mention | None:
        """The mention whose code stands at an index of the tagged sentence."""
        return self._at.get(index)

    def index_of(self, mention: Mention) -> int:
        """Where a mention's code stands in the tagged sentence; its beginning for a mention of another sentence."""
        return next((index for index, one in self._at.items() if one is mention), 0)

    def mentions_in(self, start: int, end: int, kind: str | None = None) -> list[Mention]:
        return [m for i in range(start, end) if (m := self._at.get(i)) and (kind is None or m.kind == kind)]

    def plain(self, start: int, end: int) -> str:
        """The words of the report behind a stretch of the tagged sentence."""
        return self.text[self._offsets[start] : self._offsets[end]].strip()

    def span(self, start: int, end: int) -> Span:
        return Span(self._offsets[start], self._offsets[end])

    def clause(self, index: int) -> Clause:
        """The clause that an index of the tagged sentence lies in."""
        for clause in self.clauses:
            if clause.start <= index < clause.end:
                return clause
        return self.clauses[-1]

    def tell(self, event: Event, index: int) -> None:
        """An event is told of at an index of the tagged sentence. Rules come one after the other, a tale in the order of its words."""
        self._told.append((index, event))
        self.story.event = self._before
        for _, told in sorted(self._told, key=lambda one: one[0]):
            self.story.tell(told, self)

    def claim(self, start: int, end: int) -> None:
        """An event was read from a stretch of the tagged sentence."""
        self._claimed.append((start, end))

    def claimed(self, start: int, end: int) -> bool:
        """Was an event read from some of a stretch of the tagged sentence?"""
        return any(begin < end and stop > start for begin, stop in self._claimed)

    def event_at(self, index: int) -> Event | None:
        """The event that a reader has in mind at an index: the last told before it."""
        told = [event for at, event in sorted(self._told, key=lambda one: one[0]) if at < index]
        return told[-1] if told else self._before

    def told_between(self, start: int, end: int) -> Event | None:
        """The first event told of between two indices of the tagged sentence."""
        told = [event for at, event in sorted(self._told, key=lambda one: one[0]) if start <= at < end]
        return told[0] if told else None

    def evidence(self, start: int, end: int) -> Span:
        """The sentence, or of one that is a list with semicolons the items that `start` and `end` lie in."""
        left = self.tagged.rfind("；", 0, start) + 1
        right = self.tagged.find("；", end)
        return self.span(left, len(self.tagged) if right < 0 else right + 1)


class Match:
    """A match of a rule's pattern: slots give mentions, other groups their words."""

    def __init__(self, match: re.Match[str], here: Here) -> None:
        self._match = match
        self._here = here

    @property
    def start(self) -> int:
        return self._match.start()

    @property
    def end(self) -> int:
        return self._match.end()

    def all(self, name: str) -> tuple[Mention, ...]:
        """The mentions of a slot, in order; none if it is missing."""
        start, end = self._match.span(name)
        return tuple(self._here.mentions_in(start, end)) if start >= 0 else ()

    def one(self, name: str) -> Mention | None:
        found = self.all(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        start, end = self._match.span(name)
        return self._here.plain(start, end) if start >= 0 else ""

    def span(self, name: str) -> tuple[int, int]:
        return self._match.span(name)

    def has(self, name: str) -> bool:
        return self._match.span(name)[0] >= 0


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as a rule stated it, with the stretch of the restored text that says so."""

    fact: Fact
    span: Span
    rule: str


def run(here: Here, rules: Gate[Rule]) -> Iterator[Said]:
    """What the rules say of a sentence."""
    for one in rules.open(here.tagged):
        if one.pattern is None:
            for fact, told in one.apply(here):
                if isinstance(fact, Event) and not isinstance(told, Span):
                    here.claim(*told)
                yield Said(fact, told if isinstance(told, Span) else here.evidence(*told), one.name)
        else:
            for match in one.pattern.finditer(here.tagged):
                for fact in one.apply(Match(match, here), here):
                    if isinstance(fact, Event):
                        here.claim(match.start(), match.end())
                    yield Said(fact, here.evidence(match.start(), match.end()), one.name)
