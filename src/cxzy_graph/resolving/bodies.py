"""Which body a name means in its report: who 我会 is, what the bare 市委会, 支部, 市政协 stand for, names made whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from .. import lexicon
from ..lexicon import places
from ..model import Layout, Mention, RestoredText, Span
from ..recognising.kinds import only_its_kind
from ..recognising.names import BRANCH_UNITS, OF_INSTITUTION, OrgName
from .alike import agrees, flat, letter_of
from .anaphora import meant
from .context import Surroundings, surroundings
from .known import Bodies, Body
from .offices import without_term
from .whole import called, division_of, made_whole, upward
from .whose import (
    OF_OURS,
    as_called,
    given,
    of_any_kind,
    of_its_level,
    of_its_place,
    of_our_institution,
    of_the_titles_kind,
    of_two,
    own_body,
    party_of_page,
    titled,
)

_RECENT = 200
"""Bodies named before in which one is looked for that is only called by its kind."""


_ALIAS = re.compile(r"(?:以下|下)?(?:简|统)称(?:为)?[:：]?[“\"]?([^”\"）)，]{2,12})[”\"]?")


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
    party = party_of_page(named, about)
    found = Bodies(None, party, None, int(page.published[:4]) if page.published else None, report, restored.text)
    whose = given(about) if about else own_body(restored, page, named, party)
    if own and not about and not (whose is not None and titled(whose, restored, page, named)):
        whose = of_two(whose, [one.value for one in own])
    if whose is None:
        ways = (of_the_titles_kind, of_any_kind, of_its_place, as_called)
        whose = next(filter(None, (way(restored, page, named) for way in ways)), None)
    if whose is None or not (about or (titled(whose, restored, page, named) and not OF_OURS.search(page.title))):
        whose = of_our_institution([m.value for m in named]) or whose
    if whose is not None and not about:
        whose = of_its_level(whose, restored, page)
    if whose is not None:
        found.near = division_of(whose.places or _place_of_host(whose), found)
        found.about = made_whole(whose, found)
        found.near = division_of(found.about.places or _place_of_host(found.about), found) or found.near
        found.about = _with_city(found.about, found.near, restored.text)
    if found.near is None:
        found.near = _from_breadcrumb(page) or _most_named(named, found.year)
    aliases = _introduced(restored.text, named)
    _resolve(restored, page, named, found, aliases)
    return found


def _place_of_host(name: OrgName) -> tuple[str, ...]:
    """The place that the institution of a branch is named after: 民盟江州八中支部."""
    place = places.at(name.host, 0) if name.is_branch else None
    division = places.locate((place,)) if place else None
    told = division is None or division.level != "县" or letter_of(place or "")  # 市北中学 is in many a 市北
    return (place,) if place and told else ()


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
    parsed = given(said)
    department = _DEPARTMENT.fullmatch(said)
    if department and not parsed.unit and not parsed.part:  # 民进盐城市委参政议政部, without the office that shows it in a sentence
        parsed = replace(given(department["body"]), part=department["part"])
    found = Bodies(None, party or parsed.party, near, year, report)
    if near is not None and (party or parsed.party):
        found.about = OrgName(found.party, (called(near),), near.letter, unit="委会")
    if not parsed.bare:
        name = made_whole(parsed, found)
    else:
        name = upward(parsed, found) if parsed.level or not (parsed.part or parsed.is_branch) else parsed
    return Body(name, found.key(name))


_DEPARTMENT = re.compile(
    r"(?P<body>.*[省市区县州旗盟](?:委会|委员会|委))(?P<part>(?!会)[\u4e00-\u9fff]{2,8}(?:部|处|室|科|专委会|委员会|工委))"
)


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
        said = flat(name) if name.unit in BRANCH_UNITS else ""
        for start in range(len(said)) if said else [0]:
            self._ending.setdefault((name.unit, name.part, said[start:]), {}).setdefault(name)

    def came_to(self, name: OrgName) -> None:
        """A body that a name stands for."""
        self._come_to.setdefault(name.unit, {}).setdefault(name)

    def of_unit(self, unit: str) -> list[OrgName]:
        """The bodies of a kind: those that names came to first."""
        return [*self._come_to.get(unit, ()), *self._named.get(unit, ())]

    def like(self, name: OrgName) -> Iterable[OrgName]:
        """The named bodies among which all are that `agrees` with a name."""
        return self._ending.get((name.unit, name.part, flat(name) if name.unit in BRANCH_UNITS else ""), ())


def _resolve(restored: RestoredText, page: Layout, named: list[Mention], found: Bodies, aliases: dict[str, Mention]) -> None:
    paragraphs = [(p.span, p.paragraph) for p in page.passages]
    history: list[tuple[int, OrgName]] = []
    index = 0
    others = _Others()
    before: Mention | None = None
    around = surroundings(restored.text, [m.value for m in named], found.about)
    for whole in (mention.value for mention in named if not mention.value.bare and not mention.value.own):
        others.add(made_whole(whole, found))
    for mention in named:
        while index < len(paragraphs) and paragraphs[index][0].end <= mention.span.start:
            index += 1
        paragraph = paragraphs[index][1] if index < len(paragraphs) and paragraphs[index][0].start <= mention.span.start else -1
        name: OrgName | None = mention.value
        assert name is not None
        introduced = aliases.get(mention.text)
        beside = _place_beside(before, mention, restored.text, found)
        preceding, before = before, mention
        if introduced is not None and introduced.span.start < mention.span.start:
            name = found.means.get(introduced.span)
        elif name.own:
            name = _mine(name, found)
        elif only_its_kind(name):
            name = meant(name, found.about, (one for _, one in islice(reversed(history), _RECENT)))
        elif name.bare and not name.part:
            name = _placed(
                _bare(name, found, history, paragraph, others, beside), mention, around, paragraphs[index][0] if paragraph >= 0 else None
            )
        elif name.bare:
            name = _department(name, found, history, paragraph, beside)
        else:
            whole = around.whole(_of_the_same(without_term(name), preceding, mention, restored.text, found))
            name = _fullest(made_whole(whole, found), found, others) if whole is not None else None
        if name is not None:
            found.means[mention.span] = name
            history.append((paragraph, name))
            others.came_to(name)
            key = found.key(name)
            found.surfaces.setdefault(key, set()).add(mention.text)
            found.fullest[key] = max((found.fullest.get(key, name), name), key=lambda n: (len(n.named()), n.named()))
    _taken_apart(found)


def _taken_apart(found: Bodies) -> None:
    """A body whose name was not taken apart in one place, and was in another, is one: 市委会调研室 and 市委会|调研室|主任."""
    apart = {name.named().removeprefix("中共"): name for name in found.means.values() if name.unit or name.part or name.places}
    for span, name in found.means.items():
        whole = apart.get(name.host) if not (name.party or name.unit or name.part or name.places or name.own) else None
        if whole is not None:
            found.means[span] = whole
            found.surfaces.setdefault(found.key(whole), set()).update(found.surfaces.get(found.key(name), ()))


def _mine(name: OrgName, found: Bodies) -> OrgName | None:
    if found.about is None or not name.unit or name.unit == found.about.unit or (found.about.is_branch and name.unit in BRANCH_UNITS):
        return found.about
    return made_whole(replace(name, own=False), found)


def _fullest(name: OrgName, found: Bodies, others: _Others) -> OrgName:
    """Of the names that can be one body in this report, the one that says most."""
    if found.about is not None and agrees(name, found.about) and name.unit in BRANCH_UNITS:
        return found.about
    if not (name.is_branch or name.is_committee):
        return name
    fuller = {n for n in others.like(name) if n != name and agrees(name, n) and len(n.named()) > len(name.named())}
    return fuller.pop() if len(fuller) == 1 else name


_OFFICE_BETWEEN = re.compile(rf"(?:原|副|常务|专职|兼职)*[\u4e00-\u9fff]{{0,4}}?(?:常委|委员|成员|{lexicon.leading()})[、兼]")
"""What stands between the bodies of one person's offices: 青石市委统战部|副部长、|市工商联党组书记."""


def _place_beside(before: Mention | None, mention: Mention, text: str, found: Bodies) -> str | None:
    """The place of the body in whose office somebody is who is here said to be in another of that level."""
    name = found.means.get(before.span) if before is not None else None
    if (
        before is None
        or name is None
        or not mention.value.level
        or not _OFFICE_BETWEEN.fullmatch(text, before.span.end, mention.span.start)
    ):
        return None
    return name.places[-1] if name.places and name.places[-1].endswith(mention.value.level) else None


def _of_the_same(name: OrgName, before: Mention | None, mention: Mention, text: str, found: Bodies) -> OrgName:
    """党委 without more, of the institution in which somebody was just said to be something: 江州医院党委委员、|党委|副书记."""
    other = found.means.get(before.span) if before is not None else None
    if before is None or other is None or not other.host or name.unit != "党委" or not mention.text.startswith("党委"):
        return name
    return replace(name, host=other.host) if _OFFICE_BETWEEN.fullmatch(text, before.span.end, mention.span.start) else name


def _bare(
    name: OrgName, found: Bodies, history: list[tuple[int, OrgName]], paragraph: int, others: _Others, beside: str | None = None
) -> OrgName | None:
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
        if beside is not None:
            return upward(name, found, (), beside)
        if about is not None and about.unit == name.unit and (not name.level or about.level == name.level):
            return about
        told = [n for n in others.of_unit(name.unit) if (not name.level or n.level == name.level) and n.party == found.party and n.places]
        if told and (len({n.named() for n in told}) == 1 or not upward(name, found).places):
            return told[-1]
        return upward(name, found)
    if name.party and not name.unit and not name.level:
        return name
    return upward(name, found, _lately(history, paragraph), beside)


def _placed(name: OrgName | None, mention: Mention, around: Surroundings, within: Span | None) -> OrgName | None:
    """A body that is still of no place, of the place that the sentence named last at its level: 城东区副区长李然，区政协主席王小明."""
    if name is None or not name.bare or not name.level or name.is_branch or name.party not in ("", "中共", "共青团"):
        return name
    place = around.place(name.level, mention.span.start, (within.start, within.end) if within else None)
    return replace(name, places=(place,), level=name.level if name.unit in ("委会", "委") else "") if place else name


def _last_of(history: list[tuple[int, OrgName]], paragraph: int, unit: str) -> OrgName | None:
    """The last body of a kind that the paragraph named."""
    for told, name in reversed(history):
        if told != paragraph:
            return None
        if name.unit == unit and not name.part:
            return name
    return None


def _department(
    name: OrgName, found: Bodies, history: list[tuple[int, OrgName]], paragraph: int, beside: str | None = None
) -> OrgName | None:
    """A department named without its body: that of the body last named, of the same party."""
    if name.level:
        return upward(name, found, _lately(history, paragraph), beside)
    if name.part.endswith(_PANELS):  # 专委会 is the one that was named; another belongs to the report's own committee
        for _, before in reversed(history):
            if before.part == name.part or (name.part in _PANELS and before.part.endswith(_PANELS)):
                return before
        return replace(found.about, part=name.part) if found.about and found.about.is_committee else None
    if name.part.endswith("科") and history and history[-1][1].part.endswith("部"):
        return replace(history[-1][1], part=history[-1][1].part + name.part)  # 市委统战部副部长甲、党派科科长乙
    for _, before in reversed(history):
        if (
            name.party in ("", before.party)
            and before.party
            and before.unit
            and not (before.part or (before.is_branch and before.unit not in (OF_INSTITUTION, "基层委员会")))
        ):  # no branch has departments
            return replace(before, part=name.part)
    own = found.about if found.about is not None and not found.about.is_branch else None
    return replace(own, part=name.part) if own and name.party in ("", found.party) else None


_PANELS = ("专委会", "委员会", "妇委会", "青委会", "老委会")


def _lately(history: list[tuple[int, OrgName]], paragraph: int) -> Iterator[OrgName]:
    """The bodies that a paragraph named so far, the last first."""
    return (name for told, name in takewhile(lambda one: one[0] == paragraph, reversed(history)))
