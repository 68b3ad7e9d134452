"""The columns of tables: what they hold, by the heads above them, and what a row says under them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..model import Span
from .marks import posts
from .name_ends import CLASSES

POST_OF = "post:"
"""What the kind of a column begins with whose head is an office, in front of that."""
OTHER = "other"
"""The kind of a column whose head is known, and of which nothing is stated: 序号, 性别, 备注."""

_NOT_YET = re.compile(r"候选|拟|推荐|建议|申报|公示|提名|参评|后备|征求意见|预备|报名|计划|预计|日程|安排表|工作安排|活动安排|申请")
"""What of a table's head or the lines above it says that nothing in it has happened."""
_CANDIDATE = re.compile("候选|提名|拟")
"""What of a cell says so of its row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table under its head: the kinds of its columns ("" for one of which nothing is known), their heads and its cells; what the table is
    called; the stretch of the text that the row takes up; is it the sum of all others?"""

    kinds: tuple[str, ...]
    heads: tuple[str, ...]
    cells: tuple[Span, ...]
    said: tuple[str, ...]
    caption: str
    span: Span
    total: bool = False

    @property
    def not_yet(self) -> str:
        """The word that says that it is of a table of candidates, plans and the like; "" where none does."""
        held = (said for kind, said in zip(self.kinds, self.said, strict=True) if kind in ("post", "honour"))
        found = _NOT_YET.search(self.caption) or next(filter(None, map(_CANDIDATE.search, held)), None)
        return found[0] if found else ""

    def kind_at(self, at: int) -> str:
        """The kind of the column that a character of the row stands in; "" between them."""
        return next((kind for kind, cell in zip(self.kinds, self.cells, strict=True) if cell.start <= at < cell.end), "")

    def of(self, *kinds: str) -> list[tuple[Span, str]]:
        """The cells of some kinds that are not empty."""
        return [(span, said) for one, span, said in zip(self.kinds, self.cells, self.said, strict=True) if one in kinds and said]


def is_told(kind: str) -> bool:
    """Is something stated of a column of a kind?"""
    return kind not in ("", OTHER)


@cache
def _heads() -> Mapping[str, str]:
    return {word: kind for kind, words in lexicon.table("columns").items() for word in words}


def known(head: str) -> str | None:
    """What a column holds whose head says so, `OTHER` for nothing that is stated; None where it is no head that is known."""
    word = re.sub(r"[\s　:：*]|[（(][^（）()]*[）)]", "", head)
    if word in _heads():
        return _heads()[word]
    plain = word.removeprefix("支部").removeprefix("总支").removeprefix("现任")
    held = next(posts(plain, Span(0, len(plain))), None) if 1 < len(plain) < 9 else None
    if held is not None and len(held.text) == len(plain) and plain not in CLASSES:
        return POST_OF + str(held.value)
    if word.endswith("职务") and len(word) < 9:
        return "workplace" if "单位" in word else "post"
    return None


def kind_of_column(head: str) -> str:
    """What a column holds whose head says so; "" where that is not known, or nothing is stated of it.

    >>> [kind_of_column(h) for h in ("姓 名", "会员数（人）", "副主任", "商会职务", "备注")]
    ['person', 'members', 'post:副主任', 'post', '']
    """
    kind = known(head)
    return "" if kind in (None, OTHER) else str(kind)
