"""Which bodies have an office of a name: a 院长 is head of a 院, only a party's body has a 主委, and of a party only its centre a 主席."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from .. import lexicon
from ..extractors.derived import governed
from ..lexicon import places
from ..recognising.names import OrgName

_DEGREE = re.compile(r"^(?:原|前|老|时任|现任|新任|首任)?(?:专职|兼职|常务|名誉|荣誉|第一|执行|代理|代|驻会|总|副|正|候任|候补)*")
_TERM = re.compile(r"^第?[一二三四五六七八九十\d、，和至届第]+届")


@dataclass(frozen=True, slots=True)
class _Row:
    word: re.Pattern[str]
    bodies: re.Pattern[str] | None
    party: str


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(re.compile(row["word"]), re.compile(f"{row['bodies']}$") if row["bodies"] else None, row["party"])
        for row in lexicon.table("posts")["fits"]
    )


def _row(office: str | None) -> _Row | None:
    plain = _DEGREE.sub("", office or "")
    return next((row for row in _rows() if row.word.fullmatch(plain)), None)


def fits(office: str | None, name: OrgName) -> bool:
    """Can there be an office in a body, as far as their names tell? An office that no row knows can be in any.

    >>> from ..recognising.names import OrgName
    >>> committee = OrgName("民进", ("江州市",), "市", unit="委会")
    >>> fits("副主委", committee), fits("副院长", committee), fits("主席", committee), fits("主委", OrgName("民进"))
    (True, False, False, False)
    """
    row = _row(office)
    if row is None or name.own:
        return True
    if name.party and name.party not in ("中共", "共青团") and not name.part:
        if row.party == "centre":
            return name.unit in ("中央", "") and not (name.places or name.host)
        if row.party == "none" or (not name.unit and not name.host and not name.places):
            return False
    return row.bodies is None or row.bodies.search(name.named()) is not None


def of_its_kind(office: str | None, instead: OrgName, before: Iterable[OrgName]) -> OrgName | None:
    """The body named last that there can be an office in; where a party's stands that it cannot be in, another of that party, or of none if
    not only parties have such an office: the 副主委 of 民革 is not the 侨联's that was named before."""
    party = instead.party if instead.party != "中共" else ""
    row = _row(office)
    parties = (party,) if party and row is not None and row.party == "only" else ("", party)
    alike = (name for name in before if not name.bare and name.party in parties)
    return next((name for name in alike if fits(office, name)), None)


def centre(office: str | None, name: OrgName) -> OrgName | None:
    """The centre of the party whose body is said to have a 主席."""
    if name.party in ("", "中共", "共青团") or _DEGREE.sub("", office or "") != "主席":
        return None
    return OrgName(name.party, unit="中央")


def without_term(name: OrgName) -> OrgName:
    """A body without the term that its name was cut with: 第八届全国政协."""
    return replace(name, host=_TERM.sub("", name.host)) if _TERM.match(name.host) else name


_HEAD_OF_DEPARTMENT = re.compile(r"(?P<degree>(?:原|前|时任|常务)*)(?P<part>组织|宣传|统战)(?P<deputy>部副部|部|副部)长")


def placed(office: str | None, name: OrgName) -> tuple[str | None, OrgName]:
    """An office and its body as the field writes them: the 组织部长 of a committee is 部长 of its 组织部, the 县长 of a place is so of its government,
    a party's 常务委员 its 常委.

    >>> office, body = placed("组织部长", OrgName("中共", ("江州市",), "市", unit="委"))
    >>> office, body.named()
    ('部长', '中共江州市委组织部')
    """
    if office == "常务委员" and name.party:
        return "常委", name
    department = _HEAD_OF_DEPARTMENT.fullmatch(office or "")
    if department and name.party == "中共" and name.unit == "委" and not name.part:
        deputy = "副" if "副" in department["deputy"] else ""
        return f"{department['degree']}{deputy}部长", replace(name, part=department["part"] + "部")
    if governed(office or "") and not (name.unit or name.party or name.part):
        place = "".join(name.places) or name.host
        if place and places.at(place, 0) and place[-1] in "省市区县州旗镇乡":
            return office, OrgName("", name.places or (place,), unit="政府")
    return office, name
