"""The language of boosting rules: what it says, what it refuses and where, and that nothing makes it run away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.questions.rules.boosting.checking import checked, clauses_of
from toctoc.questions.rules.boosting.deciding import MOST_STEPS, TooManySteps, decide
from toctoc.questions.rules.boosting.parsing import DEEPEST, MOST_CLAUSES, parsed
from toctoc.questions.rules.boosting.properties import PROPERTIES, Value
from toctoc.questions.rules.boosting.tokens import LONGEST_RULE, Kind, WrongRule, tokens_of
from toctoc.questions.rules.boosting.tree import All, AnyOne, Clause, Node, Not, Relation

FACTS: dict[str, Value] = {
    "profession": "doctor",
    "specialty": "cardiology",
    "proved": True,
    "text": "Un Vacciné de 60 ans : faut-il un rappel ?",
    "length": 42,
    "topics": ("cardiologie", "vaccin"),
    "urgency": "today",
    "language": "fr",
    "kind": "question",
    "promised": False,
    "broken_promises": 0,
    "asks": True,
    "has_files": False,
    "has_links": False,
    "boosted_this_week": 2,
}


def test_facts_of_these_tests_are_those_that_rules_know() -> None:
    assert set(FACTS) == set(PROPERTIES)


@pytest.mark.parametrize(
    ("rule", "boosts", "because"),
    [
        ("proved", True, "proved"),
        ("not proved", False, "proved"),
        ('profession = "doctor" and proved', True, 'profession = "doctor", proved'),
        ('profession = "nurse" and proved', False, 'not profession = "nurse"'),
        ('profession = "nurse" or proved', True, "proved"),
        ('profession in ("nurse", "doctor")', True, 'profession in ("nurse", "doctor")'),
        ('text contains "VACCINE"', True, 'text contains "VACCINE"'),
        ('not text contains "sondage"', True, 'not text contains "sondage"'),
        ("text contains «\u202frappel\u202f»", True, 'text contains "rappel"'),
        ('topics any of ("vaccin", "legal")', True, 'topics any of ("vaccin", "legal")'),
        ('topics all of ("vaccin", "legal")', False, 'not topics all of ("vaccin", "legal")'),
        ('topics contains "cardiologie"', True, 'topics contains "cardiologie"'),
        ("boosted_this_week < 3 and length >= 42", True, "boosted_this_week < 3, length >= 42"),
        ("boosted_this_week > 2", False, "not boosted_this_week > 2"),
        ("length != 42 or length <= 41", False, "not length != 42, not length <= 41"),
        ('kind = "survey" and promised or kind = "question"', True, 'kind = "question"'),
        ('kind = "question" and (promised or asks)', True, 'kind = "question", asks'),
        ('urgency != "now"\n  # les urgences vont ailleurs\n  and proved', True, 'urgency != "now", proved'),
    ],
)  # fmt: skip
def test_a_rule_decides_and_says_which_clauses_did(rule: str, boosts: bool, because: str) -> None:  # noqa: FBT001
    verdict = decide(checked(rule), FACTS)
    assert (verdict.boosts, verdict.reasons) == (boosts, because)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("", "Écrivez une règle : sans elle, rien n’est relayé."),
        ("  # rien", "Écrivez une règle : sans elle, rien n’est relayé."),
        ("proved and", "Ligne 1, colonne 11 : la règle s’arrête là, il manque « not » « ( » « proved… »."),
        ("(proved", "Ligne 1, colonne 8 : la règle s’arrête là, il manque « and » « or » « ) »."),
        ("proved)", "Ligne 1, colonne 7 : on attend « and » « or », pas « ) »."),
        ('proved and\n text contains "abc', "Ligne 2, colonne 16 : ce texte n’a pas de guillemet fermant."),
        ("proved & asks", "Ligne 1, colonne 8 : le signe « & » n’a pas de sens ici."),
        ("proved\n\n and\u202e asks", "Ligne 3, colonne 5 : le signe « U+202E » n’a pas de sens ici."),
        ("length > 12abc", "Ligne 1, colonne 10 : ce nombre n’est pas lisible."),
        ("topics any (1)", "Ligne 1, colonne 8 : on attend « and » « or », pas « any »."),
        ("topics any of 3", "Ligne 1, colonne 15 : on attend « ( », pas « 3 »."),
        ("profesion", "Ligne 1, colonne 1 : la propriété « profesion » n’existe pas (« profession » ?)."),
        ("__class__", "Ligne 1, colonne 1 : la propriété « __class__ » n’existe pas."),
        (
            'profession = "docteur"',
            "Ligne 1, colonne 1 : « profession » n’est jamais « docteur » (« doctor » ?).",
        ),
        ('length = "12"', "Ligne 1, colonne 1 : « length » se compare à un nombre."),
        ("text contains 12", "Ligne 1, colonne 1 : « text » se compare à un texte entre guillemets."),
        ('proved = "oui"', "Ligne 1, colonne 1 : « proved » est vrai ou faux et ne se compare pas."),
        ("topics", "Ligne 1, colonne 1 : « topics » se compare par « contains » « any of » « all of »."),
        ('text < "b"', "Ligne 1, colonne 1 : « text » se compare par « = » « != » « contains »."),
        ('text contains ""', "Ligne 1, colonne 1 : un texte vide est dans tous les textes."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_french_with_its_place(rule: str, sentence: str) -> None:
    with pytest.raises(WrongRule) as raised:
        checked(rule)
    assert str(raised.value) == sentence


@pytest.mark.parametrize("bomb", ["(", "not ", "not(", "( not "])
def test_no_nesting_exhausts_the_stack(bomb: str) -> None:
    with pytest.raises(WrongRule, match=r"imbriqués|caractères"):
        checked(bomb * 900 + "proved")
    assert isinstance(checked("(" * DEEPEST + "proved" + ")" * DEEPEST), Clause)
    with pytest.raises(WrongRule, match="imbriqués"):
        checked("(" * (DEEPEST + 1) + "proved" + ")" * (DEEPEST + 1))


def test_long_rules_are_refused_before_they_are_read() -> None:
    with pytest.raises(WrongRule, match=str(LONGEST_RULE)):
        checked("proved and " * 10_000 + "proved")
    with pytest.raises(WrongRule, match=str(MOST_CLAUSES)):
        checked(" or ".join(["asks"] * (MOST_CLAUSES + 1)))
    many = ", ".join(['"vaccin"'] * 61)
    with pytest.raises(WrongRule, match=r"on attend .+\).+, pas"):
        checked(f"topics any of ({many})")


def test_the_longest_rule_stays_within_its_steps() -> None:
    tree = checked(" or ".join(["has_files"] * MOST_CLAUSES))
    verdict = decide(tree, FACTS)
    assert not verdict.boosts
    assert verdict.steps == MOST_CLAUSES + 1


def test_a_tree_that_no_rule_makes_is_stopped() -> None:
    clause: Node = Clause("has_files", Relation.HOLDS, (), 1, 1)
    with pytest.raises(TooManySteps):
        decide(AnyOne((clause,) * (MOST_STEPS + 1)), FACTS)


def test_quotes_and_backslashes_are_written_with_a_backslash() -> None:
    (clause,) = clauses_of(parsed(r'text contains "dit \"non\" \\ oui"'))
    assert clause.values == ('dit "non" \\ oui',)


def _refused_at(source: str) -> tuple[int, int] | None:
    """Return where a rule is refused; decide by it when it is not."""
    try:
        decide(checked(source), FACTS)
    except WrongRule as error:
        return error.line, error.column
    return None


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_place(source: str) -> None:
    place = _refused_at(source)
    assert place is None or (1 <= place[0] <= source.count("\n") + 1 and place[1] >= 1)


WORDS = st.sampled_from(
    [
        *(*PROPERTIES, "and", "or", "not", "(", ")", "=", "!=", "<", "in", "any of", "contains", '"vaccin"'),
        *('"doctor"', "12", ",", "«x»", "\n", "#", '"', "é", "\u202e"),
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_words_of_the_language_are_read_or_refused(source: str) -> None:
    place = _refused_at(source)
    assert place is None or place[0] <= source.count("\n") + 1


def _written(node: Node) -> str:
    match node:
        case Clause():
            return str(node)
        case Not(inner):
            return f"not ({_written(inner)})"
        case All(parts):
            return " and ".join(f"({_written(part)})" for part in parts)
        case AnyOne(parts):
            return " or ".join(f"({_written(part)})" for part in parts)


CLAUSES = st.sampled_from(["proved", "asks", "has_files", 'kind = "thesis"', "length > 41", 'topics contains "vaccin"'])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.tuples(st.sampled_from([" and ", " or "]), st.lists(inner, min_size=2, max_size=3))
    return inner.map(lambda rule: f"not ({rule})") | joined.map(lambda told: f"({told[0].join(told[1])})")


@given(st.recursive(CLAUSES, _grown, max_leaves=8))
def test_a_tree_written_out_and_read_again_decides_the_same(rule: str) -> None:
    tree = parsed(rule)
    assert decide(parsed(_written(tree)), FACTS).boosts is decide(tree, FACTS).boosts


def test_every_token_stands_where_it_says() -> None:
    source = 'proved\n  and text contains "é"'
    lines = source.split("\n")
    for token in tokens_of(source):
        if token.kind in {Kind.WORD, Kind.SIGN}:
            assert lines[token.line - 1][token.column - 1 :].startswith(token.value)
