"""A corpus is a folder of Delta tables. See :mod:`ontherecord.store.schema` for columns and :class:`Writer` for how one is built."""

from ontherecord.store.corpora import Build, CorpusInfo, corpus_names, delete_corpus, known, list_corpora, read_build
from ontherecord.store.writer import Writer

__all__ = ["Build", "CorpusInfo", "Writer", "corpus_names", "delete_corpus", "known", "list_corpora", "read_build"]
