"""What a matter is, in words: stems, near-synonyms, names, and which wordings of one article are about one matter. Pure Python."""
