"""The manual: a page a topic, in Chinese and in English, for the terminal and the browser alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TOPICS = (
    "office", "scholars", "engineers", "formats", "commands", "words", "identity", "explorer", "reading", "model", "teaching", "genres", "sparql", "scale",
    "road", "graph",
)  # fmt: skip
"""The pages in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its topic, its title, and its text in Markdown."""

    topic: str
    title: str
    text: str


@cache
def page(topic: str, in_english: bool) -> Page:
    """A page of the manual.

    Raises `KeyError` for a topic that there is not.

    >>> page("office", True).title
    'For the office: from a folder to a graph'
    """
    if topic not in TOPICS:
        raise KeyError(topic)
    text = files(__package__).joinpath("en" if in_english else "zh", f"{topic}.md").read_text(encoding="utf-8")
    return Page(topic, text.splitlines()[0].lstrip("# "), text)


def pages(in_english: bool) -> tuple[Page, ...]:
    """All pages of the manual, in their order."""
    return tuple(page(topic, in_english) for topic in TOPICS)


@cache
def as_html(topic: str, in_english: bool) -> str:
    """A page as HTML; links to other pages lead to their addresses in the explorer, what is HTML in the text stays text."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    body: str = made.render(page(topic, in_english).text)
    for other in TOPICS:
        body = body.replace(f'href="{other}.md"', f'href="/manual/{other}"')
    return body.replace('src="../pictures/', 'src="/manual/pictures/')
