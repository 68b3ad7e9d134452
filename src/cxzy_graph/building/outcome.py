"""What became of a file, and what passes between the processes that read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ..instructed.asking import Instructed
from ..language import english, say
from ..lexicon.own import OwnLexicon
from ..model import Report
from ..packing import Damaged
from ..reading import Job, Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: ``built``, ``skipped`` or ``failed``, with the reason in a line, and its counts."""

    source: str
    status: str
    reason: str = ""
    about: str = ""
    characters: int = 0
    edits: int = 0
    facts: dict[str, int] = field(default_factory=dict)
    own_words: dict[str, int] = field(default_factory=dict)
    announced: int = 0
    """Sentences with a word that announces a fact."""
    silent: int = 0
    """Those of them that nothing was read from."""
    report: str = ""
    """The id of the report, where one was built."""
    refused: int = 0
    """What a language model said of it that the report does not say."""

    def as_json(self) -> dict[str, Any]:
        return {name: value for name in self.__slots__ if name != "report" and (value := getattr(self, name)) not in ("", 0, {})}


def refused(source: str) -> Outcome:
    """What became of a report whose name another one has."""
    return Outcome(source, "failed", say("与另一篇报告同名，请改名", "has another report's name; rename it"))


class OfReport(RuntimeError):
    """A fault of ours that was met on one report after it was read: its number in the ledger, and what it was."""


@contextmanager
def on_report(number: int) -> Iterator[None]:
    """Has what goes wrong in the block told of as one report's, but for what is the disk's."""
    try:
        yield
    except (Damaged, sqlite3.Error, OSError, OfReport):
        raise
    except Exception as wrong:  # told of with that report, and the others are built
        raise OfReport(number, f"{type(wrong).__name__}: {wrong}") from wrong


@dataclass(frozen=True, slots=True)
class Setting:
    """What the reading of a report depends on besides its bytes, and has in common with all others."""

    own: OwnLexicon = field(default_factory=OwnLexicon)
    in_english: bool = field(default_factory=english)
    quick: bool = False
    """Is the reader that learns left out?"""
    reader: Instructed | None = None
    """The language model whose answers are read too."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells others by: its bodies (identity, name, what is known of the name (packed), whether it says where they are), and its
    people (name, all else (packed))."""

    bodies: tuple[tuple[str, str, bytes, bool], ...]
    people: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A report that was read: its account (packed), how it was read, and the text that its offsets count in where no file has it."""

    id: str
    account: bytes
    reading: bytes
    raw: bytes | None
    told: Told


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to be read: a file, or a report out of a file of many; ``last`` where no more of its file follows."""

    file: Job
    report: Report | Problem | None = None
    last: bool = True


Found = tuple[tuple[Outcome, Read | None], ...]
"""What became of the reports in a unit."""
