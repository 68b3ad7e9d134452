"""Facts cut out of a page where a language model says that they are: what the report does not say is refused, with the reason."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .. import lexicon
from ..extractors.engine import Extraction, Rejected
from ..extractors.grounds import Grounds
from ..extractors.phrases import names_something
from ..facts import ACTIVITY_TYPES, OWN, Event, Fact, Participation, Who
from ..language import say
from ..learned.wording import bare
from ..model import MODEL, Layout, Mention, Span
from ..recognising.issuing import how
from ..recognising.marks import posts
from ..recognising.names import OrgName
from ..recognising.organisations import organisations
from ..recognising.words import tokens
from ..written_facts import KINDS, MANY, MEANS, BadFact, read
from .folding import Folded, folded, nearest
from .prompt import OWN as OURS
from .prompt import Piece

_MOST = 400
"""Facts of one answer that are looked at: more than a piece can state come of a model that repeats itself."""

_OURSELVES = re.compile(
    r"(?:我|本)(?:会|支部|总支|社|盟|党|市委会|省委会|区委会|单位|校|院|局|协会|学会|商会|组织)|我们"
    r"|(?:(?:第[一二三四五六七八九十]+|新一|本|首|上)届)?(?:委员会|执委会|理事会|支委会|领导班子|班子)"
)
"""What a report calls the body that writes it, or the committee of a term of it."""
_PERSON = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff〓○]{2,4}|"
    r"[\u3400-\u9fff]{1,12}(?:·[\u3400-\u9fff]{1,12}){1,3}|[A-Za-z][A-Za-z .'·-]{2,40}"
)
"""A person's name as a model may write it."""
_NOBODY = re.compile(
    rf"(?:{'|'.join(sorted(lexicon.members()))}|{lexicon.leading()}|同志|老师|先生|女士|委员|代表|干部|群众|师生|学生|家长|嘉宾|领导|负责人)$"
)
_MEASURES = frozenset(("member_count", "branch_count", "committee_count", "proposal_count", "new_member_count", "average_age"))


@dataclass(frozen=True, slots=True)
class Refused:
    """What a model said and the report does not: its fields as it wrote them, and the reason."""

    said: Mapping[str, Any]
    reason: str


@dataclass(slots=True)
class Cut:
    """What an answer came to: facts with the mentions that they add, facts told in a mood that states none, and what was refused."""

    said: list[Extraction] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    read: tuple[Span, ...] = ()
    """The stretches of the text that were answered about."""


class _NotThere(Exception):
    """Something that a fact cannot do without is not in the report."""


def facts_in(content: str) -> tuple[list[Mapping[str, Any]], str]:
    """The facts that an answer spells, and what is wrong with its form; of broken JSON those that are whole.

    >>> facts_in('```json\\n{"facts": [{"kind": "founded", "org": "甲"}, {"kind": "fou')[0]
    [{'kind': 'founded', 'org': '甲'}]
    """
    start = content.find("{")
    try:
        said = json.loads(content[start : content.rfind("}") + 1]) if start >= 0 else None
        listed = said.get("facts") if isinstance(said, dict) else None
        if isinstance(listed, list):
            return [one for one in listed[:_MOST] if isinstance(one, dict)], ""
    except (ValueError, RecursionError):
        pass
    found: list[Mapping[str, Any]] = []
    decoder, at = json.JSONDecoder(), content.find("[") + 1
    while len(found) < _MOST and (at := content.find("{", at)) >= 0:
        try:
            one, at = decoder.raw_decode(content, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        if isinstance(one, dict) and "kind" in one:
            found.append(one)
    return found, say("回答不是完整的 JSON", "the answer is no whole JSON")


class Cutting:
    """A report that a model's facts are cut out of. ``means`` gives the whole name of the body that a mention means."""

    def __init__(self, text: str, page: Layout, mentions: Sequence[Mention], means: Callable[[Mention], str], about: str) -> None:
        self._text = text
        self._page = page
        self._about = about
        self._folded = Folded(text)
        self._grounds = Grounds(text, page, mentions)
        self._named: dict[str, list[Mention]] = {}
        for mention in mentions:
            if mention.kind in ("PERSON", "ORG"):
                self._named.setdefault(mention.kind + folded(mention.text), []).append(mention)
            if mention.kind == "ORG" and (whole := means(mention)):
                self._named.setdefault(mention.kind + folded(whole), []).append(mention)
        self._numbers = [m for m in mentions if m.kind == "NUMBER"]
        self._dates = {str(m.value.date) for m in mentions if m.kind == "DATE" and getattr(m.value, "date", None) is not None}
        self._made: dict[tuple[str, Span], Mention] = {}

    def cut(self, answer: str, piece: Piece, model: str, sure: Callable[[str], float]) -> Cut:
        """The facts of an answer about a piece; ``sure`` gives the share of a model's facts of a kind that were right."""
        made = Cut()
        listed, complaint = facts_in(answer)
        if complaint:
            made.refused.append(Refused({}, complaint))
        events: dict[str, Event] = {}
        for said in sorted(listed, key=lambda one: one.get("kind") == "participation"):
            try:
                fact, spans = self._fact(said, piece, events, made)
            except (_NotThere, BadFact) as wrong:
                made.refused.append(Refused(said, str(wrong)))
                continue
            if isinstance(fact, Event):
                events.setdefault(folded(fact.name), fact)
            one = self._grounds.weighed(fact, MODEL + model, spans, sure(str(said["kind"])))
            (made.said if isinstance(one, Extraction) else made.rejected).append(one)  # type: ignore[arg-type]
        made.mentions = sorted(self._made.values(), key=lambda m: m.span)
        self._made = {}
        return made

    def _fact(self, said: Mapping[str, Any], piece: Piece, events: Mapping[str, Event], made: Cut) -> tuple[Fact, list[Span]]:
        kind = str(said.get("kind"))
        if kind not in KINDS:
            raise _NotThere(say(f"没有 {kind} 这类事实", f"there is no kind of fact {kind}"))
        place = self._words(said.get("words"), piece)
        form, held = KINDS[kind], {}
        things: dict[tuple[str, str], Any] = {}
        spans = [place]
        for name in form.fields:
            value = said.get(name)
            if value in (None, "", []):
                continue
            try:
                held[name], where = self._value(kind, name, value, place, things, events)
            except _NotThere as wrong:
                if name in form.needed or name in ("recipient", "recipient_group", "recipient_count", "role"):
                    raise
                made.refused.append(Refused({**said, "without": name}, str(wrong)))
                continue
            spans += [span for span in where if place.start - _FAR <= span.start <= place.end]
        fact = read(
            {**held, "kind": kind},
            lambda one: things["person", one],
            lambda one: things["body", one],
            lambda one: things.get(("either", one)),
        )
        if isinstance(fact, Participation):
            fact = replace(fact, event=events.get(folded(fact.event.name), fact.event))
        return fact, spans

    def _words(self, said: Any, piece: Piece) -> Span:
        """The clause that a fact rests on."""
        if not isinstance(said, str) or len(folded(said)) < 2:
            raise _NotThere(say("没有写出所依据的原文", "the words that it rests on are not given"))
        parts = [part for part in re.split(r"…+|\.{3,}", said) if len(folded(part)) > 1]
        found = [
            span
            for span in self._folded.all(parts[0] if parts else said)
            if any(s.start <= span.start and span.end <= s.end for s in piece.spans)
        ]
        if not found:
            raise _NotThere(say(f"报告里没有这些字：{said[:40]}", f"these words are not in the report: {said[:40]}"))
        whole = found[0]
        for part in parts[1:]:
            later = next((span for span in self._folded.all(part) if 0 <= span.start - whole.end <= _FAR), None)
            if later is None:
                raise _NotThere(say(f"报告里没有这些字：{part[:40]}", f"these words are not in the report: {part[:40]}"))
            whole = Span(whole.start, later.end)
        return whole

    # ------------------------------------------------------------ the values of fields

    def _value(
        self, kind: str, name: str, value: Any, place: Span, things: dict[tuple[str, str], Any], events: Mapping[str, Event]
    ) -> tuple[Any, list[Span]]:
        """A field's value as it can be stated, and where its words stand; what things it names goes to ``things``."""
        means = MEANS[kind][name]
        if name in MANY:
            several = [str(one) for one in (value if isinstance(value, list) else [value])][:20]
            bodies = [(one, self._body(one, place)) for one in several]
            things.update({("body", one): body for one, body in bodies})
            return several, [where for _, body in bodies for where in _where(body)]
        if isinstance(value, list | dict):
            raise _NotThere(say(f"{name} 应为一个值", f"{name} wants one value"))
        said = str(value).strip()
        if means in ("person", "body", "either"):
            thing = (
                self._person(said, place) if means == "person" or (means == "either" and self._is_person(said)) else self._body(said, place)
            )
            things[means, said] = thing
            return said, _where(thing)
        if means == "number":
            return value, [self._number(name, value, place)]
        if means == "date":
            return self._date(name, said, place), []
        if means == "activity type":
            if said not in ACTIVITY_TYPES:
                raise _NotThere(say(f"没有 {said} 这一类型", f"there is no type {said}"))
            return said, []
        if means == "role":
            return self._role(said, place)
        if name == "measure":
            if said not in _MEASURES:
                raise _NotThere(say(f"没有 {said} 这一项目", f"there is no measure {said}"))
            return said, []
        return self._title(kind, name, said, place, events)

    def _title(self, kind: str, name: str, said: str, place: Span, events: Mapping[str, Event]) -> tuple[str, list[Span]]:
        """A title, a name of an event, a place, a verb: words of the report."""
        if kind == "participation" and folded(said) in events:
            return said, []
        parts = kind in ("activity", "participation") and name in ("name", "activity")
        if name == "verb":  # 制定、下发: the first of them that stands near
            said = next((one for one in re.split("[、，,和并]", said) if self._folded.near(one, place)), said)
        found = self._folded.near(said, place) or self._folded.in_parts(said, place)
        if found is None:
            raise _NotThere(say(f"报告里没有“{said}”", f"“{said}” is not in the report"))
        if name == "verb":
            return how(re.sub(r"\s+|了$", "", said)), [found]
        plain = bare(said) if kind in ("honour", "document") and name in ("honour", "title") else re.sub(r"\s+", "", said)
        if not plain or (parts and len(plain) < 3 and not names_something(plain)):
            raise _NotThere(say(f"“{said}”不是名称", f"“{said}” names nothing"))
        return plain, [found]

    def _is_person(self, said: str) -> bool:
        """Is somebody meant, and no body?"""
        if said == OURS or _OURSELVES.fullmatch(said) or self._named.get("ORG" + folded(said)):
            return False
        if self._named.get("PERSON" + folded(said)):
            return True
        return _PERSON.fullmatch(said) is not None and re.search(r"[会部校院局委社中学小党盟协府]$", said) is None

    def _person(self, said: str, place: Span) -> Mention:
        known = self._named.get("PERSON" + folded(said), [])
        span = nearest((m.span for m in known), place)
        if span is not None:
            return next(m for m in known if m.span == span)
        plain = re.sub(r"\s+", "", said)
        if not _PERSON.fullmatch(plain) or _NOBODY.search(plain) or self._named.get("ORG" + folded(said)):
            raise _NotThere(say(f"“{said}”不是人名", f"“{said}” is no person's name"))
        found = self._folded.near(said, place)
        if found is None:
            raise _NotThere(say(f"报告里没有“{said}”这个人", f"the report names no {said}"))
        return self._made.setdefault(("PERSON", found), Mention(found, plain, "PERSON", plain))

    def _body(self, said: str, place: Span) -> Who:
        if said == OURS or _OURSELVES.fullmatch(said):
            if not self._about:
                raise _NotThere(say("看不出是哪个组织的报告", "it cannot be told whose report it is"))
            return OWN
        known = self._named.get("ORG" + folded(said), [])
        span = nearest((m.span for m in known), place)
        if span is not None:
            return next(m for m in known if m.span == span)
        if folded(said) == folded(self._about):
            return OWN
        found = self._folded.near(said, place) or self._folded.in_parts(said, place)
        plain = re.sub(r"\s+", "", said)
        if found is None or len(plain) < 2 or self._named.get("PERSON" + folded(said)):
            raise _NotThere(say(f"报告里没有“{said}”这个组织", f"the report names no body {said}"))
        parsed = organisations(plain, tokens(plain), 0)
        value = parsed[0].value if len(parsed) == 1 and parsed[0].span == Span(0, len(plain)) else OrgName(host=plain)
        return self._made.setdefault(("ORG", found), Mention(found, plain, "ORG", value))

    def _role(self, said: str, place: Span) -> tuple[str, list[Span]]:
        whole = [m for m in posts(said, Span(0, len(said))) if m.span == Span(0, len(said))]
        role = str(whole[0].value) if whole else re.sub(r"\s+", "", said)
        wordings = dict.fromkeys((said, role.replace("主委", "主任委员"), role))
        around = Span(max(0, place.start - _FAR), min(len(self._text), place.end + _FAR))
        found = [span for one in wordings for span in self._folded.all(one) if around.start <= span.start and span.end <= around.end]
        where = nearest(found, place)
        if where is None:
            raise _NotThere(say(f"近旁没有“{said}”这个职务", f"no post {said} stands near"))
        return role, [where]

    def _number(self, name: str, value: Any, place: Span) -> Span:
        try:
            amount = float(str(value).replace(",", ""))
        except ValueError:
            raise _NotThere(say(f"{name}：不是数：{value}", f"{name}: no number: {value}")) from None
        near = [m.span for m in self._numbers if m.value[0] == amount]
        found = nearest(near, place) or nearest(self._folded.all(f"{amount:g}"), place)
        if found is None or abs(found.start - place.start) > _FAR:
            raise _NotThere(say(f"近旁没有 {value} 这个数", f"no number {value} stands near"))
        return found

    def _date(self, name: str, said: str, place: Span) -> str:
        for one in said.split("/"):
            if not re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", one):
                raise _NotThere(say(f"{name}：不是日期：{one}", f"{name}: no date: {one}"))
            if not self._dated(one):
                raise _NotThere(say(f"{name}：报告里没有 {one}，也推不出", f"{name}: {one} is not in the report, nor follows from it"))
        return said

    def _dated(self, day: str) -> bool:
        """Is a date in the report, or does it follow from its own?"""
        known = [end for one in self._dates for end in one.split("/")] + [self._page.published or ""]
        if any(one.startswith(day) for one in known):
            return True
        year, *rest = day.split("-")
        years = {one[:4] for one in known if one} | set(re.findall(r"(?:19|20)\d\d", self._text))
        if year not in years | {str(int(self._page.published[:4]) - 1) if self._page.published else ""}:
            return False
        if not rest:
            return True
        month = int(rest[0])
        if len(rest) == 1 and re.search(rf"{year}\s*[.\-/．年]\s*0?{month}(?!\d)", self._text):
            return True  # 2007.10
        if (
            len(rest) == 1
            and month in (1, 12)
            and re.search(rf"(?:{year}年?|今年|去年)(?:年?{'底|年?末|年终' if month == 12 else '初'})", self._text)
        ):
            return True  # 2018年底
        written = f"{month}月" + (f"{int(rest[1])}日" if len(rest) > 1 else "")
        return bool(self._folded.all(written)) or bool(self._folded.all(day)) or any(one[4:] == day[4:] for one in known)


_FAR = 300
"""Characters of the clause that a fact rests on within which its values stand."""


def _where(thing: Who) -> list[Span]:
    return [thing.span] if isinstance(thing, Mention) else []
