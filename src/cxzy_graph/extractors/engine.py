"""Rules and their examples, side by side; a sentence as a rule sees it.

In a rule's pattern ``{PERSON:who}`` stands for one recognised mention of a person, ``{PERSON+:who}`` for a list of them
(张明、李然和王芳), ``{ORG?:by}`` for one that may be missing. Everything else is a regular expression over the words
between the mentions. A rule is a function that takes such a match and the sentence's context and yields facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..facts import Event, Fact
from ..model import Span
from .mood import concerns, mood
from .prefilter import Gate, Needs, needs
from .sentence import Here, Match
from .tagged import CODES

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
class Extraction:
    """A fact as a rule stated it, with the stretch of the restored text that says so."""

    fact: Fact
    span: Span
    rule: str
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Rejected:
    """A fact that was proposed and not taken: what it would have been, its words, who proposed it, and the reason."""

    fact: Fact
    span: Span
    rule: str
    reason: str
    words: str


def run(here: Here, rules: Gate[Rule], rejected: list[Rejected] | None = None) -> Iterator[Extraction]:
    """What the rules say of a sentence; what is told of as not so, not yet or by others goes to ``rejected``."""
    for one in rules.open(here.tagged):
        if one.pattern is None:
            for fact, told in one.apply(here):
                if isinstance(told, Span):
                    yield Extraction(fact, told, one.name)
                else:
                    yield from _weighed(here, one, fact, told[0], told[1], rejected)
        else:
            for match in one.pattern.finditer(here.tagged):
                for fact in one.apply(Match(match, here), here):
                    yield from _weighed(here, one, fact, match.start(), match.end(), rejected)


def _weighed(here: Here, one: Rule, fact: Fact, start: int, end: int, rejected: list[Rejected] | None) -> Iterator[Extraction]:
    """A fact that a stretch of the tagged sentence states, if it states one."""
    if isinstance(fact, Event):
        here.claim(start, end)
    if concerns(fact, here.tagged[start:end]) and (otherwise := mood(here, start, end, fact)):
        if rejected is not None:
            rejected.append(Rejected(fact, here.evidence(start, end), one.name, otherwise.reason, otherwise.words))
    else:
        yield Extraction(fact, here.evidence(start, end), one.name)
