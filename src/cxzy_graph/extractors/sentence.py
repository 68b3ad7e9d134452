"""A sentence as a rule sees it, and a match of a rule's pattern in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..facts import Event
from ..model import Layout, Mention, Passage
from .clauses import clauses
from .story import Story
from .tagged import Clause, Tagged


class Here(Tagged):
    """A sentence with its mentions and clauses, as rules see it."""

    def __init__(
        self, text: str, passage: Passage, mentions: list[Mention], page: Layout, story: Story, every: Sequence[Mention] = ()
    ) -> None:
        super().__init__(text, passage, mentions)
        self.page = page
        self.story = story
        self.every = every or mentions
        """The mentions of the whole text, in their order: a table's row may go on over several lines."""
        self._told: list[tuple[int, Event]] = []
        self._claimed: list[tuple[int, int]] = []
        self._before = story.event
        self.clauses = clauses(self, story)

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
