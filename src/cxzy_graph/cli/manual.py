"""``cxzy-graph help``: a page of the manual, or the list of its pages."""

from __future__ import annotations

import sys

import click

from ..language import english, say
from ..manual import TOPICS, page, pages


def help_verb(topic: str | None) -> None:
    if topic is None:
        for one in pages(english()):
            click.echo(f"{one.topic:<10}  {one.title}")
        click.echo(say("看一页：cxzy-graph help office", "to read one: cxzy-graph help office"), err=True)
        return
    if topic not in TOPICS:
        known = say("、", ", ").join(TOPICS)
        raise click.UsageError(say(f"没有 {topic} 这一页；有 {known}", f"there is no page {topic}; there are {known}"))
    text = page(topic, english()).text
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
