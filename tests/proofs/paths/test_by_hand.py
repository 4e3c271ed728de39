"""Two moderators decide, by hand: from sign-up to seal through the pages, and everything that goes otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client

from tests.conftest import SignedIn, person, signed_in
from tests.pages import words_of
from tests.proofs.paths.by_hand import (
    ROOM,
    START,
    account_of,
    apply,
    moderator,
    newest,
    page_of,
    press,
    send_letters,
    take_and,
    work,
)
from toctoc.kernel import clock
from toctoc.kernel.errors import Refused, Stale
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.policies import proved_institution, proved_profession
from toctoc.people.services.actors import Portrait, make_actor, suspend
from toctoc.privacy.services import clear, clear_line
from toctoc.proofs.paths.by_hand import tasks
from toctoc.proofs.paths.by_hand.models import Application, Exchange, Step, Voice
from toctoc.proofs.paths.by_hand.services import decisions

if TYPE_CHECKING:
    from django.conf import LazySettings
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker(dehors: Actor) -> SignedIn:
    """Says to be a dermatologist and has proved nothing."""
    return signed_in(dehors)


@pytest.fixture
def one(db: None) -> SignedIn:
    """A moderator."""
    return moderator("phare")


@pytest.fixture
def two(db: None) -> SignedIn:
    """Another."""
    return moderator("balise")


@pytest.fixture
def three(db: None) -> SignedIn:
    """A third."""
    return moderator("amer")


@pytest.fixture
def four(db: None) -> SignedIn:
    """A fourth."""
    return moderator("bouee")


def refused(asker: SignedIn, by: SignedIn) -> Application:
    """Bring an application of ``asker`` to a refusal by one moderator."""
    assert apply(asker).status_code == 302
    assert take_and(by, "non", reason="not_readable").status_code == 302
    return newest()


def appealed(asker: SignedIn, by: SignedIn) -> Application:
    refused(asker, by)
    sent = {"text": "La carte était bien lisible, regardez à nouveau.", "cle": "r"}
    assert asker.client.post(f"{START}contester", sent).status_code == 302
    return newest()


def test_from_sign_up_to_seal(one: SignedIn, two: SignedIn) -> None:
    newcomer = Client()
    typed = {
        "email": "nouvelle@exemple.test",
        "password1": "cabane-orange-42",
        "display_name": "Nouvelle",
        "handle": "nouvelle",
        "profession": "doctor",
        "specialty": "dermatology",
        "accepts_rules": "on",
    }
    newcomer.post("/compte/signup/", typed)
    actor = Actor.objects.get(handle="nouvelle")
    asker = signed_in(actor)
    assert START in words_of(asker.client.get("/preuves"))
    answer = apply(asker, text="Disponible le soir.")
    assert answer.status_code == 302
    phrase = newest().phrase
    assert phrase in words_of(asker.client.get(START))
    assert phrase in words_of(one.client.get(page_of(newest())))
    assert "Disponible le soir." in words_of(one.client.get(page_of(newest())))
    assert take_and(one, "oui", text="Carte valable, phrase entendue.").status_code == 302
    actor.refresh_from_db()
    assert proved_profession(actor) == ""
    assert "Carte valable, phrase entendue." in words_of(two.client.get(page_of(newest())))
    assert take_and(two, "oui").status_code == 302
    actor.refresh_from_db()
    assert proved_profession(actor) == "doctor"
    proof = Proof.objects.get(actor=actor)
    assert (proof.path, proof.decided_by, proof.confirmed_by) == ("by_hand", one.actor.account, two.actor.account)
    assert "vérifié par la modération" in words_of(Client().get("/@nouvelle"))
    assert "deux personnes" in words_of(Client().get("/@nouvelle/preuve")).lower()
    mail.outbox.clear()
    send_letters()
    assert [letter.to for letter in mail.outbox] == [["nouvelle@exemple.test"]]
    assert "La réponse est oui" in mail.outbox[0].body


def test_what_was_written_is_forgotten_with_the_decision(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    apply(asker, text="Disponible le soir.")
    press(one, "prendre")
    press(one, "demander", text="Mardi soir vous convient-il ?")
    asker.client.post(f"{START}repondre", {"text": "Oui, volontiers.", "cle": "a"})
    press(one, "oui", text="Vu.")
    take_and(two, "oui", text="Vu aussi.")
    application = newest()
    assert (application.state, application.words, application.phrase) == ("accepted", "", "")
    assert not Exchange.objects.exists()
    assert set(Voice.objects.values_list("note", flat=True)) == {""}


def test_an_organisation_shows_what_it_is(one: SignedIn, two: SignedIn, dehors: Actor) -> None:
    portrait = Portrait(clear_line("Les Tilleuls"), clear(""))
    house = make_actor(account=account_of(dehors), handle="tilleuls", portrait=portrait)
    Actor.objects.filter(pk=house.pk).update(kind="organisation")
    asker = signed_in(dehors)
    asker.client.post(f"/reglages/acteurs/{house.pk}/parler")
    assert START in words_of(asker.client.get("/preuves"))
    page = words_of(asker.client.get(START))
    assert "Service d’aide à domicile" in page
    assert "Kinésithérapeute" not in page
    assert apply(asker, profession="doctor", means="official_page").status_code == 422
    assert apply(asker, profession="home_care_service", means="card_on_call").status_code == 422
    assert apply(asker, profession="home_care_service", means="official_page").status_code == 302
    take_and(one, "oui")
    take_and(two, "oui")
    house.refresh_from_db()
    assert (proved_institution(house), proved_profession(house)) == ("home_care_service", "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"profession": ""}, "profession"),
        ({"profession": "sorcier"}, "profession"),
        ({"specialty": "voyance"}, "specialty"),
        ({"profession": "nurse", "specialty": "dermatology"}, "specialty"),
        ({"means": ""}, "means"),
        ({"means": "papers_on_call"}, "means"),
        ({"text": "Je suis au 06 39 98 12 34."}, "text"),
        ({"text": "x" * 601}, "text"),
    ],
)
def test_a_wrong_application_says_so_and_keeps_what_was_typed(
    asker: SignedIn, changed: dict[str, str], said: str
) -> None:
    answer = apply(asker, **changed)
    assert answer.status_code == 422
    assert said in answer.context["form"].errors
    assert not Application.objects.exists()
    assert changed.get("text", "") in words_of(answer)


def test_the_contact_of_the_server_is_told_where_there_is_one(asker: SignedIn, settings: LazySettings) -> None:
    assert "boîte professionnelle" not in words_of(asker.client.get(START))
    assert apply(asker, means="mailbox").status_code == 422
    assert "mailto:" not in words_of(asker.client.get("/mentions-legales"))
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, contact="contact@toctoc.example")
    assert "à contact@toctoc.example." in words_of(asker.client.get(START))
    assert apply(asker, means="mailbox").status_code == 302
    assert "à contact@toctoc.example." in words_of(asker.client.get(START))
    assert "contact@toctoc.example" in words_of(asker.client.get("/mentions-legales"))


def test_an_application_sent_twice_is_one(asker: SignedIn) -> None:
    assert [apply(asker).status_code, apply(asker).status_code] == [302, 302]
    assert Application.objects.count() == 1
    assert apply(asker, cle="another tab").status_code == 403
    assert Application.objects.count() == 1


def test_an_actor_has_one_open_application_even_when_two_ask_at_once(asker: SignedIn) -> None:
    from django.db import IntegrityError, transaction

    apply(asker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(actor=asker.actor, profession="nurse", means="known")


def test_five_applications_a_month_are_enough(asker: SignedIn) -> None:
    for number in range(5):
        assert apply(asker, cle=str(number)).status_code == 302
        assert asker.client.post(f"{START}retirer").status_code == 302
    late = apply(asker, cle="late")
    assert late.status_code == 429
    assert int(late["Retry-After"]) > 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert apply(asker, cle="next month").status_code == 302


def test_an_application_is_withdrawn_and_its_words_are_gone(asker: SignedIn, one: SignedIn) -> None:
    apply(asker, text="Disponible le soir.")
    press(one, "prendre")
    assert asker.client.post(f"{START}retirer").status_code == 302
    assert (newest().state, newest().words, newest().phrase) == ("withdrawn", "", "")
    assert asker.client.post(f"{START}retirer").status_code == 404
    assert press(one, "oui").status_code in {403, 409}
    assert not Proof.objects.exists()


def test_a_suspended_actor_asks_nothing_and_its_application_waits(asker: SignedIn, one: SignedIn) -> None:
    apply(asker)
    suspend(actor=asker.actor)
    assert one.client.get(page_of(newest())).status_code == 404
    assert "Médecin" not in words_of(one.client.get(ROOM))


# Two different moderators, and never one's own.


def test_one_moderator_alone_never_gives_a_seal(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    apply(asker)
    take_and(one, "oui")
    assert newest().state == "second"
    assert press(one, "prendre").status_code == 403
    assert press(one, "oui").status_code == 403
    assert "Médecin" not in words_of(one.client.get(ROOM))
    Application.objects.update(state="confirming", held_by=one.actor.account)
    assert press(one, "oui", cle="again").status_code == 403
    assert not Proof.objects.exists()


def test_the_database_itself_keeps_one_voice_each(asker: SignedIn, one: SignedIn) -> None:
    from django.db import IntegrityError, transaction

    apply(asker)
    take_and(one, "oui")
    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.create(application=newest(), examination=1, moderator=account_of(one.actor), is_yes=True)


def test_nobody_decides_on_an_actor_of_their_own(one: SignedIn, two: SignedIn) -> None:
    apply(one)
    application = newest()
    assert one.client.get(page_of(application)).status_code == 404
    assert press(one, "prendre").status_code == 404
    assert "Médecin" not in words_of(one.client.get(ROOM))
    assert one.client.get(f"{ROOM}/acteurs/phare").status_code == 404
    assert "Médecin" in words_of(two.client.get(ROOM))
    for gesture in (decisions.take, decisions.give_back):
        with pytest.raises(Refused):
            gesture(moderator=account_of(one.actor), application=application, seen=application.version)
    Application.objects.update(state="taken", held_by=one.actor.account)
    with pytest.raises(Refused):
        decisions.say_yes(
            moderator=account_of(one.actor), application=application, note=clear(""), seen=application.version
        )


def test_a_yes_of_somebody_who_no_longer_moderates_does_not_count(
    asker: SignedIn, one: SignedIn, two: SignedIn, three: SignedIn
) -> None:
    apply(asker)
    take_and(one, "oui")
    Account.objects.filter(pk=account_of(one.actor).pk).update(is_moderator=False)
    take_and(two, "oui")
    assert newest().state == "second"
    assert not Proof.objects.exists()
    take_and(three, "oui")
    assert newest().state == "accepted"


def test_a_moderator_who_did_not_take_it_does_not_decide(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    apply(asker)
    press(one, "prendre")
    answer = press(two, "oui")
    assert answer.status_code == 409
    assert "autre" in words_of(answer)
    assert not Voice.objects.exists()


def test_two_at_the_same_instant_do_not_both_take_it(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    apply(asker)
    seen = newest().version
    decisions.take(moderator=account_of(one.actor), application=newest(), seen=seen)
    with pytest.raises(Stale):
        decisions.take(moderator=account_of(two.actor), application=newest(), seen=seen)
    assert newest().held_by == one.actor.account


def test_a_double_click_is_one_decision_and_a_stale_tab_none(asker: SignedIn, one: SignedIn) -> None:
    apply(asker)
    press(one, "prendre")
    application = newest()
    sent = {"geste": "oui", "vu": str(application.version), "cle": "c", "text": "Vu."}
    assert [one.client.post(page_of(application), sent).status_code for _ in range(2)] == [302, 302]
    assert Voice.objects.count() == 1
    stale = one.client.post(page_of(application), sent | {"cle": "d", "geste": "non", "reason": "not_readable"})
    assert stale.status_code == 409
    assert "changé" in words_of(stale)
    assert newest().state == "second"


def test_a_moderator_leaves_it_to_others(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    apply(asker)
    take_and(one, "rendre")
    assert (newest().state, newest().held_by) == ("waiting", None)
    take_and(two, "oui")
    take_and(one, "rendre")
    assert newest().state == "second"


@pytest.mark.parametrize(("typed", "field"), [({"reason": ""}, "reason"), ({"reason": "antipathy"}, "reason")])
def test_a_no_needs_a_reason(asker: SignedIn, one: SignedIn, typed: dict[str, str], field: str) -> None:
    apply(asker)
    answer = take_and(one, "non", **typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert newest().state == "taken"


def test_what_a_moderator_writes_passes_the_guard(asker: SignedIn, one: SignedIn) -> None:
    apply(asker)
    press(one, "prendre")
    for gesture in ("oui", "non", "demander"):
        answer = press(one, gesture, text="Vu au 06 39 98 12 34.", reason="not_readable")
        assert answer.status_code == 422
        assert "Vu au 06 39 98 12 34." in words_of(answer)
    assert (newest().state, Voice.objects.count(), Exchange.objects.count()) == ("taken", 0, 0)


def test_a_gesture_that_does_not_exist_is_missing(asker: SignedIn, one: SignedIn) -> None:
    apply(asker)
    assert press(one, "benir").status_code == 404


# A no, and what follows.


def test_one_no_refuses_with_a_letter_that_says_why(asker: SignedIn, one: SignedIn) -> None:
    apply(asker)
    take_and(one, "non", reason="not_readable", text="L’image était floue.")
    assert newest().state == "refused"
    mail.outbox.clear()
    send_letters()
    (letter,) = mail.outbox
    assert letter.to == ["dehors@exemple.test"]
    assert "Nous n’avons pas pu lire" in letter.body
    assert "L’image était floue." in letter.body
    page = words_of(asker.client.get(START))
    assert "Nous n’avons pas pu lire" in page
    assert "Demander un autre regard" in page


def test_a_no_after_a_yes_refuses_too(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    apply(asker)
    take_and(one, "oui")
    take_and(two, "non", reason="not_current")
    assert newest().state == "refused"
    assert not Proof.objects.exists()


def test_a_letter_speaks_the_language_of_its_reader(asker: SignedIn, one: SignedIn) -> None:
    Account.objects.filter(pk=account_of(asker.actor).pk).update(language="en")
    apply(asker)
    take_and(one, "non", reason="not_readable")
    mail.outbox.clear()
    send_letters()
    assert "We could not read or check" in mail.outbox[0].body


def test_an_appeal_goes_to_two_who_did_not_refuse(
    asker: SignedIn, one: SignedIn, two: SignedIn, three: SignedIn
) -> None:
    before = refused(asker, one).phrase
    application = appealed_again(asker)
    assert (application.state, application.examination) == ("waiting", 2)
    assert application.phrase not in {"", before}
    assert press(one, "prendre").status_code == 403
    assert "Médecin" not in words_of(one.client.get(ROOM))
    assert "recours" in words_of(two.client.get(ROOM))
    take_and(two, "oui")
    assert newest().state == "second"
    take_and(three, "oui")
    asker.actor.refresh_from_db()
    assert (newest().state, proved_profession(asker.actor)) == ("accepted", "doctor")
    mail.outbox.clear()
    send_letters()
    assert "recours" in mail.outbox[-1].subject


def appealed_again(asker: SignedIn) -> Application:
    sent = {"text": "Regardez à nouveau, s’il vous plaît.", "cle": "r"}
    assert asker.client.post(f"{START}contester", sent).status_code == 302
    return newest()


def test_two_noes_end_an_appeal_for_good(asker: SignedIn, one: SignedIn, two: SignedIn, three: SignedIn) -> None:
    appealed(asker, one)
    take_and(two, "non", reason="nothing_shown")
    assert newest().state == "second"
    take_and(three, "non", reason="nothing_shown")
    assert (newest().state, newest().words, newest().phrase) == ("upheld", "", "")
    again = asker.client.post(f"{START}contester", {"text": "Encore.", "cle": "z"})
    assert again.status_code == 403
    mail.outbox.clear()
    send_letters()
    assert "Le refus est confirmé" in mail.outbox[-1].body


def test_when_two_disagree_on_an_appeal_a_third_decides(
    asker: SignedIn, one: SignedIn, two: SignedIn, three: SignedIn, four: SignedIn
) -> None:
    appealed(asker, one)
    take_and(two, "non", reason="nothing_shown")
    take_and(three, "oui")
    assert newest().state == "second"
    take_and(four, "oui")
    assert newest().state == "accepted"
    proof = Proof.objects.get(actor=asker.actor)
    assert {proof.decided_by, proof.confirmed_by} == {three.actor.account, four.actor.account}


def test_without_a_third_the_refusal_stands(asker: SignedIn, one: SignedIn, two: SignedIn, three: SignedIn) -> None:
    appealed(asker, one)
    take_and(two, "oui")
    take_and(three, "non", reason="nothing_shown")
    assert newest().state == "upheld"
    assert not Proof.objects.exists()


def test_an_appeal_is_possible_once_and_for_a_month(asker: SignedIn, one: SignedIn) -> None:
    refused(asker, one)
    with clock.at(clock.now() + timedelta(days=31)):
        late = asker.client.post(f"{START}contester", {"text": "Encore.", "cle": "z"})
        assert late.status_code == 403
        assert "Demander un autre regard" not in words_of(asker.client.get(START))
    assert newest().state == "refused"


def test_an_appeal_needs_words_that_pass_the_guard(asker: SignedIn, one: SignedIn) -> None:
    refused(asker, one)
    for text in ("", "   ", "Appelez le 06 39 98 12 34."):
        answer = asker.client.post(f"{START}contester", {"text": text, "cle": "z"})
        assert answer.status_code == 422
    assert newest().state == "refused"


def test_after_a_refusal_one_may_apply_anew(asker: SignedIn, one: SignedIn) -> None:
    refused(asker, one)
    assert "Envoyer ma demande" in words_of(asker.client.get(f"{START}?nouvelle"))
    assert apply(asker, cle="anew").status_code == 302
    assert asker.client.post(f"{START}contester", {"text": "Encore.", "cle": "z"}).status_code == 403


# Questions, and time.


def test_a_question_goes_to_the_person_and_its_answer_comes_back_to_who_asked(
    asker: SignedIn, one: SignedIn, two: SignedIn
) -> None:
    apply(asker)
    take_and(one, "demander", text="Mardi soir vous convient-il ?")
    assert newest().state == "unclear"
    mail.outbox.clear()
    send_letters()
    assert "Mardi soir vous convient-il ?" in mail.outbox[0].body
    assert "Mardi soir vous convient-il ?" in words_of(asker.client.get(START))
    assert press(two, "prendre").status_code == 403
    answer = asker.client.post(f"{START}repondre", {"text": "Mercredi plutôt.", "cle": "a"})
    assert answer.status_code == 302
    assert (newest().state, newest().held_by) == ("taken", one.actor.account)
    assert "Mercredi plutôt." in words_of(one.client.get(page_of(newest())))
    assert asker.client.post(f"{START}repondre", {"text": "Et encore.", "cle": "b"}).status_code == 403


def test_an_answer_passes_the_guard(asker: SignedIn, one: SignedIn) -> None:
    apply(asker)
    take_and(one, "demander", text="Mardi soir vous convient-il ?")
    answer = asker.client.post(f"{START}repondre", {"text": "Appelez le 06 39 98 12 34.", "cle": "a"})
    assert answer.status_code == 422
    assert "Appelez le 06 39 98 12 34." in words_of(answer)
    assert newest().state == "unclear"


def test_a_question_of_the_second_moderator_keeps_the_first_yes(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    apply(asker)
    take_and(one, "oui")
    take_and(two, "demander", text="Mardi soir vous convient-il ?")
    asker.client.post(f"{START}repondre", {"text": "Oui.", "cle": "a"})
    assert (newest().state, newest().held_by) == ("confirming", two.actor.account)
    press(two, "oui")
    assert newest().state == "accepted"


def test_a_question_without_an_answer_for_a_month_closes_it(asker: SignedIn, one: SignedIn) -> None:
    apply(asker)
    take_and(one, "demander", text="Mardi soir vous convient-il ?")
    for days, state in ((29, "unclear"), (30, "lapsed")):
        with clock.at(clock.now() + timedelta(days=days, minutes=1)):
            tasks.let_time_pass(work())
        assert newest().state == state
    assert not Exchange.objects.exists()


def test_after_two_days_it_goes_to_another_and_never_back_to_the_same_first(
    asker: SignedIn, one: SignedIn, two: SignedIn, three: SignedIn
) -> None:
    apply(asker)
    press(one, "prendre")
    began, holders = clock.now(), []
    for turn in range(1, 5):
        with clock.at(began + turn * timedelta(hours=48, minutes=1)):
            tasks.let_time_pass(work())
        holders.append(newest().held_by)
    first, second, third = one.actor.account, two.actor.account, three.actor.account
    assert holders == [second, third, first, second]
    assert newest().state == "taken"
    assert Step.objects.filter(application=newest(), before="taken", after="taken").count() == 4


def test_two_days_are_two_days(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    apply(asker)
    press(one, "prendre")
    with clock.at(clock.now() + timedelta(hours=47)):
        tasks.let_time_pass(work())
    assert newest().held_by == one.actor.account


def test_a_second_look_is_not_handed_to_whoever_said_yes(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    apply(asker)
    take_and(one, "oui")
    press(two, "prendre")
    with clock.at(clock.now() + timedelta(hours=49)):
        tasks.let_time_pass(work())
    assert (newest().state, newest().held_by) == ("second", None)


def test_it_is_never_handed_to_the_asker_who_moderates(one: SignedIn, two: SignedIn) -> None:
    apply(one)
    press(two, "prendre")
    with clock.at(clock.now() + timedelta(hours=49)):
        tasks.let_time_pass(work())
    assert (newest().state, newest().held_by) == ("waiting", None)


def test_somebody_who_stopped_moderating_holds_nothing(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    apply(asker)
    press(one, "prendre")
    Account.objects.filter(pk=account_of(one.actor).pk).update(is_moderator=False)
    tasks.let_time_pass(work())
    assert newest().held_by == two.actor.account
    account_of(two.actor).delete()
    tasks.let_time_pass(work())
    assert (newest().state, newest().held_by) == ("waiting", None)


def test_words_of_a_refusal_go_when_it_can_no_longer_be_appealed(asker: SignedIn, one: SignedIn) -> None:
    apply(asker, text="Disponible le soir.")
    take_and(one, "non", reason="not_readable")
    tasks.let_time_pass(work())
    assert newest().words == "Disponible le soir."
    with clock.at(clock.now() + timedelta(days=30, minutes=1)):
        tasks.let_time_pass(work())
    assert (newest().words, newest().phrase) == ("", "")


def test_an_application_goes_after_a_year(asker: SignedIn, one: SignedIn) -> None:
    refused(asker, one)
    tasks.forget(work())
    assert Application.objects.exists()
    with clock.at(clock.now() + timedelta(days=366)):
        tasks.forget(work())
    assert not Application.objects.exists()


def test_moderators_are_reminded_once_a_day_in_figures_alone(asker: SignedIn, one: SignedIn, two: SignedIn) -> None:
    tasks.remind_all(work())
    send_letters()
    assert mail.outbox == []
    apply(asker, text="Disponible le soir.")
    take_and(one, "oui")
    for _ in range(2):
        tasks.remind_all(work())
    send_letters()
    (letter,) = mail.outbox
    assert letter.to == ["balise@exemple.test"]
    said = f"{letter.subject}{letter.body}"
    assert ROOM in said
    for secret in ("dehors", "Disponible", "Médecin", newest().phrase):
        assert secret not in said


# Nobody else.


@pytest.fixture
def outsiders(avril: Actor, ruisseau: Actor) -> list[Client]:
    """A stranger, a member, somebody proved."""
    return [Client(), signed_in(avril).client, signed_in(ruisseau).client]


@pytest.mark.parametrize(
    "address",
    [
        ROOM,
        f"{ROOM}/demandes/{{application}}",
        f"{ROOM}/reexamens/1",
        f"{ROOM}/recherche",
        f"{ROOM}/acteurs/dehors",
        f"{ROOM}/chiffres",
    ],
)
def test_for_anybody_else_there_is_no_room(
    asker: SignedIn, one: SignedIn, outsiders: list[Client], address: str
) -> None:
    apply(asker)
    press(one, "prendre")
    address = address.format(application=newest().pk)
    sent = {"geste": "oui", "vu": str(newest().version), "cle": "o"}
    for browser in (*outsiders, asker.client):
        assert browser.get(address).status_code == 404
        assert browser.post(address, sent).status_code in {404, 405}
    assert not Voice.objects.exists()


@pytest.mark.parametrize("gesture", ["prendre", "rendre", "demander", "oui", "non"])
def test_no_button_is_pressed_by_anybody_else(
    asker: SignedIn, one: SignedIn, outsiders: list[Client], gesture: str
) -> None:
    apply(asker)
    before = newest().version
    for browser in (*outsiders, asker.client):
        sent = {"geste": gesture, "vu": str(before), "cle": "o", "text": "Non.", "reason": "not_readable"}
        assert browser.post(page_of(newest()), sent).status_code == 404
    assert newest().version == before


@pytest.mark.parametrize("address", [START, f"{START}repondre", f"{START}contester", f"{START}retirer"])
def test_strangers_sign_in_first(client: Client, address: str) -> None:
    answer = client.post(address, {"text": "x"})
    assert answer.status_code == 302
    assert "/compte/login/" in answer["Location"]


@pytest.mark.parametrize("address", [f"{START}repondre", f"{START}contester", f"{START}retirer"])
def test_somebody_elses_application_is_not_there(asker: SignedIn, one: SignedIn, avril: Actor, address: str) -> None:
    apply(asker)
    take_and(one, "demander", text="Mardi soir vous convient-il ?")
    assert signed_in(avril).client.post(address, {"text": "Oui.", "cle": "x"}).status_code == 404
    assert newest().state == "unclear"


def test_the_room_shows_neither_account_nor_other_actors(asker: SignedIn, one: SignedIn) -> None:
    portrait = Portrait(clear_line("Autre nom"), clear(""))
    make_actor(account=account_of(asker.actor), handle="autrenom", portrait=portrait)
    apply(asker)
    press(one, "prendre")
    addresses = (ROOM, page_of(newest()), f"{ROOM}/acteurs/dehors", f"{ROOM}/recherche", f"{ROOM}/chiffres")
    for address in addresses:
        page = words_of(one.client.get(address))
        for secret in ("dehors@exemple.test", "autrenom", "Autre nom", "phare@exemple.test"):
            assert secret not in page


def test_a_server_with_one_moderator_says_that_two_are_needed(asker: SignedIn, one: SignedIn) -> None:
    assert "deux personnes différentes" in words_of(one.client.get(ROOM))
    assert "n’a pas encore deux personnes" in words_of(asker.client.get(START))
    moderator("balise")
    assert "deux personnes différentes" not in words_of(one.client.get(ROOM))
    assert "n’a pas encore deux personnes" not in words_of(asker.client.get(START))


def test_the_queue_is_paged_the_oldest_first(one: SignedIn) -> None:
    for number in range(22):
        apply(signed_in(person(f"demande{number:02}")))
    page = words_of(one.client.get(ROOM))
    assert "@demande00" in page
    assert "@demande20" not in page
    following = f"{ROOM}?apres={Application.objects.order_by('pk')[19].pk}"
    assert f"?apres={Application.objects.order_by('pk')[19].pk}" in page
    later = words_of(one.client.get(following))
    assert "@demande21" in later
    assert "@demande00" not in later


@pytest.mark.parametrize("most", [2, 12])
def test_a_long_queue_costs_no_more_statements(
    one: SignedIn, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(most):
        apply(signed_in(person(f"demande{number:02}")))
    with django_assert_max_num_queries(14):
        one.client.get(ROOM)
