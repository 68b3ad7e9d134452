"""Mail with what is attached to it (.eml), and pages that a browser saved whole (.mht, .mhtml), which have the same form."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from ..language import say
from ..model import Report
from .html import read_html
from .text import Problem, Unreadable, blanked, decode, fault, too_long

LIMIT = 64 * 1024 * 1024
"""Bytes of a mail with all that is attached to it."""

ATTACHED = 1000
"""Parts of a mail that are looked at."""

Reader = Callable[[BinaryIO, str, str, str], Iterator[Report | Problem]]
"""What reads a file: from its bytes, its name, its source and its id."""


def _message(data: bytes) -> EmailMessage:
    if len(data) > LIMIT:
        raise Unreadable(say(f"有 {len(data):,} 字节，超过上限 {LIMIT:,}", f"has {len(data):,} bytes; {LIMIT:,} are read"))
    made = message_from_bytes(data, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def _bytes(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for count, part in enumerate(message.walk()):
        if count >= ATTACHED:
            return
        if not part.is_multipart() and isinstance(part, EmailMessage):
            yield part


def read_mht(data: bytes, source: str, report_id: str) -> Report:
    """The report in a page that was saved with its pictures in one file. Raises `Unreadable`."""
    for part in _parts(_message(data)):
        if part.get_content_type() == "text/html":
            return read_html(_page(part), source, report_id)
    raise Unreadable(say("网页归档里没有网页", "is an archive of a page without a page in it"))


def _page(part: EmailMessage) -> bytes:
    """The bytes of a page, as UTF-8 where its part says how they are coded."""
    data = _bytes(part)
    try:
        return b"\xef\xbb\xbf" + data.decode(part.get_content_charset() or "").encode()
    except (LookupError, UnicodeError, ValueError):
        return data


def read_mail(file: BinaryIO, source: str, report_id: str, suffixes: frozenset[str], reader: Reader) -> Iterator[Report | Problem]:
    """The text of a mail, and the reports that are attached to it. Raises `Unreadable`."""
    message = _message(file.read(LIMIT + 1))
    told = False
    bodies = [part for part in _parts(message) if part.get_content_disposition() != "attachment" and not part.get_filename()]
    plain = next((part for part in bodies if part.get_content_type() == "text/plain" and _bytes(part).strip()), None)
    page = next((part for part in bodies if part.get_content_type() == "text/html"), None)
    if plain is not None or page is not None:
        told = True
        try:
            yield _of_body(message, plain, page, source, report_id)
        except Unreadable as wrong:
            yield Problem(source, str(wrong))
    for number, part in enumerate(_parts(message), 1):
        name = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name
        if not name or PurePosixPath(name).suffix.lower() not in suffixes:
            continue
        told = True
        clean = "".join(ch if ch.isprintable() else "\ufffd" for ch in name)
        where = f"{source}/{clean}"
        try:
            yield from reader(
                io.BytesIO(_bytes(part)), clean, where, f"{report_id}/{number}-{clean.removesuffix(PurePosixPath(clean).suffix)}"
            )
        except (
            Exception
        ) as wrong:  # what it is no report for, or a fault of ours or of a library, met on one attachment: the others are read
            yield Problem(where, fault(wrong))
    if not told:
        raise Unreadable(say("邮件里没有文字，也没有能读的附件", "is a mail without a text, and with nothing attached that can be read"))


def _of_body(message: EmailMessage, plain: EmailMessage | None, page: EmailMessage | None, source: str, report_id: str) -> Report:
    subject = blanked(str(message.get("Subject") or "")).strip() or None
    try:
        published = parsedate_to_datetime(str(message.get("Date"))).date().isoformat()
    except (TypeError, ValueError, IndexError):
        published = None
    if plain is None:
        assert page is not None
        found = read_html(_page(page), source, report_id)
        return Report(report_id, source, found.raw, found.title or subject, found.published or published, found.editor, extracted=True)
    data = _bytes(plain)
    try:
        text = blanked(data.decode(plain.get_content_charset() or "").replace("\r\n", "\n").replace("\r", "\n"))
    except (LookupError, UnicodeError, ValueError):
        text = decode(data)
    if subject and subject not in text:
        text = f"{subject}\n{text}"
    if wrong := too_long(text):
        raise Unreadable(wrong)
    return Report(report_id, source, text, subject, published, extracted=True)
