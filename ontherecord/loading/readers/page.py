"""What a web page says of its own article: date, authors, outlet. Not what it says of others that stand beside it.

In order of trust: JSON-LD of the article, ``<meta>`` of the page, marks on elements of the article, the lines between headline and first paragraph.
Dates of asides, comments, videos, live updates and other articles are passed over, wherever they stand; so are dates of a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ontherecord.loading import dates
from ontherecord.loading.nesting import loads
from ontherecord.loading.opening import is_prose, names, read_line
from ontherecord.loading.records import tidy, without_by


@dataclass(frozen=True, slots=True)
class Said:
    """All as written, or None."""

    title: str | None = None
    date: str | None = None
    authors: str | None = None
    outlet: str | None = None
    hint: str | None = None
    """A date in the page's address: not of the article for sure."""


def read_page(tree: Any, title: str | None, url: str | None) -> Said:
    """``title`` is what a library took for the article's: kept if the page shows it. ``url`` is the page's address."""
    titles = _titles(tree)
    linked = _linked(tree, titles, url)
    meta = _metas(tree)
    lines = list(_lines(tree, titles))
    dated = [*_strings(linked.get("datePublished") or linked.get("dateCreated")), *meta.dates, *_line_dates(lines)]
    sure = next((value for value in dated if dates.read_date(value).day), None)
    authors = _people(linked.get("author") or linked.get("creator")) or meta.authors or _line_authors(lines)
    publisher = _people(linked.get("publisher"))
    return Said(
        title=title if title and _is_among(title, titles) else next(iter(titles), None),
        date=sure or next(iter(dated), None),
        authors="; ".join(dict.fromkeys(authors)) or None,
        outlet=publisher[0] if publisher else None,
        hint=_address_date(url),
    )


def _titles(tree: Any) -> list[str]:
    """What the page shows as its title: its headlines, its name in the window."""
    shown = [_shown(head) for head in _headlines(tree)]
    named = [meta.get("content") for meta in tree.iter("meta") if (meta.get("property") or meta.get("name")) in ("og:title", "twitter:title")]
    return [title for text in [*named, *shown, *(title.text for title in tree.iter("title"))] if (title := tidy(text))]


def _headlines(tree: Any) -> list[Any]:
    return [head for head in tree.iter("h1") if not any(_is_foreign(around) and around.tag != "article" for around in head.iterancestors())]


def _is_among(title: str, titles: list[str]) -> bool:
    """The same words, or the beginning of them: a site puts its name behind."""
    bare = [re.sub(r"\W+", " ", text).strip().casefold() for text in titles]
    wanted = re.sub(r"\W+", " ", title).strip().casefold()
    return bool(wanted) and any(one and (one.startswith(wanted) or wanted.startswith(one)) for one in bare)


# JSON-LD ----------------------------------------------------------------------------------------------------------------------------------

_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
# Where the article of the page itself may be; what hangs on other properties is another work, or a part of one.
_WAYS = ("@graph", "mainEntity", "mainEntityOfPage")


def _linked(tree: Any, titles: list[str], url: str | None) -> dict[str, Any]:
    """The node of the page's article with the nodes that it names put in; {} where there is none, or several and nothing tells them apart."""
    found: list[dict[str, Any]] = []
    named: dict[str, dict[str, Any]] = {}
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for node in _nodes(_json(script.text or "")):
                if isinstance(node.get("@id"), str) and len(node) > 1:
                    named.setdefault(node["@id"], node)
                if any(_ARTICLE.search(kind) for kind in _strings(node.get("@type"))):
                    found.append(node)
    judged = [(node, _is_of(node, titles, url)) for node in found]
    own = [node for node, of in judged if of] or [node for node, of in judged if of is None and len(found) == 1]
    if not own:
        return {}
    return {key: _put_in(value, named) for key, value in own[0].items()}


def _json(text: str) -> Any:
    text = re.sub(r"^\s*(?:<!\[CDATA\[|<!--|//<!\[CDATA\[)|(?://)?(?:\]\]>|-->)\s*$", "", text.strip())
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):  # a comma too much is common
        try:
            return loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(found: Any, depth: int = 6) -> Iterator[dict[str, Any]]:
    if isinstance(found, list) and depth:
        for item in found:
            yield from _nodes(item, depth - 1)
    elif isinstance(found, dict) and depth:
        yield found
        for way in _WAYS:
            yield from _nodes(found.get(way), depth - 1)


def _is_of(node: dict[str, Any], titles: list[str], url: str | None) -> bool | None:
    """Whether a node has the page's headline or its address; None where nothing tells that it is another's."""
    if any(_is_among(headline, titles) for headline in _strings(node.get("headline") or node.get("name"))):
        return True
    here = node.get("mainEntityOfPage")
    addresses = [*_strings(node.get("url")), *_strings(here.get("@id") if isinstance(here, dict) else here)]
    if url and addresses:
        return any(_path(address) == _path(url) for address in addresses)
    return None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.strip("/").lower()
    except ValueError:
        return ""


def _put_in(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_put_in(item, named) for item in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _strings(found: Any) -> list[str]:
    return [text for item in (found if isinstance(found, list) else [found]) if isinstance(item, str) and (text := item.strip())]


def _people(found: Any, depth: int = 4) -> list[str]:
    """Names of persons or organisations, in whatever JSON-LD wraps them."""
    if isinstance(found, list):
        return [name for item in found for name in _people(item, depth - 1)] if depth else []
    if isinstance(found, dict):
        return _people(found.get("name"), depth - 1) if depth else []
    name = without_by(tidy(found)) if isinstance(found, str) and "://" not in found else None
    return [name] if name else []


# <meta> -----------------------------------------------------------------------------------------------------------------------------------

# Best first. Compared in small letters, with all that is no letter left out: DC.date.issued is dcdateissued.
_DATE_NAMES = """
articlepublishedtime ogarticlepublishedtime articlepublished datepublished rnewsdatepublished originalpublicationdate articledateoriginal publishdate
publisheddate publicationdate publishedtime publishedat pubdate dateposted dcdateissued dctermsissued dcissued dctermsdate dcdate dcdatecreated
dctermscreated sailthrudate parselypubdate cxenseparserecspublishtime citationpublicationdate citationonlinedate citationdate articledate datecreated
displaydate releasedate storydate pdate date
"""
_AUTHOR_NAMES = "author articleauthor byl byline dccreator dctermscreator parselyauthor sailthruauthor citationauthor authors"
_META_DATES, _META_AUTHORS = _DATE_NAMES.split(), _AUTHOR_NAMES.split()


@dataclass(frozen=True, slots=True)
class _Metas:
    dates: list[str]
    authors: list[str]


def _metas(tree: Any) -> _Metas:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = tidy(meta.get("content"))
        if content and not _is_foreign_inside(meta):
            found.setdefault(re.sub(r"[\W_]+", "", name).lower(), []).append(content)
    people = next((found[name] for name in _META_AUTHORS if found.get(name) and "://" not in found[name][0]), [])
    return _Metas([value for name in _META_DATES for value in found.get(name, [])], [name for name in map(without_by, people) if name])


# Elements ---------------------------------------------------------------------------------------------------------------------------------

_TAGS = "aside nav footer form blockquote figure figcaption article iframe video audio script style noscript template select"
_OTHER_TAGS = frozenset(_TAGS.split())
_OTHER_WORDS = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|comments?|commentlist|respond|sidebar|aside|widgets?|promos?|promoted|teasers?|more|most|also|trending|popular|"
    r"latest|newsletter|footer|nav|menu|videos?|gallery|captions?|embed\w*|tweet|carousel|sponsored|outbrain|taboola|live(?:blog)?|updates|"
    r"entries|timeline|footnotes?|correction|copyright)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OTHER_PROPERTIES = re.compile(r"(?:comment|video|liveBlogUpdate|hasPart|isPartOf|mentions|citation|associatedMedia|image|relatedLink)$")
_PEOPLE_TYPES = re.compile(r"(?:Person|Organization)$")
_ENDS = "p div section header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr td th address main center pre hr br article"
_BLOCKS = frozenset(_ENDS.split())
_CHANGED = re.compile(r"updat|modif|revis|correct", re.IGNORECASE)
_WRITTEN_BY = re.compile(r"(?:^|[\s_-])(?:byline\w*|authors?|author-?name|writer|contributor)(?:$|[\s_-])", re.IGNORECASE)


def _is_foreign(element: Any) -> bool:
    """Whether what stands in an element belongs to something else than the article around it."""
    if element.tag in _OTHER_TAGS or element.get("hidden") is not None:
        return True
    properties = element.get("itemprop") or ""
    if any(map(_OTHER_PROPERTIES.match, properties.split())):
        return True
    if element.get("itemscope") is not None and not _PEOPLE_TYPES.search(element.get("itemtype") or "Person"):
        return True
    return bool(_OTHER_WORDS.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _is_foreign_inside(meta: Any) -> bool:
    """A ``<meta>`` of the body belongs to the item that it stands in: the page's article, or another one."""
    if any(ancestor.tag == "head" for ancestor in meta.iterancestors()):
        return False
    if (around := next((a for a in meta.iterancestors() if a.get("itemscope") is not None), None)) is None:
        return any(_is_foreign(a) and a.tag != "article" for a in meta.iterancestors())
    return not _ARTICLE.search(around.get("itemtype") or "") or next(around.iter("h1"), None) is None


@dataclass(slots=True)
class _Block:
    """A line of the page as a reader sees it, its dates written out; ``dated`` and ``by``: marked as a date or as authors."""

    text: str = ""
    dated: bool = False
    by: bool = False


def _lines(tree: Any, titles: list[str]) -> Iterator[_Block]:
    """Lines of the article: all from the headline to the first paragraph, and those that are marked as its date further on."""
    scope, headline = _scope(tree, titles)
    above, begun = True, scope.tag == "article" or not headline  # above the headline, a page that is no article by its mark shows today's date
    for block in _blocks(scope):
        begun = begun or block.text == headline
        above = above and not is_prose(block.text)
        if block.text and ((begun and above) or block.dated):
            yield block


def _scope(tree: Any, titles: list[str]) -> tuple[Any, str]:
    """The element that holds the headline and the article's text, and the headline; "" without one."""
    heads = _headlines(tree)
    named = [title for title in titles if len(title.split()) > 2]
    head = next((head for head in heads if _is_among(_shown(head), named)), next(iter(heads), None))
    if head is None:
        found = next((found for name in ("article", "main", "body") if (found := list(tree.iter(name)))), [tree])
        return found[0], ""
    around = next((a for a in head.iterancestors() if a.tag == "body" or any(is_prose(_shown(p)) for p in a.iter("p", "div"))), tree)
    return around, _shown(head)


def _shown(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _blocks(scope: Any) -> Iterator[_Block]:
    """Pieces of text between the edges of block elements, foreign ones left out."""
    block = _Block()
    skipped: Any = None
    for event, element in _walk(scope):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                block.text += element.tail or ""
            continue
        if not isinstance(element.tag, str):
            if event == "start" and element is not scope:
                block.text += element.tail or ""
            continue
        if event == "start" and element is not scope and _is_foreign(element):
            skipped = element
            continue
        if element.tag in _BLOCKS:
            yield _tidied(block)
            block = _Block()
        if event == "start":
            _mark(element, block)
            block.text += _written(element)
        elif element is not scope:
            block.text += element.tail or ""
    yield _tidied(block)


def _walk(scope: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(scope, events=("start", "end", "comment", "pi"))


def _tidied(block: _Block) -> _Block:
    block.text = " ".join(block.text.split())
    return block


def _mark(element: Any, block: _Block) -> None:
    words = f"{element.get('class') or ''} {element.get('rel') or ''}"
    named = (element.get("itemprop") or "").split()
    block.by = block.by or bool(_WRITTEN_BY.search(words)) or "author" in named
    block.dated = block.dated or element.get("pubdate") is not None or "datePublished" in named


def _written(element: Any) -> str:
    """What stands at an element's start: of one that gives a date in an attribute, that date, with what it is a date of."""
    named = (element.get("itemprop") or "").split()
    given = element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else None)
    text = element.text or ""
    if element.tag == "meta" or not given or not (day := dates.read_date(given).day):
        return text
    whole = _shown(element)
    changed = "dateModified" in named or _CHANGED.search(f"{element.get('class') or ''} {whole}")
    said = "updated" if changed else "published" if "datePublished" in named or element.get("pubdate") is not None else ""
    for inner in element.iter():  # its own words say the same again
        inner.text = None
        if inner is not element:
            inner.tail = None
    return f" | {said} {day.isoformat()} "


def _line_dates(lines: list[_Block]) -> list[str]:
    found = [(read, block) for block in lines if (read := read_line(block.text, strict=False)) and read.day]
    found.sort(key=lambda pair: not (pair[0].labelled or pair[1].dated))  # stable: else as they stand
    return [read.day.isoformat() for read, _ in found if read.day]


def _line_authors(lines: list[_Block]) -> list[str]:
    """Of the first line that is a byline, by its mark or by its words."""
    for block in lines:
        read = read_line(block.text, strict=False)
        if read and read.author:
            return read.author.split("; ")
        if block.by and (found := names(block.text)):
            return found
    return []


def _address_date(url: str | None) -> str | None:
    """The day in an address: /2024/03/05/harbour, /2024/mar/05/harbour."""
    found = re.search(r"/((?:19|20)\d\d)/(\d\d?|[a-z]{3})/(\d\d?)(?:/|$)", (url or "").lower())
    if found:
        return "-".join(found.groups()) if found[2].isdigit() else f"{found[3]} {found[2]} {found[1]}"
    day = dates.date_in_name(_path(url or ""))
    return day.isoformat() if day else None
