"""Tables in a text, a row a line, its cells parted by tabs: which column is what, by the row at their head."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from .. import lexicon
from ..model import Span

POST_OF = "post:"
"""What the kind of a column begins with whose head is an office, in front of that."""

_OFFICE = re.compile(
    r"(?:名誉|常务|专职|兼职|支部|总支)?副?(?:主委|主任委员|主任|主席|会长|理事长|秘书长|书记|支书|"
    r"组长|社长|部长|处长|校长|院长)|委员|(?:组织|宣传|文体|社会服务|参政议政|联络|学习|财务|妇女|"
    r"青年)委员"
)
_NOT_YET = re.compile(r"候选|拟|推荐|建议|申报|公示|提名|参评|后备|征求意见|预备|报名|计划|预计|日程")
"""What of a table's head or the lines above it says that nothing in it has happened."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table under its head: the kinds of its columns ("" for one of which nothing is known) with their cells; what the table is called."""

    kinds: tuple[str, ...]
    cells: tuple[Span, ...]
    said: tuple[str, ...]
    caption: str

    @property
    def not_yet(self) -> bool:
        """Is it of a table of candidates and the like?"""
        return _NOT_YET.search(self.caption) is not None

    def of(self, kind: str) -> list[tuple[Span, str]]:
        """The cells of a kind that are not empty."""
        return [(span, said) for one, span, said in zip(self.kinds, self.cells, self.said, strict=True) if one == kind and said]


@cache
def _heads() -> Mapping[str, str]:
    return {word: kind for kind, words in lexicon.table("columns").items() for word in words}


def kind_of_column(head: str) -> str:
    """What a column holds whose head says so; "" where that is not known.

    >>> [kind_of_column(h) for h in ("姓 名", "会员数（人）", "副主任", "备注")]
    ['person', 'members', 'post:副主任', '']
    """
    word = re.sub(r"[\s　:：]|[（(][^（）()]*[）)]", "", head)
    return _heads().get(word) or (POST_OF + word.removeprefix("支部").removeprefix("总支") if _OFFICE.fullmatch(word) else "")


@lru_cache(maxsize=8)
def rows(text: str) -> Mapping[int, Row]:
    """The rows of the tables in a text whose columns are known, by where their lines begin.

    >>> row = rows("支部\\t主任\\t会员数\\n一中支部\\t李然\\t36\\n")[10]
    >>> row.kinds, row.said
    (('body', 'post:主任', 'members'), ('一中支部', '李然', '36'))
    """
    found: dict[int, Row] = {}
    if "\t" not in text:
        return found
    kinds: tuple[str, ...] = ()
    above: list[str] = []
    caption = ""
    at = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) < 2:
            kinds = ()
            above = [*above[-2:], line.strip()]
        else:
            named = tuple(kind_of_column(cell) for cell in cells)
            if sum(map(bool, named)) > 1:
                kinds, caption = named, "\n".join([*above, line])
            elif kinds and len(cells) <= len(kinds):
                spans, start = [], at
                for cell in cells:
                    inner = cell.strip(" 　")
                    begin = start + (len(cell) - len(cell.lstrip(" 　")))
                    spans.append(Span(begin, begin + len(inner)))
                    start += len(cell) + 1
                more = len(kinds) - len(cells)
                found[at] = Row(
                    kinds,
                    (*spans, *[Span(at + len(line), at + len(line))] * more),
                    (*(c.strip(" 　") for c in cells), *[""] * more),
                    caption,
                )
            else:
                kinds = ()
        at += len(line) + 1
    return found


def _row(text: str, at: int) -> Row | None:
    """The row whose line a character stands in."""
    return rows(text).get(text.rfind("\n", 0, at) + 1)


def row_at(text: str, at: int) -> Row | None:
    """The row whose line a character stands in, of a table that tells what is."""
    row = _row(text, at)
    return row if row is not None and not row.not_yet else None


def of_candidates(text: str, at: int) -> bool:
    """Does a character stand in a row of a table of those who have not got anything yet?"""
    row = _row(text, at)
    return row is not None and row.not_yet
