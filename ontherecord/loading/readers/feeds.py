"""XML of news agencies and sites: NITF, NewsML-G2, RSS and Atom. Entities that a file defines are never followed, nothing is fetched.

Names are compared without their namespaces, which publishers write in many ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.loading.readers.web import MAX_TAGS, element_text, html_text
from ontherecord.loading.records import Raw, tidy

Found = tuple[int | None, Problem]
# Half a character as a reference, which no document may hold.
_HALF = re.compile(rb"&#(?:[xX]0{0,4}[dD][89a-fA-F][0-9a-fA-F]{2}|0{0,4}5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_xml(data: bytes, path: str, given: Mapping[str, str]) -> Iterator[Raw | Found]:
    """Articles by the root element. A file that breaks off is read as far as it goes, and that is told."""
    from lxml import etree

    if b"<!ENTITY" in data[:1_000_000].replace(b"\x00", b""):  # UTF-16 has zeros between
        raise Problem(Code.L16, path=path, detail="it defines entities of its own, which could make it grow without end")
    data = _HALF.sub(b"&#xFFFD;", data)
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    note: tuple[Problem, ...] = ()
    try:
        root = etree.fromstring(data, etree.XMLParser(**options))
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        problem = Problem(Code.L05, path=path, format="XML", detail=f"line {line}: {_short(error)}" if line else _short(error))
        try:
            root = etree.fromstring(data, etree.XMLParser(recover=True, **options))
        except (etree.XMLSyntaxError, ValueError):
            raise problem from None
        if root is None:
            raise problem from None
        note = (problem,)
    kind = _local(root).lower()
    reader = _KINDS.get(kind)
    if reader is None:
        raise Problem(Code.L05, path=path, format="XML", detail=f"its first element is <{kind[:40]}>; known are NITF, NewsML-G2, RSS and Atom")
    yield from ((None, problem) for problem in note)
    yield from reader(root, path)


def _short(error: Exception) -> str:
    return re.sub(r"(?:(?<!\s)\s++)?\(<string>.*$", "", (getattr(error, "msg", None) or str(error)).split("\n")[0])[:200]


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(element: Any, name: str) -> Iterator[Any]:
    """Descendants of this local name, in order."""
    return (found for found in element.iter() if _local(found) == name)


def _first(element: Any, *names: str) -> Any | None:
    """The first descendant of the first of ``names`` that there is."""
    for name in names:
        if (found := next(_all(element, name), None)) is not None:
            return found
    return None


def _child(element: Any, *names: str) -> Any | None:
    for name in names:
        for found in element:
            if _local(found) == name:
                return found
    return None


def _line(element: Any | None) -> str | None:
    return tidy(" ".join("".join(element.itertext()).split())) if element is not None else None


def _attribute(element: Any | None, name: str) -> str | None:
    return tidy(element.get(name)) if element is not None else None


def _nitf(root: Any, path: str) -> Iterator[Raw | Found]:
    head, issued = _first(root, "docdata"), _first(root, "date.issue", "story.date", "date.release")
    headline = _first(root, "hl1") if _first(root, "hl1") is not None else _first(root, "title")
    content = _first(root, "body.content")
    if content is None:
        yield None, Problem(Code.L18, path=path, columns="")
        return
    publication = _first(root, "pubdata")
    outlet = _attribute(publication, "name") or _line(_first(root, "distributor")) or _attribute(_first(root, "doc.copyright"), "holder")
    author = _line(_first(root, "byline"))
    yield Raw(
        text=element_text(content),
        id=_attribute(_first(head, "doc-id"), "id-string") if head is not None else None,
        title=_line(headline),
        date=_attribute(issued, "norm") or _line(issued) or _attribute(publication, "date.publication"),
        outlet=outlet,
        author=re.sub(r"^by\s+", "", author, flags=re.IGNORECASE) if author else None,
        url=_attribute(publication, "ex-ref"),
        language=tidy(root.get(_XML_LANG)),
    )


def _newsml(root: Any, path: str) -> Iterator[Raw | Found]:
    """Each news item of a message; of other items (packages, concepts) nothing is read."""
    items = [root] if _local(root) == "newsItem" else list(_all(root, "newsItem"))
    for row, item in enumerate(items, start=1):
        number = row if len(items) > 1 else None
        meta, content = _first(item, "contentMeta"), _first(item, "contentSet")
        text = _inline(content) if content is not None else ""
        if not text.strip():
            yield number, Problem(Code.L18, path=f"{path}#{row}" if number else path, columns="")
            continue
        source = meta if meta is not None else item
        language = _attribute(_first(source, "language"), "tag") or tidy(item.get(_XML_LANG))
        provider = _first(item, "provider")
        yield Raw(
            text=text,
            row=number,
            id=tidy(item.get("guid")),
            title=_line(_first(source, "headline")) or _line(_first(item, "title")),
            date=_line(_first(item, "contentCreated", "firstCreated", "versionCreated")),
            outlet=(_line(_first(provider, "name")) or _attribute(provider, "literal") if provider is not None else None)
            or _line(_first(source, "creditline")),
            author=re.sub(r"^by\s+", "", _line(_first(source, "by")) or "", flags=re.IGNORECASE) or None,
            language=language,
        )


def _inline(content: Any) -> str:
    for found in content.iter():
        name = _local(found)
        if name == "inlineXML":
            body = _first(found, "body.content", "body")
            return element_text(body if body is not None else found)
        if name == "inlineData":
            data = "".join(found.itertext())
            return html_text(data) if "html" in (found.get("contenttype") or "") else data.strip()
    return ""


def _rss(root: Any, path: str) -> Iterator[Raw | Found]:
    channel = _first(root, "channel")
    outlet = _line(_child(channel, "title")) if channel is not None else None
    language = _line(_child(channel, "language")) if channel is not None else None
    for row, item in enumerate(_all(root, "item"), start=1):
        text = _markup(_child(item, "encoded")) or _markup(_child(item, "description"))
        if not text:
            yield row, Problem(Code.L18, path=f"{path}#{row}", columns="")
            continue
        guid = _line(_child(item, "guid"))
        yield Raw(
            text=text,
            row=row,
            id=guid if guid and not guid.startswith(("http:", "https:")) else None,
            title=_line(_child(item, "title")),
            date=_line(_child(item, "pubDate", "date", "published", "updated")),
            outlet=_line(_child(item, "source")) or outlet,
            author=_person(_line(_child(item, "creator")) or _line(_child(item, "author"))),
            url=_line(_child(item, "link")) or (guid if guid and guid.startswith("http") else None),
            language=language,
        )


def _person(text: str | None) -> str | None:
    """RSS wants "mail@gull.example (Ada Writer)"."""
    found = re.match(r"[^\s@]++@\S++\s++\((.+)\)$", text or "")
    return found[1] if found else text


def _atom(root: Any, path: str) -> Iterator[Raw | Found]:
    outlet = _line(_child(root, "title")) if _local(root) == "feed" else None
    entries = [root] if _local(root) == "entry" else list(_all(root, "entry"))
    for row, entry in enumerate(entries, start=1):
        text = next((text for name in ("content", "summary") if (text := _atom_text(_child(entry, name)))), "")
        if not text:
            yield row, Problem(Code.L18, path=f"{path}#{row}", columns="")
            continue
        links = [link for link in entry if _local(link) == "link"]
        link = next((link.get("href") for link in links if link.get("rel", "alternate") == "alternate"), None)
        author = _child(entry, "author")
        source = _child(entry, "source")
        yield Raw(
            text=text,
            row=row,
            title=_atom_text(_child(entry, "title")) or None,
            date=_line(_child(entry, "published", "issued", "updated")),
            outlet=(_line(_child(source, "title")) if source is not None else None) or outlet,
            author=_line(_child(author, "name")) if author is not None else None,
            url=tidy(link),
            language=tidy(entry.get(_XML_LANG) or root.get(_XML_LANG)),
        )


def _atom_text(element: Any | None) -> str:
    if element is None:
        return ""
    if element.get("type") == "xhtml":
        return element_text(element)
    return _markup(element)


def _markup(element: Any | None) -> str:
    """Text that may hold HTML, escaped or as CDATA."""
    if element is None:
        return ""
    text = "".join(element.itertext()).strip()
    if re.search(r"<[a-zA-Z/!][^<>]*>|&[a-zA-Z#]", text):
        return html_text(text) if text.count("<") <= MAX_TAGS else ""
    return text


_KINDS: dict[str, Callable[[Any, str], Iterator[Raw | Found]]] = {
    "nitf": _nitf,
    "newsitem": _newsml,
    "newsmessage": _newsml,
    "rss": _rss,
    "rdf": _rss,
    "feed": _atom,
    "entry": _atom,
}
