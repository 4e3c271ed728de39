from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.utils import translation

from tests.conftest import signed_in
from toctoc.kernel.errors import Invalid, Missing, Refused, SignInNeeded, Stale, ToctocError, TooMany
from toctoc.website.web.errors import ErrorsMiddleware, broken, forged, malformed, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor


def page_of(error: ToctocError, request: HttpRequest) -> HttpResponse:
    def never(request: HttpRequest) -> HttpResponse:
        raise AssertionError

    page = ErrorsMiddleware(never).process_exception(request, error)
    assert page is not None
    return page


def test_an_address_that_leads_nowhere_says_so(client: Client, db: None) -> None:
    page = client.get("/nulle-part")
    assert page.status_code == 404
    assert "n’existe pas, ou n’est pas pour vous" in page.content.decode()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Missing(), 404),
        (Refused("Non."), 403),
        (TooMany("Non.", retry_after=9), 429),
        (Stale("Non."), 409),
        (Invalid("Non."), 422),
        (SignInNeeded(), 401),
        (ToctocError("Non."), 400),
    ],
)
def test_each_error_has_its_status(error: ToctocError, status: int) -> None:
    assert status_of(error) == status


def test_a_refusal_gives_back_what_was_typed(rf: RequestFactory, db: None) -> None:
    request = rf.post("/x", {"text": "Ma longue <b>réponse</b>", "csrfmiddlewaretoken": "jeton"})
    page = page_of(Refused("Ce fil est fermé."), request)
    html = page.content.decode()
    assert page.status_code == 403
    assert "Ce fil est fermé." in html
    assert "Ma longue &lt;b&gt;réponse&lt;/b&gt;</textarea>" in html


def test_too_many_says_when_to_come_back(rf: RequestFactory, db: None) -> None:
    page = page_of(TooMany("Vous avez beaucoup écrit.", retry_after=130), rf.get("/x"))
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "130"
    assert "Revenez dans 3 minutes." in page.content.decode()
    much_later = page_of(TooMany("Vous avez beaucoup écrit.", retry_after=14 * 3600 - 60), rf.get("/x"))
    assert "Revenez dans 14 heures." in much_later.content.decode()


def test_signing_in_leads_back_to_the_page(rf: RequestFactory) -> None:
    page = page_of(SignInNeeded(), rf.get("/reglages?x=1"))
    assert page.status_code == 302
    assert page.headers["Location"] == "/compte/login/?next=/reglages%3Fx%3D1"


def test_signing_in_after_a_form_leads_back_to_its_page_and_never_elsewhere(rf: RequestFactory) -> None:
    here = rf.post("/messages/1/utile", headers={"Referer": "http://testserver/decouvrir?avant=7"})
    elsewhere = rf.post("/messages/1/utile", headers={"Referer": "https://ailleurs.example/piege"})
    assert page_of(SignInNeeded(), here).headers["Location"] == "/compte/login/?next=/decouvrir%3Favant%3D7"
    assert page_of(SignInNeeded(), elsewhere).headers["Location"] == "/compte/login/?next=/"


def test_a_fragment_that_needs_signing_in_moves_the_whole_page(rf: RequestFactory) -> None:
    page = page_of(SignInNeeded(), rf.get("/questions/poser", headers={"HX-Request": "true"}))
    assert page.headers["HX-Redirect"] == "/compte/login/?next=/questions/poser"


def test_a_fault_of_ours_is_told_without_database_nor_session(rf: RequestFactory) -> None:
    # No `db` fixture: pytest-django refuses any query here.
    page = broken(rf.get("/", headers={"Accept-Language": "fr"}))
    assert page.status_code == 500
    assert "Quelque chose s’est cassé chez nous" in page.content.decode()
    assert translation.get_language() == settings.LANGUAGE_CODE


def test_a_dead_database_shows_the_page_of_a_fault(avril: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(avril).client
    browser.raise_request_exception = False

    def dead(*_: object, **__: object) -> None:
        raise OperationalError("unable to open database file")

    with monkeypatch.context() as broken_world:
        broken_world.setattr(connection, "cursor", dead)
        page = browser.get("/")
    assert page.status_code == 500
    assert "Quelque chose s’est cassé chez nous" in page.content.decode()


def test_a_request_that_cannot_be_read_is_told(rf: RequestFactory) -> None:
    page = malformed(rf.get("/"), ValueError())
    assert page.status_code == 400
    assert "Cette demande est illisible" in page.content.decode()


def test_an_old_form_is_refused_and_its_text_kept(ruisseau: Actor) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert ruisseau.account is not None
    browser.force_login(ruisseau.account, backend="django.contrib.auth.backends.ModelBackend")
    page = browser.post("/langue", {"language": "en", "text": "Un texte tapé longuement."})
    html = page.content.decode()
    assert page.status_code == 403
    assert "Le formulaire a vieilli" in html
    assert "Un texte tapé longuement." in html


def test_the_page_of_an_old_form_is_ours() -> None:
    assert f"{forged.__module__}.{forged.__name__}" == settings.CSRF_FAILURE_VIEW
