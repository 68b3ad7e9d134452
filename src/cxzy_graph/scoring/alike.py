"""When two names mean one thing: an organisation, a phrase, an activity, a date as two people would write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

from .. import lexicon

_MARKS = re.compile(r"[\s\"'“”‘’《》〈〉「」『』【】()\[\],.;:!?，。；：！？、·—\-－~…/]")
_PARTIES = tuple((party.full[0], party.short) for party in lexicon.parties() if party.committee)
_COMMITTEE = re.compile(r"(省|市|区|县|州|旗)(?:工作)?委员会")
_SHORT_COMMITTEE = re.compile(r"(省|市|区|县|州|旗)委(?!会|统战|宣传|组织|办|政|党|员)")
_ANYBODY = re.compile(
    r"(?:我|本|该|全)?(?:省|市|区|县|州)?(?:委会|委|支部|总支|总支部|会|基层委员会|基层委|基层支部|党派|机关|政府|政协|人大|统战部|委统战部)"
)
"""Names that fit any body: whoever says 市委会 has not said which."""


def bare(text: str) -> str:
    """A text without blanks, quotes and marks, full-width forms as plain ones.

    >>> bare("“Ａ·1” 支部")
    'A1支部'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


def bare_body(name: str) -> str:
    """A body's name in one wording.

    >>> bare_body("中国民主促进会盐城市委员会"), bare_body("民进盐城市委"), bare_body("城南总支部委员会")
    ('民进盐城市委会', '民进盐城市委会', '城南总支')
    """
    name = bare(name)
    for full, short in _PARTIES:
        name = name.replace(full, short)
    name = _SHORT_COMMITTEE.sub(r"\1委会", _COMMITTEE.sub(r"\1委会", name))
    return name.replace("总支部", "总支").replace("总支委员会", "总支").replace("支部委员会", "支部")


def same_body(said: str, wanted: str, others: Iterable[str] = ()) -> bool:
    """Do two names mean one organisation? They are spelt nearly alike (84 of 100), or one leaves out words of the other and ends
    the same; ``others`` is what else the wanted one is called.

    >>> same_body("民进江州市委", "中国民主促进会江州市委员会"), same_body("市委会", "民进江州市委会"), same_body("民进德安支部", "民进江州市德安支部")
    (True, False, True)
    >>> same_body("民进江州市东湖区委会", "民进江州市委会"), same_body("民进江州市支部", "民进东湖区支部")
    (False, False)
    """
    name = bare_body(said)
    if not name or _ANYBODY.fullmatch(name):
        return False
    further = (other for other in others if not _ANYBODY.fullmatch(bare_body(other)) and len(bare(other)) >= 4)
    return any(_spelt_alike(name, bare_body(other)) for other in (wanted, *further))


def _spelt_alike(one: str, other: str) -> bool:
    if one == other or (fuzz.ratio(one, other) >= 84 and (not one.endswith("委会") or _end(one) == _end(other))):
        return True
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return (
        len(shorter) >= 5 and len(shorter) >= 0.6 * len(longer) and _end(shorter) == _end(longer) and all(char in rest for char in shorter)
    )


def _end(name: str) -> str:
    """What two names of one body end in alike: a city's committee is not its district's, nor one district's branch another's."""
    return name[-4:] if name.endswith("委会") else name[-3:]


def same_phrase(said: str, wanted: str, near: float = 70) -> bool:
    """Do two phrases say the same? One stands in the other and is not much shorter, or they are spelt alike to `near` of 100.

    >>> same_phrase("先进支部", "“先进支部”称号"), same_phrase("先进支部", "优秀会员")
    (True, False)
    """
    one, other = bare(said), bare(wanted)
    if not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    within = len(shorter) >= 3 and shorter in longer and len(shorter) >= 0.4 * len(longer)
    return within or fuzz.ratio(one, other) >= near


def same_activity(said: str, wanted: str) -> bool:
    """Do two names mean one event? Six of ten character pairs of the shorter name stand in the longer one.

    >>> same_activity("换届大会", "第六次换届大会"), same_activity("换届大会", "座谈会")
    (True, False)
    """
    one, other = bare(said), bare(wanted)
    if one == other:
        return True
    shorter, longer = sorted((len(one), len(other)))
    return shorter >= 3 and shorter >= 0.3 * longer and _shared_pairs(one, other) >= 0.6


def _shared_pairs(one: str, other: str) -> float:
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other)]
    least = min(map(len, pairs))
    return len(pairs[0] & pairs[1]) / least if least else 0.0


def same_date(said: str, wanted: str) -> bool:
    """Is it the same date at the precision of the wanted one? Of an interval the start counts.

    >>> same_date("2014-05-19", "2014-05"), same_date("2014", "2014-05"), same_date("2014-05-19", "2014-05-19/2014-05-21")
    (True, False, True)
    """
    said, wanted = (date.split("/")[0][:10] for date in (said, wanted))
    return bool(said) and bool(wanted) and said.startswith(wanted)


def same_number(said: str, wanted: str) -> bool:
    """Are two numbers equal, whatever unit stands behind them?

    >>> same_number("1,200人", "1200"), same_number("", "3")
    (True, False)
    """
    return (one := number(said)) is not None and one == number(wanted)


def number(text: str) -> float | None:
    """The first number in a text."""
    found = re.search(r"-?\d+(?:\.\d+)?", text.replace(",", ""))
    return float(found[0]) if found else None
