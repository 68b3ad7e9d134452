"""Which words that the reader marked can be somebody's or something's name, and where a person's name ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import lexicon
from ..lexicon import places
from ..model import Mention, Span
from ..recognising import cut_short
from ..recognising.columns import OTHER
from ..recognising.names import OrgName
from ..recognising.organisations import organisations
from ..recognising.person_names import OF_ANOTHER
from ..recognising.tables import row_at
from ..recognising.words import tokens
from ..restoring.language import frequency_of_word
from .reader import Found, Words

_NO_NAME = re.compile(
    ".|.*[报网社台]讯|.*驻会|《.*|我[省市区县州会校院]|.*委[省市区县州]政府|[^（]*）.*|.*（[^）]*|.*(?:荣誉|名誉|执行)|.*届理"
    "|各?(?:省区市|省市区|省市|地市)(?:级)?.*|(?:各地?|县市区|市县区?|区县|市、?区县?|县、?区)(?:市|县|区)*(?:科协|妇联|侨联|工商联|团委|文联|残联|总工会|工会|教育局|党委|统战部)"
)
"""What is no body's and nobody's name, whatever the reader holds it for: 江州日报讯, 向, half of a parenthesis, 县市区科协."""


def can_name(text: str, words: Words) -> bool:
    """Can somebody or something be called so?"""
    said = words.span.of(text)
    row = row_at(text, words.span.start) if words.kind == "PERSON" else None
    if row is not None and row.kind_at(words.span.start) == OTHER:
        return False  # 民族: 蒙古
    if words.kind == "PERSON" and (OF_ANOTHER.match(text, words.span.end) or _says_where(said) or _is_a_word(text, words.span)):
        return False
    return not cut_short(text, words.span, words.kind) and (words.kind not in ("PERSON", "ORG") or not _NO_NAME.fullmatch(said))


_N = "第?[一二三四五六七八九十百\\d]+届"
_TERM = re.compile(f"{_N}(?=委员会$)")
"""The term in the middle of a body's name: 民进江州大学|第三届|委员会."""
_ORGAN_OF_A_TERM = re.compile(f"{_N}(?:中央)?(?:(?:常务)?理事会|(?:执行|常务)*委员会|监事会|执委会|主席团)?$")
"""A body in one term of it, or an organ that it has for that time: 江州市书法家协会|第六届主席团."""


def of_no_term(said: str) -> str:
    """What a body is called whose term or organ is named with it; nothing where it is called by these alone.

    >>> of_no_term("江州市书法家协会第六届主席团"), of_no_term("第十六届中央常务委员会")
    ('江州市书法家协会', '')
    """
    return _ORGAN_OF_A_TERM.sub("", said)


def parsed(said: str) -> OrgName | None:
    """The body that the grammar reads from the whole of some words, be its term named with it or not.

    >>> parsed("民进江州大学第三届委员会").named()
    '民进江州大学委员会'
    """
    for plain in dict.fromkeys((_TERM.sub("", said), of_no_term(said))):
        found = organisations(plain, tokens(plain), 0)
        if len(found) == 1 and found[0].span == Span(0, len(plain)):
            name: OrgName = found[0].value
            return name
    return None


def _says_where(said: str) -> bool:
    """Do words that could be a rare surname with a given name say where: 于上海?"""
    return said.startswith("于") and places.at(said, 1) == said[1:] != ""


def _is_a_word(text: str, span: Span) -> bool:
    """Is what could be a name a word of the sentence: 建国后; or all that stands behind the surname: 周|立即赶到?"""
    said = span.of(text)
    if len(said) == 2 and said[0] not in lexicon.SURNAMES and frequency_of_word(said) > _FREQUENT:
        return True
    if len(said) < 3:
        return False  # no word of two characters stands behind its surname
    start = max(0, span.start - _AROUND)
    return any(
        start + word.start > span.start and start + word.end == span.end and len(word.word) > 1 and word.tag in ("d", "c", "p")
        for word in tokens(text[start : span.end + _AROUND])
    )


_FREQUENT = 300
"""How often jieba's dictionary counted a word that is rather a word than a name without a surname."""
_AROUND = 6
"""Characters around a name that its words are sought in."""


def as_cut(found: Found, mentions: Sequence[Mention]) -> Found:
    """What was found, of people as the recogniser cut their names, where it has others at those places."""
    held = {m.span for m in mentions if m.kind == "PERSON"}
    taken = {at: span for span in sorted(held, reverse=True) for at in range(*span)}
    cut = {
        words: Words(other, "PERSON")
        for words in found.words
        if words.kind == "PERSON" and words.span not in held
        for other in [next((taken[at] for at in range(*words.span) if at in taken), None)]
        if other is not None
    }
    if not cut:
        return found
    return Found(
        {cut.get(words, words): probability for words, probability in found.words.items()},
        tuple(replace(tie, first=cut.get(tie.first, tie.first), second=cut.get(tie.second, tie.second)) for tie in found.ties),
    )
