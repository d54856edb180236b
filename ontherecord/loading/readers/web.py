"""Web pages: the article without what stands around it, and what the page says of it. Nothing is fetched and no script is run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.loading.decoding import decode
from ontherecord.loading.exports import articles_of
from ontherecord.loading.exports.labels import label
from ontherecord.loading.readers.page import Said, read_page
from ontherecord.loading.records import Raw, tidy, value

Found = tuple[int | None, Problem]
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s*+=\s*+[\"']?\s*+([A-Za-z0-9_\-:]{2,30})", re.IGNORECASE)
_WESTERN = re.compile(r"(?:iso[-_]?8859[-_]?1|latin[-_]?1|us-ascii|ascii|windows-1252|cp1252|utf-?8)$", re.IGNORECASE)
_DATABASE = re.compile(rf"ProQuest|Factiva|Nexis|(?i:{label('end')})|\d {label('of')} \d{{1,9}} DO[CK]|(?i:{label('document')}) [A-Z]{{2,10}}0000")
_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\slang\s*+=\s*+[\"']?([A-Za-z]{2,3})", re.IGNORECASE)
_INLINE = re.compile(r"<(/?(?:a|b|big|code|em|font|i|s|small|span|strong|strike|tt|u))\b", re.IGNORECASE)
# A page that holds more elements than this is not read: an article has some thousand.
MAX_TAGS = 50_000
_SILENT = frozenset({"script", "style", "template", "svg", "head", "noscript", "object", "iframe"})
_BLOCKS = """
address article aside blockquote block body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hl1 hl2
hr html li main nav nitf ol p pre section summary table tbody tfoot thead tr ul
"""
_BLOCK = frozenset(_BLOCKS.split())


def read_html(data: bytes, path: str, given: Mapping[str, str]) -> Iterator[Raw | Found]:
    """One article, or the articles of a database's export. Main text and metadata by trafilatura (Barbaresi 2021)."""
    page = decode_html(data, path)
    if page.count("<") > MAX_TAGS:
        raise Problem(Code.L16, path=path, detail=f"it holds more than {MAX_TAGS:,} tags")
    if _DATABASE.search(page) and (found := articles_of(html_text(page), path)):
        yield from found
        return
    yield article_of(page, path)


_LONG_TAG = re.compile(r"<([A-Za-z][\w:-]{0,40})[^<>]{10000,}")
MAX_ATTRIBUTES = 1_000


def bounded(page: str) -> str:
    """A page whose tags have not more attributes than anybody writes: what parses them compares each with each."""
    return _LONG_TAG.sub(lambda tag: tag.group() if len(tag.group().split(None, MAX_ATTRIBUTES)) <= MAX_ATTRIBUTES else f"<{tag[1]}", page)


def article_of(page: str, path: str) -> Raw:
    """The main text, its paragraphs parted by blank lines. Raises Problem L07 where the page holds no text."""
    page = bounded(page)
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    found: Any = None
    said = Said()
    try:
        if _is_tangled(page):
            raise ValueError
        tree = load_html(page)
        _without_struck(tree)
        # Times are words of their sentence to a reader, and left out by trafilatura.
        found = bare_extraction(
            _as_spans(tree),
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # The date it finds is not used; the search can be made short, not left out.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        said = read_page(tree, value(found.title) if found else None, value(found.url) if found else None)
    except MemoryError:
        raise
    except Exception:  # a library that was made for pages that are there, on one that is broken
        pass
    text = "\n\n".join(line for line in (found.text or "").split("\n") if line.strip()) if found else ""
    if len(text.split()) < 25 and len(whole := html_text(page)) > len(text):
        text = whole  # a page so short or so odd that nothing was sure to be the article
    if not text.strip():
        raise Problem(Code.L07, path=path)
    language = _LANGUAGE.search(page[:5000])
    return Raw(
        text=text,
        title=said.title or _title(page),
        date=said.date,
        hint=said.hint,
        outlet=(value(found.sitename) or said.outlet or value(found.hostname)) if found else None,
        author=said.authors,
        url=value(found.url) if found else None,
        language=language[1] if language else None,
    )


def _without_struck(tree: Any) -> None:
    """What a page has struck out is no longer what it says."""
    for element in list(tree.iter("del", "s", "strike")):
        element.drop_tag() if element.getparent() is None else _drop(element)


def _drop(element: Any) -> None:
    element.text = None
    for child in list(element):
        element.remove(child)


def _as_spans(tree: Any) -> Any:
    """A copy of the tree in which times are spans."""
    copied = deepcopy(tree)
    for element in copied.iter("time"):
        element.tag = "span"
    return copied


def _is_tangled(page: str) -> bool:
    """Hundreds of elements that are opened and never closed: what is read of such a page is nested in itself, and time grows with its square."""
    opened = Counter(found.lower() for found in _INLINE.findall(page))
    return any(opened[name] - opened[f"/{name}"] > 500 for name in opened)


def _title(page: str) -> str | None:
    found = re.search(r"<title[^>]{0,200}>([^<]{1,500})</title", page[:100_000], re.IGNORECASE)
    return tidy(found[1]) if found else None


def decode_html(data: bytes, path: str) -> str:
    """UTF-8 where it is, else what the page says of itself, else what it looks like."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    named = _CHARSET.search(data[:4000])
    # Latin-1 is what pages say that are in Windows-1252, or in whatever their writer had: their letters tell.
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and not _WESTERN.match(name := named[1].decode("ascii")):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data, path)


def html_text(markup: str) -> str:
    """All visible text of a page or a piece of one: blocks as paragraphs, ``<br>`` as a line's end, cells parted by tabs."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(
            re.sub(r"\A\s*+<\?xml[^>]*+>", "", bounded(markup.replace("\x00", ""))), parser=html.HTMLParser(no_network=True, huge_tree=False)
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    return element_text(root)


def element_text(root: Any) -> str:
    """As :func:`html_text`, of a parsed element of HTML, XHTML or NITF."""
    from lxml import etree

    parts: list[str] = []
    silent = 0

    def put(text: str | None) -> None:
        if text and not silent:
            parts.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            put(element.tail)
            continue
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start":
            silent += name in _SILENT
            if name == "br":
                parts.append("\n")
            elif name in _BLOCK:
                parts.append("\n\n")
            elif name in ("td", "th"):
                parts.append("\t")
            put(element.text)
        else:
            silent -= name in _SILENT
            if name in _BLOCK:
                parts.append("\n\n")
            if element is not root:
                put(element.tail)
    lines = (line.strip(" \t") for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" {2,}", " ", "\n".join(lines))).strip()
