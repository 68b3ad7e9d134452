"""The interface speaks Chinese, and English where it is asked to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

VARIABLE = "CXZY_GRAPH_LANG"

_chosen: ContextVar[bool | None] = ContextVar("english", default=None)
"""What the reader of one page chose; a service has readers of both languages at once."""


def english() -> bool:
    """Was English asked for?"""
    chosen = _chosen.get()
    return os.environ.get(VARIABLE, "").lower().startswith("en") if chosen is None else chosen


def say(chinese: str, in_english: str) -> str:
    """The wording in the language of the interface: Chinese, unless the environment variable `VARIABLE` is ``en``."""
    return in_english if english() else chinese


@contextmanager
def speaking(in_english: bool) -> Iterator[None]:
    """The language of whatever is said within the block, by this task alone.

    >>> with speaking(in_english=True):
    ...     say("图谱", "graph")
    'graph'
    """
    token = _chosen.set(in_english)
    try:
        yield
    finally:
        _chosen.reset(token)
