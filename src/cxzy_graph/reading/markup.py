"""What a page's markup says beside its words: what it tells machines of itself, and cells that reach over several rows."""

from __future__ import annotations

import copy
import json
import re

from lxml import etree

from .text import day_in

_UNSEEN = re.compile(r"<(/?)(script|style|head)\b[^<>]*>?", re.IGNORECASE)
_CROWDED = re.compile(r"<[a-zA-Z][^<>]{4000,}")
_ATTRIBUTES = 400
"""Attributes of an element that are looked at: a parser's time goes with the square of their number."""


def seen(markup: str) -> str:
    """Markup without its scripts and the like, each up to its end where it has one."""
    kept, at, inside = [], 0, ""
    closed = {found[2].lower() for found in _UNSEEN.finditer(markup) if found[1]}
    for found in _UNSEEN.finditer(markup):
        name = found[2].lower()
        if not inside and not found[1]:
            kept.append(markup[at : found.start()])
            at, inside = found.end(), name if name in closed else ""
        elif found[1] and inside == name:
            at, inside = found.end(), ""
    return "".join([*kept, "" if inside else markup[at:]])


def uncrowded(markup: str) -> str:
    """Markup with no more attributes in a tag than are looked at."""
    return _CROWDED.sub(_fewer, markup)


def _fewer(tag: re.Match[str]) -> str:
    parts = tag[0].split(maxsplit=_ATTRIBUTES)
    return tag[0] if len(parts) <= _ATTRIBUTES else " ".join(parts[:_ATTRIBUTES])


def told_of_itself(root: etree._Element) -> dict[str, str]:
    """What a page says of itself for machines (schema.org, ``<time>``), and where WeChat has its day: ``title``, ``published``."""
    meta: dict[str, str] = {}
    for node in root.iter("script"):
        if (node.get("type") or "").strip().lower() != "application/ld+json" or len(node.text or "") > 200_000:
            continue
        try:
            said = json.loads(node.text or "")
        except (ValueError, RecursionError):
            continue
        several = said if isinstance(said, list) else said.get("@graph", [said]) if isinstance(said, dict) else []
        for one in several if isinstance(several, list) else []:
            for name, key in (("published", "datePublished"), ("title", "headline")) if isinstance(one, dict) else ():
                if isinstance(one.get(key), str) and one[key].strip():
                    meta.setdefault(name, " ".join(one[key].split()))
    for node in root.xpath("//*[@id='publish_time' or @id='post-date' or @id='pubtime'] | //time[@pubdate or @datetime]"):
        day = day_in(node.get("datetime") or node.text_content())
        if day:
            meta.setdefault("published", day)
    return meta


_CELLS = 20_000
"""Cells that a table may have when those that reach over several rows are said in each of them."""


def unspan(table: etree._Element) -> None:
    """Has a cell that reaches over several rows stand in each: what a row says it says of that."""
    made = 0
    left: dict[int, tuple[int, etree._Element]] = {}
    for row in list(table.iter("tr")):
        cells = list(row.iterchildren("td", "th"))
        column, at = 0, 0
        while at < len(cells) or column in left:
            if column in left:
                more, cell = left.pop(column)
                again = copy.deepcopy(cell)
                again.tail = None
                row.insert(row.index(cells[at]) if at < len(cells) else len(row), again)
                made += 1
                if more > 1 and made < _CELLS:
                    left[column] = (more - 1, cell)
                column += 1
                continue
            cell = cells[at]
            at += 1
            down = _count(cell.get("rowspan"))
            if down > 1 and made < _CELLS:
                cell.attrib.pop("rowspan", None)
                left[column] = (down - 1, cell)
            column += _count(cell.get("colspan"))


def _count(said: str | None) -> int:
    return min(max(int(said), 1), 1000) if said and said.isascii() and said.isdigit() and len(said) < 5 else 1
