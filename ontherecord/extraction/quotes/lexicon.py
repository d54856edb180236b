"""Words and patterns of attribution, apart from the logic that uses them.

The lexicon is our own. A weight in (0, 1] says how surely the word reports speech or writing when a clause depends on it; it becomes
part of a quote's confidence. Classes say which shape the content has.
"""

from __future__ import annotations

import re

from ontherecord.extraction.nouns import words


def _weigh(**groups: str) -> dict[str, float]:
    scale = {"sure": 1.0, "likely": 0.85, "open": 0.65, "faint": 0.45}
    return {word: scale[name] for name, listed in groups.items() for word in listed.split()}


VERBS: dict[str, float] = _weigh(
    sure="""say tell add tweet retweet write announce claim argue insist assert declare state reiterate vow pledge reply quip allege contend
        remark stress emphasize emphasise proclaim caution warn testify opine retort brag boast joke quote complain blog interject exclaim
        insinuate intone lament clarify profess respond explain note deny tout underline""",
    likely="""report promise acknowledge admit concede confess suggest hint imply confirm predict reveal disclose recall observe repeat
        comment counter counsel warn maintain threaten reason affirm reaffirm swear point mention speculate estimate project conclude recount
        assure remind inform notify advise explain reassure accuse charge shout yell whisper scream chant sing chime muse marvel scoff
        grumble fume thunder gush jest rant plead beg implore urge demand ask recommend propose post email text wonder question volunteer narrate
        elaborate echo intimate signal indicate attest certify posit theorize describe characterize characterise label dub brand deem call
        denounce decry blast slam dismiss deride ridicule mock praise hail condemn criticize criticise protest object apologize apologise
        advocate invite request petition press encourage exhort command lecture stipulate postulate foretell""",
    open="continue agree read show find determine detail specify highlight cite put speak talk list rule stipulate relate "
    "offer refuse decline volunteer require instruct direct order go begin conclude conjecture guess attribute",
    faint="express voice raise issue refer defend describe reject welcome pronounce portray credit blame define liken compare attack challenge",
)
"""Lemma -> how surely it reports."""

ONLY_WITH_MARKS = words(
    "express voice raise issue refer defend reject welcome portray credit blame define liken compare attack challenge denounce decry blast "
    "slam dismiss deride ridicule mock praise hail condemn criticize criticise dub brand label deem describe characterize characterise cite "
    "speak talk post go begin put list hail thank order direct instruct offer refuse decline require sing"
)
"""Verbs whose content counts only where it holds quoted words, or in a shape named below."""

INFINITIVE = words("threaten vow pledge promise swear claim profess propose demand ask offer warn")
"""Subject's own infinitive is content: vowed to fight."""

OBJECT_INFINITIVE = words(
    "urge ask tell beg implore encourage exhort press advise counsel invite warn request petition command plead remind call recommend"
)
"""Object and infinitive are content: urged the council to act."""

GERUND = words("deny suggest recommend propose mention advocate admit report recall acknowledge describe")
"""An -ing complement is content: denied taking money."""

NAMING = words(
    "call describe label dub brand deem denounce characterize characterise decry dismiss deride condemn hail praise refer blast slam "
    "criticize criticise portray ridicule mock tout term style declare pronounce liken compare define attack"
)
"""Object and a quoted name for it: called the plan "a gift"."""

INTENDING = words("expect plan intend want hope need try seek wish prepare likely able set unwilling")
"""Above a cue: the speech has not happened."""

REACTIONS = words("agree disagree object protest dissent demur concur complain approve")
"""What one does about another's words: behind a full stop, in a sentence of its own, it brings none."""

NOUNS: dict[str, float] = _weigh(
    sure="claim assertion allegation accusation statement declaration denial warning announcement "
    "insistence contention remark comment argument suggestion",
    likely="pledge promise vow threat demand admission complaint prediction charge acknowledgement acknowledgment confirmation reminder call "
    "assurance plea appeal request confession conclusion finding revelation testimony message tweet post observation objection",
    open="report theory narrative line view position ultimatum advice assessment proposal case question rumour rumor speculation word",
)
"""Nouns that carry content: Brandt's claim that ..."""

MAKING = words("make issue repeat renew release reject have offer voice reiterate stick push continue get")
"""Light verbs whose subject is the source of the noun cue that is their object."""

INFINITIVE_NOUNS = words("pledge promise vow threat demand offer call appeal plea request")
RULE_PRECISION = {
    "marks, cue after": 0.99,
    "marks, cue before": 0.94,
    "block": 0.96,
    "accused of": 0.96,
    "clause before": 0.91,
    "uncued": 0.91,
    "clause": 0.90,
    "noun": 0.86,
    "according": 0.85,
    "parenthetic": 0.80,
    "called on": 0.75,
    "fragment": 0.75,
}
"""Share of a rule's quotes that matched annotated news by half or more (Jaccard of letters), on 218 articles that the rules were also
developed on, so a little kind. "made clear" was too rare to measure."""
UNMEASURED_PRECISION = 0.75
"""A cautious guess for a rule without a measured share."""

MODALS = words("would could might may should can must 'd")
CONDITIONS = words("if unless whether should")
NOBODY = words("you one let who what i we")
"""Subjects that report nothing: "one might say", "I think"."""
ASKING = words("ask wonder question")
CALLING_ON = frozenset({("call", "on"), ("call", "for"), ("call", "upon"), ("appeal", "to"), ("plead", "with")})
"""Verb and preposition before whoever is to do something."""

SPEECH_PAST = (
    "said|says|told|added|adds|wrote|writes|tweeted|asked|replied|explained|continued|warned|noted|argued|insisted|declared|stated|announced"
)
CUT_BEFORE_CUE = re.compile(
    rf"[,?!—–-]\s*+(?:(?:[A-Z][\w.’'-]{{1,40}}+\s++){{1,4}}|(?:he|she|they|it|I|we)\s++|the\s++(?:\w{{1,40}}+\s++){{1,3}})(?:(?:also|later|then)\s++)?(?:{SPEECH_PAST})\b"
    rf"|,\s*+(?:{SPEECH_PAST})\s++(?:[A-Z]|the\s|a\s|an\s)"
)
"""Where a quotation without a closing mark ends: the comma before a cue clause."""

ABBREVIATIONS = words(
    "mr mrs ms dr prof sen rep gov gen col lt capt sgt maj adm cmdr hon rev st jr sr vs etc inc ltd corp co no u.s u.k u.n e.u d.c jan feb mar apr "
    "jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun a.m p.m ph.d e.g i.e al ave blvd dept est fig messrs mme cf ret"
)
ELISIONS = words("em tis twas til till cause cuz bout n nuff round fore ere gainst neath")

TWEET_SIGNATURE = re.compile(
    r"(?:(?<!\s)\s++)?(?:(?:pic\.twitter\.com/\w++|https?://t\.co/\w++)\s*+)?[—–-]{1,2}\s*+(?P<name>[^()\n]{2,60}?)\s*\((?:@\w{2,20})\)[^\n]{0,40}$"
)
"""An embedded tweet's last line: ``— Ada Brandt (@adabrandt) May 3, 2024``."""
OUTLET = re.compile(
    r"\b(?:News|Times|Post|Journal|Guardian|Reuters|Associated Press|AP|AFP|Agence "
    r"France-Presse|CNN|BBC|NPR|ABC|CBS|NBC|MSNBC|PBS|Fox|Bloomberg|Politico"
    r"|POLITICO|Axios|Vox|Haaretz|TASS|Tass|Interfax|Xinhua|Yonhap|Kyodo|dpa|Telegraph|Herald|Tribune"
    r"|Gazette|Mail|Spiegel|Monde|Globe|Hill|Examiner|Mediaite"
    r"|Beast|Breitbart|BuzzFeed|HuffPost|Independent|Observer|Economist|Atlantic|Magazine|[Nn]ewspaper"
    r"|paper|[Nn]ews agency|[Nn]ews service|news channel"
    r"|[Nn]etwork|magazine|outlet|broadcaster|state media|local media|media reports?|reporters?|pool report|news report|website|\w*[Ww]ire)\b"
)
"""A source that passes on what another one said."""

BOILERPLATE = re.compile(
    r"^[\[(]?\s*(?:also on|a reader responds|close\b|story highlights|read "
    r"more|related|watch|click|photo|image|getty|advertisement|share|story continues|just watched|sign up|subscribe|see also|more:|follow )",
    re.IGNORECASE,
)
COLON_NOUNS = words("statement tweet letter message post email comment question words answer response reply remarks headline quote saying motto")
"""Nouns that announce marked speech after a colon."""

SMALL_TITLE_WORDS = words("of the and in on for a to with")
BEFORE_TITLES = words("on told entitled titled book show film novel host program programme series headlined")

NOT_FRAGMENT = words("go begin start continue put show find sing direct order attribute read believe get list")
"""Cue verbs too loose to make a quote of a few words in marks that they govern."""

STANDING_IN = words("do so be have")
"""Lemmas that stand for what was said before, and say nothing without it."""
