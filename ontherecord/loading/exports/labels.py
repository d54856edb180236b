"""What press databases call things, in the languages of their users: the articles are English, what stands around them may not be."""

from __future__ import annotations

import re

_NAMES = {
    "length": "length|länge|longueur|longitud|extensión|lunghezza|lengte|comprimento|extensão",
    "byline": "byline|autor|autorenzeile|auteur|autore|firma|verfasser|naamregel",
    "section": "section|rubrik|ressort|rubrique|sección|sezione|rubriek|sectie|secção|seção",
    "highlight": "highlight|zusammenfassung|résumé|resumen|sommario|samenvatting|destaque",
    "dateline": "dateline|ortsmarke|data de publicação",
    "body": "body|hauptteil|volltext|haupttext|corps|corps du texte|cuerpo|texto|corpo|testo|corpo del testo|hoofdtekst|tekst",
    "end": "end of document|ende des dokuments|dokumentende|fin du document|fin del documento|fine del documento|einde van (?:het )?document"
    "|fim do documento",
    "words": "words|wörter|worte|mots|palabras|parole|woorden|palavras",
    "document": "document|dokument|documento",
    "documents": "documents?|dokumente?n?|documentos?|documenti|documenten",
    "of": "of|von|de|sur|di|van",
    "rights": r"copyright|©|\(c\)|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|tutti i diritti"
    "|todos os direitos",
    "behind": "graphic|classification|grafik|klassifi(?:zierung|kation)|graphique|gráfico|clasificación|classificação|classificazione|classificatie",
    "load-date": "load-date|ladedatum|date de chargement|fecha de carga|data di caricamento|laaddatum|data de carregamento",
    "language": "language|sprache|langue|idioma|lingua|taal",
}


def label(name: str) -> str:
    """A regular expression for what a thing is called in any of the languages; letters' case is the caller's."""
    return f"(?:{_NAMES[name]})"


def field_of(word: str) -> str:
    """The English name of a field, as it is called in any of the languages."""
    return next((name for name, words in _NAMES.items() if re.fullmatch(words, word, re.IGNORECASE)), word.lower())
