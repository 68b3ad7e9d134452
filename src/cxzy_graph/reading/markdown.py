"""Markdown's marks in a text: what is no word of the report."""

from __future__ import annotations

import re

from ..model import Span

_MARKS = re.compile(
    r"^ {0,3}#{1,6}[ \t]+|(?<=\S)[ \t]+#+[ \t]*$"  # headings
    r"|^ {0,3}(?:>[ \t]?)+"  # quotations
    r"|^ {0,3}[-*+][ \t]+(?=\S)"  # lists; numbers of lists are words
    r"|^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+)[ \t]*$"  # rules, and lines under headings
    r"|^ {0,3}(?:`{3,}|~{3,}).*$"  # fences
    r"|!\[[^\]\n]*\]\([^)\n]*\)"  # pictures
    r"|<!--.*?-->"
    r"|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`+"  # emphasis, code
    r"|\\(?=[\\`*_{}\[\]()#+\-.!>|])",
    re.MULTILINE | re.DOTALL,
)
"""The marks of Markdown, which are no text."""
_LINK = re.compile(r"(\[)([^\[\]\n]+)(\]\([^)\n]*\))")


def marks(text: str) -> tuple[Span, ...]:
    """The stretches of a Markdown text that are marks and no words, in order and without overlap.

    >>> text = "# 支部换届\\n\\n**李然**当选[主任](http://a.cn/)。\\n- 2*3=6"
    >>> "|".join(span.of(text) for span in marks(text))
    '# |**|**|[|](http://a.cn/)|- '
    """
    found = [Span(*m.span()) for m in _MARKS.finditer(text) if m[0].strip() != "*" or not _multiplies(text, m)]
    for link in _LINK.finditer(text):
        found += [Span(*link.span(1)), Span(*link.span(3))]
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return tuple(kept)


def _multiplies(text: str, star: re.Match[str]) -> bool:
    return text[max(0, star.start() - 1) : star.start()].isdigit() and text[star.end() : star.end() + 1].isdigit()
