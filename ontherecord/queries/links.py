"""All links inside the app are built here: a page's path, then corpus, filters and what is open."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from ontherecord.queries.filters import Filters


def params(
    *,
    corpus: str | None = None,
    version: int | None = None,
    filters: Filters | None = None,
    show: str | None = None,
    article: str | None = None,
    at: int | None = None,
) -> dict[str, list[str]]:
    """URL parameters of a view. ``show`` is a selector, ``article`` an article id, ``at`` an offset in its original text to scroll to;
    ``version`` pins a build of the corpus."""
    found = {} if corpus is None else {"corpus": [corpus]}
    if version is not None:
        found["version"] = [str(version)]
    found |= (filters or Filters()).to_params()
    for name, value in (("show", show), ("article", article), ("at", at)):
        if value is not None:
            found[name] = [str(value)]
    return found


def link(
    page: str,
    *,
    corpus: str | None = None,
    version: int | None = None,
    filters: Filters | None = None,
    show: str | None = None,
    article: str | None = None,
    at: int | None = None,
) -> str:
    """``/quotes?corpus=sample&country=FR&show=...``: relative to the app's root, every value escaped. ``page`` is "" for the first page."""
    query = urlencode(params(corpus=corpus, version=version, filters=filters, show=show, article=article, at=at), doseq=True)
    path = "/" + quote(page.strip("/"))
    return f"{path}?{query}" if query else path
