"""Danger that is read in a post: the card every reader sees, who is told, and who takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import SignedIn, person, post_by, signed_in
from toctoc.community.models import Notification, Orientation, Post
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.moderation.models import Alert, LogLine
from toctoc.moderation.models.log_line import Verb
from toctoc.moderation.services.alerts import KEPT, LATELY, MOST_OF_ONE, forget_alerts
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db

DANGER = "Je n’en peux plus, je veux mourir ce soir."
CALM = "Il n’a jamais eu d’idées suicidaires, il va bien."
PAGE = "/moderation/alertes"


def told() -> set[str]:
    return set(Notification.objects.filter(kind="alert").values_list("recipient__handle", flat=True))


def press(browser: SignedIn, geste: str, alert: Alert | None = None) -> None:
    typed = {"geste": geste}
    if alert is not None:
        alert.refresh_from_db()
        typed |= {"alerte": str(alert.pk), "vu": str(alert.version)}
    assert browser.client.post(PAGE, typed).status_code == 302


def test_every_reader_sees_the_card_and_the_api_carries_it(ruisseau: Actor) -> None:
    post = post_by(ruisseau, DANGER)
    page = Client().get(f"/messages/{post.pk}").content.decode()
    assert 'href="tel:3114"' in page
    assert 'href="sms:114"' in page
    parts = Client().get(f"/api/toctoc/v1/posts/{post.pk}").json()["parts"]
    assert [card["slug"] for card in parts["orientation"]] == ["suicide"]
    assert parts["orientation"][0]["numbers"][0]["dial"] == "3114"


def test_a_denial_shows_no_card_and_alerts_nobody(ruisseau: Actor, guard: SignedIn) -> None:
    post = post_by(ruisseau, CALM)
    assert post.parts == ""
    assert not Orientation.objects.exists()
    assert not Alert.objects.exists()
    assert not told()


def test_no_warning_hides_the_card(ruisseau: Actor) -> None:
    post = post_by(ruisseau, DANGER)
    posts.edit(editor=ruisseau, post=post, text=clear(DANGER + " Vraiment."), revision=1, warning=clear("Idées noires"))
    page = Client().get(f"/messages/{post.pk}").content.decode()
    assert page.index("</details>") < page.index("tel:3114")


def test_an_edit_brings_the_card_or_takes_it_away(ruisseau: Actor) -> None:
    post = post_by(ruisseau, CALM)
    posts.edit(editor=ruisseau, post=post, text=clear(DANGER), revision=1)
    assert Post.objects.get(pk=post.pk).parts == "orientation"
    assert Alert.objects.filter(post=post).exists()
    post.refresh_from_db()
    posts.edit(editor=ruisseau, post=post, text=clear("Tout va bien, merci à tous."), revision=2)
    assert Post.objects.get(pk=post.pk).parts == ""
    assert "3114" not in Client().get(f"/api/toctoc/v1/posts/{post.pk}").content.decode()


def test_a_request_for_a_consultation_is_oriented_not_alerted(avril: Actor) -> None:
    post = post_by(avril, "J’ai 39 de fièvre depuis hier, dois-je prendre un antibiotique ?")
    page = Client().get(f"/messages/{post.pk}").content.decode()
    assert "Ce service n’est pas une téléconsultation" in page
    assert "interdit en France" not in page
    assert not Alert.objects.exists()


def test_a_proved_professional_is_not_told_to_see_a_doctor(carrelet: Actor) -> None:
    post = post_by(carrelet, "J’ai un patient avec 39 de fièvre, dois-je prendre un avis infectiologique ?")
    assert post.parts == ""


def test_everybody_who_moderates_is_told_when_nobody_is_on_duty(
    ruisseau: Actor, guard: SignedIn, second: SignedIn
) -> None:
    post_by(ruisseau, DANGER)
    assert {guard.actor.handle, second.actor.handle} <= told()


def test_who_is_on_duty_is_told_alone(ruisseau: Actor, guard: SignedIn, second: SignedIn) -> None:
    press(second, "garde")
    post_by(ruisseau, DANGER)
    assert told() == {second.actor.handle}
    press(second, "fin_de_garde")
    post_by(ruisseau, "Mon père ne respire plus, que faire ?")
    assert guard.actor.handle in told()


def test_one_takes_an_alert_and_others_see_it(ruisseau: Actor, guard: SignedIn, second: SignedIn) -> None:
    post_by(ruisseau, DANGER)
    alert = Alert.objects.get()
    press(guard, "prendre", alert)
    assert "quelqu’un s’en occupe" in second.client.get(PAGE).content.decode()
    press(second, "clore", alert)
    assert Alert.objects.filter(closed_at=None).exists()
    press(guard, "clore", alert)
    assert not Alert.objects.filter(closed_at=None).exists()
    assert "Aucune alerte" in guard.client.get(PAGE).content.decode()


def test_two_tabs_do_not_take_one_alert_twice(ruisseau: Actor, guard: SignedIn, second: SignedIn) -> None:
    post_by(ruisseau, DANGER)
    alert = Alert.objects.get()
    stale = {"geste": "prendre", "alerte": str(alert.pk), "vu": "0"}
    guard.client.post(PAGE, stale)
    second.client.post(PAGE, stale)
    alert.refresh_from_db()
    assert alert.taken_by == guard.actor.account


def test_a_closed_post_is_read_by_who_took_its_alert_and_the_log_says_so(
    carrelet: Actor, guard: SignedIn, second: SignedIn
) -> None:
    post_by(carrelet, DANGER, "professionals")
    alert = Alert.objects.get()
    assert "je veux mourir" not in guard.client.get(PAGE).content.decode()
    press(guard, "prendre", alert)
    assert "je veux mourir" in guard.client.get(PAGE).content.decode()
    assert "je veux mourir" not in second.client.get(PAGE).content.decode()
    assert [line.account_id for line in LogLine.objects.filter(verb=Verb.LOOK)] == [guard.actor.account_id]


def test_a_new_danger_opens_a_closed_alert_again(ruisseau: Actor, guard: SignedIn) -> None:
    post = post_by(ruisseau, DANGER)
    alert = Alert.objects.get()
    press(guard, "prendre", alert)
    press(guard, "clore", alert)
    post.refresh_from_db()
    said = "J’ai pris toute la boîte de somnifères et je ne veux plus vivre. " + DANGER
    posts.edit(editor=ruisseau, post=post, text=clear(said), revision=1)
    alert.refresh_from_db()
    assert alert.closed_at is None
    assert alert.cards == "suicide poison"


def edited(author: Actor, post: Post, text: str) -> None:
    """Edit by the page, as its author does."""
    post.refresh_from_db()
    typed = {"text": text, "revision": str(post.revision), "warning": "", "cle": f"e{post.revision}"}
    assert signed_in(author).client.post(f"/messages/{post.pk}/modifier", typed).status_code == 302


def test_an_edit_neither_frees_nor_opens_an_alert(ruisseau: Actor, guard: SignedIn) -> None:
    post = post_by(ruisseau, DANGER)
    alert = Alert.objects.get()
    press(guard, "prendre", alert)
    Notification.objects.all().delete()
    for text in (CALM, DANGER, CALM, DANGER + " Vraiment."):
        edited(ruisseau, post, text)
    alert.refresh_from_db()
    assert (alert.taken_by, alert.closed_at, alert.cards) == (guard.actor.account, None, "suicide")
    press(guard, "clore", alert)
    for text in (CALM, DANGER):
        edited(ruisseau, post, text)
    alert.refresh_from_db()
    assert alert.closed_at is not None
    assert not told()


def test_a_new_danger_is_told_to_who_took_the_alert(ruisseau: Actor, guard: SignedIn, second: SignedIn) -> None:
    post = post_by(ruisseau, DANGER)
    alert = Alert.objects.get()
    press(guard, "prendre", alert)
    Notification.objects.all().delete()
    edited(ruisseau, post, "J’ai pris toute la boîte de somnifères et je ne veux plus vivre. " + DANGER)
    alert.refresh_from_db()
    assert (alert.taken_by, alert.cards) == (guard.actor.account, "suicide poison")
    assert told() == {guard.actor.handle}


def test_one_author_cannot_flood(ruisseau: Actor, carrelet: Actor, guard: SignedIn) -> None:
    for number in range(MOST_OF_ONE + 3):
        post_by(ruisseau, f"{DANGER} Encore, {number} fois.")
    assert Alert.objects.count() == MOST_OF_ONE
    assert Notification.objects.filter(kind="alert", recipient=guard.actor).count() == MOST_OF_ONE
    newest = Alert.objects.order_by("-pk")[0]
    assert newest.others == 3
    assert "3 autres messages de ce compte" in guard.client.get(PAGE).content.decode()
    # Another danger is told all the same, and another author is heard.
    post_by(ruisseau, "Mon père ne respire plus, que faire ?")
    newest.refresh_from_db()
    assert (newest.others, newest.cards) == (4, "suicide vital")
    post_by(carrelet, DANGER)
    assert Alert.objects.count() == MOST_OF_ONE + 1


def test_a_flood_that_was_dealt_with_hides_nothing(ruisseau: Actor, guard: SignedIn) -> None:
    for number in range(MOST_OF_ONE):
        post_by(ruisseau, f"{DANGER} Encore, {number} fois.")
    Alert.objects.update(closed_at=clock.now())
    post_by(ruisseau, DANGER)
    assert Alert.objects.filter(closed_at=None).count() == 1
    with clock.at(clock.now() + LATELY):
        post_by(ruisseau, f"{DANGER} Plus tard.")
    assert Alert.objects.filter(closed_at=None).count() == 2


def test_what_speaks_of_danger_beside_the_text_is_read_and_shown(ruisseau: Actor, guard: SignedIn) -> None:
    typed = {"text": "Dites-moi.", "audience": "public", "poll": [DANGER, "Rien"], "poll_lasts": "60", "cle": "a"}
    assert signed_in(ruisseau).client.post("/messages/nouveau", typed).status_code == 302
    assert Alert.objects.get().cards == "suicide"
    assert "je veux mourir" in guard.client.get(PAGE).content.decode()


def test_outsiders_learn_of_nothing(ruisseau: Actor) -> None:
    post_by(ruisseau, DANGER)
    assert Client().get(PAGE).status_code == 404
    outsider = signed_in(person("curieuse"))
    assert outsider.client.get(PAGE).status_code == 404
    assert outsider.client.post(PAGE, {"geste": "garde"}).status_code == 404


def test_a_closed_alert_is_forgotten_in_time(ruisseau: Actor, guard: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    post_by(ruisseau, DANGER)
    alert = Alert.objects.get()
    press(guard, "prendre", alert)
    press(guard, "clore", alert)
    assert forget_alerts() == 0
    later = clock.now() + KEPT
    monkeypatch.setattr(clock, "now", lambda: later)
    assert forget_alerts() == 1
