"""E-mail: a newsletter or an article that was sent; files that hang on it are read as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from ontherecord.errors import Code, Problem
from ontherecord.loading import files
from ontherecord.loading.decoding import decode
from ontherecord.loading.exports import articles_of
from ontherecord.loading.readers.web import article_of
from ontherecord.loading.records import Part, Raw, tidy

Found = tuple[int | None, Problem]
MAX_PARTS = 200


def read_mail(data: bytes, path: str, given: Mapping[str, str]) -> Iterator[Raw | Part | Found]:
    """The subject is the title, the day it was sent the date; the sender is the outlet of a newsletter, else the author."""
    from ontherecord.loading.readers import ENDINGS

    try:
        message = message_from_bytes(data, policy=policy.default)
        if not isinstance(message, EmailMessage) or not (message.get("From") or message.get("Subject") or message.get("Date")):
            raise Problem(Code.L05, path=path, format="e-mail", detail="it has no sender, subject or date")
        parts = [part for _, part in zip(range(MAX_PARTS), message.walk(), strict=False) if not part.is_multipart()]
        headers = {name: _header(message, name) for name in ("From", "Subject", "Date", "List-Id", "List-Unsubscribe")}
    except Problem:
        raise
    except Exception as error:  # the parser of headers stumbles over some that are broken
        raise Problem(Code.L05, path=path, format="e-mail", detail=(str(error) or type(error).__name__)[:200]) from None
    attached = [part for part in parts if _name(part)]
    bodies = [part for part in parts if not _name(part)]
    text = _text(bodies, path)
    found = articles_of(text, path)
    readable = [part for part in attached if files.endings(_name(part))[0] in ENDINGS]
    if found:
        yield from found
    elif text.strip() and not (readable and len(text.split()) < 60):  # "see the article attached" is no article
        sender = tidy(parseaddr(headers["From"] or "")[0])
        listed = bool(headers["List-Id"] or headers["List-Unsubscribe"])
        date = headers["Date"]
        yield Raw(text=text, title=tidy(headers["Subject"]), date=tidy(date), outlet=sender if listed else None, author=None if listed else sender)
    for part in readable:
        if data := _content(part):
            yield Part(_name(part).replace("/", "_"), data)


def _header(message: EmailMessage, name: str) -> str | None:
    found = message.get(name)
    return str(found) if found is not None else None


def _name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # a broken header
        return ""


def _content(part: EmailMessage) -> bytes:
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
    if charset and charset not in ("us-ascii", "ascii"):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(data, path) if data.strip() else ""
    except Problem:
        return data.decode("ascii", errors="replace")
