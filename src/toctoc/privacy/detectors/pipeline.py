"""A spaCy pipeline (https://spacy.io) that is installed beside Toctoc, such as ``fr_core_news_md``."""

from __future__ import annotations

import spacy

from toctoc.privacy.detectors.marks import Mark

# Steps that say nothing of names, and cost most of the time.
_UNUSED = ["tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter"]


class Pipeline:
    """A pipeline, for its named entities alone."""

    def __init__(self, name: str) -> None:
        self._read = spacy.load(name, exclude=_UNUSED)

    def find(self, text: str) -> list[Mark]:
        """Return the entities of ``text``."""
        return [Mark(entity.start_char, entity.end_char, entity.label_) for entity in self._read(text).ents]


def open_model(place: str) -> Pipeline:
    """Return the pipeline of that name; raises :class:`OSError` when it is not installed."""
    return Pipeline(place)
