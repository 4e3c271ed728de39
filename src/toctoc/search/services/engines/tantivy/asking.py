"""Questions as tantivy's queries. The audience is part of each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantivy import FieldType, Occur, Query

from toctoc.kernel.ids import LARGEST
from toctoc.search.rules.entries import MOST_LIKE
from toctoc.search.rules.likeness import forgiven
from toctoc.search.rules.words import MOST_WORDS, folded, names_of, tag_word, terms_of

if TYPE_CHECKING:
    from tantivy import Schema, Searcher

    from toctoc.search.rules.entries import Asked, Eyes
    from toctoc.search.rules.words import Term

MUST, SHOULD, MUST_NOT = Occur.Must, Occur.Should, Occur.MustNot
Clause = tuple[Occur, Query]
# A name as it is, one that begins so, one with errors: the nearer, the higher.
EXACT, BEGINS, ALIKE = 4.0, 2.0, 1.0


def find(searcher: Searcher, schema: Schema, asked: Asked) -> list[int]:
    """Return the ids of the best or the newest entries that the asker may read."""
    clauses = [*_filters(schema, asked), *_wanted(schema, asked)]
    is_by_date = asked.newest_first or not (asked.text or asked.like)
    found = searcher.search(
        Query.boolean_query(clauses),
        limit=asked.most,
        count=False,
        order_by_field="id" if is_by_date else None,
        weight_by_field=None if is_by_date else "weight",
    )
    return [int(value or 0) for value in searcher.fast_field_values("id", [address for _, address in found.hits])]


def tags(searcher: Searcher, schema: Schema, beginning: str, eyes: Eyes, most: int) -> list[str]:
    """Return the tags that begin so, on entries that ``eyes`` may read, the most used first."""
    readable = Query.boolean_query(_readable(schema, eyes))
    found = searcher.terms_with_prefix("tag", folded(beginning), filter_query=readable, limit=most)
    return [tag.partition(":")[2] for tag, _ in found]


def _filters(schema: Schema, asked: Asked) -> list[Clause]:
    exact = [_is(schema, "source", asked.source), *(_is(schema, "mark", mark) for mark in asked.marks)]
    if asked.tag:
        exact.append(_is(schema, "tag", tag_word(asked.tag)))
    if asked.author_id:
        exact.append(_is(schema, "author", asked.author_id))
    if asked.since or asked.until:
        last = asked.until or LARGEST
        exact.append(
            Query.range_query(schema, "id", FieldType.Unsigned, asked.since, last, include_upper=not asked.until)
        )
    return [*((MUST, Query.const_score_query(one, 0.0)) for one in exact), *_readable(schema, asked.eyes)]


def _readable(schema: Schema, eyes: Eyes) -> list[Clause]:
    """Return the clauses without which nothing is ever asked: what one's words may read or what is one's own."""
    mine = [_is(schema, "audience", word) for word in eyes.words]
    if eyes.me:
        mine.append(_is(schema, "author", eyes.me))
    readable = Query.const_score_query(Query.boolean_query([(SHOULD, one) for one in mine]), 0.0)
    return [(MUST, readable), *((MUST_NOT, _is(schema, "author", author)) for author in eyes.without)]


def _wanted(schema: Schema, asked: Asked) -> list[Clause]:
    if asked.like:
        stems = [Query.term_query(schema, "words", stem, index_option="freq") for stem in asked.like[:MOST_LIKE]]
        return [(MUST, _together(stems, SHOULD))]
    if not asked.text:
        return []
    wanted = [_term(schema, term) for term in terms_of(asked.text)]
    if asked.by_name:
        named = [_alike(schema, name) for name in names_of(asked.text)[:MOST_WORDS]]
        either = [(SHOULD, _together(named)), (SHOULD, _together(wanted))]
        return [(MUST, Query.boolean_query(either))]
    return [(MUST, _together(wanted, SHOULD if asked.any_word else MUST))]


def _together(wanted: list[Query], occur: Occur = MUST) -> Query:
    """Return what satisfies them together; nothing does when nothing is wanted."""
    return Query.boolean_query([(occur, one) for one in wanted]) if wanted else Query.empty_query()


def _term(schema: Schema, term: Term) -> Query:
    if term.is_phrase:
        spoken = [[forms[0] for forms in term.forms], [forms[-1] for forms in term.forms]]
        return _any([Query.phrase_query(schema, "words", list(words)) for words in spoken])
    return _any([Query.term_query(schema, "words", form, index_option="freq") for form in term.forms[0]])


def _alike(schema: Schema, name: str) -> Query:
    """Return names that are, begin with or resemble a word."""
    choices = [
        Query.boost_query(Query.const_score_query(_is(schema, "name", name), 1.0), EXACT),
        Query.boost_query(Query.fuzzy_term_query(schema, "name", name, distance=0, prefix=True), BEGINS),
    ]
    if errors := forgiven(name):
        choices.append(Query.boost_query(Query.fuzzy_term_query(schema, "name", name, errors, prefix=True), ALIKE))
    return Query.disjunction_max_query(choices)


def _any(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _is(schema: Schema, field: str, value: str | int) -> Query:
    return Query.term_query(schema, field, value, index_option="basic")
