"""What a thread gives away as a whole."""

from __future__ import annotations

from django.template.loader import render_to_string

from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.reading import Around
from toctoc.privacy.services.threads import MOST_TEXTS, names_in, risk_of


def test_a_name_found_in_one_post_is_found_in_all() -> None:
    names = names_in(["Mme Oumeyma Kerguelen est venue.", "Elle va mieux."])
    assert any("kerguelen" in name for name in names)
    later = "hier kerguelen a rappelé"
    assert [f.kind for f in inspect(later, "fr", Around(names=names))] == ["name"]


def test_a_thread_that_names_nobody_has_no_names() -> None:
    assert names_in(["Elle va mieux.", ""]) == frozenset()


def test_the_risk_is_that_of_all_posts_together() -> None:
    assert risk_of(["Patiente de 45 ans, jumelle.", "Elle vit à Bessines."]).is_high
    assert not risk_of(["Patiente de 45 ans, jumelle."]).is_high


def test_work_is_bounded() -> None:
    posts = ["Rien."] * MOST_TEXTS + ["Elle vit à Bessines."]
    assert risk_of(posts).people == risk_of(["Rien."]).people


def test_the_page_says_the_number_and_answers_the_three_questions() -> None:
    page = render_to_string("privacy/risk.html", {"risk": risk_of(["maladie de Fabry dans les Deux-Sèvres"])})
    assert "Environ 2 personnes correspondent" in page
    assert page.count("<dt>") == page.count("<dd>") == 3
    assert "dix personnes ou moins" in page
