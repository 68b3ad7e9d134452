"""The interface speaks Chinese, and English where it is asked to."""

from __future__ import annotations

import os

VARIABLE = "CXZY_GRAPH_LANG"


def say(chinese: str, english: str) -> str:
    """The wording in the language of the interface: Chinese, unless the environment variable `VARIABLE` is ``en``."""
    return english if os.environ.get(VARIABLE, "").lower().startswith("en") else chinese
