"""Damaged text comes back right, and every edit is kept.

>>> restore("會(huì)議在當(dāng)?shù)卣匍_").text
'会议在当地召开'
>>> restore("民进江州市委会,银行(háng)").edits
()
>>> restore("民进江州市委会召开会议,主委讲话,副主委主持,会员参加").text
'民进江州市委会召开会议，主委讲话，副主委主持，会员参加'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..model import Choice, RestoredText, Span
from .annotations import PINYIN, is_annotated, to_strip
from .characters import is_traditional, simplified, to_simplified
from .debris import to_unpicture, to_untag
from .draft import Change, Draft
from .language import PageModel
from .lines import to_join
from .lookalikes import to_see
from .mixups import to_unmix
from .punctuation import is_folded, to_blank, to_dot, to_single, to_widen
from .slips import to_repair

__all__ = ["restore"]

_MAY_BE_SLIP = re.compile(rf"\?(?:[;?!,。]|[{PINYIN}]{{1,7}}[)）])")


def restore(raw: str, markup: Iterable[Span] = ()) -> RestoredText:
    """The text of a page with its damage undone; a page that proves no damage comes back as it is.

    `raw` is the decoded page, `markup` what of it is no words and goes. A mixed-up encoding comes first. Slips are sought while the annotations still name the lost bytes;
    on a page without annotations only where what follows a ``?`` is garbage. Blanks are set right only on pages that the
    converter shows to have gone through its hands, marks also where most have lost their width.
    """
    draft = Draft(raw)
    draft.apply(Change(span.start, span.end, "", "markup") for span in markup)
    draft.apply(to_unmix(draft.text))
    draft.apply(to_see(draft.text))
    annotated, traditional = is_annotated(draft.text), is_traditional(draft.text)
    if annotated:
        draft.apply(to_blank(draft.text))
        draft.apply(to_single(draft.text))
    choices = _repair_slips(draft, annotated, traditional)
    draft.apply(to_untag(draft.text))
    draft.apply(to_unpicture(draft.text))
    if annotated:
        draft.apply(to_dot(draft.text))
        draft.apply(to_strip(draft.text))
    if traditional:
        draft.apply(to_simplified(draft.text, converted=annotated))
    if annotated or choices or is_folded(draft.text):
        draft.apply(to_widen(draft.text))
    draft.apply(to_join(draft.text))
    return draft.finish(choices)


def _repair_slips(draft: Draft, proved: bool, traditional: bool) -> list[Choice]:
    text = draft.text
    if not _MAY_BE_SLIP.search(text):
        return []
    slips = to_repair(text, PageModel(_plain(text)), proved=proved, traditional=traditional)
    choices = [replace(s.choice, start=raw[0], end=raw[1]) for s in slips for raw in [draft.to_raw(s.change.start, s.change.end)]]
    draft.apply(slip.change for slip in slips)
    return choices


def _plain(text: str) -> str:
    draft = Draft(text)
    draft.apply(to_strip(text))
    return "".join(map(simplified, draft.text))
