"""The only mint: every IRI of a thing or fact is made here, readable and of nothing but what it names."""

from __future__ import annotations

import re
from urllib.parse import quote

from pyoxigraph import NamedNode

from .terms import CXZY

BASE = "https://w3id.org/cxzy-graph/id/"

IRI_CHARACTER = r"[^\s<>\"{}|\\^`\x00-\x20]"
"""A character that an IRI may have as queries and Turtle write it (SPARQL 1.1, IRIREF), as a part of a regular expression."""

_KEPT = re.compile(
    r"[^A-Za-z0-9\-._~!$&'()*+,;=:@\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    r"\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)
"""What is neither ``iunreserved``, ``sub-delims``, ``:`` nor ``@`` (RFC 3987, section 2.2)."""


def segment(text: str) -> str:
    """A text as one segment of an IRI (RFC 3987): Chinese as it is, what has no place in one escaped as UTF-8.

    >>> segment("民进江州市委会"), segment("6+3 论坛/a#b\ufffd")
    ('民进江州市委会', '6+3%20论坛%2Fa%23b%EF%BF%BD')
    """
    return _KEPT.sub(lambda match: quote(match[0], safe="", errors="replace"), text)


class Mint:
    """Makes the IRIs below a base: all that it makes are valid (RFC 3987), for nobody looks at them again.

    Raises ValueError for a base that is no absolute IRI, or not one to go on from: ``#`` has no place in it, since a passage's IRI has one, and it ends in
    ``/`` or ``:``.

    >>> Mint().thing("organisation", "民进江州市委会")
    'https://w3id.org/cxzy-graph/id/organisation/民进江州市委会'
    """

    def __init__(self, base: str = BASE) -> None:
        NamedNode(base)  # raises ValueError
        if not re.fullmatch(r"(?:https?://|urn:)[^#]*[/:]", base):
            raise ValueError(f"not an IRI to begin others with: {base}")
        self.base = base

    def thing(self, kind: str, *parts: str) -> str:
        """The IRI of a thing or fact of a kind, by the parts that tell it from others of the kind."""
        return self.base + "/".join([kind, *(segment(part) for part in parts)])

    def report(self, report_id: str) -> str:
        """A report's IRI, which is its graph's name too; folders in its id stay folders."""
        return self.base + "report/" + "/".join(segment(part) for part in report_id.split("/"))

    def passage(self, report: str, begin: int, end: int) -> str:
        """The IRI of some characters of a report (RFC 5147)."""
        return f"{report}#char={begin},{end}"


ACTIVITY = {
    "会议": CXZY.Meeting,
    "学习培训": CXZY.Training,
    "社会服务": CXZY.SocialService,
    "参政议政": CXZY.PoliticalParticipation,
    "考察交流": CXZY.Exchange,
    "文体联谊": CXZY.Recreation,
    "慰问": CXZY.SympathyVisit,
    "捐赠": CXZY.Donation,
    "宣传": CXZY.Publicity,
    "其他": CXZY.OtherActivity,
}
"""The concept of each type of activity."""
