"""What the reader finds: spans of words, and links between them. The labels, the network and the decoding all rest on this page.

A link's first end is its anchor; ``OWN`` as second end is the report's own body, which need not be named.
"""

from __future__ import annotations

from dataclasses import dataclass

SPANS = ("PERSON", "ORG", "POST", "CALLING", "HONOUR", "EVENT", "PLACE", "DOCUMENT")
"""Spans that the reader marks; a CALLING is a profession, rank or qualification that is no post in a named body."""

GIVEN = ("DATE", "NUMBER")
"""Spans that the grammar finds, and the reader only ties."""

OWN = "OWN"

MEASURES = ("member_count", "branch_count", "committee_count", "proposal_count", "new_member_count", "average_age")


@dataclass(frozen=True, slots=True)
class Link:
    """A kind of link: its name, the kinds that its first end may have, and those of its second."""

    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]


LINKS = (
    Link("holds", ("PERSON",), ("POST",)),
    Link("within", ("POST",), ("ORG", OWN)),
    Link("since", ("POST",), ("DATE",)),
    Link("until", ("POST",), ("DATE",)),
    Link("member", ("PERSON",), ("ORG", OWN)),
    Link("calling", ("PERSON",), ("CALLING",)),
    Link("received", ("HONOUR",), ("PERSON", "ORG", "NUMBER", OWN)),
    Link("group", ("NUMBER",), ("ORG", OWN)),
    Link("given_by", ("HONOUR",), ("ORG",)),
    Link("given_on", ("HONOUR",), ("DATE",)),
    Link("held_by", ("EVENT",), ("ORG", OWN)),
    Link("held_on", ("EVENT",), ("DATE",)),
    Link("held_at", ("EVENT",), ("PLACE",)),
    Link("attended", ("EVENT",), ("NUMBER",)),
    Link("times", ("EVENT",), ("NUMBER",)),
    Link("took_part", ("EVENT",), ("PERSON", "ORG", OWN)),
    Link("founded_on", ("ORG",), ("DATE", OWN)),
    Link("part_of", ("ORG",), ("ORG", OWN)),
    Link("issued_by", ("DOCUMENT",), ("ORG", OWN)),
    Link("counted_on", ("NUMBER",), ("DATE",)),
    *(Link(measure, ("NUMBER",), ("ORG", OWN)) for measure in MEASURES),
    Link("about", ("ORG",), (OWN,)),
)
"""``founded_on`` with OWN says that a body was founded, and not when; ``about`` that the body is the one whose report it is."""

SOURCES = {
    "reader.membership": ("会学习的读者读出的任职", "a post or membership, read by the reader that learns"),
    "reader.occupation": ("会学习的读者读出的身份", "a calling, read by the reader that learns"),
    "reader.honour": ("会学习的读者读出的荣誉", "an honour, read by the reader that learns"),
    "reader.activity": ("会学习的读者读出的活动", "an activity, read by the reader that learns"),
    "reader.participation": ("会学习的读者读出的参与", "who took part, read by the reader that learns"),
    "reader.founding": ("会学习的读者读出的成立", "a founding, read by the reader that learns"),
    "reader.affiliation": ("会学习的读者读出的隶属", "an affiliation, read by the reader that learns"),
    "reader.statistic": ("会学习的读者读出的数字", "a figure, read by the reader that learns"),
    "reader.document": ("会学习的读者读出的文件", "a document, read by the reader that learns"),
}
"""What a fact's source is called that the reader stated, in Chinese and English."""

LINK = {link.name: number for number, link in enumerate(LINKS)}
KINDS = (OWN, *SPANS, *GIVEN)
KIND = {kind: number for number, kind in enumerate(KINDS)}
