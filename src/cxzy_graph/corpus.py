"""All reports together: their accounts wait on disk while it is decided who is who and what is told twice, then become graphs.

Whatever number of reports there is, what is held in memory is names and identities, not what the reports say.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from .model import Span
from .rdf import graphs
from .rdf.iris import Mint
from .rdf.quads import Writer
from .rdf.writing import Triple
from .resolving.accounts import Account
from .resolving.across import Identities
from .resolving.corrections import Corrections
from .resolving.decisions import Decision
from .resolving.hierarchy import Hierarchy
from .resolving.namesakes import Candidate
from .resolving.retold import Retold


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the decisions of people: how many there are, and those that could not be followed, each in a sentence."""

    decisions: int = 0
    vanished: tuple[str, ...] = ()
    overruled: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()


class Spool:
    """Accounts on disk, read again in the order of their reports' names."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO = path.open("w+b")
        self._at: dict[str, int] = {}

    def __contains__(self, report: str) -> bool:
        return report in self._at

    def __len__(self) -> int:
        return len(self._at)

    def put(self, account: Account) -> None:
        self._at[account.report] = self._file.seek(0, 2)
        pickle.dump(account, self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def __getitem__(self, report: str) -> Account:
        self._file.seek(self._at[report])
        account: Account = pickle.load(self._file)
        return account

    def __iter__(self) -> Iterator[Account]:
        for report in sorted(self._at):
            yield self[report]

    def close(self) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)


class Corpus:
    """Takes what each report says, then gives the graphs.

    Four steps over the accounts: taken as they come; settled, things first; what several reports tell collected; written.
    """

    def __init__(self, mint: Mint, decisions: tuple[Decision, ...], folder: Path) -> None:
        self._mint = mint
        self._decisions = decisions
        self._corrections = Corrections(decisions)
        self._identities = Identities(decisions)
        self._taken = Spool(folder / "taken")
        self._settled = Spool(folder / "settled")
        self._waiting: list[str] = []
        """The reports about whose facts something was decided."""
        self._hierarchy = Hierarchy(self._identities.joined)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._taken.close()
        self._settled.close()

    def __len__(self) -> int:
        return len(self._taken)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Pairs of people who could be one, once who is who was settled."""
        return self._identities.candidates

    def take(self, account: Account, to_raw: Callable[[Span], Span] = lambda span: span) -> bool:
        """Takes a report's account in; False where there is one of its name already. `to_raw` gives the place in the file of some of
        its text."""
        if account.report in self._taken:
            return False
        self._taken.put(account)
        if self._corrections.notice(account, to_raw):
            self._waiting.append(account.report)
        else:
            self._identities.take(account)
        return True

    def corrected(self) -> Iterator[Account]:
        """Does what people decided about facts, once every report was taken; gives the accounts as they are then."""
        while self._waiting:
            account = self._corrections.of(self._taken[self._waiting.pop()])
            self._identities.take(account)
            self._taken.put(account)
            yield account

    def settled(self) -> Iterator[Account]:
        """The accounts with who is who decided and what several tell made one."""
        for _ in self.corrected():
            pass
        self._identities.settle()
        retold = Retold()
        for number, account in enumerate(self._taken):
            account = self._identities.of(account)
            self._hierarchy.take(account)
            retold.count(number, account.facts())
            self._settled.put(account)
        for number, account in enumerate(self._settled):
            retold.collect(number, account.year, account.facts())
        retold.settle()
        for account in self._settled:
            yield account.changed(retold.of)

    def graphs(self) -> Iterator[tuple[str, list[Triple]]]:
        """Each report's graph and the graphs that all share, each with its name and its triples in order."""
        curated: set[Triple] = set()
        for account in self.settled():
            writer = Writer(self._mint, account)
            yield writer.graph, sorted(writer.stated())
            curated |= writer.decided()
        shared: Iterable[tuple[str, set[Triple]]] = (
            (graphs.CURATION, curated | graphs.curation(self._mint, self._identities, self._corrections, self._decisions)),
            (graphs.DERIVED, graphs.derived(self._mint, self._hierarchy)),
            (graphs.IDENTITY, graphs.identity(self._mint, self._identities)),
        )
        for name, triples in shared:
            if triples:
                yield self._mint.base + name, sorted(triples)

    def decided(self) -> Decided:
        """What became of the decisions, once the graphs were given."""
        vanished = [*self._identities.vanished(), *self._corrections.vanished()]
        return Decided(
            len(self._decisions),
            tuple(sorted(map(str, vanished))),
            tuple(sorted(map(str, self._identities.overruled))),
            tuple(sorted(f"{one}: {why}" for one, why in self._corrections.refused)),
            tuple(sorted(map(str, self._corrections.idle))),
        )
