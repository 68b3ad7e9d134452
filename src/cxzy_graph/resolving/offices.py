"""Which bodies have an office of a name: a 院长 is head of a 院, only a party's body has a 主委, and of a party only its centre a 主席."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from .. import lexicon
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


def fits(office: str | None, name: OrgName) -> bool:
    """Can there be an office in a body, as far as their names tell? An office that no row knows can be in any.

    >>> from ..recognising.names import OrgName
    >>> committee = OrgName("民进", ("江州市",), "市", unit="委会")
    >>> fits("副主委", committee), fits("副院长", committee), fits("主席", committee), fits("主委", OrgName("民进"))
    (True, False, False, False)
    """
    plain = _DEGREE.sub("", office or "")
    row = next((row for row in _rows() if row.word.fullmatch(plain)), None)
    if row is None or name.own:
        return True
    if name.party and name.party not in ("中共", "共青团") and not name.part:
        if row.party == "centre":
            return name.unit in ("中央", "") and not (name.places or name.host)
        if row.party == "none" or (not name.unit and not name.host and not name.places):
            return False
    return row.bodies is None or row.bodies.search(name.named()) is not None


def of_its_kind(office: str | None, instead: OrgName, before: Iterable[OrgName]) -> OrgName | None:
    """The body named last that there can be an office in; where a party's stands that it cannot be in, another of that party, or of none."""
    alike = (name for name in before if not name.bare and name.party in ("", instead.party if instead.party != "中共" else ""))
    return next((name for name in alike if fits(office, name)), None)


def centre(office: str | None, name: OrgName) -> OrgName | None:
    """The centre of the party whose body is said to have a 主席."""
    if name.party in ("", "中共", "共青团") or _DEGREE.sub("", office or "") != "主席":
        return None
    return OrgName(name.party, unit="中央")


def without_term(name: OrgName) -> OrgName:
    """A body without the term that its name was cut with: 第八届全国政协."""
    return replace(name, host=_TERM.sub("", name.host)) if _TERM.match(name.host) else name
