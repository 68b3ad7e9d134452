"""What the reader found becomes what the rules say too: mentions, and facts about them, each with the sentence that says so."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from ..dates import Date
from ..extractors.engine import Extraction, Rejected
from ..extractors.grounds import Grounds
from ..extractors.phrases import NOTHING_HELD, kind_of, tidy
from ..extractors.titles import is_no_title
from ..extractors.whereabouts import place_named
from ..facts import OWN, Affiliation, Conferral, Event, Fact, Founding, Issuance, Membership, Occupation, Participation, Statistic, Who
from ..lexicon import party_of, places
from ..model import READER, Layout, Mention, Span
from ..recognising.body_words import STATE_HEAD
from ..recognising.marks import posts
from ..recognising.names import OrgName
from .lists import HALF, one_list_a_post, spread
from .lives import tied_to_topics
from .naming import as_cut, can_name, of_no_term, parsed
from .offices import (
    GOES_ON,
    GOVERNS,
    JOINED,
    JOINS,
    PLAIN_MEMBER,
    PRAISED,
    body_beside,
    government_of,
    not_yet,
    of_a_life,
    of_another_cell,
    read_by_rules,
)
from .owning import likeliest
from .reader import DIGITS, Found, Tie, Words
from .scheme import MEASURES
from .scheme import OWN as OWN_KIND
from .wording import ADDRESSED, NAMED, UNDER, bare, done_with, unspaced

FAINT = 0.1
"""The probability from which a tie speaks for what a rule states, though not for itself: of rules' facts so held on unseen pages nine in ten were
right, of those without any, half."""


@dataclass(slots=True)
class Decoded:
    """The mentions that the reader adds, what it can take for the own body, the likeliest first, and its facts."""

    mentions: list[Mention] = field(default_factory=list)
    own: tuple[Mention, ...] = ()
    said: list[Extraction] = field(default_factory=list)
    faint: list[Extraction] = field(default_factory=list)
    """What is too unlikely to be stated, and speaks for what rules state."""
    rejected: list[Rejected] = field(default_factory=list)


def decoded(text: str, page: Layout, mentions: Sequence[Mention], found: Found) -> Decoded:
    """What the reader found in a text, as mentions and facts over them."""
    made = _Decoding(text, page, mentions, found).run()
    faint = _Decoding(text, page, [*mentions, *made.mentions], found, FAINT).run()
    stated = {(one.fact, one.rule) for one in made.said}
    made.faint = [one for one in faint.said if (one.fact, one.rule) not in stated]
    made.mentions += faint.mentions
    return made


class _Decoding:
    def __init__(self, text: str, page: Layout, mentions: Sequence[Mention], found: Found, least: float = HALF) -> None:
        self.least = least
        self.text = text
        self.found = found = as_cut(found, mentions)
        self.known = {(m.kind, m.span): m for m in mentions}
        self.bodies = sorted((m for m in mentions if m.kind == "ORG"), key=lambda m: m.span)
        self.made = Decoded()
        self.grounds = Grounds(text, page, mentions)
        self.ties: dict[str, dict[Words, list[Tie]]] = {}
        self.can_name = cache(lambda words: can_name(text, words))
        for tie in found.ties:
            if not (self.can_name(tie.first) and self.can_name(tie.second)):
                continue
            self.ties.setdefault(tie.link, {}).setdefault(tie.first, []).append(tie)
        people = sorted({w.span for w in found.words if w.kind == "PERSON"} | {s for k, s in self.known if k == "PERSON"})
        spread(text, self.ties, people)
        for tie in tied_to_topics(text, self.ties, found.words, people):
            self.ties.setdefault("holds", {}).setdefault(tie.first, []).append(tie)
        if least == HALF:
            one_list_a_post(text, self.ties.get("holds", {}), people)
        self.own = {first for first, several in self.ties.get("about", {}).items() if several[0].probability >= HALF}

    def run(self) -> Decoded:
        for kind in ("PERSON", "ORG"):
            for words in sorted(self.found.words):
                if words.kind == kind and self.can_name(words):
                    self.mention(words)
        bodies = {span: mention for (kind, span), mention in self.known.items() if kind == "ORG"}
        about = {first.span: several[0].probability for first, several in self.ties.get("about", {}).items()}
        self.made.own = likeliest(bodies, about, {words.span for words in self.own})
        for step in (self._memberships, self._callings, self._honours, self._events, self._bodies, self._figures, self._documents):
            step()
        return self.made

    # ------------------------------------------------------------ mentions

    def mention(self, words: Words) -> Mention:
        """The mention of some words: the recogniser's, where it has the same, else a new one."""
        kind = {"CALLING": "OCCUPATION"}.get(words.kind, words.kind)
        held = self.known.get((kind, words.span))
        if held is None:
            said = unspaced(words.span.of(self.text))
            said = ADDRESSED.sub("", said) if kind == "PERSON" else said
            held = Mention(words.span, said, kind, self._body(words, said) if kind == "ORG" else said)
            self.known[kind, words.span] = held
            if kind in ("PERSON", "ORG"):
                self.made.mentions.append(held)
            if kind == "ORG":
                insort(self.bodies, held, key=lambda m: m.span)
        return held

    def _body(self, words: Words, said: str) -> OrgName:
        whole = parsed(said) if of_no_term(said) else None
        if whole is not None:
            return whole
        said = of_no_term(said)
        if words in self.own or not said:
            return OrgName(own=True)
        parts = self.bodies[bisect_left(self.bodies, words.span.start, key=lambda m: m.span.start) :][:3]
        parts = [m for m in parts if words.span.covers(m.span)]
        if len(parts) == 2 and parts[0].span.end == parts[1].span.start and parts[0].value.bare and parts[1].value.is_branch:
            name: OrgName = parts[1].value  # 市委会|青石支部: the branch of the committee that the page is of
            return name
        beside = body_beside(self.text, self.bodies, words.span) if STATE_HEAD.fullmatch(said) else None
        if beside is not None and (beside.value.places or (beside.value.bare and beside.value.level)):
            return OrgName("", beside.value.places, beside.value.level, unit=said)
        return OrgName(host=said)

    def who(self, words: Words) -> Who:
        return OWN if words.kind == OWN_KIND else self.mention(words)

    def date(self, words: Words | None) -> Date | None:
        held = self.known.get(("DATE", words.span)) if words else None
        value: Date | None = held.value.date if held is not None else None
        return value

    def number(self, words: Words) -> float:
        value: float = self.known["NUMBER", words.span].value[0]
        return value

    def count(self, words: Words | None) -> int | None:
        """How many of something; None where that is no whole number: nobody is honoured 0.2 times."""
        value = self.number(words) if words is not None else 0.0
        return int(value) if value >= 1 and value.is_integer() else None

    # ------------------------------------------------------------ links

    def tied(self, link: str, first: Words) -> list[Tie]:
        """The ties of a kind that begin at some words, the likeliest first."""
        return [tie for tie in self.ties.get(link, {}).get(first, ()) if tie.probability >= self.least]

    def best(self, link: str, first: Words) -> Words | None:
        found = self.tied(link, first)
        return found[0].second if found and found[0].probability >= HALF else None

    def likeliest(self, link: str, first: Words) -> Words | None:
        """The likeliest second end, however likely: of an office, the body that it must be in."""
        found = self.ties.get(link, {}).get(first, ())
        return found[0].second if found else None

    def _how(self, link: str, first: Words) -> float:
        """How likely the likeliest tie of a kind is that begins at some words."""
        found = self.ties.get(link, {}).get(first, ())
        return found[0].probability if found else 0.0

    # ------------------------------------------------------------ facts

    def say(self, fact: Fact, name: str, words: Sequence[Words | None], sure: float) -> None:
        """States a fact that rests on some words with a probability, if they stand in a mood that states one. The words of the sentence that
        the first of them is in are weighed."""
        spans = [w.span for w in words if w is not None and w.kind != OWN_KIND]
        if read_by_rules(self.text, fact, spans):
            return
        marked = min((self.found.words.get(w, 1.0) for w in words if w is not None), default=1.0)
        one = self.grounds.weighed(fact, READER + name, spans, round(min(sure, marked), DIGITS))
        if isinstance(one, Extraction) and (planned := not_yet(self.text, fact, spans)):
            one = Rejected(fact, one.span, one.rule, "planned", planned)
        if isinstance(one, Extraction):
            self.made.said.append(one)
        else:
            self.made.rejected.append(one)

    def _memberships(self) -> None:
        before: tuple[Words, Words, Words] | None = None
        for person, ties in self._by_first("holds"):
            for tie in ties:
                post = tie.second
                body = self.likeliest("within", post)
                if of_another_cell(self.text, person.span, post.span):
                    continue
                if self._how("within", post) < HALF and (government := government_of(self.text, self.bodies, post.span)) is not None:
                    self.say(Membership(self.who(person), government, self._role(post)), "membership", [person, post], tie.probability)
                    continue
                if body is None or PRAISED.search(self.text, max(0, post.span.start - 3), post.span.start):
                    continue
                body = self._listed(person, post, body, before)
                where = body.span.of(self.text) if body.kind == "ORG" else ""
                if where and places.at(where, 0) == where and not GOVERNS.search(post.span.of(self.text)):
                    continue  # 江州市|执行副主席: of what is not understood
                before = person, post, body
                since, until = self._term(post)
                role = self._member(body) if JOINS.fullmatch(post.span.of(self.text)) else self._role(post)
                fact = Membership(self.who(person), self.who(body), role, since, until)
                self.say(fact, "membership", [person, post, body], min(tie.probability, self._how("within", post)))
        for person, ties in self._by_first("member"):
            for tie in ties:
                self.say(
                    Membership(self.who(person), self.who(tie.second), self._member(tie.second)),
                    "membership",
                    [person, tie.second],
                    tie.probability,
                )

    def _member(self, body: Words) -> str | None:
        """What a member of a party is called that is named as a whole; of its bodies it goes without saying."""
        name: OrgName | None = self.mention(body).value if body.kind == "ORG" else None
        party = party_of(name.party) if name is not None and name.named() == name.party else None
        return party.member if party is not None else None

    def _term(self, post: Words) -> tuple[Date | None, Date | None]:
        """From when until when a post was held; the day of a birth and a cell of a table, which its head tells of, say neither."""
        words = [self.best(link, post) for link in ("since", "until")]
        life = not JOINS.fullmatch(post.span.of(self.text))
        since, until = (None if one is None or (life and of_a_life(self.text, one.span)) else self.date(one) for one in words)
        if words[0] is not None and PLAIN_MEMBER.fullmatch(post.span.of(self.text)):
            between = slice(min(words[0].span.start, post.span.start), max(words[0].span.end, post.span.end))
            since = since if JOINED.search(self.text[between]) else None  # 6月，会员李然出席: he was one before
        return since, until

    def _listed(self, person: Words, post: Words, body: Words, before: tuple[Words, Words, Words] | None) -> Words:
        """The body of an office that a list goes on with: after 民进江州市委会主委李然, 副主委王芳 is of that body, and not of the report's own."""
        if body.kind != OWN_KIND or before is None or before[2].kind == OWN_KIND:
            return body
        between = self.text[before[0].span.end : person.span.start]
        return before[2] if post == before[1] or GOES_ON.fullmatch(between) else body

    def _role(self, post: Words) -> str:
        said = post.span.of(self.text)
        held = self.known.get(("POST", post.span))
        if held is None:
            whole = [m for m in posts(said, Span(0, len(said))) if m.span == Span(0, len(said))]
            held = whole[0] if whole else None
        return str(held.value) if held is not None else unspaced(said)

    def _callings(self) -> None:
        for person, ties in self._by_first("calling"):
            for tie in ties:
                self.say(
                    Occupation(self.who(person), unspaced(tie.second.span.of(self.text))),
                    "occupation",
                    [person, tie.second],
                    tie.probability,
                )

    def _honours(self) -> None:
        for honour, ties in self._by_first("received"):
            title = bare(honour.span.of(self.text))
            if not title or is_no_title(title):
                continue
            givers = tuple(self.who(t.second) for t in self.tied("given_by", honour) if not UNDER.match(self.text, t.second.span.end))
            on = self.best("given_on", honour)
            for tie in ties:
                to = tie.second
                if to.kind == "NUMBER":
                    count, group = self.count(to), self.best("group", to)
                    if count is None:
                        continue
                    fact = Conferral(title, None, count, self.who(group) if group else OWN, givers, self.date(on))
                else:
                    fact = Conferral(title, self.who(to), None, None, givers, self.date(on))
                self.say(fact, "honour", [honour, to], tie.probability)

    def _events(self) -> None:
        for event in sorted(w for w in self.found.words if w.kind == "EVENT"):
            holders, came = self.tied("held_by", event), self.tied("took_part", event)
            if not holders and not came:
                continue
            said = unspaced(event.span.of(self.text))
            name = tidy(said) or said
            if len(NAMED.findall(name)) < 2 or NOTHING_HELD.search(name):
                continue
            place, attended, times = self.best("held_at", event), self.best("attended", event), self.best("times", event)
            fact = Event(
                name,
                tuple(self.who(t.second) for t in holders),
                kind_of(name),
                self.date(self.best("held_on", event)),
                place_named(unspaced(place.span.of(self.text))) if place else None,
                self.count(attended),
                self.count(times),
            )
            if holders:
                self.say(fact, "activity", [event, *(t.second for t in holders)], holders[0].probability)
            for tie in came:
                self.say(Participation(self.who(tie.second), fact), "participation", [event, tie.second], tie.probability)

    def _bodies(self) -> None:
        for body, ties in self._by_first("founded_on"):
            on = next((t.second for t in ties if t.second.kind == "DATE"), None)
            self.say(Founding(self.who(body), self.date(on)), "founding", [body, on], ties[0].probability)
        for body, ties in self._by_first("part_of"):
            self.say(Affiliation(self.who(body), self.who(ties[0].second)), "affiliation", [body, ties[0].second], ties[0].probability)

    def _figures(self) -> None:
        for measure in MEASURES:
            for number, ties in self._by_first(measure):
                unit = str(self.known["NUMBER", number.span].value[1]) or None
                on = self.date(self.best("counted_on", number))
                self.say(
                    Statistic(self.who(ties[0].second), measure, self.number(number), unit, on),
                    "statistic",
                    [number, ties[0].second],
                    ties[0].probability,
                )

    def _documents(self) -> None:
        for title, ties in self._by_first("issued_by"):
            called = bare(title.span.of(self.text))
            if not called:
                continue
            self.say(
                Issuance(self.who(ties[0].second), called, done_with(self.text, title.span)),
                "document",
                [title, ties[0].second],
                ties[0].probability,
            )

    def _by_first(self, link: str) -> Iterator[tuple[Words, list[Tie]]]:
        for first in sorted(self.ties.get(link, {})):
            several = self.tied(link, first)
            if several:
                yield first, several
