"""Who and what a restored text names: people, bodies, places, times, quoted words, titles, numbers, offices.

>>> from cxzy_graph.restoring import restore
>>> text = restore("民进江州市委会主委贺松年被评为“优秀会员”。")
>>> page = layout(text.text)
>>> [(m.kind, m.text) for m in recognise(text, page)]
[('ORG', '民进江州市委会'), ('POST', '主委'), ('PERSON', '贺松年'), ('QUOTE', '“优秀会员”')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..model import LOST, Layout, Mention, RestoredText, Span
from .columns import OTHER
from .dates import dates
from .marks import numbers, occupations, posts, quotes, titles
from .organisations import organisations
from .pages import layout
from .persons import addressed, persons
from .tables import row_of, rows_in
from .words import Token, prepare, tokens

__all__ = ["cut_short", "layout", "prepare", "recognise", "sentences", "tokens"]

_SHORT_ROLE = {"会员", "成员", "干部", "同志", "党员"}


def recognise(restored: RestoredText, page: Layout) -> tuple[Mention, ...]:
    """The mentions of a page's title and body, in order and without overlap; of two that compete the outer one stands."""
    text = restored.text
    spans = _spans(text, page)
    prepare(span.of(text) for span in spans)
    tagged = [(span, tokens(span.of(text))) for span in spans]
    framed = [m for span in spans for m in (*titles(text, span), *quotes(text, span))]
    bodies, offices, callings = [], [], []
    for span, words in tagged:
        here = list(organisations(span.of(text), words, span.start))
        bodies += here
        for gap in _between(span, [m.span for m in here]):
            held = list(posts(text, gap))
            offices += held
            callings += [
                calling  # no 编辑 in 副总编辑
                for calling in occupations(text, gap)
                if not any(o.span.start <= calling.span.start and calling.span.end <= o.span.end and o.span != calling.span for o in held)
            ]
    blocked = [m.span for m in framed] + [m.span for m in bodies]
    people = list(persons(text, tagged, [*offices, *callings], blocked))
    people = [one for one in people if (row := row_of(text, one.span.start)) is None or row.kind_at(one.span.start) != OTHER]  # 民族: 蒙古
    people += addressed(text, offices, [*blocked, *(p.span for p in people)])
    times = [_with_blank(text, m) for m in dates(text, spans, page.published, page.headline)]
    amounts = [_with_blank(text, m) for span in spans for m in numbers(text, span)]
    where = [m for span, words in tagged for m in _places(words, span)]
    found = _disjoint(framed, bodies, people, times, callings, offices, amounts, where)
    return tuple(m for m in found if not (_eaten_beside(text, m.span) if m.kind in _COUNTED else cut_short(text, m.span, m.kind)))


def sentences(restored: RestoredText, page: Layout) -> list[str]:
    """What of a page is tagged: its title and its sentences."""
    return [span.of(restored.text) for span in _spans(restored.text, page)]


def _spans(text: str, page: Layout) -> list[Span]:
    spans = [one for p in page.passages for one in _cells(text, p.span)]
    start = text.find(page.title) if page.title else -1
    return [Span(start, start + len(page.title)), *spans] if start >= 0 else spans


def _cells(text: str, span: Span) -> list[Span]:
    """The cells of the tables that stand in a passage, since no name goes on from one to the next; a passage without any is one."""
    cells = dict.fromkeys(cell for row in rows_in(text, span) for cell in row.cells if cell.start < cell.end and span.covers(cell))
    return sorted(cells) or [span]


_COUNTED = {"NUMBER", "DATE"}


_EATEN = re.compile(rf"[{LOST}\ufffd]|(?<=[\u4e00-\u9fff])\?(?=[\u4e00-\u9fff])|(?<![^\n，。；：、])\?(?=[\u4e00-\u9fff])")
"""A character that was eaten, and the question mark that stands for one in pages that were saved in a code that lacks it."""


def cut_short(text: str, span: Span, kind: str) -> bool:
    """May a character that was eaten have been part of a name: the head of a body's, either end of a person's?

    >>> cut_short("?州医院院长李然", Span(1, 4), "ORG"), cut_short("王伟?到会", Span(0, 2), "PERSON"), cut_short("李然去吗?", Span(0, 2), "PERSON")
    (True, True, False)
    """
    if kind not in ("PERSON", "ORG"):
        return False
    return bool((span.start and _EATEN.match(text, span.start - 1)) or (kind == "PERSON" and _EATEN.match(text, span.end)))


def _eaten_beside(text: str, span: Span) -> bool:
    """Is a character of it lost? A number whose digit was eaten says nothing."""
    return LOST in text[max(0, span.start - 1) : span.end + 1]


def _between(span: Span, taken: list[Span]) -> Iterable[Span]:
    """The stretches of a span that none of some others covers: 第三中学|教师, not 第三|中学教师."""
    start = span.start
    for one in sorted(t for t in taken if t.meets(span)):
        if one.start > start:
            yield Span(start, one.start)
        start = max(start, one.end)
    if start < span.end:
        yield Span(start, span.end)


_BLANK_BEFORE = re.compile(r"(?<=[\u4e00-\u9fff]) $")


def _with_blank(text: str, mention: Mention) -> Mention:
    """A figure with the blank that some journals set between it and the word in front: 现有会员 28 人."""
    start = mention.span.start
    apart = text[start : start + 1].isdigit() and _BLANK_BEFORE.search(text, max(0, start - 2), start)
    return replace(mention, span=Span(start - 1, mention.span.end)) if apart else mention


def _places(words: Iterable[Token], span: Span) -> Iterable[Mention]:
    for token in words:
        if token.tag == "LOC" and len(token.word) > 1:
            yield Mention(Span(span.start + token.start, span.start + token.end), token.word, "PLACE", token.word)


def _disjoint(*ranked: Iterable[Mention]) -> tuple[Mention, ...]:
    """Of mentions that share a character, the one of the earlier group; within a group the longer one."""
    taken: set[int] = set()
    kept: list[Mention] = []
    for group in ranked:
        for mention in sorted(group, key=lambda m: (m.span.start - m.span.end, m.span.start)):
            if taken.isdisjoint(range(*mention.span)):
                taken.update(range(*mention.span))
                kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))
