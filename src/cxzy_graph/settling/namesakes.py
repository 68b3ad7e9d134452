"""People of one name in several reports: one where a body is home to both, otherwise two, and candidates where something links them.

Never by name alone. What makes two one is an *anchor*: a body so small, or an office so rare, that two of one name in it would be told apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from ..facts import Conferral, Membership
from ..lexicon import places
from ..model import Entity
from ..recognising.names import OrgName
from ..resolving.identity import BodyKey
from ..resolving.known import Body
from ..resolving.people import by_office
from ..resolving.wording import ELSEWHERE
from .accounts import Account, entities

BRANCH, COMMITTEE, OFFICE, EMPLOYER = 4, 3, 2, 1
"""How strongly an anchor holds: a party branch (some dozens of people), an office in a party's committee, one in another body, the place
of work."""

_NO_OFFICE = re.compile(r"会员|盟员|社员|党员|委员|代表|常委|成员|教师|职工|员工|干部|^$")
"""Posts that many hold at once: they anchor nobody in a large body."""

MANY = 8
"""More people of one name in one place are not all compared with each other: a person could not look through the pairs either."""


Anchor = tuple[int, str]
"""How strongly a body holds, and its identity."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody as one report tells of them: anchors as (strength, body), the cities that their bodies lie in, what else could link them."""

    report: str
    name: str
    anchors: tuple[Anchor, ...]
    cities: tuple[str, ...]
    links: tuple[str, ...]
    about: str
    stated: bool = True
    """Does some fact tell of them? All that did may have been taken out by a person."""

    @property
    def who(self) -> tuple[str, str]:
        return self.report, self.name


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two people who could be one: their identities, how likely that is beside other pairs (0–1), and a sentence that says why, in
    Chinese and in English."""

    one: str
    other: str
    score: float
    reason: tuple[str, str]


@dataclass(slots=True)
class _Traces:
    """What a report tells of somebody that would show him again."""

    anchors: set[tuple[int, str]] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    placed: bool = False

    def belongs(self, body: Body, role: str) -> None:
        """He has a post in a body."""
        self.placed = True
        held = anchoring(body.name, role)
        if held:
            self.anchors.add((held, str(body.key)))
        elif not body.key.scope:
            self.links.add(f"{body.key} {role}".strip())
        if body.name.is_branch and body.key.host:
            self.links.add(f"{body.key.place}{body.key.host}")
        elif held == EMPLOYER:
            self.links.add(str(body.key))
        self.cities.update(_cities(body.key))


def seen(account: Account) -> Iterator[Seen]:
    """The people of a report, with what would show them again."""
    names = list(dict.fromkeys(thing.name for thing in account.things() if thing.kind == "person"))
    stated = {thing.name for fact in account.facts() for thing in entities(fact) if thing.kind == "person"}
    traces: defaultdict[str, _Traces] = defaultdict(_Traces)
    for fact in account.facts():
        if isinstance(fact, Membership):
            body = fact.org.detail if isinstance(fact.org, Entity) else None
            if isinstance(body, Body):
                traces[fact.person.name].belongs(body, fact.role or "")  # type: ignore[union-attr]
        elif isinstance(fact, Conferral) and fact.recipient is not None and fact.recipient.kind == "person" and fact.date:  # type: ignore[union-attr]
            traces[fact.recipient.name].links.add(f"{fact.date.year} {fact.honour}")  # type: ignore[union-attr]
    about = account.about.detail if account.about is not None else None
    home = str(about.key) if isinstance(about, Body) else ""
    here = _cities(about.key) if isinstance(about, Body) else set()
    for name in names:
        of = traces[name]
        anchors = set() if by_office(name) else of.anchors
        if not by_office(name) and isinstance(about, Body) and about.name.is_branch and not of.placed:
            of.links.add(home)  # whom a branch's own report names is a member as a rule, but may be a guest
        cities = tuple(sorted(of.cities or here))
        yield Seen(account.report, name, tuple(sorted(anchors)), cities, tuple(sorted(of.links)), home, name in stated)


def anchoring(name: OrgName, role: str) -> int:
    """How strongly a post in a body shows who somebody is; 0 if many hold it.

    >>> anchoring(OrgName("民进", ("盐城",), "市", unit="委会"), "主委"), anchoring(OrgName("民进", ("盐城",), "市", unit="委会"), "会员")
    (3, 0)
    """
    if name.is_branch:
        return BRANCH
    if name.is_committee or name.part or name.unit:
        if _NO_OFFICE.search(role) and not re.search(r"副?(?:主委|主任|主席)委?员?$", role):
            return 0
        return COMMITTEE if name.party not in ("", "中共") else OFFICE
    if not name.host or _ASSOCIATION.search(name.host) or ELSEWHERE.match(name.host):
        return OFFICE if role and not _NO_OFFICE.search(role) else 0
    return EMPLOYER


_ASSOCIATION = re.compile(r"(?:协会|学会|研究会|联合会|促进会|商会|基金会)$")


def _cities(key: BodyKey) -> set[str]:
    """The city that a body lies in: its code, or its name where no table has it; of what belongs to a province, that one's two digits."""
    if key.division is not None:
        city = places.city(key.division)
        return {str(city.code) if city else str(key.division.code)[:2]}
    if key.scope:  # 鼓楼区总支, of which city is not said: it may be any that has a 鼓楼区
        return {str(city.code) for one in places.named(key.place) if (city := places.city(one)) is not None}
    named = re.match(r"[^市州盟]+[市州盟]", key.place)
    return {named[0]} if named else set()


@dataclass(slots=True)
class Group:
    """People seen in reports who are taken for one."""

    members: list[Seen]

    @property
    def anchors(self) -> set[tuple[int, str]]:
        return {anchor for one in self.members for anchor in one.anchors}

    @property
    def name(self) -> str:
        """What most reports call them; of equals the longer name, then the one that comes first."""
        told = Counter(one.name for one in self.members)
        return min(told, key=lambda n: (-told[n], -len(n), n))

    @property
    def home(self) -> str:
        """The body of the strongest anchor; empty where no body shows who it is."""
        return min(self.anchors, key=lambda a: (-a[0], len(a[1]), a[1]))[1] if self.anchors else ""

    @property
    def first(self) -> Seen:
        return min(self.members, key=lambda s: s.report)

    @property
    def identity(self) -> str:
        """The name with what tells this person from others of the name: the body at home, or else the report."""
        about, report = self.first.about, self.first.report
        return f"{self.name}（{self.home or f'{about}·@{report}'.removeprefix('·')}）"


Who = tuple[str, str]
"""Somebody as a report tells of them: the report, and the name there."""


def grouped(
    people: Iterable[Seen], same: Iterable[tuple[Who, Who]] = (), apart: Iterable[tuple[Who, Who]] = ()
) -> tuple[list[Group], list[tuple[Who, Who]]]:
    """People of one name (or of several that a person said are one), those who are one together.

    ``same`` and ``apart`` are what a person decided. What is apart stays apart, whatever would link the two by way of a third; the pairs of
    ``same`` that this refused come second. Where two are apart whom one body shows, the second is set apart and the others of the name
    there stay with the first: nobody else is known to be the second.

    >>> def of(report, *anchors): return Seen(report, "李然", anchors, (), (), "")
    >>> three = [of("a", (3, "一支部")), of("b", (3, "一支部"), (2, "市委会")), of("c", (2, "市委会"))]
    >>> [[s.report for s in g.members] for g in grouped(three)[0]]
    [['a', 'b', 'c']]
    >>> [[s.report for s in g.members] for g in grouped(three, apart=[(("a", "李然"), ("c", "李然"))])[0]]
    [['a', 'b'], ['c']]
    >>> branch = [of(report, (3, "一支部")) for report in "abc"]
    >>> [[s.report for s in g.members] for g in grouped(branch, apart=[(("c", "李然"), ("a", "李然"))])[0]]
    [['a'], ['b', 'c']]
    """
    found = sorted(people, key=lambda s: (s.report, s.name))
    number_of = {one.who: number for number, one in enumerate(found)}
    held: list[set[int]] = [{number} for number in range(len(found))]
    set_apart = [(number_of[a], number_of[b]) for a, b in apart if a in number_of and b in number_of and a != b]
    foes: dict[int, set[int]] = {}
    for one, other in set_apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)

    def join(one: int, other: int) -> bool:
        if held[one] is held[other]:
            return True
        smaller, larger = sorted((held[one], held[other]), key=len)
        if any(not larger.isdisjoint(foes[number]) for number in smaller if number in foes):
            return False
        larger |= smaller
        for number in smaller:
            held[number] = larger
        return True

    refused = [
        (one, other)
        for one, other in sorted(same)
        if one in number_of and other in number_of and not join(number_of[one], number_of[other])
    ]
    holders: dict[tuple[int, str, str], list[int]] = {}
    for number, person in enumerate(found):
        for strength, body in person.anchors:
            holders.setdefault((-strength, body, person.name), []).append(number)
    for anchor in sorted(holders):
        here = set(holders[anchor])
        together = sorted(here - {other for one, other in set_apart if one in here})
        for number in together[1:]:
            join(together[0], number)
    groups: dict[int, list[Seen]] = {}
    for number, person in enumerate(found):
        groups.setdefault(id(held[number]), []).append(person)
    return [Group(members) for members in groups.values()], refused


def identities(groups: list[Group]) -> list[str]:
    """The identity of each group of one name; where two would have the same (someone decided that they are apart), the later ones
    take their first report along."""
    taken: set[str] = set()
    out = []
    for group in groups:
        identity = group.identity
        if identity in taken:
            identity = f"{identity.removesuffix('）')}·@{group.first.report}）"
        taken.add(identity)
        out.append(identity)
    return out


def candidates(groups: list[Group], names: list[str], apart: Iterable[tuple[Who, Who]] = ()) -> Iterator[Candidate]:
    """Pairs of groups of one name that something links: a post that many hold, an honour, a city, a province's body and a city in it; but
    for those that a person told ``apart``.

    Those whom a body shows are compared with each other and with the rest; of the rest, who are known by a report alone, each with the next
    only: a person who answers the one pair is shown the next.
    """
    places_of = [{city for one in group.members for city in one.cities} for group in groups]
    blocks: dict[str, list[int]] = {}
    for number, cities in enumerate(places_of):
        if not any(one.stated for one in groups[number].members):
            continue
        for block in cities | {city[:2] for city in cities if city.isdigit()}:
            blocks.setdefault(block, []).append(number)
    group_of = {one.who: number for number, group in enumerate(groups) for one in group.members}
    told = {frozenset((group_of.get(a, -1), group_of.get(b, -1))) for a, b in apart}
    called = [{one.name for one in group.members} for group in groups]
    for block in sorted(blocks):
        for pair in _pairs(blocks[block], groups):
            one, other = sorted(pair, key=names.__getitem__)
            if frozenset(pair) not in told and called[one] & called[other] and _near(places_of[one], places_of[other]):
                told.add(frozenset(pair))
                score, reason = _linked(groups[one], groups[other])
                yield Candidate(names[one], names[other], score, reason)


def _pairs(numbers: list[int], groups: list[Group]) -> Iterator[tuple[int, int]]:
    """The pairs of a block that are worth a look; in number about as many as there are people, however many bear the name."""
    shown = [n for n in numbers if groups[n].anchors]
    rest = [n for n in numbers if not groups[n].anchors]
    if len(shown) <= MANY:
        yield from combinations(shown, 2)
        yield from (tuple(sorted((one, other))) for one in shown for other in rest)  # type: ignore[misc]
    else:
        yield from pairwise(shown)
    yield from pairwise(rest)
    linked: dict[str, list[int]] = {}
    for number in numbers:
        for link in {link for one in groups[number].members for link in one.links}:
            linked.setdefault(link, []).append(number)
    for link in sorted(linked):
        yield from pairwise(linked[link])


def _near(one: set[str], other: set[str]) -> bool:
    """Do two people have a city in common, or is one at home in a whole province that the other's city lies in?"""
    return bool(one & other) or any(a[:2] == b[:2] and 2 in (len(a), len(b)) for a in one for b in other if a.isdigit() and b.isdigit())


def _linked(one: Group, other: Group) -> tuple[float, tuple[str, str]]:
    name = one.name
    shared = sorted({link for s in one.members for link in s.links} & {link for s in other.members for link in s.links})
    if shared:
        return 0.9, (f"两处的{name}都与“{shared[0]}”有关", f"both of the name {name} have to do with {shared[0]}")
    held = sorted({body for _, body in one.anchors} & {body for _, body in other.anchors})
    if held:
        return 0.8, (f"两处的{name}都在{held[0]}，那里已认定有同名者", f"both of the name {name} are in {held[0]}, where there are several")
    (mine, my_reports), (theirs, their_reports) = (
        ({body for _, body in group.anchors}, {s.about for s in group.members if s.about}) for group in (one, other)
    )
    close = mine & their_reports or theirs & my_reports or (not (mine and theirs) and my_reports & their_reports)
    chinese, english = zip(_told(one), _told(other), strict=True)
    return (0.7 if close else 0.5), (f"{name}：一处{'，一处'.join(chinese)}", f"{name}: one {', one '.join(english)}")


def _told(group: Group) -> tuple[str, str]:
    """Where a group's people are at home, or else whose reports name them, in both languages."""
    if group.home:
        return f"属于{group.home}", f"of {group.home}"
    report = group.first.report
    about = group.first.about or report
    return f"见于{about}的报告（{report}）", f"named in a report of {about} ({report})"
