"""Nobody learns from the pages that two actors are one person's.

Two worlds that differ in one thing, which account an actor belongs to, show the same pages to everybody but that
account: strangers, members, moderators, administrators. What can be seen in no page can be inferred from none.
"""

from __future__ import annotations

import re
from collections import deque
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client

from tests.conftest import person, post_by, question_by, signed_in
from tests.register_numbers import fictional_rpps
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.people.models import Account, Actor
from toctoc.people.rules.registers import national_identifier
from toctoc.people.services.actors import suspend
from toctoc.people.services.follows import follow
from toctoc.people.services.keys import digest_of_number
from toctoc.people.services.leaving import leave
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
MOST_PAGES = 150
SEEDS = (
    "/", "/decouvrir", "/questions", "/moi", "/avis", "/reglages", "/preuves", "/preuves/voies", "/preuves/confreres/",
    "/@ruisseau", "/@pleiade", "/@ruisseau/preuve", "/@pleiade/preuve", "/moderation",
    "/moderation?identifiant=pleiade", "/moderation/acteurs/ruisseau", "/moderation/acteurs/pleiade",
    "/moderation/preuves", "/moderation/preuves/recherche", "/moderation/preuves/chiffres",
    "/moderation/preuves/acteurs/ruisseau", "/moderation/preuves/acteurs/pleiade", "/preuves/employeur/",
    "/preuves/confreres/moderation/ruisseau", "/preuves/confreres/moderation/pleiade",
    "/administration/", "/administration/people/account/?q=commun", "/administration/people/account/?o=6.7",
    "/administration/people/actor/?q=pleiade", "/administration/people/proof/", "/administration/jobs/job/",
    "/api/toctoc/v1/posts", "/api/toctoc/v1/actors/ruisseau", "/api/toctoc/v1/actors/pleiade",
)  # fmt: skip
# The form that makes an actor proposes another handle each time; the lists of administrators sort in many ways.
# Taking the log away is written down in it, whoever does.
NOT_FOLLOWED = re.compile(
    r"^/(static|compte|flux|reglages/acteurs|administration/(logout|password_change|jsi18n))|image\.svg|\?next="
    r"|^/moderation/journal\.csv"
    r"|^/administration/.*[?&](o=\d+\.-|o=-|[a-z_]+__|kind|state|_facets)"
)
# What differs from one answer to the next, whatever the world: tokens, tickets, and how long ago something was.
PASSING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+"|billet=[^"&]+|name="cle"[^>]*|value="[0-9a-f]{32}"|"key":"[^"]+"'
    r"|<time .*?</time>|· (?:à l’instant|il y a \d+ min)|data-last=\"\d+\"|&amp;last=\d+"
)


@pytest.fixture
def common(ruisseau: Actor) -> Account:
    """An account with a doctor and, or not, a patient."""
    account = ruisseau.account
    assert account is not None
    Account.objects.filter(pk=account.pk).update(email="commun@exemple.test")
    record_proof(
        actor=ruisseau,
        evidence=Evidence("doctor", number=digest_of_number(national_identifier(fictional_rpps(7)))),
    )
    return account


@pytest.fixture
def pleiade(common: Account) -> Actor:
    """The patient."""
    with clock.at(clock.now() + timedelta(seconds=1)):
        return person("pleiade")


@pytest.fixture
def lives(common: Account, ruisseau: Actor, pleiade: Actor, carrelet: Actor, avril: Actor) -> None:
    """What both have done, apart from each other."""
    thread = post_by(avril, "Bonjour à tous.")
    posts.reply(author=ruisseau, to=thread, answer=posts.Answer(clear("Bienvenue ici.")))
    post_by(pleiade, "Je vis avec cela depuis dix ans.")
    question_by(ruisseau)
    follow(follower=pleiade, followee=avril)
    follow(follower=ruisseau, followee=carrelet)


@pytest.fixture
def readers(avril: Actor, carrelet: Actor, vigie: Account) -> dict[str, Client]:
    """Everybody who is not the account."""
    chief = person("girouette")
    Account.objects.filter(actors=chief).update(is_staff=True, is_superuser=True, is_moderator=True)
    return {
        "stranger": Client(),
        "member": signed_in(avril).client,
        "professional": signed_in(carrelet).client,
        "moderator": signed_in(Actor.objects.get(account=vigie)).client,
        "administrator": signed_in(Actor.objects.get(pk=chief.pk)).client,
    }


def walk(browser: Client) -> dict[str, str]:
    """Follow every link from the seeds; return what each address answered."""
    seen: dict[str, str] = {}
    waiting = deque(SEEDS)
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.popleft()
        if address in seen or NOT_FOLLOWED.search(address):
            continue
        answer = browser.get(address)
        body = answer.content.decode(errors="replace") if not answer.streaming else ""
        seen[address] = f"{answer.status_code} {answer.headers.get('Location', '')} {PASSING.sub('…', body)}"
        for link in re.findall(r'href="([^"#]+)', body):
            path = unescape(link)
            if path.startswith("/"):
                waiting.append(path)
            elif path.startswith("?"):
                waiting.append(address.partition("?")[0] + path)
    return seen


def differences(readers: dict[str, Client], change: Callable[[], object]) -> dict[str, set[str]]:
    """Return, for each reader, the addresses that answer something else once ``change`` is done."""
    # Figures that an earlier test left would run out between the two walks.
    cache.clear()
    # Both at the same moment: how long a question has waited is told in minutes.
    moment = clock.now() + timedelta(seconds=2)
    with clock.at(moment):
        before = {name: walk(browser) for name, browser in readers.items()}
    change()
    with clock.at(moment):
        after = {name: walk(browser) for name, browser in readers.items()}
    for name, pages in before.items():
        assert any("pleiade" in page for page in pages.values()), name
        assert any("ruisseau" in page for page in pages.values()), name
    return {
        name: {
            address for address in pages.keys() | after[name].keys() if pages.get(address) != after[name].get(address)
        }
        for name, pages in before.items()
    }


NOTHING: dict[str, set[str]] = {
    name: set() for name in ("stranger", "member", "professional", "moderator", "administrator")
}


def join(actor: Actor, account: Account) -> None:
    Actor.objects.filter(pk=actor.pk).update(account=account)


@pytest.mark.usefixtures("lives")
def test_no_page_differs_by_whose_an_actor_is(readers: dict[str, Client], common: Account, pleiade: Actor) -> None:
    assert differences(readers, lambda: join(pleiade, common)) == NOTHING


@pytest.mark.usefixtures("lives")
def test_nor_once_one_of_the_two_is_suspended(
    readers: dict[str, Client], common: Account, pleiade: Actor, ruisseau: Actor
) -> None:
    suspend(actor=pleiade)
    Actor.objects.filter(pk=pleiade.pk).update(suspended_at=clock.now() - timedelta(days=1))
    found = differences({"moderator": readers["moderator"]}, lambda: join(pleiade, common))
    assert found == {"moderator": set()}
    assert Client().get("/@ruisseau").status_code == 200


@pytest.mark.usefixtures("lives")
def test_when_one_leaves_the_other_looks_as_before(
    readers: dict[str, Client], common: Account, pleiade: Actor, ruisseau: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda most: most - 1)
    join(pleiade, common)
    pages = ("/@pleiade", "/moderation/acteurs/pleiade", "/preuves/confreres/moderation/pleiade")

    def shown() -> list[str]:
        office = readers["administrator"]
        change = f"/administration/people/actor/{pleiade.pk}/change/"
        return [PASSING.sub("…", office.get(address).content.decode()) for address in (*pages, change)]

    before = shown()
    leave(account=common, speaking=ruisseau)
    assert shown() == before
    assert readers["stranger"].get("/@ruisseau").status_code == 404


@pytest.mark.usefixtures("lives")
def test_no_page_holds_an_account_beside_its_actor(readers: dict[str, Client], common: Account, pleiade: Actor) -> None:
    join(pleiade, common)
    handles = re.compile(r"(?<!\w)@?(ruisseau|pleiade)(?![\w@])")
    account = re.compile(rf"compte {common.pk}\b|people/account/{common.pk}/|commun@exemple\.test")
    for name in ("moderator", "administrator"):
        pages = walk(readers[name])
        together = {a for a, page in pages.items() if account.search(page) and handles.search(page)}
        assert together == set(), name
    assert any(account.search(page) for page in pages.values())


def test_the_administration_tells_no_minute_of_an_account(readers: dict[str, Client], common: Account) -> None:
    joined = clock.now() - timedelta(days=3)
    Account.objects.filter(pk=common.pk).update(date_joined=joined, approved_at=joined, last_login=joined)
    office = readers["administrator"]
    for address in ("/administration/people/account/", f"/administration/people/account/{common.pk}/change/"):
        page = office.get(address).content.decode()
        assert "commun@exemple.test" in page
        assert not re.search(r"20\d\d (à )?\d\d:\d\d", page)


def test_the_account_alone_sees_both(common: Account, pleiade: Actor, ruisseau: Actor) -> None:
    join(pleiade, common)
    mine = signed_in(ruisseau).client.get("/reglages/acteurs").content.decode()
    assert "@pleiade" in mine
    assert "@ruisseau" in mine
