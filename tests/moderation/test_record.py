"""The log that nobody changes, the figures for everybody, the team, the lists of domains."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SignedIn, post_by, signed_in
from tests.moderation.conftest import decide, gesture, give_notice
from toctoc.kernel import clock
from toctoc.moderation.models import Appeal, Decision, LogLine, Notice, ServerRule
from toctoc.moderation.queries.figures import figures_of
from toctoc.moderation.queries.lists import refuses_mail, severity_of
from toctoc.moderation.rules.measures import APPEAL_LASTS
from toctoc.people.models import Account, Actor

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(client: Client, avril: Actor, guard: SignedIn) -> Decision:
    """A post that was removed after a notice."""
    give_notice(client, f"post:{post_by(avril).pk}")
    decide(guard, Notice.objects.get().pk)
    return Decision.objects.get()


def contest(browser: SignedIn, decision: Decision, text: str = "Je ne suis pas d’accord.") -> int:
    """Contest as whom it touches; return the status."""
    answer = browser.client.post(f"/moderation/decisions/{decision.pk}", {"text": text, "cle": text})
    return answer.status_code


def test_an_appeal_is_taken_once_within_six_months(avril: Actor, decided: Decision) -> None:
    browser = signed_in(avril)
    with clock.at(clock.now() + APPEAL_LASTS + timedelta(hours=1)):
        assert contest(browser, decided) == 403
    assert contest(browser, decided, " ") == 422
    assert contest(browser, decided) == 302
    assert contest(browser, decided, "Encore.") == 403
    assert Appeal.objects.count() == 1


def test_an_upheld_decision_stands(avril: Actor, decided: Decision, second: SignedIn) -> None:
    contest(signed_in(avril), decided)
    address = f"/moderation/recours/{Appeal.objects.get().pk}"
    gesture(second, address, "confirmer", text="Nous avons relu : les faits sont là.")
    late = second.client.post(address, {"geste": "confirmer", "text": "Deux fois.", "cle": "x"})
    assert late.status_code == 409
    decided.refresh_from_db()
    assert (decided.undone_at, Appeal.objects.get().is_upheld) == (None, True)
    page = signed_in(avril).client.get(f"/moderation/decisions/{decided.pk}").content.decode()
    assert "La décision est confirmée" in page


def test_who_gave_notice_may_contest_too(client: Client, avril: Actor, guard: SignedIn, second: SignedIn) -> None:
    said = post_by(avril)
    follow = give_notice(client, f"post:{said.pk}")
    decide(guard, Notice.objects.get().pk, measure="none")
    assert client.post(follow, {"text": "Relisez, s’il vous plaît.", "cle": "c"}).status_code == 302
    appeal = f"/moderation/recours/{Appeal.objects.get().pk}"
    assert guard.client.post(appeal, {"geste": "confirmer", "text": "Non.", "cle": "n"}).status_code == 403
    gesture(second, appeal, "remplacer", measure="remove", ground="insult", text="L’insulte est nette.")
    said.refresh_from_db()
    assert said.deleted_at is not None


def test_the_log_is_written_once(guard: SignedIn, decided: Decision) -> None:
    line = LogLine.objects.latest("pk")
    line.why = "Autre chose."
    for change in (line.save, line.delete):
        with pytest.raises(TypeError):
            change()
    page = guard.client.get("/moderation/journal").content.decode()
    assert "a décidé" in page
    exported = guard.client.get("/moderation/journal.csv")
    assert exported["Content-Type"].startswith("text/csv")
    assert f"{decided.about}" in exported.content.decode()
    assert LogLine.objects.filter(verb="export").count() == 1


def test_figures_are_for_everybody_and_name_nobody(client: Client, avril: Actor, decided: Decision) -> None:
    contest(signed_in(avril), decided)
    year = figures_of(clock.now().year, "fr")
    assert (year.noticed, year.decided, year.appeals, year.automated_percent) == (1, 1, 1, 0)
    page = client.get("/moderation/chiffres").content.decode()
    rows = client.get(f"/moderation/chiffres.csv?annee={clock.now().year}").content.decode()
    for text in (page, rows):
        assert "Harcèlement" in text
        assert "Retirer le message" in text
        assert "avril" not in text.replace("juin", "")
    assert client.get("/moderation/chiffres?annee=1999").status_code == 404


@pytest.mark.parametrize("address", ["journal", "journal.csv", "equipe", "listes", "listes.csv", "recours"])
def test_the_rest_is_for_moderators(client: Client, avril: Actor, address: str) -> None:
    for browser in (client, signed_in(avril).client):
        assert browser.get(f"/moderation/{address}").status_code == 404
        assert browser.post(f"/moderation/{address}", {"geste": "importer"}).status_code in {404, 405}


def test_the_last_moderator_stays(guard: SignedIn, second: SignedIn) -> None:
    assert second.client.post("/moderation/equipe").status_code == 302
    assert second.client.get("/moderation/signalements").status_code == 404
    assert guard.client.post("/moderation/equipe").status_code == 403
    assert Account.objects.get(actors=guard.actor).is_moderator


def test_lists_are_an_administrators(client: Client, guard: SignedIn) -> None:
    assert guard.client.get("/moderation/listes").status_code == 404
    chief = Account.objects.create_superuser(email="chef@exemple.test", password="girouette-verte")
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    lines = "domain,severity,reason\nindesirable.test,suspend,Pourriel\njetable.test,mail,Adresses d’un jour\n"
    typed = {"geste": "importer", "text": lines, "cle": "a"}
    assert client.post("/moderation/listes", typed).status_code == 302
    assert client.post("/moderation/listes", typed | {"cle": "b"}).status_code == 302
    assert ServerRule.objects.count() == 2
    wrong = client.post(
        "/moderation/listes", typed | {"text": "bon.test,suspend,\npas un domaine,suspend,", "cle": "c"}
    )
    assert wrong.status_code == 422
    assert "Ligne 2" in wrong.content.decode()
    assert ServerRule.objects.count() == 2
    assert severity_of("sous.indesirable.test") == "suspend"
    assert severity_of("desirable.test") == ""
    assert refuses_mail("quelquun@jetable.test")
    exported = client.get("/moderation/listes.csv").content.decode()
    assert "indesirable.test,suspend,Pourriel" in exported
    client.post(f"/moderation/listes/{ServerRule.objects.get(severity='mail').pk}/retirer")
    assert not refuses_mail("quelquun@jetable.test")
