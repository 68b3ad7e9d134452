"""The interface speaks Chinese, and English where it is asked to."""

from __future__ import annotations

import os

VARIABLE = "CXZY_GRAPH_LANG"


def english() -> bool:
    """Was English asked for?"""
    return os.environ.get(VARIABLE, "").lower().startswith("en")


def say(chinese: str, in_english: str) -> str:
    """The wording in the language of the interface: Chinese, unless the environment variable `VARIABLE` is ``en``."""
    return in_english if english() else chinese
