"""Tables in a text, however they came to stand in it: cells parted by tabs, by bars, by blanks, a cell a line, or all in one line."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from .. import lexicon
from ..model import Span
from .columns import OTHER, Row, known

_SUM = re.compile("合 ?计|总 ?计|小 ?计|平 ?均")
"""What the last row of a table is about: all those above."""
Cells = list[Span]
"""The cells of a line, in their order, without the blanks around them."""
_APART = re.compile(r"[^\s　]+(?:[ \u00a0](?=[^\s　])[^\s　]+)*")
"""What two blanks or a wide one part."""
_WORD = re.compile(r"[^\s　]+")
_BORDER = re.compile(r"[\s|｜:\-—─━+┼├┤]{3,}")
_LONGEST = 400
"""Characters of a line that is looked at for the head of a table."""
_ONE_LINE = 4000
"""Characters of a line at most that a whole table can have run into."""
_SHORT = 12
"""Characters of a head at most that stands alone on its line."""
_CELL = 60
"""Characters of a cell at most that stands alone on its line."""
_ABOVE = 3
"""Lines above a table that can say what it is."""
_TERM_ROW = re.compile("^第?[一二三四五六七八九十\\d]+届?$")


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " 　\u00a0\t\r":
        start += 1
    while end > start and text[end - 1] in " 　\u00a0\t\r":
        end -= 1
    return Span(start, end)


def _parted(mark: str) -> Callable[[str, Span], Cells]:
    """Cells that a mark parts, a tab or a bar."""

    def cells(text: str, line: Span) -> Cells:
        start, end = line.start, line.end
        if mark != "\t":
            start, end = _stripped(text, start, end)
            start += text.startswith(mark, start)
            end -= end > start and text[end - 1] == mark
        found, at = [], start
        for position in range(start, end + 1):
            if position == end or text[position] == mark:
                found.append(_stripped(text, at, position))
                at = position + 1
        return found

    return cells


def _spaced_out(text: str, first: Span, second: Span) -> bool:
    """Are two cells the characters of one name, set to the width of three?"""
    alone = first.end - first.start == second.end - second.start == 1 and second.start - first.end <= 4
    return alone and text[first.start] in lexicon.SURNAMES and "\u4e00" <= text[second.start] <= "\u9fff"


def _spaced(pattern: re.Pattern[str]) -> Callable[[str, Span], Cells]:
    """Cells that blanks part; two characters with blanks between them are a name set to the width of three."""

    def cells(text: str, line: Span) -> Cells:
        found: Cells = []
        for match in pattern.finditer(text, line.start, line.end):
            span = Span(*match.span())
            if found and _spaced_out(text, found[-1], span):
                span = Span(found.pop().start, span.end)
            found.append(span)
        return found

    return cells


_LAYOUTS = (_parted("\t"), _parted("|"), _parted("｜"), _spaced(_APART), _spaced(_WORD))
_MARKS = ("\t", "|", "｜", "", "")


def _kinds(text: str, cells: Cells, least: int) -> tuple[str | None, ...] | None:
    """The kinds of columns whose heads some cells are, if they are heads: ``least`` that are known, of which one says something."""
    if not 1 < len(cells) < 20:
        return None
    found = tuple(known(cell.of(text)) for cell in cells)
    heads = sum(one is not None for one in found)
    told = sum(one not in (None, OTHER) for one in found)
    return found if heads >= least and told >= 1 and heads + told > 2 else None


def _column(text: str, line: Span, at: int) -> int:
    """How far from the beginning of its line a character stands, as print shows it: a Han character is two wide."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text[line.start : at])


def _under(text: str, head: tuple[Span, Cells], line: Span, cells: Cells) -> list[Span] | None:
    """The cells of a line under the heads that they stand below; None where two stand under one that are not the characters of a name."""
    heads = [_column(text, head[0], cell.start) for cell in head[1]]
    made: dict[int, Span] = {}
    for cell in cells:
        at = _column(text, line, cell.start)
        nearest = min(range(len(heads)), key=lambda n: abs(heads[n] - at))
        held = made.get(nearest)
        if held is not None and held.end - held.start == cell.end - cell.start == 1:
            made[nearest] = Span(held.start, cell.end)
        elif held is not None or abs(heads[nearest] - at) > 6:
            return None
        else:
            made[nearest] = cell
    return [made.get(n, Span(line.end, line.end)) for n in range(len(heads))]


def _lines(text: str) -> list[Span]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Span(at, at + len(line)))
        at += len(line) + 1
    return found


@lru_cache(maxsize=8)
def rows(text: str) -> Mapping[int, Row]:
    """The rows of the tables in a text whose columns are known, by where they begin: cells parted by tabs, by bars, by blanks, a cell a line, or all in one
    line.

    >>> row = rows("支部\\t主任\\t会员数\\n一中支部\\t李然\\t36\\n")[10]
    >>> row.kinds, row.said
    (('body', 'post:主任', 'members'), ('一中支部', '李然', '36'))
    >>> [row.said for row in rows("| 姓名 | 职务 |\\n|---|---|\\n| 李然 | 主委 |\\n").values()]
    [('李然', '主委')]
    """
    found: dict[int, Row] = {}
    lines = _lines(text)
    number = 0
    while number < len(lines):
        read = next(
            (one for one in (_in_lines(text, lines, number), _down(text, lines, number), _in_one(text, lines, number)) if one), None
        )
        if read is None:
            number += 1
            continue
        made, number = read
        for row in made:
            found.setdefault(row.span.start, row)
    return found


@dataclass(frozen=True, slots=True)
class _Head:
    """The heads of a table's columns, what they are, and what the table is called."""

    kinds: tuple[str, ...]
    said: tuple[str, ...]
    caption: str


def _head(text: str, kinds: Sequence[str | None], cells: Sequence[Span], caption: str) -> _Head:
    return _Head(tuple(kind or "" for kind in kinds), tuple(cell.of(text).strip() for cell in cells), caption)


def _caption(text: str, lines: Sequence[Span], first: int, head: int) -> str:
    """What stands above a table, and its head."""
    above: list[str] = []
    for number in range(first - 1, max(-1, first - 12), -1):
        said = lines[number].of(text).strip()
        if said:
            above.insert(0, said[-_LONGEST:])
        if len(above) == _ABOVE:
            break
    return "\n".join([*above, *(lines[n].of(text) for n in range(first, head + 1))])


def _in_lines(text: str, lines: Sequence[Span], first: int) -> tuple[list[Row], int] | None:
    """A table with a row a line."""
    line = lines[first]
    if not line.start < line.end or line.end - line.start > _LONGEST:
        return None
    for cut, mark in zip(_LAYOUTS, _MARKS, strict=True):
        if mark and mark not in line.of(text):
            continue
        cells = cut(text, line)
        kinds = _kinds(text, cells, 2 if mark else 3 if len(cells) > 3 or cut is _LAYOUTS[-1] else len(cells))
        if kinds is not None and (mark or sum(one is None for one in kinds) <= 1):
            return _read(text, lines, first, cells, kinds, cut)
    return None


def _read(
    text: str, lines: Sequence[Span], first: int, head: Cells, kinds: tuple[str | None, ...], cut: Callable[[str, Span], Cells]
) -> tuple[list[Row], int]:
    """The rows below a head."""
    told = _head(text, kinds, head, _caption(text, lines, first, first))
    marked = cut in _LAYOUTS[:3]
    above: list[Span] = []
    made: list[Row] = []
    number = first + 1
    while number < len(lines):
        line = lines[number]
        said = line.of(text)
        if not said.strip() or _BORDER.fullmatch(said):
            number += 1
            continue
        cells = cut(text, line)
        if marked:
            fitting: list[Span] | None = cells if 1 < len(cells) <= len(head) <= 2 * len(cells) else None
        else:
            fitting = _under(text, (lines[first], head), line, cells) if cut is _LAYOUTS[3] and len(cells) > 1 else None
            fitting = fitting or (cells if len(cells) == len(head) else None)
        if fitting is None or _kinds(text, cells, len(cells)) is not None:
            if not marked and fitting is None and len(cells) > 1 and "。" not in said:
                number += 1
                continue  # a row that runs over its line says nothing, and ends no table
            break
        above = _filled(text, fitting + [Span(line.end, line.end)] * (len(head) - len(fitting)), above)
        made += _row(text, told, above, _stripped(text, line.start, line.end))
        number += 1
    return made, max(number, first + 1)


def _filled(text: str, cells: list[Span], above: Sequence[Span]) -> list[Span]:
    """Cells with what stands above the empty ones at their head: what several rows share is written once."""
    first = next((n for n, cell in enumerate(cells) if cell.of(text)), len(cells))
    return [above[n] if n < first and n < len(above) else cell for n, cell in enumerate(cells)]


_EMPTY = re.compile("[—－\\-–/无略空缺暂未设（）()\\s]*")


def _row(text: str, head: _Head, cells: Sequence[Span], span: Span) -> Iterator[Row]:
    """A row; two where a table has its columns twice side by side."""
    said = ["" if _EMPTY.fullmatch(cell.of(text)) else cell.of(text) for cell in cells]
    kinds, half = head.kinds, len(head.kinds) // 2
    twice = len(kinds) == 2 * half and kinds[:half] == kinds[half:]
    for begin, end in [(0, half), (half, len(kinds))] if twice else [(0, len(kinds))]:
        if any(said[begin:end]):
            start = span.start if begin == 0 else cells[begin].start
            stop = span.end if end == len(kinds) else cells[end - 1].end
            total = any(_SUM.fullmatch(one) for one in said[:2])
            yield Row(
                kinds[begin:end],
                head.said[begin:end],
                tuple(cells[begin:end]),
                tuple(said[begin:end]),
                head.caption,
                Span(start, stop),
                total,
            )


def _down(text: str, lines: Sequence[Span], first: int) -> tuple[list[Row], int] | None:
    """A table with a cell a line: its heads, then the cells of a row one below the other."""
    if not _is_head(text, lines[first]):
        return None
    filled = [n for n in range(first, min(len(lines), first + 24)) if lines[n].of(text).strip()]
    heads = [lines[n] for n in filled]
    count = next((n for n, line in enumerate(heads) if not _is_head(text, line)), len(heads))
    kinds = tuple(known(line.of(text)) for line in heads[:count])
    told = sum(one not in (None, OTHER) for one in kinds)
    if not 1 < count < 10 or told < 2 or (count == 2 and set(kinds) != {"person", "post"}):
        return None
    blanks = filled[count - 1] - filled[0] + 1 > count  # a blank line stands between all of them
    last = filled[count - 1]
    told_by = _head(text, kinds, heads[:count], _caption(text, lines, first, last))
    body = (n for n in range(last + 1, len(lines)) if not blanks or lines[n].of(text).strip())
    made: list[Row] = []
    above: list[Span] = []
    done = last + 1
    while len(group := list(islice(body, count))) == count:
        cells = [_stripped(text, *lines[n]) for n in group]
        if not _fit(text, kinds, cells):
            break
        above = _filled(text, cells, above)
        made += _row(text, told_by, above, Span(cells[0].start, cells[-1].end))
        done = group[-1] + 1
    return (made, done) if made else None


def _is_head(text: str, line: Span) -> bool:
    return line.end > line.start + 1 and len(said := line.of(text).strip()) <= _SHORT and known(said) is not None


_NAME = re.compile("[\u3400-\u9fff·　 ]{2,12}(?:[（(][^（）()]{1,8}[）)])?")
_COUNT = re.compile("\\d{1,6}[人名位件条篇个次家]*|[—－\\-–]*")


def _fit(text: str, kinds: Sequence[str | None], cells: Sequence[Span]) -> bool:
    """Can the cells of a row stand under their heads?"""
    for kind, cell in zip(kinds, cells, strict=True):
        said = cell.of(text)
        if len(said) > _CELL or "。" in said:
            return False
        if kind == "person" and not all(_NAME.fullmatch(one) for one in re.split("[、，,]", said)):
            return False
        if kind in ("members", "attendance") and not _COUNT.fullmatch(said):
            return False
    return bool(cells[0].of(text) or cells[1].of(text))


def _in_one(text: str, lines: Sequence[Span], first: int) -> tuple[list[Row], int] | None:
    """A table that ran into one line: 届次 主席 任期 第一届 李然 1982年—1989年 第二届 …"""
    line = lines[first]
    begins = _WORD.search(text, line.start, line.end) if 12 < line.end - line.start < _ONE_LINE else None
    if begins is None or known(begins[0]) is None:
        return None
    cells = _LAYOUTS[4](text, line)
    count = next((n for n, cell in enumerate(cells) if known(cell.of(text)) is None), len(cells))
    kinds = tuple(known(cell.of(text)) for cell in cells[:count])
    if not 2 < count < 10 or len(cells) < 3 * count or sum(one not in (None, OTHER) for one in kinds) < 2:
        return None
    said = " ".join(cell.of(text) for cell in cells[:count])
    head = _head(text, kinds, cells[:count], _caption(text, lines, first, first - 1) + "\n" + said)
    made: list[Row] = []
    for at in range(count, len(cells) - count + 1, count):
        group = cells[at : at + count]
        if not _fit(text, kinds, group) or (_TERM_ROW.match(cells[count].of(text)) and not _TERM_ROW.match(group[0].of(text))):
            break
        made += _row(text, head, group, Span(group[0].start, group[-1].end))
    return (made, first + 1) if len(made) > 1 else None


def rows_in(text: str, span: Span) -> list[Row]:
    """The rows that begin in a stretch of a text."""
    starts = _starts(text)
    return [rows(text)[at] for at in starts[bisect_left(starts, span.start) : bisect_left(starts, span.end)]]


@lru_cache(maxsize=8)
def _starts(text: str) -> list[int]:
    return sorted(rows(text))


def row_of(text: str, at: int) -> Row | None:
    """The row that a character stands in."""
    starts = _starts(text)
    index = bisect_right(starts, at) - 1
    row = rows(text)[starts[index]] if index >= 0 else None
    return row if row is not None and at < max(row.span.end, row.span.start + 1) else None


def row_at(text: str, at: int) -> Row | None:
    """The row that a character stands in, of a table that tells what is."""
    row = row_of(text, at)
    return row if row is not None and not row.not_yet else None


def of_candidates(text: str, at: int) -> bool:
    """Does a character stand in a row of a table of those who have not got anything yet?"""
    row = row_of(text, at)
    return row is not None and bool(row.not_yet)
