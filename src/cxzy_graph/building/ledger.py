"""What a build keeps of its reports: how each was read, what it says, whom and what it names, and what was decided of these across reports.

A file of SQLite beside the store (``readings.db``). Its sums are carried on, not made anew: a file whose bytes are the same is not read again, and a
name, a body, a month is settled again only where a report that has it came, changed or went. The road from reports to graphs goes through it in
four steps, each of which marks for the next what it touched:

    put, drop → names and bodies touched → settle → reports whose things changed → retell → parts touched → merge → reports to be written
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from ..packing import packed, unpacked
from ..settling import namesakes
from ..settling.across import Judgements, settle
from ..views.readings import FILE
from .ledger_reader import Reader, let_go, reader_of
from .ledger_readings import Clash, Readings, id_of
from .ledger_tables import INDEXES

__all__ = ["FILE", "Clash", "Ledger", "Reader", "id_of", "let_go", "reader_of"]


class Ledger(Readings):
    """The ledger of a build, to be written. To be closed."""

    def settle(self, judged: Judgements) -> None:
        """Settles the bodies and people that were touched, and marks the reports in which that changes something."""
        self._db.executescript(INDEXES)  # which commits
        self._db.execute("BEGIN")
        self.put_value("judged", judged)
        self._settle_bodies(judged)
        self._settle_people(judged)
        self.commit()

    def _settle_bodies(self, judged: Judgements) -> None:
        self._db.execute("UPDATE bodies SET settled = identity WHERE settled IS NULL")
        for identity, joined in judged.groups.items():
            self._db.execute("UPDATE bodies SET settled = ? WHERE identity = ? AND settled = identity", (joined, identity))
        for (report, identity), _ in judged.split.items():
            number = self._one("SELECT number FROM reports WHERE id = ?", report)
            self._db.execute(
                "UPDATE bodies SET settled = ? WHERE report = ? AND identity = ?", (judged.now(report, identity), number, identity)
            )
        touched = None if self.fresh else {judged.joined(one) for one in self._touched("body")} | set(judged.called)
        if touched is None:
            counts: Iterable[tuple[str, str, int]] = self._db.execute(
                "SELECT settled, name, count(*) FROM bodies GROUP BY settled, name ORDER BY settled"
            )
        else:
            counts = (
                (one, *row) for one in sorted(touched)
                for row in self._db.execute("SELECT name, count(*) FROM bodies WHERE settled = ? GROUP BY name", (one,)).fetchall()
            )  # fmt: skip
        rows: Iterable[tuple[str, str]] = (
            (identity, judged.label(identity, {name: count for _, name, count in some}))
            for identity, some in groupby(counts, key=itemgetter(0))
        )
        if touched is not None:
            rows = list(rows)
            for identity, called in rows:
                before = self._one("SELECT label FROM labels WHERE identity = ?", identity)
                if before is not None and before != called:
                    self._touch(
                        "report", (n for (n,) in self._db.execute("SELECT report FROM bodies WHERE settled = ?", (identity,)).fetchall())
                    )
            left = touched - {identity for identity, _ in rows}
            self._db.executemany("DELETE FROM labels WHERE identity = ?", ((one,) for one in left))
        self._db.executemany("INSERT OR REPLACE INTO labels VALUES (?, ?)", rows)

    def _names(self) -> Iterator[str]:
        """The names of all people, some at a time: a million would be a tenth of a gigabyte."""
        sql = "SELECT DISTINCT name FROM people WHERE name > ? ORDER BY name LIMIT 10000"
        some = self._db.execute(sql, ("",)).fetchall()
        while some:
            yield from (name for (name,) in some)
            some = self._db.execute(sql, some[-1]).fetchall()

    def _settle_people(self, judged: Judgements) -> None:
        together = judged.together()
        if self.fresh:
            names: Iterable[str] = self._names()
        else:
            names = self._touched("name")
        done: set[str] = set()
        for name in names:
            group = together.get(name, (name,))
            if group[0] in done:
                continue
            if len(group) > 1:
                done.add(group[0])
            rows = [
                row
                for one in group
                for row in self._db.execute("SELECT rowid, report, seen, identity, label FROM people WHERE name = ?", (one,)).fetchall()
            ]
            found: list[namesakes.Seen] = [unpacked(row[2]) for row in rows]
            at = {(who.report, who.name): row for who, row in zip(found, rows, strict=True)}
            made = settle(group, found, judged)
            changes = []
            for report, called, identity, label_ in made.people:
                rowid, number, _, before, label_before = at[report, called]
                if (identity, label_) != (before, label_before):
                    changes.append((identity, label_, rowid))
                    self._touch("report", [number])
            self._db.executemany("UPDATE people SET identity = ?, label = ? WHERE rowid = ?", changes)
            if not self.fresh:
                for one in group:  # which may have been settled by itself before
                    self._db.execute("DELETE FROM candidates WHERE name = ?", (one,))
                    self._db.execute("DELETE FROM overruled WHERE name = ?", (one,))
            self._db.executemany(
                "INSERT INTO candidates VALUES (?, ?, ?, ?, ?)", ((group[0], c.score, c.one, c.other, packed(c)) for c in made.candidates)
            )
            self._db.executemany("INSERT INTO overruled VALUES (?, ?)", ((group[0], packed(one)) for one in made.overruled))

    def overruled(self) -> list[str]:
        """The decisions on people that others stand against."""
        return sorted(str(unpacked(said)) for (said,) in self._db.execute("SELECT said FROM overruled"))

    # ---------------------------------------------------------------- what is told twice

    def reports(self) -> list[tuple[int, str]]:
        """All reports, with their ids, in the order of these."""
        return self._db.execute("SELECT number, id FROM reports ORDER BY id").fetchall()

    def unsettled(self) -> list[int]:
        """The reports whose things are not known to be as they were, in the order of their ids."""
        if self.fresh:
            return [number for number, _ in self.reports()]
        sql = "SELECT number FROM reports JOIN touched ON what = number AND kind = 'report' ORDER BY id"
        return [number for (number,) in self._db.execute(sql)]

    def retell(self, number: int, told: Sequence[tuple[str, int, int | None, bytes]], stated: Iterable[tuple[str, str]]) -> None:
        """Puts in what a settled report tells that others could tell too (part, place in what is tellable, the report's year, the fact), and who
        it says belongs to whom."""
        if not self.fresh:
            before = {part for (part,) in self._db.execute("SELECT part FROM told WHERE report = ?", (number,)).fetchall()}
            self._touch("part", before | {part for part, *_ in told})
            self._db.execute("DELETE FROM told WHERE report = ?", (number,))
            self._db.execute("DELETE FROM stated WHERE report = ?", (number,))
            self._db.execute("DELETE FROM whole WHERE report = ?", (number,))
        self._db.executemany(
            "INSERT INTO told VALUES (?, ?, ?, ?, ?)", ((part, number, place, year, fact) for part, place, year, fact in told)
        )
        self._db.executemany("INSERT INTO stated VALUES (?, ?, ?)", ((number, below, above) for below, above in stated))

    def parts(self) -> list[str]:
        """The parts that were touched and that several reports tell of; what was made of others is let go."""
        if self.fresh:
            sql = "SELECT part FROM told GROUP BY part HAVING min(report) <> max(report) ORDER BY part"
            return [part for (part,) in self._db.execute(sql)]
        several = []
        for part in self._touched("part"):
            first, last = self._db.execute("SELECT min(report), max(report) FROM told WHERE part = ?", (part,)).fetchone()
            if first != last:
                several.append(part)
            else:
                self.merge(part, ())
        return several

    def merge(self, part: str, whole: Iterable[tuple[int, int, bytes]]) -> None:
        """Puts in what the facts of a part are when all reports are heard: report, place, the fact in its place."""
        now = set(whole)
        if not self.fresh:
            before = set(self._db.execute("SELECT report, place, fact FROM whole WHERE part = ?", (part,)).fetchall())
            self._touch("write", {number for number, _, _ in before ^ now})
            self._db.execute("DELETE FROM whole WHERE part = ?", (part,))
        self._db.executemany("INSERT INTO whole VALUES (?, ?, ?, ?)", ((part, *one) for one in sorted(now)))

    # ---------------------------------------------------------------- writing

    def unwritten(self) -> list[tuple[int, str]]:
        """The reports whose graphs are not known to be as they were, with their ids, in the order of these."""
        if self.fresh:
            return self.reports()
        sql = "SELECT number, id FROM reports WHERE number IN (SELECT what FROM touched WHERE kind IN ('report', 'write')) ORDER BY id"
        return self._db.execute(sql).fetchall()

    def gone(self) -> list[str]:
        """The ids of the reports that went."""
        return [report for (report,) in self._db.execute("SELECT report FROM gone ORDER BY report")]

    def corrected(self) -> list[int]:
        """The reports about which something was decided, in the order of their ids."""
        return [number for (number,) in self._db.execute("SELECT number FROM reports WHERE corrected IS NOT NULL ORDER BY id")]

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """The texts that were taken out of pages and documents (UTF-8, packed by zlib), by their reports' ids."""
        yield from self._db.execute("SELECT id, raw FROM reports WHERE raw IS NOT NULL ORDER BY id")
