"""E-mail: a newsletter or an article that was sent; files that hang on it are read as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from itertools import islice
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.loading import files
from ontherecord.loading.decoding import decode
from ontherecord.loading.exports import articles_of
from ontherecord.loading.readers.web import article_of
from ontherecord.loading.records import Part, Raw, tidy

Found = tuple[int | None, Problem]
MAX_PARTS = 200
MAX_HEADER = 2_000
"""Characters of a header that are read: its parser takes time and memory that grow with the square of its length."""
SHORT = 60
"""A message of fewer words beside a file that can be read is a note on it: "see the article attached"."""
# What bodies in other forms are called where they have no name.
_ENDINGS = {"application/rtf": "rtf", "text/rtf": "rtf", "application/pdf": "pdf", "message/rfc822": "eml"}
_ORIGINAL = re.compile(r"^[ \t]*(?:-{2,}\s?Original Message\s?-{2,}|_{20,}[ \t]*\r?\n[ \t]*From:)", re.MULTILINE)


class _Policy(EmailPolicy):
    """Headers are read as far as anybody writes them."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:MAX_HEADER])


def read_mail(data: bytes, path: str, given: Mapping[str, str]) -> Iterator[Raw | Part | Found]:
    """The subject is the title, the day it was sent the date; the sender is the outlet of a newsletter, else the author."""
    from ontherecord.loading.readers import ENDINGS

    try:
        message = message_from_bytes(data, policy=_Policy())
        if not isinstance(message, EmailMessage) or not ("From" in message or "Subject" in message or "Date" in message):
            raise Problem(Code.L05, path=path, format="e-mail", detail="it has no sender, subject or date")
        parts = list(islice(_leaves(message), MAX_PARTS))
        headers = {name: _header(message, name) for name in ("From", "Subject", "Date", "List-Id", "List-Unsubscribe")}
    except Problem:
        raise
    except Exception as error:  # the parser of headers stumbles over some that are broken
        raise Problem(Code.L05, path=path, format="e-mail", detail=(str(error) or type(error).__name__)[:200]) from None
    attached = [part for part in parts if _name(part)]
    text = _own(_text([part for part in parts if not _name(part)], path))
    sender = tidy(parseaddr(headers["From"] or "")[0]) or tidy(headers["From"])
    listed = bool(headers["List-Id"] or headers["List-Unsubscribe"])
    mail = Raw(
        text=text, title=tidy(headers["Subject"]), date=tidy(headers["Date"]), outlet=sender if listed else None, author=None if listed else sender
    )
    readable = [part for part in attached if files.endings(_name(part))[0] in ENDINGS]
    if found := articles_of(text, path):
        yield from found
    elif text.strip() and not (readable and len(text.split()) < SHORT):
        yield mail
    for part in readable:
        yield Part(_name(part).replace("/", "_"), _content(part), _about(mail, alone=len(readable) == 1))
    if not text.strip() and not readable:
        yield from ((None, Problem(Code.L06, path=f"{path}/{_name(part)}", ending=files.endings(_name(part))[0] or "none")) for part in attached)


def _about(mail: Raw, *, alone: bool) -> Raw:
    """What a message says of a file that hangs on it: the day, and where the file is all there is, everything. A note's sender did not write it."""
    body = alone and not mail.text.strip()
    return Raw(text="", title=mail.title if alone else None, date=mail.date, author=mail.author if body else None)


def _leaves(message: Any) -> Iterator[EmailMessage]:
    """Parts that hold something themselves. A message that is attached is one of them: it has a sender, a day and a text of its own."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.iter_parts():
        yield from _leaves(part)


def _own(text: str) -> str:
    """A message without the one that it answers, which stands below it. One that says nothing itself is kept whole: then the other was meant.

    A forwarded message is what was sent, and an answer between quoted lines cannot be told from them: both stay.
    """
    original = _ORIGINAL.search(text)
    lines = (text[: original.start()] if original else text).split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith(">")):
        lines.pop()
    if not original and len(lines) < len(text.rstrip().split("\n")):  # On 4 March 2025, Theo Quill wrote:
        for _ in range(2):  # it may be broken over two lines
            if lines and (lines[-1].rstrip().endswith("wrote:") or re.match(r"\s*On\s.{6,120}$", lines[-1])):
                lines.pop()
    own = "\n".join(lines).rstrip()
    return own if len(own.split()) >= 10 else text


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        found = message.get(name)
        return str(found) if found is not None else None
    except Exception:  # its parser stumbles over some that are broken
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
        return str(raw)[:MAX_HEADER] if raw is not None else None


def _name(part: EmailMessage) -> str:
    """The name of a file; "" for what is the message itself."""
    try:
        name = part.get_filename() or ""
    except Exception:  # a broken header
        name = ""
    ending = _ENDINGS.get(part.get_content_type())
    if ending and files.endings(name)[0] != ending:
        name = f"{name or 'body'}.{ending}"
    return name


def _content(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return b"".join(message.as_bytes() for message in inner) if isinstance(inner, list) else b""  # type: ignore[union-attr]
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(bodies: list[EmailMessage], path: str) -> str:
    """The plain body where there is one that says something, else the page."""
    plain = [_decoded(part, path) for part in bodies if part.get_content_type() == "text/plain"]
    pages = [_decoded(part, path) for part in bodies if part.get_content_type() == "text/html"]
    text = "\n\n".join(part.strip() for part in plain if part.strip())
    if pages and len(text.split()) < 20:
        with suppress(Problem):
            text = article_of("\n".join(pages), path).text
    return text


def _decoded(part: EmailMessage, path: str) -> str:
    data = _content(part)
    charset = part.get_content_charset()
    if charset and charset not in ("us-ascii", "ascii", "iso-8859-1"):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(data, path) if data.strip() else ""
    except Problem:
        return data.decode("ascii", errors="replace")
