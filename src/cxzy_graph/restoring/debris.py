"""What converters and copies left in the text: halves of tags, pictures in front of marks."""

from __future__ import annotations

import re

from .draft import Change

_TAG = re.compile(r"(?<![<A-Za-z0-9])/(?:p|div|span|font|td|tr|li|strong|b|center|a)>", re.IGNORECASE)
_PICTURE = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\u2640\u2642\U0001f3fb-\U0001f3ff]*"
_PICTURES = re.compile(rf"(?:{_PICTURE})+(?=[，。！？；：、,.!?;:])")

SHOWN = 3
"""Pictures in front of marks that a page must have: a person puts one there now and then, a copying machine everywhere."""


def to_untag(text: str) -> list[Change]:
    """A change for each tag whose ``<`` was eaten.

    >>> [(c.start, c.end) for c in to_untag("會員。/p>支部/DIV> </p> a/b>c")]
    [(3, 6), (8, 13)]
    """
    return [Change(m.start(), m.end(), "", "broken tag") for m in _TAG.finditer(text)]


def to_unpicture(text: str) -> list[Change]:
    """A change for each picture that stands in front of a mark, on a page that has them everywhere.

    >>> text = "他指出👈🏼,會議👍。大家☀️!"
    >>> "".join(text[c.start : c.end] for c in to_unpicture(text))
    '👈🏼👍☀️'
    >>> to_unpicture("祝大家节日快乐🎉!")
    []
    """
    found = [Change(m.start(), m.end(), "", "picture before a mark") for m in _PICTURES.finditer(text)]
    return found if len(found) >= SHOWN else []
