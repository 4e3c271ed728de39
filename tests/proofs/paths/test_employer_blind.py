"""An institution never learns who accepted: nothing it can fetch moves with somebody's acceptance."""

from __future__ import annotations

import json
import logging
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from tests.config.api_caller import caller
from tests.conftest import SignedIn, signed_in
from tests.pages import words_of
from tests.proofs.paths.employers import (
    INVITATION,
    INVITATIONS,
    INVITED,
    accept,
    aide,
    everything_kept,
    invite,
    link_of,
    mailed_links,
    organisation,
    steady,
    work,
)
from toctoc.config.logs import JsonLines
from toctoc.kernel import clock
from toctoc.people.models import Proof
from toctoc.people.rules.proof_life import State
from toctoc.proofs.path import path_called
from toctoc.proofs.paths.employer.models import Batch
from toctoc.proofs.paths.employer.rules.counts import LEAST, told_count

if TYPE_CHECKING:
    from toctoc.people.models import Account

pytestmark = pytest.mark.django_db

UNSTEADY = {"Date", "Set-Cookie", "X-Request-Id"}
OWN_PAGES = (
    "/",
    "/preuves",
    "/preuves/voies",
    INVITATIONS,
    "/avis",
    "/moi",
    "/reglages",
    "/@tilleuls/preuve",
    "/@tilleuls",
)
PROGRAM = ("/me", "/notifications", "/timelines/home", "/actors/tilleuls")


@pytest.fixture
def tilleuls(db: None) -> SignedIn:
    """A proved home-care service, at its browser."""
    return signed_in(organisation("tilleuls"))


def all_it_sees(institution: SignedIn, links: list[str], fake: SignedIn) -> dict[str, object]:
    """Fetch what an institution can: its pages, its links as itself, as nobody and as an account it made up."""
    seen: dict[str, object] = {}
    batches = [f"{INVITATIONS}/{batch.pk}{end}" for batch in Batch.objects.all() for end in ("", "/depart")]
    for path in (*OWN_PAGES, *batches):
        seen[path] = told(institution.client, path)
    for who, client in (("itself", institution.client), ("nobody", Client()), ("fake", fake.client)):
        for link in links:
            opened = client.get(link)
            seen[f"{who} {link}"] = (
                opened.status_code,
                opened.headers["Location"],
                opened.cookies["toctoc_invitation"].value,
            )
            seen[f"{who} page of {link}"] = told(client, INVITATION)
    program = caller(institution.actor)
    for path in PROGRAM:
        answer = program.get(path)
        seen[f"api {path}"] = (answer.status, json.dumps(answer.body))
    way = path_called("employer")
    assert way is not None
    seen["archive"] = way.archive_of(institution.actor)
    seen["mail"] = [(str(letter.to), letter.body) for letter in mail.outbox if "tilleuls@exemple.test" in letter.to]
    return seen


def told(client: Client, path: str) -> tuple[object, ...]:
    answer = client.get(path)
    headers = sorted((name, value) for name, value in answer.headers.items() if name not in UNSTEADY)
    lengthless = [header for header in headers if header[0] != "Content-Length"]
    return answer.status_code, lengthless, steady(answer)


def test_nothing_an_institution_can_fetch_moves_when_somebody_accepts(tilleuls: SignedIn) -> None:
    for_all = invite(tilleuls)
    invite(tilleuls, way="liste", addresses="\n".join(INVITED))
    links = [link_of(tilleuls, for_all), mailed_links()[INVITED[0]]]
    fake = aide("fausse")
    before = all_it_sees(tilleuls, links, fake)
    assert before == all_it_sees(tilleuls, links, fake)
    for number, link in enumerate([links[0]] * 5 + [links[1]]):
        assert accept(aide(f"aide{number}").client, link).status_code == 302
        assert all_it_sees(tilleuls, links, fake) == before
    work()
    assert all_it_sees(tilleuls, links, fake) == before
    assert "Moins de 5 sur 5 utilisées" in words_of(tilleuls.client.get(INVITATIONS))
    with clock.at(clock.now() + timedelta(days=1)):
        shown = words_of(tilleuls.client.get(INVITATIONS))
        assert "5 sur 5 utilisées" in shown
        assert "Moins de 5 sur 6 utilisées" in shown
        # Whoever reads somebody's mail learns nothing from the link, on the day after either.
        assert "Pour accepter" in words_of(Client().get(links[1], follow=True))


def test_the_count_tells_of_four_no_more_than_of_none(tilleuls: SignedIn) -> None:
    batch = invite(tilleuls, size="20")
    for number in range(4):
        accept(aide(f"aide{number}").client, link_of(tilleuls, batch))
    with clock.at(clock.now() + timedelta(days=3)):
        assert "Moins de 5 sur 20 utilisées" in words_of(tilleuls.client.get(INVITATIONS))
        tilleuls.client.post(f"{INVITATIONS}/{batch.pk}/fermer")
    with clock.at(clock.now() + timedelta(days=40)):
        assert "Moins de 5 sur 20 utilisées" in words_of(tilleuls.client.get(INVITATIONS))


def test_closing_says_nothing_of_the_day(tilleuls: SignedIn) -> None:
    batch = invite(tilleuls)
    for number in range(5):
        accept(aide(f"aide{number}").client, link_of(tilleuls, batch))
    page = words_of(tilleuls.client.post(f"{INVITATIONS}/{batch.pk}/fermer", follow=True))
    assert "Moins de 5 sur 5 utilisées" in page


@given(
    st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 3, 1)), st.integers(1, 40), max_size=20),
    st.dates(date(2026, 1, 1), date(2026, 3, 10)),
)
def test_every_step_of_a_count_is_of_five_people_and_a_day_old(uses: dict[date, int], today: date) -> None:
    told_then, told_now = (told_count(uses.items(), day) for day in (today, today + timedelta(days=1)))
    assert told_now - told_then == 0 or told_now - told_then >= LEAST
    passed = sum(count for day, count in uses.items() if day < today)
    assert told_then <= passed < told_then + LEAST or told_then <= passed
    assert told_count([*uses.items(), (today, 50)], today) == told_count(
        [(day, count) for day, count in uses.items() if day != today], today
    )


def test_the_seal_names_no_institution_and_gives_no_date_to_find_it_by(tilleuls: SignedIn, vigie: Account) -> None:
    batch, anna = invite(tilleuls), aide("anna")
    accept(anna.client, link_of(tilleuls, batch))
    assert vigie.actors.exists()
    moderator = signed_in(vigie.actors.get())
    proof = Proof.objects.get(actor=anna.actor)
    day, ends_at = proof.decided_at, proof.ends_at
    for client, path in (
        (Client(), "/@anna"),
        (Client(), "/@anna/preuve"),
        (tilleuls.client, "/@anna/preuve"),
        (moderator.client, "/@anna/preuve"),
        (moderator.client, "/moderation/acteurs/anna"),
        (moderator.client, "/moderation/preuves/acteurs/anna"),
        (moderator.client, "/moderation/preuves/recherche?identifiant=anna"),
    ):
        page = words_of(client.get(path))
        # The end is one of a few quarters: it would gather those whom one employer attested.
        assert not any(f"{end:%Y-%m-%d}" in page for end in (batch.term, localdate(ends_at))), path
        # The reader's own name stands in the shell of its pages, where it is no news.
        assert "Tilleuls" not in page, path
        # The first lines of a page say who reads it.
        assert str(tilleuls.actor.pk) not in page.partition("<main")[2]
        assert batch.label not in page
        assert str(batch.pk) not in page
    seal = words_of(Client().get("/@anna/preuve"))
    assert f'datetime="{day:%Y-%m}"' in seal
    assert "Valable jusqu’au" not in seal
    assert str(batch.term.year) not in seal.replace(f"{day:%Y}", "") or batch.term.year == day.year
    assert "Valable jusqu’au" in words_of(anna.client.get("/preuves"))


def test_others_do_not_see_that_a_whole_batch_is_under_review(tilleuls: SignedIn) -> None:
    batch, anna = invite(tilleuls), aide("anna")
    accept(anna.client, link_of(tilleuls, batch))
    before = steady(Client().get("/@anna/preuve"))
    tilleuls.client.post(f"{INVITATIONS}/{batch.pk}/depart")
    with clock.at(clock.now() + timedelta(days=1)):
        work()
        assert Proof.objects.get(actor=anna.actor).state == State.DOUBTED
        assert steady(Client().get("/@anna/preuve")) == before
        assert steady(tilleuls.client.get("/@anna/preuve")).count("réexamen") == before.count("réexamen")
        assert "en réexamen" in words_of(anna.client.get("/preuves"))


def test_all_institutions_share_a_handful_of_last_days(tilleuls: SignedIn) -> None:
    other = signed_in(organisation("bouleaux"))
    ends = {invite(institution).ends_at for institution in (tilleuls, other)}
    assert len(ends) == 1


# The secret of a link.


def test_no_row_and_no_session_holds_a_link(tilleuls: SignedIn, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    link = link_of(tilleuls, invite(tilleuls))
    client = Client()
    client.get(link, follow=True)
    typed = {
        "email": "nouvelle@exemple.test", "password1": "lanterne-bleue-7", "handle": "lanterne", "next": INVITATION,
    }  # fmt: skip
    client.post("/compte/signup/", typed)
    token = link.rpartition("/")[2]
    assert len(token) * 6 >= 128
    # A piece of it would do to guess the rest.
    token = token[:8]
    kept = everything_kept()
    assert "lanterne" in kept
    assert INVITATION in kept
    assert token not in kept
    assert token not in caplog.text
    accept(aide("anna").client, link)
    assert token not in everything_kept()


def test_a_link_leaves_the_address_bar_at_once_and_no_cache_keeps_its_page(tilleuls: SignedIn) -> None:
    link, client = link_of(tilleuls, invite(tilleuls)), Client()
    answer = client.get(link)
    assert (answer.status_code, answer.headers["Location"]) == (302, INVITATION)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == client.get(INVITATION).headers["Cache-Control"] == "private, no-store"
    cookie = answer.cookies["toctoc_invitation"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/preuves/employeur/")
    assert link.rpartition("/")[2] not in words_of(client.get(INVITATION))


def test_a_page_that_fails_writes_no_link_down(tilleuls: SignedIn) -> None:
    link = link_of(tilleuls, invite(tilleuls))
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Internal Server Error", link), None)
    line = json.loads(JsonLines("web").format(record))
    assert line["event"] == f"Internal Server Error: {INVITATION}/…"


def test_two_links_of_one_batch_and_two_batches_never_share_a_secret(tilleuls: SignedIn) -> None:
    links = [link_of(tilleuls, invite(tilleuls)) for _ in range(3)]
    assert len(set(links)) == len(links)
