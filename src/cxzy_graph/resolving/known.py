"""What is known of the bodies of one report: which one each mention means."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lexicon import places
from ..model import Entity, Mention, Span
from ..recognising.names import OrgName
from .identity import BodyKey, body_key

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
    """The bodies of one report. `about` is whose report it is; `means` what each mention of it stands for; `text` the report's words."""

    about: OrgName | None
    party: str
    near: places.Division | None
    year: int | None
    report: str = ""
    text: str = ""
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
