"""Labelled reports as spans and links: which words are the person, the post, the body of each fact, and which belong together."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ...extractors.offices import MEMBERS
from ...model import Mention, Span
from ..offices import JOINS
from ..scheme import MEASURES
from .sayings import alike, telling

OPTIONAL = 0.3
"""What an optional fact weighs in training beside a required one: a careful reader may leave it out."""

_FAR = 400
"""Characters in front of a fact's words within which what it leaves unsaid was said."""

Ends = tuple[Span, Span | None]


@dataclass(slots=True)
class Labelled:
    """A report's text with its spans (kind → span → weight) and links (name → (first, second; None for the own body) → weight)."""

    id: str
    text: str
    spans: dict[str, dict[Span, float]] = field(default_factory=dict)
    links: dict[str, dict[Ends, float]] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    """Facts whose words could not be found, each in a line."""
    masked: dict[str, list[Span]] = field(default_factory=dict)
    """Stretches in which a span of a kind stands whose words could not be found: nothing is learnt of that kind there."""

    def moved(self, text: str, to: Callable[[Span], Span]) -> Labelled:
        """The same labels on a text that was made of this one; ``to`` tells where its characters are now."""
        return replace(
            self,
            text=text,
            spans={kind: {to(span): weight for span, weight in held.items()} for kind, held in self.spans.items()},
            links={
                name: {(to(one), to(other) if other is not None else None): weight for (one, other), weight in held.items()}
                for name, held in self.links.items()
            },
            masked={kind: [to(span) for span in spans] for kind, spans in self.masked.items()},
        )

    def mark(self, kind: str, span: Span | None, weight: float) -> Span | None:
        if span is not None:
            held = self.spans.setdefault(kind, {})
            held[span] = max(weight, held.get(span, 0.0))
        return span

    def tie(self, name: str, first: Span | None, second: Span | None, weight: float) -> None:
        """Ties two spans; ``second`` None is the own body."""
        if first is not None:
            held = self.links.setdefault(name, {})
            held[first, second] = max(weight, held.get((first, second), 0.0))


class _Placing:
    """Finds where the words of a report's facts stand."""

    def __init__(self, id_: str, text: str, gold: Mapping[str, Any], mentions: Sequence[Mention]) -> None:
        self.made = Labelled(id_, text)
        self.text = text
        self.about = (gold.get("report") or {}).get("about")
        self.names: dict[str, list[str]] = {name: [name, *others] for name, others in (gold.get("names") or {}).items()}
        self.facts = gold["facts"]
        self.given = {kind: [m for m in mentions if m.kind == kind] for kind in ("DATE", "NUMBER", "POST")}
        self.people = {f["person"] for f in self.facts if f.get("person")}
        for fact in self.facts:  # who is called by one name alone need not stand among the names
            for name in (
                fact.get("person"),
                fact.get("who"),
                fact.get("recipient"),
                *(fact.get("orgs") or ()),
                fact.get("org"),
                fact.get("by"),
            ):
                if name and len(name) >= 2 and name in text:
                    self.names.setdefault(name, [name])
        self.people |= {n for n in self.names if self._looks_like_a_person(n)}
        self.taken: dict[str, list[bool]] = {}
        self._mark_names()

    def _looks_like_a_person(self, name: str) -> bool:
        who = [f for f in self.facts if name in (f.get("who"), f.get("recipient"))]
        bodies = {v for f in self.facts for k in ("org", "parent", "by", "recipient_group") for v in (f.get(k),) if v}
        bodies |= {v for f in self.facts for v in f.get("orgs") or ()}
        return bool(who) and name not in bodies and (len(name) <= 4 or "·" in name) and not _BODY.search(name)

    def _mark_names(self) -> None:
        """Every wording of every person and body, the longest first, wherever it stands."""
        free = [True] * len(self.text)
        wordings = [(w, name) for name, several in self.names.items() for w in several if len(w) >= 2]
        for wording, name in sorted(set(wordings), key=lambda one: (-len(one[0]), one)):
            for found in re.finditer(re.escape(wording), self.text):
                if all(free[found.start() : found.end()]):
                    free[found.start() : found.end()] = [False] * len(wording)
                    span = self.made.mark("PERSON" if name in self.people else "ORG", Span(*found.span()), 1.0)
                    if name == self.about and span is not None:
                        self.made.tie("about", span, None, 1.0)

    # ------------------------------------------------------------ places

    def quote(self, fact: Mapping[str, Any]) -> Span | None:
        """The words that say a fact: those that its label quotes, else the sentence that has most of its words."""
        start = self.text.find(fact.get("quote") or "\0")
        return Span(start, start + len(fact["quote"])) if start >= 0 else telling(fact, self.text, self.names)

    def name(self, fact: Mapping[str, Any], key: str, value: str, quote: Span, near: int | None = None) -> Span | None:
        """Where a person or body of a fact stands: in its quote, else where it was last named before, else None."""
        words = (fact.get("words") or {}).get(key, value)
        if words is None:
            return None
        wordings = [words] if words != value else self.names.get(value, [value])
        kind = "PERSON" if value in self.people else "ORG"
        marked = [s for s in self.made.spans.get(kind, {}) if s.of(self.text) in wordings]
        inside = [s for s in marked if quote.covers(s)]
        if inside:
            at = quote.start if near is None else near
            return min(inside, key=lambda s: (abs(s.start - at), s.start))
        if words != value:
            start = self.text.find(words, quote.start)
            if start >= 0:
                return self.made.mark(kind, Span(start, start + len(words)), 1.0)
        before = [s for s in marked if s.end <= quote.start and quote.start - s.end <= _FAR]
        if before:
            return max(before)
        after = [s for s in marked if s.start >= quote.end]
        first = min(after, default=None)
        return first if first is not None and first.start - quote.end <= _FAR // 4 else None

    def words(self, fact: Mapping[str, Any], key: str, quote: Span, near: int | None = None, not_behind: str = "") -> Span | None:
        """Where words stand that are no name: in the quote, else nearest to it."""
        said = (fact.get("words") or {}).get(key, fact.get(key))
        if not said:
            return None
        found = [
            Span(*one.span())
            for one in re.finditer(re.escape(str(said)), self.text)
            if not (not_behind and self.text[max(0, one.start() - 1) : one.start()] in not_behind and one.start())
        ]
        if key == "role":
            found += [m.span for m in self.given["POST"] if m.value == said]
        inside = [s for s in found if quote.covers(s)]
        at = quote.start if near is None else near
        if inside:
            return min(inside, key=lambda s: (abs(s.start - at), s.start))
        around = [s for s in found if abs(s.start - quote.start) <= _FAR]
        if around:
            return min(around, key=lambda s: (abs(s.start - quote.start), s.start))
        return alike(str(said), self.text, quote) if key in ("name", "activity", "honour", "title") else None

    def date(self, value: Any, quote: Span) -> Span | None:
        """The words of a date, found by the grammar, whose value it is."""
        if not value:
            return None
        value = str(value)
        right = [m.span for m in self.given["DATE"] if m.value.date is not None and str(m.value.date) == value]
        right = right or [
            m.span for m in self.given["DATE"] if m.value.date is not None and str(m.value.date).split("/")[0] == value.split("/")[0]
        ]
        near = [s for s in right if s.start >= quote.start - _FAR and s.end <= quote.end + 40]
        return min(near, key=lambda s: _distance(s, quote)) if near else None

    def number(self, value: Any, quote: Span) -> Span | None:
        """The words of a number, found by the grammar, whose value it is."""
        if value is None:
            return None
        near = [m.span for m in self.given["NUMBER"] if m.value[0] == float(value) and _distance(m.span, quote) <= 20]
        return min(near, key=lambda s: _distance(s, quote)) if near else None

    def body(self, fact: Mapping[str, Any], key: str, quote: Span, near: int | None = None) -> tuple[bool, Span | None]:
        """Is a fact's body known, and where is it named? (True, None) is the own body, said or meant."""
        value = fact.get(key)
        if not value:
            return False, None
        span = self.name(fact, key, value, quote, near)
        if value == self.about and (span is None or not quote.covers(span)):
            return True, None
        return span is not None, span

    def party(self, fact: Mapping[str, Any], key: str, quote: Span, near: int | None = None) -> tuple[bool, Span | None]:
        """Is a fact's person or body known, and where is it named? (True, None) is the own body, said or meant."""
        if fact[key] in self.people:
            span = self.name(fact, key, fact[key], quote, near)
            return span is not None, span
        return self.body(fact, key, quote, near)

    def lost(self, fact: Mapping[str, Any], what: str, kind: str = "") -> None:
        """A fact that could not be placed: of ``kind`` nothing is learnt where it stands."""
        self.made.unplaced.append(f"{self.made.id}: {fact['kind']}: {what}: {fact.get('quote')}")
        quote = self.quote(fact)
        if kind and quote is not None:
            self.made.masked.setdefault(kind, []).append(quote)

    # ------------------------------------------------------------ kinds

    def place(self) -> Labelled:
        events: dict[str, Span] = {}
        for fact in self.facts:  # events first, so that whoever took part finds them
            if fact["kind"] == "activity":
                self._activity(fact, events)
        for fact in self.facts:
            if fact["kind"] != "activity":
                getattr(self, f"_{fact['kind']}")(fact, events)
        return self.made

    def _weight(self, fact: Mapping[str, Any]) -> float:
        return OPTIONAL if fact.get("optional") else 1.0

    def _activity(self, fact: Mapping[str, Any], events: dict[str, Span]) -> None:
        quote, weight = self.quote(fact), self._weight(fact)
        span = self.words(fact, "name", quote) if quote else None
        if quote is None or span is None:
            return self.lost(fact, "name", "EVENT")
        self.made.mark("EVENT", span, weight)
        events[fact["name"]] = span
        for body in fact.get("orgs") or ():
            one = {**fact, "orgs": body}
            known, where = self.body(one, "orgs", quote, span.start)
            if known:
                self.made.tie("held_by", span, where, weight)
        self._tie_date("held_on", span, fact.get("date"), quote, weight)
        if fact.get("place"):
            place = self.made.mark("PLACE", self.words(fact, "place", quote), weight)
            if place is not None:
                self.made.tie("held_at", span, place, weight)
        self._tie_number("attended", span, fact.get("participants"), quote, weight)
        self._tie_number("times", span, fact.get("times"), quote, weight)

    def _tie_date(self, link: str, first: Span, value: Any, quote: Span, weight: float) -> None:
        date = self.date(value, quote)
        if date is not None:
            self.made.tie(link, first, self.made.mark("DATE", date, weight), weight)

    def _tie_number(self, link: str, first: Span, value: Any, quote: Span, weight: float) -> None:
        number = self.number(value, quote)
        if number is not None:
            self.made.tie(link, first, self.made.mark("NUMBER", number, weight), weight)

    def _membership(self, fact: Mapping[str, Any], events: Mapping[str, Span]) -> None:
        quote, weight = self.quote(fact), self._weight(fact)
        person = self.name(fact, "person", fact["person"], quote) if quote else None
        if quote is None or person is None:
            return self.lost(fact, "person")
        role = fact.get("role")
        wide = Span(min(quote.start, person.start), max(quote.end, person.end))
        post = self.words(fact, "role", wide, person.start, "副" if role and not role.startswith("副") else "") if role else None
        joined = JOINS.search(self.text, wide.start, wide.end) if post is None and role in MEMBERS else None
        post = Span(*joined.span()) if joined else post
        if post is None:
            if role and role != "会员":
                self.lost(fact, f"role {role}", "POST")
            known, where = self.body(fact, "org", quote, person.start)
            if known:
                self.made.tie("member", person, where, weight)
            return
        self.made.mark("POST", post, weight)
        self.made.tie("holds", person, post, weight)
        known, where = self.body(fact, "org", Span(min(quote.start, post.start), quote.end), post.start)
        if known:
            self.made.tie("within", post, where, weight)
        else:
            self.lost(fact, f"org {fact['org']}")
        self._tie_date("since", post, fact.get("from"), quote, weight)
        self._tie_date("until", post, fact.get("to"), quote, weight)

    def _occupation(self, fact: Mapping[str, Any], events: Mapping[str, Span]) -> None:
        quote, weight = self.quote(fact), self._weight(fact)
        person = self.name(fact, "person", fact["person"], quote) if quote else None
        calling = self.words(fact, "title", quote, person.start if person else None) if quote else None
        if person is None or calling is None:
            return self.lost(fact, "person or title", "CALLING")
        self.made.mark("CALLING", calling, weight)
        self.made.tie("calling", person, calling, weight)

    def _honour(self, fact: Mapping[str, Any], events: Mapping[str, Span]) -> None:
        quote, weight = self.quote(fact), self._weight(fact)
        honour = self.words(fact, "honour", quote) if quote else None
        if quote is None or honour is None:
            return self.lost(fact, "honour", "HONOUR")
        self.made.mark("HONOUR", honour, weight)
        if fact.get("recipient"):
            known, who = self.party(fact, "recipient", quote, honour.start)
            if not known:
                return self.lost(fact, "recipient")
            self.made.tie("received", honour, who, weight)
        else:
            number = self.number(fact.get("recipient_count"), quote)
            if number is not None:
                self.made.tie("received", honour, self.made.mark("NUMBER", number, weight), weight)
                known, where = self.body(fact, "recipient_group", quote, number.start)
                if known:
                    self.made.tie("group", number, where, weight)
        for giver in str(fact.get("by") or "").split("、"):
            where = self.name(fact, "by", giver, quote, honour.start) if giver in self.names else None
            if where is not None:
                self.made.tie("given_by", honour, where, weight)
        self._tie_date("given_on", honour, fact.get("date"), quote, weight)

    def _participation(self, fact: Mapping[str, Any], events: Mapping[str, Span]) -> None:
        quote, weight = self.quote(fact), self._weight(fact)
        if quote is None:
            return self.lost(fact, "quote")
        event = self.words(fact, "activity", quote)
        if event is None or not quote.covers(event):
            event = events.get(fact["activity"], event)
        if event is None:
            return self.lost(fact, "activity", "EVENT")
        self.made.mark("EVENT", event, weight)
        known, who = self.party(fact, "who", quote)
        if known:
            self.made.tie("took_part", event, who, weight)
        else:
            self.lost(fact, "who")

    def _founded(self, fact: Mapping[str, Any], events: Mapping[str, Span]) -> None:
        quote, weight = self.quote(fact), self._weight(fact)
        org = self._named(fact, "org", quote)
        if quote is None or org is None:
            return self.lost(fact, "org")
        date = self.date(fact.get("date"), quote)
        self.made.tie("founded_on", org, self.made.mark("DATE", date, weight) if date else None, weight)

    def _named(self, fact: Mapping[str, Any], key: str, quote: Span | None) -> Span | None:
        """Where a body is named, the own one too: what is said of it needs words to hang on."""
        return self.name(fact, key, fact[key], quote) if quote else None

    def _part_of(self, fact: Mapping[str, Any], events: Mapping[str, Span]) -> None:
        quote, weight = self.quote(fact), self._weight(fact)
        org = self._named(fact, "org", quote)
        if quote is None or org is None:
            return self.lost(fact, "org")
        known, parent = self.body(fact, "parent", quote, org.start)
        if known:
            self.made.tie("part_of", org, parent, weight)

    def _statistic(self, fact: Mapping[str, Any], events: Mapping[str, Span]) -> None:
        quote, weight = self.quote(fact), self._weight(fact)
        number = self.number(fact["value"], quote) if quote and fact["measure"] in MEASURES else None
        if quote is None or number is None:
            return self.lost(fact, "value") if fact["measure"] in MEASURES else None
        self.made.mark("NUMBER", number, weight)
        known, where = self.body(fact, "org", quote, number.start)
        if known:
            self.made.tie(fact["measure"], number, where, weight)
        self._tie_date("counted_on", number, fact.get("date"), quote, weight)

    def _document(self, fact: Mapping[str, Any], events: Mapping[str, Span]) -> None:
        quote, weight = self.quote(fact), self._weight(fact)
        title = self.words(fact, "title", quote) if quote else None
        if quote is None or title is None:
            return self.lost(fact, "title", "DOCUMENT")
        self.made.mark("DOCUMENT", title, weight)
        known, where = self.body(fact, "org", quote, title.start)
        if known:
            self.made.tie("issued_by", title, where, weight)


_BODY = re.compile(r"会$|部$|委$|协$|局$|院$|校$|社$|组织|支部|总支|公司|学$|中心|处$|党$|团$|所$|站$|政府|机关|小组|班$|队$|组$")


def _distance(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def labelled(id_: str, text: str, gold: Mapping[str, Any], mentions: Iterable[Mention]) -> Labelled:
    """A labelled report's spans and links. ``mentions`` are the recogniser's: dates and numbers come from there."""
    return _Placing(id_, text, gold, list(mentions)).place()


def reports(*folders: Path) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """The labelled reports of folders: id, clean text, labels (``ID.json`` beside ``ID.clean.txt`` or ``ID.txt``), by id."""
    for folder in folders:
        for path in sorted(folder.rglob("*.json")):
            clean = path.with_name(f"{path.stem}.clean.txt")
            text = (clean if clean.exists() else path.with_suffix(".txt")).read_text("utf-8")
            yield path.stem, text, json.loads(path.read_text("utf-8"))
