"""The pages of the service."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader

from ..language import english


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("cxzy_graph.service"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def rendered(name: str, **said: Any) -> str:
    """A page in the language of the interface."""
    return _templates().get_template(name).render(lang="en" if english() else "zh-CN", **said)


def editor_page(base: str) -> str:
    """The page of the query editor over a graph whose IRIs begin with `base`."""
    return rendered("sparql.html", base=base)
