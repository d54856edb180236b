"""Words that judge: what they are said of is approved or disapproved of. Weaker than the stance words of :mod:`.frames`, and many more.

The lists are our own; they leave out words that only report bad news ("death", "crisis") and judge nobody.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from ontherecord.extraction.positions import frames
from ontherecord.extraction.positions.lists import listed

NEGATIVE = (
    frames.BAD
    | frames.BAD_NOUNS
    | listed(
        "absurdity abusive aggressive alarming antidemocratic antisemitic arbitrary arrogant awful baseless bigoted bizarre blatant blunder bogus "
        "breach broken brutal brutality bullying bureaucratic burden callous chaos chaotic charade cheating clumsy collusion complicit complicity "
        "conspiracy contempt contemptible contradictory corrupt corruption costly coverup cowardice cynical damaging deceit deceitful deception "
        "deceptive defamatory deficient delusional delusion demagogue desperate dictator dictatorial dishonest dishonesty dishonorable "
        "disingenuous dismal disrespect disrespectful distraction divisive doomed draconian dreadful dubious embarrassing embarrassment erroneous "
        "escalation excessive excuse expensive exploitation extortion extreme extremist fabricated fabrication failed fake fallacy false "
        "falsehood farcical fascist fatal feeble fiasco flawed foolishness fraud fraudulent frightening frivolous futile genocide giveaway grave "
        "gross grotesque groundless guilty harassment harsh hasty hateful hatred hideous humiliating humiliation hurtful hypocrisy idiotic "
        "ignorant illegitimate illogical immature impotent improper impunity inaccurate inadequate incitement incoherent incompetence incompetent "
        "inconsistent incorrect indecent indefensible indiscriminate inefficient ineffective infringement inhuman inhumanity injustice "
        "insufficient insulting interference intimidation intrusion intrusive invalid irrational irrelevant lawless lawlessness lie lies "
        "ludicrous lunacy malicious manipulation massacre meaningless meddling mess misleading mistaken monstrous murder murderous naive nasty "
        "negligence negligent nightmare nonsense nonsensical obscene obsolete obstruction offence offense ominous oppression oppressive outdated "
        "overkill partisan pathetic perilous persecution ploy pointless poor poison premature pretext problematic propaganda punitive racism "
        "racist recklessness redundant repressive repugnant repulsive retaliation risky rotten ruinous sabotage savage scam scary selfish "
        "senseless sham shocking shortsighted sinister slander slap sloppy smear stain stunt subversion surrender suspicious theft toothless "
        "toxic traitor travesty treason treacherous trick tyranny tyrannical ugly unable unacceptably unclear undemocratic undue unethical unfit "
        "unfounded unfortunate unhelpful unholy unhinged unilateral unjustifiable unprecedented unprofessional unprovoked unrealistic "
        "unreasonable unreliable unsafe unserious unsustainable untenable untrue unworkable unworthy useless vandalism vicious vindictive "
        "violation violent waste wasteful weak weakness witchhunt worse worst worthless wrongful xenophobic"
    )
)
POSITIVE = (
    frames.GOOD
    | frames.GOOD_NOUNS
    | listed(
        "accomplishment accountable admirable advantage advantageous appreciative balanced beautiful beneficial benefit best better blessing bold "
        "brave bravery brilliant bipartisan careful chance clear clever commendable commonsense compassionate comprehensive constructive correct "
        "courage courageous credible decent decisive deserved desirable diligent dignified effective efficient encouraging enduring enormous "
        "equitable essential ethical exceptional exemplary fantastic favorable favourable fine firm flexible friend friendly fruitful fundamental "
        "generous genuine gift hero heroic historic honest honorable honourable hopeful humane ideal imperative impressive improvement "
        "indispensable innovative inspiring instrumental invaluable invested just key landmark lasting lawful leadership legal legitimate "
        "lifeline logical major marvelous meaningful measured moderate momentous monumental moral natural noble obligation opportunity optimistic "
        "outstanding paramount partner partnership patriotic peaceful perfect pleased positive pragmatic precious pressing principled productive "
        "progress promising proper proportionate prosperous protection prudent realistic refreshing relief remarkable respectable respectful "
        "responsible right rightful robust safe safer sane significant sincere smart solid solution sound stable stability step strategic "
        "strength strong stronger successful suitable superb terrific thoughtful thrilled timely transparent tremendous triumph truthful "
        "unanimous unavoidable unique urgent useful valid valuable viable vindication warranted win wise wonderful workable worthwhile worthy"
    )
)
SPOILING = listed(
    "abandon abuse attack betray break breach bully cheat contradict cripple deceive defy degrade demonize deprive destabilize destroy "
    "discriminate disregard disrespect embolden endanger escalate exploit fail fool harass hinder humiliate ignore impede infringe insult "
    "interfere intimidate invade jeopardize kill lie mislead mishandle misuse mock murder neglect obstruct offend overreach overstep "
    "persecute provoke punish ruin sabotage scapegoat smear squander steal subvert threaten torture trample undercut undermine usurp violate "
    "waste weaken worsen"
)
"""Verbs of doing wrong: said of somebody, they blame."""
HELPING = listed(
    "accomplish achieve advance benefit boost deserve empower enable encourage enhance ensure facilitate foster fulfill guarantee heal help "
    "improve modernize preserve promote protect prosper rebuild reduce resolve restore safeguard save secure solve stabilize strengthen "
    "succeed uphold"
)
"""Verbs of doing good."""


def leaning(tokens: Iterable[Token]) -> tuple[int, int]:
    """How many of the words disapprove, and how many approve. A word under a negation of its own counts for the other side."""
    bad = good = 0
    for t in tokens:
        low, lemma = t.lower_, t.lemma_.lower()
        if t.pos_ == "VERB":
            side = -(lemma in SPOILING) or int(lemma in HELPING)
        elif t.pos_ in {"NOUN", "ADJ", "ADV", "PROPN"}:
            side = -(low in NEGATIVE or lemma in NEGATIVE) or int(low in POSITIVE or lemma in POSITIVE)
        else:
            continue
        if side and any(c.dep_ == "neg" or c.lower_ in {"no", "never", "not", "nothing"} for c in t.children):
            side = -side
        bad += side < 0
        good += side > 0
    return bad, good
