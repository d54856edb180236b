"""Who said it: from the source mention beside a cue to one speaker of the article, with the country that the speaker speaks for.

``component`` is the spaCy factory ``otr_speakers``. For each quote in text order: ``source_phrase`` reads the words of its source,
``resolution`` finds whom they mean (``coreference`` for pronouns and descriptions, ``organisations``, ``documents``, ``unnamed`` for sources that
the text leaves without a name); ``floating`` is for quotes without a source, ``transcript`` for interviews and debates. ``narrator`` reads what
stands between the quotes, ``delayed_naming`` looks back when all are resolved. ``context`` is what is known of the article, ``discourse`` who has
spoken so far, ``lexicon`` all word lists.
"""
