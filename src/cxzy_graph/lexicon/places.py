"""Administrative divisions: the national table, what a report may call each, and chains of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ETHNIC = (
    "蒙古族|藏族|回族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|"
    "水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|塔吉克族|怒族|乌孜别克族|"
    "俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|各族|壮|回|维吾尔|蒙古|哈萨克|柯尔克孜"
)
_AUTONOMOUS = re.compile(rf"(.{{1,7}}?)(?:{_ETHNIC})*自治(区|州|县|旗)$")
_SUFFIX = re.compile(r"(特别行政区|省|市|地区|(?<=神农架)林区|特区|区|县|盟|旗)$")
PROVINCES = {"内蒙古自治区": "内蒙古", "新疆维吾尔自治区": "新疆", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏", "广西壮族自治区": "广西"}


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture or county, with the years in which the tables show it."""

    code: int
    name: str
    first: int
    last: int

    @property
    def level(self) -> str:
        """``省``, ``市`` or ``县``: the level of government, whatever the name ends in."""
        return "省" if self.code % 10000 == 0 else "市" if self.code % 100 == 0 else "县"

    @property
    def short(self) -> str:
        """The name without its kind: 九江, 黔东南, 广西."""
        return short_name(self.name)

    @property
    def letter(self) -> str:
        """The character that a committee's name takes from it: 九江**市**委会, 黔东南**州**委会, 广西**区**委会."""
        return self.name[-1]


def short_name(name: str) -> str:
    """A division's name without what kind of division it is; names of two characters stay whole.

    >>> [short_name(n) for n in ("九江市", "黔东南苗族侗族自治州", "内蒙古自治区", "沙县", "桥西区")]
    ['九江', '黔东南', '内蒙古', '沙县', '桥西']
    """
    if name in PROVINCES:
        return PROVINCES[name]
    autonomous = _AUTONOMOUS.match(name)
    bare = autonomous[1] if autonomous else _SUFFIX.sub("", name)
    return bare if len(bare) > 1 else name


@cache
def divisions() -> dict[int, list[Division]]:
    """The table by code; a code may have had several names."""
    by_code: dict[int, list[Division]] = {}
    text = files("cxzy_graph.lexicon").joinpath("divisions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name, first, last = line.split("\t")
            by_code.setdefault(int(code), []).append(Division(int(code), name, int(first), int(last)))
    return by_code


@cache
def _by_name() -> dict[str, list[Division]]:
    names: dict[str, list[Division]] = {}
    for same in divisions().values():
        for division in same:
            forms = {division.name, division.short}
            if "自治" in division.name:
                forms.add(division.short + division.letter)
            for form in forms:
                if len(form) > 1:
                    names.setdefault(form, []).append(division)
    return names


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """By their first two characters, how long names are, the longest first: most characters begin none."""
    sizes: dict[str, set[int]] = {}
    for name in _by_name():
        sizes.setdefault(name[:2], set()).add(len(name))
    return {head: tuple(sorted(found, reverse=True)) for head, found in sizes.items()}


_LONGEST = 15


def named(name: str) -> list[Division]:
    """The divisions that may be called so, by full or short name."""
    return _by_name().get(name, [])


def may_begin(text: str, start: int) -> bool:
    """Do the two characters at a place begin the name of some division?"""
    return text[start : start + 2] in _sizes()


def at(text: str, start: int) -> str | None:
    """The longest name of a division (or of a development zone) that begins at a character.

    >>> at("民进江西省九江市委会", 2), at("九江市委会", 0), at("召开会议", 0)
    ('江西省', '九江市', None)
    """
    for size in _sizes().get(text[start : start + 2], ()):
        name = text[start : start + size]
        if len(name) == size and name in _by_name():
            # 江州市 where the table has only 江州区: a division renamed, new, or another's namesake
            other = _KIND.match(text, start + size) if short_name(name) == name else None
            return name + other[0] if other else name
    return None


_KIND = re.compile(r"[市县区州](?![直级场民域长内外府区])")
_UNLISTED = re.compile(r"[\u4e00-\u9fff]{2,3}?[市县区州旗](?![直级场民域长内外府])")


def unlisted_at(text: str, start: int) -> str | None:
    """Words that look like a division's name where one must stand, though no table has it.

    >>> unlisted_at("民进云溪市三中支部", 2)
    '云溪市'
    """
    found = _UNLISTED.match(text, start)
    return found[0] if found else None


def ending_at(text: str, end: int) -> str | None:
    """The longest name of a division that ends at a character."""
    for size in range(min(_LONGEST, end), 1, -1):
        if text[end - size : end] in _by_name():
            return text[end - size : end]
    return None


def parent(division: Division) -> Division | None:
    """The division above.

    >>> parent(named("盐都区")[0]).name
    '盐城市'
    """
    code = division.code // 10000 * 10000 if division.code % 100 == 0 else division.code // 100 * 100
    above = divisions().get(code) or divisions().get(division.code // 10000 * 10000)
    return above[-1] if above and code != division.code else None


def contains(upper: Division, lower: Division) -> bool:
    """Does `upper` hold `lower`, by their codes?"""
    step = 10000 if upper.code % 10000 == 0 else 100 if upper.code % 100 == 0 else 1
    return lower.code // step == upper.code // step and lower.code != upper.code


def locate(names: tuple[str, ...], year: int | None = None, near: Division | None = None) -> Division | None:
    """The division that a chain of names (江西, 九江) means; None where that is not certain.

    A name that fits several is settled by the chain, by `near` (what lies in the same city or province), or by the
    `year`; where a full name and a short one compete the full one wins.

    >>> locate(("石家庄市", "桥西区")).code
    130104
    >>> locate(("桥西区",)) is None
    True
    >>> locate(("桥西区",), near=named("石家庄市")[0]).code
    130104
    >>> locate(("九江县",), 2014).code, locate(("柴桑区",)).code
    (360421, 360404)
    >>> locate(("海口市", "东湖")) is None
    True
    """
    candidates = named(names[-1]) if names else []
    for upper in reversed(names[:-1]):
        held = [d for d in candidates if any(contains(u, d) for u in named(upper))]
        if not held and all(d.name != names[-1] for d in candidates):
            return None  # 海口市东湖: there is a 东湖区, and it is another city's
        candidates = held or candidates
    exact = [d for d in candidates if d.name == names[-1]]
    candidates = exact or candidates
    if len({d.code for d in candidates}) > 1 and near is not None:
        for base in (near, parent(near), _province(near)):
            close = [d for d in candidates if base is not None and (contains(base, d) or base.code == d.code)]
            if close:
                candidates = close
                break
    if len({d.code for d in candidates}) > 1 and not exact:
        top = min(("省", "市", "县").index(d.level) for d in candidates)
        candidates = [d for d in candidates if ("省", "市", "县").index(d.level) == top]
    if len({d.code for d in candidates}) > 1:
        valid = [d for d in candidates if d.first <= (year or 9999) and d.last >= (year or d.last)]
        latest = max((d.last for d in valid), default=0)
        candidates = [d for d in valid if d.last == latest or year]
    return candidates[-1] if len({d.code for d in candidates}) == 1 else None


def _province(division: Division) -> Division | None:
    found = divisions().get(division.code // 10000 * 10000)
    return found[-1] if found else None


def province(division: Division) -> Division | None:
    """The province a division lies in, itself if it is one."""
    return _province(division)


def city(division: Division) -> Division | None:
    """The prefecture-level division that a county lies in, itself if it is one; None for a province."""
    if division.level == "省":
        return None
    found = divisions().get(division.code // 100 * 100)
    return found[-1] if found else None


@cache
def _successors() -> dict[tuple[int, str], tuple[Division, str]]:
    """What came after each division that is no more, and how: 沿用, 字形, 改设, 更名, 并入."""
    after: dict[tuple[int, str], tuple[Division, str]] = {}
    text = files("cxzy_graph.lexicon").joinpath("successors.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name, new_code, new_name, how = line.split("\t")
            after[int(code), name] = next(d for d in divisions()[int(new_code)] if d.name == new_name), how
    return after


def successor(division: Division) -> tuple[Division, str] | None:
    """What came after a division, and how: 更名 (another name), 改设 (another kind), 并入 (merged), 沿用 or 字形 (the same, under
    another code or spelling); None where it is still there.

    >>> [(d.name, how) for d, how in [successor(named("九江县")[0])]]
    [('柴桑区', '更名')]
    """
    return _successors().get((division.code, division.name))


def lasting(division: Division) -> Division:
    """The division under the code and spelling that it had last; another name or kind is another division.

    >>> [d.code for d in named("丰镇市")], lasting(named("丰镇市")[0]).code
    ([150981, 152602], 150981)
    """
    after = successor(division)
    return lasting(after[0]) if after and after[1] in ("沿用", "字形") else division


@cache
def called(division: Division) -> str:
    """What a division is called where nothing around tells which is meant: 盐都区, 石家庄市桥西区; with its code where that is not enough.

    >>> called(locate(("石家庄市", "桥西区"))), called(named("盐都区")[0])
    ('石家庄市桥西区', '盐都区')
    """
    division = lasting(division)
    for upper in (None, city(division), province(division)):
        if upper is None or upper.code != division.code:
            chain = (upper.name, division.name) if upper else (division.name,)
            found = locate(chain)
            if found is not None and lasting(found) == division:
                return "".join(chain)
    return f"{division.name}（{division.code}）"
