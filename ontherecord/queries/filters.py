"""One filter object: it gives the URL parameters and the English sentence; :mod:`ontherecord.queries.where` gives its SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, NamedTuple, Protocol, get_args

from ontherecord import countries
from ontherecord.errors import Code, Problem
from ontherecord.model import ASSERTED
from ontherecord.queries.days import in_words

CountryMeans = Literal["speaks_for", "mentioned"]
COUNTRY_MEANS: tuple[CountryMeans, ...] = get_args(CountryMeans)
DaysMean = Literal["published", "said"]
DAYS_MEAN: tuple[DaysMean, ...] = get_args(DaysMean)
EITHER_WAY = ("country", "speaker", "issue", "stance", "quote_type", "source_kind", "outlet")
"""Fields whose values can be let through or left out."""
SEVERAL = (*EITHER_WAY, "asserted", "status", "tag")
"""Fields that hold a tuple of values, any of which may match."""
LEFT_OUT = tuple(f"not_{name}" for name in EITHER_WAY)
"""Fields that hold a tuple of values, none of which may match; what has no value is kept."""
DATES = ("since", "until")
SAID = ASSERTED[:1]
"""What counts and is shown unless somebody asks for more: words that were said."""
CHECKED = ("confirmed", "fixed", "added")
"""Status of findings that a person vouches for."""
LINE = 0.5
"""Confidence from which on a draft is shown and compared: the chance that a careful reader agrees."""
SHOWN_RIGHT = "about 2 in 3"
"""Share of the positions above the line that were right in tests."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Labels(Protocol):
    """What knows the name of a value: a :class:`~ontherecord.queries.corpus.Corpus`."""

    def label(self, field: str, value: str) -> str: ...


class Part(NamedTuple):
    """One active filter value, for a chip that can be taken away."""

    field: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked at. Empty means all. Values of one field are alternatives; fields narrow each other.

    ``country`` holds codes, ``speaker`` entity ids (for positions: the actor), ``issue`` issue ids. ``not_country`` ... leave values out.
    ``since`` and ``until`` are days, both inclusive: of publication, or (``days_mean`` "said") of the words. While one is set, what is undated
    is left out, and words of a month or year that lies only partly inside.
    ``asserted`` is about whether the words were said at all. Empty means what was said, and so does "said" alone; the rest is shown when asked for.
    ``status`` is whether people have checked it. Empty means all but what they rejected.
    ``tag`` holds tags that people gave.
    ``unsure`` shows drafts of positions below :data:`LINE`, too. What a person has checked is shown either way.
    ``words`` must all occur, in any order, whatever their case and accents: in a quote's content, a position's evidence, an article's text.
    A single value may stand for a tuple of one, and days may be written as "2025-03-14"; what is no such day raises Problem F02.
    """

    country: tuple[str, ...] = ()
    country_means: CountryMeans = "speaks_for"
    speaker: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    quote_type: tuple[str, ...] = ()
    source_kind: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    days_mean: DaysMean = "published"
    words: str = ""
    unsure: bool = False
    asserted: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    not_country: tuple[str, ...] = ()
    not_speaker: tuple[str, ...] = ()
    not_issue: tuple[str, ...] = ()
    not_stance: tuple[str, ...] = ()
    not_quote_type: tuple[str, ...] = ()
    not_source_kind: tuple[str, ...] = ()
    not_outlet: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # One form for each meaning, so that equal filters are equal as cache keys and links.
        for name in (*SEVERAL, *LEFT_OUT):
            given = getattr(self, name)
            values = (given,) if isinstance(given, str) else given
            object.__setattr__(self, name, tuple(dict.fromkeys(v for v in map(_clean, values) if v)))
        if self.asserted == SAID:
            object.__setattr__(self, "asserted", ())
        for name in DATES:
            if isinstance(given := getattr(self, name), str):
                if (day := read_day(given)) is None:
                    raise Problem(Code.F02, value=given)
                object.__setattr__(self, name, day)
        object.__setattr__(self, "words", " ".join(_clean(self.words).split()))
        object.__setattr__(self, "unsure", self.unsure in (True, "1"))
        if self.country_means not in COUNTRY_MEANS:
            object.__setattr__(self, "country_means", "speaks_for")
        if self.days_mean not in DAYS_MEAN:
            object.__setattr__(self, "days_mean", "published")

    # --- URL -------------------------------------------------------------------------------------------------------------------

    def to_params(self) -> dict[str, list[str]]:
        """URL parameters, named as the fields; what is not set is left out."""
        found: dict[str, list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default or (field.name == "country_means" and not self.country and not self.not_country):
                continue
            if field.name == "days_mean" and not self.about_days:
                continue
            found[field.name] = list(value) if isinstance(value, tuple) else ["1" if value is True else str(value)]
        return found

    @classmethod
    def from_params(cls, params: Mapping[str, str | Iterable[str]]) -> tuple[Filters, list[Problem]]:
        """Filters from URL parameters (a string or several for each name), and a problem (F02) for each date that cannot be read.

        Parameters that are not ours are ignored. Whether values exist in a corpus is the business of :func:`check`.
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for field in fields(cls):
            given = params.get(field.name)
            found = [given] if isinstance(given, str) else list(given or ())
            found = [v for v in found if v.strip()]
            if not found:
                continue
            if field.name in SEVERAL or field.name in LEFT_OUT:
                values[field.name] = tuple(found)
            elif field.name in DATES:
                if (day := read_day(found[-1])) is None:
                    problems.append(Problem(Code.F02, value=found[-1]))
                values[field.name] = day
            else:
                values[field.name] = found[-1]
        return cls(**values), problems

    # --- for people -------------------------------------------------------------------------------------------------------------

    def active(self, labels: Labels | None = None) -> list[Part]:
        """The values that are set, each with a label; ``country_means`` goes with the country."""
        found = [Part(name, value, f"{NAMES[name]}: {_label(labels, name, value)}") for name in SEVERAL for value in getattr(self, name)]
        said = self.days_mean == "said"
        found += [
            Part(name, str(value), f"{f'Said {NAMES[name].lower()}' if said else NAMES[name]} {in_words(value)}")
            for name in DATES
            if (value := getattr(self, name))
        ]
        if self.words:
            found.append(Part("words", self.words, f"Words: {self.words}"))
        if self.unsure:
            found.append(Part("unsure", "1", "Less sure drafts, too"))
        found += [
            Part(f"not_{name}", value, f"Not {NAMES[name].lower()}: {_label(labels, name, value)}")
            for name in EITHER_WAY
            for value in self.left_out(name)
        ]
        if self.country_means == "mentioned":
            named = {"country": ("Country:", "Mentions:"), "not_country": ("Not country:", "Does not mention:")}
            found = [part._replace(label=part.label.replace(*named[part.field], 1)) if part.field in named else part for part in found]
        return found

    def left_out(self, field: str) -> tuple[str, ...]:
        """The values of ``field`` that are left out."""
        values: tuple[str, ...] = getattr(self, f"not_{field}")
        return values

    def only(self, field: str, value: str) -> Filters:
        """The same with ``value`` among those of ``field`` that are let through."""
        kept = tuple(v for v in self.left_out(field) if v != value)
        changes: dict[str, Any] = {field: (*getattr(self, field), value), f"not_{field}": kept}
        return replace(self, **changes)

    def leaving_out(self, field: str, value: str) -> Filters:
        """The same with ``value`` of ``field`` left out."""
        kept = tuple(v for v in getattr(self, field) if v != value)
        changes: dict[str, Any] = {field: kept, f"not_{field}": (*self.left_out(field), value)}
        return replace(self, **changes)

    def without(self, field: str, value: str | None = None) -> Filters:
        """The same without one value, or without the whole field."""
        if field not in {f.name for f in fields(self)}:
            return self
        if field in SEVERAL or field in LEFT_OUT:
            kept = tuple(v for v in getattr(self, field) if value is not None and v != value)
            fewer: dict[str, Any] = {field: kept}
            found = replace(self, **fewer)
            return found if found.country or found.not_country else replace(found, country_means="speaks_for")
        cleared: dict[str, Any] = {field: Filters.__dataclass_fields__[field].default}
        found = replace(self, **cleared)
        return found if found.about_days else replace(found, days_mean="published")

    def sentence(self, labels: Labels | None = None) -> str:
        """What is shown, in one English sentence. ``labels`` (a corpus) turns ids into names."""

        def either(field: str) -> str:
            name = field.removeprefix("not_")
            return _either(_SOURCES.get(v, v) if name == "source_kind" else _label(labels, name, v) for v in getattr(self, field))

        parts = []
        if self.country:
            verb = "of those who speak for" if self.country_means == "speaks_for" else "in sentences that mention"
            parts.append(f"{verb} {either('country')}")
        if self.speaker:
            parts.append(f"by {either('speaker')}")
        if self.issue:
            parts.append(f"on {either('issue')}")
        if self.stance:
            parts.append(f"with the stance {either('stance')}")
        if self.quote_type:
            parts.append(f"in {either('quote_type')} speech")
        if self.source_kind:
            parts.append(f"from {either('source_kind')}")
        if self.outlet:
            parts.append(f"in {either('outlet')}")
        if self.asserted:
            parts.append(f"with words that were {_either(_ASSERTED.get(v, v) for v in self.asserted)}")
        if self.status:
            parts.append(
                "that a person has checked" if set(self.status) == set(CHECKED) else f"that are {_either(STATUS.get(v, v) for v in self.status)}"
            )
        if self.tag:
            parts.append(f"with the tag {_either(f'“{tag}”' for tag in self.tag)}")
        if self.words:
            parts.append("with the word" + ("s " if " " in self.words else " ") + " and ".join(f"“{w}”" for w in self.words.split()))
        parts += self._without(either)
        days = [f"{word} {in_words(day)}" for word, day in (("from", self.since), ("until", self.until)) if day]
        if days and self.days_mean == "said":
            days[0] = f"said {days[0]}"
        parts += days
        unsure = ", less sure drafts included" if self.unsure else ""
        if not parts:
            return f"All quotes and positions{unsure}."
        undated = " Undated articles are left out." if days else ""
        undated = " What has no day is left out." if days and self.days_mean == "said" else undated
        return "Quotes and positions " + ", ".join(parts) + unsure + "." + undated

    def sureness(self) -> str:
        """How sure the positions are that are shown, in words."""
        if self.unsure:
            return f"Shown are all drafts, also those that the program is less than {LINE:.0%} sure of, which are not counted as for or against."
        shown = f"Shown are positions that the program is at least {LINE:.0%} sure of, and those that a person has checked."
        return f"{shown} Of positions shown here, {SHOWN_RIGHT} were right in tests."

    def _without(self, either: Callable[[str], str]) -> list[str]:
        """The parts of the sentence that say what is left out."""
        says = {
            "not_country": "but not of those who speak for" if self.country_means == "speaks_for" else "but not in sentences that mention",
            "not_speaker": "but not by",
            "not_issue": "but not on",
            "not_stance": "but not with the stance",
            "not_quote_type": "but not in",
            "not_source_kind": "but not from",
            "not_outlet": "but not in",
        }
        found = [f"{words} {either(name)}" + (" speech" if name == "not_quote_type" else "") for name, words in says.items() if getattr(self, name)]
        return found

    @property
    def about_statements(self) -> bool:
        """True when a filter is set that only a quote or a position can match."""
        named = (self.speaker, self.issue, self.stance, self.quote_type, self.source_kind, self.asserted, self.status, self.tag)
        left = (self.not_speaker, self.not_issue, self.not_stance, self.not_quote_type, self.not_source_kind)
        said = self.about_days and self.days_mean == "said"
        return any((*named, *left, said)) or bool(self.not_country and self.country_means == "speaks_for")

    @property
    def about_days(self) -> bool:
        return self.since is not None or self.until is not None


NAMES = {
    "country": "Country",
    "speaker": "Speaker",
    "issue": "Issue",
    "stance": "Stance",
    "quote_type": "Kind of quote",
    "source_kind": "Kind of source",
    "outlet": "Outlet",
    "asserted": "Said or not",
    "status": "Checked",
    "tag": "Tag",
    "since": "From",
    "until": "Until",
}
"""What a field is called, for people."""
_SOURCES = {
    "named": "named sources",
    "unnamed": "unnamed sources",
    "organisation": "organisations",
    "document": "documents",
    "none": "no identified source",
}


STATUS = {
    "machine": "not checked",
    "confirmed": "confirmed",
    "fixed": "fixed by a person",
    "added": "added by a person",
    "rejected": "rejected",
}
"""What a status is called, for people."""
_ASSERTED = {"supposed": "only supposed", "disowned": "disowned by the article"}


def read_day(text: str) -> date | None:
    """A day written as 2025-03-14, else None."""
    if not _DAY.fullmatch(text.strip()):
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _clean(value: Any) -> str:
    # Lone surrogates (from a broken link) can be neither compared nor shown.
    return str(value).encode("utf-8", "ignore").decode("utf-8").strip()


def _label(labels: Labels | None, field: str, value: str) -> str:
    if field == "status":
        return STATUS.get(value, value)
    if labels is not None:
        return labels.label(field, value)
    return countries.name(value) if field == "country" else value


def _either(values: Iterable[str]) -> str:
    *most, last = values
    return f"{', '.join(most)} or {last}" if most else last
