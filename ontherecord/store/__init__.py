"""A corpus is a folder of Delta tables. See :mod:`ontherecord.store.schema` for columns and :class:`Writer` for how one is built."""

from ontherecord.store.backup import backup, restore
from ontherecord.store.corpora import (
    Build,
    CorpusInfo,
    check,
    corpus_names,
    delete_corpus,
    effective,
    known,
    list_corpora,
    read_build,
    read_table,
    rename_corpus,
)
from ontherecord.store.writer import KEPT_BUILDS, Writer

__all__ = [
    "KEPT_BUILDS",
    "Build",
    "CorpusInfo",
    "Writer",
    "backup",
    "check",
    "corpus_names",
    "delete_corpus",
    "effective",
    "known",
    "list_corpora",
    "read_build",
    "read_table",
    "rename_corpus",
    "restore",
]
