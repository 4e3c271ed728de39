"""Institutions and the people they invite, at their browsers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils.module_loading import autodiscover_modules

from tests.conftest import PASSWORD, SignedIn, signed_in
from tests.pages import words_of
from toctoc.jobs.services.worker import Worker
from toctoc.people.models.actor import ActorKind
from toctoc.people.services.accounts import make_account
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.privacy.services import clear, clear_line
from toctoc.proofs.paths.employer.forms import term_choices
from toctoc.proofs.paths.employer.models import Batch

if TYPE_CHECKING:
    from django.test import Client

    from tests.pages import Response
    from toctoc.people.models import Actor

INVITATIONS = "/preuves/employeur/invitations"
INVITATION = "/preuves/employeur/invitation"
INVITED = [f"invite{number}@exemple.test" for number in range(1, 7)]


def organisation(handle: str, institution: str = "home_care_service", *, proved: bool = True) -> Actor:
    """Make an organisation's account and actor, proved or not."""
    account = make_account(email=f"{handle}@exemple.test", password=PASSWORD)
    portrait = Portrait(clear_line(handle.capitalize()), clear(""))
    actor = make_actor(account=account, handle=handle, portrait=portrait, kind=ActorKind.ORGANISATION)
    if proved:
        record_proof(actor=actor, evidence=Evidence(institution))
        actor.refresh_from_db()
    return actor


def filled_in(**changed: object) -> dict[str, object]:
    """Return the form of a batch of five home-care aides by one link."""
    typed = {
        "label": "Équipe du matin",
        "profession": "home_care_aide",
        "term": term_choices()[2][0],
        "way": "lien",
        "size": "5",
        "addresses": "",
        "cle": "",
    }
    return typed | changed


def invite(institution: SignedIn, **changed: object) -> Batch:
    """Open a batch through the page."""
    answer = institution.client.post(INVITATIONS, filled_in(**changed))
    assert answer.status_code == 302, answer.context["form"].errors
    return Batch.objects.get(pk=int(answer.headers["Location"].rpartition("/")[2]))


def link_of(institution: SignedIn, batch: Batch) -> str:
    """Return the path of the link for all, read on the institution's page."""
    page = institution.client.get(f"{INVITATIONS}/{batch.pk}").content.decode()
    found = re.search(rf"({INVITATION}/[\w-]+)", page)
    assert found is not None
    return found[1]


def work() -> None:
    """Do what waits in the background."""
    autodiscover_modules("tasks")
    Worker().drain()


def mailed_links() -> dict[str, str]:
    """Send the letters that wait; return the path in each, by the address it went to."""
    work()
    found = {}
    for letter in mail.outbox:
        link = re.search(rf"http://127\.0\.0\.1:8000({INVITATION}/\S+)", str(letter.body))
        if link is not None:
            found[letter.to[0]] = link[1]
    return found


def accept(client: Client, link: str, **changed: object) -> Response:
    """Open a link and press the button, with the actor the page proposes."""
    page = client.get(link, follow=True)
    form = page.context["form"]
    typed = {"link": form["link"].value(), "actor": form["actor"].value() or ""} | changed
    return client.post(INVITATION, typed)


def person_at(handle: str) -> Actor:
    """Make somebody who says and has proved nothing."""
    account = make_account(email=f"{handle}@exemple.test", password=PASSWORD)
    return make_actor(account=account, handle=handle, portrait=Portrait(clear_line(handle.capitalize()), clear("")))


def aide(handle: str) -> SignedIn:
    """Make somebody who will be attested, at a browser."""
    return signed_in(person_at(handle))


def steady(response: Response) -> str:
    """Return a page without what differs between any two requests: form and stream tokens, keys."""
    text = words_of(response)
    for pattern in (r'name="(csrfmiddlewaretoken|cle|link)" value="[^"]*"', r'data-stream="[^"]*"'):
        text = re.sub(pattern, "", text)
    return text


def everything_kept() -> str:
    """Return every row of every table, one a line, sessions opened."""
    lines = [json.dumps(session.get_decoded()) for session in Session.objects.all()]
    for model in apps.get_models():
        rows = model._default_manager.values_list()
        lines += [" ".join(map(_legible, row)) for row in rows]
    return "\n".join(lines)


def _legible(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
