"""The recogniser's mentions beside the reader's: where the reader is sure that a name begins or ends elsewhere, it does."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ..model import Mention, Span
from ..recognising.columns import POST_OF
from ..recognising.names import OrgName
from ..recognising.tables import row_at
from ..recognising.words import tokens
from .naming import can_name, of_no_term, parsed
from .reader import Found


def agreed(text: str, mentions: Sequence[Mention], found: Found, sure: float = 0.8) -> tuple[Mention, ...]:
    """The recogniser's mentions without the people whose names it cut elsewhere than the reader, where the reader is sure; a row of nothing but names
    is one, whatever the reader makes of it, and no name goes on into the word behind it. Bodies whose names go on have them whole."""
    mentions = _whole_bodies(text, mentions, found)
    ends: dict[int, int] = {}
    for words in found.words:
        if words.kind == "PERSON":
            ends[words.span.start] = max(words.span.end, ends.get(words.span.start, 0))
    running = {m.span for m in mentions if m.kind == "PERSON" and _into_a_word(text, m.span, ends.get(m.span.start, 0))}
    kept = _rows_of_names(text, mentions) | _in_cells(text, mentions) | running
    marked = [w.span for w, probability in found.words.items() if w.kind == "PERSON" and probability >= sure]
    taken = {at: span for span in marked for at in range(*span)}
    seen = {at for w in found.words if w.kind == "PERSON" for at in range(*w.span)}
    return tuple(
        m
        for m in mentions
        if m.kind != "PERSON"
        or m.span in kept
        or (not seen.isdisjoint(range(*m.span)) and all(taken.get(at, m.span) == m.span for at in range(*m.span)))
    )


_SURE_OF_A_BODY = 0.9
"""The probability from which the reader's name of a body is taken for the whole of one that the recogniser found the beginning of: on 121 unseen
pages it was a name that the report has in 63 of 72 such places, and the recogniser's alone in 5."""


def _whole_bodies(text: str, mentions: Sequence[Mention], found: Found) -> Sequence[Mention]:
    """The mentions, with bodies whole of which the recogniser found the beginning: 江州大学|青石校友会, 省委统战部|五处."""
    starts = [m.span.start for m in mentions]
    longer = {}
    for words, probability in sorted(found.words.items()):
        if words.kind != "ORG" or probability < _SURE_OF_A_BODY or not can_name(text, words):
            continue
        first = bisect_left(starts, words.span.start)
        within = mentions[first : bisect_left(starts, words.span.end)]
        if within and within[0].span.end < words.span.end and (whole := _whole(text, words.span, within)) is not None:
            longer[whole.span] = whole
    if not longer:
        return mentions
    covered = {at for span in longer for at in range(*span)}
    kept = (m for m in mentions if covered.isdisjoint(range(*m.span)))
    return sorted((*kept, *longer.values()), key=lambda m: m.span)


_WITHIN = re.compile("(?:小组|工作组|筹备组|专班|办公室|秘书处|[处部科室]|专委会|专业委员会|工作委员会|工委)$")
"""What is within a body, which stays the one that is named, rather than another that has its name from it: 江州市青石行业协会|换届工作领导小组."""


_HELD = re.compile("(?:片会|年会|例会|会议|大会|座谈会|活动|仪式|论坛|培训班)$")
"""What a body holds, named with it: 民进江州省委|北片会."""


def _whole(text: str, span: Span, within: Sequence[Mention]) -> Mention | None:
    """The body that some words name which begin with another's name; None where they are two, or hold somebody's name."""
    bodies = [m for m in within if m.kind == "ORG"]
    if (
        not bodies
        or bodies[0] is not within[0]
        or within[0].span.start != span.start
        or any(m.kind == "PERSON" or m.span.end > span.end for m in within)
    ):
        return None
    begun: OrgName = bodies[0].value
    apart = begun.party or begun.unit or begun.part or begun.places
    if apart and len(bodies) > 1:
        return None  # 市委会|青石支部: the grammar knows which is within which
    said = span.of(text)
    name = parsed(said)
    rest = said[len(bodies[0].text) :]
    if name is None and (_HELD.search(rest) or (not begun.party and _WITHIN.search(rest))):
        return None
    if name is None and (begun.unit or begun.part):
        name = replace(begun, part=begun.part + rest)
    whole = of_no_term(said)
    return Mention(span, said, "ORG", name or (OrgName(host=whole) if whole != bodies[0].text else begun))


def _into_a_word(text: str, span: Span, longer: int) -> bool:
    """Does the reader's name, which ends at ``longer``, end within the word that follows the recogniser's: 陆文|明确表示?"""
    if longer <= span.end:
        return False
    word = tokens(text[span.end : longer + _WORD])[0]
    return bool(len(word.word) > longer - span.end and word.tag not in ("PER", "w"))


_WORD = 4
"""Characters behind a name that the word behind it is sought in."""


def _in_cells(text: str, mentions: Sequence[Mention]) -> set[Span]:
    """The people in cells of tables whose heads say that people stand there."""
    rows = [(m.span, row) for m in mentions if m.kind == "PERSON" and (row := row_at(text, m.span.start)) is not None]
    return {span for span, row in rows if (kind := row.kind_at(span.start)) == "person" or kind.startswith(POST_OF)}


_BETWEEN_NAMES = re.compile(r"[ 　\t、，]+")


def _rows_of_names(text: str, mentions: Sequence[Mention]) -> set[Span]:
    """The people on lines that hold three names or more and nothing else."""
    lines: dict[int, list[Span]] = {}
    for mention in mentions:
        if mention.kind == "PERSON":
            lines.setdefault(text.rfind("\n", 0, mention.span.start) + 1, []).append(mention.span)
    found: set[Span] = set()
    for start, spans in lines.items():
        end = text.find("\n", start)
        row = text[start : end if end >= 0 else len(text)]
        if len(spans) > 2 and sum(len(span.of(text)) for span in spans) + sum(map(len, _BETWEEN_NAMES.findall(row))) >= len(row):
            found.update(spans)
    return found
