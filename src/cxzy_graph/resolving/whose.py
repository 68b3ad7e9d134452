"""Whose report a page is: the body that the title and the first sentences name, that acts, or that a reader holds for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .. import lexicon
from ..lexicon import places
from ..model import Layout, Mention, RestoredText, Span
from ..recognising.kinds import passing
from ..recognising.names import OURS, OrgName
from .alike import agrees, letter_of, level_of, same_place
from .context import institution_of

_OF_THE_TITLE = re.compile(r"^(?:【[^】]*】|\[[^\]]*\]|[（(]组?图[）)]|[\s　])+")


_VISITED = re.compile(r"(?:到|赴|走访|走进|深入|看望|来|莅临)$")


def given(about: str) -> OrgName:
    from ..recognising.organisations import organisations
    from ..recognising.words import tokens

    said = organisations(about, tokens(about), 0)
    return said[0].value if said and len(said[0].text) == len(about) else OrgName(host=about)


def of_two(ruled: OrgName | None, read: Sequence[OrgName]) -> OrgName:
    """Whose report it is where the page's order says one and the reader others: the likeliest of the reader's, unless one of them is the same."""
    if ruled is not None and any(agrees(one, ruled) for one in read):
        return ruled
    return read[0]


def title_of(restored: RestoredText, page: Layout) -> Span:
    """Where the title stands in the text."""
    start = restored.text.find(page.title) if page.title else -1
    return Span(start, start + len(page.title)) if start >= 0 else Span(0, 0)


def headline_of(restored: RestoredText, page: Layout) -> Span:
    """Where the headline stands: the title, and what of the first lines of the body ends without a mark."""
    title = title_of(restored, page)
    ends = [p.span.end for p in page.passages[:3] if not p.span.of(restored.text).endswith(("。", "！", "？", "；"))]
    return Span(title.start, max([title.end, *ends]))


def titled(name: OrgName, restored: RestoredText, page: Layout, named: list[Mention]) -> bool:
    """Is a party's body named in the title, with more there than its name?"""
    title = title_of(restored, page)
    told = [m for m in named if title.covers(m.span) and m.value.party == name.party and (m.value == name or agrees(m.value, name))]
    return bool(name.party) and any(len(page.title) > len(m.text) + 3 for m in told)


def of_the_titles_kind(restored: RestoredText, page: Layout, named: list[Mention]) -> OrgName | None:
    """Whose report it is where the title only says 市文联: that which the text names most in full."""
    title = title_of(restored, page)
    kinds = [m.value.unit for m in named if title.covers(m.span) and m.value.bare and m.value.level and m.value.unit and not m.value.part]
    counts = Counter(m.value for m in named if m.value.unit in kinds and m.value.places and not (m.value.part or m.value.party))
    most = counts.most_common(2)
    return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else None


def party_of_page(named: list[Mention], about: str | None) -> str:
    counts = Counter(m.value.party for m in named if m.value.party not in ("", "中共"))
    for party in lexicon.parties():
        if about and about.startswith(party.full) and party.short != "中共":
            return party.short
    if not counts and any(m.value.unit == "支社" for m in named):
        return "九三学社"  # no other party calls its branches so
    return counts.most_common(1)[0][0] if counts else ""


def own_body(restored: RestoredText, page: Layout, named: list[Mention], party: str) -> OrgName | None:
    """Whose report it is: the party's body that the title and the first sentences name, and the text keeps naming."""
    held = _Candidates(restored, page, named, party)
    held.count()
    held.weigh_hints()
    held.weigh_title()
    if held.leads_elsewhere():
        hint = next(hint for hint in held.hints if same_place(held.leading, hint.places[-1]))
        return replace(hint, level=hint.level or letter_of(hint.places[-1]) or level_of(hint.places[-1]), unit="委会")
    if not held.scores:
        first = held.hints[0] if held.hints else None
        return replace(first, level=first.level or level_of(first.places[-1]), unit="委会") if first and first.places else None
    return held.best()


OF_OURS = re.compile("[我本](?:校|院|所|公司)")
"""What an institution calls itself."""


def of_our_institution(named: Sequence[OrgName]) -> OrgName | None:
    """Whose report it is where the page speaks of 我校民进支部: that body's, or the institution's own where it speaks so of several parties."""
    ours = [name for name in named if name.host in OURS and name.party and name.unit != "党委"]
    if not ours:
        return None
    institution = institution_of(named)
    if len({name.party for name in ours}) > 1:
        return OrgName(host=institution) if institution else None
    name = Counter(ours).most_common(1)[0][0]
    return replace(name, host=institution) if institution else name


class _Candidates:
    """The party's bodies that a page names, each with what speaks for its being the one whose report it is; and the places in front of the party's
    name, which hint at the committee there."""

    def __init__(self, restored: RestoredText, page: Layout, named: list[Mention], party: str) -> None:
        self.restored, self.named, self.party = restored, named, party
        self.title = title_of(restored, page)
        self.page_title = page.title
        self.titled = _OF_THE_TITLE.sub("", page.title)
        self.opening = page.passages[min(3, len(page.passages) - 1)].span.end if page.passages else 0
        self.scores: Counter[OrgName] = Counter()
        self.first: dict[OrgName, int] = {}
        self.hints: list[OrgName] = []
        self.hinted: dict[OrgName, Span] = {}
        leading, at = places.at(self.titled, 0), 0
        while leading and (lower := places.at(self.titled, at := at + len(leading))):
            leading = lower  # 宝鸡渭滨民进
        self.leading = leading or ""

    def count(self) -> None:
        """How often each is named, and where."""
        for mention in self.named:
            name: OrgName = replace(mention.value, part="")
            if name.party == "中共" or not (name.is_committee or name.is_branch) or name.bare or name.unit == "中央":
                if name.party == self.party and name.places and not name.unit and mention.span.start < self.opening:
                    self.hints.append(name)
                    self.hinted.setdefault(name, mention.span)
                continue
            if not name.party and (not self.title.covers(mention.span) or not _told_again(mention, self.named)):
                continue  # 小总支也有大作为: a headline's figure of speech
            name = replace(name, party=name.party or self.party)
            self.first.setdefault(name, mention.span.start)
            self.scores[name] += 1
            if self.title.covers(mention.span):
                self.scores[name] += 12
            elif mention.span.start < self.opening:
                self.scores[name] += 6 if len(self.first) == 1 else 3
        for mention in self.named:  # 支部, 市委会 without more: whose report it is need not be said in full each time
            for name in self.scores:
                if mention.value.bare and mention.value.unit == name.unit and mention.value.level in ("", name.level):
                    self.scores[name] += 1

    def weigh_hints(self) -> None:
        """民进江州市第四次代表大会 in the title: of the committee of that place, where the title names no other body; 江州民进: the body of that place."""
        for hint in self.hints:
            letter = hint.level or letter_of(hint.places[-1])
            told = (place for name in self.scores if name.party == self.party for place in name.places)
            if letter and self.title.covers(self.hinted[hint]) and not any(same_place(hint.places[-1], place) for place in told):
                self.scores[replace(hint, level=letter, unit="委会")] += 12
        for hint in self.hints:
            for name in self.scores:
                if name.party == self.party and any(same_place(hint.places[-1], place) for place in name.places):
                    self.scores[name] += 6

    def weigh_title(self) -> None:
        """What the title says of whose news it is: the place that it begins with, 我市, where somebody went, the branch that was visited."""
        ours = re.search(r"我([省市区县州])", self.titled)
        begins = self.title.start + len(self.page_title) - len(self.titled)
        leads = any(name.is_branch and 0 <= at - begins <= 2 for name, at in self.first.items())
        for (
            name
        ) in self.scores:  # 江州两支部受到表彰: news from there, whoever else the title names behind it; not so 江州民进三中支部受到表彰
            if self.leading and not leads and name.unit == "委会" and name.places and same_place(self.leading, name.places[-1]):
                self.scores[name] += 12
        for name in self.scores:
            gone = (_is_at(self.titled, at.end(), name) for at in re.finditer("[赴到来在]", self.titled))
            if name.unit == "委会" and ((ours and name.level == ours[1]) or any(gone)):
                self.scores[name] += 14  # 我市盟组织受到表彰; 省委会赴江州市调研
        for name, span in self.first.items():  # 市委会走访三中支部: news of the branch that was visited
            visited = name.is_branch and _VISITED.search(self.restored.text[self.title.start : span])
            if self.title.covers(Span(span, span + 1)) and visited:
                self.scores[name] += 8

    def leads_elsewhere(self) -> bool:
        """Does the title begin with a place in front of the party's name of which no body is named?"""
        if not self.leading or any(same_place(self.leading, place) for name in self.scores for place in name.places):
            return False
        return any(same_place(self.leading, hint.places[-1]) and self.title.covers(self.hinted[hint]) for hint in self.hints)

    def best(self) -> OrgName:
        """The one that most speaks for, under its fullest name."""
        best = max(self.scores, key=lambda name: (self.scores[name], len(name.places), -self.first.get(name, 0)))
        longer = [n for n in self.scores if n.unit == best.unit and n != best and agrees(best, n) and len(n.named()) > len(best.named())]
        return max(longer, key=lambda n: (len(n.named()), -self.first.get(n, 0))) if longer else best


_OF_THE_STATE = re.compile(
    r"(?:政府|人大|人大常委会|政协|法院|检察院|公安局|局|厅|委|办|办公室|街道|社区|村|镇|乡|公司|党委|党组|组织部|宣传部|日报社|电视台)$"
)
"""Bodies that others' reports name, and that seldom write one of this kind."""


def of_any_kind(restored: RestoredText, page: Layout, named: list[Mention]) -> OrgName | None:
    """Whose report it is where no party's body can be: who acts in the title and the first sentence, or signs it, and is named again."""
    title = title_of(restored, page)
    opening = page.passages[min(1, len(page.passages) - 1)].span.end if page.passages else 0
    begins = {p.span.start for p in page.passages[:3]}
    scores: Counter[OrgName] = Counter()
    first: dict[OrgName, int] = {}
    for mention in named:
        name: OrgName = mention.value
        said = name.named()
        if name.bare or name.own or name.party == "中共" or name.unit == "中央" or passing(name) or len(said) < 4:
            continue
        if re.search(r"、|^[^（]*）|（[^）]*$|[省市区县]级", said):  # 省、市、县三级红十字会
            continue
        first.setdefault(name, mention.span.start)
        scores[name] += 1
        if title.covers(mention.span):
            scores[name] += 12 if mention.span.start - title.start < 3 else 8
        elif mention.span.start < opening:
            scores[name] += 6 if len(first) == 1 else 3
        elif mention.span.start in begins:
            scores[name] += 2
    for mention in named:  # 市妇联, 协会: what it is called once it was named
        for name in scores:
            if mention.value.bare and mention.value.unit and name.named().endswith(mention.value.unit):
                scores[name] += 1
    for name in scores:
        if _OF_THE_STATE.search(name.named()) or name.named().startswith(("全国", "中华", "中国")):
            scores[name] -= 8
        if page.source and name.named() in page.source:
            scores[name] += 6
    best = max(scores, key=lambda name: (scores[name], -first[name]), default=None)
    return best if best is not None and scores[best] >= _ACTS else None


def of_its_place(restored: RestoredText, page: Layout, named: list[Mention]) -> OrgName | None:
    """Whose report it is where a body is only called 市妇联 throughout, and the title or what comes first says in which city."""
    told = [m for m in named if m.value.bare and m.value.level and m.value.unit and m.value.party != "中共" and not m.value.part]
    counts = Counter(m.value for m in told if not _OF_THE_STATE.search(m.value.unit))
    if not counts:
        return None
    most = max(counts.values())
    name: OrgName = next(m.value for m in told if counts[m.value] == most)
    return _placed(name, restored, page, most > 1)


def of_its_level(whose: OrgName, restored: RestoredText, page: Layout) -> OrgName:
    """A body that is only called by its level, of the place at that level which the title or what comes first names, or the page most often."""
    if not whose.level or whose.places or whose.host or whose.part or whose.own:
        return whose
    made = _placed(whose, restored, page, True)
    return whose if made is None else replace(made, level=whose.level) if whose.party else made


def _placed(name: OrgName, restored: RestoredText, page: Layout, anywhere: bool) -> OrgName | None:
    """A body of a level at a place that the title names; ``anywhere``: or that the page's source, its opening, or its text most often names."""
    head = page.passages[min(1, len(page.passages) - 1)].span.end if page.passages else 0
    for text in (page.title, page.source or "", restored.text[:head]):
        for start in range(len(text)):
            place = places.at(text, start)
            if place and _of_level(place, name.level) and (anywhere or text is page.title):
                return replace(name, places=(place,), level="")
    told_of = Counter(filter(None, (_whole_at(places.at(restored.text, at), name.level) for at in range(len(restored.text)))))
    first, second = [*told_of.most_common(2), ("", 0), ("", 0)][:2]
    return replace(name, places=(first[0],), level="") if anywhere and first[1] >= max(_OFTEN, 2 * second[1]) else None


_OFTEN = 3
"""How often a page names a place for what is only called by its level to be of that place."""


def _whole_at(place: str | None, level: str) -> str | None:
    """The name of a place at a level, of a city also where it is called for short: 江州."""
    if place is None or _of_level(place, level):
        return place
    meant = places.locate((place,)) if level == "市" and len(place) == 2 else None
    return meant.name if meant is not None and meant.level not in ("省", "县") and meant.name == f"{place}市" else None


def _of_level(place: str, level: str) -> bool:
    """Is a place one that a level is said of: 江州市, and of the provinces also their short names?"""
    return (len(place) > 2 and place.endswith(level)) or (level == "省" and {one.level for one in places.named(place)} == {"省"})


_ACTS = 7
"""What a body must score to be the one whose report it is."""


def as_called(restored: RestoredText, page: Layout, named: list[Mention]) -> OrgName | None:
    """Whose report it is where it is only called 市书法家协会, and nothing on the page says of which city: the body that the title begins with and
    the text names again, by that name."""
    title = title_of(restored, page)
    for mention in named:
        name: OrgName = mention.value
        if (
            title.covers(mention.span)
            and mention.span.start - title.start <= 2
            and name.bare
            and name.level
            and name.unit
            and not name.part
        ):
            again = sum(one.value == name for one in named)
            if again > 1 and name.party != "中共" and not _OF_THE_STATE.search(name.unit):
                return name
    return None


def _is_at(title: str, index: int, name: OrgName) -> bool:
    """Does the title name a body's place at a character?"""
    place = places.at(title, index)
    return place is not None and bool(name.places) and same_place(place, name.places[-1])


def _told_again(mention: Mention, named: list[Mention]) -> bool:
    """Does the text below the title name what the title names, or what ends like it (滨江支部, 民进江州市滨江支部)?"""
    return bool(mention.value.places) or any(other.span != mention.span and other.text.endswith(mention.text) for other in named)
