"""The fields of the index. No text is kept: what is shown comes from the rows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import tantivy

from toctoc.kernel.ids import moment_of
from toctoc.search.rules.words import names_of, tag_word, words_of

if TYPE_CHECKING:
    from toctoc.search.rules.entries import Entry

# Grows with each change of fields or of the making of words: an index of before is then built again.
VERSION = 1
# A post is worth twice one that is so much older and says as much: knowledge ages, slowly.
HALF_LIFE_YEARS = 4.0
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
_SECONDS_A_YEAR = 365.25 * 86_400
# Ids of any year have a weight that the field holds.
_LATEST_YEARS = 80.0


def made_schema() -> tantivy.Schema:
    """Return the schema of a new index."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("author", indexed=True)
    builder.add_unsigned_field("weight", fast=True)
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("mark", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tag", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("name", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    return builder.build()


def document_of(entry: Entry) -> tantivy.Document:
    """Return an entry as the index takes it."""
    document = tantivy.Document()
    document.add_unsigned("id", entry.id)
    document.add_unsigned("author", entry.author_id)
    document.add_unsigned("weight", weight_of(entry.id))
    document.add_text("source", entry.source)
    for field, words in (("audience", entry.audiences), ("mark", entry.marks), ("tag", map(tag_word, entry.tags))):
        for word in words:
            document.add_text(field, word)
    if entry.names:
        document.add_text("name", " ".join(dict.fromkeys(names_of(entry.names))))
    document.add_text("words", " ".join(words_of(entry.text, entry.language)))
    return document


def weight_of(identifier: int) -> int:
    """Return by how much what was made at an id's moment weighs, in thousandths."""
    years = (moment_of(identifier) - _BEGINNING).total_seconds() / _SECONDS_A_YEAR
    return round(1_000 * 2 ** (min(max(years, -_LATEST_YEARS), _LATEST_YEARS) / HALF_LIFE_YEARS)) + 1
