"""The tables in which a ledger keeps what was read of each report."""

from __future__ import annotations

FORMAT = 1
"""Goes up when the tables or what is in them change: a ledger of another format is not carried on."""


TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE files (source TEXT PRIMARY KEY, id TEXT, digest BLOB, outcomes BLOB);
CREATE TABLE reports (number INTEGER PRIMARY KEY, id TEXT UNIQUE, file TEXT, account BLOB, corrected BLOB, raw BLOB);
CREATE INDEX reports_file ON reports (file);
CREATE TABLE readings (report TEXT PRIMARY KEY, said BLOB) WITHOUT ROWID;
CREATE TABLE details (key INTEGER PRIMARY KEY, placed INTEGER, said BLOB);
CREATE TABLE bodies (report INTEGER, identity TEXT, settled TEXT, name TEXT, detail INTEGER);
CREATE TABLE people (report INTEGER, name TEXT, seen BLOB, identity TEXT, label TEXT);
CREATE TABLE labels (identity TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID;
CREATE TABLE candidates (name TEXT, score REAL, one TEXT, other TEXT, said BLOB);
CREATE TABLE overruled (name TEXT, said BLOB);
CREATE TABLE stated (report INTEGER, below TEXT, above TEXT);
CREATE TABLE told (part TEXT, report INTEGER, place INTEGER, year INTEGER, fact BLOB);
CREATE TABLE whole (part TEXT, report INTEGER, place INTEGER, fact BLOB);
CREATE TABLE gone (report TEXT PRIMARY KEY);
CREATE TABLE touched (kind TEXT, what, PRIMARY KEY (kind, what)) WITHOUT ROWID;
"""


INDEXES = """
CREATE INDEX IF NOT EXISTS bodies_report ON bodies (report);
CREATE INDEX IF NOT EXISTS bodies_identity ON bodies (identity);
CREATE INDEX IF NOT EXISTS bodies_settled ON bodies (settled);
CREATE INDEX IF NOT EXISTS people_report ON people (report);
CREATE INDEX IF NOT EXISTS people_name ON people (name);
CREATE INDEX IF NOT EXISTS candidates_name ON candidates (name);
CREATE INDEX IF NOT EXISTS stated_report ON stated (report);
CREATE INDEX IF NOT EXISTS told_part ON told (part);
CREATE INDEX IF NOT EXISTS told_report ON told (report);
CREATE INDEX IF NOT EXISTS whole_part ON whole (part);
CREATE INDEX IF NOT EXISTS whole_report ON whole (report);
"""
