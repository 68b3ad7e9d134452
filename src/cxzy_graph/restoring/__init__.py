"""Damaged text comes back right, and every edit is kept.

>>> restore("會(huì)議在當(dāng)?shù)卣匍_").text
'会议在当地召开'
>>> restore("民进江州市委会,银行(háng)").edits
()
"""

from __future__ import annotations

from dataclasses import replace

from ..model import Choice, RestoredText
from .annotations import is_annotated, to_strip
from .characters import is_traditional, simplified, to_simplified
from .draft import Draft
from .language import PageModel
from .punctuation import to_blank, to_dot, to_single, to_widen
from .slips import to_repair

__all__ = ["restore"]


def restore(raw: str) -> RestoredText:
    """The text of a page with its damage undone; a page that proves no damage comes back as it is.

    `raw` is the decoded page. Slips are sought only on annotated pages, and before the annotations go, since
    those name the lost bytes; then Traditional characters and the width of marks.
    """
    draft = Draft(raw)
    choices: list[Choice] = []
    annotated = is_annotated(raw)
    if annotated:
        draft.apply(to_dot(draft.text))
        draft.apply(to_blank(draft.text))
        draft.apply(to_single(draft.text))
        if "?" in draft.text:
            slips = to_repair(draft.text, PageModel(_plain(draft.text)))
            choices = [replace(s.choice, start=raw[0], end=raw[1]) for s in slips for raw in [draft.to_raw(s.change.start, s.change.end)]]
            draft.apply(s.change for s in slips)
        draft.apply(to_strip(draft.text))
    if is_traditional(draft.text):
        draft.apply(to_simplified(draft.text, converted=annotated))
    if annotated:
        draft.apply(to_widen(draft.text))
    return draft.finish(choices)


def _plain(text: str) -> str:
    draft = Draft(text)
    draft.apply(to_strip(text))
    return "".join(map(simplified, draft.text))
