"""The grammar of organisation names: party · place chain · host institution · level or ordinal · part.

    民进   石家庄市   桥西      一支部
    民盟   昆明市西山区          基层委员会
    中共   九江                市委        统战部
           九江市             政协

A name that begins with a party is read from there; every other body is found by its last word (支部, 政协, 大学) and read
backwards over the words that can belong to a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

from ..lexicon import party_of, places
from ..lexicon.own import OwnLexicon, current, using
from ..model import Mention, Span
from ..restoring.language import frequency_of_word
from .body_words import (
    BRANCH_WORD,
    CHAIRED,
    COMMITTEE,
    DEPARTMENT,
    FOREIGN,
    GENERIC_HOST,
    LEADING,
    NO_BODY,
    OF_A_HEAD,
    PANEL_ALONE,
    PARTY,
    SELF,
    SHORT_COMMITTEE,
    SHORT_PARTY,
    WITHIN_ALONE,
)
from .institutions import back_over_name, of_branches, of_institutions
from .names import BRANCH, OF_INSTITUTION, OrgName
from .party_bodies import chain_at, of_parties, with_word
from .state_bodies import of_conferences, of_congresses, of_levels, of_places
from .words import Token, tokens


def organisations(sentence: str, tokens: tuple[Token, ...], offset: int) -> list[Mention]:
    """The organisations named in a sentence whose first character stands at `offset` of the text.

    >>> from .words import tokens as lac
    >>> def found(sentence):
    ...     return [(m.text, m.value.named()) for m in organisations(sentence, lac(sentence), 0)]
    >>> found("民进盐城市委召开会议，市委会和盐都区政协参加")
    [('民进盐城市委', '民进盐城市委会'), ('市委会', '市委会'), ('盐都区政协', '盐都区政协')]
    >>> found("医卫支部参观展览，各支部参加，被评为先进支部")
    [('医卫支部', '医卫支部')]
    """
    found = _Found(sentence, offset)
    institutions = list(of_institutions(sentence, tokens))
    longest = {start: max(end for begin, end, _ in institutions if begin == start) for start, _, _ in institutions}
    for one in chain(
        _of_the_user(sentence),
        _conferences(sentence),
        _of_our_institution(sentence),
        ((start, *with_word(end, name, tokens, sentence)) for start, end, name in of_parties(sentence)),
        _ours(sentence),
        of_conferences(sentence),
        of_congresses(sentence),
        of_places(sentence),
        of_levels(sentence),
        (one for one in institutions if one[2].unit == "党委" and one[2].part),  # 江州大学党委统战部
    ):
        found.take(*one)
    for one in _departments(sentence, found):
        found.take(*one)
    for start, end, name in of_branches(sentence, tokens):
        found.take(*_behind_others(start, end, name, found))
    for one in chain(
        ((*match.span(), OrgName(host=match[0])) for match in WITHIN_ALONE.finditer(sentence)),
        (one for one in institutions if one[1] == longest[one[0]]),  # 江州科学院|留学人员联谊会 is one
        _of_their_heads(sentence, tokens),
        _of_words(tokens),
    ):
        found.take(*one)
    return list(_with_parties(sorted(found.mentions, key=lambda mention: mention.span), sentence, offset))


Found = tuple[int, int, OrgName]
"""From where to where in a sentence a name stands, taken apart."""


class _Found:
    """The bodies found in a sentence so far, of which none overlaps another: what is taken first stays."""

    def __init__(self, sentence: str, offset: int) -> None:
        self.sentence, self.offset = sentence, offset
        self.taken = [False] * len(sentence)
        self.mentions: list[Mention] = []

    def take(self, start: int, end: int, name: OrgName) -> None:
        also = _ALSO.match(self.sentence, end) if self.sentence.endswith(_FEDERATIONS, start, end) else None
        end = also.end() if also else end
        while start < end and (self.sentence[start].isspace() or self.sentence[start] in "●•·"):
            start += 1
        if name.part.endswith("部") and self.sentence.startswith("部长", end - 1):
            end -= 1  # 市委组织部长: 部 is the last word of the one and the first of the other
        if start < end and not any(self.taken[start:end]):
            self.taken[start:end] = [True] * (end - start)
            self.mentions.append(Mention(Span(self.offset + start, self.offset + end), self.sentence[start:end], "ORG", name))


def _conferences(sentence: str) -> Iterator[Found]:
    for match in _CONFERENCE.finditer(sentence):
        places_named, after = chain_at(match["place"], 0)
        if match["place"] == "全国":
            yield *match.span(), OrgName(host="全国", unit="政协")
        elif places_named and after == len(match["place"]):
            yield *match.span(), OrgName("", places_named, unit="政协")


_OUR_PARTY = re.compile(
    rf"(?:(?:我|本|该)(?P<ours>校|院|学校|学院|医院)|(?<![\u4e00-\u9fff])(?P<head>校|院|学校))的?(?P<party>{PARTY.pattern})"
    rf"(?P<unit>{'|'.join(sorted({*BRANCH, OF_INSTITUTION}, key=len, reverse=True))})?(?P<office>(?=副?主委|副?主任委员))?"
)
"""The party of the school or hospital whose report it is: 我校民进."""


def _of_our_institution(sentence: str) -> Iterator[Found]:
    """A party's body in the institution whose page it is: 我校民进支部, 校民革委员会, 我院九三学社|主委."""
    for match in _OUR_PARTY.finditer(sentence):
        party = party_of(match["party"])
        if party and party.short != "中共" and (match["unit"] or match["office"] is not None):
            unit = BRANCH.get(match["unit"] or "", OF_INSTITUTION)
            yield *match.span(), OrgName(party.short, host=(match["ours"] or match["head"])[-1], unit=unit)


def _ours(sentence: str) -> Iterator[Found]:
    """What members call their own bodies: 我支部, 社市委, 会中央."""
    for match in SELF.finditer(sentence):
        yield *match.span(), _own(match[0].lstrip("我们本"))
    for match in SHORT_COMMITTEE.finditer(sentence):
        party = SHORT_PARTY[match["party"] or match["whose"]]
        unit = "委" if party == "共青团" else "委会"
        yield *match.span(), OrgName(party, unit="中央") if match["whose"] else OrgName(party, level=match["level"], unit=unit)


def _departments(sentence: str, found: _Found) -> Iterator[Found]:
    """Departments and panels named without the body that they are of."""
    for match in _OUR_COMMITTEE.finditer(sentence):
        yield *match.span(), OrgName("中共", host=match["head"] or "校", unit="党委", part=match["part"] or "")
    for match in DEPARTMENT.finditer(sentence):
        if not _OF_OTHERS.search(sentence, max(0, match.start() - 2), match.start()) or found.taken[match.start() - 1]:
            yield *match.span(), OrgName("中共" if match["ours"] else "", part=match[0])
    for match in PANEL_ALONE.finditer(sentence):
        if not set(match[0]) & (FOREIGN - {"与", "和"}) and not GENERIC_HOST.match(match[0][:2]):
            yield *match.span(), OrgName(part=match[0])


def _behind_others(start: int, end: int, name: OrgName, found: _Found) -> Found:
    """A branch that stands right behind another body begins behind it, unless what is left is a word of the language: 市委会|青石支部."""
    free = max((at + 1 for at in range(start, end) if found.taken[at]), default=start)
    if start < free < end and len(name.host) > free - start and frequency_of_word(name.host[free - start :]) < _A_WORD:
        return free, end, replace(name, host=name.host[free - start :])
    return start, end, name


def _of_their_heads(sentence: str, tokens: tuple[Token, ...]) -> Iterator[Found]:
    for match in OF_A_HEAD.finditer(sentence):
        start = back_over_name(sentence, tokens, match.start())
        if match.end() - start > 3:
            yield start, match.end(), OrgName(host=sentence[start : match.end()])


def _of_words(tokens: tuple[Token, ...]) -> Iterator[Found]:
    """What the tagger holds for a body."""
    for token in tokens:
        if token.tag != "ORG" or len(token.word) < 3 or PARTY.fullmatch(token.word):
            continue
        word = re.sub(r"(?:副?主委|副?主席|副?主任|委员|会员)$", "", token.word)
        if LEADING.match(word):
            continue  # 联合市中医医院: LAC's word runs over the verb
        named = len(word) > 2 and not re.search(r"\s", word) and not places.named(word)
        if named and not (NO_BODY.search(word) or COMMITTEE.search(word) or BRANCH_WORD.search(word)):
            yield token.start, token.start + len(word), OrgName(host=word)


_OUR_COMMITTEE = re.compile(
    "(?<![\u4e00-\u9fff])(?:我|本)?(?P<head>[校院]|学校|学院|医院)?党委(?P<part>统战部|组织部|宣传部|办公室)?(?=[副常委书部主领])"
)
"""The Communist Party's committee of the institution whose page it is: 校党委统战部部长."""
_OF_OTHERS = re.compile("[务政院厅局教法资教体]$")
"""What stands in front of a department that is no committee's: 国务院侨务|办公室主任."""
_FEDERATIONS = ("工商联", "工商业联合会")
_ALSO = re.compile("[（(]总?商会[）)]")
"""The other name that a federation of industry and commerce has by statute."""
_A_WORD = 500
"""How often the dictionary counts what is a word of the language rather than the name of a branch behind a committee's: 市委会号召支部."""


def _with_parties(found: list[Mention], sentence: str, offset: int) -> Iterator[Mention]:
    """The bodies of a sentence; 市委 with a 主委 is no committee of the Communist Party, but of the party named last: 民盟中央常委、江州市委主委."""
    party = ""
    for mention in found:
        name: OrgName = mention.value
        if name.party == "中共" and name.unit == "委" and not name.part and not PARTY.match(mention.text):
            if CHAIRED.match(sentence, mention.span.end - offset):
                mention = replace(mention, value=replace(name, party=party, unit="委会"))
        elif name.party not in ("", "中共"):
            party = name.party
        yield mention


def _of_the_user(sentence: str) -> Iterator[tuple[int, int, OrgName]]:
    """The bodies and other names that the user's own lexicon has, the longer ones first."""
    own = current()
    names = {**{body: body for body in own.bodies}, **dict(own.aliases)}
    for word in sorted(names, key=lambda w: (-len(w), w)):
        for match in re.finditer(re.escape(word), sentence):
            yield match.start(), match.end(), _parsed(names[word])


@cache
def _parsed(name: str) -> OrgName:
    """A whole name taken apart; one that the grammar does not know is a host."""
    with using(OwnLexicon()):
        found = organisations(name, tokens(name), 0)
    return found[0].value if len(found) == 1 and len(found[0].text) == len(name) else OrgName(host=name)


def _own(unit: str) -> OrgName:
    if unit in BRANCH:
        return OrgName(unit=BRANCH[unit], own=True)
    if unit.endswith("委会"):
        return OrgName(level=unit[0], unit="委会", own=True)
    return OrgName(own=True)


_CONFERENCE = re.compile(
    r"中国人民政治协商会议(?:第[一二三四五六七八九十]+届)?(?P<place>[\u4e00-\u9fff]{2,10}?)(?:第[一二三四五六七八九十]+届)?委员会"
)
"""The full name of a 政协: 中国人民政治协商会议江西省委员会."""
