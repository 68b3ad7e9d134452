"""An organisation's name taken apart: party · place chain · host institution · level or ordinal · part."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = "省市区县州旗盟"
BRANCH = {
    "基层委员会": "基层委员会",
    "基层委": "基层委员会",
    "总支部委员会": "总支",
    "总支委员会": "总支",  # 支社委员会议 is a meeting, not a body: see _BRANCH
    "总支部": "总支",
    "总支": "总支",
    "支部委员会": "支部",
    "支部": "支部",
    "支社委员会": "支社",
    "支社": "支社",
}
"""The last words of a branch's name, and the canonical one of each."""

OF_INSTITUTION = "委员会"
"""The last word of a party's committee in a university or a company, which is one of its branches: 民盟江州大学委员会."""

OURS = frozenset(("校", "院", "学校", "学院", "医院"))
"""What stands for an institution in its own pages: 我校民进支部."""

SMALL_GROUP = "小组"
"""What a party had in a place before it had a branch there: 民进江州小组."""

BRANCH_UNITS = frozenset({*BRANCH.values(), OF_INSTITUTION, SMALL_GROUP})


@dataclass(frozen=True, slots=True)
class OrgName:
    """A name taken apart. ``level`` is the committee's letter (省, 市, 区 …); ``unit`` the canonical last word;
    ``own`` marks 我会, 本支部; a body that the grammar does not know has only a ``host``, its whole name."""

    party: str = ""
    places: tuple[str, ...] = ()
    level: str = ""
    host: str = ""
    unit: str = ""
    part: str = ""
    own: bool = False

    @property
    def is_committee(self) -> bool:
        return (self.unit in ("委会", "工委", "中央") or (self.unit == "委" and self.party == "共青团")) and not self.part

    @property
    def is_branch(self) -> bool:
        return self.unit in BRANCH_UNITS and not self.part

    @property
    def bare(self) -> bool:
        """Does it say only what kind of body, not which (支部, 市委会, 市政协)?"""
        return not self.places and not self.host and not (self.party and (self.unit == "中央" or not (self.unit or self.part)))

    def named(self) -> str:
        """The canonical name, as far as these parts go.

        >>> OrgName("民进", ("盐城",), "市", unit="委会").named()
        '民进盐城市委会'
        >>> OrgName("民进", ("宁波市", "海曙区"), unit="基层委员会").named()
        '民进宁波市海曙区基层委员会'
        >>> OrgName("中共", ("九江",), "市", unit="委", part="统战部").named()
        '中共九江市委统战部'
        """
        chain = list(self.places)
        if chain and self.level and chain[-1].endswith(self.level) and len(chain[-1]) > 2:
            chain[-1] = chain[-1].removesuffix(self.level)
        if self.host in OURS:  # 校民革委员会
            return self.host + self.party + self.unit + self.part
        return self.party + "".join(chain) + self.level + self.host + self.unit + self.part
