"""Stance frames: words that say where an actor stands, and on what their complement stands in the sentence.

Patterns only, no logic: :mod:`.finder` reads them off the parse. The idea of a predicate with a direction toward its argument
follows FrameNet's frames of approval, commitment and request, and the polarity of implicative verbs (Karttunen 1971; Nairn, Condoravdi
and Karttunen 2006: "refuse to" turns its complement over, "fail to" too). The lists and their weights are our own, tuned on annotated news.
"""

from __future__ import annotations

from dataclasses import dataclass

from ontherecord.extraction.positions.lists import listed
from ontherecord.model import Commitment, Stance


@dataclass(frozen=True, slots=True)
class Frame:
    """What a trigger says of its complement.

    ``stance`` toward the complement; ``takes`` names where the complement may stand, tried in this order:
    ``obj`` (object, or subject of a passive), ``inf`` (to V-), ``ing`` (V-ing clause), ``that`` (finite clause),
    ``for:``-like prepositions ("for", "to", "against" ...), ``what`` ("urges X to V": X and the infinitive together).
    ``weight`` is how far the frame alone can be trusted, 0 to 1. ``action`` marks deeds (vote, veto) whose basis is action.
    """

    stance: Stance
    takes: tuple[str, ...]
    commitment: Commitment = "states"
    weight: float = 0.6
    action: bool = False
    past: bool = False
    """True where only a deed done or under way counts ("signed the bill"), not a plan of it."""


def _frames(words: str, frame: Frame) -> dict[str, Frame]:
    return {word.replace("_", " "): frame for word in words.split()}


VERBS: dict[str, Frame] = {
    **_frames("support back endorse favor favour applaud champion", Frame("support", ("obj", "ing", "that"), weight=0.75)),
    **_frames("accept", Frame("support", ("policy",), "commits", 0.5)),
    **_frames("welcome praise hail commend", Frame("support", ("obj", "ing"), weight=0.65)),
    **_frames("defend embrace advocate uphold justify", Frame("support", ("obj", "ing", "for"), weight=0.55)),
    **_frames("vow pledge promise undertake", Frame("support", ("inf", "obj", "that", "to"), "commits", 0.7)),
    **_frames("plan intend", Frame("support", ("inf", "ing", "on"), "plans", 0.6)),
    **_frames("aim", Frame("support", ("inf",), "plans", 0.45)),
    **_frames("want", Frame("support", ("what", "inf", "policy", "not obj"), "demands", 0.55)),
    **_frames("hope", Frame("support", ("inf", "for", "that"), "hopes", 0.5)),
    **_frames("seek", Frame("support", ("inf",), "plans", 0.5)),
    **_frames("urge implore exhort beseech", Frame("support", ("what", "that", "obj"), "demands", 0.75)),
    **_frames("ask press pressure encourage beg appeal nudge lobby", Frame("support", ("what", "for"), "demands", 0.6)),
    **_frames("call", Frame("support", ("for", "on", "upon"), "demands", 0.75)),
    **_frames("push", Frame("support", ("what", "for", "inf"), "demands", 0.6)),
    **_frames("demand", Frame("support", ("that", "inf", "obj"), "demands", 0.7)),
    **_frames("recommend propose", Frame("support", ("ing", "that", "obj"), "demands", 0.55)),
    **_frames("suggest", Frame("support", ("ing", "that"), "demands", 0.5)),
    **_frames("insist", Frame("support", ("on",), "demands", 0.5)),
    **_frames("agree", Frame("support", ("inf", "to", "on"), "commits", 0.6)),
    **_frames("order instruct", Frame("support", ("what", "obj", "that"), "demands", 0.6, action=True)),
    **_frames("argue campaign", Frame("support", ("for",), "demands", 0.6)),
    **_frames("commit", Frame("support", ("to",), "commits", 0.65)),
    **_frames("sign ratify", Frame("support", ("obj",), "commits", 0.5, action=True, past=True)),
    **_frames("approve authorize authorise", Frame("support", ("obj", "of"), "commits", 0.6, action=True)),
    **_frames("impose reimpose slap levy", Frame("support", ("obj",), "commits", 0.55, action=True)),
    **_frames("place", Frame("support", ("policy",), "commits", 0.5, action=True, past=True)),
    **_frames("lift ease waive relax", Frame("support", ("stop policy",), "commits", 0.5, action=True, past=True)),
    **_frames("ban outlaw prohibit", Frame("support", ("self",), "commits", 0.5, action=True, past=True)),
    **_frames("oppose", Frame("oppose", ("obj", "ing"), "denies", 0.8)),
    **_frames("reject denounce condemn decry deplore", Frame("oppose", ("obj", "ing", "that"), "denies", 0.75)),
    **_frames(
        "criticize criticise slam blast lambast lambaste rebuke bemoan protest",
        Frame("oppose", ("obj", "ing", "against", "for", "over"), "states", 0.6),
    ),
    **_frames("block veto overturn", Frame("oppose", ("obj",), "denies", 0.6, action=True)),
    **_frames("resist boycott", Frame("oppose", ("obj", "ing"), "denies", 0.55)),
    **_frames("refuse", Frame("oppose", ("inf", "obj"), "denies", 0.65)),
    **_frames("object", Frame("oppose", ("to",), "denies", 0.65)),
    **_frames("balk", Frame("oppose", ("at",), "denies", 0.6)),
    **_frames("exclude", Frame("oppose", ("obj", "ing"), "denies", 0.3)),
    **_frames("withdraw", Frame("oppose", ("from",), "denies", 0.6, action=True, past=True)),
    **_frames("disagree", Frame("oppose", ("with",), "denies", 0.5)),
    **_frames("decline", Frame("undecided", ("whether", "backing"), "declines", 0.5)),
    **_frames("consider mull contemplate weigh", Frame("open", ("ing", "obj"), "plans", 0.46)),
    **_frames("threaten", Frame("support", ("inf", "policy"), "warns", 0.6)),
    **_frames("warn", Frame("oppose", ("against", "what", "bad"), "warns", 0.55)),
    **_frames("regret", Frame("oppose", ("obj", "ing"), "states", 0.5)),
    **_frames("prefer", Frame("support", ("inf", "ing", "obj"), "states", 0.5)),
    **_frames("announce", Frame("support", ("policy",), "commits", 0.5, action=True)),
    **_frames("look opt choose decide offer", Frame("support", ("inf",), "plans", 0.45)),
    **_frames(
        "cancel suspend freeze scrap halt quit exit eschew ditch abandon reverse rescind revoke repeal",
        Frame("support", ("stop", "from"), "commits", 0.5, action=True, past=True),
    ),
    **_frames("critique assail lament rebuff repudiate disavow rail", Frame("oppose", ("obj", "ing", "against"), "states", 0.55)),
    **_frames("like love", Frame("support", ("would", "inf"), "hopes", 0.45)),
    **_frames("thank", Frame("support", ("thanked",), "states", 0.4)),
    **_frames("tell", Frame("support", ("what",), "demands", 0.45)),
    **_frames("allow let permit", Frame("support", ("what", "obj"), "commits", 0.4, past=True)),
    **_frames("deny", Frame("oppose", ("ing",), "denies", 0.4)),
    **_frames("pass adopt enact unveil introduce pardon", Frame("support", ("obj",), "commits", 0.42, action=True, past=True)),
    **_frames("question", Frame("oppose", ("obj", "that"), "states", 0.42)),
    **_frames("challenge dispute contest dismiss downplay mock ridicule chide sue", Frame("oppose", ("obj",), "states", 0.42)),
    **_frames("fume seethe bristle", Frame("oppose", ("over", "at", "about"), "states", 0.55)),
    **_frames("pursue", Frame("support", ("policy",), "plans", 0.45)),
    **_frames("dissent", Frame("oppose", ("from",), "states", 0.5)),
    **_frames("work strive fight struggle", Frame("support", ("inf", "for"), "plans", 0.42)),
    **_frames("laud salute appreciate cheer", Frame("support", ("obj", "ing"), "states", 0.5)),
    **_frames("advise invite persuade convince pressurise", Frame("support", ("what", "against"), "demands", 0.45)),
    **_frames("require", Frame("support", ("what", "that"), "demands", 0.42)),
    **_frames("stress emphasize emphasise underline underscore", Frame("support", ("need",), "states", 0.45)),
    **_frames("need", Frame("support", ("not obj",), "demands", 0.42)),
    **_frames("tolerate condone stomach", Frame("support", ("obj", "ing"), "states", 0.5)),
}
"""By lemma."""

PHRASES: dict[tuple[str, str], Frame] = {
    ("vote", "for"): Frame("support", ("for",), "commits", 0.75, action=True),
    ("vote", "to"): Frame("support", ("inf",), "commits", 0.7, action=True),
    ("vote", "against"): Frame("oppose", ("against",), "denies", 0.8, action=True),
    ("rule", "out"): Frame("oppose", ("obj", "ing"), "denies", 0.8),
    ("speak", "out"): Frame("oppose", ("against",), "denies", 0.6),
    ("crack", "down"): Frame("oppose", ("on",), "commits", 0.45),
    ("push", "for"): Frame("support", ("for",), "demands", 0.6),
    ("press", "for"): Frame("support", ("for",), "demands", 0.6),
    ("press", "ahead"): Frame("support", ("with",), "plans", 0.55),
    ("go", "ahead"): Frame("support", ("with",), "plans", 0.5),
    ("move", "ahead"): Frame("support", ("with",), "plans", 0.5),
    ("move", "forward"): Frame("support", ("with",), "plans", 0.5),
    ("work", "toward"): Frame("support", ("toward",), "plans", 0.42),
    ("work", "towards"): Frame("support", ("towards",), "plans", 0.42),
    ("turn", "down"): Frame("oppose", ("obj",), "denies", 0.5),
    ("strike", "down"): Frame("oppose", ("obj",), "denies", 0.5, action=True),
    ("speak", "against"): Frame("oppose", ("against",), "denies", 0.75),
    ("speak", "for"): Frame("support", ("for",), "states", 0.0),
    ("come", "against"): Frame("oppose", ("against",), "denies", 0.6),
    ("argue", "against"): Frame("oppose", ("against",), "denies", 0.7),
    ("campaign", "against"): Frame("oppose", ("against",), "denies", 0.7),
    ("lobby", "against"): Frame("oppose", ("against",), "denies", 0.7),
    ("protest", "against"): Frame("oppose", ("against",), "denies", 0.7),
    ("fight", "against"): Frame("oppose", ("against",), "denies", 0.5),
    ("push", "back"): Frame("oppose", ("against", "on"), "denies", 0.6),
    ("hit", "out"): Frame("oppose", ("at",), "states", 0.5),
    ("stand", "by"): Frame("support", ("by",), "commits", 0.6),
    ("stand", "with"): Frame("support", ("with",), "commits", 0.55),
    ("side", "with"): Frame("support", ("with",), "states", 0.55),
    ("pull", "out"): Frame("oppose", ("of", "from"), "denies", 0.6, action=True, past=True),
    ("back", "away"): Frame("oppose", ("from",), "denies", 0.5),
    ("accuse", "of"): Frame("oppose", ("accused",), "states", 0.5),
    ("blame", "for"): Frame("oppose", ("accused",), "states", 0.45),
    ("criticize", "for"): Frame("oppose", ("accused",), "states", 0.6),
    ("criticise", "for"): Frame("oppose", ("accused",), "states", 0.6),
    ("condemn", "for"): Frame("oppose", ("accused",), "states", 0.6),
    ("call", "for"): Frame("support", ("for",), "demands", 0.75),
    ("look", "forward"): Frame("support", ("to",), "hopes", 0.5),
    ("back", "out"): Frame("oppose", ("of", "from"), "denies", 0.6, action=True, past=True),
    ("opt", "for"): Frame("support", ("for",), "commits", 0.5),
    ("back", "off"): Frame("oppose", ("from",), "denies", 0.5),
    ("live", "with"): Frame("support", ("would with",), "states", 0.5),
    ("stand", "in"): Frame("oppose", ("way",), "denies", 0.5),
    ("sign", "on"): Frame("support", ("to", "onto"), "commits", 0.5),
    ("shy", "away"): Frame("oppose", ("from",), "denies", 0.5),
    ("lean", "toward"): Frame("open", ("toward", "towards"), "states", 0.6),
    ("lean", "towards"): Frame("open", ("toward", "towards"), "states", 0.6),
    ("sign", "into"): Frame("support", ("obj",), "commits", 0.6, action=True),
}
"""By verb lemma and a particle or preposition that belongs to it; tried before :data:`VERBS`."""

NOUNS: dict[str, Frame] = {
    "support": Frame("support", ("for",), "states", 0.55),
    "backing": Frame("support", ("for",), "states", 0.55),
    "opposition": Frame("oppose", ("to",), "denies", 0.6),
    "objection": Frame("oppose", ("to",), "denies", 0.5),
    "call": Frame("support", ("for", "inf"), "demands", 0.5),
    "plan": Frame("support", ("inf",), "plans", 0.5),
    "intention": Frame("support", ("of", "inf"), "plans", 0.5),
    "intent": Frame("support", ("of", "inf"), "plans", 0.5),
    "desire": Frame("support", ("inf", "for"), "hopes", 0.45),
    "pledge": Frame("support", ("inf",), "commits", 0.55),
    "vow": Frame("support", ("inf",), "commits", 0.55),
    "promise": Frame("support", ("inf",), "commits", 0.5),
    "commitment": Frame("support", ("to", "inf"), "commits", 0.5),
    "decision": Frame("support", ("inf",), "commits", 0.5, action=True),
    "proposal": Frame("support", ("inf", "for"), "demands", 0.5),
    "demand": Frame("support", ("for", "that"), "demands", 0.5),
    "threat": Frame("support", ("inf",), "warns", 0.5),
    "refusal": Frame("oppose", ("inf",), "denies", 0.55),
    "rejection": Frame("oppose", ("of",), "denies", 0.55),
    "condemnation": Frame("oppose", ("of",), "denies", 0.55),
    "criticism": Frame("oppose", ("of",), "states", 0.45),
    "door": Frame("open", ("to", "for"), "states", 0.75),
    "willingness": Frame("open", ("inf",), "states", 0.5),
    "readiness": Frame("support", ("inf", "for"), "commits", 0.5),
    "reservation": Frame("oppose", ("about", "over"), "states", 0.45),
    **_frames("concern worry misgiving alarm", Frame("oppose", ("about", "over", "at", "regarding", "that"), "states", 0.42)),
    **_frames("anger outrage fury dismay disappointment regret frustration", Frame("oppose", ("over", "at", "about", "with"), "states", 0.45)),
    **_frames("doubt skepticism scepticism", Frame("oppose", ("on", "about", "over"), "states", 0.46)),
    **_frames("plea appeal request push campaign lobbying", Frame("support", ("for", "inf"), "demands", 0.45)),
    **_frames("praise approval endorsement enthusiasm appreciation", Frame("support", ("for", "of"), "states", 0.5)),
    **_frames("defense defence", Frame("support", ("of",), "states", 0.42)),
    **_frames("protest disapproval denunciation", Frame("oppose", ("against", "of", "over"), "states", 0.45)),
    **_frames("effort bid ambition goal aim attempt", Frame("support", ("inf", "of"), "plans", 0.42)),
    **_frames("lawsuit suit blitz crusade rally demonstration march petition", Frame("oppose", ("against",), "denies", 0.5)),
    **_frames("resistance hostility", Frame("oppose", ("to",), "denies", 0.5)),
    **_frames("aversion", Frame("oppose", ("to",), "denies", 0.5)),
}
"""By lemma; the actor stands as possessor ("Ruritania's opposition to ..."), as "of" or "from", or as subject of voice, express, have ..."""

NOUN_BEARERS = listed(
    "voice express make issue cast raise deliver launch mount lead "
    "file wage stage join start organize organise bring sign "
    "have declare reiterate reaffirm offer pledge announce state repeat signal give hold share maintain face draw open leave keep"
)
"""Verbs whose subject holds the stance of their object noun ("voiced support for"). Passive-like ones ("face criticism") are told apart."""
NOUN_TARGETS = listed("face draw meet win gain enjoy receive")
"""Verbs whose subject is what the noun is about, not who holds it."""

ADJECTIVES: dict[str, Frame] = {
    "opposed": Frame("oppose", ("to",), "denies", 0.75),
    "supportive": Frame("support", ("of",), "states", 0.7),
    "critical": Frame("oppose", ("of",), "states", 0.55),
    "willing": Frame("open", ("inf",), "states", 0.55),
    "unwilling": Frame("oppose", ("inf",), "denies", 0.6),
    "reluctant": Frame("oppose", ("inf",), "denies", 0.5),
    "ready": Frame("support", ("inf", "for"), "commits", 0.5),
    "prepared": Frame("support", ("inf",), "commits", 0.55),
    "determined": Frame("support", ("inf",), "commits", 0.6),
    "committed": Frame("support", ("to",), "commits", 0.6),
    "open": Frame("open", ("to",), "states", 0.75),
    "keen": Frame("support", ("inf", "on"), "hopes", 0.5),
    "undecided": Frame("undecided", ("on", "about", "over"), "declines", 0.7),
    "happy": Frame("support", ("inf", "with"), "states", 0.4),
    "glad": Frame("support", ("inf", "that"), "states", 0.4),
    "concerned": Frame("oppose", ("about", "by", "over", "that"), "states", 0.45),
    "disappointed": Frame("oppose", ("by", "with", "in", "at"), "states", 0.55),
    "alarmed": Frame("oppose", ("by", "at"), "states", 0.5),
    "outraged": Frame("oppose", ("by", "at", "over"), "states", 0.55),
    "troubled": Frame("oppose", ("by", "with"), "states", 0.5),
    "disturbed": Frame("oppose", ("by",), "states", 0.5),
    "worried": Frame("oppose", ("about",), "states", 0.42),
    "appalled": Frame("oppose", ("by", "at"), "states", 0.55),
    "skeptical": Frame("oppose", ("of", "about"), "states", 0.5),
    "sceptical": Frame("oppose", ("of", "about"), "states", 0.5),
    "wary": Frame("oppose", ("of",), "states", 0.45),
    "proud": Frame("support", ("of", "inf"), "states", 0.45),
    "grateful": Frame("support", ("for",), "states", 0.4),
    **_frames("angry furious upset", Frame("oppose", ("about", "over", "at", "with", "that"), "states", 0.45)),
    **_frames("pleased thrilled delighted encouraged", Frame("support", ("by", "with", "that", "inf"), "states", 0.45)),
    **_frames("doubtful leery", Frame("oppose", ("of", "about"), "states", 0.45)),
    **_frames("hostile averse", Frame("oppose", ("to",), "denies", 0.5)),
    **_frames("sympathetic", Frame("support", ("to",), "states", 0.42)),
    **_frames("steadfast adamant", Frame("support", ("in", "about", "that"), "states", 0.42)),
    "unhappy": Frame("oppose", ("with", "about"), "states", 0.5),
    "against": Frame("oppose", ("obj",), "denies", 0.6),
}

PREDICATE_PREPOSITIONS: dict[str, Frame] = {
    "against": Frame("oppose", ("pobj",), "denies", 0.6),
    "for": Frame("support", ("pobj",), "states", 0.0),
    "behind": Frame("support", ("pobj",), "states", 0.0),
}
"""After a form of be: "she is against the plan". "in favour of" is read by the finder."""

MODALS: dict[str, float] = {"should": 0.5, "must": 0.55, "need": 0.5, "have": 0.4, "ought": 0.5}
"""Modal words of a demand, inside what somebody says: "the council must act"."""

GOOD = listed(
    "right necessary essential important vital crucial justified appropriate acceptable welcome positive good great reasonable sensible lawful wise "
    "historic fair helpful critical key needed excellent overdue"
)
BAD = listed(
    "unacceptable wrong intolerable unjust unfair dangerous reckless illegal unlawful unconstitutional outrageous disgraceful shameful sickening "
    "disgusting despicable deplorable abhorrent appalling heinous barbaric immoral irresponsible unjustified unnecessary misguided counterproductive "
    "ridiculous horrible terrible horrific bad cowardly troubling disturbing disappointing foolish absurd inexcusable unwarranted hypocritical "
    "insane crazy offensive inappropriate stupid evil vile inhumane cruel regrettable harmful unthinkable destructive provocative"
)
GOOD_NOUNS = listed("step honor honour victory success breakthrough achievement milestone priority")
BAD_NOUNS = listed(
    "mistake disgrace disaster outrage shame violation betrayal threat crime insult farce hoax scandal abomination catastrophe tragedy failure "
    "error aggression provocation attack assault terrorism abuse overreach madness blackmail"
)
"""Evaluations, read only inside a quote and only as a predicate: "the raid was a mistake"."""

FLIP = listed("oppose reject veto block refuse resist condemn denounce stop")
"""Complement verbs that turn an own plan over: "plans to veto the bill" opposes the bill. After a demand on others they do so only for REFRAIN."""
REFRAIN = listed("refrain desist abstain stop cease halt abandon drop")
DENYING = listed("deny dismiss dispute rebuff disavow denounce")
"""With FLIP: what stands in a clause under them is not the actor's own view."""
WEIGHING = listed("consider review explore study weigh examine contemplate mull")
"""Complement verbs that leave the matter open: "will review the request"."""
POLICIES = listed(
    "plan sanction ban tariff measure withdrawal policy deal agreement aid suspension initiative programme package restriction reform increase "
    "program cut freeze moratorium pullout deployment sale boycott ceasefire lockdown order investment funding halt pause treaty truce amendment "
    "compromise proposal text draft date deadline referendum"
)
"""What an announcement makes a position: "announced new sanctions", not "announced the death"."""
SUPPORTING = listed("support back endorse approve sign ratify accept honor honour respect uphold defend")
"""Complement verbs that say no more than support: "plans to sign the bill" supports the bill."""

ASPECT = listed("continue begin start proceed rush manage vote help join hasten dare")
"""Verbs that say of their infinitive only that it is done: "continued to rule it out"."""

NOT_STANCES = listed("say tell think know see believe expect find learn hear understand remember tell comment discuss talk speak answer")
"""Verbs under a modal or a will that say nothing for or against: "you have to see"."""

LEMMAS = {"hop": "hope"}
"""Lemmas that the model gets wrong: "hoping" is taken for a form of "hop"."""
HARM = listed("endanger undermine jeopardize jeopardise harm hurt damage violate derail destroy")
"""Said of a thing by somebody: against the thing."""
CEREMONIAL = listed(
    "meet visit attend travel tour speak deliver write lay talk show express clarify say know hear apologize apologise appear arrive fly host hold "
    "unveil discuss address persuade tell ask answer testify read spend give sit walk hide look watch win lose "
    "explain mention correct retire name see run live marry celebrate mark"
)
"""What people plan to do that nobody needs to be for or against: visits, speeches, elections."""
