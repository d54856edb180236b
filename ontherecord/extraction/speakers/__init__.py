"""Who said it: from the source mention beside a cue to one speaker of the article, with the country that the speaker speaks for.

``component`` holds the spaCy factory ``otr_speakers``; ``context`` what it knows about an article, ``source`` the reading of a source mention,
``coreference`` whom a pronoun or a description means, ``floating`` quotes without a source, ``unnamed`` names and countries of sources that the text
leaves without a name, ``patterns`` all word lists and weights.
"""
