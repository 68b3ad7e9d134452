"""How a thing or a fact of the graph is cited: as GB/T 7714—2015 has it for a database, and as BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha1

from ..rdf.described import Described
from .lines import Quoted

VERSION = 12
"""Digits of the graph's digest by which its version is named, as in ``dataset.ttl``."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What to write down: a line for a list of references, and an entry for BibTeX."""

    reference: str
    bibtex: str


def citation(called: str, iri: str, digest: str, described: Described, sentence: Quoted | None = None, seen: str = "") -> Citation:
    """The citation of what is `called` so in the graph with a digest, that is `described` so; of a fact with its first sentence; ``seen`` is the
    day on which it was looked at (2026-12-01), which GB/T 7714 wants in brackets and BibTeX styles know as ``urldate``.

    >>> said = Described(creator="江州档案馆")
    >>> first = Quoted("主委李然到会。", "换届", "2016-09-27", "")
    >>> one = citation("李然 · 民进江州市委会 · 主委", "https://a.cn/membership/1", "0123456789abcdef", said, first, "2026-12-01")
    >>> print(one.reference)
    江州档案馆. 李然 · 民进江州市委会 · 主委[DB/OL]. cxzy-graph 图谱, 版本 0123456789ab. 据《换届》（2016-09-27）：“主委李然到会。”[2026-12-01]. https://a.cn/membership/1.
    >>> print(one.bibtex)
    @misc{cxzy-2ceccde6,
      author = {{江州档案馆}},
      title = {李然 · 民进江州市委会 · 主委},
      howpublished = {cxzy-graph 图谱, 版本 0123456789ab},
      note = {据《换届》（2016-09-27）：“主委李然到会。”},
      url = {https://a.cn/membership/1},
      urldate = {2026-12-01},
    }
    """
    version = (described.title or "cxzy-graph 图谱") + (f", 版本 {digest[:VERSION]}" if digest else "")
    told = ""
    if sentence is not None:
        day = f"（{sentence.day}）" if sentence.day else ""
        told = f"据《{sentence.report}》{day}：“{' '.join(sentence.text.split())}”"
    known = ". ".join(part for part in (described.creator, f"{called}[DB/OL]", version, told) if part)
    reference = f"{known}{f'[{seen}]' if seen else ''}. {iri}."
    key = sha1(iri.encode(), usedforsecurity=False).hexdigest()[:8]
    plain = {name: _plain(value) for name, value in (("title", called), ("howpublished", version), ("note", told))}
    fields = {"author": _name(described.creator), **plain, "url": re.sub(r"[{}\\\\]", "", iri), "urldate": seen}
    entry = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return Citation(reference, f"@misc{{cxzy-{key},\n{entry}}}")


def _name(creator: str) -> str:
    """A name that BibTeX takes as a whole: 江州档案馆 has no first name."""
    return f"{{{_plain(creator)}}}" if creator else ""


_TEX = {"\\": " ", "{": " ", "}": " ", "~": " ", "^": " ", **{mark: f"\\{mark}" for mark in "%&#$_"}}
"""What TeX reads as more than a character, as it is written to be one; what can only be written by a command goes."""


def _plain(value: str) -> str:
    """A value on one line that closes no brace and begins no command of TeX's.

    >>> print(_plain("增长20% {a}"))
    增长20\\% a
    """
    return re.sub(r"\s+", " ", "".join(_TEX.get(mark, mark) for mark in value)).strip()
