"""Offices that the reader found: the bodies that they are in where none is tied to them, and what no office is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from .. import lexicon
from ..extractors.derived import Government, governed, government_beside
from ..facts import Conferral, Fact, Membership, Occupation
from ..model import Mention, Span
from ..recognising.columns import is_told
from ..recognising.tables import row_at, row_of

PRAISED = re.compile("(?:优秀|先进|模范|杰出|十佳|最美|标兵)[“”]?$")
"""What makes an honour of the word behind it: 优秀会员 is no post."""

GOES_ON = re.compile(
    f"(?:教授|先生|女士|同志|老师|医生|博士)?[，、](?:专职|兼职|常务|驻会|名誉|原|前)*副?(?:{lexicon.leading()})"
    "(?:兼?(?:、|兼)?(?:副?秘书长|副?主任|委员))?"
)
"""What may stand between two people of one list of offices in one body."""


_OFFICES = re.compile("[^，：:。；！？\n]{0,16}、")
"""What may stand between the body of one office and the next office of the same person or place."""
GOVERNS = re.compile("[省市州区县旗镇乡]长$|书记$|代表$|委员$|市民$|公民$")
"""Offices that a place itself has: 江州市|市长."""
PLAIN_MEMBER = re.compile("新?老?(?:会员|盟员|社员|党员|成员)")
JOINED = re.compile("入[会盟社党]|加入|吸收|发展|成为|转为|批准|吸纳")
JOINS = re.compile("加入|参加|入[党盟社会]")
"""What stands for the post of a member: 1956年|加入|民进."""
_OF_A_LIFE = re.compile(r"[\s,，）)]*(?:出?生(?![产活])|入[会盟社党]|加入|参加(?:革命)?工作|毕业)")
"""What follows a day that is no post's: 1971年8月生."""


def body_beside(text: str, bodies: Sequence[Mention], span: Span) -> Mention | None:
    """The body of the office that a list names just before some words: 县文联主席李然、|科协主席."""
    before = bisect_left(bodies, span, key=lambda m: m.span)
    last = bodies[before - 1] if before else None
    return last if last is not None and _OFFICES.fullmatch(text, last.span.end, span.start) else None


def government_of(text: str, bodies: Sequence[Mention], post: Span) -> str | None:
    """The government that an office is in of which no body is said: of the place whose body is named beside it, else of the report's own."""
    level = governed(post.of(text))
    if level is None:
        return None
    beside = body_beside(text, bodies, post)
    if beside is not None and not (beside.value.bare and beside.value.level == level):
        return government_beside(beside.value, level)
    return Government(level)


def of_another_cell(text: str, person: Span, post: Span) -> bool:
    """Does a person stand in a row of a table whose columns are known, and the post elsewhere? What a head says of a cell, the rules read."""
    known, other = row_at(text, person.start), row_at(text, post.start)
    if known is not None and known == other:
        return is_told(kind := known.kind_at(post.start)) and kind not in ("workplace", known.kind_at(person.start))
    if known is not None and other is not None:
        return True
    return (known is not None or other is not None) and "\n" in text[min(person.start, post.start) : max(person.end, post.end)]


def read_by_rules(text: str, fact: Fact, spans: Sequence[Span]) -> bool:
    """Does a fact's anchor stand in a row of a table whose columns say the same kind of fact more fully: a grade beside what it was won in?"""
    row = row_at(text, spans[0].start)
    return row is not None and isinstance(fact, Conferral) and bool({"grade", "contest", "honour"} & set(row.kinds))


def not_yet(text: str, fact: Fact, spans: Sequence[Span]) -> str:
    """What says that a fact has not come about whose words stand in a table of plans or candidates; of these only where they work is so by now."""
    for span in spans:
        row = row_of(text, span.start)
        if (
            row is not None
            and row.not_yet
            and not (isinstance(fact, Occupation | Membership) and row.kind_at(span.start) in ("person", "workplace"))
        ):
            return row.not_yet
    return ""


def of_a_life(text: str, day: Span) -> bool:
    """Is a day that of a birth, or a cell of a table, which its head tells of: no beginning of a post?"""
    cell = re.search(r"[\t\n]\s*$", text[max(0, day.start - 3) : day.start]) and re.match(r"\s*[\t\n]", text[day.end : day.end + 3])
    return bool(cell and "\t" in text[day.start - 2 : day.end + 2]) or bool(_OF_A_LIFE.match(text, day.end))
