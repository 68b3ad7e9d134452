"""Which body a name means in its report: who 我会 is, what the bare 市委会, 支部, 市政协 stand for, names made whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from .. import lexicon
from ..lexicon import places
from ..model import Entity, Layout, Mention, RestoredText, Span
from ..recognising.names import BRANCH_UNITS, LEVELS, OF_INSTITUTION, OrgName
from .anaphora import meant, only_its_kind
from .identity import BodyKey, body_key

_RECENT = 200
"""Bodies named before in which one is looked for that is only called by its kind."""

RANK = {
    "中央": 0,
    "省": 1,
    "自治区": 1,
    "市": 2,
    "州": 2,
    "盟": 2,
    "区": 3,
    "县": 3,
    "旗": 3,
    "工委": 2,
    "基层委员会": 4,
    "总支": 5,
    "支部": 6,
    "支社": 6,
    "小组": 6,
}
_OF_THE_TITLE = re.compile(r"^(?:【[^】]*】|\[[^\]]*\]|[（(]组?图[）)]|[\s　])+")
_VISITED = re.compile(r"(?:到|赴|走访|走进|深入|看望|来|莅临)$")
_ALIAS = re.compile(r"(?:以下|下)?(?:简|统)称(?:为)?[:：]?[“\"]?([^”\"）)，]{2,12})[”\"]?")


def rank(name: OrgName) -> int:
    """How high a party's body stands, 0 the highest; 9 for what is none."""
    if name.part:
        return 8
    if name.unit == "委会":
        level = name.level
        if level == "区" and name.places and any(d.level == "省" for d in places.named(name.places[-1])):
            return 1
        return RANK.get(level, 3)
    return RANK.get(name.unit, 9)


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of a body from its name: the name taken apart, and what makes it the one it is."""

    name: OrgName
    key: BodyKey


@dataclass(slots=True)
class Bodies:
    """The bodies of one report. `about` is whose report it is; `means` what each mention of it stands for."""

    about: OrgName | None
    party: str
    near: places.Division | None
    year: int | None
    report: str = ""
    means: dict[Span, OrgName] = field(default_factory=dict)
    surfaces: dict[BodyKey, set[str]] = field(default_factory=dict)
    fullest: dict[BodyKey, OrgName] = field(default_factory=dict)

    def key(self, name: OrgName) -> BodyKey:
        """What makes it the body it is."""
        return body_key(name, self.year, self.near, self.report, self.about.places if self.about else ())

    def entity(self, name: OrgName) -> Entity:
        """The thing with that name, under every wording of the report."""
        key = self.key(name)
        whole = self.fullest.get(key, name)
        return Entity("organisation", whole.named(), str(key), frozenset(self.surfaces.get(key, ())), Body(whole, key))

    def own(self) -> Entity | None:
        return self.entity(self.about) if self.about else None

    def of(self, mention: Mention) -> OrgName | None:
        return self.means.get(mention.span)


def bodies(
    restored: RestoredText,
    page: Layout,
    mentions: Iterable[Mention],
    about: str | None = None,
    report: str = "",
    own: Sequence[Mention] = (),
) -> Bodies:
    """The bodies that a page's mentions mean; `about` names its own where the page itself does not."""
    named = [m for m in mentions if m.kind == "ORG"]
    party = _party(named, about)
    found = Bodies(None, party, None, int(page.published[:4]) if page.published else None, report)
    whose = _given(about) if about else _own(restored, page, named, party)
    if own and not about:
        whose = _of_two(whose, [one.value for one in own])
    if whose is None:
        whose = _of_any_kind(restored, page, named) or _of_its_place(restored, page, named)
    if whose is not None:
        found.near = _division(whose.places or _place_of_host(whose), found)
        found.about = made_whole(whose, found)
        found.near = _division(found.about.places or _place_of_host(found.about), found) or found.near
        found.about = _with_city(found.about, found.near, restored.text)
    if found.near is None:
        found.near = _from_breadcrumb(page) or _most_named(named, found.year)
    aliases = _introduced(restored.text, named)
    _resolve(restored, page, named, found, aliases)
    return found


def _place_of_host(name: OrgName) -> tuple[str, ...]:
    """The place that the institution of a branch is named after: 民盟江州八中支部."""
    place = places.at(name.host, 0) if name.is_branch else None
    return (place,) if place else ()


def _with_city(own: OrgName, division: places.Division | None, text: str) -> OrgName:
    """A district's branch with the city that the district lies in, where the report speaks of that city."""
    city = places.city(division) if division is not None and division.level == "县" else None
    if (
        city is None
        or division is None
        or city.code == division.code
        or len(own.places) != 1
        or not own.is_branch
        or city.short not in text
    ):
        return own
    return replace(own, places=(called(city), *own.places))


def understood(said: str, party: str = "", near: places.Division | None = None, year: int | None = None, report: str = "") -> Body:
    """The body that a name means where it stands in a report of a party in a division.

    >>> nanjing = places.locate(("南京市",))
    >>> str(understood("市委会", "民进", nanjing).key), str(understood("民进玄武区一支部").key)
    ('民进南京市委会', '民进玄武区一支部')
    """
    parsed = _given(said)
    department = _DEPARTMENT.fullmatch(said)
    if department and not parsed.unit and not parsed.part:  # 民进盐城市委参政议政部, without the office that shows it in a sentence
        parsed = replace(_given(department["body"]), part=department["part"])
    found = Bodies(None, party or parsed.party, near, year, report)
    if near is not None and (party or parsed.party):
        found.about = OrgName(found.party, (called(near),), near.letter, unit="委会")
    if not parsed.bare:
        name = made_whole(parsed, found)
    else:
        name = _upward(parsed, found) if parsed.level or not (parsed.part or parsed.is_branch) else parsed
    return Body(name, found.key(name))


_DEPARTMENT = re.compile(
    r"(?P<body>.*[省市区县州旗盟](?:委会|委员会|委))(?P<part>(?!会)[\u4e00-\u9fff]{2,8}(?:部|处|室|科|专委会|委员会|工委))"
)


def _given(about: str) -> OrgName:
    from ..recognising.organisations import organisations
    from ..recognising.words import tokens

    said = organisations(about, tokens(about), 0)
    return said[0].value if said and len(said[0].text) == len(about) else OrgName(host=about)


def _of_two(ruled: OrgName | None, read: Sequence[OrgName]) -> OrgName:
    """Whose report it is where the page's order says one and the reader others: the likeliest of the reader's, unless one of them is the same."""
    if ruled is not None and any(_agrees(one, ruled) for one in read):
        return ruled
    return read[0]


def _party(named: list[Mention], about: str | None) -> str:
    counts = Counter(m.value.party for m in named if m.value.party not in ("", "中共"))
    for party in lexicon.parties():
        if about and about.startswith(party.full) and party.short != "中共":
            return party.short
    if not counts and any(m.value.unit == "支社" for m in named):
        return "九三学社"  # no other party calls its branches so
    return counts.most_common(1)[0][0] if counts else ""


def _own(restored: RestoredText, page: Layout, named: list[Mention], party: str) -> OrgName | None:
    """Whose report it is: the party's body that the title and the first sentences name, and the text keeps naming."""
    start = restored.text.find(page.title) if page.title else -1
    title = Span(start, start + len(page.title)) if start >= 0 else Span(0, 0)
    opening = page.passages[min(3, len(page.passages) - 1)].span.end if page.passages else 0
    scores: Counter[OrgName] = Counter()
    first: dict[OrgName, int] = {}
    hints: list[OrgName] = []
    first_named: dict[OrgName, Span] = {}
    for mention in named:
        name: OrgName = replace(mention.value, part="")
        if name.party == "中共" or not (name.is_committee or name.is_branch) or name.bare or name.unit == "中央":
            if name.party == party and name.places and not name.unit and mention.span.start < opening:
                hints.append(name)
                first_named.setdefault(name, mention.span)
            continue
        if not name.party and (not title.covers(mention.span) or not _told_again(mention, named)):
            continue  # 小总支也有大作为: a headline's figure of speech
        name = replace(name, party=name.party or party)
        first.setdefault(name, mention.span.start)
        scores[name] += 1
        if title.covers(mention.span):
            scores[name] += 12
        elif mention.span.start < opening:
            scores[name] += 6 if len(first) == 1 else 3
    for mention in named:  # 支部, 市委会 without more: whose report it is need not be said in full each time
        for name in scores:
            if mention.value.bare and mention.value.unit == name.unit and mention.value.level in ("", name.level):
                scores[name] += 1
    for hint in hints:  # 民进江州市第四次代表大会 in the title: of the committee of that place, where the title names no other body
        letter = hint.level or _letter(hint.places[-1])
        if (
            letter
            and title.covers(first_named[hint])
            and not any(_same_place(hint.places[-1], place) for name in scores if name.party == party for place in name.places)
        ):
            scores[replace(hint, level=letter, unit="委会")] += 12
    for hint in hints:  # 江州民进 in the title: the body of that place
        for name in scores:
            if name.party == party and any(_same_place(hint.places[-1], place) for place in name.places):
                scores[name] += 6
    titled = _OF_THE_TITLE.sub("", page.title)
    leading, at = places.at(titled, 0), 0
    while leading and (lower := places.at(titled, at := at + len(leading))):
        leading = lower  # 宝鸡渭滨民进
    for name in scores:  # 江州两支部受到表彰: news from there, whoever else the title names behind it
        if leading and name.unit == "委会" and name.places and _same_place(leading, name.places[-1]):
            scores[name] += 12
    ours = re.search(r"我([省市区县州])", titled)
    for name in scores:
        if name.unit == "委会" and (
            (ours and name.level == ours[1]) or any(_is_at(titled, at.end(), name) for at in re.finditer("[赴到来在]", titled))
        ):
            scores[name] += 14  # 我市盟组织受到表彰; 省委会赴江州市调研
    for name, span in first.items():  # 市委会走访三中支部: news of the branch that was visited
        if title.covers(Span(span, span + 1)) and name.is_branch and _VISITED.search(restored.text[title.start : span]):
            scores[name] += 8
    if (
        leading
        and hints
        and not any(_same_place(leading, place) for name in scores for place in name.places)
        and any(_same_place(leading, hint.places[-1]) and title.covers(first_named[hint]) for hint in hints)
    ):
        hint = next(hint for hint in hints if _same_place(leading, hint.places[-1]))
        return replace(hint, level=hint.level or _letter(hint.places[-1]) or _level_of(hint.places[-1]), unit="委会")
    if not scores:
        return replace(hints[0], level=hints[0].level or _level_of(hints[0].places[-1]), unit="委会") if hints and hints[0].places else None
    best = max(scores, key=lambda name: (scores[name], len(name.places), -first.get(name, 0)))
    fuller = [n for n in scores if n.unit == best.unit and n != best and _agrees(best, n) and len(n.named()) > len(best.named())]
    return max(fuller, key=lambda n: (len(n.named()), -first.get(n, 0))) if fuller else best


_OF_THE_STATE = re.compile(
    r"(?:政府|人大|人大常委会|政协|法院|检察院|公安局|局|厅|委|办|办公室|街道|社区|村|镇|乡|公司|党委|党组|组织部|宣传部|日报社|电视台)$"
)
"""Bodies that others' reports name, and that seldom write one of this kind."""


def _of_any_kind(restored: RestoredText, page: Layout, named: list[Mention]) -> OrgName | None:
    """Whose report it is where no party's body can be: who acts in the title and the first sentence, or signs it, and is named again."""
    start = restored.text.find(page.title) if page.title else -1
    title = Span(start, start + len(page.title)) if start >= 0 else Span(0, 0)
    opening = page.passages[min(1, len(page.passages) - 1)].span.end if page.passages else 0
    begins = {p.span.start for p in page.passages[:3]}
    scores: Counter[OrgName] = Counter()
    first: dict[OrgName, int] = {}
    for mention in named:
        name: OrgName = mention.value
        said = name.named()
        if name.bare or name.own or name.party == "中共" or name.unit == "中央" or only_its_kind(name) or len(said) < 4:
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


def _of_its_place(restored: RestoredText, page: Layout, named: list[Mention]) -> OrgName | None:
    """Whose report it is where a body is only called 市妇联 throughout, and the title or what comes first says in which city."""
    told = [m for m in named if m.value.bare and m.value.level and m.value.unit and m.value.party != "中共" and not m.value.part]
    counts = Counter(m.value for m in told if not _OF_THE_STATE.search(m.value.unit))
    if not counts:
        return None
    most = max(counts.values())
    name: OrgName = next(m.value for m in told if counts[m.value] == most)
    head = page.passages[min(1, len(page.passages) - 1)].span.end if page.passages else 0
    opening = restored.text[:head]
    for text in (page.title, page.source or "", opening):
        for start in range(len(text)):
            place = places.at(text, start)
            if place and len(place) > 2 and place.endswith(name.level) and (most > 1 or text is page.title):
                return replace(name, places=(place,), level="")
    return None


_ACTS = 8
"""What a body must score to be the one whose report it is."""


def _is_at(title: str, index: int, name: OrgName) -> bool:
    """Does the title name a body's place at a character?"""
    place = places.at(title, index)
    return place is not None and bool(name.places) and _same_place(place, name.places[-1])


def _told_again(mention: Mention, named: list[Mention]) -> bool:
    """Does the text below the title name what the title names, or what ends like it (滨江支部, 民进江州市滨江支部)?"""
    return bool(mention.value.places) or any(other.span != mention.span and other.text.endswith(mention.text) for other in named)


def _same_place(one: str, other: str) -> bool:
    return one == other or places.short_name(one) == places.short_name(other)


def _agrees(less: OrgName, more: OrgName) -> bool:
    """Could `more` be the fuller name of the body that `less` names?"""
    if (less.party and more.party and less.party != more.party) or less.unit != more.unit or less.part != more.part:
        return False
    if less.level and more.level and less.level != more.level:
        return False
    if less.unit in BRANCH_UNITS:
        said = _flat(less)
        return bool(said) and _flat(more).endswith(said) and (bool(less.host) == bool(more.host) or not less.places)
    return less.host == more.host and all(any(_same_place(place, other) for other in more.places) for place in less.places)


def _flat(name: OrgName) -> str:
    """What tells a branch from others, without the words for kinds of place: 昆明西山科技."""
    return "".join(places.short_name(place) for place in name.places) + name.host


_OFTEN = 3
"""How often a city must be named among a page's bodies for 市委 without more to be that city's, where nothing says whose report it is."""


def _most_named(named: list[Mention], year: int | None) -> places.Division | None:
    """The city, or the county, that most of a page's bodies are of."""
    told = [m.value.places or tuple(filter(None, [places.at(m.value.host, 0)])) for m in named]
    located = [places.locate(chain, year) for chain in told if chain]
    counties = [one for one in located if one is not None and one.level != "省"]
    cities = Counter(city.code for one in counties if (city := places.city(one)) is not None)
    most = cities.most_common(1)
    if not most or most[0][1] < _OFTEN or most[0][1] * 3 < len(counties) * 2:
        return None
    here = [one for one in counties if (city := places.city(one)) is not None and city.code == most[0][0]]
    return here[0] if len({one.code for one in here}) == 1 else places.city(here[0])


def _from_breadcrumb(page: Layout) -> places.Division | None:
    for crumb in reversed(page.breadcrumb):
        found = [d for d in places.named(crumb) if d.level == "省"]
        if found:
            return found[-1]
    return None


def _division(chain: tuple[str, ...], found: Bodies) -> places.Division | None:
    return places.locate(chain, found.year, found.near) if chain else None


def _introduced(text: str, named: list[Mention]) -> dict[str, Mention]:
    """Names that the report introduces: 民进…基层委员会（以下简称“基层委”）."""
    found: dict[str, Mention] = {}
    for mention in named:
        after = text[mention.span.end : mention.span.end + 26]
        if after[:1] in ("（", "("):
            alias = _ALIAS.search(after.split("）")[0].split(")")[0] + "）")
            if alias:
                found.setdefault(alias[1].strip('“”" '), mention)
    return found


class _Others:
    """The bodies that a page names anywhere, and those that its names came to so far, found by what they have in common."""

    def __init__(self) -> None:
        self._named: dict[str, dict[OrgName, None]] = {}
        self._come_to: dict[str, dict[OrgName, None]] = {}
        self._ending: dict[tuple[str, str, str], dict[OrgName, None]] = {}

    def add(self, name: OrgName) -> None:
        """A body that the page names."""
        self._named.setdefault(name.unit, {}).setdefault(name)
        said = _flat(name) if name.unit in BRANCH_UNITS else ""
        for start in range(len(said)) if said else [0]:
            self._ending.setdefault((name.unit, name.part, said[start:]), {}).setdefault(name)

    def came_to(self, name: OrgName) -> None:
        """A body that a name stands for."""
        self._come_to.setdefault(name.unit, {}).setdefault(name)

    def of_unit(self, unit: str) -> list[OrgName]:
        """The bodies of a kind: those that names came to first."""
        return [*self._come_to.get(unit, ()), *self._named.get(unit, ())]

    def like(self, name: OrgName) -> Iterable[OrgName]:
        """The named bodies among which all are that `_agrees` with a name."""
        return self._ending.get((name.unit, name.part, _flat(name) if name.unit in BRANCH_UNITS else ""), ())


def _resolve(restored: RestoredText, page: Layout, named: list[Mention], found: Bodies, aliases: dict[str, Mention]) -> None:
    paragraphs = [(p.span, p.paragraph) for p in page.passages]
    history: list[tuple[int, OrgName]] = []
    index = 0
    others = _Others()
    for mention in named:
        if not mention.value.bare and not mention.value.own:
            others.add(made_whole(mention.value, found))
    for mention in named:
        while index < len(paragraphs) and paragraphs[index][0].end <= mention.span.start:
            index += 1
        paragraph = paragraphs[index][1] if index < len(paragraphs) and paragraphs[index][0].start <= mention.span.start else -1
        name: OrgName | None = mention.value
        assert name is not None
        introduced = aliases.get(mention.text)
        if introduced is not None and introduced.span.start < mention.span.start:
            name = found.means.get(introduced.span)
        elif name.own:
            name = _mine(name, found)
        elif only_its_kind(name):
            name = meant(name, found.about, (one for _, one in islice(reversed(history), _RECENT)))
        elif name.bare and not name.part:
            name = _bare(name, found, history, paragraph, others)
        elif name.bare:
            name = _department(name, found, history, paragraph)
        else:
            name = _fullest(made_whole(name, found), found, others)
        if name is not None:
            found.means[mention.span] = name
            history.append((paragraph, name))
            others.came_to(name)
            key = found.key(name)
            found.surfaces.setdefault(key, set()).add(mention.text)
            found.fullest[key] = max((found.fullest.get(key, name), name), key=lambda n: (len(n.named()), n.named()))


def _mine(name: OrgName, found: Bodies) -> OrgName | None:
    if found.about is None or not name.unit or name.unit == found.about.unit or (found.about.is_branch and name.unit in BRANCH_UNITS):
        return found.about
    return made_whole(replace(name, own=False), found)


def _fullest(name: OrgName, found: Bodies, others: _Others) -> OrgName:
    """Of the names that can be one body in this report, the one that says most."""
    if found.about is not None and _agrees(name, found.about) and name.unit in BRANCH_UNITS:
        return found.about
    if not (name.is_branch or name.is_committee):
        return name
    fuller = {n for n in others.like(name) if n != name and _agrees(name, n) and len(n.named()) > len(name.named())}
    return fuller.pop() if len(fuller) == 1 else name


def _bare(name: OrgName, found: Bodies, history: list[tuple[int, OrgName]], paragraph: int, others: _Others) -> OrgName | None:
    """What a name without place or host stands for: 支部, 市委会, 市政协."""
    about = found.about
    if name.is_branch and name.party not in ("", found.party):  # 农工党支部, in a report of another party
        return next((one for _, one in reversed(history) if one.party == name.party and one.unit == name.unit and not one.part), None)
    if name.is_branch:
        near = _last_of(history, paragraph, name.unit)
        if about is not None and about.unit == name.unit and (near is None or near == about or about.is_branch):
            return about
        if near is not None:
            return near
        if name.party and about is None:
            return name
        known = {n for n in others.of_unit(name.unit) if not n.part and not n.bare}
        return known.pop() if len(known) == 1 else None
    if name.unit in ("委会", "工委") and name.party in ("", found.party):
        if about is not None and about.unit == name.unit and (not name.level or about.level == name.level):
            return about
        told = [n for n in others.of_unit(name.unit) if (not name.level or n.level == name.level) and n.party == found.party and n.places]
        if told and (len({n.named() for n in told}) == 1 or not _upward(name, found).places):
            return told[-1]
        return _upward(name, found)
    if name.party and not name.unit and not name.level:
        return name
    return _upward(name, found, _lately(history, paragraph))


def _last_of(history: list[tuple[int, OrgName]], paragraph: int, unit: str) -> OrgName | None:
    """The last body of a kind that the paragraph named."""
    for told, name in reversed(history):
        if told != paragraph:
            return None
        if name.unit == unit and not name.part:
            return name
    return None


def _department(name: OrgName, found: Bodies, history: list[tuple[int, OrgName]], paragraph: int) -> OrgName | None:
    """A department named without its body: that of the body last named, of the same party."""
    if name.level:
        return _upward(name, found, _lately(history, paragraph))
    if name.part.endswith(_PANELS):  # 专委会 is the one that was named; another belongs to the report's own committee
        for _, before in reversed(history):
            if before.part == name.part or (name.part in _PANELS and before.part.endswith(_PANELS)):
                return before
        return replace(found.about, part=name.part) if found.about and found.about.is_committee else None
    if name.part.endswith("科") and history and history[-1][1].part.endswith("部"):
        return replace(history[-1][1], part=history[-1][1].part + name.part)  # 市委统战部副部长甲、党派科科长乙
    for _, before in reversed(history):
        if name.party in ("", before.party) and before.party and before.unit and not before.part:
            return replace(before, part=name.part)
    return replace(found.about, part=name.part) if found.about and name.party in ("", found.party) else None


_BELOW_CITIES = ("区", "县", "旗", "镇", "乡")
"""Levels at which a report names several places, and means the last named by the bare word."""

_PANELS = ("专委会", "委员会", "妇委会", "青委会", "老委会")


def _lately(history: list[tuple[int, OrgName]], paragraph: int) -> Iterator[OrgName]:
    """The bodies that a paragraph named so far, the last first."""
    return (name for told, name in takewhile(lambda one: one[0] == paragraph, reversed(history)))


def _upward(name: OrgName, found: Bodies, lately: Iterable[OrgName] = ()) -> OrgName:
    """A body that only its level names, given the report's own place at that level; where it has none, that of a body named a moment ago:
    东兴区委常委、区委统战部部长."""
    party = name.party or (found.party if name.unit in ("委会", "工委", "中央") or not name.unit else "")
    unit = name.unit or "委会"
    place = _place_at(name.level, found) if name.level else None
    if place is None and name.level in _BELOW_CITIES:
        place = next((before.places[-1] for before in lately if before.places and before.places[-1].endswith(name.level)), None)
    if place is None:
        return replace(name, party=party, unit=unit)
    return replace(name, party=party, places=(place,), level=name.level if unit in ("委会", "委") else "", unit=unit)


def _place_at(level: str, found: Bodies) -> str | None:
    """The name of the report's own place at a level: its division, or what the report calls a city that no table has."""
    division = _at_level(level, found)
    if division is not None:
        return called(division)
    own = next((p for p in found.about.places if p.endswith(level)), None) if found.about else None
    return own if own and found.near is None else None


def _at_level(level: str, found: Bodies) -> places.Division | None:
    if found.near is None:
        return None
    if level == "省" or level == "自治区":
        return places.province(found.near)
    if level in ("市", "州", "盟"):
        if found.near.level == "县" and found.near.name.endswith(level) and found.about is not None and not found.about.is_branch:
            return found.near  # the 市委 of a county-level city's committee is that city's; a branch's is as likely the one above
        here = places.city(found.near)
        if here is None and found.near.name.endswith("市"):
            return found.near
        if here is not None and level == "市" and not here.name.endswith("市"):
            return found.near if found.near.name.endswith("市") else None
        return here
    if level in ("区", "县", "旗"):
        if found.near.level == "县" and found.near.name.endswith(level):
            return found.near
        return found.near if level == "区" and "自治区" in found.near.name else None
    return None


def called(division: places.Division) -> str:
    """What a division is called in a body's name: 九江市, 黔东南州, 广西区."""
    return division.short + division.letter if "自治" in division.name else division.name


def made_whole(name: OrgName, found: Bodies) -> OrgName:
    """A name with its party and its places made whole, as far as the report and the national table are certain."""
    party = name.party
    if not party and (name.is_committee or name.is_branch):
        party = found.party
    if name.party and not name.unit and (name.places or name.level):  # 大连民进, 省民进
        return _party_of_place(name, found)
    host, chain = name.host, name.places
    if (
        not chain
        and host
        and name.unit in ("", *BRANCH_UNITS)
        and host[0] in "省市区县"
        and len(host) > 2
        and not host.startswith(("市直", "区直", "县直", "省直"))
    ):
        place = _place_at(host[0], found)
        if place is not None:
            return replace(name, party=party, host=place + host[1:])
    if name.is_branch and _is_within(name, found.about):
        host = found.about.host + host if found.about else host
    elif name.is_branch and found.about is not None and _is_of_general_branch(name, found.about):
        host, chain = f"{found.about.host}{found.about.unit}{host}", found.about.places
    elif name.is_branch:
        chain = _branch_chain(name, found)
    elif chain and name.unit not in ("委会", "委", "工委"):
        chain = tuple(_expanded(place, chain, i, found) for i, place in enumerate(chain))
    elif chain and name.unit in ("委会", "委"):
        chain = tuple(_expanded(place, chain, i, found) for i, place in enumerate(chain[:-1])) + chain[-1:]
    return replace(name, party=party, places=chain, host=host)


def _is_within(name: OrgName, about: OrgName | None) -> bool:
    """Is a branch that no place is said of one of the institution's whose committee's report it is: 民盟江州大学|文科支部?"""
    of_institution = about is not None and (
        about.unit == OF_INSTITUTION or (not about.places and _INSTITUTION_WORD.search(about.host[-2:]) is not None)
    )
    within = of_institution and bool(name.host) and not name.places and name.unit != OF_INSTITUTION
    return about is not None and bool(within) and not name.host.startswith(about.host) and not _INSTITUTION_WORD.search(name.host)


def _is_of_general_branch(name: OrgName, about: OrgName) -> bool:
    """Is a branch, known by its field or number alone, one of the general branch whose report it is: 城南总支|一支部?"""
    alone = bool(name.host) and not name.places and not name.party and len(name.host) <= 4
    return (
        about.unit == "总支"
        and name.unit in ("支部", "支社")
        and alone
        and places.at(name.host, 0) is None
        and not _INSTITUTION_WORD.search(name.host)
    )


_INSTITUTION_WORD = re.compile("大学|学院|中学|小学|医院|公司|学校")


def _party_of_place(name: OrgName, found: Bodies) -> OrgName:
    """大连民进 is the party's committee of 大连; 官渡民进, in a report of its 基层委, is that."""
    place = name.places[-1] if name.places else ""
    own = found.about if found.about is not None and found.about.party == name.party else None
    if own is not None and place and any(_same_place(place, other) for other in own.places[-1:]):
        return own
    if not place:
        return _upward(replace(name, unit="委会"), found)
    division = _division((place,), found)
    level = division.letter if division else _letter(place) or "市"
    return OrgName(name.party, (place,), level, unit="委会")


def _letter(place: str) -> str:
    """What kind of division a place's full name says it is; nothing for a short name: 徐州 is no 州."""
    return place[-1] if places.short_name(place) != place and place[-1] in LEVELS else ""


def _level_of(place: str) -> str:
    """The kind of division that a place is, by the table where its name does not say it."""
    division = places.locate((place,))
    letter = _letter(place) or (division.letter if division is not None else "市")
    return letter if letter in LEVELS else "市"


def _branch_chain(name: OrgName, found: Bodies) -> tuple[str, ...]:
    chain = list(name.places)
    for index, place in enumerate(chain):
        last = index == len(chain) - 1
        if not (last and name.host[:1] in tuple("一二三四五六七八九十第")):
            chain[index] = _expanded(place, name.places, index, found)
    about = found.about
    base = about.places if about is not None else ()
    if about is not None and about.unit == "委会" and base:
        division = _division(base, found)
        if rank(about) <= 1:
            base = ()
        elif division is not None:
            base = (called(division),)
        else:  # a city that the table lacks
            base = (base[0] if base[0].endswith(about.level) else base[0] + about.level,)
    elif about is None or rank(about) <= 1:
        base = ()
    if not base or name.party not in ("", found.party):
        return tuple(chain)
    if not chain:
        short = places.short_name(base[0])
        return () if name.host.startswith((base[0], short)) or _elsewhere(name.host) else base
    if all(not _same_place(chain[0], place) for place in base):
        upper = _division(base[:1], found)
        lower = places.locate(tuple(chain), found.year, found.near)
        if upper is not None and lower is not None and places.contains(upper, lower):
            return (*base[:1], *chain)
    return tuple(chain)


def _elsewhere(host: str) -> bool:
    """Does a host's name begin with a place or region of its own (华东交大, 江西师大)?"""
    return bool(re.match(r"华东|华南|华北|华中|西南|西北|东北|中国|中央", host)) or places.at(host, 0) is not None


def _expanded(place: str, chain: tuple[str, ...], index: int, found: Bodies) -> str:
    if any(place == d.name or place == d.short + d.letter for d in places.named(place)):
        return place
    division = places.locate(chain[: index + 1], found.year, found.near)
    return called(division) if division is not None and division.short == place else place
