"""Damaged text comes back right, and every edit is kept.

>>> restore("會(huì)議在當(dāng)?shù)卣匍_").text
'会议在当地召开'
>>> restore("民进江州市委会,银行(háng)").edits
()
"""

from __future__ import annotations

from ..model import RestoredText
from .annotations import is_annotated, to_strip
from .characters import is_traditional, simplified, to_simplified
from .draft import Draft
from .language import PageModel
from .punctuation import to_dot, to_widen
from .slips import to_repair

__all__ = ["restore"]


def restore(raw: str) -> RestoredText:
    """The text of a page with its damage undone; a page that proves no damage comes back as it is.

    `raw` is the decoded page. Slips are sought only on annotated pages, and before the annotations go, since
    those name the lost bytes; then Traditional characters and the width of marks.
    """
    draft = Draft(raw)
    annotated = is_annotated(raw)
    if annotated:
        draft.apply(to_dot(draft.text))
        if "?" in draft.text:
            draft.apply(to_repair(draft.text, PageModel(_plain(draft.text))))
        draft.apply(to_strip(draft.text))
    if is_traditional(draft.text):
        draft.apply(to_simplified(draft.text))
    if annotated:
        draft.apply(to_widen(draft.text))
    return draft.finish()


def _plain(text: str) -> str:
    draft = Draft(text)
    draft.apply(to_strip(text))
    return "".join(map(simplified, draft.text))
